//! What a text contains besides YAML, or instead of it: merge conflicts, a code fence, templates, a page of HTML. Each is
//! reported once, and removed before anything else is repaired.

use std::ops::Range;

use super::TextEdit;
use super::guess::{Guess, blank, is_key, value_start};
use super::lines::{content, line_start, lines};

/// Finds all parts that are not YAML.
pub(super) fn find(text: &str) -> Vec<Guess> {
    if let Some(page) = find_markup(text) {
        return vec![page];
    }
    let mut found = Vec::new();
    find_conflicts(text, &mut found);
    found.extend(find_fence(text));
    found.extend(find_slash_comments(text));
    found.extend(find_templates(text));
    found.sort_by_key(|guess| guess.fault.span);
    found
}

/// A page of HTML, such as an error of a server.
fn find_markup(text: &str) -> Option<Guess> {
    let rest = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let mut chars = rest.chars();
    let is_tag = chars.next() == Some('<')
        && chars
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
        && rest.lines().next().is_some_and(|line| line.contains('>'));
    let start = text.len() - rest.len();
    is_tag.then(|| {
        Guess::new(
            content(text, line_start(text, start)),
            "this is HTML or XML, not YAML",
            "check where the text comes from; it may be an error or sign-in page",
        )
        .removal(vec![blank(text, 0..text.len())])
        .broken(0..text.len())
    })
}

/// Merge conflicts that version control has left. Of each, the first side is kept.
fn find_conflicts(text: &str, found: &mut Vec<Guess>) {
    let mut opening: Option<Range<usize>> = None;
    let mut other: Option<usize> = None;
    for line in lines(text, 0, text.len()) {
        let mark = content(text, line.start);
        let content = text.get(mark.clone()).unwrap_or_default();
        if content.starts_with("<<<<<<<") {
            (opening, other) = (Some(mark), None);
        } else if content.starts_with("|||||||") || content == "=======" {
            other.get_or_insert(line.start);
        } else if content.starts_with(">>>>>>>")
            && let (Some(first), Some(second)) = (opening.take(), other.take())
        {
            let guess = Guess::new(
                first.clone(),
                "this is a merge conflict that is not resolved",
                "keep one of the two sides, and remove the lines with `<`, `=` and `>`",
            )
            .related(second..second + 7, "the other side begins here")
            .removal(vec![blank(text, first), blank(text, second..line.end)]);
            found.push(guess);
        }
    }
}

/// A code fence around the text, with the prose before and behind it.
fn find_fence(text: &str) -> Option<Guess> {
    let is_fence = |line: &Range<usize>| {
        let line = text.get(content(text, line.start)).unwrap_or_default();
        line.starts_with("```") || line.starts_with("~~~")
    };
    let has_key = |line: &Range<usize>| {
        let line = text.get(content(text, line.start)).unwrap_or_default();
        line.split_once(':').is_some_and(|(key, _)| is_key(key))
    };
    let mut all = lines(text, 0, text.len());
    let opening = all
        .find(|line| is_fence(line) || has_key(line))
        .filter(is_fence)?;
    let closing = all.find(is_fence).map_or(text.len(), |line| line.start);
    let (before, behind) = (0..opening.end, closing..text.len());
    let is_prose =
        |range: Range<usize>| text.get(range).is_some_and(|part| !part.trim().is_empty());
    let is_safe = !is_prose(0..opening.start)
        && text.get(behind.clone()).unwrap_or_default().trim().len() <= 3;
    let removed = [before, behind]
        .into_iter()
        .filter(|range| !range.is_empty());
    let guess = Guess::new(
        content(text, opening.start),
        "expected only the declaration, found a code fence around it",
        "remove the lines of the fence, and what is around them",
    );
    Some(
        guess
            .fix(
                removed
                    .clone()
                    .map(|range| TextEdit::new(range, ""))
                    .collect(),
                is_safe,
            )
            .removal(removed.map(|range| blank(text, range)).collect()),
    )
}

/// Comments of JSON with comments, in a text that is like JSON.
fn find_slash_comments(text: &str) -> Option<Guess> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let comments: Vec<_> = lines(text, 0, text.len())
        .filter_map(|line| {
            let content = text.get(line.clone())?;
            let start = line.start + content.len() - content.trim_start().len();
            content
                .trim_start()
                .starts_with("//")
                .then_some(start..line.end)
        })
        .collect();
    let first = comments.first()?.clone();
    let marks = comments
        .iter()
        .map(|comment| TextEdit::new(comment.start..comment.start + 2, "#"));
    let message = counted(
        "comments of YAML start with `#`, not with `//`",
        comments.len(),
    );
    Some(
        Guess::new(first.start..first.start + 2, message, "write `#`")
            .fix(marks.collect(), true)
            .removal(
                comments
                    .iter()
                    .map(|comment| blank(text, comment.clone()))
                    .collect(),
            ),
    )
}

/// Expressions of a template language, such as `{{ .Values.image }}`.
fn find_templates(text: &str) -> Option<Guess> {
    let mut first = None;
    let (mut count, mut removal, mut broken, mut unfinished) =
        (0, Vec::new(), Vec::new(), Vec::new());
    // The indentation and start of the objects and lists around the line.
    let mut around: Vec<(usize, usize)> = Vec::new();
    for line in lines(text, 0, text.len()) {
        let content = content(text, line.start);
        let mut at = content.start;
        let mut is_statement = false;
        while let Some(expression) = next_expression(text, at..content.end) {
            at = expression.end;
            count += 1;
            first.get_or_insert(expression.clone());
            // A line with nothing else is a statement, or stands for any number of lines.
            is_statement = expression == content;
            if is_statement {
                removal.push(blank(text, content.clone()));
                unfinished.extend(around.iter().map(|(_, start)| *start as u32));
                around.clear();
            } else {
                removal.push(TextEdit::new(
                    expression.clone(),
                    "_".repeat(expression.len()),
                ));
                broken.push(value_start(text, content.clone())..content.end);
            }
        }
        let own = content.start - line.start;
        if !is_statement && !content.is_empty() {
            around.retain(|(indentation, _)| *indentation <= own);
            if around
                .last()
                .is_none_or(|(indentation, _)| *indentation < own)
            {
                around.push((own, content.start));
            }
        }
    }
    let first = first?;
    let message = counted(
        "this is an expression of a template, such as those of Helm or Jinja, not YAML",
        count,
    );
    let help = "check the output of the template, such as that of `helm template`";
    let mut guess = Guess::new(first, message, help).keep(removal);
    guess.fault.unfinished = unfinished;
    Some(broken.into_iter().fold(guess, Guess::broken))
}

/// The next template expression in a part of a line that is not in quotes.
fn next_expression(text: &str, part: Range<usize>) -> Option<Range<usize>> {
    let line = text.get(part.clone())?;
    let (start, closer) = ["{{", "{%"]
        .iter()
        .zip(["}}", "%}"])
        .filter_map(|(opener, closer)| Some((line.find(opener)?, closer)))
        .min()?;
    let before = line.get(..start)?.trim_end();
    let is_quoted = before.contains(['"', '\'']) && !before.ends_with([':', '}', '-']);
    let after = line.get(start + 2..)?;
    let is_template = after.starts_with([' ', '-', '.', '$']) || closer == "%}";
    let end = start + 2 + after.find(closer)? + 2;
    (is_template && !is_quoted).then_some(part.start + start..part.start + end)
}

/// A message about something that may occur several times.
fn counted(message: &str, count: usize) -> String {
    match count {
        1 => message.to_owned(),
        count => format!("{message}, and {} more like this", count - 1),
    }
}
