//! The syntax of a text.

use super::{Buffers, Document, Limits, json};
use crate::diagnostic::Sink;

#[cfg(feature = "yaml")]
use super::yaml::{self, YamlParser};

/// The syntax of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// JSON (RFC 8259).
    #[default]
    Json,
    /// JSON with comments (`//`, `/* */`) and trailing commas, as in `.jsonc` files.
    Jsonc,
    /// YAML 1.2, which this parser reads.
    #[cfg(feature = "yaml")]
    Yaml(YamlParser),
}

impl Syntax {
    /// JSON, with comments and trailing commas if `relaxed` is true.
    pub fn json(relaxed: bool) -> Self {
        match relaxed {
            true => Self::Jsonc,
            false => Self::Json,
        }
    }

    /// The syntax of files with these names: YAML if one ends with `.yaml` or `.yml`, JSON with comments if one ends with `.jsonc`,
    /// otherwise JSON.
    pub fn of_names<'n>(
        names: impl IntoIterator<Item = &'n str>,
        #[cfg(feature = "yaml")] parser: YamlParser,
    ) -> Self {
        let mut syntax = Self::Json;
        for name in names {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
            let is = |known| extension.eq_ignore_ascii_case(known);
            #[cfg(feature = "yaml")]
            if is("yaml") || is("yml") {
                return Self::Yaml(parser);
            }
            if is("jsonc") {
                syntax = Self::Jsonc;
            }
        }
        syntax
    }

    /// The name for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Json | Self::Jsonc => "JSON",
            #[cfg(feature = "yaml")]
            Self::Yaml(_) => "YAML",
        }
    }

    /// Parses a text. It never fails: problems are reported to `sink`, and the document contains what could be read.
    ///
    /// `buffers` are the vectors of an earlier document, which are used again. An object or array is marked as unfinished
    /// if its end is missing or if members may be missing. A value is marked as broken if it is invalid or may be cut off.
    /// The time is linear in the length of the text.
    pub fn parse<'t>(
        self,
        text: &'t str,
        limits: &Limits,
        buffers: Buffers,
        sink: &mut Sink,
    ) -> Document<'t> {
        if text.len() > limits.max_bytes() {
            return json::report_too_large(Some(text.len()), limits, sink);
        }
        match self {
            Self::Json => json::parse(text, false, limits, buffers, sink),
            Self::Jsonc => json::parse(text, true, limits, buffers, sink),
            #[cfg(feature = "yaml")]
            Self::Yaml(parser) => yaml::parse(text, parser, limits, buffers, sink),
        }
    }

    /// Parses a text to look at its structure, whatever its faults: with comments and trailing commas in JSON, and with the
    /// default limits.
    pub(crate) fn parse_leniently<'t>(self, text: &'t str, sink: &mut Sink) -> Document<'t> {
        let syntax = match self {
            Self::Json => Self::Jsonc,
            other => other,
        };
        syntax.parse(text, &Limits::default(), Buffers::default(), sink)
    }
}
