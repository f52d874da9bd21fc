//! Reads strings in double or single quotes.

use super::{Expected, Lexer, TokenKind};
use crate::document::json::lexical::{Escape, escape};
use crate::document::json::syntax_faults::{Group, SyntaxFault};
use crate::document::limits::INVALID_UNICODE;
use crate::document::node;
use crate::fix::Edit;
use crate::json_text::plain_end;
use crate::span::Span;

impl Lexer<'_> {
    pub(super) fn read_string(&mut self, quote: u8, side: &mut String) -> TokenKind {
        if let Some(kind) = self.doubled_quotes(quote) {
            return kind;
        }
        let open = self.at;
        self.at += 1;
        let mut content = Content::new(self.at);
        // Where a string over several lines ends.
        let mut last_line = 0;
        loop {
            self.at = match quote {
                b'"' => plain_end(self.bytes, self.at),
                _ => single_quoted_plain_end(self.bytes, self.at),
            };
            match self.byte() {
                Some(byte) if byte == quote => break,
                Some(b'\n' | b'\r') => {
                    if self.at >= last_line {
                        match self.string_end_in_later_line(quote) {
                            Some(end) => last_line = end,
                            None => return self.unclosed_string(quote, open, content, side),
                        }
                    }
                    content.flags |= node::BROKEN;
                    self.skip_line_break_in_string();
                }
                None => return self.unclosed_string(quote, open, content, side),
                Some(b'\\') => self.read_escape(quote, &mut content, side),
                Some(byte) => {
                    if byte < b' ' {
                        content.flags |= node::BROKEN;
                        self.report_control_character();
                    } else if byte == b'"' {
                        let at = Span::new(self.at as u32, self.at as u32);
                        content.edits.push(Edit::replace(at, "\\"));
                    }
                    self.at += 1;
                }
            }
        }
        if quote == b'"' && content.side.is_none() {
            self.at += 1;
            let is_key = self.expected == Expected::Key && !self.colon_follows();
            self.at -= 1;
            if is_key && let Some(kind) = self.key_without_closing_quote(open) {
                return kind;
            }
        }
        let edits = std::mem::take(&mut content.edits);
        let kind = content.finish(self.text, self.at, side);
        self.at += 1;
        if quote == b'\'' {
            let span = self.span_from(open);
            self.report_quotes(span, 1, 1, "single quotes", edits);
            if let TokenKind::String(head, start, length) = kind {
                return TokenKind::String(head | node::SPAN, start, length);
            }
        }
        kind
    }

    /// Reports a string in quotes that JSON doesn't have. `open` and `close` are the lengths of its quotes in bytes.
    pub(super) fn report_quotes(
        &mut self,
        span: Span,
        open: u32,
        close: u32,
        found: &str,
        edits: Vec<Edit>,
    ) {
        let opener = Span::new(span.start, span.start + open);
        let closer = Span::new(span.end - close, span.end);
        let what = match self.expected {
            Expected::Key => "a key",
            _ => "a string",
        };
        let text = self.text;
        let quotes = [opener, closer]
            .into_iter()
            .filter(|quote| text.get(quote.range()) != Some("\""))
            .map(|quote| Edit::replace(quote, "\""));
        let fault = SyntaxFault::new(
            span,
            format!("expected {what} in double quotes, found {found}"),
        )
        .help("use `\"`")
        .safe_fix(quotes.chain(edits));
        self.faults.report_in_group(Group::Quotes, || fault);
    }

    /// If the string at the current line break goes on in later lines: the position of its closing quote.
    fn string_end_in_later_line(&self, quote: u8) -> Option<usize> {
        let rest = self.bytes.get(self.at..).filter(|_| quote == b'"')?;
        let length = rest.iter().position(|byte| *byte == b'"')?;
        let (end, between) = (self.at + length, self.text.get(self.at..self.at + length)?);
        let is_structure = between.contains([':', '{', '}']);
        (!is_structure && self.is_delimiter(end + 1)).then_some(end)
    }

    fn skip_line_break_in_string(&mut self) {
        let start = self.at;
        let is_crlf = self.bytes.get(start..start + 2) == Some(b"\r\n");
        self.at += if is_crlf { 2 } else { 1 };
        let span = self.span_from(start);
        self.faults.report_in_group(Group::ControlCharacters, || {
            SyntaxFault::new(span, "a line break in a string must be escaped")
                .help("write `\\n` for a line break")
                .risky_fix([Edit::replace(span, "\\n")])
        });
    }

    /// Ends a string without a closing quote before the end of its line.
    fn unclosed_string(
        &mut self,
        quote: u8,
        open: usize,
        mut content: Content,
        side: &mut String,
    ) -> TokenKind {
        let end = self.at;
        if let Some(kind) = self.string_with_other_closer(open, &content) {
            return kind;
        }
        if self.expected == Expected::Key
            && content.side.is_none()
            && let Some(kind) = self.key_without_closing_quote(open)
        {
            return kind;
        }
        content.flags |= node::BROKEN | node::SPAN;
        let line = self.text.get(open..end).unwrap_or_default();
        let inner = match self.byte() {
            Some(_) => line.trim_end_matches([' ', '\t', ',', '}', ']']),
            None => line,
        };
        // Punctuation at the end of the line most likely follows the string.
        let inner = if inner.len() > 1 { inner } else { line };
        let point = (open + inner.len()) as u32;
        self.at = end;
        let span = self.span_from(open);
        let found = match self.byte() {
            None => "the end of the input",
            Some(_) => "the end of the line",
        };
        let is_line = self.byte().is_some() && quote == b'"';
        self.faults.report(|| {
            SyntaxFault::new(
                span,
                format!("expected `\"` to end this string, found {found}"),
            )
            .help("close the string with `\"`")
            .risky_fix(is_line.then(|| Edit::replace(Span::new(point, point), "\"")))
        });
        if is_line && content.from <= point as usize {
            self.at = point as usize;
        }
        content.finish(self.text, self.at, side)
    }

    fn report_control_character(&mut self) {
        let span = Span::new(self.at as u32, self.at as u32 + 1);
        let tab = self.byte() == Some(b'\t');
        let byte = self.byte().unwrap_or_default();
        self.faults.report_in_group(Group::ControlCharacters, || {
            let fault = SyntaxFault::new(span, "a control character in a string must be escaped");
            match tab {
                true => fault
                    .help("write `\\t` for a tab")
                    .safe_fix([Edit::replace(span, "\\t")]),
                false => fault
                    .help("remove it, or write it as `\\u` and four hexadecimal digits")
                    .risky_fix([Edit::replace(span, format!("\\u{byte:04x}"))]),
            }
        });
    }

    fn read_escape(&mut self, quote: u8, content: &mut Content, side: &mut String) {
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
        if quote == b'\'' && self.bytes.get(self.at + 1) == Some(&b'\'') {
            // Between double quotes, a single quote is not escaped.
            content
                .edits
                .push(Edit::replace(Span::new(start as u32, start as u32 + 1), ""));
            self.at += 2;
            content.from = self.at;
            side.push('\'');
            return;
        }
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
            let span = self.span_from(start);
            let backslash = Edit::replace(Span::new(span.start, span.start), "\\");
            if is_reported {
                if c.is_none() {
                    self.faults.add_edits_to_last([backslash]);
                }
                return;
            }
            if c.is_some() {
                let fault = SyntaxFault::new(span, message)
                    .with_code(&INVALID_UNICODE)
                    .help(help);
                self.faults.report_always(|| fault);
            } else {
                self.faults.report(|| {
                    let fault = SyntaxFault::new(span, message).help(help);
                    fault.risky_fix([backslash])
                });
            }
        }
    }
}

/// The content of a string that is being read: a slice of the text, or the end of the side arena.
pub(super) struct Content {
    start: usize,
    /// The start of the part that is not in the side arena yet.
    from: usize,
    /// Where the content starts in the side arena; `None` without escapes.
    side: Option<usize>,
    flags: u32,
    /// The edits that its content needs between double quotes.
    edits: Vec<Edit>,
}

impl Content {
    pub(super) fn has_escapes(&self) -> bool {
        self.side.is_some()
    }

    pub(super) fn new(start: usize) -> Self {
        Self {
            start,
            from: start,
            side: None,
            flags: 0,
            edits: Vec::new(),
        }
    }

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

fn single_quoted_plain_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| matches!(byte, b'\'' | b'"' | b'\\' | 0..=0x1f);
    at + rest.iter().position(ends).unwrap_or(rest.len())
}
