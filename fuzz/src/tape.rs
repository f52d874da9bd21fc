//! Random tapes with values and calls, as the JavaScript binding writes them.

use alien_sdk_core::internal::builder::{METHODS, Method};
use alien_sdk_core::internal::document::node;
use alien_sdk_core::internal::document::tape::{
    CALL, CLASS_OBJECT, CLOSE, KIND_BITS, NOT_UTF8, UNPAIRED,
};
use libfuzzer_sys::arbitrary::{Result, Unstructured};

use crate::words;

/// The words of nodes, and the text of their strings.
#[derive(Debug, Default)]
pub struct Tape {
    pub words: Vec<u32>,
    pub text: String,
}

impl Tape {
    /// Returns random words and a random text. They are hardly ever a valid tape.
    pub fn random_words(u: &mut Unstructured) -> Result<Self> {
        Ok(Self {
            words: u.arbitrary()?,
            text: u.arbitrary()?,
        })
    }

    /// Returns a tape with random calls.
    pub fn random_calls(u: &mut Unstructured) -> Result<Self> {
        let mut tape = Self::default();
        tape.write(node::ARRAY, 0);
        // Most other methods have no effect before a call that creates a builder.
        if u.arbitrary()? {
            let first = ["container", "from", "stack", "fromStack"];
            let method = *u.choose(&first)?;
            let number = METHODS.iter().position(|it| it.name == method);
            tape.write_call_of(number.unwrap_or_default(), u)?;
        }
        while tape.words.len() < 4000 && !u.is_empty() {
            tape.write_call(u)?;
        }
        tape.write(CLOSE, 0);
        Ok(tape)
    }

    /// Returns a tape with a random value.
    pub fn random_value(u: &mut Unstructured) -> Result<Self> {
        let mut tape = Self::default();
        tape.write_value(u, 6)?;
        Ok(tape)
    }

    /// Replaces one word by a random word.
    pub fn corrupt(&mut self, u: &mut Unstructured) -> Result<()> {
        let at = u.choose_index(self.words.len())?;
        self.words[at] = match u.arbitrary()? {
            true => u.int_in_range(0..=40 << KIND_BITS)?,
            false => u.arbitrary()?,
        };
        Ok(())
    }

    /// Writes a random call.
    fn write_call(&mut self, u: &mut Unstructured) -> Result<()> {
        let number = u.choose_index(METHODS.len())?;
        self.write_call_of(number, u)
    }

    /// Writes a call of the method with a number, with random arguments.
    fn write_call_of(&mut self, number: usize, u: &mut Unstructured) -> Result<()> {
        let Method { name, min, max, .. } = METHODS[number];
        if u.arbitrary()? {
            self.write(CALL, number as u32);
        } else {
            self.write(node::ARRAY, 0);
            self.string(name);
        }
        for _ in 0..u.int_in_range(min..=max)? {
            self.write_value(u, 4)?;
        }
        self.write(CLOSE, 0);
        Ok(())
    }

    /// Writes a random value with up to `depth` levels of nesting.
    fn write_value(&mut self, u: &mut Unstructured, depth: u32) -> Result<()> {
        match u.int_in_range(0..=15)? {
            0 => self.write(node::NULL, 0),
            1 => self.write(node::BOOL, u.int_in_range(0..=1)?),
            2 => self.write(node::INTEGER, u.arbitrary()?),
            3 => {
                let bits = u.arbitrary::<f64>()?.to_bits();
                self.write(node::FLOAT, 0);
                self.words.extend([bits as u32, (bits >> 32) as u32]);
            }
            4 => self.write(node::FOREIGN, u.int_in_range(0..=11)?),
            5 => self.string(u.arbitrary()?),
            6 => self.write(*u.choose(&[UNPAIRED, NOT_UTF8])?, 0),
            7..=9 if depth > 0 => {
                self.write(node::ARRAY, 0);
                for _ in 0..u.int_in_range(0..=3)? {
                    self.write_value(u, depth - 1)?;
                }
                self.write(CLOSE, 0);
            }
            10..=12 if depth > 0 => {
                if u.arbitrary()? {
                    self.write(node::OBJECT, 0);
                } else {
                    self.text.push_str("Config");
                    self.write(CLASS_OBJECT, 6);
                }
                for _ in 0..u.int_in_range(0..=5)? {
                    self.string(u.choose(words())?);
                    self.write_value(u, depth - 1)?;
                }
                self.write(CLOSE, 0);
            }
            13 => self.write(node::INTEGER, u.int_in_range(0..=10)?),
            _ => self.string(u.choose(words())?),
        }
        Ok(())
    }

    /// Writes a word.
    fn write(&mut self, kind: u32, payload: u32) {
        self.words.push(kind | payload << KIND_BITS);
    }

    fn string(&mut self, text: &str) {
        self.text.push_str(text);
        self.write(node::STRING, text.len() as u32);
    }
}
