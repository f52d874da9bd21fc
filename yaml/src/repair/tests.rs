use super::*;

/// Good texts, one for each file in `tests/good`.
fn good() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/good");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 5);
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

/// Repairs a text, and checks what must be true of every repaired text.
fn check(text: &str) -> Repaired {
    let repaired = repair(text);
    assert_eq!(repaired.text.len(), text.len(), "{text}");
    assert!(find_error(&repaired.text, 0, 0, &[]).is_none(), "{text}");
    for fault in &repaired.faults {
        assert!(text.get(fault.span.clone()).is_some(), "{fault:?}\n{text}");
        let edits = fault.fix.iter().flat_map(|fix| &fix.edits);
        assert!(
            edits
                .clone()
                .all(|edit| text.get(edit.range.clone()).is_some())
        );
        assert!(edits.is_sorted_by_key(|edit| edit.range.start));
    }
    repaired
}

#[test]
fn good_texts_have_no_faults() {
    for text in good() {
        let repaired = check(&text);
        assert_eq!(repaired.text, text);
        assert!(repaired.faults.is_empty());
    }
}

#[test]
fn a_text_that_is_cut_off_has_at_most_one_fault() {
    for text in good() {
        for (end, _) in text.char_indices() {
            let cut = &text[..end];
            let repaired = check(cut);
            assert!(repaired.faults.len() <= 1, "{:#?}\n{cut}⟦", repaired.faults);
        }
    }
}
