//! Marks the nodes that a repaired syntax error may concern.

use alien_sdk_core::internal::document::node;
use alien_sdk_core::internal::document::yaml::{FaultKind, YamlTape};
use alien_sdk_core::internal::span::Span;

use crate::repair::SyntaxFault;

/// The parts of a text that syntax errors may concern.
#[derive(Default)]
pub(crate) struct Marks {
    /// Parts whose values may not be what was meant, in order, without overlaps.
    broken: Vec<Span>,
    /// Where objects and arrays start that may have lost members, in order.
    unfinished: Vec<u32>,
    /// The number of those that have been found.
    found: usize,
}

impl Marks {
    pub(crate) fn new(faults: &[SyntaxFault]) -> Self {
        let broken = faults.iter().flat_map(|fault| &fault.broken).copied();
        let unfinished = faults.iter().flat_map(|fault| &fault.unfinished).copied();
        let mut unfinished: Vec<u32> = unfinished.collect();
        unfinished.sort_unstable();
        Self {
            broken: without_overlaps(broken.collect()),
            unfinished,
            found: 0,
        }
    }

    /// Whether a node may not be what was meant.
    pub(crate) fn is_broken(&self, node: Span) -> bool {
        let next = self.broken.partition_point(|part| part.start <= node.start);
        let part = next.checked_sub(1).and_then(|at| self.broken.get(at));
        part.is_some_and(|part| node.end <= part.end)
    }

    /// Whether an object or array may have lost members, which starts at byte `start`. It is asked for all of them in order.
    pub(crate) fn is_unfinished(&mut self, start: u32) -> bool {
        let rest = self.unfinished.get(self.found..).unwrap_or_default();
        let count = rest.iter().take_while(|mark| **mark <= start).count();
        self.found += count;
        count > 0
    }
}

/// Marks the nodes around syntax errors: those of objects and arrays that may have lost members, and those in the same outermost
/// brackets as an error. What was a value may be a key there.
pub(crate) fn mark_repaired(tape: &mut YamlTape, text: &str) {
    let errors = tape
        .faults
        .iter()
        .filter(|fault| matches!(fault.kind, FaultKind::Syntax | FaultKind::LoneKey));
    let mut errors: Vec<u32> = errors.map(|fault| fault.span.start).collect();
    errors.sort_unstable();
    if errors.is_empty() {
        return;
    }
    // The numbers of the nodes after the current brackets and after the current part.
    let (mut after_brackets, mut after_part) = (0, 0);
    for (number, node) in (0..).zip(&mut tape.nodes) {
        let is_collection = node.head & node::KIND >= node::ARRAY;
        let rest = text.get(node.span.start as usize..).unwrap_or_default();
        if is_collection && number >= after_brackets && rest.starts_with(['{', '[']) {
            after_brackets = node.next;
            let first = errors.partition_point(|error| *error < node.span.start);
            if errors
                .get(first)
                .is_some_and(|error| *error <= node.span.end)
            {
                after_part = after_part.max(node.next);
            }
        }
        if is_collection && node.head & node::UNFINISHED != 0 {
            after_part = after_part.max(node.next);
        }
        if number < after_part {
            node.head |= node::GUESSED | node::REPAIRED;
        }
    }
}

fn without_overlaps(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}
