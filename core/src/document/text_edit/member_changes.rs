//! Removes members from one object or array and adds members to it, with the right commas, line breaks and indentation.

#[cfg(feature = "yaml")]
use std::collections::BTreeSet;

use super::TextEdit;
use super::style::Style;
#[cfg(feature = "yaml")]
use super::yaml;
use crate::collections::sorted_by_key;
use crate::document::{Index, Kind};
use crate::span::{NodeId, Span};

/// A change of an object or array.
pub(super) enum MemberChange {
    /// The key of a removed member, or a removed element.
    Removed(NodeId),
    /// The key of a member that is moved to another object, in YAML with its comments.
    Taken(NodeId),
    /// The text of an added member or element.
    Added(String),
}

/// All changes of one object or array.
#[derive(Default)]
pub(super) struct MemberChanges {
    pub(super) removed: Vec<NodeId>,
    #[cfg(feature = "yaml")]
    pub(super) taken: BTreeSet<NodeId>,
    pub(super) added: Vec<String>,
}

/// A member or element.
#[derive(Clone, Copy)]
struct Child {
    span: Span,
    /// The position of the comma after it.
    comma: Option<u32>,
    is_removed: bool,
}

impl MemberChanges {
    /// Adds a change.
    pub(super) fn add(&mut self, change: MemberChange) {
        match change {
            MemberChange::Removed(first) => self.removed.push(first),
            MemberChange::Taken(first) => {
                self.removed.push(first);
                #[cfg(feature = "yaml")]
                self.taken.insert(first);
            }
            MemberChange::Added(text) => self.added.push(text),
        }
    }

    /// Adds the edits of the text to `edits`. Returns `None` if the object or array is not complete in the text.
    pub(super) fn write_text_edits(
        mut self,
        index: &Index,
        parent: NodeId,
        style: &Style,
        edits: &mut Vec<TextEdit>,
    ) -> Option<()> {
        let span = complete_span(index, parent)?;
        self.removed = sorted_by_key(self.removed, |first| *first);
        #[cfg(feature = "yaml")]
        if yaml::is_block(index, parent) {
            return yaml::write_text_edits(index, parent, &self, style, edits);
        }
        let children = self.children(index, parent, style)?;
        let last_kept = children.iter().rposition(|child| !child.is_removed);
        let edits_before = edits.len();
        let comma = remove_children(&children, last_kept, style, edits);
        if last_kept.is_none() && self.added.is_empty() {
            // If only white space is left, remove it too.
            let (start, end) = (span.start + 1, span.end - 1);
            let children_end = end_without_comments(&children, start, style);
            if children_end.is_some_and(|at| style.is_blank(at, end)) {
                edits.truncate(edits_before);
                edits.push(TextEdit::new(start, end, ""));
            }
        } else if !self.added.is_empty() {
            let last = last_kept.and_then(|position| children.get(position));
            let is_on_own_line = match last.or(children.first()) {
                Some(child) => style.starts_line(child.span.start),
                None => style.has_line_break(span),
            };
            let line_break = is_on_own_line.then(|| {
                let indent = match last.or(children.first()) {
                    Some(sibling) => style.indent(sibling.span.start).to_owned(),
                    None => format!("{}{}", style.indent(span.start), style.indent_unit),
                };
                format!("{}{indent}", style.line_break)
            });
            if style.is_yaml && last.is_none() && has_merge_key(&children, span, style) {
                // The merge key needs a comma before it, as if it were a new member.
                self.added.push(String::new());
            }
            self.add_members(last, comma, line_break.as_deref(), span, style, edits);
        }
        Some(())
    }

    /// The children that matter: the removed ones with those between them, the one before, the one after, and the last. A
    /// report has an edit for every child that may be removed, so its time must not depend on the number of children.
    fn children(&self, index: &Index, parent: NodeId, style: &Style) -> Option<Vec<Child>> {
        let document = index.document();
        let is_object = document.kind(parent) == Kind::Object;
        // A key has no children, so its value is the next node.
        let start_of = |value: NodeId| NodeId(value.0 - u32::from(is_object));
        let value_of = |start: NodeId| NodeId(start.0 + u32::from(is_object));
        let mut last = index.last_value(parent).map(start_of);
        // Keys that YAML merges into an object are not written there. They are the last ones.
        while let Some(merged) = last.filter(|last| document.is_merged(*last)) {
            last = index.value_before(parent, merged).map(start_of);
        }
        let Some(last) = last else {
            return Some(Vec::new());
        };
        let mut starts = Vec::new();
        if let (Some(first), Some(final_one)) = (self.removed.first(), self.removed.last()) {
            let before = index.value_before(parent, *first);
            let mut at = before.map_or(*first, start_of);
            while at < last {
                starts.push(at);
                if at > *final_one {
                    break;
                }
                at = document.node_after(value_of(at));
            }
        }
        starts.push(last);
        starts
            .into_iter()
            .map(|first| {
                let value = value_of(first);
                let start = document.written_span(first)?.start;
                let end = document.written_span(value)?.end;
                #[cfg(feature = "yaml")]
                let start = match style.is_yaml {
                    true => style.properties_start(start),
                    false => start,
                };
                Some(Child {
                    span: Span::new(start, end),
                    comma: style.comma_after(end),
                    is_removed: self.removed.binary_search(&first).is_ok(),
                })
            })
            .collect()
    }

    /// Adds the new members after `last`, the last member that is kept, whose comma is at `comma`. `line_break` is the
    /// line break and indentation before each new member, if each is to be on its own line.
    fn add_members(
        &self,
        last: Option<&Child>,
        comma: Option<u32>,
        line_break: Option<&str>,
        span: Span,
        style: &Style,
        edits: &mut Vec<TextEdit>,
    ) {
        let space = if style.has_spaces { " " } else { "" };
        let separator = format!(",{}", line_break.unwrap_or(space));
        let members = self.added.join(&separator);
        let Some(last) = last else {
            let at = span.start + 1;
            let end = match line_break {
                Some(_) if !style.has_line_break(Span::new(at, span.end - 1)) => {
                    format!("{}{}", style.line_break, style.indent(span.start))
                }
                _ => String::new(),
            };
            let text = format!("{}{members}{end}", line_break.unwrap_or_default());
            edits.push(TextEdit::new(at, at, text));
            return;
        };
        let before = line_break.unwrap_or(space);
        let (at, comma) = match comma {
            Some(comma) => (comma + 1, ","),
            None => {
                edits.push(TextEdit::new(last.span.end, last.span.end, ","));
                (last.span.end, "")
            }
        };
        let at = if line_break.is_some() {
            style.comments_end(at)
        } else {
            at
        };
        edits.push(TextEdit::new(at, at, format!("{before}{members}{comma}")));
    }
}

/// The span of an object or array, with its brackets; `None` if it is not complete in the text.
pub(super) fn complete_span(index: &Index, id: NodeId) -> Option<Span> {
    let document = index.document();
    let span = document.span(id)?;
    #[cfg(feature = "yaml")]
    if yaml::is_block(index, id) {
        return Some(span).filter(|_| !document.is_unfinished(id));
    }
    let (open, close) = match document.kind(id) {
        Kind::Object => ('{', '}'),
        _ => ('[', ']'),
    };
    let text = document.text().get(span.range())?;
    let is_complete = text.starts_with(open) && text.ends_with(close) && text.len() > 1;
    (is_complete && !document.is_unfinished(id)).then_some(span)
}

/// Whether an object without members that are kept has a merge key of YAML, which is not a member.
fn has_merge_key(children: &[Child], span: Span, style: &Style) -> bool {
    let mut at = span.start + 1;
    let is_blank = |at, end| style.is_blank(style.comments_end(at), end);
    for child in children {
        if !is_blank(at, child.span.start) {
            return true;
        }
        at = child.comma.map_or(child.span.end, |comma| comma + 1);
    }
    !is_blank(at, span.end - 1)
}

/// Removes children with their commas, and the lines that contain nothing else. `last_kept` is the position of the last
/// child that is kept. Returns the position of the comma after it, unless that comma is removed too.
fn remove_children(
    children: &[Child],
    last_kept: Option<usize>,
    style: &Style,
    edits: &mut Vec<TextEdit>,
) -> Option<u32> {
    let trailing_comma = children.last().and_then(|child| child.comma);
    let mut comma_left = last_kept
        .and_then(|position| children.get(position))
        .and_then(|child| child.comma);
    let mut rest = children.len();
    if let (Some(last_kept), Some(comma), None) = (last_kept, comma_left, trailing_comma) {
        comma_left = None;
        let tail = children.get(last_kept + 1..).unwrap_or_default();
        if let Some(end) = end_without_comments(tail, comma + 1, style) {
            edits.push(TextEdit::new(comma, end, ""));
            rest = last_kept;
        } else {
            edits.push(TextEdit::new(comma, comma + 1, ""));
        }
    }
    for child in children.iter().take(rest).filter(|child| child.is_removed) {
        let end = match child.comma {
            Some(comma) if style.is_blank(child.span.end, comma) => comma + 1,
            Some(comma) => {
                edits.push(TextEdit::new(comma, comma + 1, ""));
                child.span.end
            }
            None => child.span.end,
        };
        let (start, end) = style.widen_removal(child.span.start, end);
        edits.push(TextEdit::new(start, end, ""));
    }
    comma_left
}

/// The end of the last of `children` and its comma, if from `at` on there is only white space between and after them.
fn end_without_comments(children: &[Child], mut at: u32, style: &Style) -> Option<u32> {
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
