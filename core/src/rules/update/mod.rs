//! The rules of an update: what an old declaration, already deployed, forbids the new one to change.
//!
//! They compare fields that are good on both sides: what a rule has refused is compared with nothing.

use crate::diagnostic::{Docs, Sink};
use crate::draft::{Draft, Field};

/// A rule of an update: finds its fault between the old declaration and the new one.
///
/// Its examples are `{"old": {…}, "new": {…}}`, members of a container that are laid over a small valid one.
pub type UpdateRule = fn(&Draft, &Draft, &mut Sink);

mod ports;

pub use storage_removed::check_resources;

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// Every rule of an update.
        pub static ALL: &[UpdateRule] = &[$($rule::RULE),*];
        /// What explains the code of each rule.
        pub const DOCS: &[Docs] = &[$($rule::DOCS),*];
    };
}

all! {
    immutable_field_changed,
    storage_shrunk,
    storage_removed,
    mount_path_changed,
}

/// Runs every rule on two drafts that have been judged. Paths are those of the new one.
pub fn run(old: &Draft, new: &Draft, sink: &mut Sink) {
    for rule in ALL {
        rule(old, new, sink);
    }
}

/// What a field says, the inner `None` if it is absent; `None` if nobody knows.
fn written<T: Copy>(field: &Field<T>) -> Option<Option<T>> {
    match field {
        Field::Absent => Some(None),
        Field::Given(value) => Some(Some(*value)),
        Field::Unseen | Field::Broken => None,
    }
}
