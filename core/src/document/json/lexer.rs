//! Splits a text into tokens for the recovering parser. Every text is a sequence of tokens.

mod trivia;

use super::lexical::{Escape, comment_end, escape, foreign_space_end, number_end};
use super::syntax_faults::{SyntaxFault, SyntaxFaults};
use crate::document::limits::INVALID_UNICODE;
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

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) relaxed: bool,
    /// Whether there was no token on this line yet.
    at_line_start: bool,
    indent: u32,
    /// Whether a comment has been reported since the previous token.
    is_comment_reported: bool,
    pub(super) faults: SyntaxFaults,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, start: usize, relaxed: bool, faults: SyntaxFaults) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: start,
            relaxed,
            at_line_start: true,
            indent: 0,
            is_comment_reported: false,
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
        self.is_comment_reported = false;
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
                None => self.read_word(),
            },
        };
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
                0..=0x1f | 0x7f.. => foreign_space_end(self.text, self.at).is_some(),
                byte => punctuation(byte).is_some(),
            };
            if ends {
                break;
            }
            self.at += 1;
        }
        match self.text.get(start..self.at).unwrap_or_default() {
            "true" => TokenKind::True,
            "false" => TokenKind::False,
            "null" => TokenKind::Null,
            _ if number_end(self.bytes, start) == Some(self.at) => TokenKind::Number,
            _ => TokenKind::Word,
        }
    }

    fn read_string(&mut self, quote: u8, side: &mut String) -> TokenKind {
        let open = self.at;
        self.at += 1;
        let mut content = Content {
            start: self.at,
            from: self.at,
            side: None,
            flags: 0,
        };
        loop {
            self.at = match quote {
                b'"' => plain_end(self.bytes, self.at),
                _ => single_quoted_plain_end(self.bytes, self.at),
            };
            match self.byte() {
                Some(byte) if byte == quote => break,
                None | Some(b'\n' | b'\r') => {
                    content.flags |= node::BROKEN | node::SPAN;
                    self.report_unclosed_string(open);
                    return content.finish(self.text, self.at, side);
                }
                Some(b'\\') => self.read_escape(&mut content, side),
                Some(byte) => {
                    if byte < b' ' {
                        content.flags |= node::BROKEN;
                        self.report_control_character();
                    }
                    self.at += 1;
                }
            }
        }
        let kind = content.finish(self.text, self.at, side);
        self.at += 1;
        if quote == b'\'' {
            let span = self.span_from(open);
            self.faults.report(|| {
                SyntaxFault::new(
                    span,
                    "expected a string in double quotes, found single quotes",
                )
                .help("use `\"`")
            });
            if let TokenKind::String(head, start, length) = kind {
                return TokenKind::String(head | node::SPAN, start, length);
            }
        }
        kind
    }

    fn report_unclosed_string(&mut self, open: usize) {
        let span = self.span_from(open);
        let found = match self.byte() {
            None => "the end of the input",
            Some(_) => "the end of the line",
        };
        self.faults.report(|| {
            SyntaxFault::new(
                span,
                format!("expected `\"` to end this string, found {found}"),
            )
            .help("close the string with `\"`")
        });
    }

    fn report_control_character(&mut self) {
        let span = Span::new(self.at as u32, self.at as u32 + 1);
        let tab = self.byte() == Some(b'\t');
        self.faults.report(|| {
            let fault = SyntaxFault::new(span, "a control character in a string must be escaped");
            fault.help(if tab {
                "write `\\t` for a tab"
            } else {
                "remove it, or write it as `\\u` and four hexadecimal digits"
            })
        });
    }

    fn read_escape(&mut self, content: &mut Content, side: &mut String) {
        content.copy_to_side(self.text, self.at, side);
        let start = self.at;
        let (c, length, fault) = match escape(self.bytes, self.at) {
            Escape::Char(c, length) => (Some(c), length, None),
            Escape::Half(length) => (
                Some(char::REPLACEMENT_CHARACTER),
                length,
                Some((
                    "half of a surrogate pair is not a character",
                    "escape both halves, or write the character itself",
                )),
            ),
            Escape::BadHex(length) => (
                None,
                length,
                Some((
                    "expected four hexadecimal digits after `\\u`",
                    "write `\\u00e9`, or `\\\\` for a backslash",
                )),
            ),
            Escape::Unknown(length) => (
                None,
                length,
                Some((
                    "expected one of `\" \\ / b f n r t u` after `\\`",
                    "write `\\\\` for a backslash",
                )),
            ),
        };
        self.at += length;
        content.from = self.at;
        side.extend(c);
        if let Some((message, help)) = fault {
            let is_reported = content.flags & node::BROKEN != 0;
            // After half of a surrogate pair the end of the string is still certain, unlike after an invalid escape.
            match c {
                Some(_) if !is_reported => content.flags |= node::BROKEN | node::SURROGATE,
                Some(_) => {}
                None => content.flags = content.flags & !node::SURROGATE | node::BROKEN,
            }
            if is_reported {
                return;
            }
            let span = self.span_from(start);
            if c.is_some() {
                let fault = SyntaxFault::new(span, message)
                    .with_code(&INVALID_UNICODE)
                    .help(help);
                self.faults.report_always(|| fault);
            } else {
                self.faults
                    .report(|| SyntaxFault::new(span, message).help(help));
            }
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

/// The content of a string that is being read: a slice of the text, or the end of the side arena.
struct Content {
    start: usize,
    /// The start of the part that is not in the side arena yet.
    from: usize,
    /// Where the content starts in the side arena; `None` without escapes.
    side: Option<usize>,
    flags: u32,
}

impl Content {
    /// Appends the part of the text up to `end` that is not in the side arena yet.
    fn copy_to_side(&mut self, text: &str, end: usize, side: &mut String) {
        self.side.get_or_insert(side.len());
        side.push_str(text.get(self.from..end).unwrap_or_default());
        self.from = end;
    }

    fn finish(mut self, text: &str, end: usize, side: &mut String) -> TokenKind {
        let head = node::STRING | self.flags;
        if self.side.is_some() {
            self.copy_to_side(text, end, side);
        }
        match self.side {
            Some(start) => {
                let length = side.len() - start;
                let head = head | node::SIDE | node::SPAN;
                TokenKind::String(head, start as u32, length as u32)
            }
            None => TokenKind::String(head, self.start as u32, (end - self.start) as u32),
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

fn single_quoted_plain_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'\'' | b'\\' | 0..=0x1f);
    at + rest.iter().position(ends).unwrap_or(rest.len())
}
