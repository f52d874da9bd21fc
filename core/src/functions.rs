//! The functions that every binding offers. Their parameters and results are types of `wire` or simple types.

use crate::builder;
use crate::catalog;
use crate::document::{Buffers, Document, Source, tape};
use crate::language::Language;
use crate::normalise::{self};
use crate::path::Path;
use crate::reader::suggest_any;
use crate::render::{self as formats, SourceText, format_changes};
use crate::span::Units;
use crate::validate::{self, BadTape, Compared, DocumentKind, Input, Options, Valid, Validated};
use crate::wire::{BuildResult, Catalog, Diff, Failure, Report, changes, locate, read_report};

mod edits;
mod fixes;
pub(crate) mod for_rust;
mod unknown_option;

pub use crate::render::{Format, RenderOptions, diagnostics_text, sarif_log, shown_lines};
pub use edits::{EditError, apply_fix, edit, read_fix, remove};
use for_rust::explanation;
pub use for_rust::*;
pub use unknown_option::unknown_option;

/// Validates a text or a value. `buffers` is memory that is reused from call to call.
pub fn validate(
    input: Input,
    options: &Options,
    units: Units,
    buffers: &mut Buffers,
) -> Result<Report, BadTape> {
    let validated = validate::validate_all(input, options, std::mem::take(buffers))?;
    let report = locate(&validated.document, validated.sink, units, None);
    *buffers = validated.document.into_buffers();
    Ok(report)
}

/// Validates the change from one declaration to another.
pub fn validate_update(
    old: Input,
    new: Input,
    options: &Options,
    units: Units,
) -> Result<Report, BadTape> {
    let validated = validate::validate_update(old, new, options)?;
    Ok(locate(&validated.document, validated.sink, units, None))
}

/// The changes from one declaration to another. If one of them can't be compared, its diagnostics instead.
pub fn diff(
    old: Input,
    new: Input,
    options: &Options,
    units: Units,
) -> Result<std::result::Result<Diff, Failure>, BadTape> {
    let mut forms = None;
    let compared = validate::compare(old, new, options, &mut |old, new| {
        forms = Some((normalised(old), normalised(new)));
    })?;
    let Compared { old, new, change } = compared;
    let Some((before, after)) = forms else {
        let (refused, name) = match old.sink.has_errors() {
            true => (old, "<before>"),
            false => (new, "<after>"),
        };
        return Ok(Err(failure(refused, options, units, Some(name))));
    };
    let changes = changes(&before, &after, &new.document, change);
    let text = format_changes(&changes);
    Ok(Ok(Diff { changes, text }))
}

/// The result for a declaration, without its JSON.
fn without_json(validated: Validated, options: &Options, units: Units) -> BuildResult {
    let kind = options
        .kind
        .unwrap_or(DocumentKind::detect(&validated.document));
    let report = locate(&validated.document, validated.sink, units, None);
    BuildResult {
        json: None,
        report,
        kind,
    }
}

/// The JSON of a value, with secrets masked.
pub fn mask_value(words: &[u32], text: &str) -> Result<String, BadTape> {
    let document =
        tape::read_tape(words, text, Source::Value, Buffers::default()).ok_or(BadTape)?;
    let mut out = String::new();
    normalise::write_masked_value(&document, Document::ROOT, &Path::root(), &mut out);
    Ok(out)
}

/// Normalised JSON text, with secrets masked.
pub fn mask_json(json: &str) -> String {
    normalise::mask_json(json, &Path::root())
}

/// Builds the declaration that recorded calls describe, and writes its normalised JSON to `json`, which is empty if there is
/// an error. Returns `None` if there are no diagnostics. `buffers` is memory that is reused from call to call.
///
/// All languages use this function. The report shows calls as `language` writes them; [`Report::add_call_sites`] adds their
/// files and lines.
pub fn build(
    calls: &Document,
    language: &'static Language,
    options: &Options,
    buffers: &mut Buffers,
    json: &mut String,
) -> Option<Report> {
    json.clear();
    let kept = std::mem::take(buffers);
    let validated = validate::validate_calls(calls, language, options, kept, &mut |valid| {
        normalise::write_declaration(valid, json);
    });
    let is_clean = validated.sink.is_empty();
    let report = (!is_clean).then(|| {
        locate(
            &validated.document,
            validated.sink,
            Units::default(),
            Some(calls),
        )
    });
    *buffers = validated.document.into_buffers();
    report
}

impl BuildResult {
    /// Builds the declaration that recorded calls describe, without reusing memory.
    pub fn from_calls(calls: &Document, language: &'static Language, options: &Options) -> Self {
        let mut json = String::new();
        let report = build(calls, language, options, &mut Buffers::default(), &mut json);
        Self {
            json: Some(json).filter(|json| !json.is_empty()),
            report: report.unwrap_or(Report {
                valid: true,
                ..Report::default()
            }),
            kind: kind_of_calls(calls),
        }
    }
}

/// The kind of declaration that recorded calls describe.
pub fn kind_of_calls(calls: &Document) -> DocumentKind {
    if builder::is_stack(calls) {
        DocumentKind::Stack
    } else {
        DocumentKind::Container
    }
}

fn normalised(valid: Valid) -> String {
    let mut out = String::with_capacity(1024);
    normalise::write_declaration(valid, &mut out);
    out
}

/// The normalised JSON of a text or a value, and all diagnostics.
pub fn normalise(input: Input, options: &Options, units: Units) -> Result<BuildResult, BadTape> {
    let mut json = String::new();
    let validated = validate_and_write(input, options, Buffers::default(), &mut json)?;
    let json = (!validated.sink.has_errors()).then_some(json);
    let built = without_json(validated, options, units);
    Ok(BuildResult { json, ..built })
}

/// Validates a text or a value, and writes its normalised JSON to `json`, which is empty if there is an error.
fn validate_and_write<'t>(
    input: Input<'t>,
    options: &Options,
    buffers: Buffers,
    json: &mut String,
) -> Result<Validated<'t>, BadTape> {
    json.clear();
    let on_valid = &mut |valid: Valid| normalise::write_declaration(valid, json);
    let validated = validate::validate_input(input, options, buffers, on_valid)?;
    // For a state, the callback is called even if there are errors.
    if validated.sink.has_errors() {
        json.clear();
    }
    Ok(validated)
}

/// The normalised JSON of a text or a value, or its diagnostics if there is an error. Warnings about a valid declaration are
/// dropped, which saves the time to locate them. `name` is the name of the text, for the message.
pub fn normalised_json(
    input: Input,
    options: &Options,
    units: Units,
    name: Option<&str>,
) -> Result<std::result::Result<String, Failure>, BadTape> {
    let mut json = String::with_capacity(1024);
    let buffers = &mut Buffers::default();
    let failed = write_normalised(input, options, units, name, buffers, &mut json)?;
    Ok(failed.map_or(Ok(json), Err))
}

/// The normalised JSON of a text or a value with its warnings, or its diagnostics if there is an error. `name` is the name
/// of the text, for the message.
pub fn read_declaration(
    input: Input,
    options: &Options,
    units: Units,
    name: Option<&str>,
) -> Result<std::result::Result<(String, Report), Failure>, BadTape> {
    let mut json = String::new();
    let validated = validate_and_write(input, options, Buffers::default(), &mut json)?;
    Ok(match validated.sink.has_errors() {
        false => Ok((json, without_json(validated, options, units).report)),
        true => Err(failure(validated, options, units, name)),
    })
}

/// The failure of a declaration with errors. If it was given as text, the message shows excerpts.
pub(crate) fn failure(
    validated: Validated,
    options: &Options,
    units: Units,
    name: Option<&str>,
) -> Failure {
    let document = &validated.document;
    let kind = options.kind.unwrap_or(DocumentKind::detect(document));
    let id = document.get(Document::ROOT, "id");
    let id = id.and_then(|id| document.str(id));
    let report = locate(document, validated.sink, units, None);
    let text = document.text();
    let source = SourceText {
        text,
        name,
        syntax: options.syntax,
        units,
    };
    let source = Some(source).filter(|_| document.source() == Source::Text);
    let message = formats::error_message(&report, kind, id, source);
    Failure { message, report }
}

/// Like [`normalised_json`], but writes the JSON to `json`, and reuses `buffers` from call to call. Returns `None` if there is
/// no error.
pub fn write_normalised(
    input: Input,
    options: &Options,
    units: Units,
    name: Option<&str>,
    buffers: &mut Buffers,
    json: &mut String,
) -> Result<Option<Failure>, BadTape> {
    let validated = validate_and_write(input, options, std::mem::take(buffers), json)?;
    if validated.sink.has_errors() {
        return Ok(Some(failure(validated, options, units, name)));
    }
    *buffers = validated.document.into_buffers();
    Ok(None)
}

/// The state of a stack as JSON: the type and status of each resource, and for a container its outputs or the reason why it
/// has none. Outputs that can't be read are reported, and the others are still returned.
pub fn state_outputs(
    input: Input,
    options: &Options,
    units: Units,
) -> Result<BuildResult, BadTape> {
    let mut json = None;
    let kind = Some(DocumentKind::State);
    let options = Options { kind, ..*options };
    let validated = validate::validate_input(input, &options, Buffers::default(), &mut |valid| {
        if let Valid::State(document, draft) = valid {
            let mut out = String::new();
            normalise::write_state(document, draft, &mut out);
            json = Some(out);
        }
    })?;
    let report = locate(&validated.document, validated.sink, units, None);
    let kind = DocumentKind::State;
    Ok(BuildResult { json, report, kind })
}

/// Recorded calls as source code. Only scalar arguments are shown, since others may contain secrets.
pub fn call_texts(calls: &Document, language: &Language) -> Vec<String> {
    builder::call_texts(calls, language)
}

/// The failure of a builder. The message contains the ID of the declaration if it is known.
pub fn build_failure(report: Report, kind: DocumentKind, id: Option<&str>) -> Failure {
    let message = formats::error_message(&report, kind, id, None);
    Failure { message, report }
}

/// Formats a report that was passed to another language and back. Returns `None` if the document is not a report.
pub fn render(report: &Document, options: &RenderOptions) -> Option<String> {
    let json = || {
        let mut json = String::new();
        normalise::write_value(report, Document::ROOT, &mut json);
        json
    };
    Some(formats::render(&read_report(report)?, options, json))
}

/// The explanations of all codes, sorted by code.
pub fn catalog() -> Catalog {
    Catalog {
        codes: catalog::all().into_iter().map(explanation).collect(),
    }
}

/// The public address of the page that explains a code; `None` while there is none.
pub fn docs_address(code: &str) -> Option<String> {
    catalog::docs_address(code)
}

/// The code that was probably meant by a name that is none.
pub fn suggest_code(name: &str) -> Option<&'static str> {
    let names: Vec<_> = catalog::all().iter().map(|docs| docs.code.name).collect();
    suggest_any(name, &names)
}

/// The version of the SDK.
pub fn version() -> &'static str {
    crate::VERSION
}
