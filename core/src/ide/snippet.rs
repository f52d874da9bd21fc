//! Texts with places that a person fills in, and the snippets of the keys of the model.

use crate::model::keys::{CONTAINER, Key, Object, RESOURCE, Required, Shape};

/// A text with places that a person fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text in the syntax of the Language Server Protocol: `{"port": ${1:8080}}`.
    pub text: String,
    /// The same text without marks: `{"port": 8080}`.
    pub plain: String,
    stops: u32,
}

impl Snippet {
    /// A text without places.
    pub(super) fn literal(text: &str) -> Self {
        let mut snippet = Self::default();
        snippet.push(text);
        snippet
    }

    /// Whether a person fills in something.
    pub fn has_stops(&self) -> bool {
        self.stops > 0
    }

    pub(super) fn push(&mut self, text: &str) {
        self.plain.push_str(text);
        push_escaped(text, "$\\", &mut self.text);
    }

    /// Adds a place, with a proposal.
    fn push_stop(&mut self, proposal: &str) {
        self.stops += 1;
        self.plain.push_str(proposal);
        match proposal {
            "" => self.text.push_str(&format!("${}", self.stops)),
            _ => {
                self.text.push_str(&format!("${{{}:", self.stops));
                push_escaped(proposal, "$}\\", &mut self.text);
                self.text.push('}');
            }
        }
    }

    /// Adds a place for a value. The quotes of a string are outside of it.
    fn push_value_stop(&mut self, json: &str) {
        match json
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        {
            Some(inner) => {
                self.push("\"");
                self.push_stop(inner);
                self.push("\"");
            }
            None => self.push_stop(json),
        }
    }

    /// Adds a key, its colon and a value.
    pub(super) fn push_member(&mut self, key: &Key) {
        self.push(&format!("\"{}\": ", key.name));
        self.push_value(&key.shape, key.example);
    }

    /// Adds a value of a shape. Objects get the keys that they must have.
    pub(super) fn push_value(&mut self, shape: &Shape, example: &str) {
        match shape {
            Shape::Constant(name) => self.push(&format!("\"{name}\"")),
            Shape::Object(object) | Shape::Amount(object) => self.push_object(object, ""),
            Shape::Tagged(objects) => {
                if let Some(object) = objects.first() {
                    self.push_object(object, "");
                }
            }
            Shape::List(element, _) => {
                self.push("[");
                let example = example.trim_start_matches('[').trim_end_matches(']');
                self.push_value(element, example);
                self.push("]");
            }
            Shape::Variables => {
                self.push("{");
                self.push_stop("");
                self.push("}");
            }
            Shape::Map(Shape::Object(object)) if object.name == RESOURCE.name => {
                self.push("{");
                self.push_container_resource();
                self.push("}");
            }
            Shape::Map(value) => {
                let key = example.split('"').nth(1).unwrap_or_default();
                self.push("{\"");
                self.push_stop(key);
                self.push("\": ");
                self.push_value(value, "{}");
                self.push("}");
            }
            Shape::Any => self.push("{}"),
            _ => self.push_value_stop(example),
        }
    }

    /// Adds an object with the keys that it must have, each on a line of its own if there is an indentation.
    pub(super) fn push_object(&mut self, object: &Object, indent: &str) {
        let (line_break, separator) = match indent {
            "" => (String::new(), ", ".to_owned()),
            indent => (format!("\n{indent}"), format!(",\n{indent}")),
        };
        self.push("{");
        // A constant `type` says what the object is, even if it may be left out.
        let is_written =
            |key: &&Key| key.required != Required::No || matches!(key.shape, Shape::Constant(_));
        for (at, key) in object.keys.iter().filter(is_written).enumerate() {
            self.push(if at == 0 { &line_break } else { &separator });
            self.push_member(key);
        }
        if !object.keys.iter().any(|key| is_written(&key)) {
            self.push_stop("");
        }
        self.push(if indent.is_empty() { "}" } else { "\n}\n" });
    }

    /// Adds a container as a member of the resources of a stack.
    pub(super) fn push_container_resource(&mut self) {
        self.push("\"");
        self.push_stop("api");
        self.push("\": {\"config\": ");
        self.push_object(&CONTAINER, "");
        self.push(", \"lifecycle\": \"live\"}");
    }
}

fn push_escaped(text: &str, special: &str, out: &mut String) {
    for c in text.chars() {
        if special.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}
