//! Fixes: what to change in a declaration, as edits of paths.
//!
//! `document::text_edit` turns these edits into edits of a text.

use std::fmt;

use serde::Serialize;

use crate::json_text::json_string;
use crate::path::Path;

/// A change that removes a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an instruction: `write "512Mi"`.
    pub title: String,
    /// The edits, to be made all or none.
    pub edits: Vec<Edit>,
    /// Whether a tool may make it without asking.
    pub applicability: Applicability,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The fix keeps the meaning of the declaration and adds no new error.
    ///
    /// If the declaration has a normalised form, the fix does not change it. If an error prevents that, the fix writes the
    /// only thing that the declaration can mean. An error may appear that the fault had hidden, since the corrected value
    /// is compared with others.
    Safe,
    /// The fix is probably what was intended, but a person should review it.
    Unsafe,
}

/// One change of a declaration. Every path is as the declaration stands before the fix.
#[derive(Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts a value, given as JSON text, at a path; an absent key is added to its object.
    Set {
        /// Where.
        path: Path,
        /// The value as JSON text.
        value: String,
    },
    /// Removes a key with its value, or an element.
    Remove {
        /// Where.
        path: Path,
    },
    /// Removes the first of several equal keys of one object, with its value.
    RemoveFirst {
        /// Where.
        path: Path,
    },
    /// Gives a key another name.
    Rename {
        /// Where.
        path: Path,
        /// The new name.
        key: String,
    },
    /// Makes text of the number or boolean at a path; the edit carries no value, since it may be secret.
    Quote {
        /// Where.
        path: Path,
    },
    /// Makes a map of the list of `NAME=value` texts at a path; carries no value, since they may be secret.
    Pairs {
        /// Where.
        path: Path,
    },
}

impl Fix {
    /// A fix that keeps the meaning; see [`Applicability::Safe`].
    #[inline(never)]
    pub fn safe(title: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            title: title.into(),
            edits: edits.into(),
            applicability: Applicability::Safe,
        }
    }

    /// A fix that is likely, but changes the meaning.
    #[inline(never)]
    pub fn risky(title: impl Into<String>, edits: impl Into<Vec<Edit>>) -> Self {
        Self {
            title: title.into(),
            edits: edits.into(),
            applicability: Applicability::Unsafe,
        }
    }
}

/// Without values, which may be secret.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Set { .. } => "Set",
            Self::Remove { .. } => "Remove",
            Self::RemoveFirst { .. } => "RemoveFirst",
            Self::Rename { .. } => "Rename",
            Self::Quote { .. } => "Quote",
            Self::Pairs { .. } => "Pairs",
        };
        let mut edit = f.debug_struct(kind);
        edit.field("path", self.path()).finish_non_exhaustive()
    }
}

impl Edit {
    /// Puts `value`, JSON text, at `path`.
    #[inline(never)]
    pub fn set(path: Path, value: impl Into<String>) -> Self {
        Self::Set {
            path,
            value: value.into(),
        }
    }

    /// Puts `text`, as a JSON string, at `path`.
    #[inline(never)]
    pub fn set_text(path: Path, text: &str) -> Self {
        Self::set(path, json_string(text))
    }

    /// The path that the edit is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::Set { path, .. }
            | Self::Remove { path }
            | Self::RemoveFirst { path }
            | Self::Rename { path, .. }
            | Self::Quote { path }
            | Self::Pairs { path } => path,
        }
    }
}
