//! Constructors for the parts of a container, which builder methods take as arguments.

use super::{
    Autoscaling, ContainerCode, Gpu, HealthCheck, HttpMethod, ResourceRef, Resources, Toolchain,
};

impl ContainerCode {
    /// An existing image.
    ///
    /// ```
    /// use alien_sdk_core::ContainerCode;
    ///
    /// let code = ContainerCode::image("ghcr.io/acme/api:v1");
    /// ```
    pub fn image(image: impl Into<String>) -> Self {
        Self::Image {
            image: image.into(),
        }
    }

    /// An image that is built by `toolchain` from the directory `src`.
    ///
    /// ```
    /// use alien_sdk_core::{ContainerCode, Toolchain};
    ///
    /// let code = ContainerCode::source("./api", Toolchain::docker());
    /// ```
    pub fn source(src: impl Into<String>, toolchain: Toolchain) -> Self {
        Self::Source {
            src: src.into(),
            toolchain,
        }
    }
}

impl Toolchain {
    /// TypeScript or JavaScript, compiled with Bun.
    pub fn typescript() -> Self {
        Self::Typescript { binary_name: None }
    }

    /// Rust, compiled with Cargo. `binary_name` is the binary to run.
    pub fn rust(binary_name: impl Into<String>) -> Self {
        Self::Rust {
            binary_name: Some(binary_name.into()),
        }
    }

    /// The Dockerfile of the source directory, without build arguments.
    pub fn docker() -> Self {
        Self::Docker {
            dockerfile: None,
            build_args: None,
            target: None,
        }
    }
}

impl Resources {
    /// A minimum and a desired amount.
    pub fn new(min: impl Into<String>, desired: impl Into<String>) -> Self {
        Self {
            min: min.into(),
            desired: desired.into(),
        }
    }
}

impl Gpu {
    /// `count` GPUs of a type.
    pub fn new(kind: impl Into<String>, count: u32) -> Self {
        Self {
            kind: kind.into(),
            count,
        }
    }
}

impl Autoscaling {
    /// The bounds, without any targets.
    ///
    /// ```
    /// use alien_sdk_core::config::Autoscaling;
    ///
    /// let scaling = Autoscaling {
    ///     target_cpu_percent: Some(70.0),
    ///     ..Autoscaling::new(2, 4, 20)
    /// };
    /// ```
    pub fn new(min: u32, desired: u32, max: u32) -> Self {
        Self {
            min,
            desired,
            max,
            target_cpu_percent: None,
            target_memory_percent: None,
            target_http_in_flight_per_replica: None,
            max_http_p95_latency_ms: None,
        }
    }
}

impl Default for HealthCheck {
    /// The defaults of a health check.
    fn default() -> Self {
        Self {
            path: "/health".to_owned(),
            port: None,
            method: HttpMethod::Get,
            timeout_seconds: 1,
            failure_threshold: 3,
        }
    }
}

impl ResourceRef {
    /// Creates a reference to the resource with a type and an ID.
    pub fn new(kind: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            id: id.into(),
        }
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for super::Variables {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        let owned = |(name, value): (N, V)| (name.into(), value.into());
        Self(variables.into_iter().map(owned).collect())
    }
}
