use proptest::prelude::*;

use super::OPTIONS;
use crate::document::text_edit;
use crate::ide::{Analysis, Indentation};

fn format(text: &str) -> String {
    let edits = Analysis::new(text, &OPTIONS).format(Indentation::Spaces(2));
    text_edit::apply(text, &edits).unwrap()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(format(text), expected);
    assert_eq!(format(expected), expected);
}

#[test]
fn a_long_object_or_one_with_line_breaks_gets_a_line_for_each_member() {
    check(
        r#"{"id":"api","cpu":{"min":"1","desired":"1"},"ports":[],"x":{ }}"#,
        r#"{
  "id": "api",
  "cpu": {"min": "1", "desired": "1"},
  "ports": [],
  "x": {}
}"#,
    );
    check(
        "{\"ports\": [{\"port\":\n8080}]}\n\n",
        "{\n  \"ports\": [\n    {\n      \"port\": 8080\n    }\n  ]\n}\n",
    );
    let long = format!(r#"{{"a": ["{}", 1]}}"#, "x".repeat(80));
    check(
        &long,
        &format!(
            "{{\n  \"a\": [\n    \"{}\",\n    1\n  ]\n}}",
            "x".repeat(80)
        ),
    );
}

#[test]
fn comments_and_empty_lines_are_kept() {
    check(
        "// first\n{ // open\n\"a\":1,// one\n\n\n\n/* two\nlines */\"b\" : /* b */ [1,/* c */2] /* d */, // e\n// last\n}// end",
        "// first\n{ // open\n  \"a\": 1, // one\n\n  /* two\nlines */ \"b\": /* b */ [1, /* c */ 2] /* d */, // e\n  // last\n} // end",
    );
}

#[test]
fn other_line_breaks_and_the_mark_at_the_start_are_kept() {
    check(
        "\u{feff}{\r\n\"a\": 1}\r\n\r\n",
        "\u{feff}{\r\n  \"a\": 1\r\n}\r\n",
    );
    check("{\r\"a\": 1}", "{\r  \"a\": 1\r}");
    let tabs = Analysis::new("{\"a\": [\n1]}", &OPTIONS).format(Indentation::Tab);
    assert_eq!(
        text_edit::apply("{\"a\": [\n1]}", &tabs).unwrap(),
        "{\n\t\"a\": [\n\t\t1\n\t]\n}"
    );
}

#[test]
fn a_text_with_syntax_errors_is_left_alone() {
    for text in [
        "",
        "{\"a\":1 \"b\":2}",
        "{'a':1}",
        "{\"a\":1",
        "{\"a\":1} x",
    ] {
        assert_eq!(format(text), text);
    }
}

/// Valid JSON with comments, in which the white space is random.
fn texts() -> impl Strategy<Value = String> {
    let blank = prop_oneof![
        Just(""),
        Just(" "),
        Just("\n"),
        Just("\r\n\t"),
        Just(" // c\n"),
        Just("/* c */"),
        Just("\n\n\n")
    ];
    let scalar = prop_oneof![
        Just("1".to_owned()),
        Just("\"é\\\"🚀\"".to_owned()),
        Just("null".to_owned()),
        "[a-z]{0,40}".prop_map(|text| format!("\"{text}\""))
    ];
    let value = scalar.prop_recursive(5, 40, 5, |inner| {
        (prop::collection::vec(inner, 0..5), any::<bool>()).prop_map(|(values, is_object)| {
            let members = values
                .iter()
                .enumerate()
                .map(|(at, value)| match is_object {
                    true => format!("\u{1}\"k{at}\"\u{1}:\u{1}{value}\u{1}"),
                    false => format!("\u{1}{value}\u{1}"),
                });
            let members = members.collect::<Vec<_>>().join(",");
            if is_object {
                format!("{{\u{1}{members}}}")
            } else {
                format!("[\u{1}{members}]")
            }
        })
    });
    (value, prop::collection::vec(blank, 1..30)).prop_map(|(value, blanks)| {
        let mut blanks = blanks.into_iter().cycle();
        let parts = value
            .split('\u{1}')
            .map(|part| part.to_owned() + blanks.next().unwrap());
        parts.collect()
    })
}

/// The text without white space outside of strings and comments.
fn content(text: &str) -> String {
    let document = Analysis::new(text, &OPTIONS).document;
    let mut out = String::new();
    crate::normalise::write_value(&document, crate::document::Document::ROOT, &mut out);
    let comments = text.matches("// c").count() + text.matches("/* c */").count();
    format!("{out} {comments}")
}

proptest! {
    #[test]
    fn formatting_keeps_the_content_and_is_idempotent(text in texts()) {
        let formatted = format(&text);
        prop_assert_eq!(content(&text), content(&formatted));
        prop_assert_eq!(format(&formatted), formatted);
    }
}
