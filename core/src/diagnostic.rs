//! Diagnostics as the parsers, the decoder and the rules report them, before they are located in a text.

mod data;
mod sink;

pub use data::{DiagnosticData, Scalar};
pub use sink::Sink;

use std::ops::{Deref, DerefMut};

use serde::Serialize;

use crate::fix::{Edit, Fix};
use crate::path::Path;
use crate::secret::{TextKind, mask_beginning};
use crate::span::{NodeId, Span};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The platform would reject the declaration or misinterpret it.
    Error,
    /// The platform would accept the declaration, but it probably doesn't do what was intended.
    Warning,
    /// Useful to know; nothing is wrong.
    Info,
}

impl Severity {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A kind of problem.
#[derive(Debug)]
pub struct Code {
    /// The stable name, such as `port-out-of-range`.
    pub name: &'static str,
    /// The severity of every diagnostic with this code.
    pub severity: Severity,
}

/// The documentation of a code. A code doesn't refer to it, so that programs that only validate don't contain it.
///
/// `fails` and `passes` are either whole documents, which begin with `{` or, in YAML, with `---`, or members of a container, such as
/// `"memory": {…}`, which replace members of a small valid container. A test validates both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Docs {
    /// The code.
    pub code: &'static Code,
    /// The problem in one line.
    pub summary: &'static str,
    /// Why it is a problem, in a few sentences.
    pub why: &'static str,
    /// An example with this problem and no other.
    pub fails: &'static str,
    /// The same example with the problem fixed.
    pub passes: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

/// Which part of a key-value pair a diagnostic is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "tsify", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// The key.
    Key,
    /// The value.
    #[default]
    Value,
}

/// What a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A path that starts at the `base` of the diagnostic. Rules use paths.
    Path {
        /// The path. If it doesn't exist, its nearest existing ancestor is shown.
        path: Path,
        /// Whether the key or the value is meant.
        target: Target,
    },
    /// A node. The decoder uses nodes; a key has its own node.
    Node(NodeId),
    /// Bytes of the text. Parsers use spans.
    Span(Span),
}

/// Another location that is involved, and a message about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The location.
    pub location: Location,
    /// What is there.
    pub message: String,
}

/// A single problem: what is wrong, where, and how to fix it.
///
/// It is a pointer, since code that moves a large struct from function to function is large too.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic(pub(crate) Box<DiagnosticParts>);

impl Deref for Diagnostic {
    type Target = DiagnosticParts;

    fn deref(&self) -> &DiagnosticParts {
        &self.0
    }
}

impl DerefMut for Diagnostic {
    fn deref_mut(&mut self) -> &mut DiagnosticParts {
        &mut self.0
    }
}

/// The content of a [`Diagnostic`].
#[derive(Clone, Debug, PartialEq)]
pub struct DiagnosticParts {
    /// What is wrong, including the offending value.
    pub message: String,
    /// The values that the message and the help contain.
    pub data: Option<Box<DiagnosticData>>,
    /// Where it is.
    pub location: Location,
    /// How to fix it.
    pub help: Option<String>,
    /// Other locations that are involved.
    pub related: Vec<Related>,
    /// Possible fixes, the most likely one first.
    pub fixes: Vec<Fix>,
}

/// A diagnostic with its code, as [`Sink::report`] keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// The code.
    pub code: &'static Code,
    /// The node where all paths of the diagnostic start: the root, or a container of a stack.
    pub base: NodeId,
    /// The problem.
    pub diagnostic: Diagnostic,
}

impl Diagnostic {
    /// Creates a diagnostic at a path.
    pub fn at(path: Path, message: impl Into<String>) -> Self {
        let location = Location::Path {
            path,
            target: Target::Value,
        };
        Self::new(location, message.into())
    }

    /// Creates a diagnostic at a node.
    pub fn at_node(node: NodeId, message: impl Into<String>) -> Self {
        Self::new(Location::Node(node), message.into())
    }

    /// Creates a diagnostic at bytes of the text.
    pub fn at_span(span: Span, message: impl Into<String>) -> Self {
        Self::new(Location::Span(span), message.into())
    }

    #[inline(never)]
    fn new(location: Location, message: String) -> Self {
        Self(Box::new(DiagnosticParts {
            message,
            data: None,
            location,
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }))
    }

    /// Points to the key instead of the value.
    #[must_use]
    #[inline(never)]
    pub fn on_key(mut self) -> Self {
        if let Location::Path { target, .. } = &mut self.location {
            *target = Target::Key;
        }
        self
    }

    /// Sets the help.
    #[must_use]
    #[inline(never)]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a related path.
    #[must_use]
    #[inline(never)]
    pub fn related(self, path: Path, message: impl Into<String>) -> Self {
        self.related_at(
            Location::Path {
                path,
                target: Target::Value,
            },
            message,
        )
    }

    /// Adds a related location of any kind.
    #[must_use]
    #[inline(never)]
    pub fn related_at(mut self, location: Location, message: impl Into<String>) -> Self {
        self.related.push(Related {
            location,
            message: message.into(),
        });
        self
    }

    /// Adds the text that was probably meant at a path: as help, as data, and as a fix that a person should review.
    #[must_use]
    #[inline(never)]
    pub(crate) fn suggest_text(self, path: Path, meant: &str) -> Self {
        let title = ["write ", &quoted(meant)].concat();
        self.help([&title, ", if that is what you mean"].concat())
            .suggestion(meant)
            .fix(Fix::risky(title, [Edit::set_text(path, meant)]))
    }

    /// Adds a fix.
    #[must_use]
    #[inline(never)]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// The maximum number of characters of a value that a message shows.
const MAX_SHOWN: usize = 60;

/// A value for a message: masked, escaped as in JSON, in quotes, and cut off with `…` after 60 characters.
///
/// Invisible characters are escaped too; see [`is_hidden`].
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MAX_SHOWN) + 2);
    out.push('"');
    push_shown(text, &mut out);
    out.push('"');
    out
}

/// Like [`quoted`], without the quotes.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    push_shown(text, &mut out);
    out
}

fn push_shown(text: &str, out: &mut String) {
    let masked = mask_beginning(text, TextKind::Value);
    // Most values need no escapes.
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if masked.len() <= MAX_SHOWN && masked.bytes().all(is_plain) {
        return out.push_str(&masked);
    }
    for (at, c) in masked.chars().enumerate() {
        if at == MAX_SHOWN {
            out.push('…');
            break;
        }
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str("\\u");
                    for shift in [12, 8, 4, 0] {
                        out.extend(char::from_digit(u32::from(*unit >> shift) & 15, 16));
                    }
                }
            }
            c => out.push(c),
        }
    }
}

/// Whether a terminal would interpret a character or not show it: control characters, line separators, characters without
/// width, and those that change the direction of text.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is a letter or a digit. All visible characters outside ASCII count as letters: the Unicode tables would
/// make the WebAssembly module 5 percent larger.
pub(crate) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !c.is_whitespace() && !is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_escaped_and_short() {
        assert_eq!(
            quoted("a\"\n\u{202e}é\u{e0001}"),
            r#""a\"\n\u202eé\udb40\udc01""#
        );
        assert_eq!(shown(&"x".repeat(61)), format!("{}…", "x".repeat(60)));
        assert_eq!(quoted("https://kim:x@ghcr.io"), r#""https://…@ghcr.io""#);
    }
}
