//! Forms of other tools that several keys of a container stand for.

use std::borrow::Cow;

use super::fits::{fits, small_json};
use super::names::quoted_list;
use super::proposal::Proposal;
use super::unknown::Around;
use super::{Reader, UnlistedKeys};
use crate::document::Kind;
use crate::fix::Edit;
use crate::json_text::json_string;
use crate::model::keys::{
    self, AMOUNTS_OF_OTHER_TOOLS, CONTAINER, IMAGE, Key, REQUESTS, WRAPPERS, is_same_name, key_at,
    other_name,
};
use crate::model::number;
use crate::model::quantity::{MEMORY_UNITS, is_cpu, likely_size, sized};
use crate::path::Path;
use crate::span::NodeId;

impl Reader<'_, '_, '_> {
    /// What to do about an unknown key whose value has a form of another tool.
    pub(super) fn form(
        &mut self,
        around: Around,
        key: NodeId,
        name: &str,
        value: NodeId,
    ) -> Option<Proposal> {
        let document = self.document;
        let is = |other: &str| is_same_name(name, other);
        let path = Path::from_node(around.id).key(name);
        let is_object = document.kind(value) == Kind::Object;
        match around.object.name {
            "container" if is("resources") && is_object => self.amounts(around, path, value),
            "container" if AMOUNTS_OF_OTHER_TOOLS.contains(&name) && is_object => {
                self.amounts(around, path, value)
            }
            "container" if is_object && self.is_probe(name, value) => {
                Some(self.probe(around, path, value))
            }
            "container" if is("build") => self.code_form(around, false),
            "container" if is("port") && fits(document, value, &keys::PORT.keys[0].shape) => {
                self.placed(around, key, value, "/ports/0", &keys::PORT.keys[0])
            }
            "container" if is("image") => self.placed(around, key, value, "/code", &IMAGE.keys[1]),
            "container" if is("args") || is("entrypoint") => {
                self.words(around, path, value, is("args"))
            }
            "image" if is("repository") || is("tag") => {
                let image = self.image(around.id)?;
                let keys = ["registry", "repository", "tag"].iter();
                let keys = keys.filter(|key| document.get(around.id, key).is_some());
                let path = Path::from_node(around.id);
                let mut edits = vec![Edit::set(path.clone().key("image"), image)];
                edits.extend(keys.map(|key| Edit::Remove {
                    path: path.clone().key(key),
                }));
                document.get(around.id, "tag")?;
                let is_absent = document.get(around.id, "image").is_none();
                let title = "write the repository and the tag as \"image\"";
                is_absent.then(|| Proposal::fix(title, edits).covers(&["image"]))
            }
            "container"
                if document.get(value, "code").is_some()
                    && document.members(around.id).nth(1).is_none() =>
            {
                self.unwrapped(around, path, value)
            }
            _ if is_object && WRAPPERS.iter().any(|wrapper| is(wrapper)) => {
                self.unwrapped(around, path, value)
            }
            "healthCheck" if is_object && REQUESTS.iter().any(|request| is(request)) => {
                self.unwrapped(around, path, value)
            }
            "port" if is("targetPort") || is("containerPort") => {
                let known = document.get(around.id, "port")?;
                let port = document.number(value)?;
                let json = small_json(document, value)?;
                let to = Path::from_node(around.id).key("port");
                let edits = vec![
                    Edit::set(to, json.clone()),
                    Edit::Remove { path: path.clone() },
                ];
                if document.number(known) == Some(port) {
                    return Some(Proposal::remove(
                        path,
                        "\"port\" is the port of the container",
                    ));
                }
                let title = format!("write {json} as \"port\", which is the port of the container");
                Some(Proposal::fix(title, edits))
            }
            _ => None,
        }
    }

    /// `{"requests": {"cpu": …}, "limits": …}`, or one of these, as `cpu` and `memory`.
    fn amounts(&self, around: Around, path: Path, value: NodeId) -> Option<Proposal> {
        let document = self.document;
        let text = |sets: &[&str], names: &[&str]| {
            let inside = sets.iter().filter_map(|set| document.get(value, set));
            let all = inside.chain([value]);
            let mut found =
                all.flat_map(|set| names.iter().filter_map(move |name| document.get(set, name)));
            found.find_map(|id| document.scalar(id).map(Cow::into_owned))
        };
        let (mut edits, mut written, mut covers) = (Vec::new(), Vec::new(), Vec::new());
        for (name, others) in [("cpu", ["cpu", "cpus"]), ("memory", ["memory", "mem"])] {
            if document.get(around.id, name).is_some() {
                continue;
            }
            let amount = |sets: &[&str]| {
                let text = text(sets, &others)?;
                match name {
                    "cpu" => Some(text).filter(|text| is_cpu(text)),
                    _ => likely_size(&text).or_else(|| sized(&text, MEMORY_UNITS)),
                }
            };
            let (min, desired) = (amount(&["requests", "reservations"]), amount(&["limits"]));
            let Some((min, desired)) = min.clone().or(desired.clone()).zip(desired.or(min)) else {
                continue;
            };
            let (min, desired) = (json_string(&min), json_string(&desired));
            let json = format!("{{\"min\": {min}, \"desired\": {desired}}}");
            written.push(format!("\"{name}\": {json}"));
            edits.push(Edit::set(Path::root().key(name), json));
            covers.push(name);
        }
        if edits.is_empty() {
            return Some(Proposal::remove(path, "cpu and memory have their own keys"));
        }
        edits.push(Edit::Remove { path });
        let title = format!("write {}", written.join(" and "));
        Some(Proposal::fix(title, edits).covers(&covers))
    }

    /// `code` from the members of the container that belong in it.
    pub(super) fn code_form(&self, around: Around, is_image: bool) -> Option<Proposal> {
        let document = self.document;
        let base = self.sink.base();
        if around.id != base || document.get(base, "code").is_some() {
            return None;
        }
        let (mut edits, mut members) = (Vec::new(), Vec::new());
        let (mut source, mut docker, mut toolchain) = (None, Vec::new(), None);
        for (key, value) in document.members(base) {
            let name = document.str(key)?;
            let meant = match other_name(CONTAINER.name, name) {
                Some((meant, _)) => key_at(meant),
                None => keys::place_of(name),
            };
            let meant = meant.map_or("", |(parent, key)| match parent {
                "/code" | "/code/toolchain" => key.name,
                _ => "",
            });
            match (meant, is_image) {
                ("image", true) => members.push(format!("\"image\": {}", self.image(value)?)),
                ("src", false) => source = small_json(document, value),
                ("toolchain", false) => {
                    toolchain = match document.str(value) {
                        Some(name) => Some(format!("{{\"type\": {}}}", json_string(name))),
                        None => small_json(document, value),
                    }
                }
                ("dockerfile" | "target" | "buildArgs", false) => {
                    docker.push(format!("\"{meant}\": {}", small_json(document, value)?));
                }
                _ if is_same_name(name, "build") && !is_image => {
                    self.build(value, &mut source, &mut docker)?
                }
                _ => continue,
            }
            let path = Path::from_node(base).key(name);
            edits.push(Edit::Remove { path });
        }
        let code = if is_image {
            format!("{{\"type\": \"image\", {}}}", members.first()?)
        } else {
            docker.insert(0, "\"type\": \"docker\"".to_owned());
            let toolchain = toolchain.unwrap_or_else(|| format!("{{{}}}", docker.join(", ")));
            let source = source.unwrap_or_else(|| "\".\"".to_owned());
            format!("{{\"type\": \"source\", \"src\": {source}, \"toolchain\": {toolchain}}}")
        };
        let title = match is_image {
            true => "write \"code\": {\"type\": \"image\", \"image\": …}",
            false => "write \"code\": {\"type\": \"source\", \"src\": …, \"toolchain\": …}",
        };
        edits.insert(0, Edit::set(Path::root().key("code"), code));
        Some(Proposal::fix(title, edits).covers(&["code"]))
    }

    /// An image as JSON: a string, or an object with a repository and a tag.
    fn image(&self, value: NodeId) -> Option<String> {
        let document = self.document;
        if document.kind(value) == Kind::String {
            return small_json(document, value);
        }
        let text = |names: &[&str]| {
            let mut found = names.iter().filter_map(|name| document.get(value, name));
            found
                .find_map(|id| document.scalar(id).map(Cow::into_owned))
                .filter(|text| text.len() < 500)
        };
        let repository = text(&["repository", "name", "image", "uri"])?;
        let registry = text(&["registry"]).map(|host| format!("{host}/"));
        let tag = text(&["tag", "version"]).map(|tag| format!(":{tag}"));
        let tag = tag.or_else(|| Some(format!("@{}", text(&["digest"])?)));
        let parts = [
            registry.unwrap_or_default(),
            repository,
            tag.unwrap_or_default(),
        ];
        Some(json_string(&parts.concat()))
    }

    /// The source and the members of a toolchain in the `build` of a Compose service.
    fn build(
        &self,
        value: NodeId,
        source: &mut Option<String>,
        docker: &mut Vec<String>,
    ) -> Option<()> {
        let document = self.document;
        if document.str(value).is_some() {
            *source = small_json(document, value);
            return Some(());
        }
        *source = document
            .get(value, "context")
            .and_then(|id| small_json(document, id));
        for (name, other) in [
            ("dockerfile", "dockerfile"),
            ("target", "target"),
            ("buildArgs", "args"),
        ] {
            if let Some(id) = document.get(value, other) {
                docker.push(format!("\"{name}\": {}", small_json(document, id)?));
            }
        }
        (document.kind(value) == Kind::Object).then_some(())
    }

    /// `autoscaling` from the members of the container that belong in it.
    pub(super) fn scaling_form(&self, around: Around) -> Option<Proposal> {
        let document = self.document;
        if around.id != self.sink.base() || around.unlisted == UnlistedKeys::Allowed {
            return None;
        }
        let (mut values, mut edits) = ([None, None, None], Vec::new());
        for (key, value) in document.members(around.id) {
            let name = document.str(key)?;
            let place = match other_name(CONTAINER.name, name).map(|(meant, _)| meant) {
                Some("/autoscaling/min") => 0,
                Some("/autoscaling/desired") => 1,
                Some("/autoscaling/max") => 2,
                _ if name == "replicas" => {
                    let path = Path::root().key(name);
                    edits.push(Edit::Remove { path });
                    continue;
                }
                _ => continue,
            };
            if let Some(slot) = values.get_mut(place) {
                *slot = Some(document.number(value)?);
                let path = Path::from_node(around.id).key(name);
                edits.push(Edit::Remove { path });
            }
        }
        let [min, desired, max] = values;
        let min = min
            .or(desired)
            .or(max)
            .map(|min| min.min(max.unwrap_or(min)))?;
        let desired = desired.unwrap_or(min);
        let max = max.unwrap_or(desired).max(1.0);
        let [min, desired, max] = [min, desired, max].map(number::print);
        let json = format!("{{\"min\": {min}, \"desired\": {desired}, \"max\": {max}}}");
        let title = format!("write \"autoscaling\": {json}");
        edits.insert(0, Edit::set(Path::root().key("autoscaling"), json));
        Some(Proposal::fix(title, edits))
    }

    /// The arguments or the entry point of a command, which is one list here.
    fn words(
        &self,
        around: Around,
        path: Path,
        value: NodeId,
        is_behind: bool,
    ) -> Option<Proposal> {
        let document = self.document;
        let command = document.get(around.id, "command")?;
        let words = |id| {
            let is_list = document.kind(id) == Kind::Array;
            let words = document
                .elements(id)
                .map(|word| document.str(word).map(json_string));
            words
                .collect::<Option<Vec<_>>>()
                .filter(|words| is_list && words.len() <= 64)
        };
        let (command, more) = (words(command)?, words(value)?);
        let all = match is_behind {
            true => [command, more].concat(),
            false => [more, command].concat(),
        };
        let json = format!("[{}]", all.join(", "));
        let title = match is_behind {
            true => "append its words to \"command\"",
            false => "put its words before those of \"command\"",
        };
        let edits = vec![
            Edit::set(Path::root().key("command"), json),
            Edit::Remove { path },
        ];
        Some(Proposal::fix(title, edits))
    }

    /// An object around settings that belong directly in the object that has it.
    fn unwrapped(&self, around: Around, path: Path, value: NodeId) -> Option<Proposal> {
        let document = self.document;
        let (mut edits, mut covers) = (Vec::new(), Vec::new());
        let is_request = around.object.name == "healthCheck";
        for (key, inner) in document.members(value) {
            let name = document.str(key)?;
            let is_meant = |key: &&Key| is_same_name(key.name, name);
            let meant = around.object.keys.iter().find(is_meant);
            let is_open = |key: &&Key| {
                document.get(around.id, key.name).is_none() && !covers.contains(&key.name)
            };
            let fit = meant.filter(is_open);
            match fit.filter(|key| fits(document, inner, &key.shape)) {
                Some(key) => {
                    let path = path.clone().key(name);
                    let to = Path::from_node(around.id).key(key.name);
                    edits.push(Edit::Move { path, to });
                    covers.push(key.name);
                }
                // Nothing is lost: the rest of a request has no counterpart.
                None if is_request => {}
                None => return None,
            }
        }
        if edits.is_empty() {
            return None;
        }
        edits.push(Edit::Remove { path });
        let names = quoted_list(&covers, "and");
        let title = format!("move {names} out of it, and remove it");
        Some(Proposal::fix(title, edits).covers(&covers))
    }
}
