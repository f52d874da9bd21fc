//! The checked model. A [`ContainerConfig`] is only made from a declaration in which no error was found.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::number;

/// A container declaration that has no fault, normalised: every default is written out.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", remote = "Self")]
#[non_exhaustive]
pub struct ContainerConfig {
    /// Always `"container"`.
    #[serde(rename = "type")]
    pub kind: ContainerType,
    /// The id: a DNS label.
    pub id: String,
    /// What the container runs.
    pub code: ContainerCode,
    /// CPU, in vCPUs as decimals (`"0.5"`) or millicores (`"500m"`).
    pub cpu: Resources,
    /// Memory, with a unit (`"1Gi"`).
    pub memory: Resources,
    /// GPUs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu: Option<Gpu>,
    /// The ports, at least one, and at most one of them exposed.
    pub ports: Vec<Port>,
    /// A fixed number of replicas. Never together with `autoscaling`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replicas: Option<u32>,
    /// Autoscaling. Never together with `replicas`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscaling: Option<Autoscaling>,
    /// Whether replicas keep their identity.
    pub stateful: bool,
    /// Storage that outlives a replica.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_storage: Option<PersistentStorage>,
    /// Scratch storage, with a unit (`"100Gi"`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<String>,
    /// How to see whether a replica is healthy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<HealthCheck>,
    /// Environment variables, in order of first appearance.
    pub environment: Variables,
    /// Resources that the container may use.
    pub links: Vec<ResourceRef>,
    /// The name of the permission profile.
    pub permissions: String,
    /// The container cluster to run on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// The machine pool in the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<String>,
    /// The command that takes the place of the image's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
}

impl Serialize for ContainerConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The derived function. The derived `deserialize` reads the normalised form alone; the trait's own, in
        // `container/config.rs`, goes through every rule.
        Self::serialize(self, serializer)
    }
}

/// The `type` of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum ContainerType {
    /// `"container"`
    Container,
}

/// What a container runs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ContainerCode {
    /// An image that exists.
    Image {
        /// The image reference.
        image: String,
    },
    /// An image that is built from source.
    Source {
        /// The source directory.
        src: String,
        /// What builds it.
        toolchain: Toolchain,
    },
}

/// What builds an image from source.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(
    tag = "type",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub enum Toolchain {
    /// TypeScript or JavaScript, compiled with Bun.
    Typescript {
        /// The name of the program that is built.
        #[serde(skip_serializing_if = "Option::is_none")]
        binary_name: Option<String>,
    },
    /// Rust, compiled with Cargo.
    Rust {
        /// The name of the program that is built.
        #[serde(skip_serializing_if = "Option::is_none")]
        binary_name: Option<String>,
    },
    /// A Dockerfile.
    Docker {
        /// The Dockerfile, from the source directory.
        #[serde(skip_serializing_if = "Option::is_none")]
        dockerfile: Option<String>,
        /// Build arguments.
        #[serde(skip_serializing_if = "Option::is_none")]
        build_args: Option<Variables>,
        /// The build stage.
        #[serde(skip_serializing_if = "Option::is_none")]
        target: Option<String>,
    },
}

/// An amount at the least, and the one that is wished for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Resources {
    /// At the least.
    pub min: String,
    /// Wished for.
    pub desired: String,
}

/// GPUs of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Gpu {
    /// The type: `nvidia-t4`.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many, 1–8.
    pub count: u32,
}

/// A port that the container listens on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Port {
    /// 1–65535.
    pub port: u16,
    /// How it is public, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expose: Option<Protocol>,
}

/// How a port is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// HTTP.
    Http,
    /// TCP.
    Tcp,
}

impl Protocol {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Tcp => "tcp",
        }
    }
}

/// When a resource is deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Lifecycle {
    /// With every release.
    Live,
    /// With the first release, and then left alone.
    Frozen,
}

impl Lifecycle {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Frozen => "frozen",
        }
    }
}

/// How the number of replicas follows the load.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Autoscaling {
    /// At the least.
    pub min: u32,
    /// To begin with.
    pub desired: u32,
    /// At the most.
    pub max: u32,
    /// The CPU use to aim at, in percent.
    #[serde(
        serialize_with = "number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub target_cpu_percent: Option<f64>,
    /// The memory use to aim at, in percent.
    #[serde(
        serialize_with = "number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub target_memory_percent: Option<f64>,
    /// HTTP requests in flight for each replica to aim at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_http_in_flight_per_replica: Option<u32>,
    /// The 95th percentile of HTTP latency to stay below, in milliseconds.
    #[serde(
        serialize_with = "number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_http_p95_latency_ms: Option<f64>,
}

/// Storage that outlives a replica.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PersistentStorage {
    /// The size, with a unit (`"500Gi"`).
    pub size: String,
    /// Where the container finds it; `/data` unless given.
    pub mount_path: String,
}

/// How to see whether a replica is healthy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// The HTTP path; `/health` unless given.
    pub path: String,
    /// The port; the first one unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The HTTP method; `GET` unless given.
    pub method: HttpMethod,
    /// How long a probe may take, in seconds; 1 unless given.
    pub timeout_seconds: u32,
    /// After how many failures in a row a replica is unhealthy; 3 unless given.
    pub failure_threshold: u32,
}

/// The method of a health check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum HttpMethod {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

impl HttpMethod {
    /// Every method.
    pub const ALL: [Self; 7] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Options,
    ];

    /// The name of every method, in the same order.
    pub const NAMES: [&'static str; 7] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// The method of exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// A resource, by its type and id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct ResourceRef {
    /// The type: `storage`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The id.
    pub id: String,
}

/// Names with their values, in order of first appearance. Values may be secret: `Debug` leaves them out, and what is
/// assigned in a name.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[cfg_attr(feature = "tsify", tsify(type = "Record<string, string>"))]
pub struct Variables(pub Vec<(String, String)>);

impl Serialize for Variables {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Variables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Variables;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of names and texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Variables, A::Error> {
                let mut variables = Vec::new();
                while let Some(member) = members.next_entry()? {
                    variables.push(member);
                }
                Ok(Variables(variables))
            }
        }

        deserializer.deserialize_map(Members)
    }
}
