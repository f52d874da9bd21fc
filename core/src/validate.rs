//! The conductor: sequences the stages, for every source.

use crate::draft::Draft;
use crate::rules;
use crate::shape::Reader;
use crate::span::NodeId;

/// Judges the container at a node: decodes it, and runs every rule.
pub fn container<'d>(reader: &mut Reader<'_, 'd, '_>, id: NodeId) -> Option<Draft<'d>> {
    reader.sink.at(id);
    let mut draft = reader.container(id)?;
    rules::run(&mut draft, reader.sink);
    Some(draft)
}
