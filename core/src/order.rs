//! Sorting and looking up, compiled once: each sort and each map of the standard library takes kilobytes for
//! every type it is used with.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;

/// The numbers from 0 up to `count`, in the order that `compare` gives the things they stand for. Equal
/// ones stay in their order.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    // A merge sort from the bottom up: a tenth of the code of the standard one.
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for runs in order.chunks(width.saturating_mul(2)) {
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
        order = merged;
        width = width.saturating_mul(2);
    }
    order
}

/// The things themselves, in the order of their keys. Equal ones stay in their order.
pub(crate) fn sorted_by_key<T, K: Ord>(things: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let key_of = |at: usize| things.get(at).map(&key);
    let order = order(things.len(), &|a, b| key_of(a).cmp(&key_of(b)));
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|at| things.get_mut(at)?.take())
        .collect()
}

/// Whether two of the items are equal.
pub(crate) fn has_duplicates<T: Copy + Ord>(items: impl Iterator<Item = T> + Clone) -> bool {
    // Up to this many items are compared pairwise; sorting is faster only for more.
    const FEW: usize = 20;
    if items.clone().nth(FEW).is_some() {
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

/// The number that each key was given first: a place in a vector with whatever belongs to the key.
///
/// For the keys `&str` and `u64`; every other type of key is one more map in the module.
#[derive(Debug)]
pub(crate) struct Firsts<K>(HashMap<K, u32>);

impl<K> Default for Firsts<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Firsts<K> {
    /// Gives `number` to a key that has none, and says which it has now.
    #[inline(never)]
    pub(crate) fn insert(&mut self, key: K, number: usize) -> usize {
        *self.0.entry(key).or_insert(number as u32) as usize
    }

    /// The number of a key.
    #[inline(never)]
    pub(crate) fn get(&self, key: &K) -> Option<usize> {
        self.0.get(key).map(|number| *number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_things_are_sorted() {
        for count in [0, 1, 2, 3, 7, 8, 9, 1000] {
            let things: Vec<_> = (0..count).map(|at| (at * 7919 % 101, at)).collect();
            let mut expected = things.clone();
            expected.sort_by_key(|thing| thing.0);
            assert_eq!(sorted_by_key(things, |thing| thing.0), expected);
        }
    }

    #[test]
    fn equal_things_stay_in_their_order() {
        let sorted = sorted_by_key(vec!["bb", "a", "cc", "d"], |word| word.len());
        assert_eq!(sorted, ["a", "d", "bb", "cc"]);
    }
}
