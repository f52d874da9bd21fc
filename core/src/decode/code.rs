//! `code`: an image, or a source with the toolchain that builds it.

use crate::draft::{CodeDraft, ToolchainDraft};
use crate::fix::Fix;
use crate::model::image::parse_image;
use crate::model::keys::{DOCKER, IMAGE, RUST, SOURCE, TYPESCRIPT};
use crate::reader::{Expected, Reader, Suggestion, field};
use crate::span::NodeId;

#[derive(Clone, Copy)]
enum CodeTag {
    Image,
    Source,
}

#[derive(Clone, Copy)]
enum ToolchainTag {
    TypeScript,
    Rust,
    Docker,
}

impl<'d> Reader<'_, 'd, '_> {
    pub(super) fn code(&mut self, id: NodeId) -> Option<CodeDraft<'d>> {
        if let Some(text) = self.document.str(id) {
            let code = |image: &str| format!("{{\"type\": \"image\", \"image\": {image}}}");
            let is_good = parse_image(text).parts.is_ok();
            // A string that is not an image may be a directory.
            let example: &[_] = if is_good { &IMAGE.keys } else { &SOURCE.keys };
            let meant = is_good.then(|| Suggestion::from_text(text, code));
            return self.report_wrong_type_with_suggestion(
                id,
                Expected::Object(example),
                meant,
                Fix::risky,
            );
        }
        Some(
            match self.variant_by_type(
                id,
                &[("image", CodeTag::Image), ("source", CodeTag::Source)],
            )? {
                CodeTag::Image => {
                    let mut fields = self.object(id, &IMAGE)?;
                    CodeDraft::Image {
                        image: field!(fields, IMAGE, "image")
                            .decode(|id| self.plain_text(id).map(parse_image)),
                    }
                }
                CodeTag::Source => {
                    let mut fields = self.object(id, &SOURCE)?;
                    CodeDraft::Source {
                        src: field!(fields, SOURCE, "src").decode(|id| self.plain_text(id)),
                        toolchain: field!(fields, SOURCE, "toolchain")
                            .decode(|id| self.toolchain(id)),
                    }
                }
            },
        )
    }

    fn toolchain(&mut self, id: NodeId) -> Option<ToolchainDraft<'d>> {
        let tags = [
            ("typescript", ToolchainTag::TypeScript),
            ("rust", ToolchainTag::Rust),
            ("docker", ToolchainTag::Docker),
        ];
        if let Some(name) = self.document.str(id) {
            let known = tags.iter().any(|(tag, _)| *tag == name);
            let toolchain = |name: &str| format!("{{\"type\": {name}}}");
            let meant = known.then(|| Suggestion::from_text(name, toolchain));
            return self.report_wrong_type_with_suggestion(
                id,
                Expected::Object(&DOCKER.keys),
                meant,
                Fix::safe,
            );
        }
        Some(match self.variant_by_type(id, &tags)? {
            ToolchainTag::TypeScript => {
                let mut fields = self.object(id, &TYPESCRIPT)?;
                // Already checked: it selected this toolchain.
                field!(fields, TYPESCRIPT, "type");
                self.check_rest(&fields);
                ToolchainDraft::TypeScript
            }
            ToolchainTag::Rust => {
                let mut fields = self.object(id, &RUST)?;
                ToolchainDraft::Rust {
                    binary_name: field!(fields, RUST, "binaryName").decode(|id| self.free_text(id)),
                }
            }
            ToolchainTag::Docker => {
                let mut fields = self.object(id, &DOCKER)?;
                field!(fields, DOCKER, "type");
                let build_args = field!(fields, DOCKER, "buildArgs").decode(|id| self.entries(id));
                self.check_rest(&fields);
                ToolchainDraft::Docker { build_args }
            }
        })
    }
}
