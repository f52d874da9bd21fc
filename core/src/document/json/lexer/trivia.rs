//! Skips what is between tokens: white space and comments, including those that JSON doesn't allow.

use super::Lexer;
use crate::document::json::lexical::{comment_end, foreign_space_end};
use crate::document::json::syntax_faults::SyntaxFault;
use crate::span::Span;

impl Lexer<'_> {
    /// Skips white space and comments before the next token, and reports those that are not allowed.
    pub(super) fn skip_trivia(&mut self) {
        while let Some(byte) = self.byte() {
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
                        None => break,
                    },
                },
            }
        }
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
        self.faults.cost += 1;
        self.faults.report_always(|| {
            let code = u32::from(c.unwrap_or_default());
            SyntaxFault::new(span, format!("U+{code:04X} is not whitespace in JSON"))
                .help("remove it, or use a plain space")
        });
    }

    fn skip_comment(&mut self, end: usize, is_closed: bool) {
        let start = std::mem::replace(&mut self.at, end);
        let span = self.span_from(start);
        let is_hash = self.bytes.get(start) == Some(&b'#');
        let is_forbidden = is_hash || !self.relaxed;
        if is_forbidden && !std::mem::replace(&mut self.is_comment_reported, true) {
            self.faults.cost += 1;
            self.faults.report_always(|| match (is_hash, self.relaxed) {
                (true, true) => SyntaxFault::new(span, "a comment starts with `//`, not with `#`")
                    .help("write `//` instead"),
                _ => SyntaxFault::new(span, "JSON doesn't allow comments")
                    .help("remove the comment, or name the file `.jsonc`"),
            });
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

    /// Whether the next token is a colon.
    pub(in crate::document::json) fn colon_follows(&self) -> bool {
        self.next_token_byte() == Some(b':')
    }

    /// The first byte of the next token; `None` at the end of the text.
    pub(in crate::document::json) fn next_token_byte(&self) -> Option<u8> {
        let mut at = self.at;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                byte => match comment_end(self.bytes, at) {
                    Some((end, _)) => at = end,
                    None => match foreign_space_end(self.text, at) {
                        Some(end) => at = end,
                        None => return Some(*byte),
                    },
                },
            }
        }
        None
    }
}
