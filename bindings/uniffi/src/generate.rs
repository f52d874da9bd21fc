//! Writes the Kotlin, Swift and Ruby code that calls the library, in a folder:
//!
//! ```sh
//! generate-bindings target/native/libalien_native.so FOLDER
//! ```
//!
//! The library must contain its symbols, since they describe its functions and types.
//!
//! The generated functions, and the types that only they use, are not for programs: Kotlin and Swift get them as internal
//! declarations. The other types are those of reports and declarations, which programs use as they are.

use std::fs;

use anyhow::{Context, Result};
use camino::{Utf8Path, Utf8PathBuf};
use uniffi::{GenerateOptions, SwiftBindingsOptions, TargetLanguage};

/// The types that programs don't see.
const INTERNAL: &[&str] = &[
    "Built",
    "CallPlace",
    "Declaration",
    "Failure",
    "HostLanguage",
    "NativeError",
    "NativeException",
    "NativeOptions",
    "ReadState",
    "RenderOptions",
    "Tape",
    "ValidDeclaration",
    "ValidateOptions",
    "Variable",
];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1).map(Utf8PathBuf::from);
    let usage = "usage: generate-bindings LIBRARY FOLDER";
    let source = arguments.next().context(usage)?;
    let out_dir = arguments.next().context(usage)?;
    let config = Some(Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("uniffi.toml"));
    fs::create_dir_all(&out_dir)?;
    uniffi::generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin, TargetLanguage::Ruby],
        source: source.clone(),
        out_dir: out_dir.clone(),
        config_override: config.clone(),
        ..GenerateOptions::default()
    })?;
    uniffi::generate_swift_bindings(SwiftBindingsOptions {
        generate_swift_sources: true,
        generate_headers: true,
        generate_modulemap: true,
        source,
        out_dir: out_dir.clone(),
        xcframework: false,
        module_name: Some("AlienNative".into()),
        modulemap_filename: Some("module.modulemap".into()),
        metadata_no_deps: true,
        link_frameworks: Vec::new(),
        config,
    })?;
    rewrite(&out_dir.join("alien/alien_native.kt"), rewrite_kotlin)?;
    rewrite(&out_dir.join("Alien.swift"), hide_in_swift)?;
    rewrite(&out_dir.join("alien_native.rb"), copy_bytes_in_ruby)?;
    for file in ["alien_native.h", "module.modulemap"] {
        rewrite(&out_dir.join(file), str::to_owned)?;
    }
    Ok(())
}

/// Rewrites the lines of a file, without spaces at their ends.
fn rewrite(file: &Utf8Path, line: fn(&str) -> String) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| file.to_string())?;
    let lines = text.lines().map(|text| line(text).trim_end().to_owned());
    let lines: Vec<_> = lines.collect();
    Ok(fs::write(
        file,
        lines.join("\n").trim_end().to_owned() + "\n",
    )?)
}

/// Copies a string of Ruby at once. UniFFI makes an array with a number for each byte, which takes longer than validating the text.
fn copy_bytes_in_ruby(line: &str) -> String {
    line.replace(".bytes.size", ".bytesize").replace(
        "put_array_of_char @rust_buf.len, value.bytes",
        "put_bytes @rust_buf.len, value",
    )
}

/// Makes Kotlin's declarations internal or public, and its integers signed: in Java, the name of a getter of an unsigned integer contains
/// a hyphen, so it can't be called.
fn rewrite_kotlin(line: &str) -> String {
    let mut out = String::new();
    let is_letter = |letter: char| letter.is_ascii_alphanumeric();
    for part in line.split_inclusive(|letter| !is_letter(letter)) {
        let word = part.trim_end_matches(|letter| !is_letter(letter));
        out.push_str(match word {
            "UInt" => "Long",
            "UShort" => "Int",
            // The value of a variant without a name.
            "v1" => "value",
            word => word,
        });
        out.push_str(part.get(word.len()..).unwrap_or_default());
    }
    let out = out
        .replace("toUInt()", "toUInt().toLong()")
        .replace("toUShort()", "toUShort().toInt()");
    let out = hide_in_kotlin(&out);
    let declaration = out.trim_start();
    let public = [
        "data class ",
        "enum class ",
        "sealed class ",
        "companion object",
    ];
    if public.iter().any(|kind| declaration.starts_with(kind)) {
        return out.replacen(declaration, &format!("public {declaration}"), 1);
    }
    out
}

/// Makes a declaration of Kotlin internal, unless it is the type of a result.
fn hide_in_kotlin(line: &str) -> String {
    // Functions of the crate. Those of the package have the same names without this prefix.
    if let Some((before, after)) = line.split_once(" fun `") {
        let (first, rest) = after.split_at(1);
        let first = first.to_uppercase();
        return format!("{before} internal fun `native{first}{rest}");
    }
    let declaration = line.strip_prefix("public ").unwrap_or(line);
    let functions = [
        "fun ",
        "inline fun ",
        "object ",
        "interface ",
        "open class ",
        "class ",
        "typealias FfiConverter",
    ];
    let types = ["data class ", "enum class ", "sealed class "];
    let is_internal = functions.iter().any(|kind| declaration.starts_with(kind))
        || types
            .iter()
            .any(|kind| declares_internal(declaration, kind));
    match is_internal {
        true => format!("internal {declaration}"),
        false => line.to_owned(),
    }
}

/// Makes a declaration of Swift internal, unless it is the type of a result. Functions get other names, since Swift finds no
/// function with the name of a method inside its class.
fn hide_in_swift(line: &str) -> String {
    // An error has this word on a line of its own.
    let Some(declaration) = line.strip_prefix("public").map(str::trim_start) else {
        return line.to_owned();
    };
    if let Some(function) = declaration.strip_prefix("func ")
        && function.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !function.starts_with("uniffi")
    {
        let (first, rest) = function.split_at(1);
        return format!("func native{}{rest}", first.to_uppercase());
    }
    let is_internal = ["func ", "struct FfiConverter", "typealias Text "]
        .iter()
        .any(|kind| declaration.starts_with(kind))
        || declaration.is_empty()
        || ["struct ", "enum ", "indirect enum "]
            .iter()
            .any(|kind| declares_internal(declaration, kind));
    match is_internal {
        true => declaration.to_owned(),
        false => line.to_owned(),
    }
}

/// Whether a line declares one of the [`INTERNAL`] types.
fn declares_internal(declaration: &str, kind: &str) -> bool {
    let name = declaration.strip_prefix(kind).unwrap_or_default();
    let name = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .next();
    INTERNAL.contains(&name.unwrap_or_default())
}
