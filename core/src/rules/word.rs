//! The check that names of profiles, clusters, pools and GPU types share.

use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Sink, is_hidden, quoted};
use crate::fix::{Edit, Fix};
use crate::path::Path;

/// A kind of name, and what it may contain.
pub(super) struct Word {
    /// What it names: `cluster`.
    pub what: &'static str,
    /// The other characters that it may contain, for the help: `"_" or "-"`.
    pub marks: &'static str,
    /// Its maximum number of characters.
    pub longest: usize,
    /// A valid name.
    pub example: &'static str,
    /// Whether a text is a valid name.
    pub is_good: fn(&str) -> bool,
    /// The name that was probably meant by a name without spaces.
    pub rewrite: fn(&str) -> String,
}

impl Word {
    /// Reports an invalid name; returns whether it is invalid.
    pub(super) fn refuses(
        &self,
        code: &'static Code,
        text: &str,
        path: impl FnOnce() -> Path,
        sink: &mut Sink,
    ) -> bool {
        let refused = !(self.is_good)(text);
        if refused {
            reject_text(code, text, self.is_good, path(), sink, |path| {
                self.invalid_word_diagnostic(text, path)
            });
        }
        refused
    }

    fn invalid_word_diagnostic(&self, text: &str, path: Path) -> Diagnostic {
        let (what, marks, longest) = (self.what, self.marks, self.longest);
        let message = if text.is_empty() {
            format!("the name of the {what} is empty")
        } else {
            format!("{what} {} {}", quoted(text), self.reason(text))
        };
        let refused = Diagnostic::at(path.clone(), message).value(text);
        let trimmed = text.trim();
        let joined = trimmed.split_whitespace().collect::<Vec<_>>().join("-");
        let is_good = |meant: &String| (self.is_good)(meant);
        match Some((self.rewrite)(&joined)).filter(is_good) {
            Some(meant) if meant == trimmed => {
                let title = format!("write {}", quoted(&meant));
                refused
                    .help("remove the whitespace around it")
                    .suggestion(&meant)
                    .fix(Fix::risky(title, [Edit::set_text(path, &meant)]))
            }
            Some(meant) => refused.suggest_text(path, &meant),
            None => refused.help(format!(
                "write 1 to {longest} letters, digits, {marks}, starting with a letter or digit, such as {}",
                quoted(self.example)
            )),
        }
    }

    fn reason(&self, text: &str) -> String {
        // A character is allowed in names if a letter followed by it is a valid name.
        let stranger = text.chars().find(|c| !(self.is_good)(&format!("a{c}")));
        let first = text.chars().next();
        match (stranger, first) {
            (Some(c), _) => format!("contains {}", character(c)),
            (None, Some(first)) if !first.is_ascii_alphanumeric() => {
                format!("starts with {}", character(first))
            }
            _ => {
                let (count, longest) = (text.len(), self.longest);
                format!("has {count} characters, more than {longest}")
            }
        }
    }
}

/// A character as messages show it. One that is not ASCII is named by its code point too, since it may look like another.
pub(super) fn character(c: char) -> String {
    let shown = || quoted(c.encode_utf8(&mut [0; 4]));
    match c {
        ' ' => "a space".to_owned(),
        '\t' => "a tab".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        c if c.is_ascii() => shown(),
        c if is_hidden(c) => format!("the invisible character U+{:04X}", u32::from(c)),
        c => format!("{} (U+{:04X})", shown(), u32::from(c)),
    }
}
