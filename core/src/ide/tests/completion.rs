use super::{OPTIONS, cursor, stack};
use crate::document::text_edit::{self, TextEdit};
use crate::ide::{Completions, complete};

fn completions(marked: &str) -> (String, Completions) {
    let (text, offset) = cursor(marked);
    let found = complete(&text, &OPTIONS, offset);
    (text, found)
}

fn labels(marked: &str) -> Vec<String> {
    let (_, found) = completions(marked);
    found.items.into_iter().map(|item| item.label).collect()
}

/// Chooses the item with a label, and compares the text after it. Places for a person are shown as `${1:…}`.
#[track_caller]
fn check(marked: &str, label: &str, expected: &str) {
    let (text, found) = completions(marked);
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no {label} in {:?}", labels(marked)));
    let insert = TextEdit {
        span: found.span,
        text: item.insert.text.clone(),
    };
    let edits: Vec<_> = item.also.iter().cloned().chain([insert]).collect();
    assert_eq!(text_edit::apply(&text, &edits).unwrap(), expected);
}

#[track_caller]
fn check_labels(marked: &str, expected: &[&str]) {
    assert_eq!(labels(marked), expected, "{marked}");
}

#[test]
fn an_empty_file_gets_a_whole_declaration() {
    check_labels("|", &["container", "stack"]);
    check_labels("\u{feff} // a comment\n|", &["container", "stack"]);
    check_labels("con|", &["container", "stack"]);
    check(
        "|",
        "container",
        "{
  \"type\": \"container\",
  \"id\": \"${1:api}\",
  \"code\": {\"type\": \"image\", \"image\": \"${2:ghcr.io/acme/api:v1}\"},
  \"cpu\": {\"min\": \"${3:0.5}\", \"desired\": \"${4:2}\"},
  \"memory\": {\"min\": \"${5:512Mi}\", \"desired\": \"${6:1Gi}\"},
  \"ports\": [{\"port\": ${7:8080}}],
  \"permissions\": \"${8:execution}\"
}
",
    );
}

#[test]
fn keys_that_are_absent_are_proposed_required_ones_first() {
    check_labels(r#"{"ports": [{|}]}"#, &["port", "expose"]);
    check_labels(r#"{"ports": [{"port": 1, |}]}"#, &["expose"]);
    check_labels(r#"{"code": {"type": "image", "|"}}"#, &["image"]);
    check_labels(r#"{"code": {|}}"#, &["type", "image", "src", "toolchain"]);
    check_labels(
        r#"{"healthCheck": {"path": "/", |}}"#,
        &["port", "method", "timeoutSeconds", "failureThreshold"],
    );
    assert_eq!(labels("{|}")[..4], ["id", "code", "cpu", "memory"]);
    assert!(labels("{|}").contains(&"resources".to_owned()));
    assert!(!labels(r#"{"code": 1, |}"#).contains(&"resources".to_owned()));
    check_labels(r#"{"environment": {|}}"#, &[]);
    check_labels(r#"{"resources": {|}}"#, &["container"]);
    check_labels(r#"{"resources": {}, "platform": "aws", "x": 1, |}"#, &[]);
}

#[test]
fn exactly_the_word_is_replaced_and_missing_commas_are_added() {
    for (marked, expected) in [
        (r#"{"port": 1, |}"#, r#"{"port": 1, "expose": "${1:http}"}"#),
        (
            r#"{"port": 1, ex|}"#,
            r#"{"port": 1, "expose": "${1:http}"}"#,
        ),
        (
            r#"{"port": 1, "ex|}"#,
            r#"{"port": 1, "expose": "${1:http}"}"#,
        ),
        (
            r#"{"port": 1, "ex|"}"#,
            r#"{"port": 1, "expose": "${1:http}"}"#,
        ),
        (
            r#"{"port": 1, "e|x": "tcp"}"#,
            r#"{"port": 1, "expose": "tcp"}"#,
        ),
        (
            r#"{"port": 1, "e|x: "tcp"}"#,
            r#"{"port": 1, "expose": "tcp"}"#,
        ),
        (r#"{"port": 1 |}"#, r#"{"port": 1, "expose": "${1:http}"}"#),
        (
            r#"{"port": 1 "|"}"#,
            r#"{"port": 1, "expose": "${1:http}"}"#,
        ),
        (r#"{| "port": 1}"#, r#"{"expose": "${1:http}", "port": 1}"#),
        (
            r#"{ex| "port": 1}"#,
            r#"{"expose": "${1:http}", "port": 1}"#,
        ),
        (
            r#"{"ex| "port": 1}"#,
            r#"{"expose": "${1:http}", "port": 1}"#,
        ),
        (
            "{\"port\": 1 // one\n  |}",
            "{\"port\": 1, // one\n  \"expose\": \"${1:http}\"}",
        ),
        (
            "{\r\n\"port\": 1,\r\n\"ex|\r\n}",
            "{\r\n\"port\": 1,\r\n\"expose\": \"${1:http}\"\r\n}",
        ),
        (
            r#"{"é🚀": 1, "ex|"}"#,
            r#"{"é🚀": 1, "expose": "${1:http}"}"#,
        ),
    ] {
        check(
            &format!("{{\"ports\": [{marked}]}}"),
            "expose",
            &format!("{{\"ports\": [{expected}]}}"),
        );
    }
}

#[test]
fn a_text_without_its_end_is_completed_too() {
    check(
        r#"{"ports": [{"port": 1, "ex|"#,
        "expose",
        r#"{"ports": [{"port": 1, "expose": "${1:http}""#,
    );
    check(
        "{\"cpu\": {\"min\": \"1\",\n  de|\n",
        "desired",
        "{\"cpu\": {\"min\": \"1\",\n  \"desired\": \"${1:2}\"\n",
    );
    check(
        "{\"id\": \"api\",\n  \"sta|\n  \"cluster\": \"a\"}",
        "stateful",
        "{\"id\": \"api\",\n  \"stateful\": ${1:true},\n  \"cluster\": \"a\"}",
    );
}

#[test]
fn objects_get_the_keys_that_they_must_have() {
    check(
        "{|}",
        "gpu",
        r#"{"gpu": {"type": "${1:nvidia-t4}", "count": ${2:1}}}"#,
    );
    check("{|}", "environment", "{\"environment\": {$1}}");
    check("{|}", "healthCheck", "{\"healthCheck\": {$1}}");
    check("{|}", "command", r#"{"command": ["${1:./server}"]}"#);
    check(
        r#"{"code": |}"#,
        "source",
        r#"{"code": {"type": "source", "src": "${1:./api}", "toolchain": {"type": "typescript"}}}"#,
    );
    check_labels(
        r#"{"code": {"type": "source", "toolchain": |}}"#,
        &["typescript", "rust", "docker"],
    );
    check(
        r#"{"ports": [|]}"#,
        "{…}",
        r#"{"ports": [{"port": ${1:8080}}]}"#,
    );
    check(
        r#"{"ports": |, "id": "a"}"#,
        "[…]",
        r#"{"ports": [{"port": ${1:8080}}], "id": "a"}"#,
    );
    let stack = complete(r#"{"resources": {}}"#, &OPTIONS, 15).items;
    assert!(
        stack[0]
            .insert
            .plain
            .starts_with(r#""api": {"config": {"type": "container", "id": "api", "code""#)
    );
}

#[test]
fn known_values_are_proposed() {
    for (marked, expected) in [
        (r#"{"code": {"type": |}}"#, &["image", "source"] as &[_]),
        (
            r#"{"code": {"type": "s|", "src": "."}}"#,
            &["image", "source"],
        ),
        (r#"{"ports": [{"expose": "|"}]}"#, &["http", "tcp"]),
        (r#"{"stateful": |}"#, &["true", "false"]),
        (r#"{"stateful": t|}"#, &["true", "false"]),
        (
            r#"{"gpu": {"type": nv|, "count": 1}}"#,
            &["nvidia-t4", "nvidia-a100", "nvidia-h100"],
        ),
        (r#"{"healthCheck": {"path": |}}"#, &["/health"]),
        (
            r#"{"ports": [{"port": 80}, {"port": 90}], "healthCheck": {"port": |}}"#,
            &["80", "90"],
        ),
        (r#"{"memory": {"min": |}}"#, &["512Mi"]),
        (r#"{"environment": {"A": |}}"#, &[]),
        (r#"{"environment": {"A": "|"}}"#, &[]),
        (r#"{"command": [|]}"#, &[]),
        // A value is there already.
        (r#"{"stateful": | true}"#, &[]),
        (r#"{"code": | {"type": "image"}}"#, &[]),
    ] {
        check_labels(marked, expected);
    }
    check(
        r#"{"stateful": | "id": "a"}"#,
        "true",
        r#"{"stateful": true, "id": "a"}"#,
    );
}

#[test]
fn names_of_the_stack_are_proposed() {
    for (members, expected) in [
        (r#""links": [|]"#, &["uploads", "compute", "{…}"] as &[_]),
        (r#""links": [{"type": "storage", "id": "|"}]"#, &["uploads"]),
        (r#""links": [{"id": |}]"#, &["uploads", "compute"]),
        (r#""links": [{"id": up|"#, &["uploads", "compute"]),
        (
            r#""links": [{"type": |}]"#,
            &["container", "storage", "compute-cluster"],
        ),
        (r#""cluster": "|""#, &["compute"]),
        (r#""cluster": "compute", "pool": |"#, &["gpu"]),
        (r#""pool": |"#, &["gpu"]),
        (r#""permissions": "|"#, &["execution", "reader"]),
    ] {
        check_labels(&stack(members), expected);
    }
    check(
        &stack(r#""links": [|]"#),
        "uploads",
        &stack(r#""links": [{"type": "storage", "id": "uploads"}]"#),
    );
    check_labels(
        r#"{"resources": {"a": {"config": {"type": "x", "id": |}}}}"#,
        &["a"],
    );
}

#[test]
fn nothing_is_proposed_in_comments_and_after_the_end() {
    for marked in [
        "{} |",
        "{} // |",
        "{/* | */}",
        "{// |\n}",
        "[|]",
        "{\"a\": |}",
        "{\"x\": {|}}",
    ] {
        check_labels(marked, &[]);
    }
    assert!(!labels("{/* a */ |}").is_empty());
}

/// However the text is broken, the rest of it stays as it is.
#[test]
fn every_position_of_every_prefix_can_be_completed() {
    let whole = stack(
        "\"links\": [{\"type\": \"storage\", \"id\": \"uploads\"}], // é🚀\n \"cpu\": {\"min\": \"1\"}",
    );
    let ends: Vec<_> = (0..=whole.len())
        .filter(|at| whole.is_char_boundary(*at))
        .collect();
    for end in ends.iter().step_by(3) {
        let prefix = &whole[..*end];
        for offset in ends.iter().filter(|at| *at <= end).step_by(5) {
            let found = complete(prefix, &OPTIONS, *offset as u32);
            let crate::span::Span { start, end } = found.span;
            assert!(start <= *offset as u32 && *offset as u32 <= end || found.items.is_empty());
            assert!(prefix.get(found.span.range()).is_some());
            assert!(
                !prefix[found.span.range()].contains(['\n', '{', '}']) || found.items.is_empty()
            );
        }
    }
}
