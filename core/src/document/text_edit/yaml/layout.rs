//! The lines and comments of a YAML text.

use crate::document::text_edit::style::{Style, line_break_length};

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Style<'_> {
    pub(super) fn byte(&self, at: u32) -> Option<u8> {
        self.text.as_bytes().get(at as usize).copied()
    }

    /// The start of the line that contains `at`.
    pub(super) fn line_start(&self, at: u32) -> u32 {
        let before = self.text_before(at);
        match before.rfind(['\n', '\r']) {
            Some(line_break) => line_break as u32 + 1,
            None if before.starts_with(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len_utf8() as u32,
            None => 0,
        }
    }

    /// The end of the line that contains `at`, before its line break.
    pub(super) fn line_end(&self, at: u32) -> u32 {
        let after = self.text_after(at);
        at + after.find(['\n', '\r']).unwrap_or(after.len()) as u32
    }

    /// The end of the line before the one that starts at `line_start`; `None` on the first line.
    pub(super) fn end_of_line_before(&self, line_start: u32) -> Option<u32> {
        let before = self.text_before(line_start);
        let line_break = match before {
            _ if before.ends_with("\r\n") => 2,
            _ if before.ends_with(['\n', '\r']) => 1,
            _ => return None,
        };
        Some(line_start - line_break)
    }

    /// The start of the next line, if `at` is the end of a line; otherwise `at`.
    pub(super) fn after_line_break(&self, at: u32) -> u32 {
        at + line_break_length(self.text_after(at))
    }

    pub(super) fn text_between(&self, start: u32, end: u32) -> &str {
        self.text
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The number of characters before `at` on its line. Only white space and indicators come before a block collection.
    pub(super) fn column(&self, at: u32) -> u32 {
        at - self.line_start(at)
    }

    /// Whether only white space comes before `at` on its line.
    pub(super) fn is_first_on_line(&self, at: u32) -> bool {
        self.is_blank(self.line_start(at), at)
    }

    /// The position after the spaces and tabs that follow `at`.
    pub(super) fn after_spaces(&self, at: u32) -> u32 {
        let after = self.text_after(at);
        at + (after.len() - after.trim_start_matches([' ', '\t']).len()) as u32
    }

    /// The position of the spaces and tabs before `at`.
    pub(super) fn before_spaces(&self, at: u32) -> u32 {
        let before = self.text_before(at);
        before.trim_end_matches([' ', '\t']).len() as u32
    }

    /// The position after the white space and line breaks that follow `at`.
    pub(super) fn after_white_space(&self, at: u32) -> u32 {
        let after = self.text_after(at);
        let rest = after.trim_start_matches([' ', '\t', '\n', '\r']);
        at + (after.len() - rest.len()) as u32
    }

    /// The position after the white space, line breaks and comments that follow `at`.
    pub(super) fn after_comments(&self, mut at: u32) -> u32 {
        loop {
            at = self.after_white_space(at);
            let before = self.text_before(at);
            let is_separated = before.is_empty() || before.ends_with([' ', '\t', '\n', '\r']);
            if self.byte(at) != Some(b'#') || !is_separated {
                return at;
            }
            at = self.line_end(at);
        }
    }

    /// The end of the characters after `at` that are not white space.
    pub(super) fn word_end(&self, at: u32) -> u32 {
        let after = self.text_after(at);
        at + after.find([' ', '\t', '\n', '\r']).unwrap_or(after.len()) as u32
    }

    /// The comment after `at` on the same line; `None` if the line ends there.
    pub(super) fn comment_after(&self, at: u32) -> Option<u32> {
        let comment = self.after_spaces(at);
        (self.byte(comment) == Some(b'#') && comment > at).then_some(comment)
    }

    /// Lines with an indentation, each after a line break.
    pub(super) fn indented<'l>(
        &self,
        lines: impl IntoIterator<Item = &'l str>,
        column: u32,
    ) -> String {
        let mut out = String::new();
        for line in lines {
            out.push_str(self.line_break);
            if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', column as usize));
                out.push_str(line);
            }
        }
        out
    }
}
