//! The core as a library that UniFFI describes to Kotlin, Swift and Ruby. Each function converts its arguments, calls the
//! core, and converts the result.
//!
//! There are only functions and values. Builders are written in each language: they record calls on a [`Tape`], which is passed
//! once, to [`build`].

#![forbid(unsafe_code)]

mod display;
mod error;
mod json;
mod model;
mod options;
mod report;
mod state;
mod text;
mod variables;

use alien_sdk_core::internal::document::Buffers;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire::{self, CallSite, Diff, Fix, Report, Severity};

use serde::Serialize;

use error::NativeError;
use model::ContainerConfig;
use options::{DocumentKind, Format, HostLanguage, Syntax, Units, ValidateOptions, syntax_of};
use state::StackState;
use text::{Declaration, Tape, Text};

uniffi::setup_scaffolding!("alien_native");

/// Validates a declaration.
#[uniffi::export]
pub fn validate(declaration: Declaration, options: ValidateOptions) -> Result<Report, NativeError> {
    let units = options.units();
    Ok(declaration.with(&options, |input| {
        functions::validate(input, &options.to_core(), units, &mut Buffers::default())
    })?)
}

/// Validates the change from one declaration to another.
#[uniffi::export]
pub fn validate_update(
    old: Declaration,
    new: Declaration,
    options: ValidateOptions,
) -> Result<Report, NativeError> {
    let units = options.units();
    Ok(old.with(&options, |old| {
        new.with(&options, |new| {
            functions::validate_update(old, new, &options.to_core(), units)
        })
    })?)
}

/// The changes from one declaration to another.
#[uniffi::export]
pub fn diff(
    old: Declaration,
    new: Declaration,
    options: ValidateOptions,
) -> Result<Diff, NativeError> {
    let units = options.units();
    let compared = old.with(&options, |old| {
        new.with(&options, |new| {
            functions::diff(old, new, &options.to_core(), units)
        })
    })?;
    Ok(compared?)
}

/// A valid declaration.
#[derive(Serialize, uniffi::Record)]
pub struct ValidDeclaration {
    /// Its normalised JSON.
    pub json: String,
    /// Its warnings and infos.
    pub report: Report,
}

/// Reads a declaration, and normalises it.
#[uniffi::export]
pub fn read_declaration(
    declaration: Declaration,
    options: ValidateOptions,
) -> Result<ValidDeclaration, NativeError> {
    let (units, name) = (options.units(), options.name.as_ref().map(Text::as_str));
    let read = declaration.with(&options, |input| {
        functions::read_declaration(input, &options.to_core(), units, name)
    })?;
    let (json, report) = read?;
    Ok(ValidDeclaration { json, report })
}

/// The result of [`build`].
#[derive(Serialize, uniffi::Record)]
pub struct Built {
    /// The normalised JSON; absent if there is an error.
    pub json: Option<String>,
    /// All diagnostics.
    pub report: Report,
}

/// Builds the container or stack that recorded calls describe.
#[uniffi::export]
pub fn build(calls: Tape, language: HostLanguage) -> Result<Built, NativeError> {
    let document = calls.document()?;
    let built = wire::BuildResult::from_calls(&document, language.to_core(), &Default::default());
    Ok(Built {
        json: built.json,
        report: built.report,
    })
}

/// Where a call was made.
#[derive(uniffi::Record)]
pub struct CallPlace {
    /// The number of the call.
    pub call: u32,
    /// The file.
    pub file: Text,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1, if it is known.
    pub column: Option<u32>,
}

/// The failure of recorded calls that don't build. Returns `None` if they do. The ID is that of the declaration, if it is known.
#[uniffi::export]
pub fn build_failure(
    calls: Tape,
    language: HostLanguage,
    places: Vec<CallPlace>,
    id: Option<Text>,
) -> Result<Failure, NativeError> {
    let document = calls.document()?;
    let built = wire::BuildResult::from_calls(&document, language.to_core(), &Default::default());
    let mut report = built.report;
    report.add_call_sites(|call| {
        let place = places.iter().find(|place| place.call == call)?;
        Some(CallSite {
            file: place.file.as_str().to_owned(),
            line: place.line,
            column: place.column,
        })
    });
    let wire::Failure { message, report } =
        functions::build_failure(report, built.kind, id.as_ref().map(Text::as_str));
    Ok(Failure { message, report })
}

/// Why a declaration can't be used.
#[derive(Serialize, uniffi::Record)]
pub struct Failure {
    /// Lists every problem with its place.
    pub message: String,
    /// All problems as data.
    pub report: Report,
}

/// Recorded calls as source code. Only scalar arguments are shown, since others may contain secrets.
#[uniffi::export]
pub fn call_texts(calls: Tape, language: HostLanguage) -> Result<Vec<String>, NativeError> {
    let document = calls.document()?;
    Ok(functions::call_texts(&document, language.to_core()))
}

/// Reads the normalised JSON of a container.
#[uniffi::export]
pub fn read_config(json: Text) -> Result<ContainerConfig, NativeError> {
    Ok(serde_json::from_str(json.as_str())?)
}

/// Writes the JSON that [`read_config`] reads.
#[uniffi::export]
pub fn write_config(config: ContainerConfig) -> Result<String, NativeError> {
    Ok(serde_json::to_string(&config)?)
}

/// Reads the state of a stack.
#[uniffi::export]
pub fn read_state(state: Declaration, options: ValidateOptions) -> Result<StackState, NativeError> {
    let units = options.units();
    let read = state.with(&options, |input| {
        functions::state_outputs(input, &options.to_core(), units)
    })?;
    Ok(StackState::new(read)?)
}

/// Returns a text with all safe fixes applied, and the other fixes too if `also_unsafe` is true.
#[uniffi::export]
pub fn apply_fixes(text: Text, also_unsafe: bool, options: ValidateOptions) -> String {
    let options = options.to_core();
    if text.as_str().len() > options.limits.max_bytes() {
        return text.as_str().to_owned();
    }
    functions::apply_fixes(text.as_str(), &options, also_unsafe)
}

/// Returns a text with one fix of its report applied.
#[uniffi::export]
pub fn apply_fix(
    text: Text,
    fix: Fix,
    units: Units,
    syntax: Option<Syntax>,
) -> Result<String, NativeError> {
    let syntax = syntax_of(syntax, None);
    let fixed = functions::apply_fix(text.as_str(), syntax, fix, units.into());
    Ok(fixed?)
}

/// Returns a text in which the value at a path is set to a new value.
#[uniffi::export]
pub fn edit(
    text: Text,
    path: Text,
    value: Tape,
    syntax: Option<Syntax>,
) -> Result<String, NativeError> {
    let (value, syntax) = (value.document()?, syntax_of(syntax, None));
    let edited = functions::edit(text.as_str(), syntax, path.as_str(), &value);
    Ok(edited?)
}

/// Returns a text without the value at a path.
#[uniffi::export]
pub fn remove(text: Text, path: Text, syntax: Option<Syntax>) -> Result<String, NativeError> {
    let syntax = syntax_of(syntax, None);
    Ok(functions::remove(text.as_str(), syntax, path.as_str())?)
}

/// Options for formatting a report.
#[derive(uniffi::Record)]
pub struct RenderOptions {
    /// The format.
    pub format: Format,
    /// The text that was validated. With it, the format for people shows excerpts.
    pub text: Option<Text>,
    /// The name of the file, as it is shown.
    pub name: Option<Text>,
    /// The syntax of the text. Default: what the end of `name` says.
    pub syntax: Option<Syntax>,
    /// Whether the format for people has ANSI colours.
    pub color: bool,
    /// The unit of `character` in the positions of the report.
    pub units: Units,
}

impl RenderOptions {
    /// The options for the core.
    fn to_core(&self, language: HostLanguage) -> functions::RenderOptions<'_> {
        functions::RenderOptions {
            format: self.format.into(),
            text: self.text.as_ref().map(Text::as_str),
            name: self.name.as_ref().map(Text::as_str),
            syntax: syntax_of(self.syntax, self.name.as_ref()),
            color: self.color,
            units: self.units.into(),
            language: language.to_core(),
        }
    }
}

/// Formats a report.
#[uniffi::export]
pub fn render(report: Report, options: RenderOptions, language: HostLanguage) -> String {
    alien_sdk_core::render(&report, &options.to_core(language))
}

/// The explanation of a diagnostic code.
#[derive(uniffi::Record)]
pub struct Explanation {
    /// The stable code of the problem.
    pub code: String,
    /// The severity of its diagnostics.
    pub severity: Severity,
    /// The problem in one line.
    pub summary: String,
    /// Why it is a problem.
    pub why: String,
    /// A declaration that has this problem and no other.
    pub fails: String,
    /// The same declaration with the problem fixed.
    pub passes: String,
    /// The page with this explanation, as a path in this package and its repository.
    pub docs: String,
}

impl From<wire::Explanation> for Explanation {
    fn from(explanation: wire::Explanation) -> Self {
        Self {
            code: explanation.code.to_owned(),
            severity: explanation.severity,
            summary: explanation.summary.to_owned(),
            why: explanation.why.to_owned(),
            fails: explanation.fails,
            passes: explanation.passes,
            docs: explanation.docs,
        }
    }
}

/// The explanations of all codes, sorted by code.
#[uniffi::export]
pub fn catalog() -> Vec<Explanation> {
    let codes = functions::catalog().codes;
    codes.into_iter().map(Into::into).collect()
}

/// The explanation of a code; `None` if there is no such code.
#[uniffi::export]
pub fn explain(code: Text) -> Option<Explanation> {
    functions::explain(code.as_str()).map(Into::into)
}

/// The JSON Schema (2020-12) of a kind of document, as text.
#[uniffi::export]
pub fn json_schema(kind: DocumentKind) -> String {
    functions::json_schema(kind.into())
}

/// Returns the message for an option that doesn't exist. `known` are the names that exist.
#[uniffi::export]
pub fn unknown_option(owner: Text, noun: Text, name: Text, known: Vec<Text>) -> String {
    let known: Vec<_> = known.iter().map(Text::as_str).collect();
    functions::unknown_option(owner.as_str(), noun.as_str(), name.as_str(), &known)
}

/// Normalised JSON text, with secrets masked.
#[uniffi::export]
pub fn mask_secrets(json: Text) -> String {
    functions::mask_json(json.as_str())
}

/// The version of the SDK.
#[uniffi::export]
pub fn version() -> String {
    functions::version().to_owned()
}
