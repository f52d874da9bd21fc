//! Checks the examples of every code, as `explain` shows them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use alien_sdk_core::internal::document::{Buffers, Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire;

/// The diagnostics of an example: of a document, or of an update.
fn validate_example(code: &str, text: &str) -> Vec<wire::Diagnostic> {
    let has_small_limits = matches!(code, "too-deep" | "too-large");
    let limits = if has_small_limits {
        Limits::FOR_EXAMPLES
    } else {
        Limits::default()
    };
    let is_forced = code == "wrong-document-kind";
    let options = Options {
        kind: is_forced.then_some(DocumentKind::Container),
        syntax: match code {
            "yaml-syntax" | "yaml-unsupported" => alien_sdk_yaml::SYNTAX,
            "unused-suppression" => Syntax::Jsonc,
            _ => Syntax::Json,
        },
        limits,
    };
    let report = match update(text) {
        Some([old, new]) => {
            let (old, new) = (Input::Text(&old), Input::Text(&new));
            functions::validate_update(old, new, &options, Units::Utf16)
        }
        None => functions::validate(
            Input::Text(text),
            &options,
            Units::Utf16,
            &mut Buffers::default(),
        ),
    };
    report.unwrap().diagnostics
}

/// Prints diagnostics, each as `code at path: message` on its own line.
fn print(found: &[wire::Diagnostic]) -> String {
    let lines = found.iter().map(|found| {
        let wire::Diagnostic {
            code,
            path,
            message,
            ..
        } = found;
        format!("\n  {code} at {path:?}: {message}")
    });
    match found {
        [] => " nothing".to_owned(),
        _ => lines.collect(),
    }
}

/// The old and new declaration, if the example is an update.
fn update(text: &str) -> Option<[String; 2]> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some([value.get("old")?.to_string(), value.get("new")?.to_string()])
}

#[test]
fn the_failing_example_of_a_code_causes_only_that_code() {
    for wire::Explanation { code, fails, .. } in functions::catalog().codes {
        let found = validate_example(code, &fails);
        assert!(
            matches!(&found[..], [one] if one.code == code),
            "in the `fails` of {code}, expected {code} once and nothing else, found{}\n{fails}",
            print(&found)
        );
    }
}

#[test]
fn the_passing_example_of_a_code_has_no_diagnostic() {
    for wire::Explanation { code, passes, .. } in functions::catalog().codes {
        let found = validate_example(code, &passes);
        assert!(
            found.is_empty(),
            "in the `passes` of {code}, expected nothing, found{}\n{passes}",
            print(&found)
        );
    }
}

#[test]
fn codes_are_well_formed_and_explained() {
    let codes = functions::catalog().codes;
    for explained in &codes {
        let is_allowed = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(
            explained.code.chars().all(is_allowed),
            "a code may only contain lower-case letters and `-`: {}",
            explained.code
        );
        assert!(
            explained.why.ends_with('.') && explained.why.len() > 40,
            "{}: `why` must have at least one sentence: {}",
            explained.code,
            explained.why
        );
        assert_eq!(functions::explain(explained.code).as_ref(), Some(explained));
    }
    assert!(
        codes.is_sorted_by(|a, b| a.code < b.code),
        "codes must be sorted and unique"
    );
    assert_eq!(functions::explain("no-such-code"), None);
}
