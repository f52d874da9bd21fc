//! Reports values of the wrong type, and suggests the values that were probably meant.

use std::borrow::Cow;

use super::conversion::conversion;
use super::names::variable_name;
use super::{Reader, WRONG_TYPE, dotted_path, foreign, quoted_or_list};
use crate::diagnostic::{Diagnostic, quoted, shown};
use crate::document::{Document, Foreign, Kind, Source};
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::model::bounds::{Bounds, Positive};
use crate::model::keys::{Key, Required};
use crate::model::names::split_once_by;
use crate::path::Path;
use crate::secret::mask_words;
use crate::span::NodeId;

/// The expected type of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expected<'n> {
    /// A string.
    Text,
    /// A string of any form: a number or boolean can be fixed by quoting it.
    FreeText,
    /// A string that may be secret.
    SecretText,
    /// One of a few names.
    OneOf(&'n [&'static str]),
    /// A whole number.
    Integer(&'static Bounds),
    /// A number above 0.
    Positive(&'static Positive),
    /// A boolean.
    Bool,
    /// An array.
    List,
    /// An object with these keys.
    Object(&'n [Key]),
    /// An object whose values may be secret.
    SecretObject,
    /// An object with any keys, and what the keys are.
    Map(&'static str),
    /// Any JSON value.
    Json,
    /// The argument of `cpu`.
    NumberOrPair,
    /// The argument of `memory`.
    TextOrPair,
}

impl Expected<'_> {
    fn words(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Text | Self::FreeText | Self::SecretText => "a string",
            Self::OneOf(names) => return Cow::Owned(quoted_or_list(names)),
            Self::Integer(_) | Self::Positive(_) => "a number",
            Self::Bool => "true or false",
            Self::List => "an array",
            Self::Object(_) | Self::SecretObject | Self::Map(_) => "an object",
            Self::Json => "a JSON value",
            Self::NumberOrPair => "a number, or an object with min and desired",
            Self::TextOrPair => "a string, or an object with min and desired",
        })
    }

    /// The instruction for the help, with an example if it is short.
    fn instruction(self) -> String {
        match self {
            Self::Text | Self::FreeText | Self::SecretText => "write a string in quotes".to_owned(),
            Self::SecretObject => {
                "write an object of names and strings, such as {\"LOG_LEVEL\": \"info\"}".to_owned()
            }
            Self::Map(keys) => format!("write an object whose keys are the {keys}"),
            Self::Object(keys) if (1..9).contains(&keys.len()) => {
                format!("write an object, such as {}", example(keys))
            }
            other => format!("write {}", other.words()),
        }
    }

    pub(super) fn accepts_object(self) -> bool {
        matches!(
            self,
            Self::Object(_)
                | Self::SecretObject
                | Self::Map(_)
                | Self::NumberOrPair
                | Self::TextOrPair
        )
    }

    /// Whether the type and ID of a resource are expected.
    pub(super) fn is_reference(self) -> bool {
        match self {
            Self::Object(keys) => keys.iter().map(|key| key.name).eq(["type", "id"]),
            _ => false,
        }
    }

    pub(super) fn accepts_list(self) -> bool {
        matches!(self, Self::List)
    }

    pub(super) fn accepts_text(self) -> bool {
        matches!(
            self,
            Self::Text | Self::FreeText | Self::SecretText | Self::OneOf(_) | Self::TextOrPair
        )
    }

    pub(super) fn accepts_number(self) -> bool {
        matches!(
            self,
            Self::Integer(_) | Self::Positive(_) | Self::NumberOrPair
        )
    }

    fn is_secret(self) -> bool {
        matches!(self, Self::SecretText | Self::SecretObject)
    }
}

/// The value that was probably meant, as JSON.
pub(crate) struct Suggestion {
    json: String,
    /// The JSON for messages: masked and short.
    shown: String,
    /// What the help says besides.
    note: Option<&'static str>,
}

impl Suggestion {
    /// The JSON that `form` returns for a string in quotes.
    pub(crate) fn from_text(text: &str, form: impl Fn(&str) -> String) -> Self {
        Self {
            json: form(&json_string(text)),
            shown: form(&quoted(text)),
            note: None,
        }
    }

    /// The words of a command, as an array.
    pub(crate) fn from_words(words: &[&str]) -> Self {
        let list = |words: Vec<String>| format!("[{}]", words.join(", "));
        let shown = mask_words(words.iter().copied());
        Self {
            shown: list(shown.map(|word| quoted(&word)).collect()),
            json: list(words.iter().map(|word| json_string(word)).collect()),
            note: None,
        }
    }

    /// Short JSON without secrets, which needs no escapes in messages.
    pub(crate) fn from_json(json: String) -> Self {
        let shown = json.clone();
        Self {
            json,
            shown,
            note: None,
        }
    }

    /// Adds a sentence to the help.
    pub(crate) fn note(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

impl Reader<'_, '_, '_> {
    /// Reports a value of the wrong type, and suggests the value that was probably meant, unless it is already broken.
    /// Always returns `None`.
    #[cold]
    pub(crate) fn report_wrong_type_with_suggestion<T>(
        &mut self,
        id: NodeId,
        expected: Expected<'_>,
        suggestion: Option<Suggestion>,
        fix: fn(String, [Edit; 1]) -> Fix,
    ) -> Option<T> {
        let note = suggestion.as_ref().and_then(|suggestion| suggestion.note);
        self.report_wrong_type_with_fixes(id, expected, note, |path| {
            let write = |suggestion: Suggestion| {
                let edit = Edit::set(path.clone(), suggestion.json);
                fix(format!("write {}", suggestion.shown), [edit])
            };
            suggestion.map(write).into_iter().collect()
        })
    }

    /// Reports a value of the wrong type, unless it is already broken. Always returns `None`.
    #[cold]
    #[inline(never)]
    pub(crate) fn report_wrong_type<T>(&mut self, id: NodeId, expected: Expected<'_>) -> Option<T> {
        let document = self.document;
        let mut elements = document.elements(id);
        let is_list = document.is_root(id)
            && elements
                .next()
                .is_some_and(|first| document.get(first, "id").is_some());
        let note = "several containers make a stack, whose \"resources\" contain them";
        let note = Some(note).filter(|_| is_list);
        self.report_wrong_type_with_fixes(id, expected, note, |path| {
            conversion(document, id, expected, path)
                .into_iter()
                .collect()
        })
    }

    /// Reports a value of the wrong type with its fixes, unless it is already broken. Always returns `None`.
    #[cold]
    fn report_wrong_type_with_fixes<T>(
        &mut self,
        id: NodeId,
        expected: Expected<'_>,
        note: Option<&'static str>,
        fixes: impl FnOnce(&Path) -> Vec<Fix>,
    ) -> Option<T> {
        let document = self.document;
        if document.is_broken(id) {
            return None;
        }
        self.report(&WRONG_TYPE, id, |index, path| {
            let name = match dotted_path(&path) {
                name if name.is_empty() => "the declaration".to_owned(),
                name => name,
            };
            let (words, found) = (
                expected.words(),
                // Recovery may have put the value of a variable here, which may be secret.
                describe_value(
                    document,
                    id,
                    expected.is_secret() || document.is_recovered(),
                ),
            );
            let fixes = fixes(&index.path_from_parent(id));
            let conversion = match document.kind(id) {
                Kind::Foreign(kind) => foreign::conversion(kind, expected),
                _ => None,
            };
            let help = match (document.kind(id), fixes.first()) {
                _ if conversion.is_some() => conversion.unwrap_or_default().to_owned(),
                (_, Some(_)) if matches!(expected, Expected::SecretObject) => {
                    expected.instruction()
                }
                (_, Some(fix)) => fix.title.clone(),
                (Kind::String, None) if path == Path::root() && is_json_object(document, id) => {
                    "parse this text first, and pass the object".to_owned()
                }
                (_, None) if expected.is_reference() && is_from_calls(document) => {
                    format!("pass the resource itself, or {}", expected.instruction())
                }
                (Kind::Null | Kind::Foreign(Foreign::Undefined), None)
                    if let Some(name) = variable_name(&path) =>
                {
                    format!("set {name}, or leave the key out")
                }
                (Kind::Null, None) if !document.is_argument(id) && path != Path::root() => {
                    format!("{}, or leave it out", expected.instruction())
                }
                (_, None) => expected.instruction(),
            };
            let help = match note {
                Some(note) => format!("{help}; {note}"),
                None => help,
            };
            let words = match document.kind(id) {
                Kind::Foreign(kind)
                    if foreign::is_object(kind)
                        && let Some((before, after)) = split_once_by(&words, "an object") =>
                {
                    format!("{before}a plain object{after}")
                }
                _ => words.into_owned(),
            };
            let message = format!("{name} must be {words}, not {found}");
            let mut diagnostic = Diagnostic::at_node(id, message).help(help);
            diagnostic.fixes = fixes;
            diagnostic
        });
        None
    }
}

impl Reader<'_, '_, '_> {
    /// What a node is, for a message.
    pub(crate) fn describe_node(&self, id: NodeId) -> String {
        describe_value(self.document, id, self.document.is_recovered())
    }
}

/// Whether a program declares this with a builder, so that it can pass resources instead of their types and IDs.
fn is_from_calls(document: &Document) -> bool {
    matches!(document.source(), Source::Calls(_))
}

/// Whether a string looks like the JSON text of an object.
fn is_json_object(document: &Document, id: NodeId) -> bool {
    document
        .str(id)
        .is_some_and(|text| text.trim_start().starts_with('{'))
}

/// An object with its required keys, or with its first key if none is required.
fn example(keys: &[Key]) -> String {
    let needed = keys.iter().filter(|key| key.required == Required::Yes);
    let first = keys.first().filter(|_| needed.clone().next().is_none());
    let members = needed.chain(first);
    let members: Vec<_> = members
        .map(|key| format!("\"{}\": {}", key.name, key.example))
        .collect();
    format!("{{{}}}", members.join(", "))
}

/// What a node is, for a message; secret values are not shown.
fn describe_value(document: &Document, id: NodeId, secret: bool) -> String {
    let scalar = || shown(&document.scalar(id).unwrap_or_default());
    match document.kind(id) {
        Kind::Null => "null".to_owned(),
        Kind::Bool if secret => "a boolean".to_owned(),
        Kind::Number if secret => "a number".to_owned(),
        Kind::String if secret => "a string".to_owned(),
        Kind::Bool => format!("the boolean {}", scalar()),
        Kind::Number => format!("the number {}", scalar()),
        Kind::String => format!(
            "the string {}",
            quoted(document.str(id).unwrap_or_default())
        ),
        Kind::Array => "an array".to_owned(),
        Kind::Object => foreign::describe_object(document, id),
        Kind::Foreign(kind) => foreign::describe(document, id, kind),
    }
}
