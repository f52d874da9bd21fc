//! What must not be shown of a text that somebody wrote: the one mask that every message, path, edit, frame, diff, log and
//! `repr` goes through.
//!
//! A text is masked by its form alone: user and password in a URL, what is assigned to a name, what follows a flag such as
//! `--password`, and known credentials. Where a whole value is secret, its place says so: it stands under a key that
//! [`hides_value`] its values, or under one that the model doesn't have.

mod credentials;
mod names;
mod text;

pub(crate) use credentials::describe_secret;
pub(crate) use names::{VARIABLES, hides_value, is_secret_after};
pub use text::mask;
pub(crate) use text::{TextKind, mask_beginning, mask_name, mask_words, secret_ranges, strip_user};

use std::fmt;

/// What stands for something that may be secret.
pub(crate) const MASK: &str = "…";

/// A text whose `Debug` is masked.
pub(crate) struct Masked<'t>(pub &'t str);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&mask(self.0), f)
    }
}
