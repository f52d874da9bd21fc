//! A stack that may be wrong: what its own rules look at, beside the drafts of its containers.

use super::{Draft, Field, LinkDraft};
use crate::model::Lifecycle;
use crate::span::NodeId;

/// The types of clusters that containers run on.
pub const CLUSTERS: [&str; 2] = ["compute-cluster", "container-cluster"];

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
    pub profiles: Field<Vec<&'d str>>,
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
    pub pools: Field<Vec<&'d str>>,
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
    pub fn says<T>(&self, field: impl Fn(&Draft<'d>) -> Field<T>) -> Field<T> {
        match &self.container {
            Some(container) => field(container),
            None => Field::Unseen,
        }
    }
}
