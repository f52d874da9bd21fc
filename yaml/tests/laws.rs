//! What is true for any text, and for texts at the limits.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;

use alien_sdk_core::internal::diagnostic::Sink;
use alien_sdk_core::internal::document::{Buffers, Document, Kind, Limits};
use alien_sdk_core::internal::span::NodeId;
use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::{Options, apply_fixes, render, validate_text};
use alien_sdk_yaml::SYNTAX;

fn options() -> Options {
    Options {
        syntax: SYNTAX,
        ..Options::default()
    }
}

/// A reproducible sequence of numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % n
    }
}

/// Checks a document: spans are parts of the text, and inside those around them unless an alias stands for the node.
fn check_document(text: &str) {
    let (limits, mut sink) = (Limits::default(), Sink::new(1000));
    let document = SYNTAX.parse(text, &limits, Buffers::default(), &mut sink);
    let mut around: Vec<NodeId> = Vec::new();
    for id in (0..document.node_count() as u32).map(NodeId) {
        while around
            .pop_if(|parent| document.node_after(*parent) <= id)
            .is_some()
        {}
        let span = document.span(id).unwrap();
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
        if let Some(parent) = around.last() {
            let outer = document.span(*parent).unwrap();
            let is_inside = outer.start <= span.start && span.end <= outer.end;
            assert!(
                is_inside || text.contains(['*', '<']),
                "{span:?} of {text:?}"
            );
        }
        if matches!(document.kind(id), Kind::Object | Kind::Array) {
            around.push(id);
        }
    }
    assert!(document.node_count() > 0);
    assert!(document.span(Document::ROOT).is_some());
}

fn check_report(text: &str) {
    let report = validate_text(text, &options());
    for format in [
        alien_sdk_core::options::Format::Text,
        alien_sdk_core::options::Format::Sarif,
    ] {
        let shown = RenderOptions {
            syntax: SYNTAX,
            format,
            ..RenderOptions::for_text("api.yaml", text)
        };
        assert!(!render(&report, &shown).is_empty());
    }
    let fixed = apply_fixes(text, &options(), true);
    assert_eq!(apply_fixes(&fixed, &options(), true), fixed, "{text}");
}

#[test]
fn damaged_texts_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good");
    let mut random = Random(1);
    let inserted = [
        "\n", "  ", "- ", ": ", "\"", "'", "{", "}", "[", "]", ",", "&a ", "*a", "<<: ", "|\n",
        "#", "\t", "\r", "é", "!x ", "---\n", "? ",
    ];
    let mut texts = 0;
    for file in fs::read_dir(folder).unwrap() {
        let good = fs::read_to_string(file.unwrap().path()).unwrap();
        check_document(&good);
        for _ in 0..150 {
            let mut text = good.clone();
            for _ in 0..=random.below(3) {
                let mut at = random.below(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                match random.below(3) {
                    0 => text.insert_str(at, inserted[random.below(inserted.len())]),
                    1 => drop(text.remove(at)),
                    _ => text.truncate(at.max(1)),
                }
                if text.is_empty() {
                    text.push('a');
                }
            }
            check_document(&text);
            if texts % 10 == 0 {
                check_report(&text);
            }
            texts += 1;
        }
    }
    assert!(texts > 500);
}

fn codes(text: &str, options: &Options) -> Vec<String> {
    let found = validate_text(text, options).diagnostics;
    found
        .into_iter()
        .map(|found| found.code.to_string())
        .collect()
}

#[test]
fn a_text_above_the_limit_is_not_read() {
    let mut options = options();
    options.limits.bytes = 20;
    assert_eq!(
        codes("id: api\n# a comment that is long", &options),
        ["too-large"]
    );
    let default = Limits::default().bytes;
    let comment = "#".repeat(default - 1) + "\n";
    assert_eq!(codes(&comment, &self::options()), ["wrong-type"]);
    assert_eq!(codes(&(comment + " "), &self::options()), ["too-large"]);
}

#[test]
fn aliases_stand_for_a_limited_number_of_values() {
    let list = |count: usize| format!("- &a [{}]\n", "1,".repeat(count - 1));
    let found = |text: &str| {
        let (limits, mut sink) = (Limits::default(), Sink::new(10));
        let document = SYNTAX.parse(text, &limits, Buffers::default(), &mut sink);
        (document.node_count(), sink.errors())
    };
    let within = list(1000) + &"- *a\n".repeat(100);
    assert_eq!(found(&within), (1 + 101 * 1000, 0));
    // What is above the limit is reported once, and is broken.
    assert_eq!(found(&(within + "- *a\n- *a\n")), (1 + 101 * 1000 + 2, 1));
}
