//! Lists and texts that the copies of a case share: a step that keeps the case before it copies only what it changes.

use crate::collect::CollectVec;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A list, read as a slice. Copies share it until one of them changes; an empty one takes no memory.
pub struct Shared<T>(Option<Arc<Vec<T>>>);

impl<T> Shared<T> {
    /// A list of nothing.
    pub const EMPTY: Self = Self(None);
}

impl<T: Clone> Shared<T> {
    /// Puts an item at the end.
    #[inline(never)]
    pub fn push(&mut self, item: T) {
        let list = self.own();
        if list.len() == list.capacity() {
            // Most lists of a case stay short, and an office holds a great many of them.
            list.reserve_exact(1 + list.len() / 4);
        }
        list.push(item);
    }

    /// Keeps the items of which this holds.
    pub fn retain(&mut self, holds: impl FnMut(&T) -> bool) {
        self.own().retain(holds);
    }

    /// The list, not shared with any copy.
    #[inline(never)]
    fn own(&mut self) -> &mut Vec<T> {
        let list = self.0.get_or_insert_default();
        if Arc::strong_count(list) > 1 {
            *list = Arc::new(Vec::clone(list));
        }
        // OK because it is the only one now, and no weak reference to a list is ever made.
        Arc::get_mut(list).unwrap_or_else(|| unreachable!())
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().unwrap_or(const { &Vec::new() })
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // What is empty stays so.
        match self.0 {
            Some(_) => self.own(),
            None => &mut [],
        }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T: Clone> Extend<T> for Shared<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(list: Vec<T>) -> Self {
        Self((!list.is_empty()).then(|| Arc::new(list)))
    }
}

impl<T> FromIterator<T> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        items.into_iter().collect_vec().into()
    }
}

impl<'a, T> IntoIterator for &'a Shared<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: Clone> IntoIterator for &'a mut Shared<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

/// A text. Copies share it; an empty one takes no memory.
#[derive(Hash, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text(Option<Arc<str>>);

impl Text {
    pub(crate) const fn new() -> Self {
        Self(None)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }
}

impl Clone for Text {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl From<&str> for Text {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Self((!text.is_empty()).then(|| text.into()))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_copy_shares_the_list_until_it_changes() {
        let first = Shared::from_iter([1, 2]);
        let mut second = first.clone();
        assert!(std::ptr::eq(&*first, &*second));
        second.push(3);
        assert_eq!((&*first, &*second), ([1, 2].as_slice(), [1, 2, 3].as_slice()));
    }

    #[test]
    fn what_is_not_shared_changes_in_its_place() {
        let mut list = Shared::from_iter([1, 2]);
        let before = list.as_ptr();
        list.iter_mut().for_each(|item| *item += 1);
        assert_eq!((&*list, list.as_ptr()), ([2, 3].as_slice(), before));
    }

    #[test]
    fn an_empty_list_is_nothing_and_stays_so() {
        let mut list = Shared::<u8>::EMPTY;
        list.iter_mut().for_each(|item| *item += 1);
        assert_eq!((list.len(), &list), (0, &Shared::from(Vec::new())));
        assert!(list.0.is_none());
    }

    #[test]
    fn texts_are_ordered_as_strings_are() {
        let mut texts = ["b", "", "ab"].map(Text::from);
        texts.sort();
        assert_eq!(texts.each_ref().map(|text| &**text), ["", "ab", "b"]);
        assert_eq!(Text::new(), Text::from(String::new()));
    }

    /// What may be done to a list.
    #[derive(Clone, Debug)]
    enum Change {
        Push(u8),
        Retain(u8),
        Raise,
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![any::<u8>().prop_map(Change::Push), (2_u8..5).prop_map(Change::Retain), Just(Change::Raise)]
    }

    proptest! {
        #[test]
        fn it_is_a_list_and_its_copies_stay_as_they_were(changes in prop::collection::vec(change(), 0..30)) {
            let (mut list, mut model) = (Shared::EMPTY, Vec::new());
            let mut copies = Vec::new();
            for change in changes {
                copies.push((list.clone(), model.clone()));
                match change {
                    Change::Push(item) => {
                        list.push(item);
                        model.push(item);
                    }
                    Change::Retain(by) => {
                        list.retain(|item| item % by == 0);
                        model.retain(|item| item % by == 0);
                    }
                    Change::Raise => {
                        list.iter_mut().for_each(|item| *item = item.wrapping_add(1));
                        model.iter_mut().for_each(|item| *item = item.wrapping_add(1));
                    }
                }
            }
            copies.push((list, model));
            for (list, model) in copies {
                prop_assert_eq!(&*list, model.as_slice());
            }
        }
    }
}
