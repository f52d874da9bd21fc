use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(unusual_environment_name);

static CODE: Code = Code {
    name: "unusual-environment-name",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "an environment variable has a name that many programs can't read",
    why: "POSIX utilities use names of letters, digits and `_` that don't start with a digit, and most programs also \
        accept `.` and `-`. Shells can't refer to any other name, and some don't pass such variables on.",
    fails: r#""environment": {"LOG LEVEL": "info"}"#,
    passes: r#""environment": {"LOG_LEVEL": "info"}"#,
};

fn unusual_environment_name(draft: &Draft, sink: &mut Sink) {
    let Some(environment) = draft.environment.given() else {
        return;
    };
    if !environment.flags.has(NameFlags::UNUSUAL) {
        return;
    }
    let entries = environment.entries.iter();
    for entry in entries.filter(|entry| entry.flags.has(NameFlags::UNUSUAL)) {
        sink.report(&CODE, || unusual_environment_name_diagnostic(entry.name));
    }
}

fn unusual_environment_name_diagnostic(name: &str) -> Diagnostic {
    let path = Path::root().key("environment").key(name);
    let usual = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let reason = match name.chars().find(|c| !usual(c)) {
        Some(' ') => "contains a space".to_owned(),
        Some(c) => format!("contains {}", quoted(c.encode_utf8(&mut [0; 4]))),
        None => {
            let first: String = name.chars().take(1).collect();
            format!("starts with {}", quoted(&first))
        }
    };
    let message = format!("environment variable name {} {reason}", quoted(name));
    Diagnostic::at(path, message)
        .on_key()
        .help("use letters, digits, \"_\", \".\" or \"-\", starting with a letter or \"_\"")
}
