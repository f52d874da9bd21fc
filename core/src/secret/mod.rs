//! Masks secrets in text that users wrote. Every message, path, edit, source excerpt, diff, log and `repr` uses it.
//!
//! A text is masked by its content alone: the user and password of a URL, values that are assigned to a name, words after a
//! flag such as `--password`, and known credentials. Other values are hidden completely because of their key; see
//! [`hides_value`]. Source excerpts also hide the values of all keys that the model doesn't know; see `render::masks`.

mod credentials;
mod names;
mod text;

pub(crate) use credentials::{NameEnding, describe_secret};
pub use names::VARIABLES;
pub(crate) use names::{hides_value, is_secret_after};
pub use text::mask;
pub(crate) use text::{TextKind, mask_beginning, mask_name, mask_words, secret_ranges, strip_user};

use std::fmt;

/// The text that replaces a secret.
pub(crate) const MASK: &str = "…";

/// A text whose `Debug` output is masked.
pub(crate) struct Masked<'t>(pub &'t str);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&mask(self.0), f)
    }
}
