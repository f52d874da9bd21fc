//! What people are told about broken texts.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;

use alien_sdk_core::{Options, validate_text};
use alien_sdk_yaml::SYNTAX;

/// The YAML files of a folder.
fn texts(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let files = std::fs::read_dir(folder).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let yaml = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let texts: Vec<_> = yaml
        .map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(!texts.is_empty());
    texts
}

/// The messages of a report: those about syntax errors, and the others.
fn messages(text: &str) -> (Vec<String>, Vec<String>) {
    let options = Options {
        syntax: SYNTAX,
        ..Options::default()
    };
    let found = validate_text(text, &options).diagnostics.into_iter();
    let found = found.map(|found| (found.code == "yaml-syntax", found.message));
    let (syntax, others): (Vec<_>, Vec<_>) = found.partition(|(is_syntax, _)| *is_syntax);
    let messages =
        |list: Vec<(bool, String)>| list.into_iter().map(|(_, message)| message).collect();
    (messages(syntax), messages(others))
}

/// A syntax error has no consequences: what it may have removed or changed is not reported.
#[test]
fn only_syntax_errors_are_reported() {
    for (path, text) in texts("broken") {
        let (syntax, others) = messages(&text);
        assert!(!syntax.is_empty(), "{}", path.display());
        assert!(others.is_empty(), "{}: {others:?}", path.display());
    }
}

/// While somebody writes a text, its end may be broken, but nothing else is reported for that.
#[test]
fn only_the_end_of_a_text_that_is_cut_off_is_reported() {
    for (path, text) in texts("complete") {
        assert_eq!(
            messages(&text),
            (Vec::new(), Vec::new()),
            "{}",
            path.display()
        );
        for (end, _) in text.char_indices() {
            let (syntax, others) = messages(text.get(..end).unwrap());
            let shown = format!("{} {end} {syntax:?} {others:?}", path.display());
            assert!(syntax.len() <= 1, "{shown}");
            assert!(syntax.is_empty() || others.is_empty(), "{shown}");
        }
    }
}
