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
    check(
        "{a, b: , \"c\":1}",
        r#"{a:!null b:!null c:1}
yaml-unsupported "a" this key has no value
yaml-unsupported "b" this key has no value"#,
    );
    check(
        "[a: 1, ? b : 2]",
        r#"[{a:1} {b:2}]
yaml-unsupported "a" this is a key in a list, without an object around it
yaml-unsupported "?" this is a key in a list, without an object around it"#,
    );
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

#[test]
fn aliases_are_copies() {
    check(
        "a: &x {b: [1]}\nc: *x\nd: [*x, &y z, *y]\n",
        r#"{a:{b:[1]} c:{b:[1]} d:[{b:[1]} "z" "z"]}"#,
    );
    check(
        "&k key: v\n*k : w\n&n 8080: x\ny: &z 1.50\n*z : 2",
        r#"{key:"v" key:"w" 8080:"x" y:1.5 1.50:2}"#,
    );
    check("a: &x 1\nb: &x 2\nc: *x", "{a:1 b:2 c:2}");
    check(
        "a: *none\nb: [*c, &c 1]",
        "{a:!null b:[!null 1]}\nyaml-syntax \"*none\" `*none` is an alias, but no value before it has the anchor `&none`\n\
         yaml-syntax \"*c\" `*c` is an alias, but no value before it has the anchor `&c`",
    );
    check(
        "a: &x [1, *x]",
        r#"{a:[1 !null]}
yaml-unsupported "*x" `*x` stands for a value that contains it"#,
    );
    check(
        "a: &x [1]\n*x : 2\n? {b: 1}\n: 3\n? - c\n: 4",
        r#"{a:[1] !:2 !:3 !:4}
yaml-unsupported "*x" a key must be text, not a list or an object
yaml-unsupported "{b: 1}" a key must be text, not a list or an object
yaml-unsupported "- c" a key must be text, not a list or an object"#,
    );
}

#[test]
fn an_anchor_of_one_document_is_unknown_in_the_next() {
    check(
        "a: &x 1\n---\nb: *x",
        r#"<{a:1} {b:!null}]
yaml-syntax "*x" `*x` is an alias, but no value before it has the anchor `&x`"#,
    );
}

#[test]
fn merge_keys_add_members() {
    check(
        "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3, z: 4}",
        "{a:{x:1 y:2} b:{y:3 z:4 x:1}}",
    );
    check(
        "- &a {x: 1, y: 2}\n- &b {y: 5, w: 6}\n- <<: [*a, *b, {v: 7}]\n  w: 0",
        r#"[{x:1 y:2} {y:5 w:6} {w:0 x:1 y:2 v:7}]"#,
    );
    check(
        "<<: {a: 1}\n<<: {a: 2, b: 3}\nc: &c {d: 1}\ne: {f: {<<: *c}}\n\"<<\": text",
        r#"{c:{d:1} e:{f:{d:1}} <<:"text" a:1 b:3}"#,
    );
    check(
        "a: &a {b: &b {c: 1}}\nd: {<<: *a, e: *b}\nf: {<<: {g: &g {h: 1}}, i: *g}",
        r#"{a:{b:{c:1}} d:{e:{c:1} b:{c:1}} f:{i:{h:1} g:{h:1}}}"#,
    );
    check(
        "a: {<<: 5, b: 1}\nc: {<<: [1]}\nd: {<<: *no}\ne: {<<: }",
        r#"{a:{b:1}? c:{}? d:{}? e:{}?}
yaml-unsupported "5" the value of `<<` is not an object or a list of objects
yaml-unsupported "1" the value of `<<` is not an object or a list of objects
yaml-syntax "*no" `*no` is an alias, but no value before it has the anchor `&no`
yaml-unsupported "<<" this key has no value"#,
    );
}

#[test]
fn tags_are_refused_unless_they_say_nothing_new() {
    check(
        "!!map\na: !!str 1\nb: !!int 2\nc: ! 3\nd: !!seq [!!null ~, !!bool true, !!float 1]",
        r#"{a:"1" b:2 c:"3" d:[null true 1]}"#,
    );
    check(
        "a: !Ref b\nc: !!int x\nd: !custom {e: 1}\nf: !!set {g}\nh: !!int 1.5\ni: !!binary aGk=",
        r#"{a:!null c:!null d:!{e:1} f:!{g:!null} h:!null i:!null}
yaml-unsupported "!Ref" declarations can't have the tag `!Ref`
yaml-unsupported "!!int" the value does not fit its tag `!!int`
yaml-unsupported "!custom" declarations can't have the tag `!custom`
yaml-unsupported "!!set" declarations can't have the tag `!!set`
yaml-unsupported "g" this key has no value
yaml-unsupported "!!int" the value does not fit its tag `!!int`
yaml-unsupported "!!binary" declarations can't have the tag `!!binary`"#,
    );
}

#[test]
fn numbers_without_a_form_in_json_are_refused() {
    check(
        "[.inf, -.INF, .nan, 1e999]",
        r#"[!null !null !null inf]
yaml-unsupported ".inf" `.inf` is not a finite number
yaml-unsupported "-.INF" `-.INF` is not a finite number
yaml-unsupported ".nan" `.nan` is not a number"#,
    );
}

#[test]
fn deep_nesting_is_cut_off() {
    check(
        "[[[[[[[[[1]]]]]]]], [[[[[[[[2]]]]]]]]]",
        r#"[[[[[[[[![]?]]]]]]] [[[[[[[![]?]]]]]]]]
too-deep "[" this is nested deeper than 8 levels"#,
    );
    check(
        "- &a [[[[1]]]]\n- [[[*a]]]",
        r#"[[[[[1]]]] [[[[[[[1]]]]]]]]"#,
    );
}

#[test]
fn every_line_break_ends_a_line() {
    check(
        "a: 1\r\nb:\r\n  - x\r\n  - |\r\n    y\r\n    z\r\n",
        r#"{a:1 b:["x" "y\nz\n"]}"#,
    );
    check("a: 1\rb:\r  - x\r", r#"{a:1 b:["x"]}"#);
    check_spans(
        "a: |\r\n  x\r\n\r\nb: c\r\n",
        &["a: |\r\n  x\r\n\r\nb: c", "|\r\n  x"],
    );
    // These are no line breaks in YAML 1.2.
    check(
        "a: x\u{85}y\nb: x\u{2028}y\n",
        "{a:\"x\\u{85}y\" b:\"x\\u{2028}y\"}",
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    check("\u{feff}a: 1", "{a:1}");
    check_spans("\u{feff}- 1\n", &["- 1", "1"]);
    check("\u{feff}", "null");
}
