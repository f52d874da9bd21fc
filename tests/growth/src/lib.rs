//! The input shapes of the growth tests, and the functions that the WebAssembly module of this crate exports.
//!
//! The crate is compiled twice: to the WebAssembly module, and as a library for `main.rs`. `main.rs` runs the module and
//! counts its instructions. It takes the names and sizes of the shapes from the library.

pub mod shapes;

use std::cell::RefCell;

use shapes::{SHAPES, Work};

thread_local! {
    static PREPARED: RefCell<Option<Work>> = const { RefCell::new(None) };
}

/// Creates the input of a shape in the given size. `shape` is the index of the shape in [`SHAPES`].
#[unsafe(no_mangle)]
pub extern "C" fn prepare(shape: u32, size: u32) {
    let shape = SHAPES.get(shape as usize);
    let work = shape.map(|shape| (shape.prepare)(size as usize));
    PREPARED.with(|prepared| prepared.replace(work));
}

/// Does the work on the input that was created last, and returns the number of items that it found.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> u32 {
    let work = PREPARED.with(RefCell::take);
    work.map_or(0, |work| work() as u32)
}
