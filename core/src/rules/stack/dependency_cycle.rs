use super::{Stack, StackRule, circles, references};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::ResourceDraft;
use crate::order::sorted_by_key;
use crate::path::Path;

pub const RULE: StackRule = check;

static CODE: Code = Code {
    name: "dependency-cycle",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "resources need one another in a circle",
    why: "What a resource links to or depends on is deployed before it. In a circle each waits for the next, and none can be the first.",
    fails: stack! {
        "api" "live" container!("api" r#""links": [{"type": "container", "id": "web"}]"#),
        "web" "live" container!("web" r#""links": [{"type": "container", "id": "api"}]"#),
    },
    passes: stack! {
        "api" "live" container!("api"),
        "web" "live" container!("web" r#""links": [{"type": "container", "id": "api"}]"#),
    },
};

fn check(stack: &Stack, sink: &mut Sink) {
    let resources = stack.draft.resources.iter();
    let needs: Vec<_> = resources.map(|resource| needs(stack, resource)).collect();
    circles::each(&needs, |circle| {
        sink.report(&CODE, || diagnostic(stack, circle));
    });
    for resource in &stack.draft.resources {
        // A link of a container to itself has a code of its own.
        let own = references(resource)
            .find(|(reference, id)| !reference.is_link && resource.id.given() == Some(id));
        if let Some((reference, id)) = own {
            sink.report(&CODE, || {
                let message = format!("{} depends on itself", quoted(id));
                Diagnostic::at(&CODE, reference.path(resource), message)
                    .help("remove this dependency")
            });
        }
    }
}

/// The places of what a resource needs, each once.
fn needs(stack: &Stack, resource: &ResourceDraft) -> Vec<usize> {
    let places = references(resource).filter_map(|(_, id)| stack.place(id));
    let mut places = sorted_by_key(places.collect(), |place| *place);
    places.dedup();
    places
}

/// So many resources of a circle are named.
const NAMED: usize = 8;

fn diagnostic(stack: &Stack, circle: &[usize]) -> Diagnostic {
    let resource = |place: &usize| stack.draft.resources.get(*place);
    let name = |resource: &ResourceDraft| quoted(resource.name());
    let mut names: Vec<String> = circle
        .iter()
        .take(NAMED)
        .filter_map(resource)
        .map(name)
        .collect();
    if circle.len() > NAMED {
        names.push("…".to_owned());
    }
    let first = circle.first().and_then(resource);
    names.extend(first.map(name));
    let message = format!(
        "{} need one another in a circle of {}",
        names.join(" → "),
        circle.len()
    );
    let steps = circle
        .iter()
        .zip(circle.iter().cycle().skip(1))
        .take(NAMED)
        .filter_map(|(from, to)| needed(stack, from, to));
    let place = steps
        .clone()
        .next()
        .map(|(path, _)| path)
        .unwrap_or_default();
    let cycle =
        Diagnostic::at(&CODE, place, message).help("remove one of these links or dependencies");
    steps.fold(cycle, |cycle, (path, message)| cycle.related(path, message))
}

/// The reference by which one resource needs the next: where it stands, and what it says.
fn needed(stack: &Stack, from: &usize, to: &usize) -> Option<(Path, String)> {
    let resources = &stack.draft.resources;
    let (from, to) = (resources.get(*from)?, resources.get(*to)?);
    let (reference, id) = references(from).find(|(_, id)| to.id.given() == Some(id))?;
    let name = quoted(from.name());
    Some((
        reference.path(from),
        format!("{name} needs {} here", quoted(id)),
    ))
}
