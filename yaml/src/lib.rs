//! Reads YAML for the core of alien-sdk.
//!
//! The core knows no YAML parser: a caller passes [`SYNTAX`] in its options. Programs that read only JSON therefore don't
//! contain one.

#![forbid(unsafe_code)]

mod aliases;
mod builder;
mod layout;
mod repair;
mod scalars;
#[cfg(test)]
mod tests;

use alien_sdk_core::internal::document::yaml::{YamlParser, YamlTape};
use alien_sdk_core::internal::document::{Limits, Syntax};

use builder::Builder;

/// YAML, for [`Options::syntax`](alien_sdk_core::Options::syntax).
pub const SYNTAX: Syntax = Syntax::Yaml(PARSER);

/// The parser, for [`Syntax::of_names`].
pub const PARSER: YamlParser = YamlParser(parse);

/// Parses all documents of a text.
pub fn parse(text: &str, limits: &Limits) -> YamlTape {
    Builder::new(text, text, limits).run()
}
