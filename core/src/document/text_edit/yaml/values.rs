//! Writes values as YAML.

use crate::document::text_edit::json::json_string;
use crate::document::text_edit::style::Style;
use crate::document::{Document, Kind};
use crate::span::NodeId;

/// How texts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// Without quotes, if every program then reads them as text.
    None,
    Single,
    Double,
}

impl Quotes {
    /// How a node of a text is written.
    pub(crate) fn of(document: &Document, id: NodeId) -> Self {
        let text = document
            .span(id)
            .and_then(|span| document.text().get(span.range()));
        match text.and_then(|text| text.chars().next()) {
            Some('\'') => Self::Single,
            Some('"') => Self::Double,
            _ => Self::None,
        }
    }

    /// Writes a text.
    pub(crate) fn write(self, text: &str, in_flow: bool) -> String {
        let is_printable = !text.contains(|c: char| c < ' ' || is_escaped(c));
        match self {
            Self::None if is_printable && is_plain(text, in_flow) => text.to_owned(),
            Self::Single if is_printable => format!("'{}'", text.replace('\'', "''")),
            _ => double_quoted(text),
        }
    }
}

/// What JSON allows in a string, but YAML does not, or not everywhere.
fn is_escaped(c: char) -> bool {
    matches!(
        c,
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// A text in double quotes. The escapes of JSON have the same meaning in YAML.
fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in json_string(text).chars() {
        match is_escaped(c) {
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

/// Whether a text without quotes is read as this text, by programs for YAML 1.2 and by those for YAML 1.1.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let has_indicator = text.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`".contains(c))
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
        || text.ends_with(':')
        || [": ", " #"].iter().any(|part| text.contains(part))
        || in_flow && text.contains([',', '[', ']', '{', '}']);
    !text.is_empty() && !has_indicator && !is_word(text) && !may_be_number(text)
}

/// Whether this is null, a boolean or a merge key in some version of YAML.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether this may be a number, a time or a date in some version of YAML, such as `0o7`, `1_000`, `1:30`, `.nan` and
/// `2001-12-14T21:59:43Z`. All of them consist of these characters.
fn may_be_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.bytes().all(|byte| {
            byte.is_ascii_hexdigit()
                || b"_.:+- ".contains(&byte)
                || b"xotzin".contains(&byte.to_ascii_lowercase())
        })
}

/// Writes the values of a document as YAML.
pub(super) struct ValueWriter<'a, 't> {
    pub(super) document: &'a Document<'a>,
    pub(super) style: &'a Style<'t>,
    /// How keys are written.
    pub(super) keys: Quotes,
    /// How strings are written.
    pub(super) texts: Quotes,
}

impl ValueWriter<'_, '_> {
    /// The lines of a value in block style; `None` if it is written on one line.
    pub(super) fn block(&self, id: NodeId) -> Option<Vec<String>> {
        if self.document.node_after(id).0 == id.0 + 1 {
            return None;
        }
        match self.document.kind(id) {
            Kind::Object => {
                let members = self.document.members(id);
                let lines = members.flat_map(|(key, value)| {
                    let name = self.document.str(key).unwrap_or_default();
                    self.entry(Some(name), value)
                });
                Some(lines.collect())
            }
            Kind::Array => {
                let elements = self.document.elements(id);
                Some(elements.flat_map(|value| self.entry(None, value)).collect())
            }
            _ => None,
        }
    }

    /// The lines of a member or element in block style.
    pub(super) fn entry(&self, key: Option<&str>, value: NodeId) -> Vec<String> {
        let start = match key {
            Some(key) => format!("{}:", self.keys.write(key, false)),
            None => "-".to_owned(),
        };
        let Some(inner) = self.block(value) else {
            return vec![format!("{start} {}", self.inline(value, false))];
        };
        let mut inner = inner.into_iter();
        let (mut lines, indent) = match (key, self.document.kind(value)) {
            (None, _) => {
                let first = inner.next().unwrap_or_default();
                (vec![format!("- {first}")], 2)
            }
            (_, Kind::Array) => (vec![start], self.style.list_indent as usize),
            _ => (vec![start], self.style.indent_unit.len()),
        };
        lines.extend(inner.map(|line| format!("{:indent$}{line}", "")));
        lines
    }

    /// A value in flow style. `in_flow` is whether it is inside brackets.
    pub(super) fn inline(&self, id: NodeId, in_flow: bool) -> String {
        let document = self.document;
        match document.kind(id) {
            Kind::Object => {
                let member = |(key, value)| self.flow_entry(document.str(key), value);
                let members: Vec<_> = document.members(id).map(member).collect();
                format!("{{{}}}", members.join(", "))
            }
            Kind::Array => {
                let element = |id| self.flow_entry(None, id);
                let elements: Vec<_> = document.elements(id).map(element).collect();
                format!("[{}]", elements.join(", "))
            }
            Kind::String => self
                .texts
                .write(document.str(id).unwrap_or_default(), in_flow),
            _ => document.scalar(id).unwrap_or_default().into_owned(),
        }
    }

    /// A member or element in flow style.
    pub(super) fn flow_entry(&self, key: Option<&str>, value: NodeId) -> String {
        let value = self.inline(value, true);
        match key {
            Some(key) => format!("{}: {value}", self.keys.write(key, true)),
            None => value,
        }
    }
}
