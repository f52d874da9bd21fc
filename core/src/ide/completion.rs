//! Completion: keys that an object doesn't have yet, and values that are known.

use super::hover::key_markdown;
use super::place::{Step, find_key};
use super::word::Word;
use super::{Analysis, Snippet};
use crate::document::Document;
use crate::document::Kind;
use crate::document::text_edit::Style;
use crate::json_text::json_string;
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
    /// Where a comma must be inserted, if one is missing before the word.
    pub missing_comma: Option<u32>,
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
    let Some(word) = Word::find(text, offset) else {
        return Completions::default();
    };
    let (probe, at) = word.probe(text);
    let mut items = Analysis::new(&probe, options).items(at, &word);
    if word.needs_comma_after() {
        items.iter_mut().for_each(|item| item.insert.push(","));
    }
    Completions {
        span: word.span,
        missing_comma: word.missing_comma(),
        items,
    }
}

impl Analysis<'_> {
    /// The possibilities for the string that starts at a byte, which stands for the word at the cursor.
    fn items(&self, at: u32, word: &Word) -> Vec<Completion> {
        let steps = self.steps(at + 1);
        let Some((step, around)) = steps.split_last() else {
            return Vec::new();
        };
        let is_word = |id| {
            let starts_here = self.document.span(id).is_some_and(|span| span.start == at);
            starts_here && self.document.kind(id) == Kind::String
        };
        match (step.key.filter(|key| is_word(*key)), around.last()) {
            (Some(key), Some(object)) => self.keys(*object, key, word.has_colon()),
            _ if !is_word(step.value) || word.is_before_value() => Vec::new(),
            (None, Some(_)) => self.values(&steps),
            _ => whole_declarations(&self.document),
        }
    }

    /// The keys that an object doesn't have yet. `word` is the key at the cursor.
    fn keys(&self, step: Step, word: NodeId, has_value: bool) -> Vec<Completion> {
        if let ModelPlace::Map(Shape::Object(object)) = step.place
            && object.name == RESOURCE.name
            && !has_value
        {
            return vec![scaffold("container", CONTAINER.doc, |snippet| {
                snippet.push_container_resource();
            })];
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
    fn values(&self, steps: &[Step]) -> Vec<Completion> {
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
        let mut items: Vec<Completion> = inside;
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
                items.push(scaffold(label, "", |snippet| {
                    snippet.push_value(shape, example)
                }));
            }
            _ => {}
        }
        items
    }
}

fn key_item(key: &Key, has_value: bool) -> Completion {
    let mut insert = Snippet::default();
    match has_value {
        true => insert.push(&json_string(key.name)),
        false => insert.push_member(key),
    }
    Completion {
        label: key.name.to_owned(),
        kind: CompletionKind::Key,
        detail: match key.required {
            Required::No => String::new(),
            _ => "required".to_owned(),
        },
        docs: key_markdown(key),
        insert,
    }
}

fn value_item(json: &str, detail: String) -> Completion {
    let label = json.trim_matches('"').to_owned();
    Completion {
        kind: match detail.as_str() {
            "" | "default" | "example" => CompletionKind::Value,
            _ => CompletionKind::Name,
        },
        label,
        detail,
        docs: String::new(),
        insert: Snippet::literal(json),
    }
}

fn link_item(id: &str, kind: &str) -> Completion {
    let link = format!(
        "{{\"type\": {}, \"id\": {}}}",
        json_string(kind),
        json_string(id)
    );
    Completion {
        label: id.to_owned(),
        kind: CompletionKind::Name,
        detail: kind.to_owned(),
        docs: String::new(),
        insert: Snippet::literal(&link),
    }
}

fn object_item(object: &Object, label: &str) -> Completion {
    scaffold(label, object.doc, |snippet| snippet.push_object(object, ""))
}

fn scaffold(label: &str, detail: &str, write: impl FnOnce(&mut Snippet)) -> Completion {
    let mut insert = Snippet::default();
    write(&mut insert);
    Completion {
        label: label.to_owned(),
        kind: CompletionKind::Scaffold,
        detail: detail.to_owned(),
        docs: String::new(),
        insert,
    }
}

/// The declarations that an empty file may contain.
fn whole_declarations(document: &Document) -> Vec<Completion> {
    let indent = Style::detect(document).indent_unit;
    let objects: [(&Object, &str); 2] = [
        (&CONTAINER, "a container"),
        (&STACK, "a stack, with a container"),
    ];
    let items = objects.map(|(object, detail)| {
        scaffold(object.name, detail, |snippet| {
            snippet.push_object(object, indent)
        })
    });
    items.into()
}
