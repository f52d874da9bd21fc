//! Removes members from an object or array in block style, and adds members to it.

use super::part::Part;
use super::replace::{NewValue, replace};
use super::slot::{Around, Slot, dash, has_brackets};
use crate::document::text_edit::TextEdit;
use crate::document::text_edit::member_changes::MemberChanges;
use crate::document::text_edit::style::Style;
use crate::document::{Document, Index, Kind};
use crate::span::{NodeId, Span};

/// Adds the edits of the text to `edits`. The removed keys or elements are in order, and the added ones are lines.
pub(in crate::document::text_edit) fn write_text_edits(
    index: &Index,
    parent: NodeId,
    changes: &MemberChanges,
    style: &Style,
    edits: &mut Vec<TextEdit>,
) -> Option<()> {
    let document = index.document();
    let span = document.span(parent)?;
    let is_list = document.kind(parent) == Kind::Array;
    let added = changes.added.iter().flat_map(|member| member.split('\n'));
    if has_brackets(document, parent) {
        let lines = added.map(str::to_owned).collect();
        edits.extend(replace(
            index,
            parent,
            NewValue::Block { lines, is_list },
            style,
        )?);
        return Some(());
    }
    let parts = changes.removed.iter().map(|first| {
        let part = member_part(index, parent, *first, style)?;
        Some(match changes.taken.contains(first) {
            true => part.without_comments(),
            false => part,
        })
    });
    let removed: Vec<Part> = parts.collect::<Option<_>>()?;
    let column = style.column(span.start);
    match removed.as_slice() {
        [first, rest @ ..] if is_all(&removed, span, style) => {
            let added: Vec<_> = added.collect();
            let slot = Slot::find(index, parent, style)?;
            let is_below_key = matches!(slot.around, Around::Key(_)) && slot.is_on_next_line(style);
            let empty = if is_list { "[]" } else { "{}" };
            match added.split_first() {
                Some((line, others)) => {
                    edits.extend(first.replace(line, style));
                    let line_end = style.line_end(first.span.end);
                    let others = style.indented(others.iter().copied(), column);
                    edits.push(TextEdit::new(line_end, line_end, others));
                }
                None if is_below_key => {
                    let text = format!(" {empty}");
                    edits.push(TextEdit::new(slot.start, slot.start, text));
                    edits.extend(first.remove(style));
                }
                None => edits.extend(first.replace(empty, style)),
            }
            edits.extend(rest.iter().flat_map(|member| member.remove(style)));
        }
        _ => {
            remove(&removed, style, edits);
            let text = style.indented(added, column);
            if !text.is_empty() {
                let at = end_of_comments(index, parent, column, style);
                edits.push(TextEdit::new(at, at, text));
            }
        }
    }
    Some(())
}

/// Whether an object or array has nothing but these members and comments.
fn is_all(removed: &[Part], span: Span, style: &Style) -> bool {
    let mut at = span.start;
    for member in removed {
        if style.after_comments(at) < member.span.start {
            return false;
        }
        at = member.span.end;
    }
    style.after_comments(at) >= span.end
}

/// Removes some of the members. A member after a dash, or at the start of the text, is replaced by the next one.
fn remove(removed: &[Part], style: &Style, edits: &mut Vec<TextEdit>) {
    let mut rest = removed.iter().peekable();
    while let Some(member) = rest.next() {
        let Span { start, end } = member.span;
        let has_line_before = style.end_of_line_before(style.line_start(start)).is_some();
        if has_line_before && style.is_first_on_line(start) {
            edits.extend(member.remove(style));
        } else if member.has_comments() {
            edits.extend(member.replace("", style));
        } else {
            let mut next = style.after_white_space(end);
            let is_next =
                |next| move |member: &&Part| member.span.start == next && !member.has_comments();
            while let Some(member) = rest.next_if(is_next(next)) {
                next = style.after_white_space(member.span.end);
            }
            edits.push(TextEdit::new(start, next, ""));
        }
    }
}

/// Where a member or element starts: at its dash, or at the anchor, tag or `?` before its key.
fn start(index: &Index, parent: NodeId, first: NodeId, style: &Style) -> Option<u32> {
    let document = index.document();
    let start = document.written_span(first)?.start;
    if document.kind(parent) == Kind::Array {
        return dash(document, parent, start, style);
    }
    let line = style.after_spaces(style.line_start(start));
    Some(line.max(document.span(parent)?.start))
}

/// The part of the text in which a member or element is.
pub(super) fn member_part(
    index: &Index,
    parent: NodeId,
    first: NodeId,
    style: &Style,
) -> Option<Part> {
    let document = index.document();
    // A key has no children, so its value is the next node.
    let is_object = document.kind(parent) == Kind::Object;
    let value = NodeId(first.0 + u32::from(is_object));
    let start = start(index, parent, first, style)?;
    let span = Span::new(start, document.written_span(value)?.end);
    let after = document.node_after(value);
    Some(Part::new(document, first, after, span, style))
}

/// The end of the line after which a member is added: that of the last member, or of the comments that belong to it.
fn end_of_comments(index: &Index, parent: NodeId, column: u32, style: &Style) -> u32 {
    let document = index.document();
    let mut end = end_of_text(document, parent, style);
    // A comment in the column of an unindented list is about the next key.
    let (outer, _) = index.parent(parent);
    let is_unindented = document.kind(parent) == Kind::Array
        && document.kind(outer) == Kind::Object
        && document
            .span(outer)
            .is_some_and(|span| style.column(span.start) == column);
    let least = column + u32::from(is_unindented);
    loop {
        let comment = style.after_spaces(style.after_line_break(end));
        if style.byte(comment) != Some(b'#') || style.column(comment) < least {
            return end;
        }
        end = style.line_end(comment);
    }
}

/// The end of the line where an object or array ends. Empty lines belong to a text with `|+` or `>+`.
fn end_of_text(document: &Document, parent: NodeId, style: &Style) -> u32 {
    let end = document.span(parent).map_or(0, |span| span.end);
    let last = NodeId(document.node_after(parent).0.saturating_sub(1));
    let start = document.written_span(last).map_or(0, |span| span.start);
    let header = style.text_between(start, style.word_end(start));
    let mut end = style.line_end(end);
    if header.starts_with(['|', '>']) && header.contains('+') {
        let is_empty_line = |start: u32, end: u32| {
            // What is after the last line break is not a line.
            style.is_blank(start, end) && (end as usize) < document.text().len()
        };
        let mut line = style.after_line_break(end);
        while is_empty_line(line, style.line_end(line)) {
            end = style.line_end(line);
            line = style.after_line_break(end);
        }
    }
    end
}
