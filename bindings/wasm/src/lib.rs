//! The core as a WebAssembly module. Each function converts its arguments, calls the core, and converts the result.
//!
//! Frequent calls need no conversion. JavaScript writes texts, values and builder calls directly into [`memory`] and
//! passes their lengths. The function returns a boolean, and JavaScript only reads the report if there is one, as
//! [`results`] describes. If a function fails that returns a boolean, it returns false, and `resultAddress` throws.
//!
//! A function that takes `words` and `bytes` reads the input that JavaScript wrote last. If `words` is not 0, the input is
//! a tape: that many words of nodes, and `bytes` bytes of strings. Otherwise it is `bytes` bytes of JSON text. `form` is 1
//! if unpaired surrogates in the text were replaced by U+FFFD, 2 if the text may not be valid UTF-8, and otherwise 0.
//! JavaScript doesn't have to write a text with more bytes than the limit.

// Without the other functions, a part of these modules is unused.
#![cfg_attr(not(feature = "whole"), allow(unused))]

mod error;
mod memory;
mod options;
mod results;

use alien_sdk_core::internal::document::{Buffers, Document, Source, tape};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::validate::{BadTape, Input};
use error::JsError;
use memory::{WrittenInput, store_result, with_memory};
use options::{CallSites, RenderOptions, ValidateOptions};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

/// The codes, of which `cargo xtask generate` writes a type.
#[wasm_bindgen(typescript_custom_section)]
const CODES: &str = "import type { DiagnosticCode } from \"./codes.js\";";

/// Validates a text or a value. Returns true if there are no diagnostics; otherwise the result is the report.
#[wasm_bindgen]
pub fn validate(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let options = read_options(options)?;
        let (options, units) = (options.to_core(), options.units());
        let mut buffers = std::mem::take(&mut memory.buffers);
        let input = memory.input(written, &options.limits)?;
        let report = functions::validate(input, &options, units, &mut buffers)?;
        memory.buffers = buffers;
        Ok(memory.result.set_unless_clean(&report))
    })
}

/// Stores a text or a value as the old declaration for the next call of `validateUpdate` or `diff`.
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = validateUpdate)]
pub fn validate_update(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let options = read_options(options)?;
        let (options, units) = (options.to_core(), options.units());
        let new = memory.input(written, &options.limits)?;
        let old = memory.old_declaration(&options.limits)?;
        let report = functions::validate_update(old, new, &options, units)?;
        Ok(memory.result.set_unless_clean(&report))
    })
}

/// Compares the stored old declaration with a text or a value. Returns true if the result is the differences, and false if it
/// is the failure.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn diff(words: usize, bytes: usize, form: u8, options: Option<Ts<ValidateOptions>>) -> bool {
    let written = WrittenInput::new(words, bytes, form);
    store_result(|memory| {
        let options = read_options(options)?;
        let (options, units) = (options.to_core(), options.units());
        let new = memory.input(written, &options.limits)?;
        let old = memory.old_declaration(&options.limits)?;
        let compared = functions::diff(old, new, &options, units)?;
        match &compared {
            Ok(diff) => memory.result.set(diff),
            Err(failure) => memory.result.set(failure),
        }
        Ok(compared.is_ok())
    })
}

/// Reads the state of a stack, and writes the state of its resources to the output as JSON. The output is empty if the
/// state is not an object. Returns true if there are no diagnostics; otherwise the result is the report.
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
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
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = callTexts)]
pub fn call_texts(words: usize, bytes: usize) -> Result<Vec<String>, JsError> {
    with_tape(words, bytes, |calls| {
        Ok(functions::call_texts(&calls, &JAVASCRIPT))
    })
}

/// Returns a text with all safe fixes applied, and the other fixes too if `also_unsafe` is true. Returns `undefined` if
/// the text is larger than the limit.
#[wasm_bindgen(js_name = applyFixes)]
pub fn apply_fixes(
    bytes: usize,
    also_unsafe: bool,
    options: Option<Ts<ValidateOptions>>,
) -> Result<Option<String>, JsError> {
    let options = read_options(options)?.to_core();
    let written = WrittenInput::new(0, bytes, 0);
    with_memory(|memory| match memory.input(written, &options.limits)? {
        Input::Text(text) => Ok(Some(functions::apply_fixes(text, &options, also_unsafe))),
        _ => Ok(None),
    })
}

/// Returns a text with one fix of its report applied. JavaScript wrote the fix as a tape.
#[wasm_bindgen(js_name = applyFix)]
pub fn apply_fix(
    words: usize,
    bytes: usize,
    text: &str,
    options: Option<Ts<ValidateOptions>>,
) -> Result<String, JsError> {
    let units = read_options(options)?.units();
    with_tape(words, bytes, |fix| {
        let fix = functions::read_fix(&fix)?;
        Ok(functions::apply_fix(text, fix, units)?)
    })
}

/// Returns a text in which the value at a path is set to a new value, which JavaScript wrote as a tape.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn edit(words: usize, bytes: usize, text: &str, path: &str) -> Result<String, JsError> {
    with_tape(words, bytes, |value| {
        Ok(functions::edit(text, path, &value)?)
    })
}

/// Returns a text without the value at a path.
#[cfg(feature = "whole")]
#[wasm_bindgen]
pub fn remove(text: &str, path: &str) -> Result<String, JsError> {
    Ok(functions::remove(text, path)?)
}

/// Runs `work` with the tape that JavaScript wrote.
fn with_tape<T>(
    words: usize,
    bytes: usize,
    work: impl FnOnce(Document) -> Result<T, JsError>,
) -> Result<T, JsError> {
    with_memory(|memory| {
        let (words, text) = memory.tape(words, bytes)?;
        let document = tape::read_tape(words, text, Source::Value, Buffers::default());
        work(document.ok_or(BadTape)?)
    })
}

/// Formats a report, which JavaScript wrote as a tape. Returns `undefined` if the tape is not a report.
#[wasm_bindgen]
pub fn render(
    words: usize,
    bytes: usize,
    options: Ts<RenderOptions>,
) -> Result<Option<String>, JsError> {
    let options = RenderOptions::from_js(&options.js_value())?;
    with_tape(words, bytes, |report| {
        Ok(functions::render(&report, &options.to_core()))
    })
}

/// Writes the JSON of a value to the output, without values that may be secret.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = maskSecrets)]
pub fn mask_secrets(words: usize, bytes: usize) -> Result<(), JsError> {
    with_memory(|memory| {
        let (words, text) = memory.tape(words, bytes)?;
        memory.output = functions::mask_value(words, text)?;
        Ok(())
    })
}

/// Returns the message for an option that doesn't exist. `known` are the names that exist, with spaces between them.
#[wasm_bindgen(js_name = unknownOption)]
pub fn unknown_option(owner: &str, noun: &str, name: &str, known: &str) -> String {
    let known: Vec<_> = known.split(' ').collect();
    functions::unknown_option(owner, noun, name, &known)
}

/// Returns the version of the SDK.
#[wasm_bindgen]
pub fn version() -> String {
    functions::version().to_owned()
}

fn read_options(options: Option<Ts<ValidateOptions>>) -> Result<ValidateOptions, JsError> {
    match options {
        Some(options) => ValidateOptions::from_js(&options.js_value()),
        None => Ok(ValidateOptions::default()),
    }
}
