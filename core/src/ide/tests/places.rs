use super::{OPTIONS, cursor, stack};
use crate::ide::{Analysis, Hint, explain_markdown};
use crate::span::Span;

/// The part of the text that a hover is about, and its first lines.
fn hover(marked: &str) -> Option<(String, String)> {
    let (text, offset) = cursor(marked);
    let hover = Analysis::new(&text, &OPTIONS).hover(offset)?;
    Some((text[hover.span.range()].to_owned(), hover.markdown))
}

#[test]
fn hovering_shows_the_documentation_of_a_field() {
    for (marked, about, part) in [
        (
            r#"{"c|pu": {"min": "1"}}"#,
            "\"cpu\"",
            "**cpu** (required)\n\nCPU in vCPUs",
        ),
        (
            r#"{"cpu": {"min": "|1"}}"#,
            "\"1\"",
            "**min** (required)\n\nthe minimum",
        ),
        (
            r#"{"ports": [{"port": 80|80}]}"#,
            "8080",
            "Values: whole numbers from 1 to 65535",
        ),
        (
            r#"{"ports": [{"expose|"}]}"#,
            "\"expose\"",
            "Values: `\"http\"`, `\"tcp\"`",
        ),
        (
            r#"{"healthCheck": {"method|": "GET"}}"#,
            "\"method\"",
            "Default: `\"GET\"`\n\nExample: `\"GET\"`",
        ),
        (
            r#"{"autoscaling": {"targetCpuPercent|": 1}}"#,
            "\"targetCpuPercent\"",
            "numbers above 0, at most 100",
        ),
        (
            r#"{"code": {"type": "source", "to|olchain": {}}}"#,
            "\"toolchain\"",
            "`\"docker\"`: a Dockerfile",
        ),
        (
            r#"{"resources": {"a": {"life|cycle": "live"}}}"#,
            "\"lifecycle\"",
            "\"frozen\" if only",
        ),
        (r#"{"id": "a" "cp|u": 1"#, "\"cpu\"", "CPU"),
        (
            r#"{"environ|ment": {"A": "hunter2"}}"#,
            "\"environment\"",
            "environment variables",
        ),
    ] {
        let (found, markdown) = hover(marked).unwrap_or_else(|| panic!("nothing in {marked}"));
        assert_eq!(found, about);
        assert!(markdown.contains(part), "{part} is not in {markdown}");
        assert!(!markdown.contains("hunter2"));
    }
    for marked in [
        "|",
        "|{}",
        r#"{"unknown|": 1}"#,
        r#"{"cpu": |{"min": "1"}, "id": 1}"#,
        r#"{"cpu": {"min": "1"}, | "id": 1}"#,
        r#"{"environment": {"A|": "b"}}"#,
        r#"{"environment": {"A": "b|"}}"#,
        r#"{"code": {"type": "image", "src|": "."}}"#,
    ] {
        assert_eq!(hover(marked), None, "{marked}");
    }
}

#[test]
fn every_code_has_an_explanation() {
    let markdown = explain_markdown("no-ports").unwrap();
    assert!(markdown.starts_with("**no-ports**: ") && markdown.contains("```json"));
    assert_eq!(explain_markdown("no-such-code"), None);
}

/// The symbols, each with the names of those around it.
fn symbols(text: &str, limit: usize) -> Vec<String> {
    let symbols = Analysis::new(text, &OPTIONS).symbols(limit);
    let mut paths: Vec<String> = Vec::new();
    for symbol in &symbols {
        let around = symbol.parent.map(|parent| paths[parent].clone() + "/");
        paths.push(around.unwrap_or_default() + &symbol.name);
        assert!(text[symbol.span.range()].contains(&text[symbol.name_span.range()]));
    }
    paths
}

#[test]
fn symbols_are_keys_of_the_model_and_names() {
    let text = stack(r#""ports": [{"port": 1}], "environment": {"A": "hunter2"}, "unknown": 1"#);
    let paths = symbols(&text, 100);
    assert_eq!(paths[..3], ["id", "permissions", "resources"]);
    assert!(paths.contains(&"resources/api/config/ports/0/port".to_owned()));
    assert!(paths.contains(&"resources/api/config/environment".to_owned()));
    assert!(
        paths
            .iter()
            .all(|path| !path.contains("unknown") && !path.ends_with("/A"))
    );
    assert_eq!(symbols(&text, 4).len(), 4);
    let api = &Analysis::new(&text, &OPTIONS).symbols(100)[4..];
    assert!(
        api.iter()
            .any(|symbol| symbol.name == "api" && symbol.detail == "container")
    );
}

#[test]
fn objects_and_arrays_can_be_folded() {
    let text = "{\"a\": [\n1],\n\"b\": {}}";
    let folds: Vec<_> = Analysis::new(text, &OPTIONS).folds().collect();
    assert_eq!(
        folds,
        [Span::new(0, 20), Span::new(6, 10), Span::new(17, 19)]
    );
}

#[test]
fn hints_show_the_defaults_of_absent_keys() {
    let text = r#"{"code": 1, "healthCheck": {"path": "/", "port": 1 }, "persistentStorage": {}}"#;
    let all = Span::new(0, text.len() as u32);
    let hint = |after: &str, text: &str| (after.to_owned(), text.to_owned());
    let hints = Analysis::new(text, &OPTIONS).hints(all);
    let shown = hints.iter().map(|Hint { offset, text: hint }| {
        let before = &text[..*offset as usize];
        (before[before.len() - 3..].to_owned(), hint.clone())
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            hint(
                ": 1",
                "method: \"GET\", timeoutSeconds: 1, failureThreshold: 3"
            ),
            hint(": {", "mountPath: \"/data\""),
            hint(" {}", "stateful: false"),
        ]
    );
    assert_eq!(
        Analysis::new(text, &OPTIONS).hints(Span::new(0, 5)).len(),
        1
    );
}
