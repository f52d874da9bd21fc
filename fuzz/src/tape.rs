//! Values and calls as a binding writes them, made of random bytes.

use alien_sdk_core::internal::builder::{METHODS, Method};
use alien_sdk_core::internal::document::node;
use libfuzzer_sys::arbitrary::{Result, Unstructured};

use crate::words;

/// Nodes, four words each, and the text of their strings.
#[derive(Debug, Default)]
pub struct Tape {
    pub words: Vec<u32>,
    pub text: String,
}

impl Tape {
    /// A tape of random words, which hardly ever is one.
    pub fn any(u: &mut Unstructured) -> Result<Self> {
        let words = u.arbitrary()?;
        let text = u.arbitrary()?;
        Ok(Self { words, text })
    }

    /// A list of calls.
    pub fn calls(u: &mut Unstructured) -> Result<Self> {
        let mut tape = Self::default();
        let root = tape.open(node::ARRAY);
        while tape.words.len() < 4000 && !u.is_empty() {
            tape.call(u)?;
        }
        tape.close(root);
        Ok(tape)
    }

    /// A value.
    pub fn value(u: &mut Unstructured) -> Result<Self> {
        let mut tape = Self::default();
        tape.random(u, 6)?;
        Ok(tape)
    }

    /// Puts a random word in the place of another.
    pub fn spoil(&mut self, u: &mut Unstructured) -> Result<()> {
        let at = u.choose_index(self.words.len())?;
        self.words[at] = match u.arbitrary()? {
            true => u.int_in_range(0..=40)?,
            false => u.arbitrary()?,
        };
        Ok(())
    }

    fn call(&mut self, u: &mut Unstructured) -> Result<()> {
        let call = self.open(node::ARRAY);
        let number = u.choose_index(METHODS.len())?;
        let Method { name, min, max, .. } = METHODS[number];
        match u.arbitrary()? {
            true => self.string(name),
            false => self.leaf(node::INTEGER, 0, number as u32),
        }
        for _ in 0..u.int_in_range(min..=max)? {
            self.random(u, 4)?;
        }
        self.close(call);
        Ok(())
    }

    fn random(&mut self, u: &mut Unstructured, depth: u32) -> Result<()> {
        match u.int_in_range(0..=15)? {
            0 => self.leaf(node::NULL, 0, 0),
            1 => self.leaf(node::BOOL, u.int_in_range(0..=1)?, 0),
            2 => self.leaf(node::INTEGER, 0, u.arbitrary()?),
            3 => {
                let bits = u.arbitrary::<f64>()?.to_bits();
                self.leaf(node::FLOAT, bits as u32, (bits >> 32) as u32);
            }
            4 => self.leaf(node::FOREIGN, u.int_in_range(0..=11)?, 0),
            5 => self.string(u.arbitrary()?),
            6 => self.leaf(node::STRING | node::SURROGATE, 0, 0),
            7..=9 if depth > 0 => {
                let list = self.open(node::ARRAY);
                for _ in 0..u.int_in_range(0..=3)? {
                    self.random(u, depth - 1)?;
                }
                self.close(list);
            }
            10..=12 if depth > 0 => {
                let object = self.open(node::OBJECT);
                for _ in 0..u.int_in_range(0..=5)? {
                    self.string(u.choose(words())?);
                    self.random(u, depth - 1)?;
                }
                self.close(object);
            }
            13 => self.leaf(node::INTEGER, 0, u.int_in_range(0..=10)?),
            _ => self.string(u.choose(words())?),
        }
        Ok(())
    }

    fn leaf(&mut self, head: u32, a: u32, b: u32) {
        let next = self.words.len() as u32 / 4 + 1;
        self.words.extend([head, next, a, b]);
    }

    fn string(&mut self, text: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.leaf(node::STRING, start, text.len() as u32);
    }

    fn open(&mut self, head: u32) -> usize {
        self.leaf(head, 0, 0);
        self.words.len() - 3
    }

    /// Closes what was opened, which gives its number.
    fn close(&mut self, next: usize) {
        self.words[next] = self.words.len() as u32 / 4;
    }
}
