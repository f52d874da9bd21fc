//! Generates the numbers that the packages in other languages share with the core, in each language.

use std::fmt::Write;

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::document::{Foreign, Limits, node, tape};
use alien_sdk_core::internal::secret::VARIABLES;

/// The kinds of words of a tape.
const KINDS: [(&str, u32); 12] = [
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

/// A group of numbers: its documentation, its name where languages need one, and the numbers.
struct Group {
    docs: &'static str,
    name: &'static str,
    numbers: Vec<(String, usize)>,
}

fn groups() -> [Group; 4] {
    let Limits { bytes, depth, .. } = Limits::default();
    let methods = METHODS.iter().enumerate();
    let kinds = KINDS.iter();
    let foreign = Foreign::ALL.iter().enumerate();
    let sizes = [
        ("KIND_BITS", tape::KIND_BITS as usize),
        ("NAME_BITS", node::NAME_BITS as usize),
        ("LIMIT_BYTES", bytes),
        ("LIMIT_DEPTH", depth),
    ];
    [
        Group {
            docs: "The methods of the builders.",
            name: "Method",
            numbers: methods
                .map(|(number, method)| (method.name.to_owned(), number))
                .collect(),
        },
        Group {
            docs: "The kinds of words of a tape.",
            name: "Kind",
            numbers: kinds
                .map(|(name, number)| ((*name).to_owned(), *number as usize))
                .collect(),
        },
        Group {
            docs: "The kinds of foreign values, which JSON doesn't have.",
            name: "Foreign",
            numbers: foreign
                .map(|(number, foreign)| (upper_snake_case(&format!("{foreign:?}")), number))
                .collect(),
        },
        Group {
            docs: "The number of low bits of a word that are its kind; the number of bits before the length of a name, \
                   which are the kind of a foreign value; the default limits of a text in bytes, and of nesting.",
            name: "Size",
            numbers: sizes
                .map(|(name, number)| (name.to_owned(), number))
                .to_vec(),
        },
    ]
}

/// Returns the module as TypeScript.
pub fn typescript() -> String {
    let mut out = String::from(
        "/** The numbers that this package shares with the Rust core. Written by `cargo xtask generate`. */\n",
    );
    write_typescript(&mut out).unwrap_or_default();
    out
}

fn write_typescript(out: &mut String) -> std::fmt::Result {
    let [methods, groups @ ..] = groups();
    writeln!(out, "\n/** {} */\nexport const METHOD = {{", methods.docs)?;
    for (name, number) in methods.numbers {
        writeln!(out, "  {name}: {number},")?;
    }
    out.push_str("} as const;\n");
    for group in groups {
        writeln!(out)?;
        write_comment(out, "// ", group.docs)?;
        for (name, number) in group.numbers {
            writeln!(out, "export const {name} = {number};")?;
        }
    }
    writeln!(
        out,
        "\n/** The keys of objects whose members are variables. */\nexport const VARIABLES: readonly string[] = {VARIABLES:?};"
    )
}

/// Returns the file as Kotlin.
pub fn kotlin() -> String {
    let mut out = String::from(
        "// The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.\n\npackage alien\n",
    );
    for group in groups() {
        out.push_str("\n");
        write_comment(&mut out, "// ", group.docs).unwrap_or_default();
        out.push_str(&format!("internal object {} {{\n", group.name));
        for (name, number) in group.numbers {
            out.push_str(&format!("    const val {name} = {number}\n"));
        }
        out.push_str("}\n");
    }
    out
}

/// Returns the file as Swift.
pub fn swift() -> String {
    let mut out = String::from(
        "// The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.\n",
    );
    for group in groups() {
        out.push_str("\n");
        write_comment(&mut out, "/// ", group.docs).unwrap_or_default();
        out.push_str(&format!("enum {} {{\n", group.name));
        for (name, number) in group.numbers {
            let name = match name.contains('_')
                || name.chars().all(|letter| letter.is_ascii_uppercase())
            {
                true => lower_camel_case(&name),
                false => name,
            };
            out.push_str(&format!("    static let {name}: UInt32 = {number}\n"));
        }
        out.push_str("}\n");
    }
    out
}

/// Returns the file as Ruby.
pub fn ruby() -> String {
    let mut out = String::from(
        "# frozen_string_literal: true\n\n\
        # The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.\n\
        module Alien\n",
    );
    for group in groups() {
        write_comment(&mut out, "  # ", group.docs).unwrap_or_default();
        out.push_str(&format!("  module {}\n", group.name));
        for (name, number) in group.numbers {
            let name = upper_snake_case(&name);
            out.push_str(&format!("    {name} = {number}\n"));
        }
        out.push_str("  end\n  private_constant :");
        out.push_str(group.name);
        out.push_str("\n\n");
    }
    out.truncate(out.trim_end().len());
    out.push_str("\nend\n");
    out
}

/// Writes a comment in lines of at most 110 characters.
fn write_comment(out: &mut String, mark: &str, text: &str) -> std::fmt::Result {
    let mut line = String::from(mark);
    for word in text.split(' ') {
        if line.len() + word.len() > 110 {
            writeln!(out, "{}", line.trim_end())?;
            line = String::from(mark);
        }
        write!(line, "{word} ")?;
    }
    writeln!(out, "{}", line.trim_end())
}

/// Converts `TooDeep` to `TOO_DEEP`. A name in capital letters stays as it is.
fn upper_snake_case(name: &str) -> String {
    let is_upper = !name.chars().any(|letter| letter.is_ascii_lowercase());
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() && !is_upper {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

/// Converts `TOO_DEEP` to `tooDeep`.
fn lower_camel_case(name: &str) -> String {
    let mut out = String::new();
    let mut is_start = false;
    for letter in name.chars() {
        if letter == '_' {
            is_start = true;
            continue;
        }
        out.push(match is_start {
            true => letter,
            false => letter.to_ascii_lowercase(),
        });
        is_start = false;
    }
    out
}
