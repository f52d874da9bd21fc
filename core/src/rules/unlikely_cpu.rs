use super::{Rule, pair};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Pair};
use crate::fix::Fix;
use crate::model::decimal;
use crate::model::quantity::{Cpu, Quantity, parse_cpu};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(unlikely_cpu);

static CODE: Code = Code {
    name: "unlikely-cpu",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "256 vCPUs or more",
    why: "Few machines have as many vCPUs, and a replica runs on one machine, so this one would probably never be placed. \
        Other platforms count CPU in units of 1024 per vCPU (Amazon ECS) or in thousandths (\"500m\" here), so a number \
        copied from there means something else here.",
    fails: r#""cpu": {"min": "1", "desired": "512"}"#,
    passes: r#""cpu": {"min": "1", "desired": "2"}"#,
};

/// More than most machines have: 256 vCPUs.
const UNLIKELY: u64 = 256_000;

fn unlikely_cpu(draft: &Draft, sink: &mut Sink) {
    let Some(pair) = draft.cpu.given() else {
        return;
    };
    for (key, field) in pair.values() {
        let Some(quantity) = field.given().filter(|quantity| is_unlikely(quantity)) else {
            continue;
        };
        sink.report(&CODE, || {
            let path = Path::root().key("cpu").optional_key(key);
            let message = format!("cpu {} is 256 vCPUs or more", quoted(quantity.text));
            let units = || in_1024ths(quantity.text.parse().ok()?);
            let help = match units() {
                Some(meant) => format!(
                    "write {} if this is in the units of Amazon ECS, 1024 per vCPU",
                    quoted(&meant)
                ),
                None => "write vCPUs, such as \"0.5\", or millicores, such as \"500m\"".to_owned(),
            };
            let mut unlikely = Diagnostic::at(path, message)
                .value(quantity.text)
                .help(help);
            unlikely.fixes = [in_1024ths, in_thousandths]
                .into_iter()
                .filter_map(|meant| fix(pair, meant))
                .collect();
            unlikely
        });
    }
}

pub(crate) fn is_unlikely(quantity: &Quantity<Cpu>) -> bool {
    quantity.value.is_ok_and(|cpu| cpu.millicores >= UNLIKELY)
}

/// A fix that converts every unlikely value of the pair from the unit of another platform.
fn fix(pair: &Pair<Quantity<Cpu>>, meant: fn(u64) -> Option<String>) -> Option<Fix> {
    let rewrite = |quantity: &Quantity<Cpu>| {
        let text = is_unlikely(quantity).then(|| meant(quantity.text.parse().ok()?))??;
        (!is_unlikely(&parse_cpu(&text))).then_some(text)
    };
    pair::rewritten("cpu", pair, rewrite, |min, desired| {
        let (min, desired) = (parse_cpu(min), parse_cpu(desired));
        is_unlikely(&min) || is_unlikely(&desired) || min.value.ok() > desired.value.ok()
    })
}

/// Converts from 1024ths of a vCPU: 512 is half a vCPU. Platforms that use this unit use multiples of 128 only.
fn in_1024ths(number: u64) -> Option<String> {
    (number.is_multiple_of(128)).then(|| decimal::print_positional(number as f64 / 1024.0))
}

fn in_thousandths(number: u64) -> Option<String> {
    Some(format!("{number}m"))
}
