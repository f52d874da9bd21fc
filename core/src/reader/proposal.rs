//! Proposals for keys that belong elsewhere in the container.

use super::Reader;
use super::fits::{fits, port_of, small_json, small_shown};
use super::unknown::Around;
use crate::diagnostic::quoted;
use crate::document::Kind;
use crate::fix::{Edit, Fix};
use crate::model::keys::{Key, PORT, key_of_variant};
use crate::model::number;
use crate::path::Path;
use crate::span::NodeId;

/// What to do about an unknown key.
pub(super) struct Proposal {
    pub help: String,
    pub fix: Option<Fix>,
    /// The required keys of the same object for which it stands.
    pub covers: Vec<&'static str>,
}

impl Proposal {
    /// A proposal with a fix, whose title is also the help.
    pub(super) fn fix(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let title = title.into();
        Self {
            help: title.clone(),
            fix: Some(Fix::risky(title, edits)),
            covers: Vec::new(),
        }
    }

    /// A proposal to remove the key, for this reason.
    pub(super) fn remove(path: Path, reason: &str) -> Self {
        Self {
            help: format!("remove it; {reason}"),
            fix: Some(Fix::risky("remove it", [Edit::Remove { path }])),
            covers: Vec::new(),
        }
    }

    pub(super) fn covers(mut self, keys: &[&'static str]) -> Self {
        self.covers.extend(keys);
        self
    }
}

/// The path of an object of a container as people write it: `code.toolchain`.
fn within(parent: &str) -> String {
    match parent {
        "" => "the container itself".to_owned(),
        "/ports/0" => "ports[0]".to_owned(),
        parent => parent.trim_start_matches('/').replace('/', "."),
    }
}

impl Reader<'_, '_, '_> {
    /// The node at a path of the container that is being read.
    pub(super) fn part(&self, path: &str) -> Option<NodeId> {
        let keys = path.split('/').filter(|key| !key.is_empty());
        keys.into_iter()
            .try_fold(self.sink.base(), |id, key| match self.document.kind(id) {
                Kind::Array => self.document.elements(id).nth(key.parse().ok()?),
                _ => self.document.get(id, key),
            })
    }

    /// What to do about an unknown key that is the key `place` of the object at `parent`; `None` if its value doesn't fit.
    pub(super) fn placed(
        &mut self,
        around: Around,
        key: NodeId,
        value: NodeId,
        parent: &'static str,
        place: &'static Key,
    ) -> Option<Proposal> {
        let document = self.document;
        let is_image = place.name == "image" && document.kind(value) == Kind::Object;
        if !is_image && !fits(document, value, &place.shape) {
            return None;
        }
        let from = Path::from_node(around.id).key(document.str(key)?);
        let Some(owner) = self.part(parent) else {
            return self.created(around, value, from, (parent, place));
        };
        if owner == around.id || document.kind(owner) != Kind::Object {
            return None;
        }
        let variant = document.get(owner, "type").and_then(|id| document.str(id));
        let within = within(parent);
        if let Some(variant) = variant
            && key_of_variant(variant, place.name) == Some(false)
        {
            let reason = format!("{within} of type {} has no {}", quoted(variant), place.name);
            return Some(Proposal::remove(from, &reason));
        }
        let excludes = |other| {
            self.part("")
                .is_some_and(|id| document.get(id, other).is_some())
        };
        if place.name == "replicas" && excludes("autoscaling") {
            return Some(Proposal::remove(
                from,
                "autoscaling sets the number of replicas",
            ));
        }
        if document.get(owner, place.name).is_some() {
            let reason = format!("{within} already has {}", place.name);
            return Some(Proposal::remove(from, &reason));
        }
        if document.is_unfinished(owner) || is_image {
            return None;
        }
        let to = Path::parse(parent).key(place.name);
        let is_renamed = document.str(key) != Some(place.name);
        let renamed = match is_renamed {
            true => format!(", as {}", quoted(place.name)),
            false => String::new(),
        };
        let title = format!("move it to {within}{renamed}");
        Some(Proposal::fix(title, vec![Edit::Move { path: from, to }]))
    }

    /// What to do about a key that belongs in an object that doesn't exist.
    fn created(
        &mut self,
        around: Around,
        value: NodeId,
        from: Path,
        (parent, place): (&'static str, &'static Key),
    ) -> Option<Proposal> {
        let document = self.document;
        let (set, json, shown, covers): (_, _, _, &[_]) = match (parent, place.name) {
            ("/code/toolchain", "dockerfile" | "buildArgs" | "target")
                if self.part("/code").is_some() =>
            {
                return self.created_toolchain(around, value, from, place);
            }
            ("/code" | "/code/toolchain", name) => {
                return self.code_form(around, name == "image");
            }
            ("/autoscaling", "min" | "max" | "desired") => return self.scaling_form(around),
            ("/healthCheck", name) => {
                let object = |value: String| format!("{{\"{name}\": {value}}}");
                let json = object(small_json(document, value)?);
                (
                    "healthCheck",
                    json,
                    object(small_shown(document, value)?),
                    &[],
                )
            }
            ("/ports/0", name) if name == PORT.keys[0].name && self.part("/ports").is_none() => {
                let text = document.str(value);
                let port = document.number(value).or_else(|| port_of(text?))?;
                let json = format!("[{{\"port\": {}}}]", number::print(port));
                ("ports", json.clone(), json, &["ports"])
            }
            ("/ports/0", _) => return None,
            (parent, name) => {
                let within = within(parent);
                return Some(Proposal {
                    help: format!("add {within}, and move it there as \"{name}\""),
                    fix: None,
                    covers: Vec::new(),
                });
            }
        };
        let title = format!("write \"{set}\": {shown}");
        let edits = vec![
            Edit::set(Path::root().key(set), json),
            Edit::Remove { path: from },
        ];
        Some(Proposal::fix(title, edits).covers(covers))
    }

    /// A toolchain for a key that only the toolchain `docker` has.
    fn created_toolchain(
        &self,
        around: Around,
        value: NodeId,
        from: Path,
        place: &'static Key,
    ) -> Option<Proposal> {
        let document = self.document;
        let code = self.part("/code")?;
        let is_source =
            document.get(code, "type").and_then(|id| document.str(id)) == Some("source");
        let name = place.name;
        let value = small_json(document, value).filter(|_| is_source)?;
        let json = format!("{{\"type\": \"docker\", \"{name}\": {value}}}");
        let edits = vec![
            Edit::set(Path::parse("/code/toolchain"), json),
            Edit::Remove { path: from },
        ];
        let title = format!("write \"toolchain\": {{\"type\": \"docker\", \"{name}\": …}}");
        let covers: &[_] = if around.id == code {
            &["toolchain"]
        } else {
            &[]
        };
        Some(Proposal::fix(title, edits).covers(covers))
    }
}
