//! Smallest sets: of several needs, each with its alternatives, every set that meets all and has nothing to spare.

use std::collections::BTreeSet;

use super::{Act, WAYS_MAX};

/// What is done together.
pub(super) type Acts = BTreeSet<Act>;

/// Some of the smallest sets, and whether there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sets {
    pub(super) kept: Vec<Acts>,
    pub(super) cut: bool,
}

impl Sets {
    /// Nothing needs to be done.
    pub(super) fn nothing() -> Self {
        Self { kept: vec![Acts::new()], cut: false }
    }

    /// This has to be done.
    pub(super) fn just(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { kept: vec![acts.into_iter().collect()], cut: false }
    }

    /// One of these.
    pub(super) fn any(of: impl IntoIterator<Item = Sets>) -> Self {
        let mut all = Self { kept: Vec::new(), cut: false };
        for sets in of {
            all.cut |= sets.cut;
            all.kept.extend(sets.kept);
        }
        all.smallest()
    }

    /// All of these: none has more acts than it needs.
    pub(super) fn all(of: &[Sets]) -> Self {
        let mut all = of.iter().fold(Self::nothing(), |all, sets| all.with(sets));
        // What was cut on the way may have hidden that an act is to spare.
        if all.cut {
            all.kept.retain(|acts| acts.iter().all(|act| !meets(of, acts, act)));
        }
        all
    }

    /// So many of these.
    pub(super) fn at_least(count: usize, of: &[Sets]) -> Self {
        match (count, of.split_first()) {
            (0, _) => Self::nothing(),
            (_, None) => Self { kept: Vec::new(), cut: false },
            (_, Some((first, rest))) => {
                let with = Self::at_least(count.saturating_sub(1), rest).with(first);
                Self::any([with, Self::at_least(count, rest)])
            }
        }
    }

    fn with(&self, other: &Sets) -> Self {
        let both = self.kept.iter().flat_map(|one| other.kept.iter().map(|two| one.union(two).cloned().collect()));
        Self { kept: both.collect(), cut: self.cut || other.cut }.smallest()
    }

    /// Without what holds another; at most so many, those with the fewest acts.
    fn smallest(self) -> Self {
        let Self { kept: mut all, mut cut } = self;
        all.sort_unstable_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        let mut kept: Vec<Acts> = Vec::new();
        for acts in all {
            if kept.iter().any(|smaller| smaller.is_subset(&acts)) {
                continue;
            }
            if kept.len() == WAYS_MAX {
                cut = true;
                break;
            }
            kept.push(acts);
        }
        Self { kept, cut }
    }
}

/// Whether the acts but one meet all needs.
fn meets(needs: &[Sets], acts: &Acts, but: &Act) -> bool {
    let mut rest = acts.clone();
    rest.remove(but);
    needs.iter().all(|sets| sets.kept.iter().any(|one| one.is_subset(&rest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::Role;

    fn act(number: usize) -> Act {
        Act::AddParty { role: Role::ALL[number] }
    }

    fn just(numbers: &[usize]) -> Sets {
        Sets::just(numbers.iter().map(|number| act(*number)))
    }

    #[test]
    fn what_holds_another_set_is_left_out() {
        assert_eq!(Sets::any([just(&[0, 1]), just(&[1]), just(&[2])]), Sets::any([just(&[1]), just(&[2])]));
        // The same act serves both needs.
        let both = [Sets::any([just(&[0]), just(&[1])]), Sets::any([just(&[1]), just(&[2])])];
        assert_eq!(Sets::all(&both), Sets::any([just(&[1]), just(&[0, 2])]));
    }

    #[test]
    fn two_of_three_are_three_pairs() {
        let of = [just(&[0]), just(&[1]), just(&[2])];
        assert_eq!(Sets::at_least(2, &of), Sets::any([just(&[0, 1]), just(&[0, 2]), just(&[1, 2])]));
        assert_eq!(Sets::at_least(0, &of), Sets::nothing());
        assert!(Sets::at_least(4, &of).kept.is_empty());
    }

    #[test]
    fn more_sets_than_are_told_are_cut_and_the_kept_ones_stay_smallest() {
        let needs: Vec<Sets> = (0..8).map(|place| Sets::any([just(&[2 * place]), just(&[2 * place + 1])])).collect();
        let all = Sets::all(&needs);
        assert!(all.cut && all.kept.len() == WAYS_MAX);
        assert!(all.kept.iter().all(|acts| acts.len() == 8));
    }
}
