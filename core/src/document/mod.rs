//! The one waist that every source goes through: a flat arena of nodes, each with its origin.
//!
//! A node is followed by its children; a child's `next` is its sibling, or the end of its parent. The
//! members of an object are a key node, then the value's nodes. Strings are slices of the text, or of a
//! side arena when the text had to be unescaped or made.

mod deserialize;
mod index;
pub(crate) mod json;
mod kind;
pub(crate) mod limits;
mod members;
pub(crate) mod node;
mod read;
mod serialize;
pub(crate) mod text_edit;
pub(crate) mod value;
mod writer;

pub use deserialize::deserialize;
pub use index::Index;
pub use kind::{Foreign, Kind};
pub use limits::Limits;
pub(crate) use members::{Elements, Members};
pub(crate) use node::Node;
pub(crate) use read::read;
pub use serialize::serialize;
pub use writer::Writer;

use std::fmt;

use crate::language::Language;
use crate::model::number;
use crate::span::{NodeId, Span};

/// Where the nodes of a document come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// A text: every node has a span.
    #[default]
    Text,
    /// A value of a program: nodes have no origin but their path.
    Value,
    /// Calls of a builder, in a language: every node has the number of its call.
    Calls(&'static Language),
}

/// A declaration as it was written, right or wrong.
#[derive(Clone, Default)]
pub struct Document<'t> {
    text: &'t str,
    side: String,
    // INVARIANT: every node's `next` is greater than its own number and at most its parent's `next`.
    nodes: Vec<Node>,
    spans: Vec<(NodeId, Span)>,
    calls: Vec<(NodeId, u32)>,
    source: Source,
    is_recovered: bool,
}

impl<'t> Document<'t> {
    /// The root node. An empty document has a root too: a broken null.
    pub const ROOT: NodeId = NodeId(0);

    /// The text that string nodes and spans point into.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where the nodes come from.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Whether the text is not what its format has, so that recovery has guessed what belongs where.
    pub fn is_recovered(&self) -> bool {
        self.is_recovered
    }

    /// The number of nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Gives the vectors back, so that the next document needs no new ones.
    pub fn into_buffers(self) -> Buffers {
        let mut buffers = Buffers {
            nodes: self.nodes,
            side: self.side,
            spans: self.spans,
            calls: self.calls,
        };
        buffers.clear();
        buffers
    }

    #[inline]
    pub(crate) fn node(&self, id: NodeId) -> Node {
        self.nodes
            .get(id.0 as usize)
            .copied()
            .unwrap_or(Node::NOTHING)
    }

    /// What a node is.
    #[inline]
    pub fn kind(&self, id: NodeId) -> Kind {
        let node = self.node(id);
        match node.head & node::KIND {
            node::BOOL => Kind::Bool,
            node::INTEGER | node::NUMBER | node::FLOAT => Kind::Number,
            node::STRING => Kind::String,
            node::ARRAY => Kind::Array,
            node::OBJECT => Kind::Object,
            node::FOREIGN => Kind::Foreign(Foreign::from_number(node.a)),
            _ => Kind::Null,
        }
    }

    #[inline]
    fn has(&self, id: NodeId, flag: u32) -> bool {
        self.node(id).head & flag != 0
    }

    /// Whether recovery closed this object or array, so that more may belong to it.
    #[inline]
    pub fn is_unfinished(&self, id: NodeId) -> bool {
        self.has(id, node::UNFINISHED)
    }

    /// Whether recovery decided what this node is, or where it ends.
    #[inline]
    pub fn is_guessed(&self, id: NodeId) -> bool {
        self.has(id, node::UNFINISHED | node::GUESSED)
    }

    /// Whether what is wrong with this node has been reported.
    #[inline]
    pub fn is_broken(&self, id: NodeId) -> bool {
        self.node(id).is_broken()
    }

    /// Whether a key can't be read, or may be a value that stands where a key should: the value of this key or
    /// of the one before it is not there.
    pub fn is_misread(&self, key: NodeId) -> bool {
        let is_absent = |at: u32| {
            let span = self.is_broken(NodeId(at)).then(|| self.span(NodeId(at)));
            span.flatten().is_some_and(|span| span.start == span.end)
        };
        let is_half = self.has(key, node::SURROGATE);
        self.is_broken(key) && !is_half
            || is_absent(key.0 + 1)
            || is_absent(key.0.saturating_sub(1))
    }

    /// Whether this is a scalar that a builder call took for a pair.
    #[inline]
    pub fn is_shorthand(&self, id: NodeId) -> bool {
        self.has(id, node::SHORTHAND)
    }

    /// Whether this is a null that was the argument of a builder call, and so isn't an absent key.
    #[inline]
    pub fn is_argument(&self, id: NodeId) -> bool {
        self.has(id, node::ARGUMENT)
    }

    /// Whether this is a null in the place of a key that was left out: not broken, and no argument of a call.
    #[inline]
    pub fn is_left_out(&self, id: NodeId) -> bool {
        self.node(id).is_left_out()
    }

    /// The text of a string or a key.
    #[inline]
    pub fn str(&self, id: NodeId) -> Option<&str> {
        self.text_of(self.node(id), node::KIND)
    }

    /// The text of a string that is not broken.
    #[inline]
    pub fn good_str(&self, id: NodeId) -> Option<&str> {
        self.text_of(self.node(id), node::KIND | node::BROKEN)
    }

    #[inline]
    fn text_of(&self, node: Node, mask: u32) -> Option<&str> {
        let from = match node.head & (mask | node::SIDE) {
            node::STRING => self.text,
            STRING_ASIDE => &self.side,
            _ => return None,
        };
        from.get(node.a as usize..node.a as usize + node.b as usize)
    }

    /// The text of a string or a key as bytes, which is found a little quicker; empty for other nodes.
    #[inline]
    pub fn bytes(&self, id: NodeId) -> &[u8] {
        let node = self.node(id);
        let from = match node.head & (node::KIND | node::SIDE) {
            node::STRING => self.text,
            STRING_ASIDE => &self.side,
            _ => return &[],
        };
        let bytes = from.as_bytes();
        bytes
            .get(node.a as usize..node.a as usize + node.b as usize)
            .unwrap_or_default()
    }

    /// The value of a boolean.
    #[inline]
    pub fn bool(&self, id: NodeId) -> Option<bool> {
        let node = self.node(id);
        (node.head & node::KIND == node::BOOL).then_some(node.a != 0)
    }

    /// The value of a number.
    #[inline]
    pub fn number(&self, id: NodeId) -> Option<f64> {
        let node = self.node(id);
        match node.head & node::KIND {
            node::INTEGER => Some(f64::from(node.b)),
            node::NUMBER => {
                let text = self
                    .text
                    .get(node.a as usize..node.a as usize + node.b as usize)?;
                Some(text.parse().unwrap_or(f64::NAN))
            }
            node::FLOAT => Some(f64::from_bits(u64::from(node.a) | u64::from(node.b) << 32)),
            _ => None,
        }
    }

    /// A number, boolean, null or string as its source has it; numbers of values as JavaScript prints them.
    pub fn scalar(&self, id: NodeId) -> Option<String> {
        match self.kind(id) {
            Kind::Null => Some("null".to_owned()),
            Kind::Bool => self.bool(id).map(|b| b.to_string()),
            Kind::Number => match (self.source, self.span(id)) {
                (Source::Text, Some(span)) => self.text.get(span.range()).map(str::to_owned),
                _ => self.number(id).map(number::print),
            },
            Kind::String => self.str(id).map(str::to_owned),
            _ => None,
        }
    }

    /// The node after this one and all that is inside it.
    #[inline]
    pub fn after(&self, id: NodeId) -> NodeId {
        NodeId(self.node(id).next)
    }

    /// The elements of an array; nothing for other nodes.
    #[inline]
    pub fn elements(&self, id: NodeId) -> Elements<'_, 't> {
        self.inside(id, node::ARRAY)
    }

    /// The keys and values of an object; nothing for other nodes.
    #[inline]
    pub fn members(&self, id: NodeId) -> Members<'_, 't> {
        Members(self.inside(id, node::OBJECT))
    }

    #[inline]
    fn inside(&self, id: NodeId, kind: u32) -> Elements<'_, 't> {
        let node = self.node(id);
        let end = if node.head & node::KIND == kind {
            node.next
        } else {
            0
        };
        Elements {
            document: self,
            at: id.0 + 1,
            end,
        }
    }

    /// The value of a key; of several equal ones, the last.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.members(id)
            .filter(|(name, _)| self.str(*name) == Some(key))
            .last()
            .map(|(_, value)| value)
    }

    /// The bytes of a node: a string with its quotes, an object with its braces.
    pub fn span(&self, id: NodeId) -> Option<Span> {
        if self.source != Source::Text || id.0 as usize >= self.nodes.len() {
            return None;
        }
        let node = self.node(id);
        if node.head & node::SPAN != 0 {
            let at = self
                .spans
                .binary_search_by_key(&id, |(node, _)| *node)
                .ok()?;
            return self.spans.get(at).map(|(_, span)| *span);
        }
        Some(match node.head & node::KIND {
            node::NULL => Span::new(node.b, node.b + 4),
            node::BOOL => Span::new(node.b, node.b + if node.a == 0 { 5 } else { 4 }),
            node::INTEGER => {
                let rest = self.text.get(node.a as usize..).unwrap_or_default();
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                Span::new(node.a, node.a + digits as u32)
            }
            node::STRING => Span::new(node.a.saturating_sub(1), node.a + node.b + 1),
            node::NUMBER => Span::new(node.a, node.a + node.b),
            _ => Span::new(node.a, node.b),
        })
    }

    /// The number of the builder call that brought a node.
    pub fn call(&self, id: NodeId) -> Option<u32> {
        let at = self
            .calls
            .partition_point(|(from, _)| *from <= id)
            .checked_sub(1)?;
        self.calls.get(at).map(|(_, call)| *call)
    }
}

const STRING_ASIDE: u32 = node::STRING | node::SIDE;

/// Without what is written in it, which may be secret.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut document = f.debug_struct("Document");
        document
            .field("source", &self.source)
            .field("nodes", &self.nodes.len());
        document.finish_non_exhaustive()
    }
}

/// The vectors of a document, kept between documents.
#[derive(Default)]
pub struct Buffers {
    nodes: Vec<Node>,
    side: String,
    spans: Vec<(NodeId, Span)>,
    calls: Vec<(NodeId, u32)>,
}

impl Buffers {
    fn clear(&mut self) {
        self.nodes.clear();
        self.side.clear();
        self.spans.clear();
        self.calls.clear();
    }
}
