//! Splits a text into tokens for the recovering parser. Every text is a sequence of tokens.

mod look_alikes;
mod quotes;
mod strings;
mod trivia;

use super::lexical::{comment_end, foreign_space_end, number_end};
use super::syntax_faults::SyntaxFaults;
use crate::document::node;
use crate::json_text::plain_end;
use crate::span::Span;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `{` or `[`, as `node::OBJECT` or `node::ARRAY`.
    Open(u32),
    /// `}` or `]`, as `node::OBJECT` or `node::ARRAY`.
    Close(u32),
    Comma,
    Colon,
    /// The three words of its node: the head, and the start and length of the content.
    String(u32, u32, u32),
    Number,
    True,
    False,
    Null,
    /// Any other characters up to the next delimiter.
    Word,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
    /// Whether it is the first token of its line.
    pub(super) starts_line: bool,
    /// The indentation of its line, in characters.
    pub(super) indent: u32,
}

/// What the parser expects, as far as that changes how a token is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Key,
    Colon,
    /// The value of a member.
    MemberValue,
    /// An element of an array, or the root.
    Element,
    Other,
}

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) relaxed: bool,
    /// Whether there was no token on this line yet.
    pub(super) at_line_start: bool,
    indent: u32,
    /// What the parser expects next.
    pub(super) expected: Expected,
    /// Parts of the text that don't belong to the document, in order.
    foreign_parts: Vec<Span>,
    /// The number of parentheses that were read as brackets and are open.
    open_parentheses: usize,
    /// No string that begins before this position with a quote that JSON doesn't have is closed.
    unclosed_until: usize,
    pub(super) faults: SyntaxFaults,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(
        text: &'t str,
        start: usize,
        relaxed: bool,
        foreign_parts: Vec<Span>,
        faults: SyntaxFaults,
    ) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: start,
            relaxed,
            at_line_start: true,
            indent: 0,
            expected: Expected::Other,
            foreign_parts,
            open_parentheses: 0,
            unclosed_until: 0,
            faults,
        }
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Reads the next token. The content of strings with escapes is appended to `side`.
    pub(super) fn next_token(&mut self, side: &mut String) -> Token {
        self.skip_trivia();
        let start = self.at;
        let starts_line = std::mem::take(&mut self.at_line_start);
        let indent = self.indent;
        let kind = match self.byte() {
            None => TokenKind::End,
            Some(quote @ (b'"' | b'\'')) => self.read_string(quote, side),
            Some(byte) => match punctuation(byte) {
                Some(kind) => {
                    self.at += 1;
                    kind
                }
                None => self.read_look_alike(side),
            },
        };
        if self.at == start && kind != TokenKind::End {
            let c = self.text.get(start..).and_then(|text| text.chars().next());
            self.at += c.map_or(1, char::len_utf8);
        }
        Token {
            kind,
            span: self.span_from(start),
            starts_line,
            indent,
        }
    }

    fn read_word(&mut self) -> TokenKind {
        let start = self.at;
        while let Some(byte) = self.byte() {
            let ends = match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b'"' => true,
                b'/' => self.at > start && comment_end(self.bytes, self.at).is_some(),
                b')' => self.open_parentheses > 0,
                b';' => self.ends_line(self.at + 1),
                b'=' => self.expected == Expected::Key && self.is_assignment(),
                b':' if self.expected == Expected::MemberValue => {
                    // The tag of an image, or a URL.
                    let next = self.bytes.get(self.at + 1);
                    !next.is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'/')
                }
                0..=0x1f | 0x7f.. => {
                    foreign_space_end(self.text, self.at).is_some() || self.full_width().is_some()
                }
                byte => punctuation(byte).is_some(),
            };
            if ends && (self.at > start || byte != b';') {
                break;
            }
            self.at += 1;
        }
        if let Some(kind) = self.missing_opening_quote(start) {
            return kind;
        }
        match self.text.get(start..self.at).unwrap_or_default() {
            "true" => TokenKind::True,
            "false" => TokenKind::False,
            "null" => TokenKind::Null,
            _ if number_end(self.bytes, start) == Some(self.at) => TokenKind::Number,
            _ => TokenKind::Word,
        }
    }

    /// Skips the rest of an object or array whose opening bracket was the previous token.
    pub(super) fn skip_container(&mut self) {
        let mut depth = 1_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => self.skip_string(),
                b'/' => {
                    if let Some((end, _)) = comment_end(self.bytes, self.at) {
                        self.at = end - 1;
                    }
                }
                _ => {}
            }
            self.at = (self.at + 1).min(self.bytes.len());
            if depth == 0 {
                break;
            }
        }
    }

    fn skip_string(&mut self) {
        loop {
            self.at = plain_end(self.bytes, self.at + 1);
            match self.byte() {
                Some(b'\\') => self.at += 1,
                Some(b'"' | b'\n' | b'\r') | None => break,
                Some(_) => {}
            }
        }
    }
}

fn punctuation(byte: u8) -> Option<TokenKind> {
    Some(match byte {
        b'{' => TokenKind::Open(node::OBJECT),
        b'[' => TokenKind::Open(node::ARRAY),
        b'}' => TokenKind::Close(node::OBJECT),
        b']' => TokenKind::Close(node::ARRAY),
        b',' => TokenKind::Comma,
        b':' => TokenKind::Colon,
        _ => return None,
    })
}
