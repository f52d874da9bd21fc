//! The words of a command.

use crate::diagnostic::is_word;
use crate::document::Kind;
use crate::draft::Field;
use crate::fix::Fix;
use crate::model::names::is_one_of;
use crate::reader::{Expected, Reader, Suggestion};
use crate::secret::is_secret_after;
use crate::span::NodeId;

impl<'d> Reader<'_, 'd, '_> {
    pub(super) fn command(&mut self, id: NodeId) -> Option<Vec<Field<&'d str>>> {
        if let Some(line) = self.document.str(id) {
            let meant = split_words(line);
            return self.report_wrong_type_with_suggestion(id, Expected::List, meant, Fix::risky);
        }
        if self.document.kind(id) == Kind::Object {
            // It is not a word, so putting it in an array would not help.
            return self.report_wrong_type_with_suggestion(id, Expected::List, None, Fix::risky);
        }
        let mut before = None;
        let words = self.list(id, |reader, id| {
            let before = before.replace(id);
            let word = reader.document.unbroken_str(id);
            word.or_else(|| reader.report_non_string_word(id, before))
        })?;
        // A list that was cut off before its first word may not be empty.
        (!words.is_empty() || !self.document.is_unfinished(id)).then_some(words)
    }

    /// Reports an element of a command that is not a string. Always returns `None`.
    #[cold]
    fn report_non_string_word<T>(&mut self, id: NodeId, before: Option<NodeId>) -> Option<T> {
        let before = before.and_then(|before| self.document.str(before));
        let is_secret = before.is_some_and(|before| is_secret_after(before, "0"));
        let expected = if is_secret {
            Expected::SecretText
        } else {
            Expected::FreeText
        };
        self.report_wrong_type(id, expected)
    }
}

/// The words of a command line, as a JSON array. A line with anything that only a shell understands is run by a shell.
fn split_words(line: &str) -> Option<Suggestion> {
    let is_plain = |c: char| is_word(c) || is_one_of("-_./:=@%+, ", c);
    let words: Vec<_> = line.split_whitespace().collect();
    if words.is_empty() || line.len() > 100 {
        return None;
    }
    Some(match line.chars().all(is_plain) {
        true => Suggestion::from_words(&words),
        false => Suggestion::from_words(&["sh", "-c", line.trim()]),
    })
}
