//! The rules: one file each, with the code, what explains it, and the check.
//!
//! Rules speak in paths. They know no text, no language and no terminal. *Value rules* look at one value
//! and break the field whose value they refuse; *relation rules* see what is left.

use crate::diagnostic::{Code, Sink};
use crate::draft::Draft;

/// A rule.
pub struct Rule {
    /// What it reports.
    pub code: &'static Code,
    /// How it finds it.
    pub check: Check,
}

/// How a rule finds its fault.
pub enum Check {
    /// In one value, whose field it breaks.
    Value(fn(&mut Draft, &mut Sink)),
    /// Between values.
    Relation(fn(&Draft, &mut Sink)),
}

mod size;
pub mod update;
mod whole;
mod word;

macro_rules! all {
    ($($rule:ident),* $(,)?) => {
        $(mod $rule;)*
        /// Every rule of a container: value rules first, then relation rules.
        pub static ALL: &[Rule] = &[$($rule::RULE),*];
    };
}

// INVARIANT: value rules come before relation rules.
all! {
    // Value rules.
    invalid_id,
    invalid_image,
    empty_source,
    invalid_cpu,
    invalid_memory,
    invalid_storage_size,
    port_out_of_range,
    replica_count_out_of_range,
    target_out_of_range,
    relative_mount_path,
    reserved_mount_path,
    invalid_gpu_type,
    gpu_count_out_of_range,
    relative_health_path,
    invalid_health_method,
    health_timeout_out_of_range,
    health_threshold_out_of_range,
    invalid_environment_name,
    invalid_permissions,
    invalid_cluster,
    invalid_pool,
    empty_command,
    // Relation rules.
    small_memory,
    no_ports,
}

/// Runs every rule on a draft.
pub fn run(draft: &mut Draft, sink: &mut Sink) {
    for rule in ALL {
        match rule.check {
            Check::Value(check) => check(draft, sink),
            Check::Relation(check) => check(draft, sink),
        }
    }
}
