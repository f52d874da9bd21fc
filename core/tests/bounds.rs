//! Checks that reports and differences stay small and fast, even if a declaration is large and has many faults.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::time::{Duration, Instant};

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::{
    Buffers, Document, Limits, Source, Syntax, Writer, serialize,
};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{self, Input, Options, report_only};
use alien_sdk_core::internal::wire::{self, Diff, Edit, Report, Severity};
use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::{render, validate_text};

/// The maximum number of bytes of text in a report with default limits.
const MAX_REPORT_BYTES: usize = Limits::BYTES_PER_DIAGNOSTIC * 1000;

fn validate(input: Input, options: &Options) -> Report {
    functions::validate(input, options, Units::Utf16, &mut Buffers::default()).unwrap()
}

fn json_size(report: &Report) -> usize {
    serde_json::to_string(report).unwrap().len()
}

fn join(count: usize, element: impl Fn(usize) -> String) -> String {
    (0..count).map(element).collect::<Vec<_>>().join(",")
}

fn options_with_limit(diagnostics: usize) -> Options {
    let limits = Limits {
        diagnostics,
        ..Limits::default()
    };
    Options {
        limits,
        ..Options::default()
    }
}

/// A key of 64 KiB.
fn long_key() -> String {
    "k".repeat(64 << 10)
}

/// A stack with one resource under a long key. `members` are additional members of the resource.
fn stack(members: &str) -> String {
    format!(
        r#"{{"id": "shop", "resources": {{"{}": {{"lifecycle": "frozen", "config": {{"type": "queue", "id": "jobs"}}, {members}}}}}}}"#,
        long_key()
    )
}

fn container(id: &str, members: &str) -> String {
    format!(
        r#"{{"type": "container", "id": "{id}", "code": {{"type": "image", "image": "api:v1"}}, "cpu": {{"min": "1", "desired": "1"}}, "memory": {{"min": "1Gi", "desired": "1Gi"}}, "ports": [{{"port": 8080}}], "permissions": "execution", {members}}}"#
    )
}

/// Texts that cause a thousand diagnostics inside one long key or about one long value, each with a name.
fn long_texts() -> Vec<(&'static str, String)> {
    let dependencies = |of: &dyn Fn(usize) -> String| {
        let members = join(1000, of);
        stack(&format!(r#""dependencies": [{members}]"#))
    };
    let replicas = join(500, |_| r#"{"healthy": 1}"#.to_owned());
    let links = join(1000, |_| r#"{"type": "kv", "id": "big"}"#.to_owned());
    let key = long_key();
    vec![
        (
            "values of a wrong type",
            dependencies(&|_| r#"{"type": 1, "id": "jobs"}"#.to_owned()),
        ),
        (
            "unknown and missing keys",
            dependencies(&|_| r#"{"typ": "kv", "x": 1}"#.to_owned()),
        ),
        (
            "duplicate keys",
            dependencies(&|_| r#"{"type": "queue", "id": "jobs", "id": "jobs"}"#.to_owned()),
        ),
        (
            "resources that do not exist",
            dependencies(&|at| format!(r#"{{"type": "kv", "id": "x{at}"}}"#)),
        ),
        (
            "syntax errors",
            stack(&format!(r#""a": [{}]"#, join(1000, |_| "1,".to_owned()))),
        ),
        (
            "outputs",
            format!(
                r#"{{"platform": "aws", "resources": {{"{key}": {{"type": "container", "status": "running", "outputs": {{"replicas": [{replicas}]}}}}}}}}"#
            ),
        ),
        (
            "links to a resource with a long type",
            format!(
                r#"{{"id": "shop", "resources": {{"big": {{"lifecycle": "frozen", "config": {{"type": "{key}", "id": "big"}}}}, "a": {{"lifecycle": "frozen", "config": {{"type": "queue", "id": "a"}}, "dependencies": [{links}]}}}}}}"#
            ),
        ),
    ]
}

#[test]
fn a_long_key_does_not_make_a_report_large() {
    for (what, text) in long_texts() {
        let report = validate(Input::Text(&text), &Options::default());
        assert_eq!(report.diagnostics.len(), 1000, "{what}");
        let size = json_size(&report);
        assert!(size < MAX_REPORT_BYTES, "{what}: {size} bytes");
    }
}

#[test]
fn diagnostics_contain_no_copies_of_a_long_key() {
    for (what, text) in long_texts() {
        let input = Input::Text(&text);
        let validated = validate::validate_input(
            input,
            &Options::default(),
            Buffers::default(),
            &mut report_only,
        );
        let (found, _) = validated.unwrap().sink.into_parts();
        let size = format!("{found:?}").len();
        assert!(size < 2 * MAX_REPORT_BYTES, "{what}: {size} bytes");
    }
}

#[test]
fn a_long_key_of_a_value_or_of_calls_does_not_make_a_report_large() {
    let wrong = join(1000, |_| r#"{"type": 1, "id": "jobs"}"#.to_owned());
    let text = stack(&format!(r#""dependencies": [{wrong}]"#));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    serialize(&value, &Limits::default(), &mut writer);
    let report = validate(Input::Value(writer.finish()), &Options::default());
    assert_eq!(report.diagnostics.len(), 1000);
    assert!(json_size(&report) < MAX_REPORT_BYTES);

    let calls = format!(
        r#"[["stack", "shop"], ["add", {{"type": "queue", "id": "{}"}}, "frozen", {{"dependencies": [{wrong}]}}]]"#,
        long_key()
    );
    let report =
        wire::BuildResult::from_calls(&parse_calls(&calls), &JAVASCRIPT, &Options::default())
            .report;
    assert!(
        report.diagnostics.len() > 500,
        "{}",
        report.diagnostics.len()
    );
    assert!(json_size(&report) < MAX_REPORT_BYTES);
}

fn parse_calls(text: &str) -> Document<'_> {
    Syntax::Json.parse(
        text,
        &Limits::default(),
        Buffers::default(),
        &mut Sink::new(1),
    )
}

#[test]
fn a_call_with_many_arguments_is_abbreviated() {
    let arguments = join(10_000, |at| at.to_string());
    let calls = format!(r#"[["container", "Api"], ["replicas", -1, {arguments}]]"#);
    let report =
        wire::BuildResult::from_calls(&parse_calls(&calls), &JAVASCRIPT, &Options::default())
            .report;
    let shown = report
        .diagnostics
        .iter()
        .filter_map(|found| found.call.as_ref());
    assert!(
        shown
            .clone()
            .any(|call| call.text == ".replicas(-1, 0, 1, 2, 3, 4, 5, 6, …)")
    );
    assert!(shown.clone().all(|call| call.text.len() < 100));
}

#[test]
fn a_fix_whose_path_was_cut_is_left_out_but_can_be_applied() {
    let text = |key: &str| {
        format!(
            r#"{{"id": "shop", "resources": {{"{key}": {{"lifecycle": "frozen", "config": {{"type": "queue", "id": "jobs"}}, "dependencies": [{{"type": "kv", "id": "a", "x": 1}}]}}}}}}"#
        )
    };
    let unknown = |key: &str| {
        let report = validate(Input::Text(&text(key)), &Options::default());
        let mut all = report.diagnostics.into_iter();
        all.find(|found| found.code == "unknown-field").unwrap()
    };
    let whole = "é".repeat(256);
    let found = unknown(&whole);
    let path = format!("/resources/{whole}/dependencies/0/x");
    assert_eq!(found.path, path);
    assert_eq!(found.fixes[0].edits, [Edit::Remove { path }]);

    let long = "é".repeat(257);
    let found = unknown(&long);
    assert_eq!(found.path, format!("/resources/{whole}…/dependencies/0/x"));
    assert_eq!(found.fixes, []);
    let fixed = functions::apply_fixes(&text(&long), &Options::default(), true);
    assert!(!fixed.contains("\"x\""), "{fixed}");
}

/// Puts `inner` into 60 nested objects with long keys.
fn nest(inner: &str) -> String {
    let open = format!(r#"{{"{}": "#, "k".repeat(200)).repeat(60);
    format!("{open}{inner}{}", "}".repeat(60))
}

#[test]
fn the_size_of_a_report_is_limited_and_errors_come_first() {
    let faults = join(1000, |_| "1,".to_owned());
    let text = format!(
        r#"{{"environment": {{"1": "a warning"}}, "a": {}}}"#,
        nest(&format!("[{faults}]"))
    );
    let report = validate(Input::Text(&text), &Options::default());
    let size = json_size(&report);
    assert!(report.truncated);
    assert!(size < MAX_REPORT_BYTES * 11 / 10, "{size} bytes");
    assert!(
        size > MAX_REPORT_BYTES * 9 / 10,
        "{size} bytes: there is room for more"
    );
    let errors = |report: &Report| {
        report
            .diagnostics
            .iter()
            .all(|d| d.severity == Severity::Error)
    };
    assert!(errors(&report));

    // The limit of diagnostics also limits the bytes, but there is always one diagnostic.
    let report = validate(Input::Text(&text), &options_with_limit(10));
    assert!(report.truncated && errors(&report));
    assert_eq!(report.diagnostics.len(), 3);
    let report = validate(Input::Text(&text), &options_with_limit(1));
    assert_eq!(report.diagnostics.len(), 1);
    assert!(json_size(&report) > Limits::BYTES_PER_DIAGNOSTIC);
}

#[test]
fn fixes_are_left_out_before_diagnostics() {
    let path = "a".repeat(3 * Limits::BYTES_PER_DIAGNOSTIC);
    let resources = join(4, |at| {
        let config = container(&format!("a{at}"), &format!(r#""healthCheck": "/{path}""#));
        format!(r#""a{at}": {{"lifecycle": "live", "config": {config}}}"#)
    });
    let text = format!(r#"{{"id": "shop", "resources": {{{resources}}}}}"#);
    let fixes = |diagnostics| {
        let report = validate(Input::Text(&text), &options_with_limit(diagnostics));
        assert_eq!(report.diagnostics.len(), 4);
        let fixes = report.diagnostics.iter().filter(|d| !d.fixes.is_empty());
        (fixes.count(), report.truncated)
    };
    assert_eq!(fixes(1000), (4, false));
    assert_eq!(fixes(16), (2, true));
}

#[test]
fn a_duplicate_id_is_compared_once() {
    let config = |path: &str| {
        let storage = format!(
            r#""stateful": true, "replicas": 1, "persistentStorage": {{"size": "1Gi", "mountPath": "/{path}"}}"#
        );
        container("a", &storage)
    };
    let stack = |resources: &str| format!(r#"{{"id": "shop", "resources": {{{resources}}}}}"#);
    let resource = |key: &str, path: &str| {
        format!(
            r#""{key}": {{"lifecycle": "live", "config": {}}}"#,
            config(path)
        )
    };
    let old = stack(&resource("a", &long_key()));
    let new = stack(&join(100, |at| resource(&format!("a{at}"), "b")));
    let validated =
        validate::validate_update(Input::Text(&old), Input::Text(&new), &Options::default());
    let (found, _) = validated.unwrap().sink.into_parts();
    let of_update = found
        .iter()
        .filter(|found| found.code.name == "mount-path-changed");
    assert_eq!(of_update.count(), 1);
}

fn diff(old: &str, new: &str) -> Diff {
    let (old, new) = (Input::Text(old), Input::Text(new));
    functions::diff(old, new, &Options::default(), Units::Utf16)
        .unwrap()
        .unwrap()
}

#[test]
fn the_size_of_all_paths_of_changes_is_limited() {
    let key = "k".repeat(450);
    let stack = |value: usize, replicas: usize| {
        let members = join(20_000, |at| format!(r#""{at}": {value}"#));
        let first = container("a", &format!(r#""replicas": {replicas}"#));
        let last = container(
            "c",
            &format!(r#""replicas": {replicas}, "pool": "p{value}""#),
        );
        format!(
            r#"{{"id": "shop", "resources": {{"a": {{"lifecycle": "live", "config": {first}}}, "b": {{"lifecycle": "frozen", "config": {{"type": "queue", "id": "b", "{key}": {{{members}}}}}}}, "c": {{"lifecycle": "live", "config": {last}}}}}}}"#
        )
    };
    let changes = diff(&stack(1, 1), &stack(2, 2)).changes;
    let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
    let one = format!("/resources/b/config/{key}");
    let [a, c, pool] = [
        "/resources/a/config/replicas",
        "/resources/c/config/replicas",
        "/resources/c/config/pool",
    ];
    assert_eq!(paths.len(), 4);
    assert!(
        [a, &one, c, pool].iter().all(|path| paths.contains(path)),
        "{paths:?}"
    );
    let refused = changes.iter().filter(|change| change.refused);
    assert_eq!(
        refused.map(|change| &change.path).collect::<Vec<_>>(),
        [pool]
    );

    // A small change is shown exactly, however large the object is.
    let stack = |last: usize| stack(1, 1).replace(r#""19999": 1"#, &format!(r#""19999": {last}"#));
    let changes = diff(&stack(1), &stack(2)).changes;
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path, format!("{one}/19999"));
}

#[test]
fn a_diff_keeps_no_more_warnings_than_a_report_holds() {
    let side = |replicas: usize| {
        let names = join(5000, |at| format!(r#""{at}": "x""#));
        container(
            "a",
            &format!(r#""replicas": {replicas}, "environment": {{{names}}}"#),
        )
    };
    let (old, new) = (side(1), side(2));
    let mut forms = 0;
    let compared = validate::compare(
        Input::Text(&old),
        Input::Text(&new),
        &Options::default(),
        &mut |_, _| forms += 1,
    );
    let compared = compared.unwrap();
    assert_eq!(forms, 1);
    for validated in [compared.old, compared.new] {
        assert_eq!(validated.sink.into_parts().0.len(), 1000);
    }
    assert!(compared.change.is_empty());
}

/// A container in one line, with the given number of faults at its end.
fn one_line(faults: usize) -> String {
    let words = join(400, |at| format!(r#""{}é{at}""#, "x".repeat(1000)));
    let ports = join(faults, |_| r#"{"port": 0}"#.to_owned());
    format!(r#"{{"command": [{words}], "environment": {{"A": "secret"}}, "ports": [{ports}]}}"#)
}

#[test]
fn a_long_line_is_not_searched_again_for_each_fault() {
    let time = |text: &str| {
        let start = Instant::now();
        let shown = render(
            &validate_text(text, &Options::default()),
            &RenderOptions::for_text("api.json", text),
        );
        assert!(shown.contains("port 0 is not between"));
        start.elapsed()
    };
    let few = (0..3).map(|_| time(&one_line(1))).min().unwrap();
    let many = time(&one_line(1000));
    // To search the line takes about as long as to parse it. Doing so for each fault would take 300 times as long.
    assert!(
        many < few * 50 + Duration::from_millis(200),
        "{few:?} {many:?}"
    );
}

#[test]
fn positions_in_a_long_line_are_right_in_all_units() {
    let text = one_line(3);
    for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
        let report = functions::validate(
            Input::Text(&text),
            &Options::default(),
            units,
            &mut Buffers::default(),
        );
        let report = report.unwrap();
        let mut found = report.diagnostics.iter();
        let found = found
            .rfind(|found| found.code == "port-out-of-range")
            .unwrap();
        let byte = text.rfind("0}").unwrap();
        let before = match units {
            Units::Utf8 => byte,
            Units::Utf16 => text[..byte].encode_utf16().count(),
            Units::Utf32 => text[..byte].chars().count(),
        };
        assert_eq!(found.range.unwrap().start.character as usize, before);
    }
}
