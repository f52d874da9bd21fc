//! Writes the parts of a JSON text that edits change.

use super::{Style, TextEdit};
use crate::document::Index;
use crate::document::pairs::{ListedValue, pairs};
use crate::fix::Edit;
use crate::span::{NodeId, Span};

/// The edits of the text that replace the value `id`.
pub(super) fn replacement(
    index: &Index,
    id: NodeId,
    edit: &Edit,
    style: &Style,
) -> Option<Vec<TextEdit>> {
    let document = index.document();
    let Span { start, end } = document.span(id)?;
    let text = match edit {
        Edit::Set { value, .. } => style.spaced(value),
        Edit::Quote { .. } => json_string(&document.scalar(id)?),
        // Only the brackets and the elements change, so that the layout and the comments are kept.
        Edit::Pairs { .. } => {
            let mut edits = vec![TextEdit::new(start, start + 1, "{")];
            for pair in pairs(document, id)? {
                let value = match pair.value {
                    Some(ListedValue::Text(value)) => json_string(value),
                    Some(ListedValue::Scalar(value)) => json_string(&document.scalar(value)?),
                    None => continue,
                };
                let member = format!("{}{}{value}", json_string(pair.name), style.colon());
                let Span { start, end } = document.span(pair.element)?;
                edits.push(TextEdit::new(start, end, member));
            }
            edits.push(TextEdit::new(end - 1, end, "}"));
            return Some(edits);
        }
        _ => return None,
    };
    Some(vec![TextEdit::new(start, end, text)])
}

/// The edit of the text that renames a key.
pub(super) fn renamed(index: &Index, key: NodeId, name: &str) -> Option<TextEdit> {
    let Span { start, end } = index.document().span(key)?;
    Some(TextEdit::new(start, end, json_string(name)))
}

/// A new member of an object, or, without a key, a new element of an array.
pub(super) fn added(
    _: &Index,
    _parent: NodeId,
    key: Option<&str>,
    value: &str,
    style: &Style,
) -> Option<String> {
    let value = style.spaced(value);
    Some(match key {
        Some(key) => format!("{}{}{value}", json_string(key), style.colon()),
        None => value,
    })
}

/// A member that is moved to another object.
pub(super) fn moved(
    index: &Index,
    value: NodeId,
    _to: NodeId,
    key: &str,
    style: &Style,
) -> Option<String> {
    let document = index.document();
    let value = document.text().get(document.span(value)?.range())?;
    Some(format!("{}{}{value}", json_string(key), style.colon()))
}

/// A text as a JSON string.
pub(super) fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
