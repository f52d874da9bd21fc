//! Reads tapes, in which a program in another language passes its values as nodes.
//!
//! A tape has four words for each node, as [`node`] describes them, and a text with the content of all strings. A
//! binding writes it directly into memory that Rust can read. No value is lost or converted on the way: a value that
//! JSON doesn't have becomes a [`Foreign`] node.

use super::limits::{INVALID_UNICODE, TOO_DEEP, TOO_LARGE};
use super::{Buffers, Document, Foreign, Limits, Node, Source, node};
use crate::diagnostic::{Diagnostic, Sink};
use crate::span::{NodeId, Span};

/// Reads a tape: `words` are the nodes, and `text` has the content of the strings.
///
/// The kinds may be `NULL`, `BOOL`, `INTEGER` (with `a` = 0), `FLOAT`, `STRING`, `ARRAY`, `OBJECT` and `FOREIGN`. The
/// only flags are `SURROGATE`, on a string, and `NAMED`, on an object. Returns `None` if the tape is malformed, which is a bug of the binding that
/// wrote it.
///
/// This reports nothing; `report_invalid_values` does.
pub fn read_tape<'t>(
    words: &[u32],
    text: &'t str,
    source: Source,
    buffers: Buffers,
) -> Option<Document<'t>> {
    let Buffers {
        mut nodes,
        side,
        spans,
        calls,
    } = buffers;
    let (quads, rest) = words.as_chunks::<4>();
    let count = u32::try_from(quads.len()).ok()?;
    let root_end = quads.first().map(|&[_, next, ..]| next);
    if root_end != Some(count) || !rest.is_empty() {
        return None;
    }
    let node = |&[head, next, a, b]: &[u32; 4]| Node { head, next, a, b };
    nodes.extend(quads.iter().map(node));

    let mut parents: Vec<OpenContainer> = Vec::new();
    let mut open = OpenContainer::new(node::ARRAY, count);
    for (id, &[head, next, a, b]) in (0..).zip(quads) {
        while id == open.end {
            open = open.close(&mut parents)?;
        }
        let is_text = head & !node::SURROGATE == node::STRING;
        if open.expects_key && !is_text {
            return None;
        }
        open.expects_key ^= open.is_object;
        let kind = head & !node::NAMED;
        if head == node::ARRAY || kind == node::OBJECT {
            let is_named_well = head == kind || is_within(text, a, b >> node::NAME_BITS);
            if next <= id || next > open.end || !is_named_well {
                return None;
            }
            parents.push(std::mem::replace(&mut open, OpenContainer::new(kind, next)));
            continue;
        }
        let is_valid = match head {
            _ if next != id + 1 => false,
            _ if is_text => is_within(text, a, b),
            node::NULL | node::FLOAT => true,
            node::BOOL => a <= 1,
            node::INTEGER => a == 0,
            node::FOREIGN => {
                let kind = b & ((1 << node::NAME_BITS) - 1);
                Foreign::ALL.len() > kind as usize && is_within(text, a, b >> node::NAME_BITS)
            }
            _ => false,
        };
        if !is_valid {
            return None;
        }
    }
    while !parents.is_empty() {
        if open.end != count {
            return None;
        }
        open = open.close(&mut parents)?;
    }

    Some(Document {
        text,
        side,
        nodes,
        spans,
        calls,
        source,
        is_recovered: false,
    })
}

/// Whether the text has `length` bytes from byte `start` on that are whole characters.
fn is_within(text: &str, start: u32, length: u32) -> bool {
    let end = (start as usize).checked_add(length as usize);
    text.is_char_boundary(start as usize) && end.is_some_and(|end| text.is_char_boundary(end))
}

/// A container whose children are being read.
#[derive(Clone, Copy)]
struct OpenContainer {
    end: u32,
    is_object: bool,
    /// Whether the next child must be a key.
    expects_key: bool,
}

impl OpenContainer {
    fn new(head: u32, end: u32) -> Self {
        let is_object = head == node::OBJECT;
        Self {
            end,
            is_object,
            expects_key: is_object,
        }
    }

    /// Returns the parent of this container; `None` if the last key of the container has no value.
    fn close(self, parents: &mut Vec<Self>) -> Option<Self> {
        if self.expects_key != self.is_object {
            return None;
        }
        parents.pop()
    }
}

/// Reports invalid parts that only documents of values and calls can have, and marks them as broken: strings with a
/// lone surrogate, and values that the binding cut off because they are too large or nested too deeply.
///
/// For calls, this is done after the fold, so that nothing is reported about calls that later ones override.
pub(crate) fn report_invalid_values(document: &mut Document<'_>, limits: &Limits, sink: &mut Sink) {
    for (id, node) in (0..).map(NodeId).zip(&mut document.nodes) {
        // `FOREIGN` is a bit that no other kind has.
        if node.head & (node::SURROGATE | node::FOREIGN) == 0 {
            continue;
        }
        let is_cut_off = |kind| node.head == node::FOREIGN && node.b == kind as u32;
        if node.head & (node::SURROGATE | node::BROKEN) == node::SURROGATE {
            node.head |= node::BROKEN;
            sink.report(&INVALID_UNICODE, || lone_surrogate(id));
        } else if is_cut_off(Foreign::TooDeep) {
            node.head |= node::BROKEN;
            sink.report(&TOO_DEEP, || too_deep(id, limits));
        } else if is_cut_off(Foreign::TooLarge) {
            node.head |= node::BROKEN;
            sink.report(&TOO_LARGE, || too_large(id));
        }
    }
}

/// What a binding replaced by U+FFFD in a text, because it can't be written in UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// Halves of surrogate pairs, which strings of JavaScript and Python can contain.
    Surrogates,
    /// Bytes that are not valid UTF-8.
    Bytes,
}

/// Reports the strings that contain U+FFFD in a text in which a binding replaced something by U+FFFD, and marks them as
/// broken. This includes strings that already contained U+FFFD, since they can't be told apart.
pub(crate) fn report_replaced_characters(
    document: &mut Document<'_>,
    replaced: Replaced,
    sink: &mut Sink,
) {
    let mut is_found = false;
    for id in (0..document.nodes.len() as u32).map(NodeId) {
        let text = document.str(id);
        if !text.is_some_and(|text| text.contains(char::REPLACEMENT_CHARACTER)) {
            continue;
        }
        is_found = true;
        if let Some(node) = document.nodes.get_mut(id.0 as usize)
            && node.head & node::BROKEN == 0
        {
            node.head |= node::SURROGATE | node::BROKEN;
            sink.report(&INVALID_UNICODE, || match replaced {
                Replaced::Bytes => not_utf8(Diagnostic::at_node, id),
                Replaced::Surrogates => lone_surrogate(id),
            });
        }
    }
    let start = document.text().find(char::REPLACEMENT_CHARACTER);
    if let (Replaced::Bytes, false, Some(start)) = (replaced, is_found, start) {
        let span = Span::new(
            start as u32,
            (start + char::REPLACEMENT_CHARACTER.len_utf8()) as u32,
        );
        sink.report(&INVALID_UNICODE, || not_utf8(Diagnostic::at_span, span));
    }
}

fn not_utf8<P>(new: fn(P, &'static str) -> Diagnostic, place: P) -> Diagnostic {
    new(place, "the text contains bytes that are not valid UTF-8").help("save it as UTF-8")
}

fn lone_surrogate(id: NodeId) -> Diagnostic {
    let message = "the text contains half of a surrogate pair, which is not a character";
    Diagnostic::at_node(id, message).help("remove it, or write the whole character")
}

fn too_deep(id: NodeId, limits: &Limits) -> Diagnostic {
    let plural = if limits.depth == 1 { "" } else { "s" };
    let message = format!("this is nested deeper than {} level{plural}", limits.depth);
    Diagnostic::at_node(id, message).help("reduce the nesting")
}

fn too_large(id: NodeId) -> Diagnostic {
    Diagnostic::at_node(id, "the value is too large for a declaration")
        .help("make it smaller, or remove parts that contain each other")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    const TEXT: &str = "keyé";

    fn check(words: &[[u32; 4]]) -> Option<Document<'static>> {
        read_tape(
            words.as_flattened(),
            TEXT,
            Source::Value,
            Buffers::default(),
        )
    }

    const KEY: [u32; 2] = [0, 3];

    fn string(next: u32, [a, b]: [u32; 2]) -> [u32; 4] {
        [node::STRING, next, a, b]
    }

    #[test]
    fn a_tape_is_read_as_a_document() {
        let bits = 1.5_f64.to_bits();
        let document = check(&[
            [node::OBJECT, 7, 0, 0],
            string(2, KEY),
            [node::ARRAY, 7, 0, 0],
            [node::FLOAT, 4, bits as u32, (bits >> 32) as u32],
            [node::INTEGER, 5, 0, 8080],
            [node::FOREIGN, 6, 0, Foreign::BigInt as u32],
            string(7, [3, 2]),
        ])
        .unwrap();
        let list = document.get(Document::ROOT, "key").unwrap();
        let elements: Vec<_> = document.elements(list).collect();
        assert_eq!(document.number(elements[0]), Some(1.5));
        assert_eq!(document.number(elements[1]), Some(8080.0));
        assert_eq!(document.kind(elements[2]), Kind::Foreign(Foreign::BigInt));
        assert_eq!(document.str(elements[3]), Some("é"));
    }

    #[test]
    fn an_empty_container_may_be_the_last_node() {
        assert!(check(&[[node::ARRAY, 2, 0, 0], [node::OBJECT, 2, 0, 0]]).is_some());
        assert!(check(&[[node::OBJECT, 1, 0, 0]]).is_some());
    }

    #[test]
    fn a_malformed_tape_is_rejected() {
        let null = |next| [node::NULL, next, 0, 0];
        let tapes: &[(&str, &[[u32; 4]])] = &[
            ("no nodes", &[]),
            ("two roots", &[null(1), null(2)]),
            (
                "a leaf whose `next` skips a node",
                &[[node::ARRAY, 3, 0, 0], null(3), null(3)],
            ),
            (
                "a container that ends before its start",
                &[[node::ARRAY, 0, 0, 0]],
            ),
            (
                "a container that ends after the tape",
                &[[node::ARRAY, 2, 0, 0]],
            ),
            (
                "a child that ends after its parent",
                &[[node::ARRAY, 2, 0, 0], [node::ARRAY, 3, 0, 0], null(3)],
            ),
            (
                "a key that is not a string",
                &[[node::OBJECT, 3, 0, 0], null(2), null(3)],
            ),
            (
                "a key without a value",
                &[[node::OBJECT, 2, 0, 0], string(2, KEY)],
            ),
            (
                "an inner key without a value",
                &[
                    [node::ARRAY, 4, 0, 0],
                    [node::OBJECT, 3, 0, 0],
                    string(3, KEY),
                    null(4),
                ],
            ),
            ("a string after the end of the text", &[string(1, [3, 3])]),
            (
                "a string that starts or ends inside a character",
                &[string(1, [0, 4])],
            ),
            (
                "a string whose end overflows",
                &[string(1, [u32::MAX, u32::MAX])],
            ),
            ("an unknown kind", &[[9, 1, 0, 0]]),
            ("an unknown foreign value", &[[node::FOREIGN, 1, 0, 255]]),
            (
                "a name of a type after the end of the text",
                &[[node::FOREIGN, 1, 3, 3 << node::NAME_BITS]],
            ),
            (
                "a name of a class that starts inside a character",
                &[[node::OBJECT | node::NAMED, 1, 4, 0]],
            ),
            (
                "an array with a name",
                &[[node::ARRAY | node::NAMED, 1, 0, 0]],
            ),
            ("a kind that only texts have", &[[node::NUMBER, 1, 0, 1]]),
            (
                "a flag that bindings may not set",
                &[[node::NULL | node::BROKEN, 1, 0, 0]],
            ),
        ];
        for (what, tape) in tapes {
            assert!(check(tape).is_none(), "{what}");
        }
        assert!(read_tape(&[0, 1, 0], "", Source::Value, Buffers::default()).is_none());
    }

    #[test]
    fn invalid_values_are_reported_once() {
        let mut document = check(&[
            [node::ARRAY, 4, 0, 0],
            [node::STRING | node::SURROGATE, 2, 0, 3],
            [node::FOREIGN, 3, 0, Foreign::TooDeep as u32],
            [node::FOREIGN, 4, 0, Foreign::TooLarge as u32],
        ])
        .unwrap();
        let mut sink = Sink::new(10);
        report_invalid_values(&mut document, &Limits::default(), &mut sink);
        report_invalid_values(&mut document, &Limits::default(), &mut sink);
        let (diagnostics, _) = sink.into_parts();
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code.name).collect();
        assert_eq!(codes, ["invalid-unicode", "too-deep", "too-large"]);
        assert!(document.is_broken(NodeId(1)) && document.is_broken(NodeId(2)));
    }
}
