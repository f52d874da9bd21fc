//! Applies fixes to a text.

use crate::document::{Index, text_edit};
use crate::fix::{Applicability, Fix};
use crate::span::NodeId;
use crate::validate::{self, CollectedFixes, Options};

/// The maximum number of rounds. Even a long text needs few of them: each round applies all fixes that don't conflict, and
/// the problems that a fix uncovers have few fixes themselves.
const MAX_ROUNDS: usize = 32;

/// Applies all safe fixes to a text, and with `also_unsafe` all other fixes too, until no such fix is left.
///
/// A fix that would cause syntax errors is not applied. Neither is a safe fix that would cause more errors.
pub fn apply_fixes(text: &str, options: &Options, also_unsafe: bool) -> String {
    let mut text = text.to_owned();
    let mut current = Round::new(&text, options, also_unsafe);
    for _ in 0..MAX_ROUNDS {
        let fits = |fixed: &String| fixed.len() <= options.limits.max_bytes();
        let Some(fixed) = current.fixed.take().filter(fits) else {
            break;
        };
        let next = Round::new(&fixed, options, also_unsafe);
        if next.is_worse_than(&current) {
            break;
        }
        (text, current) = (fixed, next);
    }
    text
}

/// The number of errors of a text, and the text after its fixes.
struct Round {
    syntax_errors: usize,
    errors: usize,
    /// The text after its fixes; `None` if no fix can be applied.
    fixed: Option<String>,
    /// Whether only safe fixes were applied.
    is_safe: bool,
}

impl Round {
    fn new(text: &str, options: &Options, also_unsafe: bool) -> Self {
        let CollectedFixes {
            document,
            fixes,
            syntax_errors,
            errors,
        } = validate::collect_fixes(text, options, also_unsafe);
        let mut round = Self {
            syntax_errors,
            errors,
            fixed: None,
            is_safe: true,
        };
        if fixes.is_empty() {
            return round;
        }
        let mut index = Index::new(&document);
        round.fixed = apply_batch(text, &mut index, &fixes, false);
        // Unsafe fixes are guesses, which are better when all safe fixes have been applied.
        if also_unsafe && round.fixed.is_none() {
            round.fixed = apply_batch(text, &mut index, &fixes, true);
            round.is_safe = false;
        }
        round
    }

    /// Unsafe fixes may uncover errors, but no fix may cause syntax errors.
    fn is_worse_than(&self, before: &Self) -> bool {
        self.syntax_errors > before.syntax_errors || self.errors > before.errors && before.is_safe
    }
}

/// Applies the safe fixes, or also the unsafe ones. Returns `None` if that changes nothing.
fn apply_batch(
    text: &str,
    index: &mut Index,
    fixes: &[(NodeId, Fix)],
    also_unsafe: bool,
) -> Option<String> {
    let mut batch = text_edit::FixBatch::new(index);
    for (base, fix) in fixes {
        if also_unsafe || fix.applicability == Applicability::Safe {
            batch.add(*base, &fix.edits);
        }
    }
    let fixed = text_edit::apply(text, &batch.finish())?;
    (fixed != text).then_some(fixed)
}
