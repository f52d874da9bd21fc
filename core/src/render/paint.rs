//! Colours for terminals.

use crate::wire::Severity;

/// Adds ANSI colours to texts, if enabled.
pub(super) struct Paint(pub bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Colours a text by severity.
    pub(super) fn severity(&self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        };
        self.with(code, text)
    }

    /// Makes a text bold.
    pub(super) fn bold(&self, text: &str) -> String {
        self.with("1", text)
    }

    /// Makes a text blue.
    pub(super) fn blue(&self, text: &str) -> String {
        self.with("1;34", text)
    }
}
