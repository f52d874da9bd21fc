//! The rules of a stack: they check references between its resources. Each container has already been validated alone.

use crate::diagnostic::{Docs, Sink};
use crate::draft::StackDraft;
pub(crate) use lookup::Stack;
use lookup::corrected;
use references::{Reference, Steps, config, references};
use similar::nearest;

/// A rule of a stack.
pub(crate) type StackRule = fn(&Stack, &mut Sink);

/// An example stack. Each resource has a key, a lifecycle and a config.
macro_rules! stack {
    ($($key:literal $lifecycle:literal $config:expr),+ $(,)?) => {
        concat!("{\"id\": \"shop\", \"resources\": {", members!($($key $lifecycle $config),+), "}}")
    };
}

macro_rules! members {
    ($key:literal $lifecycle:literal $config:expr) => {
        concat!("\n  \"", $key, "\": {\"lifecycle\": \"", $lifecycle, "\", \"config\": {", $config, "}}")
    };
    ($key:literal $lifecycle:literal $config:expr, $($rest:tt)+) => {
        concat!(members!($key $lifecycle $config), ",", members!($($rest)+))
    };
}

/// The config of a small valid container in an example, with optional extra members.
macro_rules! container {
    ($id:literal $($more:literal)?) => {
        concat!(
            "\"type\": \"container\", \"id\": \"", $id,
            "\", \"code\": {\"type\": \"image\", \"image\": \"ghcr.io/acme/", $id, ":v1\"},\n",
            "    \"cpu\": {\"min\": \"1\", \"desired\": \"1\"}, \"memory\": {\"min\": \"1Gi\", \"desired\": \"1Gi\"},\n",
            "    \"ports\": [{\"port\": 8080}], \"permissions\": \"execution\"" $(, ",\n    ", $more)?
        )
    };
}

mod circles;
mod ids;
mod lookup;
mod references;
mod similar;

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// Every rule of a stack.
        pub(crate) static ALL: &[StackRule] = &[$($rule::RULE),*];
        /// The documentation of each rule's code.
        pub(crate) const DOCS: &[Docs] = &[$($rule::DOCS),*];
    };
}

all! {
    duplicate_resource_id,
    resource_key_mismatch,
    unknown_link_target,
    link_type_mismatch,
    unknown_dependency,
    unknown_cluster,
    unknown_pool,
    unknown_permission_profile,
    dependency_cycle,
    container_not_live,
}

/// Runs every rule on a stack whose containers have been validated.
pub(crate) fn run(draft: &mut StackDraft, sink: &mut Sink) {
    ids::invalid_resource_ids(draft, sink);
    let stack = Stack::new(draft);
    for rule in ALL {
        rule(&stack, sink);
    }
}
