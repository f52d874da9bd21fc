//! Vectors that are reused for the next document, for each thread.

use std::cell::Cell;

use alien_sdk_core::internal::document::Buffers;

/// The largest input whose vectors are reused. Larger vectors would waste memory.
const LARGEST: usize = 1 << 20;

thread_local! {
    static INPUT: Cell<Buffers> = Cell::default();
    static DECLARATION: Cell<Buffers> = Cell::default();
    static CALLS: Cell<Buffers> = Cell::default();
    static AROUND: Cell<Vec<usize>> = Cell::default();
}

/// Returns vectors for an input: a text, a value, or a call.
pub fn input() -> Buffers {
    INPUT.take()
}

/// Keeps the vectors of an input with `size` bytes or nodes.
pub fn keep_input(buffers: Buffers, size: usize) {
    if size <= LARGEST {
        INPUT.set(buffers);
    }
}

/// Returns a vector for the objects that contain the one being read.
pub fn around() -> Vec<usize> {
    AROUND.take()
}

/// Keeps a vector of objects that contain the one that was read.
pub fn keep_around(around: Vec<usize>) {
    AROUND.set(around);
}

/// Returns vectors for the calls of a builder.
pub fn calls() -> Buffers {
    CALLS.take()
}

/// Keeps the vectors of a dropped builder with `size` nodes.
pub fn keep_calls(buffers: Buffers, size: usize) {
    // A thread that is ending can't keep anything.
    let _ = CALLS.try_with(|calls| {
        if size <= LARGEST {
            calls.set(buffers);
        }
    });
}

/// Returns vectors for the declaration that calls fold to.
pub fn declaration() -> Buffers {
    DECLARATION.take()
}

/// Keeps the vectors of a declaration whose calls have `size` nodes.
pub fn keep_declaration(buffers: Buffers, size: usize) {
    if size <= LARGEST {
        DECLARATION.set(buffers);
    }
}
