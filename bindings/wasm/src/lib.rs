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

// Without the functions in `whole`, a part of the other modules isn't used.
#![cfg_attr(not(feature = "whole"), allow(dead_code))]

mod error;
mod memory;
mod options;
mod results;
#[cfg(feature = "whole")]
mod whole;
#[cfg(feature = "whole")]
mod yaml;

use alien_sdk_core::internal::document::{Buffers, Document, Source, tape};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::validate::{BadTape, Input};
use error::JsError;
use memory::{WrittenInput, store_result, with_memory};
use options::{RenderOptions, ValidateOptions};
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
    let options = read_options(options)?;
    let (syntax, units) = (options.to_core().syntax, options.units());
    with_tape(words, bytes, |fix| {
        let fix = functions::read_fix(&fix)?;
        Ok(functions::apply_fix(text, syntax, fix, units)?)
    })
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
