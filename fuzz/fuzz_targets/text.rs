//! Passes random texts to every function that takes a text. Nothing may panic, and invariants must hold. Fixes have a
//! separate target.

#![no_main]

use alien_sdk_core::internal::diagnostic::{Sink, is_hidden};
use alien_sdk_core::internal::document::text_edit;
use alien_sdk_core::internal::document::{Buffers, Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::ide::{Analysis, Indentation, complete};
use alien_sdk_core::internal::span::{Span, Units};
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::Report;
use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::{render, validate_text};
use alien_sdk_fuzz::{
    KINDS, check_normalised, check_ranges, check_report, normalise, text_and_options, validate,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, options) = text_and_options(bytes);
    for kind in KINDS {
        check_normalise(&text, &Options { kind, ..options });
    }
    check_units_and_limits(&text, &options);
    check_comparison(&text, &options);
    check_rendering(&text, &options);
    check_state(&text, &options);
    check_editor(&text, &options);
});

fn check_normalise(text: &str, options: &Options) {
    let built = normalise(text, options);
    check_report(&built.report);
    check_ranges(&built.report, text, Units::Utf16);
    check_normalised(&built, options);
}

/// Checks the ranges in every unit, and with limits that most texts exceed.
fn check_units_and_limits(text: &str, options: &Options) {
    for units in [Units::Utf8, Units::Utf32] {
        check_ranges(&validate(text, options, units), text, units);
    }
    let limits = Limits {
        bytes: 1000,
        depth: 3,
        diagnostics: 2,
    };
    let options = Options { limits, ..*options };
    let report = validate(text, &options, Units::Utf16);
    check_report(&report);
    check_ranges(&report, text, Units::Utf16);
}

/// Checks that a declaration doesn't differ from itself.
fn check_comparison(text: &str, options: &Options) {
    let both = || (Input::Text(text), Input::Text(text));
    let built = normalise(text, options);
    let ((old, new), units) = (both(), Units::Utf16);
    let diff = functions::diff(old, new, options, units).expect("a text is not a tape");
    let (old, new) = both();
    let update =
        functions::validate_update(old, new, options, units).expect("a text is not a tape");
    check_report(&update);
    if built.kind == DocumentKind::State {
        return;
    }
    assert_eq!(
        diff.is_ok(),
        built.report.valid,
        "a declaration can be compared exactly if it is valid"
    );
    if let Ok(diff) = diff {
        assert!(
            diff.changes.is_empty() && diff.text.is_empty(),
            "{}",
            diff.text
        );
    }
    if built.report.valid {
        assert_eq!(
            codes_and_paths(&update),
            codes_and_paths(&built.report),
            "an update without changes adds no diagnostics"
        );
    }
}

fn codes_and_paths(report: &Report) -> Vec<(&str, &str)> {
    let found = report.diagnostics.iter();
    found
        .map(|found| (&*found.code, found.path.as_str()))
        .collect()
}

/// Checks that a rendered report contains no control characters of the text.
fn check_rendering(text: &str, options: &Options) {
    for color in [false, true] {
        let rendered = RenderOptions {
            color,
            ..RenderOptions::for_text("api.json", text)
        };
        let shown = render(&validate_text(text, options), &rendered);
        let is_expected = |c| c == '\n' || c == '\u{1b}' && color;
        assert!(
            !shown.contains(|c| is_hidden(c) && !is_expected(c)),
            "{shown:?}"
        );
    }
}

/// Checks what editors ask: at any place of any text, completion replaces a part of a line, and formatting keeps the meaning.
fn check_editor(text: &str, options: &Options) {
    let analysis = Analysis::new(text, options);
    let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for offset in offsets.step_by(text.len() / 8 + 1) {
        let at = offset as u32;
        let found = complete(text, options, at);
        let word = text.get(found.span.range()).expect("a part of the text");
        assert!(found.span.start <= at && at <= found.span.end || found.items.is_empty());
        assert!(
            !word.contains(['\n', '\r']) || found.items.is_empty(),
            "{word:?}"
        );
        analysis.hover(at);
        analysis.references(at, true);
        let _ = analysis.rename(at, "other");
    }
    assert!(analysis.symbols(10).len() <= 10);
    analysis.hints(Span::new(0, text.len() as u32));
    let edits = analysis.format(Indentation::Tab);
    let formatted = text_edit::apply(text, &edits).expect("edits that don't overlap");
    assert!(
        Analysis::new(&formatted, options)
            .format(Indentation::Tab)
            .is_empty(),
        "{formatted:?}"
    );
    assert_eq!(
        normalise(&formatted, options).json,
        normalise(text, options).json
    );
}

/// Checks that the outputs of a state are JSON.
fn check_state(text: &str, options: &Options) {
    let read = functions::state_outputs(Input::Text(text), options, Units::Utf16);
    let read = read.expect("a text is not a tape");
    check_report(&read.report);
    if let Some(outputs) = read.json {
        let mut sink = Sink::new(1);
        let limits = Limits::default();
        Syntax::Json.parse(&outputs, &limits, Buffers::default(), &mut sink);
        assert!(sink.is_empty(), "{outputs}");
    }
}
