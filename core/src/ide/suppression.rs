//! The comment that hides a warning.

use super::Analysis;
use crate::document::text_edit::{Style, TextEdit};
use crate::span::{LineIndex, Span};
use crate::validate::suppress::{MARKER, UNUSED_SUPPRESSION};

impl Analysis<'_> {
    /// The edit that hides a warning with this code at a byte: a comment on a line of its own. `None` if the text may not
    /// contain comments, or if the warning is about such a comment.
    pub fn suppress(&self, code: &str, offset: u32) -> Option<TextEdit> {
        if !self.allows_comments || code == UNUSED_SUPPRESSION.name {
            return None;
        }
        let text = self.document.text();
        let lines = LineIndex::new(text);
        let start = lines.line_start(lines.line_of(offset))?;
        let style = Style::detect(&self.document);
        let rest = text.get(start as usize..)?;
        let indent = rest.split(|c| !matches!(c, ' ' | '\t')).next()?;
        let delimiter = match self.document.is_yaml() {
            true => "#",
            false => "//",
        };
        Some(TextEdit {
            span: Span::new(start, start),
            text: format!(
                "{indent}{delimiter} {MARKER} {code}: reason{}",
                style.line_break
            ),
        })
    }
}
