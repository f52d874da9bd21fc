//! The documentation of all codes: those of the parsers, the decoder and the rules.

use crate::collections::sorted_by_key;
use crate::decode;
use crate::diagnostic::{Code, Docs, Sink};
use crate::document::{Buffers, Document, Limits, Syntax, json, limits, yaml};
use crate::model::bounds;
use crate::reader;
use crate::rules;
use crate::validate::suppress;

/// The page that explains all codes, as a path in the package and the repository.
pub(crate) const PAGE: &str = "docs/codes.md";

/// The public address of that page. There is none yet: set it when the page is published.
const PAGE_ADDRESS: Option<&str> = None;

/// The documentation of all codes, sorted by name.
pub(crate) fn all() -> Vec<Docs> {
    let all = []
        .into_iter()
        .chain(limits::DOCS)
        .chain(bounds::DOCS.iter().copied())
        .chain(json::DOCS)
        .chain(yaml::DOCS)
        .chain(reader::DOCS)
        .chain(decode::DOCS)
        .chain(decode::state::DOCS)
        .chain([suppress::DOCS])
        .chain(rules::DOCS.iter().copied())
        .chain(rules::update::DOCS.iter().copied())
        .chain(rules::stack::DOCS.iter().copied())
        .chain(rules::state::DOCS.iter().copied());
    sorted_by_key(all.collect(), |docs| docs.code.name)
}

/// The documentation of the code with a name.
pub(crate) fn find(name: &str) -> Option<Docs> {
    all().into_iter().find(|docs| docs.code.name == name)
}

/// The link to the explanation of a code: an address, or a path in the package and the repository.
pub(crate) fn docs_link(code: &Code) -> String {
    link(PAGE_ADDRESS, code.name)
}

/// The public address of the page that explains a code; `None` while there is none.
pub(crate) fn docs_address(code: &str) -> Option<String> {
    PAGE_ADDRESS.map(|address| link(Some(address), code))
}

fn link(address: Option<&str>, code: &str) -> String {
    [address.unwrap_or(PAGE), "#", code].concat()
}

/// The members of the small valid container whose members examples replace, each with its key.
pub(crate) const BASE: [(&str, &str); 6] = [
    ("id", r#""id": "api""#),
    (
        "code",
        r#""code": {"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
    ),
    ("cpu", r#""cpu": {"min": "1", "desired": "1"}"#),
    ("memory", r#""memory": {"min": "1Gi", "desired": "1Gi"}"#),
    ("ports", r#""ports": [{"port": 8080}]"#),
    ("permissions", r#""permissions": "execution""#),
];

/// The whole document of an example. If the example consists of members, they replace members of [`BASE`].
pub(crate) fn example(text: &str) -> String {
    if let Some(update) = update_example(text) {
        return update;
    }
    if text.starts_with(['{', '[', '-']) {
        text.to_owned()
    } else {
        with_base_members(text)
    }
}

/// The two containers of an example of an update, `{"old": {…}, "new": {…}}`, each with the other members of [`BASE`].
fn update_example(text: &str) -> Option<String> {
    let [old, new] = update_members(text)?;
    Some(format!(
        "{{\n  \"old\": {},\n  \"new\": {}\n}}",
        indented(&with_base_members(&old)),
        indented(&with_base_members(&new))
    ))
}

/// The members of both containers of an example of an update.
fn update_members(text: &str) -> Option<[String; 2]> {
    let document = parse(text);
    let side = |key| {
        let span = document.span(document.get(Document::ROOT, key)?)?;
        let inside = text
            .get(span.range())?
            .strip_prefix('{')?
            .strip_suffix('}')?;
        Some(inside.trim().to_owned())
    };
    Some([side("old")?, side("new")?])
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}

fn parse(text: &str) -> Document<'_> {
    let mut sink = Sink::new(1);
    Syntax::Json.parse(text, &Limits::default(), Buffers::default(), &mut sink)
}

/// A container with the given members, and with the members of [`BASE`] whose keys are not among them.
fn with_base_members(members: &str) -> String {
    let text = format!("{{{members}}}");
    let document = parse(&text);
    let has = |key: &str| document.get(Document::ROOT, key).is_some();
    let base = BASE
        .iter()
        .filter(|(key, _)| !has(key))
        .map(|(_, member)| (*member).to_owned());
    let mut lines: Vec<String> = base.collect();
    for (key, value) in document.members(Document::ROOT) {
        let (Some(key), Some(value)) = (document.span(key), document.span(value)) else {
            continue;
        };
        lines.extend(
            text.get(key.start as usize..value.end as usize)
                .map(str::to_owned),
        );
    }
    format!("{{\n  {}\n}}", lines.join(",\n  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_an_address_if_the_page_has_one() {
        assert_eq!(link(None, "no-ports"), "docs/codes.md#no-ports");
        let address = Some("https://docs.example/codes");
        assert_eq!(
            link(address, "no-ports"),
            "https://docs.example/codes#no-ports"
        );
    }
}
