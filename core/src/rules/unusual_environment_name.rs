use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;

pub const RULE: Rule = Rule::Relation(check);

static CODE: Code = Code {
    name: "unusual-environment-name",
    severity: Severity::Warning,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of an environment variable that many programs can't read",
    why: "POSIX utilities use names of letters, digits and `_` that don't begin with a digit, and most programs know `.` and `-` beside them. A shell can't say any other name, and some drop such variables from what they pass on.",
    fails: r#""environment": {"LOG LEVEL": "info"}"#,
    passes: r#""environment": {"LOG_LEVEL": "info"}"#,
};

fn check(draft: &Draft, sink: &mut Sink) {
    let Some(environment) = draft.environment.given() else {
        return;
    };
    if !environment.flags.has(NameFlags::UNUSUAL) {
        return;
    }
    let entries = environment.entries.iter();
    for entry in entries.filter(|entry| entry.flags.has(NameFlags::UNUSUAL)) {
        sink.report(&CODE, || diagnostic(entry.name));
    }
}

fn diagnostic(name: &str) -> Diagnostic {
    let path = Path::root().key("environment").key(name);
    let usual = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let reason = match name.chars().find(|c| !usual(c)) {
        Some(' ') => "has a space in it".to_owned(),
        Some(c) => format!("has {} in it", quoted(c.encode_utf8(&mut [0; 4]))),
        None => {
            let first: String = name.chars().take(1).collect();
            format!("begins with {}", quoted(&first))
        }
    };
    let message = format!("environment name {} {reason}", quoted(name));
    Diagnostic::at(&CODE, path, message)
        .on_key()
        .help("write letters, digits, \"_\", \".\" or \"-\", beginning with a letter or \"_\"")
}
