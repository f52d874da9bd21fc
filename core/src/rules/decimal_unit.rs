use super::{Rule, pair};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::fix::{Edit, Fix};
use crate::model::quantity::{Bytes, Quantity, is_size, parse_size, split_unit};
use crate::path::Path;

pub(super) const RULE: Rule = Rule::Relation(decimal_unit);

static CODE: Code = Code {
    name: "decimal-unit",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a size uses powers of 1000: k, M, G or T",
    why: "k, M, G and T are powers of 1000; Ki, Mi, Gi and Ti are powers of 1024 (IEC 80000-13). Memory is usually \
        measured in powers of 1024. \"1G\" is 7 percent less than \"1Gi\", so a program that fits into \"1Gi\" may run \
        out of memory with \"1G\".",
    fails: r#""memory": {"min": "1Gi", "desired": "2G"}"#,
    passes: r#""memory": {"min": "1Gi", "desired": "2Gi"}"#,
};

fn decimal_unit(draft: &Draft, sink: &mut Sink) {
    if let Some(memory) = draft.memory.given() {
        for (key, field) in memory.values() {
            look("memory", field, sink, || {
                let path = Path::root().key("memory").optional_key(key);
                let fix = pair::rewritten("memory", memory, binary, |min, desired| {
                    let (min, desired) = (parse_size(min), parse_size(desired));
                    is_decimal(&min) || is_decimal(&desired) || min.value.ok() > desired.value.ok()
                });
                (path, fix)
            });
        }
    }
    if let Some(storage) = draft.persistent_storage.given() {
        look("persistent storage", &storage.size, sink, || {
            let path = Path::root().key("persistentStorage").key("size");
            (path.clone(), alone(&storage.size, path))
        });
    }
    let scratch = &draft.ephemeral_storage;
    look("ephemeral storage", scratch, sink, || {
        let path = Path::root().key("ephemeralStorage");
        (path.clone(), alone(scratch, path))
    });
}

fn look(
    what: &str,
    field: &Field<Quantity<Bytes>>,
    sink: &mut Sink,
    place: impl FnOnce() -> (Path, Option<Fix>),
) {
    let Some(size) = field.given().filter(|size| is_decimal(size)) else {
        return;
    };
    sink.report(&CODE, || {
        let (path, fix) = place();
        let (_, unit) = split_unit(size.text);
        let base = binary_unit(unit);
        let text = quoted(size.text);
        let message = format!("{what} {text} uses powers of 1000, not 1024");
        let mut decimal = Diagnostic::at(path, message)
            .value(size.text)
            .unit(unit)
            .help(format!(
                "write {base} instead of {unit}, if you mean powers of 1024"
            ));
        decimal.fixes.extend(fix);
        decimal
    });
}

fn is_decimal(size: &Quantity<Bytes>) -> bool {
    size.value.is_ok_and(|size| size.decimal)
}

fn alone(field: &Field<Quantity<Bytes>>, path: Path) -> Option<Fix> {
    let text = binary(field.given()?)?;
    let title = format!("write {}", quoted(&text));
    Some(Fix::risky(title, [Edit::set_text(path, &text)]))
}

/// The same number with the matching unit of 1024, if the result is a valid size.
fn binary(size: &Quantity<Bytes>) -> Option<String> {
    let (number, unit) = split_unit(size.text);
    let text = format!("{number}{}", binary_unit(unit));
    Some(text).filter(|text| is_decimal(size) && is_size(text))
}

fn binary_unit(unit: &str) -> &'static str {
    match unit {
        "k" => "Ki",
        "M" => "Mi",
        "G" => "Gi",
        _ => "Ti",
    }
}
