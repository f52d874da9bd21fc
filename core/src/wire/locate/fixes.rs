//! Converts fixes to located fixes, with paths from the root and with edits of the text.

use super::Locator;
use crate::diagnostic::Location;
use crate::document::Document;
use crate::document::text_edit::{self, Style};
use crate::fix;
use crate::model::keys;
use crate::normalise;
use crate::reader::masked_path;
use crate::secret::mask_name;
use crate::span::{NodeId, Span};
use crate::wire::{Edit, Fix, TextEdit};

impl Locator<'_, '_, '_> {
    /// Converts a fix for other languages. `None` if one of its paths is cut off, or if the fix contains a secret.
    pub(super) fn convert_fix(&mut self, base: NodeId, fix: fix::Fix) -> Option<Fix> {
        let edits = fix.edits.into_iter().map(|edit| {
            let Some(path) = edit.path() else {
                return self.convert_text_edit(edit);
            };
            let whole = self.index.path_from_root(base, path);
            if whole.is_cut() {
                return None;
            }
            let path = masked_path(whole.clone()).into_string();
            Some(match edit {
                fix::Edit::Set { value, .. } if normalise::has_secrets(&value, &whole) => {
                    return None;
                }
                fix::Edit::Set { value, .. } => Edit::Set { path, json: value },
                fix::Edit::Remove { .. } => Edit::Remove { path },
                fix::Edit::RemoveFirst { .. } => Edit::RemoveFirst { path },
                fix::Edit::Rename { key, .. } if mask_name(&key) != key => return None,
                fix::Edit::Rename { key, .. } => Edit::Rename { path, key },
                fix::Edit::Move { to, .. } => {
                    let to = self.index.path_from_root(base, &to);
                    if to.is_cut() {
                        return None;
                    }
                    let to = masked_path(to).into_string();
                    Edit::Move { path, to }
                }
                fix::Edit::Quote { .. } => Edit::Quote { path },
                fix::Edit::Pairs { .. } => Edit::Pairs { path },
                fix::Edit::Replace { .. } => return None,
            })
        });
        Some(Fix {
            edits: edits.collect::<Option<_>>()?,
            title: fix.title,
            applicability: fix.applicability,
            text_edits: None,
        })
    }

    /// The edits of the text that a fix makes; `Some(None)` if they can't be shown, and `None` if the fix can't be made.
    pub(super) fn text_edits(
        &mut self,
        base: NodeId,
        edits: &[fix::Edit],
    ) -> Option<Option<Vec<TextEdit>>> {
        if text_edit::replaces_text(edits) {
            let replaced = edits.iter().map(|edit| match edit {
                fix::Edit::Replace { span, text } => Some(self.text_edit(*span, text.clone())),
                _ => None,
            });
            return Some(replaced.collect());
        }
        let document = self.document;
        let style = self.style.get_or_insert_with(|| Style::detect(document));
        let made = text_edit::text_edits(&mut self.index, base, edits, style);
        let Some(made) = made else {
            return text_edit::can_edit(&mut self.index, base, edits).then_some(None);
        };
        let made = made.into_iter();
        Some(Some(
            made.map(|edit| self.text_edit(edit.span, edit.text))
                .collect(),
        ))
    }

    fn text_edit(&self, span: Span, new_text: String) -> TextEdit {
        TextEdit {
            range: self.span_range(span),
            new_text,
        }
    }

    /// Converts an edit of the text. `None` if its new text could be part of a secret: a number that was written in
    /// another way is only shown as the value of a key of the model.
    fn convert_text_edit(&mut self, edit: fix::Edit) -> Option<Edit> {
        let fix::Edit::Replace { span, text } = edit else {
            return None;
        };
        if text.len() > 1 && text.contains(|c: char| c.is_ascii_digit()) {
            let location = Location::Span(span);
            let found = self.nearest_node(&location, Document::ROOT);
            let (path, _) = self.path_and_target(&location, Document::ROOT, found.node);
            let is_known = path
                .segments()
                .last()
                .is_some_and(|key| keys::is_known_key(&key));
            if !is_known || path.is_cut() || normalise::mask_json(&text, &path) != text {
                return None;
            }
        }
        let range = self.span_range(span);
        Some(Edit::Replace { range, text })
    }
}
