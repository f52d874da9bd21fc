//! The container model: the types of a valid declaration, and the keys that declarations consist of.

pub(crate) mod bounds;
pub(crate) mod bytes;
pub(crate) mod decimal;
pub(crate) mod environment;
pub(crate) mod image;
pub(crate) mod keys;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod quantity;

mod config;
mod make;

pub use config::*;
