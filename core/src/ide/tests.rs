//! Tests of what editors ask. The cursor is `|` in a text.

mod broken;
mod completion;
mod format;
mod names;
mod places;

use crate::document::Syntax;
use crate::validate::Options;

/// Comments are allowed in the tests.
const OPTIONS: Options = Options {
    syntax: Syntax::Jsonc,
    kind: None,
    limits: crate::document::Limits {
        bytes: crate::document::Limits::MAX_BYTES,
        depth: 128,
        diagnostics: 1000,
    },
};

/// A text without its cursor, and where that was.
fn cursor(marked: &str) -> (String, u32) {
    let at = marked.find('|').expect("a cursor");
    (marked.replacen('|', "", 1), at as u32)
}

/// A small stack, with more members in the container `api`.
fn stack(members: &str) -> String {
    format!(
        r#"{{"id": "shop", "permissions": {{"profiles": {{"execution": {{}}, "reader": {{}}}}}}, "resources": {{
  "api": {{"config": {{"type": "container", "id": "api", {members}}}, "lifecycle": "live"}},
  "uploads": {{"config": {{"type": "storage", "id": "uploads"}}, "lifecycle": "frozen"}},
  "compute": {{"config": {{"type": "compute-cluster", "id": "compute", "capacityGroups": [{{"groupId": "gpu"}}]}}, "lifecycle": "frozen"}}
}}}}"#
    )
}
