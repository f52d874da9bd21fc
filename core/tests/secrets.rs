//! Checks that no output contains the secret, which is written at every place in `tests/secrets/places.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../../yaml/tests/support/mod.rs"]
mod yaml_text;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use alien_sdk_core::internal::builder;
use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::{
    Buffers, Document, Limits, Source, Syntax, Writer, serialize,
};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{self, BuildResult, Failure, Report};
use alien_sdk_core::options::{Format, RenderOptions};
use alien_sdk_core::{
    Container, ContainerConfig, Stack, StackState, render, validate_text, validate_value,
};
use alien_sdk_yaml::SYNTAX;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use yaml_text::{Style, Written};

/// The places where the secret is written, and the outputs that contain it.
struct Places {
    secret: String,
    base: Map<String, Value>,
    places: Vec<Value>,
    /// For each place and kind of output that contains the secret: an input, and the line of the output.
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

    /// A container with the given members, which replace members of the base.
    fn container(&self, members: &str) -> String {
        let own = self.base.iter();
        let own = own.filter(|(key, _)| !members.contains(&format!("\"{key}\"")));
        let own = own.map(|(key, value)| format!("\"{key}\": {}, ", value.as_str().unwrap()));
        format!("{{{}{members}}}", own.collect::<String>())
    }

    /// The texts in which the secret is at a place.
    fn texts(&self, place: &Value) -> Vec<String> {
        if let Some(text) = place["text"].as_str() {
            return vec![text.to_owned()];
        }
        let Some(members) = place["members"].as_str() else {
            return Vec::new();
        };
        // Because of faults on the same line and on the lines around it, a frame shows the place.
        let faulty = format!("{{\"ports\": [{{\"port\": 0}}], {members}, \"replicas\": -1}}");
        let lines = faulty.replace(", ", ",\n").replace(": {", ": {\n");
        vec![self.container(members), faulty, lines]
    }

    /// Records a leak if an output contains the secret.
    fn check_output(&mut self, place: &Value, input: &str, what: &str, output: &str) {
        if let Some(line) = output.lines().find(|line| line.contains(&self.secret)) {
            let name = place["name"].as_str().unwrap();
            // Keep the shortest input, which is the easiest to understand.
            let leak = (input.to_owned(), line.to_owned());
            let known = self.leaks.entry(format!("{name}: {what}")).or_insert(leak);
            if input.len() < known.0.len() {
                *known = (input.to_owned(), line.to_owned());
            }
        }
    }

    fn check_debug(&mut self, place: &Value, input: &str, what: &str, value: &impl Debug) {
        self.check_output(place, input, what, &format!("{value:?}"));
    }

    fn check_report(&mut self, place: &Value, input: &str, report: &Report, kind: DocumentKind) {
        let json = serde_json::to_string(report).unwrap();
        self.check_output(place, input, "the report", &json);
        self.check_debug(place, input, "Debug of the report", report);
        let message = functions::build_failure(report.clone(), kind, Some("api")).message;
        self.check_output(place, input, "the message", &message);
    }

    fn check_failure(&mut self, place: &Value, input: &str, failure: &Failure) {
        self.check_output(place, input, "the message of a failure", &failure.message);
        self.check_debug(place, input, "Debug of a failure", failure);
    }

    fn check_build_result(&mut self, place: &Value, input: &str, built: &BuildResult) {
        self.check_report(place, input, &built.report, built.kind);
        self.check_debug(place, input, "Debug of what was built", built);
        if let Some(json) = &built.json {
            self.check_output(place, input, "the masked JSON", &functions::mask_json(json));
            if let Ok(config) = json.parse::<ContainerConfig>() {
                self.check_debug(place, input, "Debug of the container", &config);
            }
        }
    }

    /// Checks the output for one text.
    fn check_text(&mut self, place: &Value, text: &str, syntax: Syntax) {
        let options = Options {
            syntax,
            ..Options::default()
        };
        let input = Input::Text(text);
        let built = functions::normalise(input, &options, Units::Utf16).unwrap();
        self.check_build_result(place, text, &built);
        let report = validate_text(text, &options);
        for format in [Format::Text, Format::Github, Format::Sarif, Format::Json] {
            let rendered = RenderOptions {
                format,
                syntax,
                color: syntax == Syntax::Jsonc,
                ..RenderOptions::for_text("api.json", text)
            };
            self.check_output(
                place,
                text,
                "a rendered report",
                &render(&report, &rendered),
            );
        }
        if text.contains("\"platform\"") {
            let state = StackState::parse(text);
            self.check_debug(place, text, "Debug of the state", &state);
            for id in ["TOKEN=hunter2", "a", "b"] {
                let reason = state.reason(id).unwrap_or_default();
                self.check_output(place, text, "the reason", &reason);
            }
        }
    }

    /// Checks the output for an update from one text to another.
    fn check_update(&mut self, place: &Value, old: &str, new: &str) {
        let (options, units) = (Options::default(), Units::Utf16);
        let sides = || (Input::Text(old), Input::Text(new));
        let input = format!("{old} → {new}");
        let report = functions::validate_update(sides().0, sides().1, &options, units).unwrap();
        self.check_report(place, &input, &report, DocumentKind::Container);
        match functions::diff(sides().0, sides().1, &options, units).unwrap() {
            Ok(diff) => {
                let json = serde_json::to_string(&diff).unwrap();
                self.check_output(place, &input, "the changes", &json);
                self.check_output(place, &input, "the diff", &diff.text);
                self.check_debug(place, &input, "Debug of the diff", &diff);
            }
            Err(failure) => self.check_failure(place, &input, &failure),
        }
    }

    fn check_calls(&mut self, place: &Value, calls: &Document) {
        let input = place.to_string();
        let built = wire::BuildResult::from_calls(calls, &JAVASCRIPT, &Options::default());
        self.check_build_result(place, &input, &built);
        self.check_debug(place, &input, "Debug of the document", calls);
        for call in calls.elements(Document::ROOT) {
            let text = builder::call_text(calls, call, &JAVASCRIPT);
            self.check_output(place, &input, "the call", &text);
        }
        let text = functions::call_texts(calls, &JAVASCRIPT).concat();
        self.check_output(place, &input, "the calls", &text);
    }

    /// Adds a container to a stack, given its calls without the brackets around them.
    fn check_in_stack(&mut self, place: &Value, calls: &str) {
        let calls = format!("[[\"stack\", \"shop\"], {calls}, [\"addBuilder\", \"live\"]]");
        self.check_calls(place, &parse(&calls));
    }

    fn assert_no_leaks(self) {
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
fn output_for_texts_contains_no_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        let small = all.container("\"stateful\": false");
        for text in all.texts(&place) {
            all.check_text(&place, &text, Syntax::Json);
            all.check_text(&place, &text, Syntax::Jsonc);
            let other = match text.contains("\"resources\"") {
                true => "{\"id\": \"shop\", \"resources\": {}}",
                false => &small,
            };
            all.check_update(&place, &text, other);
            all.check_update(&place, other, &text);
        }
        if let Some(update) = place.get("update") {
            let [old, new] = ["old", "new"].map(|side| update[side].as_str().unwrap());
            let (old, new) = (all.container(old), all.container(new));
            all.check_update(&place, &old, &new);
        }
    }
    all.assert_no_leaks();
}

/// Variants of a text that are truncated after the secret, or in which one bracket, quote, colon or comma is removed or
/// replaced.
fn broken_variants(text: &str, secret: &str) -> Vec<String> {
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
fn output_for_broken_texts_contains_no_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        // The last text has several lines. Their indentation decides how the text is parsed if a bracket is missing.
        let texts = all.texts(&place).into_iter().rev().take(2);
        for text in texts
            .flat_map(|text| broken_variants(&text, &all.secret))
            .collect::<Vec<_>>()
        {
            all.check_text(&place, &text, Syntax::Json);
        }
    }
    all.assert_no_leaks();
}

/// A text as YAML: as it is, and in the forms that YAML has besides. With an alias, the secret is in another place too.
fn yaml_variants(text: &str) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    let (limits, mut sink) = (Limits::default(), Sink::new(1));
    let json = Syntax::Json.parse(text, &limits, Buffers::default(), &mut sink);
    if !sink.has_errors() {
        let styles = [Style::Block, Style::Flow];
        texts.extend(styles.map(|style| Written::new(&json, style).text));
        let indented = texts[1].replace('\n', "\n  ");
        texts.push(format!("x: &x\n  {indented}\n<<: *x\nreplicas: -1\n"));
    }
    texts
}

#[test]
fn output_for_yaml_contains_no_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        for text in all.texts(&place) {
            for text in yaml_variants(&text) {
                all.check_text(&place, &text, SYNTAX);
            }
        }
    }
    all.assert_no_leaks();
}

#[test]
fn output_for_broken_yaml_contains_no_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        let texts = all.texts(&place).into_iter().rev().take(1);
        let texts: Vec<_> = texts.flat_map(|text| yaml_variants(&text)).collect();
        for text in texts.iter().take(2) {
            // There are very many.
            for text in broken_variants(text, &all.secret).into_iter().step_by(3) {
                // Without a colon, a line of YAML may be valid text in which nothing shows that it is secret.
                let (limits, mut sink) = (Limits::default(), Sink::new(1));
                SYNTAX.parse(&text, &limits, Buffers::default(), &mut sink);
                if sink.has_errors() {
                    all.check_text(&place, &text, SYNTAX);
                }
            }
        }
    }
    all.assert_no_leaks();
}

fn parse(text: &str) -> Document<'_> {
    Syntax::Json.parse(
        text,
        &Limits::default(),
        Buffers::default(),
        &mut Sink::new(1),
    )
}

#[test]
fn output_for_values_and_calls_contains_no_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        for text in all.texts(&place) {
            let Ok(value) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            let report = validate_value(&value, &Options::default());
            all.check_report(&place, &text, &report, DocumentKind::Container);
            let container = Container::from_config(&value);
            all.check_debug(&place, &text, "Debug of the builder", &container);
            all.check_report(
                &place,
                &text,
                &container.validate(),
                DocumentKind::Container,
            );
            let stack = Stack::from_config(&value);
            all.check_debug(&place, &text, "Debug of the stack builder", &stack);
            all.check_report(&place, &text, &stack.validate(), DocumentKind::Stack);
            for from in ["from", "fromStack"] {
                let calls = format!("[[\"{from}\", {text}]]");
                all.check_calls(&place, &parse(&calls));
            }
            all.check_in_stack(&place, &format!("[\"from\", {text}]"));
        }
        if let Some(calls) = place.get("calls") {
            let calls = calls.to_string();
            all.check_calls(&place, &parse(&calls));
            if calls.starts_with("[[\"container\"") {
                all.check_in_stack(&place, &calls[1..calls.len() - 1]);
            }
        }
    }
    all.assert_no_leaks();
}

/// Serializes a value with bytes, which JSON doesn't have, instead of each string that is the secret.
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
fn output_for_foreign_values_contains_no_secret() {
    let mut all = Places::read();
    for place in all.places.clone() {
        let Some(value) = place.get("foreign") else {
            continue;
        };
        let secret = all.secret.clone();
        let report = validate_value(&Foreign(value, &secret), &Options::default());
        assert!(!report.valid, "{place}");
        all.check_report(&place, &place.to_string(), &report, DocumentKind::Container);
        let mut writer = Writer::new("", Source::Value, Buffers::default());
        let call = [("from", Foreign(value, &secret))];
        serialize(&call, &Limits::default(), &mut writer);
        all.check_calls(&place, &writer.finish());
    }
    all.assert_no_leaks();
}

fn first_line_in_frame(text: &str) -> String {
    let report = validate_text(text, &Options::default());
    let frames = render(&report, &RenderOptions::for_text("api.json", text));
    let line = frames.lines().find(|line| line.starts_with("1 | "));
    line.unwrap().to_owned()
}

#[test]
fn frames_show_only_what_the_model_knows() {
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
        assert_eq!(first_line_in_frame(text), format!("1 | {shown}"));
    }
}
