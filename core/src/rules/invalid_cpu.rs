use super::Rule;
use super::reject_text::reject_text;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::decimal;
use crate::model::quantity::{Cpu, Quantity, QuantityError, is_cpu};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Value(invalid_cpu);

static CODE: Code = Code {
    name: "invalid-cpu",
    severity: Severity::Error,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the CPU is written neither in vCPUs nor in millicores",
    why: "CPU is a decimal number of vCPUs (`0.5`, `2`) or of millicores (`500m`): digits with at most one decimal \
        point, above 0, a whole number of millicores, and at most 2^53 of them. Other forms are ambiguous, and a wrong \
        guess would give the program too little CPU or cost too much.",
    fails: r#""cpu": {"min": "0.5 vCPU", "desired": "1"}"#,
    passes: r#""cpu": {"min": "0.5", "desired": "1"}"#,
};

fn invalid_cpu(draft: &mut Draft, sink: &mut Sink) {
    let Some(cpu) = draft.cpu.given_mut() else {
        return;
    };
    for (key, field) in cpu.values_mut() {
        field.reject_if(|quantity| {
            let path = || Path::root().key("cpu").optional_key(key);
            refuses(quantity, path, sink)
        });
    }
}

fn refuses(cpu: &Quantity<Cpu>, path: impl FnOnce() -> Path, sink: &mut Sink) -> bool {
    let Err(fault) = cpu.value else { return false };
    reject_text(&CODE, cpu.text, is_cpu, path(), sink, |path| {
        let reason = match fault {
            QuantityError::Zero => "is zero",
            QuantityError::TooLarge => "is more than 2^53 millicores",
            QuantityError::Fraction => "is not a whole number of thousandths of a vCPU",
            _ if cpu.text.is_empty() => "is empty",
            _ if is_negative(cpu.text) => "is negative",
            _ => "is written neither in vCPUs nor in millicores",
        };
        let text = quoted(cpu.text);
        let refused = Diagnostic::at(path.clone(), format!("cpu {text} {reason}")).value(cpu.text);
        let meant = match fault {
            QuantityError::Fraction => whole_thousandths(cpu.text),
            _ => likely(cpu.text),
        };
        match meant {
            Some(meant) => refused.suggest_text(path, &meant),
            None => refused
                .help("write vCPUs, such as \"0.5\" or \"2\", or millicores, such as \"500m\""),
        }
    });
    true
}

fn is_negative(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(is_cpu)
}

/// The nearest valid quantity, in the same unit: `0.001` for `0.0005`, `1m` for `0.6m`.
fn whole_thousandths(text: &str) -> Option<String> {
    let (number, unit, scale) = match text.strip_suffix('m') {
        Some(number) => (number, "m", 1.0),
        None => (text, "", 1000.0),
    };
    let thousandths = (decimal::parse(number)? * scale).round().max(1.0);
    let number = decimal::print_positional(thousandths / scale);
    Some(format!("{number}{unit}")).filter(|meant| is_cpu(meant))
}

/// The quantity that was probably meant: `0.5` for `.5`, `0,5` and `0.5 vCPU`, `500m` for `500 millicores`.
fn likely(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ','));
    let (number, unit) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "c" | "cpu" | "cpus" | "vcpu" | "vcpus" | "core" | "cores" => "",
        "m" | "mcpu" | "millicpu" | "millicpus" | "millicore" | "millicores" => "m",
        _ => return None,
    };
    // A comma before three digits may be a thousands separator.
    if number
        .split_once(',')
        .is_some_and(|(_, rest)| rest.len() == 3)
    {
        return None;
    }
    let number = number.replace(',', ".");
    let number = number.strip_suffix('.').unwrap_or(&number);
    let zero = if number.starts_with('.') { "0" } else { "" };
    Some(format!("{zero}{number}{unit}")).filter(|meant| is_cpu(meant))
}

#[cfg(test)]
mod tests {
    use super::likely;

    #[test]
    fn the_likely_quantity_is_found() {
        for (text, expected) in [
            (".5", "0.5"),
            ("2.", "2"),
            ("0,5", "0.5"),
            (" 1 ", "1"),
            ("2 vCPUs", "2"),
            ("500 m", "500m"),
            ("500M", "500m"),
            ("1 core", "1"),
        ] {
            assert_eq!(likely(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "", "two", "0", "0 cores", "1,000.5", "1,000", "1e3", "-1", "50%", ".",
        ] {
            assert_eq!(likely(text), None, "{text}");
        }
    }
}
