//! Tables of texts, each with the document and the diagnostics that the parser makes of it.

use super::{check, check_relaxed};

#[test]
fn valid_text_has_no_diagnostics() {
    for (text, nodes) in [
        ("{}", "{}"),
        ("\u{feff} [ ] \r\n", "[]"),
        (
            r#"{"a": [1, -2, 3.5e1, true, false, null]}"#,
            "{a:[1 -2 3.5e1 true false null]}",
        ),
        (
            "[0, -0, 123456789, 1234567890, 1E+2]",
            "[0 -0 123456789 1234567890 1E+2]",
        ),
        (r#""\u00e9\n\ud83d\ude80\"""#, r#""é\n🚀\"""#),
        (r#"{"a":1,"a":{"":[{}]}}"#, "{a:1 a:{:[{}]}}"),
        ("7", "7"),
    ] {
        check(text, nodes);
    }
}

#[test]
fn relaxed_json_allows_comments_and_trailing_commas() {
    check_relaxed("// a\n{\"a\": [1, /* b */ 2,],} // c", "{a:[1 2]}");
    check_relaxed("{,}", "{}?\n1..2 expected a key, found `,`");
    check_relaxed(
        "[1 # a\n]",
        "[1]\n3..6 a comment starts with `//`, not with `#`",
    );
    check_relaxed(
        "[1] /* a",
        "[1]\n4..6 expected `*/` to end this comment, found the end of the input",
    );
    check(
        "// a\n// b\n{\"a\": 1,} // c",
        "{a:1}\n0..4 JSON doesn't allow comments, and 2 more like this\n17..18 expected a key after `,`, found `}`",
    );
}

#[test]
fn each_syntax_error_is_reported_once() {
    for (text, expected) in [
        (
            "",
            "!null\n0..0 expected a value, found the end of the input",
        ),
        ("[1,]", "[1]\n2..3 expected a value after `,`, found `]`"),
        (
            "{\"a\" 1}",
            "{a:1}\n4..4 expected `:` after this key, found a number",
        ),
        ("{\"a\" = 1}", "{a:1}\n5..6 expected `:`, found `=`"),
        (
            "{\"a\": 1 \"b\": 2}",
            "{a:1 b:2}\n7..7 expected `,` or `}`, found a string",
        ),
        ("[1 2]", "[1 2]\n2..2 expected `,` or `]`, found a number"),
        (
            "{\"a\": , \"b\": 2}",
            "{a:!null b:2}\n5..5 expected a value, found `,`",
        ),
        (
            "{\"a\":\n \"b\": 2}",
            "{a:!null b:2}\n5..5 expected a value, found a key",
        ),
        ("{\"a\": }", "{a:!null}\n5..5 expected a value, found `}`"),
        (
            "{\"a\"}",
            "{a:!null}?\n4..4 expected `:` after this key, found `}`",
        ),
        (
            "{\"a\", \"b\": 1}",
            "{a:!null b:1}?\n4..4 expected `:` after this key, found `,`",
        ),
        ("{\"a\":: 1}", "{a:1}?\n5..6 expected a value, found `:`"),
        (
            "{: 1, \"b\": 2}",
            "{!:1 b:2}?\n1..2 expected a key, found `:`",
        ),
        (
            "{\"a\": 1,, \"b\": 2}",
            "{a:1 b:2}?\n8..9 expected a key, found `,`",
        ),
        ("[1,,,2]", "[1 2]?\n3..4 expected a value, found `,`"),
        (
            "{\"a\": 1 2, \"b\": 3}",
            "{a:1 b:3}?\n8..9 expected `,` or `}`, found a number",
        ),
        (
            "{\"a\": 1: 2}",
            "{a:1}?\n7..8 expected `,` or `}`, found `:`",
        ),
        (
            "{a: 1}",
            "{a:1}\n1..2 expected a key in double quotes, found an unquoted string",
        ),
        (
            "{1: 1}",
            "{1:1}\n1..2 expected a key in double quotes, found a number",
        ),
        (
            "{'a': 'b'}",
            "{a:\"b\"}\n1..4 expected a key in double quotes, found single quotes, and 1 more like this",
        ),
        ("{{\"a\": 1}}", "{!:{a:1}}?\n1..2 expected a key, found `{`"),
        ("[\"a\": 1]", "[{a:1}?]?\n1..4 expected `{` before this key"),
        ("\"a\": 1}", "{a:1}?\n0..3 expected `{` before this key"),
        ("{} {}", "{}\n3..4 expected the end of the input, found `{`"),
        ("1, 2", "1\n1..2 expected the end of the input, found `,`"),
        ("{}}", "{}\n2..3 `}` has no matching opening bracket"),
        ("}}}}", "!null\n0..1 `}` has no matching opening bracket"),
        (
            "{\"a\": {}}, \"b\": 1}",
            "{a:{} b:1}?\n9..10 expected the end of the input, found `,`",
        ),
        (
            "{\"a\": [1, 2}",
            "{a:[1 2]?}\n11..12 expected `]`, found `}`",
        ),
        (
            "{\"a\": [1, 2}, \"b\": 1}",
            "{a:[1 2]? b:1}\n11..12 expected `]`, found `}`",
        ),
        ("{\"a\": 1]", "{a:1}?\n7..8 expected `}`, found `]`"),
        (
            "{\"a\": 1], \"b\": 2}",
            "{a:1 b:2}?\n7..8 `]` has no matching opening bracket",
        ),
    ] {
        check(text, expected);
    }
}

#[test]
fn invalid_scalars_are_broken() {
    for (text, message) in [
        ("01", "a number can't start with 0"),
        ("-01", "a number can't start with 0"),
        ("+1", "a number can't start with `+`"),
        (".5", "expected a digit before `.`"),
        ("1.", "expected a digit after `.`"),
        (
            "1Gi",
            "expected a value, found a number followed by something else",
        ),
        ("NaN", "JSON has no `NaN`"),
        ("-Infinity", "JSON has no `Infinity`"),
        ("True", "expected a value, found `True`"),
        ("None", "expected a value, found `None`"),
        ("undefined", "expected a value, found `undefined`"),
        ("hello-é", "expected a value, found an unquoted string"),
    ] {
        let end = 5 + text.len();
        let nodes = format!("{{a:!null b:1}}\n5..{end} {message}");
        check(&format!("{{\"a\":{text},\"b\":1}}"), &nodes);
    }
}

#[test]
fn syntax_errors_inside_strings_are_reported() {
    let what = "expected one of `\" \\ / b f n r t u` after `\\`";
    check(r#"["\x", 1]"#, &format!("[!\"x\" 1]\n2..3 {what}"));
    check(
        r#"["\u12", 1]"#,
        "[!\"12\" 1]\n2..4 expected four hexadecimal digits after `\\u`",
    );
    check(
        r#"["a\ud800\ud800b", 1]"#,
        "[!\"a\u{fffd}\u{fffd}b\" 1]\n3..9 half of a surrogate pair is not a character",
    );
    check(
        "[\"a\tb\", 1]",
        "[!\"a\\tb\" 1]\n3..4 a control character in a string must be escaped",
    );
    check(
        "{\"a\": \"x,\n \"b\": 1}",
        "{a:!\"x\" b:1}\n6..9 expected `\"` to end this string, found the end of the line",
    );
    check(
        "{\"a: \"x\",\n \"b\": 1}",
        "{!a:\"x\" b:1}?\n1..5 expected `\"` at the end of this key, found `:`",
    );
}

#[test]
fn a_truncated_text_has_one_error_at_its_end() {
    let end = "expected `}`, found the end of the input";
    for (text, nodes, at) in [
        ("{", "{}?", 1),
        ("{\"a\": {\"b\": 1,", "{a:{b:1}?}?", 14),
        ("{\"a\": 80", "{a:!80}?", 8),
        ("{\"a\": 80 ", "{a:80}?", 8),
        ("{\"a\": tru", "{a:!null}?", 9),
        ("{\"a\": \"b\"", "{a:\"b\"}?", 9),
    ] {
        check(text, &format!("{nodes}\n{at}..{at} {end}"));
    }
    check(
        "{\"a\":",
        "{a:!null}?\n5..5 expected a value, found the end of the input",
    );
    check(
        "{\"a\"",
        "{a:!null}?\n4..4 expected `:` and a value, found the end of the input",
    );
    let text = "expected `\"` to end this string, found the end of the input";
    check("{\"mem", &format!("{{!mem:!null}}?\n1..5 {text}"));
    check("[\"mem", &format!("[!\"mem\"]?\n1..5 {text}"));
}

#[test]
fn indentation_shows_where_a_bracket_is_missing() {
    check(
        "{\n  \"a\": {\n    \"b\": 1\n  \"c\": [\n    2\n  \"d\": 3\n}",
        "{a:{b:1}? c:[2]? d:3}\n21..21 expected `}`\n36..36 expected `]`",
    );
    check(
        "{\n  \"a\": 1,\n    \"b\": 2,\n    \"c\": 3\n  },\n  \"d\": 4\n}",
        "{a:1 !:{b:2 c:3}? d:4}?\n11..11 expected a key and `{` before the next line",
    );
    check(
        "{\n    \"b\": 2\n  },\n  \"d\": 4\n}",
        "{!:{b:2}? d:4}?\n1..1 expected a key and `{` before the next line",
    );
    check(
        "{\n  \"a\": [\n      \"b\": 1\n    }\n  ],\n  \"d\": 4\n}",
        "{a:[{b:1}?]? d:4}\n17..20 expected `{` before this key",
    );
}

#[test]
fn values_that_are_nested_too_deeply_are_skipped() {
    let open = "[".repeat(9);
    check(
        &format!("{open}{{\"]\": 1}}{}, 2]", "]".repeat(8)),
        "[[[[[[[[![]?]]]]]]] 2]\n8..9 this is nested deeper than 8 levels",
    );
}

#[test]
fn an_array_without_opening_bracket_is_found_at_its_second_object() {
    check(
        "{\n  \"a\": 1,\n    \"b\": 2\n  }, {\n    \"c\": 3\n  }],\n  \"d\": {\n    \"e\": 1\n  }\n}",
        "{a:1 !:{b:2}? !:[{c:3}]? d:{e:1}}?\n11..11 expected a key and `{` before the next line",
    );
}
