//! Rows of a list, before and after.

use super::ChangeKind;
use crate::checklist::Required;
use crate::collect::CollectVec;
use crate::fact::Facts;
use crate::product::{Asks, Days, PaperAsked, Product, Requirement};

/// A row in both editions.
#[derive(Clone, Copy)]
pub(crate) struct RowPair<'c> {
    pub(super) old: Option<&'c Requirement>,
    pub(super) new: Option<&'c Requirement>,
    pub(super) products: [Option<&'c Product>; 2],
}

fn rows(product: Option<&Product>) -> &[Requirement] {
    product.and_then(|product| product.requirements.listed()).unwrap_or_default()
}

/// The rows of a product in both editions, in the order of the old list and then of the new.
pub(super) fn pairs<'c>(products: [Option<&'c Product>; 2]) -> Vec<RowPair<'c>> {
    let [old, new] = products.map(rows);
    let find = |rows: &'c [Requirement], row: &Requirement| rows.iter().find(|other| other.id == row.id);
    let kept = old.iter().map(|row| RowPair { old: Some(row), new: find(new, row), products });
    let added = new.iter().filter(|row| find(old, row).is_none());
    kept.chain(added.map(|row| RowPair { old: None, new: Some(row), products })).collect_vec()
}

impl RowPair<'_> {
    /// Whether it can differ for some case: other words, or a time of its own.
    pub(super) fn may_differ(&self) -> bool {
        match (self.old, self.new) {
            (Some(old), Some(new)) => old != new || old.origin.is_some(),
            _ => true,
        }
    }

    /// What becomes of the row for a household with these facts and days.
    pub(super) fn change(&self, facts: &Facts, days: [&Days; 2]) -> Option<ChangeKind> {
        let asked = |row: Option<&'_ Requirement>, days: &Days| {
            let row = row.filter(|row| row.is_in_force(days))?;
            Some(Required::of(row, facts)?.demand)
        };
        let [before, after] = days;
        match (asked(self.old, before), asked(self.new, after)) {
            (None, None) => None,
            (None, Some(_)) => Some(ChangeKind::PaperAdded),
            (Some(_), None) => Some(ChangeKind::PaperDropped),
            (Some(old), Some(new)) => (old != new || self.asks_otherwise()).then_some(ChangeKind::PaperChanged),
        }
    }

    /// What becomes of the row in the list itself, whomever it is for.
    pub(super) fn listed(&self, days: [&Days; 2]) -> Option<ChangeKind> {
        let [before, after] = days;
        let (old, new) = (self.old.filter(|it| it.is_in_force(before)), self.new.filter(|it| it.is_in_force(after)));
        match (old, new) {
            (None, None) => None,
            (None, Some(_)) => Some(ChangeKind::PaperAdded),
            (Some(_), None) => Some(ChangeKind::PaperDropped),
            (Some(_), Some(_)) => (!self.aspects().is_empty()).then_some(ChangeKind::PaperChanged),
        }
    }

    fn asks_otherwise(&self) -> bool {
        self.aspects().iter().any(|aspect| *aspect != CONDITION)
    }

    /// In what the row asks otherwise.
    pub(super) fn aspects(&self) -> Vec<&'static str> {
        let (Some(old), Some(new)) = (self.old, self.new) else { return Vec::new() };
        let differs = [
            ("papers", shape(&old.asks) != shape(&new.asks)),
            ("original", each(old, new, |one, other| one.original != other.original)),
            ("copies", each(old, new, |one, other| one.copies != other.copies)),
            ("validity", each(old, new, |one, other| one.validity != other.validity)),
            ("step", old.step != new.step),
            ("party", old.role != new.role),
            (CONDITION, (&old.when, &old.unless) != (&new.when, &new.unless)),
        ];
        differs.into_iter().filter_map(|(aspect, differs)| differs.then_some(aspect)).collect_vec()
    }
}

const CONDITION: &str = "condition";

/// The tree without what is said of each paper.
fn shape(asks: &Asks) -> String {
    asks.to_string()
}

fn each(old: &Requirement, new: &Requirement, differs: impl Fn(&PaperAsked, &PaperAsked) -> bool) -> bool {
    old.asks.papers().into_iter().zip(new.asks.papers()).any(|(one, other)| differs(one, other))
}
