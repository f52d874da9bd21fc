//! Generates the types of the UniFFI crate from those of the core, with their documentation.
//!
//! UniFFI only describes the types of one crate, so it doesn't see the core's. Only the form that `rustfmt` gives the
//! sources is understood.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::steps::{capture, root};

/// The types of reports. They are the core's own, which `uniffi::remote` describes again.
const REPORT: &[(&str, &[&str])] = &[
    (
        "core/src/wire/mod.rs",
        &[
            "Report",
            "Diagnostic",
            "Range",
            "Position",
            "Call",
            "Related",
            "Fix",
            "TextEdit",
            "Edit",
            "Diff",
            "Change",
            "ChangeKind",
        ],
    ),
    ("core/src/diagnostic/data.rs", &["DiagnosticData", "Scalar"]),
    ("core/src/diagnostic.rs", &["Severity", "Target"]),
    ("core/src/fix.rs", &["Applicability"]),
];

/// The types of normalised declarations and of outputs. They are read from JSON.
const MODEL: &[(&str, &[&str])] = &[
    (
        "core/src/model/config.rs",
        &[
            "ContainerConfig",
            "ContainerType",
            "ContainerCode",
            "Toolchain",
            "Resources",
            "Gpu",
            "Port",
            "Protocol",
            "Autoscaling",
            "PersistentStorage",
            "HealthCheck",
            "HttpMethod",
            "ResourceRef",
        ],
    ),
    (
        "core/src/outputs.rs",
        &["ContainerOutputs", "ReplicaStatus"],
    ),
];

/// The types that may contain secrets. `display.rs` prints them without those.
const DISPLAYED: &[&str] = &[
    "ContainerConfig",
    "ContainerCode",
    "Toolchain",
    "PersistentStorage",
    "HealthCheck",
    "ResourceRef",
    "ContainerOutputs",
];

/// Returns the module with the types of reports.
pub fn report() -> Result<String> {
    let mut out = String::from(
        "//! Reports and their parts. Written by `cargo xtask generate`.\n\
        \n\
        use alien_sdk_core::internal::wire::*;\n\
        use alien_sdk_core::internal::wire::Range as SourceRange;\n\
        \n\
        use crate::text::StaticText;\n",
    );
    for (lines, kind, _) in items(REPORT)? {
        out.push('\n');
        for line in lines.iter().filter(|line| !is_attribute(line)) {
            if line.starts_with("pub ") {
                out.push_str(&format!("#[uniffi::remote({kind})]\n"));
            }
            // Swift has a type `Range`, and languages show `Cow` as text.
            let line = line
                .replace("Range", "SourceRange")
                .replace("Cow<'static, str>", "StaticText");
            out.push_str(&line);
            out.push('\n');
        }
    }
    format("report.rs", &out)
}

/// Returns the module with the types of declarations and outputs.
pub fn model() -> Result<String> {
    let mut out = String::from(
        "//! Normalised declarations and outputs. Written by `cargo xtask generate`.\n\
        \n\
        use serde::{Deserialize, Serialize};\n\
        \n\
        use crate::variables::Variables;\n",
    );
    for (lines, kind, name) in items(MODEL)? {
        out.push('\n');
        let kept = lines
            .iter()
            .filter(|line| !is_attribute(line) || tells_names(line));
        let mut is_derived = false;
        for line in kept {
            if !line.starts_with("///") && !is_derived {
                out.push_str(&format!(
                    "#[derive(Deserialize, Serialize, uniffi::{kind})]\n"
                ));
                if DISPLAYED.contains(&name) {
                    out.push_str("#[uniffi::export(Display)]\n");
                }
                is_derived = true;
            }
            let line = match line.contains("serialize_with") {
                true => "    #[serde(skip_serializing_if = \"Option::is_none\")]".to_owned(),
                false => line
                    .replace(", remote = \"Self\"", "")
                    .replace("pub kind:", "pub r#type:"),
            };
            out.push_str(&line);
            out.push('\n');
        }
    }
    format("model.rs", &out)
}

/// Formats a module as the lint wants it.
fn format(name: &str, source: &str) -> Result<String> {
    let folder = root().join("target/xtask");
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, source)?;
    capture(Command::new("rustfmt").arg("--edition=2024").arg(&file))?;
    Ok(fs::read_to_string(file)?)
}

fn is_attribute(line: &str) -> bool {
    line.trim_start().starts_with("#[")
}

/// Whether an attribute tells the names in JSON, or which ones are left out. For a field, these are the names in Rust.
fn tells_names(attribute: &str) -> bool {
    let is_for_field = attribute.trim_start().starts_with("#[serde(rename");
    let may_be_absent = attribute.contains("skip_serializing_if");
    attribute.starts_with("#[serde(") || is_for_field || may_be_absent
}

/// An item: its lines, of which an attribute is one, what UniFFI calls it, and its name.
type Item = (Vec<String>, &'static str, &'static str);

/// Some items of some files.
fn items(files: &[(&str, &'static [&'static str])]) -> Result<Vec<Item>> {
    let mut found = Vec::new();
    for (file, names) in files {
        let source = fs::read_to_string(root().join(file)).with_context(|| (*file).to_owned())?;
        for name in *names {
            let (lines, kind) =
                item(&source, name).with_context(|| format!("{file} doesn't define {name}"))?;
            found.push((lines, kind, *name));
        }
    }
    Ok(found)
}

fn item(source: &str, name: &str) -> Option<(Vec<String>, &'static str)> {
    let kinds = [("struct", "Record"), ("enum", "Enum")];
    let (start, kind) = kinds.iter().find_map(|(keyword, kind)| {
        let first = format!("\npub {keyword} {name} {{\n");
        Some((source.find(&first)? + 1, *kind))
    })?;
    // Above an item is an empty line.
    let from = source.get(..start)?.rfind("\n\n")? + 2;
    let length = source.get(start..)?.find("\n}\n")? + 2;
    let text = source.get(from..start + length)?;
    let mut lines: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match lines.last_mut().filter(|_| is_open) {
            Some(attribute) => {
                attribute.push('\n');
                attribute.push_str(line);
            }
            None => lines.push(line.to_owned()),
        }
        is_open = lines
            .last()
            .is_some_and(|line| is_attribute(line) && !line.ends_with(']'));
    }
    Some((lines, kind))
}
