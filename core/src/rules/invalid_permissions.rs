use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::names::is_name;
use crate::path::Path;
use crate::rules::word::Word;

pub(super) const RULE: Rule = Rule::Value(invalid_permissions);

static CODE: Code = Code {
    name: "invalid-permissions",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the name of the permission profile is not 1 to 128 letters, digits, _ or -",
    why: "A profile is looked up by its exact name, which contains only letters, digits, `_` and `-`. A name with any \
        other character matches no profile, and the container would have no access at all.",
    fails: r#""permissions": "execution role!""#,
    passes: r#""permissions": "execution""#,
};

const WORD: Word = Word {
    what: "permission profile",
    marks: "\"_\" or \"-\"",
    longest: 128,
    example: "execution",
    is_good: is_name,
    rewrite: str::to_owned,
};

fn invalid_permissions(draft: &mut Draft, sink: &mut Sink) {
    let path = || Path::root().key("permissions");
    draft
        .permissions
        .reject_if(|name| WORD.refuses(&CODE, name, path, sink));
}
