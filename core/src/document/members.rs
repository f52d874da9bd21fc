//! The elements of arrays, and the members of objects.

use super::{Document, Node, STRING_IN_SIDE, node};
use crate::model::keys::Name;
use crate::span::NodeId;

/// The elements of an array.
#[derive(Clone, Debug)]
pub struct Elements<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) next: u32,
    pub(super) end: u32,
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
pub struct Members<'d, 't>(pub(super) Elements<'d, 't>);

impl Iterator for Members<'_, '_> {
    type Item = (NodeId, NodeId);

    #[inline]
    fn next(&mut self) -> Option<(NodeId, NodeId)> {
        let Elements {
            document,
            next,
            end,
        } = &mut self.0;
        // A key has no children, so its value is the next node.
        let (key, value) = (NodeId(*next), NodeId(*next + 1));
        if value.0 >= *end {
            return None;
        }
        *next = document.node(value).next;
        Some((key, value))
    }
}

impl<'t> Document<'t> {
    /// The elements of an array; empty for other nodes.
    #[inline]
    pub fn elements(&self, id: NodeId) -> Elements<'_, 't> {
        self.children(id, node::ARRAY)
    }

    /// The keys and values of an object; empty for other nodes.
    #[inline]
    pub fn members(&self, id: NodeId) -> Members<'_, 't> {
        Members(self.children(id, node::OBJECT))
    }

    /// The nodes of the children of a node, with everything inside them.
    #[inline]
    pub(crate) fn nodes_inside(&self, id: NodeId) -> &[Node] {
        let inside = id.0 as usize + 1..self.node(id).next as usize;
        self.nodes.get(inside).unwrap_or_default()
    }

    #[inline]
    fn children(&self, id: NodeId, kind: u32) -> Elements<'_, 't> {
        let node = self.node(id);
        let end = if node.head & node::KIND == kind {
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

    /// The name of a key; empty for other nodes than strings.
    #[inline]
    pub(crate) fn name(&self, key: NodeId) -> Name<'_> {
        self.name_of(self.node(key))
    }

    /// The name of a key whose node is known.
    #[inline(always)]
    pub(crate) fn name_of(&self, key: Node) -> Name<'_> {
        let from = match key.head & (node::KIND | node::SIDE) {
            node::STRING => self.text,
            STRING_IN_SIDE => &self.side,
            _ => "",
        };
        Name::in_text(from.as_bytes(), key.a as usize, key.b as usize)
    }
}
