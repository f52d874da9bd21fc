//! The check that names of profiles, clusters, pools and GPU types share.

use super::unfilled_placeholder::reject_text;
use crate::diagnostic::{Code, Diagnostic, Sink, quoted};
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
            reject_text(code, text, path(), sink, |path| {
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
        let refused = Diagnostic::at(path.clone(), message);
        match Some(text.trim()).filter(|trimmed| (self.is_good)(trimmed)) {
            Some(trimmed) => {
                let title = format!("write {}", quoted(trimmed));
                refused
                    .help("remove the whitespace around it")
                    .fix(Fix::risky(title, [Edit::set_text(path, trimmed)]))
            }
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

/// A character as messages show it.
pub(super) fn character(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c => quoted(c.encode_utf8(&mut [0; 4])),
    }
}
