//! Inlay hints: the defaults of keys that are absent.

use super::Analysis;
use crate::document::Kind;
use crate::model::keys::{Required, Shape};
use crate::span::Span;

/// A text that an editor shows between the characters of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte before which it is shown.
    pub offset: u32,
    /// The text.
    pub text: String,
}

impl Analysis<'_> {
    /// The defaults of the keys that the objects in a part of the text don't have, a hint for each object. It comes after the
    /// last member of the object.
    pub fn hints(&self, within: Span) -> Vec<Hint> {
        let roots = self.document.roots().map(|root| self.root(root));
        let (mut hints, mut open) = (Vec::new(), roots.collect::<Vec<_>>());
        while let Some(step) = open.pop() {
            let span = self.span(step.value);
            if span.end < within.start || span.start > within.end {
                continue;
            }
            open.extend(self.children(step));
            let objects = self.objects(step);
            let [object] = objects.as_slice() else {
                continue;
            };
            let is_complete = self.document.kind(step.value) == Kind::Object
                && !self.document.is_unfinished(step.value);
            let absent = object.keys.iter().filter(|key| {
                let is_plain = !matches!(
                    key.shape,
                    Shape::Constant(_) | Shape::Variables | Shape::List(..)
                );
                key.required == Required::No
                    && is_plain
                    && self.document.get(step.value, key.name).is_none()
            });
            let defaults = absent.filter_map(|key| Some(format!("{}: {}", key.name, key.default?)));
            let defaults: Vec<_> = defaults.collect();
            if is_complete && !defaults.is_empty() {
                let last = self
                    .children(step)
                    .last()
                    .map(|child| self.span(child.value).end);
                hints.push(Hint {
                    offset: last.unwrap_or(span.start + 1),
                    text: defaults.join(", "),
                });
            }
        }
        hints.sort_by_key(|hint| hint.offset);
        hints
    }
}
