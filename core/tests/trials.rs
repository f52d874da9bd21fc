//! What people write, and what they are told: runs `tests/trials`, prints the score and what lowers it, and holds the
//! score that was reached. `tests/trials/README.md` describes the files and what counts.
//!
//! `cargo test --test trials -- --nocapture` shows the table of all cases that are not fully right.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::fs;
use std::ops::Range;
use std::path::Path;

use alien_sdk_core::report::Position;
use alien_sdk_core::{Diagnostic, Options, Severity, apply_fixes, validate_text};

#[path = "support/helps.rs"]
mod helps;

/// The score that must be reached, in percent of the faulty cases.
const MINIMUM: Score = Score {
    placed: 97.0,
    single: 95.0,
    fixed: 70.0,
};

/// The good declarations that still get an error or a warning. None should be here.
const NOT_YET_GOOD: [&str; 0] = [];

/// The small valid container that members are laid over, as in the examples of codes.
const BASE: [(&str, &str); 6] = [
    ("id", r#""id": "api""#),
    (
        "code",
        r#""code": {"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
    ),
    ("cpu", r#""cpu": {"min": "1", "desired": "1"}"#),
    ("memory", r#""memory": {"min": "1Gi", "desired": "1Gi"}"#),
    ("ports", r#""ports": [{"port": 8080}]"#),
    ("permissions", r#""permissions": "execution""#),
];

/// Shares of the faulty cases, in percent.
struct Score {
    /// Every mark has a diagnostic with its code, in its place.
    placed: f64,
    /// There are as many diagnostics as marks.
    single: f64,
    /// Fixes achieve what they should.
    fixed: f64,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            placed,
            single,
            fixed,
        } = self;
        write!(
            f,
            "right code and place {placed:.1} %, one diagnostic per fault {single:.1} %, fixed {fixed:.1} %"
        )
    }
}

/// What fixes must achieve.
enum Goal {
    Nothing,
    NoError,
    /// No error, and this text.
    Text(String),
}

/// A case of a file.
struct Case {
    name: String,
    /// The whole document, without marks.
    text: String,
    /// The bytes that must be underlined, in order.
    marks: Vec<Range<usize>>,
    /// The codes for each mark, of which any is right.
    codes: Vec<Vec<String>>,
    goal: Goal,
}

/// The cases of a file.
fn cases(file: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trials");
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let mut lines = text.lines().peekable();
    let mut cases = Vec::new();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let name = line.strip_prefix("## ");
        let name = name.unwrap_or_else(|| panic!("{file}: `{line}` begins no case"));
        let about = lines.next().unwrap();
        assert!(about.starts_with("# "), "{name}: where is it written?");

        let is_end = |line: &str| line == "=" || line.starts_with("= ");
        let mut input = Vec::new();
        while let Some(line) = lines.next_if(|line| !is_end(line)) {
            input.push(line);
        }
        let codes = lines.next().unwrap_or_else(|| panic!("{name} has no `=`"));
        let fix = lines.next_if(|line| line.starts_with("fix"));
        cases.push(case(name, &input, codes, fix));
    }
    cases
}

/// A case from its lines.
fn case(name: &str, input: &[&str], codes: &str, fix: Option<&str>) -> Case {
    let (text, marks) = without_marks(&document(input));
    let codes = codes.trim_start_matches('=').split_whitespace();
    let codes: Vec<Vec<String>> = codes
        .map(|codes| codes.split('|').map(str::to_owned).collect())
        .collect();
    assert_eq!(marks.len(), codes.len(), "{name}: one code for each mark");
    let goal = match fix {
        None => Goal::Nothing,
        Some("fix") => Goal::NoError,
        Some(fix) => Goal::Text(fix.strip_prefix("fix: ").unwrap().to_owned()),
    };
    Case {
        name: name.to_owned(),
        text,
        marks,
        codes,
        goal,
    }
}

/// The document of an input, marks included: a whole one, or members behind those of [`BASE`] that they don't replace.
fn document(input: &[&str]) -> String {
    if let Some((&"whole", document)) = input.split_first() {
        return document.join("\n");
    }
    let is_dropped = |line: &&&str| line.starts_with("- ");
    let dropped: Vec<&str> = input.iter().take_while(is_dropped).copied().collect();
    let members = &input[dropped.len()..];
    let is_kept = |key: &str| {
        let begins = |line: &&str| line.replace('⟦', "").starts_with(&format!("\"{key}\""));
        !dropped.contains(&format!("- {key}").as_str()) && !members.iter().any(begins)
    };
    let base = BASE.iter().filter(|(key, _)| is_kept(key));
    let base: Vec<&str> = base.map(|(_, member)| *member).collect();
    format!("{{\n  {},\n{}\n}}", base.join(",\n  "), members.join("\n"))
}

/// A text without `⟦` and `⟧`, and with the characters that `⟨U+00A0⟩` and the like stand for; and what was marked.
fn without_marks(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked.chars();
    while let Some(character) = rest.next() {
        match character {
            '⟦' => marks.push(text.len()..text.len()),
            '⟧' => marks.last_mut().unwrap().end = text.len(),
            '⟨' => {
                let name: String = rest.by_ref().take_while(|&c| c != '⟩').collect();
                let code = name
                    .strip_prefix("U+")
                    .map(|code| u32::from_str_radix(code, 16));
                text.push(char::from_u32(code.unwrap().unwrap()).unwrap());
            }
            _ => text.push(character),
        }
    }
    (text, marks)
}

/// The byte of a position in UTF-16 units. No faulty case has a carriage return.
fn byte(text: &str, position: Position) -> usize {
    let lines = text.split_inclusive('\n').take(position.line as usize);
    let start: usize = lines.map(str::len).sum();
    let mut units = 0;
    for (at, character) in text[start..].char_indices() {
        if units >= position.character as usize {
            return start + at;
        }
        units += character.len_utf16();
    }
    text.len()
}

/// What a diagnostic underlines.
fn range(text: &str, diagnostic: &Diagnostic) -> Range<usize> {
    let range = diagnostic.range.unwrap();
    byte(text, range.start)..byte(text, range.end)
}

/// Whether a range is where a mark expects it: it starts where the mark does, or overlaps with it and starts in its line.
fn is_in_place(text: &str, mark: &Range<usize>, range: &Range<usize>) -> bool {
    // Where something is missing, spaces around that place don't matter.
    let mark = if mark.is_empty() {
        let end = text.len() - text[mark.end..].trim_start().len();
        text[..mark.start].trim_end().len()..end
    } else {
        mark.clone()
    };
    let touches = range.start <= mark.end && range.end >= mark.start;
    let overlaps = range.start < mark.end && range.end > mark.start;
    let is_gap = text[mark.clone()].trim().is_empty();
    let line = text[..mark.start].rfind('\n').map_or(0, |at| at + 1);
    let meets = overlaps || touches && (is_gap || range.is_empty());
    range.start == mark.start || meets && range.start >= line
}

/// A case that was judged.
struct Judged<'c> {
    case: &'c Case,
    diagnostics: Vec<Diagnostic>,
    is_placed: bool,
    is_single: bool,
    is_fixed: bool,
    /// The document after all fixes, where they must achieve something.
    fixed: Option<String>,
}

impl Judged<'_> {
    fn is_right(&self) -> bool {
        self.is_placed && self.is_single && (self.is_fixed || self.fixed.is_none())
    }
}

fn judge(case: &Case) -> Judged<'_> {
    let options = Options::default();
    let diagnostics = validate_text(&case.text, &options).diagnostics;
    let mut left: Vec<&Diagnostic> = diagnostics.iter().collect();
    let is_placed = case.marks.iter().zip(&case.codes).all(|(mark, codes)| {
        let found = left.iter().position(|diagnostic| {
            codes.iter().any(|code| *code == diagnostic.code)
                && is_in_place(&case.text, mark, &range(&case.text, diagnostic))
        });
        found.map(|at| left.remove(at)).is_some()
    });
    let fixed = match case.goal {
        Goal::Nothing => None,
        _ => Some(apply_fixes(&case.text, &options, true)),
    };
    let is_fixed = fixed.as_ref().is_some_and(|fixed| {
        let has_text = match &case.goal {
            Goal::Text(text) => without_spaces(fixed).contains(&without_spaces(text)),
            _ => true,
        };
        has_text && validate_text(fixed, &options).valid
    });
    Judged {
        case,
        is_single: diagnostics.len() == case.marks.len(),
        is_placed,
        is_fixed,
        fixed,
        diagnostics,
    }
}

fn without_spaces(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

/// A code and what it underlines, cut off.
fn shown(code: &str, text: &str, range: Range<usize>) -> String {
    let text = text[range].escape_debug().to_string();
    let text = text.replace("\\\"", "\"").replace("\\'", "'");
    let cut: String = text.chars().take(30).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("{code} at `{cut}{dots}`")
}

/// The rows of a case in the table of what is not fully right.
fn row(file: &str, judged: &Judged) -> String {
    let Case {
        name,
        text,
        marks,
        codes,
        goal,
    } = judged.case;
    let expected = marks.iter().zip(codes);
    let expected = expected.map(|(mark, codes)| shown(&codes.join("|"), text, mark.clone()));
    let got = judged.diagnostics.iter();
    let got = got.map(|diagnostic| shown(&diagnostic.code, text, range(text, diagnostic)));
    let (expected, got): (Vec<_>, Vec<_>) = (expected.collect(), got.collect());
    let mut row = format!("{name} ({file})\n");
    if !judged.is_placed || !judged.is_single {
        let got = match got.as_slice() {
            [] => "nothing".to_owned(),
            [first @ .., _] if first.len() >= 6 => {
                format!("{}, … {} in all", got[..6].join(", "), got.len())
            }
            all => all.join(", "),
        };
        writeln!(row, "    expected: {}", expected.join(", ")).unwrap();
        writeln!(row, "    got:      {got}").unwrap();
    }
    if let (Some(fixed), false) = (&judged.fixed, judged.is_fixed) {
        let wanted = match goal {
            Goal::Text(text) => text,
            _ => "no error",
        };
        let left = validate_text(fixed, &Options::default()).diagnostics;
        let left = left.iter().filter(|left| left.severity == Severity::Error);
        let left: BTreeSet<&str> = left.map(|left| &*left.code).collect();
        let left = Vec::from_iter(left).join(", ");
        writeln!(row, "    fix:      {wanted}; errors left: {left}").unwrap();
    }
    row
}

fn files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trials");
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_faulty = |name: &String| name.ends_with(".txt") && name != "good.txt";
    let mut names: Vec<String> = names.filter(is_faulty).collect();
    names.sort();
    names
}

#[test]
fn faulty_declarations_get_the_answers_that_were_expected() {
    let (mut names, mut table) = (BTreeSet::new(), String::new());
    let [mut placed, mut single, mut fixed] = [0; 3];
    for file in files() {
        for case in &cases(&file) {
            assert!(names.insert(case.name.clone()), "{} twice", case.name);
            let judged = judge(case);
            placed += u32::from(judged.is_placed);
            single += u32::from(judged.is_single);
            fixed += u32::from(judged.is_fixed);
            if !judged.is_right() {
                table += &row(&file, &judged);
            }
        }
    }
    assert!(names.len() >= 200, "only {} cases", names.len());
    let percent = |count: u32| f64::from(count) * 100.0 / names.len() as f64;
    let score = Score {
        placed: percent(placed),
        single: percent(single),
        fixed: percent(fixed),
    };
    println!("{table}\n{} faulty cases: {score}", names.len());
    assert!(
        score.placed >= MINIMUM.placed
            && score.single >= MINIMUM.single
            && score.fixed >= MINIMUM.fixed,
        "{score}\nbut at least: {MINIMUM}"
    );
}

#[test]
fn fixes_and_helps_lead_to_fewer_errors() {
    let options = Options::default();
    for case in files().iter().flat_map(|file| cases(file)) {
        let fixed = apply_fixes(&case.text, &options, true);
        let followed = helps::follow(&fixed, &options);
        let (text, _) = followed.unwrap_or_else(|fault| panic!("{}: {fault}", case.name));
        let [before, after] = [&case.text, &text].map(|text| helps::errors(text, &options));
        assert!(after <= before, "{}: {text}", case.name);
    }
}

#[test]
fn good_declarations_get_no_error_and_no_warning() {
    let cases = cases("good.txt");
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let mut not_good = Vec::new();
    for case in &cases {
        let report = validate_text(&case.text, &Options::default());
        let wrong = report.diagnostics.iter();
        let mut wrong = wrong
            .filter(|found| found.severity != Severity::Info)
            .peekable();
        if wrong.peek().is_some() {
            not_good.push(case.name.as_str());
        }
        for found in wrong {
            println!("{}: [{}] {}", case.name, found.code, found.message);
        }
    }
    assert_eq!(not_good, NOT_YET_GOOD);
}
