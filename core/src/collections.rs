//! Sorting and maps that add little code to the WebAssembly module. Generic code is compiled for every type that it is
//! used with, and each copy of a sort or a map of the standard library takes kilobytes.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;

/// The indexes from 0 up to but not including `count`, sorted by `compare`. Equal ones keep their order.
pub(crate) fn sorted_indexes(
    count: usize,
    compare: &dyn Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    // A bottom-up merge sort compiles to a tenth of the code of the standard library's sort.
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for runs in sorted.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = runs.split_at_checked(width).unwrap_or((runs, &[]));
            while let (Some((a, lefts)), Some((b, rights))) =
                (left.split_first(), right.split_first())
            {
                if compare(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    right = rights;
                } else {
                    merged.push(*a);
                    left = lefts;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        sorted = merged;
        width = width.saturating_mul(2);
    }
    sorted
}

/// Sorts items by a key. Items with equal keys keep their order.
pub(crate) fn sorted_by_key<T, K: Ord>(mut items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    if items.len() < 2 {
        return items;
    }
    let key_of = |at: usize| items.get(at).map(&key);
    let sorted = sorted_indexes(items.len(), &|a, b| key_of(a).cmp(&key_of(b)));
    for_each_swap(sorted, &mut |a, b| items.swap(a, b));
    items
}

/// Calls `swap` with the indexes of items that must be swapped, one pair after another, so that each item of `order` comes
/// to its place: `order` has the index at which the item is now.
fn for_each_swap(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(place) = order.get_mut(at) {
            let from = std::mem::replace(place, at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

/// Whether two of the items are equal.
pub(crate) fn has_duplicates<T: Copy + Ord>(items: impl Iterator<Item = T> + Clone) -> bool {
    // Up to this many items are compared pairwise; sorting is faster only for more.
    const MAX_PAIRWISE: usize = 20;
    if items.clone().nth(MAX_PAIRWISE).is_some() {
        let sorted = sorted_by_key(items.collect(), |item| *item);
        return sorted
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a == b));
    }
    let mut rest = items;
    while let Some(item) = rest.next() {
        if rest.clone().any(|other| other == item) {
            return true;
        }
    }
    false
}

/// A map from each key to the first index that was inserted for it, such as its index in a list.
///
/// Use it with the key types `&str` and `u64` only: every other type adds another copy of the map to the module.
#[derive(Debug)]
pub(crate) struct FirstIndex<K>(HashMap<K, u32>);

impl<K> Default for FirstIndex<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> FirstIndex<K> {
    /// Inserts an index, unless the key has one already. Returns the index that the key has now.
    #[inline(never)]
    pub(crate) fn insert(&mut self, key: K, index: usize) -> usize {
        *self.0.entry(key).or_insert(index as u32) as usize
    }

    /// The index of a key.
    #[inline(never)]
    pub(crate) fn get(&self, key: &K) -> Option<usize> {
        self.0.get(key).map(|index| *index as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_sorted() {
        for count in [0, 1, 2, 3, 7, 8, 9, 1000] {
            let items: Vec<_> = (0..count).map(|at| (at * 7919 % 101, at)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            assert_eq!(sorted_by_key(items, |item| item.0), expected);
        }
    }

    #[test]
    fn equal_items_keep_their_order() {
        let sorted = sorted_by_key(vec!["bb", "a", "cc", "d"], |word| word.len());
        assert_eq!(sorted, ["a", "d", "bb", "cc"]);
    }
}
