//! Tabs, and lines that are indented too much or too little.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::super::TextEdit;
use super::super::lines::{
    content, indentation, is_blank, line_start, lines, next_line, previous_end,
};
use super::super::region::starts_with_dash;
use super::{Fault, Guess, MAX_LINES_ABOVE, blank};

/// The tab that an error is about: in the indentation of its line or of one after it, or in the line.
pub(super) fn tab_position(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    lines(text, start, text.len())
        .take(8)
        .find_map(|line| {
            let end = line.start + indentation(text, line.start);
            let tab = text.get(line.start..end)?.find('\t')?;
            Some(line.start + tab)
        })
        .or_else(|| Some(start + text.get(start..at)?.rfind('\t')?))
        .or_else(|| Some(at + text.get(at..)?.find('\t')?))
        .unwrap_or(at)
}

/// Lines that are indented with tabs.
pub(super) fn guess_tabs(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    let line = fault.line();
    let tab = fault.at..fault.at + 1;
    let is_indentation = tab.end <= line + indentation(fault.text, line);
    let mut tabs = vec![fault.at];
    let mut count = 0;
    if is_indentation {
        tabs.clear();
        for line in lines(fault.text, fault.region.start, fault.region.end) {
            let end = line.start + indentation(fault.text, line.start);
            let indent = fault.get(line.start..end);
            count += usize::from(indent.contains('\t'));
            tabs.extend(indent.match_indices('\t').map(|(at, _)| line.start + at));
        }
    }
    let message = match is_indentation {
        true => "this line is indented with a tab",
        false => "a tab can't be used here",
    };
    let spaces = |count: usize| -> Vec<TextEdit> {
        let edit = |at: &usize| TextEdit::new(*at..at + 1, " ".repeat(count));
        tabs.iter().map(edit).collect()
    };
    for width in [2, 4, 8, 1, 3] {
        let mut guess = Guess::new(tab.clone(), message, "use spaces, which YAML requires")
            .fix(spaces(width), true)
            .keep(spaces(1))
            .removal(vec![blank(fault.text, fault.block())])
            .structural();
        guess.lines_with_tabs = if is_indentation { count } else { 0 };
        guesses.push(guess);
    }
}

pub(super) fn guess(fault: &Fault<'_>, guesses: &mut Vec<Guess>) {
    let kinds = [
        ErrorKind::MappingValueNotAllowed,
        ErrorKind::ExpectedBlockMappingKey,
        ErrorKind::ExpectedBlockSequenceEntry,
        ErrorKind::ExpectedDocumentStart,
        ErrorKind::SimpleKeyExpected,
        ErrorKind::BlockSequenceEntryNotAllowed,
        ErrorKind::InvalidIndentation,
        ErrorKind::InvalidBlockScalarIndent,
    ];
    if !kinds.contains(&fault.stop.kind) || fault.line() == fault.region.start {
        return;
    }
    let own = indentation(fault.text, fault.line());
    guesses.extend(indented_start(fault, own));
    guesses.extend(outlier_above(fault, own));
    for column in columns(fault, own) {
        for lines in shifted_lines(fault, own) {
            guesses.push(shift(fault, &lines, own, column));
        }
    }
}

/// The columns where the line may belong, from the likeliest on.
fn columns(fault: &Fault<'_>, own: usize) -> Vec<usize> {
    let mut columns = columns_above(fault);
    let line = fault.content();
    // The value of a key must be indented more than the key.
    let next = lines(
        fault.text,
        next_line(fault.text, line.start),
        fault.text.len(),
    )
    .find(|next| !is_blank(fault.text, next.start))
    .filter(|_| fault.get(line).ends_with(':'));
    let inner = next.map_or(usize::MAX, |next| {
        indentation(fault.text, next.start) + usize::from(starts_with_dash(fault.text, next.start))
    });
    columns.retain(|column| *column != own && *column < inner);
    // Two columns at the same distance: a line more likely belongs to what is right above it.
    columns.sort_by_key(|column| (column.abs_diff(own), *column < own));
    // What is far away is meant less likely than something else.
    let nearest = |is_deeper: bool| columns.iter().find(|column| (**column > own) == is_deeper);
    let nearest = [nearest(true), nearest(false)].map(|column| column.copied());
    columns.retain(|column| nearest.contains(&Some(*column)) || column.abs_diff(own) <= 2);
    columns
}

/// The line above is indented less than the line with the error and the others of its object: those before it, or those
/// after it if it is the first.
fn outlier_above(fault: &Fault<'_>, own: usize) -> Option<Guess> {
    let text = fault.text;
    let start = line_start(text, previous_end(text, fault.line()));
    let missing = own.checked_sub(indentation(text, start))?;
    if missing == 0 || start < fault.region.start || starts_with_dash(text, start) {
        return None;
    }
    let before = line_start(text, previous_end(text, start));
    let parent = fault.get(content(text, before));
    let is_first = indentation(text, start) <= indentation(text, before) && parent.ends_with(':');
    let siblings = siblings_above(text, start, own);
    let below = lines(text, fault.line(), text.len())
        .take_while(|line| indentation(text, line.start) >= own)
        .filter(|line| indentation(text, line.start) == own);
    let is_outlier = is_first || siblings.is_some() && below.take(2).count() == 2;
    if !is_outlier {
        return None;
    }
    let line = content(text, start);
    let mut guess = Guess::new(
        line.clone(),
        "this line is indented less than the other keys of its object",
        help(own),
    )
    .fix(vec![TextEdit::insert(start, " ".repeat(missing))], false)
    .removal(vec![blank(text, line)])
    .structural();
    guess
        .fault
        .unfinished
        .extend(siblings.map(|start| start as u32));
    Some(guess)
}

/// Where the object starts that has its keys at column `own` and ends before the line `line`.
fn siblings_above(text: &str, line: usize, own: usize) -> Option<usize> {
    let mut at = line;
    let mut first = None;
    for _ in 0..MAX_LINES_ABOVE {
        let above = line_start(text, previous_end(text, at));
        if above == at || !is_blank(text, above) && indentation(text, above) < own {
            break;
        }
        if indentation(text, above) == own && !is_blank(text, above) {
            first = Some(above + own);
        }
        at = above;
    }
    first
}

/// Lines at the start of a document that are indented more than the lines after them, such as text that was selected from
/// the first letter on.
fn indented_start(fault: &Fault<'_>, own: usize) -> Option<Guess> {
    if fault.stop.kind != ErrorKind::ExpectedDocumentStart {
        return None;
    }
    let text = fault.text;
    let is_filled = |line: &Range<usize>| !is_blank(text, line.start);
    let above: Vec<_> = lines(text, fault.region.start, fault.line())
        .filter(is_filled)
        .collect();
    let below = lines(text, fault.line(), text.len()).filter(is_filled);
    let first = above.first()?;
    let removed = indentation(text, first.start).checked_sub(own)?;
    if removed == 0 || below.take(above.len()).count() < above.len() {
        return None;
    }
    let edits = above
        .iter()
        .map(|line| TextEdit::new(line.start..line.start + removed, ""));
    let moves = above.iter().map(|line| {
        let rest = text.get(line.start + removed..line.end).unwrap_or_default();
        TextEdit::new(line.clone(), format!("{rest}{}", " ".repeat(removed)))
    });
    let span = first.start..first.start + removed;
    let guess = Guess::new(
        span,
        "this line is indented more than the lines after it",
        help(own),
    );
    Some(guess.fix(edits.collect(), true).keep(moves.collect()))
}

/// The columns of keys, or of dashes if the line starts with one, in the lines above, within the region and around it.
fn columns_above(fault: &Fault<'_>) -> Vec<usize> {
    let text = fault.text;
    let is_entry = starts_with_dash(text, fault.line());
    let around = fault
        .region
        .around
        .iter()
        .filter(|open| open.is_list == is_entry);
    let mut columns: Vec<usize> = around.map(|open| open.column).collect();
    for line in lines(text, fault.region.start, fault.line()) {
        if is_blank(text, line.start) || columns.len() > 8 {
            continue;
        }
        let mut column = indentation(text, line.start);
        let is_list = starts_with_dash(text, line.start);
        if is_list && !is_entry {
            column += 1;
            column += indentation(text, line.start + column);
        }
        // A list may have the column of its key.
        if (is_list || !is_entry || fault.get(content(text, line.start)).ends_with(':'))
            && !columns.contains(&column)
        {
            columns.push(column);
        }
    }
    columns
}

/// The lines that may have to be moved: the one with the error, its block, or all lines down to one that is indented less.
fn shifted_lines(fault: &Fault<'_>, own: usize) -> Vec<Vec<Range<usize>>> {
    let all = lines(fault.text, fault.line(), fault.region.end)
        .filter(|line| !is_blank(fault.text, line.start))
        .take_while(|line| indentation(fault.text, line.start) >= own)
        .collect::<Vec<_>>();
    let block = fault.block();
    let inner: Vec<_> = all
        .iter()
        .filter(|line| line.start < block.end)
        .cloned()
        .collect();
    let single: Vec<_> = all.iter().take(1).cloned().collect();
    let mut choices = vec![single, inner, all];
    choices.dedup();
    choices
}

/// Moves lines from column `own` to column `wanted`.
fn shift(fault: &Fault<'_>, moved: &[Range<usize>], own: usize, wanted: usize) -> Guess {
    let text = fault.text;
    let (message, help) = messages(fault, own, wanted);
    let content = fault.content();
    let span = match own {
        0 => content.clone(),
        _ => fault.line()..content.start,
    };
    let all = fault.line()..next_line(text, moved.last().map_or(fault.at, |line| line.start));
    let mut guess = Guess::new(span, message, help).structural();
    let last = &fault.stop.last;
    if last.start < fault.line() && last.end > fault.line() {
        // The parser read a value and this line as one text, so the value may not be meant.
        guess = guess.broken(last.start..previous_end(text, fault.line()));
    }
    if wanted > own {
        let spaces = " ".repeat(wanted - own);
        let edits = moved
            .iter()
            .map(|line| TextEdit::insert(line.start, spaces.clone()));
        return guess
            .fix(edits.collect(), false)
            .removal(vec![blank(text, all)]);
    }
    let removed = own - wanted;
    let edits = moved
        .iter()
        .map(|line| TextEdit::new(line.start..line.start + removed, ""));
    let moves = moved.iter().map(|line| {
        let rest = text.get(line.start + removed..line.end).unwrap_or_default();
        TextEdit::new(line.clone(), format!("{rest}{}", " ".repeat(removed)))
    });
    guess.fix(edits.collect(), false).keep(moves.collect())
}

fn messages(fault: &Fault<'_>, own: usize, wanted: usize) -> (String, String) {
    let others = match starts_with_dash(fault.text, fault.line()) {
        true => "the other entries of its list",
        false => "the other keys of its object",
    };
    let relation = if wanted > own { "less" } else { "more" };
    let message = format!("this line is indented {relation} than {others}");
    (message, help(wanted))
}

fn help(wanted: usize) -> String {
    match wanted {
        0 => "remove the spaces at its start".to_owned(),
        1 => "indent it by 1 space".to_owned(),
        wanted => format!("indent it by {wanted} spaces"),
    }
}
