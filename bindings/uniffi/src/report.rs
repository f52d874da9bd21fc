//! Reports and their parts. Written by `cargo xtask generate`.

use alien_sdk_core::internal::wire::Range as SourceRange;
use alien_sdk_core::internal::wire::*;

use crate::text::StaticText;

/// The result of validating a declaration.
#[uniffi::remote(Record)]
pub struct Report {
    /// Whether there are no errors. There may still be warnings and infos.
    pub valid: bool,
    /// All diagnostics, in the order of the declaration.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether diagnostics were left out because there were too many. Errors are kept first.
    pub truncated: bool,
}

/// A single problem: what is wrong, where, and how to fix it.
#[uniffi::remote(Record)]
pub struct Diagnostic {
    /// The stable code of the problem, such as `port-out-of-range`. Pass it to `explain` for details.
    pub code: StaticText,
    /// The severity.
    pub severity: Severity,
    /// What is wrong, including the offending value.
    pub message: String,
    /// The values that the message and the help contain, such as `{value: 70000, min: 1, max: 65535}`. Absent if there are
    /// none.
    pub data: Option<Box<DiagnosticData>>,
    /// A JSON Pointer into the declaration as it was written, such as `/ports/0/port`. A key longer than 256 characters
    /// is cut off and ends in `…`; there are no fixes for anything inside such a key.
    pub path: String,
    /// Whether the problem is the key or the value at `path`.
    pub target: Target,
    /// The position in the text, if the declaration was given as text.
    pub range: Option<SourceRange>,
    /// The builder call that caused it, if there is one.
    pub call: Option<Call>,
    /// How to fix it.
    pub help: Option<String>,
    /// Other places in the declaration that are involved.
    pub related: Vec<Related>,
    /// Possible fixes, the most likely one first.
    pub fixes: Vec<Fix>,
    /// The page that explains the code, as a path in this package and its repository.
    pub docs: String,
}

/// A range in a text, from `start` up to but not including `end`.
#[uniffi::remote(Record)]
pub struct SourceRange {
    /// The first character.
    pub start: Position,
    /// The character after the last one.
    pub end: Position,
}

/// A position in a text: a line and a character in that line, both counted from 0. Characters are UTF-16 code units
/// unless the option `units` says otherwise.
#[uniffi::remote(Record)]
pub struct Position {
    /// The line, counted from 0.
    pub line: u32,
    /// The character in the line, counted from 0.
    pub character: u32,
}

/// A builder call.
#[uniffi::remote(Record)]
pub struct Call {
    /// The name of the method; `new` for the constructor.
    pub method: StaticText,
    /// The index of the call; the constructor has index 0. In a stack, the calls of a builder come before the call that
    /// adds it.
    pub number: u32,
    /// The call as source code, such as `.port(70000)`. Only strings, numbers and booleans are shown as arguments.
    pub text: String,
    /// The file that contains the call, if known.
    pub file: Option<String>,
    /// The line of the call, counted from 1.
    pub line: Option<u32>,
    /// The column of the call, counted from 1.
    pub column: Option<u32>,
}

/// Another place that is involved in a problem.
#[uniffi::remote(Record)]
pub struct Related {
    /// A JSON Pointer into the declaration.
    pub path: String,
    /// The position in the text, if the declaration was given as text.
    pub range: Option<SourceRange>,
    /// The builder call that caused it, if there is one.
    pub call: Option<Call>,
    /// What is at that place.
    pub message: String,
}

/// A way to fix the problem.
#[uniffi::remote(Record)]
pub struct Fix {
    /// What the fix does, as an instruction.
    pub title: String,
    /// Whether a tool may apply the fix without asking.
    pub applicability: Applicability,
    /// The edits. Apply all of them or none.
    pub edits: Vec<Edit>,
    /// The same edits as edits of the text, if the declaration was given as text. They are absent if they would contain
    /// values that may be secret.
    pub text_edits: Option<Vec<TextEdit>>,
}

/// An edit of a text, as in the Language Server Protocol.
#[uniffi::remote(Record)]
pub struct TextEdit {
    /// The range that is replaced; empty to insert text.
    pub range: SourceRange,
    /// The new text.
    pub new_text: String,
}

/// One edit of a declaration. Paths refer to the declaration before the fix.
#[uniffi::remote(Enum)]
pub enum Edit {
    /// Sets the value at a path. A missing key is added to its object.
    Set {
        /// The path.
        path: String,
        /// The value, as JSON text.
        json: String,
    },
    /// Removes a key and its value, or an array element.
    Remove {
        /// The path.
        path: String,
    },
    /// Removes the first of several duplicate keys of one object, and its value.
    RemoveFirst {
        /// The path.
        path: String,
    },
    /// Renames a key.
    Rename {
        /// The path.
        path: String,
        /// The new name.
        key: String,
    },
    /// Moves a key with its value to another object, which must exist and not have the new key. The edit doesn't contain
    /// the value, since it may be secret.
    Move {
        /// The path.
        path: String,
        /// The new path.
        to: String,
    },
    /// Turns the number or boolean at a path into a string. The edit doesn't contain the value, since it may be secret.
    Quote {
        /// The path.
        path: String,
    },
    /// Turns the list at a path into an object. Its elements are `NAME=value` strings, or objects with a name and a value
    /// such as `{"name": …, "value": …}`; of a duplicate name, the last value is kept. The edit doesn't contain the
    /// values, since they may be secret.
    Pairs {
        /// The path.
        path: String,
    },
    /// Replaces a range of the text. This fixes syntax errors; a fix has either only such edits or none.
    Replace {
        /// The range that is replaced; empty to insert text.
        range: SourceRange,
        /// The new text.
        text: String,
    },
}

/// The differences between two declarations.
#[uniffi::remote(Record)]
pub struct Diff {
    /// Every key that differs. If the paths would take more than 4 MB in total, whole objects are listed instead of
    /// their keys.
    pub changes: Vec<Change>,
    /// The same changes as readable text, one line for each; empty if nothing changes.
    pub text: String,
}

/// A key that differs. The values of environment variables are never shown.
#[uniffi::remote(Record)]
pub struct Change {
    /// Whether the key was added, removed or changed.
    pub kind: ChangeKind,
    /// A JSON Pointer into the normalised declarations, such as `/resources/api/config/replicas`.
    pub path: String,
    /// The old value, as JSON text. Absent if the key was added or the value may be secret.
    pub before: Option<String>,
    /// The new value, as JSON text. Absent if the key was removed or the value may be secret.
    pub after: Option<String>,
    /// Whether the platform rejects this change.
    pub refused: bool,
    /// Whether this change loses data.
    pub loses_data: bool,
}

/// How a key differs.
#[uniffi::remote(Enum)]
pub enum ChangeKind {
    /// The key was added.
    Added,
    /// The key was removed.
    Removed,
    /// The value changed.
    Changed,
}

/// The values that the message and the help contain, for programs and translations. Texts are as the message shows them:
/// possible secrets are masked, and long texts are cut off. Newer versions may add keys.
#[uniffi::remote(Record)]
pub struct DiagnosticData {
    /// The wrong value.
    pub value: Option<Scalar>,
    /// The minimum that is allowed.
    pub min: Option<Scalar>,
    /// The value must be above this number.
    pub exclusive_min: Option<Scalar>,
    /// The maximum that is allowed.
    pub max: Option<Scalar>,
    /// The unit of the numbers, or the unit in a wrong size.
    pub unit: Option<String>,
    /// The name of the unknown, duplicate or missing key.
    pub name: Option<String>,
    /// The name or value that was probably meant.
    pub suggestion: Option<String>,
}

/// A number or a text.
#[uniffi::remote(Enum)]
pub enum Scalar {
    /// A number. One that is too large to be the same in all languages is a text.
    Number(f64),
    /// A text.
    Text(String),
}

/// The severity of a diagnostic.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// The platform would reject the declaration or misinterpret it.
    Error,
    /// The platform would accept the declaration, but it probably doesn't do what was intended.
    Warning,
    /// Useful to know; nothing is wrong.
    Info,
}

/// Which part of a key-value pair a diagnostic is about.
#[uniffi::remote(Enum)]
pub enum Target {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// Whether a fix may be applied without asking.
#[uniffi::remote(Enum)]
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
