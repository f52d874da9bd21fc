//! Members are added and removed.

use super::*;

#[test]
fn members_are_added_after_the_last_one() {
    check(
        "a: 1\n",
        &[set("/b", "2"), set("/c", "[1]")],
        "a: 1\nb: 2\nc:\n  - 1\n",
    );
    check(
        "a:\n    b: 1\nc: 2\n",
        &[set("/a/d", "{\"e\":1}")],
        "a:\n    b: 1\n    d:\n        e: 1\nc: 2\n",
    );
    check(
        "a:\n  b:\n    c: 1\n",
        &[set("/a/b/d", "1"), set("/a/e", "2"), set("/f", "3")],
        "a:\n  b:\n    c: 1\n    d: 1\n  e: 2\nf: 3\n",
    );
    check(
        "- a: 1\n- b: 1\n",
        &[set("/0/c", "2"), set("/2", "{\"d\":1,\"e\":2}")],
        "- a: 1\n  c: 2\n- b: 1\n- d: 1\n  e: 2\n",
    );
    check(
        "a:\n- 1\nb: 2\n",
        &[set("/a/-", "\"x\"")],
        "a:\n- 1\n- x\nb: 2\n",
    );
    check(
        "a: |\n  x\n\n\n# y\nb: |+\n  x\n\n\n",
        &[set("/c", "1")],
        "a: |\n  x\n\n\n# y\nb: |+\n  x\n\n\nc: 1\n",
    );
    check(
        "- - 1\n  - 2\n- 3\n",
        &[set("/0/2", "4")],
        "- - 1\n  - 2\n  - 4\n- 3\n",
    );
    check(
        "a: 1\n---\nb: 2\n...\n",
        &[set("/1/c", "3"), set("/0/d", "4")],
        "a: 1\nd: 4\n---\nb: 2\nc: 3\n...\n",
    );
    check(
        "\"a\": \"x\"\n",
        &[set("/b", "\"y\"")],
        "\"a\": \"x\"\n\"b\": \"y\"\n",
    );
    check("a:\nb:\n", &[set("/c", "1")], "a:\nb:\nc: 1\n");
    check("\u{feff}a: 1\n", &[set("/b", "1")], "\u{feff}a: 1\nb: 1\n");
    check(
        "? a\n: - 1\n",
        &[set("/a/1", "2"), set("/b", "3")],
        "? a\n: - 1\n  - 2\nb: 3\n",
    );
}

#[test]
fn members_are_added_to_what_is_empty() {
    check(
        "a: {} # none\nb: []\n",
        &[set("/a/x", "1"), set("/a/z", "2"), set("/b/0", "1")],
        "a: # none\n  x: 1\n  z: 2\nb:\n  - 1\n",
    );
    check(
        "- {}\n- []\n",
        &[set("/0/x", "1"), set("/0/z", "2"), set("/1/0", "1")],
        "- x: 1\n  z: 2\n- - 1\n",
    );
    check("{}\n", &[set("/x", "1"), set("/z", "2")], "x: 1\nz: 2\n");
    check(
        "a: {b: {}, c: []}\n",
        &[set("/a/b/x", "1"), set("/a/c/0", "1")],
        "a: {b: {x: 1}, c: [1]}\n",
    );
    check(
        "a: [\n  # none\n  ]\n",
        &[set("/a/0", "1")],
        "a: [\n  1\n  # none\n  ]\n",
    );
}

#[test]
fn members_are_added_inside_brackets() {
    check(
        "a: {b: 1}\n",
        &[set("/a/c", "[1,{\"d\":2}]")],
        "a: {b: 1, c: [1, {d: 2}]}\n",
    );
    check(
        "a: { b: 1 } # x\n",
        &[set("/a/c", "2")],
        "a: { b: 1, c: 2 } # x\n",
    );
    check(
        "a: {\n  b: 1, # one\n  c: 2 # two\n  }\n",
        &[set("/a/d", "3")],
        "a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3\n  }\n",
    );
    check(
        "{\"a\": \"x\"}\n",
        &[set("/b", "\"y\"")],
        "{\"a\": \"x\", \"b\": \"y\"}\n",
    );
    check("[a, 'b']\n", &[set("/2", "\"c\"")], "[a, 'b', 'c']\n");
    assert_eq!(edited("[a: 1]\n", &[set("/0/b", "1")]), None);
}

#[test]
fn members_are_removed_with_their_lines() {
    check("a: 1\nb: 2\nc: 3\n", &[remove("/b")], "a: 1\nc: 3\n");
    check("a: 1\nb: 2\nc: 3\n", &[remove("/a")], "b: 2\nc: 3\n");
    check(
        "a: 1\nb: 2\nc: 3\n",
        &[remove("/a"), remove("/b")],
        "c: 3\n",
    );
    check(
        "a: 1\nb: 2\nc: 3\n",
        &[remove("/c"), remove("/b")],
        "a: 1\n",
    );
    check("a: 1\nb: 2\n", &[remove("/a"), remove("/b")], "{}\n");
    check(
        "a:\n  b:\n    c: 1\n  d: 2\n",
        &[remove("/a/b")],
        "a:\n  d: 2\n",
    );
    check("a: |\n  x\n\n  y\nb: 1\n", &[remove("/a")], "b: 1\n");
    check("- 1\n- 2\n- 3\n", &[remove("/1")], "- 1\n- 3\n");
    check(
        "a:\n- 1\n-\n  b: 1\n- - 2\n  - 3\nc: 1\n",
        &[remove("/a/1"), remove("/a/2/0")],
        "a:\n- 1\n- - 3\nc: 1\n",
    );
    check(
        "- port: 1\n  b: 2\n  c: 3\n",
        &[remove("/0/port")],
        "- b: 2\n  c: 3\n",
    );
    check(
        "- port: 1\n  b: 2\n  c: 3\n",
        &[remove("/0/port"), remove("/0/b")],
        "- c: 3\n",
    );
    check("? a\n: 1\n? b\n: 2\n", &[remove("/a")], "? b\n: 2\n");
    check(
        "a: 1\n\nb: 2\n\nc: 3\n",
        &[remove("/b")],
        "a: 1\n\n\nc: 3\n",
    );
    check(
        "a: 1\na: 2\n",
        &[Edit::RemoveFirst { path: path("/a") }],
        "a: 2\n",
    );
    check(
        "{a: 1, b: 2, c: 3}\n",
        &[remove("/b"), remove("/c")],
        "{a: 1}\n",
    );
    check("[&x 1, !!str b, c]\n", &[remove("/1")], "[&x 1, c]\n");
}

#[test]
fn the_last_member_leaves_an_empty_object_or_list() {
    check("a:\n  b: 1\nc: 2\n", &[remove("/a/b")], "a: {}\nc: 2\n");
    check(
        "a: # why\n  # about b\n  b: 1 # one\n  c: 1\n",
        &[remove("/a/b"), remove("/a/c")],
        "a: {} # why\n  # about b\n  # one\n",
    );
    check("a:\n- 1\n", &[remove("/a/0")], "a: []\n");
    check(
        "- b: 1\n- - 1\n",
        &[remove("/0/b"), remove("/1/0")],
        "- {}\n- []\n",
    );
    check(
        "a:\n  b: 1\n  c: 2\n",
        &[
            remove("/a/b"),
            remove("/a/c"),
            set("/a/d", "3"),
            set("/a/e", "3"),
        ],
        "a:\n  d: 3\n  e: 3\n",
    );
    check(
        "- b: 1\n",
        &[remove("/0/b"), set("/0/d", "[3]")],
        "- d:\n    - 3\n",
    );
}

#[test]
fn members_are_moved() {
    check(
        "a:\n  m: 1Gi # much\nb: 1\n",
        &[moved("/a/m", "/memory")],
        "a: {}\n  # much\nb: 1\nmemory: 1Gi\n",
    );
    check(
        "r:\n    env: # all\n        # first\n        A: |\n            x\n\n        B: 1\n    x: 1\nc:\n  d: 1\n",
        &[moved("/r/env", "/c/environment")],
        "r:\n    x: 1\nc:\n  d: 1\n  environment: # all\n      # first\n      A: |\n          x\n\n      B: 1\n",
    );
    check(
        "a: {b: [1, 2], c: 1}\nd: {}\n",
        &[moved("/a/b", "/d/b"), moved("/a/c", "/e")],
        "a: {}\nd:\n  b:\n    - 1\n    - 2\ne: 1\n",
    );
    check(
        "a:\n  b: [1, 'x']\n  c: 1\nd: {e: 1}\n",
        &[moved("/a/b", "/d/b")],
        "a:\n  c: 1\nd: {e: 1, b: [1, x]}\n",
    );
    check("a:\n  b: 1", &[moved("/a/b", "/c")], "a: {}\nc: 1");
}
