//! Limits of the input and of reports, and the codes that do not depend on the format of a text.

use crate::diagnostic::{Code, Docs, Severity};

/// Limits of the input and of a report. Input beyond a limit causes a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The maximum length of a text, in bytes. It can't be larger than [`Limits::MAX_BYTES`].
    pub bytes: usize,
    /// The maximum nesting depth of objects and arrays.
    pub depth: usize,
    /// The maximum number of diagnostics in a report. All texts of the report together may have
    /// [`Limits::BYTES_PER_DIAGNOSTIC`] times as many bytes; if they are longer, fixes are left out first, then
    /// diagnostics.
    pub diagnostics: usize,
}

impl Limits {
    /// The maximum length of a text, whatever the value of `bytes`, since positions are 32 bits wide.
    pub const MAX_BYTES: usize = 1 << 30;

    /// How many bytes of text a report may have for each of its allowed diagnostics: by default 4 MB in all. Most
    /// diagnostics take less than a tenth of this.
    pub const BYTES_PER_DIAGNOSTIC: usize = 4096;

    /// The maximum length of a text under these limits, in bytes.
    pub fn max_bytes(&self) -> usize {
        self.bytes.min(Self::MAX_BYTES)
    }

    /// The limits for the content of an object or array inside these limits; `None` if it would be nested too deeply.
    pub(super) fn one_level_deeper(self) -> Option<Self> {
        let depth = self.depth.checked_sub(1)?;
        Some(Self { depth, ..self })
    }

    /// The limits for the examples of `too-deep` and `too-large`, so that these stay short.
    #[doc(hidden)]
    pub const FOR_EXAMPLES: Self = Self {
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

/// Objects and arrays are nested more deeply than [`Limits::depth`]. The examples use [`Limits::FOR_EXAMPLES`].
pub(crate) static TOO_DEEP: Code = Code {
    name: "too-deep",
    severity: Severity::Error,
};

/// The text is longer than [`Limits::bytes`]; it is not read at all. The examples use [`Limits::FOR_EXAMPLES`].
pub(crate) static TOO_LARGE: Code = Code {
    name: "too-large",
    severity: Severity::Error,
};

/// The text contains half of a surrogate pair, or bytes that are not valid UTF-8.
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
