//! Values of environment variables and build arguments reach nothing that is shown, however wrongly they are
//! written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use alien_sdk_core::diagnostic::Sink;
use alien_sdk_core::document::json::{self, JsonOptions};
use alien_sdk_core::document::{Buffers, Limits};
use alien_sdk_core::span::Units;
use alien_sdk_core::validate::{DocumentKind, Input, Options};
use alien_sdk_core::wire;

const SECRET: &str = "hunter2";

/// Members of a container that hold the secret where a variable's value would be.
const MEMBERS: [&str; 33] = [
    r#""environment": {"A": "hunter2"}"#,
    r#""environment": {"PASSWORD": "hunter2-aB3dE5gH7jK9mN1pQ"}"#,
    r#""environment": {"A": {"B": "hunter2"}}"#,
    r#""environment": {"A": ["hunter2"]}"#,
    r#""environment": {"A=hunter2": "x"}"#,
    r#""environment": {"A=hunter2": 1}"#,
    r#""environment": {"A=hunter2": "x", "A=hunter2": "y"}"#,
    r#""environment": {"A": "hunter2", "A": "hunter2"}"#,
    r#""environment": {"1": "hunter2"}"#,
    r#""environment": {"AWS_REGION": "hunter2"}"#,
    r#""environment": ["A=hunter2"]"#,
    r#""environment": ["hunter2"]"#,
    r#""environment": "A=hunter2""#,
    r#""environment": {"A": "https://user:hunter2@example.com"}"#,
    r#""environment": {"A": hunter2}"#,
    r#""environment": {"A": 'hunter2'}"#,
    r#""environment": {"A": "hunter2}"#,
    r#""environment": {A=hunter2}"#,
    r#""environment": {"A": "hunter2" "B": "hunter2"}"#,
    r#""environment": {"A": "B", "hunter2"}"#,
    r#""environment": {"A":, "hunter2"}"#,
    r#""environment": {"A":, "hunter2": }"#,
    r#""environment": {"A": "hunter2" :}"#,
    r#""environment": {"A": "hunter2": "x"}"#,
    r#""environment": {"A": "hunter2 x" :, "B": 1}"#,
    r#""environment": {"A": "1", '"B": "hunter2"}"#,
    r#""environment": {"A" "hunter2"}"#,
    r#""environment": {"hunter2"}"#,
    r#""enviroment": {"A": "hunter2"}"#,
    r#""env": {"A": "hunter2"}"#,
    r#""env": ["A=hunter2"]"#,
    r#""code": {"type": "source", "src": ".", "toolchain": {"type": "docker", "buildArgs": {"TOKEN": ["hunter2"]}}}"#,
    r#""code": {"type": "source", "src": ".", "toolchain": {"type": "docker", "buildargs": {"A=hunter2": "hunter2"}}}"#,
];

fn text(members: &str) -> String {
    format!(r#"{{"id": "api", "ports": [{{"port": 0}}], {members}, "replicas": -1}}"#)
}

#[test]
fn no_value_of_a_variable_is_shown() {
    for members in MEMBERS {
        for text in [text(members), text(&members.replace(": {", ": {\n"))] {
            let report = wire::validate(
                Input::Text(&text),
                &Options::default(),
                Units::Utf16,
                &mut Buffers::default(),
            );
            let report = report.unwrap();
            assert!(!report.valid, "{text}");
            let shown = serde_json::to_string(&report).unwrap();
            assert!(!shown.contains(SECRET), "{text}\n{shown}");
            assert!(!format!("{report:?}").contains(SECRET), "{text}");
            let message = wire::build_message(&report, DocumentKind::Container, Some("api"));
            assert!(!message.contains(SECRET), "{message}");
            let frames = wire::render_text(&text, "api.json", &Options::default(), false).unwrap();
            assert!(!frames.contains(SECRET), "{frames}");
        }
    }
}

#[test]
fn no_value_of_a_variable_is_shown_of_calls() {
    for calls in [
        r#"[["container", "api"], ["environment", {"A": {"B": "hunter2"}}]]"#,
        r#"[["container", "api"], ["environment", "hunter2"]]"#,
        r#"[["container", "api"], ["environment", {"A=hunter2": "x"}]]"#,
        r#"[["container", "api"], ["environment", ["A=hunter2"]]]"#,
        r#"[["from", {"id": "api", "environment": {"A": ["hunter2"]}}]]"#,
        r#"[["container", "api"], ["code", {"type": "source", "src": ".", "toolchain": {"type": "docker", "buildArgs": {"A": ["hunter2"]}}}]]"#,
    ] {
        let mut sink = Sink::new(1);
        let limits = Limits::default();
        let document = json::parse(
            calls,
            JsonOptions::default(),
            &limits,
            Buffers::default(),
            &mut sink,
        );
        let built = wire::build_calls(&document, &Options::default(), &[]);
        assert!(!built.report.valid, "{calls}");
        let shown = serde_json::to_string(&built.report).unwrap();
        assert!(!shown.contains(SECRET), "{calls}\n{shown}");
        assert!(
            !wire::build_message(&built.report, DocumentKind::Container, Some("api"))
                .contains(SECRET),
            "{calls}"
        );
    }
}
