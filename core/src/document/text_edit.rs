//! stub
use super::Index;
use crate::fix::Edit;
use crate::span::{NodeId, Span};
/// stub
#[derive(Clone, Debug)]
pub struct TextEdit {
    /** s */
    pub span: Span,
    /** t */
    pub text: String,
}
/// stub
pub fn text_edits(_: &mut Index, _: NodeId, _: &[Edit]) -> Option<Vec<TextEdit>> {
    None
}
/// stub
pub fn apply(_: &str, _: &[TextEdit]) -> Option<String> {
    None
}
/// stub
pub fn add_if_apart(_: &mut Vec<TextEdit>, _: Vec<TextEdit>) {}
