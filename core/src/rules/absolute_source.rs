use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{CodeDraft, Draft};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(absolute_source);

static CODE: Code = Code {
    name: "absolute-source",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the source directory is an absolute path",
    why: "An absolute path exists on one machine only. Other developers and CI runners check out the project elsewhere, \
        so the build fails there; a path relative to the project works everywhere. `~` is expanded by shells, but not \
        by the build.",
    fails: r#""code": {"type": "source", "src": "/data/kim/shop/api", "toolchain": {"type": "docker"}}"#,
    passes: r#""code": {"type": "source", "src": "./api", "toolchain": {"type": "docker"}}"#,
};

fn absolute_source(draft: &Draft, sink: &mut Sink) {
    let Some(CodeDraft::Source { src, .. }) = draft.code.given() else {
        return;
    };
    let Some((src, reason)) = src.given().and_then(|src| Some((src, fault(src)?))) else {
        return;
    };
    sink.report(&CODE, || {
        let message = format!("src {} {reason}", quoted(src));
        Diagnostic::at(Path::root().key("code").key("src"), message)
            .help("write it relative to the project, such as \"./api\"")
    });
}

fn fault(src: &str) -> Option<&'static str> {
    match src.as_bytes() {
        [b'/' | b'\\', ..] => Some("is an absolute path"),
        [drive, b':'] | [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic() => {
            Some("is an absolute path")
        }
        [b'~', ..] => Some("starts with \"~\", which only a shell expands"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn paths_of_every_system_are_told_apart() {
        for src in [
            "/",
            "/x",
            "C:",
            "c:/x",
            r"C:\x",
            r"\\host\x",
            r"\x",
            "~",
            "~/x",
            "~kim/x",
        ] {
            assert!(fault(src).is_some(), "{src}");
        }
        for src in [
            ".", "./x", "../x", "x/y", "x:y", "ä:/x", "a~", "ab:/", "1:/x",
        ] {
            assert_eq!(fault(src), None, "{src}");
        }
    }
}
