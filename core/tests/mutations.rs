//! Tests laws of validation and fixes with declarations that have random mistakes: misspelt keys, replaced values,
//! truncated text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::{Input, Options};
use alien_sdk_core::internal::wire::{Report, Severity};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// A container with every key, except those that can't be combined with `replicas`.
const FULL: &str = r#"{"type": "container", "id": "api", "cpu": {"min": "0.5", "desired": "2"},
    "code": {"type": "source", "src": "./api", "toolchain": {"type": "docker", "buildArgs": {"A": "b"}}},
    "memory": {"min": "512Mi", "desired": "4Gi"}, "gpu": {"type": "nvidia-t4", "count": 1},
    "ports": [{"port": 8080, "expose": "http"}, {"port": 9090}], "replicas": 3, "stateful": true,
    "persistentStorage": {"size": "500Gi", "mountPath": "/var/lib/api"}, "ephemeralStorage": "100Gi",
    "healthCheck": {"path": "/health", "port": 8080, "method": "GET", "timeoutSeconds": 1},
    "environment": {"LOG_LEVEL": "info", "RELEASE": "1"}, "links": [{"type": "storage", "id": "uploads"}],
    "permissions": "execution", "cluster": "compute", "pool": "gpu", "command": ["./server", "--port"]}"#;

/// A container with the required keys and `autoscaling`.
const SCALED: &str = r#"{"id": "api", "code": {"type": "image", "image": "api:v1"}, "cpu": {"min": "1", "desired": "1"},
    "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution",
    "autoscaling": {"min": 2, "desired": 4, "max": 20, "targetCpuPercent": 70}}"#;

/// Values that replace other values.
const OTHERS: &str = r#"[null, true, 0, -1, 70000, 0.5, 1e300, "", "1Gi", "1GB", "512m", "8080", "HTTP", "/data",
    "API", "ghcr.io/A/b:v1", "a b", "é😀", "image", "Source ", "npm start", "-5Gi", "true", "A=B", "ALIEN_X_BINDING",
    [], {}, ["A=B", "C=D"], [1, 2, 2], {"min": 5, "desired": 2}, {"type": "image"},
    [{"port": 1}, {"port": 1, "expose": "tcp"}]]"#;

const KEYS: [&str; 8] = [
    "id", "type", "port", "memory", "stateful", "replicas", "FOO", "size",
];

/// Random numbers for choices, followed by zeros.
struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % count
    }

    fn other_value(&mut self) -> Value {
        let others: Vec<Value> = serde_json::from_str(OTHERS).unwrap();
        others[self.below(others.len())].clone()
    }
}

fn misspelt(key: &str, choices: &mut Choices) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    match choices.below(4) {
        0 => letters.push('s'),
        1 => letters.reverse(),
        2 => return key.to_uppercase(),
        _ => drop(letters.pop()),
    }
    letters.into_iter().collect()
}

fn mutate(value: &mut Value, choices: &mut Choices) {
    match value {
        Value::Object(members) => mutate_members(members, choices),
        Value::Array(elements) if !elements.is_empty() => {
            let at = choices.below(elements.len());
            match choices.below(4) {
                0 => drop(elements.remove(at)),
                1 => elements.push(elements[at].clone()),
                _ => mutate(&mut elements[at], choices),
            }
        }
        other => *other = choices.other_value(),
    }
}

fn mutate_members(members: &mut Map<String, Value>, choices: &mut Choices) {
    if members.is_empty() || choices.below(6) == 0 {
        let key = KEYS[choices.below(KEYS.len())];
        members.insert(key.to_owned(), choices.other_value());
        return;
    }
    let at = choices.below(members.len());
    let key = members.keys().nth(at).unwrap().clone();
    match choices.below(6) {
        0 => drop(members.shift_remove(&key)),
        1 => {
            let value = members.shift_remove(&key).unwrap();
            members.insert(misspelt(&key, choices), value);
        }
        2 => drop(members.insert(key, choices.other_value())),
        _ => mutate(members.get_mut(&key).unwrap(), choices),
    }
}

/// A declaration with some mistakes; one in eight is truncated.
fn text(choices: Vec<u16>) -> String {
    let mut choices = Choices(choices.into_iter());
    let mut value = serde_json::from_str([FULL, SCALED][choices.below(2)]).unwrap();
    for _ in 0..choices.below(5) {
        mutate(&mut value, &mut choices);
    }
    let mut text = serde_json::to_string_pretty(&value).unwrap();
    if choices.below(8) == 0 {
        let end = choices.below(text.len());
        text.truncate(text.floor_char_boundary(end));
    }
    text
}

fn validate(text: &str) -> Report {
    let input = Input::Text(text);
    functions::validate(
        input,
        &Options::default(),
        Default::default(),
        &mut Buffers::default(),
    )
    .unwrap()
}

fn errors(report: &Report) -> usize {
    let is_error = |severity| severity == Severity::Error;
    report
        .diagnostics
        .iter()
        .filter(|found| is_error(found.severity))
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn validation_and_fixes_obey_their_laws(choices in proptest::collection::vec(any::<u16>(), 8..64)) {
        let text = text(choices);
        let report = validate(&text);
        prop_assert_eq!(report.valid, errors(&report) == 0);
        for also_unsafe in [false, true] {
            let fixed = functions::apply_fixes(&text, &Options::default(), also_unsafe);
            let again = functions::apply_fixes(&fixed, &Options::default(), also_unsafe);
            prop_assert_eq!(&again, &fixed, "applying fixes again changes nothing, unsafe: {}", also_unsafe);
            let left = errors(&validate(&fixed));
            prop_assert!(also_unsafe || left <= errors(&report), "safe fixes add no error: {}", fixed);
        }
        let normalise = |text: &str| functions::normalise(Input::Text(text), &Options::default(), Default::default()).unwrap();
        let normalised = normalise(&text);
        prop_assert_eq!(normalised.json.is_some(), report.valid);
        prop_assert_eq!(&normalised.report, &report);
        if let Some(json) = normalised.json {
            prop_assert_eq!(normalise(&json).json, Some(json.clone()), "normalising is idempotent");
            let update = functions::validate_update(Input::Text(&text), Input::Text(&json), &Options::default(), Default::default());
            prop_assert!(update.unwrap().valid, "the normalised form is no change");
        }
    }
}

#[test]
fn the_unchanged_declarations_are_valid() {
    for text in [FULL, SCALED] {
        assert!(validate(text).valid, "{:?}", validate(text).diagnostics);
    }
}
