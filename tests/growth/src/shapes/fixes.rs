//! Shapes of texts that are fixed.

use alien_sdk_core::Options;
use alien_sdk_core::internal::functions;

use super::declarations::{container, container_with_port, containers, list};
use super::work::{Work, all_or_nothing};

/// Returns work that applies the safe fixes and counts how many occurrences of `wrong` they remove.
fn apply_safe(text: String, wrong: &'static str) -> Work {
    apply(text, false, wrong)
}

/// Returns work that applies all fixes and counts how many occurrences of `wrong` they remove.
fn apply_all(text: String, wrong: &'static str) -> Work {
    apply(text, true, wrong)
}

fn apply(text: String, also_unsafe: bool, wrong: &'static str) -> Work {
    Box::new(move || {
        let fixed = functions::apply_fixes(&text, &Options::default(), also_unsafe);
        let count = |text: &str| text.matches(wrong).count();
        count(&text).saturating_sub(count(&fixed))
    })
}

pub fn after_long_key(n: usize) -> Work {
    let key = "x".repeat(n * 16);
    let ports = list(n, |at| format!(r#"{{"port":"{}"}}"#, at + 1));
    apply_safe(format!(r#"{{"{key}":1,"ports":[{ports}]}}"#), r#":""#)
}

pub fn after_long_line(n: usize) -> Work {
    let key = "x".repeat(n * 16);
    let storage = |_| ",\n\"persistentStorage\":{\"size\":\"1Gi\"},\n\"replicas\":1".to_owned();
    let resources = containers(n, storage);
    let text = format!(r#"{{"{key}":1,"id":"shop","resources":{{{resources}}}}}"#);
    apply_safe(text, "\"replicas\":1}")
}

pub fn variants(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"port":{},"expose":"HTTP"}}"#, at + 1));
    apply_safe(container("api", &format!(r#""ports":[{ports}]"#)), "HTTP")
}

pub fn misspelled_keys(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"prot":{}}}"#, at + 1));
    apply_all(container("api", &format!(r#""ports":[{ports}]"#)), "prot")
}

pub fn unknown_keys(n: usize) -> Work {
    let keys = list(n, |at| format!(r#""unknown-{at}":1"#));
    apply_all(container_with_port("api", &format!(",{keys}")), "unknown-")
}

pub fn duplicate_keys(n: usize) -> Work {
    let keys = list(n + 1, |_| r#""replicas":1"#.to_owned());
    apply_all(container_with_port("api", &format!(",{keys}")), "replicas")
}

pub fn duplicate_variables(n: usize) -> Work {
    let variables = list(n + 1, |_| r#""LEVEL":"1""#.to_owned());
    let text = container_with_port("api", &format!(r#","environment":{{{variables}}}"#));
    apply_all(text, "LEVEL")
}

pub fn duplicate_ports(n: usize) -> Work {
    let ports = list(n + 1, |_| r#"{"port":8080}"#.to_owned());
    apply_all(container("api", &format!(r#""ports":[{ports}]"#)), "8080")
}

pub fn boolean_variables(n: usize) -> Work {
    let variables = list(n, |at| format!(r#""A{at}":true"#));
    let text = container_with_port("api", &format!(r#","environment":{{{variables}}}"#));
    apply_safe(text, ":true")
}

pub fn list_of_pairs(n: usize) -> Work {
    let pairs = list(n, |at| format!(r#""A{at}=1""#));
    let text = container_with_port("api", &format!(r#","environment":[{pairs}]"#));
    apply_safe(text, "=1")
}

pub fn cut_off(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"port":"{}",}}"#, at + 1));
    let text = format!(r#"{{"ports":[{ports}"#);
    all_or_nothing(n, move || {
        !functions::apply_fixes(&text, &Options::default(), false).is_empty()
    })
}
