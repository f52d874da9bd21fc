//! Converts edits of paths to edits of a JSON text that keep the style of the text.
//!
//! All edits of the members of one object are made together, so that the commas are right even if several members are
//! removed and added. Comments are kept.

mod member_changes;
mod style;
mod target;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::pairs::{ListedValue, pairs};
use super::{Document, Index, Kind};
use crate::collections::{FirstIndex, sorted_by_key};
use crate::fix::Edit;
use crate::span::{NodeId, Span};
use member_changes::{MemberChange, MemberChanges};
pub(crate) use style::Style;
use target::{Claim, EditTarget, RemovedDuplicates, resolve};

/// Replaces the bytes of `span` by `text`. If the span is empty, this inserts the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    fn new(start: u32, end: u32, text: impl Into<String>) -> Self {
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
    let made = Changes::new(&targets, edits, document, style)?.into_text_edits(index, style)?;
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

/// The changes that edits make to a text.
#[derive(Default)]
struct Changes {
    /// The replacements of values and keys.
    edits: Vec<TextEdit>,
    /// The members or elements that are removed or added, each with its object or array.
    members: Vec<(NodeId, MemberChange)>,
}

impl Changes {
    /// The changes that the edits of one fix make. `targets` has the target of each edit.
    fn new(
        targets: &[EditTarget],
        edits: &[Edit],
        document: &Document,
        style: &Style,
    ) -> Option<Self> {
        // The edits are written as JSON.
        if document.is_yaml() {
            return None;
        }
        let mut changes = Self::default();
        for (target, edit) in targets.iter().zip(edits) {
            match *target {
                EditTarget::Node(id) => {
                    if let Edit::Pairs { .. } = edit {
                        for pair in pairs(document, id)? {
                            if pair.value.is_none() {
                                let removed = MemberChange::Removed(pair.element);
                                changes.members.push((id, removed));
                            }
                        }
                    }
                    changes
                        .edits
                        .extend(replacement(id, edit, document, style)?);
                }
                EditTarget::Key { key, .. } => {
                    let Edit::Rename { key: name, .. } = edit else {
                        return None;
                    };
                    let Span { start, end } = document.span(key)?;
                    changes
                        .edits
                        .push(TextEdit::new(start, end, json_string(name)));
                }
                EditTarget::Member { parent, first, .. } => {
                    changes.members.push((parent, MemberChange::Removed(first)));
                }
                EditTarget::Moved {
                    parent, first, to, ..
                } => {
                    let Edit::Move { to: path, .. } = edit else {
                        return None;
                    };
                    let key = json_string(&path.segments().last()?);
                    let value = document.span(NodeId(first.0 + 1))?;
                    let value = document.text().get(value.range())?;
                    let member = format!("{key}{}{value}", style.colon());
                    changes.members.push((parent, MemberChange::Removed(first)));
                    changes.members.push((to, MemberChange::Added(member)));
                }
                EditTarget::New { parent } => {
                    let Edit::Set { path, value } = edit else {
                        return None;
                    };
                    let value = style.spaced(value);
                    let member = match document.kind(parent) {
                        Kind::Array => value,
                        _ => {
                            let key = json_string(&path.segments().last()?);
                            format!("{key}{}{value}", style.colon())
                        }
                    };
                    changes.members.push((parent, MemberChange::Added(member)));
                }
            }
        }
        // What is moved out of a removed member needs no removal of its own.
        for target in targets {
            if let EditTarget::Member { first, after, .. } = *target {
                changes
                    .members
                    .retain(|(parent, _)| *parent <= first || *parent >= after);
            }
        }
        Some(changes)
    }

    fn merge(&mut self, other: Self) {
        self.edits.extend(other.edits);
        self.members.extend(other.members);
    }

    /// The edits of the text; `None` if they overlap.
    fn into_text_edits(self, index: &Index, style: &Style) -> Option<Vec<TextEdit>> {
        let mut edits = self.edits;
        let mut members = sorted_by_key(self.members, |(parent, _)| *parent)
            .into_iter()
            .peekable();
        while let Some((parent, _)) = members.peek() {
            let (parent, mut changes) = (*parent, MemberChanges::default());
            while let Some((_, change)) = members.next_if(|(next, _)| *next == parent) {
                changes.add(change);
            }
            changes.write_text_edits(index, parent, style, &mut edits)?;
        }
        let edits = sorted_by_key(edits, |edit| edit.span);
        let is_disjoint = edits
            .iter()
            .zip(edits.iter().skip(1))
            .all(|(edit, next)| edit.span.end <= next.span.start);
        is_disjoint.then_some(edits)
    }
}

/// The edits of the text that replace the value `id`.
fn replacement(
    id: NodeId,
    edit: &Edit,
    document: &Document,
    style: &Style,
) -> Option<Vec<TextEdit>> {
    let Span { start, end } = document.span(id)?;
    let text = match edit {
        Edit::Set { value, .. } => style.spaced(value),
        Edit::Quote { .. } => json_string(&document.scalar(id)?),
        // Only the brackets and the elements change, so that the layout and the comments are kept.
        Edit::Pairs { .. } => {
            let mut edits = vec![TextEdit::new(start, start + 1, "{")];
            for pair in pairs(document, id)? {
                let value = match pair.value {
                    Some(ListedValue::Text(value)) => json_string(value),
                    Some(ListedValue::Scalar(value)) => json_string(&document.scalar(value)?),
                    None => continue,
                };
                let member = format!("{}{}{value}", json_string(pair.name), style.colon());
                let Span { start, end } = document.span(pair.element)?;
                edits.push(TextEdit::new(start, end, member));
            }
            edits.push(TextEdit::new(end - 1, end, "}"));
            return Some(edits);
        }
        _ => return None,
    };
    Some(vec![TextEdit::new(start, end, text)])
}

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
        let style = Style::detect(index.document().text());
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
        let changes = Changes::new(&targets, edits, document, &self.style)?;
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

/// A text as a JSON string.
fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
