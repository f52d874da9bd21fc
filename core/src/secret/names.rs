//! Recognises names of secrets.

/// The keys of maps of variables.
pub const VARIABLES: [&str; 2] = ["environment", "buildArgs"];

/// Words in names of secrets: `--db-password`, `apiKey`, `?access_token=`.
const SECRET_WORDS: [&str; 28] = [
    "apikey",
    "auth",
    "authorization",
    "bearer",
    "cookie",
    "cred",
    "credential",
    "credentials",
    "creds",
    "dsn",
    "jwt",
    "key",
    "keys",
    "otp",
    "pass",
    "passin",
    "passout",
    "passphrase",
    "passwd",
    "password",
    "pw",
    "pwd",
    "secret",
    "secrets",
    "sig",
    "signature",
    "token",
    "tokens",
];

/// Words in keys whose values may be variables, such as `envVars`, or `value` next to a `name`.
const VARIABLE_WORDS: [&str; 12] = [
    "arg",
    "args",
    "argument",
    "arguments",
    "param",
    "parameter",
    "parameters",
    "value",
    "values",
    "variable",
    "variables",
    "vars",
];

/// Endings of names of secrets that are written as one word: `PGPASSWORD`.
const SECRET_ENDINGS: [&str; 8] = [
    "apikey", "auth", "pass", "passwd", "password", "pwd", "secret", "token",
];

/// Whether the value of a key is never shown, because the key sounds like environment variables or a secret. This is for the
/// keys of resources that the model doesn't know.
pub(crate) fn hides_value(key: &str) -> bool {
    let is_environment = key
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("env"));
    is_environment || is_secret(key) || has_word_of(key, &VARIABLE_WORDS)
}

/// Whether a name is the name of a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let ends = |ending: &&str| {
        let start = name.len().wrapping_sub(ending.len());
        let end = name.as_bytes().get(start..);
        end.is_some_and(|end| end.eq_ignore_ascii_case(ending.as_bytes()))
    };
    has_word_of(name, &SECRET_WORDS) || SECRET_ENDINGS.iter().any(ends)
}

/// Whether a word of a command is a secret because of the word before it: `hunter2` after `--password`.
pub(crate) fn is_secret_after(before: &str, word: &str) -> bool {
    // Ports, and user IDs with group IDs, consist of numbers only.
    let is_number = || {
        word.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    let is_user = || before == "-u" || before.starts_with('-') && before.ends_with("user");
    if before == "-p" {
        !is_number()
    } else if is_user() {
        word.contains(':') && !is_number()
    } else {
        takes_secret(before) && !word.is_empty()
    }
}

/// Whether the word after this one may be a secret.
pub(super) fn may_take_secret(word: &str) -> bool {
    word.starts_with('-') || takes_secret(word)
}

/// Whether the word after this one is a secret, whatever it looks like.
pub(super) fn takes_secret(word: &str) -> bool {
    let is_flag = word.starts_with('-') && !word.contains('=');
    is_flag && is_secret(word) || word.eq_ignore_ascii_case("bearer")
}

/// Whether a name contains one of these words. Words are separated by punctuation or start with an upper-case letter.
fn has_word_of(name: &str, words: &[&str]) -> bool {
    let bytes = name.as_bytes();
    let is_upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    let begins = |at: usize| is_upper(at) && (!is_upper(at.wrapping_sub(1)) || is_lower(at + 1));
    let mut start = 0;
    (0..=bytes.len()).any(|at| {
        let is_mark = bytes
            .get(at)
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if !is_mark && !begins(at) {
            return false;
        }
        let word = name.get(start..at).unwrap_or_default();
        start = at + usize::from(is_mark);
        words.iter().any(|known| known.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known() {
        for name in [
            "--password",
            "--db-password",
            "apiKey",
            "API_KEY",
            "APIKey",
            "DBPass",
            "PGPASSWORD",
            "access_token",
            "authToken",
            "client.secret",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "",
            "--port",
            "keyspace",
            "author",
            "passive",
            "monkey",
            "é",
            "--log-level",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn keys_that_sound_like_variables_hide_their_values() {
        for key in VARIABLES {
            assert!(hides_value(key), "{key}");
        }
        for key in [
            "env",
            "ENV",
            "envVars",
            "enviroment",
            "environmentVariables",
            "vars",
            "build_args",
            "secrets",
            "adminPassword",
            "value",
        ] {
            assert!(hides_value(key), "{key}");
        }
        for key in ["size", "versioned", "type", "engine", "é", "eñv", "url"] {
            assert!(!hides_value(key), "{key}");
        }
    }

    #[test]
    fn flags_make_the_next_word_secret() {
        assert!(is_secret_after("--token", "hunter2") && is_secret_after("-p", "hunter2"));
        assert!(is_secret_after("-u", "kim:hunter2") && is_secret_after("Bearer", "hunter2"));
        assert!(
            is_secret_after("--proxy-user", "kim:hunter2")
                && is_secret_after("--requirepass", "hunter2")
        );
        assert!(
            !is_secret_after("-p", "8080")
                && !is_secret_after("-u", "main.py")
                && !is_secret_after("--user", "1:1")
        );
        assert!(
            !is_secret_after("--key=a", "b")
                && !is_secret_after("--port", "8080")
                && !is_secret_after("token", "hunter2")
        );
    }
}
