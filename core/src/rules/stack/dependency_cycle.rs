use super::{Stack, StackRule, references};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::ResourceDraft;
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

/// How a resource has been visited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Not,
    /// It is on the way, so many steps from its start.
    Under(usize),
    Done,
}

/// A resource on the way, and how many of its references were followed.
struct Step {
    place: usize,
    next: usize,
}

/// Each reference back to a resource on the way closes one circle; without those references there is none left.
fn check(stack: &Stack, sink: &mut Sink) {
    let needs: Vec<Vec<usize>> = stack
        .draft
        .resources
        .iter()
        .map(|resource| needs(stack, resource))
        .collect();
    let mut visits = vec![Visit::Not; needs.len()];
    let mut way: Vec<Step> = Vec::new();
    for start in 0..needs.len() {
        if visits.get(start) == Some(&Visit::Not) {
            enter(start, &mut way, &mut visits);
        }
        while let Some(step) = way.last_mut() {
            let place = step.place;
            let next = needs
                .get(place)
                .and_then(|needs| needs.get(step.next))
                .copied();
            step.next += 1;
            let Some(next) = next else {
                way.pop();
                if let Some(visit) = visits.get_mut(place) {
                    *visit = Visit::Done;
                }
                continue;
            };
            match visits.get(next) {
                Some(Visit::Not) => enter(next, &mut way, &mut visits),
                Some(Visit::Under(depth)) if next != place => {
                    let circle = way.get(*depth..).unwrap_or_default();
                    sink.report(&CODE, || diagnostic(stack, circle));
                }
                _ => {}
            }
        }
    }
}

fn enter(place: usize, way: &mut Vec<Step>, visits: &mut [Visit]) {
    if let Some(visit) = visits.get_mut(place) {
        *visit = Visit::Under(way.len());
    }
    way.push(Step { place, next: 0 });
}

/// The places of what a resource needs, each once.
fn needs(stack: &Stack, resource: &ResourceDraft) -> Vec<usize> {
    let mut places: Vec<usize> = references(resource)
        .filter_map(|(_, id)| stack.place(id))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// So many resources of a circle are named.
const NAMED: usize = 8;

fn diagnostic(stack: &Stack, circle: &[Step]) -> Diagnostic {
    let resource = |step: &Step| stack.draft.resources.get(step.place);
    let name =
        |resource: &ResourceDraft| quoted(resource.id.given().copied().unwrap_or(resource.key));
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
fn needed(stack: &Stack, from: &Step, to: &Step) -> Option<(Path, String)> {
    let resources = &stack.draft.resources;
    let (from, to) = (resources.get(from.place)?, resources.get(to.place)?);
    let (reference, id) = references(from).find(|(_, id)| to.id.given() == Some(id))?;
    let name = quoted(from.id.given().copied().unwrap_or(from.key));
    Some((
        reference.path(from),
        format!("{name} needs {} here", quoted(id)),
    ))
}
