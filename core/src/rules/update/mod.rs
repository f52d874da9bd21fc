//! The rules of an update: changes to a deployed declaration that the platform refuses, or that may lose data.
//!
//! They compare fields that are valid in both declarations; broken fields are not compared.

use crate::diagnostic::{Docs, Sink};
use crate::draft::{Draft, Field};

/// A rule of an update: compares the old declaration with the new one.
///
/// Its examples are `{"old": {…}, "new": {…}}`, whose members are added to a small valid container.
pub(crate) type UpdateRule = fn(&Draft, &Draft, &mut Sink);

mod ports;

pub(crate) use storage_removed::check_resources;

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// Every rule of an update.
        pub(crate) static ALL: &[UpdateRule] = &[$($rule::RULE),*];
        /// The documentation of each rule's code.
        pub(crate) const DOCS: &[Docs] = &[$($rule::DOCS),*];
    };
}

all! {
    immutable_field_changed,
    storage_shrunk,
    storage_removed,
    mount_path_changed,
}

/// Runs every rule on two drafts that have been validated. Paths refer to the new one.
pub(crate) fn run(old: &Draft, new: &Draft, sink: &mut Sink) {
    for rule in ALL {
        rule(old, new, sink);
    }
}

/// The value of a field: `Some(None)` if it is absent, `None` if it is unknown.
fn written<T: Copy>(field: &Field<T>) -> Option<Option<T>> {
    match field {
        Field::Absent => Some(None),
        Field::Given(value) => Some(Some(*value)),
        Field::Unseen | Field::Broken => None,
    }
}
