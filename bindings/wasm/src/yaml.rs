//! Calls the YAML parser, which is in a WebAssembly module of its own.

use std::cell::RefCell;

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::document::yaml::{YamlParser, YamlTape};
use js_sys::{Array, Function, Reflect, Uint32Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::JsError;

/// The parser, which JavaScript sets.
pub const PARSER: YamlParser = YamlParser(parse);

const NOT_LOADED: &str = "the YAML parser is not loaded\n  help: import \"alien-sdk/yaml\" first";

thread_local! {
    static FUNCTION: RefCell<Option<Function>> = RefCell::default();
    static ERROR: RefCell<Option<JsError>> = RefCell::default();
}

/// Sets the parser: a function that takes a text and the three limits, and returns the numbers and the text of its tape.
#[wasm_bindgen(js_name = setYamlParser)]
pub fn set_yaml_parser(function: Function) {
    FUNCTION.set(Some(function));
}

/// The error of the last call of the parser.
pub fn take_error() -> Option<JsError> {
    ERROR.take()
}

/// Parses a text. If that fails, the tape is empty, and [`take_error`] returns the error.
fn parse(text: &str, limits: &Limits) -> YamlTape {
    call(text, limits).unwrap_or_else(|error| {
        ERROR.set(Some(error));
        YamlTape::default()
    })
}

fn call(text: &str, limits: &Limits) -> Result<YamlTape, JsError> {
    let function = FUNCTION.with_borrow(Clone::clone);
    let function = function.ok_or_else(|| JsError::wrong_argument(NOT_LOADED))?;
    let numbers = [limits.bytes, limits.depth, limits.diagnostics];
    let arguments = Array::of1(&JsValue::from_str(text));
    for number in numbers {
        arguments.push(&JsValue::from_f64(number as f64));
    }
    let tape = function
        .apply(&JsValue::NULL, &arguments)
        .map_err(JsError)?;
    let part = |at| Reflect::get_u32(&tape, at).map_err(JsError);
    let words = part(0)?.unchecked_into::<Uint32Array>().to_vec();
    let strings = part(1)?.as_string().unwrap_or_default();
    YamlTape::from_words(&words, &strings).ok_or_else(|| {
        JsError::wrong_argument("the YAML parser has another version than alien-sdk")
    })
}
