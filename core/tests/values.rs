//! Values of Rust programs become the same documents as the text that says the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

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

/// A document as text: JSON, with `<…>` for what JSON doesn't have.
fn print(document: &Document<'_>, id: NodeId) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match document.kind(id) {
        Kind::String => json!(document.str(id).unwrap()).to_string(),
        Kind::Array => {
            let elements = document.elements(id).map(|each| print(document, each));
            format!("[{}]", list(elements.collect()))
        }
        Kind::Object => {
            let member =
                |(key, value)| format!("{}:{}", print(document, key), print(document, value));
            format!("{{{}}}", list(document.members(id).map(member).collect()))
        }
        Kind::Foreign(kind) => format!("<{kind:?}>"),
        _ => document.scalar(id).unwrap(),
    }
}

#[track_caller]
fn check(value: &impl Serialize, expected: &str) {
    let document = document(value, 8);
    assert_eq!(print(&document, Document::ROOT), expected);
    assert_eq!(
        document.after(Document::ROOT),
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
fn every_kind_of_value_has_a_form() {
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
fn keys_that_are_scalars_become_text() {
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

/// Values that misbehave when they are serialized.
enum Odd {
    Bytes,
    Fails,
    FailsInside,
    KeyAlone,
    ValueAlone,
    Twice,
}

impl Serialize for Odd {
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
fn what_cannot_be_carried_stands_in_its_place() {
    check(&(1, Odd::Bytes, 2), "[1,<Bytes>,2]");
    check(&json!({"a": 1}), r#"{"a":1}"#);
    check(&(Odd::Fails, "x"), r#"[<Threw>,"x"]"#);
    check(
        &BTreeMap::from([("a", Odd::FailsInside)]),
        r#"{"a":<Threw>}"#,
    );
    check(&[Odd::KeyAlone, Odd::ValueAlone], "[<Instance>,<Instance>]");
    check(&Odd::Twice, r#"{"a":1,"a":2}"#);
}

#[test]
fn what_is_nested_too_deep_is_cut_off() {
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
fn what_is_too_large_is_cut_off() {
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
fn a_format_is_read_as_it_is() {
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

/// A report without what only a text has.
fn without_ranges(mut report: Report) -> Report {
    for found in &mut report.diagnostics {
        found.range = None;
        found
            .related
            .iter_mut()
            .for_each(|related| related.range = None);
    }
    report
}

/// The same faults as in text. A number that text spells in another way than JavaScript prints it is shown
/// as it is spelt, so `value` has none of those.
fn assert_same(value: &Value) {
    let options = Options::default();
    let text = value.to_string();
    let of_text = without_ranges(validate_text(&text, &options));
    assert_eq!(validate_value(value, &options), of_text, "{text}");
    let read = serde_json::from_str::<ContainerConfig>(&text);
    let parsed = text.parse::<ContainerConfig>();
    // What has `resources` may be a valid stack or state, but is no container.
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
            "both forms are the normalised one"
        );
        let again: ContainerConfig = json.parse().unwrap();
        assert_eq!(again.to_json(), json, "normalising is idempotent");
        assert_eq!(again, read);
    }
}

/// Short texts: some of the model, some of any characters.
fn texts() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "image",
        "source",
        "docker",
        "http",
        "GET",
        "1",
        "0.5",
        "500m",
        "1Gi",
        "512m",
        "container",
        "/health",
        "",
        "é😀\u{202e}",
        "A=B",
    ];
    prop_oneof![
        3 => prop::sample::select(KNOWN).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => any::<String>(),
    ]
}

fn scalars() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_i64..70_000).prop_map(Value::from),
        (-(1_i64 << 53)..(1 << 53)).prop_map(Value::from),
        (-100_i32..100_i32).prop_map(|whole| json!(f64::from(whole) + 0.25)),
        texts().prop_map(Value::from),
    ]
}

fn keys() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "id",
        "type",
        "code",
        "image",
        "src",
        "toolchain",
        "cpu",
        "memory",
        "min",
        "desired",
        "max",
        "gpu",
        "count",
        "ports",
        "port",
        "expose",
        "replicas",
        "autoscaling",
        "targetCpuPercent",
        "stateful",
        "persistentStorage",
        "size",
        "mountPath",
        "ephemeralStorage",
        "healthCheck",
        "path",
        "method",
        "timeoutSeconds",
        "failureThreshold",
        "environment",
        "links",
        "permissions",
        "cluster",
        "pool",
        "command",
        "buildArgs",
        "resources",
        "platform",
        "__proto__",
        "targetCPUPercent",
    ];
    prop_oneof![
        8 => prop::sample::select(KNOWN).prop_map(str::to_owned),
        1 => texts(),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    scalars().prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Containers without errors, of every form.
fn containers() -> impl Strategy<Value = Value> {
    let pair = |unit: &'static str| {
        (1_u32..8, 0_u32..8).prop_map(move |(min, more)| {
            json!({"min": format!("{min}{unit}"), "desired": format!("{}{unit}", min + more)})
        })
    };
    let code = prop_oneof![
        "[a-z]{1,8}/[a-z]{1,8}:v[0-9]".prop_map(|image| json!({"type": "image", "image": image})),
        prop::sample::select(vec![
            json!({"type": "typescript"}),
            json!({"type": "rust", "binaryName": "api"}),
            json!({"type": "docker", "buildArgs": {"PROFILE": "release"}, "target": "run"}),
        ])
        .prop_map(|toolchain| json!({"type": "source", "src": "./api", "toolchain": toolchain})),
    ];
    let scaling =
        (0_u32..3, 0_u32..3, 1_u32..3, 1_u32..=400).prop_map(|(min, more, most, percent)| {
            json!({"autoscaling": {"min": min, "desired": min + more, "max": min + more + most,
            "targetCpuPercent": f64::from(percent) / 4.0}})
        });
    let scale = prop_oneof![
        Just(json!({})),
        (1_u32..9).prop_map(|count| json!({"replicas": count})),
        (1_u32..9, any::<bool>()).prop_map(|(count, mount)| {
            let path = if mount {
                json!("/var/lib")
            } else {
                Value::Null
            };
            json!({"replicas": count, "stateful": true,
                "persistentStorage": {"size": "5Gi", "mountPath": path}})
        }),
        scaling,
    ];
    let ports = (
        prop::collection::btree_set(1_u16.., 1..4),
        prop::option::of(any::<bool>()),
    )
        .prop_map(|(ports, exposed)| {
            let mut ports: Vec<_> = ports
                .into_iter()
                .map(|port| json!({"port": port}))
                .collect();
            if let Some(http) = exposed {
                ports[0]["expose"] = json!(if http { "http" } else { "tcp" });
            }
            ports
        });
    let rest = (
        prop::collection::btree_map("[A-Z]{1,3}_[A-Z]{1,3}", texts(), 0..4),
        prop::collection::btree_set("[a-z]{2,8}", 0..3),
        prop::option::of(prop::collection::vec("[a-z-]{1,8}", 1..4)),
        prop::option::of(1_u32..=8),
        prop::option::of(1_u32..=5),
    );
    ("[a-z]([a-z0-9]{0,20})", code, pair(""), pair("Gi"), ports, scale, rest).prop_map(
        |(id, code, cpu, memory, ports, scale, (environment, links, command, gpus, timeout))| {
            let links: Vec<_> = links.iter().map(|id| json!({"type": "storage", "id": id})).collect();
            let mut container = json!({
                "id": id, "code": code, "cpu": cpu, "memory": memory, "ports": ports,
                "environment": environment, "links": links, "command": command, "permissions": "execution",
                "gpu": gpus.map(|count| json!({"type": "nvidia-t4", "count": count})),
                "healthCheck": timeout.map(|seconds| json!({"timeoutSeconds": seconds, "port": ports[0]["port"]})),
            });
            let members = container.as_object_mut().unwrap();
            members.extend(scale.as_object().unwrap().clone());
            container
        },
    )
}

/// One change somewhere in a value.
fn mutated(value: &mut Value, path: &[prop::sample::Index], change: (String, Value)) {
    let children = match value {
        Value::Array(elements) => elements.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    let child = match path.split_first() {
        Some((index, rest)) if children > 0 => Some((index.index(children), rest)),
        _ => None,
    };
    match (value, child) {
        (Value::Array(elements), Some((at, rest))) => mutated(&mut elements[at], rest, change),
        (Value::Object(members), Some((at, rest))) => {
            mutated(members.values_mut().nth(at).unwrap(), rest, change)
        }
        (Value::Object(members), None) => {
            members.insert(change.0, change.1);
        }
        (Value::Array(elements), None) => elements.push(change.1),
        (scalar, _) => *scalar = change.1,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_container_without_errors_normalises_to_itself(container in containers()) {
        let report = validate_value(&container, &Options::default());
        prop_assert!(report.valid, "{container}\n{:?}", report.diagnostics);
        assert_same(&container);
    }

    #[test]
    fn any_value_is_judged_as_its_text(value in values()) {
        assert_same(&value);
    }

    #[test]
    fn any_change_of_a_container_is_judged_as_its_text(
        mut container in containers(),
        changes in prop::collection::vec(
            (prop::collection::vec(any::<prop::sample::Index>(), 0..4), (keys(), values())),
            1..4,
        ),
    ) {
        for (path, change) in changes {
            mutated(&mut container, &path, change);
        }
        assert_same(&container);
    }

    #[test]
    fn calls_with_any_arguments_are_folded_and_judged(value in values()) {
        let built = alien_sdk_core::Container::from_config(&value).port(80).cluster("x");
        let report = built.validate();
        prop_assert_eq!(report.valid, built.build().is_ok());
    }
}
