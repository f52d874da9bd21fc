//! The image reference that was probably meant by an invalid one.

use crate::fix::Applicability::{self, Safe, Unsafe};
use crate::model::image::{ImageError, parse_image, split_reference};
use crate::model::names::split_once_by;
use crate::secret::strip_user;

/// What a text with an image begins with, if it was copied from a terminal or from a Dockerfile.
const COMMANDS: [&str; 5] = ["docker ", "podman ", "nerdctl ", "FROM ", "image: "];

/// The reference that was probably meant, if it is valid.
pub(super) fn likely_image(text: &str, fault: ImageError) -> Option<(String, Applicability)> {
    let (meant, safety) = match fault {
        // This is the URL of a web page about the image, not of the image.
        ImageError::Scheme if split_once_by(text, "://hub.docker.com/").is_some() => return None,
        ImageError::Scheme | ImageError::User => {
            let rest = strip_user(text).or_else(|| Some(split_once_by(text, "://")?.1))?;
            (rest.trim_end_matches('/').to_owned(), Unsafe)
        }
        ImageError::Space if !text.trim().contains(char::is_whitespace) => {
            (text.trim().to_owned(), Safe)
        }
        // A whole command, such as `docker pull nginx:1.27`.
        ImageError::Space if COMMANDS.iter().any(|start| text.trim().starts_with(start)) => {
            (text.split_whitespace().last()?.to_owned(), Unsafe)
        }
        // Host names are case-insensitive, and paths are always in lower case.
        ImageError::UpperCase => {
            let (name, rest) = text.split_at_checked(split_reference(text).0.len())?;
            (format!("{}{rest}", name.to_ascii_lowercase()), Safe)
        }
        _ => return None,
    };
    let is_floating = parse_image(&meant).parts.ok()?.is_floating();
    // The result of a safe fix gets no warning.
    Some((meant, if is_floating { Unsafe } else { safety }))
}
