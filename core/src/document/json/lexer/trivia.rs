//! Skips what is between tokens: white space and comments, including those that JSON doesn't allow.

use super::Lexer;
use crate::document::json::lexical::{comment_end, foreign_space_end};
use crate::document::json::syntax_faults::{Group, SyntaxFault};
use crate::fix::Edit;
use crate::span::Span;

impl Lexer<'_> {
    /// Skips white space and comments before the next token, and reports those that are not allowed.
    pub(super) fn skip_trivia(&mut self) {
        while let Some(byte) = self.byte() {
            if let Some(end) = self.foreign_part_end(self.at) {
                let skipped = self.bytes.get(self.at..end).unwrap_or_default();
                if skipped.contains(&b'\n') {
                    (self.at_line_start, self.indent) = (true, 0);
                }
                self.at = end;
                continue;
            }
            match byte {
                b' ' | b'\t' => {
                    self.at += 1;
                    self.indent += u32::from(self.at_line_start);
                }
                b'\n' | b'\r' => {
                    self.at += 1;
                    (self.at_line_start, self.indent) = (true, 0);
                }
                _ => match comment_end(self.bytes, self.at) {
                    Some((end, is_closed)) => self.skip_comment(end, is_closed),
                    None => match foreign_space_end(self.text, self.at) {
                        Some(end) => self.skip_foreign_space(end),
                        None if self.at_line_start && self.is_diff_mark() => self.skip_diff_mark(),
                        None if self.at_line_start && byte == b'-' => match self.removed_lines() {
                            Some(end) => self.skip_removed_lines(end),
                            None => break,
                        },
                        None => break,
                    },
                },
            }
        }
    }

    /// The end of the part at a position that doesn't belong to the document.
    fn foreign_part_end(&self, at: usize) -> Option<usize> {
        if self.foreign_parts.is_empty() {
            return None;
        }
        let next = self
            .foreign_parts
            .partition_point(|part| (part.start as usize) < at);
        let part = self.foreign_parts.get(next)?;
        (part.start as usize == at && part.end > part.start).then_some(part.end as usize)
    }

    /// Whether this is the `+` at the start of a line of a diff.
    fn is_diff_mark(&self) -> bool {
        let next = self.bytes.get(self.at + 1);
        self.byte() == Some(b'+')
            && next.is_none_or(|next| {
                matches!(
                    next,
                    b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'{'..=b'}' | b'[' | b']'
                )
            })
    }

    /// The end of the lines of a diff that begin with `-` and are replaced by lines that begin with `+`.
    fn removed_lines(&self) -> Option<usize> {
        let rest = self.text.get(self.at..).filter(|_| self.indent == 0)?;
        let is_mark = |line: &str, mark: char| {
            line.strip_prefix(mark)
                .is_some_and(|line| line.starts_with([' ', '\t', '"', '{', '}', '[', ']']))
        };
        let mut end = self.at;
        for line in rest.split_inclusive('\n').take(20) {
            if is_mark(line, '+') {
                return (end > self.at).then_some(end);
            }
            if !is_mark(line, '-') {
                return None;
            }
            end += line.len();
        }
        None
    }

    fn skip_removed_lines(&mut self, end: usize) {
        let start = std::mem::replace(&mut self.at, end);
        let span = self.span_from(start);
        let place = Span::new(span.start, span.start + 1);
        self.faults.report_in_group(Group::DiffMarks, || {
            SyntaxFault::new(place, "this line begins with `-`, as in a diff")
                .help("remove the marks, and the lines that begin with `-`")
                .risky_fix([Edit::replace(span, "")])
        });
    }

    fn skip_diff_mark(&mut self) {
        let start = self.at;
        self.at += 1;
        let span = self.span_from(start);
        self.faults.report_in_group(Group::DiffMarks, || {
            SyntaxFault::new(span, "this line begins with `+`, as in a diff")
                .help("remove the `+`")
                .safe_fix([Edit::replace(span, "")])
        });
    }

    /// Skips and reports Unicode white space and invisible characters. They often get into a text from web pages and
    /// word processors.
    fn skip_foreign_space(&mut self, mut end: usize) {
        let start = self.at;
        let c = self.text.get(start..).and_then(|text| text.chars().next());
        while let Some(more) = foreign_space_end(self.text, end) {
            end = more;
        }
        self.at = end;
        self.indent += u32::from(self.at_line_start);
        let span = self.span_from(start);
        let text = self.text.get(span.range()).unwrap_or_default();
        self.faults.report_in_group(Group::Spaces, || {
            let code = u32::from(c.unwrap_or_default());
            let spaces = text.chars().filter(|c| c.is_whitespace()).count();
            SyntaxFault::new(span, format!("U+{code:04X} is not whitespace in JSON"))
                .help("remove it, or use a plain space")
                .safe_fix([Edit::replace(span, " ".repeat(spaces))])
        });
    }

    fn skip_comment(&mut self, end: usize, is_closed: bool) {
        let start = std::mem::replace(&mut self.at, end);
        let span = self.span_from(start);
        let is_hash = self.bytes.get(start) == Some(&b'#');
        let is_forbidden = is_hash || !self.relaxed;
        if is_forbidden {
            let fault = match (is_hash, self.relaxed) {
                (true, true) => {
                    let hash = Span::new(span.start, span.start + 1);
                    SyntaxFault::new(span, "a comment starts with `//`, not with `#`")
                        .help("write `//` instead")
                        .safe_fix([Edit::replace(hash, "//")])
                }
                _ => SyntaxFault::new(span, "JSON doesn't allow comments")
                    .help("remove the comment, or allow comments: name the file `.jsonc`, or set the option `syntax` to \"jsonc\"")
                    // A comment may say what nothing else says.
                    .risky_fix(is_closed.then(|| self.comment_removal(start, end))),
            };
            self.faults.report_in_group(Group::Comments, || fault);
        }
        if !is_closed {
            let open = Span::new(start as u32, start as u32 + 2);
            self.faults.report(|| {
                SyntaxFault::new(
                    open,
                    "expected `*/` to end this comment, found the end of the input",
                )
                .help("add `*/` where the comment ends")
            });
        }
    }

    /// The edit that removes a comment: with its line if nothing else is in the line, otherwise with the spaces before.
    fn comment_removal(&self, start: usize, end: usize) -> Edit {
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        let content = before.trim_end_matches([' ', '\t']);
        let is_first = content.is_empty() || content.ends_with(['\n', '\r']);
        let line_break = match after {
            _ if after.starts_with("\r\n") => 2,
            _ => usize::from(after.starts_with(['\n', '\r'])),
        };
        let span = |end: usize| Span::new(content.len() as u32, end as u32);
        if is_first && line_break > 0 {
            return Edit::replace(span(end + line_break), "");
        }
        let separates =
            content.len() == start && after.starts_with(|c: char| !c.is_ascii_whitespace());
        Edit::replace(span(end), if separates { " " } else { "" })
    }

    /// Whether the next token is a colon, or what is sometimes written instead of it.
    pub(in crate::document::json) fn colon_follows(&self) -> bool {
        let at = self.next_token_start();
        matches!(self.bytes.get(at), Some(b':' | b'='))
            || self
                .text
                .get(at..)
                .is_some_and(|text| text.starts_with('：'))
    }

    /// The first byte of the next token; `None` at the end of the text.
    pub(in crate::document::json) fn next_token_byte(&self) -> Option<u8> {
        self.bytes.get(self.next_token_start()).copied()
    }

    pub(in crate::document::json) fn next_token_start(&self) -> usize {
        let mut at = self.at;
        while let Some(byte) = self.bytes.get(at) {
            if let Some(end) = self.foreign_part_end(at) {
                at = end;
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                _ => match comment_end(self.bytes, at) {
                    Some((end, _)) => at = end,
                    None => match foreign_space_end(self.text, at) {
                        Some(end) => at = end,
                        None => break,
                    },
                },
            }
        }
        at
    }
}
