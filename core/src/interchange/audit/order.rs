//! Which entries stand in another order than they were sealed in, told with as few as can be.

use crate::collect::CollectVec;

/// Entries, by their places from 0, that are out of order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Disorder {
    /// Two that stand in each other's place.
    pub(super) swapped: Vec<(usize, usize)>,
    /// Those that stand somewhere else.
    pub(super) moved: Vec<usize>,
}

/// Of entries, each named once, as they stand.
pub(super) fn disorder(found: &[usize]) -> Disorder {
    let mut sorted = found.to_vec();
    sorted.sort_unstable();
    let pairs = || found.iter().copied().zip(sorted.iter().copied()).filter(|(is, should)| is != should);
    // Where all that differs is two and two that changed places, that is what was done.
    let back = |(is, should): (usize, usize)| pairs().any(|pair| pair == (should, is));
    if pairs().all(back) {
        return Disorder {
            swapped: pairs().filter(|(is, should)| should < is).map(|(is, should)| (should, is)).collect_vec(),
            moved: vec![],
        };
    }
    let stayed = longest_rise(found);
    Disorder {
        swapped: vec![],
        moved: sorted.into_iter().filter(|entry| stayed.binary_search(entry).is_err()).collect_vec(),
    }
}

/// The longest part that rises: what was not moved.
fn longest_rise(found: &[usize]) -> Vec<usize> {
    // Of each length the rise with the least end: its end, and where in `links` it goes on.
    let mut ends: Vec<usize> = Vec::new();
    let mut links: Vec<(usize, Option<usize>)> = Vec::new();
    for entry in found {
        let end = |link: &usize| links.get(*link).map(|(end, _)| *end);
        let length = ends.partition_point(|link| end(link) < Some(*entry));
        let before = length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied();
        let link = links.len();
        links.push((*entry, before));
        match ends.get_mut(length) {
            Some(end) => *end = link,
            None => ends.push(link),
        }
    }
    let mut rise: Vec<usize> = Vec::new();
    let mut at = ends.last().copied();
    while let Some((entry, before)) = at.and_then(|link| links.get(link)) {
        rise.push(*entry);
        at = *before;
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_in_order_is_not_told() {
        assert_eq!(disorder(&[]), Disorder::default());
        assert_eq!(disorder(&[0, 2, 5]), Disorder::default());
    }

    #[test]
    fn two_that_changed_places_are_told_as_two() {
        assert_eq!(disorder(&[0, 2, 1, 3]).swapped, [(1, 2)]);
        assert_eq!(disorder(&[4, 1, 2, 0]).swapped, [(0, 4)]);
        assert_eq!(disorder(&[1, 0, 3, 2]).swapped, [(0, 1), (2, 3)]);
    }

    #[test]
    fn one_that_went_elsewhere_is_told_as_one() {
        assert_eq!(disorder(&[1, 2, 3, 0]).moved, [0]);
        assert_eq!(disorder(&[3, 0, 1, 2]).moved, [3]);
    }

    proptest! {
        #[test]
        fn one_move_in_a_long_list_is_one_move(length in 3_usize..40, from in 0_usize..40, to in 0_usize..40) {
            let (from, to) = (from % length, to % length);
            let mut found: Vec<usize> = (0..length).collect();
            let entry = found.remove(from);
            found.insert(to, entry);
            let told = disorder(&found);
            match from.abs_diff(to) {
                0 => prop_assert_eq!(told, Disorder::default()),
                1 => prop_assert_eq!(told.swapped, [(from.min(to), from.max(to))]),
                _ => prop_assert_eq!(told.moved, [entry]),
            }
        }

        #[test]
        fn without_what_is_told_the_rest_is_in_order(found in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
            let told = disorder(&found);
            let rest: Vec<usize> = found.iter().copied().filter(|it| !told.moved.contains(it)).collect();
            prop_assert!(!told.swapped.is_empty() || rest.is_sorted());
        }
    }
}
