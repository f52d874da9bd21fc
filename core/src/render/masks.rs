//! Finds the parts of a text that an excerpt must hide. It may show all keys, and the values of those keys that the model has.

use std::ops::Range;

use crate::document::{Document, Kind, Source};
use crate::model::keys::{ModelPlace, has_custom_names, is_known_key};
use crate::secret::{TextKind, VARIABLES, is_secret_after, secret_ranges};
use crate::span::{NodeId, Span};

/// The parts of a text that must not be shown, in order. Punctuation of JSON is shown even inside them.
pub(crate) fn find_masks(document: &Document) -> Vec<Span> {
    if document.source() != Source::Text {
        return Vec::new();
    }
    let mut masks = Masks {
        document,
        open: Vec::new(),
        has_names: false,
        masks: Vec::new(),
        end: 0,
    };
    for id in (0..document.node_count() as u32).map(NodeId) {
        masks.node(id);
    }
    masks.hide_until(document.text().len() as u32);
    masks.masks
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
        } else if !matches!(place, ModelPlace::Unknown) {
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
        let Some(span) = self.document.span(id).filter(|span| span.start >= self.end) else {
            return;
        };
        let source = self.document.text().get(span.range()).unwrap_or_default();
        let quote = u32::from(source.starts_with('"'));
        let rest = source
            .get(quote as usize..)
            .and_then(|rest| rest.strip_prefix(text));
        let is_plain = matches!(rest, Some("" | "\""));
        // If the string has escapes in the source, its secret parts can't be located there, so it is hidden completely if it has any.
        let is_secret =
            || !parts.is_empty() || !secret_ranges(source, TextKind::Beginning).is_empty();
        let is_text = self.document.kind(id) == Kind::String;
        if !is_plain && (is_text && self.document.is_recovered() || is_secret()) {
            return;
        }
        self.hide_until(span.start);
        let start = span.start + quote;
        for part in parts {
            self.end = start + part.start as u32;
            self.hide_until(start + part.end as u32);
        }
        self.end = span.end;
    }

    fn hide_until(&mut self, end: u32) {
        if self.end < end {
            self.masks.push(Span::new(self.end, end));
            self.end = end;
        }
    }
}
