//! Fixes: changes of a declaration, as edits of paths. `document::text_edit` converts them into edits of a text. Only
//! syntax errors are fixed by edits of the text itself.

use std::fmt;

use serde::Serialize;

use crate::json_text::json_string;
use crate::path::Path;
use crate::span::Span;

/// A change that removes a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an instruction: `write "512Mi"`.
    pub title: String,
    /// The edits. All of them are applied, or none.
    pub edits: Vec<Edit>,
    /// Whether a tool may apply the fix without asking.
    pub applicability: Applicability,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The fix keeps the meaning of the declaration and adds no new error.
    ///
    /// If the declaration has a normalised form, the fix does not change it. If it has none because of an error, the fix
    /// writes the only possible meaning. The fix may uncover an error that was hidden before, since the corrected value is
    /// compared with others.
    Safe,
    /// The fix is probably what was intended, but a person should review it.
    Unsafe,
}

/// One edit of a declaration. Paths refer to the declaration before the fix.
#[derive(Clone, PartialEq, Eq)]
pub enum Edit {
    /// Sets the value at a path. A missing key is added to its object.
    Set {
        /// The path.
        path: Path,
        /// The value, as JSON text.
        value: String,
    },
    /// Removes a key and its value, or an array element.
    Remove {
        /// The path.
        path: Path,
    },
    /// Removes the first of several duplicate keys of one object, and its value.
    RemoveFirst {
        /// The path.
        path: Path,
    },
    /// Renames a key.
    Rename {
        /// The path.
        path: Path,
        /// The new name.
        key: String,
    },
    /// Moves a key with its value to another object, which must exist and not have the new key. The edit doesn't contain the
    /// value, since it may be secret.
    Move {
        /// The path.
        path: Path,
        /// The new path.
        to: Path,
    },
    /// Turns the number or boolean at a path into a string. The edit doesn't contain the value, since it may be secret.
    Quote {
        /// The path.
        path: Path,
    },
    /// Turns the list at a path into an object. Its elements are `NAME=value` strings, or objects with a name and a value
    /// such as `{"name": …, "value": …}`; of a duplicate name, the last value is kept. The edit doesn't contain the values,
    /// since they may be secret.
    Pairs {
        /// The path.
        path: Path,
    },
    /// Replaces bytes of the text. This fixes syntax errors: what is at fault there has no path. A fix has either only
    /// such edits or none.
    Replace {
        /// The bytes that are replaced; empty to insert text.
        span: Span,
        /// The new text.
        text: String,
    },
}

impl Fix {
    /// Creates a fix that keeps the meaning; see [`Applicability::Safe`].
    #[inline(never)]
    pub fn safe(title: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            title: title.into(),
            edits: edits.into(),
            applicability: Applicability::Safe,
        }
    }

    /// Creates a fix that is likely, but changes the meaning.
    #[inline(never)]
    pub fn risky(title: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            title: title.into(),
            edits: edits.into(),
            applicability: Applicability::Unsafe,
        }
    }
}

/// Leaves out values, which may be secret.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Set { .. } => "Set",
            Self::Remove { .. } => "Remove",
            Self::RemoveFirst { .. } => "RemoveFirst",
            Self::Rename { .. } => "Rename",
            Self::Move { .. } => "Move",
            Self::Quote { .. } => "Quote",
            Self::Pairs { .. } => "Pairs",
            Self::Replace { span, .. } => {
                let mut edit = f.debug_struct("Replace");
                return edit.field("span", span).finish_non_exhaustive();
            }
        };
        let mut edit = f.debug_struct(kind);
        edit.field("path", &self.path()).finish_non_exhaustive()
    }
}

impl Edit {
    /// Sets the value at `path` to the JSON text `value`.
    #[inline(never)]
    pub fn set(path: Path, value: impl Into<String>) -> Self {
        Self::Set {
            path,
            value: value.into(),
        }
    }

    /// Sets the value at `path` to the string `text`.
    #[inline(never)]
    pub fn set_text(path: Path, text: &str) -> Self {
        Self::set(path, json_string(text))
    }

    /// Replaces the bytes of `span` by `text`.
    #[inline(never)]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self::Replace {
            span,
            text: text.into(),
        }
    }

    /// The path of the edit; `None` if it replaces bytes of the text.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Set { path, .. }
            | Self::Remove { path }
            | Self::RemoveFirst { path }
            | Self::Rename { path, .. }
            | Self::Move { path, .. }
            | Self::Quote { path }
            | Self::Pairs { path } => Some(path),
            Self::Replace { .. } => None,
        }
    }
}
