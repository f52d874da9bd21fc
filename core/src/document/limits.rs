//! Limits of the input, and the codes that all parsers share.

use crate::diagnostic::{Code, Docs, Severity};

/// Limits of the input and of a report. Input beyond a limit causes a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The maximum length of a text, in bytes. It can't be larger than [`Limits::MOST_BYTES`].
    pub bytes: usize,
    /// How deeply objects and arrays may be nested.
    pub depth: usize,
    /// The maximum number of diagnostics in a report. Their texts may have [`Limits::BYTES_EACH`] times as many bytes in
    /// all; if they are longer, fixes are left out first, then diagnostics.
    pub diagnostics: usize,
}

impl Limits {
    /// The maximum length of a text, whatever the value of `bytes`, since positions are 32 bits wide.
    pub const MOST_BYTES: usize = 1 << 30;

    /// How many bytes of text a report may have for each of its allowed diagnostics: by default 4 MB in all. Most
    /// diagnostics take less than a tenth of this.
    pub const BYTES_EACH: usize = 4096;

    /// The maximum length of a text under these limits, in bytes.
    pub fn most_bytes(&self) -> usize {
        self.bytes.min(Self::MOST_BYTES)
    }

    /// The limits that remain inside one more object or array; `None` if that would be too deep.
    pub(super) fn inside(self) -> Option<Self> {
        let depth = self.depth.checked_sub(1)?;
        Some(Self { depth, ..self })
    }

    /// The limits for the examples of `too-deep` and `too-large`, so that these stay short.
    #[doc(hidden)]
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

/// Objects and arrays are nested more deeply than [`Limits::depth`]. The examples use [`Limits::OF_EXAMPLES`].
pub(crate) static TOO_DEEP: Code = Code {
    name: "too-deep",
    severity: Severity::Error,
};

/// The text is longer than [`Limits::bytes`]; it is not read at all. The examples use [`Limits::OF_EXAMPLES`].
pub(crate) static TOO_LARGE: Code = Code {
    name: "too-large",
    severity: Severity::Error,
};

/// Half of a surrogate pair, or bytes that are not UTF-8.
pub(crate) static INVALID_UNICODE: Code = Code {
    name: "invalid-unicode",
    severity: Severity::Error,
};

/// The documentation of the codes in this file.
pub(crate) const DOCS: [Docs; 3] = [
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
