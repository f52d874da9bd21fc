//! What an edit changes: found, and found to be changeable, before anything is changed.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::bracketed;
use crate::diagnostic::Target as Part;
use crate::document::{Document, Index, Kind};
use crate::fix::Edit;
use crate::path::Path;
use crate::span::NodeId;

/// What an edit changes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// A value, which something else takes the place of.
    Node(NodeId),
    /// The key of a member of `parent`.
    Key { parent: NodeId, key: NodeId },
    /// A member or an element, which is removed: the nodes from `first` up to `after`.
    Member {
        parent: NodeId,
        first: NodeId,
        after: NodeId,
    },
    /// An object that gets one more member.
    New { parent: NodeId },
}

/// What of a document belongs to an edit.
pub(super) enum Claim {
    /// These nodes, up to the second, and no other edit may change them.
    Nodes(NodeId, NodeId),
    /// This object, which may get and lose other members too.
    Object(NodeId),
}

/// Of equal keys that go one after the other, the last that went, by the first of all.
pub(super) type Gone = BTreeMap<u32, u32>;

impl Target {
    pub(super) fn claim(self, document: &Document) -> Claim {
        match self {
            Self::Node(id) => Claim::Nodes(id, document.after(id)),
            Self::Key { key, .. } => Claim::Nodes(key, document.after(key)),
            Self::Member { first, after, .. } => Claim::Nodes(first, after),
            Self::New { parent } => Claim::Object(parent),
        }
    }

    /// The key that the edit brings to an object.
    pub(super) fn new_key(self, edit: &Edit) -> Option<(NodeId, String)> {
        match (self, edit) {
            (Self::Key { parent, .. }, Edit::Rename { key, .. }) => Some((parent, key.clone())),
            (Self::New { parent }, edit) => {
                Some((parent, edit.path().segments().last()?.into_owned()))
            }
            _ => None,
        }
    }
}

/// What an edit changes; `None` if it can't be made.
pub(super) fn resolve(
    index: &mut Index,
    base: NodeId,
    edit: &Edit,
    gone: &mut Gone,
) -> Option<Target> {
    let document = index.document();
    match edit {
        Edit::Set { path, .. } => match value(index, base, path) {
            Some(id) => certain(index, id),
            None => {
                let parent = value(index, base, &path.parent()?)?;
                let is_object = document.kind(parent) == Kind::Object;
                bracketed(document, parent).filter(|_| is_object)?;
                // Behind a member that is not closed, it would be one of that member's.
                let last = last_child(index, parent);
                let is_certain = index.is_certain(last, document.after(parent));
                is_certain.then_some(Target::New { parent })
            }
        },
        Edit::Remove { path } => {
            let (first, last) = index.member(base, path, false)?;
            member(index, base, path, (first, last))
        }
        Edit::RemoveFirst { path } => {
            let first = first_left(index, base, path, gone)?;
            // A key has no children, so that its value is the next node.
            member(index, base, path, (first, NodeId(first.0 + 1)))
        }
        Edit::Rename { path, .. } => {
            let (key, of) = index.member(base, path, false)?;
            let parent = value(index, base, &path.parent()?)?;
            let can = key != of && index.is_certain(key, of);
            can.then_some(Target::Key { parent, key })
        }
        Edit::Quote { path } => {
            let id = value(index, base, path)?;
            let is_scalar = matches!(document.kind(id), Kind::Number | Kind::Bool | Kind::Null);
            certain(index, id).filter(|_| is_scalar && !document.is_broken(id))
        }
        Edit::Pairs { path } => {
            let list = value(index, base, path)?;
            let is_list = document.kind(list) == Kind::Array && are_pairs(document, list);
            certain(index, list).filter(|_| is_list)
        }
    }
}

fn value(index: &mut Index, base: NodeId, path: &Path) -> Option<NodeId> {
    let (id, found) = index.find(base, path, Part::Value);
    found.then_some(id)
}

/// The last node right inside a container; of an empty one, the node after it.
fn last_child(index: &Index, container: NodeId) -> NodeId {
    let after = index.document().after(container);
    let mut last = NodeId(after.0.saturating_sub(1));
    while last > container && index.parent(last).0 != container {
        last = index.parent(last).0;
    }
    if last > container { last } else { after }
}

fn certain(index: &Index, id: NodeId) -> Option<Target> {
    let document = index.document();
    document.span(id)?;
    index
        .is_certain(id, document.after(id))
        .then_some(Target::Node(id))
}

fn member(
    index: &mut Index,
    base: NodeId,
    path: &Path,
    (first, last): (NodeId, NodeId),
) -> Option<Target> {
    let document = index.document();
    let parent = value(index, base, &path.parent()?)?;
    bracketed(document, parent)?;
    let after = document.after(last);
    index.is_certain(first, after).then_some(Target::Member {
        parent,
        first,
        after,
    })
}

/// The first of several equal keys, or the next one if others have gone. The last one stays.
fn first_left(index: &mut Index, base: NodeId, path: &Path, gone: &mut Gone) -> Option<NodeId> {
    let (first, _) = index.member(base, path, true)?;
    let (last, _) = index.member(base, path, false)?;
    let next = match gone.get(&first.0) {
        Some(gone) => index.equal_after(NodeId(*gone))?,
        None => first,
    };
    if next >= last {
        return None;
    }
    gone.insert(first.0, next.0);
    Some(next)
}

/// Whether all elements are `NAME=value` texts, with names that stand once.
fn are_pairs(document: &Document, list: NodeId) -> bool {
    let mut names = BTreeSet::new();
    document.elements(list).all(|element| {
        let pair = document.str(element).and_then(|text| text.split_once('='));
        !document.is_broken(element)
            && pair.is_some_and(|(name, _)| !name.is_empty() && names.insert(name))
    })
}
