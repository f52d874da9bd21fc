//! The words of a command that mean something to a shell.

use crate::draft::Field;
use crate::model::names::{is_one_of, split_once};

/// Arguments that only a shell gives a meaning to.
pub(super) const OPERATORS: [&str; 11] = [
    "&&", "||", "|", ";", "&", ">", ">>", "<", "<<", "2>", "2>&1",
];

/// The command as a line for a shell. `None` if a word can't be read, or means something else there.
pub(super) fn shell_line<'w>(words: impl Iterator<Item = &'w Field<&'w str>>) -> Option<String> {
    let mut line = String::new();
    for word in words {
        let word = word.given()?;
        if !line.is_empty() {
            line.push(' ');
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || is_one_of("-_./:=@%+,", c);
        if OPERATORS.contains(word) || !word.is_empty() && word.chars().all(is_plain) {
            line.push_str(word);
        } else if !word.contains(['\'', '$', '`']) {
            line.push_str(&format!("'{word}'"));
        } else {
            return None;
        }
    }
    Some(line)
}

/// `NAME=value`
pub(super) fn is_assignment(word: &str) -> bool {
    let name = split_once(word, b'=').map_or("", |(name, _)| name);
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
}

/// Whether a word is the name of a shell, or of a program with operators of its own.
pub(super) fn reads_operators(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    READ_OPERATORS.contains(&name)
}

const READ_OPERATORS: [&str; 14] = [
    "sh",
    "bash",
    "ash",
    "dash",
    "zsh",
    "ksh",
    "fish",
    "busybox",
    "pwsh",
    "powershell",
    "find",
    "expr",
    "test",
    "[",
];

/// Options before code, which may have several lines.
pub(super) const TAKES_CODE: [&str; 6] = ["-c", "-e", "-p", "--eval", "--command", "--execute"];
