//! Recognises values that look like credentials.
//!
//! Every value of every variable is checked, so for almost all values the check must end after their first bytes.

/// What the end of a variable's name says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameEnding {
    /// `…PASSWORD`
    Password,
    /// `…TOKEN`, `…SECRET`
    Secret,
    /// `…KEY`: a secret, or the key of an object, a cache or a table.
    Key,
    /// Nothing.
    Other,
}

/// What kind of secret a value seems to be, with its article, such as `an AWS access key`. `None` for most values.
#[inline]
pub(crate) fn describe_secret(value: &str, name: NameEnding) -> Option<&'static str> {
    // The shortest credentials have eight bytes.
    let first = value.as_bytes().first_chunk::<8>()?;
    let is_named = name != NameEnding::Other;
    if is_named || may_be_credential(first) || may_have_scheme(value.as_bytes()) {
        classify_secret(value.trim(), name)
    } else {
        None
    }
}

#[inline(never)]
fn classify_secret(value: &str, name: NameEnding) -> Option<&'static str> {
    if let Some(what) = credential(value) {
        Some(what)
    } else if is_private_key(value) {
        Some("a private key")
    } else if has_password(value) {
        Some("a URL with a password")
    } else if is_secret_under(name, value) {
        Some("a secret")
    } else {
        None
    }
}

/// The prefix of a credential, the minimum number of characters after it, and what it is. The minimum is larger for prefixes
/// with which ordinary words start too.
const CREDENTIALS: [(&str, usize, &str); 24] = [
    ("AKIA", 16, "an AWS access key"),
    ("ASIA", 16, "an AWS access key"),
    ("AIza", 20, "a Google API key"),
    ("dop_v1_", 4, "a DigitalOcean token"),
    ("ghp_", 4, "a GitHub token"),
    ("gho_", 4, "a GitHub token"),
    ("ghu_", 4, "a GitHub token"),
    ("ghs_", 4, "a GitHub token"),
    ("ghr_", 4, "a GitHub token"),
    ("github_pat_", 4, "a GitHub token"),
    ("glpat-", 4, "a GitLab token"),
    ("hf_", 20, "a Hugging Face token"),
    ("npm_", 20, "an npm token"),
    ("pypi-", 20, "a PyPI token"),
    ("rk_live_", 4, "a Stripe key"),
    ("sk_live_", 4, "a Stripe key"),
    ("sk-ant-", 20, "an Anthropic key"),
    ("sk-proj-", 20, "an OpenAI key"),
    ("xoxb-", 4, "a Slack token"),
    ("xoxp-", 4, "a Slack token"),
    ("xoxa-", 4, "a Slack token"),
    ("xoxr-", 4, "a Slack token"),
    ("xoxs-", 4, "a Slack token"),
    ("xapp-", 4, "a Slack token"),
];

/// Whether these may be the first bytes of a credential or a private key, or whitespace before it.
#[inline]
fn may_be_credential(first: &[u8; 8]) -> bool {
    matches!(
        first,
        [b'A', b'K' | b'S', b'I', b'A', ..]
            | [b'A', b'I', b'z', b'a', ..]
            | [b'g', b'h', b'p' | b'o' | b'u' | b's' | b'r', b'_', ..]
            | [b'g', b'i', b't', b'h', ..]
            | [b'g', b'l', b'p', b'a', ..]
            | [b'd', b'o', b'p', b'_', ..]
            | [b'n', b'p', b'm', b'_', ..]
            | [b'h', b'f', b'_', ..]
            | [b'p', b'y', b'p', b'i', ..]
            | [b'r', b'k', b'_', ..]
            | [b's', b'k', b'_' | b'-', ..]
            | [b'x', b'o', b'x', ..]
            | [b'x', b'a', b'p', b'p', ..]
            | [b'-', b'-', b'-', ..]
            | [b' ' | b'\t' | b'\n' | b'\r', ..]
    )
}

/// The maximum length of a URL scheme with its colon. The longest one in use is `mysql+mysqlconnector`.
const LONGEST_SCHEME: usize = 24;

/// Whether a colon is near the beginning. Compares eight bytes at a time.
#[inline]
fn may_have_scheme(value: &[u8]) -> bool {
    let (words, rest) = value.as_chunks::<8>();
    let mut words = words.iter().take(LONGEST_SCHEME / 8);
    let has_colon = |word: &[u8; 8]| {
        // The XOR turns each colon into a zero byte. Subtracting 1 from each byte borrows at zero bytes only.
        let word = u64::from_le_bytes(*word) ^ u64::from_le_bytes([b':'; 8]);
        word.wrapping_sub(u64::from_le_bytes([1; 8])) & !word & u64::from_le_bytes([0x80; 8]) != 0
    };
    words.any(has_colon) || value.len() < LONGEST_SCHEME && rest.contains(&b':')
}

/// The start of a known credential in a word of letters, digits, `_`, `-` and `.`.
pub(super) fn credential_in(name: &str) -> Option<usize> {
    let bytes = name.as_bytes();
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let starts = (0..bytes.len()).filter(begins);
    let mut starts = starts.filter(|at| is_credential(bytes.get(*at..).unwrap_or_default()));
    starts.next()
}

/// Whether a text begins with a known credential.
pub(super) fn is_credential(text: &[u8]) -> bool {
    if !text.first_chunk().is_some_and(may_be_credential) {
        return false;
    }
    CREDENTIALS.iter().any(|(prefix, least, _)| {
        let Some(rest) = text.strip_prefix(prefix.as_bytes()) else {
            return false;
        };
        // 64 bytes are enough to recognise a credential. Without a limit, many prefixes in a row would take quadratic time.
        let rest = rest.get(..64).unwrap_or(rest);
        let rest = rest.split(|byte| !is_of_credential(*byte)).next();
        let rest = rest.unwrap_or_default();
        // Lower-case words joined by `-` may be an ordinary name, such as `xapp-frontend`.
        let is_of_name = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'-';
        rest.len() >= *least && !(prefix.ends_with('-') && rest.iter().all(is_of_name))
    })
}

fn is_of_credential(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn credential(value: &str) -> Option<&'static str> {
    let known = value
        .as_bytes()
        .first_chunk()
        .is_some_and(may_be_credential);
    if !known {
        return None;
    }
    let found = CREDENTIALS.iter().find(|(prefix, least, _)| {
        let rest = value.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.len() >= *least && rest.bytes().all(is_of_credential))
    });
    found.map(|(_, _, what)| *what)
}

/// `-----BEGIN … PRIVATE KEY-----`
fn is_private_key(value: &str) -> bool {
    let Some(label) = value.strip_prefix("-----BEGIN ") else {
        return false;
    };
    // The label ends at the dashes even if the line breaks were lost.
    let end = label
        .as_bytes()
        .windows(5)
        .position(|five| five == b"-----");
    let label = end.and_then(|end| label.get(..end)).unwrap_or(label);
    label.ends_with("PRIVATE KEY") || label.ends_with("PRIVATE KEY BLOCK")
}

/// The part of a URL after its scheme: `user:password@host/path`.
fn after_scheme(value: &str) -> Option<&str> {
    let mut bytes = value.bytes().take(LONGEST_SCHEME);
    let colon = bytes.position(|byte| byte == b':')?;
    value.get(colon..)?.strip_prefix("://")
}

fn has_password(value: &str) -> bool {
    let authority = after_scheme(value).and_then(|rest| rest.split(['/', '?', '#']).next());
    let Some((user, _)) = authority.and_then(|authority| authority.rsplit_once('@')) else {
        return false;
    };
    match user.split_once(':') {
        Some((_, password)) => !password.is_empty() && !is_placeholder(password),
        None => credential(user).is_some(),
    }
}

/// Whether a value is a placeholder for the real value: `$NAME`, `${NAME}`, `{{ name }}`, `<name>` or `***`.
fn is_placeholder(value: &str) -> bool {
    value.starts_with(['$', '{', '<', '*'])
}

/// Whether a value is probably a secret under a name that ends like the name of one.
fn is_secret_under(name: NameEnding, value: &str) -> bool {
    if name == NameEnding::Other || is_public(value) || is_words(value, name) {
        return false;
    }
    is_random(value) || name == NameEnding::Password && is_password(value)
}

/// Prefixes of references to secrets, and of keys that are meant to be public.
const PUBLIC: [&str; 12] = [
    "arn:",
    "./",
    "../",
    "ssh-",
    "-----BEGIN ",
    "pk_live_",
    "pk_test_",
    "sb_publishable_",
    "phc_",
    "vault:",
    "sha256:",
    "sha512:",
];

/// Whether a value is a placeholder, or the path, the URL or another name of a place.
fn is_public(value: &str) -> bool {
    is_placeholder(value)
        || PUBLIC.iter().any(|start| value.starts_with(start))
        || after_scheme(value).is_some()
        || value.starts_with('/') && !value.ends_with('=')
}

/// Whether a value consists of words and small numbers, so that it is the name of something: `configs/production/app.json`.
/// Under names that end in `KEY` any mark may join the words, and under others only marks that passwords have rarely.
fn is_words(value: &str, name: NameEnding) -> bool {
    let is_mark = |c: char| {
        matches!(
            c,
            '/' | ':' | '.' | '-' | '_' | '#' | '@' | ',' | ' ' | '*' | '|' | '{' | '}'
        )
    };
    let is_path = value.contains(['/', ':']) || name == NameEnding::Key;
    is_path && value.split(is_mark).all(is_word_or_number)
}

/// Whether a text is empty, a number of at most eight digits, or a word that may end in a few digits: `v3`, `products`,
/// `createdAt`.
fn is_word_or_number(part: &str) -> bool {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = part.len() - letters.len();
    if letters.is_empty() {
        return digits <= 8;
    }
    digits <= 4
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && is_pronounceable(letters)
}

/// Whether letters look like words in camel case, in lower case or in capitals: random letters change their case more often,
/// or have too few vowels.
fn is_pronounceable(letters: &str) -> bool {
    let (mut words, mut vowels, mut consonants, mut longest) = (1, 0, 0, 0);
    let mut before = 'A';
    for c in letters.chars() {
        words += usize::from(before.is_ascii_lowercase() && c.is_ascii_uppercase());
        let is_vowel = matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        vowels += usize::from(is_vowel);
        consonants = if is_vowel { 0 } else { consonants + 1 };
        longest = longest.max(consonants);
        before = c;
    }
    letters.len() <= 5 || words * 3 <= letters.len() && vowels * 6 >= letters.len() && longest <= 5
}

/// Whether a value looks like a password: at least eight characters, letters and also digits or marks.
fn is_password(value: &str) -> bool {
    let has = |is: fn(&u8) -> bool| value.as_bytes().iter().any(is);
    value.len() >= 8
        && !value.contains(' ')
        && has(u8::is_ascii_alphabetic)
        && (has(u8::is_ascii_digit) || has(u8::is_ascii_punctuation))
}

/// The minimum number of characters of a text that counts as random.
const MIN_RANDOM_LENGTH: usize = 20;

/// Whether a value has at least 20 characters with at least 3.5 bits each, or at least 24 hexadecimal digits with 3 bits each.
fn is_random(value: &str) -> bool {
    let is_hex = value.len() >= 24 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let min_bits = if is_hex { 3.0 } else { 3.5 };
    // Slightly less, since logarithms are rounded differently on different machines.
    value.chars().nth(MIN_RANDOM_LENGTH - 1).is_some() && bits_per_byte(value) > min_bits - 1e-9
}

/// The information content of each byte of a text, in bits, computed from the frequencies of the bytes.
fn bits_per_byte(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let length = text.len() as f64;
    let weighed = counts.into_iter().filter(|count| *count > 0).map(|count| {
        let count = f64::from(count);
        count * (length / count).log2()
    });
    weighed.sum::<f64>() / length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_seen_whatever_their_name() {
        for value in [
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_0123456789abcdef",
            " github_pat_11AAAA\n",
            "xoxb-12-34-ab",
            "sk_live_abcd1234",
            "AIzaSyA-0123456789abcdefgh",
            "glpat-abcd_efgh",
            "npm_0123456789abcdefghij",
            "-----BEGIN PRIVATE KEY-----\nMIIE",
            "-----BEGIN RSA PRIVATE KEY----- MIIE",
            "-----BEGIN PGP PRIVATE KEY BLOCK-----",
            "postgres://kim:hunter2@db/shop",
            "redis://:hunter2@cache:6379",
            "https://ghp_0123456789@github.com/acme/api",
        ] {
            assert!(
                describe_secret(value, NameEnding::Other).is_some(),
                "{value}"
            );
        }
    }

    #[test]
    fn every_credential_gets_past_the_first_look() {
        for (prefix, least, what) in CREDENTIALS {
            let value = format!("{prefix}{}", "0".repeat(least.max(8)));
            assert_eq!(
                describe_secret(&value, NameEnding::Other),
                Some(what),
                "{value}"
            );
        }
        for length in 0..40 {
            let value = format!("{}:", "a".repeat(length));
            let is_near = length < LONGEST_SCHEME;
            assert_eq!(may_have_scheme(value.as_bytes()), is_near, "{value}");
            assert!(!may_have_scheme("é".repeat(length).as_bytes()));
        }
    }

    #[test]
    fn credentials_are_found_inside_other_text() {
        for (name, at) in [
            ("ghp_hunter2", Some(0)),
            ("x-ghp_hunter2.b", Some(2)),
            ("x.glpat-abcD", Some(2)),
            ("xghp_hunter2", None),
            ("ghp_abc.hunter2", None),
            ("xapp-frontend", None),
            ("é", None),
        ] {
            assert_eq!(credential_in(name), at, "{name}");
        }
    }

    #[test]
    fn ordinary_values_are_not_reported() {
        for value in [
            "",
            "info",
            "AKIA",
            "npm_config_cache",
            "ghp_",
            "sk_live_ is the prefix",
            "-----BEGIN PUBLIC KEY-----\nMIIB",
            "-----BEGIN CERTIFICATE-----",
            "https://example.com:8080/a:b@c",
            "https://kim@example.com",
            "postgres://kim:$PASSWORD@db",
            "postgres://kim:@db",
            "mailto:kim@example.com",
            "ä://b:c",
        ] {
            assert_eq!(describe_secret(value, NameEnding::Other), None, "{value}");
        }
    }

    #[test]
    fn randomness_counts_under_names_of_secrets() {
        let random = "q7Zp0vXk3LmT9sWc2RyB";
        assert_eq!(
            describe_secret(random, NameEnding::Secret),
            Some("a secret")
        );
        assert_eq!(describe_secret(random, NameEnding::Other), None);
        for value in [
            "q7Zp0vXk3LmT9sWc2Ry",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "0101010101010101010101",
            "/run/secrets/database-password",
            "${vault:database/password-of-api}",
            "https://keys.example.com/api/2025.json",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:x",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
        ] {
            assert_eq!(describe_secret(value, NameEnding::Secret), None, "{value}");
        }
        // Eight characters occur once (4 bits each), four occur twice (3 bits each).
        assert_eq!(bits_per_byte("abcdefghijklabcd"), 3.5);
    }
}
