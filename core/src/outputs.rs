//! What became of a container: the outputs that the platform reports after provisioning.

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
    /// `pending`, `running`, `stopped` or `failing`; a newer platform may know others.
    #[cfg_attr(
        feature = "tsify",
        tsify(type = "\"pending\" | \"running\" | \"stopped\" | \"failing\" | (string & {})")
    )]
    pub status: String,
    /// How many replicas run.
    pub current_replicas: u32,
    /// How many replicas should run.
    pub desired_replicas: u32,
    /// The host name inside the stack.
    pub internal_dns: String,
    /// The public URL, where a port is exposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Each replica; empty where the platform reports none.
    pub replicas: Vec<ReplicaStatus>,
}

/// Masked: a URL may have a password in it.
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
    /// Its number, where replicas keep their identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// The machine that it runs on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine_id: Option<String>,
    /// Whether its health check passes.
    pub healthy: bool,
    /// Its address inside the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_ip: Option<String>,
}

impl ContainerOutputs {
    /// The outputs that a draft holds; `None` if anything in them can't be read.
    pub fn of(draft: &OutputsDraft) -> Option<Self> {
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
                .map(|replica| ReplicaStatus::of(replica.given()?))
                .collect::<Option<_>>()?,
        })
    }

    /// Whether it runs with as many replicas as it should, all of those that are listed healthy.
    pub fn is_running(&self) -> bool {
        self.status == "running"
            && self.current_replicas >= self.desired_replicas
            && self.unhealthy_replicas().next().is_none()
    }

    /// The replicas whose health check fails.
    pub fn unhealthy_replicas(&self) -> impl Iterator<Item = &ReplicaStatus> {
        self.replicas.iter().filter(|replica| !replica.healthy)
    }
}

impl ReplicaStatus {
    fn of(draft: &ReplicaDraft) -> Option<Self> {
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

/// A count that is whole and within its bounds, as decoding has made sure.
fn count(field: &Field<f64>) -> Option<u32> {
    field.given().map(|count| *count as u32)
}
