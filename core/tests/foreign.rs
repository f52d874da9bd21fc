//! What reaches the core from other languages as something that JSON doesn't have: bytes that are not UTF-8, keys that
//! are no text, and documents that were written apart.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use alien_sdk_core::builder::{Style, call_text_in};
use alien_sdk_core::document::{Buffers, Document, Foreign, Source, Writer, node};
use alien_sdk_core::span::Units;
use alien_sdk_core::validate::{Input, Options, Replaced};
use alien_sdk_core::wire::{self, Report};

const SMALL: &str = r#"{"id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "memory": {"min": "1Gi", "desired": "1Gi"}, "cpu": {"min": "1", "desired": "1"}, "ports": [{"port": 8080}], "permissions": "execution"}"#;

fn validate(input: Input, replaced: Replaced) -> Report {
    let options = Options {
        replaced,
        ..Options::default()
    };
    wire::validate(input, &options, Units::Utf16, &mut Buffers::default()).unwrap()
}

/// The code, path and first character of each diagnostic.
fn found(report: &Report) -> Vec<(&str, &str, u32)> {
    let start = |range: Option<wire::Range>| range.map_or(0, |range| range.start.character);
    let found = report.diagnostics.iter();
    found
        .map(|found| (found.code, found.path.as_str(), start(found.range)))
        .collect()
}

fn replaced(from: &str, to: &[u8]) -> Report {
    let at = SMALL.find(from).unwrap();
    let mut bytes = SMALL.as_bytes().to_vec();
    bytes.splice(at..at + from.len(), to.iter().copied());
    validate(
        Input::Text(&String::from_utf8_lossy(&bytes)),
        Replaced::Bytes,
    )
}

#[test]
fn bytes_that_are_not_utf8_are_reported_where_they_are() {
    let report = replaced("execution", b"execution\xff");
    let start = SMALL.find("\"execution").unwrap() as u32;
    assert_eq!(found(&report), [("invalid-unicode", "/permissions", start)]);
    assert_eq!(
        report.diagnostics[0].message,
        "the text has bytes that are not UTF-8"
    );
}

#[test]
fn bytes_outside_strings_are_reported_too() {
    let report = validate(Input::Text("\u{fffd}\u{fffd}{}"), Replaced::Bytes);
    let unicode = found(&report)
        .into_iter()
        .find(|(code, ..)| *code == "invalid-unicode");
    assert_eq!(unicode, Some(("invalid-unicode", "", 0)));
}

#[test]
fn a_replacement_character_of_the_text_itself_is_left_alone() {
    let text = SMALL.replace(
        "nginx:1.27\"}",
        "nginx:1.27\"}, \"command\": [\"\u{fffd}\"]",
    );
    assert!(
        validate(Input::Text(&text), Replaced::Nothing)
            .diagnostics
            .is_empty()
    );
    assert_eq!(
        validate(Input::Text(&text), Replaced::Surrogates).diagnostics[0].message,
        "the text has half of a surrogate pair, which is no character"
    );
}

/// `{key: …}` inside the environment, where the key is no text.
fn keyed(map: &str, key: &str) -> Document<'static> {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::OBJECT, 0);
    writer.string(map);
    writer.open(node::OBJECT, 0);
    writer.string(key);
    writer.foreign(Foreign::Keyed);
    writer.close(0, 0);
    writer.close(0, 0);
    writer.finish()
}

#[test]
fn a_key_that_is_no_text_is_reported_once() {
    let of = |report: Report, at: &str| {
        let found = report.diagnostics.into_iter();
        let found = found.filter(|found| found.path.starts_with(at));
        found.map(|found| found.message).collect::<Vec<_>>()
    };
    let variables = validate(Input::Value(keyed("environment", "5")), Replaced::Nothing);
    assert_eq!(
        of(variables, "/environment"),
        ["environment.5 must be text, not a value whose key is not text"]
    );
    let check = validate(Input::Value(keyed("healthCheck", "5")), Replaced::Nothing);
    assert_eq!(of(check, "/healthCheck").len(), 1);
    let path = validate(
        Input::Value(keyed("healthCheck", "path")),
        Replaced::Nothing,
    );
    assert_eq!(of(path, "/healthCheck/path").len(), 1);
}

#[test]
fn a_document_is_appended_whole() {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    writer.open(node::ARRAY, 0);
    writer.string("before");
    writer.append(&keyed("map", "key"));
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
fn calls_are_written_as_a_language_writes_them() {
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
    writer.close(0, 0);
    let calls = writer.finish();
    let in_style = |style| [call, start].map(|call| call_text_in(&calls, call, style));
    assert_eq!(
        in_style(Style::Wire),
        [".exposePort(true, null)", "new Container(\"api\")"]
    );
    assert_eq!(
        in_style(Style::Python),
        [".expose_port(True, None)", "Container(\"api\")"]
    );
}
