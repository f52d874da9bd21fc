//! Any value as JSON, however deep it is: without recursion, for a limit on depth may be raised.

use crate::document::{Document, Kind, Source};
use crate::json_text::push_json_string;
use crate::model::environment::MAPS;
use crate::model::number;
use crate::shape::mask;
use crate::span::NodeId;

/// Below this, every whole number is a float.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// An object or array that is being written.
struct Open {
    end: NodeId,
    is_object: bool,
    /// An object of variables, whose values are not shown.
    is_hidden: bool,
    /// How many keys and values have been written.
    written: usize,
}

/// The JSON of a value that has what JSON has, without spaces: what it has besides becomes `null`.
pub fn value(document: &Document, id: NodeId, out: &mut String) {
    write(document, id, &|_| false, out);
}

/// The same with `…` for the values of variables. `is_map`: the value is an object of variables itself.
pub fn masked(document: &Document, id: NodeId, is_map: bool, out: &mut String) {
    let hides = |key: Option<&str>| key.map_or(is_map, |key| MAPS.contains(&key));
    write(document, id, &hides, out);
}

/// `hides` says whether the object under a key, or the outermost one, is one of variables.
fn write(document: &Document, id: NodeId, hides: &dyn Fn(Option<&str>) -> bool, out: &mut String) {
    let (mut open, mut at, mut key): (Vec<Open>, _, Option<&str>) = (Vec::new(), id, None);
    let end = document.after(id);
    while at < end {
        // A key is that of the next value, and of no other.
        let above = key.take();
        let is_map = (open.is_empty() || above.is_some()) && hides(above);
        let kind = document.kind(at);
        // Whatever stands for an object of variables holds them too: a list of them, or one text.
        let is_scalar = !matches!(kind, Kind::Object | Kind::Array | Kind::Null);
        let (mut is_key, mut is_hidden) = (false, is_scalar && is_map);
        if let Some(around) = open.last_mut() {
            is_key = around.is_object && around.written.is_multiple_of(2);
            is_hidden = !is_key && (around.is_hidden || is_hidden);
            match (around.written, around.is_object && !is_key) {
                (0, _) => {}
                (_, true) => out.push(':'),
                (_, false) => out.push(','),
            }
            around.written += 1;
        }
        let in_map = open.last().is_some_and(|around| around.is_hidden);
        if is_hidden {
            out.push_str("\"…\"");
            at = document.after(at);
        } else if in_map && is_key {
            // What follows a `=` in the name of a variable may be its value.
            push_json_string(&mask(document.str(at).unwrap_or_default()), out);
            at = document.after(at);
        } else if let Kind::Object | Kind::Array = kind {
            let is_object = kind == Kind::Object;
            out.push(if is_object { '{' } else { '[' });
            open.push(Open {
                end: document.after(at),
                is_object,
                is_hidden: is_map,
                written: 0,
            });
            at = NodeId(at.0 + 1);
        } else {
            scalar(document, at, out);
            key = document.str(at).filter(|_| is_key);
            at = document.after(at);
        }
        while let Some(closed) = open.pop_if(|open| at >= open.end) {
            out.push(if closed.is_object { '}' } else { ']' });
        }
    }
}

fn scalar(document: &Document, id: NodeId, out: &mut String) {
    match document.str(id) {
        Some(text) => push_json_string(text, out),
        None => match document.number(id) {
            // However it is written: `1.0` and `1e0` are 1.
            Some(whole) if whole.fract() == 0.0 && whole.abs() < EXACT => {
                out.push_str(&number::print(whole));
            }
            // NaN and infinities, which values have, are no JSON.
            Some(other) if document.source() != Source::Text && !other.is_finite() => {
                out.push_str("null");
            }
            _ => out.push_str(&document.scalar(id).unwrap_or_else(|| "null".to_owned())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::document::json::{self, JsonOptions};
    use crate::document::{Buffers, Limits};

    fn document(text: &str) -> Document<'_> {
        let limits = Limits {
            depth: usize::MAX,
            ..Limits::default()
        };
        let mut sink = Sink::new(1);
        json::parse(
            text,
            JsonOptions::default(),
            &limits,
            Buffers::default(),
            &mut sink,
        )
    }

    fn written(text: &str) -> String {
        let mut out = String::new();
        value(&document(text), Document::ROOT, &mut out);
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
    fn variables_are_hidden_wherever_they_stand() {
        let text = r#"{"environment":{"A":"s","B":{"C":"s"}},"x":[{"buildArgs":{"D":"s"}},{"F":1}],"E":"seen"}"#;
        let hidden =
            r#"{"environment":{"A":"…","B":"…"},"x":[{"buildArgs":{"D":"…"}},{"F":1}],"E":"seen"}"#;
        let mut out = String::new();
        masked(&document(text), Document::ROOT, false, &mut out);
        assert_eq!(out, hidden);
        out.clear();
        masked(&document(r#"{"A":"s"}"#), Document::ROOT, true, &mut out);
        assert_eq!(out, r#"{"A":"…"}"#);
        out.clear();
        let list = document(r#"[{"environment":"s"},"seen",{"F":1}]"#);
        masked(&list, Document::ROOT, false, &mut out);
        assert_eq!(out, r#"[{"environment":"…"},"seen",{"F":1}]"#);
    }

    #[test]
    fn depth_takes_no_stack() {
        let text = ["[".repeat(200_000), "]".repeat(200_000)].concat();
        assert_eq!(written(&text), text);
    }
}
