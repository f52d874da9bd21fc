//! Writes the nodes of a document, one after the other.

use super::{Buffers, Document, Foreign, Limits, Node, Source, node};
use crate::span::{NodeId, Span};

/// Writes the nodes of a [`Document`] in order. The parser, the fold and the functions that convert values use it.
///
/// Every object or array that is opened should be closed. [`Writer::finish`] closes the others and marks them as
/// unfinished.
#[derive(Clone, Debug)]
pub struct Writer<'t> {
    document: Document<'t>,
    // INVARIANT: the number of the innermost open object or array, whose `next` is that of its parent; `NONE` if there is
    // none.
    open: u32,
}

const NONE: u32 = u32::MAX;

/// The maximum number of characters of the name of a type. Messages show fewer.
const MAX_NAME: usize = 128;

/// A state of a writer that it can be reset to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    nodes: usize,
    side: usize,
    open: u32,
}

impl Mark {
    /// The first node that was written after this mark.
    pub(super) fn first_node(self) -> NodeId {
        NodeId(self.nodes as u32)
    }
}

impl<'t> Writer<'t> {
    /// Starts a document whose strings may be slices of `text`. It reuses the vectors in `buffers`.
    pub fn new(text: &'t str, source: Source, buffers: Buffers) -> Self {
        let Buffers {
            nodes,
            side,
            spans,
            calls,
        } = buffers;
        Self {
            document: Document {
                text,
                side,
                nodes,
                spans,
                calls,
                source,
                is_recovered: false,
                #[cfg(feature = "yaml")]
                yaml: None,
            },
            open: NONE,
        }
    }

    /// Makes room for a number of nodes.
    pub(super) fn reserve(&mut self, nodes: usize) {
        self.document.nodes.reserve(nodes);
    }

    /// The id that the next node will have.
    #[inline]
    pub fn next_id(&self) -> NodeId {
        NodeId(self.document.nodes.len() as u32)
    }

    /// The current state, for [`Writer::rewind`].
    pub fn mark(&self) -> Mark {
        Mark {
            nodes: self.document.nodes.len(),
            side: self.document.side.len(),
            open: self.open,
        }
    }

    /// Removes everything that was written after `mark`. Containers that were open at `mark` must not have been closed
    /// since.
    pub fn rewind(&mut self, mark: Mark) {
        self.document.nodes.truncate(mark.nodes);
        self.document.side.truncate(mark.side);
        self.open = mark.open;
    }

    /// Replaces everything that was written after `mark` with one foreign node.
    pub fn replace(&mut self, mark: Mark, foreign: Foreign) {
        self.rewind(mark);
        self.foreign(foreign);
    }

    /// Whether more was written than a text within the limits could contain.
    pub fn is_full(&self, limits: &Limits) -> bool {
        let max = limits.max_bytes();
        self.document.side.len() > max || self.document.nodes.len() > max
    }

    /// The document as written so far.
    pub fn document(&self) -> &Document<'t> {
        &self.document
    }

    /// Writes a node without children: its kind and flags, and its `a` and `b`.
    #[inline]
    pub fn leaf(&mut self, head: u32, a: u32, b: u32) -> NodeId {
        let id = self.next_id();
        self.document.nodes.push(Node {
            head,
            next: id.0 + 1,
            a,
            b,
        });
        id
    }

    /// Writes a node without children whose span does not follow from `a` and `b`.
    #[cold]
    pub fn leaf_with_span(&mut self, head: u32, a: u32, b: u32, span: Span) -> NodeId {
        let id = self.leaf(head | node::SPAN, a, b);
        self.document.spans.push((id, span));
        id
    }

    /// Gives the node that was written last a span that does not follow from its `a` and `b`.
    #[cfg(feature = "yaml")]
    pub(super) fn set_span(&mut self, id: NodeId, span: Span) {
        self.flag(id, node::SPAN);
        self.document.spans.push((id, span));
    }

    /// Opens an object (`node::OBJECT`) or an array (`node::ARRAY`) that starts at byte `start`.
    #[inline]
    pub fn open(&mut self, head: u32, start: u32) -> NodeId {
        let id = self.next_id();
        self.document.nodes.push(Node {
            head,
            next: self.open,
            a: start,
            b: 0,
        });
        self.open = id.0;
        id
    }

    /// Opens an object of a class, whose name starts at byte `start` of the text.
    pub(super) fn open_instance(&mut self, start: u32, length: u32) {
        let id = self.open(node::OBJECT | node::NAMED, start);
        if let Some(node) = self.document.nodes.get_mut(id.0 as usize) {
            node.b = length << node::NAME_BITS;
        }
    }

    /// Whether an object or array is open.
    #[inline]
    pub(super) fn is_inside(&self) -> bool {
        self.open != NONE
    }

    /// Whether the innermost open bracket is that of an object.
    #[inline]
    pub fn in_object(&self) -> bool {
        self.open != NONE && self.document.node(NodeId(self.open)).head & node::KIND == node::OBJECT
    }

    /// Closes the innermost open object or array, which ends at byte `end`, and adds flags to it.
    #[inline]
    pub fn close(&mut self, flags: u32, end: u32) {
        let after = self.document.nodes.len() as u32;
        if let Some(node) = self.document.nodes.get_mut(self.open as usize) {
            self.open = node.next;
            *node = Node {
                head: node.head | flags,
                next: after,
                // The length of the name of an object of a class stays.
                b: node.b | end,
                ..*node
            };
        }
    }

    /// The objects and arrays that are open, the outermost first: the number, kind and start of each.
    pub(super) fn open_containers(&self) -> Vec<(NodeId, u32, u32)> {
        let mut open = Vec::new();
        let mut next = self.open;
        while next != NONE {
            let (id, node) = (NodeId(next), self.document.node(NodeId(next)));
            open.push((id, node.head & node::KIND, node.a));
            next = node.next;
        }
        open.reverse();
        open
    }

    /// Removes what a syntax error after it may concern: the last member or element, unless it is a closed object or array.
    /// Returns where the text goes on; `None` if nothing is left.
    pub(super) fn discard_last_scalar(&mut self) -> Option<usize> {
        let end = self.next_id();
        let top = self.open_containers().pop();
        let mut child = top.map_or(Document::ROOT, |(top, ..)| NodeId(top.0 + 1));
        // The first node of each child that is kept, and of the member that it belongs to.
        let (mut last, mut first, mut is_key) = (None, child, false);
        while child < end {
            is_key = !is_key && top.is_some_and(|(_, kind, _)| kind == node::OBJECT);
            let after = self.document.node_after(child);
            if !is_key
                && (after < end || self.document.node(child).head & node::KIND >= node::ARRAY)
            {
                (last, first) = (Some(child), after);
            }
            child = after;
        }
        self.document.nodes.truncate(first.0 as usize);
        self.document.spans.retain(|(id, _)| *id < first);
        match last {
            Some(last) => self.document.span(last).map(|span| span.end as usize),
            None => top.map(|(_, _, start)| start as usize + 1),
        }
    }

    /// Adds flags to a node.
    pub fn flag(&mut self, id: NodeId, flags: u32) {
        if let Some(node) = self.document.nodes.get_mut(id.0 as usize) {
            node.head |= flags;
        }
    }

    /// Opens a closed object or array again, if nothing was written after it. Returns whether it did.
    pub fn reopen(&mut self, id: NodeId) -> bool {
        let after = self.document.nodes.len() as u32;
        match self.document.nodes.get_mut(id.0 as usize) {
            Some(node) if node.next == after && node.head & node::KIND >= node::ARRAY => {
                node.next = self.open;
                node.b = 0;
                self.open = id.0;
                true
            }
            _ => false,
        }
    }

    /// The side arena, for the content of strings that is not in the text.
    #[inline]
    pub fn side(&mut self) -> &mut String {
        &mut self.document.side
    }

    /// Writes a string or a key whose content is not in the text.
    pub fn string(&mut self, text: &str) -> NodeId {
        let start = self.document.side.len() as u32;
        self.document.side.push_str(text);
        self.leaf(node::STRING | node::SIDE, start, text.len() as u32)
    }

    /// Writes a number that is not from the text.
    pub fn number(&mut self, value: f64) -> NodeId {
        let bits = value.to_bits();
        self.leaf(node::FLOAT, bits as u32, (bits >> 32) as u32)
    }

    /// Writes a boolean that is not from the text.
    pub fn bool(&mut self, value: bool) -> NodeId {
        self.leaf(node::BOOL, u32::from(value), 0)
    }

    /// Writes a value that JSON doesn't have.
    pub fn foreign(&mut self, kind: Foreign) -> NodeId {
        self.leaf(node::FOREIGN, 0, kind as u32)
    }

    /// Writes a value that JSON doesn't have, with the name of its type. Only the beginning of a long name is kept.
    pub fn foreign_of_type(&mut self, kind: Foreign, name: &str) -> NodeId {
        let name = name
            .char_indices()
            .nth(MAX_NAME)
            .and_then(|(end, _)| name.get(..end))
            .unwrap_or(name);
        let start = self.document.side.len() as u32;
        self.document.side.push_str(name);
        let b = kind as u32 | (name.len() as u32) << node::NAME_BITS;
        self.leaf(node::FOREIGN | node::SIDE, start, b)
    }

    /// Sets the origin of the next nodes to builder call `call`.
    pub fn from_call(&mut self, call: u32) {
        let id = self.next_id();
        match self.document.calls.last_mut() {
            Some(last) if last.0 == id => last.1 = call,
            Some(last) if last.1 == call => {}
            _ => self.document.calls.push((id, call)),
        }
    }

    /// Appends the side arena of a document whose nodes will be copied.
    pub fn adopt_side(&mut self, from: &Document<'t>) {
        self.document.side.push_str(&from.side);
    }

    /// Copies a node with all nodes inside it, and adds flags to it. Both documents must have the same text, and
    /// [`Writer::adopt_side`] must have been called first, while the side arena of this document was empty.
    pub fn copy(&mut self, from: &Document<'t>, id: NodeId, flags: u32) {
        let moved = self.next_id().0.wrapping_sub(id.0);
        let adjusted = |node: &Node| Node {
            next: node.next.wrapping_add(moved),
            ..*node
        };
        let nodes = from
            .nodes
            .get(id.0 as usize..from.node_after(id).0 as usize)
            .unwrap_or_default();
        if let Some((copied, inside)) = nodes.split_first() {
            let copied = adjusted(copied);
            self.document.nodes.push(Node {
                head: copied.head | flags,
                ..copied
            });
            self.document.nodes.extend(inside.iter().map(adjusted));
        }
    }

    /// Copies all nodes of a document whose strings are all in its side arena.
    pub fn append(&mut self, from: &Document<'_>) {
        self.append_from(0, from);
    }

    /// Copies all nodes inside the root of such a document. The root may still be open.
    pub fn append_inner(&mut self, from: &Document<'_>) {
        self.append_from(1, from);
    }

    fn append_from(&mut self, first: usize, from: &Document<'_>) {
        let nodes = from.nodes.get(first..).unwrap_or_default();
        let moved = (self.document.nodes.len() as u32).wrapping_sub(first as u32);
        let side_start = self.document.side.len() as u32;
        self.document.side.push_str(&from.side);
        let adjusted = nodes.iter().map(|node| {
            let is_in_side = node.head & node::SIDE != 0;
            Node {
                next: node.next.wrapping_add(moved),
                a: node.a.wrapping_add(if is_in_side { side_start } else { 0 }),
                ..*node
            }
        });
        self.document.nodes.extend(adjusted);
    }

    /// Returns the document if it consists of one node with everything inside it, which is closed.
    pub(super) fn finish_one(self) -> Option<Document<'t>> {
        let root = self.document.nodes.first()?;
        (root.next == self.next_id().0).then_some(self.document)
    }

    /// Returns the document. Containers that are still open are marked as unfinished and end at the end of the text.
    pub fn finish(mut self) -> Document<'t> {
        let end = self.document.text.len() as u32;
        while self.open != NONE {
            self.close(node::UNFINISHED, end);
        }
        self.document
    }
}
