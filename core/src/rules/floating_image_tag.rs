use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{CodeDraft, Draft};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(floating_image_tag);

static CODE: Code = Code {
    name: "floating-image-tag",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the image has no digest, and no tag other than latest",
    why: "A registry can point a tag to another image at any time. `latest`, which is also the default tag, usually \
        moves with every release. Two replicas can then run different versions, and there is no fixed version to roll \
        back to. A digest never changes, and version tags are not meant to change.",
    fails: r#""code": {"type": "image", "image": "ghcr.io/acme/api:latest"}"#,
    passes: r#""code": {"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
};

fn floating_image_tag(draft: &Draft, sink: &mut Sink) {
    let Some(CodeDraft::Image { image }) = draft.code.given() else {
        return;
    };
    let Some((image, Ok(parts))) = image.given().map(|image| (image, image.parts)) else {
        return;
    };
    if parts.is_floating() {
        sink.report(&CODE, || {
            let reason = match parts.tag {
                Some(_) => "has the tag latest, which changes over time",
                None => "has no tag, which means latest",
            };
            let message = format!("image {} {reason}", quoted(image.text));
            Diagnostic::at(Path::root().key("code").key("image"), message)
                .help("use a version tag, such as \":v1\", or a digest")
        });
    }
}
