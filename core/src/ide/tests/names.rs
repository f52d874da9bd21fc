use super::{OPTIONS, cursor, stack};
use crate::document::text_edit;
use crate::ide::Analysis;

const MEMBERS: &str = r#""cluster": "compute", "pool": "gpu", "permissions": "reader", "links": [{"type": "storage", "id": "uploads"}]"#;

/// The text with a cursor in the last occurrence of a text.
fn at(text: &str, name: &str) -> (String, u32) {
    let found = text.rfind(name).unwrap();
    (text.to_owned(), found as u32 + 1)
}

fn rename(marked: &str, name: &str) -> Result<String, String> {
    let (text, offset) = cursor(marked);
    let edits = Analysis::new(&text, &OPTIONS).rename(offset, name)?;
    Ok(text_edit::apply(&text, &edits).unwrap())
}

#[test]
fn a_reference_leads_to_the_definition() {
    for (reference, definition) in [
        (r#"uploads"}]"#, r#"uploads": {"config"#),
        (r#"compute", "pool"#, r#"compute": {"config"#),
        (r#"gpu", "permissions"#, r#"gpu"}]"#),
        (r#"reader", "links"#, r#"reader": {}"#),
    ] {
        let text = stack(MEMBERS);
        let (text, offset) = at(&text, reference);
        let found = Analysis::new(&text, &OPTIONS).definition(offset).unwrap();
        assert_eq!(
            found.start as usize,
            text.find(definition).unwrap(),
            "{reference}"
        );
        let name = definition.split('"').next().unwrap();
        assert_eq!(&text[found.range()], name);
    }
    let text = stack(MEMBERS);
    assert_eq!(Analysis::new(&text, &OPTIONS).definition(0), None);
    let container = r#"{"id": "a", "cluster": "b"}"#;
    assert_eq!(Analysis::new(container, &OPTIONS).definition(24), None);
}

#[test]
fn references_are_all_places_of_a_name() {
    let text = stack(MEMBERS);
    let (text, offset) = at(&text, "uploads");
    let analysis = Analysis::new(&text, &OPTIONS);
    let count = |offset, with_definitions| analysis.references(offset, with_definitions).len();
    assert_eq!([count(offset, true), count(offset, false)], [3, 1]);
    let pool = text.find("gpu").unwrap() as u32;
    assert_eq!([count(pool, true), count(pool, false)], [2, 1]);
}

#[test]
fn renaming_changes_all_places() {
    let text = stack(MEMBERS);
    let marked = text.replacen("\"uploads\"}]", "\"up|loads\"}]", 1);
    assert_eq!(
        rename(&marked, "files").unwrap(),
        text.replace("uploads", "files")
    );
    let marked = text.replacen("\"gpu\"", "|\"gpu\"", 1);
    assert_eq!(
        rename(&marked, "large").unwrap(),
        text.replace("gpu", "large")
    );
    // A name with escapes is replaced completely.
    let escaped = text.replacen("\"uploads\"}]", "\"\\u0075ploads\"}]", 1);
    let marked = escaped.replacen("\"uploads\": ", "\"uploads|\": ", 1);
    assert_eq!(
        rename(&marked, "files").unwrap(),
        text.replace("uploads", "files")
    );
}

#[test]
fn names_that_are_invalid_or_taken_are_refused() {
    let marked = stack(MEMBERS).replacen("\"uploads\"}]", "\"up|loads\"}]", 1);
    let error = |name| rename(&marked, name).unwrap_err();
    assert_eq!(
        error("Files"),
        "\"Files\" is not an ID: 1-63 characters a-z, 0-9 and -, which starts and ends with a letter or digit and has no --"
    );
    assert_eq!(error("api"), "there is already a resource \"api\"");
    assert_eq!(rename(&marked, "uploads").unwrap(), stack(MEMBERS));
    assert_eq!(
        rename(&stack(MEMBERS).replacen("lifecycle", "life|cycle", 1), "a").unwrap_err(),
        "only IDs of resources, and names of permission profiles and machine pools, can be renamed"
    );
    let broken = marked.replacen("\"id\": \"shop\",", "\"id\": \"shop\"", 1);
    assert_eq!(
        rename(&broken, "files").unwrap_err(),
        "correct the syntax errors of this file first"
    );
}
