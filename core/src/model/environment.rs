//! The properties of environment variable names, as flags that are computed once.

use super::bytes::{DOT, HYPHEN, LOWER, UNDERSCORE, UPPER, are_all_in};

/// The properties of a name, as a set of flags. A usual name has no flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFlags(u8);

impl NameFlags {
    /// Empty, or contains `=`, NUL or another control character.
    pub const INVALID: Self = Self(1);
    /// Valid, but outside `[A-Za-z_][A-Za-z0-9_.-]*`.
    pub const UNUSUAL: Self = Self(2);
    /// May be set by the platform.
    pub const PREFIXED: Self = Self(4);
    /// Has an ending that is common for names of secrets.
    pub const SECRET: Self = Self(8);

    /// Whether all of `flags` are set.
    pub fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// The union of both sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Computes the flags of a name.
    pub fn from_name(name: &str) -> Self {
        let usual = !matches!(name.bytes().next(), None | Some(b'0'..=b'9' | b'.' | b'-'))
            && are_all_in(name.as_bytes(), LOWER | UPPER | UNDERSCORE | DOT | HYPHEN);
        let is_invalid = |c: char| c == '=' || c.is_control();
        let valid = usual || !name.is_empty() && !name.contains(is_invalid);
        let shape = match (valid, usual) {
            (false, _) => Self::INVALID,
            (true, false) => Self::UNUSUAL,
            (true, true) => Self(0),
        };
        // An invalid name has no other flags.
        let prefixed = valid
            && match name.bytes().next() {
                Some(b'A') => {
                    name.starts_with("ALIEN_")
                        || name.starts_with("AWS_")
                        || name.starts_with("AZURE_")
                }
                Some(b'G') => name.starts_with("GCP_") || name.starts_with("GOOGLE_"),
                _ => false,
            };
        let may_be_secret = matches!(
            name.as_bytes(),
            [.., b'N' | b'n' | b'T' | b't' | b'Y' | b'y' | b'D' | b'd']
        );
        let secret = may_be_secret
            && SECRET_ENDINGS.iter().any(|ending| {
                let start = name.len().wrapping_sub(ending.len());
                name.get(start..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(ending))
            });
        shape
            .union(if prefixed { Self::PREFIXED } else { Self(0) })
            .union(if secret { Self::SECRET } else { Self(0) })
    }
}

const SECRET_ENDINGS: [&str; 4] = ["TOKEN", "SECRET", "KEY", "PASSWORD"];

/// Names that the platform sets, in addition to `ALIEN_…_BINDING`.
pub(crate) const RESERVED: [&str; 16] = [
    "ALIEN_TRANSPORT",
    "ALIEN_DEPLOYMENT_TYPE",
    "ALIEN_BASE_PLATFORM",
    "ALIEN_LAMBDA_MODE",
    "ALIEN_RUNTIME_SEND_OTLP",
    "ALIEN_CURRENT_CONTAINER_BINDING_NAME",
    "ALIEN_CURRENT_WORKER_BINDING_NAME",
    "AWS_ACCOUNT_ID",
    "AWS_REGION",
    "AZURE_CLIENT_ID",
    "AZURE_REGION",
    "AZURE_SUBSCRIPTION_ID",
    "AZURE_TENANT_ID",
    "GCP_PROJECT_ID",
    "GCP_REGION",
    "GOOGLE_CLOUD_PROJECT",
];

/// Whether the platform sets this name.
pub(crate) fn is_reserved(name: &str) -> bool {
    let binding = name
        .strip_prefix("ALIEN_")
        .and_then(|rest| rest.strip_suffix("_BINDING"));
    binding.is_some_and(|middle| !middle.is_empty()) || RESERVED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_flagged() {
        let flags = |name| NameFlags::from_name(name);
        assert_eq!(flags("LOG_LEVEL"), NameFlags(0));
        assert_eq!(flags("log.level-2"), NameFlags(0));
        for name in ["", "A=B", "A\0", "A\u{7f}", "A\u{85}", "=", "A\nB"] {
            assert!(flags(name).has(NameFlags::INVALID), "{name:?}");
        }
        for name in ["1A", "-A", ".A", "A B", "Ä"] {
            assert!(flags(name).has(NameFlags::UNUSUAL), "{name:?}");
        }
        assert!(
            flags("API_KEY").has(NameFlags::SECRET) && flags("apiToken").has(NameFlags::SECRET)
        );
        assert!(flags("ALIEN_X").has(NameFlags::PREFIXED));
    }

    #[test]
    fn the_platform_s_names_are_reserved() {
        for name in RESERVED {
            assert!(
                is_reserved(name) && NameFlags::from_name(name).has(NameFlags::PREFIXED),
                "{name}"
            );
        }
        assert!(is_reserved("ALIEN_UPLOADS_BINDING"));
        assert!(
            !is_reserved("ALIEN_BINDING")
                && !is_reserved("ALIEN__BINDING")
                && !is_reserved("ALIEN_FOO")
        );
    }
}
