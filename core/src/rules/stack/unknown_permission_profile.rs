use super::{Stack, StackRule, config, corrected, nearest};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Field, Names, ResourceDraft};
use crate::path::Path;
use crate::reader::quoted_or_list;

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

/// The maximum number of profiles that the help lists.
const SHOWN: usize = 5;

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
                unknown_permission_profile_diagnostic(resource, profile, meant, profiles)
            });
        }
    }
}

fn unknown_permission_profile_diagnostic(
    resource: &ResourceDraft,
    profile: &str,
    meant: Option<&str>,
    profiles: &Names,
) -> Diagnostic {
    let message = format!("this stack has no permission profile {}", quoted(profile));
    let path = config(resource, "permissions");
    let unknown = Diagnostic::at(path.clone(), message)
        .value(profile)
        .related(
            Path::root().key("permissions").key("profiles"),
            "the profiles of this stack",
        );
    let names: Vec<_> = profiles.iter().take(SHOWN + 1).collect();
    let help = match names.len() {
        0 => "add this profile to the stack".to_owned(),
        1..=SHOWN => format!(
            "write {}, or add this profile to the stack",
            quoted_or_list(&names)
        ),
        _ => "use one of the profiles of this stack, or add this one".to_owned(),
    };
    corrected(unknown, path, meant, &help)
}
