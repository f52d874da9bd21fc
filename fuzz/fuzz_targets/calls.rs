//! Calls of the builder, and values, as bindings hand them over: nothing panics, and the laws hold.
//!
//! Input that begins with `[` is a list of calls in JSON; its other first bytes choose what the rest is decoded to.

#![no_main]

use alien_sdk_core::Options;
use alien_sdk_core::internal::diagnostic::{Sink, is_hidden};
use alien_sdk_core::internal::document::json::{self, JsonOptions};
use alien_sdk_core::internal::document::{Buffers, Document, Limits, Source, tape};
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
        Ok(text) if text.starts_with('[') => written(text),
        // Bytes that are too few make nothing.
        _ => drop(random(&mut Unstructured::new(bytes))),
    }
});

fn written(text: &str) {
    let (options, limits) = (JsonOptions::default(), Limits::default());
    let mut sink = Sink::new(1);
    let calls = json::parse(text, options, &limits, Buffers::default(), &mut sink);
    if sink.is_empty() {
        build(&calls);
    }
}

fn random(u: &mut Unstructured) -> Result<()> {
    let mut tape = match u.int_in_range(0..=2)? {
        0 => Tape::any(u)?,
        1 => Tape::value(u)?,
        _ => Tape::calls(u)?,
    };
    if u.ratio(1, 8)? {
        tape.spoil(u)?;
    }
    let Tape { words, text } = &tape;
    if let Some(calls) = tape::read_tape(words, text, Source::Value, Buffers::default()) {
        build(&calls);
        judge(&tape);
    }
    Ok(())
}

/// Builds what calls declare.
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
        assert!((call.number as usize) < count, "the call is there");
        assert!(!call.text.contains(is_hidden), "{:?}", call.text);
    }
    let message = functions::build_message(&built.report, built.kind, None);
    assert!(
        !message.contains(|c| is_hidden(c) && c != '\n'),
        "{message:?}"
    );
}

/// Judges a value as a declaration of each kind.
fn judge(Tape { words, text }: &Tape) {
    let input = || Input::Tape { words, text };
    for kind in KINDS {
        let options = Options {
            kind,
            ..Options::default()
        };
        let built =
            functions::normalise(input(), &options, Units::Utf16).expect("the tape is good");
        check_report(&built.report);
        check_normalised(&built, &options);
        let diff = functions::diff(input(), input(), &options, Units::Utf16);
        assert!(diff.expect("the tape is good").is_err() || built.report.valid);
        let read = functions::state_outputs(input(), &options, Units::Utf16);
        check_report(&read.expect("the tape is good").report);
    }
}
