//! Writes what a completion inserts as YAML.

use crate::document::text_edit::{Quotes, Style};
use crate::ide::Snippet;
use crate::ide::template::{Member, Scalar, Template, Value, separated};

pub(super) struct Writer<'a, 't> {
    pub(super) style: &'a Style<'t>,
    /// The quote of the word that is replaced.
    pub(super) quote: Option<char>,
}

impl Writer<'_, '_> {
    /// Writes a key, a member or an element in a column.
    pub(super) fn template(&self, template: &Template, column: usize, out: &mut Snippet) {
        match template {
            Template::Key(name) => out.push(&self.word(name, false)),
            Template::Member(member) => self.first_member(member, column, out),
            Template::Value(value) => self.element(value, column, out),
            Template::File(members) => self.file(members, out),
        }
    }

    /// Writes a key, a member or a value in brackets.
    pub(super) fn flow_template(&self, template: &Template, out: &mut Snippet) {
        match template {
            Template::Key(name) => out.push(&self.word(name, true)),
            Template::Member(Member {
                name,
                is_stop,
                value,
            }) => {
                self.push_word(&self.word(name, true), *is_stop, out);
                out.push(": ");
                flow(value, out);
            }
            Template::Value(Value::Scalar(scalar)) => self.first_scalar(scalar, true, out),
            Template::Value(value) => flow(value, out),
            Template::File(members) => self.file(members, out),
        }
    }

    /// Writes a whole text.
    pub(super) fn file(&self, members: &[Member], out: &mut Snippet) {
        for member in members {
            self.member(member, 0, out);
            out.push(self.style.line_break);
        }
    }

    /// Writes a value after a key in a column: on the same line with a space before it, or on the lines below.
    pub(super) fn after_colon(&self, value: &Value, column: usize, out: &mut Snippet) {
        let inside = column + self.style.indent_unit.len();
        match value {
            Value::Scalar(scalar) => {
                out.push(" ");
                self.first_scalar(scalar, false, out);
            }
            Value::Object(members) if members.is_empty() => {
                self.line(inside, out);
                out.push_stop("");
            }
            Value::Object(members) => {
                for member in members {
                    self.line(inside, out);
                    self.member(member, inside, out);
                }
            }
            Value::List(elements) => {
                let dash = column + self.style.list_indent as usize;
                for element in elements {
                    self.line(dash, out);
                    out.push("- ");
                    self.element(element, dash + 2, out);
                }
            }
        }
    }

    /// Writes an element, whose dash is two columns before `column`.
    fn element(&self, value: &Value, column: usize, out: &mut Snippet) {
        match value {
            Value::Scalar(scalar) => self.first_scalar(scalar, false, out),
            Value::Object(members) if !members.is_empty() => {
                for (at, member) in members.iter().enumerate() {
                    if at > 0 {
                        self.line(column, out);
                    }
                    self.member(member, column, out);
                }
            }
            _ => flow(value, out),
        }
    }

    fn first_member(&self, member: &Member, column: usize, out: &mut Snippet) {
        self.push_word(&self.word(&member.name, false), member.is_stop, out);
        out.push(":");
        self.without_quote().after_colon(&member.value, column, out);
    }

    fn member(&self, member: &Member, column: usize, out: &mut Snippet) {
        self.without_quote().first_member(member, column, out);
    }

    fn without_quote(&self) -> Self {
        Self {
            style: self.style,
            quote: None,
        }
    }

    /// Writes a string or key in place of the word at the cursor, in the same quotes.
    fn word(&self, text: &str, in_flow: bool) -> String {
        let quotes = match self.quote {
            Some('\'') => Quotes::Single,
            Some(_) => Quotes::Double,
            None => Quotes::None,
        };
        quotes.write(text, in_flow)
    }

    fn push_word(&self, word: &str, is_stop: bool, out: &mut Snippet) {
        let quote = if word.starts_with('\'') { '\'' } else { '"' };
        out.push_value(word, quote, is_stop);
    }

    fn first_scalar(&self, scalar: &Scalar, in_flow: bool, out: &mut Snippet) {
        match text_of(&scalar.json) {
            Some(text) => self.push_word(&self.word(text, in_flow), scalar.is_stop, out),
            None => out.push_value(&scalar.json, '"', scalar.is_stop),
        }
    }

    fn line(&self, column: usize, out: &mut Snippet) {
        out.push(self.style.line_break);
        out.push(&" ".repeat(column));
    }
}

/// Writes a value in brackets.
fn flow(value: &Value, out: &mut Snippet) {
    match value {
        Value::Scalar(scalar) => {
            let text = text_of(&scalar.json).map(|text| Quotes::None.write(text, true));
            out.push_value(text.as_deref().unwrap_or(&scalar.json), '"', scalar.is_stop);
        }
        Value::Object(members) => {
            out.push("{");
            separated(members, out, |member, out| {
                out.push_value(&Quotes::None.write(&member.name, true), '"', member.is_stop);
                out.push(": ");
                flow(&member.value, out);
            });
            if members.is_empty() {
                out.push_stop("");
            }
            out.push("}");
        }
        Value::List(elements) => {
            out.push("[");
            separated(elements, out, flow);
            out.push("]");
        }
    }
}

/// The text of a JSON string without escapes.
fn text_of(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then_some(text)
}
