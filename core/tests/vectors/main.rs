//! Runs the cases in `tests/vectors`, which every other language also runs with its own package.
//!
//! `UPDATE_EXPECT=1 cargo test --test vectors` writes the results of the core into the files, for a person to review.

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
use alien_sdk_core::internal::document::{Buffers, Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{self, BuildResult, Report};
use serde_json::{Map, Value, json};

/// The options of a case; see `tests/vectors/README.md`.
fn options(case: &Value) -> Options {
    let defaults = Limits::default();
    let limit = |name: &str, defaults| {
        case["limits"][name]
            .as_u64()
            .map_or(defaults, |n| n as usize)
    };
    let limits = Limits {
        bytes: limit("bytes", defaults.bytes),
        depth: limit("depth", defaults.depth),
        diagnostics: limit("diagnostics", defaults.diagnostics),
    };
    let kind = case.get("kind").map(|kind| match kind.as_str() {
        Some("container") => DocumentKind::Container,
        Some("stack") => DocumentKind::Stack,
        Some("state") => DocumentKind::State,
        _ => panic!("not a kind of document: {kind}"),
    });
    Options {
        kind,
        syntax: text(case).map_or(Syntax::Json, |(syntax, _)| syntax),
        limits,
    }
}

/// The text of a case, as lines, and its syntax; `None` if the case has another input.
fn text(case: &Value) -> Option<(Syntax, &Value)> {
    let syntaxes = [
        ("json", Syntax::Json),
        ("jsonc", Syntax::Jsonc),
        ("yaml", alien_sdk_yaml::SYNTAX),
    ];
    let mut texts = syntaxes.into_iter();
    texts.find_map(|(key, syntax)| Some((syntax, case.get(key)?)))
}

/// Joins the lines of a text.
fn join_lines(lines: &Value) -> String {
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

/// The results of a case, in the form that the files have.
fn run(case: &Value) -> Map<String, Value> {
    let options = options(case);
    let mut results = Map::new();
    let mut normalised = None;
    if let Some(calls) = case.get("calls") {
        let calls = calls.to_string();
        let mut sink = Sink::new(10);
        let (limits, buffers) = (Limits::default(), Buffers::default());
        let document = Syntax::Json.parse(&calls, &limits, buffers, &mut sink);
        assert!(sink.is_empty(), "the calls are JSON");
        let built = BuildResult::from_calls(&document, &JAVASCRIPT, &options);
        add_report(&mut results, &built.report);
        normalised = built.json;
    } else if let Some(update) = case.get("update") {
        let [old, new] = ["old", "new"].map(|side| join_lines(&update[side]));
        let (old, new) = (Input::Text(&old), Input::Text(&new));
        add_report(
            &mut results,
            &functions::validate_update(old.clone(), new.clone(), &options, Units::Utf16).unwrap(),
        );
        if let Ok(diff) = functions::diff(old, new, &options, Units::Utf16).unwrap() {
            let lines: Vec<_> = diff.text.lines().collect();
            results.insert("diff".to_owned(), lines.into());
        }
    } else {
        let (_, lines) = text(case).expect("a text, calls or update");
        let text = join_lines(lines);
        let built = functions::normalise(Input::Text(&text), &options, Units::Utf16).unwrap();
        assert_eq!(
            built.report,
            validate(&text, &options),
            "validate and normalise report the same"
        );
        let form = functions::normalised_json(Input::Text(&text), &options, Units::Utf16, None);
        let form = form.unwrap().map_err(|failure| failure.report);
        assert_eq!(
            form,
            built.json.clone().ok_or(built.report.clone()),
            "normalised_json returns the same"
        );
        add_report(&mut results, &built.report);
        add_fixed_texts(&mut results, &text, &options, &built.report);
        normalised = built.json;
        if text.contains("\"platform\"") {
            let outputs =
                functions::state_outputs(Input::Text(&text), &options, Units::Utf16).unwrap();
            if let Some(json) = outputs.json {
                check_saved_state(&json);
                results.insert("outputs".to_owned(), json.into());
            }
        }
    }
    results.extend(normalised.map(|json| ("normalised".to_owned(), json.into())));
    results
}

/// Checks that a state which a program has saved can be read again, with the same outputs. The reason why there are none may
/// differ, since outputs that can't be read aren't saved.
fn check_saved_state(saved: &str) {
    let options = Options::default();
    let read = functions::state_outputs(Input::Text(saved), &options, Units::Utf16).unwrap();
    let without_reasons = |json: &str| {
        let mut state: Value = serde_json::from_str(json).unwrap();
        for (_, resource) in state["resources"].as_object_mut().unwrap() {
            resource.as_object_mut().unwrap().shift_remove("reason");
        }
        state
    };
    let json = read.json.expect("a saved state is a state");
    assert_eq!(without_reasons(&json), without_reasons(saved));
}

fn add_report(results: &mut Map<String, Value>, report: &Report) {
    results.insert("valid".to_owned(), report.valid.into());
    if report.truncated {
        results.insert("truncated".to_owned(), true.into());
    }
    let diagnostics = report.diagnostics.iter().map(|diagnostic| {
        check_data(diagnostic);
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
    results.insert("diagnostics".to_owned(), diagnostics.collect());
}

/// Checks that the data of a diagnostic contains only what its texts show too, so that it can't contain a secret.
fn check_data(diagnostic: &wire::Diagnostic) {
    let mut shown = diagnostic.message.clone();
    shown.extend(diagnostic.help.as_deref());
    shown.extend(diagnostic.fixes.iter().map(|fix| fix.title.as_str()));
    let data = serde_json::to_value(&diagnostic.data).unwrap();
    for (key, value) in data.as_object().into_iter().flatten() {
        let text = value.as_str().unwrap_or_default();
        assert!(shown.contains(text), "{key} is not shown in {diagnostic:?}");
    }
}

/// Replaces ranges by `line:character-line:character` and calls by their numbers, for short files.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(shorten),
        Value::Object(object) => {
            if let Some(range) = object.get_mut("range") {
                let print =
                    |position: &Value| format!("{}:{}", position["line"], position["character"]);
                *range = format!("{}-{}", print(&range["start"]), print(&range["end"])).into();
            }
            if let Some(call) = object.get_mut("call") {
                *call = call["number"].take();
            }
            object.values_mut().for_each(shorten);
        }
        _ => {}
    }
}

/// Adds the text after the safe fixes and the text after all fixes, if they change it.
fn add_fixed_texts(
    results: &mut Map<String, Value>,
    text: &str,
    options: &Options,
    report: &Report,
) {
    let mut before = text.to_owned();
    for (name, also_unsafe) in [("fixed", false), ("fixedUnsafe", true)] {
        let after = functions::apply_fixes(text, options, also_unsafe);
        if after == before {
            continue;
        }
        results.insert(
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
    /// The path from the root of the repository, with `/`.
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

/// With `UPDATE_EXPECT`, this writes the results into the files, and fails only because of mistakes in the files.
#[test]
fn every_case_has_its_expected_results() {
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let (mut mistakes, mut differ, mut cases) = (Vec::new(), Vec::new(), 0);
    let mut files = vectors();
    for File {
        path,
        name,
        text,
        value,
    } in &mut files
    {
        mistakes.extend(case::file_mistake(value).map(|mistake| format!("{name}: {mistake}")));
        let list = value["cases"].as_array_mut().into_iter().flatten();
        for (at, case) in list.enumerate() {
            cases += 1;
            let name = match &case["name"] {
                Value::String(case) => format!("{name}: {case:?}"),
                _ => format!("{name}: case {at}"),
            };
            if let Some(mistake) = case::case_mistake(case) {
                mistakes.push(format!("{name}: {mistake}"));
                continue;
            }
            if case.get("function").is_some() {
                // The packages call the function, since only they know functions by name.
                continue;
            }
            let Ok(results) = std::panic::catch_unwind(|| run(case)) else {
                mistakes.push(format!("{name}: panics, as printed above"));
                continue;
            };
            let expected = case::replace_expected(case, results.clone());
            if results == expected {
                continue;
            }
            if update {
                let line = format!("{name}: {}", case::describe_change(&expected, &results));
                // Not `println!`, whose output the test harness shows only if a test fails.
                writeln!(io::stderr(), "{line}").unwrap();
            } else {
                let pretty = |map: &Map<String, Value>| serde_json::to_string_pretty(map).unwrap();
                let (expected, results) = (pretty(&expected), pretty(&results));
                differ.push(format!("{name}\nexpected {expected}\nfound {results}"));
            }
        }
        let after = layout::print(value);
        if update && after != *text {
            fs::write(path, after).unwrap();
        }
    }
    assert!(cases > 0, "no case was run");
    println!("{cases} cases");
    mistakes.extend(coverage::mistakes(&files));
    mistakes.extend(wording::mistakes(&files));
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(
        differ.is_empty(),
        "{} of {cases} cases differ; UPDATE_EXPECT=1 cargo test --test vectors writes the results of \
         the core\n\n{}",
        differ.len(),
        differ.join("\n\n")
    );
}
