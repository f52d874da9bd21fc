//! Parts of the messages about syntax errors.

use super::lexer::TokenKind;
use crate::document::node;

/// A count with its unit, such as `1 level` or `2 levels`.
pub(in crate::document) fn counted(count: usize, what: &str) -> String {
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
