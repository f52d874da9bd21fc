//! `cargo xtask generate`: writes the generated files that are checked in.

mod codes;
mod numbers;
mod python_api;
mod python_stub;
mod python_types;
mod reference;
mod uniffi_types;

use std::fs;

use alien_sdk_core::DocumentKind;
use alien_sdk_core::internal::functions;
use anyhow::{Result, bail};

use crate::steps::{Steps, root};
use crate::{uniffi, wasm};

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
        text: || Ok(numbers::typescript()),
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
    GeneratedFile {
        path: "bindings/uniffi/src/report.rs",
        text: uniffi_types::report,
    },
    GeneratedFile {
        path: "bindings/uniffi/src/model.rs",
        text: uniffi_types::model,
    },
    GeneratedFile {
        path: "kotlin/src/main/kotlin/alien/generated/Numbers.kt",
        text: || Ok(numbers::kotlin()),
    },
    GeneratedFile {
        path: "ruby/lib/alien/numbers.rb",
        text: || Ok(numbers::ruby()),
    },
    GeneratedFile {
        path: "swift/Sources/Alien/Generated/Numbers.swift",
        text: || Ok(numbers::swift()),
    },
    // These describe the library, for which `uniffi_types` must have written its types.
    GeneratedFile {
        path: "kotlin/src/main/kotlin/alien/generated/Native.kt",
        text: || uniffi::generated("alien/alien_native.kt"),
    },
    GeneratedFile {
        path: "ruby/lib/alien/native.rb",
        text: || uniffi::generated("alien_native.rb"),
    },
    GeneratedFile {
        path: "swift/Sources/Alien/Generated/Native.swift",
        text: || uniffi::generated("Alien.swift"),
    },
    GeneratedFile {
        path: "swift/Sources/AlienNative/alien_native.h",
        text: || uniffi::generated("alien_native.h"),
    },
    GeneratedFile {
        path: "swift/Sources/AlienNative/module.modulemap",
        text: || uniffi::generated("module.modulemap"),
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

/// Updates the generated files whose paths contain one of the words; without words, all. With `--check`, only fails if a
/// file is stale.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [flag] if flag == "--check" => check().map(|count| println!("{count}")),
        words => write(words),
    }
}

fn write(words: &[String]) -> Result<()> {
    let is_wanted = |file: &&GeneratedFile| {
        words.is_empty() || words.iter().any(|word| file.path.contains(word))
    };
    let files: Vec<_> = FILES.iter().filter(is_wanted).collect();
    if files.is_empty() {
        bail!("no generated file has such a path; usage: cargo xtask generate [--check | WORD…]");
    }
    let mut steps = Steps::new(files.len());
    for file in files {
        let written = steps.run(file.path, || {
            let text = new_text(file)?;
            if let Some(text) = &text {
                let path = root().join(file.path);
                fs::create_dir_all(path.parent().unwrap_or(&path))?;
                fs::write(path, text)?;
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
