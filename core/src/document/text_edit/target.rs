//! Finds the nodes that an edit changes, and checks that they may be changed.

use std::collections::BTreeMap;

use super::member_changes::complete_span;
use crate::diagnostic::Target;
use crate::document::pairs::pairs;
use crate::document::{Document, Index, Kind};
use crate::fix::Edit;
use crate::path::Path;
use crate::span::{NodeId, Span};

/// The part of a document that an edit changes.
#[derive(Clone, Copy, Debug)]
pub(super) enum EditTarget {
    /// A value that is replaced.
    Node(NodeId),
    /// The key of a member of `parent`, which is renamed.
    Key { parent: NodeId, key: NodeId },
    /// A member or element that is removed: the nodes from `first` up to, not including, `after`.
    Member {
        parent: NodeId,
        first: NodeId,
        after: NodeId,
    },
    /// An object that a member is added to, or a list that an element is added to.
    New { parent: NodeId },
    /// A member that is removed from `parent` and added to `to`: the nodes from `first` up to, not including, `after`.
    Moved {
        parent: NodeId,
        first: NodeId,
        after: NodeId,
        to: NodeId,
    },
}

/// The nodes that an edit needs.
pub(super) enum Claim {
    /// The nodes from the first up to, not including, the second. No other edit may change them.
    Nodes(NodeId, NodeId),
    /// An object. Other edits may add members to it and remove members from it.
    Object(NodeId),
}

/// For duplicate keys that are removed one after another: the last one that was removed, by the first one of all.
pub(super) type RemovedDuplicates = BTreeMap<u32, u32>;

impl EditTarget {
    /// The nodes that the edit needs.
    pub(super) fn claims(self, document: &Document) -> impl Iterator<Item = Claim> {
        let nodes = match self {
            Self::Node(id) => Some((id, document.node_after(id))),
            Self::Key { key, .. } => Some((key, document.node_after(key))),
            Self::Member { first, after, .. } | Self::Moved { first, after, .. } => {
                Some((first, after))
            }
            Self::New { .. } => None,
        };
        let object = match self {
            Self::New { parent } | Self::Moved { to: parent, .. } => Some(parent),
            _ => None,
        };
        // If the anchored value is changed too, the alias stands for the changed one.
        let anchored = match self {
            Self::Node(id) if document.anchored(id) != id => {
                let anchored = document.anchored(id);
                Some((anchored, document.node_after(anchored)))
            }
            _ => None,
        };
        let nodes = nodes.into_iter().chain(anchored);
        let nodes = nodes.map(|(first, after)| Claim::Nodes(first, after));
        nodes.chain(object.map(Claim::Object))
    }

    /// The key that the edit adds to an object, with that object.
    pub(super) fn new_key(self, edit: &Edit) -> Option<(NodeId, String)> {
        match (self, edit) {
            (Self::Key { parent, .. }, Edit::Rename { key, .. }) => Some((parent, key.clone())),
            (Self::Moved { to: parent, .. }, Edit::Move { to, .. }) => {
                Some((parent, to.segments().last()?.into_owned()))
            }
            (Self::New { parent }, edit) => {
                Some((parent, edit.path()?.segments().last()?.into_owned()))
            }
            _ => None,
        }
    }
}

/// Finds what an edit changes; `None` if the edit can't be made.
pub(super) fn resolve(
    index: &mut Index,
    base: NodeId,
    edit: &Edit,
    removed: &mut RemovedDuplicates,
) -> Option<EditTarget> {
    let document = index.document();
    match edit {
        Edit::Replace { .. } => None,
        Edit::Set { path, .. } => match find_value(index, base, path) {
            Some(id) if !is_merged_value(index, id) => replacement_target(index, id),
            // A value that YAML merges into an object is replaced by a member of the object itself.
            _ => {
                let parent = parent_of_new(index, base, path)?;
                Some(EditTarget::New { parent })
            }
        },
        Edit::Remove { path } => {
            let (first, last) = index.last_member(base, path)?;
            removal_target(index, base, path, (first, last))
        }
        Edit::RemoveFirst { path } => {
            let first = next_duplicate(index, base, path, removed)?;
            // A key has no children, so its value is the next node.
            removal_target(index, base, path, (first, NodeId(first.0 + 1)))
        }
        Edit::Rename { path, .. } => {
            let (key, value) = index.last_member(base, path)?;
            let parent = find_value(index, base, &path.parent()?)?;
            let is_certain_key =
                key != value && index.is_certain(key, value) && !document.is_merged(key);
            is_certain_key.then_some(EditTarget::Key {
                parent: document.anchored(parent),
                key: document.written_as(key),
            })
        }
        Edit::Move { path, to } => {
            let member = index.last_member(base, path)?;
            let moved = removal_target(index, base, path, member)?;
            let EditTarget::Member {
                parent,
                first,
                after,
            } = moved
            else {
                return None;
            };
            let is_taken = find_value(index, base, to).is_some();
            let to = parent_of_new(index, base, to)?;
            let is_object = document.kind(to) == Kind::Object;
            let is_inside = first <= to && to < after;
            (is_object && !is_taken && !is_inside && member.0 != member.1).then_some(
                EditTarget::Moved {
                    parent,
                    first,
                    after,
                    to,
                },
            )
        }
        Edit::Quote { path } => {
            let id = find_value(index, base, path)?;
            let is_scalar = matches!(document.kind(id), Kind::Number | Kind::Bool | Kind::Null);
            replacement_target(index, id).filter(|_| is_scalar && !document.is_broken(id))
        }
        Edit::Pairs { path } => {
            let list = find_value(index, base, path)?;
            let is_list = document.kind(list) == Kind::Array;
            replacement_target(index, list).filter(|_| is_list && pairs(document, list).is_some())
        }
    }
}

/// The object to which a member can be added at a path, or the list to which an element can be added at the end.
fn parent_of_new(index: &mut Index, base: NodeId, path: &Path) -> Option<NodeId> {
    let document = index.document();
    let parent = document.anchored(find_value(index, base, &path.parent()?)?);
    let can_add = match document.kind(parent) {
        Kind::Object => true,
        Kind::Array => {
            let last = path.segments().last()?;
            last == "-" || last == document.elements(parent).count().to_string()
        }
        _ => false,
    };
    complete_span(index, parent).filter(|_| can_add)?;
    // After a member that is not closed, the new member would become part of that member.
    let after = document.node_after(parent);
    let last = index.last_value(parent).unwrap_or(after);
    let is_certain = index.is_certain(last, after);
    is_certain.then_some(parent)
}

fn is_merged_value(index: &Index, id: NodeId) -> bool {
    // A key has no children, so it is the node before its value.
    id > index.parent(id).0 && index.document().is_merged(NodeId(id.0 - 1))
}

fn find_value(index: &mut Index, base: NodeId, path: &Path) -> Option<NodeId> {
    let (id, is_found) = index.find(base, path, Target::Value);
    is_found.then_some(id)
}

/// The target of an edit that replaces a value; `None` if the parser guessed any of its nodes.
fn replacement_target(index: &Index, id: NodeId) -> Option<EditTarget> {
    let document = index.document();
    let id = match is_merged_value(index, id) {
        true => document.anchored(id),
        false => document.written_as(id),
    };
    let (text, after) = (document.written_span(id)?, document.node_after(id));
    // The anchor of the value itself is kept.
    let is_needed = document.is_anchor_needed(NodeId(id.0 + 1), after, text);
    (index.is_certain(id, after) && !is_needed).then_some(EditTarget::Node(id))
}

/// The target of an edit that removes a member or element; `None` if the parser guessed any of its nodes.
fn removal_target(
    index: &mut Index,
    base: NodeId,
    path: &Path,
    (first, last): (NodeId, NodeId),
) -> Option<EditTarget> {
    let document = index.document();
    let parent = document.anchored(find_value(index, base, &path.parent()?)?);
    complete_span(index, parent)?;
    let start = document.written_as(first);
    let last = NodeId(start.0 + last.0 - first.0);
    let after = document.node_after(last);
    let text = Span::new(
        document.written_span(start)?.start,
        document.written_span(last)?.end,
    );
    let can_remove = index.is_certain(start, after)
        && !document.is_merged(first)
        && !document.is_anchor_needed(start, after, text);
    can_remove.then_some(EditTarget::Member {
        parent,
        first: start,
        after,
    })
}

/// The first of several duplicate keys that has not been removed; `None` if only the last one is left.
fn next_duplicate(
    index: &mut Index,
    base: NodeId,
    path: &Path,
    removed: &mut RemovedDuplicates,
) -> Option<NodeId> {
    let (first, _) = index.first_member(base, path)?;
    let (last, _) = index.last_member(base, path)?;
    let next = match removed.get(&first.0) {
        Some(removed) => index.next_equal_key(NodeId(*removed))?,
        None => first,
    };
    if next >= last {
        return None;
    }
    removed.insert(first.0, next.0);
    Some(next)
}
