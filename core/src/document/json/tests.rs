mod laws;
mod table;

use std::fmt::Write;

use super::*;
use crate::diagnostic::Location;
use crate::document::Kind;
use crate::span::NodeId;

fn read(text: &str, relaxed: bool) -> (Document<'_>, Vec<Diagnostic>) {
    let mut sink = Sink::new(1000);
    let limits = Limits {
        depth: 8,
        ..Limits::default()
    };
    let document = parse(text, relaxed, &limits, Buffers::default(), &mut sink);
    let (reported, _) = sink.into_parts();
    let diagnostics = reported.into_iter().map(|it| it.diagnostic);
    (document, diagnostics.collect())
}

/// Prints a node, with `!` before a broken one and `?` after an unfinished one.
fn print(document: &Document, id: NodeId, out: &mut String) {
    if document.is_broken(id) {
        out.push('!');
    }
    match document.kind(id) {
        Kind::Object => {
            out.push('{');
            for (at, (key, value)) in document.members(id).enumerate() {
                out.push_str(if at > 0 { " " } else { "" });
                if document.is_broken(key) {
                    out.push('!');
                }
                write!(out, "{}:", document.str(key).unwrap()).unwrap();
                print(document, value, out);
            }
            out.push('}');
        }
        Kind::Array => {
            out.push('[');
            for (at, element) in document.elements(id).enumerate() {
                out.push_str(if at > 0 { " " } else { "" });
                print(document, element, out);
            }
            out.push(']');
        }
        Kind::String => write!(out, "{:?}", document.str(id).unwrap()).unwrap(),
        _ => out.push_str(&document.scalar(id).unwrap()),
    }
    if document.is_unfinished(id) {
        out.push('?');
    }
}

/// The nodes, then one line for each diagnostic with its span.
fn result(text: &str, relaxed: bool) -> String {
    let (document, diagnostics) = read(text, relaxed);
    let mut out = String::new();
    print(&document, Document::ROOT, &mut out);
    for diagnostic in diagnostics {
        let Location::Span(span) = diagnostic.location else {
            panic!("the place of a syntax error is a span")
        };
        let Span { start, end } = span;
        write!(out, "\n{start}..{end} {}", diagnostic.message).unwrap();
        assert!(text.get(span.range()).is_some(), "{text:?} {span:?}");
        assert!(diagnostic.help.is_some());
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let found = result(text, false);
    assert_eq!(found, expected, "\n{text}\n--- got ---\n{found}");
}

#[track_caller]
fn check_relaxed(text: &str, expected: &str) {
    let found = result(text, true);
    assert_eq!(found, expected, "\n{text}\n--- got ---\n{found}");
}
