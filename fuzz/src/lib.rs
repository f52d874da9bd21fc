//! What the fuzz targets share: the laws that hold for every report, and random values.

pub mod tape;

use std::cmp::Ordering;
use std::sync::LazyLock;

use alien_sdk_core::internal::diagnostic::is_hidden;
use alien_sdk_core::internal::document::json::JsonOptions;
use alien_sdk_core::internal::document::{Buffers, Limits};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::{LineIndex, Units};
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{BuildResult, Position, Report, Severity};

/// Every kind that a document can be said to be, and none, which has it found by content.
pub const KINDS: [Option<DocumentKind>; 4] = [
    None,
    Some(DocumentKind::Container),
    Some(DocumentKind::Stack),
    Some(DocumentKind::State),
];

/// Bytes as text, with the options that fit it: a text with comments is read as one that may have them.
pub fn text(bytes: &[u8]) -> (String, Options) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let options = Options {
        json: JsonOptions {
            relaxed: text.contains("//") || text.contains("/*"),
        },
        ..Options::default()
    };
    (text, options)
}

pub fn validate(text: &str, options: &Options, units: Units) -> Report {
    let report = functions::validate(Input::Text(text), options, units, &mut Buffers::default());
    report.expect("a text is no tape")
}

pub fn normalise(text: &str, options: &Options) -> BuildResult {
    let built = functions::normalise(Input::Text(text), options, Units::Utf16);
    built.expect("a text is no tape")
}

/// How many errors a report has.
pub fn errors(report: &Report) -> usize {
    let is_error = |severity| severity == Severity::Error;
    let found = report.diagnostics.iter();
    found.filter(|found| is_error(found.severity)).count()
}

/// How many diagnostics of a report have a code.
pub fn count(report: &Report, code: &str) -> usize {
    let found = report.diagnostics.iter();
    found.filter(|found| found.code == code).count()
}

/// A report is valid if it has no error, and shows nothing that a terminal would act on.
pub fn check_report(report: &Report) {
    assert_eq!(report.valid, errors(report) == 0, "valid means no error");
    assert!(report.diagnostics.len() <= Limits::default().diagnostics);
    for found in &report.diagnostics {
        let related = found.related.iter().map(|related| &related.message);
        let titles = found.fixes.iter().map(|fix| &fix.title);
        let shown = [&found.message].into_iter().chain(&found.help);
        for shown in shown.chain(related).chain(titles) {
            assert!(!shown.contains(is_hidden), "{shown:?}");
        }
    }
}

/// Every range lies inside the text, and ends where it starts or later.
pub fn check_ranges(report: &Report, text: &str, units: Units) {
    let lines = LineIndex::new(text);
    let check = |position: Position| {
        let start = lines.line_start(position.line).expect("the line is there") as usize;
        let end = lines
            .line_start(position.line + 1)
            .map_or(text.len(), |end| end as usize);
        let line = &text[start..end];
        let most = match units {
            Units::Utf8 => line.len(),
            Units::Utf16 => line.encode_utf16().count(),
            Units::Utf32 => line.chars().count(),
        };
        assert!(
            position.character as usize <= most,
            "the character is on the line"
        );
    };
    for found in &report.diagnostics {
        let related = found.related.iter().map(|related| related.range);
        for range in [found.range].into_iter().chain(related) {
            let range = range.expect("in a text everything has a range");
            let (start, end) = (range.start, range.end);
            let order = start
                .line
                .cmp(&end.line)
                .then(start.character.cmp(&end.character));
            assert_ne!(
                order,
                Ordering::Greater,
                "a range does not end before it starts"
            );
            check(start);
            check(end);
        }
    }
}

/// Whatever is valid has a normalised form, and nothing else; normalising that changes nothing.
pub fn check_normalised(built: &BuildResult, options: &Options) {
    assert_eq!(
        built.json.is_some(),
        built.report.valid,
        "what is valid is normalised"
    );
    if let Some(json) = &built.json {
        let kind = Some(built.kind);
        let options = Options {
            kind,
            limits: options.limits,
            ..Options::default()
        };
        let again = normalise(json, &options);
        assert_eq!(
            again.json.as_ref(),
            Some(json),
            "{:?}",
            again.report.diagnostics
        );
    }
}

/// The keys and texts that the schemas and the examples of all codes have.
pub fn words() -> &'static [String] {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let kinds = KINDS.into_iter().flatten().map(functions::json_schema);
        let codes = functions::catalog().codes.into_iter();
        let examples = codes.flat_map(|code| [code.fails, code.passes]);
        let mut words: Vec<_> = kinds
            .chain(examples)
            .flat_map(|text| strings(&text))
            .collect();
        words.sort();
        words.dedup();
        words
    });
    &WORDS
}

/// The short strings of a JSON text that escape nothing.
fn strings(text: &str) -> Vec<String> {
    let between = text.split('"').skip(1).step_by(2);
    let is_plain = |word: &&str| word.len() < 40 && !word.contains(['\\', '\n']);
    between.filter(is_plain).map(str::to_owned).collect()
}
