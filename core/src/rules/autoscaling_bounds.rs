use super::Rule;
use crate::collections::sorted_by_key;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::{AutoscalingDraft, Draft};
use crate::fix::{Edit, Fix};
use crate::model::number;
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(autoscaling_bounds);

static CODE: Code = Code {
    name: "autoscaling-bounds",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "autoscaling min, desired and max are out of order, or max is 0",
    why: "The autoscaler starts with `desired` replicas and keeps their number between `min` and `max`, so min ≤ desired \
        ≤ max must hold. With a `max` of 0, no replica would ever run.",
    fails: r#""autoscaling": {"min": 10, "desired": 10, "max": 2}"#,
    passes: r#""autoscaling": {"min": 2, "desired": 10, "max": 10}"#,
};

fn autoscaling_bounds(draft: &Draft, sink: &mut Sink) {
    let Some(scaling) = draft.autoscaling.given() else {
        return;
    };
    for found in out_of_order(scaling).into_iter().flatten() {
        sink.report(&CODE, || autoscaling_bounds_diagnostic(scaling, &found));
    }
}

/// A key whose value is too small or too large, compared with the value of another key.
struct OutOfOrder {
    key: &'static str,
    is: &'static str,
    other: &'static str,
}

/// What is wrong with `max` and with `desired`. Broken values are not compared.
fn out_of_order(scaling: &AutoscalingDraft) -> [Option<OutOfOrder>; 2] {
    let [min, desired, max] =
        [&scaling.min, &scaling.desired, &scaling.max].map(|field| field.given().copied());
    let is_above = |a: Option<f64>, b: Option<f64>| a.zip(b).is_some_and(|(a, b)| a > b);
    let found = |key, is, other| Some(OutOfOrder { key, is, other });
    let of_max = if is_above(min, max) {
        found("max", "below", "min")
    } else if max == Some(0.0) {
        found("max", "0", "")
    } else {
        None
    };
    let of_desired = if is_above(min, desired) {
        found("desired", "below", "min")
    } else if of_max.is_none() && is_above(desired, max) {
        found("desired", "above", "max")
    } else {
        None
    };
    [of_max, of_desired]
}

fn autoscaling_bounds_diagnostic(scaling: &AutoscalingDraft, fault: &OutOfOrder) -> Diagnostic {
    let OutOfOrder { key, is, other } = *fault;
    let path = |key| Path::root().key("autoscaling").key(key);
    let write = |key, value| Edit::set(path(key), number::print(value));
    let keys = ["min", "desired", "max"];
    let fields = [&scaling.min, &scaling.desired, &scaling.max];
    let value = |key| {
        let mut fields = keys.iter().zip(fields);
        let found = fields.find(|(name, _)| **name == key);
        found.and_then(|(_, field)| field.given().copied())
    };
    let shown = |key| value(key).map(number::print).unwrap_or_default();
    if other.is_empty() {
        let message = "autoscaling max is 0, so no replica can run";
        return Diagnostic::at(path(key), message)
            .value(0.0)
            .min(1.0)
            .help("write 1 or more")
            .fix(Fix::risky("write 1", [write(key, 1.0)]));
    }

    let message = format!(
        "autoscaling {key} {} is {is} {other} {}",
        shown(key),
        shown(other)
    );
    let mut wrong = Diagnostic::at(path(key), message)
        .help("put min, desired and max in order")
        .related(path(other), format!("{other} is {}", shown(other)));
    if let Some((value, bound)) = value(key).zip(value(other)) {
        wrong = wrong.value(value);
        wrong = match is {
            "below" => wrong.min(bound),
            _ => wrong.max(bound),
        };
    }
    let given: Vec<f64> = fields
        .iter()
        .filter_map(|field| field.given().copied())
        .collect();
    // Counts of replicas: whole numbers.
    let sorted = sorted_by_key(given, |count| *count as u64);
    // A broken value can't be compared with the others, so there is no order then.
    if sorted.len() == keys.len() {
        let order = sorted.iter().map(|value| number::print(*value));
        let title = format!(
            "reorder the values: {}",
            order.collect::<Vec<_>>().join(", ")
        );
        let moved = keys
            .into_iter()
            .zip(sorted)
            .filter(|(key, new)| value(key) != Some(*new));
        let edits: Vec<_> = moved.map(|(key, value)| write(key, value)).collect();
        wrong = wrong.fix(Fix::risky(title, edits));
    }
    if let ("desired", Some(bound)) = (key, value(other)) {
        let title = format!("write {}", number::print(bound));
        wrong = wrong.fix(Fix::risky(title, [write(key, bound)]));
    }
    wrong
}
