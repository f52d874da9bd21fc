//! Completion: keys that an object doesn't have yet, and values that are known.

use super::hover::key_markdown;
use super::place::{Step, find_key};
use super::template::{Member, Template, Value};
use super::word::Word;
#[cfg(feature = "yaml")]
use super::yaml;
use super::{Analysis, Snippet};
use crate::document::Kind;
#[cfg(feature = "yaml")]
use crate::document::Syntax;
use crate::document::text_edit::{Style, TextEdit};
use crate::model::keys::{
    CONTAINER, Key, LINK, ModelPlace, Object, RESOURCE, Required, STACK, Shape,
};
use crate::span::{NodeId, Span};
use crate::validate::Options;

/// What may be written at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The bytes that each item replaces: the word at the cursor, with its quotes.
    pub span: Span,
    /// The possibilities, the most likely ones first.
    pub items: Vec<Completion>,
}

/// One possibility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown in the list, without quotes.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words about it; may be empty.
    pub detail: String,
    /// Its documentation, as Markdown; may be empty.
    pub docs: String,
    /// The text that replaces the word.
    pub insert: Snippet,
    /// What else must change before the word: a comma is missing, or spaces would be left at the end of a line.
    pub also: Option<TextEdit>,
}

/// A possibility that is not written in the syntax of the text yet.
pub(super) struct Item {
    label: String,
    kind: CompletionKind,
    detail: String,
    docs: String,
    pub(super) insert: Template,
}

impl Item {
    pub(super) fn into_completion(self, insert: Snippet, also: Option<TextEdit>) -> Completion {
        Completion {
            label: self.label,
            kind: self.kind,
            detail: self.detail,
            docs: self.docs,
            insert,
            also,
        }
    }
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// A simple value.
    Value,
    /// A name that something in this stack has.
    Name,
    /// An object or a list with the keys that it must have.
    Scaffold,
}

/// What may be written at a byte of a text. The text may be broken there.
pub fn complete(text: &str, options: &Options, offset: u32) -> Completions {
    #[cfg(feature = "yaml")]
    if matches!(options.syntax, Syntax::Yaml(_)) {
        return yaml::complete(text, options, offset);
    }
    let Some(word) = Word::find(text, offset) else {
        return Completions::default();
    };
    let (probe, at) = word.probe(text);
    let analysis = Analysis::new(&probe, options);
    let indent = Style::detect(&analysis.document).indent_unit;
    let items = analysis.items(at, word.has_colon(), word.is_before_value());
    let items = items.into_iter().map(|item| {
        let mut insert = item.insert.json(indent);
        if word.needs_comma_after() {
            insert.push(",");
        }
        let comma = word.missing_comma();
        let comma = comma.map(|at| TextEdit::new(at, at, ",".to_owned()));
        item.into_completion(insert, comma)
    });
    Completions {
        span: word.span,
        items: items.collect(),
    }
}

impl Analysis<'_> {
    /// The possibilities for the string that starts at a byte, which stands for the word at the cursor: whether it is a key with
    /// a colon, and whether a value follows it.
    pub(super) fn items(&self, at: u32, has_colon: bool, is_before_value: bool) -> Vec<Item> {
        let steps = self.steps(at + 1);
        let Some((step, around)) = steps.split_last() else {
            return Vec::new();
        };
        let is_word = |id| {
            let starts_here = self.document.span(id).is_some_and(|span| span.start == at);
            starts_here && self.document.kind(id) == Kind::String
        };
        match (step.key.filter(|key| is_word(*key)), around.last()) {
            (Some(_), Some(object)) if self.is_instead_of_list(around, *object) => Vec::new(),
            (Some(key), Some(object)) => self.keys(*object, key, has_colon),
            _ if !is_word(step.value) || is_before_value => Vec::new(),
            (None, Some(_)) => self.values(&steps),
            _ => whole_declarations(),
        }
    }

    /// Whether an object, the last of some steps, is where a list should be.
    fn is_instead_of_list(&self, steps: &[Step], object: Step) -> bool {
        let field = object.key.and_then(|_| self.field(steps));
        field.is_some_and(|(_, key)| matches!(key.shape, Shape::List(..)))
    }

    /// The keys that an object doesn't have yet. `word` is the key at the cursor.
    fn keys(&self, step: Step, word: NodeId, has_value: bool) -> Vec<Item> {
        if let ModelPlace::Map(Shape::Object(object)) = step.place
            && object.name == RESOURCE.name
            && !has_value
        {
            let container = Template::Member(Member::container());
            return vec![scaffold("container", CONTAINER.doc, container)];
        }
        let objects = self.objects(step);
        let present: Vec<_> = self
            .document
            .members(step.value)
            .filter(|(key, _)| *key != word)
            .collect();
        let is_present = |key: &Key| {
            present
                .iter()
                .any(|(name, _)| self.document.str(*name) == Some(key.name))
        };
        let mut items = Vec::new();
        for wants_required in [true, false] {
            for key in objects.iter().flat_map(|object| &object.keys) {
                let is_required = key.required != Required::No;
                let is_first =
                    find_key(&objects, key.name).is_some_and(|first| std::ptr::eq(first, key));
                if is_required == wants_required && is_first && !is_present(key) {
                    items.push(key_item(key, has_value));
                }
            }
        }
        items
    }

    /// The possible values for the last of some steps.
    fn values(&self, steps: &[Step]) -> Vec<Item> {
        let (inside, shape) = match self.field(steps) {
            Some((object, key)) => {
                let values = self.known_values(steps, object, key).into_iter();
                let items = values.map(|value| value_item(&value.json, value.detail));
                (items.collect(), &key.shape)
            }
            None => {
                let list = steps
                    .split_last()
                    .and_then(|(_, around)| self.field(around));
                let Some((
                    _,
                    Key {
                        shape: Shape::List(element, _),
                        ..
                    },
                )) = list
                else {
                    return Vec::new();
                };
                (Vec::new(), *element)
            }
        };
        let mut items: Vec<Item> = inside;
        match shape {
            Shape::Object(object) if object.name == LINK.name => {
                let others = self.other_resources(steps).into_iter();
                items.extend(others.map(|(id, kind)| link_item(id, kind)));
                items.push(object_item(object, "{…}"));
            }
            Shape::Object(object) if object.name == "config" => {
                items.push(object_item(&CONTAINER, CONTAINER.name));
                items.push(object_item(object, "{…}"));
            }
            Shape::Object(object) | Shape::Amount(object) => items.push(object_item(object, "{…}")),
            Shape::Tagged(objects) => {
                items.extend(
                    objects
                        .iter()
                        .map(|object| object_item(object, object.name)),
                );
            }
            Shape::List(..) | Shape::Map(_) | Shape::Variables => {
                let label = if matches!(shape, Shape::List(..)) {
                    "[…]"
                } else {
                    "{…}"
                };
                let example = self.field(steps).map_or("", |(_, key)| key.example);
                let value = Template::Value(Value::of_shape(shape, example));
                items.push(scaffold(label, "", value));
            }
            _ => {}
        }
        items
    }
}

fn key_item(key: &'static Key, has_value: bool) -> Item {
    Item {
        label: key.name.to_owned(),
        kind: CompletionKind::Key,
        detail: match key.required {
            Required::No => String::new(),
            _ => "required".to_owned(),
        },
        docs: key_markdown(key),
        insert: match has_value {
            true => Template::Key(key.name),
            false => Template::Member(Member::of_key(key)),
        },
    }
}

fn value_item(json: &str, detail: String) -> Item {
    Item {
        label: json.trim_matches('"').to_owned(),
        kind: match detail.as_str() {
            "" | "default" | "example" => CompletionKind::Value,
            _ => CompletionKind::Name,
        },
        detail,
        docs: String::new(),
        insert: Template::Value(Value::fixed(json)),
    }
}

fn link_item(id: &str, kind: &str) -> Item {
    Item {
        label: id.to_owned(),
        kind: CompletionKind::Name,
        detail: kind.to_owned(),
        docs: String::new(),
        insert: Template::Value(Value::link(kind, id)),
    }
}

fn object_item(object: &Object, label: &str) -> Item {
    scaffold(label, object.doc, Template::Value(Value::of_object(object)))
}

fn scaffold(label: &str, detail: &str, insert: Template) -> Item {
    Item {
        label: label.to_owned(),
        kind: CompletionKind::Scaffold,
        detail: detail.to_owned(),
        docs: String::new(),
        insert,
    }
}

/// The declarations that an empty file may contain.
fn whole_declarations() -> Vec<Item> {
    let objects: [(&Object, &str); 2] = [
        (&CONTAINER, "a container"),
        (&STACK, "a stack, with a container"),
    ];
    let items = objects.map(|(object, detail)| {
        let whole = Template::File(Member::of_object(object));
        scaffold(object.name, detail, whole)
    });
    items.into()
}
