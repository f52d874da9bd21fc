//! The work of a shape.

/// Work whose cost is measured. Returns the number of items that it found, changed or wrote.
pub type Work = Box<dyn FnOnce() -> usize>;

/// Returns work with a result that doesn't depend on the size. If `work` returns true, it counts as `size` items.
pub fn all_or_nothing(size: usize, work: impl FnOnce() -> bool + 'static) -> Work {
    Box::new(move || if work() { size } else { 0 })
}
