//! Runs the examples of every code, as `explain` shows them: documentation that is not true fails here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use alien_sdk_core::document::{Buffers, Limits};
use alien_sdk_core::span::Units;
use alien_sdk_core::validate::{DocumentKind, Input, Options};
use alien_sdk_core::wire;

/// The codes that a document, or both sides of an update, give.
fn codes(code: &str, text: &str) -> Vec<&'static str> {
    let small = matches!(code, "too-deep" | "too-large");
    let limits = if small {
        Limits::OF_EXAMPLES
    } else {
        Limits::default()
    };
    let is_forced = code == "wrong-document-kind";
    let options = Options {
        kind: is_forced.then_some(DocumentKind::Container),
        limits,
        ..Options::default()
    };
    let report = match update(text) {
        Some([old, new]) => {
            let (old, new) = (Input::Text(&old), Input::Text(&new));
            wire::validate_update(old, new, &options, Units::Utf16)
        }
        None => wire::validate(
            Input::Text(text),
            &options,
            Units::Utf16,
            &mut Buffers::default(),
        ),
    };
    report
        .unwrap()
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn update(text: &str) -> Option<[String; 2]> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some([value.get("old")?.to_string(), value.get("new")?.to_string()])
}

#[test]
fn the_failing_example_of_a_code_has_that_fault_and_no_other() {
    for explained in wire::catalog().codes {
        assert_eq!(
            codes(explained.code, &explained.fails),
            [explained.code],
            "{}",
            explained.fails
        );
    }
}

#[test]
fn the_passing_example_of_a_code_has_no_fault() {
    for explained in wire::catalog().codes {
        let found = codes(explained.code, &explained.passes);
        assert!(
            found.is_empty(),
            "{}: {found:?}\n{}",
            explained.code,
            explained.passes
        );
    }
}

#[test]
fn codes_are_slugs_and_explained() {
    let codes = wire::catalog().codes;
    for explained in &codes {
        let slug = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(explained.code.chars().all(slug), "{}", explained.code);
        let sentence = explained.why.ends_with('.') && explained.why.len() > 40;
        assert!(
            sentence && !explained.summary.ends_with('.'),
            "{}",
            explained.code
        );
        assert_eq!(wire::explain(explained.code).as_ref(), Some(explained));
    }
    assert!(
        codes.is_sorted_by(|a, b| a.code < b.code),
        "sorted, and none twice"
    );
    assert_eq!(wire::explain("no-such-code"), None);
}
