//! Applies fixes to a text.
//!
//! Syntax errors are fixed before anything else: what the recovering parser guessed is certain afterwards.

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
        let mut attempts = std::mem::take(&mut current.attempts).into_iter();
        let accepted = attempts.find_map(|Attempt { step, text: fixed }| {
            if fixed.len() > options.limits.max_bytes() {
                return None;
            }
            let next = Round::new(&fixed, options, also_unsafe);
            next.is_improved(&current, step).then_some((fixed, next))
        });
        let Some(accepted) = accepted else {
            break;
        };
        (text, current) = accepted;
    }
    text
}

/// Which fixes are applied together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    SafeSyntax,
    /// Unsafe fixes are guesses, which are better when all safe fixes have been applied.
    AllSyntax,
    /// Only the first fix of a syntax error: all of them together may contradict each other.
    FirstSyntax,
    Safe,
    All,
}

impl Step {
    const ORDER: [Self; 5] = [
        Self::SafeSyntax,
        Self::AllSyntax,
        Self::FirstSyntax,
        Self::Safe,
        Self::All,
    ];

    fn is_safe(self) -> bool {
        matches!(self, Self::SafeSyntax | Self::Safe)
    }

    fn is_syntax(self) -> bool {
        matches!(self, Self::SafeSyntax | Self::AllSyntax | Self::FirstSyntax)
    }
}

/// A text after some fixes, which is used if it is no worse.
struct Attempt {
    step: Step,
    text: String,
}

/// The number of errors of a text, and the texts after its fixes.
struct Round {
    syntax_errors: usize,
    errors: usize,
    /// In the order in which they are tried.
    attempts: Vec<Attempt>,
}

impl Round {
    fn new(text: &str, options: &Options, also_unsafe: bool) -> Self {
        let CollectedFixes {
            document,
            fixes,
            syntax_errors,
            errors,
        } = validate::collect_fixes(text, options, also_unsafe);
        let mut attempts = Vec::new();
        if !fixes.is_empty() {
            let mut index = Index::new(&document);
            for step in Step::ORDER {
                if step.is_safe() || also_unsafe {
                    let text = apply_batch(text, &mut index, &fixes, step);
                    attempts.extend(text.map(|text| Attempt { step, text }));
                }
            }
        }
        Self {
            syntax_errors,
            errors,
            attempts,
        }
    }

    /// Whether this text is no worse than the one before. Unsafe fixes of values may uncover errors, but no fix may cause
    /// syntax errors. The fixes of syntax errors must remove some. If they uncover more errors than they remove, something
    /// else was meant: a text that was cut off, for example, lacks more than its brackets.
    fn is_improved(&self, before: &Self, step: Step) -> bool {
        let is_syntax_improved = match step.is_syntax() {
            true => self.syntax_errors < before.syntax_errors,
            false => self.syntax_errors <= before.syntax_errors,
        };
        is_syntax_improved && (self.errors <= before.errors || step == Step::All)
    }
}

/// Applies the fixes of a step. Returns `None` if that changes nothing.
fn apply_batch(
    text: &str,
    index: &mut Index,
    fixes: &[(NodeId, Fix)],
    step: Step,
) -> Option<String> {
    let is_wanted = |(_, fix): &&(NodeId, Fix)| {
        let is_syntax = text_edit::replaces_text(&fix.edits);
        let is_safe = fix.applicability == Applicability::Safe;
        is_syntax == step.is_syntax() && (is_safe || !step.is_safe())
    };
    let most = match step {
        Step::FirstSyntax => 1,
        _ => usize::MAX,
    };
    let mut batch = text_edit::FixBatch::new(index);
    for (base, fix) in fixes.iter().filter(is_wanted).take(most) {
        batch.add(*base, &fix.edits);
    }
    let fixed = text_edit::apply(text, &batch.finish())?;
    (fixed != text).then_some(fixed)
}
