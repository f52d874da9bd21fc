//! The names of a stack that other parts of it refer to: IDs of resources, permission profiles and machine pools.

use std::collections::BTreeMap;

use super::Analysis;
use crate::diagnostic::quoted;
use crate::document::Kind;
#[cfg(feature = "yaml")]
use crate::document::text_edit::Quotes;
use crate::document::text_edit::TextEdit;
use crate::draft::CLUSTERS;
use crate::json_text::json_string;
use crate::model::names::{is_id, is_name};
use crate::span::{NodeId, Span};
use crate::validate::DocumentKind;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A resource of the stack.
    Resource,
    /// A permission profile of the stack.
    Profile,
    /// A machine pool of the cluster with this declaration.
    Pool(NodeId),
}

/// A string or key that is a name.
#[derive(Clone, Copy, Debug)]
struct Occurrence {
    node: NodeId,
    sort: Sort,
    is_definition: bool,
}

/// A resource of a stack.
#[derive(Clone, Copy)]
pub(super) struct Resource<'d> {
    pub(super) key: NodeId,
    pub(super) node: NodeId,
    pub(super) config: NodeId,
    pub(super) kind: Option<&'d str>,
    /// Its ID, or its key if there is no ID.
    pub(super) id: &'d str,
}

/// The clusters of a stack.
#[derive(Default)]
pub(super) struct Clusters<'d> {
    /// The declaration of each cluster.
    by_id: BTreeMap<&'d str, NodeId>,
    /// The only cluster, if there is one and no other.
    only: Option<NodeId>,
}

impl Clusters<'_> {
    /// The declaration of the cluster that a container runs on: the one that it names, or the only one.
    pub(super) fn of(&self, name: Option<&str>) -> Option<NodeId> {
        match name {
            Some(name) => self.by_id.get(name).copied(),
            None => self.only,
        }
    }
}

impl Resource<'_> {
    pub(super) fn is_cluster(&self) -> bool {
        self.kind.is_some_and(|kind| CLUSTERS.contains(&kind))
    }
}

impl Analysis<'_> {
    /// The resources of a stack that have a declaration.
    pub(super) fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        let document = &self.document;
        let is_stack = self.kind(self.root) == DocumentKind::Stack;
        let all = document.get(self.root, "resources").filter(|_| is_stack);
        let members = all.into_iter().flat_map(|all| document.members(all));
        members.filter_map(|(key, node)| {
            let config = document.get(node, "config")?;
            let id = self.text_of(config, "id").or(document.str(key))?;
            let kind = self.text_of(config, "type");
            Some(Resource {
                key,
                node,
                config,
                kind,
                id,
            })
        })
    }

    /// The names of the permission profiles of a stack.
    pub(super) fn profiles(&self) -> impl Iterator<Item = NodeId> {
        let document = &self.document;
        let is_stack = self.kind(self.root) == DocumentKind::Stack;
        let permissions = document.get(self.root, "permissions").filter(|_| is_stack);
        let all = permissions.and_then(|permissions| document.get(permissions, "profiles"));
        let members = all.into_iter().flat_map(|all| document.members(all));
        members.map(|(key, _)| key)
    }

    /// The names of the machine pools of a cluster.
    pub(super) fn pools(&self, cluster: NodeId) -> impl Iterator<Item = NodeId> {
        let document = &self.document;
        let groups = document.get(cluster, "capacityGroups");
        let groups = groups
            .into_iter()
            .flat_map(|groups| document.elements(groups));
        groups.filter_map(|group| document.get(group, "groupId"))
    }

    /// The clusters of a stack.
    pub(super) fn clusters(&self) -> Clusters<'_> {
        let mut clusters = Clusters::default();
        for (at, cluster) in self.resources().filter(Resource::is_cluster).enumerate() {
            clusters.by_id.entry(cluster.id).or_insert(cluster.config);
            clusters.only = (at == 0).then_some(cluster.config);
        }
        clusters
    }

    /// All names of a stack that something refers to, and all references to them.
    fn occurrences(&self) -> Vec<Occurrence> {
        let document = &self.document;
        let mut found = Vec::new();
        let mut add = |sort, is_definition, node: Option<NodeId>| {
            found.extend(node.map(|node| Occurrence {
                node,
                sort,
                is_definition,
            }));
        };
        for profile in self.profiles() {
            add(Sort::Profile, true, Some(profile));
        }
        let clusters = self.clusters();
        for resource in self.resources() {
            let config = |key| document.get(resource.config, key);
            let ids = |list: Option<NodeId>| {
                let links = list.into_iter().flat_map(|list| document.elements(list));
                links.filter_map(|link| document.get(link, "id"))
            };
            add(Sort::Resource, true, Some(resource.key));
            add(Sort::Resource, true, config("id"));
            let dependencies = document.get(resource.node, "dependencies");
            ids(dependencies).for_each(|id| add(Sort::Resource, false, Some(id)));
            if resource.is_cluster() {
                let sort = Sort::Pool(resource.config);
                self.pools(resource.config)
                    .for_each(|name| add(sort, true, Some(name)));
            }
            if resource.kind != Some("container") {
                continue;
            }
            ids(config("links")).for_each(|id| add(Sort::Resource, false, Some(id)));
            add(Sort::Resource, false, config("cluster"));
            add(Sort::Profile, false, config("permissions"));
            if let Some(cluster) = clusters.of(self.text_of(resource.config, "cluster")) {
                add(Sort::Pool(cluster), false, config("pool"));
            }
        }
        found.retain(|found| document.kind(found.node) == Kind::String);
        found
    }

    /// All places of the name at a byte, and where it is at that byte. The places are in no particular order.
    fn occurrences_at(&self, offset: u32) -> Option<(Occurrence, Vec<Occurrence>)> {
        let all = self.occurrences();
        let here = all.iter().copied();
        let here = here.min_by_key(|found| !self.touches(Some(found.node), offset))?;
        if !self.touches(Some(here.node), offset) {
            return None;
        }
        let name = |found: &Occurrence| self.document.str(found.node);
        let is_same = |found: &Occurrence| found.sort == here.sort && name(found) == name(&here);
        Some((here, all.into_iter().filter(is_same).collect()))
    }

    /// Where the name at a byte is defined.
    pub fn definition(&self, offset: u32) -> Option<Span> {
        let (_, all) = self.occurrences_at(offset)?;
        let defined = all.iter().find(|found| found.is_definition)?;
        Some(self.name_span(defined.node))
    }

    /// The places of the name at a byte, without the quotes around it.
    pub fn references(&self, offset: u32, with_definitions: bool) -> Vec<Span> {
        let (_, all) = self.occurrences_at(offset).unzip();
        let mut spans: Vec<_> = all
            .into_iter()
            .flatten()
            .filter(|found| with_definitions || !found.is_definition)
            .map(|found| self.name_span(found.node))
            .collect();
        spans.sort();
        spans.dedup();
        spans
    }

    /// The name at a byte that can be renamed. The error says why there is none.
    pub fn renameable(&self, offset: u32) -> Result<Span, String> {
        if self.has_syntax_errors {
            return Err("correct the syntax errors of this file first".to_owned());
        }
        let (here, _) = self.occurrences_at(offset).ok_or(NO_NAME)?;
        Ok(self.name_span(here.node))
    }

    /// The edits that give the name at a byte another name, at all places. The error says why that is not possible.
    pub fn rename(&self, offset: u32, name: &str) -> Result<Vec<TextEdit>, String> {
        self.renameable(offset)?;
        let (here, all) = self.occurrences_at(offset).ok_or(NO_NAME)?;
        let (noun, is_valid, format) = match here.sort {
            Sort::Resource => (
                "resource",
                is_id as fn(&str) -> bool,
                "an ID: 1-63 characters a-z, 0-9 and -, which starts and ends with a letter or digit and has no --",
            ),
            Sort::Profile => ("permission profile", is_name as _, NAME_FORMAT),
            Sort::Pool(_) => ("machine pool", is_name as _, NAME_FORMAT),
        };
        if !is_valid(name) {
            return Err(format!("{} is not {format}", quoted(name)));
        }
        let defined = self
            .occurrences()
            .into_iter()
            .filter(|found| found.is_definition);
        let mut others = defined.filter(|found| found.sort == here.sort);
        let old = self.document.str(here.node);
        if old != Some(name) && others.any(|found| self.document.str(found.node) == Some(name)) {
            return Err(format!("there is already a {noun} {}", quoted(name)));
        }
        let mut edits: Vec<_> = all
            .iter()
            .map(|found| self.replaced_name(found.node, name))
            .collect();
        edits.sort_by_key(|edit| edit.span);
        // What aliases of YAML stand for is written once.
        edits.dedup();
        Ok(edits)
    }

    fn replaced_name(&self, node: NodeId, name: &str) -> TextEdit {
        #[cfg(feature = "yaml")]
        if self.document.is_yaml() {
            let text = Quotes::of(&self.document, node).write(name, true);
            let span = self.span(node);
            return TextEdit { span, text };
        }
        let span = self.name_span(node);
        let is_whole = span == self.span(node) && self.is_quoted(node);
        let text = if is_whole {
            json_string(name)
        } else {
            name.to_owned()
        };
        TextEdit { span, text }
    }

    fn is_quoted(&self, node: NodeId) -> bool {
        let source = self.document.text().get(self.span(node).range());
        source.is_some_and(|source| source.starts_with(['"', '\'']))
    }

    /// The bytes of a string without its quotes. If it has escapes, all of it.
    pub(super) fn name_span(&self, node: NodeId) -> Span {
        let span = self.span(node);
        let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
        let is_plain = self.document.text().get(inner.range()) == self.document.str(node);
        if self.is_quoted(node) && is_plain {
            inner
        } else {
            span
        }
    }
}

const NO_NAME: &str =
    "only IDs of resources, and names of permission profiles and machine pools, can be renamed";
const NAME_FORMAT: &str =
    "a name: 1-128 characters a-z, A-Z, 0-9, _ and -, which starts with a letter or digit";
