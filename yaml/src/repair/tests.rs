use std::fmt::Write;
use std::path::PathBuf;

use alien_sdk_core::internal::fix::Edit;
use alien_sdk_core::internal::span::{LineIndex, Units};

use super::*;

mod damage;

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
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}\n{text}");
        fixed(text, fault);
    }
    repaired
}

/// The text with the fix of a fault.
fn fixed(text: &str, fault: &SyntaxFault) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for edit in &fault.fix.as_ref()?.edits {
        let Edit::Replace { span, text: new } = edit else {
            panic!("{edit:?}")
        };
        out += &text[at..span.start as usize];
        out += new;
        at = span.end as usize;
    }
    Some(out + &text[at..])
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

/// The lines of a text that differ from those of another one, with their numbers.
fn changed_lines(old: &str, new: &str) -> String {
    let mut out = String::new();
    let (old, new): (Vec<_>, Vec<_>) = (old.split('\n').collect(), new.split('\n').collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - same_start;
    let pairs = old.iter().rev().zip(new.iter().rev());
    let same_end = pairs.take(most).take_while(|(a, b)| a == b).count();
    for (at, line) in new
        .iter()
        .enumerate()
        .take(new.len() - same_end)
        .skip(same_start)
    {
        if new.len() != old.len() || old[at] != *line {
            writeln!(
                out,
                "    {:>2} | {}",
                at + 1,
                line.replace('\r', "␍").trim_end()
            )
            .unwrap();
        }
    }
    out
}

/// What is said about a broken text, and what it becomes.
fn report(text: &str) -> String {
    let repaired = check(text);
    let index = LineIndex::new(text);
    let place = |span: Span| {
        let [start, end] = [span.start, span.end].map(|at| index.position(text, at, Units::Utf32));
        let [start, end] = [start, end].map(|at| format!("{}:{}", at.line + 1, at.character + 1));
        format!("{start}-{end}")
    };
    let mut out = String::new();
    for fault in &repaired.faults {
        writeln!(out, "{} {}", place(fault.span), fault.message).unwrap();
        writeln!(out, "  help: {}", fault.help).unwrap();
        for (span, message) in &fault.related {
            writeln!(out, "  {} {message}", place(*span)).unwrap();
        }
        if let Some(fix) = &fault.fix {
            writeln!(out, "  {:?} fix:", fix.applicability).unwrap();
            out += &changed_lines(text, &fixed(text, fault).unwrap());
        }
        for span in &fault.broken {
            writeln!(out, "  broken: {}", place(*span)).unwrap();
        }
        for start in &fault.unfinished {
            writeln!(
                out,
                "  unfinished from {}",
                place(Span::new(*start, *start))
            )
            .unwrap();
        }
    }
    out += "repaired:\n";
    for (at, line) in lines::lines(text, 0, text.len()).enumerate() {
        let range = line.start..(line.end + 1).min(text.len());
        let new = repaired.text[range.clone()].trim_end_matches('\n');
        if new != text[range].trim_end_matches('\n') {
            writeln!(out, "    {:>2} | {}", at + 1, new.trim_end()).unwrap();
        }
    }
    out
}

#[test]
fn line_ends_of_windows_make_no_difference() {
    let faults = |text: &str| {
        let index = LineIndex::new(text);
        let position = |fault: SyntaxFault| {
            let start = index.position(text, fault.span.start, Units::Utf32);
            (start.line, start.character, fault.message)
        };
        check(text)
            .faults
            .into_iter()
            .map(position)
            .collect::<Vec<_>>()
    };
    for text in broken().into_iter().map(|(_, text)| text) {
        for end in ["\r\n", "\r"] {
            assert_eq!(faults(&text.replace('\n', end)), faults(&text), "{text}");
        }
    }
}

/// The files of `tests/broken` with their content.
fn broken() -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 30);
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(&path).unwrap());
    files.into_iter().map(read).collect()
}

#[test]
fn broken_texts_are_explained() {
    let mut different = Vec::new();
    for (file, text) in broken() {
        let found = report(&text);
        let expected = file.with_extension("txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            different.push(format!("{}:\n{found}", file.display()));
        }
    }
    let run = "run with UPDATE_EXPECT=1 to write the results, and review them";
    assert!(different.is_empty(), "{}\n{run}", different.join("\n"));
}
