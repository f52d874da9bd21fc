//! Environment variables and build arguments.

use indexmap::IndexMap;

/// Names and values, in the order in which the names first appear.
pub type Variables = IndexMap<String, String>;

// A map of UniFFI has no order, so the languages make their own map from a list.
uniffi::custom_type!(Variables, Vec<Variable>, {
    remote,
    try_lift: |list| Ok(list.into_iter().map(|variable| (variable.name, variable.value)).collect()),
    lower: |map| map.into_iter().map(|(name, value)| Variable { name, value }).collect(),
});

/// A name and its value.
#[derive(uniffi::Record)]
pub struct Variable {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}
