//! Finds placeholders that were never filled in, such as `${TAG}` or `undefined`.

use super::template::template_in;
use crate::model::bytes::{F_OR_L, OF_PLACEHOLDERS, U, classes_of};
use crate::model::names::split_once_by;

/// What a template or a program leaves in a text if a variable has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholder<'t> {
    /// A part of a template: `$TAG`, `${TAG}`, `{{ tag }}`, `<tag>`.
    Template(&'t str),
    /// A missing value that was turned into text: `undefined`, `[object Object]`.
    Missing(&'static str),
}

/// The names of missing values in programming languages.
const MISSING: [&str; 5] = ["undefined", "null", "NaN", "None", "[object Object]"];

/// The first placeholder in a text that the platform reads. Nearly all texts have none, so this costs no more than a look at
/// each byte.
#[inline]
pub(super) fn placeholder_in(text: &str) -> Option<Placeholder<'_>> {
    if may_contain(text) { find(text) } else { None }
}

/// Whether a word or a part of a template may begin anywhere in a text.
#[inline]
fn may_contain(text: &str) -> bool {
    let classes = classes_of(text.as_bytes());
    let has_letters = classes & (U | F_OR_L) == U | F_OR_L;
    (has_letters || classes & OF_PLACEHOLDERS != 0) && begins_anywhere(text)
}

#[inline(never)]
fn begins_anywhere(text: &str) -> bool {
    let mut rest = text.as_bytes();
    loop {
        match rest {
            [b'$' | b'{' | b'<' | b'[' | b'N', ..] => return true,
            // `undefined` or `null`.
            [b'u', b'n', b'd', ..] | [b'u', b'l', b'l', ..] => return true,
            [_, after @ ..] => rest = after,
            [] => return false,
        }
    }
}

#[inline(never)]
fn find(text: &str) -> Option<Placeholder<'_>> {
    let missing = MISSING.into_iter().find(|name| contains_word(text, name));
    missing
        .map(Placeholder::Missing)
        .or_else(|| template_in(text, true).map(Placeholder::Template))
}

/// The placeholder that a text consists of, if a program reads it, not the platform: the program may expand `$TAG`, and may
/// have a use for the text `null`.
#[inline]
pub(super) fn placeholder_for_program(text: &str) -> Option<Placeholder<'_>> {
    let first = text.as_bytes().first()?;
    if matches!(first, b'u' | b'N' | b'[' | b'{' | b'<' | b' ' | b'h') {
        find_for_program(text)
    } else {
        None
    }
}

#[inline(never)]
fn find_for_program(text: &str) -> Option<Placeholder<'_>> {
    let text = text.trim();
    let is_missing = |name: &&str| *name != "null" && (text == *name);
    if let Some(name) = MISSING.into_iter().find(is_missing) {
        return Some(Placeholder::Missing(name));
    }
    let address = split_once_by(text, "://").map(|(_, address)| address);
    if address.is_some_and(|address| may_contain(address) && contains_word(address, "undefined")) {
        return Some(Placeholder::Missing("undefined"));
    }
    let found = template_in(text, false)?;
    (found.len() == text.len()).then_some(Placeholder::Template(found))
}

/// Whether a text contains a word, with neither letters nor digits next to it. Names such as `null-cache` or
/// `undefined-behaviour` are not placeholders, but `api-undefined` is what a program makes of a variable without a value.
fn contains_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>, marks: &[char]| {
        c.is_some_and(|c| c.is_alphanumeric() || marks.contains(&c))
    };
    let before_marks: &[char] = match word {
        "null" | "None" => &['-', '_'],
        _ => &[],
    };
    text.char_indices().any(|(at, _)| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        after.strip_prefix(word).is_some_and(|after| {
            !is_part(before.chars().next_back(), before_marks)
                && !is_part(after.chars().next(), &['-', '_'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found() {
        for (text, expected) in [
            ("ghcr.io/acme/api:undefined", "undefined"),
            ("api-undefined", "undefined"),
            ("[object Object]", "[object Object]"),
            ("ghcr.io/acme/api:${TAG}", "${TAG}"),
            ("$REGISTRY/api", "$REGISTRY"),
            ("{{ .Values.image }}", "{{ .Values.image }}"),
            ("ghcr.io/<your-org>/api", "<your-org>"),
            ("$(git rev-parse HEAD)", "$(git rev-parse HEAD)"),
        ] {
            let found = placeholder_in(text).map(|found| match found {
                Placeholder::Template(found) | Placeholder::Missing(found) => found,
            });
            assert_eq!(found, Some(expected), "{text}");
        }
        for text in [
            "nullable", "api:v1", "NaNo", "a<b", "cost$", "$5", "{}", "<>", "{a}",
        ] {
            assert_eq!(placeholder_in(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_is_overlooked() {
        let pieces = [
            "",
            "undefined",
            "null",
            "NaN",
            "None",
            "[object Object]",
            "${A}",
            "$A",
            "{{ a }}",
            "<a>",
            "u",
            "l",
            "f",
            "-",
            "é",
        ];
        let mut found = 0;
        for (a, b, c) in pieces.iter().flat_map(|a| {
            let inner = pieces.iter().map(move |b| (a, b));
            inner.flat_map(|(a, b)| pieces.iter().map(move |c| (a, b, c)))
        }) {
            let text = format!("{a}{b}{c}");
            if find(&text).is_some() {
                assert!(may_contain(&text), "{text}");
                found += 1;
            }
        }
        assert!(found > 1000);
    }

    #[test]
    fn programs_may_expand_variables() {
        for text in [
            "undefined",
            " NaN ",
            "{{ token }}",
            "<your-token>",
            "[object Object]",
            "http://undefined:80/",
        ] {
            assert!(placeholder_for_program(text).is_some(), "{text}");
        }
        for text in [
            "${HOME}/x",
            "$HOME",
            "null",
            "Dear {{name}}",
            "<b>bold</b>",
            "is undefined",
            "undefined-ok",
        ] {
            assert_eq!(placeholder_for_program(text), None, "{text}");
        }
    }
}
