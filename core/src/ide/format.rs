//! Formatting of JSON: indentation, line breaks and spaces. Comments are kept.

use super::Analysis;
use crate::document::json::comment_end;
use crate::document::text_edit::{Style, TextEdit};
use crate::document::{Document, Kind};
use crate::json_text::plain_end;
use crate::span::{NodeId, Span};

/// What a line is indented with, for each object or array around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indentation {
    /// A number of spaces.
    Spaces(u32),
    /// A tab.
    Tab,
}

/// An object or array with more characters than this, without white space, gets a line for each member.
const MAX_INLINE: usize = 80;

impl Analysis<'_> {
    /// The edits that format a JSON text. They change only white space, and there are none if the text has syntax errors.
    ///
    /// An object or array gets a line for each member if it contains a line break or is long.
    pub fn format(&self, indentation: Indentation) -> Vec<TextEdit> {
        if self.has_syntax_errors || self.document.is_yaml() {
            return Vec::new();
        }
        let document = &self.document;
        let text = document.text();
        let unit = match indentation {
            Indentation::Spaces(count) => " ".repeat(count as usize),
            Indentation::Tab => "\t".to_owned(),
        };
        let mut formatter = Formatter {
            text,
            unit,
            line_break: Style::detect(document).line_break,
            open: Vec::new(),
            edits: Vec::new(),
        };
        let containers = (0..document.node_count() as u32).map(NodeId);
        let mut containers = containers
            .filter(|id| matches!(document.kind(*id), Kind::Object | Kind::Array))
            .map(|id| id == Document::ROOT || needs_lines(text, self.span(id)));
        let mut before = Token {
            kind: TokenKind::Start,
            end: if text.starts_with('\u{feff}') { 3 } else { 0 },
        };
        while let Some((start, token)) = next_token(text, before.end) {
            if token.kind == TokenKind::Closer {
                formatter.space(before, start, token.kind);
                formatter.open.pop();
            } else {
                formatter.space(before, start, token.kind);
            }
            if token.kind == TokenKind::Opener {
                formatter.open.push(containers.next().unwrap_or_default());
            }
            before = token;
        }
        formatter.space(before, text.len(), TokenKind::End);
        formatter.edits
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Start,
    Opener,
    Closer,
    Comma,
    Colon,
    Scalar,
    LineComment,
    BlockComment,
    End,
}

#[derive(Clone, Copy)]
struct Token {
    kind: TokenKind,
    end: usize,
}

struct Formatter<'t> {
    text: &'t str,
    unit: String,
    line_break: &'static str,
    /// For each open object and array, whether each of its members has a line.
    open: Vec<bool>,
    edits: Vec<TextEdit>,
}

impl Formatter<'_> {
    /// Corrects the white space between two tokens.
    fn space(&mut self, before: Token, start: usize, next: TokenKind) {
        let written = self.text.get(before.end..start).unwrap_or_default();
        let breaks = count_line_breaks(written);
        let has_lines = self.open.last().copied().unwrap_or(true);
        let wanted = match (before.kind, next) {
            (TokenKind::Start, _) => String::new(),
            (_, TokenKind::End) => self.line_break.repeat(breaks.min(1)),
            (TokenKind::LineComment, _) => self.line(breaks, before.kind, next),
            (_, TokenKind::LineComment | TokenKind::BlockComment) if breaks > 0 => {
                self.line(breaks, before.kind, next)
            }
            (
                TokenKind::BlockComment,
                TokenKind::Scalar | TokenKind::Opener | TokenKind::Closer,
            ) if breaks > 0 => self.line(breaks, before.kind, next),
            (_, TokenKind::LineComment | TokenKind::BlockComment) => " ".to_owned(),
            (TokenKind::Opener, TokenKind::Closer) => String::new(),
            (_, TokenKind::Comma | TokenKind::Colon) => String::new(),
            (TokenKind::Comma | TokenKind::Opener, _) | (_, TokenKind::Closer) if has_lines => {
                self.line(breaks, before.kind, next)
            }
            (TokenKind::Opener, _) | (_, TokenKind::Closer) => String::new(),
            _ => " ".to_owned(),
        };
        if wanted != written {
            let span = Span::new(before.end as u32, start as u32);
            self.edits.push(TextEdit { span, text: wanted });
        }
    }

    /// A line break and the indentation of the next line. One empty line is kept between two members.
    fn line(&self, breaks: usize, before: TokenKind, next: TokenKind) -> String {
        let is_edge = before == TokenKind::Opener || next == TokenKind::Closer;
        let lines = if is_edge { 1 } else { breaks.clamp(1, 2) };
        let depth = self.open.len() - usize::from(next == TokenKind::Closer);
        self.line_break.repeat(lines) + &self.unit.repeat(depth)
    }
}

/// The next token and its start.
fn next_token(text: &str, at: usize) -> Option<(usize, Token)> {
    let bytes = text.as_bytes();
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let start = at + bytes.get(at..)?.iter().position(|byte| !is_space(byte))?;
    let (kind, end) = match *bytes.get(start)? {
        b'{' | b'[' => (TokenKind::Opener, start + 1),
        b'}' | b']' => (TokenKind::Closer, start + 1),
        b',' => (TokenKind::Comma, start + 1),
        b':' => (TokenKind::Colon, start + 1),
        b'"' => (TokenKind::Scalar, string_end(bytes, start + 1)),
        _ => match comment_end(bytes, start) {
            Some((end, _)) if bytes.get(start + 1) == Some(&b'*') => (TokenKind::BlockComment, end),
            Some((end, _)) => (TokenKind::LineComment, end),
            None => {
                let rest = bytes.get(start..).unwrap_or_default();
                let is_end = |byte: &u8| is_space(byte) || b",:]}/".contains(byte);
                let length = rest.iter().position(is_end).unwrap_or(rest.len());
                (TokenKind::Scalar, start + length.max(1))
            }
        },
    };
    Some((start, Token { kind, end }))
}

/// The end of a string, after its last quote.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') => return at + 1,
            Some(_) => at += 1,
            None => return at.min(bytes.len()),
        }
    }
}

/// Whether each member of an object or array gets a line.
fn needs_lines(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes().get(span.range()).unwrap_or_default();
    let mut written = 0;
    bytes.iter().any(|byte| {
        written += usize::from(!byte.is_ascii_whitespace());
        matches!(byte, b'\n' | b'\r') || written > MAX_INLINE
    })
}

fn count_line_breaks(blank: &str) -> usize {
    let is_lone = |(at, _): &(usize, &str)| {
        !blank
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with('\n'))
    };
    blank.matches('\n').count() + blank.match_indices('\r').filter(is_lone).count()
}
