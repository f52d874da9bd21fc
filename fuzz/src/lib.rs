//! Code that the fuzz targets share: invariants of every report, and random values.

pub mod tape;

use std::cmp::Ordering;
use std::sync::LazyLock;

use alien_sdk_core::internal::diagnostic::is_hidden;
use alien_sdk_core::internal::document::Syntax;
use alien_sdk_core::internal::document::{Buffers, Limits};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::{LineIndex, Units};
use alien_sdk_core::internal::validate::{DocumentKind, Input, Options};
use alien_sdk_core::internal::wire::{BuildResult, Position, Report, Severity};

/// Every value of the option `kind`. Without a kind, it is determined from the content.
pub const KINDS: [Option<DocumentKind>; 4] = [
    None,
    Some(DocumentKind::Container),
    Some(DocumentKind::Stack),
    Some(DocumentKind::State),
];

/// Converts bytes to text. The returned options allow comments if the text contains one.
pub fn text_and_options(bytes: &[u8]) -> (String, Options) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let options = Options {
        syntax: Syntax::json(text.contains("//") || text.contains("/*")),
        ..Options::default()
    };
    (text, options)
}

pub fn validate(text: &str, options: &Options, units: Units) -> Report {
    let report = functions::validate(Input::Text(text), options, units, &mut Buffers::default());
    report.expect("a text is not a tape")
}

pub fn normalise(text: &str, options: &Options) -> BuildResult {
    let built = functions::normalise(Input::Text(text), options, Units::Utf16);
    built.expect("a text is not a tape")
}

/// Returns the number of errors in a report.
pub fn count_errors(report: &Report) -> usize {
    let is_error = |severity| severity == Severity::Error;
    let found = report.diagnostics.iter();
    found.filter(|found| is_error(found.severity)).count()
}

/// Returns the number of diagnostics in a report that have a code.
pub fn count_code(report: &Report, code: &str) -> usize {
    let found = report.diagnostics.iter();
    found.filter(|found| found.code == code).count()
}

/// Checks that a report is valid exactly if it has no errors, and that its texts contain no control characters.
pub fn check_report(report: &Report) {
    assert_eq!(
        report.valid,
        count_errors(report) == 0,
        "a report is valid exactly if it has no errors"
    );
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

/// Checks that every range is inside the text, and doesn't end before it starts.
pub fn check_ranges(report: &Report, text: &str, units: Units) {
    let lines = LineIndex::new(text);
    let check = |position: Position| {
        let start = lines.line_start(position.line).expect("the line exists") as usize;
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
            let range = range.expect("a diagnostic of a text has a range");
            let (start, end) = (range.start, range.end);
            let order = start
                .line
                .cmp(&end.line)
                .then(start.character.cmp(&end.character));
            assert_ne!(
                order,
                Ordering::Greater,
                "a range must not end before it starts"
            );
            check(start);
            check(end);
        }
    }
}

/// Checks that a declaration has a normalised form exactly if it is valid, and that normalising it again changes nothing.
pub fn check_normalised(built: &BuildResult, options: &Options) {
    assert_eq!(
        built.json.is_some(),
        built.report.valid,
        "a declaration is normalised exactly if it is valid"
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

/// The keys and strings in the schemas and in the examples of all codes.
pub fn words() -> &'static [String] {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let kinds = KINDS.into_iter().flatten().map(functions::json_schema);
        let codes = functions::catalog().codes.into_iter();
        let examples = codes.flat_map(|code| [code.fails, code.passes]);
        let mut words: Vec<_> = kinds
            .chain(examples)
            .flat_map(|text| short_strings(&text))
            .collect();
        words.sort();
        words.dedup();
        words
    });
    &WORDS
}

/// Returns the short strings in a JSON text, without those that contain escapes.
fn short_strings(text: &str) -> Vec<String> {
    let between = text.split('"').skip(1).step_by(2);
    let is_plain = |word: &&str| word.len() < 40 && !word.contains(['\\', '\n']);
    between.filter(is_plain).map(str::to_owned).collect()
}
