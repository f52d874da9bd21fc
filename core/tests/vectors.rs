//! Runs `tests/vectors`: the same cases that every other language runs through its own package.
//!
//! `UPDATE_EXPECT=1 cargo test --test vectors` writes what the core says into the files. A person reads the
//! diff.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use alien_sdk_core::diagnostic::{Sink, is_hidden};
use alien_sdk_core::document::json::{self, JsonOptions};
use alien_sdk_core::document::{Buffers, Limits};
use alien_sdk_core::span::Units;
use alien_sdk_core::validate::{DocumentKind, Input, Options, Replaced};
use alien_sdk_core::wire::{self, Report};
use serde_json::{Map, Value, json};

/// The options of a case; see `tests/vectors/README.md`.
fn options(case: &Value) -> Options {
    let usual = Limits::default();
    let limit = |name: &str, usual| case["limits"][name].as_u64().map_or(usual, |n| n as usize);
    let limits = Limits {
        bytes: limit("bytes", usual.bytes),
        depth: limit("depth", usual.depth),
        diagnostics: limit("diagnostics", usual.diagnostics),
    };
    let relaxed = case.get("jsonc").is_some();
    let kind = case.get("kind").map(|kind| match kind.as_str() {
        Some("container") => DocumentKind::Container,
        Some("stack") => DocumentKind::Stack,
        Some("state") => DocumentKind::State,
        _ => panic!("no kind of document: {kind}"),
    });
    Options {
        kind,
        json: JsonOptions { relaxed },
        replaced: Replaced::Nothing,
        limits,
    }
}

/// Lines of text, joined.
fn text(lines: &Value) -> String {
    let lines = lines.as_array().expect("an array of lines");
    let lines: Vec<_> = lines
        .iter()
        .map(|line| line.as_str().expect("a line"))
        .collect();
    lines.join("\n")
}

fn validate(text: &str, options: &Options) -> Report {
    wire::validate(
        Input::Text(text),
        options,
        Units::Utf16,
        &mut Buffers::default(),
    )
    .unwrap()
}

/// What the core says of a case, in the form that the files have.
fn run(case: &Value) -> Map<String, Value> {
    let options = options(case);
    let mut said = Map::new();
    let mut normalised = None;
    if let Some(calls) = case.get("calls") {
        let calls = calls.to_string();
        let mut sink = Sink::new(10);
        let usual = (JsonOptions::default(), Limits::default());
        let document = json::parse(&calls, usual.0, &usual.1, Buffers::default(), &mut sink);
        assert!(sink.is_empty(), "the calls are JSON");
        let built = wire::build_calls(&document, &options, &[]);
        report(&mut said, &built.report);
        normalised = built.json;
    } else if let Some(update) = case.get("update") {
        let [old, new] = ["old", "new"].map(|side| text(&update[side]));
        let (old, new) = (Input::Text(&old), Input::Text(&new));
        report(
            &mut said,
            &wire::validate_update(old.clone(), new.clone(), &options, Units::Utf16).unwrap(),
        );
        if let Ok(diff) = wire::diff(old, new, &options, Units::Utf16).unwrap() {
            let lines: Vec<_> = diff.text.lines().collect();
            said.insert("diff".to_owned(), lines.into());
        }
    } else {
        let text = text(
            case.get("json")
                .or(case.get("jsonc"))
                .expect("json, jsonc, calls or update"),
        );
        let built = wire::normalise(Input::Text(&text), &options, Units::Utf16).unwrap();
        assert_eq!(built.report, validate(&text, &options), "both say the same");
        report(&mut said, &built.report);
        fixed(&mut said, &text, &options, &built.report);
        normalised = built.json;
        if text.contains("\"platform\"") {
            let outputs = wire::state_outputs(Input::Text(&text), &options, Units::Utf16).unwrap();
            said.extend(outputs.json.map(|json| ("outputs".to_owned(), json.into())));
        }
    }
    said.extend(normalised.map(|json| ("normalised".to_owned(), json.into())));
    said
}

fn report(said: &mut Map<String, Value>, report: &Report) {
    said.insert("valid".to_owned(), report.valid.into());
    if report.truncated {
        said.insert("truncated".to_owned(), true.into());
    }
    let diagnostics = report.diagnostics.iter().map(|diagnostic| {
        let mut value = serde_json::to_value(diagnostic).unwrap();
        let object = value.as_object_mut().unwrap();
        object.shift_remove("docs");
        if object["target"] == "value" {
            object.shift_remove("target");
        }
        object.retain(|_, value| *value != json!([]));
        shorten(&mut value);
        value
    });
    said.insert("diagnostics".to_owned(), diagnostics.collect());
}

/// Ranges as `line:character-line:character`, calls as their number: short enough to read.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(shorten),
        Value::Object(object) => {
            if let Some(range) = object.get_mut("range") {
                let at = |place: &Value| format!("{}:{}", place["line"], place["character"]);
                *range = format!("{}-{}", at(&range["start"]), at(&range["end"])).into();
            }
            if let Some(call) = object.get_mut("call") {
                *call = call["number"].take();
            }
            object.values_mut().for_each(shorten);
        }
        _ => {}
    }
}

/// The text after the safe fixes, and after all of them, where that changes something.
fn fixed(said: &mut Map<String, Value>, text: &str, options: &Options, report: &Report) {
    let mut before = text.to_owned();
    for (name, also_unsafe) in [("fixed", false), ("fixedUnsafe", true)] {
        let after = wire::apply_fixes(text, options, also_unsafe);
        if after == before {
            continue;
        }
        said.insert(
            name.to_owned(),
            after.split('\n').collect::<Vec<_>>().into(),
        );
        let (old, new) = (errors(report), errors(&validate(&after, options)));
        for (code, count) in &new {
            let was = old.get(code).copied().unwrap_or_default();
            assert!(*count <= was, "{name} makes a new {code}:\n{after}");
        }
        before = after;
    }
}

fn errors(report: &Report) -> BTreeMap<&'static str, usize> {
    let mut errors = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        if diagnostic.severity == wire::Severity::Error {
            *errors.entry(diagnostic.code).or_default() += 1;
        }
    }
    errors
}

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

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn vectors() -> impl Iterator<Item = (PathBuf, String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    files(&folder).into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let file = serde_json::from_str(&text);
        let file = file.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, text, file)
    })
}

#[test]
fn every_case_gives_what_its_file_expects() {
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let mut faults = Vec::new();
    let mut cases = 0;
    for (path, before, mut file) in vectors() {
        for case in file["cases"].as_array_mut().expect("cases") {
            cases += 1;
            let name = format!("{}: {}", path.display(), case["name"]);
            let Ok(said) = std::panic::catch_unwind(|| run(case)) else {
                faults.push(name);
                continue;
            };
            let object = case.as_object_mut().unwrap();
            let is_expected = |key: &str| EXPECTED.contains(&key);
            let expected = object.iter().filter(|(key, _)| is_expected(key));
            let expected: Map<_, _> = expected
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            if said != expected && !update {
                let pretty = |map: &Map<String, Value>| serde_json::to_string_pretty(map).unwrap();
                faults.push(format!(
                    "{name}\nexpected {}\nsaid {}",
                    pretty(&expected),
                    pretty(&said)
                ));
            }
            object.retain(|key, _| !is_expected(key));
            object.extend(said);
        }
        let after = layout(&file);
        if update && after != before {
            fs::write(&path, after).unwrap();
        }
    }
    assert!(cases > 0, "no case was run");
    println!("{cases} cases");
    assert!(
        faults.is_empty(),
        "{} of {cases} cases differ; UPDATE_EXPECT=1 cargo test --test vectors writes what the core \
         says\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}

/// A file with short values on one line, and lines of text below each other: made to be read.
fn layout(file: &Value) -> String {
    let mut out = String::new();
    write(file, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let flat = spaced(value);
    let long = flat.len() + depth * 2 > 110;
    let (brackets, members): (_, Vec<(String, &Value)>) = match value {
        Value::Array(values) if long || is_text(values) => (
            "[]",
            values.iter().map(|value| (String::new(), value)).collect(),
        ),
        Value::Object(object)
            if long || object.contains_key("cases") || object.contains_key("name") =>
        {
            (
                "{}",
                object
                    .iter()
                    .map(|(key, value)| (format!("{}: ", json!(key)), value))
                    .collect(),
            )
        }
        _ => return out.push_str(&flat),
    };
    let (open, close) = brackets.split_at(1);
    out.push_str(open);
    for (at, (key, value)) in members.into_iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        out.push_str(&format!("{comma}\n{}{key}", "  ".repeat(depth + 1)));
        write(value, depth + 1, out);
    }
    out.push_str(&format!("\n{}{close}", "  ".repeat(depth)));
}

fn is_text(values: &[Value]) -> bool {
    let is_line = |value: &Value| value.as_str().is_some_and(|line| line.contains('"'));
    values.len() > 1 && values.iter().any(is_line)
}

/// JSON on one line, with spaces.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(values) => {
            format!(
                "[{}]",
                values.iter().map(spaced).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(object) => {
            let member = |(key, value): (&String, _)| format!("{}: {}", json!(key), spaced(value));
            format!(
                "{{{}}}",
                object.iter().map(member).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(text) => shown(&json!(text).to_string()),
        value => value.to_string(),
    }
}

/// JSON with escapes for characters that a reader of the file would not see, or take for a space.
fn shown(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if c != ' ' && (c.is_whitespace() || is_hidden(c)) {
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[test]
fn every_code_has_a_failing_and_a_passing_case() {
    if env::var_os("UPDATE_EXPECT").is_some() {
        // The other test is writing the files: this one looks at them in the next run.
        return;
    }
    let mut failing: BTreeSet<String> = BTreeSet::new();
    let mut passing: BTreeSet<String> = BTreeSet::new();
    for (path, _, file) in vectors() {
        if path
            .parent()
            .is_some_and(|folder| folder.ends_with("rules"))
        {
            let name = path.file_stem().and_then(|name| name.to_str());
            assert_eq!(
                file["about"].as_str(),
                name,
                "a file of a rule is named by its code"
            );
        }
        for case in file["cases"].as_array().unwrap() {
            let diagnostics = case["diagnostics"].as_array().into_iter().flatten();
            let codes: BTreeSet<_> = diagnostics
                .filter_map(|d| d["code"].as_str())
                .map(str::to_owned)
                .collect();
            let about = file["about"]
                .as_str()
                .filter(|about| !codes.contains(*about));
            passing.extend(about.map(str::to_owned));
            failing.extend(codes);
        }
    }
    let both = |code: &str| failing.contains(code) && passing.contains(code);
    let codes = wire::catalog().codes;
    let lacks: Vec<_> = codes
        .iter()
        .map(|code| code.code)
        .filter(|code| !both(code))
        .collect();
    assert!(
        lacks.is_empty(),
        "no failing or no passing case for {lacks:?}"
    );
}
