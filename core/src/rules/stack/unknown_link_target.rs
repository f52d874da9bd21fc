use super::{Reference, Stack, StackRule, corrected, references};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::ResourceDraft;

pub(super) const RULE: StackRule = unknown_link_target;

static CODE: Code = Code {
    name: "unknown-link-target",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container links to a resource that its stack doesn't have",
    why: "A link injects the binding of a resource of the same stack. Without that resource, there is nothing to inject, \
        and the deployment fails.",
    fails: stack! {
        "api" "live" container!("api" r#""links": [{"type": "storage", "id": "upload"}]"#),
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
    },
    passes: stack! {
        "api" "live" container!("api" r#""links": [{"type": "storage", "id": "uploads"}]"#),
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
    },
};

fn unknown_link_target(stack: &Stack, sink: &mut Sink) {
    report(&CODE, true, stack, sink);
}

/// Reports links to, or dependencies on, resources that the stack doesn't have.
pub(super) fn report(code: &'static Code, links: bool, stack: &Stack, sink: &mut Sink) {
    for resource in &stack.draft.resources {
        for (reference, id) in references(resource) {
            if reference.is_link == links && stack.lacks(id) {
                let meant = meant(stack, resource, &reference, id, sink);
                sink.report(code, || {
                    unknown_link_target_diagnostic(resource, &reference, id, meant)
                });
            }
        }
    }
}

/// The id that was probably meant: the id of another resource with the right type.
fn meant<'d>(
    stack: &Stack<'_, 'd>,
    resource: &ResourceDraft,
    reference: &Reference<'_, 'd>,
    id: &str,
    sink: &mut Sink,
) -> Option<&'d str> {
    let kind = reference.link.kind.given()?;
    let is_other = |other: &str| resource.id.given() != Some(&other);
    stack.meant(id, &[kind], is_other, sink)
}

fn unknown_link_target_diagnostic(
    resource: &ResourceDraft,
    reference: &Reference,
    id: &str,
    meant: Option<&str>,
) -> Diagnostic {
    let (does, otherwise) = if reference.is_link {
        (
            "links to",
            "add that resource to the stack, or remove this link",
        )
    } else {
        (
            "depends on",
            "add that resource to the stack, or remove this dependency",
        )
    };
    let who = quoted(resource.name());
    let message = format!("{who} {does} {}, which this stack doesn't have", quoted(id));
    let path = reference.path(resource).key("id");
    let unknown = Diagnostic::at(path.clone(), message).value(id);
    corrected(unknown, path, meant, otherwise)
}
