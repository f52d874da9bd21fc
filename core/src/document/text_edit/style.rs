//! The style of a text, so that new parts are written like the rest.

#[cfg(feature = "yaml")]
use super::yaml;
use crate::document::Document;
use crate::document::json::{comment_end, foreign_space_end};
use crate::span::Span;

/// A text and its style. The style is detected once for all edits, since that may take a pass over the whole text.
pub(crate) struct Style<'t> {
    pub(super) text: &'t str,
    pub(super) is_yaml: bool,
    /// Whether white space follows the first colon outside a string. It is true if there is no colon.
    pub(super) has_spaces: bool,
    /// The line break at the end of the first line.
    pub(crate) line_break: &'static str,
    /// The indentation of the first indented line.
    pub(crate) indent_unit: &'t str,
    /// The number of spaces before a list inside an object, in YAML.
    #[cfg(feature = "yaml")]
    pub(crate) list_indent: u32,
}

impl<'t> Style<'t> {
    pub(crate) fn detect(document: &Document<'t>) -> Self {
        let text = document.text();
        let is_yaml = document.is_yaml();
        let style = Self {
            text,
            is_yaml,
            has_spaces: is_yaml || has_spaces(text),
            line_break: line_break(text),
            indent_unit: indent_unit(text),
            #[cfg(feature = "yaml")]
            list_indent: 0,
        };
        #[cfg(feature = "yaml")]
        if is_yaml {
            let (indent_unit, list_indent) = yaml::indentation(document, &style);
            return Self {
                indent_unit,
                list_indent,
                ..style
            };
        }
        style
    }

    /// The colon between a key and its value, with a space if the text has spaces.
    pub(super) fn colon(&self) -> &'static str {
        if self.has_spaces { ": " } else { ":" }
    }

    /// Compact JSON, with a space after each comma and colon if the text has spaces.
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

    pub(super) fn text_before(&self, at: u32) -> &'t str {
        self.text.get(..at as usize).unwrap_or_default()
    }

    pub(super) fn text_after(&self, at: u32) -> &'t str {
        self.text.get(at as usize..).unwrap_or_default()
    }

    /// Whether there is only white space from `start` up to `end`.
    pub(super) fn is_blank(&self, start: u32, end: u32) -> bool {
        let between = self.text.get(start as usize..end as usize);
        between.is_some_and(|text| text.trim_matches([' ', '\t', '\n', '\r']).is_empty())
    }

    /// Whether there is only white space before `at` on its line. It is false on the first line.
    pub(super) fn starts_line(&self, at: u32) -> bool {
        // This doesn't look at the whole line, which may be the whole text.
        let before = self.text_before(at).trim_end_matches([' ', '\t']);
        before.ends_with(['\n', '\r'])
    }

    /// The indentation of the line that contains `at`.
    pub(super) fn indent(&self, at: u32) -> &'t str {
        let before = self.text_before(at);
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        indent(line)
    }

    pub(super) fn has_line_break(&self, span: Span) -> bool {
        let text = self.text.get(span.range()).unwrap_or_default();
        text.contains(['\n', '\r'])
    }

    /// The position of the comma after `at`, if only white space and comments come before it.
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

    /// The end of the last of the comments that follow `at`; `at` if there are none. An insertion there doesn't
    /// separate comments that follow each other: if comments are not allowed, such comments are reported as one error.
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

    /// Widens a range that is to be removed: to the whole line if the line has nothing else, otherwise by the spaces
    /// after it, unless the line ends there.
    pub(super) fn widen_removal(&self, start: u32, end: u32) -> (u32, u32) {
        let spaces_after = indent(self.text_after(end)).len() as u32;
        let line_break = line_break_length(self.text_after(end + spaces_after));
        match (self.starts_line(start), line_break) {
            (true, 1..) => {
                let indent = self.indent(start).len() as u32;
                (start - indent, end + spaces_after + line_break)
            }
            (_, 1..) => (start, end),
            // In YAML, a comment must follow white space.
            _ if self.is_yaml && self.text_after(end + spaces_after).starts_with('#') => {
                (start, end)
            }
            (_, 0) => (start, end + spaces_after),
        }
    }
}

/// The length of the line break at the start of a text; 0 if there is none.
pub(super) fn line_break_length(text: &str) -> u32 {
    match text {
        _ if text.starts_with("\r\n") => 2,
        _ if text.starts_with(['\n', '\r']) => 1,
        _ => 0,
    }
}

/// The spaces and tabs at the start of a line.
fn indent(line: &str) -> &str {
    let content = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - content.len()).unwrap_or_default()
}

fn indent_unit(text: &str) -> &str {
    let mut indents = text.split(['\n', '\r']).map(indent);
    indents.find(|indent| !indent.is_empty()).unwrap_or("  ")
}

fn line_break(text: &str) -> &'static str {
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
