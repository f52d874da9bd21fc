//! What stands inside arrays and objects, one after the other.

use super::Document;
use crate::span::NodeId;

/// The elements of an array.
#[derive(Clone, Debug)]
pub struct Elements<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) at: u32,
    pub(super) end: u32,
}

impl Iterator for Elements<'_, '_> {
    type Item = NodeId;

    #[inline]
    fn next(&mut self) -> Option<NodeId> {
        if self.at >= self.end {
            return None;
        }
        let id = NodeId(self.at);
        self.at = self.document.node(id).next;
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
        let Elements { document, at, end } = &mut self.0;
        // A key has nothing inside it, so its value is the next node.
        let (key, value) = (NodeId(*at), NodeId(*at + 1));
        if value.0 >= *end {
            return None;
        }
        *at = document.node(value).next;
        Some((key, value))
    }
}
