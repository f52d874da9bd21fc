//! Marks the nodes that a repaired syntax error may concern.

use alien_sdk_core::internal::span::Span;

use crate::repair::SyntaxFault;

/// The parts of a text that syntax errors may concern.
#[derive(Default)]
pub(crate) struct Marks {
    /// Parts whose values may not be what was meant, in order, without overlaps.
    broken: Vec<Span>,
    /// Lines that an object or array may have lost, in order, as long as it is not known which one.
    lost: Vec<Span>,
}

impl Marks {
    pub(crate) fn new(faults: &[SyntaxFault]) -> Self {
        let broken = faults
            .iter()
            .flat_map(|fault| &fault.broken)
            .copied()
            .collect();
        let lost = faults
            .iter()
            .flat_map(|fault| &fault.unfinished)
            .copied()
            .collect();
        Self {
            broken: without_overlaps(broken),
            lost: without_overlaps(lost),
        }
    }

    /// Whether a node may not be what was meant.
    pub(crate) fn is_broken(&self, node: Span) -> bool {
        let next = self.broken.partition_point(|part| part.start <= node.start);
        let part = next.checked_sub(1).and_then(|at| self.broken.get(at));
        part.is_some_and(|part| node.end <= part.end)
    }

    /// Whether lines may have been lost from an object or array. It is asked for inner ones before outer ones; `until` is the
    /// byte where the next node starts.
    pub(crate) fn takes_lost(&mut self, text: &str, node: Collection, until: u32) -> bool {
        let next = self
            .lost
            .partition_point(|lost| lost.start < until.max(node.span.end));
        let count = self.lost.len();
        let mut at = 0;
        self.lost.retain(|lost| {
            let is_touched = at < next && lost.end >= node.span.start;
            at += 1;
            !(is_touched && node.may_contain(text, *lost))
        });
        self.lost.len() < count
    }
}

/// An object or array.
#[derive(Clone, Copy)]
pub(crate) struct Collection {
    pub(crate) span: Span,
    pub(crate) is_list: bool,
    pub(crate) is_block: bool,
}

impl Collection {
    /// Whether lost lines may be members of this, by their indentation.
    fn may_contain(self, text: &str, lost: Span) -> bool {
        if !self.is_block || lost.start <= self.span.start {
            return true;
        }
        let (before, _) = text
            .split_at_checked(self.span.start as usize)
            .unwrap_or((text, ""));
        let column = before.len() - before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let start = text.get(..lost.start as usize).unwrap_or_default();
        let start = start.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = text.get(start..).unwrap_or_default();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_element = line.get(indent..).is_some_and(|rest| rest.starts_with('-'));
        column < indent || column == indent && self.is_list == is_element
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
