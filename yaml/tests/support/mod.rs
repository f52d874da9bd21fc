//! Writes JSON documents as YAML, and knows where each part of the JSON text is then.

#![allow(dead_code)]

use std::collections::HashMap;

use alien_sdk_core::internal::document::{Document, Kind};
use alien_sdk_core::internal::span::{NodeId, Span};

/// How objects and lists are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Style {
    /// With indentation.
    Block,
    /// With brackets, one member on a line.
    Flow,
}

/// A JSON document, written as YAML.
pub struct Written {
    pub text: String,
    /// Where the nodes and the opening brackets of the JSON text are in the YAML text.
    pub places: HashMap<Span, Span>,
    style: Style,
    /// The number of strings so far. They are written in one form after the other.
    strings: usize,
}

/// Keys that are longer must be explicit.
const MAX_SIMPLE_KEY: usize = 1000;

impl Written {
    pub fn new(json: &Document, style: Style) -> Self {
        let mut written = Self {
            text: "# Written by a test.\n".to_owned(),
            places: HashMap::new(),
            style,
            strings: 0,
        };
        written.value(json, Document::ROOT, 0);
        written.text.push('\n');
        written
    }

    fn at(&self) -> u32 {
        self.text.len() as u32
    }

    /// Notes where a node is.
    fn place(&mut self, json: &Document, id: NodeId, start: u32) {
        let from = json.span(id).unwrap();
        self.places.insert(from, Span::new(start, self.at()));
    }

    fn break_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indent));
    }

    /// Writes a value. What it starts with is at column `indent`.
    fn value(&mut self, json: &Document, id: NodeId, indent: usize) {
        let start = self.at();
        let is_empty = json.node_after(id).0 == id.0 + 1;
        match json.kind(id) {
            Kind::Object | Kind::Array if is_empty || self.style == Style::Flow => {
                self.flow(json, id, indent);
            }
            Kind::Object => self.block_object(json, id, indent),
            Kind::Array => self.block_array(json, id, indent),
            Kind::String => self.string(json.str(id).unwrap(), indent),
            _ => self.text.push_str(&json.scalar(id).unwrap()),
        }
        self.place(json, id, start);
    }

    /// Notes where the opening bracket of an object or array is.
    fn opening(&mut self, json: &Document, id: NodeId, start: u32, end: u32) {
        let from = json.span(id).unwrap().start;
        self.places
            .insert(Span::new(from, from + 1), Span::new(start, end));
    }

    fn flow(&mut self, json: &Document, id: NodeId, indent: usize) {
        let (start, is_object) = (self.at(), json.kind(id) == Kind::Object);
        self.text.push(if is_object { '{' } else { '[' });
        self.opening(json, id, start, start + 1);
        let inside = indent + 2;
        for (key, value) in json.members(id) {
            self.break_line(inside);
            self.key(json, key);
            self.text.push(' ');
            self.value(json, value, inside);
            self.text.push(',');
        }
        for element in json.elements(id) {
            self.break_line(inside);
            self.value(json, element, inside);
            self.text.push(',');
        }
        if self.text.ends_with(',') {
            self.break_line(indent);
        }
        self.text.push(if is_object { '}' } else { ']' });
    }

    /// Writes a key and a colon.
    fn key(&mut self, json: &Document, key: NodeId) -> Span {
        let name = json.str(key).unwrap();
        let is_simple = name.len() <= MAX_SIMPLE_KEY;
        self.text.push_str(if is_simple { "" } else { "? " });
        let start = self.at();
        match is_plain(name) {
            true => self.text.push_str(name),
            false => self.text.push_str(&quoted(name)),
        }
        self.place(json, key, start);
        let span = Span::new(start, self.at());
        self.text.push_str(if is_simple { ":" } else { " :" });
        span
    }

    fn block_object(&mut self, json: &Document, id: NodeId, indent: usize) {
        for (at, (key, value)) in json.members(id).enumerate() {
            if at > 0 {
                self.break_line(indent);
            }
            let is_simple = json.str(key).unwrap().len() <= MAX_SIMPLE_KEY;
            let span = self.key(json, key);
            if at == 0 {
                self.opening(json, id, span.start, span.end);
            }
            if !is_simple {
                let colon = self.text.pop();
                self.break_line(indent);
                self.text.extend(colon);
            }
            let is_empty = json.node_after(value).0 == value.0 + 1;
            let is_collection = matches!(json.kind(value), Kind::Object | Kind::Array);
            match is_collection && !is_empty {
                true => {
                    self.text
                        .push_str(if at % 2 == 0 { "" } else { "   # a comment" });
                    self.break_line(indent + 2);
                }
                false => self.text.push(' '),
            }
            self.value(json, value, indent + 2);
        }
    }

    fn block_array(&mut self, json: &Document, id: NodeId, indent: usize) {
        for (at, element) in json.elements(id).enumerate() {
            if at > 0 {
                self.break_line(indent);
            }
            let start = self.at();
            self.text.push_str("- ");
            if at == 0 {
                self.opening(json, id, start, start + 1);
            }
            self.value(json, element, indent + 2);
        }
    }

    fn string(&mut self, text: &str, indent: usize) {
        self.strings += 1;
        let is_literal = self.style == Style::Block
            && text.ends_with('\n')
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !text.ends_with("\n\n")
            && text.chars().all(|c| c == '\n' || matches!(c, ' '..='~'));
        if is_literal {
            self.text.push('|');
            for line in text.lines() {
                self.break_line(indent + 2);
                self.text.push_str(line);
            }
            return;
        }
        let can_be_single = text.chars().all(|c| matches!(c, ' '..='~'));
        match self.strings % 3 {
            0 if is_plain(text) => self.text.push_str(text),
            1 if can_be_single => {
                let inside = text.replace('\'', "''");
                self.text.push_str(&format!("'{inside}'"));
            }
            _ => self.text.push_str(&quoted(text)),
        }
    }
}

/// Whether a text is a string without quotes, for sure.
fn is_plain(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_word)
        && !["null", "true", "false"].contains(&text.to_ascii_lowercase().as_str())
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{feff}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
