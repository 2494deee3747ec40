//! Keeping a short list in order. A sort of the standard library is made for long lists, and is a thousand bytes and
//! more in a browser for each type it sorts.

/// Puts an item behind the last one whose key is not greater.
pub(crate) fn insert<T, K: Ord>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    let (mut place, of_item) = (list.len(), key(&item));
    while place.checked_sub(1).and_then(|before| list.get(before)).is_some_and(|before| key(before) > of_item) {
        place -= 1;
    }
    list.insert(place, item);
}

#[cfg(test)]
mod tests {
    use super::insert;
    use proptest::prelude::*;

    #[test]
    fn equal_keys_keep_the_order_they_came_in() {
        let mut list = Vec::new();
        for item in [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')] {
            insert(&mut list, item, |item| item.0);
        }
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }

    proptest! {
        #[test]
        fn one_by_one_is_a_stable_sort(items in prop::collection::vec((0_u8..6, any::<u8>()), 0..40)) {
            let mut kept = Vec::new();
            for item in &items {
                insert(&mut kept, *item, |item| item.0);
            }
            let mut sorted = items;
            sorted.sort_by_key(|item| item.0);
            prop_assert_eq!(kept, sorted);
        }
    }
}
