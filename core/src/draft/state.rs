//! The draft of a stack state: the fields that its rules use.

use super::Field;
use crate::span::NodeId;

/// The state of a deployed stack.
#[derive(Default)]
pub struct StateDraft<'d> {
    /// The resources, in the order of their keys.
    pub resources: Vec<ResourceState<'d>>,
}

/// A member of `resources`.
pub struct ResourceState<'d> {
    /// Its key, which is the ID of the resource.
    pub id: &'d str,
    /// `type`.
    pub kind: Field<&'d str>,
    /// `status`. A newer platform may use other values than those known here.
    pub status: Field<&'d str>,
    /// Whether `config` exposes a port by HTTP; `None` if `config` or its ports are missing.
    pub exposes_http: Option<bool>,
    /// Whether `config` exposes any port; `None` if `config` or its ports are missing.
    pub exposes: Option<bool>,
    /// The outputs of a container. Absent for other resources, whose outputs have other keys.
    pub outputs: Field<OutputsDraft<'d>>,
}

/// The outputs of a container.
pub struct OutputsDraft<'d> {
    /// Their node.
    pub node: NodeId,
    /// `name`.
    pub name: Field<&'d str>,
    /// `status`. A newer platform may use other values than those known here.
    pub status: Field<&'d str>,
    /// `currentReplicas`.
    pub current: Field<f64>,
    /// `desiredReplicas`.
    pub desired: Field<f64>,
    /// `internalDns`.
    pub internal_dns: Field<&'d str>,
    /// `url`.
    pub url: Field<&'d str>,
    /// `replicas`.
    pub replicas: Field<Vec<Field<ReplicaDraft<'d>>>>,
}

/// An element of `replicas`.
#[allow(missing_docs)]
pub struct ReplicaDraft<'d> {
    pub replica_id: Field<&'d str>,
    pub ordinal: Field<f64>,
    pub machine_id: Field<&'d str>,
    pub healthy: Field<bool>,
    pub container_ip: Field<&'d str>,
}

impl OutputsDraft<'_> {
    /// Whether all fields can be read.
    pub fn is_good(&self) -> bool {
        let is_text = |field: &Field<&str>| field.given().is_some();
        let may_be_text = |field: &Field<&str>| !matches!(field, Field::Broken | Field::Unseen);
        let replicas = match &self.replicas {
            Field::Absent => true,
            Field::Given(replicas) => replicas
                .iter()
                .all(|replica| replica.given().is_some_and(ReplicaDraft::is_good)),
            Field::Broken | Field::Unseen => false,
        };
        is_text(&self.name)
            && is_text(&self.status)
            && is_text(&self.internal_dns)
            && may_be_text(&self.url)
            && self.current.given().is_some()
            && self.desired.given().is_some()
            && replicas
    }
}

impl ReplicaDraft<'_> {
    fn is_good(&self) -> bool {
        let may_be_text = |field: &Field<&str>| !matches!(field, Field::Broken | Field::Unseen);
        self.replica_id.given().is_some()
            && self.healthy.given().is_some()
            && !matches!(self.ordinal, Field::Broken | Field::Unseen)
            && may_be_text(&self.machine_id)
            && may_be_text(&self.container_ip)
    }
}
