//! Shows what a fix changes, as a unified diff in which secrets are masked.

use std::fmt::Write;

use alien_sdk_core::internal::functions::shown_lines;
use alien_sdk_core::options::Syntax;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

/// The number of unchanged lines around a change.
const CONTEXT: usize = 3;

/// The changes of a file, with a line break at the end.
pub(crate) fn unified_diff(
    name: &str,
    old: &str,
    new: &str,
    syntax: Syntax,
    has_colors: bool,
) -> String {
    let paint = |code: &str, line: String| match has_colors {
        true => format!("\u{1b}[{code}m{line}\u{1b}[0m\n"),
        false => format!("{line}\n"),
    };
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let changes = capture_diff_slices(Algorithm::Myers, &lines(old), &lines(new));
    let (old, new) = (shown_lines(old, syntax), shown_lines(new, syntax));
    let mut out = paint("1", format!("--- {name}")) + &paint("1", format!("+++ {name}"));
    for group in group_diff_ops(changes, CONTEXT) {
        out += &paint("36", header(&group));
        for change in group {
            let (before, after) = (change.old_range(), change.new_range());
            if change.tag() == DiffTag::Equal {
                for line in old.get(before).unwrap_or_default() {
                    let _ = writeln!(out, " {line}");
                }
                continue;
            }
            for line in old.get(before).unwrap_or_default() {
                out += &paint("31", format!("-{line}"));
            }
            for line in new.get(after).unwrap_or_default() {
                out += &paint("32", format!("+{line}"));
            }
        }
    }
    out
}

/// `@@ -1,4 +1,4 @@`
fn header(group: &[DiffOp]) -> String {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return String::new();
    };
    let range = |start: usize, end: usize| format!("{},{}", start + 1, end - start);
    let old = range(first.old_range().start, last.old_range().end);
    let new = range(first.new_range().start, last.new_range().end);
    format!("@@ -{old} +{new} @@")
}
