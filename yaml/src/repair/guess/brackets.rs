//! Brackets that are not closed or closed by the wrong sign, and missing commas between them.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{content, indentation, line_start, previous_end};
use super::flow::{Bracket, Brackets};
use super::{Fault, Guess, blank, last_char, quotes};

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
            guesses.extend(wrong_closer(fault, &brackets));
            guesses.extend(under_indented(fault));
            guesses.extend(missing_comma(fault));
            guesses.extend(unclosed_above(fault, &brackets));
            guesses.extend(unclosed(fault, &brackets));
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
    Guess::new(
        rest.clone(),
        "expected the end of the line behind the value, found more text",
        "put the whole value in quotes, or remove the text",
    )
    .correct(vec![TextEdit::new(rest.clone(), "")])
    .removal(vec![blank(fault.text, rest)])
    .broken(fault.content())
    .structural()
}

/// A line in brackets that is indented too little, such as a closing bracket below the key.
fn under_indented(fault: &Fault<'_>) -> Option<Guess> {
    if fault.stop.kind != ErrorKind::InvalidIndentation {
        return None;
    }
    let line = fault.content();
    let text = fault.get(line.clone());
    let is_bracket = text.starts_with([']', '}']);
    let is_value = is_bracket || text.ends_with([',', ']', '}']) || text.starts_with('"');
    let message = match is_bracket {
        true => "this bracket must be indented more than the key of its value",
        false => "a line in brackets must be indented more than the key of the value",
    };
    let start = fault.line();
    is_value.then(|| {
        let outer = indentation(fault.text, fault.region.start);
        let spaces = " ".repeat((outer + 1).saturating_sub(line.start - start));
        let guess = Guess::new(line.clone(), message, "indent it by one more space")
            .fix(vec![TextEdit::insert(start, spaces)], is_bracket);
        // Without the line break before it, the line has no indentation.
        let line_break = previous_end(fault.text, start)..start;
        let space = " ".repeat(line_break.len());
        guess.keep(vec![TextEdit::new(line_break, space)])
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
            last_char(fault.text, value),
            "expected a `,` behind this value",
            "write `,` behind it",
        )
        .fix(vec![TextEdit::insert(end, ",")], false)
        .keep(vec![TextEdit::new(end..end + 1, ",")])
    })
}

/// `[{a: 1]`, or `[1}`.
fn wrong_closer(fault: &Fault<'_>, brackets: &Brackets) -> Vec<Guess> {
    let (Some(wrong), Some(open)) = (brackets.wrong, brackets.open.last()) else {
        return Vec::new();
    };
    let closer = open.closer;
    let found = fault.get(wrong..wrong + 1);
    let opener = fault.get(open.at..open.at + 1);
    let value = open.at..wrong + 1;
    let insert = Guess::new(
        open.at..open.at + 1,
        format!("this `{opener}` is never closed"),
        format!("write `{closer}` before the `{found}`"),
    )
    .fix(vec![TextEdit::insert(wrong, closer)], false)
    .broken(value.clone());
    let replace = Guess::new(
        wrong..wrong + 1,
        format!("this `{found}` does not match the `{opener}` before it"),
        format!("write `{closer}`"),
    )
    .fix(vec![TextEdit::new(wrong..wrong + 1, closer)], false)
    .keep(vec![TextEdit::new(wrong..wrong + 1, closer)])
    .broken(value);
    vec![insert, replace]
}

/// A bracket that should have been closed in its line, as the indentation of the other brackets shows.
fn unclosed_above(fault: &Fault<'_>, brackets: &Brackets) -> Vec<Guess> {
    let Some(Bracket { at, closer, .. }) = brackets.culprit else {
        return Vec::new();
    };
    let line = content(fault.text, line_start(fault.text, at));
    let before_comma = fault.get(at..line.end).trim_end_matches(',').len() + at;
    let opener = fault.get(at..at + 1);
    let guess = |end: usize| {
        Guess::new(
            at..at + 1,
            format!("this `{opener}` is never closed"),
            format!("write `{closer}` where its value ends"),
        )
        .fix(vec![TextEdit::insert(end, closer)], false)
        .keep(vec![TextEdit::new(end..end + 1, closer)])
        // A comma fits in place of the line break.
        .keep(vec![TextEdit::new(end..end + 2, format!("{closer},"))])
        .broken(at..(end + 1).min(fault.text.len()))
    };
    vec![guess(before_comma), guess(line.end)]
}

/// Brackets that are open at the end of the value or of the text.
fn unclosed(fault: &Fault<'_>, brackets: &Brackets) -> Option<Guess> {
    let first = brackets.open.first()?.at;
    let last = brackets.open.last()?.at;
    let (closers, end) = (brackets.closers(), brackets.end);
    let opener = fault.get(last..last + 1);
    let mut guess = Guess::new(
        last..last + 1,
        format!("this `{opener}` is never closed"),
        format!("write `{closers}` where its value ends"),
    )
    .fix(vec![TextEdit::insert(end, closers.clone())], false)
    .broken(first..(end + closers.len()).min(fault.text.len()));
    let space = fault.get(end..fault.region.end);
    let is_room = space.len() - space.trim_start().len() >= closers.len();
    let places = [
        is_room.then_some(end..end + closers.len()),
        brackets
            .comma
            .filter(|comma| *comma > last)
            .map(|comma| comma..end),
        end.checked_sub(closers.len()).map(|start| start..end),
    ];
    for place in places.into_iter().flatten() {
        guess = guess.keep(overwrite(fault, place, &closers, last));
    }
    Some(guess.removal(vec![blank(fault.text, first..end)]))
}

/// Writes closing brackets over the end of a value, if there is room behind the opening one.
pub(super) fn overwrite(
    fault: &Fault<'_>,
    range: Range<usize>,
    closers: &str,
    opener: usize,
) -> Vec<TextEdit> {
    let length = closers.len();
    let is_possible = range.start > opener && range.len() >= length;
    let parts = range.start..range.start + length;
    let rest = parts.end..range.end;
    match is_possible
        && fault.text.get(parts.clone()).is_some()
        && fault.text.get(rest.clone()).is_some()
    {
        true => vec![TextEdit::new(parts, closers), blank(fault.text, rest)],
        false => Vec::new(),
    }
}
