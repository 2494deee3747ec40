//! Stock-taking (盘点): what should be on the shelf, and what is not.

use super::{Archive, archive};
use crate::case::{Case, CaseId, Context};
use crate::collect::CollectVec;
use crate::words::closed;

closed! {
    /// Where a dossier is.
    pub enum Shelf ("place of a dossier") {
        /// On its shelf.
        There "on_shelf" "在架",
        /// With somebody.
        Lent "lent" "借出",
        /// Nobody has shelved it.
        Nowhere "not_shelved" "未上架",
    }
}

closed! {
    /// What stock-taking finds.
    pub enum Stock ("finding of stock-taking") {
        /// The case is over or filed, and nobody has said where its dossier lies.
        NeverShelved "never_shelved" "应上架未上架",
        /// Papers lack.
        PapersLacking "papers_lacking" "资料不齐",
        /// It should have come back.
        Overdue "overdue" "逾期未还",
        /// No law keeps it any more: it may be destroyed.
        MayBeDestroyed "may_be_destroyed" "保管期满可销毁",
        /// The data are erased, and the paper is still on a shelf.
        ErasedNotDestroyed "erased_not_destroyed" "数据已删除、纸质档案未销毁",
    }
}

/// One dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StockRow<'c> {
    /// Of which case.
    pub case: &'c CaseId,
    /// Its index.
    pub index: Archive<'c>,
    /// Where it is.
    pub shelf: Shelf,
    /// What was found.
    pub found: Vec<Stock>,
}

/// Every dossier that should be on a shelf: those that were shelved or filed, and those of cases that are over.
#[must_use]
pub fn stock_taking<'c>(cases: &[&'c Case], context: &Context<'c>) -> Vec<StockRow<'c>> {
    cases.iter().filter_map(|case| row(case, context)).collect_vec()
}

fn row<'c>(case: &'c Case, context: &Context<'c>) -> Option<StockRow<'c>> {
    let (file, index) = (case.file(), archive(case, context));
    let over = file.ended.is_some() || index.filed.is_some();
    // A question that came to nothing has left no paper.
    let expected = over && !file.documents.is_empty();
    if index.place.is_none() && !expected {
        return None;
    }
    let shelf = match (index.place, index.lent) {
        (_, Some(_)) => Shelf::Lent,
        (Some(_), None) => Shelf::There,
        (None, None) => Shelf::Nowhere,
    };
    let today = context.today;
    let ended = index.destroy_from.is_some_and(|day| day <= today);
    let found = [
        (Stock::NeverShelved, index.place.is_none() && file.erased.is_none()),
        (Stock::PapersLacking, over && !index.is_complete() && file.erased.is_none()),
        (Stock::Overdue, index.lent.is_some_and(|lent| lent.until < today)),
        (Stock::MayBeDestroyed, ended && file.erased.is_none()),
        (Stock::ErasedNotDestroyed, index.place.is_some() && file.erased.is_some()),
    ];
    let found = found.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect_vec();
    Some(StockRow { case: &file.id, index, shelf, found })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{brought, case, context, did};
    use super::*;
    use crate::case::ending::Withdraw;
    use crate::case::shelf::{LendDossier, Shelve};
    use crate::document::DocumentKind;

    fn found(case: &Case, days: i32) -> Option<(Shelf, Vec<Stock>)> {
        let context = context();
        let later = context.today.add_days(days).unwrap();
        let context = Context { today: later, occurred: later, ..context };
        stock_taking(&[case], &context).pop().map(|row| (row.shelf, row.found))
    }

    fn over() -> Case {
        did(brought(case(), DocumentKind::ID_CARD, "b1", None), Withdraw { reason: "另购".into() })
    }

    #[test]
    fn a_case_that_is_open_is_not_expected_on_a_shelf() {
        assert_eq!(found(&case(), 0), None);
        let shelved = did(case(), Shelve { place: "3架".into(), note: None });
        assert_eq!(found(&shelved, 0), Some((Shelf::There, vec![])));
    }

    #[test]
    fn a_case_that_is_over_is() {
        let (shelf, told) = found(&over(), 0).unwrap();
        assert_eq!((shelf, told[0]), (Shelf::Nowhere, Stock::NeverShelved));
        assert_eq!(found(&did(case(), Withdraw { reason: "另购".into() }), 0), None, "no paper, no dossier");
    }

    #[test]
    fn what_is_lent_is_overdue_from_the_day_after() {
        let shelved = did(case(), Shelve { place: "3架".into(), note: None });
        let until = context().today.add_days(7).unwrap();
        let lent = did(shelved, LendDossier { to: "稽核部".into(), until, reason: None });
        assert_eq!(found(&lent, 7), Some((Shelf::Lent, vec![])));
        assert_eq!(found(&lent, 8), Some((Shelf::Lent, vec![Stock::Overdue])));
    }
}
