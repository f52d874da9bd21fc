//! Vectors that are kept from one document to the next, for each thread.

use std::cell::Cell;

use alien_sdk_core::document::Buffers;

/// The largest input whose vectors are kept: those of a larger one would lie there for nothing.
const LARGEST: usize = 1 << 20;

thread_local! {
    static INPUT: Cell<Buffers> = Cell::default();
    static DECLARATION: Cell<Buffers> = Cell::default();
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
