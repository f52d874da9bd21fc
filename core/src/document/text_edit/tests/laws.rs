//! Properties of the edits of random values.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::document::Kind;

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

/// Prints a value in one of several styles; `seed` decides where comments and trailing commas are.
fn print(value: &Value, style: u8, seed: u64) -> String {
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
                let is_last = lines.get(at + 1).is_some_and(closes) && !line.ends_with(['{', '[']);
                let pick = seed >> (at * 2 % 62);
                out.push_str(if is_last && seed & 4 != 0 { "," } else { "" });
                out.push_str([" // c\n", "\n", "\n/* c, */ ", " /* c */\n"][pick as usize & 3]);
            }
            out
        }
    }
}

/// Adds the paths of all values, and of a new key in each object.
fn add_paths(value: &Value, path: Path, out: &mut Vec<Path>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                add_paths(value, path.clone().key(key), out);
            }
            out.push(path.clone().key("new"));
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                add_paths(value, path.clone().index(at), out);
            }
        }
        _ => {}
    }
    out.push(path);
}

/// Makes an edit of a value; `None` if it can't be made.
fn edit_value(root: &mut Value, edit: &Edit) -> Option<()> {
    let path = edit.path().unwrap();
    let last = path.segments().last();
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

/// Parses a text that may have comments and trailing commas.
fn parse_value(text: &str) -> Value {
    let mut sink = Sink::new(10);
    let document = parse_relaxed(text, &mut sink);
    assert!(sink.is_empty(), "{text}\n{sink:?}");
    to_value(&document, Document::ROOT)
}

fn to_value(document: &Document, id: NodeId) -> Value {
    match document.kind(id) {
        Kind::Object => Value::from_iter(
            document
                .members(id)
                .map(|(key, value)| (document.str(key).unwrap(), to_value(document, value))),
        ),
        Kind::Array => document
            .elements(id)
            .map(|id| to_value(document, id))
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
    fn an_edit_of_a_text_has_the_same_result_as_the_edit_of_its_value(
        value in json(), style in 0_u8..6, seed in any::<u64>(), kind in 0_u8..5, at in any::<prop::sample::Index>(),
    ) {
        let mut all = Vec::new();
        add_paths(&value, Path::root(), &mut all);
        let edit = edit_of(all[at.index(all.len())].clone(), kind);
        let text = print(&value, style, seed);
        let mut expected = value;
        let made = edit_value(&mut expected, &edit);
        match edited(&text, std::slice::from_ref(&edit)) {
            Some(after) => {
                prop_assert!(made.is_some(), "{edit:?}\n{text}");
                prop_assert_eq!(parse_value(&after), expected, "{:?}\n{}\n{}", edit, text, after);
            }
            None => prop_assert!(made.is_none(), "{edit:?}\n{text}"),
        }
    }

    #[test]
    fn members_are_added_and_removed_together(
        value in json(), style in 0_u8..6, seed in any::<u64>(), removed in any::<u8>(), added in 0_usize..3,
    ) {
        let Value::Object(map) = &value else { return Ok(()) };
        let text = print(&value, style, seed);
        let picked = map.keys().enumerate().filter(|(at, _)| removed >> at & 1 == 1);
        let mut edits: Vec<_> = picked.map(|(_, key)| Edit::Remove { path: Path::root().key(key) }).collect();
        edits.extend((0..added).map(|number| set(&format!("/new{number}"), "1")));
        if edits.is_empty() {
            return Ok(());
        }
        let mut expected = value.clone();
        for edit in &edits {
            edit_value(&mut expected, edit).unwrap();
        }
        let after = edited(&text, &edits).unwrap();
        if edits.len() == added {
            let mut rest = after.chars();
            prop_assert!(text.chars().all(|c| rest.any(|other| other == c)), "{text}\n{after}");
        }
        prop_assert_eq!(parse_value(&after), expected, "{:?}\n{}\n{}", edits, text, after);
    }
}
