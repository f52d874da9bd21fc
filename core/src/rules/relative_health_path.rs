use super::Rule;
use super::invalid_health_path::{encoded, is_health_path};
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Applicability, Edit, Fix};
use crate::model::names::split_once_by;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(relative_health_path);

static CODE: Code = Code {
    name: "relative-health-path",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the health check path does not start with /",
    why: "The platform sends the health check to the address and port of the replica, so only the path can be chosen. In \
        HTTP it starts with `/` (RFC 9112, section 3.2.1), and many servers answer anything else with 400.",
    fails: r#""healthCheck": {"path": "health"}"#,
    passes: r#""healthCheck": {"path": "/health"}"#,
};

fn relative_health_path(draft: &mut Draft, sink: &mut Sink) {
    let Some(health) = draft.health_check.given_mut() else {
        return;
    };
    health.path.reject_if(|text| {
        let refused = !text.trim_start().starts_with('/');
        if refused {
            let path = Path::root().key("healthCheck").key("path");
            reject_text(&CODE, text, is_health_path, path, sink, |path| {
                relative_health_path_diagnostic(text, path)
            });
        }
        refused
    });
}

fn relative_health_path_diagnostic(text: &str, path: Path) -> Diagnostic {
    let reason = match text.trim() {
        "" => "the health check path is empty".to_owned(),
        url if has_scheme(url) => format!("health check path {} is a URL", quoted(text)),
        host if has_port(host) => format!("health check path {} starts with a host", quoted(text)),
        _ => format!(
            "health check path {} does not start with \"/\"",
            quoted(text)
        ),
    };
    let refused = Diagnostic::at(path.clone(), reason);
    let (meant, applicability) = likely(text.trim());
    let refused = match text.trim() {
        "" => return refused.help("write the path, such as \"/health\""),
        text if has_scheme(text) || has_port(text) => {
            refused.help("write only the path, and set the port with \"port\"")
        }
        _ => refused.help("start the path with \"/\""),
    };
    refused.fix(Fix {
        title: format!("write {}", quoted(&meant)),
        edits: vec![Edit::set_text(path, &meant)],
        applicability,
    })
}

fn has_scheme(text: &str) -> bool {
    split_once_by(text, "://").is_some()
}

/// Whether there is a port before the first `/`.
fn has_port(text: &str) -> bool {
    text.split('/')
        .next()
        .is_some_and(|host| host.contains(':'))
}

/// The path of a URL, or the text as an absolute path. The fix is safe if the text can't contain a host.
fn likely(text: &str) -> (String, Applicability) {
    let address = match split_once_by(text, "://") {
        Some((_, address)) => Some(address),
        None => has_port(text).then_some(text),
    };
    let inner = match address {
        Some(address) => {
            let end = address.find(['/', '?', '#']).unwrap_or(address.len());
            address.get(end..).unwrap_or_default()
        }
        None => text.strip_prefix("./").unwrap_or(text),
    };
    let slash = if inner.starts_with('/') { "" } else { "/" };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let certain = address.is_none()
        && inner
            .split('?')
            .next()
            .is_some_and(|p| p.chars().all(plain));
    let applicability = if certain {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    (encoded(&format!("{slash}{inner}")), applicability)
}
