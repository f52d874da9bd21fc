//! Fixes of large texts.

use alien_sdk_core::Options;
use alien_sdk_core::internal::functions;

use super::text::{container, containers, list, with_port};
use super::{Work, all_or_nothing};

/// Makes the safe fixes, and says how many occurrences of `broken` they remove.
fn safe(text: String, broken: &'static str) -> Work {
    fixed(text, false, broken)
}

/// Makes all fixes, and says how many occurrences of `broken` they remove.
fn all(text: String, broken: &'static str) -> Work {
    fixed(text, true, broken)
}

fn fixed(text: String, also_unsafe: bool, broken: &'static str) -> Work {
    Box::new(move || {
        let fixed = functions::apply_fixes(&text, &Options::default(), also_unsafe);
        let count = |text: &str| text.matches(broken).count();
        count(&text).saturating_sub(count(&fixed))
    })
}

pub fn late_colon(n: usize) -> Work {
    let key = "x".repeat(n * 16);
    let ports = list(n, |at| format!(r#"{{"port":"{}"}}"#, at + 1));
    safe(format!(r#"{{"{key}":1,"ports":[{ports}]}}"#), r#":""#)
}

pub fn late_line_end(n: usize) -> Work {
    let key = "x".repeat(n * 16);
    let storage = |_| ",\n\"persistentStorage\":{\"size\":\"1Gi\"},\n\"replicas\":1".to_owned();
    let resources = containers(n, storage);
    let text = format!(r#"{{"{key}":1,"id":"shop","resources":{{{resources}}}}}"#);
    safe(text, "\"replicas\":1}")
}

pub fn variants(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"port":{},"expose":"HTTP"}}"#, at + 1));
    safe(container("api", &format!(r#""ports":[{ports}]"#)), "HTTP")
}

pub fn misspelt_keys(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"prot":{}}}"#, at + 1));
    all(container("api", &format!(r#""ports":[{ports}]"#)), "prot")
}

pub fn unknown_keys(n: usize) -> Work {
    let keys = list(n, |at| format!(r#""unknown-{at}":1"#));
    all(with_port("api", &format!(",{keys}")), "unknown-")
}

pub fn equal_keys(n: usize) -> Work {
    let keys = list(n + 1, |_| r#""replicas":1"#.to_owned());
    all(with_port("api", &format!(",{keys}")), "replicas")
}

pub fn equal_variables(n: usize) -> Work {
    let variables = list(n + 1, |_| r#""LEVEL":"1""#.to_owned());
    let text = with_port("api", &format!(r#","environment":{{{variables}}}"#));
    all(text, "LEVEL")
}

pub fn equal_ports(n: usize) -> Work {
    let ports = list(n + 1, |_| r#"{"port":8080}"#.to_owned());
    all(container("api", &format!(r#""ports":[{ports}]"#)), "8080")
}

pub fn numbers_for_texts(n: usize) -> Work {
    let variables = list(n, |at| format!(r#""A{at}":true"#));
    let text = with_port("api", &format!(r#","environment":{{{variables}}}"#));
    safe(text, ":true")
}

pub fn pairs(n: usize) -> Work {
    let pairs = list(n, |at| format!(r#""A{at}=1""#));
    let text = with_port("api", &format!(r#","environment":[{pairs}]"#));
    safe(text, "=1")
}

pub fn cut_off(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"port":"{}",}}"#, at + 1));
    let text = format!(r#"{{"ports":[{ports}"#);
    all_or_nothing(n, move || {
        !functions::apply_fixes(&text, &Options::default(), false).is_empty()
    })
}
