//! What editors ask about YAML. The cursor is `|` in a text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use alien_sdk_core::Options;
use alien_sdk_core::internal::ide::{Analysis, Completions, Indentation, TextEdit, complete};
use alien_sdk_core::internal::span::Span;

const STACK: &str = "\
id: shop
resources:
  api:
    config:
      type: container
      id: api
      MEMBERS
    lifecycle: live
  uploads:
    config: { type: storage, id: uploads }
    lifecycle: frozen
  compute:
    config:
      type: compute-cluster
      id: compute
      capacityGroups:
        - groupId: gpu
    lifecycle: frozen
";

fn options() -> Options {
    Options {
        syntax: alien_sdk_yaml::SYNTAX,
        ..Options::default()
    }
}

fn cursor(marked: &str) -> (String, u32) {
    let at = marked.find('|').expect("a cursor");
    (marked.replacen('|', "", 1), at as u32)
}

fn analysis(text: &str) -> Analysis<'_> {
    Analysis::new(text, &options())
}

/// The stack with other members in its container, whose lines are indented.
fn stack(members: &str) -> String {
    STACK.replace("MEMBERS", &members.replace('\n', "\n      "))
}

fn completions(marked: &str) -> (String, Completions) {
    let (text, offset) = cursor(marked);
    let found = complete(&text, &options(), offset);
    (text, found)
}

fn labels(marked: &str) -> Vec<String> {
    let items = completions(marked).1.items.into_iter();
    items.map(|item| item.label).collect()
}

#[track_caller]
fn check_labels(marked: &str, expected: &[&str]) {
    assert_eq!(labels(marked), expected, "{marked}");
}

fn apply(text: &str, mut edits: Vec<TextEdit>) -> String {
    edits.sort_by_key(|edit| edit.span);
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

/// The text after the item with a label was chosen. Places for a person are shown as `${1:…}`.
#[track_caller]
fn completed(marked: &str, label: &str) -> String {
    let (text, found) = completions(marked);
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no {label} in {:?}", labels(marked)));
    let insert = TextEdit {
        span: found.span,
        text: item.insert.text.clone(),
    };
    apply(&text, item.also.iter().cloned().chain([insert]).collect())
}

#[track_caller]
fn check(marked: &str, label: &str, expected: &str) {
    assert_eq!(completed(marked, label), expected, "{marked}");
}

#[test]
fn an_empty_file_gets_a_whole_declaration() {
    for marked in ["|", "# a comment\n|", "---\n|", "con|", "\u{feff}|"] {
        check_labels(marked, &["container", "stack"]);
    }
    check(
        "# shop\n|",
        "container",
        "# shop
type: container
id: ${1:api}
code:
  type: image
  image: ${2:ghcr.io/acme/api:v1}
cpu:
  min: \"${3:0.5}\"
  desired: \"${4:2}\"
memory:
  min: ${5:512Mi}
  desired: ${6:1Gi}
ports:
  - port: ${7:8080}
permissions: ${8:execution}
",
    );
    let stack = completed("|", "stack");
    assert!(
        stack.contains("\nresources:\n  ${2:api}:\n    config:\n      type: container\n"),
        "{stack}"
    );
}

#[test]
fn keys_are_written_in_the_column_of_the_cursor() {
    for (marked, label, expected) in [
        ("id: a\n|", "stateful", "id: a\nstateful: ${1:true}"),
        (
            "id: a\nstat|\ncpu: 1\n",
            "stateful",
            "id: a\nstateful: ${1:true}\ncpu: 1\n",
        ),
        (
            "id: a\nst|ate: false\n",
            "stateful",
            "id: a\nstateful: false\n",
        ),
        (
            "id: a\n\"stat|\"\n",
            "stateful",
            "id: a\n\"stateful\": ${1:true}\n",
        ),
        (
            "id: a\n'st|at': true\n",
            "stateful",
            "id: a\n'stateful': true\n",
        ),
        (
            "id: a # é🚀\r\nga|\r\n",
            "gpu",
            "id: a # é🚀\r\ngpu:\r\n  type: ${1:nvidia-t4}\r\n  count: ${2:1}\r\n",
        ),
        (
            "code:\n  type: image\n  |\nid: a\n",
            "image",
            "code:\n  type: image\n  image: ${1:ghcr.io/acme/api:v1}\nid: a\n",
        ),
        (
            "code:\n  |\nid: a\n",
            "type",
            "code:\n  type: image\nid: a\n",
        ),
        (
            "id: a\ncode:\n    src: .\n|\n",
            "cpu",
            "id: a\ncode:\n    src: .\ncpu:\n    min: \"${1:0.5}\"\n    desired: \"${2:2}\"\n",
        ),
        ("id: a\n|", "environment", "id: a\nenvironment:\n  $1"),
        ("id: a\n|", "command", "id: a\ncommand:\n  - ${1:./server}"),
    ] {
        check(marked, label, expected);
    }
    check_labels("code:\n  type: image\n  |\n", &["image"]);
    check_labels("resources:\n  |\n", &["container"]);
    check(
        "resources:\n  |",
        "container",
        &completed("resources:\n  |", "container"),
    );
    assert!(completed("resources:\n  |", "container").starts_with("resources:\n  ${1:api}:\n    config:\n      type: container\n      id: ${2:api}\n      code:\n        type: image\n"));
}

/// The list is indented as the other lists of the text are.
#[test]
fn elements_get_dashes() {
    for (marked, label, expected) in [
        ("ports:\n  |\n", "port", "ports:\n  - port: ${1:8080}\n"),
        ("ports:\n  |\n", "{…}", "ports:\n  - port: ${1:8080}\n"),
        ("ports:\n  po|\n", "port", "ports:\n  - port: ${1:8080}\n"),
        ("ports:\n  - |\n", "port", "ports:\n  - port: ${1:8080}\n"),
        (
            "ports:\n  - port: 1\n    |\n",
            "expose",
            "ports:\n  - port: 1\n    expose: ${1:http}\n",
        ),
        (
            "ports:\n  - port: 1\n  |\n",
            "port",
            "ports:\n  - port: 1\n  - port: ${1:8080}\n",
        ),
        (
            "ports:\n- port: 1\n- |\n",
            "expose",
            "ports:\n- port: 1\n- expose: ${1:http}\n",
        ),
        (
            "ports: |\nid: a\n",
            "[…]",
            "ports:\n  - port: ${1:8080}\nid: a\n",
        ),
        (
            "ports:|\nid: a\n",
            "[…]",
            "ports:\n  - port: ${1:8080}\nid: a\n",
        ),
        (
            "command:\n- a\npo|\n",
            "ports",
            "command:\n- a\nports:\n- port: ${1:8080}\n",
        ),
    ] {
        check(marked, label, expected);
    }
    check_labels("ports:\n- port: 1\n- |\n", &["{…}", "port", "expose"]);
}

#[test]
fn values_follow_their_colon() {
    for (marked, label, expected) in [
        ("stateful: |\n", "true", "stateful: true\n"),
        ("stateful:|\n", "true", "stateful: true\n"),
        ("stateful: tr| # why\n", "true", "stateful: true # why\n"),
        ("code:\n  type: |\n", "image", "code:\n  type: image\n"),
        ("code:\n  type: 'i|'\n", "image", "code:\n  type: 'image'\n"),
        (
            "code: |\nid: a\n",
            "image",
            "code:\n  type: image\n  image: ${1:ghcr.io/acme/api:v1}\nid: a\n",
        ),
        ("cpu:\n  min: |\n", "0.5", "cpu:\n  min: \"0.5\"\n"),
        (
            "ports:\n  - port: 1\n    expose: |",
            "http",
            "ports:\n  - port: 1\n    expose: http",
        ),
    ] {
        check(marked, label, expected);
    }
    // A value is there already.
    check_labels("code: |\n  type: image\n", &[]);
    check_labels("ports: |\n- port: 1\n", &[]);
    check_labels("stateful: | true\n", &[]);
}

#[test]
fn brackets_keep_their_style() {
    for (marked, label, expected) in [
        ("code: {|}\n", "type", "code: {type: image}\n"),
        (
            "code: { type: image, | }\n",
            "image",
            "code: { type: image, image: ${1:ghcr.io/acme/api:v1} }\n",
        ),
        (
            "ports: [{port: 1 |}]\n",
            "expose",
            "ports: [{port: 1, expose: ${1:http}}]\n",
        ),
        (
            "ports: [{| port: 1}]\n",
            "expose",
            "ports: [{expose: ${1:http}, port: 1}]\n",
        ),
        (
            "ports: [{port: 1, ex|\nid: a\n",
            "expose",
            "ports: [{port: 1, expose: ${1:http}\nid: a\n",
        ),
        (
            "ports: [{\"port\": 1, \"ex|\"}]\n",
            "expose",
            "ports: [{\"port\": 1, \"expose\": ${1:http}}]\n",
        ),
        (
            "ports: [\n  {port: 1},\n  |\n]\n",
            "{…}",
            "ports: [\n  {port: 1},\n  {port: ${1:8080}}\n]\n",
        ),
        ("code: {type: |}\n", "image", "code: {type: image}\n"),
        (
            "id: a\ncode: {type: |\nports: []\n",
            "source",
            "id: a\ncode: {type: source\nports: []\n",
        ),
    ] {
        check(marked, label, expected);
    }
    check_labels("code: {type: | image}\n", &[]);
}

#[test]
fn names_of_the_stack_are_proposed() {
    for (members, expected) in [
        ("links:\n  - type: storage\n    id: |", &["uploads"] as &[_]),
        ("links:\n  - id: up|", &["uploads", "compute"]),
        (
            "links:\n  - |",
            &["uploads", "compute", "{…}", "type", "id"],
        ),
        ("links: [|]", &["uploads", "compute", "{…}"]),
        ("cluster: |", &["compute"]),
        ("cluster: compute\npool: |", &["gpu"]),
    ] {
        check_labels(&stack(members), expected);
    }
    check(
        &stack("links:\n  - |"),
        "uploads",
        &stack("links:\n  - type: storage\n    id: uploads"),
    );
    check(
        &stack("links:\n  |"),
        "uploads",
        &stack("links:\n  - type: storage\n    id: uploads"),
    );
}

/// A line at any indentation gets the keys of the object that it would belong to, or nothing.
#[test]
fn an_empty_line_belongs_to_the_object_that_its_indentation_says() {
    let text = stack("stateful: true\n");
    for (indent, expected) in [
        (0, Some("permissions")),
        (1, None),
        (2, None),
        (3, None),
        (4, Some("dependencies")),
        (5, None),
        (6, Some("replicas")),
        (7, None),
        (8, None),
    ] {
        let line = " ".repeat(indent) + "|\n";
        let at_the_end = text.clone() + &line;
        let inside = text.replace("      \n", &line);
        let marked = if indent == 0 { at_the_end } else { inside };
        let found = labels(&marked);
        match expected {
            Some(label) => assert!(
                found.iter().any(|found| found == label),
                "{indent}: {found:?}"
            ),
            None => assert!(found.is_empty(), "{indent}: {found:?}"),
        }
    }
    check_labels("cpu: 1\n  |\n", &[]);
    check_labels("|\n  id: a\n", &[]);
}

#[test]
fn nothing_is_proposed_in_comments_and_texts() {
    for marked in [
        "id: a # |",
        "# |\nid: a",
        "id: >\n  a |\n  b\n",
        "command:\n  - >\n    |\n",
        "\"a\" |",
        "id: a\n--- |\n",
        "environment:\n  A: |",
        "x:\n  |",
    ] {
        check_labels(marked, &[]);
    }
    assert!(!labels("id: >\n  a\n|\n").is_empty());
}

#[test]
fn each_document_of_a_file_is_a_declaration() {
    let two = "id: a\nstateful: true\n---\nresources:\n  a: {config: {type: storage, id: a}}\n";
    let at = |part: &str| two.find(part).unwrap() as u32;
    let hover = |offset| {
        analysis(two)
            .at(offset)
            .hover(offset)
            .map(|hover| hover.markdown)
    };
    assert!(hover(at("stateful")).unwrap().starts_with("**stateful**"));
    assert!(hover(at("resources")).unwrap().starts_with("**resources**"));
    assert_eq!(
        analysis(two)
            .at(at("a}}"))
            .references(at("a}}"), true)
            .len(),
        2
    );
    let symbols = analysis(two).symbols(100).into_iter();
    let names: Vec<_> = symbols.map(|symbol| symbol.name).collect();
    assert_eq!(
        names,
        ["id", "stateful", "resources", "a", "config", "type", "id"]
    );
    check(
        &format!("{two}---\nid: b\nstat|"),
        "stateful",
        &format!("{two}---\nid: b\nstateful: ${{1:true}}"),
    );
    assert!(!labels(&format!("{two}|")).contains(&"stateful".to_owned()));
}

#[test]
fn names_are_renamed_with_the_quotes_that_they_need() {
    let text =
        stack("links:\n  - {type: storage, id: 'uploads'}\n  - type: storage\n    id: \"uploads\"");
    let at = text.find("uploads'").unwrap() as u32;
    assert_eq!(analysis(&text).references(at, true).len(), 4);
    let definition = analysis(&text).definition(at).unwrap();
    assert!(text[..definition.start as usize].ends_with("lifecycle: live\n  "));
    for (name, plain, single) in [("files", "files", "'files'"), ("123", "\"123\"", "'123'")] {
        let renamed = apply(&text, analysis(&text).rename(at, name).unwrap());
        let expected = text
            .replace("'uploads'", single)
            .replace("\"uploads\"", &format!("\"{name}\""))
            .replace("\n  uploads:", &format!("\n  {plain}:"))
            .replace("id: uploads", &format!("id: {plain}"));
        assert_eq!(renamed, expected);
    }
}

#[test]
fn what_an_alias_stands_for_is_renamed_once() {
    let text = stack("links:\n  - {type: storage, id: &id uploads}\n  - {type: storage, id: *id}");
    let at = text.find("uploads}").unwrap() as u32;
    assert_eq!(analysis(&text).references(at, true).len(), 3);
    let renamed = apply(&text, analysis(&text).rename(at, "files").unwrap());
    assert_eq!(renamed, text.replace("uploads", "files"));
}

#[test]
fn hover_folds_hints_and_formatting_know_yaml() {
    let text = "id: a\ncode: {type: image}\nports:\n  - port: 80 # web\n\npermissions: x\n";
    let at = text.find("80").unwrap() as u32;
    let hover = analysis(text).hover(at).unwrap();
    assert_eq!(&text[hover.span.range()], "80");
    assert!(hover.markdown.starts_with("**port**"));
    // What may be a key, but has no colon, is a value of the key before it.
    for (text, field) in [
        ("code: {type}", "**type**"),
        ("code:\n  type:", "**type**"),
        ("code:\n  type", "**code**"),
    ] {
        let hover = analysis(text).hover(text.find("type").unwrap() as u32);
        assert!(hover.unwrap().markdown.starts_with(field), "{text}");
    }
    let folds: Vec<_> = analysis(text)
        .folds()
        .map(|span| &text[span.range()])
        .collect();
    assert_eq!(folds[1..], ["{type: image}", "- port: 80", "port: 80"]);
    assert_eq!(analysis(text).hover(text.find("web").unwrap() as u32), None);
    let hints = analysis(text).hints(Span::new(0, text.len() as u32));
    let at_end_of: Vec<_> = hints
        .iter()
        .map(|hint| &text[..hint.offset as usize])
        .collect();
    assert!(
        at_end_of[0].ends_with("permissions: x") && hints[0].text.contains("stateful: false"),
        "{hints:?}"
    );
    assert!(analysis(text).format(Indentation::Spaces(2)).is_empty());
}

#[test]
fn a_comment_hides_a_warning() {
    let text = "ports:\n  - port: 80\n";
    let edit = analysis(text).suppress("privileged-port", text.find("80").unwrap() as u32);
    assert_eq!(
        apply(text, vec![edit.unwrap()]),
        "ports:\n  # alien-ignore privileged-port: reason\n  - port: 80\n"
    );
}

/// A valid text is valid after each proposal at each place, and the other lines don't change.
#[test]
fn no_proposal_breaks_the_text_around_it() {
    let whole = stack(
        "links:\n  - type: storage\n    id: uploads # é🚀\n  - {type: storage, id: \"compute\"}\ncpu: {min: '1'}\nports:\n- port: 80",
    );
    let lines: Vec<_> = whole.split_inclusive('\n').collect();
    let mut texts = vec![(whole.clone(), (0..=whole.len()).collect::<Vec<_>>())];
    // A new line at each indentation, after each line.
    for at in 0..lines.len() {
        for indent in 0..10 {
            let before = lines[..=at].concat() + &" ".repeat(indent);
            let text = format!("{before}\n{}", lines[at + 1..].concat());
            texts.push((text, vec![before.len()]));
        }
    }
    let mut count = 0;
    for (text, offsets) in texts {
        for offset in offsets.into_iter().filter(|at| text.is_char_boundary(*at)) {
            let found = complete(&text, &options(), offset as u32);
            for item in found.items {
                let insert = TextEdit {
                    span: found.span,
                    text: item.insert.plain,
                };
                let new = apply(&text, item.also.into_iter().chain([insert]).collect());
                let report = alien_sdk_core::validate_text(&new, &options());
                let mut codes = report.diagnostics.iter().map(|found| &*found.code);
                assert!(
                    codes.all(|code| !matches!(code, "yaml-syntax" | "duplicate-key")),
                    "{new}"
                );
                let (line_start, line_end) = (
                    text[..offset].rfind('\n').map_or(0, |at| at + 1),
                    offset + text[offset..].find('\n').unwrap_or(text.len() - offset),
                );
                assert!(
                    new.starts_with(&text[..line_start]) && new.ends_with(&text[line_end..]),
                    "{new}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count}");
}

/// However the text is broken, a proposal replaces a word at the cursor, and the rest stays.
#[test]
fn every_question_about_every_prefix_has_an_answer() {
    let whole = stack(
        "links: [{type: storage, id: 'uploads'}] # é🚀\nports:\n  - port: 80\n  - expose: \"http\"",
    );
    let ends = (0..=whole.len()).filter(|at| whole.is_char_boundary(*at));
    for end in ends {
        let text = &whole[..end];
        let offset = end as u32;
        let found = complete(text, &options(), offset);
        let word = &text[found.span.range()];
        assert!(found.items.is_empty() || found.span.start <= offset && offset <= found.span.end);
        assert!(
            found.items.is_empty() || !word.contains(['\n', ':', ' ']),
            "{word:?}"
        );
        let analysis = analysis(text).at(offset);
        analysis.hover(offset);
        for span in analysis.references(offset, true) {
            assert!(text.get(span.range()).is_some());
        }
    }
}
