use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{Draft, Field};
use crate::model::bounds::{POSITIVE, is_duration, is_percent};
use crate::model::number;
use crate::path::Path;
use crate::rules::whole;

pub const RULE: Rule = Rule::Value(check);

static CODE: Code = Code {
    name: "target-out-of-range",
    severity: Severity::Error,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "an autoscaling target that no load can meet",
    why: "The autoscaler divides what it measures by the target: with a target of 0 it would ask for endless replicas, and use never gets above 100 percent, so that nothing would ever be added. Requests come whole and are counted in 32 bits, and time passes.",
    fails: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetCpuPercent": 700}"#,
    passes: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetCpuPercent": 70}"#,
};

fn check(draft: &mut Draft, sink: &mut Sink) {
    let Some(scaling) = draft.autoscaling.given_mut() else {
        return;
    };
    percent("targetCpuPercent", &mut scaling.target_cpu_percent, sink);
    percent(
        "targetMemoryPercent",
        &mut scaling.target_memory_percent,
        sink,
    );
    scaling.target_http_in_flight_per_replica.judge(|value| {
        let key = "targetHttpInFlightPerReplica";
        whole::refuses(&CODE, key, *value, POSITIVE, || path(key), sink)
    });
    scaling.max_http_p95_latency_ms.judge(|value| {
        let refused = !is_duration(*value);
        if refused {
            let reason = if *value <= 0.0 {
                "is not above 0"
            } else {
                "is not a time"
            };
            let help = "write a number of milliseconds above 0, such as 250";
            report("maxHttpP95LatencyMs", *value, reason, help, sink);
        }
        refused
    });
}

fn percent(key: &'static str, field: &mut Field<f64>, sink: &mut Sink) {
    field.judge(|value| {
        let refused = !is_percent(*value);
        if refused {
            let reason = if *value > 100.0 {
                "is above 100 percent"
            } else if *value <= 0.0 {
                "is not above 0 percent"
            } else {
                "is not a number of percent"
            };
            let help = "write a percentage above 0 and at most 100, such as 70";
            report(key, *value, reason, help, sink);
        }
        refused
    });
}

fn report(key: &str, value: f64, reason: &str, help: &str, sink: &mut Sink) {
    sink.report(&CODE, || {
        let message = format!("{key} {} {reason}", number::print(value));
        Diagnostic::at(&CODE, path(key), message).help(help)
    });
}

fn path(key: &str) -> Path {
    Path::root().key("autoscaling").key(key)
}
