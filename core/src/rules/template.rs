//! Finds the parts of templates: `$TAG`, `${TAG}`, `$(command)`, `{{ tag }}`, `<tag>`.

use crate::model::names::split_once_by;

/// The first part of a template in a text. `dollar`: `$` begins one too.
pub(super) fn template_in(text: &str, dollar: bool) -> Option<&str> {
    let starts = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '$' | '{' | '<'));
    let mut found = starts.filter_map(|(at, _)| template(text.get(at..)?, dollar));
    found.next()
}

/// The part of a template that a text begins with.
fn template(text: &str, dollar: bool) -> Option<&str> {
    let until = |start: &str, end: &str| {
        let inner = text.strip_prefix(start)?;
        let (inner, _) = split_once_by(inner, end)?;
        let is_name = !inner.is_empty() && inner.len() <= 100 && !inner.contains(['<', '\n']);
        is_name.then(|| text.get(..start.len() + inner.len() + end.len()))?
    };
    if let Some(found) = until("{{", "}}") {
        return Some(found);
    }
    if let Some(found) = until("<", ">") {
        let name = found.trim_matches(['<', '>']);
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.');
        return name.chars().all(is_part).then_some(found);
    }
    if !dollar {
        return None;
    }
    let name = text.strip_prefix('$')?;
    if name.starts_with(['{', '(']) {
        return until("${", "}").or_else(|| until("$(", ")"));
    }
    let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let length = name.chars().take_while(is_part).count();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    is_name.then(|| text.get(..=length))?
}
