//! Generates `docs/reference/typescript.md` from the doc comments of everything that the npm package exports.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::items::{Item, Style, write_item};
use crate::node::{install, node};
use crate::steps::{capture, root};

const HEAD: &str = "\
# TypeScript

<!-- Written by `cargo xtask generate` from the doc comments in `npm/src`. -->

Everything that `alien-sdk` exports. [fields.md](fields.md) describes the keys of declarations, with bounds and defaults.
The examples use `declare` for what comes from the rest of a program.
";

/// The sections of the page, each with the modules whose exports it describes.
const SECTIONS: &[(&str, &[&str])] = &[
    ("Builders", &["container", "stack", "resources"]),
    ("Validation", &["validate", "errors", "standard-schema"]),
    ("Reports and explanations", &["render", "explain", "sites"]),
    ("Changes of a text", &["edits"]),
    (
        "States and waits",
        &["state", "wait", "wait/options", "wait/source", "wait/error"],
    ),
    ("alien-sdk/async", &["async"]),
    ("alien-sdk/validate", &["validate-only"]),
    ("Types", &["types", "generated/types", "generated/codes"]),
];

/// Returns the page as Markdown.
pub fn page() -> Result<String> {
    let npm = root().join("npm");
    install(&npm)?;
    let printed = capture(node(&npm).arg("scripts/reference.js"))?;
    let mut modules: BTreeMap<String, Vec<Item>> = serde_json::from_str(&printed)?;
    let style = Style {
        language: "typescript",
        member_title: |class, member| {
            let signature = member
                .signatures
                .first()
                .map(String::as_str)
                .unwrap_or_default();
            match () {
                () if signature.starts_with("new ") => format!("new {class}"),
                () if signature.starts_with("static ") => format!("{class}.{}", member.name),
                () => format!("{}.{}", lowercase_first(class), member.name),
            }
        },
    };
    let mut out = HEAD.to_owned();
    for (title, files) in SECTIONS {
        out += &format!("\n## {title}\n");
        for file in *files {
            let items = modules
                .remove(*file)
                .with_context(|| format!("nothing exports npm/src/{file}.ts"))?;
            for item in &items {
                write_item(item, &style, &mut out)?;
            }
        }
    }
    if let Some((module, _)) = modules.first_key_value() {
        bail!(
            "the package exports npm/src/{module}.ts: add it to a section of the reference (SECTIONS)"
        );
    }
    Ok(out)
}

fn lowercase_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
