//! The rules. Each file holds one rule: its code, its documentation and its check.
//!
//! A rule reports paths. It knows nothing about source text, languages or terminals. *Value rules* check one value
//! and mark its field as broken if it is invalid; *relation rules* compare the values that remain.

use crate::diagnostic::{Docs, Sink};
use crate::draft::Draft;

/// A rule, by what it checks.
pub(crate) enum Rule {
    /// Checks one value, and marks its field as broken if it is invalid.
    Value(fn(&mut Draft, &mut Sink)),
    /// Compares values with each other.
    Relation(fn(&Draft, &mut Sink)),
}

impl Rule {
    #[inline(always)]
    fn run(&self, draft: &mut Draft, sink: &mut Sink) {
        match self {
            Self::Value(check) => check(draft, sink),
            Self::Relation(check) => check(draft, sink),
        }
    }
}

mod bad_id;
mod likely_image;
mod likely_size;
mod lookalike;
mod pair;
mod placeholder;
mod reject_text;
mod shell;
mod size;
pub(crate) mod stack;
pub(crate) mod state;
mod template;
pub(crate) mod update;
mod word;

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// The documentation of each rule's code.
        pub(crate) const DOCS: &[Docs] = &[$($rule::DOCS),*];
        #[cfg(test)]
        const RULES: &[Rule] = &[$($rule::RULE),*];

        /// Runs every rule on a draft: value rules first, then relation rules.
        pub(crate) fn run(draft: &mut Draft, sink: &mut Sink) {
            // Direct calls are faster than a loop over a table of functions.
            $($rule::RULE.run(draft, sink);)*
        }
    };
}

// INVARIANT: value rules come before relation rules. Inside a group, the order only matters for two diagnostics at
// the same place: it decides which is reported first. `tests.rs` tests both.
all! {
    // Value rules.
    invalid_id,
    invalid_image,
    empty_source,
    invalid_cpu,
    invalid_memory,
    invalid_storage_size,
    relative_mount_path,
    reserved_mount_path,
    invalid_gpu_type,
    invalid_health_path,
    relative_health_path,
    invalid_health_method,
    invalid_environment_name,
    invalid_permissions,
    invalid_cluster,
    invalid_pool,
    empty_command,
    // Relation rules.
    unfilled_placeholder,
    floating_image_tag,
    absolute_source,
    missing_binary_name,
    unlikely_cpu,
    decimal_unit,
    small_memory,
    cpu_min_above_desired,
    memory_min_above_desired,
    no_ports,
    duplicate_port,
    several_exposed_ports,
    replicas_with_autoscaling,
    zero_replicas,
    autoscaling_bounds,
    fraction_for_percent,
    http_target_without_http_port,
    autoscaling_stateful,
    stateful_without_replicas,
    storage_without_state,
    unknown_gpu_type,
    health_port_undeclared,
    slow_health_check,
    unusual_environment_name,
    reserved_environment_name,
    secret_in_environment,
    duplicate_link,
    self_link,
    unsplit_command,
    shell_in_command,
}

#[cfg(test)]
mod tests;
