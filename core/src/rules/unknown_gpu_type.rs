use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::fix::{Edit, Fix};
use crate::model::names::GPU_TYPES;
use crate::path::Path;
use crate::reader::suggest;

pub(super) const RULE: Rule = Rule::Relation(unknown_gpu_type);

static CODE: Code = Code {
    name: "unknown-gpu-type",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a GPU type looks misspelt",
    why: "The platform looks for the exact GPU type among the machines of the cluster. If no machine has it, the \
        container waits forever. Clusters may have types of their own, so only near misses of the common types are \
        reported.",
    fails: r#""gpu": {"type": "nvidia-t-4", "count": 1}"#,
    passes: r#""gpu": {"type": "nvidia-t4", "count": 1}"#,
};

fn unknown_gpu_type(draft: &Draft, sink: &mut Sink) {
    let Some(kind) = draft.gpu.given().and_then(|gpu| gpu.kind.given()) else {
        return;
    };
    if GPU_TYPES.contains(kind) || is_model(kind) && named_in(kind).is_none() {
        return;
    }
    if let Some(meant) = suggest(kind, GPU_TYPES.into_iter()).or_else(|| named_in(kind)) {
        sink.report(&CODE, || {
            let path = Path::root().key("gpu").key("type");
            let (name, meant) = (meant, quoted(meant));
            let message = format!(
                "gpu type {} looks like a misspelling of {meant}",
                quoted(kind)
            );
            let edit = Edit::set(path.clone(), meant.clone());
            Diagnostic::at(path, message)
                .value(*kind)
                .suggestion(name)
                .help(format!("did you mean {meant}?"))
                .fix(Fix::risky(format!("write {meant}"), [edit]))
        });
    }
}

/// The usual type whose model these words name, with nothing but the name of the maker beside it: `T4`, `nvidia-tesla-t4`.
pub(super) fn named_in(kind: &str) -> Option<&'static str> {
    let words = kind.split(['-', '_', '.']);
    let mut models = words.filter(|word| {
        let is_maker = |name: &&str| word.eq_ignore_ascii_case(name);
        !["nvidia", "tesla", "gpu"].iter().any(is_maker)
    });
    let (model, None) = (models.next()?, models.next()) else {
        return None;
    };
    let is_named = |usual: &&&str| {
        usual
            .rsplit('-')
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(model))
    };
    GPU_TYPES.iter().find(is_named).copied()
}

/// Whether this looks like a model name, letters and then digits: `nvidia-l4` and `nvidia-a10` are real models,
/// although they differ from the usual ones by one letter.
fn is_model(kind: &str) -> bool {
    let model = kind.strip_prefix("nvidia-").unwrap_or_default();
    let digits = model.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < model.len()
        && rest.len() < digits.len()
        && rest.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{is_model, named_in};

    #[test]
    fn usual_types_are_found_by_their_models() {
        for kind in [
            "T4",
            "t4",
            "nvidia-tesla-t4",
            "NVIDIA_T4",
            "tesla.t4",
            "gpu-t4",
        ] {
            assert_eq!(named_in(kind), Some("nvidia-t4"), "{kind}");
        }
        assert_eq!(named_in("A100"), Some("nvidia-a100"));
        for kind in ["nvidia-a100-80gb", "nvidia", "l4", "t4g", "amd-t4"] {
            assert_eq!(named_in(kind), None, "{kind}");
        }
    }

    #[test]
    fn models_are_letters_and_digits() {
        for kind in [
            "nvidia-l4",
            "nvidia-a10",
            "nvidia-a10g",
            "nvidia-rtx4090",
            "nvidia-h200",
        ] {
            assert!(is_model(kind), "{kind}");
        }
        for kind in [
            "nvidia-4t",
            "nvidia-T4",
            "nvidia-t-4",
            "nvidia-",
            "nvidia-t",
            "nvidia-a100-80gb",
            "t4",
            "nvida-t4",
        ] {
            assert!(!is_model(kind), "{kind}");
        }
    }
}
