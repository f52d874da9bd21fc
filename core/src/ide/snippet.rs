//! Texts with places that a person fills in.

/// A text with places that a person fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text in the syntax of the Language Server Protocol: `{"port": ${1:8080}}`.
    pub text: String,
    /// The same text without marks: `{"port": 8080}`.
    pub plain: String,
    stops: u32,
}

impl Snippet {
    /// Whether a person fills in something.
    pub fn has_stops(&self) -> bool {
        self.stops > 0
    }

    pub(super) fn push(&mut self, text: &str) {
        self.plain.push_str(text);
        push_escaped(text, "$\\", &mut self.text);
    }

    /// Removes the first byte, which is a space.
    #[cfg(feature = "yaml")]
    pub(super) fn strip_first(&mut self) {
        for text in [&mut self.text, &mut self.plain] {
            text.drain(..text.len().min(1));
        }
    }

    /// Adds a place, with a proposal.
    pub(super) fn push_stop(&mut self, proposal: &str) {
        self.stops += 1;
        self.plain.push_str(proposal);
        match proposal {
            "" => self.text.push_str(&format!("${}", self.stops)),
            _ => {
                self.text.push_str(&format!("${{{}:", self.stops));
                push_escaped(proposal, "$}\\", &mut self.text);
                self.text.push('}');
            }
        }
    }

    /// Adds a value, which is a place if a person fills it in. The quotes of a string are outside of the place.
    pub(super) fn push_value(&mut self, value: &str, quote: char, is_stop: bool) {
        let inner = value.strip_prefix(quote);
        match inner.and_then(|rest| rest.strip_suffix(quote)) {
            _ if !is_stop => self.push(value),
            Some(inner) => {
                self.push(quote.encode_utf8(&mut [0; 4]));
                self.push_stop(inner);
                self.push(quote.encode_utf8(&mut [0; 4]));
            }
            None => self.push_stop(value),
        }
    }
}

fn push_escaped(text: &str, special: &str, out: &mut String) {
    for c in text.chars() {
        if special.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}
