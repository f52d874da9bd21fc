//! The builder for Rust programs: typed methods that record calls for the fold, which all languages share.
//!
//! Each call is serialized immediately, as an array of the method and its arguments; see [`builder`]. Nothing is
//! validated before [`Container::build`].

mod arguments;
mod calls;
mod config;
mod debug;
mod error;
mod stack;
mod state;
mod text;

use std::fmt;

use serde::Serialize;

pub use arguments::{Cpu, Linked, Memory};
pub use config::validate_value;
pub use error::ValidationError;
pub use stack::{Addable, Stack};
pub use state::StackState;
pub use text::{apply_fix, diff, edit, normalise, remove, render, validate_text, validate_update};

use calls::Calls;
use config::config_of;

use crate::model::{
    Autoscaling, ContainerCode, ContainerConfig, Gpu, HealthCheck, Protocol, Variables,
};
use crate::validate::DocumentKind;
use crate::wire::Report;

/// Declares a container step by step.
///
/// No call fails. [`build`](Self::build) reports all problems at once, each with the line of the call that caused
/// it. After that, the builder can still be used, and it can be cloned.
///
/// ```
/// use alien_sdk_core::{Container, ContainerCode, Protocol};
///
/// let api = Container::new("api")
///     .code(ContainerCode::image("ghcr.io/acme/api:v1"))
///     .cpu(0.5)
///     .memory("1Gi")
///     .port(8080)
///     .expose(Protocol::Http)
///     .permissions("execution");
/// assert_eq!(api.build()?.cpu.desired, "0.5");
///
/// let refused = api.memory("lots").build().unwrap_err();
/// assert_eq!(refused.report().diagnostics[0].code, "invalid-memory");
/// # Ok::<(), alien_sdk_core::ValidationError>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct Container {
    calls: Calls,
}

impl Container {
    /// Creates a builder for a container with an ID, which is a DNS label such as `api` or `vector-reader`.
    #[track_caller]
    pub fn new(id: impl AsRef<str>) -> Self {
        let calls = Calls::new().record(("container", id.as_ref()));
        Self { calls }
    }

    /// Creates a builder from an existing declaration: a [`ContainerConfig`], or anything that serializes to one. It
    /// may be invalid; [`build`](Self::build) reports its problems.
    ///
    /// ```
    /// # use alien_sdk_core::{Container, ContainerCode};
    /// # let api = Container::new("api")
    /// #     .code(ContainerCode::image("ghcr.io/acme/api:v1"))
    /// #     .cpu(1)
    /// #     .memory("1Gi")
    /// #     .port(8080)
    /// #     .permissions("execution")
    /// #     .build()?;
    /// let larger = Container::from_config(&api).memory("4Gi").build()?;
    /// assert_eq!(larger.memory.min, "4Gi");
    /// # Ok::<(), alien_sdk_core::ValidationError>(())
    /// ```
    #[track_caller]
    pub fn from_config(config: impl Serialize) -> Self {
        let calls = Calls::new().record(("from", config));
        Self { calls }
    }

    /// Sets what the container runs.
    #[track_caller]
    pub fn code(self, code: ContainerCode) -> Self {
        self.call(("code", code))
    }

    /// Sets the CPU. A number or a string sets both the minimum and the desired amount.
    ///
    /// ```
    /// # use alien_sdk_core::{Container, config::Resources};
    /// let api = Container::new("api");
    /// let api = api.cpu(1).cpu(0.5).cpu("500m").cpu(Resources::new("0.5", "2"));
    /// ```
    #[track_caller]
    pub fn cpu(self, amount: impl Into<Cpu>) -> Self {
        self.call(("cpu", amount.into()))
    }

    /// Sets the memory, with a unit: `"512Mi"`, `"1Gi"`. A string sets both the minimum and the desired amount; use
    /// [`Resources`](crate::config::Resources) to set them separately.
    #[track_caller]
    pub fn memory(self, amount: impl Into<Memory>) -> Self {
        self.call(("memory", amount.into()))
    }

    /// Adds an internal port.
    #[track_caller]
    pub fn port(self, port: u16) -> Self {
        self.call(("port", port))
    }

    /// Adds internal ports.
    #[track_caller]
    pub fn ports(self, ports: impl IntoIterator<Item = u16>) -> Self {
        self.call(("ports", ports.into_iter().collect::<Vec<_>>()))
    }

    /// Makes the first port public. The first port is determined when the container is built.
    #[track_caller]
    pub fn expose(self, protocol: Protocol) -> Self {
        self.call(("expose", protocol))
    }

    /// Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
    #[track_caller]
    pub fn expose_port(self, port: u16, protocol: Protocol) -> Self {
        self.call(("exposePort", port, protocol))
    }

    /// Sets a fixed number of replicas. It can't be combined with autoscaling.
    #[track_caller]
    pub fn replicas(self, count: u32) -> Self {
        self.call(("replicas", count))
    }

    /// Sets the minimum and the desired number of replicas for autoscaling.
    #[track_caller]
    pub fn min_replicas(self, count: u32) -> Self {
        self.call(("minReplicas", count))
    }

    /// Sets the maximum number of replicas for autoscaling.
    #[track_caller]
    pub fn max_replicas(self, count: u32) -> Self {
        self.call(("maxReplicas", count))
    }

    /// Sets all autoscaling options. They can't be combined with a fixed number of replicas.
    #[track_caller]
    pub fn auto_scale(self, scaling: Autoscaling) -> Self {
        self.call(("autoScale", scaling))
    }

    /// Sets whether replicas have a stable identity.
    #[track_caller]
    pub fn stateful(self, enabled: bool) -> Self {
        self.call(("stateful", enabled))
    }

    /// Adds persistent storage, mounted at `/data`, and makes the container stateful.
    #[track_caller]
    pub fn persistent_storage(self, size: impl AsRef<str>) -> Self {
        self.call(("persistentStorage", size.as_ref()))
    }

    /// Adds persistent storage, mounted at `mount_path`, and makes the container stateful.
    #[track_caller]
    pub fn persistent_storage_at(self, size: impl AsRef<str>, mount_path: impl AsRef<str>) -> Self {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Mount<'a> {
            mount_path: &'a str,
        }
        let mount_path = mount_path.as_ref();
        self.call(("persistentStorage", size.as_ref(), Mount { mount_path }))
    }

    /// Requests scratch storage, which is lost when a replica restarts or moves.
    #[track_caller]
    pub fn ephemeral_storage(self, size: impl AsRef<str>) -> Self {
        self.call(("ephemeralStorage", size.as_ref()))
    }

    /// Requests GPUs.
    #[track_caller]
    pub fn gpu(self, gpu: Gpu) -> Self {
        self.call(("gpu", gpu))
    }

    /// Sets the health check of the replicas.
    ///
    /// ```
    /// # use alien_sdk_core::{Container, config::HealthCheck};
    /// let api = Container::new("api").health_check(HealthCheck {
    ///     path: "/ready".to_owned(),
    ///     timeout_seconds: 2,
    ///     ..HealthCheck::default()
    /// });
    /// ```
    #[track_caller]
    pub fn health_check(self, check: HealthCheck) -> Self {
        self.call(("healthCheck", check))
    }

    /// Adds environment variables. If a name has already been set, the new value replaces the old one.
    ///
    /// ```
    /// # use alien_sdk_core::Container;
    /// let api = Container::new("api").environment([("LOG_LEVEL", "info"), ("REGION", "eu")]);
    /// ```
    #[track_caller]
    pub fn environment<N, V>(self, variables: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: Into<String>,
    {
        self.call(("environment", variables.into_iter().collect::<Variables>()))
    }

    /// Gives the container access to another resource.
    ///
    /// ```
    /// # use alien_sdk_core::{Container, config::ResourceRef};
    /// let storage = ResourceRef::new("storage", "uploads");
    /// let db = Container::new("db");
    /// let api = Container::new("api").link(&storage).link(&db);
    /// ```
    #[track_caller]
    pub fn link(self, resource: impl Linked) -> Self {
        self.call(("link", resource.resource_ref()))
    }

    /// Sets the name of the permission profile.
    #[track_caller]
    pub fn permissions(self, profile: impl AsRef<str>) -> Self {
        self.call(("permissions", profile.as_ref()))
    }

    /// Sets the container cluster to run on. Without it, the platform assigns a cluster.
    #[track_caller]
    pub fn cluster(self, id: impl AsRef<str>) -> Self {
        self.call(("cluster", id.as_ref()))
    }

    /// Sets the machine pool of the cluster to run on.
    #[track_caller]
    pub fn pool(self, name: impl AsRef<str>) -> Self {
        self.call(("pool", name.as_ref()))
    }

    /// Sets the command to run instead of the image's default command.
    ///
    /// ```
    /// # use alien_sdk_core::Container;
    /// let api = Container::new("api").command(["./server", "--port", "8080"]);
    /// ```
    #[track_caller]
    pub fn command<W: Into<String>>(self, words: impl IntoIterator<Item = W>) -> Self {
        let words: Vec<String> = words.into_iter().map(Into::into).collect();
        self.call(("command", words))
    }

    /// Builds the container.
    ///
    /// # Errors
    ///
    /// Fails if there is any error, and reports all of them. Warnings don't fail; see [`validate`](Self::validate).
    pub fn build(&self) -> Result<ContainerConfig, ValidationError> {
        self.calls.build(DocumentKind::Container, config_of)
    }

    /// Validates the calls, and returns all diagnostics including warnings.
    ///
    /// ```
    /// # use alien_sdk_core::Container;
    /// for diagnostic in Container::new("api").port(8080).validate().diagnostics {
    ///     eprintln!("{}: {}", diagnostic.code, diagnostic.message);
    /// }
    /// ```
    pub fn validate(&self) -> Report {
        self.calls.validate()
    }

    #[track_caller]
    fn call(self, call: impl Serialize) -> Self {
        let calls = self.calls.record(call);
        Self { calls }
    }
}

/// Shows the calls with their scalar arguments only, since others may be secret.
impl fmt::Debug for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.calls.fmt(f)
    }
}
