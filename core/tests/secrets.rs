//! No secret of `tests/secrets/places.json` reaches anything that is shown, wherever and however wrongly it is written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use alien_sdk_core::internal::builder;
use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::json::{self, JsonOptions};
use alien_sdk_core::internal::document::{Buffers, Document, Limits, Source, Writer, serialize};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{self, BuildResult, Report};
use alien_sdk_core::{ContainerConfig, StackState, validate_value};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// The places, and what was shown of a secret at one of them.
struct Places {
    secret: String,
    base: Map<String, Value>,
    places: Vec<Value>,
    /// Of each place and output, an input and the line that shows it.
    leaks: BTreeMap<String, (String, String)>,
}

impl Places {
    fn read() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/secrets/places.json");
        let mut file: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let Value::Array(places) = file["places"].take() else {
            panic!("`places` is an array")
        };
        assert!(places.len() > 100, "there are places");
        Self {
            secret: file["secret"].as_str().unwrap().to_owned(),
            base: file["base"].as_object().unwrap().clone(),
            places,
            leaks: BTreeMap::new(),
        }
    }

    /// A container with these members in place of its own.
    fn container(&self, members: &str) -> String {
        let own = self.base.iter();
        let own = own.filter(|(key, _)| !members.contains(&format!("\"{key}\"")));
        let own = own.map(|(key, value)| format!("\"{key}\": {}, ", value.as_str().unwrap()));
        format!("{{{}{members}}}", own.collect::<String>())
    }

    /// The texts of a place.
    fn texts(&self, place: &Value) -> Vec<String> {
        if let Some(text) = place["text"].as_str() {
            return vec![text.to_owned()];
        }
        let Some(members) = place["members"].as_str() else {
            return Vec::new();
        };
        // Faults on the same line and beside it show the place in a frame.
        let faulty = format!("{{\"ports\": [{{\"port\": 0}}], {members}, \"replicas\": -1}}");
        let lines = faulty.replace(", ", ",\n").replace(": {", ": {\n");
        vec![self.container(members), faulty, lines]
    }

    /// Notes what an output shows of the secret.
    fn look(&mut self, place: &Value, input: &str, what: &str, output: &str) {
        if let Some(line) = output.lines().find(|line| line.contains(&self.secret)) {
            let name = place["name"].as_str().unwrap();
            // The shortest input says most.
            let leak = (input.to_owned(), line.to_owned());
            let known = self.leaks.entry(format!("{name}: {what}")).or_insert(leak);
            if input.len() < known.0.len() {
                *known = (input.to_owned(), line.to_owned());
            }
        }
    }

    fn debug(&mut self, place: &Value, input: &str, what: &str, value: &impl Debug) {
        self.look(place, input, what, &format!("{value:?}"));
    }

    fn report(&mut self, place: &Value, input: &str, report: &Report, kind: DocumentKind) {
        let json = serde_json::to_string(report).unwrap();
        self.look(place, input, "the report", &json);
        self.debug(place, input, "Debug of the report", report);
        let message = functions::build_message(report, kind, Some("api"));
        self.look(place, input, "the message", &message);
    }

    fn built(&mut self, place: &Value, input: &str, built: &BuildResult) {
        self.report(place, input, &built.report, built.kind);
        self.debug(place, input, "Debug of what was built", built);
        if let Some(json) = &built.json {
            self.look(
                place,
                input,
                "the masked JSON",
                &functions::masked_text(json),
            );
            if let Ok(config) = json.parse::<ContainerConfig>() {
                self.debug(place, input, "Debug of the container", &config);
            }
        }
    }

    /// What is said of a text alone.
    fn text(&mut self, place: &Value, text: &str, relaxed: bool) {
        let options = Options {
            json: JsonOptions { relaxed },
            ..Options::default()
        };
        let input = Input::Text(text);
        let built = functions::normalise(input, &options, Units::Utf16).unwrap();
        self.built(place, text, &built);
        let frames = functions::render_text(text, "api.json", &options, relaxed).unwrap();
        self.look(place, text, "the frames", &frames);
        if text.contains("\"platform\"") {
            let state = StackState::parse(text);
            self.debug(place, text, "Debug of the state", &state);
            for id in ["TOKEN=hunter2", "a", "b"] {
                let reason = state.reason(id).unwrap_or_default();
                self.look(place, text, "the reason", &reason);
            }
        }
    }

    /// What is said of the change from one text to another.
    fn update(&mut self, place: &Value, old: &str, new: &str) {
        let (options, units) = (Options::default(), Units::Utf16);
        let sides = || (Input::Text(old), Input::Text(new));
        let input = format!("{old} → {new}");
        let report = functions::validate_update(sides().0, sides().1, &options, units).unwrap();
        self.report(place, &input, &report, DocumentKind::Container);
        match functions::diff(sides().0, sides().1, &options, units).unwrap() {
            Ok(diff) => {
                let json = serde_json::to_string(&diff).unwrap();
                self.look(place, &input, "the changes", &json);
                self.look(place, &input, "the diff", &diff.text);
                self.debug(place, &input, "Debug of the diff", &diff);
            }
            Err(built) => self.built(place, &input, &built),
        }
    }

    fn calls(&mut self, place: &Value, calls: &Document) {
        let input = place.to_string();
        let built = wire::BuildResult::from_calls(calls, &JAVASCRIPT, &Options::default());
        self.built(place, &input, &built);
        self.debug(place, &input, "Debug of the document", calls);
        for call in calls.elements(Document::ROOT) {
            let text = builder::call_text(calls, call, &JAVASCRIPT);
            self.look(place, &input, "the call", &text);
        }
    }

    fn finish(self) {
        let leaks = self.leaks.iter();
        let leaks: Vec<_> = leaks
            .map(|(place, (input, line))| format!("{place} of {input:?}\n    {line}"))
            .collect();
        assert!(
            leaks.is_empty(),
            "{} leaks:\n{}",
            leaks.len(),
            leaks.join("\n")
        );
    }
}

#[test]
fn nothing_that_is_said_of_a_text_shows_a_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        let small = all.container("\"stateful\": false");
        for text in all.texts(&place) {
            all.text(&place, &text, false);
            all.text(&place, &text, true);
            let other = match text.contains("\"resources\"") {
                true => "{\"id\": \"shop\", \"resources\": {}}",
                false => &small,
            };
            all.update(&place, &text, other);
            all.update(&place, other, &text);
        }
        if let Some(update) = place.get("update") {
            let [old, new] = ["old", "new"].map(|side| update[side].as_str().unwrap());
            let (old, new) = (all.container(old), all.container(new));
            all.update(&place, &old, &new);
        }
    }
    all.finish();
}

/// A text that was cut off behind the secret, or in which a mark of JSON is gone or is another one.
fn broken(text: &str, secret: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut is_inside = false;
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        if before.contains(secret) {
            texts.push(before.to_owned());
        }
        let is_quote = c == '"' && !before.ends_with('\\');
        is_inside ^= is_quote;
        if is_quote || !is_inside && "{}[]:,".contains(c) {
            texts.push([before, after].concat());
        }
        match c {
            ':' if !is_inside => texts.push([before, ",", after].concat()),
            ',' if !is_inside => texts.push([before, ":", after].concat()),
            _ => {}
        }
    }
    texts.push(text.replace('"', "'"));
    texts
}

#[test]
fn nothing_that_is_said_of_a_broken_text_shows_a_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        // The last one has lines, which decide how a text is read that lost a brace.
        let texts = all.texts(&place).into_iter().rev().take(2);
        for text in texts
            .flat_map(|text| broken(&text, &all.secret))
            .collect::<Vec<_>>()
        {
            all.text(&place, &text, false);
        }
    }
    all.finish();
}

fn parsed(text: &str) -> Document<'_> {
    json::parse(
        text,
        JsonOptions::default(),
        &Limits::default(),
        Buffers::default(),
        &mut Sink::new(1),
    )
}

#[test]
fn nothing_that_is_said_of_values_and_calls_shows_a_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        for text in all.texts(&place) {
            let Ok(value) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            let report = validate_value(&value, &Options::default());
            all.report(&place, &text, &report, DocumentKind::Container);
            for from in ["from", "fromStack"] {
                let calls = format!("[[\"{from}\", {text}]]");
                all.calls(&place, &parsed(&calls));
            }
        }
        if let Some(calls) = place.get("calls") {
            all.calls(&place, &parsed(&calls.to_string()));
        }
    }
    all.finish();
}

/// A value with bytes, which JSON doesn't have, for each text that is the secret.
struct Foreign<'a>(&'a Value, &'a str);

impl Serialize for Foreign<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, secret) = *self;
        match value {
            Value::String(text) if text == secret => serializer.serialize_bytes(text.as_bytes()),
            Value::Array(values) => {
                serializer.collect_seq(values.iter().map(|value| Foreign(value, secret)))
            }
            Value::Object(members) => {
                let members = members.iter();
                serializer.collect_map(members.map(|(key, value)| (key, Foreign(value, secret))))
            }
            other => other.serialize(serializer),
        }
    }
}

#[test]
fn nothing_that_is_said_of_foreign_values_shows_a_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        let Some(value) = place.get("foreign") else {
            continue;
        };
        let secret = all.secret.clone();
        let report = validate_value(&Foreign(value, &secret), &Options::default());
        assert!(!report.valid, "{place}");
        all.report(&place, &place.to_string(), &report, DocumentKind::Container);
        let mut writer = Writer::new("", Source::Value, Buffers::default());
        let call = [("from", Foreign(value, &secret))];
        serialize(&call, &Limits::default(), &mut writer);
        all.calls(&place, &writer.finish());
    }
    all.finish();
}

fn frame(text: &str) -> String {
    let frames = functions::render_text(text, "api.json", &Options::default(), false).unwrap();
    let line = frames.lines().find(|line| line.starts_with("1 | "));
    line.unwrap().to_owned()
}

#[test]
fn frames_show_what_belongs_to_the_model() {
    for (text, shown) in [
        (
            r#"{"id": "Api", "code": {"type": "image", "image": "ghcr.io/acme/api:v1"}, "replicas": 3}"#,
            r#"{"id": "Api", "code": {"type": "image", "image": "ghcr.io/acme/api:v1"}, "replicas": 3}"#,
        ),
        (
            r#"{"replica": 3, "command": ["./server", "--token", "a", "--port=1"], "environment": {"A": "b"}}"#,
            r#"{"replica": …, "command": ["./server", "--token", "…", "--port=1"], "environment": {"A": "…"}}"#,
        ),
        (
            r#"{"id": "api", "healthCheck": {"path": "/a?deep=1&token=b"}, "A=b": {"c": [true, null]}}"#,
            r#"{"id": "api", "healthCheck": {"path": "/a?deep=1&token=…"}, "A=…": {"c": […, …]}}"#,
        ),
        (
            r#"{"id": "api" "memory": {"min": 1Gi}, "prots": [{"port": 1}]}"#,
            r#"{"id": "api" "memory": {"min": 1Gi}, "…": [{"port": …}]}"#,
        ),
    ] {
        assert_eq!(frame(text), format!("1 | {shown}"));
    }
}
