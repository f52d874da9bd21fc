//! What crosses into other languages: located diagnostics, and the functions that bindings call.
//!
//! Every type here has its TypeScript form derived from it, so that no binding describes it again.

mod built;
mod changes;
mod fixes;
mod functions;
mod locate;
mod sites;
mod size;

pub use built::Built;
pub use fixes::apply_fixes;
pub use functions::*;
pub use locate::{Located, locate};
pub use sites::Site;

use serde::Serialize;

use crate::diagnostic;

/// What was found wrong with a declaration.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether there is no error. Warnings and infos may be there.
    pub valid: bool,
    /// Everything that was found, in the order of the declaration.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether there was more than a report holds; errors are kept before the rest.
    pub truncated: bool,
}

/// One fault: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// The stable name of the fault: `port-out-of-range`. See `explain`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, with the offending value.
    pub message: String,
    /// A JSON Pointer into the declaration as it was written: `/ports/0/port`. Of a key longer than 256 characters it has
    /// the start, then `…`; fixes of what is inside such a key are left out.
    pub path: String,
    /// Whether the key or the value at `path` is meant.
    pub target: Target,
    /// Where it stands in the text, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// The builder call that brought it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Other places involved.
    pub related: Vec<Related>,
    /// Ways to put it right, the likeliest first.
    pub fixes: Vec<Fix>,
    /// Where the code is explained, inside this package and its repository.
    pub docs: String,
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The platform would refuse the declaration, or break it.
    Error,
    /// The platform would accept it, but likely not as meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl From<diagnostic::Severity> for Severity {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Error => Self::Error,
            diagnostic::Severity::Warning => Self::Warning,
            diagnostic::Severity::Info => Self::Info,
        }
    }
}

/// Which part of a member is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// From `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// The character after the last one.
    pub end: Position,
}

/// A line and a character in it, both from 0; characters are UTF-16 units unless asked otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// The character, from 0.
    pub character: u32,
}

/// A builder call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// The method, `new` for the constructor.
    pub method: &'static str,
    /// The number of the call; the constructor is 0.
    pub number: u32,
    /// The call as it was written, scalar arguments only: `.port(70000)`.
    pub text: String,
    /// The file it stands in, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Its column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// Another place that is involved, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Related {
    /// A JSON Pointer into the declaration.
    pub path: String,
    /// Where it stands in the text, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// The builder call that brought it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// What stands there.
    pub message: String,
}

/// A way to put it right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What it does, as an instruction.
    pub title: String,
    /// Whether a tool may make it without asking.
    pub applicability: Applicability,
    /// The edits, to be made all or none.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The meaning stays as it is, and no new error appears.
    Safe,
    /// The likely intent, but a person should look.
    Unsafe,
}

/// One change of a declaration. Paths are as the declaration stands before the fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Edit {
    /// Puts a value at a path; an absent key is added to its object.
    Set {
        /// Where.
        path: String,
        /// The value, as JSON text.
        json: String,
    },
    /// Removes a key with its value, or an element.
    Remove {
        /// Where.
        path: String,
    },
    /// Removes the first of several equal keys of one object, with its value.
    RemoveFirst {
        /// Where.
        path: String,
    },
    /// Gives a key another name.
    Rename {
        /// Where.
        path: String,
        /// The new name.
        key: String,
    },
    /// Makes text of the number or boolean at a path. The edit carries no value, since it may be secret.
    Quote {
        /// Where.
        path: String,
    },
    /// Makes a map of the list of `NAME=value` texts at a path, without carrying them.
    Pairs {
        /// Where.
        path: String,
    },
}

/// What changes from one declaration to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Diff {
    /// Every key that differs. Where the paths of all would take more than 4 MB, whole objects stand for the keys in them.
    pub changes: Vec<Change>,
    /// The same for people, a line each; empty if nothing changes.
    pub text: String,
}

/// A key that differs. Values of variables are never shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Whether it is new, gone, or another.
    pub kind: ChangeKind,
    /// A JSON Pointer into both normalised declarations: `/resources/api/config/replicas`.
    pub path: String,
    /// What it was, as JSON text; absent if it is new or may be secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is now, as JSON text; absent if it is gone or may be secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether the platform refuses it.
    pub refused: bool,
    /// Whether data is lost with it.
    pub loses_data: bool,
}

/// How a key differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
}

/// Everything about a code: what `explain` gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The stable name of the fault.
    pub code: &'static str,
    /// The severity of its diagnostics.
    pub severity: Severity,
    /// The fault in one line.
    pub summary: &'static str,
    /// Why it is a fault.
    pub why: &'static str,
    /// A document that has this fault, and no other.
    pub fails: String,
    /// The same document put right.
    pub passes: String,
    /// Where this is written down, inside this package and its repository.
    pub docs: String,
}

/// Every code there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
pub struct Catalog {
    /// The codes, in the order of their names.
    pub codes: Vec<Explanation>,
}
