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
    port_out_of_range,
    invalid_memory,
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
