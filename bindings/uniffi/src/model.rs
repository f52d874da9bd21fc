//! Normalised declarations and outputs. Written by `cargo xtask generate`.

use serde::{Deserialize, Serialize};

use crate::variables::Variables;

/// A valid, normalised container declaration. All defaults are filled in.
#[derive(Deserialize, Serialize, uniffi::Record)]
#[uniffi::export(Display)]
#[serde(rename_all = "camelCase")]
pub struct ContainerConfig {
    /// Always `"container"`.
    #[serde(rename = "type")]
    pub r#type: ContainerType,
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

/// The `type` of a container.
#[derive(Deserialize, Serialize, uniffi::Enum)]
#[serde(rename_all = "lowercase")]
pub enum ContainerType {
    /// `"container"`
    Container,
}

/// What a container runs.
#[derive(Deserialize, Serialize, uniffi::Enum)]
#[uniffi::export(Display)]
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
#[derive(Deserialize, Serialize, uniffi::Enum)]
#[uniffi::export(Display)]
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
#[derive(Deserialize, Serialize, uniffi::Record)]
pub struct Resources {
    /// The minimum.
    pub min: String,
    /// The desired amount.
    pub desired: String,
}

/// GPUs of one type.
#[derive(Deserialize, Serialize, uniffi::Record)]
pub struct Gpu {
    /// The type, such as `nvidia-t4`.
    #[serde(rename = "type")]
    pub r#type: String,
    /// The number of GPUs, 1–8.
    pub count: u32,
}

/// A port that the container listens on.
#[derive(Deserialize, Serialize, uniffi::Record)]
pub struct Port {
    /// The port number, 1–65535.
    pub port: u16,
    /// The protocol of the public endpoint. Absent if the port is internal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expose: Option<Protocol>,
}

/// The protocol of a public port.
#[derive(Deserialize, Serialize, uniffi::Enum)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// HTTP.
    Http,
    /// TCP.
    Tcp,
}

/// How the number of replicas is adapted to the load.
#[derive(Deserialize, Serialize, uniffi::Record)]
#[serde(rename_all = "camelCase")]
pub struct Autoscaling {
    /// The minimum.
    pub min: u32,
    /// The desired number, which autoscaling starts with.
    pub desired: u32,
    /// The maximum.
    pub max: u32,
    /// The target CPU usage, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_cpu_percent: Option<f64>,
    /// The target memory usage, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_memory_percent: Option<f64>,
    /// The target number of HTTP requests in flight per replica.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_http_in_flight_per_replica: Option<u32>,
    /// The maximum 95th percentile of the HTTP latency, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_http_p95_latency_ms: Option<f64>,
}

/// Persistent storage, which is kept when a replica restarts or moves.
#[derive(Deserialize, Serialize, uniffi::Record)]
#[uniffi::export(Display)]
#[serde(rename_all = "camelCase")]
pub struct PersistentStorage {
    /// The size, with a unit (`"500Gi"`).
    pub size: String,
    /// The absolute path where the storage is mounted. Default: `/data`.
    pub mount_path: String,
}

/// The health check, which determines whether a replica is healthy.
#[derive(Deserialize, Serialize, uniffi::Record)]
#[uniffi::export(Display)]
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
#[derive(Deserialize, Serialize, uniffi::Enum)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

/// A reference to a resource by its type and ID.
#[derive(Deserialize, Serialize, uniffi::Record)]
#[uniffi::export(Display)]
pub struct ResourceRef {
    /// The type, such as `storage`.
    #[serde(rename = "type")]
    pub r#type: String,
    /// The ID.
    pub id: String,
}

/// The outputs of a container.
#[derive(Deserialize, Serialize, uniffi::Record)]
#[uniffi::export(Display)]
#[serde(rename_all = "camelCase")]
pub struct ContainerOutputs {
    /// The name of the container at run time.
    pub name: String,
    /// `pending`, `running`, `stopped` or `failing`. A newer platform may report other values.
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

/// One replica of a container.
#[derive(Deserialize, Serialize, uniffi::Record)]
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
