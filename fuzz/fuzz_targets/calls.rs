//! Builds random calls and validates random values, as bindings pass them. Nothing may panic, and invariants must hold.
//!
//! An input that starts with `[` is a JSON text with a list of calls. Any other input is a source of random choices.

#![no_main]

use alien_sdk_core::Options;
use alien_sdk_core::internal::diagnostic::{Sink, is_hidden};
use alien_sdk_core::internal::document::{Buffers, Document, Limits, Source, Syntax, tape};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::Input;
use alien_sdk_core::internal::wire::BuildResult;
use alien_sdk_fuzz::tape::Tape;
use alien_sdk_fuzz::{KINDS, check_normalised, check_report};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match str::from_utf8(bytes) {
        Ok(text) if text.starts_with('[') => build_text(text),
        // If there are too few bytes for all choices, nothing is checked.
        _ => drop(check_random_tape(&mut Unstructured::new(bytes))),
    }
});

fn build_text(text: &str) {
    let (limits, mut sink) = (Limits::default(), Sink::new(1));
    let calls = Syntax::Json.parse(text, &limits, Buffers::default(), &mut sink);
    if sink.is_empty() {
        build(&calls);
    }
}

fn check_random_tape(u: &mut Unstructured) -> Result<()> {
    let mut tape = match u.int_in_range(0..=2)? {
        0 => Tape::random_words(u)?,
        1 => Tape::random_value(u)?,
        _ => Tape::random_calls(u)?,
    };
    if u.ratio(1, 8)? {
        tape.corrupt(u)?;
    }
    let Tape { words, text, .. } = &tape;
    if let Some(calls) = tape::read_tape(words, text, Source::Value, Buffers::default()) {
        build(&calls);
        validate(&tape);
    }
    Ok(())
}

/// Builds the declaration that the calls describe.
fn build(calls: &Document) {
    let options = Options::default();
    let built = BuildResult::from_calls(calls, &JAVASCRIPT, &options);
    check_report(&built.report);
    check_normalised(&built, &options);
    let count = calls.elements(Document::ROOT).count();
    for call in built
        .report
        .diagnostics
        .iter()
        .flat_map(|found| &found.call)
    {
        assert!((call.number as usize) < count, "the call exists");
        assert!(!call.text.contains(is_hidden), "{:?}", call.text);
    }
    let message = functions::build_failure(built.report.clone(), built.kind, None).message;
    assert!(
        !message.contains(|c| is_hidden(c) && c != '\n'),
        "{message:?}"
    );
}

/// Validates a value as each kind of declaration.
fn validate(Tape { words, text, .. }: &Tape) {
    let input = || Input::Tape { words, text };
    for kind in KINDS {
        let options = Options {
            kind,
            ..Options::default()
        };
        let built =
            functions::normalise(input(), &options, Units::Utf16).expect("the tape is valid");
        check_report(&built.report);
        check_normalised(&built, &options);
        let diff = functions::diff(input(), input(), &options, Units::Utf16);
        assert!(diff.expect("the tape is valid").is_err() || built.report.valid);
        let read = functions::state_outputs(input(), &options, Units::Utf16);
        check_report(&read.expect("the tape is valid").report);
    }
}
