//! The container model, builder, rules and normalised form of Alien Containers.

pub mod builder;
pub mod diagnostic;
pub mod document;
pub mod fix;
pub mod model;
pub mod path;
pub mod span;

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
