use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;
use crate::secret::mask_name;

pub(super) const RULE: Rule = Rule::Value(invalid_environment_name);

static CODE: Code = Code {
    name: "invalid-environment-name",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of an environment variable or build argument is empty, or contains = or a control character",
    why: "Programs and builders receive variables as `NAME=value` strings that end at the first NUL (POSIX, environ). A \
        `=` in the name would make the rest of the name part of the value, an empty name can't be looked up, and \
        control characters don't survive shells and logs.",
    fails: r#""environment": {"LOG_LEVEL=": "info"}"#,
    passes: r#""environment": {"LOG_LEVEL": "info"}"#,
};

fn invalid_environment_name(draft: &mut Draft, sink: &mut Sink) {
    for (keys, variables) in draft.variables() {
        if !variables.flags.has(NameFlags::INVALID) {
            continue;
        }
        let entries = variables.entries.iter();
        for entry in entries.filter(|entry| entry.flags.has(NameFlags::INVALID)) {
            sink.report(&CODE, || {
                invalid_environment_name_diagnostic(keys, entry.name)
            });
        }
    }
}

fn invalid_environment_name_diagnostic(keys: &[&str], name: &str) -> Diagnostic {
    // The text after `=` may be a secret; the path is masked wherever it is shown.
    let path = keys.iter().fold(Path::root(), |path, key| path.key(key));
    let (an, what) = match keys {
        ["environment"] => ("an environment variable", "environment variable name"),
        _ => ("a build argument", "build argument name"),
    };
    let (message, help) = if name.is_empty() {
        (
            format!("{an} has an empty name"),
            "give it a name, or remove it",
        )
    } else if name.contains('=') {
        let message = format!("{what} {} contains \"=\"", quoted(&mask_name(name)));
        (message, "move the text after \"=\" into the value")
    } else {
        let message = format!("{what} {} contains a control character", quoted(name));
        (message, "remove the control character")
    };
    let invalid = Diagnostic::at(path.key(name), message);
    invalid.on_key().help(help)
}
