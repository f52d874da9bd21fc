//! The container model, builder, rules and normalised form of Alien Containers.
/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
