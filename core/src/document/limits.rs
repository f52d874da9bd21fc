//! Limits of the input, and the codes that all parsers share.

use crate::diagnostic::{Code, Docs, Severity};

/// Bounds on what is read. Each, when passed, is a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text. Positions are 32 bits wide, so that more than [`Limits::MOST_BYTES`] means that many.
    pub bytes: usize,
    /// Objects and arrays inside each other.
    pub depth: usize,
    /// Diagnostics in a report. Their texts together have [`Limits::BYTES_EACH`] for each; where they would take more,
    /// fixes are left out first, then diagnostics.
    pub diagnostics: usize,
}

impl Limits {
    /// The most bytes that can be read, whatever `bytes` says.
    pub const MOST_BYTES: usize = 1 << 30;

    /// The bytes of text that a report has for each diagnostic it may hold: by default 4 MB in all. Most diagnostics take
    /// less than a tenth of this.
    pub const BYTES_EACH: usize = 4096;

    /// The most bytes that are read under these limits.
    pub fn most_bytes(&self) -> usize {
        self.bytes.min(Self::MOST_BYTES)
    }

    /// The limits inside one more object or array; `None` if there may be no more.
    pub(super) fn inside(self) -> Option<Self> {
        let depth = self.depth.checked_sub(1)?;
        Some(Self { depth, ..self })
    }

    /// The limits under which the examples of [`TOO_DEEP`] and [`TOO_LARGE`] are run, so that they stay
    /// short enough to read.
    pub const OF_EXAMPLES: Self = Self {
        bytes: 320,
        depth: 4,
        diagnostics: 1000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            depth: 128,
            diagnostics: 1000,
        }
    }
}

/// Objects and arrays are nested more deeply than [`Limits::depth`].
///
/// The examples are run under [`Limits::OF_EXAMPLES`].
pub static TOO_DEEP: Code = Code {
    name: "too-deep",
    severity: Severity::Error,
};

/// A text of more than [`Limits::bytes`]; nothing of it is read.
///
/// The examples are run under [`Limits::OF_EXAMPLES`].
pub static TOO_LARGE: Code = Code {
    name: "too-large",
    severity: Severity::Error,
};

/// Half of a surrogate pair, or bytes that are not UTF-8.
pub static INVALID_UNICODE: Code = Code {
    name: "invalid-unicode",
    severity: Severity::Error,
};

/// The documentation of the codes in this file.
pub const DOCS: [Docs; 3] = [
    Docs {
        code: &TOO_DEEP,
        summary: "objects and arrays are nested deeper than the limit",
        why: "No declaration needs more than a few levels; deeper nesting is a bug in a generator or an attack on the \
              parser. The limit is 128 levels unless the caller sets another one; the example uses a limit of 4.",
        fails: r#""code": {"type": "source", "src": ".", "toolchain": {"type": "docker", "buildArgs": {"A": {}}}}"#,
        passes: r#""code": {"type": "source", "src": ".", "toolchain": {"type": "docker", "buildArgs": {"A": "1"}}}"#,
    },
    Docs {
        code: &TOO_LARGE,
        summary: "the text is larger than the limit",
        why: "A declaration has a few kilobytes; a larger text is probably the wrong file. The limit is 16 MiB unless the \
              caller sets another one; the example uses a limit of 320 bytes.",
        fails: r#"{"id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution",
 "command": ["nginx", "-g", "daemon off;", "-c", "/etc/nginx/nginx.conf", "-e", "/var/log/nginx/error.log",
 "-p", "/usr/share/nginx"]}"#,
        passes: r#"{"id": "api", "code": {"type": "image", "image": "nginx:1.27"}, "cpu": {"min": "1", "desired": "1"},
 "memory": {"min": "1Gi", "desired": "1Gi"}, "ports": [{"port": 8080}], "permissions": "execution"}"#,
    },
    Docs {
        code: &INVALID_UNICODE,
        summary: "the text contains half of a surrogate pair, or is not valid UTF-8",
        why: "A character above U+FFFF is escaped as a surrogate pair, such as \\ud83d\\ude80. One half alone is not a \
              character: some programs replace it, and others reject it. The same is true for bytes that are not \
              valid UTF-8, such as those of a file in another encoding.",
        fails: r#""command": ["echo", "\ud83d"]"#,
        passes: r#""command": ["echo", "\ud83d\ude80"]"#,
    },
];
