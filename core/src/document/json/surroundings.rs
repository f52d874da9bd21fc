//! Finds what a text contains besides a declaration, or instead of one: a code fence, an answer around it, merge
//! conflicts, a page of HTML. Each is reported once, and the declaration in it is read as far as possible.

mod conflicts;
mod encoded;
mod lines;
mod other_formats;

use super::lexical::comment_end;
use super::syntax_faults::SyntaxFault;
use crate::collections::sorted_by_key;
use crate::diagnostic::Sink;
use crate::document::{Buffers, Document, Source, Writer, node};
use crate::fix::Edit;
use crate::model::names::is_one_of;
use crate::span::Span;

/// What a text contains besides a declaration.
#[derive(Default)]
pub(super) struct Surroundings {
    /// The parts that are skipped like white space, in order.
    pub(super) foreign_parts: Vec<Span>,
    pub(super) faults: Vec<SyntaxFault>,
    /// Whether there is nothing that could be read as a declaration.
    pub(super) is_unreadable: bool,
}

impl Surroundings {
    fn unreadable(fault: SyntaxFault) -> Self {
        Self {
            foreign_parts: Vec::new(),
            faults: vec![fault],
            is_unreadable: true,
        }
    }

    /// Adds parts that one fault is about.
    fn add(&mut self, fault: SyntaxFault, parts: impl IntoIterator<Item = Span>) {
        self.faults.push(fault);
        self.foreign_parts.extend(parts);
    }
}

/// Finds what is around the declaration in `text`, from byte `start` on.
pub(super) fn find(text: &str, start: usize) -> Surroundings {
    let begin = first_token(text, start);
    let trimmed = text.get(begin..).unwrap_or_default();
    if let Some(fault) = other_formats::find(trimmed, begin).or_else(|| encoded::find(text, begin))
    {
        return Surroundings::unreadable(fault);
    }
    let mut found = Surroundings::default();
    conflicts::find(text, &mut found);
    let is_conflict = found
        .foreign_parts
        .first()
        .is_some_and(|part| part.start as usize == begin);
    let is_bare = trimmed.starts_with(['{', '[', '"']);
    if is_bare {
        find_semicolon(text, &mut found);
    } else if !is_conflict && !lines::find(text, begin, &mut found) {
        find_beginning(text, begin, &mut found);
    }
    found.foreign_parts = sorted_by_key(found.foreign_parts, |part| (part.start, part.end));
    found
}

/// Reports a document that is a string with JSON in it. Returns any other document unchanged.
#[cold]
pub(super) fn without_encoded_json<'t>(document: Document<'t>, sink: &mut Sink) -> Document<'t> {
    let content = document.str(Document::ROOT).unwrap_or_default().trim();
    let is_json = content.starts_with(['{', '[']) && content.ends_with(['}', ']']);
    let (true, Some(whole)) = (is_json, document.span(Document::ROOT)) else {
        return document;
    };
    let text = document.text();
    encoded::string_with_json(text, whole).report_to(sink);
    unreadable_document(text, document.into_buffers())
}

/// A document with nothing but a broken value, about which nothing else is reported.
pub(super) fn unreadable_document(text: &str, buffers: Buffers) -> Document<'_> {
    let mut writer = Writer::new(text, Source::Text, buffers);
    let head = node::NULL | node::BROKEN;
    writer.leaf_with_span(head, 0, 0, span(0, text.len()));
    let mut document = writer.finish();
    document.is_recovered = true;
    document
}

/// The start of the first token: behind white space and comments.
fn first_token(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        at = text.len() - rest.trim_start().len();
        match comment_end(text.as_bytes(), at) {
            Some((end, _)) => at = end,
            None => return at,
        }
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// The edits that remove parts of the text.
fn removals(parts: &[Span]) -> Vec<Edit> {
    parts.iter().map(|part| Edit::replace(*part, "")).collect()
}

/// Finds what is before the declaration, and what belongs to it behind: a code fence, an assignment, prose.
fn find_beginning(text: &str, begin: usize, found: &mut Surroundings) {
    let rest = text.get(begin..).unwrap_or_default();
    if let Some(mark) = ["ï»¿", "\u{fffd}", "þÿ", "ÿþ"]
        .iter()
        .find(|mark| rest.starts_with(**mark))
    {
        let part = span(begin, begin + mark.len());
        let fault = SyntaxFault::new(
            part,
            "the text begins with a mark that was read in the wrong encoding",
        )
        .help("remove the mark, or read the file as UTF-8")
        .safe_fix([Edit::replace(part, "")]);
        found.add(fault, [part]);
        return;
    }
    if find_fence(text, begin, found) {
        return;
    }
    let Some(length) = rest.find(['{', '[']) else {
        return;
    };
    let (before, opener) = (rest.get(..length).unwrap_or_default(), begin + length);
    let after = text.get(opener + 1..).unwrap_or_default().trim_start();
    let begins_document = after.starts_with(['"', '\'', '}', '{', '/'])
        || after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '“' || c == '\\');
    let is_other = before.contains(['"', '\'', ',', '}', ']', '<', '“']) && before.contains(':');
    let has_words = before.contains(|c: char| c.is_alphabetic());
    if !has_words || !begins_document || is_other || before.contains('+') {
        return;
    }
    let line = before.trim_end();
    let is_code =
        line.ends_with(['=', '(']) || line.ends_with("default") || line.ends_with("return");
    let mut parts = vec![span(begin, opener)];
    let (message, help) = if is_code {
        parts.extend(end_of_statement(text));
        (
            "expected only the declaration, found code of a program around it",
            "keep the object, and remove the code",
        )
    } else {
        parts.extend(prose_behind(text));
        (
            "expected only the declaration, found other text before it",
            "keep the object, and remove the text around it",
        )
    };
    let fault = SyntaxFault::new(span(begin, begin + line.len()), message)
        .help(help)
        .risky_fix(removals(&parts));
    found.add(fault, parts);
}

/// What follows the last closing bracket of a text.
fn behind_document(text: &str) -> Option<(usize, &str)> {
    let end = text.rfind(['}', ']'])? + 1;
    Some((end, text.get(end..)?))
}

/// The end of a statement behind the document: `;`, or `);`.
fn end_of_statement(text: &str) -> Option<Span> {
    let (end, rest) = behind_document(text)?;
    let is_end = rest
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, ';' | ')'));
    (is_end && !rest.trim().is_empty()).then(|| span(end, end + rest.trim_end().len()))
}

fn prose_behind(text: &str) -> Option<Span> {
    let (end, rest) = behind_document(text)?;
    let is_prose = !rest.trim().is_empty() && !rest.contains('"');
    is_prose.then(|| span(end, end + rest.trim_end().len()))
}

/// A `;` behind the document, as at the end of a statement.
fn find_semicolon(text: &str, found: &mut Surroundings) {
    let Some((end, rest)) = behind_document(text) else {
        return;
    };
    if rest.trim() == ";" {
        let part = span(end, end + rest.trim_end().len());
        let sign = span(part.end as usize - 1, part.end as usize);
        let fault = SyntaxFault::new(sign, "expected the end of the input, found `;`")
            .help("remove the `;`")
            .safe_fix([Edit::replace(sign, "")]);
        found.add(fault, [part]);
    }
}

/// Finds the code fence around a document, with the prose before and behind it.
fn find_fence(text: &str, begin: usize, found: &mut Surroundings) -> bool {
    let mut at = begin;
    let mut opening = None;
    for line in text.get(begin..).unwrap_or_default().split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let content = line.trim();
        let mark = ["```", "~~~", "'''", "´´´"]
            .into_iter()
            .find(|mark| content.starts_with(mark));
        match (mark, opening) {
            (Some(mark), None) => {
                let mut info = content;
                while let Some(rest) = info.strip_prefix(mark) {
                    info = rest;
                }
                if !info
                    .trim()
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || is_one_of("-_+. ", c))
                {
                    return false;
                }
                opening = Some((mark, start, end));
            }
            (Some(mark), Some((open, from, to))) if mark == open => {
                report_fence(text, begin, (from, to), Some(start), found);
                return true;
            }
            (_, None) if content.starts_with(['{', '[', '"']) => return false,
            _ => {}
        }
    }
    let Some((_, from, to)) = opening else {
        return false;
    };
    report_fence(text, begin, (from, to), None, found);
    true
}

fn report_fence(
    text: &str,
    begin: usize,
    (start, end): (usize, usize),
    closing: Option<usize>,
    found: &mut Surroundings,
) {
    let mut parts = vec![span(begin, end)];
    parts.extend(closing.map(|closing| span(closing, text.len())));
    let line = text.get(start..end).unwrap_or_default().trim_end();
    let place = match begin < start {
        true => span(begin, start + line.len()),
        false => span(start, start + line.len()),
    };
    let behind = closing
        .and_then(|closing| text.get(closing..))
        .unwrap_or_default();
    let only_fence = begin == start && behind.trim().lines().count() <= 1;
    let fault = SyntaxFault::new(
        place,
        "expected only the declaration, found a code fence around it",
    )
    .help("remove the lines of the fence, and what is around them");
    let fault = match only_fence {
        true => fault.safe_fix(removals(&parts)),
        false => fault.risky_fix(removals(&parts)),
    };
    found.add(fault, parts);
}
