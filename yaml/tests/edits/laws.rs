//! Edits of random texts, compared with the edits of their values.

use std::collections::BTreeSet;

use alien_sdk_core::internal::span::Span;
use proptest::prelude::*;

use super::printer::Printer;
use super::tree::{self, Node, STRINGS, nodes};
use super::*;

/// The paths of all values, and of a new key or element in each object and list.
fn add_paths(value: &Value, at: Vec<String>, out: &mut Vec<Vec<String>>) {
    let inside = |segment: &str| {
        let mut path = at.clone();
        path.push(segment.to_owned());
        path
    };
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                add_paths(value, inside(key), out);
            }
            out.push(inside("new"));
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                add_paths(value, inside(&at.to_string()), out);
            }
            out.push(inside(&list.len().to_string()));
        }
        _ => {}
    }
    out.push(at);
}

fn edit_of(segments: &[String], kind: u8) -> Edit {
    let path = segments
        .iter()
        .fold(Path::root(), |path, key| path.key(key));
    match kind {
        0 => Edit::set(path, r#"{"x":[1,"a, b: c"],"on":{"y":"1"}}"#),
        1 => Edit::set(path, r#"[{"x":null,"z":[]},[true,2]]"#),
        2..=9 => {
            let text = STRINGS[(kind as usize * 7 + segments.len()) % STRINGS.len()];
            Edit::set_text(path, text)
        }
        10 => Edit::set(path, "1"),
        11..=15 => Edit::Remove { path },
        16 | 17 => Edit::Rename {
            path,
            key: ["re: \"named", "off", "plain"][segments.len() % 3].to_owned(),
        },
        _ => Edit::Quote { path },
    }
}

/// Makes an edit of a tree; `None` if it can't be made.
fn edit_tree(root: &mut Node, segments: &[String], edit: &Edit) -> Option<()> {
    let found = root.locate(segments);
    if let (Edit::Set { value, .. }, Some(at)) = (edit, &found) {
        let node = root.at_mut(at);
        let anchor = node.anchor;
        *node = Node::of_json(&value.parse().unwrap());
        node.anchor = anchor;
        return Some(());
    }
    if let Edit::Quote { .. } = edit {
        let at = found?;
        let value = root.at_mut(&at).clone().value(root)?;
        let mut written = root.at_mut(&at).clone();
        while let tree::Kind::Alias(anchor) = written.kind {
            written = root.find_anchor(anchor)?.clone();
        }
        let node = root.at_mut(&at);
        let text = match value {
            Value::Bool(true) if tree::is_capital(&written) => Value::from("True"),
            Value::Bool(_) | Value::Null | Value::Number(_) => Value::from(value.to_string()),
            _ => return None,
        };
        node.kind = tree::Kind::Scalar(text);
        return Some(());
    }
    let (last, parent) = segments.split_last()?;
    let mut parent = root.locate(parent)?;
    while let tree::Kind::Alias(anchor) = root.at_mut(&parent).kind {
        parent = root.path_of_anchor(anchor)?;
    }
    let parent = &mut root.at_mut(&parent).kind;
    let position = found.and_then(|at| at.last().copied());
    match (edit, parent) {
        (Edit::Set { value, .. }, tree::Kind::Map(map)) => {
            map.push((last.clone(), Node::of_json(&value.parse().unwrap())));
        }
        (Edit::Set { value, .. }, tree::Kind::List(list)) => {
            list.push(Node::of_json(&value.parse().unwrap()));
        }
        (Edit::Remove { .. }, tree::Kind::Map(map)) => drop(map.remove(position?)),
        (Edit::Remove { .. }, tree::Kind::List(list)) => drop(list.remove(position?)),
        (Edit::Rename { key, .. }, tree::Kind::Map(map)) => map.get_mut(position?)?.0 = key.clone(),
        _ => return None,
    }
    Some(())
}

fn print(node: &Node, seed: u64, variant: u8) -> String {
    let mut printer = Printer::new(seed);
    printer.document(node);
    let text = printer.text;
    match variant {
        0 => text.replace('\n', "\r\n"),
        // Without the line break at its end, a text with `|+` would be another one.
        1 if !text.contains("|+") && !printer.ends_with_block_scalar => text.trim_end().to_owned(),
        2 => format!("\u{feff}{text}"),
        _ => text,
    }
}

/// The comments of a text that are outside the part `removed`.
fn comments(text: &str, removed: Span) -> BTreeSet<&str> {
    let starts = text.match_indices("# c");
    let outside = starts.filter(|(at, _)| !removed.range().contains(at));
    outside
        .map(|(at, _)| text[at..].split_inclusive('.').next().unwrap())
        .collect()
}

/// The part of the text that the nodes at a path are in, with their key or dash.
fn part(text: &str, segments: &[String]) -> Span {
    let (limits, buffers) = (Limits::default(), Buffers::default());
    let document = alien_sdk_yaml::SYNTAX.parse(text, &limits, buffers, &mut Sink::new(10));
    let mut index = Index::new(&document);
    let path = segments
        .iter()
        .fold(Path::root(), |path, key| path.key(key));
    let Some((key, value)) = index.last_member(Document::ROOT, &path) else {
        return match segments {
            [] => document.span(Document::ROOT).unwrap(),
            _ => Span::default(),
        };
    };
    let (start, end) = (
        document.span(key).unwrap().start,
        document.span(value).unwrap().end,
    );
    // The dash of an element. Only an anchor and comments are after it.
    let dash = text[..start as usize].rfind('-').unwrap_or(text.len());
    let between = text.get(dash + 1..start as usize);
    let is_dash = between.is_some_and(|it| {
        it.chars()
            .all(|c| " \t\r\n#c.&x".contains(c) || c.is_ascii_digit())
    });
    Span::new(if is_dash { dash as u32 } else { start }, end)
}

/// The bytes of `text` that are not in `after`: between what both start with and what both end with. The same bytes may be
/// in both parts, so there are two answers.
fn changed(text: &str, after: &str) -> [Span; 2] {
    let equal =
        |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(a, b)| a == b).count();
    let start = equal(&mut text.bytes().zip(after.bytes()));
    let end = equal(&mut text.bytes().rev().zip(after.bytes().rev()));
    let most = text.len().min(after.len());
    let span = |start: usize, end: usize| Span::new(start as u32, (text.len() - end) as u32);
    [
        span(start, end.min(most - start)),
        span(start.min(most - end), end),
    ]
}

/// The lines of the object or list that is edited, with its key.
fn edited_lines(text: &str, segments: &[String]) -> Span {
    let parent = part(
        text,
        segments.split_last().map_or(segments, |(_, parent)| parent),
    );
    let before = &text[..parent.start as usize];
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = parent.end.max(part(text, segments).end);
    let rest = &text[end as usize..];
    let end = end + rest.find('\n').unwrap_or(rest.len()) as u32 + 1;
    Span::new(start as u32, end)
}

/// Whether the value at a path is inside brackets.
fn is_in_brackets(text: &str, segments: &[String]) -> bool {
    let (limits, buffers) = (Limits::default(), Buffers::default());
    let document = alien_sdk_yaml::SYNTAX.parse(text, &limits, buffers, &mut Sink::new(10));
    let mut around =
        (0..segments.len()).map(|length| part_of_value(&document, &segments[..length]));
    around.any(|span| text[span.range()].starts_with(['[', '{']))
}

fn part_of_value(document: &Document, segments: &[String]) -> Span {
    let path = segments
        .iter()
        .fold(Path::root(), |path, key| path.key(key));
    let found = Index::new(document).last_member(Document::ROOT, &path);
    document
        .span(found.map_or(Document::ROOT, |(_, value)| value))
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_edit_of_a_text_has_the_same_result_as_the_edit_of_its_value(
        mut node in nodes(), with_aliases in any::<bool>(), seed in any::<u64>(), variant in 0_u8..6, kind in 0_u8..20,
        at in any::<prop::sample::Index>(),
    ) {
        if with_aliases {
            node.add_aliases(&mut 0);
        }
        let text = print(&node, seed, variant);
        let value = node.value(&node).unwrap();
        prop_assert_eq!(decode(&text), value.clone(), "{}", text);
        let mut all = Vec::new();
        add_paths(&value, Vec::new(), &mut all);
        let segments = &all[at.index(all.len())];
        let edit = edit_of(segments, kind);
        let made = edit_tree(&mut node, segments, &edit);
        let expected = made.and_then(|()| node.value(&node));
        let Some(after) = edited(&text, std::slice::from_ref(&edit)) else {
            prop_assert!(expected.is_none(), "{:?}\n{}", edit, text);
            return Ok(());
        };
        prop_assert!(expected.is_some(), "{:?}\n{}\n{}", edit, text, after);
        let mut sink = Sink::new(1);
        alien_sdk_yaml::SYNTAX.parse(&after, &Limits::default(), Buffers::default(), &mut sink);
        prop_assert!(sink.is_empty(), "{:?}\n{}\n{}", edit, text, after);
        prop_assert_eq!(decode(&after), expected.unwrap(), "{:?}\n{}\n{}", edit, text, after);

        // An alias is at another place than its value.
        let lines = edited_lines(&text, segments);
        // The dash and the line break beside a removed line may be the same as those of the line.
        let slack = 3;
        let is_inside = |changed: Span| {
            let is_added = changed.start == changed.end;
            is_added || lines.start <= changed.start + slack && changed.end <= lines.end + slack
        };
        prop_assert!(with_aliases || changed(&text, &after).into_iter().any(is_inside), "{:?}\n{}\n{}", edit, text, after);

        // Inside brackets, the comments in what is removed are removed too.
        let removed = if is_in_brackets(&text, segments) { part(&text, segments) } else { Span::default() };
        let kept = comments(&text, removed);
        let found = comments(&after, Span::default());
        prop_assert!(kept.is_subset(&found), "{:?}\n{}\n{}", edit, text, after);
        prop_assert_eq!(text.ends_with('\n'), after.ends_with('\n'), "{:?}\n{}\n{}", edit, text, after);
        prop_assert!(!after.replace("\r\n", "").contains(if variant == 0 { '\n' } else { '\r' }), "{}", after);
    }
}
