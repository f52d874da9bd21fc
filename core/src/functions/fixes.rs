//! Makes the fixes of a text.

use crate::document::{Index, text_edit};
use crate::fix::{Applicability, Fix};
use crate::span::NodeId;
use crate::validate::{self, CollectedFixes, Options};

/// How often fixes are looked for at most. A text takes few rounds, however long it is: each makes all fixes that
/// don't change the same values, and what one uncovers has few fixes in turn.
const ROUNDS: usize = 32;

/// The text after every fix that can be made: the safe ones, or also the others. What it gives has no such fix left.
///
/// Fixes that would bring faults of syntax are not made, nor are safe fixes that would bring more errors.
pub fn apply_fixes(text: &str, options: &Options, also_unsafe: bool) -> String {
    let mut text = text.to_owned();
    let mut current = Round::new(&text, options, also_unsafe);
    for _ in 0..ROUNDS {
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

/// What is wrong with a text, and what fixes make of it.
struct Round {
    syntax_errors: usize,
    errors: usize,
    /// `None` if no fix can be made.
    fixed: Option<String>,
    /// Whether only safe fixes were made in it.
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
        // What is likely is guessed best when what is certain is done.
        if also_unsafe && round.fixed.is_none() {
            round.fixed = apply_batch(text, &mut index, &fixes, true);
            round.is_safe = false;
        }
        round
    }

    /// Fixes that are not safe may uncover errors; none may make a text harder to read.
    fn is_worse_than(&self, before: &Self) -> bool {
        self.syntax_errors > before.syntax_errors || self.errors > before.errors && before.is_safe
    }
}

/// The text with the safe fixes made, or also the others; `None` if that changes nothing.
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
