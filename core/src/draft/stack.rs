//! A stack that may be wrong: what its own rules look at, beside the drafts of its containers.

use super::{Draft, Field, LinkDraft};
use crate::collections::FirstIndex;
use crate::model::Lifecycle;
use crate::span::NodeId;

/// The types of clusters that containers run on.
pub(crate) const CLUSTERS: [&str; 2] = ["compute-cluster", "container-cluster"];

/// A stack declaration. What containers say for themselves has been judged already.
#[derive(Default)]
pub struct StackDraft<'d> {
    /// The id.
    pub id: Field<&'d str>,
    /// The resources, in the order of their keys.
    pub resources: Vec<ResourceDraft<'d>>,
    /// Whether every resource was seen: none was cut off, and none is broken whole.
    pub complete: bool,
    /// The names of the permission profiles.
    pub profiles: Field<Names<'d>>,
}

/// Names that others refer to: the permission profiles of a stack, or the machine pools of a cluster.
pub struct Names<'d> {
    all: Vec<&'d str>,
    /// The place of each name, if there are many.
    places: Option<FirstIndex<&'d str>>,
}

impl<'d> Names<'d> {
    /// Up to this many names are searched one by one; a map pays only for more.
    const FEW: usize = 16;

    /// Takes the names, in their order.
    pub fn new(all: Vec<&'d str>) -> Self {
        let places = (all.len() > Self::FEW).then(|| {
            let mut places = FirstIndex::default();
            for (place, name) in all.iter().enumerate() {
                places.insert(*name, place);
            }
            places
        });
        Self { all, places }
    }

    /// Whether a name is among them, in a time that does not grow with their number.
    pub fn contains(&self, name: &str) -> bool {
        match &self.places {
            Some(places) => places.get(&name).is_some(),
            None => self.all.contains(&name),
        }
    }

    /// The names, in their order.
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
    /// The node of its `config`, which is what its container's paths start from.
    pub config: NodeId,
    /// `config.type`.
    pub kind: Field<&'d str>,
    /// `config.id`.
    pub id: Field<&'d str>,
    /// `lifecycle`.
    pub lifecycle: Field<Lifecycle>,
    /// `dependencies`.
    pub dependencies: Field<Vec<Field<LinkDraft<'d>>>>,
    /// The draft of a container, once it has been judged.
    pub container: Option<Box<Draft<'d>>>,
    /// The names of a cluster's machine pools, if it says.
    pub pools: Field<Box<Names<'d>>>,
}

impl<'d> ResourceDraft<'d> {
    /// What it is called in a message: its id, or its key if that can't be read.
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

    /// What a container says; nothing of other resources, and of one that can't be read.
    pub fn container_field<T>(&self, field: impl Fn(&Draft<'d>) -> Field<T>) -> Field<T> {
        match &self.container {
            Some(container) => field(container),
            None => Field::Unseen,
        }
    }
}
