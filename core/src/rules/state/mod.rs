//! The rules of a stack state: outputs that don't fit the declaration beside them, or one another.

use crate::diagnostic::{Docs, Sink};
use crate::draft::{OutputsDraft, ResourceState, StateDraft};
use crate::path::Path;

/// A rule of a state: looks at the outputs of one container.
pub type StateRule = fn(&ResourceState, &OutputsDraft, &mut Sink);

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// Every rule of a state.
        pub static ALL: &[StateRule] = &[$($rule::RULE),*];
        /// What explains the code of each rule.
        pub const DOCS: &[Docs] = &[$($rule::DOCS),*];
    };
}

all! {
    missing_url,
    unexpected_url,
    replica_count_mismatch,
}

/// Runs every rule on the outputs of each container.
pub fn run(state: &StateDraft, sink: &mut Sink) {
    for resource in &state.resources {
        if let Some(outputs) = resource.outputs.given() {
            for rule in ALL {
                rule(resource, outputs, sink);
            }
        }
    }
}

/// Where an output of a container stands.
fn path(outputs: &OutputsDraft, key: &str) -> Path {
    Path::within(outputs.node).key(key)
}
