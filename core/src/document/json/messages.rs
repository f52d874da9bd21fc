//! Parts of the messages about syntax errors.

use super::lexer::TokenKind;
use crate::document::node;

/// A count with its unit, such as `1 level` or `2 levels`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// The closing bracket of an object or array, in backticks.
pub(super) fn closer_name(kind: u32) -> &'static str {
    match kind {
        node::OBJECT => "`}`",
        _ => "`]`",
    }
}

/// The name of a token in messages. It never contains the content of a string or word, which may be secret.
pub(super) fn token_name(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Open(node::OBJECT) => "`{`",
        TokenKind::Open(_) => "`[`",
        TokenKind::Close(node::OBJECT) => "`}`",
        TokenKind::Close(_) => "`]`",
        TokenKind::Comma => "`,`",
        TokenKind::Colon => "`:`",
        TokenKind::String(..) => "a string",
        TokenKind::Number => "a number",
        TokenKind::True => "`true`",
        TokenKind::False => "`false`",
        TokenKind::Null => "`null`",
        TokenKind::Word => "an unquoted string",
        TokenKind::End => "the end of the input",
    }
}

/// The message and the help for a word that is not a JSON value.
pub(super) fn invalid_word(text: &str) -> (&'static str, &'static str) {
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
