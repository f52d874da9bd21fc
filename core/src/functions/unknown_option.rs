//! The error message for an option that a function doesn't have.

use crate::diagnostic::quoted;
use crate::reader::{quoted_or_list, suggest_any};

/// Says that `owner`, such as `validate()`, has no option with this name, and which one was probably meant. `noun` is what the
/// language calls it, such as `option`; `known` are the names that exist.
pub fn unknown_option(owner: &str, noun: &str, name: &str, known: &[&str]) -> String {
    let unknown = format!("{owner} has no {noun} {}", quoted(name));
    match suggest_any(name, known) {
        Some(meant) => format!("{unknown}; did you mean {}?", quoted(meant)),
        None => format!("{unknown}; use {}", quoted_or_list(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_that_was_meant_is_named() {
        let known = [
            "min",
            "target_cpu_percent",
            "target_memory_percent",
            "syntax",
        ];
        for (name, meant) in [
            ("sintax", "syntax"),
            ("targetCpuPercent", "target_cpu_percent"),
            ("target_cpu", "target_cpu_percent"),
            ("MIN", "min"),
            ("minimum", "min"),
        ] {
            assert_eq!(
                unknown_option("f()", "option", name, &known),
                format!("f() has no option \"{name}\"; did you mean \"{meant}\"?")
            );
        }
        assert_eq!(
            unknown_option("f()", "option", "colour", &["text", "name"]),
            "f() has no option \"colour\"; use \"text\" or \"name\""
        );
    }
}
