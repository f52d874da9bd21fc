//! Writes any value as JSON. It uses no recursion, since callers may raise the limit on depth.

use super::masks::Masks;
use crate::document::json;
use crate::document::{Document, Kind, Source};
use crate::json_text::push_json_string;
use crate::model::number;
use crate::path::Path;
use crate::span::NodeId;

/// An object or array that is being written.
struct Open {
    end: NodeId,
    is_object: bool,
    /// How many keys and values have been written.
    written: usize,
}

/// Appends the JSON of a value, without spaces. Values that JSON doesn't have become `null`.
pub(crate) fn write_value(document: &Document, id: NodeId, out: &mut String) {
    write(document, id, None, out);
}

/// Appends the JSON of a value with secrets masked. `path` is the path of the value in a declaration.
pub(crate) fn write_masked_value(document: &Document, id: NodeId, path: &Path, out: &mut String) {
    write(document, id, Some(Masks::new(path)), out);
}

/// Masks the secrets in JSON text. `path` is the path of the value in a declaration.
pub(crate) fn mask_json(json: &str, path: &Path) -> String {
    let mut out = String::new();
    write_masked_value(
        &json::parse_normalised(json),
        Document::ROOT,
        path,
        &mut out,
    );
    out
}

/// Whether JSON text contains secrets. `path` is the path of the value in a declaration.
pub(crate) fn has_secrets(json: &str, path: &Path) -> bool {
    let read = json::parse_normalised(json);
    let (mut plain, mut masked) = (String::new(), String::new());
    write_value(&read, Document::ROOT, &mut plain);
    write_masked_value(&read, Document::ROOT, path, &mut masked);
    plain != masked
}

fn write<'d>(document: &'d Document, id: NodeId, mut masks: Option<Masks<'d>>, out: &mut String) {
    let (mut open, mut at): (Vec<Open>, _) = (Vec::new(), id);
    let end = document.node_after(id);
    while at < end {
        let mut is_key = false;
        if let Some(parent) = open.last_mut() {
            is_key = parent.is_object && parent.written.is_multiple_of(2);
            match (parent.written, parent.is_object && !is_key) {
                (0, _) => {}
                (_, true) => out.push(':'),
                (_, false) => out.push(','),
            }
            parent.written += 1;
        }
        let kind = document.kind(at);
        if let Kind::Object | Kind::Array = kind {
            let is_object = kind == Kind::Object;
            out.push(if is_object { '{' } else { '[' });
            open.push(Open {
                end: document.node_after(at),
                is_object,
                written: 0,
            });
            masks.iter_mut().for_each(Masks::open);
            at = NodeId(at.0 + 1);
        } else {
            match &mut masks {
                Some(masks) => masks.write_scalar(document, at, is_key, out),
                None => write_scalar(document, at, out),
            }
            at = document.node_after(at);
        }
        while let Some(closed) = open.pop_if(|open| at >= open.end) {
            out.push(if closed.is_object { '}' } else { ']' });
            masks.iter_mut().for_each(Masks::close);
        }
    }
}

/// Appends a scalar.
pub(super) fn write_scalar(document: &Document, id: NodeId, out: &mut String) {
    match document.str(id) {
        Some(text) => push_json_string(text, out),
        None => match document.number(id) {
            // Whole numbers have one form: `1.0` and `1e0` are written as 1.
            Some(whole) if whole.fract() == 0.0 && whole.abs() < number::MAX_EXACT as f64 => {
                out.push_str(&number::print(whole));
            }
            // JSON has no NaN and no infinities.
            Some(other) if document.source() != Source::Text && !other.is_finite() => {
                out.push_str("null");
            }
            _ => out.push_str(&document.scalar(id).unwrap_or("null".into())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        write_value(&json::parse_normalised(text), Document::ROOT, &mut out);
        out
    }

    #[test]
    fn values_are_written_as_they_are() {
        for text in [
            "7",
            "\"a\"",
            "[]",
            "{}",
            "[[],{}]",
            r#"{"a":[1,{"b":null}],"c":{"d":true}}"#,
        ] {
            assert_eq!(written(text), text);
        }
        assert_eq!(written(" [ 1 , { \"a\" : [ ] } ] "), r#"[1,{"a":[]}]"#);
    }

    #[test]
    fn depth_takes_no_stack() {
        let text = ["[".repeat(200_000), "]".repeat(200_000)].concat();
        assert_eq!(written(&text), text);
        assert_eq!(mask_json(&text, &Path::root()), text);
    }
}
