//! Merge conflicts that version control has left in a text.

use super::{Surroundings, span};
use crate::document::json::syntax_faults::SyntaxFault;
use crate::span::Span;

/// A conflict that is being read.
#[derive(Clone, Copy)]
struct Conflict {
    /// Its first line.
    opening: Span,
    /// Where the other side, or the common ancestor, begins.
    other_side: Option<usize>,
}

/// Finds merge conflicts. Of each, only the first side is read.
pub(super) fn find(text: &str, found: &mut Surroundings) {
    let mut open: Option<Conflict> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        // Tools that format a text indent the marks.
        let content = line.trim();
        if content.starts_with("<<<<<<<") {
            open = Some(Conflict {
                opening: span(start, end),
                other_side: None,
            });
            continue;
        }
        let Some(conflict) = &mut open else {
            continue;
        };
        if content.starts_with("|||||||") || content == "=======" {
            conflict.other_side.get_or_insert(start);
        } else if content.starts_with(">>>>>>>") {
            let Some(other_side) = conflict.other_side else {
                continue;
            };
            let opening = conflict.opening;
            let line = text.get(opening.range()).unwrap_or_default();
            let first = opening.start as usize + line.len() - line.trim_start().len();
            let place = span(first, first + line.trim().len());
            let other = span(other_side, other_side + 7);
            let fault = SyntaxFault::new(place, "this is a merge conflict that is not resolved")
                .help("keep one of the two sides, and remove the lines with `<`, `=` and `>`")
                .related(Some(other), "the other side begins here");
            found.add(fault, [opening, span(other_side, end)]);
            open = None;
        }
    }
}
