//! Tests that the order of the rules in `all!` decides only what it may.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::document::{Buffers, Document, Limits, Syntax};
use crate::reader::Reader;

fn is_relation(rule: &Rule) -> bool {
    matches!(rule, Rule::Relation(_))
}

#[test]
fn value_rules_come_before_relation_rules() {
    let first = RULES.iter().position(is_relation).unwrap();
    for (rule, docs) in RULES.iter().zip(DOCS).skip(first) {
        let name = docs.code.name;
        assert!(
            is_relation(rule),
            "{name} is a value rule: list it before the relation rules in `all!` of core/src/rules/mod.rs"
        );
    }
}

/// The diagnostics of the rules for a container, if they run in this order.
fn found<'r>(text: &str, rules: impl Iterator<Item = &'r Rule>) -> BTreeSet<String> {
    let limits = Limits::default();
    let mut sink = Sink::new(limits.diagnostics);
    let document = Syntax::Json.parse(text, &limits, Buffers::default(), &mut sink);
    let mut draft = Draft::default();
    let is_read = Reader::new(&document, &mut sink).container(Document::ROOT, &mut draft);
    if is_read.is_some() {
        rules.for_each(|rule| rule.run(&mut draft, &mut sink));
    }
    let (diagnostics, _) = sink.into_parts();
    let diagnostics = diagnostics.iter();
    diagnostics.map(|found| format!("{found:?}")).collect()
}

#[test]
fn a_rule_may_stand_anywhere_in_its_group() {
    let first = RULES.iter().position(is_relation).unwrap();
    let (values, relations) = RULES.split_at(first);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rules");
    for file in fs::read_dir(folder).unwrap() {
        let file = fs::read_to_string(file.unwrap().path()).unwrap();
        let file: Value = serde_json::from_str(&file).unwrap();
        let lines = |case: &Value| case["json"].as_array().cloned();
        for case in file["cases"].as_array().unwrap() {
            let lines = lines(case).unwrap_or_default();
            let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
            let text = lines.join("\n");
            let backwards = values.iter().rev().chain(relations.iter().rev());
            assert_eq!(
                found(&text, RULES.iter()),
                found(&text, backwards),
                "the order of two rules of one group decides what is found in {}",
                case["name"]
            );
        }
    }
}
