use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::model::bounds::REPLICAS;
use crate::path::Path;
use crate::rules::whole;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "replica-count-out-of-range",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a number of replicas is not a whole number from 0 to 4294967295",
    why: "Replicas run whole or not at all, and the platform counts them in 32 bits. Rounding or wrapping a number that doesn't fit would run something that nobody asked for.",
    fails: r#""replicas": 2.5"#,
    passes: r#""replicas": 3"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    draft.replicas.judge(|count| {
        let path = || Path::root().key("replicas");
        whole::refuses(&CODE, "replicas", *count, REPLICAS, path, sink)
    });
    let Some(scaling) = draft.autoscaling.given_mut() else {
        return;
    };
    let counts = [
        ("min", "min replicas", &mut scaling.min),
        ("desired", "desired replicas", &mut scaling.desired),
        ("max", "max replicas", &mut scaling.max),
    ];
    for (key, what, field) in counts {
        field.judge(|count| {
            let path = || Path::root().key("autoscaling").key(key);
            whole::refuses(&CODE, what, *count, REPLICAS, path, sink)
        });
    }
}
