//! Fixes: what to change in a declaration, as edits of paths.
//!
//! `document::text_edit` turns these edits into edits of a text.

use std::fmt::Write;

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

/// Whether a fix may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The meaning stays as it is, and there are no more errors than before.
    ///
    /// A declaration that has a normalised form keeps it. Where an error leaves none, what is written can mean only one
    /// thing, and the fix writes that as the platform reads it: whatever else is then put right comes to the same. An
    /// error may show that the fault had hidden, since a value that is put right is compared with others.
    Safe,
    /// The likely intent, but a person should look.
    Unsafe,
}

/// One change of a declaration. Every path is as the declaration stands before the fix.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        Self::set(path, json(text))
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

/// `text` as a JSON string. Unlike `quoted`, which is for messages, nothing is left out.
pub fn json(text: &str) -> String {
    let mut out = String::new();
    string(text, &mut out);
    out
}

/// Puts `text` behind `out` as a JSON string, escaped as `JSON.stringify` does it.
pub fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest
        .bytes()
        .position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = tail.chars();
        match chars.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some(c @ ('"' | '\\')) => {
                out.push('\\');
                out.push(c);
            }
            Some(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
