//! The values that are known for a key: names of the stack, and what the model knows.

use std::collections::BTreeSet;

use super::Analysis;
use super::place::Step;
use crate::draft::CLUSTERS;
use crate::json_text::json_string;
use crate::model::keys::{Key, ModelPlace, Object, Shape};
use crate::model::names::{GPU_TYPES, is_id, is_name};
use crate::span::NodeId;

/// A value that may be meant.
pub(super) struct KnownValue {
    /// The value, as JSON.
    pub(super) json: String,
    /// What it is, in a word.
    pub(super) detail: String,
}

impl KnownValue {
    fn new(json: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            json: json.into(),
            detail: detail.into(),
        }
    }

    fn text(text: &str, detail: impl Into<String>) -> Self {
        Self::new(json_string(text), detail)
    }
}

impl Analysis<'_> {
    /// The values that are known for the last of some steps, which is the member `key` of `object`.
    pub(super) fn known_values(
        &self,
        steps: &[Step],
        object: &Object,
        key: &Key,
    ) -> Vec<KnownValue> {
        let around = steps.iter().rev().skip(1).copied().collect::<Vec<_>>();
        let mut values = self.names(&around, object, key);
        if values.is_empty() {
            let place = around
                .first()
                .map_or(ModelPlace::Unknown, |step| step.place);
            values = model_values(place, key);
        }
        let mut seen = BTreeSet::new();
        values.retain(|value| seen.insert(value.json.clone()));
        values
    }

    /// The names of this stack that may be the value of a key. `around` are the values around it, the innermost one first.
    fn names(&self, around: &[Step], object: &Object, key: &Key) -> Vec<KnownValue> {
        let parent = around.first().map(|step| step.value).unwrap_or_default();
        let names = |nodes: &mut dyn Iterator<Item = NodeId>, detail: &str| {
            let names = nodes.filter_map(|node| self.document.str(node));
            let names = names.filter(|name| is_name(name));
            names.map(|name| KnownValue::text(name, detail)).collect()
        };
        match (object.name, key.name) {
            ("container", "permissions") => names(&mut self.profiles(), "permission profile"),
            ("container", "pool") => {
                let cluster = self.clusters().of(self.text_of(parent, "cluster"));
                let mut pools = cluster.into_iter().flat_map(|id| self.pools(id));
                names(&mut pools, "machine pool")
            }
            ("container", "cluster") => self.ids(around, |kind| CLUSTERS.contains(&kind)),
            ("link", "id") => match self.text_of(parent, "type") {
                Some(wanted) if !wanted.is_empty() => self.ids(around, |kind| kind == wanted),
                _ => self.ids(around, |_| true),
            },
            ("link", "type") => self.kinds(),
            ("config", "type") => {
                let known = ["container"].into_iter().chain(CLUSTERS);
                let known = known.map(|kind| KnownValue::text(kind, ""));
                known.chain(self.kinds()).collect()
            }
            ("container" | "config", "id") => {
                let key = around.get(1).and_then(|resource| resource.key);
                names(&mut key.into_iter(), "the key of this resource")
            }
            ("gpu", "type") => GPU_TYPES.map(|kind| KnownValue::text(kind, "")).into(),
            ("healthCheck", "port") => {
                let container = around.get(1).map(|step| step.value).unwrap_or_default();
                let ports = self.document.get(container, "ports").into_iter();
                let ports = ports.flat_map(|ports| self.document.elements(ports));
                let ports = ports.filter_map(|port| self.document.get(port, "port"));
                let ports = ports.filter_map(|port| self.document.short_integer(port));
                ports
                    .map(|port| KnownValue::new(port.to_string(), "port of this container"))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// The IDs of the other resources whose type fits, each with its type.
    fn ids(&self, around: &[Step], fits: impl Fn(&str) -> bool) -> Vec<KnownValue> {
        let others = self.other_resources(around).into_iter();
        let fitting = others.filter(|(_, kind)| fits(kind));
        fitting
            .map(|(id, kind)| KnownValue::text(id, kind))
            .collect()
    }

    /// The types of the resources of the stack.
    fn kinds(&self) -> Vec<KnownValue> {
        let kinds = self.resources().filter_map(|resource| resource.kind);
        let kinds = kinds.filter(|kind| is_name(kind));
        kinds.map(|kind| KnownValue::text(kind, "")).collect()
    }

    /// The ID and the type of each resource of the stack that is not around these steps.
    pub(super) fn other_resources(&self, steps: &[Step]) -> Vec<(&str, &str)> {
        let is_around = |node| steps.iter().any(|step| step.value == node);
        let others = self.resources().filter(|other| !is_around(other.node));
        let others = others.filter_map(|other| Some((other.id, other.kind?)));
        others
            .filter(|(id, kind)| is_id(id) && is_name(kind))
            .collect()
    }
}

/// What the model knows about the value of a key, in an object at a place.
fn model_values(place: ModelPlace, key: &Key) -> Vec<KnownValue> {
    let variants = match place {
        ModelPlace::Objects(objects) => objects,
        _ => &[],
    };
    match &key.shape {
        // It decides which of the objects this is.
        Shape::Constant(_) => {
            let names = variants.iter().filter_map(|object| {
                let key = object.keys.iter().find(|other| other.name == key.name)?;
                match key.shape {
                    Shape::Constant(name) => Some(KnownValue::text(name, object.doc)),
                    _ => None,
                }
            });
            names.collect()
        }
        Shape::OneOf(names) => names
            .iter()
            .map(|name| KnownValue::text(name, ""))
            .collect(),
        Shape::Boolean => ["true", "false"]
            .map(|json| KnownValue::new(json, ""))
            .into(),
        Shape::Pattern(_) | Shape::FilledText | Shape::Integer(_) | Shape::Positive(_) => {
            vec![match key.default {
                Some(default) => KnownValue::new(default, "default"),
                None => KnownValue::new(key.example, "example"),
            }]
        }
        _ => Vec::new(),
    }
}
