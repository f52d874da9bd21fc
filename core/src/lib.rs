//! The container model, builder, rules and normalised form of Alien Containers.

pub mod builder;
pub mod catalog;
pub mod decode;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod finish;
pub mod fix;
pub mod model;
pub mod normalise;
pub mod path;
pub mod render;
pub mod rules;
pub mod schema;
pub mod shape;
pub mod span;
pub mod validate;
pub mod wire;

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
