//! Text that is no JSON, or looks as if it were none.

use alien_sdk_core::Options;

use super::text::{list, validate, with_port};
use super::{Work, all_or_nothing};

/// Validates a text that is wrong.
fn wrong(n: usize, text: String) -> Work {
    all_or_nothing(n, move || !validate(&text, &Options::default()).valid)
}

pub fn brackets(n: usize) -> Work {
    wrong(n, "[".repeat(n))
}

pub fn deep(n: usize) -> Work {
    let text = format!(r#"{{"id":{}{}}}"#, "[".repeat(n), "]".repeat(n));
    all_or_nothing(n, move || {
        let mut options = Options::default();
        options.limits.depth = usize::MAX;
        !validate(&text, &options).valid
    })
}

pub fn unmatched(n: usize) -> Work {
    wrong(n, "[{]}{[}]".repeat(n / 8))
}

pub fn unclosed(n: usize) -> Work {
    wrong(n, "{\"a\": {\"b\": [1,\n".repeat(n))
}

/// A container whose command has so many copies of a text.
fn command(n: usize, part: &str) -> String {
    with_port("api", &format!(r#","command":["a","{}"]"#, part.repeat(n)))
}

pub fn escapes(n: usize) -> Work {
    let text = command(n, r"\u00e9\n");
    all_or_nothing(n, move || validate(&text, &Options::default()).valid)
}

pub fn wrong_escapes(n: usize) -> Work {
    wrong(n, command(n, r"\q\u12\ud800"))
}

pub fn open_strings(n: usize) -> Work {
    wrong(n, "{\"a\": \"b\n".repeat(n))
}

pub fn quotes(n: usize) -> Work {
    wrong(n, format!(r#"{{"a": {}"#, "\"".repeat(n * 2 + 1)))
}

pub fn commas(n: usize) -> Work {
    wrong(n, format!("[{}]", ",".repeat(n)))
}

pub fn no_commas(n: usize) -> Work {
    wrong(n, format!("{{{}}}", "\"a\": 1 ".repeat(n)))
}

pub fn no_colons(n: usize) -> Work {
    wrong(n, format!("{{{}}}", list(n, |_| "\"a\" 1".to_owned())))
}

pub fn comments(n: usize) -> Work {
    wrong(n, format!("{{{}", "/* a */ // b\n# c\n".repeat(n)))
}

pub fn spaces(n: usize) -> Work {
    wrong(n, format!("[{}]", "\u{a0}1,".repeat(n)))
}

pub fn conflicts(n: usize) -> Work {
    let conflict = "<<<<<<< HEAD\n\"cpu\": 1,\n=======\n\"cpu\": 2,\n>>>>>>> main\n";
    wrong(n, format!("{{{}}}", conflict.repeat(n)))
}

pub fn prose(n: usize) -> Work {
    wrong(
        n,
        "the quick brown fox: jumps \"over, the lazy' dog\n".repeat(n),
    )
}
