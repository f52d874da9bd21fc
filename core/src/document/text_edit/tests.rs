use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::diagnostic::Sink;
use crate::document::json::{JsonOptions, parse};
use crate::document::{Buffers, Kind, Limits};
use crate::path::Path;

fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sink = Sink::new(10);
    let options = JsonOptions { relaxed: true };
    let document = parse(
        text,
        options,
        &Limits::default(),
        Buffers::default(),
        &mut sink,
    );
    let edits = text_edits(&mut Index::new(&document), Document::ROOT, edits)?;
    Some(apply(text, &edits).expect("edits that lie apart"))
}

#[track_caller]
fn check(text: &str, edits: &[Edit], expected: &str) {
    assert_eq!(edited(text, edits).as_deref(), Some(expected));
}

fn at(path: &str) -> Path {
    Path::parse(path)
}

fn set(path: &str, value: &str) -> Edit {
    Edit::set(at(path), value)
}

fn remove(path: &str) -> Edit {
    Edit::Remove { path: at(path) }
}

fn rename(path: &str, key: &str) -> Edit {
    let (path, key) = (at(path), key.to_owned());
    Edit::Rename { path, key }
}

const LINES: &str = "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  },\n  \"d\": 3\n}\n";

#[test]
fn values_are_replaced_in_the_style_of_the_file() {
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
fn absent_keys_go_to_the_end_of_their_object() {
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
    assert_eq!(edited("[]", &[set("/0", "1")]), None);
    assert_eq!(edited("{\"a\": {\"b\": 1", &[set("/a/c", "1")]), None);
}

#[test]
fn members_go_with_their_comma_and_line() {
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
fn of_equal_keys_the_first_can_go() {
    let first = Edit::RemoveFirst { path: at("/a") };
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
fn keys_are_renamed_and_scalars_quoted() {
    check(
        r#"{"a": 1}"#,
        &[rename("/a", "b\""), set("/a", "2")],
        r#"{"b\"": 2}"#,
    );
    let quote = |path| Edit::Quote { path: at(path) };
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
    let pairs = [Edit::Pairs { path: at("/e") }];
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
    for text in [
        r#"{"e": ["A"]}"#,
        r#"{"e": [1]}"#,
        r#"{"e": ["=1"]}"#,
        r#"{"e": ["A=1", "A=2"]}"#,
        "{}",
    ] {
        assert_eq!(edited(text, &pairs), None);
    }
}

#[test]
fn edits_that_overlap_are_refused() {
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
    let (options, limits) = (JsonOptions::default(), Limits::default());
    let document = parse(text, options, &limits, Buffers::default(), &mut sink);
    let mut index = Index::new(&document);
    let mut batch = Batch::new(&mut index);
    for edits in fixes {
        batch.add(Document::ROOT, edits);
    }
    assert_eq!(apply(text, &batch.finish()).as_deref(), Some(expected));
}

#[test]
fn a_batch_makes_fixes_however_near_to_each_other() {
    let first = || Edit::RemoveFirst { path: at("/a") };
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
fn of_fixes_that_change_the_same_a_batch_makes_the_first() {
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
fn what_recovery_guessed_is_not_changed() {
    let none = |text: &str, edit: Edit| assert_eq!(edited(text, &[edit]), None, "{text}");
    none(r#"{"a" 1, "b": 2}"#, set("/a", "3"));
    none(r#"{"a" 1, "b": 2}"#, remove("/a"));
    none(r#"{"a": 1 "b": 2}"#, rename("/b", "c"));
    none(r#"{"a": 1: 2}"#, set("/a", "3"));
    none(r#"{"a": {"b" 1}, "c": 2}"#, remove("/a"));
    none("{\n  \"a\": {\n    \"b\": 1\n  \"c\": 2\n}", remove("/a"));
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
fn a_member_goes_behind_all_comments() {
    let text = "{\n  \"a\": 1 // one\n  // two\n}";
    let expected = "{\n  \"a\": 1, // one\n  // two\n  \"b\": 2\n}";
    check(text, &[set("/b", "2")], expected);
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i16>().prop_map(Value::from),
        "[a-z\"\\\\/,:{} ]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            1 => proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => proptest::collection::btree_map("[a-d~/]{1,2}", inner, 0..5)
                .prop_map(|map| Value::Object(Map::from_iter(map))),
        ]
    })
}

/// Lays a value out in one of several styles; `seed` picks where comments and trailing commas stand.
fn laid_out(value: &Value, style: u8, seed: u64) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap();
    match style {
        0 => value.to_string(),
        1 => pretty,
        2 => pretty.replace('\n', "\r\n"),
        _ => {
            let lines: Vec<_> = pretty.lines().collect();
            let mut out = String::new();
            for (at, line) in lines.iter().enumerate() {
                out.push_str(line);
                let closes = |line: &&str| line.trim_start().starts_with(['}', ']']);
                let last = lines.get(at + 1).is_some_and(closes) && !line.ends_with(['{', '[']);
                let pick = seed >> (at * 2 % 62);
                out.push_str(if last && seed & 4 != 0 { "," } else { "" });
                out.push_str([" // c\n", "\n", "\n/* c, */ ", " /* c */\n"][pick as usize & 3]);
            }
            out
        }
    }
}

fn paths(value: &Value, path: Path, out: &mut Vec<Path>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                paths(value, path.clone().key(key), out);
            }
            out.push(path.clone().key("new"));
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                paths(value, path.clone().index(at), out);
            }
        }
        _ => {}
    }
    out.push(path);
}

/// The same edit of a value; `None` where it can't be made.
fn edit_value(root: &mut Value, edit: &Edit) -> Option<()> {
    let (path, last) = (edit.path(), edit.path().segments().last());
    let parent = path
        .parent()
        .and_then(|parent| root.pointer(parent.as_str()).cloned());
    let mut parent = parent.unwrap_or_default();
    let place = match (edit, &mut parent, last) {
        (Edit::Set { value, .. }, Value::Object(map), Some(key)) => {
            map.insert(key.into_owned(), value.parse().unwrap());
            path.parent()?
        }
        (Edit::Set { value, .. }, _, _) => {
            *root.pointer_mut(path.as_str())? = value.parse().unwrap();
            return Some(());
        }
        (Edit::Remove { .. }, Value::Object(map), Some(key)) => {
            map.remove(&*key)?;
            path.parent()?
        }
        (Edit::Remove { .. }, Value::Array(list), Some(key)) => {
            list.remove(key.parse().ok()?);
            path.parent()?
        }
        (Edit::Rename { key: new, .. }, Value::Object(map), Some(key)) => {
            let value = map.remove(&*key)?;
            map.insert(new.clone(), value);
            path.parent()?
        }
        (Edit::Quote { .. }, _, _) => {
            let value = root.pointer_mut(path.as_str())?;
            let scalar = value.is_number() || value.is_boolean() || value.is_null();
            *value = scalar.then(|| Value::from(value.to_string()))?;
            return Some(());
        }
        _ => return None,
    };
    *root.pointer_mut(place.as_str())? = parent;
    Some(())
}

/// The value of a text with comments and trailing commas.
fn value_of(text: &str) -> Value {
    let mut sink = Sink::new(10);
    let options = JsonOptions { relaxed: true };
    let document = parse(
        text,
        options,
        &Limits::default(),
        Buffers::default(),
        &mut sink,
    );
    assert!(sink.is_empty(), "{text}\n{sink:?}");
    build(&document, Document::ROOT)
}

fn build(document: &Document, id: NodeId) -> Value {
    match document.kind(id) {
        Kind::Object => Value::from_iter(
            document
                .members(id)
                .map(|(key, value)| (document.str(key).unwrap(), build(document, value))),
        ),
        Kind::Array => document
            .elements(id)
            .map(|id| build(document, id))
            .collect(),
        Kind::String => Value::from(document.str(id).unwrap()),
        _ => document.scalar(id).unwrap().parse().unwrap(),
    }
}

fn edit_of(path: Path, kind: u8) -> Edit {
    match kind {
        0 => Edit::set(path, r#"{"x":[1,"a, b: c"]}"#),
        1 | 2 => Edit::Remove { path },
        3 => Edit::Rename {
            path,
            key: "re\"named".to_owned(),
        },
        _ => Edit::Quote { path },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn an_edit_of_text_is_the_edit_of_its_value(
        value in json(), style in 0_u8..6, seed in any::<u64>(), kind in 0_u8..5, at in any::<prop::sample::Index>(),
    ) {
        let mut all = Vec::new();
        paths(&value, Path::root(), &mut all);
        let edit = edit_of(all[at.index(all.len())].clone(), kind);
        let text = laid_out(&value, style, seed);
        let mut expected = value;
        let made = edit_value(&mut expected, &edit);
        match edited(&text, std::slice::from_ref(&edit)) {
            Some(after) => {
                prop_assert!(made.is_some(), "{edit:?}\n{text}");
                prop_assert_eq!(value_of(&after), expected, "{:?}\n{}\n{}", edit, text, after);
            }
            None => prop_assert!(made.is_none(), "{edit:?}\n{text}"),
        }
    }

    #[test]
    fn members_added_and_removed_at_once_come_out_right(
        value in json(), style in 0_u8..6, seed in any::<u64>(), gone in any::<u8>(), added in 0_usize..3,
    ) {
        let Value::Object(map) = &value else { return Ok(()) };
        let text = laid_out(&value, style, seed);
        let picked = map.keys().enumerate().filter(|(at, _)| gone >> at & 1 == 1);
        let mut edits: Vec<_> = picked.map(|(_, key)| Edit::Remove { path: Path::root().key(key) }).collect();
        edits.extend((0..added).map(|number| set(&format!("/new{number}"), "1")));
        let mut expected = value.clone();
        for edit in &edits {
            edit_value(&mut expected, edit).unwrap();
        }
        let after = edited(&text, &edits).unwrap();
        if edits.len() == added {
            let mut rest = after.chars();
            prop_assert!(text.chars().all(|c| rest.any(|other| other == c)), "{text}\n{after}");
        }
        prop_assert_eq!(value_of(&after), expected, "{:?}\n{}\n{}", edits, text, after);
    }
}
