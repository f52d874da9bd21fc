//! Shapes of texts that are not valid JSON, or that are difficult to parse.

use alien_sdk_core::Options;

use super::declarations::{container_with_port, list, validate};
use super::work::{Work, all_or_nothing};

/// Returns work that validates an invalid text.
fn validate_invalid(n: usize, text: String) -> Work {
    all_or_nothing(n, move || !validate(&text, &Options::default()).valid)
}

pub fn brackets(n: usize) -> Work {
    validate_invalid(n, "[".repeat(n))
}

pub fn deep(n: usize) -> Work {
    let text = format!(r#"{{"id":{}{}}}"#, "[".repeat(n), "]".repeat(n));
    all_or_nothing(n, move || {
        let mut options = Options::default();
        options.limits.depth = usize::MAX;
        !validate(&text, &options).valid
    })
}

pub fn unmatched_brackets(n: usize) -> Work {
    validate_invalid(n, "[{]}{[}]".repeat(n / 8))
}

pub fn unclosed_objects(n: usize) -> Work {
    validate_invalid(n, "{\"a\": {\"b\": [1,\n".repeat(n))
}

/// Returns a container whose command contains `n` copies of a text.
fn container_with_command(n: usize, part: &str) -> String {
    container_with_port("api", &format!(r#","command":["a","{}"]"#, part.repeat(n)))
}

pub fn escapes(n: usize) -> Work {
    let text = container_with_command(n, r"\u00e9\n");
    all_or_nothing(n, move || validate(&text, &Options::default()).valid)
}

pub fn invalid_escapes(n: usize) -> Work {
    validate_invalid(n, container_with_command(n, r"\q\u12\ud800"))
}

pub fn unclosed_strings(n: usize) -> Work {
    validate_invalid(n, "{\"a\": \"b\n".repeat(n))
}

pub fn quotes(n: usize) -> Work {
    validate_invalid(n, format!(r#"{{"a": {}"#, "\"".repeat(n * 2 + 1)))
}

pub fn commas(n: usize) -> Work {
    validate_invalid(n, format!("[{}]", ",".repeat(n)))
}

pub fn missing_commas(n: usize) -> Work {
    validate_invalid(n, format!("{{{}}}", "\"a\": 1 ".repeat(n)))
}

pub fn missing_colons(n: usize) -> Work {
    validate_invalid(n, format!("{{{}}}", list(n, |_| "\"a\" 1".to_owned())))
}

pub fn comments(n: usize) -> Work {
    validate_invalid(n, format!("{{{}", "/* a */ // b\n# c\n".repeat(n)))
}

pub fn unicode_spaces(n: usize) -> Work {
    validate_invalid(n, format!("[{}]", "\u{a0}1,".repeat(n)))
}

pub fn merge_conflicts(n: usize) -> Work {
    let conflict = "<<<<<<< HEAD\n\"cpu\": 1,\n=======\n\"cpu\": 2,\n>>>>>>> main\n";
    validate_invalid(n, format!("{{{}}}", conflict.repeat(n)))
}

pub fn prose(n: usize) -> Work {
    validate_invalid(
        n,
        "the quick brown fox: jumps \"over, the lazy' dog\n".repeat(n),
    )
}
