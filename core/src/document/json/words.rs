//! How messages name what was found and what was expected.

use super::lex::Shape;
use crate::document::node;

/// `1 level`, `2 levels`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

pub(super) fn closer_of(kind: u32) -> &'static str {
    match kind {
        node::OBJECT => "`}`",
        _ => "`]`",
    }
}

/// How messages name a token. They never show text: it may be secret.
pub(super) fn found(shape: Shape) -> &'static str {
    match shape {
        Shape::Open(node::OBJECT) => "`{`",
        Shape::Open(_) => "`[`",
        Shape::Close(node::OBJECT) => "`}`",
        Shape::Close(_) => "`]`",
        Shape::Comma => "`,`",
        Shape::Colon => "`:`",
        Shape::String(..) => "a string",
        Shape::Number => "a number",
        Shape::True => "`true`",
        Shape::False => "`false`",
        Shape::Null => "`null`",
        Shape::Word => "an unquoted string",
        Shape::End => "the end of the input",
    }
}

/// What is wrong with a value that is no value of JSON, and what to do.
pub(super) fn word_fault(text: &str) -> (&'static str, &'static str) {
    let unsigned = text.trim_start_matches(['-', '+']);
    let mut digits = unsigned.bytes();
    let is_digit = |c: char| c.is_ascii_digit();
    match text {
        "True" | "TRUE" => ("expected a value, found `True`", "write `true`"),
        "False" | "FALSE" => ("expected a value, found `False`", "write `false`"),
        "None" => ("expected a value, found `None`", "write `null`"),
        "undefined" => (
            "expected a value, found `undefined`",
            "write `null`, or remove the key",
        ),
        "NaN" => ("JSON has no `NaN`", "write a number"),
        "Infinity" | "-Infinity" | "+Infinity" => ("JSON has no `Infinity`", "write a number"),
        _ if text.starts_with([
            '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '`',
        ]) =>
        {
            (
                "expected a string in double quotes, found another kind of quotes",
                "use `\"`",
            )
        }
        _ if unsigned.starts_with(is_digit) && unsigned.trim_matches(is_digit) == "_" => {
            ("a number can't contain `_`", "remove the `_`")
        }
        _ => match (digits.next(), digits.next()) {
            (Some(b'0'), Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B')) => (
                "a number must use decimal digits",
                "write it in decimal digits",
            ),
            (Some(b'0'), Some(b'0'..=b'9')) => {
                ("a number can't start with 0", "remove the 0 at the start")
            }
            (Some(b'.'), Some(b'0'..=b'9')) => {
                ("expected a digit before `.`", "write 0 before `.`")
            }
            (Some(b'0'..=b'9'), _) if text.starts_with('+') => {
                ("a number can't start with `+`", "remove the `+`")
            }
            (Some(b'0'..=b'9'), _) if text.ends_with('.') => (
                "expected a digit after `.`",
                "write 0 after `.`, or remove it",
            ),
            (Some(b'0'..=b'9'), _) => (
                "expected a value, found a number followed by something else",
                "put strings in double quotes",
            ),
            _ => (
                "expected a value, found an unquoted string",
                "put strings in double quotes",
            ),
        },
    }
}
