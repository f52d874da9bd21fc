//! Edits of paths into edits of a JSON text, in the text's own style.
//!
//! Edits that touch the members of one object are made together, so that commas come out right however
//! many are removed and added. Comments stay.

mod layout;
mod style;
mod target;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, Index};
use crate::collections::sorted_by_key;
use crate::fix::Edit;
use crate::span::{NodeId, Span};
use layout::Change;
use style::Style;
use target::{Claim, Gone, Target, resolve};

/// Puts `text` in the place of the bytes of `span`; an empty span is where it is put in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then.
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

/// Makes edits of text: all or none are made, and spans may not overlap. Of edits at one place, the first
/// comes first. `None` if they overlap or don't fit the text.
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

/// The edits of the text that do `edits`, whose paths start at `base`; `None` if one can't be made: its
/// place is not there, is not of JSON text, or recovery guessed what would change.
pub fn text_edits(index: &mut Index, base: NodeId, edits: &[Edit]) -> Option<Vec<TextEdit>> {
    let targets = targets(index, base, edits, &mut Gone::default())?;
    let (document, style) = (index.document(), Style::of(index.document().text()));
    Changes::of(&targets, edits, document, &style)?.write(document, &style)
}

/// Whether [`text_edits`] can be made of `edits`.
pub(crate) fn can_edit(index: &mut Index, base: NodeId, edits: &[Edit]) -> bool {
    targets(index, base, edits, &mut Gone::default()).is_some()
}

fn targets(
    index: &mut Index,
    base: NodeId,
    edits: &[Edit],
    gone: &mut Gone,
) -> Option<Vec<Target>> {
    let resolve = |edit| resolve(index, base, edit, gone);
    edits.iter().map(resolve).collect()
}

/// What edits change, before it is put into words.
#[derive(Default)]
struct Changes {
    /// What is replaced.
    edits: Vec<TextEdit>,
    /// What changes about the members of each object or array.
    members: BTreeMap<NodeId, Change>,
}

impl Changes {
    /// The changes of one fix, whose edits have these targets.
    fn of(targets: &[Target], edits: &[Edit], document: &Document, style: &Style) -> Option<Self> {
        let mut changes = Self::default();
        for (target, edit) in targets.iter().zip(edits) {
            match *target {
                Target::Node(id) => {
                    changes
                        .edits
                        .extend(replacement(id, edit, document, style)?);
                }
                Target::Key { key, .. } => {
                    let Edit::Rename { key: name, .. } = edit else {
                        return None;
                    };
                    let Span { start, end } = document.span(key)?;
                    changes
                        .edits
                        .push(TextEdit::new(start, end, json_text(name)));
                }
                Target::Member { parent, first, .. } => {
                    let change = changes.members.entry(parent).or_default();
                    change.removed.insert(first);
                }
                Target::New { parent } => {
                    let Edit::Set { path, value } = edit else {
                        return None;
                    };
                    let key = json_text(&path.segments().last()?);
                    let member = format!("{key}{}{}", style.colon(), style.spaced(value));
                    let change = changes.members.entry(parent).or_default();
                    change.added.push(member);
                }
            }
        }
        Some(changes)
    }

    fn join(&mut self, other: Self) {
        self.edits.extend(other.edits);
        for (parent, change) in other.members {
            self.members.entry(parent).or_default().join(change);
        }
    }

    /// The edits of the text; `None` if they overlap.
    fn write(self, document: &Document, style: &Style) -> Option<Vec<TextEdit>> {
        let mut edits = self.edits;
        for (parent, change) in self.members {
            change.write(document, parent, style, &mut edits)?;
        }
        let edits = sorted_by_key(edits, |edit| edit.span);
        let apart = edits
            .iter()
            .zip(edits.iter().skip(1))
            .all(|(edit, next)| edit.span.end <= next.span.start);
        apart.then_some(edits)
    }
}

/// The edits that put something else in the place of a value.
fn replacement(
    id: NodeId,
    edit: &Edit,
    document: &Document,
    style: &Style,
) -> Option<Vec<TextEdit>> {
    let Span { start, end } = document.span(id)?;
    let text = match edit {
        Edit::Set { value, .. } => style.spaced(value),
        Edit::Quote { .. } => json_text(&document.scalar(id)?),
        // Only brackets and elements change, so that the layout and the comments stay.
        Edit::Pairs { .. } => {
            let mut edits = vec![TextEdit::new(start, start + 1, "{")];
            for element in document.elements(id) {
                let (name, value) = document.str(element)?.split_once('=')?;
                let member = format!("{}{}{}", json_text(name), style.colon(), json_text(value));
                let Span { start, end } = document.span(element)?;
                edits.push(TextEdit::new(start, end, member));
            }
            edits.push(TextEdit::new(end - 1, end, "}"));
            return Some(edits);
        }
        _ => return None,
    };
    Some(vec![TextEdit::new(start, end, text)])
}

/// The edits of many fixes, made in one go: a time that grows with the text and the fixes, not with both.
///
/// A fix is left out only if it changes what another one changes, however near to each other the two are.
pub(crate) struct Batch<'i, 'd, 't> {
    index: &'i mut Index<'d, 't>,
    style: Style<'t>,
    changes: Changes,
    /// The nodes that change: the end of each range by its start. No two overlap.
    claimed: BTreeMap<u32, u32>,
    /// Keys that come to objects.
    keys: BTreeSet<(NodeId, String)>,
    /// Which of equal keys have gone.
    gone: Gone,
}

impl<'i, 'd, 't> Batch<'i, 'd, 't> {
    /// No edits yet.
    pub(crate) fn new(index: &'i mut Index<'d, 't>) -> Self {
        let style = Style::of(index.document().text());
        Self {
            index,
            style,
            changes: Changes::default(),
            claimed: BTreeMap::new(),
            keys: BTreeSet::new(),
            gone: Gone::default(),
        }
    }

    /// Adds all edits of a fix, or none: if one can't be made, or changes what another fix changes.
    pub(crate) fn add(&mut self, base: NodeId, edits: &[Edit]) {
        let _ = self.try_add(base, edits);
    }

    fn try_add(&mut self, base: NodeId, edits: &[Edit]) -> Option<()> {
        let targets = targets(self.index, base, edits, &mut self.gone)?;
        let document = self.index.document();
        let changes = Changes::of(&targets, edits, document, &self.style)?;
        let keys = targets.iter().zip(edits);
        let keys: Vec<_> = keys
            .filter_map(|(target, edit)| target.new_key(edit))
            .collect();
        let is_taken = |target: &Target| self.is_taken(target.claim(document));
        if targets.iter().any(is_taken) || keys.iter().any(|key| self.keys.contains(key)) {
            return None;
        }
        for target in targets {
            if let Claim::Nodes(start, end) = target.claim(document) {
                self.claimed.insert(start.0, end.0);
            }
        }
        self.keys.extend(keys);
        self.changes.join(changes);
        Some(())
    }

    fn is_taken(&self, claim: Claim) -> bool {
        let is_claimed = |start: NodeId, end: NodeId| {
            let before = self.claimed.range(..end.0).next_back();
            before.is_some_and(|(_, end)| *end > start.0)
        };
        match claim {
            Claim::Nodes(start, end) => {
                let mut inside = self.changes.members.range(start..end);
                is_claimed(start, end) || inside.next().is_some()
            }
            Claim::Object(id) => is_claimed(id, NodeId(id.0 + 1)),
        }
    }

    /// The edits of the text; none if they can't be made together.
    pub(crate) fn finish(self) -> Vec<TextEdit> {
        let edits = self.changes.write(self.index.document(), &self.style);
        edits.unwrap_or_default()
    }
}

/// Text as a string of JSON.
fn json_text(text: &str) -> String {
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
