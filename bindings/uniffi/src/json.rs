//! The functions for Ruby: those of the crate whose results or errors are objects. The results are JSON here, since Ruby reads
//! it faster than the objects of UniFFI, and an error is only a message.
//!
//! If a declaration has errors where a valid one is needed, the result is `{"failure": {"message": …, "report": …}}`.

use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::wire::{Failure, Report};
use serde::Serialize;

use crate::error::{NativeError, WrongArgument};
use crate::options::{HostLanguage, Syntax, Units, ValidateOptions};
use crate::text::{Declaration, Tape, Text};
use crate::{CallPlace, RenderOptions};

/// The result of a function; `failure` is the only key if it is present.
#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<T> {
    Success(T),
    Failed { failure: Failure },
}

/// Writes a result as JSON.
fn to_json<T: Serialize>(result: Result<T, NativeError>) -> Result<String, WrongArgument> {
    let outcome = match result {
        Ok(result) => Outcome::Success(result),
        Err(NativeError::InvalidDeclaration { reason, report }) => Outcome::Failed {
            failure: Failure {
                message: reason,
                report,
            },
        },
        Err(NativeError::WrongArgument { reason }) => return Err(WrongArgument::Reason(reason)),
    };
    serde_json::to_string(&outcome).map_err(|error| WrongArgument::Reason(error.to_string()))
}

/// [`validate`](crate::validate), for Ruby.
#[uniffi::export]
pub fn validate_json(
    declaration: Declaration,
    options: ValidateOptions,
) -> Result<String, WrongArgument> {
    to_json(crate::validate(declaration, options))
}

/// [`validate_update`](crate::validate_update), for Ruby.
#[uniffi::export]
pub fn validate_update_json(
    old: Declaration,
    new: Declaration,
    options: ValidateOptions,
) -> Result<String, WrongArgument> {
    to_json(crate::validate_update(old, new, options))
}

/// [`diff`](crate::diff), for Ruby.
#[uniffi::export]
pub fn diff_json(
    old: Declaration,
    new: Declaration,
    options: ValidateOptions,
) -> Result<String, WrongArgument> {
    to_json(crate::diff(old, new, options))
}

/// [`read_declaration`](crate::read_declaration), for Ruby.
#[uniffi::export]
pub fn read_declaration_json(
    declaration: Declaration,
    options: ValidateOptions,
) -> Result<String, WrongArgument> {
    to_json(crate::read_declaration(declaration, options))
}

/// [`build`](crate::build), for Ruby.
#[uniffi::export]
pub fn build_json(calls: Tape, language: HostLanguage) -> Result<String, WrongArgument> {
    to_json(crate::build(calls, language))
}

/// [`build_failure`](crate::build_failure), for Ruby.
#[uniffi::export]
pub fn build_failure_json(
    calls: Tape,
    language: HostLanguage,
    places: Vec<CallPlace>,
    id: Option<Text>,
) -> Result<String, WrongArgument> {
    to_json(crate::build_failure(calls, language, places, id))
}

/// The state of a stack as JSON, and the report about it.
#[derive(Serialize)]
struct ReadState {
    json: String,
    report: Report,
}

/// [`read_state`](crate::read_state), for Ruby.
#[uniffi::export]
pub fn read_state_json(
    state: Declaration,
    options: ValidateOptions,
) -> Result<String, WrongArgument> {
    to_json(crate::read_state(state, options).map(|state| ReadState {
        json: state.json,
        report: state.report,
    }))
}

/// [`catalog`](crate::catalog), for Ruby.
#[uniffi::export]
pub fn catalog_json() -> Result<String, WrongArgument> {
    to_json(Ok(functions::catalog().codes))
}

/// [`call_texts`](crate::call_texts), for Ruby.
#[uniffi::export]
pub fn call_texts_json(calls: Tape, language: HostLanguage) -> Result<String, WrongArgument> {
    to_json(crate::call_texts(calls, language))
}

/// [`edit`](crate::edit), for Ruby.
#[uniffi::export]
pub fn edit_of_path(
    text: Text,
    path: Text,
    value: Tape,
    syntax: Option<Syntax>,
) -> Result<String, WrongArgument> {
    Ok(crate::edit(text, path, value, syntax)?)
}

/// [`remove`](crate::remove), for Ruby.
#[uniffi::export]
pub fn remove_of_path(
    text: Text,
    path: Text,
    syntax: Option<Syntax>,
) -> Result<String, WrongArgument> {
    Ok(crate::remove(text, path, syntax)?)
}

/// [`apply_fix`](crate::apply_fix), for Ruby.
#[uniffi::export]
pub fn apply_fix_of_tape(
    text: Text,
    fix: Tape,
    units: Units,
    syntax: Option<Syntax>,
) -> Result<String, WrongArgument> {
    let fix = fix.document().map_err(NativeError::from)?;
    let fix = functions::read_fix(&fix).map_err(NativeError::from)?;
    Ok(crate::apply_fix(text, fix, units, syntax)?)
}

/// [`render`](crate::render), for Ruby.
#[uniffi::export]
pub fn render_tape(
    report: Tape,
    options: RenderOptions,
    language: HostLanguage,
) -> Result<String, WrongArgument> {
    let report = report.document().map_err(NativeError::from)?;
    let rendered = functions::render(&report, &options.to_core(language));
    rendered.ok_or_else(|| WrongArgument::Reason("this is not a report".to_owned()))
}
