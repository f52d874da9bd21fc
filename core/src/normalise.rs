//! Writes the normalised form: JSON without spaces, with all defaults, and with the keys in the order of the model.
//!
//! Only the table of fields defines it: a document without errors is written in the order of that table.

mod masks;
mod plain;
mod stack;

pub(crate) use plain::{has_secrets, mask_json, write_masked_value, write_value};
use stack::write_whole_state;
pub(crate) use stack::{no_outputs_reason, write_stack, write_state};

use crate::document::Document;
use crate::json_text::{json_string, push_json_string, push_short};
use crate::model::keys::{CONTAINER, Key, Object, Shape, find_key};
use crate::model::number;
use crate::span::{NodeId, Span};
use crate::validate::Valid;

/// Appends the normalised JSON of the container at a node. The container must have no errors.
pub(crate) fn write_container(document: &Document, id: NodeId, out: &mut String) {
    write_object(document, id, &CONTAINER, out);
}

/// Appends the normalised JSON of a declaration. A state is written as it is.
pub(crate) fn write_declaration(valid: Valid, out: &mut String) {
    match valid {
        Valid::Container(document) => write_container(document, Document::ROOT, out),
        Valid::Stack(document, draft) => write_stack(document, draft, out),
        Valid::State(document, _) => write_whole_state(document, out),
    }
}

fn write_object(document: &Document, id: NodeId, object: &Object, out: &mut String) {
    let start = out.len();
    let mut keys = object.keys.iter();
    let mut members = document.members(id);
    while let Some((written, name, value)) = members.next_nodes() {
        let name = document.name_of(name);
        loop {
            let Some(key) = keys.next() else {
                out.truncate(start);
                return write_unordered_object(document, id, object, out);
            };
            // The object has no unknown keys, so comparing the length and the first bytes of the name is enough.
            if key.may_be_named(name) {
                if value.is_left_out() {
                    write_default(key, start, out);
                } else {
                    write_member(document, key, NodeId(written.0 + 1), start, out);
                }
                break;
            }
            write_default(key, start, out);
        }
    }
    keys.for_each(|key| write_default(key, start, out));
    close(start, out);
}

/// Appends an object whose keys are not in the order of the model.
#[cold]
fn write_unordered_object(document: &Document, id: NodeId, object: &Object, out: &mut String) {
    let start = out.len();
    let mut values = vec![None; object.keys.len()];
    for (name, value) in document.members(id) {
        let at = find_key(&object.keys, document.name(name), 0);
        if let Some(slot) = at.and_then(|at| values.get_mut(at)) {
            *slot = Some(value);
        }
    }
    for (key, value) in object.keys.iter().zip(values) {
        match value {
            Some(value) if !document.is_left_out(value) => {
                write_member(document, key, value, start, out);
            }
            _ => write_default(key, start, out),
        }
    }
    close(start, out);
}

/// Appends a key with its value to the object that starts at `start` in `out`.
#[inline(always)]
fn write_member(document: &Document, key: &Key, value: NodeId, start: usize, out: &mut String) {
    write_key(key, start, out);
    write_shape(document, value, &key.shape, out);
}

/// Appends the default of an absent key, if it has one.
#[inline(always)]
fn write_default(key: &Key, start: usize, out: &mut String) {
    if let Some(json) = key.default {
        write_key(key, start, out);
        out.push_str(json);
    }
}

#[inline(always)]
fn write_key(key: &Key, start: usize, out: &mut String) {
    let is_first = out.len() == start;
    if is_first {
        out.push('{');
    }
    let comma = usize::from(is_first);
    push_short(key.written, comma, key.name.len() + 4 - comma, out);
}

fn close(start: usize, out: &mut String) {
    out.push_str(if out.len() == start { "{}" } else { "}" });
}

/// Appends the normalised JSON of a value of a shape.
fn write_shape(document: &Document, id: NodeId, shape: &Shape, out: &mut String) {
    match shape {
        Shape::Object(inner) => write_object(document, id, inner, out),
        Shape::Amount(amount) => match document.str(id) {
            Some(scalar) => write_scalar_amount(amount, scalar, out),
            None => write_object(document, id, amount, out),
        },
        Shape::Tagged(variants) => match variant(document, id, variants) {
            Some(inner) => write_object(document, id, inner, out),
            None => write_value(document, id, out),
        },
        Shape::Variables => {
            write_list(
                document.members(id),
                ['{', '}'],
                out,
                |(name, value), out| {
                    write_string(document, name, out);
                    out.push(':');
                    write_string(document, value, out);
                },
            );
        }
        Shape::List(element, _) => {
            write_list(document.elements(id), ['[', ']'], out, |id, out| {
                write_shape(document, id, element, out);
            });
        }
        Shape::Integer(_) | Shape::Positive(_) => {
            if let Some(value) = document.short_integer(id) {
                return push_digits(value, out);
            }
            let value = document.number(id).unwrap_or_default();
            out.push_str(&number::print(value));
        }
        Shape::Boolean | Shape::Any | Shape::Map(_) => write_value(document, id, out),
        Shape::Constant(_)
        | Shape::Text
        | Shape::FilledText
        | Shape::Pattern(_)
        | Shape::OneOf(_) => write_string(document, id, out),
    }
}

/// Appends a string or key of a document without errors.
fn write_string(document: &Document, id: NodeId, out: &mut String) {
    match document.unescaped_string(id) {
        Some(Span { start, end }) => {
            let before = out.len();
            push_short(document.text(), start as usize, (end - start) as usize, out);
            debug_assert_eq!(
                out.get(before..).map(str::to_owned),
                document.str(id).map(json_string)
            );
        }
        None => push_json_string(document.str(id).unwrap_or_default(), out),
    }
}

/// The variant that the `type` of an object names.
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

/// Appends a pair whose two values are the scalar that a builder call gave.
fn write_scalar_amount(amount: &Object, text: &str, out: &mut String) {
    write_list(amount.keys.iter(), ['{', '}'], out, |key, out| {
        push_json_string(key.name, out);
        out.push(':');
        push_json_string(text, out);
    });
}

/// Appends elements or members, separated by commas, between two brackets.
fn write_list<T>(
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

fn push_digits(value: u32, out: &mut String) {
    // With `write!`, writing numbers would be a third of the whole time of normalising.
    if value >= 10 {
        push_digits(value / 10, out);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}
