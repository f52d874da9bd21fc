//! The core as a WebAssembly module: each function converts in, calls the core and converts out.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the core.
#[wasm_bindgen]
pub fn version() -> String {
    alien_sdk_core::VERSION.to_owned()
}
