//! Reports unknown, missing and duplicate keys.

use std::borrow::Cow;

use super::fits::{fits, small_json, small_shown};
use super::names::quoted_list;
use super::unknown::{Meaning, Unknown, is_comment};
use super::{
    DUPLICATE_FIELD, Expected, MISSING_FIELD, Reader, UNKNOWN_FIELD, UnlistedKeys, dotted_path,
    quoted_or_list,
};
use crate::diagnostic::{Diagnostic, Location, quoted};
use crate::document::{Document, Kind, Source};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::model::keys::{ExampleCall, Key, Object, Required, other_name};
use crate::model::names::is_id;
use crate::path::Path;
use crate::secret::mask_name;
use crate::span::NodeId;

impl Reader<'_, '_, '_> {
    #[cold]
    #[inline(never)]
    pub(super) fn report_unknown_fields(
        &mut self,
        id: NodeId,
        object: &'static Object,
        slots: &mut [Field<NodeId>],
        unlisted: UnlistedKeys,
    ) {
        // An object that recovery closed may contain keys of the object around it.
        if self.document.is_unfinished(id) {
            return;
        }
        let found = self.unknown_keys(id, object, slots, unlisted);
        for unknown in found {
            if unlisted == UnlistedKeys::Allowed && matches!(unknown.meaning, Meaning::Unclear) {
                self.check_json_only(unknown.value);
                continue;
            }
            let (document, value) = (self.document, unknown.value);
            let is_empty =
                document.kind(value) == Kind::Object && document.members(value).next().is_none();
            let both = object.keys.iter().zip(slots.iter());
            let lacking = both.filter(|(key, slot)| {
                key.required != Required::No
                    && slot.is_absent()
                    && !is_comment(unknown.name)
                    && !is_empty
                    && fits(document, value, &key.shape)
            });
            let lacking: Vec<_> = lacking.map(|(key, _)| key.name).collect();
            self.report_unknown_field(unknown, &object.keys, &lacking);
        }
    }

    /// Reports a key that is not one of the `known` keys of its object; `lacking` are the required keys that are absent and
    /// for which its value may be meant.
    pub(super) fn report_unknown_field(
        &mut self,
        Unknown {
            key, name, meaning, ..
        }: Unknown,
        known: &[Key],
        lacking: &[&str],
    ) {
        self.report(&UNKNOWN_FIELD, key, |index, path| {
            let path_of_key = index.path_from_parent(key);
            let within = path
                .parent()
                .map(|parent| dotted_path(&parent))
                .unwrap_or_default();
            let within = if within.is_empty() {
                String::new()
            } else {
                format!(" in {within}")
            };
            let message = format!("unknown key {}{within}", quoted(&mask_name(name)));
            let mut unknown = Diagnostic::at_node(key, message).name(&mask_name(name));
            let remove = |path| Fix::risky("remove it", [Edit::Remove { path }]);
            let (help, fix) = match meaning {
                Meaning::Own(at, _) => {
                    let meant = known.get(at).map_or("", |key| key.name);
                    let title = format!("rename it to {}", quoted(meant));
                    let edit = Edit::Rename {
                        path: path_of_key,
                        key: meant.to_owned(),
                    };
                    let help = format!("{title}, if that is what you mean");
                    unknown = unknown.suggestion(meant);
                    (help, Some(Fix::risky(title, [edit])))
                }
                Meaning::Extra(meant) => {
                    let help = format!("remove it; {} already says this", quoted(meant));
                    (help, Some(remove(path_of_key)))
                }
                Meaning::Other(proposal) => (proposal.help, proposal.fix),
                Meaning::Unclear => {
                    // A container has too many keys to list.
                    let known: Vec<_> = known.iter().map(|key| key.name).collect();
                    let help = match (lacking.len(), known.len()) {
                        (1..4, _) => {
                            format!("rename it to {}, or remove it", quoted_or_list(lacking))
                        }
                        (0, 1..9) => {
                            let known = quoted_list(&known, "and");
                            format!("remove it; the allowed keys are {known}")
                        }
                        _ => "remove it, or check its name".to_owned(),
                    };
                    // This key may hold the value of a key that is missing, so removing it could lose that value.
                    (help, lacking.is_empty().then(|| remove(path_of_key)))
                }
            };
            unknown = unknown.help(help);
            unknown.fixes.extend(fix);
            unknown
        });
    }

    #[cold]
    #[inline(never)]
    pub(super) fn report_missing_field(
        &mut self,
        place: NodeId,
        name: &str,
        example: &str,
        call: Option<ExampleCall>,
        likely: Option<[String; 2]>,
    ) {
        let null = self.document.kind(place) == Kind::Null;
        let is_stream = self.document.is_stream();
        let language = match self.document.source() {
            Source::Calls(language) => Some(language),
            Source::Text | Source::Value => None,
        };
        self.report(&MISSING_FIELD, place, |index, path| {
            let from_root = index.path(Document::ROOT, place);
            let keys = from_root.segments().skip(usize::from(is_stream));
            let named = resource_example(&keys.collect::<Vec<_>>(), name);
            let example = named.as_deref().unwrap_or(example);
            let within = dotted_path(&path);
            let message = match (null, within.as_str()) {
                (true, within) => format!("{within} is required, but is null"),
                (false, "") => format!("{} is missing", quoted(name)),
                (false, within) => format!("{} is missing in {within}", quoted(name)),
            };
            let help = match (language, call) {
                (Some(language), Some(call)) => format!("call {}", call.in_language(language)),
                (Some(_), None) => format!("add {name}: {example}"),
                (None, _) if null => format!("give it a value, such as {example}"),
                (None, _) => format!("add {}: {example}", quoted(name)),
            };
            let path = if null {
                index.path_from_parent(place)
            } else {
                Path::from_node(place).key(name)
            };
            let Some([likely, shown]) = likely.filter(|_| !null) else {
                return Diagnostic::at(path, message).help(help).name(name);
            };
            let title = match language {
                Some(_) => format!("add {name}: {shown}"),
                None => format!("add \"{name}\": {shown}"),
            };
            let edit = Edit::set(path.clone(), likely);
            Diagnostic::at(path, message)
                .help(title.clone())
                .name(name)
                .fix(Fix::risky(title, [edit]))
        });
    }

    /// The value of an absent key that another key of the object suggests, as JSON for an edit and for messages: `desired` is
    /// at least `min`.
    pub(super) fn likely_value(
        &self,
        id: NodeId,
        object: &'static Object,
        name: &str,
    ) -> Option<[String; 2]> {
        let other = match name {
            "desired" => "min",
            "min" => "desired",
            _ => return None,
        };
        let is_other = |name: &str| {
            let meant = || other_name(object.name, name).map(|(meant, _)| meant);
            name == other || meant() == Some(other)
        };
        let mut members = self.document.members(id).take(20);
        let (_, other) = members.find(|(key, _)| self.document.str(*key).is_some_and(is_other))?;
        let is_scalar = matches!(self.document.kind(other), Kind::String | Kind::Number);
        let document = self.document;
        let both = [small_json(document, other)?, small_shown(document, other)?];
        is_scalar.then_some(both)
    }

    /// Reports values that JSON can't represent, inside a value that is otherwise not checked.
    pub(crate) fn check_json_only(&mut self, value: NodeId) {
        let document = self.document;
        if document.source() == Source::Text {
            return;
        }
        for id in (value.0..document.node_after(value).0).map(NodeId) {
            let is_number = document.number(id).is_none_or(f64::is_finite);
            if matches!(document.kind(id), Kind::Foreign(_)) || !is_number {
                self.report_wrong_type(id, Expected::Json)
                    .unwrap_or_default()
            }
        }
    }

    /// Reports a declaration in the place of the resource that should contain it.
    #[cold]
    pub(crate) fn report_unwrapped_resource(&mut self, resource: NodeId) {
        self.report(&MISSING_FIELD, resource, |_, path| {
            let message = format!("\"config\" is missing in {}", dotted_path(&path));
            Diagnostic::at(Path::from_node(resource).key("config"), message)
                .name("config")
                .help("move this declaration into \"config\", and add \"lifecycle\" next to it")
        });
    }

    /// Reports a duplicate key.
    #[cold]
    #[inline(never)]
    pub(crate) fn report_duplicate_field(&mut self, key: NodeId, name: &str) {
        if self.document.is_broken(key) {
            return;
        }
        let base = self.sink.base();
        self.report(&DUPLICATE_FIELD, key, |index, _| {
            let place = index.path_from_parent(key);
            let first = index.first_member(base, &place).map_or(key, |(key, _)| key);
            let name = mask_name(name);
            let message = format!("duplicate key {}; the last one is used", quoted(&name));
            Diagnostic::at_node(key, message)
                .help("keep one of them")
                .name(&name)
                .related_at(Location::Node(first), "first defined here")
                .fix(Fix::risky(
                    "remove the first one",
                    [Edit::RemoveFirst { path: place }],
                ))
        });
    }
}

/// The example for `config` or `id` inside the member of `resources` at a path: the ID of a resource is its key.
fn resource_example(keys: &[Cow<str>], name: &str) -> Option<String> {
    let (key, is_config) = match (keys, name) {
        ([around, key], "config") if around == "resources" => (key, true),
        ([around, key, config], "id") if around == "resources" && config == "config" => {
            (key, false)
        }
        _ => return None,
    };
    let id = Some(quoted(&mask_name(key))).filter(|_| is_id(key))?;
    Some(match is_config {
        true => format!("{{\"type\": \"storage\", \"id\": {id}}}"),
        false => id,
    })
}
