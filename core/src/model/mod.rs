//! The container model: what a checked declaration holds, and the keys that declarations are written with.

pub(crate) mod bounds;
pub(crate) mod environment;
pub(crate) mod image;
pub(crate) mod keys;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod quantity;

mod config;
mod make;

pub use config::*;
