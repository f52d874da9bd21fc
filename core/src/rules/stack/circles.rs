//! Finds cycles among resources that depend on each other, in time linear in the number of dependencies.

/// The state of a resource in the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Not,
    /// It is on the current path, at this index.
    Under(usize),
    Done,
}

/// Calls `found` with the indices of each cycle of two or more resources. `needs` lists, for each resource, the indices of
/// the resources that it depends on.
///
/// Every dependency on a resource of the current path closes one cycle. Without these dependencies, no cycle remains.
pub(super) fn each(needs: &[Vec<usize>], mut found: impl FnMut(&[usize])) {
    let mut visits = vec![Visit::Not; needs.len()];
    let mut followed = vec![0; needs.len()];
    let mut way: Vec<usize> = Vec::new();
    for start in 0..needs.len() {
        let mut entered = Some(start).filter(|start| visits.get(*start) == Some(&Visit::Not));
        loop {
            if let Some(place) = entered.take() {
                set(&mut visits, place, Visit::Under(way.len()));
                way.push(place);
            }
            let Some(&place) = way.last() else { break };
            match follow(needs, &mut followed, place) {
                None => {
                    way.pop();
                    set(&mut visits, place, Visit::Done);
                }
                Some(next) => match visits.get(next) {
                    Some(Visit::Not) => entered = Some(next),
                    Some(Visit::Under(depth)) if next != place => {
                        found(way.get(*depth..).unwrap_or_default());
                    }
                    _ => {}
                },
            }
        }
    }
}

/// The next dependency of a resource that was not followed yet.
fn follow(needs: &[Vec<usize>], followed: &mut [usize], place: usize) -> Option<usize> {
    let followed = followed.get_mut(place)?;
    let next = needs.get(place)?.get(*followed).copied();
    *followed += 1;
    next
}

fn set(visits: &mut [Visit], place: usize, visit: Visit) {
    if let Some(slot) = visits.get_mut(place) {
        *slot = visit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(needs: &[&[usize]]) -> Vec<Vec<usize>> {
        let needs: Vec<_> = needs.iter().map(|needs| needs.to_vec()).collect();
        let mut circles = Vec::new();
        each(&needs, |circle| circles.push(circle.to_vec()));
        circles
    }

    #[test]
    fn each_circle_is_found_once() {
        assert_eq!(circles(&[&[1], &[2], &[]]), [[0; 0]; 0]);
        assert_eq!(circles(&[&[1], &[0]]), [[0, 1]]);
        assert_eq!(circles(&[&[0], &[1]]), [[0; 0]; 0]);
        assert_eq!(circles(&[&[1], &[2], &[3], &[1]]), [[1, 2, 3]]);
        assert_eq!(circles(&[&[1, 2], &[0], &[0]]), [[0, 1], [0, 2]]);
    }

    #[test]
    fn a_long_way_takes_no_stack() {
        let count = 100_000;
        let needs: Vec<Vec<usize>> = (0..count).map(|at| vec![(at + 1) % count]).collect();
        let mut lengths = Vec::new();
        each(&needs, |circle| lengths.push(circle.len()));
        assert_eq!(lengths, [count]);
    }
}
