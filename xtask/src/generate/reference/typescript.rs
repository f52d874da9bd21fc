//! Generates `docs/reference/typescript.md` from the doc comments of everything that the npm package exports.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};

use super::items::{Item, Style, add_inherited, is_closed, write_item};
use crate::steps::root;

const FOLDER: &str = "npm/src";

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
    let mut modules = exported_modules()?;
    for entry in ["async", "validate-only"] {
        modules.insert(entry.to_owned(), Names::All);
    }
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
            let names = modules
                .remove(*file)
                .with_context(|| format!("nothing exports {FOLDER}/{file}.ts"))?;
            for item in read_module(file, &names)? {
                write_item(&item, &style, &mut out)?;
            }
        }
    }
    if let Some((module, _)) = modules.first_key_value() {
        bail!(
            "the package exports {FOLDER}/{module}.ts: add it to a section of the reference (SECTIONS)"
        );
    }
    Ok(out)
}

/// The names that the package exports from a module.
enum Names {
    All,
    Some(Vec<String>),
}

/// Reads which modules `index.ts` exports. Types that `types.ts` exports from `generated/types.d.ts` are listed too.
fn exported_modules() -> Result<BTreeMap<String, Names>> {
    let mut modules = BTreeMap::new();
    for index in ["index", "types"] {
        let text = fs::read_to_string(root().join(FOLDER).join(index).with_extension("ts"))?;
        for statement in text.split("\nexport ").skip(1) {
            let statement = statement.split(';').next().unwrap_or_default();
            let Some((names, module)) = statement.split_once(" from \"./") else {
                continue;
            };
            let names = match names.split_once('{') {
                Some((_, names)) => {
                    let names = names.trim_end_matches('}').split(',');
                    let names =
                        names.map(|name| name.trim().trim_start_matches("type ").to_owned());
                    Names::Some(names.filter(|name| !name.is_empty()).collect())
                }
                None => Names::All,
            };
            modules.insert(module.trim_end_matches(".js\"").to_owned(), names);
        }
    }
    Ok(modules)
}

/// Reads the exported items of a module. Fails if one of the names is not there.
fn read_module(module: &str, names: &Names) -> Result<Vec<Item>> {
    let extension = if module == "generated/types" {
        "d.ts"
    } else {
        "ts"
    };
    let path = format!("{FOLDER}/{module}.{extension}");
    let text = fs::read_to_string(root().join(&path)).with_context(|| path.clone())?;
    let (mut all, exported) = read_items(&text);
    let is_hidden = |name: &str| !exported.iter().any(|exported| exported == name);
    let unchanged = all.clone();
    for item in &mut all {
        add_inherited(item, &unchanged, is_hidden);
    }
    let wanted = match names {
        Names::All => exported.clone(),
        Names::Some(names) => names.clone(),
    };
    if let Some(missing) = wanted
        .iter()
        .find(|name| all.iter().all(|item| item.name != **name))
    {
        bail!("{path}: `{missing}` was not found");
    }
    all.retain(|item| wanted.contains(&item.name));
    Ok(all)
}

/// Reads all items at the top of a module, and the names of those that it exports.
fn read_items(text: &str) -> (Vec<Item>, Vec<String>) {
    let (mut items, mut exported): (Vec<Item>, Vec<String>) = (Vec::new(), Vec::new());
    let mut lines = text.lines();
    let mut comment = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(read) = read_comment(line, &mut lines) {
            comment = read;
            continue;
        }
        let words = line.strip_prefix("export ");
        let declaration = words.unwrap_or(line).trim_start_matches("declare ");
        let Some((kind, name)) = declared(declaration) else {
            comment.clear();
            continue;
        };
        let signature = read_signature(declaration, &mut lines, kind == "type");
        let docs = markdown(&std::mem::take(&mut comment), name);
        let mut item = Item::new(name, docs, String::new());
        if matches!(kind, "class" | "interface") {
            item.bases = bases(&signature);
            item.members = read_members(&mut lines, name);
        } else {
            let signature = signature.trim_start_matches("async ");
            item.signatures = vec![signature.trim_start_matches("function ").to_owned()];
            if kind == "function" && line.ends_with('{') || signature.ends_with(" {") {
                skip_body(&mut lines, "}");
            }
        }
        if words.is_some() && !exported.contains(&item.name) {
            exported.push(item.name.clone());
        }
        match items.last_mut() {
            Some(last) if last.name == item.name && kind == "function" => {
                last.signatures.extend(item.signatures)
            }
            _ => items.push(item),
        }
    }
    (items, exported)
}

/// The kind and the name of a declaration: `class Container {`.
fn declared(line: &str) -> Option<(&str, &str)> {
    let line = line
        .trim_start_matches("async ")
        .trim_start_matches("abstract ");
    let (kind, rest) = line.split_once(' ')?;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = rest.split(|c| !is_part(c)).next()?;
    let is_known = ["class", "interface", "function", "type", "const"].contains(&kind);
    (is_known && !name.is_empty()).then_some((kind, name))
}

/// The names after `extends`.
fn bases(signature: &str) -> Vec<String> {
    let after = signature.split_once(" extends ").map(|(_, after)| after);
    // The first `extends` may belong to a type parameter.
    let after = signature
        .rsplit_once(" extends ")
        .map_or(after, |(_, after)| Some(after));
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = after.and_then(|after| after.split(|c| !is_part(c)).next());
    name.into_iter().map(str::to_owned).collect()
}

/// The lines of a comment `/** … */` that starts in a line, without its stars.
fn read_comment<'t>(line: &'t str, lines: &mut std::str::Lines<'t>) -> Option<Vec<&'t str>> {
    let first = line.trim_start().strip_prefix("/**")?;
    let mut comment = Vec::new();
    let mut next = Some(first);
    while let Some(line) = next {
        let (line, is_last) = match line.strip_suffix("*/") {
            Some(line) => (line, true),
            None => (line, false),
        };
        let line = line.trim_start_matches(' ');
        let line = line.strip_prefix('*').unwrap_or(line);
        comment.push(line.strip_prefix(' ').unwrap_or(line).trim_end());
        if is_last {
            break;
        }
        next = lines.next();
    }
    Some(comment)
}

/// A declaration up to its body or its end, on one line if it is short.
fn read_signature(first: &str, lines: &mut std::str::Lines, is_type: bool) -> String {
    let mut all = vec![first.trim_end()];
    loop {
        let text = all.join("\n");
        let last = text.lines().last().unwrap_or_default();
        if !is_type && last.ends_with('{') && is_closed(text.trim_end_matches('{')) {
            return text.trim_end_matches('{').trim_end().to_owned();
        }
        if last.ends_with(';') && is_closed(&text) {
            return text.trim_end_matches(';').to_owned();
        }
        match lines.next() {
            Some(line) => all.push(line.trim_end()),
            None => return text,
        }
    }
}

fn skip_body(lines: &mut std::str::Lines, end: &str) {
    for line in lines.by_ref() {
        if line.trim_end_matches(';') == end {
            return;
        }
    }
}

/// The public members of a class or an interface.
fn read_members(lines: &mut std::str::Lines, owner: &str) -> Vec<Item> {
    let mut members: Vec<Item> = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    while let Some(line) = lines.next() {
        if line == "}" {
            break;
        }
        if let Some(read) = read_comment(line, lines) {
            comment = read;
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let first = line.trim_start().trim_start_matches("declare ");
        if first.is_empty() || first.starts_with("//") {
            continue;
        }
        let signature = read_signature(first, lines, false);
        let end = format!("{}}}", " ".repeat(indent));
        // The body is skipped, unless the declaration ended with a semicolon.
        if !first.ends_with(';') && !is_field(&signature) || first.starts_with("static {") {
            skip_body(lines, &end);
        }
        let comment = std::mem::take(&mut comment);
        let plain = first.trim_start_matches("readonly ");
        let is_public = ![
            "#",
            "private ",
            "protected ",
            "override ",
            "[",
            "static {",
            "static [",
            "static readonly #",
        ]
        .iter()
        .any(|start| plain.starts_with(start));
        if !is_public || comment.iter().any(|line| line.contains("@internal")) {
            continue;
        }
        members.push(member(&signature, &comment, owner));
    }
    members
}

/// Whether a member is a property: `readonly report: Report` or `kind?: DocumentKind`.
fn is_field(signature: &str) -> bool {
    let name = signature.trim_start_matches("readonly ");
    let end = name.find(|c: char| !c.is_alphanumeric() && !"_#~\"".contains(c));
    end.and_then(|end| name.get(end..))
        .is_some_and(|rest| rest.starts_with([':', '?']) || rest.is_empty())
}

fn member(signature: &str, comment: &[&str], owner: &str) -> Item {
    let plain = signature
        .trim_start_matches("static ")
        .trim_start_matches("override ");
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let getter = plain.strip_prefix("get ");
    let (name, kind) = match getter.map(|getter| getter.replacen("()", "", 1)) {
        Some(getter) => getter
            .split_once(": ")
            .map(|(name, kind)| (name.to_owned(), kind.to_owned())),
        None if is_field(plain) => {
            let field = plain.trim_start_matches("readonly ");
            field
                .split_once(": ")
                .map(|(name, kind)| (name.to_owned(), kind.to_owned()))
        }
        None => None,
    }
    .unwrap_or_default();
    if !name.is_empty() {
        let docs = markdown(comment, &format!("{owner}.{}", name.trim_end_matches('?')));
        return Item {
            is_field: true,
            ..Item::new(&name, docs, kind)
        };
    }
    let name = plain.split(|c| !is_part(c)).next().unwrap_or_default();
    let docs = markdown(comment, &format!("{owner}.{name}"));
    match name {
        "constructor" => Item::new(
            name,
            docs,
            plain.replacen("constructor", &format!("new {owner}"), 1),
        ),
        _ => Item::new(name, docs, signature.to_owned()),
    }
}

/// Converts a doc comment to Markdown: parameters become a list, and examples become blocks.
fn markdown(comment: &[&str], name: &str) -> String {
    let mut text = comment.join("\n");
    while let Some((before, rest)) = text.split_once("{@link ") {
        let (target, after) = rest.split_once('}').unwrap_or((rest, ""));
        text = format!("{before}`{target}`{after}");
    }
    let mut out = String::new();
    for (at, part) in format!("\n{text}").split("\n@").enumerate() {
        let part = part.trim();
        let (tag, rest) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        out += &match tag {
            _ if at == 0 => format!("{part}\n"),
            "param" => {
                let (name, docs) = rest.split_once(' ').unwrap_or((rest, ""));
                format!("\n- `{name}`: {}", docs.replace('\n', "\n  "))
            }
            "throws" => {
                let error = rest.strip_prefix('`').and_then(|rest| rest.split_once('`'));
                match error {
                    Some((error, rest)) => format!("\n\nThrows a `{error}`{rest}\n"),
                    None => format!(
                        "\n\nThrows {}\n",
                        rest.trim_start_matches('{').replacen('}', "", 1)
                    ),
                }
            }
            "example" => format!("\n\n```ts {}.ts\n{rest}\n```\n", name.replace('.', "-")),
            _ => String::new(),
        };
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out
}

fn lowercase_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
