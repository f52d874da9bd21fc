//! What is found wrong with a declaration, before it is known where in which text that stands.

mod sink;

pub use sink::Sink;

use serde::Serialize;

use crate::fix::Fix;
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

/// A fault that can be found.
#[derive(Debug)]
pub struct Code {
    /// The stable slug: `port-out-of-range`.
    pub name: &'static str,
    /// The severity of every diagnostic with this code.
    pub severity: Severity,
}

/// What explains a code. A program that only checks does not carry it: codes don't know their docs.
///
/// `fails` and `passes` are members of a container in JSON (`"memory": {…}`), laid over a small valid
/// container; a document that stands for itself begins with `{`. A test runs both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Docs {
    /// The code.
    pub code: &'static Code,
    /// The fault in one line.
    pub summary: &'static str,
    /// Why this is a fault, in a sentence or more.
    pub why: &'static str,
    /// An example that has this fault and no other.
    pub fails: &'static str,
    /// The same example put right.
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

/// Where a diagnostic belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A path inside the diagnostic's `base`: what rules say.
    Path {
        /// The path. Where it is absent, its nearest ancestor is shown.
        path: Path,
        /// The key or the value.
        target: Target,
    },
    /// A node: what the decoder says, who has it at hand. A key has a node of its own.
    Node(NodeId),
    /// Bytes of the text: what parsers say.
    Span(Span),
}

/// Another place that is involved, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub location: Location,
    /// What stands there, as a message.
    pub message: String,
}

/// One problem, as a rule describes it: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, with the offending value.
    pub message: String,
    /// Where.
    pub location: Location,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places involved.
    pub related: Vec<Related>,
    /// Ways to put it right, the likeliest first.
    pub fixes: Vec<Fix>,
}

/// A diagnostic with its code, as [`Sink::report`] keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The code.
    pub code: &'static Code,
    /// The root of the declaration that was being validated. The paths of the diagnostic start there.
    pub base: NodeId,
    /// The problem.
    pub diagnostic: Diagnostic,
}

impl Diagnostic {
    /// A diagnostic at a path of the declaration in hand.
    pub fn at(path: Path, message: impl Into<String>) -> Self {
        let location = Location::Path {
            path,
            target: Target::Value,
        };
        Self::new(location, message.into())
    }

    /// A diagnostic at a node.
    pub fn at_node(node: NodeId, message: impl Into<String>) -> Self {
        Self::new(Location::Node(node), message.into())
    }

    /// A diagnostic at bytes of the text.
    pub fn at_span(span: Span, message: impl Into<String>) -> Self {
        Self::new(Location::Span(span), message.into())
    }

    #[inline(never)]
    fn new(location: Location, message: String) -> Self {
        Self {
            message,
            location,
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Is about the key, not the value.
    #[must_use]
    #[inline(never)]
    pub fn on_key(mut self) -> Self {
        if let Location::Path { target, .. } = &mut self.location {
            *target = Target::Key;
        }
        self
    }

    /// Says what to do.
    #[must_use]
    #[inline(never)]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at another place of the declaration in hand.
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

    /// Points at another place, however it is known.
    #[must_use]
    #[inline(never)]
    pub fn related_at(mut self, location: Location, message: impl Into<String>) -> Self {
        self.related.push(Related {
            location,
            message: message.into(),
        });
        self
    }

    /// Offers a fix.
    #[must_use]
    #[inline(never)]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// The longest part of a value that a message shows, in characters.
const SHOWN: usize = 60;

/// A value as messages show it: masked, JSON-escaped, quoted, at most 60 characters, then `…`.
///
/// Control characters and the marks that turn the direction of text around are escaped too.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", shown(text))
}

/// Like [`quoted`], without the quotes.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in mask_beginning(text, TextKind::Value).chars().enumerate() {
        if at == SHOWN {
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
    out
}

/// Characters that a terminal would act on or not show: controls, line separators, and the marks that
/// turn the direction of text around or take no room.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is a letter or a digit, or may be one: of those beyond ASCII, all count that are seen. The tables of
/// Unicode would be a twentieth of the WebAssembly module.
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
