//! The parts of a container, made by hand: what the builder's methods take.

use super::{
    Autoscaling, ContainerCode, Gpu, HealthCheck, HttpMethod, ResourceRef, Resources, Toolchain,
};

impl ContainerCode {
    /// An image that exists.
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

    /// An image that `toolchain` builds from the directory `src`.
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

    /// Rust, compiled with Cargo; `binary_name` is the program to run.
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
    /// An amount at the least, and the one that is wished for.
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
    /// Bounds without targets.
    ///
    /// ```
    /// use alien_sdk_core::Autoscaling;
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
    /// What holds unless a declaration says otherwise.
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
    /// The resource of a type and an id.
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
