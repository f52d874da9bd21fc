//! Anchors, aliases and merge keys.

use super::*;

#[test]
fn an_edit_inside_an_alias_changes_the_anchored_text_once() {
    let text = "a: &x\n  b: 1 # one\nc: *x\n";
    check(text, &[set("/c/b", "2")], "a: &x\n  b: 2 # one\nc: *x\n");
    check(
        text,
        &[set("/a/b", "2"), set("/c/d", "3")],
        "a: &x\n  b: 2 # one\n  d: 3\nc: *x\n",
    );
    check(text, &[rename("/c/b", "z")], "a: &x\n  z: 1 # one\nc: *x\n");
    check(text, &[remove("/c/b")], "a: &x {}\n  # one\nc: *x\n");
    check(
        "- &x [1, 2]\n- *x\n- &z [*x]\n- *z\n",
        &[remove("/3/0/1"), quote("/1/0")],
        "- &x [\"1\"]\n- *x\n- &z [*x]\n- *z\n",
    );
    // Two fixes of the same text are one.
    assert_eq!(
        batched(text, &[set("/a/b", "2"), set("/c/b", "3")]),
        text.replace("b: 1", "b: 2")
    );
}

#[test]
fn an_edit_of_an_aliased_value_replaces_the_alias() {
    let text = "a: &x 1\nb: *x # one\nc: [*x, 2]\n";
    check(
        text,
        &[set("/b", "[2]")],
        "a: &x 1\nb: # one\n  - 2\nc: [*x, 2]\n",
    );
    check(
        text,
        &[quote("/b"), set("/c/0", "\"x\"")],
        "a: &x 1\nb: \"1\" # one\nc: [x, 2]\n",
    );
    check(
        text,
        &[remove("/b"), remove("/c/0")],
        "a: &x 1\n# one\nc: [2]\n",
    );
    check(
        text,
        &[set("/a", "5")],
        "a: &x 5\nb: *x # one\nc: [*x, 2]\n",
    );
    check(
        "a: &x 1\n*x : 2\n",
        &[rename("/1", "z")],
        "a: &x 1\nz : 2\n",
    );
    check(
        "a: &x\n  b: 1\nc:\n  *x\n",
        &[set("/c", "1")],
        "a: &x\n  b: 1\nc: 1\n",
    );
}

#[test]
fn an_anchor_that_is_needed_is_not_removed() {
    let text = "a: &x {b: &z 1}\nc: *x\nd: *z\n";
    for edit in [
        remove("/a"),
        remove("/a/b"),
        set("/a", "1"),
        moved("/a", "/e"),
    ] {
        assert_eq!(edited(text, &[edit]), None);
    }
    check(text, &[set("/a/b", "2")], "a: &x {b: &z 2}\nc: *x\nd: *z\n");
    check("a: {b: &x 1, c: *x}\nd: 1\n", &[remove("/a")], "d: 1\n");
}

#[test]
fn a_merged_key_is_replaced_by_a_key_of_the_object() {
    let text = "base: &base\n  a: 1\n  b: {c: 2}\nx:\n  <<: *base # all\n  d: 3\nz: {<<: *base}\n";
    let edit =
        |after: (&str, &str), edits: &[Edit]| check(text, edits, &text.replace(after.0, after.1));
    edit(("  d: 3\n", "  d: 3\n  a: 5\n"), &[set("/x/a", "5")]);
    edit(("{<<: *base}", "{a: 5, <<: *base}"), &[set("/z/a", "5")]);
    edit(("  d: 3\n", "  d: 3\n  e: 5\n"), &[set("/x/e", "5")]);
    edit(("  d: 3\n", ""), &[remove("/x/d")]);
    edit(("c: 2", "c: 5"), &[set("/x/b/c", "5")]);
    edit(("a: 1", "a: \"1\""), &[quote("/x/a")]);
    for edit in [
        remove("/x/a"),
        rename("/x/a", "e"),
        moved("/x/a", "/e"),
        remove("/base"),
    ] {
        assert_eq!(edited(text, &[edit]), None);
    }
    let text = "base: &base {a: 1}\nx:\n  d: 1\n  <<: *base\nz: {d: 1, <<: *base}\n";
    check(
        text,
        &[remove("/x/d"), remove("/z/d")],
        "base: &base {a: 1}\nx:\n  <<: *base\nz: {<<: *base}\n",
    );
    check(
        text,
        &[remove("/z/d"), set("/z/e", "1")],
        "base: &base {a: 1}\nx:\n  d: 1\n  <<: *base\nz: {e: 1, <<: *base}\n",
    );
    check(
        "- <<: {a: 1}\n  b: 1\n",
        &[set("/0/a", "2"), remove("/0/b")],
        "- <<: {a: 1}\n  a: 2\n",
    );
}
