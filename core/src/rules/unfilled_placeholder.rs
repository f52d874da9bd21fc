use super::Rule;
use super::placeholder::{Placeholder, placeholder_for_program, placeholder_in};
use crate::diagnostic::{Code, Diagnostic, Docs, Severity, Sink, quoted};
use crate::draft::{Draft, Field};
use crate::path::Path;
use crate::reader::dotted_path;
use crate::secret::mask_name;

pub(super) const RULE: Rule = Rule::Relation(unfilled_placeholder);

static CODE: Code = Code {
    name: "unfilled-placeholder",
    severity: Severity::Error,
};

/// The same code for a text that is valid in spite of the placeholder.
static WARNING: Code = Code {
    name: CODE.name,
    severity: Severity::Warning,
};

pub(super) const DOCS: Docs = Docs {
    code: &CODE,
    summary: "a placeholder was not filled in",
    why: "Nothing fills in `${TAG}`, `{{ tag }}` or `<tag>` in a declaration: it is used as it is written. The text \
        `undefined`, `null`, `NaN`, `None` or `[object Object]` is left where a program had no value for a variable. This \
        is an error if the text can't be valid with the placeholder, and otherwise a warning. `$NAME` is allowed in \
        `command` and in values of `environment`, where a shell or the program may fill it in.",
    fails: r#""code": {"type": "image", "image": "ghcr.io/acme/api:${TAG}"}"#,
    passes: r#""code": {"type": "image", "image": "ghcr.io/acme/api:v1"}"#,
};

/// Reports a placeholder in an invalid text; returns whether there is one.
pub(super) fn report_placeholder(text: &str, path: &Path, sink: &mut Sink) -> bool {
    let found = placeholder_in(text);
    if let Some(found) = found {
        sink.report(&CODE, || unfilled(text, found, path.clone()));
    }
    found.is_some()
}

/// Reports placeholders in texts that are valid.
fn unfilled_placeholder(draft: &Draft, sink: &mut Sink) {
    draft.for_each_text(|text, keys| {
        if let Some(found) = placeholder_in(text) {
            sink.report(&WARNING, || unfilled(text, found, path_of(keys)));
        }
    });
    for (at, link) in draft.links.given().into_iter().flatten().enumerate() {
        let id = link.given().and_then(|link| link.id.given());
        if let Some((id, found)) = id.and_then(|id| Some((id, placeholder_in(id)?))) {
            let path = path_of(&["links"]).index(at).key("id");
            sink.report(&WARNING, || unfilled(id, found, path));
        }
    }
    for (at, word) in draft.command.given().into_iter().flatten().enumerate() {
        let path = || path_of(&["command"]).index(at);
        unfilled_for_program(word, path, || "an argument of command".to_owned(), sink);
    }
    for (keys, entries) in draft.variables() {
        for entry in &entries.entries {
            let path = || path_of(keys).key(entry.name);
            let what = || format!("the value of {}", quoted(&mask_name(entry.name)));
            unfilled_for_program(&entry.value, path, what, sink);
        }
    }
}

fn path_of(keys: &[&str]) -> Path {
    keys.iter().fold(Path::root(), |path, key| path.key(key))
}

fn unfilled(text: &str, found: Placeholder, path: Path) -> Diagnostic {
    let what = dotted_path(&path);
    let (found, help) = match found {
        Placeholder::Template(found) => {
            (found, "write the value: nothing fills in placeholders here")
        }
        Placeholder::Missing(found) => (
            found,
            "find the variable that had no value when this text was made",
        ),
    };
    let message = match found == text {
        true => format!("{what} is the placeholder {}", quoted(found)),
        false => format!(
            "{what} {} contains the placeholder {}",
            quoted(text),
            quoted(found)
        ),
    };
    Diagnostic::at(path, message).help(help)
}

/// Reports a text for a program that consists of a placeholder. It is not shown, since it may be secret.
fn unfilled_for_program(
    text: &Field<&str>,
    path: impl FnOnce() -> Path,
    what: impl FnOnce() -> String,
    sink: &mut Sink,
) {
    if text
        .given()
        .and_then(|text| placeholder_for_program(text))
        .is_some()
    {
        sink.report(&WARNING, || {
            let message = format!("{} is a placeholder that was not filled in", what());
            Diagnostic::at(path(), message).help("write the value, or remove it")
        });
    }
}
