use super::{Reference, Stack, StackRule, config, references};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::ResourceDraft;
use crate::fix::{Edit, Fix};

pub const RULE: StackRule = check;

static CODE: Code = Code {
    name: "link-type-mismatch",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a link names another type than the resource has",
    why: "The type decides which binding is injected. With another type than the resource has, the program would be given the address of something that is not there.",
    fails: stack! {
        "api" "live" container!("api" r#""links": [{"type": "kv", "id": "uploads"}]"#),
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
    },
    passes: stack! {
        "api" "live" container!("api" r#""links": [{"type": "storage", "id": "uploads"}]"#),
        "uploads" "frozen" r#""type": "storage", "id": "uploads""#,
    },
};

fn check(stack: &Stack, sink: &mut Sink) {
    for resource in &stack.draft.resources {
        for (reference, id) in references(resource) {
            let target = stack.find(id);
            let kinds =
                target.and_then(|target| reference.link.kind.given().zip(target.kind.given()));
            if let Some((target, (named, actual))) = target.zip(kinds)
                && named != actual
            {
                sink.report(&CODE, || {
                    diagnostic(resource, &reference, target, (named, actual))
                });
            }
        }
    }
}

fn diagnostic(
    resource: &ResourceDraft,
    reference: &Reference,
    target: &ResourceDraft,
    (named, actual): (&str, &str),
) -> Diagnostic {
    let id = target.name();
    let message = format!(
        "{} is {}, not {}",
        quoted(id),
        quoted(actual),
        quoted(named)
    );
    let path = reference.path(resource).key("type");
    let title = format!("write {}", quoted(actual));
    let mismatch = Diagnostic::at(&CODE, path.clone(), message)
        .help(format!("{title}, or name another resource"))
        .related(config(target, "type"), "its type");
    if actual.len() > LONGEST {
        return mismatch;
    }
    mismatch.fix(Fix::risky(title, [Edit::set_text(path, actual)]))
}

/// The longest type that a fix writes, in bytes. Every link to a resource would carry its type once more.
const LONGEST: usize = 128;
