//! What a completion inserts, before it is written in the syntax of the text: values with the keys that they must have.

use super::Snippet;
use crate::json_text::json_string;
use crate::model::keys::{CONTAINER, Key, Object, RESOURCE, Required, Shape};

/// A key and its value, or a value.
pub(super) enum Template {
    /// A key whose value is there already.
    Key(&'static str),
    Member(Member),
    Value(Value),
    /// The members of a declaration, which is the whole text.
    File(Vec<Member>),
}

pub(super) enum Value {
    Scalar(Scalar),
    /// An object without members is a place for them.
    Object(Vec<Member>),
    List(Vec<Value>),
}

/// A value that is neither an object nor a list; or an object that stays empty.
pub(super) struct Scalar {
    pub(super) json: String,
    /// Whether a person fills it in.
    pub(super) is_stop: bool,
}

pub(super) struct Member {
    pub(super) name: String,
    /// Whether a person fills in the name.
    pub(super) is_stop: bool,
    pub(super) value: Value,
}

impl Member {
    fn new(name: &str, value: Value) -> Self {
        let name = name.to_owned();
        Self {
            name,
            is_stop: false,
            value,
        }
    }

    /// A name that a person fills in.
    fn named(name: &str, value: Value) -> Self {
        Self {
            is_stop: true,
            ..Self::new(name, value)
        }
    }

    /// A key of the model, with an example.
    pub(super) fn of_key(key: &Key) -> Self {
        Self::new(key.name, Value::of_shape(&key.shape, key.example))
    }

    /// The keys that an object must have.
    pub(super) fn of_object(object: &Object) -> Vec<Self> {
        // A constant `type` says what the object is, even if it may be left out.
        let is_written =
            |key: &&Key| key.required != Required::No || matches!(key.shape, Shape::Constant(_));
        let keys = object.keys.iter().filter(is_written);
        keys.map(Self::of_key).collect()
    }

    /// A container among the resources of a stack.
    pub(super) fn container() -> Self {
        let members = [
            Self::new("config", Value::of_object(&CONTAINER)),
            Self::new("lifecycle", Value::fixed(json_string("live"))),
        ];
        Self::named("api", Value::Object(members.into()))
    }
}

impl Value {
    /// A value that nobody needs to change, as JSON.
    pub(super) fn fixed(json: impl Into<String>) -> Self {
        Self::Scalar(Scalar {
            json: json.into(),
            is_stop: false,
        })
    }

    /// A link to a resource of the stack.
    pub(super) fn link(kind: &str, id: &str) -> Self {
        let member = |name, value| Member::new(name, Self::fixed(json_string(value)));
        Self::Object(vec![member("type", kind), member("id", id)])
    }

    /// An object with the keys that it must have.
    pub(super) fn of_object(object: &Object) -> Self {
        Self::Object(Member::of_object(object))
    }

    pub(super) fn of_shape(shape: &Shape, example: &str) -> Self {
        match shape {
            Shape::Constant(name) => Self::fixed(json_string(name)),
            Shape::Object(object) | Shape::Amount(object) => Self::of_object(object),
            Shape::Tagged(objects) => match objects.first() {
                Some(object) => Self::of_object(object),
                None => Self::Object(Vec::new()),
            },
            Shape::List(element, _) => {
                let example = example.trim_start_matches('[').trim_end_matches(']');
                Self::List(vec![Self::of_shape(element, example)])
            }
            Shape::Variables => Self::Object(Vec::new()),
            Shape::Map(Shape::Object(object)) if object.name == RESOURCE.name => {
                Self::Object(vec![Member::container()])
            }
            Shape::Map(value) => {
                let name = example.split('"').nth(1).unwrap_or_default();
                Self::Object(vec![Member::named(name, Self::of_shape(value, "{}"))])
            }
            Shape::Any => Self::fixed("{}"),
            _ => Self::Scalar(Scalar {
                json: example.to_owned(),
                is_stop: true,
            }),
        }
    }
}

impl Template {
    /// Writes JSON on one line; a whole text with an indented line for each member.
    pub(super) fn json(&self, indent: &str) -> Snippet {
        let mut out = Snippet::default();
        match self {
            Self::Key(name) => out.push(&json_string(name)),
            Self::Member(member) => push_member(member, &mut out),
            Self::Value(value) => push_value(value, &mut out),
            Self::File(members) => push_file(members, indent, &mut out),
        }
        out
    }
}

fn push_file(members: &[Member], indent: &str, out: &mut Snippet) {
    out.push("{");
    for (at, member) in members.iter().enumerate() {
        out.push(if at == 0 { "\n" } else { ",\n" });
        out.push(indent);
        push_member(member, out);
    }
    out.push("\n}\n");
}

fn push_member(member: &Member, out: &mut Snippet) {
    out.push_value(&json_string(&member.name), '"', member.is_stop);
    out.push(": ");
    push_value(&member.value, out);
}

fn push_value(value: &Value, out: &mut Snippet) {
    match value {
        Value::Scalar(scalar) => out.push_value(&scalar.json, '"', scalar.is_stop),
        Value::Object(members) => {
            out.push("{");
            separated(members, out, push_member);
            if members.is_empty() {
                out.push_stop("");
            }
            out.push("}");
        }
        Value::List(elements) => {
            out.push("[");
            separated(elements, out, push_value);
            out.push("]");
        }
    }
}

/// Writes items with commas between them.
pub(super) fn separated<T>(items: &[T], out: &mut Snippet, write: impl Fn(&T, &mut Snippet)) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(", ");
        }
        write(item, out);
    }
}
