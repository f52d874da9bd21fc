//! Random edits of a declaration, whose diagnostics must be those of the final text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use serde_json::{Value, json};
use support::{Client, URI};

/// A name of a file, its text, and what edits put into it.
const JSON: (&str, &str, [&str; 12]) = (
    URI,
    "{\"id\": \"é🚀\",\r\n\"ports\": []}",
    [
        "",
        "{",
        "}",
        "\"",
        ",",
        "\n",
        "\r\n",
        "é",
        "🚀",
        "\"cpu\": 1,",
        "\"ports\": [{\"port\": 0}],",
        "// c\r",
    ],
);

const YAML: (&str, &str, [&str; 12]) = (
    "file:///shop.alien.yaml",
    "id: é🚀 # c\r\nports:\n  - port: 0\ncode: {type: image}\n",
    [
        "",
        "{",
        "]",
        "\"",
        ": ",
        "\n",
        "\r\n  ",
        "é",
        "- 🚀",
        "\ncpu: 1\n",
        "\n  - port: 0\n",
        "---\n",
    ],
);

/// All positions of a text in the units of an encoding, in order, with their bytes.
fn positions(text: &str, is_utf8: bool) -> Vec<(usize, Value)> {
    let mut found = Vec::new();
    let (mut line, mut character) = (0, 0);
    let mut chars = text.char_indices().peekable();
    loop {
        let at = chars.peek().map_or(text.len(), |(at, _)| *at);
        if !(text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
            found.push((at, json!({"line": line, "character": character})));
        }
        match chars.next() {
            None => return found,
            Some((_, '\r')) if chars.peek().is_some_and(|(_, next)| *next == '\n') => {}
            Some((_, '\r' | '\n')) => (line, character) = (line + 1, 0),
            Some((_, c)) => character += if is_utf8 { c.len_utf8() } else { c.len_utf16() },
        }
    }
}

#[test]
fn diagnostics_after_random_edits_are_those_of_the_final_text() {
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let cases = [JSON, YAML].map(|case| [(case, "utf-8"), (case, "utf-16")]);
    for ((uri, start_text, parts), encoding) in cases.into_iter().flatten() {
        let start = || Client::start(json!({"general": {"positionEncodings": [encoding]}}));
        let mut edited = start();
        let mut text = start_text.to_owned();
        edited.open(uri, &text);
        let mut others = 0;
        for _ in 0..150 {
            for _ in 0..random(5) + 1 {
                let places = positions(&text, encoding == "utf-8");
                let first = random(places.len());
                let longest = if text.len() > 200 { 50 } else { 3 };
                let last = (first + random(longest)).min(places.len() - 1);
                let part = parts[random(parts.len())];
                let range = json!({"start": places[first].1, "end": places[last].1});
                edited.change(uri, json!([{"range": range, "text": part}]));
                text.replace_range(places[first].0..places[last].0, part);
            }
            let mut opened = start();
            opened.open(uri, &text);
            let [expected] = opened.published().try_into().unwrap();
            let [found] = edited.published().try_into().unwrap();
            assert_eq!(found["diagnostics"], expected["diagnostics"], "{text:?}");
            others += usize::from(found["diagnostics"] != json!([]));
        }
        assert!(others > 100, "most texts have problems");
    }
}
