//! The container model, builder, rules and normalised form of Alien Containers.
//!
//! A declaration means the same, and is checked the same way, wherever it is written. Every fault is found
//! at once, each where it was written, with a stable code, a reason and, where there is one, a fix.
//!
//! ```
//! use alien_sdk_core::{Container, ContainerCode, Protocol};
//!
//! let declared = Container::new("api")
//!     .code(ContainerCode::image("ghcr.io/acme/api:v1"))
//!     .cpu(1)
//!     .memory("1GB") // gigabytes are written `1G` or `1Gi`
//!     .expose_port(8080, Protocol::Http)
//!     .permissions("execution");
//! let error = declared.build().unwrap_err();
//! assert!(error.to_string().contains(r#"memory "1GB""#));
//! assert_eq!(declared.memory("1Gi").build()?.memory.min, "1Gi");
//! # Ok::<(), alien_sdk_core::ValidationError>(())
//! ```
//!
//! Text and values go the same way as calls: [`validate_text`], [`validate_value`], and [`ContainerConfig`],
//! which is read through all rules by `serde` and by `parse`.
//!
//! # How data flows
//!
//! ```text
//! JSON text ──────┐
//! serde value ────┤
//! tape of a value ┼─→ Document ──decode──→ Draft ──rules──→ Report ──locate──→ wire::Report
//! builder calls ──┘ (fold)                   │
//!                                            └──normalise (no error)──→ normalised JSON ──→ ContainerConfig
//! (old, new) ──update rules──→ Report
//! ```
//!
//! - [`document::Document`] is the one waist: a flat arena of nodes, each with its origin, a span of a text
//!   or the number of a builder call. Readers never fail; they give a document and diagnostics.
//! - [`draft::Draft`] is a declaration that may be wrong. Each field is absent, broken (present, and
//!   reported) or given.
//! - [`rules`] speak in paths, and know no text, no language and no terminal.
//! - [`normalise`] writes the normalised form along the table of fields, [`model::keys`]; a [`ContainerConfig`] is
//!   read from that.
//! - [`mod@validate`] is the one conductor; there is no second path. [`wire`] is what other languages call.
//!
//! `tests/tidy.rs` holds which module may use which.

#![forbid(unsafe_code)]
pub mod builder;
pub mod catalog;
pub mod container;
pub mod decode;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod fix;
mod json_text;
pub mod language;
pub mod model;
pub mod normalise;
mod order;
pub mod outputs;
pub mod path;
pub mod render;
pub mod rules;
pub mod schema;
pub mod secret;
pub mod shape;
pub mod span;
pub mod validate;
pub mod wire;

pub use container::{
    Container, Cpu, Linked, Memory, Stack, StackState, ValidationError, validate_text,
    validate_value,
};
pub use model::{
    Autoscaling, ContainerCode, ContainerConfig, ContainerType, Gpu, HealthCheck, HttpMethod,
    Lifecycle, PersistentStorage, Port, Protocol, ResourceRef, Resources, Toolchain, Variables,
};
pub use outputs::{ContainerOutputs, ReplicaStatus};
pub use validate::{DocumentKind, Options};
pub use wire::{Diagnostic, Report, Severity};

/// What the bindings and the repository's own tools use. It is no part of the public API, and may change at any time.
#[doc(hidden)]
pub mod internal {
    pub use crate::builder;
    pub use crate::document;
    pub use crate::language;
    pub use crate::model::keys;
    pub use crate::wire;
}

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
