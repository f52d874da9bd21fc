//! Converts edits of paths to edits of a text that keep the style of the text.
//!
//! All edits of the members of one object are made together, so that the commas are right even if several members are
//! removed and added. Comments are kept.

mod batch;
mod changes;
mod json;
mod member_changes;
mod style;
mod target;
#[cfg(test)]
mod tests;
#[cfg(feature = "yaml")]
mod yaml;

use super::Index;
use crate::collections::sorted_by_key;
use crate::fix::Edit;
use crate::span::{NodeId, Span};
pub use batch::FixBatch;
use changes::Changes;
pub(crate) use style::Style;
use target::{EditTarget, RemovedDuplicates, resolve};
#[cfg(feature = "yaml")]
pub(crate) use yaml::Quotes;

/// Replaces the bytes of `span` by `text`. If the span is empty, this inserts the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    pub(crate) fn new(start: u32, end: u32, text: impl Into<String>) -> Self {
        Self {
            span: Span::new(start, end),
            text: text.into(),
        }
    }
}

/// Applies edits to a text. If several insert at one position, their order is kept. Returns `None` if edits overlap, or
/// if the start or end of one is not a character boundary of the text.
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let sorted = sorted_by_key(edits.iter().collect(), |edit: &&TextEdit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        out.push_str(text.get(at..edit.span.start as usize)?);
        out.push_str(&edit.text);
        text.get(edit.span.range())?;
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Whether all `edits`, whose paths start from `base`, can be made: their paths exist, the values are from a text, and the
/// parser guessed no nodes that would change.
pub(crate) fn can_edit(index: &mut Index, base: NodeId, edits: &[Edit]) -> bool {
    if replaces_text(edits) {
        return true;
    }
    targets(index, base, edits, &mut RemovedDuplicates::default()).is_some()
}

/// The edits of the text that a fix makes, without those of other fixes. `None` if it can't be made, or if the new text
/// would contain values of the declaration, which may be secret.
pub(crate) fn text_edits(
    index: &mut Index,
    base: NodeId,
    edits: &[Edit],
    style: &Style,
) -> Option<Vec<TextEdit>> {
    if edits
        .iter()
        .any(|edit| matches!(edit, Edit::Move { .. } | Edit::Pairs { .. }))
    {
        return None;
    }
    let document = index.document();
    let targets = targets(index, base, edits, &mut RemovedDuplicates::default())?;
    // Quotes can't be put around an alias, so the edit would contain the value.
    let is_quoted_alias = |(target, edit): (&EditTarget, &Edit)| match (target, edit) {
        (EditTarget::Node(id), Edit::Quote { .. }) => {
            document.written_span(*id) != document.span(*id)
        }
        _ => false,
    };
    if targets.iter().zip(edits).any(is_quoted_alias) {
        return None;
    }
    let made = Changes::new(&targets, edits, index, style)?.into_text_edits(index, style)?;
    let made = made
        .into_iter()
        .flat_map(|edit| only_quotes(document.text(), edit));
    Some(made.collect())
}

/// An edit that puts quotes around a text, as two edits that don't contain the text. Any other edit is returned as it is.
fn only_quotes(text: &str, edit: TextEdit) -> Vec<TextEdit> {
    let Span { start, end } = edit.span;
    let quoted = edit
        .text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let source = text.get(edit.span.range());
    if source.is_some_and(|source| !source.is_empty()) && source == quoted {
        return [start, end].map(|at| TextEdit::new(at, at, "\"")).into();
    }
    vec![edit]
}

/// Whether these are the edits of a syntax error, which replace bytes of the text.
pub(crate) fn replaces_text(edits: &[Edit]) -> bool {
    matches!(edits.first(), Some(Edit::Replace { .. }))
}

fn targets(
    index: &mut Index,
    base: NodeId,
    edits: &[Edit],
    removed: &mut RemovedDuplicates,
) -> Option<Vec<EditTarget>> {
    let resolve = |edit| resolve(index, base, edit, removed);
    edits.iter().map(resolve).collect()
}
