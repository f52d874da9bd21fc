use super::Rule;
use crate::collections::{FirstIndex, has_duplicates};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted, shown};
use crate::draft::{Draft, Field, LinkDraft};
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(duplicate_link);

static CODE: Code = Code {
    name: "duplicate-link",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a resource is linked twice",
    why: "A link gives the container access to a resource. A second link to the same resource has no effect, so it is \
        probably a mistake: either another resource was meant, or one of the links should be removed.",
    fails: r#""links": [{"type": "storage", "id": "uploads"}, {"type": "storage", "id": "uploads"}]"#,
    passes: r#""links": [{"type": "storage", "id": "uploads"}, {"type": "storage", "id": "exports"}]"#,
};

type Link<'d> = (&'d str, &'d str);

fn duplicate_link(draft: &Draft, sink: &mut Sink) {
    if let Some(links) = draft.links.given()
        && has_duplicates(given(links).map(|(_, link)| link))
    {
        report(links, sink);
    }
}

/// The links whose type and id are given, with their place in the list.
fn given<'d>(links: &[Field<LinkDraft<'d>>]) -> impl Iterator<Item = (usize, Link<'d>)> + Clone {
    links.iter().enumerate().filter_map(|(at, link)| {
        let link = link.given()?;
        Some((at, (*link.kind.given()?, *link.id.given()?)))
    })
}

#[cold]
fn report(links: &[Field<LinkDraft>], sink: &mut Sink) {
    let (mut texts, mut firsts) = (FirstIndex::default(), FirstIndex::default());
    for (at, link) in given(links) {
        // Numbers that identify the type and the id.
        let kind = texts.insert(link.0, 2 * at) as u64;
        let id = texts.insert(link.1, 2 * at + 1) as u64;
        let first = firsts.insert(kind << 32 | id, at);
        if first != at {
            sink.report(&CODE, || duplicate_link_diagnostic(link, first, at));
        }
    }
}

fn duplicate_link_diagnostic((kind, id): Link, first: usize, at: usize) -> Diagnostic {
    let path = |at| Path::root().key("links").index(at);
    let message = format!("{} {} is already linked", shown(kind), quoted(id));
    let edit = Edit::Remove { path: path(at) };
    Diagnostic::at(path(at), message)
        .help("remove one of the links")
        .related(path(first), "first linked here")
        // Not safe: it changes the normalised form, and another resource may have been meant.
        .fix(Fix::risky("remove this link", [edit]))
}
