//! Generates what repeats the names and signatures of the Python binding: the types of the compiled module
//! (`_native.pyi`), its registrations, and the names that the package exports.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};

use super::python_api::{Api, Class, Function};
use crate::steps::root;

const PACKAGE: &str = "python/src/alien";

const TYPE_VARIABLE: &str = r#"_Config_co = TypeVar(
    "_Config_co", bound=ContainerConfig | ResourceRef, default=ContainerConfig | ResourceRef, covariant=True
)"#;

/// The modules whose names signatures may contain, and these names.
const LIBRARY: &[(&str, &[&str])] = &[
    (
        "collections.abc",
        &["Iterable", "Iterator", "Mapping", "Sequence"],
    ),
    ("types", &["GenericAlias"]),
    (
        "typing",
        &["Any", "Generic", "Literal", "final", "overload"],
    ),
    ("typing_extensions", &["Self", "TypeVar", "disjoint_base"]),
];
const MODULES: &[&str] = &[
    "_catalog",
    "_declarations",
    "_diagnostics",
    "_diff",
    "_errors",
    "_types",
];

/// Returns the types of the compiled module.
pub fn stub() -> Result<String> {
    let api = Api::read()?;
    let mut body = String::new();
    for class in &api.classes {
        write_class(class, &mut body);
    }
    // Ruff wants an empty line after a body, and none after the `...` of a function.
    let mut has_body = true;
    for function in &api.functions {
        if has_body {
            body.push('\n');
        }
        write_function(function, "", &mut body);
        has_body = !body.ends_with(" ...\n");
    }
    let mut out = String::from(
        "\"\"\"The compiled part of `alien`. Written by `cargo xtask generate` from `bindings/python/src`.\"\"\"\n\n",
    );
    out += &imports(&api)?;
    let names = list(&api.names(), "    ", "\"");
    let _ = write!(
        out,
        "__version__: str\n\n__all__ = [\n{names}]\n\n{TYPE_VARIABLE}\n{body}"
    );
    Ok(out)
}

fn write_class(class: &Class, out: &mut String) {
    let decorator = match class.can_have_subclasses {
        true => "@disjoint_base",
        false => "@final",
    };
    let base = if class.is_generic {
        "(Generic[_Config_co])"
    } else {
        ""
    };
    let _ = write!(out, "\n{decorator}\nclass {}{base}:\n", class.name);
    write_docs(&class.docs, "    ", out);
    for method in &class.methods {
        write_function(method, "    ", out);
    }
    if class.is_generic {
        out.push_str(
            "    @classmethod\n    def __class_getitem__(cls, key: Any) -> GenericAlias: ...\n",
        );
    }
}

fn write_function(function: &Function, indent: &str, out: &mut String) {
    for (at, lines) in function.signatures.iter().enumerate() {
        let overload = (function.signatures.len() > 1).then_some("@overload");
        for decorator in overload.into_iter().chain(function.decorator) {
            let _ = writeln!(out, "{indent}{decorator}");
        }
        let _ = write!(out, "{indent}{}:", lines.join(&format!("\n{indent}")));
        if at == 0 && !function.docs.is_empty() {
            out.push('\n');
            write_docs(&function.docs, &format!("{indent}    "), out);
            if indent.is_empty() && function.signatures.len() > 1 {
                out.push('\n');
            }
        } else {
            out.push_str(" ...\n");
        }
    }
}

/// Writes a docstring.
fn write_docs(docs: &[String], indent: &str, out: &mut String) {
    let text = docs.join("\n").replace('\\', "\\\\");
    let end = if docs.len() > 1 { "\n" } else { "" };
    for line in format!("\"\"\"{text}{end}\"\"\"").lines() {
        match line {
            "" => out.push('\n'),
            _ => {
                let _ = writeln!(out, "{indent}{line}");
            }
        }
    }
}

/// The names that a stub uses outside of signatures.
const ALWAYS_USED: &str = "Any Generic GenericAlias TypeVar disjoint_base final overload";

/// Returns the imports of all names that signatures contain.
fn imports(api: &Api) -> Result<String> {
    let methods = api.classes.iter().flat_map(|class| &class.methods);
    let signatures = methods
        .chain(&api.functions)
        .flat_map(|function| function.signatures.concat());
    let code = signatures.collect::<Vec<_>>().join(" ") + TYPE_VARIABLE + " " + ALWAYS_USED;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let used: BTreeSet<&str> = code.split(|c| !is_part(c)).collect();
    let mut out = String::new();
    for (module, names) in LIBRARY {
        let names = names.iter().copied().filter(|name| used.contains(name));
        let names: Vec<_> = names.collect();
        let is_first_of_group = *module == "typing_extensions" && !names.is_empty();
        out += if is_first_of_group { "\n" } else { "" };
        out += &import(module, &names);
    }
    out.push('\n');
    for module in MODULES {
        let text = fs::read_to_string(root().join(PACKAGE).join(module).with_extension("py"))?;
        let defined: BTreeSet<&str> = text.lines().filter_map(defined_name).collect();
        let names = defined.intersection(&used).copied();
        out += &import(&format!("alien.{module}"), &names.collect::<Vec<_>>());
    }
    out.push('\n');
    Ok(out)
}

/// The name that a line of a module defines: `class Diff:` or `Units = Literal[…]`.
fn defined_name(line: &str) -> Option<&str> {
    let name = match line.strip_prefix("class ") {
        Some(rest) => rest.split(['(', ':']).next()?,
        None => line.split_once(" = ")?.0,
    };
    name.starts_with(char::is_uppercase).then_some(name)
}

fn import(module: &str, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("from {module} import {name}\n"),
        names => format!("from {module} import (\n{})\n", list(names, "    ", "")),
    }
}

/// Writes each name on its own line.
fn list(names: &[&str], indent: &str, quote: &str) -> String {
    let line = |name: &&str| format!("{indent}{quote}{name}{quote},\n");
    names.iter().map(line).collect()
}

/// Returns the Rust module that registers the classes and functions.
pub fn registrations() -> Result<String> {
    let api = Api::read()?;
    let mut out = String::from(
        "//! Adds the classes and functions of this crate to the Python module. Written by `cargo xtask generate`.\n\n\
         use pyo3::prelude::*;\n\n\
         #[rustfmt::skip]\n\
         pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {\n",
    );
    for class in &api.classes {
        let _ = writeln!(out, "    module.add_class::<crate::{}>()?;", class.path);
    }
    for function in &api.functions {
        let path = &function.path;
        let _ = writeln!(
            out,
            "    module.add_function(wrap_pyfunction!(crate::{path}, module)?)?;"
        );
    }
    out.push_str("    Ok(())\n}\n");
    Ok(out)
}

/// Returns `__init__.py` with all public names of the compiled module in the import from `alien._native`, and everything
/// that the file imports in `__all__`.
pub fn package() -> Result<String> {
    let api = Api::read()?;
    let is_public = |name: &&str| !name.starts_with('_') || *name == "__version__";
    let native: Vec<_> = api.names().into_iter().filter(is_public).collect();
    let text = fs::read_to_string(root().join(PACKAGE).join("__init__.py"))?;
    let text = replace_block(
        &text,
        "from alien._native import (\n",
        ")\n",
        &list(&native, "    ", ""),
    )?;
    let mut exported: Vec<&str> = Vec::new();
    for import in text.split("from alien.").skip(1) {
        let names = import.split_once(" import ").map_or("", |(_, names)| names);
        let names = match names.strip_prefix("(\n") {
            Some(lines) => lines.split(')').next().unwrap_or_default(),
            None => names.lines().next().unwrap_or_default(),
        };
        exported.extend(
            names
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty()),
        );
    }
    exported.sort_unstable();
    replace_block(
        &text,
        "__all__ = [\n",
        "]\n",
        &list(&exported, "    ", "\""),
    )
}

/// Replaces the text between `start` and the next `end`.
fn replace_block(text: &str, start: &str, end: &str, new: &str) -> Result<String> {
    let missing = || format!("{PACKAGE}/__init__.py doesn't contain {start:?}");
    let (before, rest) = text.split_once(start).with_context(missing)?;
    let (_, after) = rest.split_once(end).with_context(missing)?;
    Ok(format!("{before}{start}{new}{end}{after}"))
}
