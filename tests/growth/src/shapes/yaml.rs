//! Shapes of YAML texts.

use std::fmt::Write;

use alien_sdk_core::Options;
use alien_sdk_core::internal::functions;
use alien_sdk_core::options::RenderOptions;
use alien_sdk_core::render;
use alien_sdk_yaml::SYNTAX;

use super::declarations::{list, validate};
use super::work::{Work, all_or_nothing};

fn options() -> Options {
    Options {
        syntax: SYNTAX,
        ..Options::default()
    }
}

/// A container in block style, followed by other lines at its root.
fn container(others: &str) -> String {
    format!(
        "id: api\ncode:\n  type: image\n  image: ghcr.io/acme/api:v1\ncpu:\n  min: \"1\"\n  desired: \"1\"\nmemory:\n  min: \
         1Gi\n  desired: 1Gi\nports:\n  - port: 8080\npermissions: execution\n{others}"
    )
}

/// Returns work that validates a text, which must be valid.
fn validate_valid(n: usize, text: String) -> Work {
    all_or_nothing(n, move || validate(&text, &options()).valid)
}

/// Returns work that validates a text, which must have errors.
fn validate_invalid(n: usize, text: String) -> Work {
    all_or_nothing(n, move || !validate(&text, &options()).valid)
}

/// Returns work that counts the diagnostics of a text.
fn count_diagnostics(text: String) -> Work {
    Box::new(move || validate(&text, &options()).diagnostics.len())
}

/// Lines, each made from its number.
fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(|at| line(at) + "\n").collect()
}

pub fn members(n: usize) -> Work {
    let variables = lines(n, |at| format!("  A{at}: \"{at}\""));
    validate_valid(n, container(&format!("environment:\n{variables}")))
}

pub fn flow_members(n: usize) -> Work {
    let variables = list(n, |at| format!("A{at}: \"{at}\"\n  "));
    validate_valid(n, container(&format!("environment: {{{variables}}}\n")))
}

pub fn errors(n: usize) -> Work {
    let variables = lines(n, |at| format!("  A{at}: {at}"));
    count_diagnostics(container(&format!("environment:\n{variables}")))
}

pub fn rendered(n: usize) -> Work {
    let variables = lines(n, |at| format!("  A{at}: {at}   # a comment"));
    let text = container(&format!("environment:\n{variables}"));
    Box::new(move || {
        let report = validate(&text, &options());
        let shown = RenderOptions {
            syntax: SYNTAX,
            ..RenderOptions::for_text("api.yaml", &text)
        };
        render(&report, &shown).matches("-->").count()
    })
}

pub fn nested_lists(n: usize) -> Work {
    validate_invalid(n, "- ".repeat(n))
}

pub fn nested_brackets(n: usize) -> Work {
    validate_invalid(n, format!("{}{}", "[".repeat(n), "]".repeat(n)))
}

pub fn nested_objects(n: usize) -> Work {
    // The text is as long as its indentation, so its length is quadratic in the depth.
    let depth = (n as f64).sqrt() as usize;
    validate_invalid(n, lines(depth, |at| format!("{}a:", " ".repeat(at))))
}

pub fn deep(n: usize) -> Work {
    let text = format!("id: {}{}", "[".repeat(n), "]".repeat(n));
    all_or_nothing(n, move || {
        let mut options = options();
        options.limits.depth = usize::MAX;
        !validate(&text, &options).valid
    })
}

pub fn anchors(n: usize) -> Work {
    let variables = lines(n, |at| format!("  A{at}: &a{at} text\n  B{at}: *a{at}"));
    validate_valid(n, container(&format!("environment:\n{variables}")))
}

pub fn unknown_aliases(n: usize) -> Work {
    count_diagnostics(lines(n, |at| format!("- *a{at}")))
}

pub fn merge_keys(n: usize) -> Work {
    let objects = lines(n, |at| format!("  - <<: [*a, {{b{at}: 1}}]\n    c: 1"));
    validate_invalid(n, format!("a: &a {{x: 1, y: 2}}\nlist:\n{objects}"))
}

pub fn errors_of_aliases(n: usize) -> Work {
    let ports = lines(n, |_| "  - *port".to_owned());
    let text = container("").replace(
        "  - port: 8080\n",
        &format!("  - &port {{port: 0}}\n{ports}"),
    );
    all_or_nothing(n, move || {
        validate(&text, &options()).diagnostics.len() == 1
    })
}

/// Each list has ten aliases of the one before, so that all of them stand for a number of values that has `n` digits.
pub fn alias_bomb(n: usize) -> Work {
    let mut text = "x0: &x0 a\n".to_owned();
    for at in 1..n {
        let aliases = format!("*x{}, ", at - 1).repeat(10);
        let _ = writeln!(text, "x{at}: &x{at} [{aliases}]");
    }
    all_or_nothing(n, move || {
        let report = validate(&text, &options());
        let bombs = report
            .diagnostics
            .iter()
            .filter(|found| found.code == "too-large");
        bombs.count() == 1
    })
}

pub fn documents(n: usize) -> Work {
    count_diagnostics(lines(n, |at| {
        format!("---\n{}", container(&format!("replicas: -{at}1")))
    }))
}

pub fn long_scalars(n: usize) -> Work {
    let (plain, folded) = ("word ".repeat(n), "  word\n\n".repeat(n));
    let scalars = [
        format!("command:\n  - {plain}\n  - '{plain}'\n  - \"\\t{plain}\"\n"),
        format!(
            "environment:\n  A: |\n{}\n  B: >\n{}\n",
            folded.replace("  ", "    "),
            folded.replace("  ", "    ")
        ),
    ];
    validate_valid(n, container(&scalars.concat()))
}

pub fn comments(n: usize) -> Work {
    let variables = lines(n, |at| {
        format!("  # a comment\n  A{at}: \"1\"  # another one\n")
    });
    validate_valid(
        n,
        container(&format!(
            "environment:\n{variables}\n{}",
            "# end\n".repeat(n)
        )),
    )
}

pub fn syntax_errors(n: usize) -> Work {
    count_diagnostics(lines(n, |at| format!("a{at}:\n  b: \"c\" d\n  e: 1")))
}

pub fn unclosed_brackets(n: usize) -> Work {
    validate_invalid(n, lines(n, |at| format!("a{at}: [b, {{c: d")))
}

/// Returns work that applies all fixes and counts how many occurrences of `wrong` they remove.
fn apply_fixes(text: String, wrong: &'static str) -> Work {
    Box::new(move || {
        let fixed = functions::apply_fixes(&text, &options(), true);
        let count = |text: &str| text.matches(wrong).count();
        count(&text).saturating_sub(count(&fixed))
    })
}

pub fn fixes(n: usize) -> Work {
    let resources = lines(n, |at| {
        format!(
            "  a{at}:\n    config:\n      id: a{at}\n      type: container\n      memroy: 1Gi # much"
        )
    });
    apply_fixes(format!("resources:\n{resources}"), "memroy")
}

pub fn fixes_of_pairs(n: usize) -> Work {
    let pairs = lines(n, |at| format!("- A{at}=1 # {at}"));
    apply_fixes(container(&format!("environment:\n{pairs}")), "=1")
}

pub fn fixes_beside_comments(n: usize) -> Work {
    let keys = lines(n, |at| format!("unknown-{at}:\n  # a\n  - b # c"));
    apply_fixes(container(&keys), "unknown-")
}

pub fn fixes_of_aliases(n: usize) -> Work {
    let variables = lines(n, |at| format!("  A{at}: &a{at} 1\n  B{at}: *a{at}"));
    apply_fixes(container(&format!("environment:\n{variables}")), " 1\n")
}
