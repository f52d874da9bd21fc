//! Decodes a document into the draft of a stack. Its containers are decoded like any other container.

use crate::document::Kind;
use crate::draft::{CLUSTERS, Field, Names, ResourceDraft, StackDraft};
use crate::model::{Lifecycle, keys};
use crate::reader::{Expected, Reader};
use crate::span::NodeId;

const LIFECYCLES: [(&str, Lifecycle); 2] =
    [("live", Lifecycle::Live), ("frozen", Lifecycle::Frozen)];

impl<'d> Reader<'_, 'd, '_> {
    /// Reads the stack at a node, without the fields of its containers. `None` if the node is not an object.
    pub(crate) fn stack(&mut self, id: NodeId) -> Option<StackDraft<'d>> {
        let [name, resources, permissions] = self.open_object(id, &keys::STACK)?;
        let mut stack = StackDraft {
            id: name.decode(|id| self.plain_text(id)),
            profiles: permissions.decode(|id| self.profiles(id)).flatten(),
            ..StackDraft::default()
        };
        if let Field::Given(resources) = resources {
            self.resources(resources, &mut stack);
        }
        Some(stack)
    }

    fn resources(&mut self, id: NodeId, stack: &mut StackDraft<'d>) {
        let Some(members) = self.named_members(id, "IDs of the resources") else {
            return;
        };
        stack.complete = !self.document.is_unfinished(id);
        stack.resources.reserve(members.len());
        for (key, value) in members {
            match self.resource(key, value) {
                Some(resource) => stack.resources.push(resource),
                // The name of this resource is unknown, so a link may refer to it.
                None => stack.complete = false,
            }
        }
    }

    fn resource(&mut self, key: &'d str, id: NodeId) -> Option<ResourceDraft<'d>> {
        let has = |key| self.document.get(id, key).is_some();
        if has("type") && !has("config") && !self.document.is_unfinished(id) {
            self.report_unwrapped_resource(id);
            return None;
        }
        let [config, lifecycle, dependencies] = self.open_object(id, &keys::RESOURCE)?;
        let lifecycle = lifecycle.decode(|id| self.one_of(id, &LIFECYCLES));
        let dependencies = dependencies.decode(|id| self.list(id, Self::link));
        let config = *config.given()?;
        if self.is_container(config) {
            return Some(ResourceDraft {
                key,
                node: id,
                config,
                kind: Field::Given("container"),
                // It is decoded as a container later.
                id: Field::Unseen,
                lifecycle,
                dependencies,
                container: None,
                pools: Field::Absent,
            });
        }
        let [kind, name, pools] = self.open_object(config, &keys::CONFIG)?;
        let kind = kind.decode(|id| self.plain_text(id));
        let is_cluster = kind.given().is_some_and(|kind| CLUSTERS.contains(kind));
        if let (Field::Given(other), false) = (pools, is_cluster) {
            self.check_json_only(other);
        }
        Some(ResourceDraft {
            key,
            node: id,
            config,
            kind,
            id: name.decode(|id| self.plain_text(id)),
            lifecycle,
            dependencies,
            container: None,
            pools: match pools {
                Field::Given(_) if !is_cluster => Field::Absent,
                pools => pools.decode(|id| self.pools(id)),
            },
        })
    }

    fn is_container(&self, config: NodeId) -> bool {
        if self.document.is_from_container_builder(config) {
            return true;
        }
        let kind = self.document.get(config, "type");
        kind.and_then(|kind| self.document.unbroken_str(kind)) == Some("container")
    }

    /// The names of pools; `None` if one of them can't be read.
    fn pools(&mut self, id: NodeId) -> Option<Box<Names<'d>>> {
        let complete = !self.document.is_unfinished(id);
        let groups = self.list(id, |reader, id| {
            let [name] = reader.open_object(id, &keys::CAPACITY_GROUP)?;
            name.decode(|id| reader.plain_text(id)).given().copied()
        })?;
        let names: Option<Vec<_>> = groups.iter().map(|name| name.given().copied()).collect();
        let names = names.filter(|_| complete)?;
        Some(Box::new(Names::new(names)))
    }

    fn profiles(&mut self, id: NodeId) -> Option<Field<Names<'d>>> {
        let [profiles] = self.open_object(id, &keys::PERMISSIONS)?;
        Some(profiles.decode(|id| {
            let complete = !self.document.is_unfinished(id);
            let names = self.named_members(id, "names of the profiles")?;
            names
                .iter()
                .for_each(|(_, value)| self.check_json_only(*value));
            let names = names.into_iter().map(|(name, _)| name);
            complete.then(|| Names::new(names.collect()))
        }))
    }

    /// The names and values of an object with user-defined keys; `keys` says what these are, for messages. If a name is
    /// duplicated, its last value is used, at the position of the first.
    pub(super) fn named_members(
        &mut self,
        id: NodeId,
        keys: &'static str,
    ) -> Option<Vec<(&'d str, NodeId)>> {
        let document = self.document;
        if document.kind(id) != Kind::Object || document.is_broken(id) {
            return self.report_wrong_type(id, Expected::Map(keys));
        }
        let mut places = crate::collections::FirstIndex::default();
        let mut names: Vec<(&'d str, NodeId)> = Vec::new();
        for (key, value) in document.members(id) {
            let Some(name) = document.unbroken_str(key) else {
                continue;
            };
            let place = places.insert(name, names.len());
            match names.get_mut(place) {
                Some(first) => {
                    first.1 = value;
                    self.report_duplicate_field(key, name);
                }
                None => names.push((name, value)),
            }
        }
        Some(names)
    }
}
