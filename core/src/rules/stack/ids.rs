//! Checks the ids of a stack and of its resources other than containers, as `invalid-id` does for containers.

use crate::diagnostic::{Diagnostic, Sink};
use crate::draft::{Field, StackDraft};
use crate::fix::Edit;
use crate::model::names::is_id;
use crate::path::Path;
use crate::rules::bad_id::{bad_id_diagnostic, likely};
use crate::rules::invalid_id::CODE;

/// Reports invalid ids and marks them as broken.
pub(super) fn invalid_resource_ids(stack: &mut StackDraft, sink: &mut Sink) {
    let is_bad = |id: &&str| !is_id(id);
    if let Some(id) = stack.id.given().filter(|id| is_bad(id)) {
        sink.report(&CODE, || {
            bad_id_diagnostic(id, Path::root().key("id"), |_| false)
        });
        stack.id = Field::Broken;
    }
    for resource in &mut stack.resources {
        let key = resource.key;
        if let Some(id) = resource.id.given().copied().filter(is_bad)
            && !resource.is_container()
        {
            let config = resource.config;
            sink.report(&CODE, || of_resource(key, Path::from_node(config), id));
            resource.id = Field::Broken;
        }
    }
}

fn of_resource(key: &str, config: Path, id: &str) -> Diagnostic {
    let mut refused = bad_id_diagnostic(id, config.key("id"), |_| false);
    // The key must stay equal to the id.
    if let (true, Some(meant)) = (key == id, likely(id)) {
        for fix in &mut refused.fixes {
            let path = Path::root().key("resources").key(key);
            let key = meant.clone();
            fix.edits.push(Edit::Rename { path, key });
        }
    }
    refused
}
