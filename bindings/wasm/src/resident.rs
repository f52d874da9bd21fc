//! Memory that JavaScript writes to and reads from directly, kept from one call to the next.

use std::cell::RefCell;

use alien_sdk_core::document::Buffers;
use alien_sdk_core::validate::{BadTape, Input, Options};
use alien_sdk_core::wire::{Report, Workspace};
use tsify::Ts;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What stays in memory between calls.
#[derive(Default)]
pub struct Memory {
    words: Vec<u32>,
    bytes: Vec<u8>,
    aside: Aside,
    /// What a function leaves for JavaScript to read.
    pub output: String,
    /// What a function that said no has to say.
    answer: Option<Result<Ts<Report>, JsError>>,
    /// The vectors of the last document.
    pub buffers: Buffers,
    /// The vectors of the last build.
    pub workspace: Workspace,
}

/// A text or a value that was put aside, with the length of a text that is too large.
#[derive(Default)]
struct Aside {
    words: Vec<u32>,
    text: String,
    too_large: Option<usize>,
}

/// Runs `work` on the memory. No function of this crate is entered while another one runs.
pub fn with<T>(work: impl FnOnce(&mut Memory) -> Result<T, JsError>) -> Result<T, JsError> {
    MEMORY.with(|memory| work(&mut *memory.try_borrow_mut()?))
}

/// Runs work that mostly finds nothing, and says whether it did; else [`answer`] has the report, or why there is none.
///
/// A boolean crosses without any work in JavaScript, a result with some.
pub fn finds_nothing(
    work: impl FnOnce(&mut Memory) -> Result<Option<Ts<Report>>, JsError>,
) -> bool {
    let run = |memory: &mut Memory| {
        memory.answer = work(memory).transpose();
        Ok(memory.answer.is_none())
    };
    with(run).unwrap_or_default()
}

/// What the last function found that returned `false`.
#[wasm_bindgen]
pub fn answer() -> Result<Option<Ts<Report>>, JsError> {
    with(|memory| memory.answer.take().transpose())
}

fn look(what: impl FnOnce(&Memory) -> usize) -> usize {
    MEMORY.with(|memory| memory.try_borrow().map_or(0, |memory| what(&memory)))
}

impl Memory {
    /// The text or value that was written last. A text that is too large for these options was not written.
    #[inline(never)]
    pub fn input(
        &self,
        words: usize,
        bytes: usize,
        options: &Options,
    ) -> Result<Input<'_>, BadTape> {
        if words == 0 && bytes > options.limits.most_bytes() {
            return Ok(Input::TooLarge(bytes));
        }
        let (words, text) = self.tape(words, bytes)?;
        Ok(input(words, text))
    }

    /// The nodes and strings that were written last.
    pub fn tape(&self, words: usize, bytes: usize) -> Result<(&[u32], &str), BadTape> {
        let words = self.words.get(..words).ok_or(BadTape)?;
        Ok((words, self.text(bytes)?))
    }

    /// The text that was written last.
    pub fn text(&self, bytes: usize) -> Result<&str, BadTape> {
        let bytes = self.bytes.get(..bytes).ok_or(BadTape)?;
        std::str::from_utf8(bytes).map_err(|_| BadTape)
    }

    /// Keeps what was written last.
    pub fn put_aside(
        &mut self,
        words: usize,
        bytes: usize,
        options: &Options,
    ) -> Result<(), JsError> {
        let is_too_large = matches!(self.input(words, bytes, options)?, Input::TooLarge(_));
        let (words, text) = if is_too_large {
            Default::default()
        } else {
            self.tape(words, bytes)?
        };
        self.aside = Aside {
            words: words.to_vec(),
            text: text.to_owned(),
            too_large: is_too_large.then_some(bytes),
        };
        Ok(())
    }

    /// What was put aside.
    pub fn aside(&self) -> Input<'_> {
        match self.aside.too_large {
            Some(bytes) => Input::TooLarge(bytes),
            None => input(&self.aside.words, &self.aside.text),
        }
    }
}

fn input<'a>(words: &'a [u32], text: &'a str) -> Input<'a> {
    if words.is_empty() {
        Input::Text(text)
    } else {
        Input::Tape { words, text }
    }
}

/// Makes room for so many words of nodes and bytes of text; what was written before stays.
#[wasm_bindgen]
pub fn reserve(words: usize, bytes: usize) -> Result<(), JsError> {
    with(|memory| {
        grow(&mut memory.words, words.max(4 << 10))?;
        grow(&mut memory.bytes, bytes.max(16 << 10))
    })
}

fn grow<T: Copy + Default>(vector: &mut Vec<T>, length: usize) -> Result<(), JsError> {
    let more = length.saturating_sub(vector.len());
    if more > 0 {
        // Amortised: a little more each time would copy everything each time.
        vector.try_reserve(more)?;
        vector.resize(vector.capacity(), T::default());
    }
    Ok(())
}

/// Where words of nodes are written.
#[wasm_bindgen(js_name = wordsAt)]
pub fn words_at() -> usize {
    look(|memory| memory.words.as_ptr().expose_provenance())
}

/// How many words of nodes there is room for.
#[wasm_bindgen(js_name = wordsLength)]
pub fn words_length() -> usize {
    look(|memory| memory.words.len())
}

/// Where text is written.
#[wasm_bindgen(js_name = bytesAt)]
pub fn bytes_at() -> usize {
    look(|memory| memory.bytes.as_ptr().expose_provenance())
}

/// How many bytes of text there is room for.
#[wasm_bindgen(js_name = bytesLength)]
pub fn bytes_length() -> usize {
    look(|memory| memory.bytes.len())
}

/// Where the output of the last function starts.
#[wasm_bindgen(js_name = outputAt)]
pub fn output_at() -> usize {
    look(|memory| memory.output.as_ptr().expose_provenance())
}

/// How many bytes the output has.
#[wasm_bindgen(js_name = outputLength)]
pub fn output_length() -> usize {
    look(|memory| memory.output.len())
}
