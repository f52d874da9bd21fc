//! Declares two containers and the stack that they belong to, and prints the normalised stack.
//!
//! Run it with `cargo run --example declare`.

use alien_sdk_core::config::{Autoscaling, Gpu, ResourceRef};
use alien_sdk_core::{
    Container, ContainerCode, Lifecycle, Protocol, Stack, Toolchain, ValidationError,
};

fn main() -> Result<(), ValidationError> {
    let models = ResourceRef::new("storage", "models");
    let embedder = Container::new("embedder")
        .code(ContainerCode::source(".", Toolchain::docker()))
        .cpu(2)
        .memory("8Gi")
        .gpu(Gpu::new("nvidia-t4", 1))
        .port(9000)
        .link(&models)
        .permissions("execution")
        .build()?;
    let api = Container::new("api")
        .code(ContainerCode::image("ghcr.io/acme/api:v1"))
        .cpu("500m")
        .memory("1Gi")
        .expose_port(8080, Protocol::Http)
        .auto_scale(Autoscaling {
            target_cpu_percent: Some(70.0),
            ..Autoscaling::new(2, 4, 20)
        })
        .environment([("LOG_LEVEL", "info")])
        .link(&embedder)
        .permissions("execution")
        .build()?;
    let stack = Stack::new("search")
        .add(&models, Lifecycle::Frozen)
        .add(&embedder, Lifecycle::Live)
        .add(&api, Lifecycle::Live)
        .build()?;
    println!("{stack}");
    Ok(())
}
