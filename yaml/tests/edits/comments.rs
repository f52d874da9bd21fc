//! Comments stay where they belong.

use super::*;

#[test]
fn a_member_is_added_after_the_comments_of_the_last_one() {
    check(
        "a:\n  b: 1 # one\n  # more\n\n  # free\n# about c\nc: 2\n",
        &[set("/a/d", "3")],
        "a:\n  b: 1 # one\n  # more\n  d: 3\n\n  # free\n# about c\nc: 2\n",
    );
    check(
        "a:\n- 1\n  # more\n# about b\nb: 2\n",
        &[set("/a/1", "3")],
        "a:\n- 1\n  # more\n- 3\n# about b\nb: 2\n",
    );
    check("a: 1\n# more\n", &[set("/b", "3")], "a: 1\n# more\nb: 3\n");
}

#[test]
fn comments_of_removed_members_are_kept() {
    check(
        "# a\na: 1 # one\n# b\nb: 2\n",
        &[remove("/a")],
        "# a\n# one\n# b\nb: 2\n",
    );
    check("a: 1 # one\nb: 2\n", &[remove("/a")], "# one\nb: 2\n");
    check("a: 1\nb: 2 # two\n", &[remove("/b")], "a: 1\n# two\n");
    check(
        "x:\n  - a: 1 # one\n    # b\n    b: 2\n",
        &[remove("/x/0/a")],
        "x:\n  - # one\n    # b\n    b: 2\n",
    );
    check("- 1 # one\n- 2\n", &[remove("/0")], "# one\n- 2\n");
    check(
        "a: [1, # one\n  2]\n",
        &[remove("/a/0")],
        "a: [ # one\n  2]\n",
    );
}
