use super::{Check, Rule};
use crate::diagnostic::{Code, Diagnostic, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub const RULE: Rule = Rule {
    code: &CODE,
    check: Check::Value(check),
};

static CODE: Code = Code {
    name: "relative-health-path",
    severity: Severity::Error,
    summary: "the path of a health check does not begin with /",
    why: "The probe goes to the replica's own address and port, and only the path is yours to choose. HTTP asks for it in a form that begins with `/` (RFC 9112, section 3.2.1), and many servers answer anything else with 400.",
    fails: r#""healthCheck": {"path": "health"}"#,
    passes: r#""healthCheck": {"path": "/health"}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(health) = draft.health_check.given_mut() else {
        return;
    };
    health.path.judge(|text| {
        let refused = !text.starts_with('/');
        if refused {
            sink.report(&CODE, || diagnostic(text));
        }
        refused
    });
}

fn diagnostic(text: &str) -> Diagnostic {
    let path = Path::root().key("healthCheck").key("path");
    let refused = |reason: &str| Diagnostic::at(&CODE, path.clone(), reason);
    let shown = quoted(text);
    if text.trim().is_empty() {
        return refused("the health check path is empty")
            .help("write the path, such as \"/health\"");
    }
    if let Some((_, address)) = text.trim().split_once("://") {
        let meant = address.find('/').and_then(|at| address.get(at..));
        let meant = meant.unwrap_or("/");
        let title = format!("write {}", quoted(meant));
        return refused(&format!("health check path {shown} is a whole URL"))
            .help("write only its path; port is a key of its own")
            .fix(Fix::risky(title, [Edit::set_text(path, meant)]));
    }
    let wrong = refused(&format!(
        "health check path {shown} does not begin with \"/\""
    ))
    .help("begin the path with \"/\"");
    match absolute(text) {
        Some(meant) => {
            let title = format!("write {}", quoted(&meant));
            wrong.fix(Fix::safe(title, [Edit::set_text(path, &meant)]))
        }
        None => wrong,
    }
}

/// The path from the root on, if there is nothing in it that could be a host, a port or a way up.
fn absolute(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = text.strip_prefix("./").unwrap_or(text);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let path = inner.split(['?', '#']).next().unwrap_or_default();
    (path.starts_with(|c: char| c.is_ascii_alphanumeric()) && path.chars().all(plain))
        .then(|| format!("/{inner}"))
}
