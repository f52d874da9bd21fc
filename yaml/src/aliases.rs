//! Expands aliases and merge keys, by copying nodes.

use std::collections::HashSet;

use alien_sdk_core::internal::document::node;
use alien_sdk_core::internal::document::yaml::{FaultKind, SKIPPED, YamlAlias, YamlNode};
use alien_sdk_core::internal::span::Span;

use crate::builder::{Builder, MAX_ALIAS_NODES, NONE, Open};

impl Builder<'_> {
    /// Adds a copy of the node that an alias stands for.
    pub(crate) fn alias(&mut self, anchor: usize, span: Span) {
        let number = self.anchors.get(anchor).copied().unwrap_or(NONE);
        match self.tape.nodes.get(number as usize).copied() {
            Some(node) if node.next == NONE => {
                let message = format!("{} stands for a value that contains it", self.shown(span));
                let help = "remove the alias: a value can't contain itself";
                self.fault(FaultKind::Unsupported, span, &message, help);
                self.broken_alias(span);
            }
            Some(node) if self.is_at_key() => self.alias_key(number, &node, span),
            Some(_) => self.copy_alias(number, span),
            None => self.broken_alias(span),
        }
        self.after_node();
    }

    /// Adds the text of a scalar as a key.
    fn alias_key(&mut self, number: u32, node: &YamlNode, span: Span) {
        match node.head & node::KIND {
            node::STRING => {
                self.note_alias(self.next(), number, span);
                self.leaf(node.head & !SKIPPED, node.a, node.b, node.span);
            }
            node::ARRAY | node::OBJECT => self.complex_key(span),
            _ => {
                self.note_alias(self.next(), number, span);
                let (start, length) = (node.span.start, node.span.end - node.span.start);
                self.leaf(node::STRING, start, length, node.span);
            }
        }
    }

    /// Reports an alias without an anchor.
    pub(crate) fn unresolved_alias(&mut self, span: Span) {
        let shown = self.shown(span);
        let name = shown.trim_matches('`').trim_start_matches('*');
        let message =
            format!("{shown} is an alias, but no value before it has the anchor `&{name}`");
        let help = "define the anchor before the alias, or quote the value if it is text";
        self.fault(FaultKind::Syntax, span, &message, help);
        self.broken_alias(span);
        self.after_node();
    }

    fn broken_alias(&mut self, span: Span) {
        match self.is_at_key() {
            true => self.leaf(node::STRING | node::BROKEN, span.start, 0, span),
            false => self.broken(span),
        };
    }

    fn copy_alias(&mut self, number: u32, span: Span) {
        let start = self.next();
        if self.copy(number, Some(span)) {
            self.note_alias(start, number, span);
        } else {
            self.broken(span);
        }
    }

    fn note_alias(&mut self, node: u32, original: u32, span: Span) {
        self.tape.aliases.push(YamlAlias {
            node,
            original,
            span,
        });
    }

    /// Copies a node with all nodes inside it. If aliases stand for too many nodes, it copies nothing, and reports that once,
    /// at `alias`.
    fn copy(&mut self, number: u32, alias: Option<Span>) -> bool {
        let start = self.next();
        let nodes = &mut self.tape.nodes;
        let after = nodes.get(number as usize).map_or(number, |node| node.next);
        let range = number as usize..after as usize;
        let left = self.alias_nodes_left.unwrap_or_default();
        if range.len() > left {
            if self.alias_nodes_left.take().is_some() {
                let message = format!(
                    "the aliases of this text stand for more than {MAX_ALIAS_NODES} values"
                );
                let help = "use fewer aliases inside values that are used through aliases";
                let span = alias.unwrap_or_default();
                self.fault(FaultKind::TooLarge, span, &message, help);
            }
            return false;
        }
        self.alias_nodes_left = Some(left - range.len());
        nodes.extend_from_within(range);
        let moved = start.wrapping_sub(number);
        for node in nodes.iter_mut().skip(start as usize) {
            node.next = node.next.wrapping_add(moved);
        }
        if let Some(root) = nodes.get_mut(start as usize) {
            root.head &= !SKIPPED;
        }
        true
    }

    /// Adds the members of the objects that are the values of merge keys, except those that the object has itself.
    pub(crate) fn merge(&mut self, open: &Open) {
        let mut names: HashSet<String> = HashSet::new();
        for (key, _) in self.members(open.node, self.next()) {
            if !open.merges.contains(&key) {
                names.extend(self.name(key));
            }
        }
        for key in &open.merges {
            for number in [*key, key + 1] {
                if let Some(node) = self.tape.nodes.get_mut(number as usize) {
                    node.head |= SKIPPED;
                }
            }
            for source in self.merged_objects(key + 1, open.node) {
                self.merge_object(source, &mut names);
            }
        }
    }

    /// The objects in the value of a merge key.
    fn merged_objects(&mut self, value: u32, into: u32) -> Vec<u32> {
        let Some(node) = self.tape.nodes.get(value as usize).copied() else {
            return Vec::new();
        };
        let candidates = match node.head & node::KIND {
            node::ARRAY => self.children(value, node.next).collect(),
            _ => vec![value],
        };
        let mut objects = Vec::new();
        for number in candidates {
            match self.tape.nodes.get(number as usize).copied() {
                Some(node) if node.head & node::KIND == node::OBJECT => objects.push(number),
                Some(node) => {
                    if node.head & node::BROKEN == 0 {
                        let message = "the value of `<<` is not an object or a list of objects";
                        let help = "write an alias of an object, as in `<<: *defaults`";
                        self.fault(FaultKind::Unsupported, node.span, message, help);
                    }
                    // It may have had any member.
                    if let Some(into) = self.tape.nodes.get_mut(into as usize) {
                        into.head |= node::UNFINISHED;
                    }
                }
                None => {}
            }
        }
        objects
    }

    fn merge_object(&mut self, source: u32, names: &mut HashSet<String>) {
        let after = self
            .tape
            .nodes
            .get(source as usize)
            .map_or(0, |node| node.next);
        let found = self
            .tape
            .aliases
            .binary_search_by_key(&source, |alias| alias.node);
        let alias = found.ok().and_then(|at| self.tape.aliases.get(at).copied());
        let members: Vec<_> = self.members(source, after).collect();
        for (key, value) in members {
            let is_new = self.name(key).is_some_and(|name| names.insert(name));
            if !is_new {
                continue;
            }
            for number in [key, value] {
                let start = self.next();
                if !self.copy(number, alias.map(|alias| alias.span)) {
                    if number == value {
                        self.tape.nodes.pop();
                    }
                    return;
                }
                if let Some(alias) = alias {
                    // `source` is itself a copy, which is not in the document.
                    let original = alias.original + (number - source);
                    self.note_alias(start, original, alias.span);
                }
                if let Some(node) = self.tape.nodes.get_mut(start as usize)
                    && number == key
                {
                    node.head |= node::MERGED;
                }
            }
        }
    }

    /// The nodes directly inside an object or array, up to the node `after`.
    fn children(&self, parent: u32, after: u32) -> impl Iterator<Item = u32> {
        let nodes = &self.tape.nodes;
        let mut next = parent + 1;
        std::iter::from_fn(move || {
            while next < after {
                let (number, node) = (next, nodes.get(next as usize)?);
                next = node.next;
                if node.head & SKIPPED == 0 {
                    return Some(number);
                }
            }
            None
        })
    }

    /// The keys and values of an object, up to the node `after`.
    fn members(&self, object: u32, after: u32) -> impl Iterator<Item = (u32, u32)> {
        let mut children = self.children(object, after);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    fn name(&self, key: u32) -> Option<String> {
        let node = self.tape.nodes.get(key as usize)?;
        let from = match node.head & node::SIDE {
            0 => self.text,
            _ => &self.tape.strings,
        };
        let range = node.a as usize..node.a as usize + node.b as usize;
        from.get(range).map(str::to_owned)
    }
}
