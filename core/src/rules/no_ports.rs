use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Field};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(no_ports);

static CODE: Code = Code {
    name: "no-ports",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "no port is declared",
    why: "Every container must declare at least one port: the platform reaches a replica, and checks its health, through \
        a port.",
    fails: r#""ports": []"#,
    passes: r#""ports": [{"port": 8080}]"#,
};

fn no_ports(draft: &Draft, sink: &mut Sink) {
    let none = match &draft.ports {
        Field::Absent => true,
        Field::Given(ports) => ports.entries.is_empty() && ports.complete,
        Field::Unseen | Field::Broken => false,
    };
    if none {
        sink.report(&CODE, || {
            Diagnostic::at(Path::root().key("ports"), "no port is declared")
                .help("declare at least one port: \"ports\": [{\"port\": 8080}], or .port(8080)")
        });
    }
}
