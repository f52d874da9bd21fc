//! The errors that the functions of the module throw.

use js_sys::{Error, TypeError};
use wasm_bindgen::prelude::JsValue;

/// An error of JavaScript. The type of this name in `wasm_bindgen` can't be a `TypeError`.
pub struct JsError(pub JsValue);

impl JsError {
    /// A `TypeError`, for an argument that can't be used.
    pub fn wrong_argument(message: &str) -> Self {
        Self(TypeError::new(message).into())
    }
}

impl<E: std::error::Error> From<E> for JsError {
    fn from(error: E) -> Self {
        Self(Error::new(&error.to_string()).into())
    }
}

impl From<JsError> for JsValue {
    fn from(error: JsError) -> Self {
        error.0
    }
}
