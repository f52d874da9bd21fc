use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;
use crate::secret;

pub const RULE: Rule = Rule::Relation(check);

static CODE: Code = Code {
    name: "secret-in-environment",
    severity: Severity::Warning,
};

pub const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a secret written into the declaration",
    why: "A declaration is committed, reviewed, logged and kept in the state of the stack, and everybody who reads one of these then has the secret; a build argument stays readable in the image too (OCI image history). A vault that is linked gives the container the secret when it runs, and lets it be changed.",
    fails: r#""environment": {"DATABASE_URL": "postgres://shop:hunter2@db/shop"}"#,
    passes: r#""environment": {"DATABASE_HOST": "db"}, "links": [{"type": "vault", "id": "secrets"}]"#,
};

fn check(draft: &Draft, sink: &mut Sink) {
    for (keys, entries) in draft.variables() {
        for entry in &entries.entries {
            let Some(value) = entry.value.given() else {
                continue;
            };
            let is_named = entry.flags.has(NameFlags::SECRET) && !is_public(entry.name);
            if let Some(what) = secret::seen_in(value, is_named) {
                sink.report(&CODE, || diagnostic(keys, entry.name, what));
            }
        }
    }
}

/// `STRIPE_PUBLIC_KEY`, `NEXT_PUBLIC_MAP_KEY`: meant to be read by everybody.
fn is_public(name: &str) -> bool {
    let mut parts = name.as_bytes().windows(b"PUBLIC".len());
    parts.any(|part| part.eq_ignore_ascii_case(b"PUBLIC"))
}

fn diagnostic(keys: &[&str], name: &str, what: &str) -> Diagnostic {
    let path = keys.iter().fold(Path::root(), |path, key| path.key(key));
    let (kind, help) = match keys {
        ["environment"] => (
            "environment variable",
            "keep it in a vault, and link the vault",
        ),
        _ => (
            "build argument",
            "mount it as a build secret: arguments stay readable in the image",
        ),
    };
    let message = format!(
        "{kind} {} seems to hold {what}",
        quoted(&secret::mask_name(name))
    );
    Diagnostic::at(&CODE, path.key(name), message).help(help)
}
