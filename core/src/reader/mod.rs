//! Checks the types of values: a string, a number, an object with known keys, one of a few names. Any
//! other value is reported, and its field is broken.

mod conversion;
mod fields;
mod fits;
mod foreign;
mod forms;
mod keys;
mod mismatch;
mod names;
mod numbers;
mod probe;
mod proposal;
mod unknown;
mod words;

use conversion::{boolean_of, numeric_text};
pub(crate) use fields::Fields;
use fields::UnlistedKeys;
pub(crate) use fields::field;
pub(crate) use fits::port_of;
pub(crate) use mismatch::{Expected, Suggestion};
pub(crate) use names::{dotted_path, hides_values, masked_path, quoted_or_list, suggest};
pub(crate) use words::suggest_any;

use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::document::{Document, Index, Kind};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::model::keys::{IMAGE, TYPES_BY_KEY};
use crate::path::Path;
use crate::span::NodeId;
use unknown::{Meaning, Unknown};

/// An unknown key.
pub(crate) static UNKNOWN_FIELD: Code = Code {
    name: "unknown-field",
    severity: Severity::Error,
};

/// A required key that is missing.
pub(crate) static MISSING_FIELD: Code = Code {
    name: "missing-field",
    severity: Severity::Error,
};

/// A duplicate key.
pub(crate) static DUPLICATE_FIELD: Code = Code {
    name: "duplicate-field",
    severity: Severity::Error,
};

/// A value of the wrong type.
pub(crate) static WRONG_TYPE: Code = Code {
    name: "wrong-type",
    severity: Severity::Error,
};

/// A value that is not one of the allowed values.
pub(crate) static UNKNOWN_VARIANT: Code = Code {
    name: "unknown-variant",
    severity: Severity::Error,
};

/// The documentation of the codes in this file.
pub(crate) const DOCS: [Docs; 5] = [
    Docs {
        code: &UNKNOWN_FIELD,
        summary: "an unknown key",
        why: "The platform ignores keys that it doesn't know, so the setting would silently have no effect. Most often the key is misspelt, and the right one is missing.",
        fails: r#""replica": 3"#,
        passes: r#""replicas": 3"#,
    },
    Docs {
        code: &MISSING_FIELD,
        summary: "a required key is missing",
        why: "The platform can't run a container without this key, and no default would suit every container.",
        fails: r#""gpu": {"type": "nvidia-t4"}"#,
        passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
    },
    Docs {
        code: &DUPLICATE_FIELD,
        summary: "a duplicate key",
        why: "JSON parsers disagree on which of the two values to use, and editing the unused one has no effect. Here the last value is used.",
        fails: r#""replicas": 2, "replicas": 3"#,
        passes: r#""replicas": 3"#,
    },
    Docs {
        code: &WRONG_TYPE,
        summary: "a value has the wrong type",
        why: "Values are never converted silently: a string such as \"0123\", \"yes\" or \"1e3\" means one thing to a person and another to a parser.",
        fails: r#""environment": {"PORT": 8080}"#,
        passes: r#""environment": {"PORT": "8080"}"#,
    },
    Docs {
        code: &UNKNOWN_VARIANT,
        summary: "a value is not one of the allowed values",
        why: "A `type`, a protocol or a toolchain must be one of a short list of names: the platform can't run one that it doesn't know.",
        fails: r#""ports": [{"port": 8080, "expose": "https"}]"#,
        passes: r#""ports": [{"port": 8080, "expose": "http"}]"#,
    },
];

/// Reads values from a document, and reports those of the wrong type.
pub(crate) struct Reader<'a, 'd, 't> {
    /// The document.
    pub document: &'d Document<'t>,
    /// Collects the diagnostics.
    pub sink: &'a mut Sink,
    /// Created for the first diagnostic.
    index: Option<Index<'d, 't>>,
    /// The number of unknown keys for which other parts of the container were looked at.
    looked_around: u32,
}

impl<'a, 'd, 't> Reader<'a, 'd, 't> {
    /// Reads `document`.
    pub(crate) fn new(document: &'d Document<'t>, sink: &'a mut Sink) -> Self {
        Self {
            document,
            sink,
            index: None,
            looked_around: 0,
        }
    }

    /// Reports a problem. `make` gets the path of a node inside the current declaration, as messages show it. Use
    /// [`Index::place`] for a path that has to be resolved again, such as that of an edit.
    #[cold]
    #[inline(never)]
    pub(crate) fn report(
        &mut self,
        code: &'static Code,
        id: NodeId,
        make: impl FnOnce(&mut Index<'d, 't>, Path) -> Diagnostic,
    ) {
        let Some(path) = self.path_to_report(code, id) else {
            return;
        };
        if let Some(index) = &mut self.index {
            let diagnostic = make(index, path);
            self.sink.push(code, diagnostic);
        }
    }

    /// The path of a node with a problem, if there is room for the diagnostic. Creates the index.
    #[inline(never)]
    fn path_to_report(&mut self, code: &'static Code, id: NodeId) -> Option<Path> {
        let base = self.sink.base();
        let has_room = self.sink.has_room(code);
        has_room.then(|| {
            let index = self.index.get_or_insert_with(|| Index::new(self.document));
            index.path(base, id)
        })
    }

    /// Like [`Reader::report`], for problems that rarely need the path: it is only found if `make` asks for it.
    pub(crate) fn report_node(
        &mut self,
        code: &'static Code,
        id: NodeId,
        make: impl FnOnce(&mut dyn FnMut() -> Path) -> Diagnostic,
    ) {
        let base = self.sink.base();
        let index = &mut self.index;
        self.sink.report(code, || {
            make(&mut || {
                let index = index.get_or_insert_with(|| Index::new(self.document));
                index.path(base, id)
            })
        });
    }

    /// The value of a string.
    #[inline(always)]
    pub(crate) fn text(&mut self, id: NodeId, expected: Expected<'_>) -> Option<&'d str> {
        match self.document.unbroken_str(id) {
            Some(text) => Some(text),
            None => self.report_wrong_type(id, expected),
        }
    }

    /// The value of a boolean.
    pub(crate) fn bool(&mut self, id: NodeId) -> Option<bool> {
        match self.document.bool(id) {
            Some(value) if !self.document.is_broken(id) => Some(value),
            _ => self.report_wrong_type(id, Expected::Bool),
        }
    }

    /// The decoded elements of an array; an element is broken if it can't be decoded.
    pub(crate) fn list<T>(
        &mut self,
        id: NodeId,
        mut element: impl FnMut(&mut Self, NodeId) -> Option<T>,
    ) -> Option<Vec<Field<T>>> {
        if self.document.kind(id) != Kind::Array || self.document.is_broken(id) {
            return self.report_wrong_type(id, Expected::List);
        }
        let elements = self.document.elements(id);
        Some(
            elements
                .map(|id| element(self, id).map_or(Field::Broken, Field::Given))
                .collect(),
        )
    }

    /// One of a few names.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        id: NodeId,
        variants: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.document.unbroken_str(id);
        let found = variants.iter().find(|(name, _)| Some(*name) == text);
        if found.is_none() {
            self.report_not_one_of(id, text, &names_of(variants));
        }
        found.map(|(_, value)| *value)
    }

    #[cold]
    fn report_not_one_of(&mut self, id: NodeId, text: Option<&str>, names: &[&'static str]) {
        match text {
            Some(text) => self.report_unknown_variant(id, text, names),
            None => self
                .report_wrong_type(id, Expected::OneOf(names))
                .unwrap_or_default(),
        }
    }

    /// The variant of an object, by its `type`. If that is unknown, the other keys of the object are not checked; a
    /// `type` that differs only in case still selects its variant.
    pub(crate) fn variant_by_type<T: Copy>(
        &mut self,
        id: NodeId,
        variants: &[(&'static str, T)],
    ) -> Option<T> {
        if self.document.kind(id) != Kind::Object || self.document.is_broken(id) {
            return self.report_wrong_type(id, Expected::Object(&[]));
        }
        match self.document.get(id, "type") {
            Some(tag) if !self.document.is_left_out(tag) => {
                let found = self.one_of(tag, variants);
                found.or_else(|| {
                    let text = self.document.str(tag)?;
                    let meant = |(name, _): &&(&str, T)| differs_only_in_case(text, name);
                    variants.iter().find(meant).map(|(_, value)| *value)
                })
            }
            null => {
                self.report_missing_type(id, null, &names_of(variants));
                None
            }
        }
    }

    #[cold]
    fn report_missing_type(&mut self, id: NodeId, null: Option<NodeId>, names: &[&'static str]) {
        let document = self.document;
        let near = document.members(id).find(|(key, _)| {
            document
                .str(*key)
                .is_some_and(|name| suggest(name, ["type"].into_iter()).is_some())
        });
        match near {
            Some((key, value)) if null.is_none() => {
                let unknown = Unknown {
                    key,
                    value,
                    name: document.str(key).unwrap_or_default(),
                    meaning: Meaning::Own(0, 0),
                };
                self.report_unknown_field(unknown, &IMAGE.keys, &[]);
            }
            _ if document.is_unfinished(id) => {}
            _ => {
                // A key that only one variant has shows which one is meant.
                let mut likely = TYPES_BY_KEY
                    .iter()
                    .filter(|(key, name)| names.contains(name) && document.get(id, key).is_some());
                let likely = likely
                    .next()
                    .map(|(_, name)| [json_string(name), json_string(name)]);
                let place = null.unwrap_or(id);
                self.report_missing_field(place, "type", &quoted_or_list(names), None, likely)
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn report_unknown_variant(&mut self, id: NodeId, text: &str, names: &[&'static str]) {
        let slip = names.iter().find(|name| differs_only_in_case(text, name));
        let meant = slip.copied().or_else(|| {
            let names = names.iter().copied().filter(|_| self.sink.may_suggest());
            suggest(text, names)
        });
        self.report(&UNKNOWN_VARIANT, id, |index, path| {
            let message = format!(
                "{} must be {}, not {}",
                dotted_path(&path),
                quoted_or_list(names),
                quoted(text)
            );
            let unknown = Diagnostic::at_node(id, message).value(text);
            match meant {
                Some(meant) if differs_only_in_case(text, meant) => {
                    let title = format!("write {}", quoted(meant));
                    let edit = Edit::set_text(index.path_from_parent(id), meant);
                    unknown
                        .help(title.clone())
                        .suggestion(meant)
                        .fix(Fix::safe(title, [edit]))
                }
                Some(meant) => unknown.suggest_text(index.path_from_parent(id), meant),
                None => unknown.help(format!("write {}", quoted_or_list(names))),
            }
        });
    }
}

/// Whether a text equals a name, ignoring case and surrounding whitespace.
fn differs_only_in_case(text: &str, name: &str) -> bool {
    name.eq_ignore_ascii_case(text.trim())
}

fn names_of<T>(variants: &[(&'static str, T)]) -> Vec<&'static str> {
    variants.iter().map(|(name, _)| *name).collect()
}
