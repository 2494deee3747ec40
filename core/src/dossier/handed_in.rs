//! What lenders were handed, when, by whom, and the digest that proves it.

use crate::case::delivery::Delivery;
use crate::case::{Case, File};
use crate::collect::CollectVec;
use crate::document::Document;
use crate::loan::Loan;

/// One delivery to a lender, with its papers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Handed<'c> {
    /// The delivery.
    pub delivery: &'c Delivery,
    /// The loan it was for.
    pub loan: Option<&'c Loan>,
    /// The branch that had the file: as was known then, or else as is known now.
    pub branch: Option<&'c str>,
    /// The papers then on file and not turned down.
    pub papers: Vec<HandedPaper<'c>>,
}

/// A paper that was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandedPaper<'c> {
    /// The paper as it is now.
    pub paper: &'c Document,
    /// Whether it had been found good by then.
    pub accepted: bool,
    /// Whether it came after the delivery before this one, to the same lender.
    pub is_new: bool,
    /// The entry that amended it since, where one did: then the digest is of what it said before.
    pub amended: Option<u32>,
}

/// Every delivery of the case, in order.
#[must_use]
pub fn handed_in(case: &Case) -> Vec<Handed<'_>> {
    case.file().deliveries.iter().map(|delivery| handed(case.file(), delivery)).collect_vec()
}

fn handed<'c>(file: &'c File, delivery: &'c Delivery) -> Handed<'c> {
    let loan = file.loan(&delivery.loan);
    let known = || loan.and_then(|loan| loan.file().branch.as_deref());
    let earlier = file.deliveries.iter().filter(|it| it.loan == delivery.loan && it.entry < delivery.entry);
    let before = earlier.flat_map(|it| &it.papers).collect_vec();
    let paper = |(entry, accepted): &(u32, bool)| {
        let paper = file.documents.iter().find(|it| it.entry == *entry)?;
        let is_new = !before.iter().any(|(old, _)| old == entry);
        let amended = file.corrections.iter().find(|(of, by)| of == entry && *by > delivery.entry).map(|(_, by)| *by);
        Some(HandedPaper { paper, accepted: *accepted, is_new, amended })
    };
    let papers = delivery.papers.iter().filter_map(paper).collect_vec();
    Handed { delivery, loan, branch: delivery.branch.as_deref().or_else(known), papers }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TODAY, case, document};
    use super::*;
    use crate::case::Actor;
    use crate::case::delivery::{DeliveryKind, of_papers};
    use crate::date::Date;
    use crate::document::{DocumentKind, Form};

    fn delivery(file: &File, entry: u32, papers: &[(u32, bool)]) -> Delivery {
        Delivery {
            loan: file.loans[0].id().clone(),
            kind: if entry == 30 { DeliveryKind::First } else { DeliveryKind::Supplement },
            on: TODAY,
            by: Actor::new("wang").unwrap(),
            branch: None,
            papers: papers.to_vec(),
            digest: of_papers(file, &file.documents),
            entry,
        }
    }

    /// The digest was kept in logs, so that it may never be another: that of
    /// `anjieflow papers 1`, `C-1`, `d7 id_card b1 2026-01-02 - 2026-03-02 original 2 13` and
    /// `d9 income_cert b1 - 2027-11-30 2026-03-02 - - -`, a line each.
    #[test]
    fn the_digest_is_that_of_these_bytes() {
        let (file, day) = (case(), |year, month, day| Some(Date::constant(year, month, day)));
        let came = Date::constant(2026, 3, 2);
        let first = document(7, DocumentKind::ID_CARD, "b1", came);
        let first =
            Document { issued: day(2026, 1, 2), form: Some(Form::Original), copies: Some(2), pages: Some(13), ..first };
        let second = document(9, DocumentKind::INCOME_CERT, "b1", came);
        let second = Document { printed: day(2027, 11, 30), pages: None, ..second };
        let digest = of_papers(file.file(), [&second, &first]).to_string();
        assert_eq!(digest, "ec5575c33d5215aee3d8245543ed9b9b36ade3b6a0719634e29d471c23542c5f");
    }

    #[test]
    fn what_came_since_the_delivery_before_is_new_and_what_changed_since_is_amended() {
        let mut file = case().file().clone();
        file.documents = (20..23).map(|entry| document(entry, DocumentKind::ID_CARD, "b1", TODAY)).collect();
        file.deliveries = vec![
            delivery(&file, 30, &[(20, true), (21, false)]),
            delivery(&file, 40, &[(20, true), (21, true), (22, false)]),
        ]
        .into();
        // One was amended before it went out, one between the deliveries.
        file.corrections = vec![(20, 25), (21, 35)].into();
        let told: Vec<_> = file.deliveries.iter().map(|it| handed(&file, it)).collect();
        let new = |it: &Handed<'_>| it.papers.iter().map(|it| it.is_new).collect::<Vec<_>>();
        assert_eq!((new(&told[0]), new(&told[1])), (vec![true, true], vec![false, false, true]));
        let amended = |it: &Handed<'_>| it.papers.iter().map(|it| it.amended).collect::<Vec<_>>();
        assert_eq!((amended(&told[0]), amended(&told[1])), (vec![None, Some(35)], vec![None; 3]));
        assert!(told[0].papers[0].accepted && !told[0].papers[1].accepted);
    }

    #[test]
    fn the_branch_that_was_named_later_is_told_too() {
        let mut file = case().file().clone();
        file.deliveries = vec![delivery(&file, 30, &[])].into();
        assert_eq!(handed(&file, &file.deliveries[0]).branch, None);
        file.deliveries[0].branch = Some("历下支行".into());
        assert_eq!(handed(&file, &file.deliveries[0]).branch, Some("历下支行"));
    }
}
