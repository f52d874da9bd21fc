//! Writes the nodes of a document, one after the other.

use super::{Buffers, Document, Foreign, Limits, Node, Source, node};
use crate::span::{NodeId, Span};

/// Writes a [`Document`] from the outside in. Parsers, the builder's fold and the readers of values use it.
///
/// Every container that is opened must be closed; [`Writer::finish`] closes the rest as unfinished.
#[derive(Clone, Debug)]
pub struct Writer<'t> {
    document: Document<'t>,
    // INVARIANT: the innermost open container, whose `next` holds the one around it; or `NONE`.
    open: u32,
}

const NONE: u32 = u32::MAX;

/// A point that a writer can go back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    nodes: usize,
    side: usize,
    open: u32,
}

impl Mark {
    /// The first node after this point.
    pub(super) fn node(self) -> NodeId {
        NodeId(self.nodes as u32)
    }
}

impl<'t> Writer<'t> {
    /// Starts a document over `text`, in used vectors.
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
            },
            open: NONE,
        }
    }

    /// The number that the next node will have.
    #[inline]
    pub fn next_id(&self) -> NodeId {
        NodeId(self.document.nodes.len() as u32)
    }

    /// The point that has been reached.
    pub fn mark(&self) -> Mark {
        Mark {
            nodes: self.document.nodes.len(),
            side: self.document.side.len(),
            open: self.open,
        }
    }

    /// Takes back what was written after `mark`. What was open then must not have been closed since.
    pub fn rewind(&mut self, mark: Mark) {
        self.document.nodes.truncate(mark.nodes);
        self.document.side.truncate(mark.side);
        self.open = mark.open;
    }

    /// Puts one node in the place of what was written after `mark`.
    pub fn replace(&mut self, mark: Mark, instead: Foreign) {
        self.rewind(mark);
        self.foreign(instead);
    }

    /// Whether more was written than a text within the limits could have brought.
    pub fn is_full(&self, limits: &Limits) -> bool {
        let most = limits.most_bytes();
        self.document.side.len() > most || self.document.nodes.len() > most
    }

    /// What has been written so far.
    pub fn document(&self) -> &Document<'t> {
        &self.document
    }

    /// Writes a node without children, as kind and flags with its two words.
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

    /// Writes a node without children whose span cannot be told from its words.
    #[cold]
    pub fn leaf_at(&mut self, head: u32, a: u32, b: u32, span: Span) -> NodeId {
        let id = self.leaf(head | node::SPAN, a, b);
        self.document.spans.push((id, span));
        id
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

    /// Whether the innermost open container is an object.
    #[inline]
    pub fn in_object(&self) -> bool {
        self.open != NONE && self.document.node(NodeId(self.open)).head & node::KIND == node::OBJECT
    }

    /// Closes the innermost open container, with more flags; it ends before byte `end`.
    #[inline]
    pub fn close(&mut self, flags: u32, end: u32) {
        let after = self.document.nodes.len() as u32;
        if let Some(node) = self.document.nodes.get_mut(self.open as usize) {
            self.open = node.next;
            *node = Node {
                head: node.head | flags,
                next: after,
                b: end,
                ..*node
            };
        }
    }

    /// Adds flags to a node.
    pub fn flag(&mut self, id: NodeId, flags: u32) {
        if let Some(node) = self.document.nodes.get_mut(id.0 as usize) {
            node.head |= flags;
        }
    }

    /// Opens a closed container again, if it is the last thing that was written.
    pub fn reopen(&mut self, id: NodeId) -> bool {
        let after = self.document.nodes.len() as u32;
        match self.document.nodes.get_mut(id.0 as usize) {
            Some(node) if node.next == after && node.head & node::KIND >= node::ARRAY => {
                node.next = self.open;
                self.open = id.0;
                true
            }
            _ => false,
        }
    }

    /// The side arena, for text that has to be made.
    #[inline]
    pub fn side(&mut self) -> &mut String {
        &mut self.document.side
    }

    /// Writes a string or a key that is made, not found in the text.
    pub fn string(&mut self, text: &str) -> NodeId {
        let start = self.document.side.len() as u32;
        self.document.side.push_str(text);
        self.leaf(node::STRING | node::SIDE, start, text.len() as u32)
    }

    /// Writes a number of a value.
    pub fn number(&mut self, value: f64) -> NodeId {
        let bits = value.to_bits();
        self.leaf(node::FLOAT, bits as u32, (bits >> 32) as u32)
    }

    /// Writes a boolean of a value.
    pub fn bool(&mut self, value: bool) -> NodeId {
        self.leaf(node::BOOL, u32::from(value), 0)
    }

    /// Writes a value that JSON doesn't have.
    pub fn foreign(&mut self, kind: Foreign) -> NodeId {
        self.leaf(node::FOREIGN, kind as u32, 0)
    }

    /// From the next node on, everything comes from builder call `call`.
    pub fn from_call(&mut self, call: u32) {
        let id = self.next_id();
        match self.document.calls.last_mut() {
            Some(last) if last.0 == id => last.1 = call,
            Some(last) if last.1 == call => {}
            _ => self.document.calls.push((id, call)),
        }
    }

    /// Takes over the side arena of a document whose nodes will be copied.
    pub fn adopt_side(&mut self, from: &Document<'t>) {
        self.document.side.push_str(&from.side);
    }

    /// Copies a node with all that is inside it. Both documents are over the same text, and the side
    /// arena has been adopted.
    pub fn copy(&mut self, from: &Document<'t>, id: NodeId) -> NodeId {
        let copied = self.next_id();
        let nodes = from
            .nodes
            .get(id.0 as usize..from.after(id).0 as usize)
            .unwrap_or_default();
        let moved = copied.0.wrapping_sub(id.0);
        let adjusted = nodes.iter().map(|node| Node {
            next: node.next.wrapping_add(moved),
            ..*node
        });
        self.document.nodes.extend(adjusted);
        copied
    }

    /// Copies a whole document of a value, whose strings lie in its own side arena.
    pub fn append(&mut self, from: &Document<'_>) {
        let moved = self.document.nodes.len() as u32;
        let aside = self.document.side.len() as u32;
        self.document.side.push_str(&from.side);
        let adjusted = from.nodes.iter().map(|node| {
            let is_aside = node.head & node::SIDE != 0;
            Node {
                next: node.next.wrapping_add(moved),
                a: node.a.wrapping_add(if is_aside { aside } else { 0 }),
                ..*node
            }
        });
        self.document.nodes.extend(adjusted);
    }

    /// The document; containers that are still open are closed as unfinished at the end of the text.
    pub fn finish(mut self) -> Document<'t> {
        let end = self.document.text.len() as u32;
        while self.open != NONE {
            self.close(node::UNFINISHED, end);
        }
        self.document
    }
}
