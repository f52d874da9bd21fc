//! The texts whose fixes are tested: those of all vectors, and the failing examples of all codes.

use std::fs;
use std::path::Path;

use alien_sdk_core::internal::document::{Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::Options;
use serde_json::Value;

/// A text to validate. For an update, `old` is the text before it.
#[derive(Clone)]
pub struct Subject {
    pub old: Option<String>,
    pub text: String,
    pub options: Options,
}

impl Subject {
    /// The same subject with a fixed text, which may be longer than the limit of the case.
    pub fn with(&self, text: String) -> Self {
        let mut fixed = self.clone();
        fixed.options.limits.bytes = fixed.options.limits.bytes.max(text.len());
        Self { text, ..fixed }
    }
}

fn options(case: &Value) -> Options {
    let default = Limits::default();
    let limit = |name: &str, default| {
        case["limits"][name]
            .as_u64()
            .map_or(default, |n| n as usize)
    };
    Options {
        syntax: match case.get("yaml") {
            Some(_) => alien_sdk_yaml::SYNTAX,
            None => Syntax::json(case.get("jsonc").is_some()),
        },
        limits: Limits {
            bytes: limit("bytes", default.bytes),
            depth: limit("depth", default.depth),
            diagnostics: limit("diagnostics", default.diagnostics),
        },
        ..Options::default()
    }
}

/// The cases of all vectors, each with the name of its file and its own name.
pub fn cases() -> Vec<(String, Value)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    let mut cases = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let mut file: Value =
                    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
                let Value::Array(own) = file["cases"].take() else {
                    panic!("{stem} has no cases")
                };
                cases.extend(
                    own.into_iter()
                        .map(|case| (format!("{stem}: {}", case["name"]), case)),
                );
            }
        }
    }
    cases
}

fn join_lines(lines: &Value) -> String {
    let lines = lines.as_array().expect("an array of lines").iter();
    lines
        .map(|line| line.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The subject of a case; `None` if the case has calls, which have no text.
pub fn subject(case: &Value) -> Option<Subject> {
    let update = case.get("update");
    let lines = ["json", "jsonc", "yaml"]
        .iter()
        .find_map(|key| case.get(*key));
    let lines = lines.or(update.map(|update| &update["new"]))?;
    Some(Subject {
        old: update.map(|update| join_lines(&update["old"])),
        text: join_lines(lines),
        options: options(case),
    })
}

/// The failing example of a code, as a subject.
pub fn example(text: &str) -> Subject {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let old = value.get("old").map(Value::to_string);
    let text = value
        .get("new")
        .map_or_else(|| text.to_owned(), Value::to_string);
    let options = Options::default();
    Subject { old, text, options }
}

/// The codes of the rules that offer fixes. A rule is in a file that is named after its code.
pub fn rules_with_fixes() -> Vec<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let folders = [rules.clone(), rules.join("update")];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file());
    let files = files.filter(|path| fs::read_to_string(path).unwrap().contains("Fix::"));
    files
        .map(|path| {
            path.file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-")
        })
        .filter(|name| functions::explain(name).is_some())
        .collect()
}

/// The subjects of all vectors, and the failing example of each code, with their names.
pub fn subjects() -> Vec<(String, Subject)> {
    let of_vectors = cases()
        .into_iter()
        .filter_map(|(name, case)| Some((name, subject(&case)?)));
    let examples = functions::catalog().codes.into_iter();
    let of_examples =
        examples.map(|explained| (explained.code.to_owned(), example(&explained.fails)));
    of_vectors.chain(of_examples).collect()
}
