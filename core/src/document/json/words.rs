//! Words that are not JSON values: what is wrong with them, and what they mean.

use crate::collections::sorted_by_key;
use crate::model::names::is_one_of;

/// What is wrong with a word.
pub(super) struct InvalidWord {
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    /// What to write instead; `None` if nobody can know that.
    pub(super) meaning: Option<Meaning>,
}

/// What a word that is not a JSON value means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A JSON value.
    Value(String),
    /// The string with this content.
    Quoted,
    /// Nothing: dots stand for parts of an example that were left out.
    Nothing,
}

/// Explains a word where a value is expected.
pub(super) fn invalid_word(text: &str) -> InvalidWord {
    let invalid = |message, help, meaning| InvalidWord {
        message,
        help,
        meaning,
    };
    let value = |value: &str| Some(Meaning::Value(value.to_owned()));
    match text {
        "True" | "TRUE" => {
            return invalid(
                "expected a value, found `True`",
                "write `true`",
                value("true"),
            );
        }
        "False" | "FALSE" => {
            return invalid(
                "expected a value, found `False`",
                "write `false`",
                value("false"),
            );
        }
        "None" => {
            return invalid(
                "expected a value, found `None`",
                "write `null`",
                value("null"),
            );
        }
        "Null" | "NULL" | "nil" | "Nil" => {
            return invalid(
                "expected a value, found another word for `null`",
                "write `null`",
                value("null"),
            );
        }
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            let message = "expected a value, found another word for `true`";
            return invalid(message, "write `true`", value("true"));
        }
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            let message = "expected a value, found another word for `false`";
            return invalid(message, "write `false`", value("false"));
        }
        "undefined" => {
            let message = "expected a value, found `undefined`";
            return invalid(message, "write `null`, or remove the key", value("null"));
        }
        "NaN" => return invalid("JSON has no `NaN`", "write a number", None),
        "Infinity" | "-Infinity" | "+Infinity" => {
            return invalid("JSON has no `Infinity`", "write a number", None);
        }
        "..." | "…" | "...." | ".." => {
            let message = "expected a value, found dots for something that was left out";
            return invalid(
                message,
                "remove the dots, or write what they stand for",
                Some(Meaning::Nothing),
            );
        }
        _ => {}
    }
    if let Some(invalid) = invalid_number(text) {
        return invalid;
    }
    for (word, help) in [
        ("true", "write `true`"),
        ("false", "write `false`"),
        ("null", "write `null`"),
    ] {
        if is_slip(text, word) {
            return invalid(
                "expected a value, found an unquoted string",
                help,
                value(word),
            );
        }
    }
    let is_plain = |c: char| c.is_alphanumeric() || is_one_of("_-./@+~%$:=&?!*^", c);
    let is_mark = |c: char| is_one_of("{}[]`'\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}", c);
    let message = match text.starts_with(is_mark) {
        true => "expected a string in double quotes, found another kind of quotes",
        false => "expected a value, found an unquoted string",
    };
    let help = match text.starts_with(is_mark) {
        true => "use `\"`",
        false => "put strings in double quotes",
    };
    let meaning = text.chars().all(is_plain).then_some(Meaning::Quoted);
    invalid(message, help, meaning)
}

/// Whether a word is `word` in other letters' case, or with two letters swapped or one letter missing.
fn is_slip(text: &str, word: &str) -> bool {
    if text.len() > word.len() || text.len() + 1 < word.len() || !text.is_ascii() {
        return false;
    }
    let sorted = |word: &str| {
        let letters = word.to_ascii_lowercase().into_bytes();
        sorted_by_key(letters, |letter| *letter)
    };
    let (found, wanted) = (sorted(text), sorted(word));
    let mut rest = wanted.iter();
    found
        .iter()
        .all(|letter| rest.any(|wanted| wanted == letter))
}

/// Explains a word that is meant as a number.
fn invalid_number(text: &str) -> Option<InvalidWord> {
    let plain: String = text.chars().map(ascii_digit).collect();
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let mut digits = unsigned.bytes();
    let (message, help, value) = match (digits.next()?, digits.next()) {
        (b'0', Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B')) => (
            "a number must use decimal digits",
            "write it in decimal digits",
            decimal(unsigned)?,
        ),
        (b'0'..=b'9', _)
            if unsigned.trim_matches(|c| is_digit(c) || c == '.') == "_"
                || unsigned.contains('_') && unsigned.chars().all(|c| is_digit(c) || c == '_') =>
        {
            (
                "a number can't contain `_`",
                "remove the `_`",
                unsigned.replace('_', ""),
            )
        }
        (b'0', Some(b'0'..=b'9')) => (
            "a number can't start with 0",
            "remove the 0 at the start",
            match unsigned.trim_start_matches('0') {
                rest if rest.starts_with(is_digit) => rest.to_owned(),
                rest => format!("0{rest}"),
            },
        ),
        (b'.', Some(b'0'..=b'9')) => (
            "expected a digit before `.`",
            "write 0 before `.`",
            format!("0{unsigned}"),
        ),
        (b'0'..=b'9', _) if text.starts_with('+') => (
            "a number can't start with `+`",
            "remove the `+`",
            unsigned.to_owned(),
        ),
        (b'0'..=b'9', _) if unsigned.ends_with('.') => (
            "expected a digit after `.`",
            "write 0 after `.`, or remove it",
            unsigned.trim_end_matches('.').to_owned(),
        ),
        (b'0'..=b'9', _) if plain != text => (
            "a number must use the digits 0 to 9",
            "write the digits with a plain keyboard",
            unsigned.to_owned(),
        ),
        (b'0'..=b'9', _) => {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || is_one_of("_-.%:/", c);
            return Some(InvalidWord {
                message: "expected a value, found a number followed by something else",
                help: "put strings in double quotes",
                meaning: text.chars().all(is_plain).then_some(Meaning::Quoted),
            });
        }
        _ => return None,
    };
    let value = format!("{sign}{value}");
    let is_number = super::lexical::number_end(value.as_bytes(), 0) == Some(value.len());
    Some(InvalidWord {
        message,
        help,
        meaning: is_number.then_some(Meaning::Value(value)),
    })
}

/// The decimal digits of a number that is written as in C, such as `0x10`.
fn decimal(text: &str) -> Option<String> {
    let radix = match text.as_bytes().get(1)? {
        b'x' | b'X' => 16,
        b'o' | b'O' => 8,
        _ => 2,
    };
    match u64::from_str_radix(text.get(2..)?, radix) {
        Ok(number) => Some(number.to_string()),
        Err(_) => Some(String::new()),
    }
}

/// A digit of another keyboard or script as an ASCII digit; any other character unchanged.
fn ascii_digit(c: char) -> char {
    let zero = match c {
        '０'..='９' => '０',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        _ => return c,
    };
    let digit = u32::from(c) - u32::from(zero);
    char::from_digit(digit, 10).unwrap_or(c)
}
