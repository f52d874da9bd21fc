//! The normalised form: JSON without spaces, keys in the order of the model, absent optional keys left out and every default
//! written out.
//!
//! It is defined once, by the table of fields: a document without faults is walked along it.

mod masks;
mod plain;
mod stack;

pub(crate) use plain::{masked, masked_text, value};
pub(crate) use stack::{reason, stack, state};

use crate::document::Document;
use crate::json_text::push_json_string;
use crate::model::keys::{CONTAINER, Key, Object, Shape, head};
use crate::model::number;
use crate::span::NodeId;
use crate::validate::Valid;

/// Appends the normalised JSON of the container at a node, in which no error was found.
pub(crate) fn container(document: &Document, id: NodeId, out: &mut String) {
    object(document, id, &CONTAINER, out);
}

/// Appends the normalised JSON of a declaration in which no error was found; a state stays as it was written.
pub(crate) fn declaration(valid: Valid, out: &mut String) {
    match valid {
        Valid::Container(document) => container(document, Document::ROOT, out),
        Valid::Stack(document, draft) => stack(document, draft, out),
        Valid::State(document, _) => value(document, Document::ROOT, out),
    }
}

fn object(document: &Document, id: NodeId, object: &Object, out: &mut String) {
    let start = out.len();
    let mut keys = object.keys.iter();
    for (written, value) in document.members(id) {
        let text = document.bytes(written);
        let head = head(text);
        loop {
            let Some(key) = keys.next() else {
                out.truncate(start);
                return unordered(document, id, object, out);
            };
            // Only keys of the model are here, so the rest of the name need not be compared.
            if key.may_be_named(text, head) {
                member(document, key, value, start, out);
                break;
            }
            default(key, start, out);
        }
    }
    keys.for_each(|key| default(key, start, out));
    close(start, out);
}

/// An object whose keys are not in the order of the model.
#[cold]
fn unordered(document: &Document, id: NodeId, object: &Object, out: &mut String) {
    let start = out.len();
    let mut values = vec![None; object.keys.len()];
    for (name, value) in document.members(id) {
        let at = object.position(document.bytes(name), 0);
        if let Some(slot) = at.and_then(|at| values.get_mut(at)) {
            *slot = Some(value);
        }
    }
    for (key, value) in object.keys.iter().zip(values) {
        match value {
            Some(value) => member(document, key, value, start, out),
            None => default(key, start, out),
        }
    }
    close(start, out);
}

/// Appends a key with its value to the object that begins at `start`; null counts as absent.
#[inline]
fn member(document: &Document, key: &Key, value: NodeId, start: usize, out: &mut String) {
    if document.is_left_out(value) {
        default(key, start, out);
    } else {
        name(key, start, out);
        shaped(document, value, &key.shape, out);
    }
}

/// Appends a key that is absent, if it has a default.
#[inline]
fn default(key: &Key, start: usize, out: &mut String) {
    if let Some(json) = key.default {
        name(key, start, out);
        out.push_str(json);
    }
}

#[inline]
fn name(key: &Key, start: usize, out: &mut String) {
    if out.len() == start {
        out.push('{');
        out.push_str(key.written.strip_prefix(',').unwrap_or_default());
    } else {
        out.push_str(key.written);
    }
}

fn close(start: usize, out: &mut String) {
    out.push_str(if out.len() == start { "{}" } else { "}" });
}

/// Appends the normalised JSON of a value of a shape.
fn shaped(document: &Document, id: NodeId, shape: &Shape, out: &mut String) {
    match shape {
        Shape::Object(inner) => object(document, id, inner, out),
        Shape::Amount(amount) => match document.str(id) {
            Some(scalar) => scalar_amount(amount, scalar, out),
            None => object(document, id, amount, out),
        },
        Shape::Tagged(variants) => match variant(document, id, variants) {
            Some(inner) => object(document, id, inner, out),
            None => value(document, id, out),
        },
        Shape::Variables => {
            list(
                document.members(id),
                ['{', '}'],
                out,
                |(name, value), out| {
                    push_json_string(text(document, name), out);
                    out.push(':');
                    push_json_string(text(document, value), out);
                },
            );
        }
        Shape::List(element, _) => {
            list(document.elements(id), ['[', ']'], out, |id, out| {
                shaped(document, id, element, out);
            });
        }
        Shape::Integer(_) | Shape::Positive(_) => {
            let value = document.number(id).unwrap_or_default();
            match number::integer(value, 0, 1 << 53) {
                Some(whole) => digits(whole, out),
                None => out.push_str(&number::print(value)),
            }
        }
        Shape::Boolean | Shape::Any | Shape::Map(_) => value(document, id, out),
        Shape::Constant(_)
        | Shape::Text
        | Shape::FilledText
        | Shape::Pattern(_)
        | Shape::OneOf(_) => push_json_string(text(document, id), out),
    }
}

#[inline]
fn text<'d>(document: &'d Document, id: NodeId) -> &'d str {
    document.str(id).unwrap_or_default()
}

/// The keys of an object whose `type` is the name of one of these.
fn variant(
    document: &Document,
    id: NodeId,
    variants: &[&'static Object],
) -> Option<&'static Object> {
    let mut members = document.members(id);
    let (_, tag) = members.find(|(key, _)| document.bytes(*key) == b"type")?;
    let tag = document.bytes(tag);
    variants
        .iter()
        .copied()
        .find(|variant| variant.name.as_bytes() == tag)
}

/// Both values of a pair for which a builder call gave one scalar.
fn scalar_amount(amount: &Object, text: &str, out: &mut String) {
    list(amount.keys.iter(), ['{', '}'], out, |key, out| {
        push_json_string(key.name, out);
        out.push(':');
        push_json_string(text, out);
    });
}

/// Appends elements or members, separated by commas, between two brackets.
fn list<T>(
    elements: impl Iterator<Item = T>,
    [open, close]: [char; 2],
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (at, element) in elements.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(element, out);
    }
    out.push(close);
}

fn digits(value: u64, out: &mut String) {
    // `write!` would take a third of the time of the whole.
    if value >= 10 {
        digits(value / 10, out);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}
