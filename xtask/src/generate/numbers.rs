//! Generates the numbers that the packages in other languages share with the core, in each language.

use std::fmt::Write;

use alien_sdk_core::internal::builder::METHODS;
use alien_sdk_core::internal::document::{Foreign, Limits, node, tape};
use alien_sdk_core::internal::secret::VARIABLES;

/// The kinds of words of a tape.
const KINDS: [(&str, u32); 13] = [
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
    ("CLOSE", tape::CLOSE),
    ("NOT_UTF8", tape::NOT_UTF8),
];

/// Numbers that belong together, with their documentation.
struct Group {
    name: &'static str,
    docs: &'static str,
    numbers: Vec<(String, u32)>,
}

fn groups() -> [Group; 3] {
    let numbered = |names: Vec<String>| names.into_iter().zip(0..).collect();
    let foreign = Foreign::ALL.iter();
    let foreign = foreign.map(|foreign| upper_snake_case(&format!("{foreign:?}")));
    let methods = METHODS.iter().map(|method| method.name.to_owned());
    let kinds = KINDS.iter();
    [
        Group {
            name: "Method",
            docs: "The methods of the builders.",
            numbers: numbered(methods.collect()),
        },
        Group {
            name: "Kind",
            docs: "The kinds of words of a tape.",
            numbers: kinds
                .map(|(name, number)| ((*name).to_owned(), *number))
                .collect(),
        },
        Group {
            name: "Foreign",
            docs: "The kinds of foreign values, which JSON doesn't have.",
            numbers: numbered(foreign.collect()),
        },
    ]
}

/// Numbers that each have their own documentation.
fn sizes() -> [(&'static str, u32, &'static str); 4] {
    let Limits { bytes, depth, .. } = Limits::default();
    [
        (
            "KIND_BITS",
            tape::KIND_BITS,
            "The number of low bits of a word that are its kind.",
        ),
        (
            "NAME_BITS",
            node::NAME_BITS,
            "The number of bits before the length of a name. For a foreign value, they are its kind.",
        ),
        (
            "LIMIT_BYTES",
            bytes as u32,
            "The default limit on the number of bytes of a text.",
        ),
        (
            "LIMIT_DEPTH",
            depth as u32,
            "The default limit on the nesting depth of objects and arrays.",
        ),
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
        writeln!(out, "\n// {}", group.docs)?;
        for (name, number) in group.numbers {
            writeln!(out, "export const {name} = {number};")?;
        }
    }
    for (name, number, docs) in sizes() {
        writeln!(out, "\n/** {docs} */\nexport const {name} = {number};")?;
    }
    writeln!(
        out,
        "\n/** The keys of objects whose members are variables. */\nexport const VARIABLES: readonly string[] = {VARIABLES:?};"
    )
}

const HEAD: &str =
    "The numbers that this package shares with the Rust core. Written by `cargo xtask generate`.";

/// How a language writes constants in groups.
struct Syntax {
    /// What comes before the comment at the top of the file, and after it.
    file: [&'static str; 2],
    comment: &'static str,
    indent: &'static str,
    /// The lines before and after the numbers of a group, by its name.
    group: fn(&str) -> [String; 2],
    /// What comes before the name of a number, and between the name and the number.
    number: [&'static str; 2],
    name: fn(&str) -> String,
    end: &'static str,
}

/// Returns the file as Kotlin.
pub fn kotlin() -> String {
    write_groups(&Syntax {
        file: ["// ", "\npackage alien\n\n"],
        comment: "//",
        indent: "",
        group: |name| [format!("internal object {name} {{"), "}".to_owned()],
        number: ["    const val ", " = "],
        name: str::to_owned,
        end: "\n",
    })
}

/// Returns the file as Swift.
pub fn swift() -> String {
    write_groups(&Syntax {
        file: ["// ", "\n"],
        comment: "///",
        indent: "",
        // The tests of the package are modules of their own.
        group: |name| [format!("package enum {name} {{"), "}".to_owned()],
        number: ["    package static let ", ": UInt32 = "],
        name: |name| match lower_camel_case(name).as_str() {
            keyword @ ("class" | "struct") => format!("`{keyword}`"),
            name => name.to_owned(),
        },
        end: "\n",
    })
}

/// Returns the file as Ruby.
pub fn ruby() -> String {
    write_groups(&Syntax {
        file: ["# frozen_string_literal: true\n\n# ", "\nmodule Alien\n"],
        comment: "#",
        indent: "  ",
        group: |name| {
            let end = format!("end\n  private_constant :{name}");
            [format!("module {name}"), end]
        },
        number: ["  ", " = "],
        name: upper_snake_case,
        end: "\nend\n",
    })
}

fn write_groups(syntax: &Syntax) -> String {
    let [before, after] = syntax.file;
    let mut out = format!("{before}{HEAD}\n{after}");
    let sizes = Group {
        name: "Size",
        docs: "The sizes of parts of words, and the default limits.",
        numbers: sizes()
            .map(|(name, number, _)| (name.to_owned(), number))
            .to_vec(),
    };
    let [before, between] = syntax.number;
    let (indent, comment) = (syntax.indent, syntax.comment);
    for Group {
        name,
        docs,
        numbers,
    } in groups().into_iter().chain([sizes])
    {
        let [start, end] = (syntax.group)(name);
        out.push_str(&format!("{indent}{comment} {docs}\n{indent}{start}\n"));
        for (name, number) in numbers {
            let name = (syntax.name)(&name);
            out.push_str(&format!("{indent}{before}{name}{between}{number}\n"));
        }
        out.push_str(&format!("{indent}{end}\n\n"));
    }
    out.truncate(out.trim_end().len());
    out.push_str(syntax.end);
    out
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

/// Converts `TOO_DEEP` to `tooDeep`. The name of a method stays as it is.
fn lower_camel_case(name: &str) -> String {
    if name.chars().any(|letter| letter.is_ascii_lowercase()) {
        return name.to_owned();
    }
    let mut words = name.split('_').map(str::to_ascii_lowercase);
    let mut out = words.next().unwrap_or_default();
    for word in words {
        let (first, rest) = word.split_at(1);
        out.push_str(&first.to_ascii_uppercase());
        out.push_str(rest);
    }
    out
}
