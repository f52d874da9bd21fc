use std::fmt::Write;

use alien_sdk_core::internal::diagnostic::{Location, Sink};
use alien_sdk_core::internal::document::{Buffers, Document, Kind, Limits};
use alien_sdk_core::internal::span::NodeId;

use crate::SYNTAX;

/// Prints a node as JSON would be written without punctuation, with `!` before a broken one and `?` after an unfinished one.
fn print(document: &Document, id: NodeId, out: &mut String) {
    if document.is_broken(id) {
        out.push('!');
    }
    match document.kind(id) {
        Kind::Object => {
            out.push('{');
            for (at, (key, value)) in document.members(id).enumerate() {
                out.push_str(if at > 0 { " " } else { "" });
                let mark = if document.is_broken(key) { "!" } else { "" };
                write!(out, "{mark}{}:", document.str(key).unwrap()).unwrap();
                print(document, value, out);
            }
            out.push('}');
        }
        Kind::Array => {
            out.push(if document.is_stream() && id == Document::ROOT {
                '<'
            } else {
                '['
            });
            for (at, element) in document.elements(id).enumerate() {
                out.push_str(if at > 0 { " " } else { "" });
                print(document, element, out);
            }
            out.push(']');
        }
        Kind::String => write!(out, "{:?}", document.str(id).unwrap()).unwrap(),
        Kind::Number => write!(out, "{}", document.number(id).unwrap()).unwrap(),
        _ => out.push_str(&document.scalar(id).unwrap()),
    }
    if document.is_unfinished(id) {
        out.push('?');
    }
}

/// The nodes, then one line for each diagnostic with the part of the text that it is about.
fn result(text: &str) -> String {
    let mut sink = Sink::new(1000);
    let limits = Limits {
        depth: 8,
        ..Limits::default()
    };
    let document = SYNTAX.parse(text, &limits, Buffers::default(), &mut sink);
    let mut out = String::new();
    print(&document, Document::ROOT, &mut out);
    for found in sink.into_parts().0 {
        let Location::Span(span) = found.diagnostic.location else {
            panic!("a diagnostic of a node");
        };
        let message = &found.diagnostic.message;
        write!(
            out,
            "\n{} {:?} {message}",
            found.code.name,
            &text[span.range()]
        )
        .unwrap();
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(result(text), expected, "{text}");
}

/// Checks the part of the text that each node has, without keys and scalars that have the same content.
#[track_caller]
fn check_spans(text: &str, expected: &[&str]) {
    let limits = Limits::default();
    let document = SYNTAX.parse(text, &limits, Buffers::default(), &mut Sink::new(1));
    let spans = (0..document.node_count() as u32)
        .map(NodeId)
        .filter_map(|id| {
            let part = &text[document.span(id).unwrap().range()];
            (document.str(id) != Some(part)).then_some(part)
        });
    assert_eq!(spans.collect::<Vec<_>>(), expected);
}

#[test]
fn block_and_flow_collections_have_the_same_nodes() {
    check(
        "a: 1\nb:\n  - x\n  - y: null\n",
        r#"{a:1 b:["x" {y:null}]}"#,
    );
    check("{a: 1, b: [x, {y: null}]}", r#"{a:1 b:["x" {y:null}]}"#);
    check(
        "- - a\n  - b\n- c: d\n  e:\n",
        r#"[["a" "b"] {c:"d" e:null}]"#,
    );
    check("{a, b: , \"c\":1}", "{a:null b:null c:1}");
    check("[a: 1, ? b : 2]", "[{a:1} {b:2}]");
}

#[test]
fn spans_cover_what_was_written() {
    check_spans(
        "# top\nlist:   # comment\n- a\n-   b: 'x'   # comment\n\n# more\nlast: [1 , 2 ] # end\n",
        &[
            "list:   # comment\n- a\n-   b: 'x'   # comment\n\n# more\nlast: [1 , 2 ]",
            "- a\n-   b: 'x'",
            "b: 'x'",
            "'x'",
            "[1 , 2 ]",
            "1",
            "2",
        ],
    );
    check_spans(
        "- - a\n- - b\n  -\n-\n  c: ~",
        &[
            "- - a\n- - b\n  -\n-\n  c: ~",
            "- a",
            "- b\n  -",
            "",
            "c: ~",
            "~",
        ],
    );
    check_spans(
        "a:\n- - b\nc: &x !!seq\n- d",
        &["a:\n- - b\nc: &x !!seq\n- d", "- - b", "- b", "- d"],
    );
    check_spans(
        "a:  # none\nb: {c}\n",
        &["a:  # none\nb: {c}", "", "{c}", ""],
    );
}

#[test]
fn block_scalars_start_with_their_header() {
    check_spans(
        "a: |  # comment\n\n  x\n   y\n\n\nb: &z >-\n  c\n  d\n",
        &[
            "a: |  # comment\n\n  x\n   y\n\n\nb: &z >-\n  c\n  d",
            "|  # comment\n\n  x\n   y",
            ">-\n  c\n  d",
        ],
    );
    check(
        "- |\n  a\n   b\n\n- >\n  c\n  d\n- |+\n  e\n\n",
        r#"["a\n b\n" "c d\n" "e\n\n"]"#,
    );
    check_spans("- >\n\n- |\n- x", &["- >\n\n- |\n- x", ">", "|"]);
}

#[test]
fn strings_have_their_content() {
    check(
        "a: 'it''s'\nb: \"\\t\\u00e9\\\n  x\"\nc: one\n  two\nd: \"\"\n",
        r#"{a:"it's" b:"\té x" c:"one two" d:""}"#.replace("é x", "éx").as_str(),
    );
    check("é: 'ü'", r#"{é:"ü"}"#);
    check_spans(
        "a: \"b\\n\"\nc: 'd'",
        &["a: \"b\\n\"\nc: 'd'", "\"b\\n\"", "'d'"],
    );
}

#[test]
fn keys_are_texts() {
    check(
        "8080: a\ntrue: b\n~: c\n1.50: d\n: e\n",
        r#"{8080:"a" true:"b" ~:"c" 1.50:"d" :"e"}"#,
    );
}

#[test]
fn documents_of_a_stream_are_elements() {
    check("a: 1\n---\nb: 2\n...\n", "<{a:1} {b:2}]");
    check("---\na: 1\n---\n---\n# only a comment\n", "{a:1}");
    check("", "null");
    check("# nothing\n", "null");
    check("---\n~\n---\n1\n", "<null 1]");
}
