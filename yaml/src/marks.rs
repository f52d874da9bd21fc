//! Marks the nodes that a repaired syntax error may concern.

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
