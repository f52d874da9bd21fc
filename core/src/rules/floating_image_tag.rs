use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{CodeDraft, Draft};
use crate::path::Path;

pub const RULE: Rule = Rule::Relation(check);

static CODE: Code = Code {
    name: "floating-image-tag",
    severity: Severity::Warning,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "an image without a version: no tag, or latest, and no digest",
    why: "A tag is a name that a registry may point at another image at any time (OCI distribution), and `latest`, which also stands for no tag at all, is pointed at every new one. Two replicas can then run different programs, and there is nothing to roll back to. A digest never changes, and the tag of a version is not meant to.",
    fails: r#""code": {"type": "image", "image": "ghcr.io/acme/api:latest"}"#,
    passes: r#""code": {"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
};

fn check(draft: &Draft, sink: &mut Sink) {
    let Some(CodeDraft::Image { image }) = draft.code.given() else {
        return;
    };
    let Some((image, Ok(parts))) = image.given().map(|image| (image, image.parts)) else {
        return;
    };
    if parts.digest.is_none() && parts.tag.is_none_or(|tag| tag == "latest") {
        sink.report(&CODE, || {
            let reason = match parts.tag {
                Some(_) => "has the tag latest, which moves",
                None => "has no tag, which means latest",
            };
            let message = format!("image {} {reason}", quoted(image.text));
            Diagnostic::at(&CODE, Path::root().key("code").key("image"), message)
                .help("name a version, such as \":v1\", or a digest")
        });
    }
}
