//! The language server of Alien Containers: diagnostics, fixes, completion, hover and more for editors.
//!
//! [`Server`] is a state machine without input or output: it gets messages, and adds its answers to a list. A transport such
//! as [`stdio`] passes all messages that have arrived, and then lets the server answer, so that several changes of a text are
//! checked once and cancelled requests cost nothing.

#![forbid(unsafe_code)]

mod client;
mod code_actions;
mod diagnostics;
mod document;
mod features;
mod protocol;
mod server;
pub mod stdio;
mod symbols;
mod text;

pub use server::Server;
