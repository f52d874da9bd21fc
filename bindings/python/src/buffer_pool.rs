//! Buffers that each thread keeps and uses again for its next document, so that fewer are allocated.

use std::cell::Cell;

use alien_sdk_core::internal::document::Buffers;

/// The size of the largest input whose buffers are kept. Keeping larger ones would waste memory.
const MAX_SIZE: usize = 1 << 20;

thread_local! {
    static INPUT: Cell<Buffers> = Cell::default();
    static DECLARATION: Cell<Buffers> = Cell::default();
    static CALLS: Cell<Buffers> = Cell::default();
    static ANCESTORS: Cell<Vec<usize>> = Cell::default();
}

/// Takes the buffers for an input: a text, a value, or a call.
pub fn take_input() -> Buffers {
    INPUT.take()
}

/// Gives back the buffers of an input with `size` bytes or nodes.
pub fn return_input(buffers: Buffers, size: usize) {
    if size <= MAX_SIZE {
        INPUT.set(buffers);
    }
}

/// Takes the list for the objects that contain the object being read.
pub fn take_ancestors() -> Vec<usize> {
    ANCESTORS.take()
}

/// Gives back the list from [`take_ancestors`].
pub fn return_ancestors(ancestors: Vec<usize>) {
    ANCESTORS.set(ancestors);
}

/// Takes the buffers for the calls of a builder.
pub fn take_calls() -> Buffers {
    CALLS.take()
}

/// Gives back the buffers of a dropped builder with `size` nodes.
pub fn return_calls(buffers: Buffers, size: usize) {
    // This fails if the thread is ending. Then nothing is kept.
    let _ = CALLS.try_with(|calls| {
        if size <= MAX_SIZE {
            calls.set(buffers);
        }
    });
}

/// Takes the buffers for the declaration that the calls of a builder describe.
pub fn take_declaration() -> Buffers {
    DECLARATION.take()
}

/// Gives back the buffers of a declaration whose calls have `size` nodes.
pub fn return_declaration(buffers: Buffers, size: usize) {
    if size <= MAX_SIZE {
        DECLARATION.set(buffers);
    }
}
