//! Iterators over the elements of arrays and the members of objects.

use super::Document;
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
