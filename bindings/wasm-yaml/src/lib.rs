//! The YAML parser as a WebAssembly module of its own, so that programs that read only JSON don't load it.
//!
//! JavaScript passes the tape of a text to the module with the core, as numbers and one text.

use std::cell::RefCell;

use alien_sdk_core::internal::document::Limits;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// The strings of the tape that was written last.
    static STRINGS: RefCell<String> = RefCell::default();
}

/// Parses a text under the given limits, and returns the numbers of its tape.
#[wasm_bindgen]
pub fn parse(text: &str, bytes: usize, depth: usize, diagnostics: usize) -> Vec<u32> {
    let limits = Limits {
        bytes,
        depth,
        diagnostics,
    };
    let (words, strings) = alien_sdk_yaml::parse(text, &limits).into_words();
    STRINGS.set(strings);
    words
}

/// The strings of the tape that [`parse`] returned last.
#[wasm_bindgen]
pub fn strings() -> String {
    STRINGS.take()
}
