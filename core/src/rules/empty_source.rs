use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{CodeDraft, Draft};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(empty_source);

static CODE: Code = Code {
    name: "empty-source",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the path of the source directory is empty",
    why: "The toolchain builds the directory at `src`. An empty path names no directory: POSIX rejects it, and some \
        tools use their current directory instead.",
    fails: r#""code": {"type": "source", "src": "", "toolchain": {"type": "docker"}}"#,
    passes: r#""code": {"type": "source", "src": "./api", "toolchain": {"type": "docker"}}"#,
};

fn empty_source(draft: &mut Draft, sink: &mut Sink) {
    let Some(CodeDraft::Source { src, .. }) = draft.code.given_mut() else {
        return;
    };
    src.reject_if(|src| {
        let refused = src.trim_start().is_empty();
        if refused {
            sink.report(&CODE, || {
                let path = Path::root().key("code").key("src");
                Diagnostic::at(path, "src is empty, so there is nothing to build")
                    .help("write the source directory, such as \"./api\", or \".\" for the current directory")
            });
        }
        refused
    });
}
