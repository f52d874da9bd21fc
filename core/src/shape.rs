//! What a value is expected to be: text, a number, an object with known keys, one of a list. Whatever
//! else it is becomes a diagnostic, and the field is broken.

use crate::diagnostic::{Code, Diagnostic, Place, Severity, Sink, quoted, shown};
use crate::document::{Document, Foreign, Index, Kind, Source};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::model::keys::{Key, Needed, Object};
use crate::path::Path;
use crate::span::NodeId;

/// A key that the model does not have.
pub static UNKNOWN_FIELD: Code = Code {
    name: "unknown-field",
    severity: Severity::Error,
    summary: "a key that containers don't have",
    why: "The platform would not read this key, so what it says would silently not happen. Most often it is a misspelt name, and then the right one is missing.",
    fails: r#""replica": 3"#,
    passes: r#""replicas": 3"#,
};

/// A required key that is absent.
pub static MISSING_FIELD: Code = Code {
    name: "missing-field",
    severity: Severity::Error,
    summary: "a required key is absent",
    why: "The platform can't run a container without it, and there is no default that would suit everybody.",
    fails: r#""gpu": {"type": "nvidia-t4"}"#,
    passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
};

/// A key that occurs twice in one object.
pub static DUPLICATE_FIELD: Code = Code {
    name: "duplicate-field",
    severity: Severity::Error,
    summary: "a key stands twice in one object",
    why: "Readers of JSON disagree on which of the two counts, and a person who edits the first changes nothing. Here the later one wins.",
    fails: r#""replicas": 2, "replicas": 3"#,
    passes: r#""replicas": 3"#,
};

/// A value of another type than the one expected.
pub static WRONG_TYPE: Code = Code {
    name: "wrong-type",
    severity: Severity::Error,
    summary: "text where a number is meant, a number where text is meant, and so on",
    why: "Values are never turned into another type in silence: 0123, yes and 1e3 as text mean one thing to a person and another to a parser.",
    fails: r#""environment": {"PORT": 8080}"#,
    passes: r#""environment": {"PORT": "8080"}"#,
};

/// A value that is not one of the few there are.
pub static UNKNOWN_VARIANT: Code = Code {
    name: "unknown-variant",
    severity: Severity::Error,
    summary: "a value that is not one of the few there are",
    why: "A `type`, a protocol or a toolchain is one of a short list; what the platform doesn't know it can't run.",
    fails: r#""ports": [{"port": 8080, "expose": "https"}]"#,
    passes: r#""ports": [{"port": 8080, "expose": "http"}]"#,
};

/// Every code of this file.
pub static CODES: [&Code; 5] = [
    &UNKNOWN_FIELD,
    &MISSING_FIELD,
    &DUPLICATE_FIELD,
    &WRONG_TYPE,
    &UNKNOWN_VARIANT,
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

/// What a value is expected to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Text.
    Text,
    /// Text that may be secret.
    SecretText,
    /// A number.
    Number,
    /// A boolean.
    Bool,
    /// An array.
    List,
    /// An object.
    Object,
    /// An object whose values may be secret.
    SecretObject,
}

impl Expected {
    fn words(self) -> &'static str {
        match self {
            Self::Text | Self::SecretText => "text",
            Self::Number => "a number",
            Self::Bool => "true or false",
            Self::List => "a list",
            Self::Object | Self::SecretObject => "an object",
        }
    }

    fn is_secret(self) -> bool {
        matches!(self, Self::SecretText | Self::SecretObject)
    }
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
    fn report(
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
    pub fn text(&mut self, id: NodeId, expected: Expected) -> Option<&'d str> {
        match self.document.str(id) {
            Some(text) if !self.document.is_broken(id) => Some(text),
            _ => self.wrong_type(id, expected),
        }
    }

    /// The value of a number.
    #[inline]
    pub fn number(&mut self, id: NodeId) -> Option<f64> {
        match self.document.number(id) {
            Some(number) if !self.document.is_broken(id) => Some(number),
            _ => self.wrong_type(id, Expected::Number),
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
        let text = self.text(id, Expected::Text)?;
        let found = variants.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names: Vec<_> = variants.iter().map(|(name, _)| *name).collect();
            self.unknown_variant(id, text, &names);
        }
        found.map(|(_, value)| *value)
    }

    /// Which variant of an object its `type` names. Without one, the object's other keys are not judged.
    pub fn tag<T: Copy>(&mut self, id: NodeId, variants: &[(&'static str, T)]) -> Option<T> {
        if self.document.kind(id) != Kind::Object || self.document.is_broken(id) {
            return self.wrong_type(id, Expected::Object);
        }
        match self.document.get(id, "type") {
            Some(tag) if self.document.kind(tag) != Kind::Null || self.document.is_broken(tag) => {
                self.one_of(tag, variants)
            }
            null => {
                self.missing_tag(id, null, variants.first().map_or("", |(name, _)| *name));
                None
            }
        }
    }

    #[cold]
    fn missing_tag(&mut self, id: NodeId, null: Option<NodeId>, example: &str) {
        let document = self.document;
        let near = document.members(id).find(|(key, _)| {
            document
                .str(*key)
                .is_some_and(|name| suggest(name, ["type"].into_iter()).is_some())
        });
        match near {
            Some((key, _)) if null.is_none() => {
                self.unknown_field(key, document.str(key).unwrap_or_default(), Some("type"));
            }
            _ if document.is_unfinished(id) => {}
            _ => self.missing_field(null.unwrap_or(id), "type", &quoted(example), ""),
        }
    }

    /// The values of an object's keys, in the order of `object`.
    pub fn object<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<N>,
    ) -> Option<[Field<NodeId>; N]> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.wrong_type(id, Expected::Object);
        }
        let absent = if document.is_unfinished(id) {
            Field::Unseen
        } else {
            Field::Absent
        };
        let mut slots = [absent; N];
        let mut unknown = false;
        let mut likely = 0;
        for (key, value) in document.members(id) {
            let name = document.str(key).unwrap_or_default();
            let Some(at) = position(&object.keys, name, likely) else {
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
            if again {
                self.duplicate_field(key, name);
            }
        }
        if unknown {
            self.unknown_fields(id, object, &mut slots);
        }
        for (key, slot) in object.keys.iter().zip(&mut slots) {
            self.settle(id, key, slot);
        }
        Some(slots)
    }

    /// Null is absent; an absent key that must be there is reported.
    #[inline]
    fn settle(&mut self, id: NodeId, key: &Key, slot: &mut Field<NodeId>) {
        let place = match *slot {
            Field::Given(value) if self.is_absent_null(value) => value,
            Field::Absent => id,
            _ => return,
        };
        *slot = Field::Absent;
        if key.needed == Needed::Yes {
            self.missing_field(place, key.name, key.example, key.call);
            *slot = Field::Broken;
        }
    }

    fn is_absent_null(&self, id: NodeId) -> bool {
        self.document.kind(id) == Kind::Null && !self.document.is_argument(id)
    }

    #[cold]
    #[inline(never)]
    fn unknown_fields<const N: usize>(
        &mut self,
        id: NodeId,
        object: &'static Object<N>,
        slots: &mut [Field<NodeId>; N],
    ) {
        let document = self.document;
        // What recovery closed may hold keys that belong to the object around it.
        if document.is_unfinished(id) {
            return;
        }
        for (key, _) in document.members(id) {
            let name = document.str(key).unwrap_or_default();
            if document.is_broken(key) || object.keys.iter().any(|known| known.name == name) {
                continue;
            }
            // A key that is there already can't be the one that was meant.
            let absent = object
                .keys
                .iter()
                .zip(slots.iter())
                .filter(|(_, slot)| slot.is_absent());
            let meant = if self.sink.suggests() {
                suggest(name, absent.map(|(key, _)| key.name))
            } else {
                None
            };
            let slot = object
                .keys
                .iter()
                .position(|key| Some(key.name) == meant)
                .and_then(|at| slots.get_mut(at));
            if let Some(slot) = slot {
                *slot = Field::Broken;
            }
            self.unknown_field(key, name, meant);
        }
    }

    fn unknown_field(&mut self, key: NodeId, name: &str, meant: Option<&str>) {
        self.report(&UNKNOWN_FIELD, key, |_, path| {
            let within = path
                .parent()
                .map(|parent| dotted(&parent))
                .unwrap_or_default();
            let within = if within.is_empty() {
                String::new()
            } else {
                format!(" in {within}")
            };
            let unknown = Diagnostic::at_node(
                &UNKNOWN_FIELD,
                key,
                format!("unknown key {}{within}", quoted(name)),
            );
            match meant {
                Some(meant) => {
                    let edit = Edit::Rename {
                        path,
                        key: meant.to_owned(),
                    };
                    let fix = Fix::risky(format!("rename it to {}", quoted(meant)), [edit]);
                    unknown
                        .help(format!("did you mean {}?", quoted(meant)))
                        .fix(fix)
                }
                None => {
                    let fix = Fix::risky("remove it", [Edit::Remove { path }]);
                    unknown.help("remove it, or look up its name").fix(fix)
                }
            }
        });
    }

    #[cold]
    #[inline(never)]
    fn missing_field(&mut self, place: NodeId, name: &str, example: &str, call: &str) {
        let null = self.document.kind(place) == Kind::Null;
        let calls = self.document.source() == Source::Calls;
        self.report(&MISSING_FIELD, place, |_, path| {
            let within = dotted(&path);
            let message = match (null, within.as_str()) {
                (true, within) => format!("{within} is required, but is null"),
                (false, "") => format!("{} is missing", quoted(name)),
                (false, within) => format!("{} is missing in {within}", quoted(name)),
            };
            let help = match (calls, call) {
                (true, "") => format!("add {name}: {example}"),
                (true, call) => format!("call {call}"),
                (false, _) => format!("add {}: {example}", quoted(name)),
            };
            let path = if null { path } else { path.key(name) };
            Diagnostic::at(&MISSING_FIELD, path, message).help(help)
        });
    }

    /// Reports a key that stands in its object before.
    #[cold]
    #[inline(never)]
    pub fn duplicate_field(&mut self, key: NodeId, name: &str) {
        if self.document.is_broken(key) {
            return;
        }
        let base = self.sink.base();
        self.report(&DUPLICATE_FIELD, key, |index, path| {
            let first = index.member(base, &path, true).map_or(key, |(key, _)| key);
            let message = format!("{} stands twice; this one counts", masked_name(&path, name));
            Diagnostic::at_node(&DUPLICATE_FIELD, key, message)
                .help("remove one of the two")
                .related_place(Place::Node(first), "first here")
                .fix(Fix::risky("remove the first", [Edit::RemoveFirst { path }]))
        });
    }

    /// Reports a value that is not what was expected, unless it is broken already. Always `None`.
    #[cold]
    #[inline(never)]
    pub fn wrong_type<T>(&mut self, id: NodeId, expected: Expected) -> Option<T> {
        if !self.document.is_broken(id) {
            let document = self.document;
            let fixes = |path: &Path| {
                conversions(document, id, expected, path)
                    .into_iter()
                    .collect()
            };
            self.report_wrong_type(id, expected, fixes);
        }
        None
    }

    /// Reports a value of another type, with the ways to put it right.
    #[cold]
    pub fn report_wrong_type(
        &mut self,
        id: NodeId,
        expected: Expected,
        fixes: impl FnOnce(&Path) -> Vec<Fix>,
    ) {
        let document = self.document;
        self.report(&WRONG_TYPE, id, |_, path| {
            let name = dotted(&path);
            let name = if name.is_empty() {
                "the declaration"
            } else {
                &name
            };
            let found = describe(document, id, expected.is_secret());
            let message = format!("{name} must be {}, not {found}", expected.words());
            let help = match document.kind(id) {
                Kind::Foreign(Foreign::Threw) => "see what it throws when it is read".to_owned(),
                Kind::Foreign(Foreign::Cycle) => "break the cycle".to_owned(),
                Kind::Null | Kind::Foreign(Foreign::Undefined) => {
                    format!("give {}, or leave it out", expected.words())
                }
                _ => format!("write {}", expected.words()),
            };
            let mut diagnostic = Diagnostic::at_node(&WRONG_TYPE, id, message).help(help);
            diagnostic.fixes = fixes(&path);
            diagnostic
        });
    }

    #[cold]
    #[inline(never)]
    fn unknown_variant(&mut self, id: NodeId, text: &str, names: &[&'static str]) {
        let meant = if self.sink.suggests() {
            suggest(text, names.iter().copied())
        } else {
            None
        };
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
                    let edit = Edit::set(path.clone(), quoted(meant));
                    let same = meant.eq_ignore_ascii_case(text);
                    let fix = if same {
                        Fix::safe(title, [edit])
                    } else {
                        Fix::risky(title, [edit])
                    };
                    unknown
                        .help(format!("did you mean {}?", quoted(meant)))
                        .fix(fix)
                }
                None => unknown.help(format!("write {}", either(names))),
            }
        });
    }
}

/// The fix that keeps the meaning: the number in a text, the text of a secret number.
fn conversions(document: &Document, id: NodeId, expected: Expected, path: &Path) -> Option<Fix> {
    let unquoted = |text: &str| {
        Fix::safe(
            format!("write {text} without quotes"),
            [Edit::set(path.clone(), text)],
        )
    };
    match (expected, document.kind(id)) {
        (Expected::SecretText, Kind::Bool | Kind::Number) => {
            let finite = document.number(id).is_none_or(f64::is_finite);
            finite.then(|| Fix::safe("quote it", [Edit::Quote { path: path.clone() }]))
        }
        (Expected::Number, Kind::String) => document
            .str(id)
            .filter(|text| is_plain_number(text))
            .map(unquoted),
        (Expected::Bool, Kind::String) => document
            .str(id)
            .filter(|text| matches!(*text, "true" | "false"))
            .map(unquoted),
        (Expected::SecretObject, Kind::Array) => {
            let is_pair = |text: &str| !text.starts_with('=') && text.contains('=');
            let pairs = document
                .elements(id)
                .all(|id| document.str(id).is_some_and(is_pair));
            pairs.then(|| Fix::safe("make a map of it", [Edit::Pairs { path: path.clone() }]))
        }
        _ => None,
    }
}

fn position<const N: usize>(keys: &[Key; N], name: &str, likely: usize) -> Option<usize> {
    if keys.get(likely).is_some_and(|key| key.name == name) {
        return Some(likely);
    }
    keys.iter().position(|key| key.name == name)
}

/// Digits, with a sign and a point where they are usual: the same number in every reader.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && (1..16).contains(&digits.len()) && (digits == "0" || !digits.starts_with('0'))
}

/// What a node is, for a message; secret values are not shown.
fn describe(document: &Document, id: NodeId, secret: bool) -> String {
    match document.kind(id) {
        Kind::Null => "null".to_owned(),
        Kind::Bool if secret => "a boolean".to_owned(),
        Kind::Number if secret => "a number".to_owned(),
        Kind::String if secret => "text".to_owned(),
        Kind::Bool => document.scalar(id).unwrap_or_default(),
        Kind::Number => format!(
            "the number {}",
            shown(&document.scalar(id).unwrap_or_default())
        ),
        Kind::String => format!("the text {}", quoted(document.str(id).unwrap_or_default())),
        Kind::Array => "a list".to_owned(),
        Kind::Object => "an object".to_owned(),
        Kind::Foreign(kind) => match kind {
            Foreign::Instance => "an object of some other class",
            Foreign::Undefined => "undefined",
            Foreign::BigInt => "a BigInt",
            Foreign::Symbol => "a symbol",
            Foreign::Function => "a function",
            Foreign::Bytes => "bytes",
            Foreign::Decimal => "an exact decimal",
            Foreign::Threw => "something that throws when it is read",
            Foreign::Cycle => "a value that contains itself",
            Foreign::TooDeep => "a value nested too deep",
            Foreign::TooLarge => "a value that is too large",
        }
        .to_owned(),
    }
}

/// A path as programmers write it: `ports[0].port`. In names of variables, what follows a `=` is left out.
pub fn dotted(path: &Path) -> String {
    let mut out = String::new();
    let mut map = false;
    for segment in path.segments() {
        let name = if map {
            mask(&segment)
        } else {
            segment.as_ref().into()
        };
        let is_index = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        if is_index && !map {
            out.push_str(&format!("[{name}]"));
        } else {
            let dot = if out.is_empty() { "" } else { "." };
            out.push_str(dot);
            out.push_str(&shown(&name));
        }
        map = matches!(segment.as_ref(), "environment" | "buildArgs");
    }
    out
}

/// A name without what follows a `=` in it, which may be a secret.
pub fn mask(name: &str) -> String {
    match name.split_once('=') {
        Some((name, _)) => format!("{name}=…"),
        None => name.to_owned(),
    }
}

fn masked_name(path: &Path, name: &str) -> String {
    let in_map = path.parent().is_some_and(|parent| {
        parent
            .segments()
            .last()
            .is_some_and(|last| matches!(last.as_ref(), "environment" | "buildArgs"))
    });
    if in_map {
        quoted(&mask(name))
    } else {
        quoted(name)
    }
}

/// `"a"`, `"b"` or `"c"`.
pub fn either(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The name that was likely meant: the same but for case and separators, or few letters away.
pub fn suggest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .take(40)
            .collect()
    };
    let meant = plain(word);
    // Beyond this, nothing is similar, and long words cost time.
    if meant.len() < 2 || word.len() > 60 {
        return None;
    }
    names
        .map(|name| (distance(&meant, &plain(name)), name))
        .filter(|(distance, name)| *distance <= (name.len().min(meant.len()) / 3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The number of letters to insert, remove, replace or swap with the next one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (row, &from) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut last_b = None;
        for (column, &to) in b.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&above, column) + usize::from(from != to);
            let mut least = replaced
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            if last_a == Some(to) && last_b == Some(from) && column > 0 {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
            last_b = Some(to);
        }
        last_a = Some(from);
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_near() {
        let names = [
            "replicas",
            "memory",
            "targetCpuPercent",
            "id",
            "min",
            "http",
            "tcp",
        ];
        let meant = |word| suggest(word, names.into_iter());
        assert_eq!(meant("replica"), Some("replicas"));
        assert_eq!(meant("mmeory"), Some("memory"));
        assert_eq!(meant("target_cpu_percent"), Some("targetCpuPercent"));
        assert_eq!(meant("targetCPUPercent"), Some("targetCpuPercent"));
        assert_eq!(meant("https"), Some("http"));
        assert_eq!(meant("ID"), Some("id"));
        assert_eq!(meant("x"), None);
        assert_eq!(meant("udp"), None);
        assert_eq!(meant("volumes"), None);
    }

    #[test]
    fn paths_read_like_code() {
        assert_eq!(dotted(&Path::parse("/ports/0/port")), "ports[0].port");
        assert_eq!(
            dotted(&Path::parse("/environment/A=secret")),
            "environment.A=…"
        );
    }
}
