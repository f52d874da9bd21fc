//! What only documents of YAML texts have: several declarations, and aliases.

use crate::document::Document;
#[cfg(feature = "yaml")]
use crate::document::node;
use crate::span::{NodeId, Span};

/// What only documents of YAML texts have.
#[cfg(feature = "yaml")]
#[derive(Clone, Debug, Default)]
pub(in crate::document) struct Parts {
    /// The nodes that aliases stand for, in order.
    pub(super) aliased: Vec<Aliased>,
    /// The anchored nodes in order, each with the start of an alias that stands for it.
    pub(super) anchors: Vec<(NodeId, u32)>,
}

/// The nodes that an alias or merge key stands for. Their spans are those of the anchored text.
#[cfg(feature = "yaml")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aliased {
    /// The first node.
    pub(crate) first: NodeId,
    /// The node after the last one.
    pub(super) after: NodeId,
    /// The last node before them that is where it was written.
    pub(super) before: NodeId,
    /// The node that the first one is a copy of; `None` if it is not in the document.
    pub(super) original: Option<NodeId>,
    /// The alias.
    pub(crate) alias: Span,
}

#[cfg(feature = "yaml")]
impl Aliased {
    fn original_of(&self, id: NodeId) -> Option<NodeId> {
        Some(NodeId(self.original?.0 + (id.0 - self.first.0)))
    }
}

#[cfg(feature = "yaml")]
impl Document<'_> {
    /// Whether the text is YAML.
    pub fn is_yaml(&self) -> bool {
        self.yaml.is_some()
    }

    /// Whether this is the array of the declarations of a text with several documents.
    pub fn is_stream(&self) -> bool {
        self.has_flag(Document::ROOT, node::STREAM)
    }

    /// Whether this is the root of a declaration.
    pub(crate) fn is_root(&self, id: NodeId) -> bool {
        id == Document::ROOT || self.has_flag(id, node::STREAMED)
    }

    /// Whether a node is in a part of the text that was repaired.
    pub(in crate::document) fn is_repaired(&self, id: NodeId) -> bool {
        self.has_flag(id, node::REPAIRED)
    }

    /// Whether aliases stand for nodes.
    pub(crate) fn has_aliases(&self) -> bool {
        let parts = self.yaml.as_ref();
        parts.is_some_and(|parts| !parts.aliased.is_empty())
    }

    /// The alias that stands for a node; `None` if the node is where it was written.
    pub(crate) fn aliased(&self, id: NodeId) -> Option<Aliased> {
        let all = &self.yaml.as_ref()?.aliased;
        let at = all.partition_point(|aliased| aliased.first <= id);
        let aliased = all.get(at.checked_sub(1)?)?;
        (id < aliased.after).then_some(*aliased)
    }

    /// The aliases, each with the merge key before it.
    pub(crate) fn alias_spans(&self) -> Vec<Span> {
        let aliased = self.yaml.iter().flat_map(|parts| &parts.aliased);
        let with_key = |Aliased { alias, .. }: &Aliased| {
            let before = self.text.get(..alias.start as usize).unwrap_or_default();
            let before_key = before.trim_end_matches(' ').strip_suffix("<<:");
            let start = before_key.map_or(alias.start, |rest| rest.len() as u32);
            Span::new(start, alias.end)
        };
        aliased.map(with_key).collect()
    }

    /// Whether this is a key that a merge key added to its object.
    pub(crate) fn is_merged(&self, key: NodeId) -> bool {
        self.has_flag(key, node::MERGED)
    }

    /// The anchored node that a node is a copy of; the node itself if it is where it was written.
    pub(crate) fn anchored(&self, id: NodeId) -> NodeId {
        let mut at = id;
        while let Some(original) = self.aliased(at).and_then(|aliased| aliased.original_of(at)) {
            at = original;
        }
        at
    }

    /// The node whose text has to be changed to change a node: the anchored node that it is a copy of. If an alias stands
    /// for exactly this node, it is the node itself.
    pub(crate) fn written_as(&self, id: NodeId) -> NodeId {
        let mut at = id;
        while let Some(aliased) = self.aliased(at).filter(|aliased| aliased.first != at)
            && let Some(original) = aliased.original_of(at)
        {
            at = original;
        }
        at
    }

    /// Whether an alias outside a part of the text stands for one of the nodes from `first` up to, not including, `after`.
    pub(crate) fn is_anchor_needed(&self, first: NodeId, after: NodeId, part: Span) -> bool {
        let anchors = self.yaml.as_ref().map(|parts| parts.anchors.as_slice());
        let anchors = anchors.unwrap_or_default();
        let start = anchors.partition_point(|(anchored, _)| *anchored < first);
        let anchors = anchors.iter().skip(start);
        let mut inside = anchors.take_while(|(anchored, _)| *anchored < after);
        inside.any(|(_, alias)| *alias < part.start || *alias >= part.end)
    }

    /// The bytes of a node; if an alias stands for exactly this node, those of the alias.
    pub(crate) fn written_span(&self, id: NodeId) -> Option<Span> {
        match self.aliased(id) {
            Some(aliased) if aliased.first == id => Some(aliased.alias),
            _ => self.span(id),
        }
    }

    /// The node itself, or, if an alias stands for it, the last node before it that is where it was written.
    pub(crate) fn written_node(&self, id: NodeId) -> NodeId {
        self.aliased(id).map_or(id, |aliased| aliased.before)
    }
}

/// A program without YAML asks the same questions, and the compiler knows the answers.
#[cfg(not(feature = "yaml"))]
impl Document<'_> {
    /// Whether the text is YAML.
    pub fn is_yaml(&self) -> bool {
        false
    }

    /// Whether this is the array of the declarations of a text with several documents.
    pub fn is_stream(&self) -> bool {
        false
    }

    /// Whether this is the root of a declaration.
    pub(crate) fn is_root(&self, id: NodeId) -> bool {
        id == Document::ROOT
    }

    /// Whether a node is in a part of the text that was repaired.
    pub(in crate::document) fn is_repaired(&self, _: NodeId) -> bool {
        false
    }

    /// The aliases, each with the merge key before it.
    pub(crate) fn alias_spans(&self) -> Vec<Span> {
        Vec::new()
    }

    /// Whether this is a key that a merge key added to its object.
    pub(crate) fn is_merged(&self, _key: NodeId) -> bool {
        false
    }

    /// The anchored node that a node is a copy of; the node itself if it is where it was written.
    pub(crate) fn anchored(&self, id: NodeId) -> NodeId {
        id
    }

    /// The node whose text has to be changed to change a node.
    pub(crate) fn written_as(&self, id: NodeId) -> NodeId {
        id
    }

    /// Whether an alias outside a part of the text stands for one of the nodes from `first` up to, not including, `after`.
    pub(crate) fn is_anchor_needed(&self, _first: NodeId, _after: NodeId, _part: Span) -> bool {
        false
    }

    /// The bytes of a node; if an alias stands for exactly this node, those of the alias.
    pub(crate) fn written_span(&self, id: NodeId) -> Option<Span> {
        self.span(id)
    }

    /// The node itself, or, if an alias stands for it, the last node before it that is where it was written.
    pub(crate) fn written_node(&self, id: NodeId) -> NodeId {
        id
    }
}

impl Document<'_> {
    /// The roots of the declarations: the root, or the elements of the array of several.
    pub(crate) fn roots(&self) -> impl Iterator<Item = NodeId> {
        let one = (!self.is_stream()).then_some(Document::ROOT);
        let several = self.is_stream().then(|| self.elements(Document::ROOT));
        one.into_iter().chain(several.into_iter().flatten())
    }
}
