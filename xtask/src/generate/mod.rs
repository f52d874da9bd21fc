//! `cargo xtask generate`: the files that are checked in but written by a program.

mod codes;
mod numbers;
mod python_types;

use std::fs;

use alien_sdk_core::DocumentKind;
use alien_sdk_core::internal::functions;
use anyhow::{Result, bail};

use crate::steps::{Steps, root};
use crate::wasm;

struct Generated {
    path: &'static str,
    text: fn() -> Result<String>,
}

const FILES: &[Generated] = &[
    Generated {
        path: "docs/schema/container.schema.json",
        text: || Ok(functions::json_schema(DocumentKind::Container)),
    },
    Generated {
        path: "docs/schema/stack.schema.json",
        text: || Ok(functions::json_schema(DocumentKind::Stack)),
    },
    Generated {
        path: "docs/schema/state.schema.json",
        text: || Ok(functions::json_schema(DocumentKind::State)),
    },
    Generated {
        path: "docs/codes.md",
        text: || Ok(codes::page()),
    },
    Generated {
        path: "npm/src/generated/types.d.ts",
        text: wasm::types,
    },
    Generated {
        path: "npm/src/generated/core.ts",
        text: || Ok(numbers::module()),
    },
    Generated {
        path: "python/src/alien/_declarations.py",
        text: || Ok(python_types::module()),
    },
];

/// The explanations of all codes, as JSON.
pub fn catalog() -> Result<String> {
    Ok(serde_json::to_string(&functions::catalog())?)
}

/// Writes every generated file again; with `--check`, only fails where one is stale.
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
            let text = stale(file)?;
            if let Some(text) = &text {
                fs::write(root().join(file.path), text)?;
            }
            Ok(text.is_some())
        })?;
        println!("      {}", if written { "written" } else { "fresh" });
    }
    Ok(())
}

/// Fails where a file is stale, else says how many are fresh.
pub fn check() -> Result<String> {
    let mut paths = Vec::new();
    for file in FILES {
        if stale(file)?.is_some() {
            paths.push(file.path);
        }
    }
    if !paths.is_empty() {
        bail!("stale: {}; run `cargo xtask generate`", paths.join(", "));
    }
    Ok(format!("{} fresh", FILES.len()))
}

/// The text that the file should hold, where it holds another.
fn stale(file: &Generated) -> Result<Option<String>> {
    // Read first: making the text may write the file as well.
    let present = fs::read_to_string(root().join(file.path)).unwrap_or_default();
    let text = (file.text)()?;
    Ok((present != text).then_some(text))
}
