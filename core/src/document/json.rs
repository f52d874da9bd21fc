//! Parses JSON (RFC 8259) into a document. Every text gives a document: syntax errors are reported, and the parts
//! around them are kept.
//!
//! The strict parser reads valid text quickly. If it stops, the recovering parser reads the text again, once or more:
//! if brackets don't match, it tries several strategies, and the result with the fewest syntax errors is used.

mod lexer;
mod lexical;
mod messages;
mod recover;
mod strict;
mod surroundings;
mod syntax_faults;
#[cfg(test)]
mod tests;
mod words;

use lexer::Lexer;
pub(super) use messages::counted;
use recover::{Indentation, RecoveringParser, RecoveryStrategy};
use surroundings::Surroundings;
use syntax_faults::SyntaxFaults;

use super::limits::{Limits, TOO_LARGE};
use super::{Buffers, Document, Kind, Source, Writer, node};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::span::Span;

pub(crate) use lexical::{comment_end, foreign_space_end, whitespace_end};

/// The text is not valid JSON.
pub(crate) static JSON_SYNTAX: Code = Code {
    name: "json-syntax",
    severity: Severity::Error,
};

/// The documentation of the code in this file.
pub(crate) const DOCS: [Docs; 1] = [Docs {
    code: &JSON_SYNTAX,
    summary: "the text is not valid JSON",
    why: "A JSON declaration must follow RFC 8259; most programs reject anything else. Comments and trailing commas \
              are only allowed in files named `.jsonc`, and with the option `syntax`.",
    fails: r#"{"id": "api" "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
    passes: r#"{"id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
}];

/// Parses JSON, with comments and trailing commas if `relaxed` is true; see [`Syntax::parse`](super::Syntax::parse).
pub(super) fn parse<'t>(
    text: &'t str,
    relaxed: bool,
    limits: &Limits,
    buffers: Buffers,
    sink: &mut Sink,
) -> Document<'t> {
    let mut writer = Writer::new(text, Source::Text, buffers);
    // Declarations have about one node for eight bytes.
    writer.reserve((text.len() / 8).min(1024));
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if strict::parse(text, start, limits.depth, &mut writer).is_some() {
        let document = writer.finish();
        return match document.kind(Document::ROOT) {
            Kind::String => surroundings::without_encoded_json(document, sink),
            _ => document,
        };
    }
    recover(text, start, relaxed, limits, writer, sink)
}

/// Parses normalised JSON, to which the usual limits on length and depth don't apply.
pub fn parse_normalised(json: &str) -> Document<'_> {
    let limits = Limits {
        bytes: usize::MAX,
        depth: usize::MAX,
        ..Limits::default()
    };
    parse(json, false, &limits, Buffers::default(), &mut Sink::new(1))
}

/// Reports that the text is too large; `length` is its number of bytes, if known. Returns an empty document.
#[cold]
pub(crate) fn report_too_large<'t>(
    length: Option<usize>,
    limits: &Limits,
    sink: &mut Sink,
) -> Document<'t> {
    let most = limits.max_bytes();
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
        Diagnostic::at_span(Span::default(), message)
            .help("check that this is the right file, or raise the limit")
    });
    let mut writer = Writer::new("", Source::Text, Buffers::default());
    writer.leaf_with_span(node::NULL | node::BROKEN, 0, 0, Span::default());
    writer.finish()
}

#[cold]
fn recover<'t>(
    text: &'t str,
    start: usize,
    relaxed: bool,
    limits: &Limits,
    mut read: Writer<'t>,
    sink: &mut Sink,
) -> Document<'t> {
    let limit = sink.limit();
    let Surroundings {
        foreign_parts,
        faults: found,
        is_unreadable,
    } = surroundings::find(text, start);
    let is_foreign = !found.is_empty();
    for fault in found {
        fault.report_to(sink);
    }
    if is_unreadable {
        return surroundings::unreadable_document(text, read.finish().into_buffers());
    }
    // Without indentation, the beginning has one meaning, so it isn't read again.
    let end = read.discard_last_scalar().unwrap_or(start);
    let parse =
        |indentation: Option<Indentation>, accept_wrong_closer, read: Option<Writer<'t>>| {
            let (start, writer) = match read {
                Some(read) => (end, read),
                None => (start, Writer::new(text, Source::Text, Buffers::default())),
            };
            let lexer = Lexer::new(
                text,
                start,
                relaxed,
                foreign_parts.clone(),
                SyntaxFaults::new(limit),
            );
            let strategy = RecoveryStrategy {
                indentation,
                accept_wrong_closer,
            };
            RecoveringParser::new(lexer, writer, limits.depth, strategy).run()
        };
    let mut best = parse(None, true, Some(read.clone()));
    if best.1.is_unbalanced {
        let mut has_wrong_closer = best.1.has_wrong_closer;
        let indentation = Indentation::detect(text);
        if indentation.is_some() {
            // With equal costs, the positions of errors are more likely right if indentation is used.
            let other = parse(indentation, true, None);
            has_wrong_closer |= other.1.has_wrong_closer;
            if other.1.cost <= best.1.cost {
                best = other;
            }
        }
        for (indentation, read) in [(indentation, None), (None, Some(read))] {
            if has_wrong_closer && best.1.cost > 1 {
                let other = parse(indentation, false, read);
                if other.1.cost < best.1.cost {
                    best = other;
                }
            }
        }
    }
    let (mut document, faults) = best;
    document.is_recovered = faults.cost > 0 || is_foreign;
    faults.report_to(sink);
    document
}
