//! What stands between tokens: white space, comments, and what JSON takes for neither.

use super::chars::{comment_end, foreign_space_end};
use super::faults::Fault;
use super::lex::Lexer;
use crate::span::Span;

impl Lexer<'_> {
    pub(super) fn trivia(&mut self) {
        while let Some(byte) = self.byte() {
            match byte {
                b' ' | b'\t' => {
                    self.at += 1;
                    self.indent += u32::from(self.first);
                }
                b'\n' | b'\r' => {
                    self.at += 1;
                    (self.first, self.indent) = (true, 0);
                }
                _ => match comment_end(self.bytes, self.at) {
                    Some((end, closed)) => self.comment(end, closed),
                    None => match foreign_space_end(self.text, self.at) {
                        Some(end) => self.foreign_space(end),
                        None => break,
                    },
                },
            }
        }
    }

    /// White space of other languages and characters that nobody sees, which web pages and word processors
    /// put into text: read as a space.
    fn foreign_space(&mut self, mut end: usize) {
        let start = self.at;
        let c = self.text.get(start..).and_then(|text| text.chars().next());
        while let Some(more) = foreign_space_end(self.text, end) {
            end = more;
        }
        self.at = end;
        self.indent += u32::from(self.first);
        let span = self.span_from(start);
        self.faults.cost += 1;
        self.faults.note(|| {
            let code = u32::from(c.unwrap_or_default());
            Fault::new(span, format!("U+{code:04X} is not whitespace in JSON"))
                .help("remove it, or use a plain space")
        });
    }

    fn comment(&mut self, end: usize, closed: bool) {
        let start = std::mem::replace(&mut self.at, end);
        let span = self.span_from(start);
        let hash = self.bytes.get(start) == Some(&b'#');
        let foreign = hash || !self.relaxed;
        if foreign && !std::mem::replace(&mut self.commented, true) {
            self.faults.cost += 1;
            self.faults.note(|| match (hash, self.relaxed) {
                (true, true) => Fault::new(span, "a comment starts with `//`, not with `#`")
                    .help("write `//` instead"),
                _ => Fault::new(span, "JSON doesn't allow comments")
                    .help("remove the comment, or name the file `.jsonc`"),
            });
        }
        if !closed {
            let open = Span::new(start as u32, start as u32 + 2);
            self.faults.report(|| {
                Fault::new(
                    open,
                    "expected `*/` to end this comment, found the end of the input",
                )
                .help("add `*/` where the comment ends")
            });
        }
    }

    /// Whether a colon comes next.
    pub(super) fn colon_follows(&self) -> bool {
        self.following() == Some(b':')
    }

    /// The first byte of the next token.
    pub(super) fn following(&self) -> Option<u8> {
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
