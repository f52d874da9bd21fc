//! Runs the texts of `tests/vectors` in YAML. They must have the same diagnostics, at the corresponding places.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::{Buffers, Document, Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::{LineIndex, Span, Units};
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{Diagnostic, Position, Range, Report};
use alien_sdk_yaml::SYNTAX;
use serde_json::{Value, json};
use support::{Style, Written};

fn options(case: &Value) -> Options {
    let limit =
        |name: &str, default| case["limits"][name].as_u64().unwrap_or(default as u64) as usize;
    let default = Limits::default();
    Options {
        kind: case["kind"].as_str().map(|kind| match kind {
            "container" => DocumentKind::Container,
            "stack" => DocumentKind::Stack,
            _ => DocumentKind::State,
        }),
        syntax: Syntax::json(case.get("jsonc").is_some()),
        limits: Limits {
            // YAML is longer or shorter than JSON.
            bytes: default.bytes,
            depth: limit("depth", default.depth),
            diagnostics: limit("diagnostics", default.diagnostics),
        },
    }
}

fn text(lines: &Value) -> String {
    let lines = lines.as_array().unwrap().iter();
    lines
        .map(|line| line.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A text, as JSON and as YAML.
struct Both<'j> {
    json: &'j str,
    yaml: Written,
}

impl<'j> Both<'j> {
    /// `None` if the text is not valid JSON.
    fn new(json: &'j str, options: &Options, style: Style) -> Option<Self> {
        let mut sink = Sink::new(1);
        let limits = Limits {
            depth: 10_000,
            ..options.limits
        };
        let document: Document = options
            .syntax
            .parse(json, &limits, Buffers::default(), &mut sink);
        let yaml = (!sink.has_errors()).then(|| Written::new(&document, style))?;
        Some(Self { json, yaml })
    }

    /// The bytes in the YAML text that correspond to a range of the JSON text.
    fn place(&self, range: Range) -> Option<Span> {
        let span = span_of(self.json, range);
        self.yaml.places.get(&span).copied()
    }

    /// What can be compared of a diagnostic about the JSON text, or about the YAML text.
    fn comparable(&self, found: &Diagnostic, is_yaml: bool) -> Value {
        let place = |range: Option<Range>| {
            let range = range.unwrap();
            let span = match is_yaml {
                true => Some(span_of(&self.yaml.text, range)),
                false => self.place(range),
            };
            let span = span
                .unwrap_or_else(|| panic!("{range:?} of {found:?} is not a node: {}", self.json));
            self.yaml.text[span.range()].to_owned() + &format!(" at {span:?}")
        };
        let related = found.related.iter();
        let related: Vec<_> = related
            .map(|related| json!([related.path, related.message, place(related.range)]))
            .collect();
        let fixes = found.fixes.iter();
        let fixes: Vec<_> = fixes
            .map(|fix| json!([fix.title, fix.applicability, fix.edits]))
            .collect();
        json!({
            "code": found.code,
            "message": found.message,
            "path": found.path,
            "target": found.target,
            "help": found.help,
            "data": found.data,
            "place": place(found.range),
            "related": related,
            "fixes": fixes,
        })
    }

    #[track_caller]
    fn check_reports(&self, json: &Report, yaml: &Report) {
        let compare = |report: &Report, is_yaml| {
            let found = report.diagnostics.iter();
            found
                .map(|found| self.comparable(found, is_yaml))
                .collect::<Vec<_>>()
        };
        let (expected, found) = (compare(json, false), compare(yaml, true));
        let pretty = |found: &[Value]| serde_json::to_string_pretty(found).unwrap();
        assert!(
            found == expected,
            "{}\nexpected {}\nfound {}",
            self.yaml.text,
            pretty(&expected),
            pretty(&found)
        );
        assert_eq!((json.valid, json.truncated), (yaml.valid, yaml.truncated));
    }
}

fn span_of(text: &str, range: Range) -> Span {
    let lines = LineIndex::new(text);
    let byte = |at: Position| lines.byte_offset(text, at.line, at.character, Units::Utf16) as u32;
    Span::new(byte(range.start), byte(range.end))
}

/// Checks a case. Returns whether its texts are valid JSON.
fn check(case: &Value, style: Style) -> bool {
    let options = options(case);
    let in_yaml = Options {
        syntax: SYNTAX,
        ..options
    };
    let units = Units::Utf16;
    if let Some(update) = case.get("update") {
        let [old, new] = ["old", "new"].map(|side| text(&update[side]));
        let both = |text| Both::new(text, &options, style);
        let (Some(before), Some(after)) = (both(&old), both(&new)) else {
            return false;
        };
        let inputs = || (Input::Text(&old), Input::Text(&new));
        let yaml = || {
            (
                Input::Text(&before.yaml.text),
                Input::Text(&after.yaml.text),
            )
        };
        let update =
            |(old, new), options| functions::validate_update(old, new, options, units).unwrap();
        after.check_reports(&update(inputs(), &options), &update(yaml(), &in_yaml));
        let diff = |(old, new), options| {
            let diff = functions::diff(old, new, options, units).unwrap();
            diff.map(|diff| diff.text)
                .map_err(|failure| failure.report.diagnostics.len())
        };
        assert_eq!(diff(inputs(), &options), diff(yaml(), &in_yaml));
        return true;
    }
    let text = text(case.get("json").or(case.get("jsonc")).unwrap());
    let Some(both) = Both::new(&text, &options, style) else {
        return false;
    };
    let normalise =
        |text, options| functions::normalise(Input::Text(text), options, units).unwrap();
    let (json, yaml) = (
        normalise(&text, &options),
        normalise(&both.yaml.text, &in_yaml),
    );
    both.check_reports(&json.report, &yaml.report);
    assert_eq!((json.json, json.kind), (yaml.json, yaml.kind));
    let outputs = |text, options| {
        functions::state_outputs(Input::Text(text), options, units)
            .unwrap()
            .json
    };
    assert_eq!(outputs(&text, &options), outputs(&both.yaml.text, &in_yaml));
    true
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn texts_have_the_same_diagnostics_in_yaml() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let (mut checked, mut failed) = (0, Vec::new());
    for file in files(&folder) {
        let value: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for case in value["cases"].as_array().unwrap() {
            if ["json", "jsonc", "update"]
                .iter()
                .all(|key| case.get(key).is_none())
            {
                continue;
            }
            // Comments are not written over.
            if case.to_string().contains("alien-ignore") {
                continue;
            }
            for style in [Style::Block, Style::Flow] {
                match std::panic::catch_unwind(|| check(case, style)) {
                    Ok(is_checked) => checked += usize::from(is_checked),
                    Err(_) => {
                        failed.push(format!("{}: {} ({style:?})", file.display(), case["name"]))
                    }
                }
            }
        }
    }
    println!("{checked} texts");
    assert!(
        failed.is_empty(),
        "{} of {checked} failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert!(checked > 1000, "{checked}");
}
