//! Applies the fixes of the texts of `tests/vectors` in YAML. The result must be that of JSON, and no comment may be lost.

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
use alien_sdk_core::internal::document::{Buffers, Kind, Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::{NodeId, Units};
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::Fix;
use alien_sdk_yaml::SYNTAX;
use serde_json::Value;
use support::{Style, Written};

fn options(case: &Value) -> Options {
    let default = Limits::default();
    let limit = |name: &str| case["limits"][name].as_u64().map(|limit| limit as usize);
    Options {
        kind: case["kind"].as_str().map(|kind| match kind {
            "container" => DocumentKind::Container,
            "stack" => DocumentKind::Stack,
            _ => DocumentKind::State,
        }),
        syntax: Syntax::json(case.get("jsonc").is_some()),
        limits: Limits {
            depth: limit("depth").unwrap_or(default.depth),
            diagnostics: limit("diagnostics").unwrap_or(default.diagnostics),
            ..default
        },
    }
}

/// The lines of a text; of an update, those of the new text.
fn text(case: &Value) -> Option<String> {
    let keys = ["json", "jsonc"].iter().find_map(|key| case.get(*key));
    let lines = keys.or(case.get("update").map(|update| &update["new"]))?;
    let lines = lines.as_array().unwrap().iter();
    let lines: Vec<_> = lines.map(|line| line.as_str().unwrap()).collect();
    Some(lines.join("\n"))
}

/// Writes a JSON text as YAML, with a comment at the end of each line that can have one; `None` if it is not valid JSON.
fn in_yaml(json: &str, options: &Options, style: Style) -> Option<String> {
    let mut sink = Sink::new(1);
    let document = options
        .syntax
        .parse(json, &options.limits, Buffers::default(), &mut sink);
    let text = (!sink.has_errors()).then(|| Written::new(&document, style).text)?;
    let written = SYNTAX.parse(&text, &options.limits, Buffers::default(), &mut sink);
    let ends = (0..written.node_count() as u32)
        .map(NodeId)
        .filter_map(|id| {
            let span = written.span(id).unwrap();
            let is_block_scalar = text[span.range()].starts_with(['|', '>']);
            let is_leaf = !matches!(written.kind(id), Kind::Object | Kind::Array);
            let rest = text[span.end as usize..].trim_start_matches([':', ',']);
            (is_leaf && !is_block_scalar && rest.starts_with('\n'))
                .then_some(text.len() - rest.len())
        });
    let mut ends: Vec<_> = ends.collect();
    ends.dedup();
    let mut commented = text.clone();
    for (number, end) in ends.iter().enumerate().rev() {
        commented.insert_str(*end, &format!(" # c{number}."));
    }
    Some(commented)
}

fn comments(text: &str) -> Vec<&str> {
    let starts = text.match_indices("# c");
    starts
        .map(|(at, _)| text[at..].split_inclusive('.').next().unwrap())
        .collect()
}

/// The normalised form if there are no errors, and the codes.
fn result(text: &str, options: &Options) -> (Option<String>, Vec<String>) {
    let built = functions::normalise(Input::Text(text), options, Units::Utf8).unwrap();
    let found = built.report.diagnostics.iter();
    let mut codes: Vec<_> = found.map(|found| found.code.to_string()).collect();
    codes.sort_unstable();
    (built.json, codes)
}

#[derive(Default)]
struct Checker {
    changed: usize,
    /// The number of fixes that were made alone.
    single: usize,
    faults: Vec<String>,
}

impl Checker {
    fn check(&mut self, name: &str, case: &Value, style: Style) {
        let options = options(case);
        let yaml_options = Options {
            syntax: SYNTAX,
            ..options
        };
        let Some(json) = text(case) else { return };
        let Some(yaml) = in_yaml(&json, &options, style) else {
            return;
        };
        for also_unsafe in [false, true] {
            let expected = functions::apply_fixes(&json, &options, also_unsafe);
            let after = functions::apply_fixes(&yaml, &yaml_options, also_unsafe);
            let mut fault = |what: &str| {
                let fault = format!(
                    "{name} ({style:?}, {also_unsafe}): {what}\n{yaml}\n---\n{after}\n---\n{expected}"
                );
                self.faults.push(fault);
            };
            let (found, wanted) = (result(&after, &yaml_options), result(&expected, &options));
            if found != wanted {
                fault(&format!("{found:?}\nis not {wanted:?}"));
            }
            if functions::apply_fixes(&after, &yaml_options, also_unsafe) != after {
                fault("not idempotent");
            }
            if (after == yaml) != (expected == json) {
                fault("only one of both is changed");
            }
            // Inside brackets, comments in a value are replaced with it.
            let kept = comments(&after);
            if style == Style::Block && comments(&yaml).iter().any(|it| !kept.contains(it)) {
                fault("a comment is lost");
            }
            self.changed += usize::from(after != yaml);
        }
        self.check_single_fixes(name, &json, &yaml, (&options, &yaml_options));
    }
}

impl Checker {
    /// Makes each fix alone, once by its edits of the text and once by its edits of paths.
    fn check_single_fixes(
        &mut self,
        name: &str,
        json: &str,
        yaml: &str,
        options: (&Options, &Options),
    ) {
        let units = Units::Utf16;
        let validate = |text, options| {
            functions::validate(Input::Text(text), options, units, &mut Buffers::default()).unwrap()
        };
        let fixes = |text, options| {
            let found = validate(text, options).diagnostics.into_iter();
            found.flat_map(|found| found.fixes).collect::<Vec<_>>()
        };
        let (of_json, of_yaml) = (fixes(json, options.0), fixes(yaml, options.1));
        assert_eq!(of_json.len(), of_yaml.len(), "{name}\n{yaml}");
        for (in_json, in_yaml) in of_json.into_iter().zip(of_yaml) {
            let apply =
                |text, syntax, fix: &Fix| functions::apply_fix(text, syntax, fix.clone(), units);
            let expected = apply(json, options.0.syntax, &in_json).unwrap();
            let by_paths = Fix {
                text_edits: None,
                ..in_yaml.clone()
            };
            let by_paths = apply(yaml, SYNTAX, &by_paths);
            let by_text = apply(yaml, SYNTAX, &in_yaml);
            let title = &in_yaml.title;
            // A path with a masked key leads to nothing.
            if (by_paths.is_ok() && by_paths != by_text)
                || in_json.text_edits.is_some() != in_yaml.text_edits.is_some()
            {
                self.faults
                    .push(format!("{name}: {title}: {by_paths:?} {by_text:?}"));
            }
            let after = by_text.unwrap_or_default();
            if result(&after, options.1) != result(&expected, options.0) {
                self.faults
                    .push(format!("{name}: {title}\n{yaml}\n{after}\n{expected}"));
            }
            self.single += 1;
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .collect();
    files.sort();
    files
}

#[test]
fn fixes_have_the_same_result_in_yaml() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut checker = Checker::default();
    for file in files(&folder) {
        let value: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for case in value["cases"].as_array().unwrap() {
            // Comments are not written over.
            if case.to_string().contains("alien-ignore") {
                continue;
            }
            let name = format!("{}: {}", file.file_stem().unwrap().display(), case["name"]);
            for style in [Style::Block, Style::Flow] {
                checker.check(&name, case, style);
            }
        }
    }
    println!(
        "{} texts changed, {} single fixes",
        checker.changed, checker.single
    );
    let faults = checker.faults;
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n=====\n")
    );
    assert!(checker.changed > 1000, "{}", checker.changed);
    assert!(checker.single > 500, "{}", checker.single);
}
