//! Reads tapes, in which JavaScript passes its values.
//!
//! A tape has a word for each node, in depth-first order, and a text with the content of all strings and names, one
//! after the other. The low [`KIND_BITS`] bits of a word are the kind of the node, and the other bits its payload:
//!
//! | kind | payload |
//! | --- | --- |
//! | `NULL` | 0 |
//! | `BOOL` | 0 or 1 |
//! | `INTEGER` | the value |
//! | `FLOAT` | 0; the next two words are the lower and the upper half of the bits of the double |
//! | `STRING`, [`UNPAIRED`], [`NOT_UTF8`] | the length in bytes |
//! | `ARRAY`, `OBJECT` | 0; the nodes inside it follow, then [`CLOSE`] |
//! | [`CLASS_OBJECT`] | the length in bytes of the name of its class; then as `OBJECT` |
//! | [`CALL`] | the number of a method; as an `ARRAY` that starts with this `INTEGER` |
//! | [`CLOSE`] | 0; ends the innermost array or object |
//! | `FOREIGN` | the number of a [`Foreign`] in the low [`node::NAME_BITS`] bits, then the length in bytes of the name of its type |
//!
//! A binding writes it directly into memory that Rust can read. No value is lost or converted on the way: a value that
//! JSON doesn't have becomes a [`Foreign`] node.

use super::limits::{INVALID_UNICODE, TOO_DEEP, TOO_LARGE};
use super::{Buffers, Document, Foreign, Limits, Source, Writer, node};
use crate::diagnostic::{Diagnostic, Sink};
use crate::span::{NodeId, Span};

/// The number of bits of a word that are the kind of the node.
pub const KIND_BITS: u32 = 4;

/// The kind of a string in which an unpaired surrogate was replaced by U+FFFD.
pub const UNPAIRED: u32 = 9;

/// The kind of an object of a class. It becomes an object with the name of its class.
pub const CLASS_OBJECT: u32 = 10;

/// The kind of a call of a builder, which is an array. Its method is its first element.
pub const CALL: u32 = 11;

/// The kind of a word that ends an array or object. It is not a node.
pub const CLOSE: u32 = 12;

/// The kind of a string in which bytes that are not valid UTF-8 were replaced by U+FFFD. Strings of Ruby may contain such bytes.
pub const NOT_UTF8: u32 = 13;

/// Reads a tape: `words` has the nodes, and `text` the content of the strings.
///
/// Returns `None` if the tape is malformed, which is a bug of the binding that wrote it.
///
/// This reports nothing; `report_invalid_values` does.
pub fn read_tape<'t>(
    words: &[u32],
    text: &'t str,
    source: Source,
    buffers: Buffers,
) -> Option<Document<'t>> {
    let mut writer = Writer::new(text, source, buffers);
    writer.reserve(words.len());
    let mut start = 0_u32;
    let mut take_text = |length| {
        let from = start;
        start = from.checked_add(length)?;
        text.is_char_boundary(start as usize).then_some(from)
    };
    // Whether the innermost open container is an object, and whether the next node inside it must be a key.
    let (mut in_object, mut expects_key) = (false, false);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (kind, payload) = (word & ((1 << KIND_BITS) - 1), word >> KIND_BITS);
        // Most words are strings, so they are tested first.
        if kind == node::STRING {
            writer.leaf(node::STRING, take_text(payload)?, payload);
            expects_key = in_object && !expects_key;
            continue;
        }
        if kind == CLOSE {
            // An object doesn't end after a key.
            if expects_key != in_object || !writer.is_inside() {
                return None;
            }
            writer.close(0, 0);
            in_object = writer.in_object();
            expects_key = in_object;
            continue;
        }
        if expects_key && !matches!(kind, UNPAIRED | NOT_UTF8) {
            return None;
        }
        expects_key = in_object && !expects_key;
        let (head, a, b) = match kind {
            node::INTEGER => (node::INTEGER, 0, payload),
            node::ARRAY | node::OBJECT => {
                writer.open(kind, 0);
                in_object = kind == node::OBJECT;
                expects_key = in_object;
                continue;
            }
            CLASS_OBJECT => {
                writer.open_instance(take_text(payload)?, payload);
                (in_object, expects_key) = (true, true);
                continue;
            }
            CALL => {
                writer.open(node::ARRAY, 0);
                (in_object, expects_key) = (false, false);
                (node::INTEGER, 0, payload)
            }
            node::NULL => (node::NULL, 0, 0),
            node::BOOL if payload <= 1 => (node::BOOL, payload, 0),
            node::FLOAT => (node::FLOAT, *words.next()?, *words.next()?),
            UNPAIRED => (node::STRING | node::SURROGATE, take_text(payload)?, payload),
            NOT_UTF8 => {
                let head = node::STRING | node::SURROGATE | node::NOT_UTF8;
                (head, take_text(payload)?, payload)
            }
            node::FOREIGN if is_foreign(payload) => (
                node::FOREIGN,
                take_text(payload >> node::NAME_BITS)?,
                payload,
            ),
            _ => return None,
        };
        writer.leaf(head, a, b);
    }
    writer.finish_one()
}

fn is_foreign(payload: u32) -> bool {
    Foreign::ALL.len() > (payload & ((1 << node::NAME_BITS) - 1)) as usize
}

/// Reports invalid parts that only documents of values and calls can have, and marks them as broken: strings with a
/// lone surrogate, and values that the binding cut off because they are too large or nested too deeply.
///
/// For calls, this is done after the fold, so that nothing is reported about calls that later ones override.
pub(crate) fn report_invalid_values(document: &mut Document<'_>, limits: &Limits, sink: &mut Sink) {
    // `FOREIGN` is a bit that no other kind has.
    const MAY_BE_INVALID: u32 = node::SURROGATE | node::FOREIGN;
    let heads = document.nodes.iter().fold(0, |all, node| all | node.head);
    if heads & MAY_BE_INVALID == 0 {
        return;
    }
    for (id, node) in (0..).map(NodeId).zip(&mut document.nodes) {
        if node.head & MAY_BE_INVALID == 0 {
            continue;
        }
        let is_cut_off = |kind| node.head == node::FOREIGN && node.b == kind as u32;
        if node.head & (node::SURROGATE | node::BROKEN) == node::SURROGATE {
            node.head |= node::BROKEN;
            sink.report(&INVALID_UNICODE, || match node.head & node::NOT_UTF8 {
                0 => lone_surrogate(id),
                _ => not_utf8(Diagnostic::at_node, id).help("convert it to UTF-8"),
            });
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
        if !text.is_some_and(|text| text.chars().any(|c| c == char::REPLACEMENT_CHARACTER)) {
            continue;
        }
        is_found = true;
        if let Some(node) = document.nodes.get_mut(id.0 as usize)
            && node.head & node::BROKEN == 0
        {
            node.head |= node::SURROGATE | node::BROKEN;
            sink.report(&INVALID_UNICODE, || match replaced {
                Replaced::Bytes => not_utf8(Diagnostic::at_node, id).help(SAVE_AS_UTF8),
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
        sink.report(&INVALID_UNICODE, || {
            not_utf8(Diagnostic::at_span, span).help(SAVE_AS_UTF8)
        });
    }
}

const SAVE_AS_UTF8: &str = "save it as UTF-8";

fn not_utf8<P>(new: fn(P, &'static str) -> Diagnostic, place: P) -> Diagnostic {
    new(place, "the text contains bytes that are not valid UTF-8")
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

    fn read(words: &[u32]) -> Option<Document<'static>> {
        read_tape(words, TEXT, Source::Value, Buffers::default())
    }

    const fn word(kind: u32, payload: u32) -> u32 {
        kind | payload << KIND_BITS
    }

    const NULL: u32 = word(node::NULL, 0);

    const fn string(length: u32) -> u32 {
        word(node::STRING, length)
    }

    const ARRAY: u32 = word(node::ARRAY, 0);
    const OBJECT: u32 = word(node::OBJECT, 0);
    const CLOSED: u32 = word(CLOSE, 0);

    #[test]
    fn a_tape_is_read_as_a_document() {
        let bits = 1.5_f64.to_bits();
        let document = read(&[
            OBJECT,
            string(3),
            ARRAY,
            word(node::FLOAT, 0),
            bits as u32,
            (bits >> 32) as u32,
            word(node::INTEGER, 8080),
            word(node::FOREIGN, Foreign::BigInt as u32),
            string(2),
            CLOSED,
            CLOSED,
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
        assert!(read(&[ARRAY, OBJECT, CLOSED, CLOSED]).is_some());
        assert!(read(&[OBJECT, CLOSED]).is_some());
    }

    #[test]
    fn a_call_is_an_array_that_starts_with_its_method() {
        let document = read(&[OBJECT, string(0), word(CALL, 7), NULL, CLOSED, CLOSED]).unwrap();
        let call = document.get(Document::ROOT, "").unwrap();
        let elements: Vec<_> = document.elements(call).collect();
        assert_eq!(document.short_integer(elements[0]), Some(7));
        assert_eq!(document.kind(elements[1]), Kind::Null);
        assert_eq!(elements.len(), 2);
    }

    #[test]
    fn an_object_has_the_name_of_its_class() {
        let instance = word(CLASS_OBJECT, 3);
        let key = string(0);
        let document = read(&[instance, key, instance, CLOSED, CLOSED]);
        assert!(document.is_none(), "the names are longer than the text");
        let document = read(&[instance, key, NULL, CLOSED]).unwrap();
        assert_eq!(document.kind(Document::ROOT), Kind::Object);
        assert_eq!(document.type_name(Document::ROOT), "key");
    }

    #[test]
    fn a_malformed_tape_is_rejected() {
        let tapes: &[(&str, &[u32])] = &[
            ("no nodes", &[]),
            ("two roots", &[NULL, NULL]),
            ("a node after the root", &[ARRAY, CLOSED, NULL]),
            ("an array that doesn't end", &[ARRAY]),
            (
                "an inner array that doesn't end",
                &[ARRAY, ARRAY, NULL, CLOSED],
            ),
            ("an end of nothing", &[CLOSED]),
            ("an end after the root", &[NULL, CLOSED]),
            ("two ends", &[ARRAY, CLOSED, CLOSED]),
            ("a key that is not a string", &[OBJECT, NULL, NULL, CLOSED]),
            (
                "a key that is an object",
                &[OBJECT, OBJECT, CLOSED, NULL, CLOSED],
            ),
            (
                "a key after an inner object that is not a string",
                &[OBJECT, string(0), OBJECT, CLOSED, NULL, NULL, CLOSED],
            ),
            (
                "a key that is an instance",
                &[OBJECT, word(CLASS_OBJECT, 0), CLOSED, NULL, CLOSED],
            ),
            ("a key without a value", &[OBJECT, string(3), CLOSED]),
            (
                "an inner key without a value",
                &[ARRAY, OBJECT, string(3), CLOSED, NULL, CLOSED],
            ),
            ("a string after the end of the text", &[string(6)]),
            ("a string that ends inside a character", &[string(4)]),
            (
                "strings that are together longer than the text",
                &[ARRAY, string(3), string(3), CLOSED],
            ),
            ("half of a float", &[word(node::FLOAT, 0), 0]),
            (
                "a boolean that is neither true nor false",
                &[word(node::BOOL, 2)],
            ),
            (
                "a key that is a call",
                &[OBJECT, word(CALL, 0), CLOSED, NULL, CLOSED],
            ),
            ("a call that doesn't end", &[word(CALL, 0)]),
            ("an unknown kind", &[word(NOT_UTF8 + 1, 0)]),
            ("an unknown foreign value", &[word(node::FOREIGN, 255)]),
            (
                "a name of a type after the end of the text",
                &[word(node::FOREIGN, 6 << node::NAME_BITS)],
            ),
            (
                "a name of a class that ends inside a character",
                &[word(CLASS_OBJECT, 4), CLOSED],
            ),
            ("a kind that only texts have", &[word(node::NUMBER, 1)]),
        ];
        for (what, tape) in tapes {
            assert!(read(tape).is_none(), "{what}");
        }
    }

    #[test]
    fn strings_whose_length_overflows_are_rejected() {
        let most = string(u32::MAX >> KIND_BITS);
        let text = "";
        let mut words = vec![ARRAY];
        words.extend([most; 17]);
        words.push(CLOSED);
        assert!(read_tape(&words, text, Source::Value, Buffers::default()).is_none());
    }

    #[test]
    fn every_short_tape_is_read_or_rejected() {
        let words = [
            NULL,
            string(0),
            string(3),
            word(UNPAIRED, 0),
            ARRAY,
            OBJECT,
            CLOSED,
            word(CLASS_OBJECT, 0),
        ];
        let count = words.len();
        for number in 0..count.pow(6) {
            let tape: Vec<_> = (0..6)
                .map(|at| words[number / count.pow(at) % count])
                .collect();
            let Some(document) = read(&tape) else {
                continue;
            };
            let nodes = tape.iter().filter(|word| **word != CLOSED).count();
            assert_eq!(document.node_count(), nodes);
            // The nodes inside a node end before or with it, and keys alternate with values.
            let mut ends = vec![nodes as u32];
            for (id, node) in (0..).zip(&document.nodes) {
                ends.retain(|end| *end > id);
                assert!(node.next > id && ends.iter().all(|end| node.next <= *end));
                ends.push(node.next);
                for (key, value) in document.members(NodeId(id)) {
                    assert_eq!(document.kind(key), Kind::String);
                    assert!(value.0 < node.next);
                }
            }
        }
    }

    #[test]
    fn invalid_values_are_reported_once() {
        let mut document = read(&[
            ARRAY,
            word(UNPAIRED, 3),
            word(NOT_UTF8, 2),
            word(node::FOREIGN, Foreign::TooDeep as u32),
            word(node::FOREIGN, Foreign::TooLarge as u32),
            CLOSED,
        ])
        .unwrap();
        let mut sink = Sink::new(10);
        report_invalid_values(&mut document, &Limits::default(), &mut sink);
        report_invalid_values(&mut document, &Limits::default(), &mut sink);
        let (diagnostics, _) = sink.into_parts();
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code.name).collect();
        let unicode = "invalid-unicode";
        assert_eq!(codes, [unicode, unicode, "too-deep", "too-large"]);
        assert!(
            diagnostics[0]
                .diagnostic
                .0
                .message
                .contains("half of a surrogate pair")
        );
        assert!(
            diagnostics[1]
                .diagnostic
                .0
                .message
                .contains("not valid UTF-8")
        );
        assert!(document.is_broken(NodeId(1)) && document.is_broken(NodeId(2)));
    }
}
