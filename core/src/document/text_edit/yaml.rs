//! Edits of YAML texts. Objects and arrays in brackets are edited like those of JSON; this is for everything else.

mod layout;
mod members;
mod pairs;
mod part;
mod replace;
mod slot;
mod values;

use super::TextEdit;
use super::style::Style;
use crate::diagnostic::Sink;
use crate::document::{Buffers, Document, Index, Kind, Limits, Syntax};
use crate::fix::Edit;
use crate::span::{NodeId, Span};
pub(super) use members::write_text_edits;
use pairs::pairs_to_members;
use replace::{NewValue, replace};
use slot::{Around, Slot, has_brackets, is_in_flow};
pub(crate) use values::Quotes;
use values::ValueWriter;

/// The number of spaces of a level of objects, and of a list inside an object.
pub(super) fn indentation(document: &Document, style: &Style) -> (&'static str, u32) {
    let (mut of_objects, mut of_lists) = (None, None);
    let all = (0..document.node_count() as u32).map(NodeId);
    let objects =
        all.filter(|id| document.kind(*id) == Kind::Object && !has_brackets(document, *id));
    for object in objects {
        if of_objects.is_some() && of_lists.is_some() {
            break;
        }
        for (_, value) in document.members(object) {
            let of_kind = match document.kind(value) {
                Kind::Object => &mut of_objects,
                Kind::Array => &mut of_lists,
                _ => continue,
            };
            let column = |id| document.span(id).map(|span| style.column(span.start));
            if of_kind.is_none()
                && !has_brackets(document, value)
                && document.written_node(value) == value
            {
                *of_kind = column(value)
                    .zip(column(object))
                    .and_then(|(inner, outer)| inner.checked_sub(outer));
            }
        }
    }
    const UNITS: &str = "        ";
    let unit = of_objects.or(of_lists).filter(|width| *width > 0);
    let unit = UNITS.get(..unit.unwrap_or(2) as usize).unwrap_or(UNITS);
    (unit, of_lists.unwrap_or(unit.len() as u32))
}

/// Whether members of an object or array are written on lines of their own. This includes `{}` and `[]`, unless they are
/// inside other brackets.
pub(super) fn is_block(index: &Index, id: NodeId) -> bool {
    let document = index.document();
    document.is_yaml()
        && (!has_brackets(document, id) || is_empty_pair(document, id))
        && !is_in_flow(index, id)
}

/// Whether this is `{}` or `[]`, perhaps with white space in it.
fn is_empty_pair(document: &Document, id: NodeId) -> bool {
    let text = document
        .span(id)
        .and_then(|span| document.text().get(span.range()));
    let inner = text.and_then(|text| text.get(1..text.len().checked_sub(1)?));
    has_brackets(document, id) && inner.is_some_and(|inner| inner.trim().is_empty())
}

/// A value, which is JSON text, inside a list: if a whole text is a string, it may be read as JSON that was encoded twice.
fn listed(value: &str) -> String {
    format!("[{value}]")
}

/// The element of such a list.
const VALUE: NodeId = NodeId(1);

fn parse(list: &str) -> Option<Document<'_>> {
    let mut sink = Sink::new(0);
    let document = Syntax::Json.parse(list, &Limits::default(), Buffers::default(), &mut sink);
    (!sink.has_errors()).then_some(document)
}

/// How keys and strings are written that replace the value `id`.
fn quotes(index: &Index, id: NodeId) -> (Quotes, Quotes) {
    let document = index.document();
    let (parent, _) = index.parent(id);
    let is_member = id != Document::ROOT && document.kind(parent) == Kind::Object;
    let of_key = match is_member {
        true => Quotes::of(document, NodeId(id.0 - 1)),
        false => Quotes::None,
    };
    match document.kind(id) {
        Kind::String => (of_key, Quotes::of(document, id)),
        _ => (of_key, of_key),
    }
}

/// The edits of the text that replace the value `id`.
pub(super) fn replacement(
    index: &Index,
    id: NodeId,
    edit: &Edit,
    style: &Style,
) -> Option<Vec<TextEdit>> {
    let value = match edit {
        Edit::Set { value, .. } => {
            let list = listed(value);
            let value = parse(&list)?;
            let (keys, texts) = quotes(index, id);
            let writer = ValueWriter {
                document: &value,
                style,
                keys,
                texts,
            };
            let in_flow = is_in_flow(index, id);
            match writer.block(VALUE).filter(|_| !in_flow) {
                Some(lines) => NewValue::Block {
                    lines,
                    is_list: value.kind(VALUE) == Kind::Array,
                },
                None => NewValue::Inline(writer.inline(VALUE, in_flow)),
            }
        }
        Edit::Quote { .. } => NewValue::Inline(quoted(index.document(), id)?),
        Edit::Pairs { .. } => return pairs_to_members(index, id, style),
        _ => return None,
    };
    replace(index, id, value, style)
}

/// A number, boolean or null in quotes, as it is written.
fn quoted(document: &Document, id: NodeId) -> Option<String> {
    let written = document
        .span(id)
        .and_then(|span| document.text().get(span.range()))?;
    let text = match document.kind(id) {
        Kind::Null => "null",
        _ => written,
    };
    Some(Quotes::Double.write(text, false))
}

/// The edit that renames a key.
pub(super) fn renamed(index: &Index, key: NodeId, name: &str) -> Option<TextEdit> {
    let document = index.document();
    let Span { start, end } = document.written_span(key)?;
    let name = Quotes::of(document, key).write(name, is_in_flow(index, key));
    Some(TextEdit::new(start, end, name))
}

/// A new member of an object or element of an array, in block style as lines.
pub(super) fn added(
    index: &Index,
    parent: NodeId,
    key: Option<&str>,
    value: &str,
    style: &Style,
) -> Option<String> {
    let list = listed(value);
    let value = parse(&list)?;
    Some(written_member(index, parent, key, (&value, VALUE), style))
}

fn written_member(
    index: &Index,
    parent: NodeId,
    key: Option<&str>,
    (document, value): (&Document, NodeId),
    style: &Style,
) -> String {
    // It is written like the last one.
    let quotes = match index.last_value(parent) {
        Some(last) => {
            let is_object = index.document().kind(parent) == Kind::Object;
            Quotes::of(index.document(), NodeId(last.0 - u32::from(is_object)))
        }
        None => Quotes::None,
    };
    let writer = ValueWriter {
        document,
        style,
        keys: quotes,
        texts: quotes,
    };
    match is_block(index, parent) {
        true => writer.entry(key, value).join("\n"),
        false => writer.flow_entry(key, value),
    }
}

/// A member that is moved to the object `to`, with its comments if both objects are in block style.
pub(super) fn moved(
    index: &Index,
    value: NodeId,
    to: NodeId,
    key: &str,
    style: &Style,
) -> Option<String> {
    let document = index.document();
    let slot = Slot::find(index, value, style)?;
    let Around::Key(column) = slot.around else {
        return Some(written_member(
            index,
            to,
            Some(key),
            (document, value),
            style,
        ));
    };
    if !is_block(index, to) {
        return Some(written_member(
            index,
            to,
            Some(key),
            (document, value),
            style,
        ));
    }
    let colon = style.after_comments(document.written_span(NodeId(value.0 - 1))?.end);
    let text = document
        .text()
        .get(colon as usize..slot.content.end as usize)?;
    let mut lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    let mut member = format!("{}{}", Quotes::None.write(key, false), lines.next()?);
    for line in lines {
        let indent = line.len() - line.trim_start_matches(' ').len();
        member.push('\n');
        member.push_str(line.get(indent.min(column as usize)..)?);
    }
    Some(member)
}
