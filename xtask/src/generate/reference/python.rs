//! Generates `docs/reference/python.md` from the docstrings of everything that the Python package exports.

use std::fs;

use anyhow::{Context, Result, bail};

use super::items::{Item, Style, add_inherited, is_closed, write_item};
use crate::generate::python_api::{Api, Class, Function};
use crate::steps::root;

const FOLDER: &str = "python/src/alien";

const HEAD: &str = "\
# Python

<!-- Written by `cargo xtask generate` from the docstrings of the package. -->

Everything that the module `alien` exports. [fields.md](fields.md) describes the keys of declarations, with bounds and
defaults. In the examples, `container` is a builder and `api` is a built container.
";

/// The modules in Python besides the compiled one, and modules of the binding whose classes have a place between them.
const MODULES: &[&str] = &[
    "_resources",
    "_errors",
    "_diff",
    "_state",
    "_wait",
    "_wait_error",
    "places",
    "fixes",
    "diagnostics",
    "_diagnostics",
    "_catalog",
    "_types",
    "_declarations",
];

/// The sections of the page, in the order of [`all_items`]: the name of the first item of each, and its title.
const SECTIONS: &[(&str, &str)] = &[
    ("Builders and functions", "BuiltStack"),
    ("Resources", "Storage"),
    ("Errors and changes", "ValidationError"),
    ("States and waits", "ReplicaStatus"),
    ("Diagnostics", "Position"),
    ("Types", "Severity"),
];

/// Returns the page as Markdown.
pub fn page() -> Result<String> {
    let package = fs::read_to_string(root().join(FOLDER).join("__init__.py"))?;
    let (_, exported) = package
        .split_once("__all__ = [")
        .context("__init__.py has no `__all__`")?;
    let exported = exported.split(']').next().unwrap_or_default();
    let exported = exported
        .split(',')
        .map(|name| name.trim().trim_matches('"'));
    let exported: Vec<_> = exported
        .filter(|name| !name.is_empty() && *name != "__version__")
        .collect();
    let items = all_items()?;
    if let Some(missing) = exported
        .iter()
        .find(|name| items.iter().all(|item| item.name != **name))
    {
        bail!("`{missing}` is exported, but was not found in {FOLDER}");
    }
    let style = Style {
        language: "python",
        member_title: |class, member| {
            let is_method_of_class = member
                .signatures
                .iter()
                .any(|text| text.starts_with("@classmethod"));
            let owner = if is_method_of_class {
                class.to_owned()
            } else {
                snake_case(class)
            };
            format!("{owner}.{}", member.name)
        },
    };
    let mut out = HEAD.to_owned();
    for item in items
        .iter()
        .filter(|item| exported.contains(&item.name.as_str()))
    {
        if let Some((title, _)) = SECTIONS.iter().find(|(_, first)| *first == item.name) {
            out += &format!("\n## {title}\n");
        }
        write_item(item, &style, &mut out)?;
    }
    Ok(out)
}

/// All items, exported or not.
fn all_items() -> Result<Vec<Item>> {
    let api = Api::read()?;
    let classes = api
        .classes
        .iter()
        .filter(|class| !MODULES.contains(&class.module()));
    let mut all: Vec<_> = classes.map(native_class).collect();
    all.extend(api.functions.iter().map(native));
    for module in MODULES {
        if !module.starts_with('_') {
            let classes = api.classes.iter().filter(|class| class.module() == *module);
            all.extend(classes.map(native_class));
            continue;
        }
        let text = fs::read_to_string(root().join(FOLDER).join(module).with_extension("py"))?;
        let mut items = read_module(&text);
        let unchanged = items.clone();
        for item in &mut items {
            add_inherited(item, &unchanged, |name| name.starts_with('_'));
        }
        all.extend(items);
    }
    Ok(all)
}

/// A class of the compiled module.
fn native_class(class: &Class) -> Item {
    let mut item = Item::new(&class.name, markdown(&class.docs.join("\n")), String::new());
    let members = class
        .methods
        .iter()
        .filter(|method| !method.name().starts_with('_'));
    item.members = members.map(native).collect();
    item
}

/// A function, method or property of the compiled module.
fn native(function: &Function) -> Item {
    let signatures = function.signatures.iter().map(|lines| lines.join("\n"));
    let mut item = Item::new(
        function.name(),
        markdown(&function.docs.join("\n")),
        String::new(),
    );
    item.signatures = signatures.collect();
    match function.decorator {
        Some("@property") => make_field(&mut item),
        Some(decorator) => {
            for signature in &mut item.signatures {
                *signature = format!("{decorator}\n{signature}");
            }
        }
        None => {}
    }
    item
}

/// Turns a property into a field with its type.
fn make_field(item: &mut Item) {
    item.is_field = true;
    for signature in &mut item.signatures {
        let kind = signature.split_once("-> ").map_or("", |(_, kind)| kind);
        *signature = kind.trim_end_matches(':').to_owned();
    }
}

/// Reads the classes, functions and types at the top of a module.
fn read_module(text: &str) -> Vec<Item> {
    let lines: Vec<&str> = text.lines().collect();
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if let Some(rest) = line.strip_prefix("class ") {
            let name = rest.split(['(', ':']).next().unwrap_or_default();
            let bases = rest
                .split_once('(')
                .map_or("", |(_, bases)| bases.trim_end_matches("):"));
            let mut item = Item::new(name, docstring(&lines, &mut at), String::new());
            item.bases = bases
                .split(',')
                .map(|base| base.trim().to_owned())
                .collect();
            item.members = read_members(&lines, &mut at);
            items.push(item);
        } else if line.starts_with("def ") || line.starts_with("async def ") {
            items.push(function(&lines, &mut at));
        } else if let Some((name, _)) = line
            .split_once(" = ")
            .filter(|_| line.starts_with(char::is_uppercase))
        {
            let mut definition = (*line).to_owned();
            while !is_closed(&definition) {
                let next = lines.get(at).copied().unwrap_or_default();
                definition = format!("{definition}\n{next}");
                at += 1;
            }
            items.push(Item::new(name, docstring(&lines, &mut at), definition));
        }
    }
    items
}

/// Reads the fields and methods of a class, up to the next line at the top of the module.
fn read_members(lines: &[&str], at: &mut usize) -> Vec<Item> {
    let mut members = Vec::new();
    let mut decorators: Vec<&str> = Vec::new();
    while let Some(line) = lines
        .get(*at)
        .filter(|line| line.is_empty() || line.starts_with(' '))
    {
        *at += 1;
        let Some(code) = line
            .strip_prefix("    ")
            .filter(|code| !code.starts_with(' '))
        else {
            continue;
        };
        if code.starts_with('@') {
            decorators.push(code);
        } else if code.starts_with("def ") || code.starts_with("async def ") {
            let mut method = function(lines, at);
            match decorators.as_slice() {
                ["@property"] => make_field(&mut method),
                [decorator, ..] => {
                    method.signatures = vec![format!("{decorator}\n{}", method.signatures.concat())]
                }
                _ => {}
            }
            decorators.clear();
            if !method.name.starts_with('_') {
                members.push(method);
            }
        } else if let Some((name, kind)) = code.split_once(": ") {
            let (kind, default) = kind.split_once(" = ").unwrap_or((kind, ""));
            let mut docs = docstring(lines, at);
            let is_plain = !default.is_empty()
                && !default.starts_with("field(")
                && default != "()"
                && default != "None";
            if is_plain {
                docs += &format!(" Default: `{default}`.");
            }
            let is_public =
                name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with('_');
            if is_public {
                members.push(Item {
                    is_field: true,
                    ..Item::new(name, docs, kind.to_owned())
                });
            }
        }
    }
    members
}

/// Reads a function. `at` is the line after its first line.
fn function(lines: &[&str], at: &mut usize) -> Item {
    let first = lines.get(*at - 1).copied().unwrap_or_default();
    let indent = first.len() - first.trim_start().len();
    let mut signature = first.trim_start().to_owned();
    while !(signature.ends_with(':') && is_closed(&signature)) {
        let Some(next) = lines.get(*at) else { break };
        signature = format!("{signature}\n{}", next.get(indent..).unwrap_or_default());
        *at += 1;
    }
    let plain = signature
        .trim_start_matches("async ")
        .trim_start_matches("def ");
    let name = plain.split('(').next().unwrap_or_default().to_owned();
    let docs = docstring(lines, at);
    Item::new(&name, docs, signature.trim_end_matches(':').to_owned())
}

/// Reads a docstring, if there is one at a line.
fn docstring(lines: &[&str], at: &mut usize) -> String {
    let quotes = "\"\"\"";
    let Some(first) = lines
        .get(*at)
        .and_then(|line| line.trim_start().strip_prefix(quotes))
    else {
        return String::new();
    };
    let line = lines.get(*at).copied().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    *at += 1;
    let mut text = vec![first];
    while !text.last().is_some_and(|line| line.ends_with(quotes)) {
        let Some(line) = lines.get(*at) else { break };
        *at += 1;
        text.push(line.get(indent..).unwrap_or_default());
    }
    markdown(text.join("\n").trim_end_matches(quotes))
}

/// Converts a docstring to Markdown: examples become blocks.
fn markdown(docs: &str) -> String {
    let mut out = String::new();
    let mut is_example = false;
    for line in docs.replace("\\\\", "\\").lines() {
        if line.starts_with(">>> ") && !is_example {
            out += "```pycon\n";
            is_example = true;
        } else if line.is_empty() && is_example {
            out += "```\n";
            is_example = false;
        }
        out += line.trim_end_matches("  # doctest: +ELLIPSIS");
        out.push('\n');
    }
    if is_example {
        out.truncate(out.trim_end().len());
        out += "\n```\n";
    }
    out.trim().to_owned()
}

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
