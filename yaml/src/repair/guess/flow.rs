//! Finds the brackets that are open in a value.

use granit_parser::ErrorKind;

use super::super::lines::{indentation, line_start};
use super::Fault;

/// An opening bracket.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    pub(super) at: usize,
    pub(super) closer: char,
    /// The indentation of its line.
    indentation: usize,
}

/// The brackets of a value up to the error.
#[derive(Default)]
pub(super) struct Brackets {
    /// Those that are not closed.
    pub(super) open: Vec<Bracket>,
    /// A closing bracket of the wrong kind.
    pub(super) wrong: Option<usize>,
    /// The bracket that is likely not closed: the lines of the closing brackets are indented like those of others.
    pub(super) culprit: Option<Bracket>,
    /// The end of what is in the brackets.
    pub(super) end: usize,
    /// The last comma that is not in quotes.
    pub(super) comma: Option<usize>,
    /// A quote that is not closed.
    pub(super) quote: Option<usize>,
}

impl Brackets {
    /// The brackets that are open at the error, or at the end of the text if the error is that one is never closed.
    pub(super) fn read(fault: &Fault<'_>) -> Self {
        let is_at_end = matches!(
            fault.stop.kind,
            ErrorKind::UnclosedFlowCollection { .. }
                | ErrorKind::MismatchedFlowCollectionEnd { .. }
        );
        Self::up_to(
            fault,
            if is_at_end {
                fault.region.end
            } else {
                fault.at
            },
        )
    }

    /// The brackets that are open at byte `limit`.
    pub(super) fn up_to(fault: &Fault<'_>, limit: usize) -> Self {
        let first = fault.stop.open.iter().find(|open| open.is_flow);
        // The parser returns a bracket only after it has read what follows.
        let start = first.map_or(fault.stop.last.end.max(fault.region.start), |open| {
            open.start
        });
        let mut brackets = Self {
            end: start,
            ..Self::default()
        };
        brackets.scan(fault.text, start.min(fault.at), limit);
        brackets
    }

    fn scan(&mut self, text: &str, start: usize, limit: usize) {
        let mut quote = None;
        let mut previous = ' ';
        let mut is_comment = false;
        let mut line = line_start(text, start);
        let mut own = indentation(text, line);
        for (at, c) in text.get(start..limit).unwrap_or_default().char_indices() {
            let at = start + at;
            match (c, quote) {
                ('\n' | '\r', _) => {
                    is_comment = false;
                    line = at + 1;
                    own = indentation(text, line);
                }
                _ if is_comment => continue,
                (_, Some((_, open))) if c == open && previous != '\\' => quote = None,
                (_, Some(_)) => {}
                ('"' | '\'', None) if !previous.is_alphanumeric() => quote = Some((at, c)),
                ('#', None) if previous.is_whitespace() => {
                    is_comment = true;
                    continue;
                }
                (',', None) => self.comma = Some(at),
                ('[' | '{', None) => self.open.push(Bracket {
                    at,
                    closer: if c == '[' { ']' } else { '}' },
                    indentation: own,
                }),
                (']' | '}', None) if !self.close(at, c, (line + own == at).then_some(own)) => {
                    return;
                }
                _ => {}
            }
            if !c.is_whitespace() {
                self.end = at + c.len_utf8();
            }
            previous = c;
        }
        self.quote = quote.map(|(at, _)| at);
    }

    /// Closes a bracket, which may be the first sign of a line with some indentation. Returns whether more may follow.
    fn close(&mut self, at: usize, c: char, indentation: Option<usize>) -> bool {
        let Some(last) = self.open.last().copied().filter(|last| last.closer == c) else {
            self.wrong = Some(at);
            return false;
        };
        let is_less = indentation.is_some_and(|own| own < last.indentation);
        if is_less && self.culprit.is_none() {
            self.culprit = Some(last);
        }
        self.open.pop();
        self.end = at + 1;
        !self.open.is_empty()
    }

    /// The brackets that close what is open.
    pub(super) fn closers(&self) -> String {
        self.open.iter().rev().map(|open| open.closer).collect()
    }
}
