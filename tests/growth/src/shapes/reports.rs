//! Shapes of containers with errors, and of reports that are rendered for a terminal.

use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::{Options, render, validate_text};

use super::declarations::{
    container, container_with_port, count_diagnostics, list, resource, stack, validate,
};
use super::work::{Work, all_or_nothing};

pub fn long_key(n: usize) -> Work {
    let ports = list(n, |_| r#"{"port":0}"#.to_owned());
    let config = container("api", &format!(r#""ports":[{ports}]"#));
    count_diagnostics(stack(&resource(&"x".repeat(n * 16), &config, "live")))
}

/// Returns a container on one line, with a long string followed by `n` invalid ports.
fn container_on_one_line(n: usize, letter: &str) -> String {
    let ports = list(n, |_| r#"{"port":0}"#.to_owned());
    let text = letter.repeat(n * 64);
    container("api", &format!(r#""command":["{text}"],"ports":[{ports}]"#))
}

pub fn one_line(n: usize) -> Work {
    count_diagnostics(container_on_one_line(n, "x"))
}

pub fn one_line_not_ascii(n: usize) -> Work {
    count_diagnostics(container_on_one_line(n, "🚀"))
}

pub fn duplicate_ports(n: usize) -> Work {
    let ports = list(n + 1, |_| r#"{"port":8080}"#.to_owned());
    count_diagnostics(container("api", &format!(r#""ports":[{ports}]"#)))
}

pub fn exposed_ports(n: usize) -> Work {
    let ports = list(n, |at| format!(r#"{{"port":{},"expose":"http"}}"#, at + 1));
    let text = container("api", &format!(r#""ports":[{ports}]"#));
    all_or_nothing(n, move || !validate(&text, &Options::default()).valid)
}

pub fn duplicate_links(n: usize) -> Work {
    let links = list(n + 1, |_| r#"{"type":"kv","id":"cache"}"#.to_owned());
    count_diagnostics(container_with_port(
        "api",
        &format!(r#","links":[{links}]"#),
    ))
}

fn with_variables(n: usize, variable: impl Fn(usize) -> String) -> String {
    let variables = list(n, variable);
    container_with_port("api", &format!(r#","environment":{{{variables}}}"#))
}

pub fn duplicate_variables(n: usize) -> Work {
    count_diagnostics(with_variables(n + 1, |_| r#""A":"1""#.to_owned()))
}

pub fn number_variables(n: usize) -> Work {
    count_diagnostics(with_variables(n, |at| format!(r#""A{at}":1"#)))
}

pub fn unknown_keys(n: usize) -> Work {
    let keys = list(n, |at| format!(r#""unknown-{at}":1"#));
    count_diagnostics(container_with_port("api", &format!(",{keys}")))
}

/// Returns a string that looks as random as a secret.
fn random_string(length: usize) -> String {
    let letters = b"kq7Vb2xZt9LmWc4RyJ8sHd3f";
    let letter = |at: usize| letters.get(at * 7 % letters.len());
    (0..length)
        .filter_map(letter)
        .copied()
        .map(char::from)
        .collect()
}

pub fn secrets(n: usize) -> Work {
    let value = format!("npm_{}", random_string(24));
    count_diagnostics(with_variables(n, |at| {
        format!(r#""A{at}_TOKEN":"{value}""#)
    }))
}

pub fn long_values(n: usize) -> Work {
    let value = random_string(n);
    let text = with_variables(20, |at| format!(r#""A{at}_TOKEN":"{value}""#));
    all_or_nothing(n, move || {
        let report = validate(&text, &Options::default());
        report.diagnostics.len() == 20
    })
}

/// Returns work that renders the report of a text and counts the source locations in it.
fn rendered(text: String) -> Work {
    Box::new(move || {
        let report = validate_text(&text, &Options::default());
        let shown = render(&report, &RenderOptions::for_text("api.json", &text));
        shown.matches("-->").count()
    })
}

pub fn render_one_line(n: usize) -> Work {
    rendered(container_on_one_line(n, "x"))
}

pub fn render_between_secrets(n: usize) -> Work {
    let members = r#""ports":[{"port":0}],"environment":{"A":"secret"}"#;
    let one = |at| {
        let id = format!("api-{at}");
        resource(&id, &container(&id, members), "live") + "\n"
    };
    rendered(stack(&list(n, one)))
}
