use super::{Stack, StackRule};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Field;
use crate::fix::{Edit, Fix};
use crate::model::Lifecycle;
use crate::path::Path;

pub(super) const RULE: StackRule = container_not_live;

static CODE: Code = Code {
    name: "container-not-live",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the lifecycle of a container is not live",
    why: "A frozen resource is created once and then left unchanged. A container changes with every release of its \
        image, and the platform deploys such changes for live resources only.",
    fails: stack! { "api" "frozen" container!("api") },
    passes: stack! { "api" "live" container!("api") },
};

fn container_not_live(stack: &Stack, sink: &mut Sink) {
    for resource in &stack.draft.resources {
        if resource.is_container() && resource.lifecycle == Field::Given(Lifecycle::Frozen) {
            sink.report(&CODE, || {
                let name = quoted(resource.name());
                let path = Path::from_node(resource.node).key("lifecycle");
                let edit = Edit::set_text(path.clone(), "live");
                Diagnostic::at(path, format!("container {name} must be live, not frozen"))
                    .help("write \"live\"")
                    .fix(Fix::risky("write \"live\"", [edit]))
            });
        }
    }
}
