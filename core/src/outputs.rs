//! The outputs of a container, which the platform reports after it has provisioned the container.

use std::fmt;

use serde::Serialize;

use crate::draft::{Field, OutputsDraft, ReplicaDraft};
use crate::secret::Masked;

/// The outputs of a container.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ContainerOutputs {
    /// The name of the container at run time.
    pub name: String,
    /// `pending`, `running`, `stopped` or `failing`. A newer platform may report other values.
    #[cfg_attr(
        feature = "tsify",
        tsify(type = "\"pending\" | \"running\" | \"stopped\" | \"failing\" | (string & {})")
    )]
    pub status: String,
    /// The number of replicas that are running.
    pub current_replicas: u32,
    /// The number of replicas that should be running.
    pub desired_replicas: u32,
    /// The host name inside the stack.
    pub internal_dns: String,
    /// The public URL, if a port is exposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The replicas; empty if the platform doesn't list them.
    pub replicas: Vec<ReplicaStatus>,
}

/// Masked, since a URL may contain a password.
impl fmt::Debug for ContainerOutputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            status,
            current_replicas,
            desired_replicas,
            internal_dns,
            url,
            replicas,
        } = self;
        f.debug_struct("ContainerOutputs")
            .field("name", &Masked(name))
            .field("status", &Masked(status))
            .field("current_replicas", current_replicas)
            .field("desired_replicas", desired_replicas)
            .field("internal_dns", &Masked(internal_dns))
            .field("url", &url.as_deref().map(Masked))
            .field("replicas", replicas)
            .finish()
    }
}

/// One replica of a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ReplicaStatus {
    /// The ID of the replica.
    pub replica_id: String,
    /// The index of the replica, if replicas have a stable identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// The ID of the machine that the replica runs on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine_id: Option<String>,
    /// Whether the replica passes its health check.
    pub healthy: bool,
    /// The IP address of the replica inside the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_ip: Option<String>,
}

impl ContainerOutputs {
    /// The outputs in a draft; `None` if any field in them is invalid.
    pub(crate) fn from_draft(draft: &OutputsDraft) -> Option<Self> {
        let good = draft.is_good().then_some(draft)?;
        let replicas = good.replicas.given().into_iter().flatten();
        Some(Self {
            name: text(&good.name)?,
            status: text(&good.status)?,
            current_replicas: count(&good.current)?,
            desired_replicas: count(&good.desired)?,
            internal_dns: text(&good.internal_dns)?,
            url: text(&good.url),
            replicas: replicas
                .map(|replica| ReplicaStatus::from_draft(replica.given()?))
                .collect::<Option<_>>()?,
        })
    }

    /// Whether the container is running, has at least the desired number of replicas, and no listed replica is
    /// unhealthy.
    pub fn is_running(&self) -> bool {
        self.status == "running"
            && self.current_replicas >= self.desired_replicas
            && self.unhealthy_replicas().next().is_none()
    }

    /// The replicas that fail their health check.
    pub fn unhealthy_replicas(&self) -> impl Iterator<Item = &ReplicaStatus> {
        self.replicas.iter().filter(|replica| !replica.healthy)
    }
}

impl ReplicaStatus {
    fn from_draft(draft: &ReplicaDraft) -> Option<Self> {
        Some(Self {
            replica_id: text(&draft.replica_id)?,
            ordinal: count(&draft.ordinal),
            machine_id: text(&draft.machine_id),
            healthy: *draft.healthy.given()?,
            container_ip: text(&draft.container_ip),
        })
    }
}

fn text(field: &Field<&str>) -> Option<String> {
    field.given().map(|text| (*text).to_owned())
}

/// Converts a count. Decoding has checked that it is a whole number within its bounds.
fn count(field: &Field<f64>) -> Option<u32> {
    field.given().map(|count| *count as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_running(status: &str, current: u32, desired: u32, healthy: &[bool]) -> bool {
        let replica = |healthy: &bool| ReplicaStatus {
            replica_id: "api-0".to_owned(),
            ordinal: None,
            machine_id: None,
            healthy: *healthy,
            container_ip: None,
        };
        let outputs = ContainerOutputs {
            name: "api".to_owned(),
            status: status.to_owned(),
            current_replicas: current,
            desired_replicas: desired,
            internal_dns: "api.shop".to_owned(),
            url: None,
            replicas: healthy.iter().map(replica).collect(),
        };
        outputs.is_running()
    }

    #[test]
    fn a_container_runs_with_as_many_healthy_replicas_as_it_should() {
        assert!(is_running("running", 2, 2, &[true, true]));
        assert!(is_running("running", 3, 2, &[]));
        assert!(!is_running("pending", 2, 2, &[true, true]));
        assert!(!is_running("running", 1, 2, &[true]));
        assert!(!is_running("running", 2, 2, &[true, false]));
    }
}
