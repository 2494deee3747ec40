//! What lenders were handed, when, by whom, and the digest that proves it.

use crate::case::delivery::Delivery;
use crate::case::{Case, File};
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
    case.file().deliveries.iter().map(|delivery| handed(case.file(), delivery)).collect()
}

fn handed<'c>(file: &'c File, delivery: &'c Delivery) -> Handed<'c> {
    let loan = file.loan(&delivery.loan);
    let known = || loan.and_then(|loan| loan.file().branch.as_deref());
    let earlier = file.deliveries.iter().filter(|it| it.loan == delivery.loan && it.entry < delivery.entry);
    let before: Vec<&(u32, bool)> = earlier.flat_map(|it| &it.papers).collect();
    let paper = |(entry, accepted): &(u32, bool)| {
        let paper = file.documents.iter().find(|it| it.entry == *entry)?;
        let is_new = !before.iter().any(|(old, _)| old == entry);
        let amended = file.corrections.iter().find(|(of, by)| of == entry && *by > delivery.entry).map(|(_, by)| *by);
        Some(HandedPaper { paper, accepted: *accepted, is_new, amended })
    };
    let papers = delivery.papers.iter().filter_map(paper).collect();
    Handed { delivery, loan, branch: delivery.branch.as_deref().or_else(known), papers }
}
