//! Every code has a file of its name, in which one case has its fault and another one has not.

use std::collections::BTreeSet;

use alien_sdk_core::internal::functions;

use super::File;

/// The codes whose files are about how text is read, in `text`. Those of all others are in `rules`.
const OF_TEXT: [&str; 5] = [
    "invalid-unicode",
    "json-syntax",
    "too-deep",
    "too-large",
    "wrong-document-kind",
];

fn name(code: &str) -> String {
    let folder = if OF_TEXT.contains(&code) {
        "text"
    } else {
        "rules"
    };
    format!("tests/vectors/{folder}/{code}.json")
}

pub fn faults(files: &[File]) -> Vec<String> {
    let codes: BTreeSet<&str> = functions::catalog()
        .codes
        .iter()
        .map(|it| it.code)
        .collect();
    let misplaced = files.iter().filter_map(|file| misplaced(file, &codes));
    let lacking = codes.iter().flat_map(|code| lacks(code, files));
    misplaced.chain(lacking).collect()
}

fn misplaced(file: &File, codes: &BTreeSet<&str>) -> Option<String> {
    let path = &file.name;
    let of_a_code = ["/rules/", "/text/"].iter().any(|it| path.contains(it));
    match file.value["about"].as_str() {
        Some(about) if !codes.contains(about) => Some(format!(
            "{path}: \"about\" is \"{about}\", which is no code"
        )),
        Some(about) if *path != name(about) => Some(format!(
            "{path}: \"about\" is \"{about}\", whose file is {}",
            name(about)
        )),
        None if of_a_code => Some(format!("{path}: has no \"about\" with its code")),
        _ => None,
    }
}

fn lacks(code: &str, files: &[File]) -> Vec<String> {
    let name = name(code);
    let Some(file) = files.iter().find(|file| file.name == name) else {
        return vec![format!(
            "{name} is missing: add it, with a case that gives {code} and one that does not"
        )];
    };
    let (mut fails, mut passes) = (false, false);
    for case in file.value["cases"].as_array().into_iter().flatten() {
        let diagnostics = case["diagnostics"].as_array().into_iter().flatten();
        let has = diagnostics.into_iter().any(|it| it["code"] == code);
        fails |= has;
        passes |= !has;
    }
    let mut lacks = Vec::new();
    if !fails {
        lacks.push(format!("{name}: no case gives {code}; add one"));
    }
    if !passes {
        lacks.push(format!("{name}: every case gives {code}; add one without"));
    }
    lacks
}
