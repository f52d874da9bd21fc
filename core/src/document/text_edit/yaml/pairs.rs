//! Turns a list of pairs into an object.

use super::members::member_part;
use super::slot::{Around, Slot, dash, has_brackets};
use super::values::Quotes;
use crate::document::pairs::{ListedValue, pairs};
use crate::document::text_edit::TextEdit;
use crate::document::text_edit::style::Style;
use crate::document::{Index, Kind};
use crate::span::{NodeId, Span};

/// The edits that turn a list of pairs into an object. Only what differs is changed, so that the comments are kept.
pub(super) fn pairs_to_members(
    index: &Index,
    list: NodeId,
    style: &Style,
) -> Option<Vec<TextEdit>> {
    let document = index.document();
    let slot = Slot::find(index, list, style)?;
    let Span { start, end } = slot.content;
    let in_brackets = has_brackets(document, list);
    let mut edits: Vec<_> = slot
        .tags
        .iter()
        .map(|tag| TextEdit::new(tag.start, tag.end, ""))
        .collect();
    if in_brackets {
        edits.push(TextEdit::new(start, start + 1, "{"));
        edits.push(TextEdit::new(end - 1, end, "}"));
    }
    // An object must be indented more than its key, a list need not be.
    let indent = match slot.around {
        Around::Key(column) if style.column(start) == column && !in_brackets => style.indent_unit,
        _ => "",
    };
    for pair in pairs(document, list)? {
        let value = match pair.value {
            Some(ListedValue::Text(value)) => Quotes::None.write(value, in_brackets),
            Some(ListedValue::Scalar(value)) => {
                Quotes::of(document, value).write(&document.scalar(value)?, in_brackets)
            }
            None => continue,
        };
        let member = format!(
            "{indent}{}: {value}",
            Quotes::None.write(pair.name, in_brackets)
        );
        let element = pair.element;
        let is_block = document.kind(element) == Kind::Object && !has_brackets(document, element);
        let Span { start, mut end } = document.written_span(element)?;
        let start = match in_brackets {
            true => style.properties_start(start),
            false => dash(document, list, start, style)?,
        };
        if is_block && !in_brackets {
            let mut members = document.members(element);
            let (_, first) = members.next()?;
            end = document.written_span(first)?.end;
            for (key, _) in members {
                edits.extend(member_part(index, element, key, style)?.remove(style));
            }
        }
        edits.push(TextEdit::new(start, end, member));
    }
    Some(edits)
}
