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
    if let Some(scaling) = draft.autoscaling.given()
        && let Some(fault) = fault(scaling)
    {
        sink.report(&CODE, || autoscaling_bounds_diagnostic(scaling, &fault));
    }
}

/// A key whose value is too small or too large, compared with the value of another key.
struct OutOfOrder {
    key: &'static str,
    is: &'static str,
    other: &'static str,
}

/// The first two values that are out of order. Broken values are not compared.
fn fault(scaling: &AutoscalingDraft) -> Option<OutOfOrder> {
    let [min, desired, max] =
        [&scaling.min, &scaling.desired, &scaling.max].map(|field| field.given().copied());
    let is_above = |a: Option<f64>, b: Option<f64>| a.zip(b).is_some_and(|(a, b)| a > b);
    let (key, is, other) = if is_above(min, max) {
        ("max", "below", "min")
    } else if max == Some(0.0) {
        ("max", "0", "")
    } else if is_above(min, desired) {
        ("desired", "below", "min")
    } else if is_above(desired, max) {
        ("desired", "above", "max")
    } else {
        return None;
    };
    Some(OutOfOrder { key, is, other })
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
    let given: Vec<f64> = fields
        .iter()
        .filter_map(|field| field.given().copied())
        .collect();
    // Counts of replicas: whole numbers.
    let sorted = sorted_by_key(given, |count| *count as u64);
    // If one value is broken, its place in the order is unknown.
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
