use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;
use crate::secret::mask_name;

pub const RULE: Rule = Rule::Value(check);

// Build arguments are not judged: a container never sees them, and what they may be called is up to the
// Dockerfile.
static CODE: Code = Code {
    name: "invalid-environment-name",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of an environment variable is empty, or has =, NUL or a control character in it",
    why: "A program gets its environment as `NAME=value` texts that end at the first NUL (POSIX, environ). With a `=` in the name the rest of the name becomes part of the value; an empty name can't be looked up; control characters don't survive shells and logs.",
    fails: r#""environment": {"LOG_LEVEL=": "info"}"#,
    passes: r#""environment": {"LOG_LEVEL": "info"}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(environment) = draft.environment.given() else {
        return;
    };
    if !environment.flags.has(NameFlags::INVALID) {
        return;
    }
    let entries = environment.entries.iter();
    for entry in entries.filter(|entry| entry.flags.has(NameFlags::INVALID)) {
        sink.report(&CODE, || diagnostic(entry.name));
    }
}

fn diagnostic(name: &str) -> Diagnostic {
    // What follows the `=` may be a secret: the path is masked where it is shown.
    let path = Path::root().key("environment").key(name);
    let (message, help) = if name.is_empty() {
        let message = "an environment variable has an empty name".to_owned();
        (message, "name it, or remove it")
    } else if name.contains('=') {
        let message = format!("environment name {} has \"=\" in it", quoted(&mask_name(name)));
        (message, "put what follows the \"=\" into the value")
    } else {
        let message = format!(
            "environment name {} has a control character in it",
            quoted(name)
        );
        (message, "remove the control character")
    };
    Diagnostic::at(&CODE, path, message).on_key().help(help)
}
