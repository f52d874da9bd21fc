//! Values that need quotes.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{indentation, next_line};
use super::{Fault, Guess, blank};

pub(super) fn guess(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    match &fault.stop.kind {
        ErrorKind::UnexpectedCharacter { character } => {
            let is_certain = matches!(character, '@' | '`' | '%');
            guesses.extend(reserved_start(fault, is_certain));
        }
        ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::InvalidTagEscape
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator
        | ErrorKind::MisplacedFlowCollectionEnd => guesses.extend(reserved_start(fault, false)),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            guesses.extend(text_in_header(fault));
            guesses.extend(reserved_start(fault, false));
        }
        ErrorKind::BlockSequenceEntryNotAllowed => guesses.extend(list_in_line(fault)),
        ErrorKind::MappingValueNotAllowed => guesses.extend(colon_in_value(fault)),
        _ => {}
    }
}

/// A value that starts with a character that has another meaning.
fn reserved_start(fault: &Fault<'_>, is_certain: bool) -> Option<Guess> {
    let value = value(fault, fault.at);
    let sign = fault.get(value.clone()).chars().next()?;
    let first = value.start..value.start + sign.len_utf8();
    let is_first = fault.at == fault.content().start && !fault.is_in_flow();
    if is_first {
        return matches!(sign, '}' | ']').then(|| lone_closer(fault, first));
    }
    let name = match sign {
        '`' => "a backquote".to_owned(),
        sign => format!("`{sign}`"),
    };
    let underscores = "_".repeat(first.len());
    Some(
        Guess::new(
            first.clone(),
            format!("a value that starts with {name} must be in quotes"),
            "put the whole value in quotes",
        )
        .fix(quote(fault, value.clone()), is_certain)
        .removal(vec![TextEdit::new(first, underscores)])
        .broken(value),
    )
}

/// `key: | text`, whose text must begin in the next line.
fn text_in_header(fault: &Fault<'_>) -> Option<Guess> {
    let value = value(fault, fault.at);
    let text = fault.get(value.clone());
    let (sign, rest) = text.split_at_checked(1)?;
    let start = value.start + text.len() - rest.trim_start().len();
    let next = next_line(fault.text, fault.at);
    let own = indentation(fault.text, fault.line());
    let inner = match indentation(fault.text, next) {
        inner if inner > own => inner,
        _ => own + 2,
    };
    let line_break = format!("\n{}", " ".repeat(inner));
    rest.starts_with(' ').then(|| {
        Guess::new(
            start..value.end,
            format!("the text after `{sign}` must begin in the next line"),
            "move it to the next line, and indent it like the rest of the text",
        )
        .fix(
            vec![TextEdit::new(value.start + 1..start, line_break)],
            false,
        )
        .removal(vec![blank(fault.text, start..value.end)])
        .broken(value.start..fault.block().end)
    })
}

fn lone_closer(fault: &Fault<'_>, sign: Range<usize>) -> Guess {
    let closer = fault.get(sign.clone());
    let message = format!("this `{closer}` closes nothing");
    Guess::new(
        sign.clone(),
        message,
        "remove it, or write the bracket that it closes",
    )
    .fix(vec![TextEdit::new(sign.clone(), "")], false)
    .keep(vec![TextEdit::new(sign, " ")])
}

/// `key: - value`.
fn list_in_line(fault: &Fault<'_>) -> Option<Guess> {
    let value = value(fault, fault.at);
    let column = fault.content().start - fault.line();
    let line_break = format!("\n{}", " ".repeat(column + 2));
    let dash = fault.at..fault.at + 1;
    let before = fault.get(0..fault.at).trim_end_matches(' ').len();
    Some(
        Guess::new(
            dash.clone(),
            "a list can't begin in the line of its key",
            "write the `-` in the next line, or put the value in quotes if it is a text",
        )
        .fix(vec![TextEdit::new(before..fault.at, line_break)], false)
        .removal(vec![TextEdit::new(dash, "_")])
        .broken(value),
    )
}

/// `key: text: more text`.
fn colon_in_value(fault: &Fault<'_>) -> Option<Guess> {
    let start = fault.stop.last.start;
    let line = fault.content();
    if start <= line.start || start >= fault.at {
        return None;
    }
    let value = value(fault, start);
    let content = fault.get(value.clone());
    if let Some(guess) = typographic_quotes(fault, value.clone()) {
        return Some(guess);
    }
    if content.starts_with(['"', '\'']) {
        return None;
    }
    let replaced = content.replace(": ", ":_");
    let replaced = match replaced.strip_suffix(':') {
        Some(start) => format!("{start}_"),
        None => replaced,
    };
    Some(
        Guess::new(
            fault.at..fault.at + 1,
            "a value that contains `: ` must be in quotes",
            "put the whole value in quotes, or start a new line if this is another key",
        )
        .fix(quote(fault, value.clone()), false)
        .removal(vec![TextEdit::new(value.clone(), replaced)])
        .broken(value)
        .structural(),
    )
}

const TYPOGRAPHIC: [char; 8] = ['“', '”', '„', '«', '»', '‘', '’', '‚'];

/// A value in the quotes of a word processor.
pub(super) fn typographic_quotes(fault: &Fault<'_>, value: Range<usize>) -> Option<Guess> {
    let content = fault.get(value.clone());
    let first = content.chars().next().filter(|c| TYPOGRAPHIC.contains(c))?;
    let last = content
        .chars()
        .next_back()
        .filter(|c| TYPOGRAPHIC.contains(c))?;
    let inner = value.start + first.len_utf8()..value.end.checked_sub(last.len_utf8())?;
    let inside = fault.text.get(inner.clone())?;
    if inside.contains(['"', '\\']) {
        return None;
    }
    let opening = value.start..inner.start;
    let closing = inner.end..value.end;
    let padding = |range: &Range<usize>| " ".repeat(range.len() - 1);
    let removal = vec![
        TextEdit::new(opening.clone(), format!("\"{}", padding(&opening))),
        TextEdit::new(closing.clone(), format!("{}\"", padding(&closing))),
    ];
    Some(
        Guess::new(
            opening.clone(),
            "these are typographic quotes, which YAML reads as part of the text",
            "use `\"`",
        )
        .fix(
            vec![TextEdit::new(opening, "\""), TextEdit::new(closing, "\"")],
            true,
        )
        .removal(removal)
        .broken(value),
    )
}

/// The value from byte `at` to the end of its line, or of its entry in brackets.
fn value(fault: &Fault<'_>, at: usize) -> Range<usize> {
    let end = fault.content().end.max(at);
    let content = fault.get(at..end);
    let is_first = at == fault.content().start;
    let length = if fault.is_in_flow() {
        let inner = content.get(1..).unwrap_or_default();
        inner.find([',', ']', '}']).map(|length| length + 1)
    } else if is_first {
        content
            .find(": ")
            .or_else(|| content.strip_suffix(':').map(str::len))
    } else {
        None
    };
    let end = length.map_or(end, |length| at + length);
    at..at + fault.get(at..end).trim_end().len()
}

/// The edits that put a part of a line in quotes.
fn quote(fault: &Fault<'_>, value: Range<usize>) -> Vec<TextEdit> {
    let content = fault.get(value.clone());
    let is_single = content.contains(['"', '\\']);
    let quote = if is_single { "'" } else { "\"" };
    let inner = content.match_indices('\'').filter(|_| is_single);
    let doubled = inner.map(|(at, _)| TextEdit::insert(value.start + at, "'"));
    std::iter::once(TextEdit::insert(value.start, quote))
        .chain(doubled)
        .chain([TextEdit::insert(value.end, quote)])
        .collect()
}
