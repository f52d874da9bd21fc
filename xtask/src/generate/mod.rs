//! `cargo xtask generate`: writes the generated files that are checked in.

mod codes;
mod numbers;
mod python_api;
mod python_stub;
mod python_types;
mod reference;

use std::fs;

use alien_sdk_core::DocumentKind;
use alien_sdk_core::internal::functions;
use anyhow::{Result, bail};

use crate::steps::{Steps, root};
use crate::wasm;

struct GeneratedFile {
    path: &'static str,
    text: fn() -> Result<String>,
}

const FILES: &[GeneratedFile] = &[
    GeneratedFile {
        path: "docs/schema/container.schema.json",
        text: || Ok(functions::json_schema(DocumentKind::Container)),
    },
    GeneratedFile {
        path: "docs/schema/stack.schema.json",
        text: || Ok(functions::json_schema(DocumentKind::Stack)),
    },
    GeneratedFile {
        path: "docs/schema/state.schema.json",
        text: || Ok(functions::json_schema(DocumentKind::State)),
    },
    GeneratedFile {
        path: "docs/codes.md",
        text: || Ok(codes::page()),
    },
    GeneratedFile {
        path: "npm/src/generated/codes.ts",
        text: || Ok(codes::typescript()),
    },
    GeneratedFile {
        path: "docs/reference/fields.md",
        text: || Ok(reference::fields::page()),
    },
    GeneratedFile {
        path: "npm/src/generated/types.d.ts",
        text: wasm::declarations,
    },
    GeneratedFile {
        path: "npm/src/generated/core.ts",
        text: || Ok(numbers::module()),
    },
    GeneratedFile {
        path: "python/src/alien/_declarations.py",
        text: || Ok(python_types::module()),
    },
    GeneratedFile {
        path: "python/src/alien/_native.pyi",
        text: python_stub::stub,
    },
    GeneratedFile {
        path: "python/src/alien/__init__.py",
        text: python_stub::package,
    },
    GeneratedFile {
        path: "bindings/python/src/registrations.rs",
        text: python_stub::registrations,
    },
    // These read the files above.
    GeneratedFile {
        path: "docs/reference/typescript.md",
        text: reference::typescript::page,
    },
    GeneratedFile {
        path: "docs/reference/python.md",
        text: reference::python::page,
    },
];

/// Updates all generated files. With `--check`, only fails if a file is stale.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => write(),
        [flag] if flag == "--check" => check().map(|count| println!("{count}")),
        _ => bail!("usage: cargo xtask generate [--check]"),
    }
}

fn write() -> Result<()> {
    let mut steps = Steps::new(FILES.len());
    for file in FILES {
        let written = steps.run(file.path, || {
            let text = new_text(file)?;
            if let Some(text) = &text {
                fs::write(root().join(file.path), text)?;
            }
            Ok(text.is_some())
        })?;
        println!("      {}", if written { "written" } else { "fresh" });
    }
    Ok(())
}

/// Fails if a file is stale. Otherwise returns how many files were checked.
pub fn check() -> Result<String> {
    let mut paths = Vec::new();
    for file in FILES {
        if new_text(file)?.is_some() {
            paths.push(file.path);
        }
    }
    if !paths.is_empty() {
        bail!("stale: {}; run `cargo xtask generate`", paths.join(", "));
    }
    Ok(format!("{} fresh", FILES.len()))
}

/// Returns the new text of a file, or `None` if the file already has this text.
fn new_text(file: &GeneratedFile) -> Result<Option<String>> {
    // The file is read first, since generating the text may also write the file.
    let present = fs::read_to_string(root().join(file.path)).unwrap_or_default();
    let text = (file.text)()?;
    Ok((present != text).then_some(text))
}
