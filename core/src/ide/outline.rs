//! The outline of a text: symbols and folding ranges.

use super::Analysis;
use super::place::Step;
use crate::document::Kind;
use crate::model::keys::{ModelPlace, is_known_key};
use crate::secret::mask_name;
use crate::span::{NodeId, Span};

/// A member or element that an outline shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The index of the symbol that contains it.
    pub parent: Option<usize>,
    /// The key, or the index of an element.
    pub name: String,
    /// For a resource, its type.
    pub detail: String,
    /// The kind of the value.
    pub kind: Kind,
    /// The bytes of the key and the value.
    pub span: Span,
    /// The bytes of the key. For an element, those of the value.
    pub name_span: Span,
}

impl Analysis<'_> {
    /// The keys of the model and the names of the declaration, but at most `limit` symbols. The outer ones come first, so that
    /// these are kept. Variables are not shown.
    pub fn symbols(&self, limit: usize) -> Vec<Symbol> {
        let mut symbols = Vec::new();
        let roots = self.document.roots();
        let mut open: Vec<_> = roots.map(|root| (None, self.root(root))).collect();
        while !open.is_empty() && symbols.len() < limit {
            let mut next = Vec::new();
            for (parent, around) in open {
                for (at, child) in self.children(around).enumerate() {
                    if symbols.len() == limit {
                        return symbols;
                    }
                    if let Some(symbol) = self.symbol(parent, around, child, at) {
                        next.push((Some(symbols.len()), child));
                        symbols.push(symbol);
                    }
                }
            }
            open = next;
        }
        symbols
    }

    fn symbol(
        &self,
        parent: Option<usize>,
        around: Step,
        child: Step,
        at: usize,
    ) -> Option<Symbol> {
        let document = &self.document;
        let (name, name_span) = match child.key {
            Some(key) => {
                let name = document.str(key)?;
                let is_name =
                    matches!(around.place, ModelPlace::Map(_)) && !document.is_misread(key);
                let is_known = matches!(around.place, ModelPlace::Objects(_)) && is_known_key(name);
                if !is_name && !is_known {
                    return None;
                }
                (mask_name(name).into_owned(), self.span(key))
            }
            // The elements of other lists are no symbols.
            None if document.kind(child.value) != Kind::Object => return None,
            None => (at.to_string(), self.span(child.value)),
        };
        let config = document.get(child.value, "config");
        let kind = config.and_then(|config| self.text_of(config, "type"));
        Some(Symbol {
            parent,
            name,
            detail: kind
                .map(|kind| mask_name(kind).into_owned())
                .unwrap_or_default(),
            kind: document.kind(child.value),
            span: Span::new(
                name_span.start,
                self.span(child.value).end.max(name_span.end),
            ),
            name_span,
        })
    }

    /// The objects and arrays, in the order of the text. An editor can fold those that take several lines.
    pub fn folds(&self) -> impl Iterator<Item = Span> {
        let document = &self.document;
        let nodes = (0..document.node_count() as u32).map(NodeId);
        let nodes = nodes.filter(|id| matches!(document.kind(*id), Kind::Object | Kind::Array));
        nodes.filter_map(|id| document.span(id))
    }
}
