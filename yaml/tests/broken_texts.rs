//! What people are told about the broken texts of `tests/broken`.

#![allow(clippy::unwrap_used, clippy::panic)]

use alien_sdk_core::{Options, validate_text};
use alien_sdk_yaml::SYNTAX;

/// A syntax error has no consequences: what it may have removed or changed is not reported.
#[test]
fn only_syntax_errors_are_reported() {
    let options = Options {
        syntax: SYNTAX,
        ..Options::default()
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let mut others = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for found in validate_text(&text, &options).diagnostics {
            if found.code != "yaml-syntax" {
                let line = found.range.map(|range| range.start.line + 1);
                others.push(format!("{}: {line:?} {}", path.display(), found.message));
            }
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
