use proptest::prelude::*;

use super::{OPTIONS, stack};
use crate::document::text_edit;
use crate::ide::{Analysis, Indentation, complete};
use crate::span::Span;

const PARTS: [&str; 16] = [
    "", "{", "}", "[", "]", "\"", ",", ":", "\n", "\r\n", "//", "/*", "*/", "é🚀", "\\", "-1.e",
];

/// A stack after some random edits, and a place in it.
fn texts() -> impl Strategy<Value = (String, usize)> {
    let edit = (
        any::<prop::sample::Index>(),
        0..6_usize,
        prop::sample::select(&PARTS),
    );
    (
        prop::collection::vec(edit, 0..8),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(edits, place)| {
            let mut text =
                stack(r#""cpu": {"min": "é"}, "links": [{"type": "storage", "id": "uploads"}]"#);
            let boundary = |text: &str, at: usize| text.floor_char_boundary(at.min(text.len()));
            for (at, length, part) in edits {
                let start = boundary(&text, at.index(text.len() + 1));
                let end = boundary(&text, start + length);
                text.replace_range(start..end.max(start), part);
            }
            let place = boundary(&text, place.index(text.len() + 1));
            (text, place)
        })
}

proptest! {
    #[test]
    fn every_question_about_a_broken_text_has_an_answer((text, offset) in texts()) {
        let at = offset as u32;
        let found = complete(&text, &OPTIONS, at);
        let word = text.get(found.span.range()).unwrap();
        prop_assert!(found.items.is_empty() || found.span.start <= at && at <= found.span.end);
        prop_assert!(found.items.is_empty() || !word.contains(['\n', '\r']));

        let analysis = Analysis::new(&text, &OPTIONS);
        for span in analysis.references(at, true) {
            prop_assert!(text.get(span.range()).is_some());
        }
        if let Some(hover) = analysis.hover(at) {
            prop_assert!(hover.span.start <= at && at <= hover.span.end);
        }
        if let Ok(edits) = analysis.rename(at, "other") {
            let renamed = text_edit::apply(&text, &edits).unwrap();
            prop_assert!(!Analysis::new(&renamed, &OPTIONS).has_syntax_errors);
        }
        for symbol in analysis.symbols(100) {
            prop_assert!(text.get(symbol.span.range()).is_some(), "{:?}", symbol);
            prop_assert!(symbol.span.start <= symbol.name_span.start && symbol.name_span.end <= symbol.span.end);
        }
        analysis.hints(Span::new(0, text.len() as u32));
        let formatted = text_edit::apply(&text, &analysis.format(Indentation::Tab)).unwrap();
        prop_assert!(Analysis::new(&formatted, &OPTIONS).format(Indentation::Tab).is_empty());
    }
}
