//! Checks that messages, helps and summaries start in lower case and end without a full stop, and that every diagnostic
//! has a help.

use std::collections::BTreeSet;

use alien_sdk_core::internal::functions;
use serde_json::Value;

use super::File;

/// All mistakes in the texts of codes and diagnostics.
pub fn mistakes(files: &[File]) -> BTreeSet<String> {
    let mut mistakes = BTreeSet::new();
    for code in functions::catalog().codes {
        mistakes.extend(mistake(code.code, code.summary));
    }
    let cases = files
        .iter()
        .filter_map(|file| file.value["cases"].as_array());
    let diagnostics = cases
        .flatten()
        .filter_map(|case| case["diagnostics"].as_array());
    for diagnostic in diagnostics.flatten() {
        let code = diagnostic["code"].as_str().unwrap();
        if diagnostic.get("help").is_none() {
            mistakes.insert(format!("{code}: a diagnostic without a help"));
        }
        mistakes.extend(texts(diagnostic).filter_map(|text| mistake(code, text)));
    }
    mistakes
}

/// All texts of a diagnostic.
fn texts(diagnostic: &Value) -> impl Iterator<Item = &str> {
    let inside = |list: &str, key: &'static str| {
        let list = diagnostic[list].as_array().into_iter().flatten();
        list.map(move |it| &it[key])
    };
    [&diagnostic["message"], &diagnostic["help"]]
        .into_iter()
        .chain(inside("related", "message"))
        .chain(inside("fixes", "title"))
        .filter_map(Value::as_str)
}

fn mistake(code: &str, text: &str) -> Option<String> {
    let first = text.split(' ').next().unwrap_or_default();
    // Such as JSON, TCP or U+0000.
    let is_acronym = first.len() > 1 && !first.contains(char::is_lowercase);
    if first.starts_with(char::is_uppercase) && !is_acronym {
        return Some(format!("{code}: start in lower case: {text}"));
    }
    text.ends_with('.')
        .then(|| format!("{code}: leave out the full stop: {text}"))
}
