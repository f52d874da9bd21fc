//! The normalised form: JSON without spaces, keys in the order of the model, absent optional keys left out and every default
//! written out.
//!
//! It is defined once, by the table of fields: a document without faults is walked along it.

mod plain;
mod stack;

pub use plain::{masked, value};
pub use stack::{outputs, reason, stack, state};

use crate::document::{Document, Kind};
use crate::fix::string;
use crate::model::keys::{CONTAINER, Object, Shape};
use crate::model::number;
use crate::span::NodeId;
use crate::validate::Finished;

/// Appends the normalised JSON of the container at a node, in which no error was found.
pub fn container(document: &Document, id: NodeId, out: &mut String) {
    object(document, id, &CONTAINER, out);
}

/// Appends the normalised JSON of a declaration in which no error was found; a state stays as it was written.
pub fn finished(finished: Finished, out: &mut String) {
    match finished {
        Finished::Container(document) => container(document, Document::ROOT, out),
        Finished::Stack(document, draft) => stack(document, draft, out),
        Finished::State(document, _) => value(document, Document::ROOT, out),
    }
}

/// The most keys that an object of the model has.
const MOST_KEYS: usize = 20;

fn object(document: &Document, id: NodeId, object: &Object, out: &mut String) {
    let mut values = [None; MOST_KEYS];
    let mut likely = 0;
    for (key, value) in document.members(id) {
        let Some(at) = object.position(document.bytes(key), likely) else {
            continue;
        };
        likely = at + 1;
        if let Some(slot) = values.get_mut(at) {
            *slot = Some(value).filter(|value| !document.is_left_out(*value));
        }
    }
    let mut separator = '{';
    for (key, value) in object.keys.iter().zip(values) {
        if value.is_none() && key.default.is_none() {
            continue;
        }
        out.push(separator);
        separator = ',';
        // Keys of the model need no escapes.
        out.push('"');
        out.push_str(key.name);
        out.push_str("\":");
        match value {
            Some(value) => shaped(document, value, &key.shape, out),
            None => out.push_str(key.default.unwrap_or_default()),
        }
    }
    out.push_str(if separator == '{' { "{}" } else { "}" });
}

/// Appends the normalised JSON of a value of a shape.
fn shaped(document: &Document, id: NodeId, shape: &Shape, out: &mut String) {
    if let Some(text) = document.str(id) {
        return match shape {
            Shape::Amount(amount) => scalar_amount(amount, text, out),
            _ => string(text, out),
        };
    }
    match shape {
        Shape::Object(inner) | Shape::Amount(inner) => object(document, id, inner, out),
        Shape::Tagged(variants) => match variant(document, id, variants) {
            Some(inner) => object(document, id, inner, out),
            None => value(document, id, out),
        },
        Shape::List(element, _) => {
            let elements = document.elements(id);
            list(elements, ['[', ']'], out, |id, out| {
                shaped(document, id, element, out);
            });
        }
        Shape::Integer(_) | Shape::Positive(_) if document.kind(id) == Kind::Number => {
            let value = document.number(id).unwrap_or_default();
            match number::integer(value, 0, 1 << 53) {
                Some(whole) => digits(whole, out),
                None => out.push_str(&number::print(value)),
            }
        }
        _ => value(document, id, out),
    }
}

/// The keys of an object whose `type` is the name of one of these.
fn variant(
    document: &Document,
    id: NodeId,
    variants: &[&'static Object],
) -> Option<&'static Object> {
    let tag = document.str(document.get(id, "type")?)?;
    variants.iter().copied().find(|variant| variant.name == tag)
}

/// Both values of a pair for which a builder call gave one scalar.
fn scalar_amount(amount: &Object, text: &str, out: &mut String) {
    list(amount.keys.iter(), ['{', '}'], out, |key, out| {
        string(key.name, out);
        out.push(':');
        string(text, out);
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
