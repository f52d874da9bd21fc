use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::model::environment::{NameFlags, is_reserved};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(reserved_environment_name);

static CODE: Code = Code {
    name: "reserved-environment-name",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "an environment variable is reserved for the platform",
    why: "The platform sets these variables to tell a container where it runs and how to reach its linked resources: \
        ALIEN_…_BINDING for each link, the region, and the account or project. A value in the declaration would be \
        lost, or would make the platform's libraries use the wrong resource.",
    fails: r#""environment": {"AWS_REGION": "eu-central-1"}"#,
    passes: r#""environment": {"UPLOADS_REGION": "eu-central-1"}"#,
};

fn reserved_environment_name(draft: &Draft, sink: &mut Sink) {
    let Some(environment) = draft.environment.given() else {
        return;
    };
    if !environment.flags.has(NameFlags::PREFIXED) {
        return;
    }
    for entry in &environment.entries {
        if entry.flags.has(NameFlags::PREFIXED) && is_reserved(entry.name) {
            sink.report(&CODE, || reserved_environment_name_diagnostic(entry.name));
        }
    }
}

fn reserved_environment_name_diagnostic(name: &str) -> Diagnostic {
    let path = Path::root().key("environment").key(name);
    let message = format!(
        "environment variable {} is set by the platform",
        quoted(name)
    );
    let edit = Edit::Remove { path: path.clone() };
    Diagnostic::at(path, message)
        .on_key()
        .help("remove it, or choose another name")
        .fix(Fix::risky("remove it", [edit]))
}
