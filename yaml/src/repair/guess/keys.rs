//! Keys without a colon, and colons and dashes without a space behind them.

use std::ops::Range;

use alien_sdk_core::internal::diagnostic::quoted;
use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{indentation, next_line, previous_end};
use super::super::region::starts_with_dash;
use super::{Fault, Guess, blank, is_key};

pub(super) fn guess(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    let is_first = fault.at == fault.content().start;
    match fault.stop.kind {
        ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
            if is_first =>
        {
            guesses.extend(dash_without_space(fault));
            guesses.extend(wrong_colon(fault));
            guesses.extend(colon_without_space(fault));
            guesses.extend(text_outside_block(fault));
            guesses.extend(missing_colon(fault));
            guesses.extend(missing_dash(fault));
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => {
            guesses.extend(missing_space_above(fault));
            guesses.extend(missing_colon_above(fault));
        }
        ErrorKind::FlowMappingValueAdjacentCollection => {
            let message = "the `:` behind a key must be followed by a space";
            guesses.push(guess_with_space(
                fault,
                fault.at,
                message,
                "write a space behind the `:`",
            ));
        }
        _ => {}
    }
}

/// `key value`, where the value is in brackets or quotes, so that the parser does not miss the colon but something else.
pub(super) fn colon_before_value(fault: &Fault<'_>) -> Option<Guess> {
    let content = fault.content();
    let dash = usize::from(starts_with_dash(fault.text, fault.line())) * 2;
    let line = content.start + dash..content.end;
    let (key, value) = fault.get(line.clone()).split_once(' ')?;
    let is_value = value.trim_start().starts_with(['{', '[', '"', '\'']);
    let end = line.start + key.len();
    (is_key(key) && is_value).then(|| {
        let help = "write `:` behind the key";
        Guess::new(
            line.start..end,
            "this line has no colon behind its key",
            help,
        )
        .fix(vec![TextEdit::insert(end, ":")], false)
        .removal(vec![blank(fault.text, line)])
    })
}

/// `key: value` in the column of the dashes of a list, where the entry above already has this key.
fn missing_dash(fault: &Fault<'_>) -> Option<Guess> {
    let line = fault.content();
    let (key, _) = fault.get(line.clone()).split_once(':')?;
    let open = fault
        .stop
        .open
        .iter()
        .rev()
        .find(|open| !open.is_flow && open.is_list)?;
    let above = fault.get(open.entry..line.start);
    let is_next = above.starts_with(key) && above.get(key.len()..)?.starts_with(':');
    (is_next && open.column == line.start - fault.line()).then(|| {
        let message = "this entry of the list does not start with `- `";
        Guess::new(line.clone(), message, "write `- ` before it")
            .fix(vec![TextEdit::insert(line.start, "- ")], false)
            .removal(vec![blank(fault.text, fault.block())])
    })
}

/// `key;` or `key]`, with a wrong sign in place of the colon, and the value in the lines below.
fn wrong_colon(fault: &Fault<'_>) -> Option<Guess> {
    let line = fault.content();
    let content = fault.get(line.clone());
    let sign = content.chars().next_back()?;
    let key = content.strip_suffix(sign)?;
    let place = line.end - sign.len_utf8()..line.end;
    (is_key(key) && !is_key(content) && sign.is_ascii()).then(|| {
        let message = format!("expected `:` behind the key, found `{sign}`");
        Guess::new(place.clone(), message, "write `:` in its place")
            .fix(vec![TextEdit::new(place.clone(), ":")], false)
            .keep(vec![TextEdit::new(place, ":")])
    })
}

/// `- value` among the keys of an object, or `key: value` among the entries of a list.
pub(super) fn list_among_keys(fault: &Fault<'_>) -> Option<Guess> {
    let own = fault.content().start - fault.line();
    let around = fault
        .stop
        .open
        .iter()
        .rev()
        .find(|open| open.column == own)?;
    let is_entry = starts_with_dash(fault.text, fault.line());
    let (message, help) = match (around.is_list, is_entry) {
        (false, true) => (
            "this line is an entry of a list, but the lines around it are keys of an object",
            "write the key of the list in the line above, or remove the `- `",
        ),
        (true, false) => (
            "this line is a key of an object, but the lines around it are entries of a list",
            "start the line with `- `, or indent it to add the key to the entry above",
        ),
        _ => return None,
    };
    let block = fault.block();
    let guess = Guess::new(fault.content(), message, help)
        .correct(vec![blank(fault.text, block.clone())])
        .removal(vec![blank(fault.text, block)])
        .structural();
    Some(guess)
}

/// A line that was broken in two.
pub(super) fn guess_broken_line(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    let line = fault.line();
    if line <= fault.region.start {
        return;
    }
    let above = super::line_start(fault.text, previous_end(fault.text, line));
    let above = super::content(fault.text, above);
    let content = fault.content();
    // One of the two is a key and its colon.
    let has_colon = |range| fault.get(range).contains(": ");
    let is_broken = has_colon(above.clone()) != has_colon(content.clone());
    if above.is_empty() || !is_broken || starts_with_dash(fault.text, line) {
        return;
    }
    guesses.push(
        Guess::new(
            content.clone(),
            "this line looks like the rest of the line above",
            "write both in one line, or indent this line more than the one above",
        )
        .fix(vec![TextEdit::new(above.end..content.start, "")], false)
        .removal(vec![blank(fault.text, content.clone())])
        .removal(vec![blank(fault.text, above.start..content.end)])
        .broken(above.start..content.end),
    );
}

/// `port:80`, or `-port: 80`, whose error is only found in the line below.
fn missing_space_above(fault: &Fault<'_>) -> Option<Guess> {
    let last = fault.stop.last.start;
    let line = super::content(fault.text, super::line_start(fault.text, last));
    if line.end >= fault.line() || last < line.start {
        return None;
    }
    let is_dash = fault.rest(line.start).starts_with('-');
    if is_dash && !starts_with_dash(fault.text, line.start) {
        let message = "the `-` of a list entry must be followed by a space";
        let help = "write a space behind the `-`";
        return Some(guess_with_space(fault, line.start, message, help));
    }
    let word = fault.get(last..line.end);
    let (key, value) = word.split_once(':')?;
    let is_pair = is_key(key) && !value.is_empty() && !value.starts_with([' ', '/']);
    is_pair.then(|| {
        let message = "the `:` behind a key must be followed by a space";
        guess_with_space(
            fault,
            last + key.len(),
            message,
            "write a space behind the `:`",
        )
    })
}

/// `-port: 1` as an entry of a list.
fn dash_without_space(fault: &Fault<'_>) -> Option<Guess> {
    let rest = fault.rest(fault.at).strip_prefix('-')?;
    rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '{' | '['))
        .then(|| {
            let message = "the `-` of a list entry must be followed by a space";
            guess_with_space(fault, fault.at, message, "write a space behind the `-`")
        })
}

/// `key:value`.
fn colon_without_space(fault: &Fault<'_>) -> Option<Guess> {
    let line = fault.content();
    let (key, value) = fault.get(line.clone()).split_once([':', '：'])?;
    if !is_key(key) || value.starts_with([' ', '/']) || value.is_empty() {
        return None;
    }
    let message = "the `:` behind a key must be followed by a space";
    Some(guess_with_space(
        fault,
        line.start + key.len(),
        message,
        "write a space behind the `:`",
    ))
}

/// A sign at byte `at` that needs a space behind it.
fn guess_with_space(fault: &Fault<'_>, at: usize, message: &str, help: &str) -> Guess {
    let line = super::content(fault.text, super::line_start(fault.text, at));
    let sign = fault.rest(at).chars().next().unwrap_or(':');
    let after = at + sign.len_utf8();
    let edit = match sign {
        '：' => TextEdit::new(at..after, ": "),
        _ => TextEdit::insert(after, " "),
    };
    let guess = Guess::new(at..after, message, help).fix(vec![edit], true);
    match fault.get(after..line.end) {
        // There is room if something can be moved into the space at the end of the line.
        moved if fault.rest(line.end).starts_with([' ', '\r']) && sign != '：' => guess.removal(
            vec![TextEdit::new(after..line.end + 1, format!(" {moved}"))],
        ),
        _ => guess.removal(vec![blank(fault.text, without_dash(fault, at))]),
    }
}

/// The entry at byte `at` with all lines below that belong to it, or what follows its dash, so that the lines below remain
/// an entry of their list.
fn without_dash(fault: &Fault<'_>, at: usize) -> Range<usize> {
    let line = super::line_start(fault.text, at);
    let content = super::content(fault.text, line);
    if starts_with_dash(fault.text, line) {
        return content.start + 1..content.end;
    }
    fault.block_at(line)
}

/// A line of a block scalar that is indented too little.
fn text_outside_block(fault: &Fault<'_>) -> Option<Guess> {
    let line = fault.content();
    let content = fault.get(line.clone());
    let mut words = content.split_whitespace();
    let is_text =
        fault.stop.is_last_block && (!words.next().is_some_and(is_key) || words.count() > 1);
    let above = fault.stop.last.start;
    is_text.then(|| {
        let wanted = indentation(fault.text, super::line_start(fault.text, above));
        let own = indentation(fault.text, fault.line());
        Guess::new(
            line.clone(),
            "this line is indented less than the text that it belongs to",
            "indent it like the lines of the text above",
        )
        .fix(
            vec![TextEdit::insert(
                fault.line(),
                " ".repeat(wanted.saturating_sub(own)),
            )],
            false,
        )
        .removal(vec![blank(fault.text, line)])
        .broken(above..fault.content().end)
    })
}

/// `key value`, `key=value`, or a key with its value in the lines below.
fn missing_colon(fault: &Fault<'_>) -> Option<Guess> {
    let line = fault.content();
    let content = fault.get(line.clone());
    let length = content.find([' ', '\t', '=']).unwrap_or(content.len());
    let (key, rest) = content.split_at_checked(length)?;
    if !is_key(key) {
        return None;
    }
    let end = line.start + length;
    let block = fault.block();
    let inside = next_line(fault.text, fault.line())..block.end;
    let has_children = rest.is_empty() && !fault.get(inside).trim().is_empty();
    let is_prose = content.split_whitespace().count() > 3;
    let guess = if rest.starts_with('=') {
        let help = "write `: ` in place of the `=`";
        Guess::new(end..end + 1, "expected `:` behind the key, found `=`", help)
            .fix(vec![TextEdit::new(end..end + 1, ": ")], true)
    } else if has_children {
        lone_key(fault, line.start..end)
    } else if is_prose {
        let help = "write `#` before the line if it is a comment, or a key and `:` before the text";
        Guess::new(
            line.clone(),
            "expected a line such as `key: value`, found text",
            help,
        )
        .fix(vec![TextEdit::insert(line.start, "# ")], false)
    } else {
        let help = "write `:` behind the key, or `#` before the line if it is a comment";
        Guess::new(
            line.start..end,
            "this line has no colon behind its key",
            help,
        )
        .fix(vec![TextEdit::insert(end, ":")], false)
    };
    Some(match has_children {
        true => guess.removal(vec![blank(fault.text, block)]),
        false => guess.removal(vec![blank(fault.text, line)]),
    })
}

/// A key without colon, whose value is in the lines below.
fn lone_key(fault: &Fault<'_>, key: Range<usize>) -> Guess {
    let name = quoted(fault.get(key.clone()));
    let name = name.trim_matches('"');
    let end = key.end;
    let guess = Guess::new(key, format!("`{name}` has no colon"), "write `:` behind it")
        .fix(vec![TextEdit::insert(end, ":")], true);
    let rest = fault.rest(end);
    match rest.starts_with([' ', '\t']) || rest.starts_with("\r\n") || rest.starts_with("\n\n") {
        true => guess.keep(vec![TextEdit::new(end..end + 1, ":")]),
        false => guess,
    }
}

/// A key without colon above the error. The parser reads it and the line below as one text.
fn missing_colon_above(fault: &Fault<'_>) -> Option<Guess> {
    let start = fault.stop.last.start;
    let above = super::content(fault.text, super::line_start(fault.text, start));
    let content = fault.get(start..above.end);
    let length = content.find(' ').unwrap_or(content.len());
    let (key, rest) = content.split_at_checked(length)?;
    let before = fault.get(above.start..start).trim();
    let is_line = (before.is_empty() || before == "-") && above.end < fault.line();
    if !is_line || !is_key(key) || rest.split_whitespace().count() > 2 {
        return None;
    }
    if rest.is_empty() {
        let lone = lone_key(fault, start..above.end);
        return Some(lone.removal(vec![blank(fault.text, start..above.end)]));
    }
    let help = "write `:` behind the key";
    let end = start + length;
    Some(
        Guess::new(start..end, "this line has no colon behind its key", help)
            .fix(vec![TextEdit::insert(end, ":")], false)
            .removal(vec![blank(fault.text, start..above.end)]),
    )
}
