//! Documented items of a package, and how they are written as Markdown.

use std::fmt::Write;

use anyhow::{Result, bail};
use serde::Deserialize;

/// A class, a function, a type, or a member of one of these.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    pub name: String,
    /// The signatures as source code; overloads have several.
    pub signatures: Vec<String>,
    /// The documentation as Markdown.
    pub docs: String,
    /// The classes that it extends, if their members aren't in `members` yet.
    #[serde(skip)]
    pub bases: Vec<String>,
    pub members: Vec<Item>,
    /// Whether this is a member with a value, such as an option or a property, and not a method.
    pub is_field: bool,
}

impl Item {
    pub fn new(name: &str, docs: String, signature: String) -> Self {
        Self {
            name: name.to_owned(),
            signatures: vec![signature],
            docs,
            ..Self::default()
        }
    }
}

/// How a page is written.
pub struct Style {
    /// The language of signatures, after the fence.
    pub language: &'static str,
    /// The title of a member of a class.
    pub member_title: fn(class: &str, member: &Item) -> String,
}

/// Writes an item with all its members. Fails if something has no documentation.
pub fn write_item(item: &Item, style: &Style, out: &mut String) -> Result<()> {
    let _ = write!(out, "\n### {}\n", item.name);
    write_body(item, style, out)?;
    let (fields, methods): (Vec<_>, Vec<_>) =
        item.members.iter().partition(|member| member.is_field);
    if !fields.is_empty() {
        out.push_str("\n| name | type | what it is |\n| --- | --- | --- |\n");
    }
    for field in fields {
        let kind = field
            .signatures
            .first()
            .map(String::as_str)
            .unwrap_or_default();
        let (kind, docs) = (cell(kind), cell(&field.docs));
        let kind = if kind.is_empty() {
            kind
        } else {
            format!("`{kind}`")
        };
        let _ = writeln!(out, "| `{}` | {kind} | {docs} |", field.name);
    }
    for method in methods {
        let title = (style.member_title)(&item.name, method);
        let _ = write!(out, "\n#### {title}\n");
        write_body(method, style, out)?;
    }
    Ok(())
}

fn write_body(item: &Item, style: &Style, out: &mut String) -> Result<()> {
    check(&item.docs, &item.name)?;
    let signatures: Vec<_> = item
        .signatures
        .iter()
        .filter(|text| !text.is_empty())
        .collect();
    if !signatures.is_empty() {
        let _ = write!(out, "\n```{}\n", style.language);
        for signature in signatures {
            let _ = writeln!(out, "{signature}");
        }
        out.push_str("```\n");
    }
    let _ = write!(out, "\n{}\n", item.docs.trim());
    Ok(())
}

fn check(docs: &str, name: &str) -> Result<()> {
    if docs.trim().is_empty() {
        bail!("{name} is exported and has no documentation");
    }
    Ok(())
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    let lines: Vec<_> = text.split_whitespace().collect();
    lines.join(" ").replace('|', "\\|")
}

/// Adds the members of base classes that are not exported themselves.
pub fn add_inherited(item: &mut Item, all: &[Item], is_hidden: impl Fn(&str) -> bool + Copy) {
    for base in item.bases.clone() {
        let Some(base) = all
            .iter()
            .find(|other| other.name == base && is_hidden(&base))
        else {
            continue;
        };
        let mut base = base.clone();
        add_inherited(&mut base, all, is_hidden);
        let is_own = |name: &str| item.members.iter().any(|member| member.name == name);
        let inherited = base
            .members
            .into_iter()
            .filter(|member| !is_own(&member.name) && member.name != "constructor");
        let inherited: Vec<_> = inherited.collect();
        item.members.splice(0..0, inherited);
    }
    item.members
        .sort_by_key(|member| member.name != "constructor");
}

/// Whether all brackets of a text are closed.
pub fn is_closed(text: &str) -> bool {
    let count = |brackets: &[char]| text.matches(brackets).count();
    count(&['(', '[', '{']) == count(&[')', ']', '}'])
}
