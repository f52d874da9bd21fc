//! The word at the cursor in a JSON text, which a completion replaces. The text may be broken there.

use crate::document::json::comment_end;
use crate::span::Span;

/// The word at the cursor, and the tokens around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The bytes that a completion replaces, with the quotes of a string; empty between two tokens.
    pub(super) span: Span,
    before: Option<Token>,
    after: Option<Token>,
    /// Whether a colon follows the token after the word.
    is_before_key: bool,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    /// The first byte.
    byte: u8,
}

impl Word {
    /// Finds the word that the cursor is in, or at the end of. `None` in a comment, and behind the
    /// declaration.
    pub(super) fn find(text: &str, offset: u32) -> Option<Self> {
        let offset = offset as usize;
        let (mut before, mut at, mut depth) = (None, 0, 0_i32);
        let (span, end) = loop {
            let blank_end = blank_end(text, at, Some(offset))?;
            match token(text, blank_end) {
                Some(token) if token.end < offset || token.ends_before_cursor(text, offset) => {
                    (before, at) = (Some(token), token.end);
                    depth += match token.byte {
                        b'{' | b'[' => 1,
                        b'}' | b']' => -1,
                        _ => 0,
                    };
                }
                Some(token) if token.is_word(offset) => {
                    let end = token.word_end(text, offset);
                    break (Span::new(token.start as u32, end as u32), end);
                }
                _ => break (Span::new(offset as u32, offset as u32), offset),
            }
        };
        // Nothing follows the whole declaration.
        if depth <= 0 && before.is_some() {
            return None;
        }
        let next = |at| token(text, blank_end(text, at, None)?);
        let after = next(end);
        let following = after.and_then(|token| next(token.end));
        Some(Self {
            span,
            before,
            after,
            is_before_key: following.is_some_and(|token| token.byte == b':'),
        })
    }

    /// Where a comma is missing before the word.
    pub(super) fn missing_comma(&self) -> Option<u32> {
        let is_value = |token: &Token| !matches!(token.byte, b'{' | b'[' | b',' | b':');
        self.before.filter(is_value).map(|token| token.end as u32)
    }

    /// Whether a comma must follow.
    pub(super) fn needs_comma_after(&self) -> bool {
        let is_value = |token: Token| !matches!(token.byte, b'}' | b']' | b',' | b':');
        self.after.is_some_and(is_value)
    }

    /// Whether a colon follows, so that the word is a key which has a value.
    pub(super) fn has_colon(&self) -> bool {
        self.after.is_some_and(|token| token.byte == b':')
    }

    /// Whether a value follows that would be the value of the key before the word.
    pub(super) fn is_before_value(&self) -> bool {
        self.span.start == self.span.end && self.needs_comma_after() && !self.is_before_key
    }

    /// The text with a string in place of the word and with the commas around it, and the start of that string. This is read
    /// with certainty, while the word itself may mislead the parser.
    pub(super) fn probe(&self, text: &str) -> (String, u32) {
        let (before, after) = (
            text.get(..self.span.start as usize).unwrap_or_default(),
            text.get(self.span.end as usize..).unwrap_or_default(),
        );
        let comma = if self.missing_comma().is_some() {
            ","
        } else {
            ""
        };
        let comma_after = if self.needs_comma_after() { "," } else { "" };
        let start = before.len() + comma.len();
        let probe = [before, comma, "\"\"", comma_after, after].concat();
        (probe, start as u32)
    }
}

impl Token {
    /// Whether the cursor, which is at the end of this token, is no longer in it.
    fn ends_before_cursor(self, text: &str, offset: usize) -> bool {
        let is_closed = self.byte == b'"' && is_closed_string(text, self);
        self.end == offset && (is_closed || is_punctuation(self.byte))
    }

    /// Whether the cursor is in this word or string.
    fn is_word(self, offset: usize) -> bool {
        let is_inside = match self.byte {
            b'"' => self.start < offset,
            _ => self.start <= offset,
        };
        is_inside && !is_punctuation(self.byte)
    }

    /// The end of the word. A string without its last quote, which may reach to a quote of the next string, ends where the word
    /// at the cursor ends.
    fn word_end(self, text: &str, offset: usize) -> usize {
        let is_complete = self.byte != b'"'
            || is_closed_string(text, self) && {
                let next = blank_end(text, self.end, None);
                let next = next.and_then(|at| text.as_bytes().get(at));
                matches!(next, None | Some(b',' | b':' | b'}' | b']')) || ends_line(text, self.end)
            };
        if is_complete {
            return self.end;
        }
        let rest = text.get(offset..).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || c == '"' || is_ascii_punctuation(c);
        offset + rest.find(is_end).unwrap_or(rest.len())
    }
}

fn is_punctuation(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b':')
}

fn is_ascii_punctuation(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_punctuation)
}

fn is_closed_string(text: &str, token: Token) -> bool {
    let bytes = text.as_bytes();
    token.end > token.start + 1 && bytes.get(token.end - 1) == Some(&b'"')
}

fn ends_line(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    rest.trim_start_matches([' ', '\t'])
        .starts_with(['\n', '\r'])
}

/// The end of the white space and comments from `at` on. `None` if the cursor is in one of the comments.
fn blank_end(text: &str, mut at: usize, cursor: Option<usize>) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(0xef) if at == 0 && text.starts_with('\u{feff}') => at = 3,
            _ => match comment_end(bytes, at) {
                Some((end, is_closed)) => {
                    let is_open = !is_closed || bytes.get(at + 1) != Some(&b'*');
                    let is_inside =
                        |cursor| at < cursor && (cursor < end || cursor == end && is_open);
                    if cursor.is_some_and(is_inside) {
                        return None;
                    }
                    at = end;
                }
                None => return Some(at),
            },
        }
    }
}

/// The token that starts at a byte. A string ends at the end of the line if its last quote is missing.
fn token(text: &str, start: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(start)?;
    let rest = bytes.get(start + 1..)?;
    let length = match byte {
        b'"' => string_length(rest),
        _ if is_punctuation(byte) => 0,
        _ => {
            let is_end = |byte: &u8| {
                is_punctuation(*byte) || matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'"')
            };
            rest.iter().position(is_end).unwrap_or(rest.len())
        }
    };
    let end = start + 1 + length;
    Some(Token { start, end, byte })
}

/// The length of a string after its first quote.
fn string_length(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\n' | b'\r' => return at,
            b'"' => return at + 1,
            b'\\' if !matches!(rest.get(at + 1), None | Some(b'\n' | b'\r')) => at += 2,
            _ => at += 1,
        }
    }
    at
}
