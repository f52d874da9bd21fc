//! Tests input that only other languages can pass to the core: bytes that are not valid UTF-8, keys that are not
//! strings, and documents that are appended to others.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use alien_sdk_core::internal::builder::call_text;
use alien_sdk_core::internal::document::{Buffers, Document, Foreign, Source, Writer, node};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::{JAVASCRIPT, KOTLIN, PYTHON, RUBY, RUST, SWIFT};
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{Input, Options, Replaced};
use alien_sdk_core::internal::wire::{self, Report};

const SMALL: &str = r#"{"id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "cpu": {"min": "1", "desired": "1"}, "ports": [{"port": 8080}], "permissions": "execution"}"#;

fn validate(input: Input) -> Report {
    let (options, units) = (Options::default(), Units::Utf16);
    functions::validate(input, &options, units, &mut Buffers::default()).unwrap()
}

/// The code, path and start character of each diagnostic.
fn found(report: &Report) -> Vec<(&str, &str, u32)> {
    let start = |range: Option<wire::Range>| range.map_or(0, |range| range.start.character);
    let found = report.diagnostics.iter();
    found
        .map(|found| (&*found.code, found.path.as_str(), start(found.range)))
        .collect()
}

fn validate_with_bytes(from: &str, to: &[u8]) -> Report {
    let at = SMALL.find(from).unwrap();
    let mut bytes = SMALL.as_bytes().to_vec();
    bytes.splice(at..at + from.len(), to.iter().copied());
    let text = String::from_utf8_lossy(&bytes);
    validate(Input::Replaced(&text, Replaced::Bytes))
}

#[test]
fn bytes_that_are_not_utf8_are_reported_at_their_position() {
    let report = validate_with_bytes("execution", b"execution\xff");
    let start = SMALL.find("\"execution").unwrap() as u32;
    assert_eq!(found(&report), [("invalid-unicode", "/permissions", start)]);
    assert_eq!(
        report.diagnostics[0].message,
        "the text contains bytes that are not valid UTF-8"
    );
}

#[test]
fn bytes_that_are_not_utf8_are_reported_outside_strings() {
    let report = validate(Input::Replaced("\u{fffd}\u{fffd}{}", Replaced::Bytes));
    let unicode = found(&report)
        .into_iter()
        .find(|(code, ..)| *code == "invalid-unicode");
    assert_eq!(unicode, Some(("invalid-unicode", "", 0)));
}

#[test]
fn a_replacement_character_is_reported_only_if_something_was_replaced() {
    let text = SMALL.replace(
        "nginx:1.27\"}",
        "nginx:1.27\"}, \"command\": [\"\u{fffd}\"]",
    );
    assert!(validate(Input::Text(&text)).diagnostics.is_empty());
    assert_eq!(
        validate(Input::Replaced(&text, Replaced::Surrogates)).diagnostics[0].message,
        "the text contains half of a surrogate pair, which is not a character"
    );
}

#[test]
fn replaced_bytes_are_reported_in_the_text_that_has_them() {
    let bad = SMALL.replace(
        "nginx:1.27\"}",
        "nginx:1.27\"}, \"command\": [\"\u{fffd}\"]",
    );
    let (good, bad) = (Input::Text(&bad), Input::Replaced(&bad, Replaced::Bytes));
    let codes = |old: &Input, new: &Input| {
        let (options, units) = (Options::default(), Units::Utf16);
        let compared = functions::diff(old.clone(), new.clone(), &options, units).unwrap();
        let found = compared.err().map(|built| built.report.diagnostics);
        let found = found.unwrap_or_default();
        found
            .into_iter()
            .map(|found| found.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&good, &good), [""; 0]);
    assert_eq!(codes(&bad, &good), ["invalid-unicode"]);
    assert_eq!(codes(&good, &bad), ["invalid-unicode"]);
}

#[test]
fn the_limit_does_not_count_bytes_that_replacement_adds() {
    let text = "\u{fffd}".repeat(100);
    let mut options = Options::default();
    options.limits.bytes = 100;
    let codes = |input| {
        let report = functions::validate(input, &options, Units::Utf16, &mut Buffers::default());
        let found = report.unwrap().diagnostics;
        found
            .into_iter()
            .map(|found| found.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(Input::Text(&text)), ["too-large"]);
    assert!(codes(Input::Replaced(&text, Replaced::Bytes)).contains(&"invalid-unicode".into()));
}

#[test]
fn a_text_that_the_binding_did_not_read_is_reported_as_too_large() {
    let message = |length| {
        let report = validate(Input::TooLarge(length));
        assert_eq!(found(&report), [("too-large", "", 0)]);
        report.diagnostics[0].message.clone()
    };
    let text = " ".repeat((16 << 20) + 1);
    let read = validate(Input::Text(&text));
    assert_eq!(message(Some(text.len())), read.diagnostics[0].message);
    assert_eq!(
        message(None),
        "the text has more than 16777216 bytes, which is the limit"
    );
}

/// The value `{object: {key: …}}`, where the key is not a string.
fn with_foreign_key(object: &str, key: &str) -> Document<'static> {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::OBJECT, 0);
    writer.string(object);
    writer.open(node::OBJECT, 0);
    writer.string(key);
    writer.foreign(Foreign::Keyed);
    writer.close(0, 0);
    writer.close(0, 0);
    writer.finish()
}

#[test]
fn a_key_that_is_not_a_string_is_reported_once() {
    let messages = |report: Report, path: &str| {
        let found = report.diagnostics.into_iter();
        let found = found.filter(|found| found.path.starts_with(path));
        found.map(|found| found.message).collect::<Vec<_>>()
    };
    let variables = validate(Input::Value(with_foreign_key("environment", "5")));
    assert_eq!(
        messages(variables, "/environment"),
        ["environment.5 must be a string, not a value whose key is not a string"]
    );
    let check = validate(Input::Value(with_foreign_key("healthCheck", "5")));
    assert_eq!(messages(check, "/healthCheck").len(), 1);
    let path = validate(Input::Value(with_foreign_key("healthCheck", "path")));
    assert_eq!(messages(path, "/healthCheck/path").len(), 1);
}

#[test]
fn append_copies_a_whole_document() {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::ARRAY, 0);
    writer.string("before");
    writer.append(&with_foreign_key("map", "key"));
    writer.string("after");
    writer.close(0, 0);
    let document = writer.finish();
    let elements: Vec<_> = document.elements(Document::ROOT).collect();
    let texts = elements.iter().map(|id| document.str(*id));
    assert_eq!(
        texts.collect::<Vec<_>>(),
        [Some("before"), None, Some("after")]
    );
    let inner = document.get(elements[1], "map").unwrap();
    assert!(document.get(inner, "key").is_some());
}

#[test]
fn calls_are_written_in_the_style_of_a_language() {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::ARRAY, 0);
    let call = writer.open(node::ARRAY, 0);
    writer.string("exposePort");
    writer.bool(true);
    writer.leaf(node::NULL, 0, 0);
    writer.close(0, 0);
    let start = writer.open(node::ARRAY, 0);
    writer.string("container");
    writer.string("api");
    writer.close(0, 0);
    let exposed = writer.open(node::ARRAY, 0);
    writer.string("expose");
    writer.string("http");
    writer.close(0, 0);
    writer.close(0, 0);
    let calls = writer.finish();
    let text = |language| [call, start, exposed].map(|call| call_text(&calls, call, language));
    assert_eq!(
        text(&JAVASCRIPT),
        [
            ".exposePort(true, null)",
            "new Container(\"api\")",
            ".expose(\"http\")"
        ]
    );
    assert_eq!(
        text(&PYTHON),
        [
            ".expose_port(True, None)",
            "Container(\"api\")",
            ".expose(\"http\")"
        ]
    );
    assert_eq!(
        text(&RUST),
        [
            ".expose_port(true, None)",
            "Container::new(\"api\")",
            ".expose(Protocol::Http)"
        ]
    );
    assert_eq!(
        text(&KOTLIN),
        [
            ".exposePort(true, null)",
            "Container(\"api\")",
            ".expose(Protocol.HTTP)"
        ]
    );
    assert_eq!(
        text(&SWIFT),
        [
            ".exposePort(true, nil)",
            "Container(\"api\")",
            ".expose(.http)"
        ]
    );
    assert_eq!(
        text(&RUBY),
        [
            ".expose_port(true, nil)",
            "Alien::Container.new(\"api\")",
            ".expose(\"http\")"
        ]
    );
}

/// The message and the help about a foreign value at `environment.A`, `healthCheck`, `ports` or `replicas`.
fn message_and_help(key: &str, kind: Foreign, type_name: &str) -> (String, String) {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::OBJECT, 0);
    writer.string(key);
    writer.foreign_of_type(kind, type_name);
    writer.close(0, 0);
    let report = validate(Input::Value(writer.finish()));
    let path = format!("/{key}");
    let mut found = report.diagnostics.into_iter();
    let found = found.find(|found| found.path == path).unwrap();
    assert_eq!(found.code, "wrong-type");
    (found.message, found.help.unwrap_or_default())
}

#[test]
fn the_help_depends_on_the_kind_and_on_what_is_expected() {
    let cases = [
        (
            "environment",
            Foreign::Map,
            "Map",
            "a plain object, not a Map",
            "use Object.fromEntries(map)",
        ),
        (
            "ports",
            Foreign::Map,
            "Map",
            "an array, not a Map",
            "use [...map.values()]",
        ),
        (
            "ports",
            Foreign::Set,
            "Set",
            "an array, not a Set",
            "use [...set]",
        ),
        (
            "pool",
            Foreign::Set,
            "Set",
            "a string, not a Set",
            "write a string in quotes",
        ),
        (
            "pool",
            Foreign::BigInt,
            "",
            "a string, not a BigInt",
            "use String(…)",
        ),
        (
            "replicas",
            Foreign::BigInt,
            "",
            "a number, not a BigInt",
            "use Number(…)",
        ),
        (
            "replicas",
            Foreign::BoxedNumber,
            "",
            "a number, not a Number object",
            "use Number(…) without new",
        ),
        (
            "pool",
            Foreign::Error,
            "TypeError",
            "a string, not a TypeError",
            "use error.message, or handle the error",
        ),
        (
            "pool",
            Foreign::Url,
            "URL",
            "a string, not a URL",
            "use url.href or url.pathname",
        ),
        (
            "code",
            Foreign::Awaitable,
            "Promise",
            "a plain object, not a Promise",
            "await it",
        ),
        (
            "code",
            Foreign::Class,
            "Image",
            "an object, not the class Image",
            "pass a value, not the class",
        ),
        (
            "code",
            Foreign::Builder,
            "Stack",
            "a plain object, not a Stack that was not built",
            "call build() on it",
        ),
        (
            "stateful",
            Foreign::NumpyBool,
            "numpy.bool",
            "true or false, not a numpy.bool",
            "use bool(…)",
        ),
        (
            "replicas",
            Foreign::Real,
            "fractions.Fraction",
            "a number, not a fractions.Fraction",
            "use float(…)",
        ),
        (
            "pool",
            Foreign::Decimal,
            "decimal.Decimal",
            "a string, not a decimal.Decimal",
            "use str(…)",
        ),
        (
            "ports",
            Foreign::AsyncIterable,
            "async_generator",
            "an array, not an async_generator",
            "use [item async for item in …]",
        ),
        (
            "healthCheck",
            Foreign::Struct,
            "shop.Health",
            "a plain object, not an instance of shop.Health",
            "use msgspec.to_builtins(…)",
        ),
        (
            "pool",
            Foreign::EnumMember,
            "Pool",
            "a string, not a member of Pool",
            "use member.value",
        ),
        (
            "pool",
            Foreign::Instance,
            "",
            "a string, not a class instance",
            "write a string in quotes",
        ),
    ];
    for (key, kind, type_name, words, help) in cases {
        let expected = (format!("{key} must be {words}"), help.to_owned());
        assert_eq!(message_and_help(key, kind, type_name), expected);
    }
}

#[test]
fn every_kind_has_a_message_and_a_help() {
    for kind in Foreign::ALL {
        if matches!(kind, Foreign::TooDeep | Foreign::TooLarge) {
            continue;
        }
        for key in [
            "environment",
            "ports",
            "replicas",
            "stateful",
            "pool",
            "code",
        ] {
            let (message, help) = message_and_help(key, kind, "");
            assert!(
                message.len() > key.len() + 15 && !help.is_empty(),
                "{message}"
            );
        }
    }
}

#[test]
fn the_name_of_a_type_is_cut_off_and_escaped() {
    let (message, _) = message_and_help("pool", Foreign::Instance, &"A".repeat(10_000));
    let shown = format!(
        "pool must be a string, not an instance of {}…",
        "A".repeat(60)
    );
    assert_eq!(message, shown);
    let (message, _) = message_and_help("pool", Foreign::Instance, "A\u{1b}[31m\n");
    assert_eq!(
        message,
        "pool must be a string, not an instance of A\\u001b[31m\\n"
    );
}

#[test]
fn append_keeps_the_name_of_a_type() {
    let mut inner = Writer::new("", Source::Value, Buffers::default());
    inner.string("before");
    inner.foreign_of_type(Foreign::Instance, "Größe");
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::ARRAY, 0);
    writer.string("x");
    writer.append(&inner.finish());
    writer.close(0, 0);
    let document = writer.finish();
    let named = document.elements(Document::ROOT).last().unwrap();
    assert_eq!(document.type_name(named), "Größe");
}
