//! Suggests names among the many that a stack may have.

use crate::collections::sorted_by_key;
use crate::diagnostic::Sink;
use crate::reader::suggest;

/// The maximum number of names that are compared with a word: comparing all names of a large stack would take seconds.
const COMPARED: usize = 1000;

/// The name that was probably meant by an unknown word, unless the report has used up its budget for suggestions.
pub(super) fn nearest<'n>(
    word: &str,
    names: impl Iterator<Item = &'n str>,
    sink: &mut Sink,
) -> Option<&'n str> {
    if !sink.may_suggest() {
        return None;
    }
    let seen = names.take_while(|_| sink.may_compare(word.len()));
    let is_similar = |name: &&str| *name != word && name.len().abs_diff(word.len()) <= 3;
    suggest(word, seen.filter(is_similar).take(COMPARED))
}

/// Names sorted by length, so that only names of a similar length are compared.
#[derive(Debug)]
pub(super) struct BySize<'n>(Vec<&'n str>);

impl<'n> BySize<'n> {
    /// Sorts names.
    pub(super) fn new(names: Vec<&'n str>) -> Self {
        Self(sorted_by_key(names, |name| name.len()))
    }

    /// Names that are about as long as a word.
    pub(super) fn similar(&self, word: &str) -> &[&'n str] {
        let start = self.0.partition_point(|name| name.len() + 3 < word.len());
        let end = self.0.partition_point(|name| name.len() <= word.len() + 3);
        // More than are compared, since the caller may skip some.
        let end = end.min(start + 2 * COMPARED);
        self.0.get(start..end).unwrap_or_default()
    }
}
