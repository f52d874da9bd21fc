//! Vectors that are kept from one document to the next, for each thread.

use std::cell::Cell;

use alien_sdk_core::document::Buffers;

/// The largest input whose vectors are kept: those of a larger one would lie there for nothing.
const LARGEST: usize = 1 << 20;

thread_local! {
    static INPUT: Cell<Buffers> = Cell::default();
    static DECLARATION: Cell<Buffers> = Cell::default();
    static CALLS: Cell<Buffers> = Cell::default();
    static AROUND: Cell<Vec<usize>> = Cell::default();
}

/// Vectors for an input: a text, a value, or a call.
pub fn input() -> Buffers {
    INPUT.take()
}

/// Keeps the vectors of an input of so many bytes or nodes.
pub fn keep_input(buffers: Buffers, size: usize) {
    if size <= LARGEST {
        INPUT.set(buffers);
    }
}

/// A vector for the objects around one that is being read.
pub fn around() -> Vec<usize> {
    AROUND.take()
}

/// Keeps a vector of objects around one that has been read.
pub fn keep_around(around: Vec<usize>) {
    AROUND.set(around);
}

/// Vectors for the calls of a builder.
pub fn calls() -> Buffers {
    CALLS.take()
}

/// Keeps the vectors of a builder that is gone, which had so many nodes.
pub fn keep_calls(buffers: Buffers, size: usize) {
    // A thread that is ending keeps nothing.
    let _ = CALLS.try_with(|calls| {
        if size <= LARGEST {
            calls.set(buffers);
        }
    });
}

/// Vectors for what calls add up to.
pub fn declaration() -> Buffers {
    DECLARATION.take()
}

/// Keeps the vectors of what calls of so many nodes added up to.
pub fn keep_declaration(buffers: Buffers, size: usize) {
    if size <= LARGEST {
        DECLARATION.set(buffers);
    }
}
