//! Sorting, compiled once: each sort of the standard library takes kilobytes for every type it sorts.

use std::cmp::Ordering;

/// The numbers from 0 up to `count`, in the order that `compare` gives the things they stand for. Equal
/// ones stay in their order.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    order
}

/// The things themselves, in the order of their keys. Equal ones stay in their order.
pub fn sorted_by_key<T, K: Ord>(things: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let key_of = |at: usize| things.get(at).map(&key);
    let order = order(things.len(), &|a, b| key_of(a).cmp(&key_of(b)));
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|at| things.get_mut(at)?.take())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_stay_in_their_order() {
        let sorted = sorted_by_key(vec!["bb", "a", "cc", "d"], |word| word.len());
        assert_eq!(sorted, ["a", "d", "bb", "cc"]);
    }
}
