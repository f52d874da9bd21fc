use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{CodeDraft, Draft, ToolchainDraft};
use crate::fix::{Edit, Fix};
use crate::json_text::json_string;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(missing_binary_name);

static CODE: Code = Code {
    name: "missing-binary-name",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a rust toolchain doesn't name the binary to run",
    why: "Cargo builds one program for each binary target of a package or workspace. The platform needs to know which \
        one the image starts; without `binaryName`, the build may fail.",
    fails: r#""code": {"type": "source", "src": "./api", "toolchain": {"type": "rust"}}"#,
    passes: r#""code": {"type": "source", "src": "./api", "toolchain": {"type": "rust", "binaryName": "api"}}"#,
};

fn missing_binary_name(draft: &Draft, sink: &mut Sink) {
    let Some(CodeDraft::Source { toolchain, .. }) = draft.code.given() else {
        return;
    };
    let Some(ToolchainDraft::Rust { binary_name }) = toolchain.given() else {
        return;
    };
    if binary_name.is_absent() {
        sink.report(&CODE, || {
            missing_binary_name_diagnostic(draft.id.given().copied())
        });
    }
}

fn missing_binary_name_diagnostic(id: Option<&str>) -> Diagnostic {
    let path = Path::root().key("code").key("toolchain").key("binaryName");
    let message = "the rust toolchain has no \"binaryName\"";
    let missing = Diagnostic::at(path.clone(), message)
        .help("name the binary that Cargo builds: \"binaryName\": \"api\"");
    match id {
        // The package usually has the same name as the container.
        Some(id) => {
            let title = format!("add \"binaryName\": {}", json_string(id));
            let edit = Edit::set_text(path, id);
            missing.fix(Fix::risky(title, [edit]))
        }
        None => missing,
    }
}
