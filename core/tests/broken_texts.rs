//! Tests laws of fixes with texts that contain typing mistakes: fixes never make a text worse.
//!
//! The texts are the same in every run. `TEXTS=500000 cargo test --release --test broken_texts` tests more of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::ops::Range;

use alien_sdk_core::internal::document::{Buffers, Limits, Syntax};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::{Input, Options};
use alien_sdk_core::internal::wire::{Report, Severity};

/// A container with comments and many mistakes that can be fixed.
const COMMENTED: &str = r#"{
  "id": "api", // the name
  "code": {"type": "image", "image": "ghcr.io/Acme/api:v1"},
  "cpu": "1",
  "memory": {"min": "1GB", "desired": "1Gi", "desired": "2Gi"},
  "ports": [
    8080, /* http */
    {"port": "8080", "expose": "HTTP"}
  ],
  "environment": ["A=1", "B=2"],
  "links": [{"type": "kv", "id": "a"}, {"type": "kv", "id": "a"}],
  "permisions": "execution",
  "persistentStorage": {"size": "1Gi"} // kept
  // for good
}
"#;

/// Texts that are inserted, or replace a token.
const TOKENS: [&str; 36] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "//",
    "/*",
    "*/",
    "#",
    "\\",
    "\n",
    "\r\n",
    " ",
    "\t",
    ";",
    "=",
    "null",
    "true",
    "1",
    "8080",
    "0x1",
    "x",
    "{}",
    "[]",
    "\"1\"",
    "\"8080\"",
    "\"HTTP\"",
    "\"cpu\"",
    "\"memory\": \"1Gi\"",
    "\"replica\": 3",
    "\u{a0}",
    "// c\n",
    "/* c */",
];

/// A pseudorandom number generator (SplitMix64), with the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % count.max(1) as u64) as usize
    }

    fn choose<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    fn slice(&mut self, text: &str, most: usize) -> Range<usize> {
        let start = self.place(text);
        let end = (start + self.below(most + 1)).min(text.len());
        start..text.floor_char_boundary(end).max(start)
    }
}

/// The ranges of strings, words and punctuation.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at + c.len_utf8()..];
        let length = match c {
            '"' => rest.find('"').map_or(rest.len(), |length| length + 1),
            c if c.is_alphanumeric() => rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len()),
            _ => 0,
        };
        let end = at + c.len_utf8() + length;
        if !c.is_whitespace() {
            tokens.push(at..end);
        }
        at = end;
    }
    tokens
}

/// The text with one typing mistake.
fn with_mistake(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    let tokens = tokens(&text);
    if tokens.is_empty() {
        return text;
    }
    let (some, other) = (random.choose(&tokens), random.choose(&tokens));
    match random.below(10) {
        0 => text.replace_range(random.slice(&text, 8), ""),
        1 => {
            let copied = text[random.slice(&text, 40)].to_owned();
            text.insert_str(random.place(&text), &copied);
        }
        2 | 3 => text.insert_str(random.place(&text), random.choose(&TOKENS)),
        4 => text.truncate(random.place(&text).max(1)),
        5 | 6 => text.replace_range(some, ""),
        7 => text.replace_range(some, random.choose(&TOKENS)),
        8 => {
            let copied = text[other].to_owned();
            text.replace_range(some, &copied);
        }
        _ => {
            let mut lines: Vec<_> = text.split_inclusive('\n').collect();
            let moved = lines.remove(random.below(lines.len()));
            lines.insert(random.below(lines.len() + 1), moved);
            text = lines.concat();
        }
    }
    text
}

fn report(text: &str, options: &Options) -> Report {
    let (input, units) = (Input::Text(text), Default::default());
    functions::validate(input, options, units, &mut Buffers::default()).unwrap()
}

/// The number of errors, and of syntax errors among them.
fn errors(report: &Report) -> (usize, usize) {
    let errors = report
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let syntax = errors.clone().filter(|found| found.code == "json-syntax");
    (errors.count(), syntax.count())
}

/// The laws that the fixes of a text break.
fn broken_laws(text: &str, options: &Options) -> Vec<&'static str> {
    let [safe, all] = [false, true].map(|all| functions::apply_fixes(text, options, all));
    let before = report(text, options);
    let ((errors_before, syntax_before), mut broken) = (errors(&before), Vec::new());
    let mut law = |holds: bool, name| {
        if !holds {
            broken.push(name);
        }
    };
    for (fixed, also_unsafe) in [(&safe, false), (&all, true)] {
        if fixed == text {
            continue;
        }
        let again = functions::apply_fixes(fixed, options, also_unsafe);
        law(again == *fixed, "applying fixes again changes nothing");
        let (errors, syntax) = errors(&report(fixed, options));
        law(syntax <= syntax_before, "fixes cause no syntax error");
        law(
            also_unsafe || errors <= errors_before,
            "safe fixes cause no error",
        );
    }
    if before.valid && safe != text {
        let normalise = |text| functions::normalise(Input::Text(text), options, Default::default());
        let same = normalise(text).unwrap().json == normalise(&safe).unwrap().json;
        law(same, "safe fixes keep the normalised form");
    }
    broken
}

#[test]
fn fixes_do_not_make_a_broken_text_worse() {
    let count = std::env::var("TEXTS").map_or(3000, |count| count.parse().unwrap());
    let mut seeds = vec![COMMENTED.to_owned()];
    for explained in functions::catalog().codes {
        seeds.extend([explained.fails, explained.passes]);
    }
    let (mut fixed, mut faults) = (0, Vec::new());
    for number in 0..count {
        let mut random = Random(number);
        // Half of the texts are made from `COMMENTED`.
        let mut text = seeds[random.below(2) * random.below(seeds.len())].clone();
        for _ in 0..=random.below(3) {
            text = with_mistake(&text, &mut random);
        }
        let mut options = Options {
            limits: Limits {
                diagnostics: usize::MAX,
                ..Limits::default()
            },
            ..Options::default()
        };
        options.syntax = Syntax::json(random.below(2) == 0);
        fixed += usize::from(functions::apply_fixes(&text, &options, false) != text);
        for law in broken_laws(&text, &options) {
            faults.push(format!("text {number} breaks a law: {law}\n{text}"));
        }
    }
    println!("{fixed} of {count} texts have safe fixes");
    assert!(
        faults.is_empty(),
        "{} faults\n\n{}",
        faults.len(),
        faults[..faults.len().min(5)].join("\n\n")
    );
    assert!(fixed > count as usize / 10, "{fixed} texts were fixed");
}
