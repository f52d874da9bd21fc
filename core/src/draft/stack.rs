//! A stack that may be wrong: what its own rules look at, beside the drafts of its containers.

use super::{Draft, Field, LinkDraft};
use crate::span::NodeId;

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
    /// What a container says about other resources.
    pub container: ContainerPart<'d>,
    /// The names of a cluster's machine pools, if it says.
    pub pools: Field<Vec<&'d str>>,
}

/// What a container says about other resources; nothing for other resources.
#[derive(Default)]
#[allow(missing_docs)]
pub struct ContainerPart<'d> {
    pub links: Field<Vec<Field<LinkDraft<'d>>>>,
    pub permissions: Field<&'d str>,
    pub cluster: Field<&'d str>,
    pub pool: Field<&'d str>,
}

/// Whether a resource is deployed and updated again and again, or once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// With every release.
    Live,
    /// Once, at the start.
    Frozen,
}

impl<'d> ResourceDraft<'d> {
    /// Whether it is a container.
    pub fn is_container(&self) -> bool {
        self.kind.given() == Some(&"container")
    }

    /// Whether it is a cluster that containers run on.
    pub fn is_cluster(&self) -> bool {
        matches!(
            self.kind.given(),
            Some(&("compute-cluster" | "container-cluster"))
        )
    }

    /// Takes over what a container's draft, already judged, says about other resources.
    pub fn take(&mut self, draft: &mut Draft<'d>) {
        self.id = draft.id;
        self.container = ContainerPart {
            links: std::mem::take(&mut draft.links),
            permissions: draft.permissions,
            cluster: draft.cluster,
            pool: draft.pool,
        };
    }
}
