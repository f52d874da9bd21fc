//! The functions that every binding offers. Their parameters and results are types of `wire` or simple types.

use crate::builder;
use crate::catalog;
use crate::diagnostic::Docs;
use crate::document::{Buffers, Document, Source, tape};
use crate::language::Language;
use crate::normalise::{self};
use crate::path::Path;
use crate::render;
use crate::schema;
use crate::span::Units;
use crate::validate::{
    self, BadTape, Compared, DocumentKind, Input, Options, Valid, Validated, report_only,
};
use crate::wire::{BuildResult, Catalog, Diff, Explanation, Report, changes, locate};

mod fixes;

pub use fixes::apply_fixes;

/// The names of the functions that every binding offers, in camelCase.
pub const FUNCTIONS: &[&str] = &[
    "build",
    "validate",
    "validateUpdate",
    "diff",
    "normalise",
    "applyFixes",
    "explain",
    "catalog",
    "jsonSchema",
    "stateOutputs",
    "version",
];

/// Validates a text or a value. `buffers` is memory that is reused from call to call.
pub fn validate(
    input: Input,
    options: &Options,
    units: Units,
    buffers: &mut Buffers,
) -> Result<Report, BadTape> {
    let validated =
        validate::validate_input(input, options, std::mem::take(buffers), &mut report_only)?;
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
) -> Result<std::result::Result<Diff, BuildResult>, BadTape> {
    let mut forms = None;
    let compared = validate::compare(old, new, options, &mut |old, new| {
        forms = Some((normalised(old), normalised(new)));
    })?;
    let Compared { old, new, change } = compared;
    let Some((before, after)) = forms else {
        let refused = if old.sink.has_errors() { old } else { new };
        return Ok(Err(without_json(refused, options, units)));
    };
    let changes = changes(&before, &after, &new.document, change);
    let text = render::format_changes(&changes);
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
    let mut json = None;
    let on_valid = &mut |valid: Valid| json = Some(normalised(valid));
    let validated = validate::validate_input(input, options, Buffers::default(), on_valid)?;
    // For a state, the callback is called even if there are errors.
    let json = json.filter(|_| !validated.sink.has_errors());
    let built = without_json(validated, options, units);
    Ok(BuildResult { json, ..built })
}

/// The normalised JSON of a text or a value, or its diagnostics if there is an error. Warnings about a valid declaration are
/// dropped, which saves the time to locate them.
pub fn normalised_json(
    input: Input,
    options: &Options,
    units: Units,
) -> Result<std::result::Result<String, BuildResult>, BadTape> {
    let mut json = String::with_capacity(1024);
    let failed = write_normalised(input, options, units, &mut Buffers::default(), &mut json)?;
    Ok(failed.map_or(Ok(json), Err))
}

/// Like [`normalised_json`], but writes the JSON to `json`, and reuses `buffers` from call to call. Returns `None` if there is
/// no error.
pub fn write_normalised(
    input: Input,
    options: &Options,
    units: Units,
    buffers: &mut Buffers,
    json: &mut String,
) -> Result<Option<BuildResult>, BadTape> {
    json.clear();
    let kept = std::mem::take(buffers);
    let on_valid = &mut |valid: Valid| normalise::write_declaration(valid, json);
    let validated = validate::validate_input(input, options, kept, on_valid)?;
    // For a state, the callback is called even if there are errors.
    if validated.sink.has_errors() {
        json.clear();
        return Ok(Some(without_json(validated, options, units)));
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

/// The message of the error that a builder throws: every problem with its call.
pub fn build_message(report: &Report, kind: DocumentKind, id: Option<&str>) -> String {
    render::error_message(report, kind, id)
}

/// Validates a text, and formats the diagnostics for a terminal.
pub fn render_text(
    text: &str,
    name: &str,
    options: &Options,
    color: bool,
) -> Result<String, BadTape> {
    let (input, buffers) = (Input::Text(text), Buffers::default());
    let validated = validate::validate_input(input, options, buffers, &mut report_only)?;
    let masks = render::find_masks(&validated.document);
    // The columns of a terminal are roughly code points.
    let report = locate(&validated.document, validated.sink, Units::Utf32, None);
    Ok(render::format_excerpts(&report, text, name, &masks, color))
}

/// The explanation of a code; `None` if there is no such code.
pub fn explain(code: &str) -> Option<Explanation> {
    catalog::find(code).map(explanation)
}

/// The explanations of all codes, sorted by code.
pub fn catalog() -> Catalog {
    Catalog {
        codes: catalog::all().into_iter().map(explanation).collect(),
    }
}

fn explanation(docs: Docs) -> Explanation {
    Explanation {
        code: docs.code.name,
        severity: docs.code.severity,
        summary: docs.summary,
        why: docs.why,
        fails: catalog::example(docs.fails),
        passes: catalog::example(docs.passes),
        docs: catalog::docs_link(docs.code),
    }
}

/// The JSON Schema (2020-12) of a kind of document, as text.
pub fn json_schema(kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Container => schema::container(),
        DocumentKind::Stack => schema::stack(),
        DocumentKind::State => schema::state(),
    }
}

/// The version of the SDK.
pub fn version() -> &'static str {
    crate::VERSION
}
