use super::Rule;
use crate::diagnostic::{Code, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::model::bounds::GPUS;
use crate::path::Path;
use crate::rules::whole;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "gpu-count-out-of-range",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the number of GPUs is not a whole number from 1 to 8",
    why: "The platform documents 1 to 8 GPUs for a replica, and gives none of them in parts. A container without GPUs has no `gpu` at all.",
    fails: r#""gpu": {"type": "nvidia-t4", "count": 0}"#,
    passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(gpu) = draft.gpu.given_mut() else {
        return;
    };
    gpu.count.judge(|count| {
        let refused = !GPUS.hold(*count);
        if refused {
            sink.report(&CODE, || {
                let gpu = Path::root().key("gpu");
                let path = gpu.clone().key("count");
                let wrong = whole::diagnostic(&CODE, "gpu count", *count, GPUS, path);
                if *count == 0.0 {
                    wrong
                        .help("leave gpu out, or write a whole number from 1 to 8")
                        .fix(Fix::risky("remove gpu", [Edit::Remove { path: gpu }]))
                } else {
                    wrong
                }
            });
        }
        refused
    });
}
