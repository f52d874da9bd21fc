//! New values are written in the style of what is around them.

use super::*;

#[test]
fn scalars_are_replaced_where_they_are() {
    check(
        "a: 1 # one\nb: 2\n",
        &[set("/a", "3")],
        "a: 3 # one\nb: 2\n",
    );
    check("a: 1\t# one\n", &[set("/a", "\"x\"")], "a: x\t# one\n");
    check(
        "a: 'x'\nb: \"y\"\n",
        &[set("/a", "\"it's\""), set("/b", "\"z\"")],
        "a: 'it''s'\nb: \"z\"\n",
    );
    check("a: x\n", &[set("/a", "null")], "a: null\n");
    check(
        "- 1\n-   2 # two\n",
        &[set("/1", "true")],
        "- 1\n-   true # two\n",
    );
    check(
        "a:\n  one\n  two\nb: 1\n",
        &[set("/a", "\"x\"")],
        "a:\n  x\nb: 1\n",
    );
    check(
        "a: [1, 2] # list\n",
        &[set("/a/0", "3"), set("/a/1", "\"x, y\"")],
        "a: [3, \"x, y\"] # list\n",
    );
    check("é: ü # ß\n", &[set("/é", "\"ä\"")], "é: ä # ß\n");
    check("1\n", &[set("", "2")], "2\n");
    check("--- 1 # one\n", &[set("", "2")], "--- 2 # one\n");
    check(
        "a: 1\n---\na: 2\n",
        &[set("/1/a", "3")],
        "a: 1\n---\na: 3\n",
    );
    check("? a\n: b # c\n", &[set("/a", "1")], "? a\n: 1 # c\n");
}

#[test]
fn texts_have_quotes_if_programs_read_something_else_without() {
    for plain in [
        "x",
        "1Gi",
        "http://a:80/b",
        "a b",
        "500m",
        "nginx:1.27",
        "a#b",
        "ünï",
        "~/x",
        "a,b",
        "None",
    ] {
        check(
            "a: 1\n",
            &[Edit::set_text(path("/a"), plain)],
            &format!("a: {plain}\n"),
        );
    }
    let quoted = [
        "",
        " x",
        "x ",
        "no",
        "On",
        "y",
        "null",
        "~",
        "1",
        "1.5",
        "0o7",
        "0x1F",
        "1_000",
        "1:30",
        "2024-01-01",
        ".5",
        "+1",
        "-x",
        "- x",
        "a: b",
        "a #b",
        "a:",
        "#x",
        "*x",
        "&x",
        "!x",
        "{x",
        "[x",
        "%x",
        "@x",
        "`x",
        "? x",
        "<<",
        "1e3",
        ".inf",
        "=",
    ];
    for text in quoted {
        check(
            "a: 1\n",
            &[Edit::set_text(path("/a"), text)],
            &format!("a: \"{text}\"\n"),
        );
    }
    check(
        "a: 1\n",
        &[Edit::set_text(path("/a"), "x\ny\u{2028}\t\"\\")],
        "a: \"x\\ny\\u2028\\t\\\"\\\\\"\n",
    );
    check(
        "a: 'x'\n",
        &[Edit::set_text(path("/a"), "x\ny")],
        "a: \"x\\ny\"\n",
    );
    check("[a]\n", &[Edit::set_text(path("/0"), "a,b")], "[\"a,b\"]\n");
}

#[test]
fn objects_and_lists_are_written_below_their_key() {
    let sizes = r#"{"min":"1Gi","desired":"1"}"#;
    check(
        "memory: 1Gi # enough\ncpu: 1\n",
        &[set("/memory", sizes)],
        "memory: # enough\n  min: 1Gi\n  desired: \"1\"\ncpu: 1\n",
    );
    check(
        "a:\n    memory: '1Gi'\n",
        &[set("/a/memory", sizes)],
        "a:\n    memory:\n        min: '1Gi'\n        desired: '1'\n",
    );
    check(
        "a: # none\n# next\nb: 1\n",
        &[set("/a", "[1,[2,3],{}]")],
        "a: # none\n  - 1\n  - - 2\n    - 3\n  - {}\n# next\nb: 1\n",
    );
    check(
        "x:\n- 1\na: 1\n",
        &[set("/a", "[1,{\"b\":2,\"c\":[]}]")],
        "x:\n- 1\na:\n- 1\n- b: 2\n  c: []\n",
    );
    check(
        "ports:\n  - 8080 # web\n",
        &[set("/ports/0", r#"{"port":8080,"exposed":true}"#)],
        "ports:\n  - port: 8080 # web\n    exposed: true\n",
    );
    check(
        "a: |\n  x\n  y\nb: 1\n",
        &[set("/a", "[1]")],
        "a:\n  - 1\nb: 1\n",
    );
    check(
        "a: >- # text\n  x\n",
        &[set("/a", "[1]")],
        "a: # text\n  - 1\n",
    );
    check("a: >- # text\n  x\n", &[set("/a", "1")], "a: 1 # text\n");
    check(
        "a: {b: 1}\n",
        &[set("/a/b", "{\"c\":[1,\"x\"]}")],
        "a: {b: {c: [1, x]}}\n",
    );
    check(
        "a: &x 1\nb: 2\n",
        &[set("/a", "[1]")],
        "a: &x\n  - 1\nb: 2\n",
    );
    check("a: !!int 1\n", &[set("/a", "\"x\"")], "a: x\n");
    check("a: !!map &x\n  b: 1\n", &[set("/a", "1")], "a: &x 1\n");
    check("- &x 1\n", &[set("/0", "{\"a\":1}")], "- &x\n  a: 1\n");
    check(
        "--- 1 # one\n",
        &[set("", "{\"a\":1}")],
        "--- # one\na: 1\n",
    );
    check("? a\n: b # c\n", &[set("/a", "[1]")], "? a\n: # c\n  - 1\n");
}

#[test]
fn objects_and_lists_are_replaced() {
    check(
        "a: # why\n  # about b\n  b: 1 # one\nc: 2\n",
        &[set("/a", "3")],
        "a: 3 # why\n  # about b\n  # one\nc: 2\n",
    );
    check(
        "a:\n   b: 1\n   c: 2\n",
        &[set("/a", "{\"d\":1,\"e\":2}")],
        "a:\n   d: 1\n   e: 2\n",
    );
    check(
        "a:\n- 1\n- 2\nb: 1\n",
        &[set("/a", "{\"d\":1}")],
        "a:\n  d: 1\nb: 1\n",
    );
    check(
        "a:\n- 1\n- 2\nb: 1\n",
        &[set("/a", "[3]")],
        "a:\n- 3\nb: 1\n",
    );
    check("- a: 1\n  b: 2\n- c\n", &[set("/0", "[]")], "- []\n- c\n");
    check("a: 1\nb: 2\n", &[set("", "[1]")], "- 1\n");
    check(
        "a: [1, # one\n  2]\nb: 1\n",
        &[set("/a", "{\"b\":1}")],
        "a: # one\n  b: 1\nb: 1\n",
    );
    check("# x\n", &[set("", "{\"a\":1}")], "# x\na: 1\n");
}

#[test]
fn keys_are_renamed_and_keep_their_quotes() {
    check(
        "a: 1 # x\n'b': 2\n\"c\" : 3\n",
        &[rename("/a", "x"), rename("/b", "it's"), rename("/c", "z")],
        "x: 1 # x\n'it''s': 2\n\"z\" : 3\n",
    );
    check("a: 1\n", &[rename("/a", "on")], "\"on\": 1\n");
    check(
        "- &k a: 1\n  ? b\n  : 2\n",
        &[rename("/0/a", "x"), rename("/0/b", "z")],
        "- &k x: 1\n  ? z\n  : 2\n",
    );
    check(
        "{a: 2, b: 1}\n",
        &[rename("/a", "x"), rename("/b", "{")],
        "{x: 2, \"{\": 1}\n",
    );
    check(": 1\n", &[rename("/", "a")], "a: 1\n");
}

#[test]
fn numbers_and_booleans_are_quoted() {
    check(
        "PORT: 8080 # web\nDEBUG: True\n",
        &[quote("/PORT"), quote("/DEBUG")],
        "PORT: \"8080\" # web\nDEBUG: \"True\"\n",
    );
    check(
        "- ~\n- 0o17\n",
        &[quote("/0"), quote("/1")],
        "- \"null\"\n- \"0o17\"\n",
    );
    check("{a: 1}\n", &[quote("/a")], "{a: \"1\"}\n");
    assert_eq!(edited("a: x\n", &[quote("/a")]), None);
}

#[test]
fn lists_of_pairs_become_objects() {
    check(
        "environment:\n  - A=1 # one\n  # two\n  - \"B=x=y\"\n  - A=z\n",
        &[pairs("/environment")],
        "environment:\n  # one\n  # two\n  B: x=y\n  A: z\n",
    );
    check(
        "environment:\n- A=1\n- B=\n",
        &[pairs("/environment")],
        "environment:\n  A: \"1\"\n  B: \"\"\n",
    );
    check(
        "e:\n- name: A # a\n  value: 8080 # web\n- {name: B, value: 'x'}\n-\n  value: z\n  name: C\nf: 1\n",
        &[pairs("/e")],
        "e:\n  A: \"8080\" # a\n  # web\n  B: 'x'\n  C: z\nf: 1\n",
    );
    check(
        "e: [A=1, {name: B, value: x}]\n",
        &[pairs("/e")],
        "e: {A: \"1\", B: x}\n",
    );
}
