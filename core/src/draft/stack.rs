//! The draft of a stack: the fields that stack rules use, and the drafts of its containers.

use super::{Draft, Field, LinkDraft};
use crate::collections::FirstIndex;
use crate::model::Lifecycle;
use crate::span::NodeId;

/// The types of clusters that containers run on.
pub(crate) const CLUSTERS: [&str; 2] = ["compute-cluster", "container-cluster"];

/// A stack declaration. The container rules have already checked its containers.
#[derive(Default)]
pub struct StackDraft<'d> {
    /// The ID.
    pub id: Field<&'d str>,
    /// The resources, in the order of their keys.
    pub resources: Vec<ResourceDraft<'d>>,
    /// Whether `resources` contains all resources. False if they were cut off or one of them can't be read.
    pub complete: bool,
    /// The names of the permission profiles.
    pub profiles: Field<Names<'d>>,
}

/// A set of names that containers refer to: the permission profiles of a stack, or the machine pools of a cluster.
pub struct Names<'d> {
    all: Vec<&'d str>,
    /// The index of each name, if there are many names.
    indexes: Option<FirstIndex<&'d str>>,
}

impl<'d> Names<'d> {
    /// Up to this many names are searched one by one, which is faster than a map.
    const MAX_LINEAR: usize = 16;

    /// Creates a set of names.
    pub fn new(all: Vec<&'d str>) -> Self {
        let indexes = (all.len() > Self::MAX_LINEAR).then(|| {
            let mut indexes = FirstIndex::default();
            for (index, name) in all.iter().enumerate() {
                indexes.insert(*name, index);
            }
            indexes
        });
        Self { all, indexes }
    }

    /// Whether the set contains a name. The time does not depend on the number of names.
    pub fn contains(&self, name: &str) -> bool {
        match &self.indexes {
            Some(indexes) => indexes.get(&name).is_some(),
            None => self.all.contains(&name),
        }
    }

    /// The names, in their original order.
    pub fn iter(&self) -> impl Iterator<Item = &'d str> {
        self.all.iter().copied()
    }
}

/// A member of `resources`.
pub struct ResourceDraft<'d> {
    /// Its key.
    pub key: &'d str,
    /// Its node.
    pub node: NodeId,
    /// The node of its `config`. The paths in diagnostics of a container start there.
    pub config: NodeId,
    /// `config.type`.
    pub kind: Field<&'d str>,
    /// `config.id`.
    pub id: Field<&'d str>,
    /// `lifecycle`.
    pub lifecycle: Field<Lifecycle>,
    /// `dependencies`.
    pub dependencies: Field<Vec<Field<LinkDraft<'d>>>>,
    /// The draft of a container, after the container rules have checked it.
    pub container: Option<Box<Draft<'d>>>,
    /// The names of a cluster's machine pools, if they are declared.
    pub pools: Field<Box<Names<'d>>>,
}

impl<'d> ResourceDraft<'d> {
    /// The name for messages: the ID, or the key if the ID can't be read.
    pub fn name(&self) -> &'d str {
        self.id.given().copied().unwrap_or(self.key)
    }

    /// Whether it is a container.
    pub fn is_container(&self) -> bool {
        self.kind.given() == Some(&"container")
    }

    /// Whether it is a cluster that containers run on.
    pub fn is_cluster(&self) -> bool {
        self.kind
            .given()
            .is_some_and(|kind| CLUSTERS.contains(kind))
    }

    /// A field of a container. It is unseen if the resource is not a container or can't be read.
    pub fn container_field<T>(&self, field: impl Fn(&Draft<'d>) -> Field<T>) -> Field<T> {
        match &self.container {
            Some(container) => field(container),
            None => Field::Unseen,
        }
    }
}
