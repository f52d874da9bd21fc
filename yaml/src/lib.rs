//! Reads YAML for the core of alien-sdk.
//!
//! The core knows no YAML parser: a caller passes [`SYNTAX`] in its options. Programs that read only JSON therefore don't
//! contain one.

#![forbid(unsafe_code)]

mod aliases;
mod builder;
mod layout;
mod marks;
mod repair;
mod scalars;
#[cfg(test)]
mod tests;
mod values;

use alien_sdk_core::internal::document::yaml::{YamlParser, YamlTape};
use alien_sdk_core::internal::document::{Limits, Syntax};

use builder::Builder;
use granit_parser::Options;

/// YAML, for [`Options::syntax`](alien_sdk_core::Options::syntax).
pub const SYNTAX: Syntax = Syntax::Yaml(PARSER);

/// The parser, for [`Syntax::of_names`].
pub const PARSER: YamlParser = YamlParser(parse);

/// Parses all documents of a text.
pub fn parse(text: &str, limits: &Limits) -> YamlTape {
    if let Some(tape) = Builder::new(text, text, limits).run() {
        return tape;
    }
    let repaired = repair::repair(text);
    let repair = |parsed| {
        Builder::new(text, parsed, limits)
            .with_faults(&repaired.faults)
            .run()
    };
    // An empty text is always valid.
    repair(&repaired.text)
        .or_else(|| repair(""))
        .unwrap_or_default()
}

/// The options of the parser. The core limits the depth.
fn parser_options() -> Options {
    granit_parser::options! {
        strict_indentation: true,
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: usize::MAX,
        block_nesting_limit: usize::MAX,
    }
}
