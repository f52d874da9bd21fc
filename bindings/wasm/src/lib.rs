//! The core as a WebAssembly module: each function converts in, calls `wire` and converts out.
//!
//! What happens often crosses without conversion. JavaScript writes texts, values and builder calls straight into
//! [`resident`] memory and passes lengths; a boolean comes back, and what there is to say is asked for. Only reports
//! and other rare results become JavaScript objects.
//!
//! Every function that takes `words` and `bytes` reads what was written last: with `words` above 0 a tape with its
//! strings, else `bytes` of JSON text. With `form` 1, halves of surrogate pairs became U+FFFD in that text; with `form` 2, the
//! bytes come from a program and may not be UTF-8. A text with more bytes than the limit need not be written.

mod options;
mod resident;

use alien_sdk_core::internal::document::{Source, tape};
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::language::JAVASCRIPT;
use alien_sdk_core::internal::validate::{BadTape, Input};
use alien_sdk_core::internal::wire::Report;
use options::{Comparison, Refusal, Sites, ValidateOptions};
use resident::{Written, finds_nothing, with};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Whether nothing is wrong with a text or a value; else `answer` says what.
#[wasm_bindgen]
pub fn validate(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> bool {
    let written = Written::new(words, bytes, form);
    finds_nothing(|memory| {
        let options = given(options)?;
        let (options, units) = (options.read(), options.units());
        let mut buffers = std::mem::take(&mut memory.buffers);
        let input = memory.input(written, &options.limits)?;
        let report = functions::validate(input, &options, units, &mut buffers)?;
        memory.buffers = buffers;
        unless_clean(&report)
    })
}

/// Keeps a text or a value as the old one of the next `validateUpdate`.
#[wasm_bindgen(js_name = putAside)]
pub fn put_aside(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> Result<(), JsError> {
    let written = Written::new(words, bytes, form);
    let limits = given(options)?.read().limits;
    with(|memory| memory.put_aside(written, &limits))
}

/// What is found wrong with the change from what was put aside to a text or a value; `undefined` if nothing is.
#[wasm_bindgen(js_name = validateUpdate)]
pub fn validate_update(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> Result<Option<Ts<Report>>, JsError> {
    let written = Written::new(words, bytes, form);
    let options = given(options)?;
    let (options, units) = (options.read(), options.units());
    with(|memory| {
        let new = memory.input(written, &options.limits)?;
        let old = memory.aside(&options.limits)?;
        let report = functions::validate_update(old, new, &options, units)?;
        unless_clean(&report)
    })
}

/// What changes from what was put aside to a text or a value, or why that can't be said.
#[wasm_bindgen]
pub fn diff(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> Result<Ts<Comparison>, JsError> {
    let written = Written::new(words, bytes, form);
    let options = given(options)?;
    let (options, units) = (options.read(), options.units());
    with(|memory| {
        let new = memory.input(written, &options.limits)?;
        let old = memory.aside(&options.limits)?;
        let compared = functions::diff(old, new, &options, units)?;
        let (diff, refusal) = match compared {
            Ok(diff) => (Some(diff), None),
            Err(found) => (None, Some(Refusal::new(found.report, found.kind, None))),
        };
        Ok(Comparison { diff, refusal }.into_ts()?)
    })
}

/// Writes what became of the resources of a stack to the output, as JSON, which is empty if there is no object; `undefined`
/// if nothing is wrong with the state.
#[wasm_bindgen(js_name = stateOutputs)]
pub fn state_outputs(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> Result<Option<Ts<Report>>, JsError> {
    let written = Written::new(words, bytes, form);
    let options = given(options)?;
    let (options, units) = (options.read(), options.units());
    with(|memory| {
        let input = memory.input(written, &options.limits)?;
        let found = functions::state_outputs(input, &options, units)?;
        memory.output = found.json.unwrap_or_default();
        unless_clean(&found.report)
    })
}

/// Writes the normalised JSON of a text or a value to the output; what it returns says why there is none.
#[wasm_bindgen]
pub fn normalise(
    words: usize,
    bytes: usize,
    form: u8,
    options: Option<Ts<ValidateOptions>>,
) -> Result<Option<Ts<Refusal>>, JsError> {
    let written = Written::new(words, bytes, form);
    let options = given(options)?;
    let (options, units) = (options.read(), options.units());
    with(|memory| {
        let input = memory.input(written, &options.limits)?;
        match functions::normalised_json(input, &options, units)? {
            Ok(json) => {
                memory.output = json;
                Ok(None)
            }
            Err(found) => Ok(Some(
                Refusal::new(found.report, found.kind, None).into_ts()?,
            )),
        }
    })
}

/// Builds a container or a stack from recorded calls, writes its normalised JSON to the output, which is empty if there is an
/// error, and says whether nothing is wrong; else `answer` says what, and if there are errors, `refusal` makes the error of
/// it.
#[wasm_bindgen]
pub fn build(words: usize, bytes: usize) -> bool {
    finds_nothing(|memory| {
        let mut output = std::mem::take(&mut memory.output);
        let mut buffers = std::mem::take(&mut memory.buffers);
        let kept = std::mem::take(&mut memory.calls);
        let (words, text) = memory.tape(words, bytes)?;
        let calls = tape::read_tape(words, text, Source::Value, kept).ok_or(BadTape)?;
        let options = Default::default();
        let report = functions::build(&calls, &JAVASCRIPT, &options, &mut buffers, &mut output);
        let kind = functions::kind_of_calls(&calls);
        memory.calls = calls.into_buffers();
        (memory.output, memory.buffers) = (output, buffers);
        let Some(report) = report else {
            return Ok(None);
        };
        let answer = report.into_ts()?;
        if !report.valid {
            memory.refused.push((report, kind));
        }
        Ok(Some(answer))
    })
}

/// The error of what was not built last, with the places of the calls as far as they are known; `undefined` if there is none.
#[wasm_bindgen]
pub fn refusal(sites: Ts<Sites>) -> Result<Option<Ts<Refusal>>, JsError> {
    let sites = Sites::from_js(&sites.js_value())?;
    with(|memory| {
        let Some((mut report, kind)) = memory.refused.pop() else {
            return Ok(None);
        };
        let places = sites.by_call();
        report.add_call_sites(|call| places.get(call as usize)?.clone());
        let refusal = Refusal::new(report, kind, sites.id.as_deref());
        Ok(Some(refusal.into_ts()?))
    })
}

/// A text with its fixes made: the safe ones, or the others too; `undefined` if it is too large to be read.
#[wasm_bindgen(js_name = applyFixes)]
pub fn apply_fixes(
    bytes: usize,
    also_unsafe: bool,
    options: Option<Ts<ValidateOptions>>,
) -> Result<Option<String>, JsError> {
    let options = given(options)?.read();
    let written = Written::new(0, bytes, 0);
    with(|memory| match memory.input(written, &options.limits)? {
        Input::Text(text) => Ok(Some(functions::apply_fixes(text, &options, also_unsafe))),
        _ => Ok(None),
    })
}

/// Writes the JSON of a value to the output, without what may be secret.
#[wasm_bindgen]
pub fn masked(words: usize, bytes: usize) -> Result<(), JsError> {
    with(|memory| {
        let (words, text) = memory.tape(words, bytes)?;
        memory.output = functions::mask_value(words, text)?;
        Ok(())
    })
}

/// The version of the SDK.
#[wasm_bindgen]
pub fn version() -> String {
    functions::version().to_owned()
}

fn given(options: Option<Ts<ValidateOptions>>) -> Result<ValidateOptions, JsError> {
    match options {
        Some(options) => ValidateOptions::from_js(&options.js_value()),
        None => Ok(ValidateOptions::default()),
    }
}

fn unless_clean(report: &Report) -> Result<Option<Ts<Report>>, JsError> {
    // With room for no diagnostic, a report can be empty and yet not clean.
    if report.diagnostics.is_empty() && !report.truncated {
        return Ok(None);
    }
    Ok(Some(report.into_ts()?))
}
