//! Strings and values that another language passes.

use std::borrow::Cow;

use alien_sdk_core::internal::document::{Buffers, Document, Source, tape};
use alien_sdk_core::internal::validate::{BadTape, Input, Replaced};

use crate::options::ValidateOptions;

/// A string. It is passed as bytes, because UniFFI doesn't check that the bytes of a string are valid UTF-8, and strings of
/// Ruby may contain any bytes. Languages whose strings may contain half of a surrogate pair encode it like a character.
pub struct Text {
    text: String,
    replaced: Option<Replaced>,
}

/// A text of the core that is mostly a constant.
pub type StaticText = Cow<'static, str>;

uniffi::custom_type!(StaticText, String, {
    remote,
    try_lift: |text| Ok(text.into()),
    lower: |text| text.into_owned(),
});

uniffi::custom_type!(Text, Vec<u8>, {
    try_lift: |bytes| Ok(Text::from_bytes(bytes)),
    lower: |text| text.text.into_bytes(),
});

impl Text {
    fn from_bytes(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self {
                text,
                replaced: None,
            },
            Err(error) => Self::replace(error.as_bytes()),
        }
    }

    /// Replaces each half of a surrogate pair and each invalid sequence of bytes by U+FFFD.
    fn replace(mut bytes: &[u8]) -> Self {
        let (mut text, mut replaced) = (String::with_capacity(bytes.len()), Replaced::Surrogates);
        while let Some(chunk) = bytes.utf8_chunks().next() {
            text.push_str(chunk.valid());
            let rest = bytes.get(chunk.valid().len()..).unwrap_or_default();
            let invalid = match rest {
                // UTF-8 would encode U+D800 to U+DFFF in this way.
                [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => 3,
                _ => {
                    if !chunk.invalid().is_empty() {
                        replaced = Replaced::Bytes;
                    }
                    chunk.invalid().len()
                }
            };
            if invalid > 0 {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            bytes = rest.get(invalid..).unwrap_or_default();
        }
        Self {
            text,
            replaced: Some(replaced),
        }
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Nodes of values as the core reads them, and the text of their strings.
#[derive(uniffi::Record)]
pub struct Tape {
    /// The words, each as four bytes, the lowest first.
    pub words: Vec<u8>,
    /// All strings, one after the other.
    pub text: Text,
}

impl Tape {
    /// The words.
    pub fn words(&self) -> Vec<u32> {
        let (words, _) = self.words.as_chunks();
        words.iter().map(|word| u32::from_le_bytes(*word)).collect()
    }

    /// The value, or builder calls.
    pub fn document(&self) -> Result<Document<'_>, BadTape> {
        let text = self.text.as_str();
        tape::read_tape(&self.words(), text, Source::Value, Buffers::default()).ok_or(BadTape)
    }
}

/// A declaration: a text or a value.
#[derive(uniffi::Enum)]
pub enum Declaration {
    /// A text in JSON or YAML.
    Text {
        /// The text.
        text: Text,
    },
    /// A value.
    Value {
        /// The value.
        value: Tape,
    },
}

impl Declaration {
    /// Runs `work` with the declaration as the core reads it.
    pub fn with<T>(
        &self,
        options: &ValidateOptions,
        work: impl FnOnce(Input) -> Result<T, BadTape>,
    ) -> Result<T, BadTape> {
        match self {
            Self::Text { text } => {
                let (bytes, most) = (text.text.len(), options.to_core().limits.max_bytes());
                work(match text.replaced {
                    _ if bytes > most => Input::TooLarge(Some(bytes)),
                    Some(replaced) => Input::Replaced(&text.text, replaced),
                    None => Input::Text(&text.text),
                })
            }
            Self::Value { value } => work(Input::Tape {
                words: &value.words(),
                text: value.text.as_str(),
            }),
        }
    }
}
