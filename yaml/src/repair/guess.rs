//! Guesses what is wrong at a syntax error: each with a correction, and with edits that only remove the error.

mod brackets;
mod flow;
mod indent;
mod keys;
mod quotes;
mod unknown;
mod values;

use std::ops::Range;

use alien_sdk_core::internal::fix::{Applicability, Edit, Fix};
use alien_sdk_core::internal::span::Span;
use granit_parser::ErrorKind;

use super::lines::{content, indentation, is_blank, line_end, line_start, lines, next_line};
use super::probe::Stop;
use super::region::Region;
use super::trial::Trial;
use super::{SyntaxFault, TextEdit};

pub(super) use unknown::guess as unknown;

/// A syntax error and its surroundings.
pub(super) struct Fault<'a> {
    pub(super) text: &'a str,
    pub(super) stop: &'a Stop,
    /// Where the error is, which may be before the position that the parser reports.
    pub(super) at: usize,
    pub(super) region: &'a Region,
}

/// What may be wrong.
pub(super) struct Guess {
    pub(super) fault: SyntaxFault,
    /// The correction, with which the parser should read on.
    edits: Vec<TextEdit>,
    /// Ways to remove the error, from the least destructive on.
    pub(super) removals: Vec<Removal>,
    /// Whether any object or list around the error may lack something.
    is_structural: bool,
    /// The number of lines that are indented with tabs, all of which are reported as one.
    pub(super) lines_with_tabs: usize,
}

/// Edits that keep all positions and remove an error.
pub(super) struct Removal {
    pub(super) edits: Vec<TextEdit>,
    /// Whether all values that remain are as they were written.
    pub(super) keeps_values: bool,
}

impl Guess {
    pub(super) fn new(
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let fault = SyntaxFault {
            span: to_span(span),
            message: message.into(),
            help: help.into(),
            related: Vec::new(),
            fix: None,
            unfinished: Vec::new(),
            broken: Vec::new(),
        };
        Self {
            fault,
            edits: Vec::new(),
            removals: Vec::new(),
            is_structural: false,
            lines_with_tabs: 0,
        }
    }

    /// Sets the correction, which is not offered as a fix.
    fn correct(mut self, edits: Vec<TextEdit>) -> Self {
        self.edits = edits;
        self
    }

    /// Sets the correction, and offers it as a fix.
    pub(super) fn fix(mut self, edits: Vec<TextEdit>, is_safe: bool) -> Self {
        let replace = |edit: &TextEdit| Edit::replace(to_span(edit.range.clone()), &*edit.text);
        self.fault.fix = Some(Fix {
            title: self.fault.help.clone(),
            edits: edits.iter().map(replace).collect(),
            applicability: match is_safe {
                true => Applicability::Safe,
                false => Applicability::Unsafe,
            },
        });
        self.correct(edits)
    }

    pub(super) fn related(mut self, range: Range<usize>, message: &str) -> Self {
        self.fault
            .related
            .push((to_span(range), message.to_owned()));
        self
    }

    /// Adds edits that remove the error and keep all other values.
    pub(super) fn keep(mut self, edits: Vec<TextEdit>) -> Self {
        self.removals.push(Removal {
            edits,
            keeps_values: true,
        });
        self
    }

    /// Adds edits that remove the error and what is around it.
    pub(super) fn removal(mut self, edits: Vec<TextEdit>) -> Self {
        self.removals.push(Removal {
            edits,
            keeps_values: false,
        });
        self
    }

    /// Says that a value may not be what was meant.
    pub(super) fn broken(mut self, range: Range<usize>) -> Self {
        self.fault.broken.push(to_span(range));
        self
    }

    /// Notes what the removal of the error affects.
    pub(super) fn mark(&mut self, fault: &Fault<'_>, removal: &Removal) {
        let text = fault.text;
        let known: Vec<_> = self.fault.broken.iter().map(|span| span.range()).collect();
        for TextEdit { range, text: new } in &removal.edits {
            let is_removed = new.trim().is_empty();
            let is_inside = |known: &Range<usize>| {
                let is_after = known.start < range.start || !is_removed;
                is_after && known.start <= range.start && range.end <= known.end
            };
            if removal.keeps_values || range.is_empty() || known.iter().any(is_inside) {
                continue;
            }
            let line = line_start(text, range.start);
            match text.get(line..range.start).unwrap_or_default().trim() {
                "" => self.is_structural = true,
                "-" => self.fault.unfinished.push(range.start as u32),
                _ => {}
            }
            let before = end_of_content(text, range.start);
            self.fault.broken.push(to_span(before..range.end));
        }
        let content = fault.content();
        let is_last = |span: &Span| span.end as usize >= content.end;
        let is_lost = self.fault.broken.iter().any(is_last);
        if is_lost && fault.get(content).ends_with(':') {
            // What follows belongs to a key that was removed.
            self.fault.broken.push(to_span(fault.lines_below()));
            self.is_structural = true;
        }
        let end = self.fault.broken.iter().map(|span| span.end).max();
        let rest = end.and_then(|end| text.get(end as usize..));
        if self.is_structural || rest.is_some_and(|rest| rest.trim().is_empty()) {
            let starts = fault.collections(removal.keeps_values);
            self.fault.unfinished.extend(starts);
        }
    }

    fn structural(mut self) -> Self {
        self.is_structural = true;
        self
    }
}

impl<'a> Fault<'a> {
    /// The start of the line with the error.
    fn line(&self) -> usize {
        line_start(self.text, self.at)
    }

    /// The content of the line with the error.
    fn content(&self) -> Range<usize> {
        content(self.text, self.line())
    }

    fn get(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Whether the error is inside brackets.
    fn is_in_flow(&self) -> bool {
        self.stop.open.last().is_some_and(|open| open.is_flow)
    }

    /// The starts of all objects and lists that the error may belong to. If the line is certainly at the right column, what
    /// is deeper has ended.
    fn collections(&self, is_column_uncertain: bool) -> impl Iterator<Item = u32> {
        let is_entry = self.region.start == self.line() && !self.region.is_first;
        let is_right = is_entry && !is_column_uncertain;
        let count = if is_right {
            self.region.around.len()
        } else {
            usize::MAX
        };
        let blocks = self
            .stop
            .open
            .iter()
            .filter(|open| !open.is_flow)
            .take(count);
        // The parser returns the start of the first element of some lists.
        let starts = blocks.clone().map(|open| match open.is_list {
            true => line_start(self.text, open.start),
            false => open.start,
        });
        // What the line would start may begin after it.
        let line = self.line();
        let own = indentation(self.text, line);
        let is_known = blocks.clone().any(|open| open.column == own);
        let new = [
            (!is_known).then_some(line),
            self.region.is_first.then_some(self.region.start),
        ];
        starts
            .chain(new.into_iter().flatten())
            .map(|start| start as u32)
    }

    /// The lines after the one with the error that are not indented less.
    fn lines_below(&self) -> Range<usize> {
        let line = self.line();
        let own = indentation(self.text, line);
        let start = next_line(self.text, line);
        let end = lines(self.text, start, self.text.len())
            .find(|next| {
                indentation(self.text, next.start) < own.max(1) && !is_blank(self.text, next.start)
            })
            .map_or(self.text.len(), |next| next.start);
        start..end
    }

    /// The line with the error and the lines after it that are indented more.
    fn block(&self) -> Range<usize> {
        self.block_at(self.line())
    }

    /// A line and the lines after it that are indented more.
    fn block_at(&self, line: usize) -> Range<usize> {
        let own = indentation(self.text, line);
        // Lines that are indented like something around the error do not belong to it.
        let columns = self.stop.open.iter().map(|open| open.column);
        let own = columns.filter(|column| *column >= own).min().unwrap_or(own);
        let end = lines(self.text, next_line(self.text, line), self.region.end)
            .find(|next| {
                indentation(self.text, next.start) <= own && !is_blank(self.text, next.start)
            })
            .map_or(self.region.end, |next| next.start);
        line..end
    }
}

/// The position of the error, where a person would look for it.
pub(super) fn position(text: &str, stop: &Stop) -> usize {
    let line = line_start(text, stop.at);
    if is_tab_error(&stop.kind) {
        return indent::tab_position(text, stop.at);
    }
    let before = text.get(line..stop.at).unwrap_or_default();
    if before.trim() == "-" {
        return line + indentation(text, line);
    }
    stop.at
}

fn is_tab_error(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::InvalidBlockEntryWhitespace
    )
}

/// The guess that explains the error best: the first one with which the parser reads the whole region, or else the one with
/// which it reads furthest. Without a correction, the parser leaves `before` bytes unread.
pub(super) fn best(fault: &Fault<'_>, trial: &mut Trial<'_>, before: usize) -> Guess {
    let mut best: Option<(usize, Guess)> = None;
    for list in [specific, general] {
        for guess in list(fault) {
            let unread = trial.unread(&guess.edits);
            if best.as_ref().is_none_or(|(least, _)| unread < *least) {
                best = Some((unread, guess));
            }
            if unread == 0 {
                break;
            }
        }
        if best.as_ref().is_some_and(|(unread, _)| *unread == 0) {
            break;
        }
    }
    // Behind the line with the error, another one may follow.
    let line_end = line_end(fault.text, fault.at);
    let enough = match fault.is_in_flow() {
        true => before,
        false => before.min(fault.region.end.saturating_sub(line_end)),
    };
    match best {
        Some((0, guess)) => guess,
        Some((unread, mut guess)) if unread < enough => {
            if let Some(fix) = &mut guess.fault.fix {
                fix.applicability = Applicability::Unsafe;
            }
            guess
        }
        _ => unknown::guess(fault.text, fault.stop, fault.at),
    }
}

/// Guesses for the kind of the error, from the likeliest on.
fn specific(fault: &Fault<'_>) -> Vec<Guess> {
    let mut guesses = Vec::new();
    if is_tab_error(&fault.stop.kind) {
        indent::guess_tabs(fault, &mut guesses);
    }
    guesses.extend(keys::colon_before_value(fault));
    quotes::guess(fault, &mut guesses);
    values::guess(fault, &mut guesses);
    brackets::guess(fault, &mut guesses);
    keys::guess(fault, &mut guesses);
    indent::guess(fault, &mut guesses);
    guesses.extend(keys::list_among_keys(fault));
    guesses
}

/// Guesses for any error.
fn general(fault: &Fault<'_>) -> Vec<Guess> {
    let mut guesses = Vec::new();
    keys::guess_broken_line(fault, &mut guesses);
    unknown::guess_stray(fault, &mut guesses);
    guesses
}

/// Edits that remove the error in any case, from the least destructive on.
pub(super) fn removals(fault: &Fault<'_>) -> impl Iterator<Item = Removal> {
    let Fault {
        text, at, region, ..
    } = *fault;
    let line = fault.content();
    let first = content(text, region.start);
    let value = value_start(text, first.clone());
    let own_value = value_start(text, line.clone());
    // Without its first line, the lines of a block would belong to what is above.
    let block = match at == line.start {
        true => fault.block(),
        false => line.clone(),
    };
    [
        if at == line.start { 0..0 } else { at..line.end },
        if own_value == line.start {
            0..0
        } else {
            own_value..line.end
        },
        block,
        value..at,
        fault.block(),
        value..line.end,
        first.start..at,
        value..region.end,
    ]
    .into_iter()
    .filter(|range| !range.is_empty())
    .map(|range| Removal {
        edits: vec![blank(text, range)],
        keeps_values: false,
    })
}

/// The removal of the whole region.
pub(super) fn everything(fault: &Fault<'_>) -> Removal {
    Removal {
        edits: vec![blank(fault.text, fault.region.start..fault.region.end)],
        keeps_values: false,
    }
}

/// The end of the last content before byte `at`, without comments.
fn end_of_content(text: &str, at: usize) -> usize {
    let mut line = line_start(text, at);
    let before = text.get(line..at).unwrap_or_default();
    if !before.trim().is_empty() {
        return line + before.trim_end().len();
    }
    while line > 0 {
        line = line_start(text, line - 1);
        let content = content(text, line);
        if !content.is_empty() {
            return content.end;
        }
    }
    0
}

/// Where the value in a line begins: behind the colon of its key, or else behind its dash.
pub(super) fn value_start(text: &str, line: Range<usize>) -> usize {
    let rest = text.get(line.clone()).unwrap_or_default();
    let colon = rest
        .find(": ")
        .or_else(|| rest.strip_suffix(':').map(str::len));
    match colon {
        Some(colon) => line.start + colon + 1,
        None if rest.starts_with("- ") => line.start + 1,
        None => line.start,
    }
}

/// The last character of a part of the text.
fn last_char(text: &str, range: Range<usize>) -> Range<usize> {
    let last = text
        .get(range.clone())
        .and_then(|part| part.chars().next_back());
    range.end - last.map_or(0, char::len_utf8)..range.end
}

/// Replaces everything but line breaks by spaces.
pub(super) fn blank(text: &str, range: Range<usize>) -> TextEdit {
    let bytes = text.get(range.clone()).unwrap_or_default().bytes();
    let spaces = bytes.map(|byte| match byte {
        b'\n' => '\n',
        b'\r' => '\r',
        _ => ' ',
    });
    TextEdit::new(range, spaces.collect::<String>())
}

fn to_span(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// Whether a word looks like a key.
pub(super) fn is_key(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '$');
    word.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && word.len() <= 64
        && word.chars().all(is_part)
}
