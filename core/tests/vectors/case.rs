//! What a file and a case may have. The core passes over what it doesn't know; here that is a slip.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use alien_sdk_core::internal::builder::{METHODS, Method};
use serde_json::{Map, Value};

const INPUTS: [&str; 4] = ["json", "jsonc", "calls", "update"];

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

/// The methods that begin a builder.
const FIRST: [&str; 4] = ["container", "from", "stack", "fromStack"];

/// What is wrong with a file, its cases apart.
pub fn file_fault(file: &Value) -> Option<String> {
    let is_key = |key: &str| ["about", "cases"].contains(&key);
    unknown_key(file, is_key).or_else(|| match file["cases"].as_array() {
        Some(_) => None,
        None => Some("`cases` is not an array".to_owned()),
    })
}

/// What is wrong with the input of a case.
pub fn fault(case: &Value) -> Option<String> {
    let is_key = |key: &str| {
        let others = ["name", "kind", "limits"];
        others.contains(&key) || INPUTS.contains(&key) || EXPECTED.contains(&key)
    };
    if let Some(fault) = unknown_key(case, is_key) {
        return Some(fault);
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
        .or_else(|| call_fault(case.get("calls")?))
}

fn unknown_key(object: &Value, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let Some(object) = object.as_object() else {
        return Some("is not an object".to_owned());
    };
    let key = object.keys().find(|key| !is_known(key))?;
    Some(format!(
        "unknown key `{key}`; tests/vectors/README.md has all"
    ))
}

fn call_fault(calls: &Value) -> Option<String> {
    let calls = calls.as_array().filter(|calls| !calls.is_empty());
    let Some(calls) = calls else {
        return Some("`calls` is not an array of calls".to_owned());
    };
    calls.iter().enumerate().find_map(|(at, call)| {
        let name = call[0].as_str().unwrap_or_default();
        let Some(method) = METHODS.iter().find(|method| method.name == name) else {
            return Some(format!("call {at}, {call}, names no method of the builder"));
        };
        let Method { min, max, .. } = method;
        let given = call.as_array().map_or(0, Vec::len) as u32 - 1;
        if !(*min..=*max).contains(&given) {
            return Some(format!(
                "call {at}, {call}, has not as many arguments as `{name}` takes"
            ));
        }
        let is_first = FIRST.contains(&name);
        (is_first != (at == 0))
            .then(|| format!("call {at}, {call}: the first call, and no other, begins a builder"))
    })
}

/// Puts what the core says into a case, and gives what was expected before.
pub fn replace_expected(case: &mut Value, said: Map<String, Value>) -> Map<String, Value> {
    let object = case.as_object_mut().unwrap();
    let is_expected = |key: &str| EXPECTED.contains(&key);
    let (expected, mut kept): (Map<_, _>, Map<_, _>) = mem::take(object)
        .into_iter()
        .partition(|(key, _)| is_expected(key));
    kept.extend(said);
    *object = kept;
    expected
}

/// What changed in a case, on one line: `+ privileged-port x22, - no-ports`.
pub fn change(expected: &Map<String, Value>, said: &Map<String, Value>) -> String {
    let (before, after) = (counts(expected), counts(said));
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
        .filter(|key| said.get(**key) != expected.get(**key));
    let keys: Vec<_> = keys.copied().collect();
    format!("the same codes, but other {}", keys.join(", "))
}

fn counts(said: &Map<String, Value>) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    let diagnostics = said.get("diagnostics").and_then(Value::as_array);
    for diagnostic in diagnostics.into_iter().flatten() {
        *counts
            .entry(diagnostic["code"].as_str().unwrap())
            .or_default() += 1;
    }
    counts
}
