//! The changes that edits make to a text, before they become edits of the text.

use std::cmp::Reverse;

use super::member_changes::{MemberChange, MemberChanges};
use super::target::EditTarget;
#[cfg(feature = "yaml")]
use super::yaml;
use super::{Style, TextEdit, json};
// Nothing of it is called then.
#[cfg(not(feature = "yaml"))]
use super::json as yaml;
use crate::collections::sorted_by_key;
use crate::document::pairs::pairs;
use crate::document::{Index, Kind};
use crate::fix::Edit;
use crate::span::NodeId;

/// The changes that edits make to a text.
#[derive(Default)]
pub(super) struct Changes {
    /// The replacements of values and keys.
    pub(super) edits: Vec<TextEdit>,
    /// The members or elements that are removed or added, each with its object or array.
    pub(super) members: Vec<(NodeId, MemberChange)>,
}

impl Changes {
    /// The changes that the edits of one fix make. `targets` has the target of each edit.
    pub(super) fn new(
        targets: &[EditTarget],
        edits: &[Edit],
        index: &Index,
        style: &Style,
    ) -> Option<Self> {
        let mut changes = Self::default();
        let document = index.document();
        let is_yaml = document.is_yaml();
        for (target, edit) in targets.iter().zip(edits) {
            match (*target, edit) {
                (EditTarget::Node(id), _) => {
                    if let Edit::Pairs { .. } = edit {
                        for pair in pairs(document, id)? {
                            if pair.value.is_none() {
                                let removed = MemberChange::Removed(pair.element);
                                changes.members.push((id, removed));
                            }
                        }
                    }
                    let made = match is_yaml {
                        true => yaml::replacement(index, id, edit, style),
                        false => json::replacement(index, id, edit, style),
                    };
                    changes.edits.extend(made?);
                }
                (EditTarget::Key { key, .. }, Edit::Rename { key: name, .. }) => {
                    let renamed = match is_yaml {
                        true => yaml::renamed(index, key, name),
                        false => json::renamed(index, key, name),
                    };
                    changes.edits.push(renamed?);
                }
                (EditTarget::Member { parent, first, .. }, _) => {
                    changes.members.push((parent, MemberChange::Removed(first)));
                }
                (
                    EditTarget::Moved {
                        parent, first, to, ..
                    },
                    Edit::Move { to: path, .. },
                ) => {
                    // A key has no children, so its value is the next node.
                    let (key, value) = (path.segments().last()?, NodeId(first.0 + 1));
                    let member = match is_yaml {
                        true => yaml::moved(index, value, to, &key, style),
                        false => json::moved(index, value, to, &key, style),
                    };
                    changes.members.push((parent, MemberChange::Taken(first)));
                    changes.members.push((to, MemberChange::Added(member?)));
                }
                (EditTarget::New { parent }, Edit::Set { path, value }) => {
                    let key = path.segments().last()?;
                    let key = (document.kind(parent) != Kind::Array).then_some(&*key);
                    let member = match is_yaml {
                        true => yaml::added(index, parent, key, value, style),
                        false => json::added(index, parent, key, value, style),
                    };
                    changes.members.push((parent, MemberChange::Added(member?)));
                }
                _ => return None,
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

    pub(super) fn merge(&mut self, other: Self) {
        self.edits.extend(other.edits);
        self.members.extend(other.members);
    }

    /// The edits of the text; `None` if they overlap.
    pub(super) fn into_text_edits(self, index: &Index, style: &Style) -> Option<Vec<TextEdit>> {
        let mut edits = self.edits;
        // Two objects in block style may end at the same place: what is added to the inner one comes first.
        let mut members = sorted_by_key(self.members, |(parent, _)| Reverse(*parent))
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
