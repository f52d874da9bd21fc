//! Finds the parts of a text that an excerpt must hide. It may show all keys, and the values of those keys that the model has.

use std::ops::Range;

use crate::collections::sorted_by_key;
use crate::document::{Document, Kind, Source};
use crate::model::keys::{ModelPlace, has_custom_names, is_known_key};
use crate::secret::{TextKind, VARIABLES, is_secret_after, secret_ranges};
use crate::span::{NodeId, Span};

/// The parts of a text that must not be shown, in order. Punctuation of JSON, and dashes at the start of a line of YAML, are
/// shown even inside them.
pub(crate) fn find_masks(document: &Document) -> Vec<Span> {
    if document.source() != Source::Text {
        return Vec::new();
    }
    let mut masks = Masks {
        document,
        open: Vec::new(),
        has_names: false,
        masks: Vec::new(),
        shown: Vec::new(),
        hidden: Vec::new(),
        end: 0,
    };
    for id in (0..document.node_count() as u32).map(NodeId) {
        masks.node(id);
    }
    masks.hide_until(document.text().len() as u32);
    let aliases = document.alias_spans();
    if aliases.is_empty() {
        return masks.masks;
    }
    let shown = masks.shown.into_iter().chain(aliases).collect();
    let hidden = without(masks.masks, shown).into_iter().chain(masks.hidden);
    without(hidden.collect(), Vec::new())
}

/// All parts of `masks`, in order, without the parts `shown`.
fn without(masks: Vec<Span>, shown: Vec<Span>) -> Vec<Span> {
    let mut shown = sorted_by_key(shown, |span| *span).into_iter().peekable();
    let (mut rest, mut end) = (Vec::new(), 0);
    for mask in sorted_by_key(masks, |span| *span) {
        end = end.max(mask.start);
        while let Some(part) = shown.next_if(|part| part.start < mask.end) {
            if end < part.start {
                rest.push(Span::new(end, part.start));
            }
            end = end.max(part.end);
        }
        if end < mask.end {
            rest.push(Span::new(end, mask.end));
            end = mask.end;
        }
    }
    rest
}

/// An object or array that contains the current node.
struct OpenValue<'d> {
    id: NodeId,
    is_object: bool,
    /// The place of the object, or of the elements of the array, in the model.
    place: ModelPlace,
    /// Whether its keys are user-defined names.
    has_names: bool,
    /// The place of the next child if that is a value of an object; `None` if it is a key.
    value: Option<ModelPlace>,
    /// The previous array element, if it is a string.
    before: &'d str,
    /// Whether the braces of a map of variables are missing, so that the variables may be members of this object.
    has_variables: bool,
}

struct Masks<'d, 't> {
    document: &'d Document<'t>,
    open: Vec<OpenValue<'d>>,
    /// Whether the keys of the next value are user-defined names, if it is an object.
    has_names: bool,
    masks: Vec<Span>,
    /// What is shown or hidden because of a place where an alias stands for it. If it is both, it is hidden.
    shown: Vec<Span>,
    hidden: Vec<Span>,
    /// The end of the part that has been processed.
    end: u32,
}

impl<'d> Masks<'d, '_> {
    fn node(&mut self, id: NodeId) {
        let document = self.document;
        let is_over = |parent: &mut OpenValue| id >= document.node_after(parent.id);
        while self.open.pop_if(is_over).is_some() {}
        let text = document.str(id);
        let place = match self.open.last_mut() {
            None => ModelPlace::ROOT,
            Some(parent) if !parent.is_object => {
                let before = std::mem::replace(&mut parent.before, text.unwrap_or_default());
                // The model has no lists inside lists. After recovery, an element may be any part of the text.
                let is_odd = document.kind(id) == Kind::Array
                    || document.is_recovered() && document.kind(id) != Kind::Object;
                match is_odd || is_secret_after(before, text.unwrap_or("0")) {
                    true => ModelPlace::Unknown,
                    false => parent.place,
                }
            }
            Some(parent) => match parent.value.take() {
                Some(place) => place,
                None => return self.key(id, text.unwrap_or_default()),
            },
        };
        let kind = document.kind(id);
        if let Kind::Object | Kind::Array = kind {
            self.open.push(OpenValue {
                id,
                is_object: kind == Kind::Object,
                place,
                has_names: std::mem::take(&mut self.has_names),
                value: None,
                before: "",
                has_variables: false,
            });
        } else if matches!(place, ModelPlace::Unknown)
            || document.is_yaml() && document.is_broken(id)
        {
            // What is broken in YAML may have been written for any other place.
            let is_copy = document.written_node(id) != id;
            self.hidden.extend(document.span(id).filter(|_| is_copy));
        } else {
            let text = text.unwrap_or_default();
            let kind = match document.is_broken(id) {
                true => TextKind::Beginning,
                false => TextKind::Value,
            };
            self.show(id, text, &secret_ranges(text, kind));
        }
    }

    fn key(&mut self, key: NodeId, name: &'d str) {
        let document = self.document;
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        let value = NodeId(key.0 + 1);
        // Recovery may have taken a value for a key.
        let may_be_value = document.is_misread(key) || document.is_recovered() && !parent.has_names;
        let is_key = is_known_key(name) || !may_be_value;
        self.has_names = has_custom_names(name);
        let kind = |value| {
            document
                .get(value, "type")
                .and_then(|kind| document.str(kind))
        };
        let is_container = name == "config" && kind(value) == Some("container");
        parent.value = Some(match is_key && !parent.has_variables {
            true => parent.place.inside(name, is_container),
            false => ModelPlace::Unknown,
        });
        let is_map = document.kind(value) == Kind::Object && !document.is_unfinished(value);
        parent.has_variables |=
            VARIABLES.contains(&name) && !is_map && document.is_unfinished(parent.id);
        if is_key {
            self.show(key, name, &secret_ranges(name, TextKind::Name));
        }
    }

    /// Shows a key or a scalar except for its secret `parts`, and hides the text between the previous one and it.
    fn show(&mut self, id: NodeId, text: &str, parts: &[Range<usize>]) {
        let Some((span, start)) = self.visible(id, text, parts) else {
            return;
        };
        let hidden = parts
            .iter()
            .map(|part| Span::new(start + part.start as u32, start + part.end as u32));
        if self.document.written_node(id) != id {
            self.shown.push(span);
            self.hidden.extend(hidden);
            return;
        }
        if span.start < self.end {
            return;
        }
        self.hide_until(span.start);
        for part in hidden {
            self.end = part.start;
            self.hide_until(part.end);
        }
        self.end = span.end;
    }

    /// The bytes of a key or a scalar that may be shown except for its secret `parts`, and the byte where its content starts.
    fn visible(&self, id: NodeId, text: &str, parts: &[Range<usize>]) -> Option<(Span, u32)> {
        let span = self.document.span(id)?;
        let source = self.document.text().get(span.range()).unwrap_or_default();
        let quote = match self.document.is_yaml() && source.starts_with('\'') {
            true => "'",
            false => "\"",
        };
        let inside = source.strip_prefix(quote).unwrap_or(source);
        let rest = inside.strip_prefix(text);
        let is_plain = rest.is_some_and(|rest| rest.is_empty() || rest == quote);
        // If the string has escapes in the source, its secret parts can't be located there, so it is hidden completely if it has any.
        let is_secret =
            || !parts.is_empty() || !secret_ranges(source, TextKind::Beginning).is_empty();
        let is_text = self.document.kind(id) == Kind::String;
        if !is_plain && (is_text && self.document.is_recovered() || is_secret()) {
            return None;
        }
        Some((span, span.end - inside.len() as u32))
    }

    fn hide_until(&mut self, end: u32) {
        if self.end < end {
            self.masks.push(Span::new(self.end, end));
            self.end = end;
        }
    }
}
