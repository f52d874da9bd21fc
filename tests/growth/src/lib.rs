//! Shapes of input, and the functions by which a program runs them in this crate's WebAssembly module.
//!
//! The crate is compiled twice: to the module, whose instructions are counted, and into `main.rs`, which counts them and
//! takes the names and sizes of the shapes from here.

pub mod shapes;

use std::cell::RefCell;

use shapes::{SHAPES, Work};

thread_local! {
    static PREPARED: RefCell<Option<Work>> = const { RefCell::new(None) };
}

/// Makes the input of a shape, by its number in [`SHAPES`], in a size.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(shape: u32, size: u32) {
    let shape = SHAPES.get(shape as usize);
    let work = shape.map(|shape| (shape.prepare)(size as usize));
    PREPARED.with(|prepared| prepared.replace(work));
}

/// Does the work on the input that was made, and says how many things it found.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> u32 {
    let work = PREPARED.with(RefCell::take);
    work.map_or(0, |work| work() as u32)
}
