//! The errors of functions.

use alien_sdk_core::internal::functions::EditError;
use alien_sdk_core::internal::validate::BadTape;
use alien_sdk_core::internal::wire::{Failure, Report};
use thiserror::Error;

/// Why a function has no result.
#[derive(Debug, Error, uniffi::Error)]
pub enum NativeError {
    /// A declaration has errors.
    #[error("{reason}")]
    InvalidDeclaration {
        /// Lists every problem with its place.
        reason: String,
        /// All problems as data.
        report: Report,
    },
    /// An argument can't be used.
    #[error("{reason}")]
    WrongArgument {
        /// What is wrong with it.
        reason: String,
    },
}

/// An argument that can't be used.
#[derive(Debug, Error, uniffi::Error)]
#[uniffi(flat_error)]
pub enum WrongArgument {
    /// What is wrong with it.
    #[error("{0}")]
    Reason(String),
}

/// For functions that only fail because of their arguments.
impl From<NativeError> for WrongArgument {
    fn from(error: NativeError) -> Self {
        Self::Reason(error.to_string())
    }
}

impl NativeError {
    fn wrong_argument(reason: impl ToString) -> Self {
        let reason = reason.to_string();
        Self::WrongArgument { reason }
    }
}

impl From<Failure> for NativeError {
    fn from(Failure { message, report }: Failure) -> Self {
        let reason = message;
        Self::InvalidDeclaration { reason, report }
    }
}

impl From<EditError> for NativeError {
    fn from(error: EditError) -> Self {
        Self::wrong_argument(error)
    }
}

impl From<serde_json::Error> for NativeError {
    fn from(error: serde_json::Error) -> Self {
        Self::wrong_argument(error)
    }
}

/// A bug of the package.
impl From<BadTape> for NativeError {
    fn from(error: BadTape) -> Self {
        Self::wrong_argument(error)
    }
}
