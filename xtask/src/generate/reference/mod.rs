//! Generates `docs/reference`: every field of declarations, and everything that the packages export.

pub mod fields;
mod items;
pub mod python;
pub mod typescript;
