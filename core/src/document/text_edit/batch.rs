//! Makes the edits of many fixes together.

use std::collections::BTreeMap;

use super::changes::Changes;
use super::target::{Claim, EditTarget, RemovedDuplicates};
use super::{Style, TextEdit, replaces_text, targets};
use crate::collections::{FirstIndex, sorted_by_key};
use crate::document::Index;
use crate::fix::Edit;
use crate::span::NodeId;

/// Disjoint ranges: the end of each by its start.
type Ranges = BTreeMap<u32, u32>;

/// Makes the edits of many fixes together, in a time linear in the sum of the sizes of the text and of the fixes.
///
/// A fix is left out only if it changes the same nodes as an earlier fix, or can't be made; see `can_edit`.
pub struct FixBatch<'i, 'd, 't> {
    index: &'i mut Index<'d, 't>,
    style: Style<'t>,
    changes: Changes,
    /// The nodes that change.
    claimed: Ranges,
    /// The objects and arrays whose members or elements change.
    parents: Ranges,
    /// The keys that are added to objects, each with its object.
    added_keys: FirstIndex<(NodeId, String)>,
    removed_duplicates: RemovedDuplicates,
    /// The bytes that the fixes of syntax errors replace.
    replaced: Ranges,
}

impl<'i, 'd, 't> FixBatch<'i, 'd, 't> {
    /// Creates a batch without edits.
    pub fn new(index: &'i mut Index<'d, 't>) -> Self {
        let style = Style::detect(index.document());
        Self {
            index,
            style,
            changes: Changes::default(),
            claimed: Ranges::default(),
            parents: Ranges::default(),
            added_keys: FirstIndex::default(),
            removed_duplicates: RemovedDuplicates::default(),
            replaced: Ranges::default(),
        }
    }

    /// Adds the edits of a fix, whose paths start from `base`. If one of them can't be made, or changes the same nodes as an earlier fix, none is
    /// added.
    pub fn add(&mut self, base: NodeId, edits: &[Edit]) {
        let _ = self.try_add(base, edits);
    }

    fn try_add(&mut self, base: NodeId, edits: &[Edit]) -> Option<()> {
        if replaces_text(edits) {
            return self.try_replace(edits);
        }
        let targets = targets(self.index, base, edits, &mut self.removed_duplicates)?;
        let document = self.index.document();
        let changes = Changes::new(&targets, edits, self.index, &self.style)?;
        let keys = targets.iter().zip(edits);
        let keys: Vec<_> = keys
            .filter_map(|(target, edit)| target.new_key(edit))
            .collect();
        let conflicts = |target: &EditTarget| {
            let mut claims = target.claims(document);
            claims.any(|claim| self.conflicts(claim))
        };
        if targets.iter().any(conflicts)
            || keys.iter().any(|key| self.added_keys.get(key).is_some())
        {
            return None;
        }
        for target in targets {
            for claim in target.claims(document) {
                if let Claim::Nodes(start, end) = claim {
                    self.claimed.insert(start.0, end.0);
                }
            }
        }
        for (parent, _) in &changes.members {
            self.parents.insert(parent.0, parent.0 + 1);
        }
        for (at, key) in keys.into_iter().enumerate() {
            self.added_keys.insert(key, at);
        }
        self.changes.merge(changes);
        Some(())
    }

    /// Adds edits of the text, unless one of them touches the bytes of an earlier fix.
    fn try_replace(&mut self, edits: &[Edit]) -> Option<()> {
        let mut added = Vec::with_capacity(edits.len());
        for edit in edits {
            let Edit::Replace { span, text } = edit else {
                return None;
            };
            if end_of_last(&self.replaced, span.end + 1)
                .is_some_and(|end| end > span.start || end == span.start && span.start == span.end)
            {
                return None;
            }
            added.push(TextEdit {
                span: *span,
                text: text.clone(),
            });
        }
        let sorted = sorted_by_key(added.iter().collect(), |edit: &&TextEdit| edit.span);
        let next = sorted.iter().skip(1);
        if sorted
            .iter()
            .zip(next)
            .any(|(edit, next)| edit.span.end > next.span.start)
        {
            return None;
        }
        for edit in &added {
            self.replaced.insert(edit.span.start, edit.span.end);
        }
        self.changes.edits.extend(added);
        Some(())
    }

    /// Whether an earlier fix changes nodes of the claim.
    fn conflicts(&self, claim: Claim) -> bool {
        let overlaps = |ranges: &Ranges, start: NodeId, end: NodeId| {
            end_of_last(ranges, end.0).is_some_and(|end| end > start.0)
        };
        match claim {
            Claim::Nodes(start, end) => {
                overlaps(&self.claimed, start, end) || overlaps(&self.parents, start, end)
            }
            Claim::Object(id) => overlaps(&self.claimed, id, NodeId(id.0 + 1)),
        }
    }

    /// The edits of the text; empty if they can't be made together.
    pub fn finish(self) -> Vec<TextEdit> {
        let edits = self.changes.into_text_edits(self.index, &self.style);
        edits.unwrap_or_default()
    }
}

/// The end of the last range that starts before a position.
#[inline(never)]
fn end_of_last(ranges: &Ranges, before: u32) -> Option<u32> {
    ranges.range(..before).next_back().map(|(_, end)| *end)
}
