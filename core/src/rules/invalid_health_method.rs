use super::Rule;
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::model::HttpMethod;
use crate::path::Path;
use crate::reader::{quoted_or_list, suggest};

pub(super) const RULE: Rule = Rule::Value(invalid_health_method);

static CODE: Code = Code {
    name: "invalid-health-method",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the health check method is not a supported HTTP method",
    why: "Health checks use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. HTTP methods are case-sensitive (RFC 9110, \
        section 9.1), so a server doesn't recognise `get`.",
    fails: r#""healthCheck": {"method": "get"}"#,
    passes: r#""healthCheck": {"method": "GET"}"#,
};

fn invalid_health_method(draft: &mut Draft, sink: &mut Sink) {
    let Some(health) = draft.health_check.given_mut() else {
        return;
    };
    health.method.reject_if(|method| {
        let refused = method.method.is_none();
        if refused {
            let suggests = sink.may_suggest();
            let path = Path::root().key("healthCheck").key("method");
            let is_valid = |text: &str| HttpMethod::from_name(text).is_some();
            reject_text(&CODE, method.text, is_valid, path, sink, |path| {
                invalid_health_method_diagnostic(method.text, suggests, path)
            });
        }
        refused
    });
}

fn invalid_health_method_diagnostic(text: &str, suggests: bool, path: Path) -> Diagnostic {
    let names = HttpMethod::ALL.map(HttpMethod::name);
    let upper = text.trim().to_ascii_uppercase();
    let same = HttpMethod::from_name(&upper).map(HttpMethod::name);
    let reason = match same {
        Some(_) if text.trim() == text => "is not in upper case",
        Some(_) => "has whitespace around it",
        None if text.is_empty() => "is empty",
        None => "is not supported",
    };
    let message = format!("health check method {} {reason}", quoted(text));
    let refused = Diagnostic::at(path.clone(), message).value(text);
    let title = |name| format!("write {}", quoted(name));
    let near = suggest(text, names.into_iter()).filter(|_| suggests);
    match (same, near) {
        (Some(name), _) => {
            let edit = Edit::set_text(path, name);
            refused
                .help(title(name))
                .suggestion(name)
                .fix(Fix::safe(title(name), [edit]))
        }
        (None, Some(name)) => refused.suggest_text(path, name),
        (None, None) => refused.help(format!("write {}", quoted_or_list(&names))),
    }
}
