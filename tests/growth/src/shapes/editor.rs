//! Shapes of what editors ask.

use alien_sdk_core::Options;
use alien_sdk_core::internal::ide::{Analysis, Indentation, complete};
use alien_sdk_core::internal::span::Span;

use super::declarations::{containers, list, other_resource, stack};
use super::work::{Work, all_or_nothing};

/// A stack with containers that all refer to the same resources.
fn references(n: usize) -> String {
    let links = r#","cluster":"compute","pool":"gpu","links":[{"type":"kv","id":"cache"}]"#;
    let containers = containers(n, |_| links.to_owned());
    let groups = r#","capacityGroups":[{"groupId":"gpu"}]"#;
    let cluster = other_resource("compute-cluster", "compute", groups);
    let cache = other_resource("kv", "cache", "");
    stack(&format!("{containers},{cluster},{cache}"))
}

/// Looks at a stack with many references.
fn with_references(n: usize, work: fn(&Analysis, &str) -> usize) -> Work {
    let text = references(n);
    Box::new(move || work(&Analysis::new(&text, &Options::default()), &text))
}

fn offset_of(text: &str, part: &str) -> u32 {
    text.find(part).map_or(0, |at| at as u32 + 1)
}

pub fn renamed_resource(n: usize) -> Work {
    with_references(n, |analysis, text| {
        let edits = analysis.rename(offset_of(text, "\"cache\""), "store");
        edits.map_or(0, |edits| edits.len())
    })
}

pub fn renamed_pool(n: usize) -> Work {
    with_references(n, |analysis, text| {
        let edits = analysis.rename(offset_of(text, "\"gpu\""), "large");
        edits.map_or(0, |edits| edits.len())
    })
}

pub fn symbols(n: usize) -> Work {
    with_references(n, |analysis, _| analysis.symbols(usize::MAX).len())
}

pub fn hints(n: usize) -> Work {
    with_references(n, |analysis, text| {
        analysis.hints(Span::new(0, text.len() as u32)).len()
    })
}

pub fn formatting(n: usize) -> Work {
    with_references(n, |analysis, _| {
        analysis.format(Indentation::Spaces(2)).len()
    })
}

pub fn proposed_links(n: usize) -> Work {
    let caches = list(n, |at| other_resource("kv", &format!("cache-{at}"), ""));
    let container = containers(1, |_| r#","links":[]"#.to_owned());
    let text = stack(&format!("{container},{caches}"));
    let offset = offset_of(&text, "[]");
    Box::new(move || complete(&text, &Options::default(), offset).items.len())
}

/// The text is broken in many places before the cursor.
pub fn broken_text(n: usize) -> Work {
    let text = format!("{}{{\"port\": 1, \"", "{\"ports\": [\"\n".repeat(n));
    all_or_nothing(n, move || {
        let offset = text.len() as u32;
        let found = complete(&text, &Options::default(), offset);
        found.span == Span::new(offset - 1, offset)
    })
}

/// Documents and a list come before the cursor, which is in brackets that are open.
pub fn broken_yaml(n: usize) -> Work {
    let (documents, elements) = ("id: a\n---\n".repeat(n), "- a\n".repeat(n));
    let text = format!("{documents}command:\n{elements}ports: [{{");
    all_or_nothing(n, move || {
        let options = Options {
            syntax: alien_sdk_yaml::SYNTAX,
            ..Options::default()
        };
        complete(&text, &options, text.len() as u32).items.len() == 2
    })
}
