//! JSON (RFC 8259) into a document, whatever the text: every fault is a diagnostic, and what stands
//! around it is kept.
//!
//! Valid text goes through one quick scan. Where that gives up, the text is read again, tolerantly; where
//! braces don't match, once more by its indentation, and the reading with the fewest faults wins.

mod chars;
mod ends;
mod faults;
mod keys;
mod layout;
mod lex;
mod recover;
mod scan;
#[cfg(test)]
mod tests;
mod trivia;
mod words;

use faults::Faults;
use layout::Layout;
use lex::Lexer;
use recover::{Mode, Recover};
use words::counted;

use super::limits::{Limits, TOO_LARGE};
use super::{Buffers, Document, Source, Writer, node};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::span::Span;

pub(crate) use chars::{comment_end, foreign_space_end};

/// Text that is not JSON.
pub(crate) static JSON_SYNTAX: Code = Code {
    name: "json-syntax",
    severity: Severity::Error,
};

/// What explains the codes of this file.
pub(crate) const DOCS: [Docs; 1] = [Docs {
    code: &JSON_SYNTAX,
    summary: "the text is not valid JSON",
    why: "A JSON declaration must follow RFC 8259; most programs reject anything else. Comments and trailing commas \
              are allowed in `.jsonc` files only.",
    fails: r#"{"id": "api" "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
    passes: r#"{"id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
}];

/// Options of the JSON parser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonOptions {
    /// Whether comments (`//`, `/* */`) and trailing commas are allowed, as in `.jsonc` files.
    pub relaxed: bool,
}

/// Reads JSON. It never fails: what is wrong goes to `sink`, and the document has what could be read.
///
/// An object or array that had to be closed, or that may have lost members, is unfinished; a value that
/// may be cut off or can't be read is broken. Time is linear in the text.
pub fn parse<'t>(
    text: &'t str,
    options: JsonOptions,
    limits: &Limits,
    buffers: Buffers,
    sink: &mut Sink,
) -> Document<'t> {
    let most = limits.most_bytes();
    if text.len() > most {
        return too_large(Some(text.len()), limits, sink);
    }
    let mut writer = Writer::new(text, Source::Text, buffers);
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if scan::scan(text, start, limits.depth, &mut writer).is_some() {
        return writer.finish();
    }
    recover(
        text,
        start,
        options,
        limits,
        writer.finish().into_buffers(),
        sink,
    )
}

/// Reads normalised JSON, which is valid and may be longer and deeper than the limits for texts of a person.
pub fn parse_normalised(json: &str) -> Document<'_> {
    let limits = Limits {
        bytes: usize::MAX,
        depth: usize::MAX,
        ..Limits::default()
    };
    parse(
        json,
        JsonOptions::default(),
        &limits,
        Buffers::default(),
        &mut Sink::new(1),
    )
}

/// Reports a text that has too many bytes: `length`, if that is known. The document has nothing of it.
#[cold]
pub(crate) fn too_large<'t>(
    length: Option<usize>,
    limits: &Limits,
    sink: &mut Sink,
) -> Document<'t> {
    let most = limits.most_bytes();
    sink.report(&TOO_LARGE, || {
        let message = match length {
            Some(length) => format!(
                "the text has {}, more than the limit of {most}",
                counted(length, "byte")
            ),
            None => format!(
                "the text has more than {}, which is the limit",
                counted(most, "byte")
            ),
        };
        Diagnostic::at_span(&TOO_LARGE, Span::default(), message)
            .help("check that this is the right file, or raise the limit")
    });
    let mut writer = Writer::new("", Source::Text, Buffers::default());
    writer.leaf_at(node::NULL | node::BROKEN, 0, 0, Span::default());
    writer.finish()
}

#[cold]
fn recover<'t>(
    text: &'t str,
    start: usize,
    options: JsonOptions,
    limits: &Limits,
    buffers: Buffers,
    sink: &mut Sink,
) -> Document<'t> {
    let most = sink.limit();
    let read = |mode, buffers| {
        let lexer = Lexer::new(text, start, options.relaxed, Faults::new(most));
        let writer = Writer::new(text, Source::Text, buffers);
        Recover::new(lexer, writer, limits.depth, mode).run()
    };
    let mode = |layout, substitute| Mode { layout, substitute };
    let mut best = read(mode(None, true), buffers);
    if best.1.unbalanced {
        let layout = Layout::of(text);
        if layout.is_some() {
            // Equally many faults are likelier in the right place where the lines have a say.
            let other = read(mode(layout, true), Buffers::default());
            if other.1.cost <= best.1.cost {
                best = other;
            }
        }
        for layout in [layout, None] {
            if best.1.cost > 1 {
                let other = read(mode(layout, false), Buffers::default());
                if other.1.cost < best.1.cost {
                    best = other;
                }
            }
        }
    }
    let (mut document, faults) = best;
    document.is_recovered = faults.cost > 0;
    faults.drain_into(sink);
    document
}
