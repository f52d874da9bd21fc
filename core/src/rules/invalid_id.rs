use super::Rule;
use super::bad_id::bad_id_diagnostic;
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::{Draft, Field, LinkDraft};
use crate::model::names::is_id;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(invalid_id);

pub(super) static CODE: Code = Code {
    name: "invalid-id",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the id is not a DNS label of a-z, 0-9 and -",
    why: "The id becomes the container's host name inside the stack, so it must be a DNS label (RFC 1035, RFC 1123): 1 \
        to 63 letters, digits and hyphens, with a letter or digit at both ends. DNS names are case-insensitive, so \
        only lower case is allowed. The platform also rejects `--`.",
    fails: r#""id": "Vector_Reader""#,
    passes: r#""id": "vector-reader""#,
};

fn invalid_id(draft: &mut Draft, sink: &mut Sink) {
    if let Field::Given(id) = draft.id
        && !is_id(id)
    {
        reject_text(&CODE, id, is_id, Path::root().key("id"), sink, |path| {
            bad_id_diagnostic(id, path, |meant| is_linked(draft, meant))
        });
        draft.id = Field::Broken;
    }
    if let Field::Given(links) = &mut draft.links {
        for (at, link) in links.iter_mut().enumerate() {
            if let Field::Given(link) = link {
                check_link(at, link, sink);
            }
        }
    }
}

/// No resource can have an invalid id, so a link to one leads nowhere.
fn check_link(at: usize, link: &mut LinkDraft, sink: &mut Sink) {
    if let Field::Given(id) = link.id
        && !is_id(id)
    {
        let path = Path::root().key("links").index(at).key("id");
        reject_text(&CODE, id, is_id, path, sink, |path| {
            bad_id_diagnostic(id, path, |_| false)
        });
        link.id = Field::Broken;
    }
}

/// Whether the container has a link to this id: with this id, it would link to itself.
fn is_linked(draft: &Draft, id: &str) -> bool {
    let mut links = draft.links.given().into_iter().flatten();
    links.any(|link| {
        link.given()
            .is_some_and(|link| link.id.given() == Some(&id))
    })
}
