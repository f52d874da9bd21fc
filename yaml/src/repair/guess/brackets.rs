//! Brackets that are not closed or closed by the wrong sign, and missing commas between them.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{indentation, line_start};
use super::{Fault, Guess, blank, quotes};

pub(super) fn guess(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    match &fault.stop.kind {
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::InvalidIndentation
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            let brackets = Brackets::read(fault);
            if let Some(quote) = brackets.quote {
                quotes::guess_unclosed(fault, quote, &brackets.closers(), guesses);
            }
            guesses.extend(brackets.wrong_closer(fault));
            guesses.extend(under_indented(fault));
            guesses.extend(missing_comma(fault));
            guesses.extend(brackets.unclosed(fault));
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected => {
            let content = fault.get(fault.at..fault.content().end);
            let is_behind = fault.at > fault.content().start;
            if content == "," && is_behind {
                guesses.push(quotes::comma(fault, fault.at..fault.at + 1));
            } else if is_behind {
                guesses.push(text_behind(fault));
            }
        }
        _ => {}
    }
}

/// Something behind a closing bracket.
fn text_behind(fault: &Fault<'_>) -> Guess {
    let rest = fault.at..fault.content().end;
    let line = fault.content();
    Guess::new(
        rest.clone(),
        "expected the end of the line behind the value, found more text",
        "put the whole value in quotes, or remove the text",
    )
    .correct(vec![TextEdit::new(rest.clone(), "")])
    .removal(vec![blank(fault.text, rest)])
    .broken(line)
}

/// A line in brackets that is indented too little, such as a closing bracket below the key.
fn under_indented(fault: &Fault<'_>) -> Option<Guess> {
    if fault.stop.kind != ErrorKind::InvalidIndentation {
        return None;
    }
    let line = fault.content();
    let content = fault.get(line.clone());
    let is_bracket = content.starts_with([']', '}']);
    let is_value = is_bracket || content.ends_with([',', ']', '}']) || content.starts_with('"');
    let message = match is_bracket {
        true => "this bracket must be indented more than the key of its value",
        false => "a line in brackets must be indented more than the key of the value",
    };
    is_value.then(|| {
        let outer = indentation(fault.text, fault.region.start);
        let own = line.start - fault.line();
        Guess::new(
            line.clone(),
            message,
            "indent it, or close the brackets in the line before",
        )
        .fix(
            vec![TextEdit::insert(
                fault.line(),
                " ".repeat((outer + 2).saturating_sub(own)),
            )],
            is_bracket,
        )
        .broken(fault.stop.last.start..line.end)
    })
}

fn missing_comma(fault: &Fault<'_>) -> Option<Guess> {
    let is_separator = matches!(
        fault.stop.kind,
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator
    );
    let last = fault.stop.last.clone();
    let scalar = fault.get(last.clone());
    let value = match scalar.find(['\n', '\r']) {
        // The parser read a value and the key in the next line as one text.
        Some(length) => last.start..last.start + scalar.get(..length)?.trim_end().len(),
        None => {
            let before = fault.get(last.start..fault.at).trim_end();
            last.start..last.start + before.len()
        }
    };
    let end = value.end;
    is_separator.then(|| {
        Guess::new(
            value.clone(),
            "expected a `,` behind this value",
            "write `,` behind it",
        )
        .fix(vec![TextEdit::insert(end, ",")], false)
        .removal(vec![TextEdit::new(end..end + 1, ",")])
        .broken(value)
    })
}

/// The brackets of a value up to the error.
struct Brackets {
    /// Those that are open: the position and the closing bracket.
    open: Vec<(usize, char)>,
    /// A closing bracket of the wrong kind.
    wrong: Option<usize>,
    /// The end of what is in the brackets.
    end: usize,
    /// A quote that is not closed.
    quote: Option<usize>,
}

impl Brackets {
    fn read(fault: &Fault<'_>) -> Self {
        let text = fault.text;
        let is_at_end = matches!(
            fault.stop.kind,
            ErrorKind::UnclosedFlowCollection { .. }
                | ErrorKind::MismatchedFlowCollectionEnd { .. }
        );
        let limit = if is_at_end {
            fault.region.end
        } else {
            fault.at
        };
        let first = fault.stop.open.iter().find(|open| open.is_flow);
        let start = first.map_or(fault.at, |open| open.start.min(fault.at));
        let mut brackets = Self {
            open: Vec::new(),
            wrong: None,
            end: start,
            quote: None,
        };
        let mut quote = None;
        let mut previous = ' ';
        let mut is_comment = false;
        for (at, c) in text.get(start..limit).unwrap_or_default().char_indices() {
            let at = start + at;
            match (c, quote) {
                ('\n', _) => is_comment = false,
                _ if is_comment => continue,
                (_, Some((_, open))) if c == open && previous != '\\' => quote = None,
                (_, Some(_)) => {}
                ('"' | '\'', None) if !previous.is_alphanumeric() => quote = Some((at, c)),
                ('#', None) if previous.is_whitespace() => {
                    is_comment = true;
                    continue;
                }
                ('[', None) => brackets.open.push((at, ']')),
                ('{', None) => brackets.open.push((at, '}')),
                (']' | '}', None) => match brackets.open.last() {
                    Some((_, closer)) if *closer == c => {
                        brackets.open.pop();
                        if brackets.open.is_empty() {
                            brackets.end = at + 1;
                            return brackets;
                        }
                    }
                    _ => {
                        brackets.wrong = Some(at);
                        return brackets;
                    }
                },
                _ => {}
            }
            if !c.is_whitespace() {
                brackets.end = at + c.len_utf8();
            }
            previous = c;
        }
        brackets.quote = quote.map(|(at, _)| at);
        brackets
    }

    /// The brackets that close what is open.
    fn closers(&self) -> String {
        self.open.iter().rev().map(|(_, closer)| *closer).collect()
    }

    /// `[{a: 1]`, or `[1}`.
    fn wrong_closer(&self, fault: &Fault<'_>) -> Vec<Guess> {
        let (Some(wrong), Some((open, closer))) = (self.wrong, self.open.last()) else {
            return Vec::new();
        };
        let found = fault.get(wrong..wrong + 1);
        let opener = fault.get(*open..open + 1);
        let value = self.open.first().map_or(*open, |(at, _)| *at)..wrong + 1;
        let insert = Guess::new(
            *open..open + 1,
            format!("this `{opener}` is never closed"),
            format!("write `{closer}` before the `{found}`"),
        )
        .fix(vec![TextEdit::insert(wrong, *closer)], false)
        .broken(value.clone());
        let replace = Guess::new(
            wrong..wrong + 1,
            format!("this `{found}` does not match the `{opener}` before it"),
            format!("write `{closer}`"),
        )
        .fix(vec![TextEdit::new(wrong..wrong + 1, *closer)], false)
        .removal(vec![TextEdit::new(wrong..wrong + 1, *closer)])
        .broken(value);
        vec![insert, replace]
    }

    /// Brackets that are open at the end of the value or of the text.
    fn unclosed(&self, fault: &Fault<'_>) -> Option<Guess> {
        let (open, _) = *self.open.first()?;
        let culprit = self.open.last().map_or(open, |(at, _)| *at);
        let closers = self.closers();
        let opener = fault.get(culprit..culprit + 1);
        let value = open..self.end;
        let mut guess = Guess::new(
            culprit..culprit + 1,
            format!("this `{opener}` is never closed"),
            format!("write `{closers}` where its value ends"),
        )
        .fix(vec![TextEdit::insert(self.end, closers.clone())], false)
        .broken(value.clone());
        for range in [
            self.end..self.end + closers.len(),
            self.end.saturating_sub(closers.len())..self.end,
        ] {
            guess = guess.removal(overwrite(fault, range, &closers, culprit));
        }
        Some(guess.removal(vec![blank(fault.text, value)]))
    }
}

/// Writes closing brackets over the end of a value, if there is room behind the opening one.
fn overwrite(
    fault: &Fault<'_>,
    range: Range<usize>,
    closers: &str,
    opener: usize,
) -> Vec<TextEdit> {
    let is_possible = range.start > opener
        && fault
            .text
            .get(range.clone())
            .is_some_and(|old| !old.contains(['\n', '\r']))
        && line_start(fault.text, range.start) <= range.start;
    match is_possible {
        true => vec![TextEdit::new(range, closers)],
        false => Vec::new(),
    }
}
