use super::Rule;
use super::reject_text::reject_text;
use super::word::character;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(invalid_health_path);

static CODE: Code = Code {
    name: "invalid-health-path",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the health check path contains a character that a URL can't contain",
    why: "The path is part of the first line of an HTTP request, which white space ends (RFC 9112, section 3). Servers answer \
        such a request with 400, or read another path, so that no replica would ever be healthy. In a URL, other characters \
        than those of ASCII are percent-encoded (RFC 3986, section 2.1).",
    fails: r#""healthCheck": {"path": "/health check"}"#,
    passes: r#""healthCheck": {"path": "/health-check"}"#,
};

fn invalid_health_path(draft: &mut Draft, sink: &mut Sink) {
    let Some(health) = draft.health_check.given_mut() else {
        return;
    };
    health.path.reject_if(|text| {
        // Another rule reports a path that doesn't start with `/`.
        let is_absolute = text.trim_start().starts_with('/');
        let invalid = text.chars().find(|c| is_absolute && !c.is_ascii_graphic());
        if let Some(c) = invalid {
            let path = Path::root().key("healthCheck").key("path");
            reject_text(&CODE, text, is_health_path, path, sink, |path| {
                invalid_health_path_diagnostic(text, c, path)
            });
        }
        invalid.is_some()
    });
}

fn invalid_health_path_diagnostic(text: &str, invalid: char, path: Path) -> Diagnostic {
    let message = format!(
        "health check path {} contains {}",
        quoted(text),
        character(invalid)
    );
    let refused = Diagnostic::at(path.clone(), message);
    let trimmed = text.trim();
    if is_health_path(trimmed) {
        let title = format!("write {}", quoted(trimmed));
        return refused
            .help("remove the white space around it")
            .fix(Fix::safe(title, [Edit::set_text(path, trimmed)]));
    }
    let encoded = encoded(trimmed);
    let title = format!("write {}", quoted(&encoded));
    refused
        .help("write the path as it stands in a URL, such as \"/health\"")
        .fix(Fix::risky(title, [Edit::set_text(path, &encoded)]))
}

/// Whether a text is a valid path for health checks.
pub(super) fn is_health_path(text: &str) -> bool {
    text.starts_with('/') && text.chars().all(|c| c.is_ascii_graphic())
}

/// The path with every invalid character percent-encoded.
pub(super) fn encoded(path: &str) -> String {
    let encode = |byte| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(encode).collect()
}
