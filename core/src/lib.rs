//! Declare long-running containers for Alien, validate declarations, and normalise them.
//!
//! A declaration has the same meaning, and is validated by the same rules, whether it is written in Rust, TypeScript,
//! Python or JSON. All problems are reported at once, each at the place where it was written, with a stable code, a reason
//! and, if possible, a fix.
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
//! For JSON text, [`validate_text`] reports the problems, [`render`] shows them as compilers do, [`apply_fixes`] applies
//! fixes, and `text.parse::<ContainerConfig>()` reads a valid container.

#![forbid(unsafe_code)]
#![warn(unreachable_pub)]

mod builder;
mod catalog;
mod collections;
mod container;
mod decode;
mod diagnostic;
mod document;
mod draft;
mod fix;
mod functions;
#[cfg(feature = "schema")]
mod ide;
mod json_text;
mod language;
mod model;
mod normalise;
mod outputs;
mod path;
mod reader;
mod render;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod secret;
mod span;
mod validate;
mod wire;

#[doc(hidden)]
pub mod internal;

pub use container::{
    Container, Stack, StackState, ValidationError, apply_fix, diff, edit, normalise, remove,
    render, validate_text, validate_update, validate_value,
};
pub use functions::for_rust::*;
pub use model::{ContainerCode, ContainerConfig, Lifecycle, Protocol, Toolchain};
pub use outputs::{ContainerOutputs, ReplicaStatus};
pub use validate::{DocumentKind, Options};
pub use wire::{Diagnostic, Report, Severity};

/// The parts of a [`ContainerConfig`], which are also arguments of the methods of [`Container`].
pub mod config {
    pub use crate::container::{Addable, Cpu, Linked, Memory};
    pub use crate::model::{
        Autoscaling, ContainerType, Gpu, HealthCheck, HttpMethod, PersistentStorage, Port,
        ResourceRef, Resources, Variables,
    };
}

/// The parts of [`Options`], and the options of [`render`].
pub mod options {
    pub use crate::document::{Limits, Syntax};
    pub use crate::render::{Format, RenderOptions};
}

/// The parts of a [`Report`], of a [`Diff`](report::Diff) and of an [`Explanation`](report::Explanation).
pub mod report {
    pub use crate::functions::EditError;
    pub use crate::wire::{
        Applicability, Call, Change, ChangeKind, DiagnosticData, Diff, Edit, Explanation, Fix,
        Position, Range, Related, Scalar, Target, TextEdit,
    };
}

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
