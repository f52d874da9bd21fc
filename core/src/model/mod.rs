//! The container model: what a checked declaration holds, and the keys that declarations are written with.

pub mod bounds;
pub mod environment;
pub mod image;
pub mod keys;
pub mod names;
pub mod number;
pub mod quantity;

mod config;
mod make;

pub use config::*;
