//! Formats reports: for people, with excerpts of the source text or with builder calls, and for tools.

mod changes;
mod github;
mod masks;
mod paint;
mod sarif;
mod text;

pub(crate) use changes::format_changes;

use crate::catalog;
use crate::diagnostic::{is_hidden, quoted};
use crate::document::Syntax;
use crate::language::{Language, RUST};
use crate::span::Units;
use crate::validate::DocumentKind;
use crate::wire::{Report, Severity};
use text::{Excerpts, TextWriter};

/// The format of a rendered report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: each diagnostic with an excerpt of the text, errors first.
    #[default]
    Text,
    /// Annotations of GitHub Actions, one line for each diagnostic.
    Github,
    /// A SARIF 2.1.0 log, which code scanning tools read.
    Sarif,
    /// The report as JSON.
    Json,
}

/// A text that was validated, from which excerpts are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SourceText<'a> {
    /// The text.
    pub text: &'a str,
    /// The name of its file, as it is shown.
    pub name: Option<&'a str>,
    /// The syntax of the text.
    pub syntax: Syntax,
    /// The unit of `character` in the positions of the report.
    pub units: Units,
}

/// How a report is rendered.
#[derive(Clone, Copy, Debug)]
pub struct RenderOptions<'a> {
    /// The format.
    pub format: Format,
    /// The text that was validated. With it, the format `Text` shows excerpts.
    pub text: Option<&'a str>,
    /// The name of the file, as it is shown.
    pub name: Option<&'a str>,
    /// The syntax of the text. Excerpts show only what is known not to be secret, which depends on it.
    pub syntax: Syntax,
    /// Whether the format `Text` has ANSI colours.
    pub color: bool,
    /// The unit of `character` in the positions of the report.
    #[doc(hidden)]
    pub units: Units,
    /// The language of the program, which tells how `explain` is called.
    #[doc(hidden)]
    pub language: &'static Language,
}

impl<'a> RenderOptions<'a> {
    /// Shows excerpts of a text, without colours.
    pub fn for_text(name: &'a str, text: &'a str) -> Self {
        Self {
            text: Some(text),
            name: Some(name),
            ..Self::default()
        }
    }
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self {
            format: Format::Text,
            text: None,
            name: None,
            syntax: Syntax::default(),
            color: false,
            units: Units::default(),
            language: &RUST,
        }
    }
}

/// Formats a report. `json` returns it as JSON. The text doesn't end with a line break.
pub(crate) fn render(
    report: &Report,
    options: &RenderOptions,
    json: impl FnOnce() -> String,
) -> String {
    match options.format {
        Format::Text => text(report, options),
        Format::Github => github::annotations(report, options),
        Format::Sarif => sarif_log(&[(report, *options)]),
        Format::Json => json(),
    }
}

/// Formats the reports of several files as one SARIF log.
pub fn sarif_log(reports: &[(&Report, RenderOptions)]) -> String {
    sarif::log(reports)
}

/// The diagnostics of a report as the format `Text` shows them, without the lines below them.
pub fn diagnostics_text(report: &Report, options: &RenderOptions) -> String {
    let excerpts = options
        .text
        .map(|text| Excerpts::new(text, options.syntax, options.units));
    let mut writer = TextWriter::new(excerpts, options.name, options.color);
    writer.write_diagnostics(report);
    writer.finish()
}

/// The lines of a text as excerpts show them: with secrets masked, and without characters that a terminal would interpret.
pub fn shown_lines(text: &str, syntax: Syntax) -> Vec<String> {
    Excerpts::new(text, syntax, Units::default()).shown_lines()
}

fn text(report: &Report, options: &RenderOptions) -> String {
    let mut out = diagnostics_text(report, options);
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(&counts(report));
    if let Some(name) = options.name {
        out.push_str(" in ");
        out.push_str(&replace_invisible(name));
    }
    if let Some(first) = by_severity(report).first() {
        let address = catalog::docs_address(&first.code);
        out.push('\n');
        out.push_str(&where_to_read_more(&first.code, address, options.language));
    }
    out
}

/// The last line of a report: where the explanation of a code is. Without a public address, a call that returns it.
fn where_to_read_more(code: &str, address: Option<String>, language: &Language) -> String {
    match address {
        Some(address) => format!("{address} explains the reason and shows an example"),
        None => format!(
            "{} returns the reason and an example",
            language.explain_call(code)
        ),
    }
}

/// The message of the error for a declaration: a headline, and every problem with its place. `source` is the text that was
/// validated, with its name.
pub(crate) fn error_message(
    report: &Report,
    kind: DocumentKind,
    id: Option<&str>,
    source: Option<SourceText>,
) -> String {
    let counts = counts(report);
    let headline = match id {
        Some(id) => format!("{} {} has {counts}", kind.name(), quoted(id)),
        None => format!("the {} has {counts}", kind.name()),
    };
    let name = source.and_then(|source| source.name);
    let excerpts = source.map(|source| Excerpts::new(source.text, source.syntax, source.units));
    let mut writer = TextWriter::new(excerpts, name, false);
    writer.write_diagnostics(report);
    let problems = writer.finish();
    if problems.is_empty() {
        return headline;
    }
    format!("{headline}\n\n{problems}")
}

/// The diagnostics of a report, errors first.
fn by_severity(report: &Report) -> Vec<&crate::wire::Diagnostic> {
    let ordered = [Severity::Error, Severity::Warning, Severity::Info];
    let of = |severity| {
        let diagnostics = report.diagnostics.iter();
        diagnostics.filter(move |diagnostic| diagnostic.severity == severity)
    };
    ordered.into_iter().flat_map(of).collect()
}

/// `2 errors and 1 warning`
fn counts(report: &Report) -> String {
    let count = |severity| {
        let diagnostics = report.diagnostics.iter();
        diagnostics
            .filter(|found| found.severity == severity)
            .count()
    };
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(severity, name)| (count(severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    match counts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None if report.valid => "no problems".to_owned(),
        None => "problems".to_owned(),
    }
}

/// Replaces characters that a terminal would interpret or not show.
fn replace_invisible(path: &str) -> String {
    let visible = |c| if is_hidden(c) { '\u{fffd}' } else { c };
    path.chars().map(visible).collect()
}

/// What a terminal shows at the end of a report that was cut off.
const TRUNCATED: &str = "there are more problems than are shown";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::PYTHON;

    #[test]
    fn the_last_line_is_an_address_or_a_call() {
        let address = Some("https://docs.example/codes#no-ports".to_owned());
        assert_eq!(
            where_to_read_more("no-ports", address, &PYTHON),
            "https://docs.example/codes#no-ports explains the reason and shows an example"
        );
        assert_eq!(
            where_to_read_more("no-ports", None, &PYTHON),
            r#"alien.explain("no-ports") returns the reason and an example"#
        );
    }

    #[test]
    fn one_sarif_log_contains_the_reports_of_all_files() {
        let text = r#"{"id": "api"}"#;
        let report = crate::validate_text(text, &crate::Options::default());
        let [first, second] = ["a.json", "b.json"].map(|name| {
            let options = RenderOptions::for_text(name, text);
            (&report, options)
        });
        let log = sarif_log(&[first, second]);
        for part in [
            r#""uri":"a.json""#,
            r#""uri":"b.json""#,
            r#""ruleId":"missing-field""#,
        ] {
            assert!(log.contains(part), "{part} is not in {log}");
        }
        for part in [r#""runs""#, r#"{"id":"missing-field"}"#] {
            assert_eq!(log.matches(part).count(), 1, "{part} in {log}");
        }
    }

    #[test]
    fn shown_lines_contain_no_secrets() {
        let text = "{\n\t\"environment\": {\"KEY\": \"hunter2\"},\r\n  \"id\": \"api\"\n}\n";
        let shown = [
            "{",
            r#" "environment": {"KEY": "…"},"#,
            r#"  "id": "api""#,
            "}",
        ];
        assert_eq!(shown_lines(text, Syntax::Json), shown);
    }
}
