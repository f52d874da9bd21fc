//! Replaces a value.

use super::part::Part;
use super::slot::{Around, Slot, has_brackets};
use crate::document::text_edit::TextEdit;
use crate::document::text_edit::style::Style;
use crate::document::{Document, Index, Kind};
use crate::span::{NodeId, Span};

/// A value in the style of its place.
pub(super) enum NewValue {
    Inline(String),
    Block { lines: Vec<String>, is_list: bool },
}

/// The edits that replace the value `id`.
pub(super) fn replace(
    index: &Index,
    id: NodeId,
    value: NewValue,
    style: &Style,
) -> Option<Vec<TextEdit>> {
    let slot = Slot::find(index, id, style)?;
    let mut edits: Vec<_> = slot
        .tags
        .iter()
        .map(|tag| TextEdit::new(tag.start, tag.end, ""))
        .collect();
    let document = index.document();
    let Span { start, end } = slot.content;
    match (slot.around, value) {
        (Around::Flow, NewValue::Inline(text)) => {
            let before = start.checked_sub(1).and_then(|before| style.byte(before));
            let is_joined =
                start == end && before.is_some_and(|byte| !b" \t\n\r[,".contains(&byte));
            let space = if is_joined { " " } else { "" };
            edits.push(TextEdit::new(start, end, format!("{space}{text}")));
        }
        (Around::Flow, NewValue::Block { .. }) => return None,
        (Around::Document, value) if start == end => {
            let text = match value {
                NewValue::Inline(text) => text,
                NewValue::Block { lines, .. } => lines.join(style.line_break),
            };
            // It is at the end of the text, after comments.
            let has_line_break = style.text_before(start).ends_with(['\n', '\r']);
            let is_first = start == 0 || has_line_break;
            let before = if is_first { "" } else { style.line_break };
            let after = if has_line_break { style.line_break } else { "" };
            edits.push(TextEdit::new(
                start,
                start,
                format!("{before}{text}{after}"),
            ));
        }
        (_, NewValue::Inline(text)) => put_inline(document, id, &slot, &text, style, &mut edits),
        (_, NewValue::Block { lines, is_list }) => {
            let old = old_part(document, id, &slot, style);
            put_block(&slot, &old, &lines, is_list, style, &mut edits)?
        }
    }
    Some(edits)
}

/// Replaces a value that is not inside brackets by one that is written on one line.
fn put_inline(
    document: &Document,
    id: NodeId,
    slot: &Slot,
    text: &str,
    style: &Style,
    edits: &mut Vec<TextEdit>,
) {
    let Span { start, end } = slot.content;
    let is_block =
        matches!(document.kind(id), Kind::Object | Kind::Array) && !has_brackets(document, id);
    let old = old_part(document, id, slot, style);
    if start == end {
        edits.push(TextEdit::new(slot.start, slot.start, format!(" {text}")));
    } else if is_block && slot.is_on_next_line(style) {
        edits.push(TextEdit::new(slot.start, slot.start, format!(" {text}")));
        edits.extend(old.remove(style));
    } else {
        edits.extend(old.replace(text, style));
    }
}

/// Replaces a value that is not inside brackets by an object or array in block style.
fn put_block(
    slot: &Slot,
    old: &Part,
    lines: &[String],
    is_list: bool,
    style: &Style,
    edits: &mut Vec<TextEdit>,
) -> Option<()> {
    let Span { start, end } = slot.content;
    let is_on_next_line = slot.is_on_next_line(style);
    let first_column = match slot.around {
        Around::Key(column) if is_list => column,
        Around::Key(column) | Around::Dash(column) => column + 1,
        _ => 0,
    };
    let is_at_dash = matches!(slot.around, Around::Dash(_)) && !is_on_next_line && !slot.has_anchor;
    let is_in_place = start < end
        && (is_at_dash || style.is_first_on_line(start))
        && style.column(start) >= first_column;
    let lines = lines.iter().map(String::as_str);
    if is_in_place {
        let mut lines = lines;
        edits.extend(old.replace(lines.next()?, style));
        let rest = style.indented(lines, style.column(start));
        let line_end = style.line_end(end);
        if !rest.is_empty() {
            edits.push(TextEdit::new(line_end, line_end, rest));
        }
        return Some(());
    }
    let mut line_end = style.line_end(end);
    if is_on_next_line {
        line_end = style.line_end(slot.start);
        edits.extend(old.remove(style));
    } else if old.has_comments() {
        edits.extend(old.replace("", style));
    } else if start < end {
        edits.push(TextEdit::new(style.before_spaces(start), end, ""));
    }
    let column = match slot.around {
        Around::Key(column) if is_list => column + style.list_indent,
        Around::Key(column) => column + style.indent_unit.len() as u32,
        Around::Dash(column) => column + 2,
        _ => 0,
    };
    edits.push(TextEdit::new(
        line_end,
        line_end,
        style.indented(lines, column),
    ));
    Some(())
}

/// The part of the text that a value is replaced in.
fn old_part(document: &Document, id: NodeId, slot: &Slot, style: &Style) -> Part {
    Part::new(document, id, document.node_after(id), slot.content, style)
}
