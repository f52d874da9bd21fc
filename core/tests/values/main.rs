//! Tests that values of Rust programs are converted to the same documents as their JSON text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod generators;

use std::collections::BTreeMap;

use alien_sdk_core::internal::document::{
    Buffers, Document, Foreign, Kind, Limits, Source, Writer, deserialize, serialize,
};
use alien_sdk_core::internal::span::NodeId;
use alien_sdk_core::{
    ContainerConfig, DocumentKind, Options, Report, validate_text, validate_value,
};
use proptest::prelude::*;
use serde::de::value::{Error as PlainError, MapDeserializer};
use serde::ser::{Error, SerializeMap, SerializeSeq, Serializer};
use serde::{Deserializer, Serialize};
use serde_json::{Value, json};

use generators::{containers, keys, mutate, values};

fn document(value: &impl Serialize, depth: usize) -> Document<'static> {
    let limits = Limits {
        bytes: 100,
        depth,
        ..Limits::default()
    };
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(value, &limits, &mut writer);
    writer.finish()
}

/// Prints a document as JSON, with `<…>` for values that JSON doesn't have.
fn print(document: &Document<'_>, id: NodeId) -> String {
    let comma_separated = |parts: Vec<String>| parts.join(",");
    match document.kind(id) {
        Kind::String => json!(document.str(id).unwrap()).to_string(),
        Kind::Array => {
            let elements = document.elements(id).map(|each| print(document, each));
            format!("[{}]", comma_separated(elements.collect()))
        }
        Kind::Object => {
            let member =
                |(key, value)| format!("{}:{}", print(document, key), print(document, value));
            format!(
                "{{{}}}",
                comma_separated(document.members(id).map(member).collect())
            )
        }
        Kind::Foreign(kind) => format!("<{kind:?}>"),
        _ => document.scalar(id).unwrap().into_owned(),
    }
}

#[track_caller]
fn check(value: &impl Serialize, expected: &str) {
    let document = document(value, 8);
    assert_eq!(print(&document, Document::ROOT), expected);
    assert_eq!(
        document.node_after(Document::ROOT),
        NodeId(document.node_count() as u32)
    );
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Newtype(u8);

#[derive(Serialize)]
struct Fields {
    a: Option<u8>,
    b: (),
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Variant {
    Plain,
    New(i64),
    Tuple(bool, char),
    Struct { a: u8 },
}

#[test]
fn every_kind_of_value_is_converted() {
    check(
        &(1_u8, -2_i64, 0.5_f32, 0.1_f32, 1e21),
        "[1,-2,0.5,0.1,1e+21]",
    );
    check(
        &(u64::MAX, i128::MIN),
        "[18446744073709552000,-1.7014118346046923e+38]",
    );
    check(&[f64::NAN, f64::INFINITY, -0.0], "[NaN,Infinity,0]");
    check(&("a\"é", 'x', Unit, Newtype(3)), r#"["a\"é","x",null,3]"#);
    check(&Fields { a: Some(1), b: () }, r#"{"a":1,"b":null}"#);
    check(
        &[
            Variant::Plain,
            Variant::New(1),
            Variant::Tuple(true, 'c'),
            Variant::Struct { a: 1 },
        ],
        r#"["Plain",{"New":1},{"Tuple":[true,"c"]},{"Struct":{"a":1}}]"#,
    );
    check(&[Vec::<u8>::new(), vec![1]], "[[],[1]]");
}

#[test]
fn keys_that_are_scalars_become_strings() {
    check(
        &BTreeMap::from([(1_u64 << 60, 1)]),
        r#"{"1152921504606847000":1}"#,
    );
    check(
        &BTreeMap::from([(false, 0), (true, 1)]),
        r#"{"false":0,"true":1}"#,
    );
    check(&BTreeMap::from([('c', 0)]), r#"{"c":0}"#);
    check(&BTreeMap::from([(Variant::Plain, 0)]), r#"{"Plain":0}"#);
    check(&[BTreeMap::from([(vec![1], 0)])], "[<Instance>]");
    check(&[BTreeMap::from([((), 0)])], "[<Instance>]");
    check(&[BTreeMap::from([(Variant::New(1), 0)])], "[<Instance>]");
}

/// Values that can't be serialized as JSON.
enum Unserializable {
    Bytes,
    Fails,
    FailsInside,
    KeyAlone,
    ValueAlone,
    Twice,
}

impl Serialize for Unserializable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bytes => serializer.serialize_bytes(b"bytes"),
            Self::Fails => Err(S::Error::custom("no")),
            Self::FailsInside => {
                let mut list = serializer.serialize_seq(None)?;
                list.serialize_element(&json!({"a": [1, 2]}))?;
                Err(S::Error::custom("no"))
            }
            Self::KeyAlone => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_key("a")?;
                map.serialize_key("b")?;
                map.end()
            }
            Self::ValueAlone => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_value("a")?;
                map.end()
            }
            Self::Twice => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("a", &1)?;
                map.serialize_entry("a", &2)?;
                map.end()
            }
        }
    }
}

#[test]
fn values_that_cannot_be_serialized_become_foreign_nodes() {
    check(&(1, Unserializable::Bytes, 2), "[1,<Bytes>,2]");
    check(&json!({"a": 1}), r#"{"a":1}"#);
    check(&(Unserializable::Fails, "x"), r#"[<Threw>,"x"]"#);
    check(
        &BTreeMap::from([("a", Unserializable::FailsInside)]),
        r#"{"a":<Threw>}"#,
    );
    check(
        &[Unserializable::KeyAlone, Unserializable::ValueAlone],
        "[<Instance>,<Instance>]",
    );
    check(&Unserializable::Twice, r#"{"a":1,"a":2}"#);
}

#[test]
fn values_that_are_nested_too_deeply_are_cut_off() {
    let print = |depth| {
        let document = document(&json!([[[]], {"a": {"b": 1}}, 2]), depth);
        print(&document, Document::ROOT)
    };
    assert_eq!(print(0), "<TooDeep>");
    assert_eq!(print(1), "[<TooDeep>,<TooDeep>,2]");
    assert_eq!(print(2), r#"[[<TooDeep>],{"a":<TooDeep>},2]"#);
    let nested = (0..200).fold(json!(1), |inner, _| json!([inner]));
    let report = validate_value(&nested, &Options::default());
    assert_eq!(report.diagnostics[0].code, "wrong-type");
    let report = validate_value(&json!({ "code": nested }), &Options::default());
    assert!(
        report
            .diagnostics
            .iter()
            .any(|found| found.code == "too-deep")
    );
}

#[test]
fn values_that_are_too_large_are_cut_off() {
    let long = "x".repeat(101);
    check(&("a", &long, ["b"]), r#"["a",<TooLarge>,["b"]]"#);
    check(&[(0..200).collect::<Vec<_>>(), vec![1]], "[<TooLarge>,[1]]");
    check(
        &json!({"a": {"b": long, "c": [1]}}),
        r#"{"a":{"b":<TooLarge>,"c":[1]}}"#,
    );
    let mut text = serde_json::Deserializer::from_str(r#"["abcd", "ab", [1, 2]]"#);
    let limits = Limits {
        bytes: 3,
        ..Limits::default()
    };
    let document = deserialize(&mut text, &limits).unwrap();
    assert_eq!(print(&document, Document::ROOT), "<TooLarge>");
    let options = Options {
        limits,
        ..Options::default()
    };
    let report = validate_value(&json!({"id": long}), &options);
    assert!(
        report
            .diagnostics
            .iter()
            .any(|found| found.code == "too-large")
    );
}

fn read<'de, D: Deserializer<'de>>(deserializer: D, depth: usize) -> Result<String, D::Error> {
    let limits = Limits {
        depth,
        ..Limits::default()
    };
    let document = deserialize(deserializer, &limits)?;
    Ok(print(&document, Document::ROOT))
}

#[test]
fn deserialize_keeps_all_members_and_elements() {
    let text = r#"{"a":[1,-2,0.5,true,null,"x"],"a":{"":1},"b":[]}"#;
    let json = |depth| read(&mut serde_json::Deserializer::from_str(text), depth).unwrap();
    assert_eq!(json(9), text);
    assert_eq!(json(1), r#"{"a":<TooDeep>,"a":<TooDeep>,"b":<TooDeep>}"#);
    assert_eq!(json(0), "<TooDeep>");
    let numbers = MapDeserializer::<_, PlainError>::new([(1, true), (2, false)].into_iter());
    assert_eq!(read(numbers, 9).unwrap(), r#"{"1":true,"2":false}"#);
    let units = MapDeserializer::<_, PlainError>::new([((), 1)].into_iter());
    assert_eq!(
        read(units, 9).unwrap_err().to_string(),
        "a key must be a string"
    );
    let bytes = serde::de::value::BytesDeserializer::<PlainError>::new(b"x");
    assert_eq!(read(bytes, 9).unwrap(), format!("<{:?}>", Foreign::Bytes));
}

/// Removes the ranges and the edits of the text from a report, since only reports about texts have them.
fn without_ranges(mut report: Report) -> Report {
    for found in &mut report.diagnostics {
        found.range = None;
        found
            .related
            .iter_mut()
            .for_each(|related| related.range = None);
        found.fixes.iter_mut().for_each(|fix| fix.text_edits = None);
    }
    report
}

/// Checks that a value is validated like its JSON text. Messages show a number as it is written in the text, so `value`
/// may only have numbers that its text writes as JavaScript prints them.
fn assert_same_as_text(value: &Value) {
    let options = Options::default();
    let text = value.to_string();
    let of_text = without_ranges(validate_text(&text, &options));
    assert_eq!(validate_value(value, &options), of_text, "{text}");
    let read = serde_json::from_str::<ContainerConfig>(&text);
    let parsed = text.parse::<ContainerConfig>();
    // A value with `resources` may be a valid stack or state, but it is not a container.
    let kind = Some(DocumentKind::Container);
    let valid = validate_text(&text, &Options { kind, ..options }).valid;
    assert_eq!(read.is_ok(), valid, "{text}");
    assert_eq!(parsed.is_ok(), valid, "{text}");
    if let (Ok(read), Ok(parsed)) = (read, parsed) {
        assert_eq!(read, parsed);
        let json = read.to_json();
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            json,
            "serde writes the normalised form"
        );
        let again: ContainerConfig = json.parse().unwrap();
        assert_eq!(again.to_json(), json, "normalising is idempotent");
        assert_eq!(again, read);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_container_without_errors_normalises_to_itself(container in containers()) {
        let report = validate_value(&container, &Options::default());
        prop_assert!(report.valid, "{container}\n{:?}", report.diagnostics);
        assert_same_as_text(&container);
    }

    #[test]
    fn any_value_is_validated_like_its_text(value in values()) {
        assert_same_as_text(&value);
    }

    #[test]
    fn any_changed_container_is_validated_like_its_text(
        mut container in containers(),
        changes in prop::collection::vec(
            (prop::collection::vec(any::<prop::sample::Index>(), 0..4), (keys(), values())),
            1..4,
        ),
    ) {
        for (path, change) in changes {
            mutate(&mut container, &path, change);
        }
        assert_same_as_text(&container);
    }

    #[test]
    fn any_value_can_be_the_config_of_a_builder(value in values()) {
        let built = alien_sdk_core::Container::from_config(&value).port(80).cluster("x");
        let report = built.validate();
        prop_assert_eq!(report.valid, built.build().is_ok());
    }
}
