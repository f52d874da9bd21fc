//! Documents: every text, value and list of builder calls is turned into one before it is checked. A document is a flat
//! list of nodes, each with its origin.
//!
//! A node is followed by its children, and its `next` is the number of the node after all of them: its next sibling, if
//! it has one. A member of an object is a key node, followed by the nodes of its value. The content of a string is a
//! slice of the text, or of the side arena if the string has escapes or is not from a text.

mod deserialize;
mod from_document;
mod index;
pub(crate) mod json;
mod kind;
pub(crate) mod limits;
mod members;
pub(crate) mod node;
pub(crate) mod pairs;
mod serialize;
mod syntax;
pub(crate) mod tape;
pub(crate) mod text_edit;
mod writer;
pub(crate) mod yaml;

pub use deserialize::deserialize;
pub(crate) use from_document::from_document;
pub use index::Index;
pub use kind::{Foreign, Kind};
pub use limits::Limits;
pub(crate) use members::Elements;
pub(crate) use node::Node;
pub use serialize::serialize;
pub use syntax::Syntax;
pub use writer::Writer;
#[cfg(feature = "yaml")]
use yaml::Parts;

use std::borrow::Cow;
use std::fmt;

use crate::language::Language;
use crate::model::{decimal, number};
use crate::span::{NodeId, Span};

/// Where the nodes of a document come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// A text. Every node has a span.
    #[default]
    Text,
    /// A value of a program. Nodes have no origin.
    Value,
    /// Calls of a builder in a programming language. Every node has the number of its call.
    Calls(&'static Language),
}

/// A declaration as it was written, right or wrong.
#[derive(Clone, Default)]
pub struct Document<'t> {
    text: &'t str,
    /// The side arena: the content of strings that is not in `text`.
    side: String,
    // INVARIANT: every node's `next` is greater than its own number and at most its parent's `next`.
    nodes: Vec<Node>,
    spans: Vec<(NodeId, Span)>,
    calls: Vec<(NodeId, u32)>,
    source: Source,
    is_recovered: bool,
    /// What only YAML texts have.
    #[cfg(feature = "yaml")]
    yaml: Option<Parts>,
}

impl<'t> Document<'t> {
    /// The root node. In a document without nodes it is a broken null.
    pub const ROOT: NodeId = NodeId(0);

    /// The text that string nodes and spans point into.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where the nodes come from.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Whether the text has syntax errors, so that the parser had to guess its structure.
    pub fn is_recovered(&self) -> bool {
        self.is_recovered
    }

    /// The number of nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Returns the emptied vectors, which another document can use.
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
            .unwrap_or(Node::MISSING)
    }

    /// The kind of a node.
    #[inline]
    pub fn kind(&self, id: NodeId) -> Kind {
        let node = self.node(id);
        match node.head & node::KIND {
            node::BOOL => Kind::Bool,
            node::INTEGER | node::NUMBER | node::FLOAT => Kind::Number,
            node::STRING => Kind::String,
            node::ARRAY => Kind::Array,
            node::OBJECT => Kind::Object,
            node::FOREIGN => {
                Kind::Foreign(Foreign::from_number(node.b & ((1 << node::NAME_BITS) - 1)))
            }
            _ => Kind::Null,
        }
    }

    #[inline]
    fn has_flag(&self, id: NodeId, flag: u32) -> bool {
        self.node(id).head & flag != 0
    }

    /// Whether the parser had to close this object or array, or may have lost members of it.
    #[inline]
    pub fn is_unfinished(&self, id: NodeId) -> bool {
        self.has_flag(id, node::UNFINISHED)
    }

    /// Whether the parser had to guess what this node is or where it ends.
    #[inline]
    pub fn is_guessed(&self, id: NodeId) -> bool {
        self.node(id).is_guessed()
    }

    /// Whether an error about this node has been reported.
    #[inline]
    pub fn is_broken(&self, id: NodeId) -> bool {
        self.node(id).is_broken()
    }

    /// Whether a key is broken or may really be a value, because its own value or that of the previous key is missing.
    pub fn is_misread(&self, key: NodeId) -> bool {
        let is_missing = |number: u32| {
            let id = NodeId(number);
            let span = self.is_broken(id).then(|| self.span(id));
            span.flatten().is_some_and(|span| span.start == span.end)
        };
        self.is_repaired(key)
            || self.is_broken(key) && !self.has_lone_surrogate(key)
            || is_missing(key.0 + 1)
            || is_missing(key.0.saturating_sub(1))
    }

    /// Whether this string had a surrogate without its other half, which was replaced by U+FFFD.
    pub fn has_lone_surrogate(&self, id: NodeId) -> bool {
        self.has_flag(id, node::SURROGATE)
    }

    /// Whether this is a scalar that was passed to a builder call and stands for a pair.
    #[inline]
    pub fn is_shorthand(&self, id: NodeId) -> bool {
        self.has_flag(id, node::SHORTHAND)
    }

    /// Whether this is a null that was passed to a builder call, which is not the same as an absent key.
    #[inline]
    pub fn is_argument(&self, id: NodeId) -> bool {
        self.has_flag(id, node::ARGUMENT)
    }

    /// Whether this object comes from a builder of containers that was added to a stack.
    #[inline]
    pub(crate) fn is_from_container_builder(&self, id: NodeId) -> bool {
        self.has_flag(id, node::CONTAINER)
    }

    /// Whether this null means that the key is absent: it is not broken, and was not passed to a builder call.
    #[inline]
    pub fn is_left_out(&self, id: NodeId) -> bool {
        self.node(id).is_left_out()
    }

    /// The content of a string or key; `None` for other nodes.
    #[inline]
    pub fn str(&self, id: NodeId) -> Option<&str> {
        self.string_content(self.node(id), node::KIND)
    }

    /// The content of a string or key that is not broken.
    #[inline(always)]
    pub fn unbroken_str(&self, id: NodeId) -> Option<&str> {
        self.string_content(self.node(id), node::KIND | node::BROKEN)
    }

    #[inline(always)]
    fn string_content(&self, node: Node, mask: u32) -> Option<&str> {
        let from = match node.head & (mask | node::SIDE) {
            node::STRING => self.text,
            STRING_IN_SIDE => &self.side,
            _ => return None,
        };
        from.get(node.a as usize..node.a as usize + node.b as usize)
    }

    /// A string with its quotes, if the text contains it as JSON without escapes. The document must have no errors.
    #[inline(always)]
    pub(crate) fn unescaped_string(&self, id: NodeId) -> Option<Span> {
        let node = self.node(id);
        let is_in_text = node.head & (node::KIND | node::SIDE) == node::STRING;
        (is_in_text && self.source == Source::Text && !self.is_yaml())
            .then(|| Span::new(node.a.saturating_sub(1), node.a + node.b + 1))
    }

    /// The content of a string or key as bytes; empty for other nodes. This is slightly faster than [`Document::str`].
    #[inline(always)]
    pub fn bytes(&self, id: NodeId) -> &[u8] {
        let node = self.node(id);
        let from = match node.head & (node::KIND | node::SIDE) {
            node::STRING => self.text,
            STRING_IN_SIDE => &self.side,
            _ => return &[],
        };
        let bytes = from.as_bytes();
        bytes
            .get(node.a as usize..node.a as usize + node.b as usize)
            .unwrap_or_default()
    }

    /// The name of the type of a foreign value, or of the class of an object; empty if it is unknown.
    pub fn type_name(&self, id: NodeId) -> &str {
        let node = self.node(id);
        let is_foreign = node.head & node::KIND == node::FOREIGN;
        if !is_foreign && node.head & node::NAMED == 0 {
            return "";
        }
        let from = if node.head & node::SIDE == 0 {
            self.text
        } else {
            &self.side
        };
        let (start, length) = (node.a as usize, (node.b >> node::NAME_BITS) as usize);
        from.get(start..start.saturating_add(length))
            .unwrap_or_default()
    }

    /// The value of a boolean; `None` for other nodes.
    #[inline(always)]
    pub fn bool(&self, id: NodeId) -> Option<bool> {
        let node = self.node(id);
        (node.head & node::KIND == node::BOOL).then_some(node.a != 0)
    }

    /// The value of a number; `None` for other nodes.
    #[inline]
    pub fn number(&self, id: NodeId) -> Option<f64> {
        let node = self.node(id);
        match node.head & node::KIND {
            node::INTEGER => Some(f64::from(node.b)),
            node::NUMBER => self.long_number(node),
            node::FLOAT => Some(f64::from_bits(u64::from(node.a) | u64::from(node.b) << 32)),
            _ => None,
        }
    }

    #[inline(never)]
    fn long_number(&self, node: Node) -> Option<f64> {
        let text = self
            .text
            .get(node.a as usize..node.a as usize + node.b as usize)?;
        Some(decimal::parse(text).unwrap_or(f64::NAN))
    }

    /// The value of a number that is written with one to nine digits, without converting it; `None` for other nodes.
    #[inline]
    pub(crate) fn short_integer(&self, id: NodeId) -> Option<u32> {
        let node = self.node(id);
        (node.head & node::KIND == node::INTEGER).then_some(node.b)
    }

    /// A null, boolean, number or string as text; `None` for other nodes. A number is written as in the source text or,
    /// if there is none, as JavaScript prints it.
    pub fn scalar(&self, id: NodeId) -> Option<Cow<'_, str>> {
        let text = match self.kind(id) {
            Kind::Null => Some("null"),
            Kind::Bool if self.bool(id) == Some(true) => Some("true"),
            Kind::Bool => Some("false"),
            Kind::Number => match (self.source, self.span(id)) {
                (Source::Text, Some(span)) => self.text.get(span.range()),
                _ => return self.number(id).map(number::print).map(Cow::Owned),
            },
            Kind::String => self.str(id),
            _ => None,
        };
        text.map(Cow::Borrowed)
    }

    /// The node after this one and all nodes inside it.
    #[inline]
    pub fn node_after(&self, id: NodeId) -> NodeId {
        NodeId(self.node(id).next)
    }

    /// The value of a key in an object; of duplicate keys, the last one counts.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        let last = self.keys_named(id, key).last();
        last.map(|key| NodeId(key.0 + 1))
    }

    /// The bytes of a node in the text, with the quotes of a string or the brackets of an object or array. `None` if
    /// the document is not from a text.
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

    /// The number of the builder call that a node comes from.
    pub fn call(&self, id: NodeId) -> Option<u32> {
        let at = self
            .calls
            .partition_point(|(from, _)| *from <= id)
            .checked_sub(1)?;
        self.calls.get(at).map(|(_, call)| *call)
    }
}

const STRING_IN_SIDE: u32 = node::STRING | node::SIDE;

/// Shows no content, which may be secret.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut document = f.debug_struct("Document");
        document
            .field("source", &self.source)
            .field("nodes", &self.nodes.len());
        document.finish_non_exhaustive()
    }
}

/// Vectors that are used for one document after another, to avoid allocations.
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
