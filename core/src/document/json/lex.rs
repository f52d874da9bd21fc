//! Text into tokens, for the reading that recovers: whatever stands there is some token.

use super::chars::{Escape, comment_end, escape, foreign_space_end, number_end};
use super::faults::{Fault, Faults};
use crate::document::limits::INVALID_UNICODE;
use crate::document::node;
use crate::json_text::plain_end;
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `{` or `[`: `node::OBJECT` or `node::ARRAY`.
    Open(u32),
    /// `}` or `]`.
    Close(u32),
    Comma,
    Colon,
    /// Its node: head, and the start and length of the content.
    String(u32, u32, u32),
    Number,
    True,
    False,
    Null,
    /// Anything else up to the next delimiter.
    Word,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) shape: Shape,
    pub(super) span: Span,
    /// Whether it is the first one on its line.
    pub(super) first: bool,
    /// How far its line is indented, in characters.
    pub(super) indent: u32,
}

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) relaxed: bool,
    pub(super) first: bool,
    pub(super) indent: u32,
    /// A comment that may not be there was reported, and no token came since.
    pub(super) commented: bool,
    pub(super) faults: Faults,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str, start: usize, relaxed: bool, faults: Faults) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: start,
            relaxed,
            first: true,
            indent: 0,
            commented: false,
            faults,
        }
    }

    pub(super) fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next token; text that has to be unescaped goes to `side`.
    pub(super) fn next(&mut self, side: &mut String) -> Token {
        self.trivia();
        self.commented = false;
        let start = self.at;
        let (first, indent) = (std::mem::take(&mut self.first), self.indent);
        let shape = match self.byte() {
            None => Shape::End,
            Some(quote @ (b'"' | b'\'')) => self.string(quote, side),
            Some(byte) => match punctuation(byte) {
                Some(shape) => {
                    self.at += 1;
                    shape
                }
                None => self.word(),
            },
        };
        Token {
            shape,
            span: self.span_from(start),
            first,
            indent,
        }
    }

    fn word(&mut self) -> Shape {
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
            "true" => Shape::True,
            "false" => Shape::False,
            "null" => Shape::Null,
            _ if number_end(self.bytes, start) == Some(self.at) => Shape::Number,
            _ => Shape::Word,
        }
    }

    fn string(&mut self, quote: u8, side: &mut String) -> Shape {
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
                _ => single_plain_end(self.bytes, self.at),
            };
            match self.byte() {
                Some(byte) if byte == quote => break,
                None | Some(b'\n' | b'\r') => {
                    content.flags |= node::BROKEN | node::SPAN;
                    self.unclosed(open);
                    return content.end(self.text, self.at, side);
                }
                Some(b'\\') => self.escape(&mut content, side),
                Some(byte) => {
                    if byte < b' ' {
                        content.flags |= node::BROKEN;
                        self.control();
                    }
                    self.at += 1;
                }
            }
        }
        let shape = content.end(self.text, self.at, side);
        self.at += 1;
        if quote == b'\'' {
            let span = self.span_from(open);
            self.faults.report(|| {
                Fault::new(
                    span,
                    "expected a string in double quotes, found single quotes",
                )
                .help("use `\"`")
            });
            if let Shape::String(head, start, length) = shape {
                return Shape::String(head | node::SPAN, start, length);
            }
        }
        shape
    }

    fn unclosed(&mut self, open: usize) {
        let span = self.span_from(open);
        let found = match self.byte() {
            None => "the end of the input",
            Some(_) => "the end of the line",
        };
        self.faults.report(|| {
            Fault::new(
                span,
                format!("expected `\"` to end this string, found {found}"),
            )
            .help("close the string with `\"`")
        });
    }

    fn control(&mut self) {
        let span = Span::new(self.at as u32, self.at as u32 + 1);
        let tab = self.byte() == Some(b'\t');
        self.faults.report(|| {
            let fault = Fault::new(span, "a control character in a string must be escaped");
            fault.help(if tab {
                "write `\\t` for a tab"
            } else {
                "remove it, or write it as `\\u` and four hexadecimal digits"
            })
        });
    }

    fn escape(&mut self, content: &mut Content, side: &mut String) {
        content.spill(self.text, self.at, side);
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
            let reported = content.flags & node::BROKEN != 0;
            // Half of a pair leaves no doubt about where the text ends, other faults do.
            match c {
                Some(_) if !reported => content.flags |= node::BROKEN | node::SURROGATE,
                Some(_) => {}
                None => content.flags = content.flags & !node::SURROGATE | node::BROKEN,
            }
            if reported {
                return;
            }
            let span = self.span_from(start);
            if c.is_some() {
                let fault = Fault::new(span, message).of(&INVALID_UNICODE).help(help);
                self.faults.note(|| fault);
            } else {
                self.faults.report(|| Fault::new(span, message).help(help));
            }
        }
    }

    /// Skips the rest of a container whose opener has just been read.
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

/// The content of a string while it is read: a slice of the text, or a part of the side arena.
struct Content {
    start: usize,
    /// What is not in the side arena yet.
    from: usize,
    side: Option<usize>,
    flags: u32,
}

impl Content {
    fn spill(&mut self, text: &str, end: usize, side: &mut String) {
        self.side.get_or_insert(side.len());
        side.push_str(text.get(self.from..end).unwrap_or_default());
        self.from = end;
    }

    fn end(mut self, text: &str, end: usize, side: &mut String) -> Shape {
        let head = node::STRING | self.flags;
        if self.side.is_some() {
            self.spill(text, end, side);
        }
        match self.side {
            Some(start) => {
                let length = side.len() - start;
                let head = head | node::SIDE | node::SPAN;
                Shape::String(head, start as u32, length as u32)
            }
            None => Shape::String(head, self.start as u32, (end - self.start) as u32),
        }
    }
}

fn punctuation(byte: u8) -> Option<Shape> {
    Some(match byte {
        b'{' => Shape::Open(node::OBJECT),
        b'[' => Shape::Open(node::ARRAY),
        b'}' => Shape::Close(node::OBJECT),
        b']' => Shape::Close(node::ARRAY),
        b',' => Shape::Comma,
        b':' => Shape::Colon,
        _ => return None,
    })
}

fn single_plain_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'\'' | b'\\' | 0..=0x1f);
    at + rest.iter().position(ends).unwrap_or(rest.len())
}
