//! Reads strings whose quotes are missing, doubled, or not those of JSON.

use super::strings::Content;
use super::{Expected, Lexer, TokenKind};
use crate::document::json::syntax_faults::SyntaxFault;
use crate::document::node;
use crate::fix::Edit;
use crate::span::Span;

/// What a quote that JSON doesn't have is called; `None` for other characters.
fn quote_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{201c}'..='\u{201f}' | '\u{2018}'..='\u{201b}' => "curly quotes",
        '«' | '»' | '‹' | '›' => "angled quotes",
        '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' => "corner brackets",
        '＂' | '＇' => "full-width quotes",
        '`' | '´' => "backticks",
        '\u{2032}' | '\u{2033}' => "prime marks",
        _ => return None,
    })
}

impl Lexer<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether no more than spaces and then a comma, colon, closing bracket or line end follow a position.
    pub(super) fn is_delimiter(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t', '\u{a0}']);
        let delimiters = [',', ':', '}', ']', ')', '\n', '\r', '：', '，', '、'];
        rest.is_empty()
            || rest.starts_with(delimiters)
            || rest.starts_with("//")
            || rest.starts_with("/*")
    }

    /// Whether only spaces follow a position in its line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with(['\n', '\r'])
    }

    /// Reads a string that begins with a quote of another kind, if it is closed in the same line.
    pub(super) fn read_string_in_other_quotes(&mut self) -> Option<TokenKind> {
        let open = self.at;
        let opener = self.char_at(open)?;
        let name = quote_name(opener)?;
        if open < self.unclosed_until {
            return None;
        }
        let start = open + opener.len_utf8();
        let rest = self.text.get(start..)?;
        let mut edits = Vec::new();
        for (offset, c) in rest.char_indices() {
            let (at, after) = (start + offset, start + offset + c.len_utf8());
            if matches!(c, '\n' | '\r') {
                self.unclosed_until = at;
                return None;
            }
            if (quote_name(c).is_some() || c == '"') && self.is_delimiter(after) {
                let has_escapes = self.text.get(start..at)?.contains('\\');
                let broken = if has_escapes { node::BROKEN } else { 0 };
                self.at = after;
                let span = self.span_from(open);
                self.report_quotes(
                    span,
                    (start - open) as u32,
                    c.len_utf8() as u32,
                    name,
                    edits,
                );
                let head = node::STRING | node::SPAN | broken;
                return Some(TokenKind::String(head, start as u32, (at - start) as u32));
            }
            if c == '"' {
                edits.push(Edit::replace(Span::new(at as u32, at as u32), "\\"));
            }
        }
        self.unclosed_until = self.bytes.len();
        None
    }

    /// A string that begins with `"` and ends with a quote of another kind.
    pub(super) fn string_with_other_closer(
        &mut self,
        open: usize,
        content: &Content,
    ) -> Option<TokenKind> {
        let line = self.text.get(open..self.at)?;
        if content.has_escapes() {
            return None;
        }
        let is_closer = |(offset, c): &(usize, char)| {
            (quote_name(*c).is_some() || matches!(c, '\'' | '"'))
                && self.is_delimiter(open + offset + c.len_utf8())
        };
        let (offset, c) = line.char_indices().skip(1).find(is_closer)?;
        let name = quote_name(c).unwrap_or("single quotes");
        self.at = open + offset + c.len_utf8();
        let span = self.span_from(open);
        self.report_quotes(span, 1, c.len_utf8() as u32, name, Vec::new());
        let head = node::STRING | node::SPAN;
        Some(TokenKind::String(head, open as u32 + 1, offset as u32 - 1))
    }

    /// A key whose closing quote is missing before its colon. The lexer is anywhere behind the key.
    pub(super) fn key_without_closing_quote(&mut self, open: usize) -> Option<TokenKind> {
        let inner = self.text.get(open + 1..self.at)?;
        let (key, _) = inner.split_once(':')?;
        let key = key.trim_end();
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
        if key.is_empty() || !key.chars().all(is_word) {
            return None;
        }
        let length = key.len();
        let span = self.span_from(open);
        self.at = open + 1 + length;
        let point = Span::new(self.at as u32, self.at as u32);
        self.faults.report(|| {
            SyntaxFault::new(span, "expected `\"` at the end of this key, found `:`")
                .help("close the key with `\"`")
                .risky_fix([Edit::replace(point, "\"")])
        });
        // What is read as a key may be a value.
        let head = node::STRING | node::SPAN | node::BROKEN;
        Some(TokenKind::String(head, open as u32 + 1, length as u32))
    }

    /// If a word ends at a closing quote, its opening quote is missing.
    pub(super) fn missing_opening_quote(&mut self, start: usize) -> Option<TokenKind> {
        let end = self.at;
        let is_quote = self.byte() == Some(b'"') && end > start && self.is_delimiter(end + 1);
        if !is_quote || self.text.get(start..end)?.contains(['\\', '\'']) {
            return None;
        }
        self.at += 1;
        let span = self.span_from(start);
        let point = Span::new(span.start, span.start);
        self.faults.report(|| {
            SyntaxFault::new(span, "expected `\"` at the start of this string")
                .help("open the string with `\"`")
                .risky_fix([Edit::replace(point, "\"")])
        });
        // What is read as a key may be the end of a value.
        let broken = match self.colon_follows() {
            true => node::BROKEN,
            false => 0,
        };
        let head = node::STRING | node::SPAN | broken;
        Some(TokenKind::String(head, start as u32, (end - start) as u32))
    }

    /// A string in two or three quotes at each end: `""execution""`.
    pub(super) fn doubled_quotes(&mut self, quote: u8) -> Option<TokenKind> {
        let open = self.at;
        let is_quote = |byte: &u8| *byte == quote;
        let rest = self.bytes.get(open..)?;
        let count = rest
            .iter()
            .take(4)
            .take_while(|byte| is_quote(byte))
            .count();
        if !matches!(count, 2 | 3) || count == 2 && self.is_delimiter(open + 2) {
            return None;
        }
        let start = open + count;
        let ends = |byte: &u8| is_quote(byte) || matches!(byte, b'\n' | b'\r' | b'\\');
        let length = self.bytes.get(start..)?.iter().position(ends)?;
        let (end, after) = (start + length, start + length + count);
        let is_closed = self.bytes.get(end..after)?.iter().all(is_quote);
        if length == 0 || !is_closed || !self.is_delimiter(after) {
            return None;
        }
        self.at = after;
        let span = self.span_from(open);
        let opener = Span::new(open as u32, start as u32);
        let closer = Span::new(end as u32, after as u32);
        self.faults.report(|| {
            SyntaxFault::new(
                span,
                "expected one quote at each end of this string, found several",
            )
            .help("keep one `\"` at each end")
            .risky_fix([opener, closer].map(|quotes| Edit::replace(quotes, "\"")))
        });
        self.faults.is_recovering = self.expected != Expected::Key;
        let head = node::STRING | node::SPAN;
        Some(TokenKind::String(head, start as u32, length as u32))
    }
}
