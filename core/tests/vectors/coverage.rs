//! Checks that every code has a file of its name, with a case that causes the code and one that doesn't, and that every
//! method of a builder is called.

use std::collections::BTreeSet;

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::functions;

use super::File;

/// The codes whose files are in `text`. The files of all other codes are in `rules`, or in `yaml` if they are about YAML.
const TEXT_CODES: [&str; 5] = [
    "invalid-unicode",
    "json-syntax",
    "too-deep",
    "too-large",
    "wrong-document-kind",
];

fn file_name(code: &str) -> String {
    let folder = match code {
        code if code.starts_with("yaml-") => "yaml",
        code if TEXT_CODES.contains(&code) => "text",
        _ => "rules",
    };
    format!("tests/vectors/{folder}/{code}.json")
}

/// All mistakes in the files.
pub fn mistakes(files: &[File]) -> Vec<String> {
    let codes: BTreeSet<&str> = functions::catalog()
        .codes
        .iter()
        .map(|it| it.code)
        .collect();
    let misplaced = files.iter().filter_map(|file| misplaced(file, &codes));
    let missing = codes.iter().flat_map(|code| missing_cases(code, files));
    misplaced.chain(missing).chain(uncalled(files)).collect()
}

/// A mistake for each method that no case calls. The random programs take arguments from the cases.
fn uncalled(files: &[File]) -> Vec<String> {
    let cases = files
        .iter()
        .filter_map(|file| file.value["cases"].as_array());
    let calls = cases.flatten().filter_map(|case| case["calls"].as_array());
    let called: BTreeSet<&str> = calls
        .flatten()
        .filter_map(|call| call[0].as_str())
        .collect();
    let methods = METHODS.iter().map(|method| method.name);
    let uncalled = methods.filter(|method| !called.contains(method));
    uncalled
        .map(|method| format!("tests/vectors/builder: no case calls `{method}`; add one"))
        .collect()
}

fn misplaced(file: &File, codes: &BTreeSet<&str>) -> Option<String> {
    let path = &file.name;
    let is_about_code = ["/rules/", "/text/"].iter().any(|it| path.contains(it));
    match file.value["about"].as_str() {
        Some(about) if !codes.contains(about) => Some(format!(
            "{path}: \"about\" is \"{about}\", which is not a code"
        )),
        Some(about) if *path != file_name(about) => Some(format!(
            "{path}: \"about\" is \"{about}\", whose file is {}",
            file_name(about)
        )),
        None if is_about_code => Some(format!("{path}: has no \"about\" with its code")),
        _ => None,
    }
}

fn missing_cases(code: &str, files: &[File]) -> Vec<String> {
    let name = file_name(code);
    let Some(file) = files.iter().find(|file| file.name == name) else {
        return vec![format!(
            "{name} is missing: add it, with a case that causes {code} and one that doesn't"
        )];
    };
    let (mut fails, mut passes) = (false, false);
    for case in file.value["cases"].as_array().into_iter().flatten() {
        let diagnostics = case["diagnostics"].as_array().into_iter().flatten();
        let has = diagnostics.into_iter().any(|it| it["code"] == code);
        fails |= has;
        passes |= !has;
    }
    let mut missing = Vec::new();
    if !fails {
        missing.push(format!("{name}: no case causes {code}; add one"));
    }
    if !passes {
        missing.push(format!(
            "{name}: every case causes {code}; add one that doesn't"
        ));
    }
    missing
}
