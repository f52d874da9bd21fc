use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::model::{decimal, number};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(fraction_for_percent);

static CODE: Code = Code {
    name: "fraction-for-percent",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a percentage is below 1",
    why: "Targets are percentages: 70 means 70 percent, and 0.7 means less than one percent. Even an idle program uses \
        more than that, so the autoscaler would go straight to its maximum and stay there.",
    fails: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetCpuPercent": 0.7}"#,
    passes: r#""autoscaling": {"min": 1, "desired": 1, "max": 4, "targetCpuPercent": 70}"#,
};

fn fraction_for_percent(draft: &Draft, sink: &mut Sink) {
    let Some(scaling) = draft.autoscaling.given() else {
        return;
    };
    let percents = [
        ("targetCpuPercent", &scaling.target_cpu_percent),
        ("targetMemoryPercent", &scaling.target_memory_percent),
    ];
    for (key, field) in percents {
        if let Some(value) = field.given().filter(|value| **value < 1.0) {
            sink.report(&CODE, || fraction_for_percent_diagnostic(key, *value));
        }
    }
}

fn fraction_for_percent_diagnostic(key: &str, value: f64) -> Diagnostic {
    let path = Path::root().key("autoscaling").key(key);
    let message = format!("{key} {} is less than 1 percent", number::print(value));
    let fraction = Diagnostic::at(path.clone(), message)
        .value(value)
        .min(1.0)
        .unit("percent");
    match hundredfold(value).filter(|percent| *percent >= 1.0) {
        Some(percent) => {
            let percent = number::print(percent);
            let title = format!("write {percent}");
            fraction
                .suggestion(&percent)
                .help(format!("write {percent}, if you mean {percent} percent"))
                .fix(Fix::risky(title, [Edit::set(path, percent)]))
        }
        None => fraction.help("write a percentage from 1 to 100, such as 70"),
    }
}

/// 100 times the value, computed in decimal: in binary, 100 times 0.57 is not 57.
fn hundredfold(value: f64) -> Option<f64> {
    decimal::parse(&format!("{}e2", decimal::print_positional(value)))
}

#[cfg(test)]
mod tests {
    use super::hundredfold;

    #[test]
    fn no_digit_is_added() {
        for (value, hundred) in [
            (0.7, 70.0),
            (0.57, 57.0),
            (0.07, 7.0),
            (0.123, 12.3),
            (1e-9, 1e-7),
        ] {
            assert_eq!(hundredfold(value), Some(hundred));
        }
    }
}
