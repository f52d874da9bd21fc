use super::{Stack, StackRule, config, corrected, nearest};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Field, ResourceDraft};
use crate::path::Path;

pub(super) const RULE: StackRule = unknown_permission_profile;

static CODE: Code = Code {
    name: "unknown-permission-profile",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a container names a permission profile that its stack doesn't have",
    why: "A profile defines what a container may do. The stack lists its profiles, so a name that is not in the list is \
        probably misspelt, and the platform doesn't deploy a container without a profile.",
    fails: concat!(
        r#"{"id": "shop", "permissions": {"profiles": {"executor": {}}}, "resources": {"#,
        members!("api" "live" container!("api")),
        "}}"
    ),
    passes: concat!(
        r#"{"id": "shop", "permissions": {"profiles": {"execution": {}}}, "resources": {"#,
        members!("api" "live" container!("api")),
        "}}"
    ),
};

fn unknown_permission_profile(stack: &Stack, sink: &mut Sink) {
    let Some(profiles) = stack.draft.profiles.given() else {
        return;
    };
    for resource in &stack.draft.resources {
        let Field::Given(profile) = resource.container_field(|container| container.permissions)
        else {
            continue;
        };
        if !profiles.contains(profile) {
            let meant = nearest(profile, profiles.iter(), sink);
            sink.report(&CODE, || {
                unknown_permission_profile_diagnostic(resource, profile, meant)
            });
        }
    }
}

fn unknown_permission_profile_diagnostic(
    resource: &ResourceDraft,
    profile: &str,
    meant: Option<&str>,
) -> Diagnostic {
    let message = format!("this stack has no permission profile {}", quoted(profile));
    let path = config(resource, "permissions");
    let unknown = Diagnostic::at(path.clone(), message)
        .value(profile)
        .related(
            Path::root().key("permissions").key("profiles"),
            "the profiles of this stack",
        );
    corrected(
        unknown,
        path,
        meant,
        "use one of the profiles of this stack, or add this one",
    )
}
