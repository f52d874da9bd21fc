use super::Rule;
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::Draft;
use crate::model::environment::NameFlags;
use crate::path::Path;
use crate::secret::{self, NameEnding};

pub(super) const RULE: Rule = Rule::Relation(secret_in_environment);

static CODE: Code = Code {
    name: "secret-in-environment",
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "the declaration contains a secret",
    why: "Declarations are committed, reviewed, logged and stored in the state of the stack, so everybody who can read \
        one of these can read the secret. A build argument also stays readable in the image (OCI image history). If a \
        vault holds the secret and the container links to the vault, the container gets the secret when it runs, and \
        the secret can be changed.",
    fails: r#""environment": {"DATABASE_URL": "postgres://shop:hunter2@db/shop"}"#,
    passes: r#""environment": {"DATABASE_HOST": "db"}, "links": [{"type": "vault", "id": "secrets"}]"#,
};

fn secret_in_environment(draft: &Draft, sink: &mut Sink) {
    for (keys, entries) in draft.variables() {
        for entry in &entries.entries {
            let Some(value) = entry.value.given() else {
                continue;
            };
            let ending = match entry.flags.has(NameFlags::SECRET) {
                true => ending(entry.name),
                false => NameEnding::Other,
            };
            if let Some(what) = secret::describe_secret(value, ending) {
                sink.report(&CODE, || {
                    secret_in_environment_diagnostic(keys, entry.name, what)
                });
            }
        }
    }
}

/// What the end of a name says, unless the name says that the value is public, such as `STRIPE_PUBLIC_KEY` or
/// `STRIPE_PUBLISHABLE_KEY`.
fn ending(name: &str) -> NameEnding {
    let contains = |word: &[u8]| {
        let mut parts = name.as_bytes().windows(word.len());
        parts.any(|part| part.eq_ignore_ascii_case(word))
    };
    let ends_with = |ending: &str| {
        let end = name.get(name.len().wrapping_sub(ending.len())..);
        end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    if contains(b"PUBLIC") || contains(b"PUBLISHABLE") {
        NameEnding::Other
    } else if ends_with("KEY") {
        NameEnding::Key
    } else if ends_with("PASSWORD") {
        NameEnding::Password
    } else {
        NameEnding::Secret
    }
}

fn secret_in_environment_diagnostic(keys: &[&str], name: &str, what: &str) -> Diagnostic {
    let path = keys.iter().fold(Path::root(), |path, key| path.key(key));
    let (kind, help) = match keys {
        ["environment"] => (
            "environment variable",
            "store it in a vault, and link the vault",
        ),
        _ => (
            "build argument",
            "use a build secret, because build arguments stay readable in the image",
        ),
    };
    let message = format!(
        "{kind} {} seems to contain {what}",
        quoted(&secret::mask_name(name))
    );
    Diagnostic::at(path.key(name), message).help(help)
}
