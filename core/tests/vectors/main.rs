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

mod case;
mod coverage;
mod layout;
mod wording;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::json::{self, JsonOptions};
use alien_sdk_core::internal::document::{Buffers, Limits};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{self, BuildResult, Report};
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
    functions::validate(
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
        let built = BuildResult::from_calls(&document, &JAVASCRIPT, &options);
        report(&mut said, &built.report);
        normalised = built.json;
    } else if let Some(update) = case.get("update") {
        let [old, new] = ["old", "new"].map(|side| text(&update[side]));
        let (old, new) = (Input::Text(&old), Input::Text(&new));
        report(
            &mut said,
            &functions::validate_update(old.clone(), new.clone(), &options, Units::Utf16).unwrap(),
        );
        if let Ok(diff) = functions::diff(old, new, &options, Units::Utf16).unwrap() {
            let lines: Vec<_> = diff.text.lines().collect();
            said.insert("diff".to_owned(), lines.into());
        }
    } else {
        let text = text(
            case.get("json")
                .or(case.get("jsonc"))
                .expect("json, jsonc, calls or update"),
        );
        let built = functions::normalise(Input::Text(&text), &options, Units::Utf16).unwrap();
        assert_eq!(built.report, validate(&text, &options), "both say the same");
        let form = functions::normalised_json(Input::Text(&text), &options, Units::Utf16).unwrap();
        let found = BuildResult {
            json: None,
            ..built.clone()
        };
        assert_eq!(form, built.json.clone().ok_or(found), "and so does this");
        report(&mut said, &built.report);
        fixed(&mut said, &text, &options, &built.report);
        normalised = built.json;
        if text.contains("\"platform\"") {
            let outputs =
                functions::state_outputs(Input::Text(&text), &options, Units::Utf16).unwrap();
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
        let after = functions::apply_fixes(text, options, also_unsafe);
        if after == before {
            continue;
        }
        said.insert(
            name.to_owned(),
            after.split('\n').collect::<Vec<_>>().into(),
        );
        let (old, new) = (errors(report), errors(&validate(&after, options)));
        assert!(new <= old, "{name} has more errors:\n{after}");
        before = after;
    }
}

fn errors(report: &Report) -> usize {
    let is_error = |found: &&wire::Diagnostic| found.severity == wire::Severity::Error;
    report.diagnostics.iter().filter(is_error).count()
}

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

/// A file of vectors.
struct File {
    path: PathBuf,
    /// From the root of the repository, with `/`.
    name: String,
    text: String,
    value: Value,
}

fn vectors() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        let name = format!("tests/vectors/{}", name.replace('\\', "/"));
        let text = fs::read_to_string(&path).unwrap();
        let value = serde_json::from_str(&text);
        let value = value.unwrap_or_else(|error| panic!("{name}: {error}"));
        File {
            path,
            name,
            text,
            value,
        }
    };
    let files = files(&root);
    files.into_iter().map(read).collect()
}

/// Writes what the core says into the files where that is asked for. Whatever no writing puts right fails then too.
#[test]
fn the_files_hold_what_the_core_says_of_every_code() {
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let (mut faults, mut differ, mut cases) = (Vec::new(), Vec::new(), 0);
    let mut files = vectors();
    for File {
        path,
        name,
        text,
        value,
    } in &mut files
    {
        faults.extend(case::file_fault(value).map(|fault| format!("{name}: {fault}")));
        let list = value["cases"].as_array_mut().into_iter().flatten();
        for (at, case) in list.enumerate() {
            cases += 1;
            let name = match &case["name"] {
                Value::String(case) => format!("{name}: {case:?}"),
                _ => format!("{name}: case {at}"),
            };
            if let Some(fault) = case::fault(case) {
                faults.push(format!("{name}: {fault}"));
                continue;
            }
            let Ok(said) = std::panic::catch_unwind(|| run(case)) else {
                faults.push(format!("{name}: panics, as printed above"));
                continue;
            };
            let expected = case::replace_expected(case, said.clone());
            if said == expected {
                continue;
            }
            if update {
                let line = format!("{name}: {}", case::change(&expected, &said));
                // Past the harness, which shows what is printed only where a test fails.
                writeln!(io::stderr(), "{line}").unwrap();
            } else {
                let pretty = |map: &Map<String, Value>| serde_json::to_string_pretty(map).unwrap();
                let (expected, said) = (pretty(&expected), pretty(&said));
                differ.push(format!("{name}\nexpected {expected}\nsaid {said}"));
            }
        }
        let after = layout::layout(value);
        if update && after != *text {
            fs::write(path, after).unwrap();
        }
    }
    assert!(cases > 0, "no case was run");
    println!("{cases} cases");
    faults.extend(coverage::faults(&files));
    faults.extend(wording::faults(&files));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        differ.is_empty(),
        "{} of {cases} cases differ; UPDATE_EXPECT=1 cargo test --test vectors writes what the core \
         says\n\n{}",
        differ.len(),
        differ.join("\n\n")
    );
}
