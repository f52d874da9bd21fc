//! Properties that hold for every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::document::{Syntax, limits};
use crate::span::{LineIndex, Units};

const SAMPLE: &str = include_str!("sample.json");

fn spans(diagnostics: &[Diagnostic]) -> Vec<Span> {
    let span = |diagnostic: &Diagnostic| match diagnostic.location {
        Location::Span(span) => span,
        _ => panic!("the place of a syntax error is a span"),
    };
    diagnostics.iter().map(span).collect()
}

fn line(text: &str, offset: u32) -> usize {
    let lines = LineIndex::new(text);
    lines.position(text, offset, Units::Utf8).line as usize
}

/// Parses a text, and checks the invariants of the nodes and that every span lies in the text.
fn parse_and_check(text: &str, relaxed: bool) -> (Document<'_>, Vec<Diagnostic>) {
    let (document, diagnostics) = read(text, relaxed);
    let mut ends = vec![document.node_count() as u32];
    for number in 0..document.node_count() as u32 {
        let id = NodeId(number);
        while ends.last().is_some_and(|end| *end <= number) {
            ends.pop();
        }
        let after = document.node_after(id).0;
        assert!(after > number && after <= *ends.last().unwrap(), "{text:?}");
        ends.push(after);
        let span = document.span(id).expect("a span");
        assert!(text.get(span.range()).is_some(), "{text:?} {span:?}");
        match document.kind(id) {
            Kind::String => assert!(document.str(id).is_some(), "{text:?}"),
            Kind::Object => assert_eq!(document.elements(id).count(), 0),
            _ => {}
        }
        let (keys, nodes) = (document.members(id).count(), Document::ROOT);
        assert!(keys == 0 || document.kind(id) == Kind::Object, "{nodes:?}");
    }
    for span in spans(&diagnostics) {
        assert!(text.get(span.range()).is_some(), "{text:?} {span:?}");
    }
    (document, diagnostics)
}

/// The starts of the objects and arrays that are open at the end of a valid but truncated text.
fn starts_of_open_containers(text: &str) -> Vec<u32> {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => open.push(at as u32),
            b'}' | b']' if !quoted => drop(open.pop()),
            _ => {}
        }
    }
    open
}

#[test]
fn every_prefix_has_one_error_at_its_end_and_only_open_containers_are_unfinished() {
    for (end, _) in SAMPLE.trim_end().char_indices() {
        let text = &SAMPLE[..end];
        let (document, diagnostics) = parse_and_check(text, false);
        assert_eq!(diagnostics.len(), 1, "{text}\n{diagnostics:#?}");
        let at = spans(&diagnostics)[0];
        let expected = line(text, text.trim_end().len() as u32);
        assert_eq!(line(text, at.start), expected, "{text}\n{diagnostics:#?}");
        let open = starts_of_open_containers(text);
        for number in 0..document.node_count() as u32 {
            let id = NodeId(number);
            if let Kind::Object | Kind::Array = document.kind(id) {
                let start = document.span(id).unwrap().start;
                let is_open = open.contains(&start);
                assert_eq!(document.is_unfinished(id), is_open, "{text}\n{start}");
            }
        }
    }
}

/// Adds all scalars as `path=value`, except those that are broken or inside broken nodes.
fn add_scalars(document: &Document, id: NodeId, path: &str, out: &mut Vec<String>) {
    if document.is_broken(id) {
        return;
    }
    for (key, value) in document.members(id) {
        if !document.is_broken(key) {
            let path = format!("{path}/{}", document.str(key).unwrap());
            add_scalars(document, value, &path, out);
        }
    }
    for element in document.elements(id) {
        add_scalars(document, element, &format!("{path}/*"), out);
    }
    if let Some(value) = document.scalar(id) {
        out.push(format!("{path}={value}"));
    }
}

#[test]
fn without_any_one_line_the_sample_has_at_most_one_error_there_and_keeps_the_rest() {
    let mut all_scalars = Vec::new();
    add_scalars(&read(SAMPLE, false).0, Document::ROOT, "", &mut all_scalars);
    for removed in 0..SAMPLE.lines().count() {
        let lines = SAMPLE.split_inclusive('\n').enumerate();
        let text: String = lines
            .filter(|(at, _)| *at != removed)
            .map(|(_, line)| line)
            .collect();
        let (document, diagnostics) = parse_and_check(&text, false);
        let valid = serde_json::from_str::<Value>(&text).is_ok();
        assert_eq!(
            diagnostics.len(),
            usize::from(!valid),
            "{text}\n{diagnostics:#?}"
        );
        for span in spans(&diagnostics) {
            let at = line(&text, span.start);
            assert!(
                at + 1 == removed || at == removed,
                "{removed} {at} {text}\n{diagnostics:#?}"
            );
        }
        let mut rest = Vec::new();
        add_scalars(&document, Document::ROOT, "", &mut rest);
        for scalar in &rest {
            assert!(all_scalars.contains(scalar), "{scalar} {removed}\n{text}");
        }
    }
}

#[test]
fn repeated_pieces_are_parsed_in_linear_time() {
    let pieces = [
        "[",
        "{",
        "{\"a\":",
        "\"",
        "\"\" ",
        ",",
        "\\ud800",
        "}",
        "]",
        "[1}",
        "'",
        "'\"",
        "\"\\ud800",
        "//",
        "/*",
        "/**/",
        "a:",
        "a",
        ":",
        "[\"a\":",
        "\n",
        "\n ",
        "{\n",
        "\n  \"a\": {",
        "\n \"a\": [\n",
        "1",
        " ",
        "\"\\",
        "{},",
        "[],",
        "{\"\":0",
        "\"a\":1,",
        "#",
    ];
    for piece in pieces {
        for prefix in ["", "{\"a\":", "[\"", "{\n  \"a\": [\n", "\"\\ud800"] {
            let text = format!("{prefix}{}", piece.repeat((1 << 16) / piece.len()));
            let start = Instant::now();
            let (document, diagnostics) = read(&text, false);
            let limits = Limits {
                depth: usize::MAX,
                ..Limits::default()
            };
            let mut sink = Sink::new(10);
            parse(&text, true, &limits, document.into_buffers(), &mut sink);
            let took = start.elapsed();
            assert!(
                took < Duration::from_secs(2),
                "{prefix}{piece} took {took:?}"
            );
            assert!(!diagnostics.is_empty() || piece.trim().is_empty() || prefix.is_empty());
        }
    }
}

#[test]
fn five_million_levels_cause_one_diagnostic() {
    let text = format!("{}{}", "[".repeat(5_000_000), "]".repeat(5_000_000));
    let (document, diagnostics) = read(&text, false);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(
        diagnostics[0].message,
        "this is nested deeper than 8 levels"
    );
    assert_eq!(document.node_count(), 9);
}

#[test]
fn a_text_over_the_limit_is_not_parsed() {
    let limits = Limits {
        bytes: 4,
        ..Limits::default()
    };
    let mut sink = Sink::new(10);
    let document = Syntax::Json.parse("[1,2]", &limits, Buffers::default(), &mut sink);
    assert!(document.is_broken(Document::ROOT));
    let (diagnostics, _) = sink.into_parts();
    assert_eq!(
        diagnostics[0].diagnostic.message,
        "the text has 5 bytes, more than the limit of 4"
    );
    assert_eq!(diagnostics[0].code, &TOO_LARGE);
}

#[test]
fn examples_cause_only_the_diagnostic_of_their_code() {
    for docs in limits::DOCS.into_iter().chain(DOCS) {
        for (example, faults) in [(docs.fails, vec![docs.code.name]), (docs.passes, vec![])] {
            let text = match example.starts_with('{') {
                true => example.to_owned(),
                false => format!("{{{example}}}"),
            };
            let mut sink = Sink::new(10);
            Syntax::Json.parse(&text, &Limits::FOR_EXAMPLES, Buffers::default(), &mut sink);
            let (diagnostics, _) = sink.into_parts();
            let found: Vec<_> = diagnostics.iter().map(|found| found.code.name).collect();
            assert_eq!(found, faults, "{text}");
        }
    }
}

#[test]
fn messages_contain_no_part_of_the_text() {
    let secret = "hunter2";
    for text in [
        "{\"a\": hunter2}",
        "{hunter2: 1}",
        "{\"a\": 'hunter2'}",
        "{\"a\": \"hunter2",
        "{\"a\": 1 \"hunter2\"}",
        "{\"a\" hunter2}",
        "hunter2",
        "[1] hunter2",
        "{\"a\": \"hunter2\\x\"}",
        "/*hunter2*/ {}",
        "{\"a\": 1hunter2}",
    ] {
        let (_, diagnostics) = read(text, false);
        assert!(
            !diagnostics.is_empty() && !format!("{diagnostics:?}").contains(secret),
            "{text}"
        );
    }
}

fn is_same(document: &Document, id: NodeId, value: &Value) -> bool {
    match value {
        Value::Null => document.kind(id) == Kind::Null,
        Value::Bool(value) => document.bool(id) == Some(*value),
        Value::Number(value) => {
            let (ours, theirs) = (document.number(id).unwrap(), value.as_f64().unwrap());
            // serde_json is off by one unit in the last place without its slow feature.
            (ours - theirs).abs() <= theirs.abs() * 1e-15
        }
        Value::String(value) => document.str(id) == Some(value),
        Value::Array(values) => {
            document.kind(id) == Kind::Array
                && document.elements(id).count() == values.len()
                && document
                    .elements(id)
                    .zip(values)
                    .all(|(id, value)| is_same(document, id, value))
        }
        Value::Object(values) => {
            document.kind(id) == Kind::Object
                && document
                    .members(id)
                    .all(|(key, _)| values.contains_key(document.str(key).unwrap()))
                && values
                    .iter()
                    .all(|(key, value)| is_same(document, document.get(id, key).unwrap(), value))
        }
    }
}

/// Checks that `serde_json` reads the same value from the text, or rejects it too.
fn agrees_with_serde_json(text: &str) {
    let (document, diagnostics) = parse_and_check(text, false);
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            assert!(diagnostics.is_empty(), "{text:?} {diagnostics:?}");
            assert!(is_same(&document, Document::ROOT, &value), "{text:?}");
        }
        Err(error) if error.to_string().starts_with("number out of range") => {}
        Err(error) => assert!(!diagnostics.is_empty(), "{text:?} {error}"),
    }
}

/// Checks that the recovering parser makes the same document of valid text as the strict parser, whether or not it
/// accepts wrong closers.
/// What the strict parser read before the first error is not read again. That must change nothing.
///
/// The comment is such an error, so the second text is read by the recovering parser from its beginning.
fn beginning_is_read_alike(text: &str) {
    if read(text, true).1.is_empty() {
        return;
    }
    let whole = result(&format!("/**/\n{text}"), true);
    assert_eq!(result(&format!("    \n{text}"), true), whole, "{text}");
}

fn parsers_agree(text: &str) {
    let (document, diagnostics) = read(text, false);
    if !diagnostics.is_empty() {
        return;
    }
    for accept_wrong_closer in [false, true] {
        let strategy = RecoveryStrategy {
            indentation: None,
            accept_wrong_closer,
        };
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let lexer = Lexer::new(text, start, false, Vec::new(), SyntaxFaults::new(10));
        let writer = Writer::new(text, Source::Text, Buffers::default());
        let (other, faults) = RecoveringParser::new(lexer, writer, 8, strategy).run();
        assert_eq!(faults.cost, 0, "{text:?}");
        assert_eq!(other.nodes, document.nodes, "{text:?}");
        assert_eq!(
            (other.spans, other.side),
            (document.spans.clone(), document.side.clone())
        );
    }
}

fn texts_like_json() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"b\":",
        "\"",
        "'",
        "\\",
        "\\u00e9",
        "\"\\ud83d\\ude80\"",
        "\\ud800",
        "1",
        "-0",
        "0.5e3",
        "01",
        "true",
        "null",
        "tru",
        " ",
        "\n",
        "\r\n",
        "\n  ",
        "\n    ",
        "\t",
        "é",
        "🚀",
        "//",
        "/*",
        "*/",
        "#",
        "=",
        "\u{feff}",
        "\u{0}",
        "\"k\": {",
        "\"k\": [",
    ]);
    proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        "[a-z\"\\\\\n\u{e9}🚀 /]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("[a-d~/]{0,2}", inner, 0..4).prop_map(Value::from_iter),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_gives_a_valid_document(text in texts_like_json(), other in any::<String>()) {
        parse_and_check(&text, false);
        parse_and_check(&text, true);
        parse_and_check(&other, false);
        beginning_is_read_alike(&text);
        agrees_with_serde_json(text.trim_start_matches('\u{feff}'));
        agrees_with_serde_json(other.trim_start_matches('\u{feff}'));
    }

    #[test]
    fn valid_text_is_parsed_as_serde_json_parses_it(value in json(), pretty in any::<bool>()) {
        let text = match pretty {
            true => serde_json::to_string_pretty(&value).unwrap(),
            false => value.to_string(),
        };
        agrees_with_serde_json(&text);
        parsers_agree(&text);
    }

    #[test]
    fn a_text_with_one_changed_byte_is_valid_only_if_serde_json_accepts_it(
        value in json(), at in any::<prop::sample::Index>(), byte in 0_u8..128, insert in any::<bool>(),
    ) {
        let mut bytes = serde_json::to_string_pretty(&value).unwrap().into_bytes();
        let at = at.index(bytes.len());
        bytes.splice(at..at + usize::from(!insert), [byte]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        agrees_with_serde_json(&text);
        parsers_agree(&text);
        beginning_is_read_alike(&text);
    }

    #[test]
    fn a_text_with_a_changed_part_is_read_alike_from_its_beginning(
        at in any::<prop::sample::Index>(), length in 0_usize..4, part in "[\\[\\]{}\",:/a1 \\n'\\\\-]{0,3}",
    ) {
        let at = at.index(SAMPLE.len());
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes.splice(at..(at + length).min(SAMPLE.len()), part.bytes());
        beginning_is_read_alike(&String::from_utf8_lossy(&bytes));
    }
}
