//! What a value is expected to be: text, a number, an object with known keys, one of a list. Whatever
//! else it is becomes a diagnostic, and the field is broken.

mod fields;
mod keys;
mod mismatch;
mod names;
mod numbers;

pub use fields::Fields;
use fields::Others;
pub(crate) use fields::field;
pub use mismatch::{Expected, Meant};
pub use names::{dotted, either, hides, masked_path, suggest};

use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::document::{Document, Index, Kind};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::path::Path;
use crate::span::NodeId;

/// A key that the model does not have.
pub static UNKNOWN_FIELD: Code = Code {
    name: "unknown-field",
    severity: Severity::Error,
};

/// A required key that is absent.
pub static MISSING_FIELD: Code = Code {
    name: "missing-field",
    severity: Severity::Error,
};

/// A key that occurs twice in one object.
pub static DUPLICATE_FIELD: Code = Code {
    name: "duplicate-field",
    severity: Severity::Error,
};

/// A value of another type than the one expected.
pub static WRONG_TYPE: Code = Code {
    name: "wrong-type",
    severity: Severity::Error,
};

/// A value that is not one of the few there are.
pub static UNKNOWN_VARIANT: Code = Code {
    name: "unknown-variant",
    severity: Severity::Error,
};

/// What explains the codes of this file.
pub const DOCS: [Docs; 5] = [
    Docs {
        code: &UNKNOWN_FIELD,
        summary: "a key that containers don't have",
        why: "The platform would not read this key, so what it says would silently not happen. Most often it is a misspelt name, and then the right one is missing.",
        fails: r#""replica": 3"#,
        passes: r#""replicas": 3"#,
    },
    Docs {
        code: &MISSING_FIELD,
        summary: "a required key is absent",
        why: "The platform can't run a container without it, and there is no default that would suit everybody.",
        fails: r#""gpu": {"type": "nvidia-t4"}"#,
        passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
    },
    Docs {
        code: &DUPLICATE_FIELD,
        summary: "a key stands twice in one object",
        why: "Readers of JSON disagree on which of the two counts, and a person who edits the first changes nothing. Here the later one wins.",
        fails: r#""replicas": 2, "replicas": 3"#,
        passes: r#""replicas": 3"#,
    },
    Docs {
        code: &WRONG_TYPE,
        summary: "text where a number is meant, a number where text is meant, and so on",
        why: "Values are never turned into another type in silence: 0123, yes and 1e3 as text mean one thing to a person and another to a parser.",
        fails: r#""environment": {"PORT": 8080}"#,
        passes: r#""environment": {"PORT": "8080"}"#,
    },
    Docs {
        code: &UNKNOWN_VARIANT,
        summary: "a value that is not one of the few there are",
        why: "A `type`, a protocol or a toolchain is one of a short list; what the platform doesn't know it can't run.",
        fails: r#""ports": [{"port": 8080, "expose": "https"}]"#,
        passes: r#""ports": [{"port": 8080, "expose": "http"}]"#,
    },
];

/// Reads values out of a document, and reports those that are not as expected.
pub struct Reader<'a, 'd, 't> {
    /// The document.
    pub document: &'d Document<'t>,
    /// Where faults go.
    pub sink: &'a mut Sink,
    /// Made for the first fault.
    index: Option<Index<'d, 't>>,
}

impl<'a, 'd, 't> Reader<'a, 'd, 't> {
    /// Reads `document`.
    pub fn new(document: &'d Document<'t>, sink: &'a mut Sink) -> Self {
        Self {
            document,
            sink,
            index: None,
        }
    }

    /// Reports a fault; `make` gets the path of a node of the declaration in hand as messages show it. What is to be found
    /// by its path again has that of [`Index::place`].
    pub fn report(
        &mut self,
        code: &'static Code,
        id: NodeId,
        make: impl FnOnce(&mut Index<'d, 't>, Path) -> Diagnostic,
    ) {
        let base = self.sink.base();
        let index = &mut self.index;
        self.sink.report(code, || {
            let index = index.get_or_insert_with(|| Index::new(self.document));
            let path = index.path(base, id);
            make(index, path)
        });
    }

    /// The text of a string.
    #[inline]
    pub fn text(&mut self, id: NodeId, expected: Expected<'_>) -> Option<&'d str> {
        match self.document.good_str(id) {
            Some(text) => Some(text),
            None => self.wrong_type(id, expected),
        }
    }

    /// The value of a boolean.
    pub fn bool(&mut self, id: NodeId) -> Option<bool> {
        match self.document.bool(id) {
            Some(value) if !self.document.is_broken(id) => Some(value),
            _ => self.wrong_type(id, Expected::Bool),
        }
    }

    /// Every element of an array, decoded; broken where that makes nothing of it.
    pub fn list<T>(
        &mut self,
        id: NodeId,
        mut element: impl FnMut(&mut Self, NodeId) -> Option<T>,
    ) -> Option<Vec<Field<T>>> {
        if self.document.kind(id) != Kind::Array || self.document.is_broken(id) {
            return self.wrong_type(id, Expected::List);
        }
        let elements = self.document.elements(id);
        Some(
            elements
                .map(|id| element(self, id).map_or(Field::Broken, Field::Given))
                .collect(),
        )
    }

    /// One of a few names.
    pub fn one_of<T: Copy>(&mut self, id: NodeId, variants: &[(&'static str, T)]) -> Option<T> {
        let text = self.document.good_str(id);
        let found = variants.iter().find(|(name, _)| Some(*name) == text);
        if found.is_none() {
            self.not_one_of(id, text, &names_of(variants));
        }
        found.map(|(_, value)| *value)
    }

    #[cold]
    fn not_one_of(&mut self, id: NodeId, text: Option<&str>, names: &[&'static str]) {
        match text {
            Some(text) => self.unknown_variant(id, text, names),
            None => self
                .wrong_type(id, Expected::OneOf(names))
                .unwrap_or_default(),
        }
    }

    /// Which variant of an object its `type` names. Without one, the object's other keys are not judged; a
    /// slip of case leaves no doubt about them.
    pub fn tag<T: Copy>(&mut self, id: NodeId, variants: &[(&'static str, T)]) -> Option<T> {
        if self.document.kind(id) != Kind::Object || self.document.is_broken(id) {
            return self.wrong_type(id, Expected::Object(&[]));
        }
        match self.document.get(id, "type") {
            Some(tag) if !self.document.is_left_out(tag) => {
                let found = self.one_of(tag, variants);
                found.or_else(|| {
                    let text = self.document.str(tag)?;
                    let meant = |(name, _): &&(&str, T)| is_slip_of_case(text, name);
                    variants.iter().find(meant).map(|(_, value)| *value)
                })
            }
            null => {
                self.missing_tag(id, null, &names_of(variants));
                None
            }
        }
    }

    #[cold]
    fn missing_tag(&mut self, id: NodeId, null: Option<NodeId>, names: &[&'static str]) {
        let document = self.document;
        let near = document.members(id).find(|(key, _)| {
            document
                .str(*key)
                .is_some_and(|name| suggest(name, ["type"].into_iter()).is_some())
        });
        match near {
            Some((key, _)) if null.is_none() => {
                let name = document.str(key).unwrap_or_default();
                self.unknown_field(key, name, Some("type"), (&[], &[]));
            }
            _ if document.is_unfinished(id) => {}
            _ => self.missing_field(null.unwrap_or(id), "type", &either(names), None),
        }
    }

    #[cold]
    #[inline(never)]
    fn unknown_variant(&mut self, id: NodeId, text: &str, names: &[&'static str]) {
        let slip = names.iter().find(|name| is_slip_of_case(text, name));
        let meant = slip.copied().or_else(|| {
            let names = names.iter().copied().filter(|_| self.sink.suggests());
            suggest(text, names)
        });
        self.report(&UNKNOWN_VARIANT, id, |index, path| {
            let message = format!(
                "{} must be {}, not {}",
                dotted(&path),
                either(names),
                quoted(text)
            );
            let unknown = Diagnostic::at_node(&UNKNOWN_VARIANT, id, message);
            match meant {
                Some(meant) => {
                    let title = format!("write {}", quoted(meant));
                    let edit = Edit::set_text(index.place(id), meant);
                    if is_slip_of_case(text, meant) {
                        unknown.help(title.clone()).fix(Fix::safe(title, [edit]))
                    } else {
                        unknown
                            .help(format!("{title}, if that is what you mean"))
                            .fix(Fix::risky(title, [edit]))
                    }
                }
                None => unknown.help(format!("write {}", either(names))),
            }
        });
    }
}

/// Whether a text is a name but for case and blanks around it.
fn is_slip_of_case(text: &str, name: &str) -> bool {
    name.eq_ignore_ascii_case(text.trim())
}

fn names_of<T>(variants: &[(&'static str, T)]) -> Vec<&'static str> {
    variants.iter().map(|(name, _)| *name).collect()
}
