//! Guesses what is wrong at a syntax error: each with a correction, and with edits that only remove the error.

mod brackets;
mod fault;
mod flow;
mod indent;
mod keys;
mod quotes;
mod removal;
mod unknown;
mod values;

use std::ops::Range;

use alien_sdk_core::internal::fix::{Applicability, Edit, Fix};
use alien_sdk_core::internal::span::Span;
use granit_parser::ErrorKind;

use super::lines::{content, indentation, line_end, line_start};
use super::probe::Stop;
use super::trial::Trial;
use super::{SyntaxFault, TextEdit};

pub(super) use fault::Fault;
pub(super) use removal::{Removal, blank, everything, removals, value_start};
pub(super) use unknown::guess as unknown;

/// The most lines above an error that are looked at, so that the time stays linear.
const MAX_LINES_ABOVE: usize = 1000;

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

    fn structural(mut self) -> Self {
        self.is_structural = true;
        self
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

/// The last character of a part of the text.
fn last_char(text: &str, range: Range<usize>) -> Range<usize> {
    let last = text
        .get(range.clone())
        .and_then(|part| part.chars().next_back());
    range.end - last.map_or(0, char::len_utf8)..range.end
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
