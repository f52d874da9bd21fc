//! Generates `npm/src/generated/core.ts`: the numbers that the npm package and the core share.

use std::fmt::Write;

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::document::{Foreign, Limits, node, tape};
use alien_sdk_core::internal::secret::VARIABLES;

/// Returns the module as TypeScript.
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
    out.push_str("} as const;\n\n// The kinds of words of a tape.\n");
    let kinds = [
        ("NULL", node::NULL),
        ("BOOL", node::BOOL),
        ("INTEGER", node::INTEGER),
        ("FLOAT", node::FLOAT),
        ("STRING", node::STRING),
        ("ARRAY", node::ARRAY),
        ("OBJECT", node::OBJECT),
        ("FOREIGN", node::FOREIGN),
        ("UNPAIRED", tape::UNPAIRED),
        ("CLASS_OBJECT", tape::CLASS_OBJECT),
        ("CALL", tape::CALL),
        ("END", tape::END),
    ];
    for (name, number) in kinds {
        writeln!(out, "export const {name} = {number};")?;
    }
    let bits = tape::KIND_BITS;
    write!(
        out,
        "\n/** The number of low bits of a word that are its kind. */\nexport const KIND_BITS = {bits};\n"
    )?;
    let bits = node::NAME_BITS;
    write!(
        out,
        "\n/** The number of bits before the length of a name. For a foreign value, they are its kind. */\n\
        export const NAME_BITS = {bits};\n"
    )?;
    out.push_str("\n// The kinds of foreign values, which JSON doesn't have.\n");
    for (number, foreign) in Foreign::ALL.iter().enumerate() {
        let name = upper_snake_case(&format!("{foreign:?}"));
        writeln!(out, "export const {name} = {number};")?;
    }
    writeln!(
        out,
        "\n/** The keys of objects whose members are variables. */\nexport const VARIABLES: readonly string[] = {VARIABLES:?};"
    )?;
    let Limits { bytes, depth, .. } = Limits::default();
    write!(
        out,
        "\n/** The default limit on the number of bytes of a text. */\nexport const LIMIT_BYTES = {bytes};\n"
    )?;
    write!(
        out,
        "\n/** The default limit on the nesting depth of objects and arrays. */\nexport const LIMIT_DEPTH = {depth};\n"
    )
}

/// Converts `TooDeep` to `TOO_DEEP`.
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
