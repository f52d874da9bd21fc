//! Reports unknown, missing and duplicate keys.

use super::names::{quoted_list, suggest_part};
use super::{
    DUPLICATE_FIELD, Expected, MISSING_FIELD, Reader, UNKNOWN_FIELD, UnlistedKeys, dotted_path,
    quoted_or_list, suggest,
};
use crate::diagnostic::{Diagnostic, Location, quoted};
use crate::document::{Kind, Source};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::model::keys::{ExampleCall, Key, Required, is_known_key};
use crate::path::Path;
use crate::secret::mask_name;
use crate::span::NodeId;

impl Reader<'_, '_, '_> {
    #[cold]
    #[inline(never)]
    pub(super) fn report_unknown_fields(
        &mut self,
        id: NodeId,
        keys: &'static [Key],
        slots: &mut [Field<NodeId>],
        unlisted: UnlistedKeys,
    ) {
        let document = self.document;
        // An object that recovery closed may contain keys of the object around it.
        if document.is_unfinished(id) {
            return;
        }
        for (key, value) in document.members(id) {
            let name = document.str(key).unwrap_or_default();
            let is_misread = document.is_misread(key) && !is_known_key(name);
            if is_misread || document.is_broken(key) || keys.iter().any(|known| known.name == name)
            {
                continue;
            }
            // A key that is already present can't be the one that was meant.
            let absent = || {
                let both = keys.iter().zip(slots.iter());
                let is_open =
                    |key: &Key| unlisted == UnlistedKeys::Reported || key.required == Required::Yes;
                both.filter(move |(key, slot)| slot.is_absent() && is_open(key))
                    .map(|(key, _)| key.name)
            };
            let meant = if self.sink.may_suggest() {
                suggest(name, absent()).or_else(|| suggest_part(name, absent()))
            } else {
                None
            };
            if unlisted == UnlistedKeys::Allowed && meant.is_none() {
                self.check_json_only(value);
                continue;
            }
            let slot = keys
                .iter()
                .position(|key| Some(key.name) == meant)
                .and_then(|at| slots.get_mut(at));
            // The value may have been meant for that key, so the key is not reported as missing.
            if let Some(slot) = slot {
                *slot = Field::Unseen;
            }
            let both = keys.iter().zip(slots.iter());
            let lacking =
                both.filter(|(key, slot)| key.required != Required::No && slot.is_absent());
            let lacking: Vec<_> = lacking.map(|(key, _)| key.name).collect();
            self.report_unknown_field(key, name, meant, (keys, &lacking));
        }
    }

    /// Reports a key that is not one of the `known` keys of its object; `lacking` are the required keys that are absent.
    pub(super) fn report_unknown_field(
        &mut self,
        key: NodeId,
        name: &str,
        meant: Option<&str>,
        (known, lacking): (&[Key], &[&str]),
    ) {
        self.report(&UNKNOWN_FIELD, key, |index, path| {
            let place = index.path_from_parent(key);
            let within = path
                .parent()
                .map(|parent| dotted_path(&parent))
                .unwrap_or_default();
            let within = if within.is_empty() {
                String::new()
            } else {
                format!(" in {within}")
            };
            let unknown = Diagnostic::at_node(
                key,
                format!("unknown key {}{within}", quoted(&mask_name(name))),
            );
            match meant {
                Some(meant) => {
                    let edit = Edit::Rename {
                        path: place,
                        key: meant.to_owned(),
                    };
                    let title = format!("rename it to {}", quoted(meant));
                    unknown
                        .help(format!("{title}, if that is what you mean"))
                        .fix(Fix::risky(title, [edit]))
                }
                None => {
                    // A container has too many keys to list.
                    let known: Vec<_> = known.iter().map(|key| key.name).collect();
                    let unknown = unknown.help(match (lacking.len(), known.len()) {
                        (1..4, _) => {
                            format!("rename it to {}, or remove it", quoted_or_list(lacking))
                        }
                        (0, 1..9) => {
                            format!(
                                "remove it; the allowed keys are {}",
                                quoted_list(&known, "and")
                            )
                        }
                        _ => "remove it, or check its name".to_owned(),
                    });
                    // This key may hold the value of a key that is missing, so removing it could lose that value.
                    if lacking.is_empty() {
                        unknown.fix(Fix::risky("remove it", [Edit::Remove { path: place }]))
                    } else {
                        unknown
                    }
                }
            }
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
    ) {
        let null = self.document.kind(place) == Kind::Null;
        let language = match self.document.source() {
            Source::Calls(language) => Some(language),
            Source::Text | Source::Value => None,
        };
        self.report(&MISSING_FIELD, place, |index, path| {
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
            Diagnostic::at(path, message).help(help)
        });
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
            let name = quoted(&mask_name(name));
            let message = format!("duplicate key {name}; the last one is used");
            Diagnostic::at_node(key, message)
                .help("keep one of them")
                .related_at(Location::Node(first), "first defined here")
                .fix(Fix::risky(
                    "remove the first one",
                    [Edit::RemoveFirst { path: place }],
                ))
        });
    }
}
