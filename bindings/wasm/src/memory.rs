//! Memory that JavaScript writes to and reads from directly. It is kept between calls.

use std::cell::{OnceCell, RefCell};

use alien_sdk_core::internal::document::{Buffers, Limits};
use alien_sdk_core::internal::validate::{BadTape, DocumentKind, Input, Replaced};
use alien_sdk_core::internal::wire::Report;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::JsError;

use crate::results::LastResult;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Everything that is kept between calls.
#[derive(Default)]
pub struct Memory {
    /// The input that JavaScript wrote last.
    current: InputBuffer,
    old_declaration: (WrittenInput, InputBuffer),
    /// The text that the last function wrote, for JavaScript to read.
    pub output: String,
    /// The report or other object that the last function wrote, for JavaScript to read.
    pub result: LastResult,
    /// The error of the last function, instead of its result.
    error: Option<JsError>,
    /// Vectors that are reused for documents.
    pub buffers: Buffers,
    /// Vectors that are reused for builder calls.
    pub call_buffers: Buffers,
    /// The reports of failed builds, until JavaScript asks for the error. Before it asks, it reads where the calls were
    /// made. This may run code of the program, and that code may cause further failed builds.
    pub failed_builds: Vec<(Report, DocumentKind)>,
}

/// The size of an input that JavaScript wrote, and its form; see the documentation of the crate.
#[derive(Clone, Copy, Default)]
pub struct WrittenInput {
    words: usize,
    bytes: usize,
    form: u8,
}

/// The form of a text in which unpaired surrogates were replaced by U+FFFD.
const SURROGATES_REPLACED: u8 = 1;
/// The form of a text that may not be valid UTF-8.
const RAW_BYTES: u8 = 2;

impl WrittenInput {
    pub fn new(words: usize, bytes: usize, form: u8) -> Self {
        Self { words, bytes, form }
    }
}

/// Memory for a text or a value.
#[derive(Default)]
struct InputBuffer {
    words: Vec<u32>,
    bytes: Vec<u8>,
    /// The text with U+FFFD in place of bytes that are not valid UTF-8.
    lossy: OnceCell<String>,
}

impl InputBuffer {
    fn tape(&self, words: usize, bytes: usize) -> Result<(&[u32], &[u8]), BadTape> {
        let words = self.words.get(..words).ok_or(BadTape)?;
        Ok((words, self.bytes.get(..bytes).ok_or(BadTape)?))
    }

    fn input(&self, written: WrittenInput, limits: &Limits) -> Result<Input<'_>, BadTape> {
        let WrittenInput { words, bytes, form } = written;
        if is_too_large(written, limits) {
            // For a length that doesn't fit into `usize`, JavaScript passes the largest number.
            return Ok(Input::TooLarge(
                Some(bytes).filter(|bytes| *bytes < usize::MAX),
            ));
        }
        let (words, bytes) = self.tape(words, bytes)?;
        let text = match utf8(bytes) {
            Err(_) if form == RAW_BYTES => {
                let lossy = || String::from_utf8_lossy(bytes).into_owned();
                let text = self.lossy.get_or_init(lossy);
                return Ok(Input::Replaced(text, Replaced::Bytes));
            }
            text => text?,
        };
        Ok(match form {
            _ if !words.is_empty() => Input::Tape { words, text },
            SURROGATES_REPLACED => Input::Replaced(text, Replaced::Surrogates),
            _ => Input::Text(text),
        })
    }
}

/// Returns whether the input is a text with more bytes than the limit. JavaScript doesn't have to write such a text.
fn is_too_large(written: WrittenInput, limits: &Limits) -> bool {
    written.words == 0 && written.bytes > limits.max_bytes()
}

fn utf8(bytes: &[u8]) -> Result<&str, BadTape> {
    std::str::from_utf8(bytes).map_err(|_| BadTape)
}

/// Runs `work` with the memory. No function of this crate is called while another one is running, so the memory is never
/// borrowed twice.
pub fn with_memory<T>(work: impl FnOnce(&mut Memory) -> Result<T, JsError>) -> Result<T, JsError> {
    MEMORY.with(|memory| {
        let memory = &mut *memory.try_borrow_mut()?;
        memory.current.lossy.take();
        let done = work(memory);
        #[cfg(feature = "whole")]
        if let Some(error) = crate::yaml::take_error() {
            return Err(error);
        }
        done
    })
}

/// Runs `work`, which returns a boolean and may write a result. Returns false if it fails, and stores the error for
/// [`result_address`].
///
/// A boolean is faster to return to JavaScript than a `Result`, and most calls neither fail nor write a result.
pub fn store_result(work: impl FnOnce(&mut Memory) -> Result<bool, JsError>) -> bool {
    let run = |memory: &mut Memory| {
        let done = work(memory);
        Ok(done.unwrap_or_else(|error| {
            memory.error = Some(error);
            false
        }))
    };
    with_memory(run).unwrap_or_default()
}

/// Returns the address of the result of the last function. Throws the error of that function if it failed.
#[wasm_bindgen(js_name = resultAddress)]
pub fn result_address() -> Result<usize, JsError> {
    with_memory(|memory| match memory.error.take() {
        Some(error) => Err(error),
        None => Ok(memory.result.address()),
    })
}

/// Reads a number from the memory. Returns 0 while another function is running.
fn read_number(read: impl FnOnce(&Memory) -> usize) -> usize {
    MEMORY.with(|memory| memory.try_borrow().map_or(0, |memory| read(&memory)))
}

impl Memory {
    /// Returns the text or value that JavaScript wrote last.
    pub fn input(&self, written: WrittenInput, limits: &Limits) -> Result<Input<'_>, BadTape> {
        self.current.input(written, limits)
    }

    /// Returns the nodes and strings that JavaScript wrote last.
    pub fn tape(&self, words: usize, bytes: usize) -> Result<(&[u32], &str), BadTape> {
        let (words, bytes) = self.current.tape(words, bytes)?;
        Ok((words, utf8(bytes)?))
    }

    /// Stores a copy of the input that JavaScript wrote last, as the old declaration.
    pub fn store_old_declaration(
        &mut self,
        written: WrittenInput,
        limits: &Limits,
    ) -> Result<(), JsError> {
        let (words, bytes) = match is_too_large(written, limits) {
            true => Default::default(),
            false => self.current.tape(written.words, written.bytes)?,
        };
        let copy = InputBuffer {
            words: words.to_vec(),
            bytes: bytes.to_vec(),
            ..InputBuffer::default()
        };
        self.old_declaration = (written, copy);
        Ok(())
    }

    /// Returns the stored old declaration.
    pub fn old_declaration(&self, limits: &Limits) -> Result<Input<'_>, BadTape> {
        let (written, buffer) = &self.old_declaration;
        buffer.input(*written, limits)
    }
}

/// Reserves memory for the given number of words of nodes and bytes of text. Keeps what is already written.
#[wasm_bindgen]
pub fn reserve(words: usize, bytes: usize) -> Result<(), JsError> {
    with_memory(|memory| {
        grow(&mut memory.current.words, words.max(4 << 10))?;
        grow(&mut memory.current.bytes, bytes.max(16 << 10))
    })
}

fn grow<T: Copy + Default>(vector: &mut Vec<T>, length: usize) -> Result<(), JsError> {
    let more = length.saturating_sub(vector.len());
    if more > 0 {
        // `try_reserve` at least doubles the capacity. With `try_reserve_exact`, each small increase would copy everything.
        vector.try_reserve(more)?;
        vector.resize(vector.capacity(), T::default());
    }
    Ok(())
}

/// Returns the address at which JavaScript writes words of nodes.
#[wasm_bindgen(js_name = wordsAddress)]
pub fn words_address() -> usize {
    read_number(|memory| memory.current.words.as_ptr().expose_provenance())
}

/// Returns the number of words that are reserved for nodes.
#[wasm_bindgen(js_name = wordsLength)]
pub fn words_length() -> usize {
    read_number(|memory| memory.current.words.len())
}

/// Returns the address at which JavaScript writes text.
#[wasm_bindgen(js_name = bytesAddress)]
pub fn bytes_address() -> usize {
    read_number(|memory| memory.current.bytes.as_ptr().expose_provenance())
}

/// Returns the number of bytes that are reserved for text.
#[wasm_bindgen(js_name = bytesLength)]
pub fn bytes_length() -> usize {
    read_number(|memory| memory.current.bytes.len())
}

/// Returns the address of the output of the last function.
#[wasm_bindgen(js_name = outputAddress)]
pub fn output_address() -> usize {
    read_number(|memory| memory.output.as_ptr().expose_provenance())
}

/// Returns the number of bytes of the output.
#[wasm_bindgen(js_name = outputLength)]
pub fn output_length() -> usize {
    read_number(|memory| memory.output.len())
}
