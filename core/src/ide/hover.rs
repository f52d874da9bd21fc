//! Hover: the documentation of fields, and the explanations of codes.

use super::Analysis;
use crate::catalog;
use crate::model::keys::{Key, Required, Shape};
use crate::span::Span;

/// What an editor shows about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes that it is about.
    pub span: Span,
    /// The text, as Markdown.
    pub markdown: String,
}

impl Analysis<'_> {
    /// The documentation of the field whose key or value is at a byte.
    pub fn hover(&self, offset: u32) -> Option<Hover> {
        let steps = self.steps(offset);
        let step = steps.last()?;
        let is_here = [step.key, Some(step.value)]
            .into_iter()
            .any(|node| self.touches(node, offset));
        let (_, key) = self.field(&steps).filter(|_| is_here)?;
        // Between the members of an object, there is nothing to document.
        let is_inside = !self.touches(step.key, offset)
            && self.document.node_after(step.value).0 > step.value.0 + 1;
        if is_inside || step.value == self.root {
            return None;
        }
        let node = if self.touches(step.key, offset) {
            step.key?
        } else {
            step.value
        };
        Some(Hover {
            span: self.span(node),
            markdown: format!(
                "**{}**{}\n\n{}",
                key.name,
                requirement(key),
                key_markdown(key)
            ),
        })
    }
}

fn requirement(key: &Key) -> &'static str {
    match key.required {
        Required::No => " (optional)",
        _ => " (required)",
    }
}

/// The documentation of a key, as Markdown: what it is, what its values are, its default and an example.
pub(super) fn key_markdown(key: &Key) -> String {
    let mut out = key.doc.to_owned();
    let mut line = |name: &str, text: &str| out.push_str(&format!("\n\n{name}: {text}"));
    match &key.shape {
        Shape::Integer(bounds) => line(
            "Values",
            &format!("whole numbers from {} to {}", bounds.low, bounds.high),
        ),
        Shape::Positive(numbers) if numbers.max < f64::MAX => {
            line(
                "Values",
                &format!("numbers above 0, at most {}", numbers.max),
            );
        }
        Shape::Positive(_) => line("Values", "numbers above 0"),
        Shape::OneOf(names) => {
            let names: Vec<_> = names.iter().map(|name| format!("`\"{name}\"`")).collect();
            line("Values", &names.join(", "));
        }
        Shape::Boolean => line("Values", "`true`, `false`"),
        Shape::Tagged(objects) => {
            let names = objects
                .iter()
                .map(|object| format!("`\"{}\"`: {}", object.name, object.doc));
            line("Types", &names.collect::<Vec<_>>().join("; "));
        }
        _ => {}
    }
    if let Some(default) = key.default {
        line("Default", &format!("`{default}`"));
    }
    if !matches!(key.shape, Shape::Constant(_)) {
        line("Example", &format!("`{}`", key.example));
    }
    out
}

/// The explanation of a code, as Markdown. `None` if there is no such code.
pub fn explain_markdown(code: &str) -> Option<String> {
    let docs = catalog::find(code)?;
    let (fails, passes) = (docs.fails, docs.passes);
    Some(format!(
        "**{code}**: {}\n\n{}\n\nNot accepted:\n\n```json\n{fails}\n```\n\nAccepted:\n\n```json\n{passes}\n```",
        docs.summary, docs.why
    ))
}
