//! The functions that `alien-sdk/validate` doesn't have.

use alien_sdk_core::internal::document::{Source, tape};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::{BadTape, Input, Options};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::JsError;
use crate::memory::{Memory, WrittenInput, store_result, with_memory};
use crate::options::{CallSites, ValidateOptions};
use crate::{read_options, with_tape};

/// Stores a text or a value as the old declaration for the next call of `validateUpdate` or `diff`.
#[wasm_bindgen(js_name = storeOldDeclaration)]
pub fn store_old_declaration(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> Result<(), JsError> {
    let written = WrittenInput::new(words, bytes, form);
    let limits = read_options(options)?.to_core().limits;
    with_memory(|memory| memory.store_old_declaration(written, &limits))
}

/// Validates the update from the stored old declaration to a text or a value. Returns true if there are no
/// diagnostics; otherwise the result is the report.
#[wasm_bindgen(js_name = validateUpdate)]
pub fn validate_update(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let report = compare(memory, written, options, functions::validate_update)?;
        Ok(memory.result.set_unless_clean(&report))
    })
}

/// Compares the stored old declaration with a text or a value. Returns true if the result is the differences, and false if it
/// is the failure.
#[wasm_bindgen]
pub fn diff(words: usize, bytes: usize, form: u8, options: Option<Ts<ValidateOptions>>) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let compared = compare(memory, written, options, functions::diff)?;
        match &compared {
            Ok(diff) => memory.result.set(diff),
            Err(failure) => memory.result.set(failure),
        }
        Ok(compared.is_ok())
    })
}

/// Runs a function of the core on the stored old declaration and a new one.
fn compare<T>(
    memory: &Memory,
    new: WrittenInput,
    options: Option<Ts<ValidateOptions>>,
    work: fn(Input, Input, &Options, Units) -> Result<T, BadTape>,
) -> Result<T, JsError> {
    let options = read_options(options)?;
    let (options, units) = (options.to_core(), options.units());
    let new = memory.input(new, &options.limits)?;
    let old = memory.old_declaration(&options.limits)?;
    Ok(work(old, new, &options, units)?)
}

/// Reads the state of a stack, and writes the state of its resources to the output as JSON. The output is empty if the
/// state is not an object. Returns true if there are no diagnostics; otherwise the result is the report.
#[wasm_bindgen(js_name = stateOutputs)]
pub fn state_outputs(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let options = read_options(options)?;
        let (options, units) = (options.to_core(), options.units());
        let input = memory.input(written, &options.limits)?;
        let found = functions::state_outputs(input, &options, units)?;
        memory.output = found.json.unwrap_or_default();
        Ok(memory.result.set_unless_clean(&found.report))
    })
}

/// Writes the normalised JSON of a text or a value to the output. Returns false if the declaration has errors; the result is
/// then the failure.
#[wasm_bindgen]
pub fn normalise(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let options = read_options(options)?;
        let (name, units) = (options.name.as_deref(), options.units());
        let options = options.to_core();
        let mut output = std::mem::take(&mut memory.output);
        let mut buffers = std::mem::take(&mut memory.buffers);
        let input = memory.input(written, &options.limits)?;
        let failed =
            functions::write_normalised(input, &options, units, name, &mut buffers, &mut output)?;
        (memory.output, memory.buffers) = (output, buffers);
        failed.iter().for_each(|failure| memory.result.set(failure));
        Ok(failed.is_none())
    })
}

/// Builds a container or a stack from recorded calls, and writes its normalised JSON to the output. The output is empty if
/// there are errors.
///
/// Returns true if there are no diagnostics; otherwise the result is the report. If there are errors, `buildFailure` has the
/// content of the error to throw.
#[wasm_bindgen]
pub fn build(words: usize, bytes: usize) -> bool {
    store_result(|memory| {
        let mut output = std::mem::take(&mut memory.output);
        let mut buffers = std::mem::take(&mut memory.buffers);
        let call_buffers = std::mem::take(&mut memory.call_buffers);
        let (words, text) = memory.tape(words, bytes)?;
        let calls = tape::read_tape(words, text, Source::Value, call_buffers).ok_or(BadTape)?;
        let options = Default::default();
        let report = functions::build(&calls, &JAVASCRIPT, &options, &mut buffers, &mut output);
        let kind = report.as_ref().map(|_| functions::kind_of_calls(&calls));
        memory.call_buffers = calls.into_buffers();
        (memory.output, memory.buffers) = (output, buffers);
        let Some((report, kind)) = report.zip(kind) else {
            return Ok(true);
        };
        memory.result.set(&report);
        if !report.valid {
            memory.failed_builds.push((report, kind));
        }
        Ok(false)
    })
}

/// Makes the content of the error for the last failed build the result, with the source locations of the calls in `sites`.
/// Returns true if no build failed.
#[wasm_bindgen(js_name = buildFailure)]
pub fn build_failure(sites: Ts<CallSites>) -> bool {
    store_result(|memory| {
        let sites = CallSites::from_js(&sites.js_value())?;
        let Some((mut report, kind)) = memory.failed_builds.pop() else {
            return Ok(true);
        };
        let by_call = sites.by_call();
        report.add_call_sites(|call| by_call.get(call as usize)?.clone());
        let failure = functions::build_failure(report, kind, sites.id.as_deref());
        memory.result.set(&failure);
        Ok(false)
    })
}

/// Returns recorded calls as source code. Only scalar arguments are shown, since others may contain secrets.
#[wasm_bindgen(js_name = callTexts)]
pub fn call_texts(words: usize, bytes: usize) -> Result<Vec<String>, JsError> {
    with_tape(words, bytes, |calls| {
        Ok(functions::call_texts(&calls, &JAVASCRIPT))
    })
}

/// Returns a text in which the value at a path is set to a new value, which JavaScript wrote as a tape.
#[wasm_bindgen]
pub fn edit(
    words: usize,
    bytes: usize,
    text: &str,
    path: &str,
    options: Option<Ts<ValidateOptions>>,
) -> Result<String, JsError> {
    let syntax = read_options(options)?.to_core().syntax;
    with_tape(words, bytes, |value| {
        Ok(functions::edit(text, syntax, path, &value)?)
    })
}

/// Returns a text without the value at a path.
#[wasm_bindgen]
pub fn remove(
    text: &str,
    path: &str,
    options: Option<Ts<ValidateOptions>>,
) -> Result<String, JsError> {
    let syntax = read_options(options)?.to_core().syntax;
    with_memory(|_| Ok(functions::remove(text, syntax, path)?))
}

/// Writes the JSON of a value to the output, without values that may be secret.
#[wasm_bindgen(js_name = maskSecrets)]
pub fn mask_secrets(words: usize, bytes: usize) -> Result<(), JsError> {
    with_memory(|memory| {
        let (words, text) = memory.tape(words, bytes)?;
        memory.output = functions::mask_value(words, text)?;
        Ok(())
    })
}
