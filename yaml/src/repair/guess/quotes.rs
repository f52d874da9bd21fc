//! Quotes that are not closed, closed too early, or followed by something else; and wrong escapes.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{indentation, line_end, line_start};
use super::brackets::overwrite;
use super::flow::Brackets;
use super::{Fault, Guess, blank};

pub(super) fn guess(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    match fault.stop.kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::TabInIndentation
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            if let Some(open) = opening_quote(fault, fault.at) {
                guesses.extend(under_indented(fault, open));
                let closers = Brackets::up_to(fault, open).closers();
                guess_unclosed(fault, open, &closers, guesses);
            }
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let close = fault.get(0..fault.at).rfind(['"', '\'']);
            if let Some(close) = close
                && let Some(open) = opening_quote(fault, close)
            {
                guess_trailing(fault, open, close, guesses);
            }
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => {
            guesses.extend(wrong_escape(fault, fault.at));
            guess_unclosed(fault, fault.at, "", guesses);
        }
        _ => {}
    }
}

/// The quote that is open at byte `end`.
fn opening_quote(fault: &Fault<'_>, end: usize) -> Option<usize> {
    if fault.stop.kind == ErrorKind::UnclosedQuotedScalar {
        return Some(fault.at);
    }
    let bytes = fault.text.as_bytes();
    // Behind the key, or behind the last value.
    let mut at = fault.stop.last.end.max(fault.region.start);
    while at < end {
        let byte = *bytes.get(at)?;
        match byte {
            b'"' | b'\'' => match closing_quote(fault.text, at, end) {
                Some(close) => at = close + 1,
                None => return Some(at),
            },
            b' ' | b'\t' | b'\n' | b'\r' | b':' | b'-' | b'?' | b',' | b'[' | b'{' | b']'
            | b'}' => at += 1,
            b'#' => at = line_end(fault.text, at),
            _ => {
                let word = fault.get(at..end);
                at += word
                    .find([' ', '\n', '\r', '\t', ',', '[', ']', '{', '}'])
                    .unwrap_or(word.len());
            }
        }
    }
    None
}

/// The quote before byte `limit` that closes the one at byte `open`.
fn closing_quote(text: &str, open: usize, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(..limit)?;
    let quote = *bytes.get(open)?;
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 1,
            byte if *byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A text in quotes whose second line is indented too little.
fn under_indented(fault: &Fault<'_>, open: usize) -> Option<Guess> {
    let line = fault.content();
    let quote = fault.rest(open).chars().next()?;
    let is_continued = line_start(fault.text, open) < fault.line()
        && fault.get(line.clone()).ends_with(quote)
        && !fault.get(line.clone()).contains(": ");
    is_continued.then(|| {
        let wanted = indentation(fault.text, line_start(fault.text, open)) + 2;
        let own = indentation(fault.text, fault.line());
        Guess::new(
            line.clone(),
            "this line of a text in quotes is indented less than the text",
            "indent it more than the line in which the text starts",
        )
        .fix(
            vec![TextEdit::insert(
                fault.line(),
                " ".repeat(wanted.saturating_sub(own)),
            )],
            true,
        )
        .removal(vec![blank(fault.text, open..line.end)])
        .broken(open..line.end)
    })
}

/// Closes a quote in its line: at the end, perhaps with brackets, or before the comment, brackets and commas there.
pub(super) fn guess_unclosed(
    fault: &Fault<'_>,
    open: usize,
    closers: &str,
    guesses: &mut Vec<Guess>,
) {
    let Some(quote) = fault.rest(open).chars().next() else {
        return;
    };
    let end = line_end(fault.text, open);
    let inner = fault.get(open + 1..end).trim_end();
    let is_flow = fault.is_in_flow();
    let before_brackets = inner.trim_end_matches([',', ']', '}', ' ']).len();
    let before_comment = inner.find(" #").map(|length| {
        let before = inner.get(..length).unwrap_or_default();
        before.trim_end().len()
    });
    let ends = [
        is_flow.then_some((before_brackets, "")),
        before_comment.map(|length| (length, "")),
        before_comment.map(|length| (length, closers)),
        Some((inner.len(), "")),
        Some((inner.len(), closers)),
    ];
    for (length, closers) in ends.into_iter().flatten() {
        let close = open + 1 + length;
        let guess = Guess::new(
            open..close,
            "the quote that starts here is never closed",
            format!("write `{quote}{closers}` at the end of the value"),
        )
        .fix(
            vec![TextEdit::insert(close, format!("{quote}{closers}"))],
            false,
        )
        .broken(open..close);
        let mut guess = with_closing_quote(fault, guess, open, close, quote);
        let brackets = Brackets::up_to(fault, open);
        if let (false, Some(first)) = (closers.is_empty(), brackets.open.first()) {
            guess = guess.broken(first.at..close);
            if let Some(comma) = brackets.comma {
                guess = guess.keep(overwrite(fault, comma..close, closers, first.at));
            }
        }
        guesses.push(guess);
    }
}

/// Adds the edits that write a quote at byte `close` without moving anything.
fn with_closing_quote(
    fault: &Fault<'_>,
    guess: Guess,
    open: usize,
    close: usize,
    quote: char,
) -> Guess {
    let is_room =
        fault.rest(close).starts_with([' ', '\t']) || fault.rest(close).starts_with("\r\n");
    let mut guess = guess;
    if is_room {
        guess = guess.removal(vec![TextEdit::new(close..close + 1, quote)]);
    }
    match fault.get(open + 1..close).chars().next_back() {
        Some(last) => {
            let start = close - last.len_utf8();
            let text = format!("{quote:>width$}", width = last.len_utf8());
            guess.removal(vec![TextEdit::new(start..close, text)])
        }
        None => guess.removal(vec![blank(fault.text, open..close)]),
    }
}

/// Something follows a text in quotes.
fn guess_trailing(fault: &Fault<'_>, open: usize, close: usize, guesses: &mut Vec<Guess>) {
    let line = open..fault.content().end.max(close + 1);
    let after = close + 1..line.end;
    let rest = fault.get(after.clone());
    let inner = fault.get(open + 1..close);
    if rest.trim() == "," && !fault.is_in_flow() {
        guesses.push(comma(fault, after.clone()));
    }
    if fault.is_in_flow() {
        let trimmed = inner.trim_end_matches([',', ':', ' ']).len();
        if trimmed + 1 < inner.len() {
            guess_unclosed_before(fault, open, open + 1 + trimmed, guesses);
        }
        guesses.push(
            Guess::new(
                close..close + 1,
                "expected a `,` behind this value",
                "write `,` between the values",
            )
            .fix(vec![TextEdit::insert(close + 1, ",")], false)
            .keep(vec![TextEdit::new(close + 1..close + 2, ",")]),
        );
    }
    guesses.extend(inner_quotes(fault, open, line.end));
    let mark = fault.get(close..close + 1);
    guesses.push(
        Guess::new(
            fault.at..line.end.max(fault.at),
            "expected the end of the line behind the closing quote, found more text",
            "put the quotes around the whole value, or remove the text behind them",
        )
        .fix(
            vec![
                TextEdit::new(close..close + 1, ""),
                TextEdit::insert(line.end, mark),
            ],
            false,
        )
        .removal(vec![blank(fault.text, after)])
        .broken(line)
        .structural(),
    );
}

/// A quote in brackets that was closed by the opening quote of the next value.
fn guess_unclosed_before(fault: &Fault<'_>, open: usize, close: usize, guesses: &mut Vec<Guess>) {
    let Some(quote) = fault.rest(open).chars().next() else {
        return;
    };
    let guess = Guess::new(
        open..close,
        "the quote that starts here is not closed before the next value",
        format!("write `{quote}` at the end of the value"),
    )
    .fix(vec![TextEdit::insert(close, quote)], false)
    .broken(open..close);
    guesses.push(with_closing_quote(fault, guess, open, close, quote));
}

/// A comma at the end of a line, as in JSON.
pub(super) fn comma(fault: &Fault<'_>, after: Range<usize>) -> Guess {
    let comma = fault.get(after.clone()).find(',').unwrap_or_default() + after.start;
    let range = comma..comma + 1;
    Guess::new(
        range.clone(),
        "a line of YAML does not end with a `,`",
        "remove the `,`",
    )
    .fix(vec![TextEdit::new(range.clone(), "")], true)
    .keep(vec![TextEdit::new(range, " ")])
}

/// Quotes of the same kind inside quotes.
fn inner_quotes(fault: &Fault<'_>, open: usize, end: usize) -> Option<Guess> {
    let content = fault.get(open..end);
    let content = match fault.is_in_flow() {
        true => content.trim_end_matches([',', ']', '}', ' ']),
        false => content,
    };
    let quote = content.chars().next()?;
    let inner = content.strip_prefix(quote)?.strip_suffix(quote)?;
    let quotes: Vec<usize> = inner
        .match_indices(quote)
        .map(|(at, _)| open + 1 + at)
        .filter(|at| fault.get(at - 1..*at) != "\\")
        .collect();
    let (escape, help) = match quote {
        '\'' => (
            "'",
            "write `''` for each `'` in the text, or use `\"` around it",
        ),
        _ => (
            "\\",
            "write `\\\"` for each `\"` in the text, or use `'` around it",
        ),
    };
    let first = *quotes.first()?;
    let end = open + content.len();
    Some(
        Guess::new(
            first..first + 1,
            format!("this `{quote}` ends the text in quotes, but more text follows"),
            help,
        )
        .fix(
            quotes
                .iter()
                .map(|at| TextEdit::insert(*at, escape))
                .collect(),
            false,
        )
        .removal(
            quotes
                .iter()
                .map(|at| TextEdit::new(*at..at + 1, "_"))
                .collect(),
        )
        .broken(open..end),
    )
}

/// A backslash that starts no escape, as in the path of a Windows file.
fn wrong_escape(fault: &Fault<'_>, open: usize) -> Option<Guess> {
    let close = closing_quote(fault.text, open, fault.region.end)?;
    let inner = fault.get(open + 1..close);
    let mut wrong = Vec::new();
    let mut at = 0;
    while let Some(length) = inner.get(at..).and_then(|rest| rest.find('\\')) {
        let backslash = at + length;
        let rest = inner.get(backslash + 1..).unwrap_or_default();
        if !is_escape(rest) {
            wrong.push(open + 1 + backslash);
        }
        at = backslash + 1 + rest.chars().next().map_or(0, char::len_utf8);
    }
    let first = *wrong.first()?;
    let is_literal = !inner.contains('\'') && !inner.contains("\\\"") && !inner.contains("\\\\");
    let edits = match is_literal {
        true => vec![
            TextEdit::new(open..open + 1, "'"),
            TextEdit::new(close..close + 1, "'"),
        ],
        false => wrong.iter().map(|at| TextEdit::insert(*at, "\\")).collect(),
    };
    let end = first
        + 1
        + fault
            .rest(first + 1)
            .chars()
            .next()
            .map_or(0, char::len_utf8);
    Some(
        Guess::new(
            first..end.min(close),
            "this `\\` starts an escape that YAML does not have",
            "write `\\\\` for a backslash, or use `'` in place of `\"`",
        )
        .fix(edits, false)
        .removal(
            wrong
                .iter()
                .map(|at| TextEdit::new(*at..at + 1, "/"))
                .collect(),
        )
        .broken(open..close + 1),
    )
}

/// Whether the text behind a backslash is an escape.
fn is_escape(rest: &str) -> bool {
    let digits = match rest.bytes().next() {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(byte) => return b"0abt\tnvfre \"/\\N_LP\n\r".contains(&byte),
        None => return false,
    };
    let hex = rest.get(1..=digits);
    hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
