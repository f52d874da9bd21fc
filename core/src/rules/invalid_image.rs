use super::Rule;
use super::likely_image::likely_image;
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{CodeDraft, Draft};
use crate::fix::{Edit, Fix};
use crate::model::image::{ImageError, check_component, parse_image, split_name, split_reference};
use crate::model::names::split_once_by;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(invalid_image);

static CODE: Code = Code {
    name: "invalid-image",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the image is not a valid image reference",
    why: "An image reference has an optional registry, a path in lower case, and a tag or digest, such as \
        `ghcr.io/acme/api:v1` (OCI distribution specification). It is not a URL. An invalid reference can't be pulled \
        from any registry, so the deployment would wait until it times out.",
    fails: r#""code": {"type": "image", "image": "https://ghcr.io/acme/api:v1"}"#,
    passes: r#""code": {"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
};

fn invalid_image(draft: &mut Draft, sink: &mut Sink) {
    let Some(CodeDraft::Image { image }) = draft.code.given_mut() else {
        return;
    };
    image.reject_if(|image| {
        if let Err(fault) = image.parts {
            let path = Path::root().key("code").key("image");
            let is_valid = |text: &str| parse_image(text).parts.is_ok();
            reject_text(&CODE, image.text, is_valid, path, sink, |path| {
                invalid_image_diagnostic(image.text, fault, path)
            });
        }
        image.parts.is_err()
    });
}

fn invalid_image_diagnostic(text: &str, fault: ImageError, path: Path) -> Diagnostic {
    let message = match text {
        "" => "the image reference is empty".to_owned(),
        text => format!("image {} {}", quoted(text), reason(text, fault)),
    };
    let help = match fault {
        ImageError::Space if text.trim().contains(char::is_whitespace) => {
            "write only the reference, such as \"ghcr.io/acme/api:v1\""
        }
        ImageError::Scheme | ImageError::Space | ImageError::User => "remove it from the reference",
        ImageError::UpperCase => "write the path in lower case",
        ImageError::Path => {
            "use a-z and 0-9 in each part, and \".\", \"_\" or \"-\" only between them"
        }
        ImageError::Tag => "write a tag of letters, digits, \"_\", \".\" and \"-\", such as \"v1\"",
        ImageError::Digest => "copy the whole digest: \"sha256:\" and 64 characters of 0-9 and a-f",
        ImageError::Port => "write a port from 1 to 65535, or remove it",
        _ => "write a registry, a path and a tag, such as \"ghcr.io/acme/api:v1\"",
    };
    let mut refused = Diagnostic::at(path.clone(), message).help(help).value(text);
    let likely = likely_image(text, fault);
    if let Some((meant, _)) = &likely {
        refused = refused.suggestion(meant);
    }
    let fix = likely.map(|(meant, applicability)| Fix {
        title: format!("write {}", quoted(&meant)),
        edits: vec![Edit::set_text(path, &meant)],
        applicability,
    });
    refused.fixes.extend(fix);
    refused
}

fn reason(text: &str, fault: ImageError) -> String {
    let (name, tag, digest) = split_reference(text);
    let (registry, path) = split_name(name);
    let registry = registry.unwrap_or_default();
    let (whole, length) = (name.len(), tag.map_or(0, str::len));
    let has = |what: &str, part: &str| format!("has the {what} {}", quoted(part));
    match fault {
        ImageError::Empty => "is empty".to_owned(),
        ImageError::Scheme => {
            let (scheme, _) = split_once_by(text, "://").unwrap_or_default();
            format!("starts with {} like a URL", quoted(&format!("{scheme}://")))
        }
        ImageError::Space if text.contains(' ') => "contains a space".to_owned(),
        ImageError::Space => "contains a control character".to_owned(),
        ImageError::User => "contains a user name or password".to_owned(),
        ImageError::Registry => has("registry", registry) + ", which is not a valid host name",
        ImageError::Port => {
            let port = registry.rsplit_once(':').map_or("", |(_, port)| port);
            has("registry port", port) + ", which is not between 1 and 65535"
        }
        ImageError::UpperCase => "has upper-case letters in its path".to_owned(),
        ImageError::Path => {
            let bad = |part: &&str| check_component(part.as_bytes()) == Err(ImageError::Path);
            match path.split('/').find(bad).unwrap_or_default() {
                "" => "has an empty part in its path".to_owned(),
                part => has("path part", part) + ", which is not a valid repository name",
            }
        }
        ImageError::Long => format!("has {whole} characters before the tag, more than 255"),
        ImageError::Tag => match tag.unwrap_or_default() {
            "" => "has \":\" after its path, but no tag".to_owned(),
            _ if length > 128 => format!("has a tag of {length} characters, more than 128"),
            tag => has("invalid tag", tag),
        },
        ImageError::Digest => has("invalid digest", digest.unwrap_or_default()),
    }
}
