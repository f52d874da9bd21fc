use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;
use crate::secret::mask_name;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "invalid-environment-name",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of an environment variable or build argument is empty, or has =, NUL or a control character in it",
    why: "A program gets its environment as `NAME=value` texts that end at the first NUL (POSIX, environ), and a builder gets its arguments as such texts too. With a `=` in the name the rest of the name becomes part of the value; an empty name can't be looked up; control characters don't survive shells and logs.",
    fails: r#""environment": {"LOG_LEVEL=": "info"}"#,
    passes: r#""environment": {"LOG_LEVEL": "info"}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    for (keys, variables) in draft.variables() {
        if !variables.flags.has(NameFlags::INVALID) {
            continue;
        }
        let entries = variables.entries.iter();
        for entry in entries.filter(|entry| entry.flags.has(NameFlags::INVALID)) {
            sink.report(&CODE, || diagnostic(keys, entry.name));
        }
    }
}

fn diagnostic(keys: &[&str], name: &str) -> Diagnostic {
    // What follows the `=` may be a secret: the path is masked where it is shown.
    let path = keys.iter().fold(Path::root(), |path, key| path.key(key));
    let (an, what) = match keys {
        ["environment"] => ("an environment variable", "environment name"),
        _ => ("a build argument", "build argument name"),
    };
    let (message, help) = if name.is_empty() {
        (format!("{an} has an empty name"), "name it, or remove it")
    } else if name.contains('=') {
        let message = format!("{what} {} has \"=\" in it", quoted(&mask_name(name)));
        (message, "put what follows the \"=\" into the value")
    } else {
        let message = format!("{what} {} has a control character in it", quoted(name));
        (message, "remove the control character")
    };
    let invalid = Diagnostic::at(&CODE, path.key(name), message);
    invalid.on_key().help(help)
}
