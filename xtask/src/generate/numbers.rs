//! `npm/src/generated/core.ts`: the numbers that JavaScript and the core must agree on.

use std::fmt::Write;

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::document::{Foreign, Limits, node};

/// The module, as TypeScript.
pub fn module() -> String {
    let mut out = String::from(
        "/** The numbers that this package shares with the Rust core. Written by `cargo xtask generate`. */\n",
    );
    write(&mut out).unwrap_or_default();
    out
}

fn write(out: &mut String) -> std::fmt::Result {
    out.push_str("\n/** The methods of the builders. */\nexport const METHOD = {\n");
    for (number, method) in METHODS.iter().enumerate() {
        writeln!(out, "  {}: {number},", method.name)?;
    }
    out.push_str("} as const;\n\n// The kinds of nodes.\n");
    let kinds = [
        ("NULL", node::NULL),
        ("BOOL", node::BOOL),
        ("INTEGER", node::INTEGER),
        ("FLOAT", node::FLOAT),
        ("STRING", node::STRING),
        ("ARRAY", node::ARRAY),
        ("OBJECT", node::OBJECT),
        ("FOREIGN", node::FOREIGN),
    ];
    for (name, number) in kinds {
        writeln!(out, "export const {name} = {number};")?;
    }
    let surrogate = node::SURROGATE;
    write!(
        out,
        "\n/** The flag of a string in which a lone surrogate became U+FFFD. */\nexport const SURROGATE = {surrogate};\n"
    )?;
    out.push_str("\n// The values that JSON doesn't have.\n");
    for (number, foreign) in Foreign::ALL.iter().enumerate() {
        let name = upper_snake_case(&format!("{foreign:?}"));
        writeln!(out, "export const {name} = {number};")?;
    }
    let Limits { bytes, depth, .. } = Limits::default();
    write!(
        out,
        "\n/** The default limit on the bytes of a text. */\nexport const LIMIT_BYTES = {bytes};\n"
    )?;
    write!(
        out,
        "\n/** The default limit on objects and arrays inside each other. */\nexport const LIMIT_DEPTH = {depth};\n"
    )
}

/// `TOO_DEEP` for `TooDeep`; `BIG_INT` for `BigInt`.
fn upper_snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}
