use super::{Reference, Stack, StackRule, config, references};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::ResourceDraft;
use crate::fix::{Edit, Fix};

pub(super) const RULE: StackRule = link_type_mismatch;

static CODE: Code = Code {
    name: "link-type-mismatch",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a link has a different type than its resource",
    why: "The type of a link decides which binding is injected. With the wrong type, the program would get a binding \
        that doesn't match the resource.",
    fails: stack! {
        "api" "live" container!("api" r#""links": [{"type": "kv", "id": "uploads"}]"#),
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
    },
    passes: stack! {
        "api" "live" container!("api" r#""links": [{"type": "storage", "id": "uploads"}]"#),
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
    },
};

fn link_type_mismatch(stack: &Stack, sink: &mut Sink) {
    for resource in &stack.draft.resources {
        for (reference, id) in references(resource) {
            let target = stack.find(id);
            let kinds =
                target.and_then(|target| reference.link.kind.given().zip(target.kind.given()));
            if let Some((target, (named, actual))) = target.zip(kinds)
                && named != actual
            {
                sink.report(&CODE, || {
                    link_type_mismatch_diagnostic(resource, &reference, target, (named, actual))
                });
            }
        }
    }
}

fn link_type_mismatch_diagnostic(
    resource: &ResourceDraft,
    reference: &Reference,
    target: &ResourceDraft,
    (named, actual): (&str, &str),
) -> Diagnostic {
    let id = target.name();
    let message = format!(
        "{} has the type {}, not {}",
        quoted(id),
        quoted(actual),
        quoted(named)
    );
    let path = reference.path(resource).key("type");
    let title = format!("write {}", quoted(actual));
    let mismatch = Diagnostic::at(path.clone(), message)
        .help(format!("{title}, or name another resource"))
        .related(config(target, "type"), "its type is set here");
    if actual.len() > LONGEST {
        return mismatch;
    }
    mismatch.fix(Fix::risky(title, [Edit::set_text(path, actual)]))
}

/// The longest type that a fix writes, in bytes: every link to the resource gets a fix with a copy of the type.
const LONGEST: usize = 128;
