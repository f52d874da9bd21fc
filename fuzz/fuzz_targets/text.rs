//! Any text, through every function that takes one: nothing panics, and the laws hold. Fixes have a target of their own.

#![no_main]

use alien_sdk_core::internal::diagnostic::{Sink, is_hidden};
use alien_sdk_core::internal::document::json::{self, JsonOptions};
use alien_sdk_core::internal::document::{Buffers, Limits};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::Report;
use alien_sdk_fuzz::{
    KINDS, check_normalised, check_ranges, check_report, normalise, text, validate,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, options) = text(bytes);
    for kind in KINDS {
        judge(&text, &Options { kind, ..options });
    }
    measure(&text, &options);
    compare(&text, &options);
    render(&text, &options);
    read_state(&text, &options);
});

fn judge(text: &str, options: &Options) {
    let built = normalise(text, options);
    check_report(&built.report);
    check_ranges(&built.report, text, Units::Utf16);
    check_normalised(&built, options);
}

/// Ranges are right in every unit, and under limits that hardly any text keeps.
fn measure(text: &str, options: &Options) {
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

/// A declaration does not differ from itself.
fn compare(text: &str, options: &Options) {
    let both = || (Input::Text(text), Input::Text(text));
    let built = normalise(text, options);
    let ((old, new), units) = (both(), Units::Utf16);
    let diff = functions::diff(old, new, options, units).expect("a text is no tape");
    let (old, new) = both();
    let update = functions::validate_update(old, new, options, units).expect("a text is no tape");
    check_report(&update);
    if built.kind == DocumentKind::State {
        return;
    }
    assert_eq!(
        diff.is_ok(),
        built.report.valid,
        "what is valid is compared"
    );
    if let Ok(diff) = diff {
        assert!(
            diff.changes.is_empty() && diff.text.is_empty(),
            "{}",
            diff.text
        );
    }
    if built.report.valid {
        assert_eq!(codes(&update), codes(&built.report), "nothing is refused");
    }
}

fn codes(report: &Report) -> Vec<(&str, &str)> {
    let found = report.diagnostics.iter();
    found
        .map(|found| (found.code, found.path.as_str()))
        .collect()
}

/// Nothing that a terminal would act on is shown.
fn render(text: &str, options: &Options) {
    for color in [false, true] {
        let shown = functions::render_text(text, "api.json", options, color);
        let shown = shown.expect("a text is no tape");
        let is_seen = |c| c == '\n' || c == '\u{1b}' && color;
        assert!(
            !shown.contains(|c| is_hidden(c) && !is_seen(c)),
            "{shown:?}"
        );
    }
}

/// Outputs are JSON.
fn read_state(text: &str, options: &Options) {
    let read = functions::state_outputs(Input::Text(text), options, Units::Utf16);
    let read = read.expect("a text is no tape");
    check_report(&read.report);
    if let Some(outputs) = read.json {
        let mut sink = Sink::new(1);
        let (options, limits) = (JsonOptions::default(), Limits::default());
        json::parse(&outputs, options, &limits, Buffers::default(), &mut sink);
        assert!(sink.is_empty(), "{outputs}");
    }
}
