//! The elements of arrays, and the members of objects.

use std::iter;

use super::{Document, Node, STRING_IN_SIDE, node};
use crate::model::keys::Name;
use crate::span::NodeId;

/// The elements of an array.
#[derive(Clone, Debug)]
pub struct Elements<'d, 't> {
    document: &'d Document<'t>,
    next: u32,
    end: u32,
}

impl Iterator for Elements<'_, '_> {
    type Item = NodeId;

    #[inline]
    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next = self.document.node(id).next;
        Some(id)
    }
}

/// The keys and values of an object.
#[derive(Clone, Debug)]
pub struct Members<'d> {
    /// The nodes from the next key to the end of the object.
    nodes: &'d [Node],
    /// The ID of the next key.
    next: u32,
}

impl<'d> Members<'d> {
    /// The ID of the next key, its node and the node of its value.
    #[inline(always)]
    pub(crate) fn next_nodes(&mut self) -> Option<(NodeId, &'d Node, &'d Node)> {
        // A key has no children, so its value is the next node.
        let [key, value, ..] = self.nodes else {
            return None;
        };
        let id = NodeId(self.next);
        let length = (value.next - self.next) as usize;
        self.nodes = self.nodes.get(length..).unwrap_or_default();
        self.next = value.next;
        Some((id, key, value))
    }
}

impl Iterator for Members<'_> {
    type Item = (NodeId, NodeId);

    #[inline]
    fn next(&mut self) -> Option<(NodeId, NodeId)> {
        let (key, ..) = self.next_nodes()?;
        Some((key, NodeId(key.0 + 1)))
    }
}

impl<'t> Document<'t> {
    /// The elements of an array; empty for other nodes.
    #[inline]
    pub fn elements(&self, id: NodeId) -> Elements<'_, 't> {
        let node = self.node(id);
        let end = if node.head & node::KIND == node::ARRAY {
            node.next
        } else {
            0
        };
        Elements {
            document: self,
            next: id.0 + 1,
            end,
        }
    }

    /// The keys and values of an object; empty for other nodes.
    #[inline]
    pub fn members(&self, id: NodeId) -> Members<'_> {
        let node = self.node(id);
        let inside = match node.head & node::KIND {
            node::OBJECT => self.nodes.get(id.0 as usize + 1..node.next as usize),
            _ => None,
        };
        Members {
            nodes: inside.unwrap_or_default(),
            next: id.0 + 1,
        }
    }

    /// The keys of an object that are equal to `name`, in order.
    pub(crate) fn keys_named(&self, id: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        let mut members = self.members(id);
        iter::from_fn(move || {
            loop {
                let (key, node, _) = members.next_nodes()?;
                // Most names have another length. Comparing texts calls `memcmp`.
                let may_be_equal = node.b as usize == name.len();
                if may_be_equal && self.string_content(*node, node::KIND) == Some(name) {
                    return Some(key);
                }
            }
        })
    }

    /// The name of a key; empty for other nodes than strings.
    #[inline]
    pub(crate) fn name(&self, key: NodeId) -> Name<'_> {
        self.name_of(&self.node(key))
    }

    /// The name of a key whose node is known.
    #[inline(always)]
    pub(crate) fn name_of(&self, key: &Node) -> Name<'_> {
        let from = match key.head & (node::KIND | node::SIDE) {
            node::STRING => self.text,
            STRING_IN_SIDE => &self.side,
            _ => "",
        };
        Name::in_text(from.as_bytes(), key.a as usize, key.b as usize)
    }
}
