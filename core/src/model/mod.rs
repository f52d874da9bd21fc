//! The container model.

pub mod number;
