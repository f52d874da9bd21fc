//! Members removed from, and added to, one object or array: commas, lines and indentation.

use std::collections::BTreeSet;

use super::TextEdit;
use super::style::Style;
use crate::document::{Document, Kind};
use crate::span::{NodeId, Span};

/// What changes about the members of one object or the elements of one array.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// Keys of members, or elements.
    pub(super) removed: BTreeSet<NodeId>,
    /// Members as text.
    pub(super) added: Vec<String>,
}

/// A member, and the comma behind it.
#[derive(Clone, Copy)]
struct Child {
    span: Span,
    comma: Option<u32>,
    removed: bool,
}

impl Change {
    /// Changes both ways.
    pub(super) fn join(&mut self, other: Self) {
        self.removed.extend(other.removed);
        self.added.extend(other.added);
    }

    pub(super) fn write(
        self,
        document: &Document,
        parent: NodeId,
        style: &Style,
        edits: &mut Vec<TextEdit>,
    ) -> Option<()> {
        let span = bracketed(document, parent)?;
        let children = self.children(document, parent, style)?;
        let kept = children.iter().rposition(|child| !child.removed);
        let before = edits.len();
        let comma = remove(&children, kept, style, edits);
        if kept.is_none() && self.added.is_empty() {
            // Where nothing stays but white space, that goes too.
            let (start, end) = (span.start + 1, span.end - 1);
            let blank = blank_end(&children, start, style);
            if blank.is_some_and(|at| style.is_blank(at, end)) {
                edits.truncate(before);
                edits.push(TextEdit::new(start, end, ""));
            }
        } else if !self.added.is_empty() {
            let last = kept.and_then(|at| children.get(at));
            let own_line = match last.or(children.first()) {
                Some(child) => style.starts_line(child.span.start),
                None => style.has_line_end(span),
            };
            let layout = own_line.then(|| {
                let indent = match last.or(children.first()) {
                    Some(sibling) => style.indent(sibling.span.start).to_owned(),
                    None => format!("{}{}", style.indent(span.start), style.unit),
                };
                format!("{}{indent}", style.line_end)
            });
            self.add(last, comma, layout.as_deref(), span, style, edits);
        }
        Some(())
    }

    fn children(&self, document: &Document, parent: NodeId, style: &Style) -> Option<Vec<Child>> {
        let members: Vec<_> = match document.kind(parent) {
            Kind::Object => document.members(parent).collect(),
            _ => document.elements(parent).map(|id| (id, id)).collect(),
        };
        members
            .into_iter()
            .map(|(first, last)| {
                let (start, end) = (document.span(first)?.start, document.span(last)?.end);
                Some(Child {
                    span: Span::new(start, end),
                    comma: style.comma_after(end),
                    removed: self.removed.contains(&first),
                })
            })
            .collect()
    }

    /// Adds behind `last`, the last member that stays, whose comma is at `comma`.
    fn add(
        &self,
        last: Option<&Child>,
        comma: Option<u32>,
        layout: Option<&str>,
        span: Span,
        style: &Style,
        edits: &mut Vec<TextEdit>,
    ) {
        let space = if style.has_spaces { " " } else { "" };
        let joint = format!(",{}", layout.unwrap_or(space));
        let members = self.added.join(&joint);
        let Some(last) = last else {
            let at = span.start + 1;
            let end = match layout {
                Some(_) if !style.has_line_end(Span::new(at, span.end - 1)) => {
                    format!("{}{}", style.line_end, style.indent(span.start))
                }
                _ => String::new(),
            };
            let text = format!("{}{members}{end}", layout.unwrap_or_default());
            edits.push(TextEdit::new(at, at, text));
            return;
        };
        let before = layout.unwrap_or(space);
        let (at, comma) = match comma {
            Some(comma) => (comma + 1, ","),
            None => {
                edits.push(TextEdit::new(last.span.end, last.span.end, ","));
                (last.span.end, "")
            }
        };
        let at = if layout.is_some() {
            style.comments_end(at)
        } else {
            at
        };
        edits.push(TextEdit::new(at, at, format!("{before}{members}{comma}")));
    }
}

/// The span of an object or array that is whole, from its bracket to the other.
pub(super) fn bracketed(document: &Document, id: NodeId) -> Option<Span> {
    let span = document.span(id)?;
    let (open, close) = match document.kind(id) {
        Kind::Object => ('{', '}'),
        _ => ('[', ']'),
    };
    let text = document.text().get(span.range())?;
    let whole = text.starts_with(open) && text.ends_with(close) && text.len() > 1;
    (whole && !document.is_unfinished(id)).then_some(span)
}

/// Removes members with their commas, and the lines that were theirs alone. Gives the comma that is left
/// behind the last member that stays.
fn remove(
    children: &[Child],
    kept: Option<usize>,
    style: &Style,
    edits: &mut Vec<TextEdit>,
) -> Option<u32> {
    let trailing = children.last().and_then(|child| child.comma);
    let mut left = kept
        .and_then(|at| children.get(at))
        .and_then(|child| child.comma);
    let mut stay = children.len();
    if let (Some(at), Some(comma), None) = (kept, left, trailing) {
        left = None;
        let tail = children.get(at + 1..).unwrap_or_default();
        if let Some(end) = blank_end(tail, comma + 1, style) {
            edits.push(TextEdit::new(comma, end, ""));
            stay = at;
        } else {
            edits.push(TextEdit::new(comma, comma + 1, ""));
        }
    }
    for child in children.iter().take(stay).filter(|child| child.removed) {
        let end = match child.comma {
            Some(comma) if style.is_blank(child.span.end, comma) => comma + 1,
            Some(comma) => {
                edits.push(TextEdit::new(comma, comma + 1, ""));
                child.span.end
            }
            None => child.span.end,
        };
        let (start, end) = style.widen(child.span.start, end);
        edits.push(TextEdit::new(start, end, ""));
    }
    left
}

/// The end of the last of `children`, if nothing but their commas and white space stands from `at` on.
fn blank_end(children: &[Child], mut at: u32, style: &Style) -> Option<u32> {
    for child in children {
        if !style.is_blank(at, child.span.start) {
            return None;
        }
        at = match child.comma {
            Some(comma) if style.is_blank(child.span.end, comma) => comma + 1,
            Some(_) => return None,
            None => child.span.end,
        };
    }
    Some(at)
}
