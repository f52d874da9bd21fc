//! Examples of edits, and the texts after them.

mod laws;

use super::*;
use crate::diagnostic::Sink;
use crate::document::{Buffers, Document, Limits, Syntax};
use crate::path::Path;

/// Parses a text that may have comments and trailing commas.
fn parse_relaxed<'t>(text: &'t str, sink: &mut Sink) -> Document<'t> {
    Syntax::Jsonc.parse(text, &Limits::default(), Buffers::default(), sink)
}

/// The text after the edits of one fix; `None` if they can't be made.
fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let document = parse_relaxed(text, &mut Sink::new(10));
    let mut index = Index::new(&document);
    let mut batch = FixBatch::new(&mut index);
    batch.add(Document::ROOT, edits);
    let edits = batch.finish();
    (!edits.is_empty()).then(|| apply(text, &edits).expect("edits that do not overlap"))
}

#[track_caller]
fn check(text: &str, edits: &[Edit], expected: &str) {
    assert_eq!(edited(text, edits).as_deref(), Some(expected));
}

fn path(text: &str) -> Path {
    Path::parse(text)
}

fn set(pointer: &str, value: &str) -> Edit {
    Edit::set(path(pointer), value)
}

fn remove(pointer: &str) -> Edit {
    Edit::Remove {
        path: path(pointer),
    }
}

fn rename(pointer: &str, key: &str) -> Edit {
    Edit::Rename {
        path: path(pointer),
        key: key.to_owned(),
    }
}

const LINES: &str = "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  },\n  \"d\": 3\n}\n";

#[test]
fn values_are_replaced_in_the_style_of_the_text() {
    check(
        r#"{"a": 1}"#,
        &[set("/a", r#"{"b":"1:,","c":[1,2]}"#)],
        r#"{"a": {"b": "1:,", "c": [1, 2]}}"#,
    );
    check(
        r#"{"a":1}"#,
        &[set("/a", r#"{"b":1,"c":2}"#)],
        r#"{"a":{"b":1,"c":2}}"#,
    );
    check("[1, 2]", &[set("/1", "3"), set("/0", "4")], "[4, 3]");
    check("1", &[set("", "{}")], "{}");
    check(
        r#"{"a": 1, "a": 2}"#,
        &[set("/a", "3")],
        r#"{"a": 1, "a": 3}"#,
    );
}

#[test]
fn new_keys_are_added_at_the_end_of_their_object() {
    check(
        r#"{"a": 1}"#,
        &[set("/b", "2"), set("/c", "3")],
        r#"{"a": 1, "b": 2, "c": 3}"#,
    );
    check("{}", &[set("/b", "2")], r#"{"b": 2}"#);
    check(r#"{"a":{}}"#, &[set("/a/b~1", "2")], r#"{"a":{"b/":2}}"#);
    check("{\n}", &[set("/a", "1")], "{\n  \"a\": 1\n}");
    check(
        LINES,
        &[set("/b/e", "true"), set("/f", "4"), set("/g", "5")],
        "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2,\n    \"e\": true\n  },\n  \"d\": 3,\n  \"f\": 4,\n  \"g\": 5\n}\n",
    );
    let text = LINES.replace('\n', "\r\n");
    let added = "3,\r\n  \"f\": 4\r\n}\r\n";
    check(&text, &[set("/f", "4")], &text.replace("3\r\n}\r\n", added));
    check(
        "{\n\t\"a\": 1, // one\n}",
        &[set("/b", "2")],
        "{\n\t\"a\": 1, // one\n\t\"b\": 2,\n}",
    );
    check(
        "{\n\t\"a\": 1 // one\n}",
        &[set("/b", "2")],
        "{\n\t\"a\": 1, // one\n\t\"b\": 2\n}",
    );
    check(
        "{ // none\n}",
        &[set("/b", "2")],
        "{\n  \"b\": 2 // none\n}",
    );
    assert_eq!(edited("{}", &[set("/a/b", "1")]), None);
    assert_eq!(edited("[]", &[set("/1", "1")]), None);
    assert_eq!(edited("{\"a\": {\"b\": 1", &[set("/a/c", "1")]), None);
}

#[test]
fn members_are_removed_with_their_comma_and_line() {
    let inline = r#"{"a": 1, "b": 2, "c": 3}"#;
    check(inline, &[remove("/a")], r#"{"b": 2, "c": 3}"#);
    check(inline, &[remove("/b")], r#"{"a": 1, "c": 3}"#);
    check(inline, &[remove("/c")], r#"{"a": 1, "b": 2}"#);
    check(inline, &[remove("/b"), remove("/c")], r#"{"a": 1}"#);
    check(inline, &[remove("/a"), remove("/b"), remove("/c")], "{}");
    check(
        inline,
        &[remove("/b"), set("/d", "4")],
        r#"{"a": 1, "c": 3, "d": 4}"#,
    );
    check(
        inline,
        &[remove("/c"), set("/d", "4")],
        r#"{"a": 1, "b": 2, "d": 4}"#,
    );
    check("[1, 2]", &[remove("/1")], "[1]");
    check(
        LINES,
        &[remove("/a")],
        "{\n  \"b\": {\n    \"c\": 2\n  },\n  \"d\": 3\n}\n",
    );
    check(LINES, &[remove("/b")], "{\n  \"a\": 1,\n  \"d\": 3\n}\n");
    check(
        LINES,
        &[remove("/d")],
        "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n}\n",
    );
    check(
        LINES,
        &[remove("/b/c")],
        "{\n  \"a\": 1,\n  \"b\": {},\n  \"d\": 3\n}\n",
    );
    check(
        "{\n  \"a\": 1, // one\n  // two\n  \"b\": 2,\n}",
        &[remove("/b")],
        "{\n  \"a\": 1, // one\n  // two\n}",
    );
    check(
        "{\n  \"a\": 1, // one\n  \"b\": 2 // two\n}",
        &[remove("/b")],
        "{\n  \"a\": 1 // one\n  // two\n}",
    );
    assert_eq!(edited("1", &[remove("")]), None);
}

#[test]
fn the_first_or_the_last_of_duplicate_keys_can_be_removed() {
    let first = Edit::RemoveFirst { path: path("/a") };
    check(
        r#"{"a": 1, "b": 0, "a": 2}"#,
        &[first],
        r#"{"b": 0, "a": 2}"#,
    );
    check(
        r#"{"a": 1, "b": 0, "a": 2}"#,
        &[remove("/a")],
        r#"{"a": 1, "b": 0}"#,
    );
}

#[test]
fn elements_are_added_at_the_end_of_a_list() {
    check("[]", &[set("/0", "1")], "[1]");
    check("[1, // one\n]", &[set("/-", "2")], "[1, 2, // one\n]");
    check(
        "{\"a\": [{}]}",
        &[set("/a/1", "{\"b\":1}")],
        "{\"a\": [{}, {\"b\": 1}]}",
    );
}

#[test]
fn keys_are_renamed_and_scalars_are_quoted() {
    check(
        r#"{"a": 1}"#,
        &[rename("/a", "b\""), set("/a", "2")],
        r#"{"b\"": 2}"#,
    );
    let quote = |pointer| Edit::Quote {
        path: path(pointer),
    };
    check(
        "[1.50, true, null]",
        &[quote("/0"), quote("/1")],
        "[\"1.50\", \"true\", null]",
    );
    assert_eq!(edited("[{}]", &[quote("/0")]), None);
    assert_eq!(edited("[{}]", &[rename("/0", "a")]), None);
    assert_eq!(edited("[1]", &[quote("/0"), remove("/0")]), None);
}

#[test]
fn lists_of_pairs_become_maps() {
    let pairs = [Edit::Pairs { path: path("/e") }];
    check(
        r#"{"e": ["A=1","B=x=y\n"]}"#,
        &pairs,
        r#"{"e": {"A": "1","B": "x=y\n"}}"#,
    );
    check(
        "{\"e\": [\n  \"A=1\" // a\n]}",
        &pairs,
        "{\"e\": {\n  \"A\": \"1\" // a\n}}",
    );
    check(
        r#"{"e": ["A=1", "B=2", "A=3"]}"#,
        &pairs,
        r#"{"e": {"B": "2", "A": "3"}}"#,
    );
    check(
        r#"{"e": [{"name": "A", "value": 1}, {"Value": "x\n", "Key": "B"}]}"#,
        &pairs,
        r#"{"e": {"A": "1", "B": "x\n"}}"#,
    );
    for text in [
        r#"{"e": ["A"]}"#,
        r#"{"e": [1]}"#,
        r#"{"e": ["=1"]}"#,
        r#"{"e": [{"name": "A"}]}"#,
        r#"{"e": [{"name": "A", "value": "1", "more": 2}]}"#,
        r#"{"e": [{"name": "A", "valueFrom": {}}]}"#,
        "{}",
    ] {
        assert_eq!(edited(text, &pairs), None);
    }
}

#[test]
fn members_are_moved_with_their_values() {
    let moved = |from, to| Edit::Move {
        path: path(from),
        to: path(to),
    };
    check(
        r#"{"a": {"b": 1}, "c": [2, "x"]}"#,
        &[moved("/c", "/a/d")],
        r#"{"a": {"b": 1, "d": [2, "x"]}}"#,
    );
    check(
        "{\n  \"a\": {},\n  \"b\": \"1\" // b\n}",
        &[moved("/b", "/a/c")],
        "{\n  \"a\": {\"c\": \"1\"} // b\n}",
    );
    // Members of an object that is removed.
    check(
        r#"{"a": {"b": 1, "c": 2, "d": 3}}"#,
        &[moved("/a/b", "/b"), moved("/a/c", "/x"), remove("/a")],
        r#"{"b": 1, "x": 2}"#,
    );
    let text = r#"{"a": {"b": 1}, "c": 2, "d": [3]}"#;
    for (from, to) in [
        ("/c", "/a/b"),
        ("/a", "/a/c"),
        ("/d/0", "/x"),
        ("/x", "/y"),
        ("/c", "/d/1"),
        ("/c", "/x/y"),
    ] {
        assert_eq!(edited(text, &[moved(from, to)]), None, "{from} to {to}");
    }
}

#[test]
fn edits_that_overlap_are_rejected() {
    let edit = |start, end| TextEdit::new(start, end, "x");
    assert_eq!(apply("abc", &[edit(0, 2), edit(1, 3)]), None);
    assert_eq!(apply("é", &[edit(1, 1)]), None);
    assert_eq!(apply("a", &[edit(0, 2)]), None);
    assert_eq!(
        apply("abc", &[edit(1, 1), edit(1, 2)]).as_deref(),
        Some("axxc")
    );
}

#[track_caller]
fn check_batch(text: &str, fixes: &[&[Edit]], expected: &str) {
    let mut sink = Sink::new(10);
    let limits = Limits::default();
    let document = Syntax::Json.parse(text, &limits, Buffers::default(), &mut sink);
    let mut index = Index::new(&document);
    let mut batch = FixBatch::new(&mut index);
    for edits in fixes {
        batch.add(Document::ROOT, edits);
    }
    assert_eq!(apply(text, &batch.finish()).as_deref(), Some(expected));
}

#[test]
fn a_batch_makes_fixes_of_adjacent_nodes() {
    let first = || Edit::RemoveFirst { path: path("/a") };
    check_batch(
        "[1, 2, 3, 4]",
        &[&[remove("/1")], &[remove("/2")], &[remove("/3")]],
        "[1]",
    );
    check_batch("[1,2]", &[&[remove("/0")], &[set("/1", "3")]], "[3]");
    check_batch(
        r#"{"a": 1, "b": 0, "a": 2, "a": 3}"#,
        &[&[first()], &[first()], &[first()]],
        r#"{"b": 0, "a": 3}"#,
    );
    check_batch(
        r#"{"a": 1, "b": {}}"#,
        &[&[remove("/a")], &[set("/c", "2")], &[set("/b/d", "3")]],
        r#"{"b": {"d": 3}, "c": 2}"#,
    );
}

#[test]
fn a_batch_makes_the_first_of_conflicting_fixes() {
    let text = r#"{"a": {"b": 1}, "c": 2}"#;
    for (one, other, expected) in [
        (remove("/a"), set("/a/b", "2"), r#"{"c": 2}"#),
        (set("/a/b", "2"), remove("/a"), r#"{"a": {"b": 2}, "c": 2}"#),
        (
            set("/a/d", "2"),
            set("/a", "3"),
            r#"{"a": {"b": 1, "d": 2}, "c": 2}"#,
        ),
        (set("/a", "3"), set("/a/d", "2"), r#"{"a": 3, "c": 2}"#),
        (
            rename("/a", "e"),
            set("/e", "3"),
            r#"{"e": {"b": 1}, "c": 2}"#,
        ),
        (
            rename("/a", "e"),
            rename("/c", "e"),
            r#"{"e": {"b": 1}, "c": 2}"#,
        ),
        (
            rename("/a", "e"),
            remove("/a"),
            r#"{"e": {"b": 1}, "c": 2}"#,
        ),
    ] {
        check_batch(text, &[&[one], &[other, remove("/c")]], expected);
    }
}

#[test]
fn nodes_that_the_parser_guessed_are_not_changed() {
    let check_refused = |text: &str, edit| assert_eq!(edited(text, &[edit]), None, "{text}");
    check_refused(r#"{"a" 1, "b": 2}"#, set("/a", "3"));
    check_refused(r#"{"a" 1, "b": 2}"#, remove("/a"));
    check_refused(r#"{"a": 1 "b": 2}"#, rename("/b", "c"));
    check_refused(r#"{"a": 1: 2}"#, set("/a", "3"));
    check_refused(r#"{"a": {"b" 1}, "c": 2}"#, remove("/a"));
    check_refused("{\n  \"a\": {\n    \"b\": 1\n  \"c\": 2\n}", remove("/a"));
    check(
        r#"{"a" 1, "b": 2}"#,
        &[set("/b", "3")],
        r#"{"a" 1, "b": 3}"#,
    );
    check(
        r#"{"a" 1, "b": 2}"#,
        &[set("/c", "3")],
        r#"{"a" 1, "b": 2, "c": 3}"#,
    );
    check(
        r#"{"a": 1 "b": 2}"#,
        &[set("/b", "3")],
        r#"{"a": 1 "b": 3}"#,
    );
}

#[test]
fn a_new_member_is_added_after_all_comments() {
    let text = "{\n  \"a\": 1 // one\n  // two\n}";
    let expected = "{\n  \"a\": 1, // one\n  // two\n  \"b\": 2\n}";
    check(text, &[set("/b", "2")], expected);
}
