//! Collects diagnostics.

use super::{Code, Diagnostic, DiagnosticParts, Location, Reported, Severity};
use crate::fix::{Applicability, Fix};
use crate::span::NodeId;

/// Collects diagnostics up to a limit, or only their fixes.
#[derive(Debug)]
pub struct Sink {
    diagnostics: Vec<Reported>,
    base: NodeId,
    limit: usize,
    errors: usize,
    others: usize,
    truncated: bool,
    /// The number of letters that suggestions have compared; see [`Sink::may_compare`].
    compared: usize,
    fixes: Option<Fixes>,
}

/// Fixes that are collected instead of diagnostics.
#[derive(Debug)]
struct Fixes {
    kept: Vec<CollectedFix>,
    limit: usize,
    also_unsafe: bool,
}

/// A fix without its title, with what is needed of its diagnostic.
#[derive(Debug)]
struct CollectedFix {
    code: &'static Code,
    /// The node where the paths start.
    base: NodeId,
    location: Location,
    fix: Fix,
}

/// The maximum number of letters that suggestions compare for one report: 100 words of 10 letters with 2,000 names.
const MAX_COMPARED: usize = 2_000_000;

impl Sink {
    /// Keeps at most `limit` errors, and at most `limit` warnings and infos.
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

    /// Keeps only the most likely fix of each diagnostic, at most `limit` in total: safe ones, or also unsafe ones.
    pub fn for_fixes(limit: usize, also_unsafe: bool) -> Self {
        let fixes = Fixes {
            kept: Vec::new(),
            limit,
            also_unsafe,
        };
        Self {
            fixes: Some(fixes),
            ..Self::new(0)
        }
    }

    /// Sets the node where the paths of the following diagnostics start.
    pub fn set_base(&mut self, base: NodeId) {
        self.base = base;
    }

    /// Adds a diagnostic. `make` is only called if there is room for it.
    #[cold]
    #[inline(never)]
    pub fn report(&mut self, code: &'static Code, make: impl FnOnce() -> Diagnostic) {
        if self.has_room(code) {
            self.push(code, make());
        }
    }

    /// Counts a diagnostic, and returns whether there is room for it. If there is, pass it to [`Sink::push`].
    // Not part of `report`, which is compiled once for every closure that is passed to it.
    #[inline(never)]
    pub(crate) fn has_room(&mut self, code: &'static Code) -> bool {
        let count = if code.severity == Severity::Error {
            &mut self.errors
        } else {
            &mut self.others
        };
        let room = match &self.fixes {
            Some(fixes) => fixes.kept.len() < fixes.limit,
            None => *count < self.limit,
        };
        *count += 1;
        self.truncated |= !room;
        room
    }

    /// Adds a diagnostic that there is room for.
    #[inline(never)]
    pub(crate) fn push(&mut self, code: &'static Code, diagnostic: Diagnostic) {
        let base = self.base;
        match &mut self.fixes {
            Some(fixes) => {
                let is_wanted =
                    |fix: &Fix| fixes.also_unsafe || fix.applicability == Applicability::Safe;
                let DiagnosticParts {
                    location,
                    fixes: found,
                    ..
                } = *diagnostic.0;
                if let Some(fix) = found.into_iter().find(is_wanted) {
                    fixes.kept.push(CollectedFix {
                        code,
                        base,
                        location,
                        // The titles are not needed, and take memory.
                        fix: Fix {
                            title: String::new(),
                            ..fix
                        },
                    });
                }
            }
            None => self.diagnostics.push(Reported {
                code,
                base,
                diagnostic,
            }),
        }
    }

    /// Removes the warnings for which `is_kept` returns false, and the fixes of such warnings. It is also called for errors, which
    /// stay. Its arguments are the code, the node where a path starts, and the location.
    pub fn retain_warnings(
        &mut self,
        is_kept: &mut dyn FnMut(&'static Code, NodeId, &Location) -> bool,
    ) {
        let mut is_kept = |code: &'static Code, base, location: &Location| {
            is_kept(code, base, location) || code.severity == Severity::Error
        };
        if let Some(fixes) = &mut self.fixes {
            fixes
                .kept
                .retain(|fix| is_kept(fix.code, fix.base, &fix.location));
        }
        let before = self.diagnostics.len();
        self.diagnostics
            .retain(|found| is_kept(found.code, found.base, &found.diagnostic.location));
        self.others -= before - self.diagnostics.len();
    }

    /// Counts errors for which there was no room.
    pub fn add_omitted_errors(&mut self, errors: usize) {
        self.errors += errors;
        self.truncated |= errors > 0;
    }

    /// The node where the paths of new diagnostics start.
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

    /// The number of errors that were reported so far.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether to look for a suggestion: only for the first 100 diagnostics, or if fixes are collected.
    pub fn may_suggest(&self) -> bool {
        self.fixes.is_some() || self.errors + self.others < 100
    }

    /// Like [`Sink::may_suggest`], after `more` diagnostics that are yet to be reported.
    pub fn may_suggest_after(&self, more: usize) -> bool {
        self.fixes.is_some() || self.errors + self.others + more < 100
    }

    /// Counts the comparison of a word of `letters` letters with a name in the declaration, of which there may be very many.
    /// Returns false if suggestions have reached their limit for one report.
    pub fn may_compare(&mut self, letters: usize) -> bool {
        self.compared = self.compared.saturating_add(letters);
        self.fixes.is_some() || self.compared <= MAX_COMPARED
    }

    /// The maximum number of diagnostics in a report, or of fixes that are collected instead.
    pub fn limit(&self) -> usize {
        self.fixes.as_ref().map_or(self.limit, |fixes| fixes.limit)
    }

    /// The diagnostics in the order in which they were reported, and whether some were left out.
    pub fn into_parts(self) -> (Vec<Reported>, bool) {
        (self.diagnostics, self.truncated)
    }

    /// The collected fixes in the order in which they were reported, without titles.
    pub fn into_fixes(self) -> Vec<(NodeId, Fix)> {
        let fixes = self.fixes.map(|fixes| fixes.kept).unwrap_or_default();
        fixes
            .into_iter()
            .map(|kept| (kept.base, kept.fix))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Path;

    #[test]
    fn errors_without_room_are_counted() {
        let code = &crate::document::json::JSON_SYNTAX;
        let mut sink = Sink::new(0);
        sink.report(code, || Diagnostic::at(Path::root(), ""));
        assert!(sink.has_errors() && !sink.is_empty());
        assert_eq!(sink.errors(), 1);
        assert_eq!(sink.into_parts(), (Vec::new(), true));
    }

    #[test]
    fn suggestions_are_limited_even_if_nothing_is_kept() {
        let code = &crate::document::json::JSON_SYNTAX;
        let mut sink = Sink::new(0);
        for _ in 0..100 {
            assert!(sink.may_suggest());
            sink.report(code, || Diagnostic::at(Path::root(), ""));
        }
        assert!(!sink.may_suggest());
    }
}
