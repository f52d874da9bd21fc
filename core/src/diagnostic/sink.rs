//! Where diagnostics are collected.

use super::{Code, Diagnostic, Reported, Severity};
use crate::fix::{Applicability, Fix};
use crate::span::NodeId;

/// Collects diagnostics up to a limit, or in their place only their fixes.
#[derive(Debug)]
pub struct Sink {
    diagnostics: Vec<Reported>,
    base: NodeId,
    limit: usize,
    errors: usize,
    others: usize,
    truncated: bool,
    /// How many letters did-you-mean has compared; see [`Sink::may_compare`].
    compared: usize,
    fixes: Option<Fixes>,
}

/// The fixes that are kept in the place of diagnostics, each with the root that its paths start from.
#[derive(Debug)]
struct Fixes {
    kept: Vec<(NodeId, Fix)>,
    most: usize,
    also_unsafe: bool,
}

/// The most letters that did-you-mean compares for one report: a hundred words of ten letters with two thousand names.
const COMPARED: usize = 2_000_000;

impl Sink {
    /// Keeps at most `limit` errors, and at most `limit` of the rest.
    pub fn new(limit: usize) -> Self {
        let base = NodeId::default();
        Self {
            diagnostics: Vec::new(),
            base,
            limit,
            errors: 0,
            others: 0,
            truncated: false,
            compared: 0,
            fixes: None,
        }
    }

    /// Keeps no diagnostics, but the likeliest fix of each, up to `most`: of safe fixes, or of all.
    pub fn for_fixes(most: usize, also_unsafe: bool) -> Self {
        let fixes = Fixes {
            kept: Vec::new(),
            most,
            also_unsafe,
        };
        Self {
            fixes: Some(fixes),
            ..Self::new(0)
        }
    }

    /// From here on, paths are meant inside the declaration at `base`.
    pub fn set_base(&mut self, base: NodeId) {
        self.base = base;
    }

    /// Takes a diagnostic; it is made only if there is room for it.
    #[cold]
    #[inline(never)]
    pub fn report(&mut self, code: &'static Code, make: impl FnOnce() -> Diagnostic) {
        if self.has_room(code) {
            self.push(code, make());
        }
    }

    // Not part of `report`: there is one of that for every place that reports.
    #[inline(never)]
    fn has_room(&mut self, code: &'static Code) -> bool {
        let count = if code.severity == Severity::Error {
            &mut self.errors
        } else {
            &mut self.others
        };
        let room = match &self.fixes {
            Some(fixes) => fixes.kept.len() < fixes.most,
            None => *count < self.limit,
        };
        *count += 1;
        self.truncated |= !room;
        room
    }

    #[inline(never)]
    fn push(&mut self, code: &'static Code, diagnostic: Diagnostic) {
        let base = self.base;
        match &mut self.fixes {
            Some(fixes) => {
                let is_wanted =
                    |fix: &Fix| fixes.also_unsafe || fix.applicability == Applicability::Safe;
                let likeliest = diagnostic.fixes.into_iter().find(is_wanted);
                // Nobody reads the titles of so many.
                let title = String::new();
                fixes
                    .kept
                    .extend(likeliest.map(|fix| (base, Fix { title, ..fix })));
            }
            None => self.diagnostics.push(Reported {
                code,
                base,
                diagnostic,
            }),
        }
    }

    /// Counts errors for which no diagnostics were made, for want of room.
    pub fn add_omitted_errors(&mut self, errors: usize) {
        self.errors += errors;
        self.truncated |= errors > 0;
    }

    /// The root of the declaration in hand.
    pub fn base(&self) -> NodeId {
        self.base
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty() && !self.truncated
    }

    /// Whether an error was reported.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many errors were reported so far.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether did-you-mean is still looked for: it is for the first 100 diagnostics, kept or not, and for every fix.
    pub fn may_suggest(&self) -> bool {
        self.fixes.is_some() || self.errors + self.others < 100
    }

    /// Counts the comparison of a word of so many letters with one of the declaration's own names, of which there may be
    /// very many. False if did-you-mean has compared as much as it may for one report.
    pub fn may_compare(&mut self, letters: usize) -> bool {
        self.compared = self.compared.saturating_add(letters);
        self.fixes.is_some() || self.compared <= COMPARED
    }

    /// The most diagnostics that a report holds.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// What was collected, in the order it came, and whether something was left out.
    pub fn into_parts(self) -> (Vec<Reported>, bool) {
        (self.diagnostics, self.truncated)
    }

    /// The fixes that were collected in the place of diagnostics, in the order they came, without titles.
    pub fn into_fixes(self) -> Vec<(NodeId, Fix)> {
        self.fixes.map(|fixes| fixes.kept).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Path;

    #[test]
    fn what_has_no_room_still_counts() {
        let code = &crate::document::json::JSON_SYNTAX;
        let mut sink = Sink::new(0);
        sink.report(code, || Diagnostic::at(Path::root(), ""));
        assert!(sink.has_errors() && !sink.is_empty());
        assert_eq!(sink.errors(), 1);
        assert_eq!(sink.into_parts(), (Vec::new(), true));
    }

    #[test]
    fn suggestions_end_where_nothing_is_kept_too() {
        let code = &crate::document::json::JSON_SYNTAX;
        let mut sink = Sink::new(0);
        for _ in 0..100 {
            assert!(sink.may_suggest());
            sink.report(code, || Diagnostic::at(Path::root(), ""));
        }
        assert!(!sink.may_suggest());
    }
}
