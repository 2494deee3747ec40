//! What a case must hand in, what is still open, and what has lapsed.
//!
//! Computed from the product, the facts and the papers, never stored. Lines stand in the order of
//! the published list.
//!
//! ```
//! use anjieflow::checklist::{Checklist, LineStatus, Paper, PaperState};
//! use anjieflow::date::Date;
//! use anjieflow::document::DocumentKind;
//! use anjieflow::fact::{Fact, Facts};
//! use anjieflow::product::{Pack, ProductId, Role};
//!
//! let product = Pack::builtin().product(&ProductId::PSBC_SECOND).unwrap();
//! let facts = Facts::EMPTY.with_word(Fact::Marital, "single")?;
//! let parties = [("li", Role::Borrower)];
//! let papers = [Paper {
//!     kind: &DocumentKind::ID_CARD,
//!     holder: "li",
//!     state: PaperState::Accepted,
//!     valid_until: None,
//!     printed: None,
//!     issued: None,
//!     received: None,
//! }];
//! let list = Checklist::new(product, &facts, parties, &papers, Date::new(2026, 11, 24)?)?;
//!
//! assert_eq!(list.lines()[0].status, LineStatus::Accepted);
//! let seller = list.open().find(|line| line.role() == Role::Seller).unwrap();
//! assert_eq!(seller.status, LineStatus::PartyMissing);
//! assert!(list.facts_to_ask().contains(Fact::HasGuarantor));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod desk;
mod held;

pub use desk::{Desk, Excuse, ExcuseKind};
pub(crate) use held::{Hands, Held, Holder, same};

use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::fact::{FactSet, Facts};
use crate::product::{
    Asks, Days, Original, PaperAsked, Product, ProductId, Requirement, RequirementStep, Role, RuleId, Truth, Validity,
};
use crate::words::closed;
use core::fmt;

/// Which rows of a product's list apply to a case, whenever they are in force.
///
/// Rows that do not apply are left out; rows nobody can decide yet say which facts to ask.
///
/// # Errors
///
/// [`NotPublished`] when the lender publishes no list: the papers are not known, which is not the
/// same as none.
pub fn required<'p>(product: &'p Product, facts: &Facts) -> Result<Vec<Required<'p>>, NotPublished> {
    Ok(listed(product)?.iter().filter_map(|rule| Required::of(rule, facts)).collect_vec())
}

/// The same, of the rows that are in force for a case with these days.
///
/// # Errors
///
/// As [`required`].
pub fn required_on<'p>(product: &'p Product, facts: &Facts, days: &Days) -> Result<Vec<Required<'p>>, NotPublished> {
    let in_force = listed(product)?.iter().filter(|rule| rule.is_in_force(days));
    Ok(in_force.filter_map(|rule| Required::of(rule, facts)).collect_vec())
}

fn listed(product: &Product) -> Result<&[Requirement], NotPublished> {
    product.requirements.listed().ok_or_else(|| NotPublished { product: product.id.clone() })
}

/// A row of the list that applies, or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Required<'p> {
    /// The row.
    pub rule: &'p Requirement,
    /// Whether it is known to apply.
    pub demand: Demand,
}

/// Whether a row is known to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It does.
    Required,
    /// It depends on these facts, which are not known.
    Undecided(FactSet),
}

impl<'p> Required<'p> {
    pub(crate) fn of(rule: &'p Requirement, facts: &Facts) -> Option<Required<'p>> {
        let demand = match rule.applies(facts) {
            Truth::Yes => Demand::Required,
            Truth::Unknown => Demand::Undecided(rule.unknown_facts(facts)),
            Truth::No => return None,
        };
        Some(Required { rule, demand })
    }
}

/// The lender publishes no list of papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPublished {
    /// Whose list is missing.
    pub product: ProductId,
}

impl fmt::Display for NotPublished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no list of papers is published for `{}`: ask the lender for one", self.product)
    }
}

impl std::error::Error for NotPublished {}

/// A paper on file, as far as the checklist looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper<'a> {
    /// What it is.
    pub kind: &'a DocumentKind,
    /// Whose: the id of a party, or the name of a collective role.
    pub holder: &'a str,
    /// How far it got.
    pub state: PaperState,
    /// The last day it is good for, as printed or by the usual validity of its kind; `None` when it does not lapse.
    pub valid_until: Option<Date>,
    /// The last day as printed on it; `None` when none is.
    pub printed: Option<Date>,
    /// When it was issued; `None` when nobody said.
    pub issued: Option<Date>,
    /// When it was handed in; `None` when nobody said.
    pub received: Option<Date>,
}

impl Paper<'_> {
    /// The last day it is good for, to a row with a window of its own or without: the row's window stands before the
    /// usual validity of the kind, and what is printed on the paper binds besides.
    #[must_use]
    pub fn last_day(&self, window: Option<Validity>) -> Option<Date> {
        let Some(window) = window else { return self.valid_until };
        match (window.last_day(self.issued, self.received), self.printed) {
            (Some(counted), Some(printed)) => Some(counted.min(printed)),
            (counted, printed) => counted.or(printed),
        }
    }

    /// How it stands on a day, to a row with that window.
    #[inline]
    fn standing(&self, window: Option<Validity>, today: Date) -> LineStatus {
        match (self.state, self.last_day(window)) {
            (PaperState::Rejected, _) => LineStatus::Rejected,
            (_, Some(last)) if last < today => LineStatus::Expired(last),
            (PaperState::Received, _) => LineStatus::Received,
            (PaperState::Accepted, _) => LineStatus::Accepted,
        }
    }
}

closed! {
    /// How far a paper got.
    pub enum PaperState ("state of a paper") {
        /// Handed in, not yet looked at.
        Received "received" "已收",
        /// Found good.
        Accepted "accepted" "已验",
        /// Sent back.
        Rejected "rejected" "退回",
    }
}

/// The checklist of a case on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist<'a> {
    lines: Vec<Line<'a>>,
}

/// One line: a row of the list, for one party. It borrows from the product, the parties and the papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The row of the list that asks for it.
    pub row: &'a Requirement,
    /// The paper that decides the line: of alternatives the best, of several the one that lags most.
    pub asked: &'a PaperAsked,
    /// Whose: the id of a party, or the name of a collective role; `None` while nobody of a
    /// person's role is registered, or while it is not known whether the paper is asked for.
    pub holder: Option<&'a str>,
    /// Where it stands.
    pub status: LineStatus,
    /// Every paper of a row that names several, in order; empty for a row of one paper.
    pub parts: Vec<Part<'a>>,
    /// Of a row that asks for so many of several: how many are handed in and not turned down or lapsed, and how many
    /// are wanted.
    pub there: Option<(u8, u8)>,
}

/// One paper of a line that names several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// What is asked.
    pub asked: &'a PaperAsked,
    /// Where it stands.
    pub status: LineStatus,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStatus {
    /// Not handed in.
    Missing,
    /// Handed in, not yet looked at.
    Received,
    /// Found good.
    Accepted,
    /// Sent back.
    Rejected,
    /// It was good until this day.
    Expired(Date),
    /// It may come later: somebody who may give leave did so, until this day.
    Waived(Date),
    /// It may come later: somebody promised it by this day.
    Promised(Date),
    /// Nobody of this role is registered in the case.
    PartyMissing,
    /// It depends on these facts, which are not known.
    Undecided(FactSet),
}

impl<'a> Checklist<'a> {
    /// The checklist of a case: every row that applies or may, against the papers on file.
    ///
    /// `papers` stand in the order they came in: of several papers of one kind and holder, the
    /// last one counts. A row for a person gives one line for each party of the role. [`Desk::checklist`] is the same
    /// with waivers and promises.
    ///
    /// # Errors
    ///
    /// [`NotPublished`] when the lender publishes no list.
    pub fn new(
        product: &'a Product,
        facts: &Facts,
        parties: impl IntoIterator<Item = (&'a str, Role)>,
        papers: &[Paper<'a>],
        today: Date,
    ) -> Result<Checklist<'a>, NotPublished> {
        let parties = parties.into_iter().collect_vec();
        Desk { parties: &parties, papers, excuses: &[], today, days: Days::all(today) }.checklist(product, facts)
    }

    /// Every line, in the order of the published list.
    #[must_use]
    pub fn lines(&self) -> &[Line<'a>] {
        &self.lines
    }

    /// Every line, to keep.
    #[cfg(feature = "wire")]
    pub(crate) fn into_lines(self) -> impl Iterator<Item = Line<'a>> {
        self.lines.into_iter()
    }

    /// The lines that are not yet accepted: what is waived or promised is still to come.
    pub fn open(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|line| line.is_open())
    }

    /// Whether every line is accepted.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.open().next().is_none()
    }

    /// The facts to ask before every line is decided.
    #[must_use]
    pub fn facts_to_ask(&self) -> FactSet {
        self.lines.iter().fold(FactSet::EMPTY, |all, line| all.union(line.status.facts()))
    }
}

impl<'a> Line<'a> {
    /// The rule that asks for it.
    #[must_use]
    pub const fn rule(&self) -> &'a RuleId {
        &self.row.id
    }

    /// What is handed in: the paper that decides the line.
    #[must_use]
    pub const fn document(&self) -> &'a DocumentKind {
        &self.asked.document
    }

    /// In which role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.row.role
    }

    /// Shown or handed over.
    #[must_use]
    pub const fn original(&self) -> Original {
        self.asked.original
    }

    /// How many copies; `None` when the page does not say.
    #[must_use]
    pub const fn copies(&self) -> Option<u8> {
        self.asked.copies
    }

    /// At which step.
    #[must_use]
    pub const fn step(&self) -> RequirementStep {
        self.row.step
    }

    /// What the page adds; empty when nothing.
    #[must_use]
    pub fn note(&self) -> &'a str {
        &self.row.note
    }

    /// What the whole row asks for.
    #[must_use]
    pub const fn asks(&self) -> &'a Asks {
        &self.row.asks
    }

    /// Whether something is still to be done about it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status != LineStatus::Accepted
    }
}

impl LineStatus {
    /// The stable name of the status.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            LineStatus::Missing => "missing",
            LineStatus::Received => "received",
            LineStatus::Accepted => "accepted",
            LineStatus::Rejected => "rejected",
            LineStatus::Expired(_) => "expired",
            LineStatus::Waived(_) => "waived",
            LineStatus::Promised(_) => "promised",
            LineStatus::PartyMissing => "party_missing",
            LineStatus::Undecided(_) => "undecided",
        }
    }

    /// The facts it depends on; empty when it is decided.
    #[must_use]
    pub const fn facts(&self) -> FactSet {
        match self {
            LineStatus::Undecided(facts) => *facts,
            _ => FactSet::EMPTY,
        }
    }

    /// From best to worst: of alternatives the best decides.
    const fn rank(&self) -> u8 {
        match self {
            LineStatus::Accepted => 0,
            LineStatus::Waived(_) => 1,
            LineStatus::Promised(_) => 2,
            LineStatus::Received => 3,
            LineStatus::Expired(_) => 4,
            LineStatus::Rejected => 5,
            LineStatus::Missing => 6,
            LineStatus::PartyMissing => 7,
            LineStatus::Undecided(_) => 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact;
    use crate::product::Pack;

    const TODAY: Date = Date::constant(2026, 11, 24);
    const YESTERDAY: Date = Date::constant(2026, 11, 23);

    fn product(id: &ProductId) -> &'static Product {
        Pack::builtin().product(id).unwrap()
    }

    fn facts(known: &[(Fact, &str)]) -> Facts {
        known.iter().fold(Facts::EMPTY, |facts, (fact, word)| facts.with_word(*fact, word).unwrap())
    }

    /// A married couple of Jinan buys off the plan.
    fn couple() -> Facts {
        facts(&[(Fact::Marital, "married"), (Fact::Nationality, "mainland"), (Fact::LocalHousehold, "yes")])
    }

    fn paper<'a>(kind: &'a DocumentKind, holder: &'a str, state: PaperState) -> Paper<'a> {
        Paper { kind, holder, state, valid_until: None, printed: None, issued: None, received: None }
    }

    /// One line a row: rule, holder, status.
    #[track_caller]
    fn check(list: &Checklist<'_>, expected: &str) {
        let shown = list.lines().iter().map(|line| {
            let facts = line.status.facts().iter().map(|fact| format!(" {fact}")).collect::<String>();
            let holder = line.holder.unwrap_or("-");
            format!("{} {holder} {}{facts}\n", line.rule(), line.status.name())
        });
        let expected = expected.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n"));
        assert_eq!(shown.collect::<String>(), expected.collect::<String>());
    }

    #[test]
    fn a_couple_in_jinan() {
        use PaperState::{Accepted, Received, Rejected};
        let papers = [
            paper(&DocumentKind::ID_CARD, "wei", Accepted),
            paper(&DocumentKind::ID_CARD, "na", Received),
            paper(&DocumentKind::MARRIAGE_CERT, "wei", Accepted),
            paper(&DocumentKind::INCOME_CERT, "wei", Rejected),
            Paper { valid_until: Some(YESTERDAY), ..paper(&DocumentKind::HOUSING_SEARCH, "wei", Accepted) },
            Paper { valid_until: Some(TODAY), ..paper(&DocumentKind::BANK_STATEMENT, "wei", Accepted) },
        ];
        let parties = [("wei", Role::Borrower), ("na", Role::Spouse)];
        let list = Checklist::new(product(&ProductId::CITIC_JINAN_NEW), &couple(), parties, &papers, TODAY).unwrap();
        check(
            &list,
            "citic-jinan-new/id_card/borrower wei accepted
             citic-jinan-new/id_card/spouse na received
             citic-jinan-new/household_register/borrower wei missing
             citic-jinan-new/household_register/spouse na missing
             citic-jinan-new/marriage_cert/couple couple accepted
             citic-jinan-new/income_cert/borrower wei rejected
             citic-jinan-new/income_cert/spouse na missing
             citic-jinan-new/bank_statement/borrower wei accepted
             citic-jinan-new/bank_statement/spouse na missing
             citic-jinan-new/down_payment_receipt/borrower wei missing
             citic-jinan-new/housing_search/borrower wei expired
             citic-jinan-new/sales_contract_new/borrower wei missing",
        );
        assert_eq!(list.open().count(), 9);
        assert!(!list.is_complete());
        let search = list.lines().iter().find(|line| line.document() == &DocumentKind::HOUSING_SEARCH).unwrap();
        assert_eq!(search.status, LineStatus::Expired(YESTERDAY));
        assert_eq!((search.original(), search.copies()), (Original::Unknown, None));
        assert_eq!(search.note(), "Jinan registry search result");
    }

    #[test]
    fn a_person_not_registered_is_a_line_of_its_own() {
        let list = Checklist::new(
            product(&ProductId::CITIC_JINAN_NEW),
            &couple().with_word(Fact::LocalHousehold, "no").unwrap(),
            [("wei", Role::Borrower)],
            &[],
            TODAY,
        )
        .unwrap();
        let missing: Vec<&str> = list
            .lines()
            .iter()
            .filter(|line| line.status == LineStatus::PartyMissing)
            .map(|line| line.rule().as_str())
            .collect();
        assert_eq!(
            missing,
            [
                "citic-jinan-new/id_card/spouse",
                "citic-jinan-new/household_register/spouse",
                "citic-jinan-new/income_cert/spouse",
                "citic-jinan-new/bank_statement/spouse",
                "citic-jinan-new/id_card/contact_person",
            ]
        );
    }

    #[test]
    fn every_party_of_a_role_has_a_line() {
        let known = facts(&[
            (Fact::Marital, "single"),
            (Fact::SellerHasCoOwner, "yes"),
            (Fact::SellerMarried, "no"),
            (Fact::HasGuarantor, "no"),
        ]);
        let parties =
            [("buyer", Role::Borrower), ("s1", Role::Seller), ("s2", Role::SellerCoOwner), ("s3", Role::SellerCoOwner)];
        let papers = [paper(&DocumentKind::CO_OWNER_CONSENT, "s3", PaperState::Accepted)];
        let list = Checklist::new(product(&ProductId::PSBC_SECOND), &known, parties, &papers, TODAY).unwrap();
        let consents = list.lines().iter().filter(|line| line.document() == &DocumentKind::CO_OWNER_CONSENT);
        let consents: Vec<(Option<&str>, LineStatus)> = consents.map(|line| (line.holder, line.status)).collect();
        assert_eq!(consents, [(Some("s2"), LineStatus::Missing), (Some("s3"), LineStatus::Accepted)]);
    }

    #[test]
    fn what_nobody_can_decide_yet_asks_for_facts() {
        let parties = [("wei", Role::Borrower)];
        let list = Checklist::new(
            product(&ProductId::PSBC_SECOND),
            &facts(&[(Fact::Marital, "divorced"), (Fact::HasGuarantor, "no"), (Fact::SellerMarried, "no")]),
            parties,
            &[],
            TODAY,
        )
        .unwrap();
        let undecided: Vec<_> = list.lines().iter().filter(|line| !line.status.facts().is_empty()).collect();
        assert_eq!(undecided.len(), 1);
        assert_eq!(undecided[0].status, LineStatus::Undecided(FactSet::EMPTY.with(Fact::SellerHasCoOwner)));
        assert_eq!(undecided[0].holder, None);
        assert_eq!(list.facts_to_ask(), FactSet::EMPTY.with(Fact::SellerHasCoOwner));
        let nothing = Checklist::new(product(&ProductId::PSBC_SECOND), &Facts::EMPTY, parties, &[], TODAY).unwrap();
        assert_eq!(
            nothing.facts_to_ask().iter().collect::<Vec<_>>(),
            [Fact::Marital, Fact::HasGuarantor, Fact::SellerHasCoOwner, Fact::SellerMarried]
        );
    }

    #[test]
    fn the_newest_paper_counts() {
        use PaperState::{Accepted, Received, Rejected};
        let status = |papers: &[Paper<'_>]| {
            let list = Checklist::new(
                product(&ProductId::CITIC_JINAN_NEW),
                &couple(),
                [("wei", Role::Borrower), ("na", Role::Spouse)],
                papers,
                TODAY,
            )
            .unwrap();
            let line = list.lines().iter().find(|line| line.role() == Role::Couple).unwrap();
            line.status
        };
        let kind = &DocumentKind::MARRIAGE_CERT;
        let lapsed = |state| Paper { valid_until: Some(YESTERDAY), ..paper(kind, "couple", state) };
        assert_eq!(status(&[]), LineStatus::Missing);
        assert_eq!(status(&[paper(kind, "couple", Accepted), paper(kind, "wei", Rejected)]), LineStatus::Rejected);
        assert_eq!(status(&[paper(kind, "couple", Rejected), paper(kind, "couple", Received)]), LineStatus::Received);
        assert_eq!(status(&[paper(kind, "couple", Accepted), lapsed(Received)]), LineStatus::Expired(YESTERDAY));
        assert_eq!(status(&[lapsed(Accepted), paper(kind, "wei", Accepted)]), LineStatus::Accepted);
        assert_eq!(status(&[lapsed(Rejected)]), LineStatus::Rejected);
        // The spouse's folder is not the couple's: the borrower alone stands for it.
        assert_eq!(status(&[paper(kind, "na", Accepted)]), LineStatus::Missing);
        assert_eq!(status(&[paper(&DocumentKind::ID_CARD, "couple", Accepted)]), LineStatus::Missing);
    }

    #[test]
    fn a_list_is_complete_when_every_line_is_accepted() {
        let product = product(&ProductId::CITIC_JINAN_NEW);
        let parties = [("wei", Role::Borrower), ("na", Role::Spouse)];
        let asked = required(product, &couple()).unwrap();
        let holder = |role| match role {
            Role::Spouse => "na",
            _ => "wei",
        };
        let papers: Vec<Paper<'_>> = asked
            .iter()
            .map(|row| paper(&row.rule.asks.first().unwrap().document, holder(row.rule.role), PaperState::Accepted))
            .collect();
        let complete = |papers: &[Paper<'_>]| {
            let desk = Desk { parties: &parties, papers, excuses: &[], today: TODAY, days: Days::all(TODAY) };
            (desk.is_complete(product, &couple()).unwrap(), desk.checklist(product, &couple()).unwrap().open().count())
        };
        assert_eq!(complete(&papers), (Truth::Yes, 0));
        for left_out in 0..papers.len() {
            let mut fewer = papers.clone();
            fewer.remove(left_out);
            assert_eq!(complete(&fewer), (Truth::No, 1));
        }
    }
}
