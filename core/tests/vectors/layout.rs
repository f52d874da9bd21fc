//! Prints files of vectors.

use alien_sdk_core::internal::diagnostic::is_hidden;
use serde_json::{Value, json};

/// Prints a file in a readable form: short values on one line, and each line of a text on its own line.
pub fn print(file: &Value) -> String {
    let mut out = String::new();
    write(file, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let one_line = one_line(value);
    let is_long = one_line.len() + depth * 2 > 110;
    let (brackets, members): (_, Vec<(String, &Value)>) = match value {
        Value::Array(values) if is_long || is_text(values) => (
            "[]",
            values.iter().map(|value| (String::new(), value)).collect(),
        ),
        Value::Object(object)
            if is_long || object.contains_key("cases") || object.contains_key("name") =>
        {
            (
                "{}",
                object
                    .iter()
                    .map(|(key, value)| (format!("{}: ", json!(key)), value))
                    .collect(),
            )
        }
        _ => return out.push_str(&one_line),
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

/// Prints JSON on one line, with spaces.
fn one_line(value: &Value) -> String {
    match value {
        Value::Array(values) => {
            format!(
                "[{}]",
                values.iter().map(one_line).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(object) => {
            let member =
                |(key, value): (&String, _)| format!("{}: {}", json!(key), one_line(value));
            format!(
                "{{{}}}",
                object.iter().map(member).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(text) => escape_invisible(&json!(text).to_string()),
        value => value.to_string(),
    }
}

/// Escapes characters that a reader of the file would not see, or would mistake for a space.
fn escape_invisible(json: &str) -> String {
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
