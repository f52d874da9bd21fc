use super::{Stack, StackRule, Steps, circles, references};
use crate::collections::sorted_by_key;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::ResourceDraft;

pub(super) const RULE: StackRule = dependency_cycle;

static CODE: Code = Code {
    name: "dependency-cycle",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "resources depend on each other in a cycle",
    why: "A resource is deployed after the resources that it links to or depends on. In a cycle, each resource waits for \
        the next one, so none can be deployed first.",
    fails: stack! {
        "api" "live" container!("api" r#""links": [{"type": "container", "id": "web"}]"#),
        "web" "live" container!("web" r#""links": [{"type": "container", "id": "api"}]"#),
    },
    passes: stack! {
        "api" "live" container!("api"),
        "web" "live" container!("web" r#""links": [{"type": "container", "id": "api"}]"#),
    },
};

fn dependency_cycle(stack: &Stack, sink: &mut Sink) {
    let resources = stack.draft.resources.iter();
    let needs: Vec<_> = resources.map(|resource| needs(stack, resource)).collect();
    let mut steps = None;
    circles::each(&needs, |circle| {
        sink.report(&CODE, || {
            let steps = steps.get_or_insert_with(|| Steps::of(stack));
            dependency_cycle_diagnostic(stack, circle, steps)
        });
    });
    for resource in &stack.draft.resources {
        // Another rule, `self-link`, reports a container that links to itself.
        let own = references(resource)
            .find(|(reference, id)| !reference.is_link && resource.id.given() == Some(id));
        if let Some((reference, id)) = own {
            sink.report(&CODE, || {
                let message = format!("{} depends on itself", quoted(id));
                Diagnostic::at(reference.path(resource), message).help("remove this dependency")
            });
        }
    }
}

/// The places of the resources that a resource needs, without duplicates.
fn needs(stack: &Stack, resource: &ResourceDraft) -> Vec<usize> {
    let places = references(resource).filter_map(|(_, id)| stack.place(id));
    let mut places = sorted_by_key(places.collect(), |place| *place);
    places.dedup();
    places
}

/// The maximum number of resources of a cycle that a diagnostic names.
const NAMED: usize = 8;

fn dependency_cycle_diagnostic(stack: &Stack, circle: &[usize], steps: &Steps) -> Diagnostic {
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
        "{} resources form a dependency cycle: {}",
        circle.len(),
        names.join(" → ")
    );
    let way = circle
        .iter()
        .zip(circle.iter().cycle().skip(1))
        .take(NAMED)
        .filter_map(|(from, to)| steps.find(stack, *from, *to));
    let place = way.clone().next().map(|(path, _)| path).unwrap_or_default();
    let cycle = Diagnostic::at(place, message).help("remove one of these links or dependencies");
    way.fold(cycle, |cycle, (path, message)| cycle.related(path, message))
}
