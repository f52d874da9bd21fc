//! Checks the keys of vector files and cases: an unknown key is reported as a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use alien_sdk_core::internal::builder::{METHODS, Method};
use serde_json::{Map, Value};

const INPUTS: [&str; 6] = ["json", "jsonc", "yaml", "calls", "update", "function"];

const EXPECTED: [&str; 8] = [
    "valid",
    "truncated",
    "diagnostics",
    "normalised",
    "outputs",
    "diff",
    "fixed",
    "fixedUnsafe",
];

/// The methods that create a builder of a container.
const CONTAINER: [&str; 2] = ["container", "from"];
/// The methods that create a builder of a stack.
const STACK: [&str; 2] = ["stack", "fromStack"];

/// The first mistake in a file outside its cases.
pub fn file_mistake(file: &Value) -> Option<String> {
    let is_key = |key: &str| ["about", "cases"].contains(&key);
    unknown_key(file, is_key).or_else(|| match file["cases"].as_array() {
        Some(_) => None,
        None => Some("`cases` is not an array".to_owned()),
    })
}

/// The first mistake in the keys and the input of a case.
pub fn case_mistake(case: &Value) -> Option<String> {
    let is_key = |key: &str| {
        let others = ["name", "kind", "limits", "arguments", "options", "result"];
        others.contains(&key) || INPUTS.contains(&key) || EXPECTED.contains(&key)
    };
    if let Some(mistake) = unknown_key(case, is_key) {
        return Some(mistake);
    }
    if !case["name"].is_string() {
        return Some("has no `name`".to_owned());
    }
    let inputs = INPUTS.iter().filter(|input| case.get(input).is_some());
    if inputs.count() != 1 {
        return Some(format!("needs one input, out of {}", INPUTS.join(", ")));
    }
    let is_limit = |key: &str| ["bytes", "depth", "diagnostics"].contains(&key);
    let is_side = |key: &str| ["old", "new"].contains(&key);
    let inside = case.get("limits").and_then(|it| unknown_key(it, is_limit));
    inside
        .or_else(|| case.get("update").and_then(|it| unknown_key(it, is_side)))
        .or_else(|| call_mistake(case.get("calls")?))
}

fn unknown_key(object: &Value, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let Some(object) = object.as_object() else {
        return Some("is not an object".to_owned());
    };
    let key = object.keys().find(|key| !is_known(key))?;
    Some(format!(
        "unknown key `{key}`; tests/vectors/README.md lists all keys"
    ))
}

fn call_mistake(calls: &Value) -> Option<String> {
    let calls = calls.as_array().filter(|calls| !calls.is_empty());
    let Some(calls) = calls else {
        return Some("`calls` is not an array of calls".to_owned());
    };
    let is_stack = STACK.contains(&calls[0][0].as_str().unwrap_or_default());
    // Whether the calls are those of a container that is added to the stack.
    let mut is_inside = false;
    let mistake = calls.iter().enumerate().find_map(|(at, call)| {
        let name = call[0].as_str().unwrap_or_default();
        let Some(method) = METHODS.iter().find(|method| method.name == name) else {
            return Some(format!(
                "call {at}, {call}, doesn't name a method of a builder"
            ));
        };
        let Method { min, max, .. } = method;
        let given = call.as_array().map_or(0, Vec::len) as u32 - 1;
        if !(*min..=*max).contains(&given) {
            return Some(format!(
                "call {at}, {call}, doesn't have as many arguments as `{name}` takes"
            ));
        }
        if at > 0 && is_stack && !is_inside && CONTAINER.contains(&name) {
            is_inside = true;
            return None;
        }
        if name == "addBuilder" && !mem::take(&mut is_inside) {
            return Some(format!(
                "call {at}, {call}: the calls of a container must come before it"
            ));
        }
        let is_first = CONTAINER.contains(&name) || STACK.contains(&name);
        (is_first != (at == 0)).then(|| {
            format!("call {at}, {call}: the first call, and no other, must create a builder")
        })
    });
    mistake.or_else(|| is_inside.then(|| "the last container is not added".to_owned()))
}

/// Replaces the expected results of a case by `results`, and returns what was expected before.
pub fn replace_expected(case: &mut Value, results: Map<String, Value>) -> Map<String, Value> {
    let object = case.as_object_mut().unwrap();
    let is_expected = |key: &str| EXPECTED.contains(&key);
    let (expected, mut kept): (Map<_, _>, Map<_, _>) = mem::take(object)
        .into_iter()
        .partition(|(key, _)| is_expected(key));
    kept.extend(results);
    *object = kept;
    expected
}

/// Describes on one line how the results of a case differ from what was expected, such as `+ privileged-port x22, -
/// no-ports`.
pub fn describe_change(expected: &Map<String, Value>, results: &Map<String, Value>) -> String {
    let (before, after) = (count_codes(expected), count_codes(results));
    let codes: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let changes = codes.into_iter().filter_map(|code| {
        let count = |counts: &BTreeMap<&str, usize>| counts.get(code).copied().unwrap_or(0);
        let (before, after) = (count(&before), count(&after));
        let sign = if after > before { "+" } else { "-" };
        match after.abs_diff(before) {
            0 => None,
            1 => Some(format!("{sign} {code}")),
            times => Some(format!("{sign} {code} x{times}")),
        }
    });
    let changes: Vec<_> = changes.collect();
    if !changes.is_empty() {
        return changes.join(", ");
    }
    if expected.is_empty() {
        return "new, without codes".to_owned();
    }
    let keys = EXPECTED
        .iter()
        .filter(|key| results.get(**key) != expected.get(**key));
    let keys: Vec<_> = keys.copied().collect();
    format!("the same codes, but other {}", keys.join(", "))
}

fn count_codes(results: &Map<String, Value>) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    let diagnostics = results.get("diagnostics").and_then(Value::as_array);
    for diagnostic in diagnostics.into_iter().flatten() {
        *counts
            .entry(diagnostic["code"].as_str().unwrap())
            .or_default() += 1;
    }
    counts
}
