//! A text, and how it is laid out: what is written into it looks like the rest.

use crate::document::json::{comment_end, foreign_space_end};
use crate::span::Span;

/// A text, and what is found out about its layout once, for all edits: each of these may stand at its end.
pub(super) struct Style<'t> {
    text: &'t str,
    /// Whether a blank follows the first colon outside of a string, or there is none.
    pub(super) has_spaces: bool,
    /// What the first line ends with.
    pub(super) line_end: &'static str,
    /// The indentation of the first line that has one.
    pub(super) unit: &'t str,
}

impl<'t> Style<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            has_spaces: has_spaces(text),
            line_end: line_end(text),
            unit: unit(text),
        }
    }

    /// What stands between a key and its value.
    pub(super) fn colon(&self) -> &'static str {
        if self.has_spaces { ": " } else { ":" }
    }

    /// Compact JSON with a space after each comma and colon, if the text has them.
    pub(super) fn spaced(&self, value: &str) -> String {
        if !self.has_spaces {
            return value.to_owned();
        }
        let mut out = String::with_capacity(value.len() + 8);
        let (mut quoted, mut escaped) = (false, false);
        let mut chars = value.chars().peekable();
        while let Some(c) = chars.next() {
            out.push(c);
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                ',' | ':' if !quoted && chars.peek() != Some(&' ') => out.push(' '),
                _ => {}
            }
        }
        out
    }

    fn before(&self, at: u32) -> &'t str {
        self.text.get(..at as usize).unwrap_or_default()
    }

    fn after(&self, at: u32) -> &'t str {
        self.text.get(at as usize..).unwrap_or_default()
    }

    pub(super) fn is_blank(&self, start: u32, end: u32) -> bool {
        let between = self.text.get(start as usize..end as usize);
        between.is_some_and(|text| text.trim_matches([' ', '\t', '\n', '\r']).is_empty())
    }

    pub(super) fn starts_line(&self, at: u32) -> bool {
        // Not by way of the whole line, which may be the whole text.
        let before = self.before(at).trim_end_matches([' ', '\t']);
        before.ends_with(['\n', '\r'])
    }

    /// The white space that the line of `at` starts with.
    pub(super) fn indent(&self, at: u32) -> &'t str {
        let before = self.before(at);
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        indent(line)
    }

    pub(super) fn has_line_end(&self, span: Span) -> bool {
        let text = self.text.get(span.range()).unwrap_or_default();
        text.contains(['\n', '\r'])
    }

    pub(super) fn comma_after(&self, at: u32) -> Option<u32> {
        let bytes = self.text.as_bytes();
        let mut at = at as usize;
        loop {
            match bytes.get(at)? {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b',' => return Some(at as u32),
                _ => match comment_end(bytes, at) {
                    Some((end, _)) => at = end,
                    None => at = foreign_space_end(self.text, at)?,
                },
            }
        }
    }

    /// The end of the last comment before whatever comes behind `at`; `at` if there is none. Comments that stand
    /// together stay so: where JSON has none, they are one fault.
    pub(super) fn comments_end(&self, at: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let (mut end, mut comments) = (at as usize, at as usize);
        while let Some(byte) = bytes.get(end) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => end += 1,
                _ => match (comment_end(bytes, end), foreign_space_end(self.text, end)) {
                    (Some((after, true)), _) => (end, comments) = (after, after),
                    (None, Some(after)) => end = after,
                    _ => break,
                },
            }
        }
        comments as u32
    }

    /// Bytes to be removed, with the line if it holds nothing else, or with the blanks behind them.
    pub(super) fn widen(&self, start: u32, end: u32) -> (u32, u32) {
        let behind = indent(self.after(end)).len() as u32;
        let line_end = match self.after(end + behind) {
            text if text.starts_with("\r\n") => 2,
            text if text.starts_with(['\n', '\r']) => 1,
            _ => 0,
        };
        match (self.starts_line(start), line_end) {
            (true, 1..) => {
                let indent = self.indent(start).len() as u32;
                (start - indent, end + behind + line_end)
            }
            (_, 1..) => (start, end),
            (_, 0) => (start, end + behind),
        }
    }
}

/// The blanks that a line starts with.
fn indent(line: &str) -> &str {
    let content = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - content.len()).unwrap_or_default()
}

fn unit(text: &str) -> &str {
    let mut indents = text.split(['\n', '\r']).map(indent);
    indents.find(|indent| !indent.is_empty()).unwrap_or("  ")
}

fn line_end(text: &str) -> &'static str {
    let rest = text.find(['\n', '\r']).and_then(|at| text.get(at..));
    match rest {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

fn has_spaces(text: &str) -> bool {
    let mut quoted = false;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if quoted => drop(bytes.next()),
            b'"' => quoted = !quoted,
            b':' if !quoted => return matches!(bytes.next(), Some(b' ' | b'\t' | b'\n' | b'\r')),
            _ => {}
        }
    }
    true
}
