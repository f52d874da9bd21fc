//! Memory that JavaScript writes to and reads from directly, kept from one call to the next.

use std::cell::{OnceCell, RefCell};

use alien_sdk_core::internal::document::{Buffers, Limits};
use alien_sdk_core::internal::validate::{BadTape, DocumentKind, Input, Replaced};
use alien_sdk_core::internal::wire::Report;
use tsify::Ts;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What stays in memory between calls.
#[derive(Default)]
pub struct Memory {
    here: Slot,
    aside: (Written, Slot),
    /// What a function leaves for JavaScript to read.
    pub output: String,
    /// What a function that said no has to say.
    answer: Option<Result<Ts<Report>, JsError>>,
    /// The vectors of the last document.
    pub buffers: Buffers,
    /// The vectors of the last calls.
    pub calls: Buffers,
    /// What was not built, until the package asks for the error. Reading where calls were made may run a program's code,
    /// which may build something else: then that comes on top.
    pub refused: Vec<(Report, DocumentKind)>,
}

/// How much JavaScript wrote, and what it is.
#[derive(Clone, Copy, Default)]
pub struct Written {
    words: usize,
    bytes: usize,
    form: u8,
}

/// A text in which halves of surrogate pairs became U+FFFD.
const REPLACED: u8 = 1;
/// Bytes that a program passed, which may not be UTF-8.
const BYTES: u8 = 2;

impl Written {
    pub fn new(words: usize, bytes: usize, form: u8) -> Self {
        Self { words, bytes, form }
    }
}

/// Room for a text or a value.
#[derive(Default)]
struct Slot {
    words: Vec<u32>,
    bytes: Vec<u8>,
    /// The text of bytes that are not UTF-8.
    lossy: OnceCell<String>,
}

impl Slot {
    fn tape(&self, words: usize, bytes: usize) -> Result<(&[u32], &[u8]), BadTape> {
        let words = self.words.get(..words).ok_or(BadTape)?;
        Ok((words, self.bytes.get(..bytes).ok_or(BadTape)?))
    }

    fn input(&self, written: Written, limits: &Limits) -> Result<Input<'_>, BadTape> {
        let Written { words, bytes, form } = written;
        if is_too_large(written, limits) {
            // JavaScript passes the largest number for a length that doesn't fit.
            return Ok(Input::TooLarge(
                Some(bytes).filter(|bytes| *bytes < usize::MAX),
            ));
        }
        let (words, bytes) = self.tape(words, bytes)?;
        let text = match utf8(bytes) {
            Err(_) if form == BYTES => {
                let lossy = || String::from_utf8_lossy(bytes).into_owned();
                let text = self.lossy.get_or_init(lossy);
                return Ok(Input::Replaced(text, Replaced::Bytes));
            }
            text => text?,
        };
        Ok(match form {
            _ if !words.is_empty() => Input::Tape { words, text },
            REPLACED => Input::Replaced(text, Replaced::Surrogates),
            _ => Input::Text(text),
        })
    }
}

/// Whether it is a text with more bytes than the limit, which JavaScript need not write.
fn is_too_large(written: Written, limits: &Limits) -> bool {
    written.words == 0 && written.bytes > limits.max_bytes()
}

fn utf8(bytes: &[u8]) -> Result<&str, BadTape> {
    std::str::from_utf8(bytes).map_err(|_| BadTape)
}

/// Runs `work` on the memory. No function of this crate is entered while another one runs.
pub fn with<T>(work: impl FnOnce(&mut Memory) -> Result<T, JsError>) -> Result<T, JsError> {
    MEMORY.with(|memory| {
        let memory = &mut *memory.try_borrow_mut()?;
        memory.here.lossy.take();
        work(memory)
    })
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
    /// The text or value that was written last.
    pub fn input(&self, written: Written, limits: &Limits) -> Result<Input<'_>, BadTape> {
        self.here.input(written, limits)
    }

    /// The nodes and strings that were written last.
    pub fn tape(&self, words: usize, bytes: usize) -> Result<(&[u32], &str), BadTape> {
        let (words, bytes) = self.here.tape(words, bytes)?;
        Ok((words, utf8(bytes)?))
    }

    /// Keeps what was written last.
    pub fn put_aside(&mut self, written: Written, limits: &Limits) -> Result<(), JsError> {
        let (words, bytes) = match is_too_large(written, limits) {
            true => Default::default(),
            false => self.here.tape(written.words, written.bytes)?,
        };
        let slot = Slot {
            words: words.to_vec(),
            bytes: bytes.to_vec(),
            ..Slot::default()
        };
        self.aside = (written, slot);
        Ok(())
    }

    /// What was put aside.
    pub fn aside(&self, limits: &Limits) -> Result<Input<'_>, BadTape> {
        let (written, slot) = &self.aside;
        slot.input(*written, limits)
    }
}

/// Makes room for so many words of nodes and bytes of text; what was written before stays.
#[wasm_bindgen]
pub fn reserve(words: usize, bytes: usize) -> Result<(), JsError> {
    with(|memory| {
        grow(&mut memory.here.words, words.max(4 << 10))?;
        grow(&mut memory.here.bytes, bytes.max(16 << 10))
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
    look(|memory| memory.here.words.as_ptr().expose_provenance())
}

/// How many words of nodes there is room for.
#[wasm_bindgen(js_name = wordsLength)]
pub fn words_length() -> usize {
    look(|memory| memory.here.words.len())
}

/// Where text is written.
#[wasm_bindgen(js_name = bytesAt)]
pub fn bytes_at() -> usize {
    look(|memory| memory.here.bytes.as_ptr().expose_provenance())
}

/// How many bytes of text there is room for.
#[wasm_bindgen(js_name = bytesLength)]
pub fn bytes_length() -> usize {
    look(|memory| memory.here.bytes.len())
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
