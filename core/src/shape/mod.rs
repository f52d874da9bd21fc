//! What a value is expected to be: text, a number, an object with known keys, one of a list. Whatever
//! else it is becomes a diagnostic, and the field is broken.

mod keys;
mod mismatch;
mod names;

pub use mismatch::{Expected, Meant};
pub use names::{dotted, either, is_map, mask, masked_segments, suggest};

use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::document::{Document, Index, Kind};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::model::keys::{Key, Needed, Object, head};
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

/// What keys are that an object's list of keys lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// Faults.
    Unknown,
    /// Somebody else's.
    Allowed,
}

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

    /// Reports a fault; `make` gets the path of a node of the declaration in hand.
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

    /// The value of a number. A text is one, too, that only has to lose its quotes, if that number `fits`.
    #[inline]
    pub fn number(&mut self, id: NodeId, fits: fn(f64) -> bool) -> Option<f64> {
        match self.document.number(id) {
            Some(number) if !self.document.is_broken(id) => Some(number),
            _ => self.wrong_type(id, Expected::Number(fits)),
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
            _ => self.missing_field(null.unwrap_or(id), "type", &either(names), ""),
        }
    }

    /// The values of an object's keys, in the order of `object`.
    pub fn object<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<N>,
    ) -> Option<[Field<NodeId>; N]> {
        let mut slots = [Field::Absent; N];
        self.fill(id, &object.keys, &mut slots, Others::Unknown)?;
        Some(slots)
    }

    /// Like [`Reader::object`], but keys that are not listed pass, unless one is a slip for a key that must be there.
    pub fn open_object<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<N>,
    ) -> Option<[Field<NodeId>; N]> {
        let mut slots = [Field::Absent; N];
        self.fill(id, &object.keys, &mut slots, Others::Allowed)?;
        Some(slots)
    }

    /// Not generic, so that it is compiled once.
    fn fill(
        &mut self,
        id: NodeId,
        keys: &'static [Key],
        slots: &mut [Field<NodeId>],
        others: Others,
    ) -> Option<()> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.wrong_type(id, Expected::Object(keys));
        }
        if document.is_unfinished(id) {
            slots.fill(Field::Unseen);
        }
        let (mut unknown, mut left_out) = (false, false);
        let mut likely = 0;
        for (key, value) in document.members(id) {
            let Some(at) = position(keys, document.bytes(key), likely) else {
                unknown = true;
                continue;
            };
            likely = at + 1;
            let Some(slot) = slots.get_mut(at) else {
                continue;
            };
            let again = slot.is_present();
            *slot = if document.is_broken(value) {
                Field::Broken
            } else {
                Field::Given(value)
            };
            left_out |= document.is_left_out(value);
            if again {
                self.duplicate_field(key, document.str(key).unwrap_or_default());
            }
        }
        if unknown {
            self.unknown_fields(id, keys, slots, others);
        }
        let lacks =
            |(key, slot): (&Key, &Field<NodeId>)| slot.is_absent() && key.needed == Needed::Yes;
        if left_out || keys.iter().zip(slots.iter()).any(lacks) {
            self.settle(id, keys, slots);
        }
        Some(())
    }

    /// Null is absent; an absent key that must be there is reported.
    #[cold]
    #[inline(never)]
    fn settle(&mut self, id: NodeId, keys: &[Key], slots: &mut [Field<NodeId>]) {
        for (key, slot) in keys.iter().zip(slots) {
            let place = match *slot {
                Field::Given(value) if self.document.is_left_out(value) => value,
                Field::Absent => id,
                _ => continue,
            };
            *slot = Field::Absent;
            if key.needed == Needed::Yes {
                self.missing_field(place, key.name, key.example, key.call);
                *slot = Field::Broken;
            }
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
        self.report(&UNKNOWN_VARIANT, id, |_, path| {
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
                    let edit = Edit::set_text(path.clone(), meant);
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

/// The place of a key, which most often follows the one before.
#[inline]
fn position(keys: &[Key], name: &[u8], likely: usize) -> Option<usize> {
    let head = head(name);
    let next = keys.get(likely..).unwrap_or_default();
    for (at, key) in (likely..).zip(next) {
        if key.is_named(name, head) {
            return Some(at);
        }
    }
    keys.iter().position(|key| key.is_named(name, head))
}
