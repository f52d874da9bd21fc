//! The rules of a stack state: outputs that contradict the declaration beside them, or each other.

use crate::diagnostic::{Docs, Sink};
use crate::draft::{OutputsDraft, ResourceState, StateDraft};
use crate::path::Path;

/// A rule of a state: checks the outputs of one container.
pub(crate) type StateRule = fn(&ResourceState, &OutputsDraft, &mut Sink);

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// Every rule of a state.
        pub(crate) static ALL: &[StateRule] = &[$($rule::RULE),*];
        /// The documentation of each rule's code.
        pub(crate) const DOCS: &[Docs] = &[$($rule::DOCS),*];
    };
}

all! {
    missing_url,
    unexpected_url,
    replica_count_mismatch,
}

/// Runs every rule on the outputs of each container.
pub(crate) fn run(state: &StateDraft, sink: &mut Sink) {
    for resource in &state.resources {
        if let Some(outputs) = resource.outputs.given() {
            for rule in ALL {
                rule(resource, outputs, sink);
            }
        }
    }
}

/// The path of an output of a container.
fn path(outputs: &OutputsDraft, key: &str) -> Path {
    Path::from_node(outputs.node).key(key)
}
