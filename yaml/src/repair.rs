//! Repairs YAML with syntax errors, so that the rest of the text can be checked.
//!
//! The strict parser stops at the first error. Around it, likely slips are corrected on trial: the correction with which
//! the parser reads furthest says what is wrong. The error is then removed from a copy of the text by an edit that keeps
//! all positions, and the parser continues, until it reads the whole copy.

mod foreign;
mod guess;
mod lines;
mod probe;
mod region;
mod trial;

use std::ops::Range;

use alien_sdk_core::internal::fix::Fix;
use alien_sdk_core::internal::span::Span;
use guess::{Fault, Guess, Removal};
use probe::{Open, Stop, find_error};
use region::Region;
use trial::Trial;

/// A text that the strict parser accepts, and what is wrong with the one that was given.
#[derive(Debug)]
pub(crate) struct Repaired {
    /// The text without its syntax errors. It has the same length, and what was not touched has the same position.
    pub(crate) text: String,
    /// The syntax errors, in the order of their lines.
    pub(crate) faults: Vec<SyntaxFault>,
}

/// A syntax error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SyntaxFault {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) related: Vec<(Span, String)>,
    pub(crate) fix: Option<Fix>,
    /// Where objects and lists start that may have lost members: for each, the first one that starts there or later.
    pub(crate) unfinished: Vec<u32>,
    /// The values that are inside one of these parts may not be what was meant.
    pub(crate) broken: Vec<Span>,
}

impl SyntaxFault {
    /// Adds another fault that has the same cause.
    fn add(&mut self, other: Self) {
        self.unfinished.extend(other.unfinished);
        self.broken.extend(other.broken);
        if let (Some(fix), Some(other)) = (&mut self.fix, other.fix) {
            fix.edits.extend(other.edits);
        }
    }
}

/// A replacement of bytes.
#[derive(Clone, Debug, PartialEq)]
struct TextEdit {
    range: Range<usize>,
    text: String,
}

impl TextEdit {
    fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { range, text }
    }

    fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at..at, text)
    }
}

/// The most faults that are told apart; the rest of the text is ignored.
const MAX_FAULTS: usize = 1000;

/// How many bytes may be parsed for each byte of the text, so that the time stays linear.
const WORK_PER_BYTE: usize = 30;

/// How many bytes each error counts as, besides those that are parsed.
const WORK_PER_ERROR: usize = 100;

/// How often the same lines are repaired before all of them are removed.
const MAX_ROUNDS: u32 = 4;

/// Repairs a text that the strict parser does not accept.
pub(crate) fn repair(text: &str) -> Repaired {
    let mut repairer = Repairer {
        parsed: text.to_owned(),
        text: text.to_owned(),
        prefix: 0..0,
        around: Vec::new(),
        faults: Vec::new(),
        hidden_until: 0,
        rounds: (0, 0),
        budget: text.len() * WORK_PER_BYTE + 100_000,
        has_given_up: false,
        tabs: None,
    };
    for foreign in foreign::find(text) {
        let edits = foreign
            .removals
            .into_iter()
            .flat_map(|removal| removal.edits);
        edits.for_each(|edit| repairer.replace(edit));
        repairer.faults.push(foreign.fault);
    }
    loop {
        match repairer.find_error() {
            Some(stop) => repairer.mend(&stop),
            None if repairer.prefix.end == 0 => break,
            // The whole text is read once more, since that is what the caller does.
            None => repairer.restart(),
        }
    }
    if let Some((first, count)) = repairer.tabs.filter(|(_, count)| *count > 1)
        && let Some(first) = repairer.faults.get_mut(first)
    {
        first.message = format!("{}, like {} more", first.message, count - 1);
    }
    repairer.faults.sort_by_key(|fault| fault.span);
    for fault in &mut repairer.faults {
        fault.unfinished.sort_unstable();
        fault.unfinished.dedup();
    }
    Repaired {
        text: repairer.text,
        faults: repairer.faults,
    }
}

struct Repairer {
    /// The text, repaired so far.
    text: String,
    /// The same, but before the lines that are parsed next is a prefix that opens the same collections as the text there.
    parsed: String,
    prefix: Range<usize>,
    /// The collections that the prefix opens.
    around: Vec<Open>,
    faults: Vec<SyntaxFault>,
    /// Errors before this byte are consequences of the last one, or too near to it.
    hidden_until: usize,
    /// The start of the last region, and how many errors were found in it.
    rounds: (usize, u32),
    /// How many more bytes may be parsed, where each error counts as some bytes.
    budget: usize,
    has_given_up: bool,
    /// The fault that is about all lines that are indented with tabs, and the number of these lines.
    tabs: Option<(usize, usize)>,
}

impl Repairer {
    fn find_error(&mut self) -> Option<Stop> {
        let Range { start, end } = self.prefix;
        let stop = find_error(&self.parsed, start, end, &self.around);
        let read = stop.as_ref().map_or(self.text.len(), |stop| stop.read);
        self.budget = self.budget.saturating_sub(read.saturating_sub(start));
        stop
    }

    fn mend(&mut self, stop: &Stop) {
        let at = guess::position(&self.text, stop);
        let region = Region::around(&self.text, stop, at);
        let rounds = match self.rounds {
            (start, rounds) if start == region.start => rounds + 1,
            _ => 0,
        };
        self.rounds = (region.start, rounds);
        if self.budget == 0 || self.faults.len() + 1 >= MAX_FAULTS {
            return self.give_up(stop, at, region.start.min(at));
        }
        let mut trial = Trial::new(&self.text, &region, self.budget);
        let fault = Fault {
            text: &self.text,
            stop,
            at,
            region: &region,
        };
        let before = trial.unread(&[]);
        let mut guess = guess::best(&fault, &mut trial, before);
        let removal = std::mem::take(&mut guess.removals)
            .into_iter()
            .chain(guess::removals(&fault))
            .filter(Removal::keeps_positions)
            .map(|removal| (trial.unread(&removal.edits), removal))
            .min_by_key(|(unread, _)| *unread)
            .filter(|(unread, _)| rounds < MAX_ROUNDS && (*unread < before || *unread == 0))
            .map_or_else(|| guess::everything(&fault), |(_, removal)| removal);
        guess.mark(&fault, &removal);
        let own_work =
            WORK_PER_ERROR + stop.open.len() * size_of::<Open>() + region.end - region.start;
        self.budget = trial.budget.saturating_sub(own_work);
        self.report(guess, region.start..region.end);
        removal
            .edits
            .into_iter()
            .for_each(|edit| self.replace(edit));
        self.resume(&region.before(&self.text, stop));
    }

    /// Removes the rest of the text from byte `start` on, or all of it if that was not enough.
    fn give_up(&mut self, stop: &Stop, at: usize, start: usize) {
        let start = if self.has_given_up { 0 } else { start };
        self.has_given_up = true;
        let rest = start..self.text.len();
        let guess = guess::unknown(&self.text, stop, at).broken(rest.clone());
        self.report(guess, rest.clone());
        self.replace(guess::blank(&self.text, rest));
        self.restart();
    }

    /// Adds a fault, unless it is near the previous one.
    fn report(&mut self, guess: Guess, lines: Range<usize>) {
        let fault = guess.fault;
        let is_hidden = lines.start < self.hidden_until;
        if let Some((first, count)) = &mut self.tabs
            && guess.lines_with_tabs > 0
            && let Some(first) = self.faults.get_mut(*first)
        {
            *count += guess.lines_with_tabs;
            first.add(fault);
        } else if let Some(last) = self.faults.last_mut().filter(|_| is_hidden) {
            last.add(SyntaxFault { fix: None, ..fault });
        } else {
            if guess.lines_with_tabs > 0 {
                self.tabs = Some((self.faults.len(), guess.lines_with_tabs));
            }
            self.faults.push(fault);
        }
        self.hidden_until = self.hidden_until.max(lines.end);
    }

    /// Replaces a part of the text by as many bytes.
    fn replace(&mut self, edit: TextEdit) {
        let old = self.text.get(edit.range.clone());
        if old.is_some_and(|old| old.len() == edit.text.len()) {
            self.text.replace_range(edit.range.clone(), &edit.text);
            self.parsed.replace_range(edit.range, &edit.text);
        }
    }

    /// Continues from the start of the text.
    fn restart(&mut self) {
        let (start, end, around) = (0, 0, Vec::new());
        self.resume(&Region {
            start,
            end,
            around,
            is_first: true,
        });
    }

    /// Continues with a region, after the prefix that it needs.
    fn resume(&mut self, region: &Region) {
        let dirty = self.prefix.clone();
        if let Some(real) = self.text.get(dirty.clone()) {
            self.parsed.replace_range(dirty, real);
        }
        let prefix = region.prefix();
        // Near the start of the text, there may be no room for the prefix.
        let Some(mut start) = region.start.checked_sub(prefix.len()) else {
            (self.prefix, self.around) = (0..0, Vec::new());
            return;
        };
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let range = start..region.start;
        let filler = "\n".repeat(range.len() - prefix.len());
        self.parsed
            .replace_range(range.clone(), &(filler + &prefix));
        self.prefix = range;
        self.around.clone_from(&region.around);
    }
}

#[cfg(test)]
mod tests;
