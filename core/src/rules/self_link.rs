use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(self_link);

static CODE: Code = Code {
    name: "self-link",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container links to itself",
    why: "A container is deployed after the resources that it links to, so that their bindings can be injected. A \
        container that links to itself would wait for itself and never start. It knows its own address without a link.",
    fails: r#""links": [{"type": "container", "id": "api"}]"#,
    passes: r#""links": [{"type": "container", "id": "database"}]"#,
};

fn self_link(draft: &Draft, sink: &mut Sink) {
    let Some((id, links)) = draft.id.given().zip(draft.links.given()) else {
        return;
    };
    for (at, link) in links.iter().enumerate() {
        let Some(link) = link.given() else { continue };
        if link.id.given() == Some(id) && link.kind.given() == Some(&"container") {
            sink.report(&CODE, || {
                let path = Path::root().key("links").index(at);
                let edit = Edit::Remove { path: path.clone() };
                Diagnostic::at(path, format!("container {} links to itself", quoted(id)))
                    .help("remove the link")
                    .fix(Fix::risky("remove the link", [edit]))
            });
        }
    }
}
