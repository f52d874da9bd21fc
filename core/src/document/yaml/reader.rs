//! Reads the tape of a YAML text into a document.

use super::parts::{Aliased, Parts};
use super::{Fault, FaultKind, SKIPPED, YamlNode, YamlParser, YamlTape};
use crate::diagnostic::{Diagnostic, Location, Sink};
use crate::document::json::counted;
use crate::document::limits::TOO_DEEP;
use crate::document::{Buffers, Document, Limits, Source, Writer, node};
use crate::span::{NodeId, Span};

/// Parses YAML. It never fails: problems are reported to `sink`, and the document contains what could be read.
pub(in crate::document) fn parse<'t>(
    text: &'t str,
    parser: YamlParser,
    limits: &Limits,
    buffers: Buffers,
    sink: &mut Sink,
) -> Document<'t> {
    let tape = parser.0(text, limits);
    let is_recovered = tape
        .faults
        .iter()
        .any(|fault| matches!(fault.kind, FaultKind::Syntax | FaultKind::LoneKey));
    let mut reader = TapeReader {
        writer: Writer::new(text, Source::Text, buffers),
        tape: &tape,
        parts: Parts::default(),
        ids: Vec::new(),
        limits,
        alias_end: None,
        is_too_deep: false,
    };
    reader.writer.side().push_str(&tape.strings);
    reader.documents(sink);
    let is_cut = reader.is_too_deep;
    let mut parts = reader.parts;
    let mut document = reader.writer.finish();
    document.is_recovered = is_recovered;
    for aliased in &mut parts.aliased {
        // A copy that was cut off has other nodes than its original.
        aliased.original.take_if(|_| is_cut);
        let anchored = aliased.original;
        let anchor = anchored.map(|original| (original, aliased.alias.start));
        parts.anchors.extend(anchor);
    }
    parts.anchors.sort_unstable();
    document.yaml = Some(parts);
    for fault in tape.faults {
        report_fault(fault, sink);
    }
    sink.add_omitted_errors(tape.omitted_faults);
    document
}

fn report_fault(fault: Fault, sink: &mut Sink) {
    sink.report(fault.kind.code(), || {
        let mut found = Diagnostic::at_span(fault.span, fault.message).help(fault.help);
        for (span, message) in fault.related {
            found = found.related_at(Location::Span(span), message);
        }
        found.fixes.extend(fault.fix);
        found
    });
}

struct TapeReader<'a, 't> {
    writer: Writer<'t>,
    tape: &'a YamlTape,
    parts: Parts,
    /// The node of each node of the tape; empty if there are no aliases.
    ids: Vec<Option<NodeId>>,
    limits: &'a Limits,
    /// The number of the node after those that the current alias stands for.
    alias_end: Option<u32>,
    /// Whether a node that is nested too deeply has been reported.
    is_too_deep: bool,
}

impl TapeReader<'_, '_> {
    /// Reads all documents. Several become the elements of an array; empty ones are left out.
    fn documents(&mut self, sink: &mut Sink) {
        let (mut roots, mut next) = (Vec::new(), 0);
        while let Some(root) = self.tape.nodes.get(next as usize) {
            let is_empty = root.head == node::NULL && root.span.start == root.span.end;
            if root.head & SKIPPED == 0 && !is_empty {
                roots.push(next);
            }
            next = root.next.max(next + 1);
        }
        let text_end = self.writer.document().text().len() as u32;
        match roots.as_slice() {
            [] => {
                let end = Span::new(text_end, text_end);
                // What was there may not be readable.
                let broken = match self.tape.faults.is_empty() {
                    true => 0,
                    false => node::BROKEN,
                };
                self.writer
                    .leaf_with_span(node::NULL | broken, 0, end.start, end);
            }
            [root] => self.value(*root, sink),
            roots => {
                self.writer.open(node::ARRAY | node::STREAM, 0);
                for root in roots {
                    let id = self.writer.next_id();
                    self.value(*root, sink);
                    self.writer.flag(id, node::STREAMED);
                }
                self.writer.close(0, text_end);
            }
        }
    }

    /// Reads a node with all nodes inside it.
    fn value(&mut self, root: u32, sink: &mut Sink) {
        let tape = self.tape;
        let after = tape.nodes.get(root as usize).map_or(0, |node| node.next);
        // The number of the node after each open object or array, and its last byte.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut at = root;
        loop {
            while let Some((_, end)) = open.pop_if(|(after, _)| *after <= at) {
                self.writer.close(0, end);
            }
            self.end_alias(at);
            let Some(node) = tape.nodes.get(at as usize).filter(|_| at < after) else {
                return;
            };
            let next = node.next.max(at + 1);
            if node.head & SKIPPED != 0 {
                at = next;
                continue;
            }
            self.start_alias(at, next);
            if !tape.aliases.is_empty() {
                self.ids.resize(at as usize, None);
                self.ids.push(Some(self.writer.next_id()));
            }
            if node.head & node::KIND < node::ARRAY {
                self.leaf(node);
                at += 1;
            } else if open.len() < self.limits.depth {
                self.writer.open(node.head, node.span.start);
                open.push((next, node.span.end));
                at += 1;
            } else {
                self.too_deep(node, tape.nodes.get(at as usize + 1), sink);
                at = next;
            }
        }
    }

    fn start_alias(&mut self, at: u32, next: u32) {
        let aliases = &self.tape.aliases;
        let found = aliases.binary_search_by_key(&at, |alias| alias.node);
        if let (None, Ok(found)) = (self.alias_end, found)
            && let Some(alias) = aliases.get(found)
        {
            let first = self.writer.next_id();
            let before = match self.parts.aliased.last() {
                Some(last) if last.after == first => last.before,
                _ => NodeId(first.0.saturating_sub(1)),
            };
            self.parts.aliased.push(Aliased {
                first,
                after: first,
                before,
                original: self.ids.get(alias.original as usize).copied().flatten(),
                alias: alias.span,
            });
            self.alias_end = Some(next);
        }
    }

    fn end_alias(&mut self, at: u32) {
        if self.alias_end.take_if(|end| *end <= at).is_some()
            && let Some(last) = self.parts.aliased.last_mut()
        {
            last.after = self.writer.next_id();
        }
    }

    fn leaf(&mut self, node: &YamlNode) {
        let YamlNode {
            head, span, a, b, ..
        } = *node;
        let id = self.writer.leaf(head, a, b);
        if self.writer.document().span(id) != Some(span) {
            self.writer.set_span(id, span);
        }
    }

    /// Reports an object or array that is nested too deeply, at its bracket, dash or first key, and writes it without content.
    fn too_deep(&mut self, node: &YamlNode, first: Option<&YamlNode>, sink: &mut Sink) {
        if !self.is_too_deep {
            self.is_too_deep = true;
            let message = format!(
                "this is nested deeper than {}",
                counted(self.limits.depth, "level")
            );
            let start = node.span.start;
            let is_object = node.head & node::KIND == node::OBJECT;
            let span = match first.filter(|first| is_object && first.span.start == start) {
                Some(key) => key.span,
                None => Span::new(start, start + 1),
            };
            sink.report(&TOO_DEEP, || {
                Diagnostic::at_span(span, message).help("reduce the nesting")
            });
        }
        let flags = node::BROKEN | node::UNFINISHED;
        self.writer.open(node.head | flags, node.span.start);
        self.writer.close(0, node.span.end);
    }
}
