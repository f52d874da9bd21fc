//! No command shows a secret.

use std::path::Path;

use super::{Memory, VALID};

/// The texts in which `tests/secrets/places.json` writes a secret, each also cut off after it.
fn texts_with_secrets(secret: &str, file: &serde_json::Value) -> Vec<String> {
    let mut texts = Vec::new();
    let base = file["base"].as_object().unwrap();
    // The fixes of the first and the last line show the lines between them.
    let with_base = |members: &serde_json::Value| {
        let members = members.as_str()?;
        let is_other = |key: &str| key != "memory" && !members.contains(&format!("\"{key}\":"));
        let base = base.iter().filter(|(key, _)| is_other(key));
        let base = base.map(|(key, value)| format!("\"{key}\": {},\n", value.as_str().unwrap()));
        let base: String = base.collect();
        Some(format!(
            "{{{base}\"memory\": \"1Gi\",\n{members},\n\"replicas\": \"2\"}}"
        ))
    };
    for place in file["places"].as_array().unwrap() {
        let update = ["old", "new"].map(|side| with_base(&place["update"][side]));
        let text = place["text"].as_str().map(str::to_owned);
        texts.extend(update.into_iter().flatten());
        texts.extend(text.or_else(|| with_base(&place["members"])));
    }
    let cut = |text: &String| Some(text[..text.find(secret)? + secret.len()].to_owned());
    let cut: Vec<_> = texts.iter().filter_map(cut).collect();
    texts.extend(cut);
    texts
}

#[test]
fn secrets_are_not_shown_at_any_place() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/secrets/places.json");
    let file = std::fs::read_to_string(path).unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let secret = file["secret"].as_str().unwrap();
    let texts = texts_with_secrets(secret, &file);
    let mut fixed = 0;
    // Most of them are YAML, too.
    let files = texts
        .iter()
        .flat_map(|text| [("a.json", text), ("a.yaml", text)]);
    for (name, text) in files {
        let host = Memory::new(&[(name, text), ("b.json", VALID)]);
        for format in ["human", "json", "sarif", "github"] {
            host.run(&format!("check --format {format} {name}"));
        }
        host.run(&format!("diff b.json {name}"));
        host.run(&format!("check --fix {name}"));
        host.run(&format!("diff b.json {name}"));
        fixed += usize::from(host.file(name) != *text);
        for shown in [host.stdout(), host.stderr()] {
            assert!(!shown.contains(secret), "{name}:\n{text}\n\n{shown}");
        }
    }
    assert!(
        texts.len() > 100 && fixed > 100,
        "{fixed} files with {} texts were fixed",
        texts.len()
    );
}
