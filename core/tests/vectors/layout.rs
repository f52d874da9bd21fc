//! How a file of vectors is laid out.

use alien_sdk_core::internal::diagnostic::is_hidden;
use serde_json::{Value, json};

/// A file with short values on one line, and lines of text below each other: made to be read.
pub fn layout(file: &Value) -> String {
    let mut out = String::new();
    write(file, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let flat = spaced(value);
    let long = flat.len() + depth * 2 > 110;
    let (brackets, members): (_, Vec<(String, &Value)>) = match value {
        Value::Array(values) if long || is_text(values) => (
            "[]",
            values.iter().map(|value| (String::new(), value)).collect(),
        ),
        Value::Object(object)
            if long || object.contains_key("cases") || object.contains_key("name") =>
        {
            (
                "{}",
                object
                    .iter()
                    .map(|(key, value)| (format!("{}: ", json!(key)), value))
                    .collect(),
            )
        }
        _ => return out.push_str(&flat),
    };
    let (open, close) = brackets.split_at(1);
    out.push_str(open);
    for (at, (key, value)) in members.into_iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        out.push_str(&format!("{comma}\n{}{key}", "  ".repeat(depth + 1)));
        write(value, depth + 1, out);
    }
    out.push_str(&format!("\n{}{close}", "  ".repeat(depth)));
}

fn is_text(values: &[Value]) -> bool {
    let is_line = |value: &Value| value.as_str().is_some_and(|line| line.contains('"'));
    values.len() > 1 && values.iter().any(is_line)
}

/// JSON on one line, with spaces.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(values) => {
            format!(
                "[{}]",
                values.iter().map(spaced).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(object) => {
            let member = |(key, value): (&String, _)| format!("{}: {}", json!(key), spaced(value));
            format!(
                "{{{}}}",
                object.iter().map(member).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(text) => shown(&json!(text).to_string()),
        value => value.to_string(),
    }
}

/// JSON with escapes for characters that a reader of the file would not see, or take for a space.
fn shown(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if c != ' ' && (c.is_whitespace() || is_hidden(c)) {
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}
