//! The checked model. A [`ContainerConfig`] is only created from a declaration without errors.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::number;

/// A valid, normalised container declaration. All defaults are filled in.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", remote = "Self")]
#[non_exhaustive]
pub struct ContainerConfig {
    /// Always `"container"`.
    #[serde(rename = "type")]
    pub kind: ContainerType,
    /// The ID: a DNS label.
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
    /// The ports. There is at least one, and at most one of them is exposed.
    pub ports: Vec<Port>,
    /// A fixed number of replicas. Never set together with `autoscaling`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replicas: Option<u32>,
    /// The autoscaling options. Never set together with `replicas`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscaling: Option<Autoscaling>,
    /// Whether replicas have a stable identity.
    pub stateful: bool,
    /// Persistent storage, which is kept when a replica restarts or moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_storage: Option<PersistentStorage>,
    /// Scratch storage, with a unit (`"100Gi"`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_storage: Option<String>,
    /// The health check, which determines whether a replica is healthy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check: Option<HealthCheck>,
    /// The environment variables, in the order in which their names first appear.
    pub environment: Variables,
    /// The resources that the container can access.
    pub links: Vec<ResourceRef>,
    /// The name of the permission profile.
    pub permissions: String,
    /// The container cluster to run on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// The machine pool of the cluster to run on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<String>,
    /// The command to run instead of the image's default command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
}

impl Serialize for ContainerConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Calls the derived function, which only reads the normalised form. The trait implementation in
        // `container/config.rs` applies all rules.
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
    /// An existing image.
    Image {
        /// The image reference.
        image: String,
    },
    /// An image that is built from source.
    Source {
        /// The directory of the source code.
        src: String,
        /// The toolchain that builds the image.
        toolchain: Toolchain,
    },
}

/// A toolchain that builds an image from source code.
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
        /// The name of the binary that is built.
        #[serde(skip_serializing_if = "Option::is_none")]
        binary_name: Option<String>,
    },
    /// Rust, compiled with Cargo.
    Rust {
        /// The name of the binary that is built.
        #[serde(skip_serializing_if = "Option::is_none")]
        binary_name: Option<String>,
    },
    /// A Dockerfile.
    Docker {
        /// The path of the Dockerfile, relative to the source directory.
        #[serde(skip_serializing_if = "Option::is_none")]
        dockerfile: Option<String>,
        /// The build arguments.
        #[serde(skip_serializing_if = "Option::is_none")]
        build_args: Option<Variables>,
        /// The build stage to build.
        #[serde(skip_serializing_if = "Option::is_none")]
        target: Option<String>,
    },
}

/// A minimum and a desired amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Resources {
    /// The minimum.
    pub min: String,
    /// The desired amount.
    pub desired: String,
}

/// GPUs of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Gpu {
    /// The type, such as `nvidia-t4`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The number of GPUs, 1–8.
    pub count: u32,
}

/// A port that the container listens on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Port {
    /// The port number, 1–65535.
    pub port: u16,
    /// The protocol of the public endpoint. Absent if the port is internal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expose: Option<Protocol>,
}

/// The protocol of a public port.
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
    /// The name in JSON.
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
    /// Deployed with every release.
    Live,
    /// Deployed with the first release only, and not changed afterwards.
    Frozen,
}

impl Lifecycle {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Frozen => "frozen",
        }
    }
}

/// How the number of replicas is adapted to the load.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Autoscaling {
    /// The minimum.
    pub min: u32,
    /// The desired number, which autoscaling starts with.
    pub desired: u32,
    /// The maximum.
    pub max: u32,
    /// The target CPU usage, in percent.
    #[serde(
        serialize_with = "number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub target_cpu_percent: Option<f64>,
    /// The target memory usage, in percent.
    #[serde(
        serialize_with = "number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub target_memory_percent: Option<f64>,
    /// The target number of HTTP requests in flight per replica.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_http_in_flight_per_replica: Option<u32>,
    /// The maximum 95th percentile of the HTTP latency, in milliseconds.
    #[serde(
        serialize_with = "number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_http_p95_latency_ms: Option<f64>,
}

/// Persistent storage, which is kept when a replica restarts or moves.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PersistentStorage {
    /// The size, with a unit (`"500Gi"`).
    pub size: String,
    /// The absolute path where the storage is mounted. Default: `/data`.
    pub mount_path: String,
}

/// The health check, which determines whether a replica is healthy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// The HTTP path. Default: `/health`.
    pub path: String,
    /// The port. Default: the first port of the container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The HTTP method. Default: `GET`.
    pub method: HttpMethod,
    /// The timeout of a probe, in seconds. Default: 1.
    pub timeout_seconds: u32,
    /// The number of consecutive failures after which a replica is unhealthy. Default: 3.
    pub failure_threshold: u32,
}

/// The HTTP method of a health check.
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
    /// All methods.
    pub const ALL: [Self; 7] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Options,
    ];

    /// The names of all methods, in the same order.
    pub const NAMES: [&'static str; 7] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// The name in JSON.
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

    /// Returns the method with exactly this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// A reference to a resource by its type and ID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct ResourceRef {
    /// The type, such as `storage`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The ID.
    pub id: String,
}

/// Names and values, in the order in which the names first appear. Values may be secret, so `Debug` leaves them
/// out, and also anything after a `=` in a name.
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
