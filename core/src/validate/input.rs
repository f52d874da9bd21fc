//! The forms of input that can be validated.

use super::{Options, Replaced};
use crate::diagnostic::Sink;
use crate::document::{Buffers, Document, Limits, Source, json, tape};

/// Where a declaration comes from.
#[derive(Clone)]
pub enum Input<'a> {
    /// JSON text.
    Text(&'a str),
    /// JSON text in which the binding replaced invalid bytes or characters by U+FFFD.
    Replaced(&'a str, Replaced),
    /// JSON text that the binding did not read because it is larger than the limit; the number of its bytes, if known.
    TooLarge(Option<usize>),
    /// A value of JavaScript or Python, as the binding of that language writes it; see [`tape::read_tape`].
    Tape {
        /// The words.
        words: &'a [u32],
        /// The strings.
        text: &'a str,
    },
    /// A value that has already been converted to a document.
    Value(Document<'a>),
}

/// A malformed tape, which is a bug in the binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the binding passed a malformed value to the core; this is a bug in alien-sdk")]
pub struct BadTape;

/// Reads a declaration as a document, and reports syntax errors and exceeded limits.
pub(super) fn read_input<'t>(
    input: Input<'t>,
    options: &Options,
    buffers: Buffers,
    sink: &mut Sink,
) -> Result<Document<'t>, BadTape> {
    match input {
        Input::Text(text) => Ok(parse_text(text, None, options, buffers, sink)),
        Input::Replaced(text, what) => Ok(parse_text(text, Some(what), options, buffers, sink)),
        Input::TooLarge(length) => Ok(json::report_too_large(length, &options.limits, sink)),
        Input::Tape { words, text } => {
            let mut document =
                tape::read_tape(words, text, Source::Value, buffers).ok_or(BadTape)?;
            tape::report_invalid_values(&mut document, &options.limits, sink);
            Ok(document)
        }
        Input::Value(mut document) => {
            tape::report_invalid_values(&mut document, &options.limits, sink);
            Ok(document)
        }
    }
}

fn parse_text<'t>(
    text: &'t str,
    replaced: Option<Replaced>,
    options: &Options,
    buffers: Buffers,
    sink: &mut Sink,
) -> Document<'t> {
    let mut limits = options.limits;
    if replaced == Some(Replaced::Bytes) {
        // The binding has already applied the limit to the original bytes. U+FFFD can be longer than the bytes it replaces.
        limits.bytes = Limits::MAX_BYTES;
    }
    let mut document = options.syntax.parse(text, &limits, buffers, sink);
    if let Some(replaced) = replaced {
        tape::report_replaced_characters(&mut document, replaced, sink);
    }
    document
}
