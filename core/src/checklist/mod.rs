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
//! use anjieflow::product::{Catalogue, ProductId, Role};
//!
//! let product = Catalogue::builtin().product(&ProductId::PSBC_SECOND).unwrap();
//! let facts = Facts::EMPTY.with_word(Fact::Marital, "single")?;
//! let parties = [("li", Role::Borrower)];
//! let papers = [Paper {
//!     kind: &DocumentKind::ID_CARD,
//!     holder: "li",
//!     state: PaperState::Accepted,
//!     valid_until: None,
//! }];
//! let list = Checklist::new(product, &facts, parties, &papers, Date::new(2026, 11, 24)?)?;
//!
//! assert_eq!(list.lines()[0].status, LineStatus::Accepted);
//! let seller = list.open().find(|line| line.role == Role::Seller).unwrap();
//! assert_eq!(seller.status, LineStatus::PartyMissing);
//! assert!(list.facts_to_ask().contains(&Fact::HasGuarantor));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::date::Date;
use crate::document::DocumentKind;
use crate::fact::{Fact, Facts};
use crate::product::words::closed;
use crate::product::{Original, Product, ProductId, Requirement, RequirementStep, Role, RuleId, Truth};
use core::fmt;

/// Which rows of a product's list apply to a case.
///
/// Rows that do not apply are left out; rows nobody can decide yet say which facts to ask.
///
/// # Errors
///
/// [`NotPublished`] when the lender publishes no list: the papers are not known, which is not the
/// same as none.
pub fn required<'p>(product: &'p Product, facts: &Facts) -> Result<Vec<Required<'p>>, NotPublished> {
    let rules = product.requirements.listed().ok_or_else(|| NotPublished { product: product.id.clone() })?;
    Ok(rules.iter().filter_map(|rule| Required::of(rule, facts)).collect())
}

/// A row of the list that applies, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required<'p> {
    /// The row.
    pub rule: &'p Requirement,
    /// Whether it is known to apply.
    pub demand: Demand,
}

/// Whether a row is known to apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It does.
    Required,
    /// It depends on these facts, which are not known.
    Undecided(Vec<Fact>),
}

impl<'p> Required<'p> {
    fn of(rule: &'p Requirement, facts: &Facts) -> Option<Required<'p>> {
        let demand = match rule.when.holds(facts) {
            Truth::Yes => Demand::Required,
            Truth::Unknown => Demand::Undecided(rule.when.unknown_facts(facts)),
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
    /// The last day it is good for; `None` when it does not lapse.
    pub valid_until: Option<Date>,
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
pub struct Checklist<'p> {
    lines: Vec<Line<'p>>,
}

/// One paper to hand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'p> {
    /// The row of the list that asks for it.
    pub rule: &'p RuleId,
    /// What is handed in.
    pub document: &'p DocumentKind,
    /// In which role.
    pub role: Role,
    /// Whose: the id of a party, or the name of a collective role; `None` while nobody of a
    /// person's role is registered, or while it is not known whether the paper is asked for.
    pub holder: Option<String>,
    /// Where it stands.
    pub status: LineStatus,
    /// Shown or handed over.
    pub original: Original,
    /// How many copies; `None` when the page does not say.
    pub copies: Option<u8>,
    /// At which step.
    pub step: RequirementStep,
    /// What the page adds; empty when nothing.
    pub note: &'p str,
}

/// Where a line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Nobody of this role is registered in the case.
    PartyMissing,
    /// It depends on these facts, which are not known.
    Undecided(Vec<Fact>),
}

impl<'p> Checklist<'p> {
    /// The checklist of a case: every row that applies or may, against the papers on file.
    ///
    /// `papers` stand in the order they came in: of several papers of one kind and holder, the
    /// last one counts. A row for a person gives one line for each party of the role.
    ///
    /// # Errors
    ///
    /// [`NotPublished`] when the lender publishes no list.
    pub fn new<'a>(
        product: &'p Product,
        facts: &Facts,
        parties: impl IntoIterator<Item = (&'a str, Role)>,
        papers: &[Paper<'_>],
        today: Date,
    ) -> Result<Checklist<'p>, NotPublished> {
        let parties: Vec<(&str, Role)> = parties.into_iter().collect();
        let desk = Desk { parties: &parties, papers, today };
        let lines = required(product, facts)?.into_iter().flat_map(|row| desk.lines(row)).collect();
        Ok(Checklist { lines })
    }

    /// Every line, in the order of the published list.
    #[must_use]
    pub fn lines(&self) -> &[Line<'p>] {
        &self.lines
    }

    /// The lines that are not yet accepted.
    pub fn open(&self) -> impl Iterator<Item = &Line<'p>> {
        self.lines.iter().filter(|line| line.is_open())
    }

    /// Whether every line is accepted.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.open().next().is_none()
    }

    /// The facts to ask before every line is decided, once each.
    #[must_use]
    pub fn facts_to_ask(&self) -> Vec<Fact> {
        let asked = |fact: &Fact| self.lines.iter().any(|line| line.status.facts().contains(fact));
        Fact::ALL.iter().copied().filter(asked).collect()
    }
}

impl Line<'_> {
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
            LineStatus::PartyMissing => "party_missing",
            LineStatus::Undecided(_) => "undecided",
        }
    }

    fn facts(&self) -> &[Fact] {
        match self {
            LineStatus::Undecided(facts) => facts,
            _ => &[],
        }
    }
}

/// What lies on the desk: who takes part, what they handed in, and which day it is.
struct Desk<'a> {
    parties: &'a [(&'a str, Role)],
    papers: &'a [Paper<'a>],
    today: Date,
}

impl Desk<'_> {
    fn lines<'p>(&self, row: Required<'p>) -> Vec<Line<'p>> {
        let rule = row.rule;
        match row.demand {
            Demand::Undecided(facts) => vec![line(rule, None, LineStatus::Undecided(facts))],
            Demand::Required if rule.role.is_person() => self.lines_of_persons(rule),
            Demand::Required => vec![self.line_of_role(rule)],
        }
    }

    fn lines_of_persons<'p>(&self, rule: &'p Requirement) -> Vec<Line<'p>> {
        let persons = self.parties_of(rule.role);
        let lines = persons.map(|party| line(rule, Some(party), self.status(rule, &[party])));
        let lines: Vec<Line<'p>> = lines.collect();
        if lines.is_empty() { vec![line(rule, None, LineStatus::PartyMissing)] } else { lines }
    }

    fn line_of_role<'p>(&self, rule: &'p Requirement) -> Line<'p> {
        let mut holders = vec![rule.role.name()];
        if rule.role.borrower_stands_for_it() {
            holders.extend(self.parties_of(Role::Borrower));
        }
        line(rule, Some(rule.role.name()), self.status(rule, &holders))
    }

    fn parties_of(&self, role: Role) -> impl Iterator<Item = &str> {
        self.parties.iter().filter(move |(_, theirs)| *theirs == role).map(|(party, _)| *party)
    }

    /// Where the newest paper of this kind from any of these holders stands.
    fn status(&self, rule: &Requirement, holders: &[&str]) -> LineStatus {
        let theirs = |paper: &&Paper<'_>| *paper.kind == rule.document && holders.contains(&paper.holder);
        match self.papers.iter().rev().find(theirs) {
            None => LineStatus::Missing,
            Some(Paper { state: PaperState::Rejected, .. }) => LineStatus::Rejected,
            Some(Paper { valid_until: Some(last), .. }) if *last < self.today => LineStatus::Expired(*last),
            Some(Paper { state: PaperState::Received, .. }) => LineStatus::Received,
            Some(Paper { state: PaperState::Accepted, .. }) => LineStatus::Accepted,
        }
    }
}

fn line<'p>(rule: &'p Requirement, holder: Option<&str>, status: LineStatus) -> Line<'p> {
    Line {
        rule: &rule.id,
        document: &rule.document,
        role: rule.role,
        holder: holder.map(str::to_owned),
        status,
        original: rule.original,
        copies: rule.copies,
        step: rule.step,
        note: &rule.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::Catalogue;

    const TODAY: Date = Date::constant(2026, 11, 24);
    const YESTERDAY: Date = Date::constant(2026, 11, 23);

    fn product(id: &ProductId) -> &'static Product {
        Catalogue::builtin().product(id).unwrap()
    }

    fn facts(known: &[(Fact, &str)]) -> Facts {
        known.iter().fold(Facts::EMPTY, |facts, (fact, word)| facts.with_word(*fact, word).unwrap())
    }

    /// A married couple of Jinan buys off the plan.
    fn couple() -> Facts {
        facts(&[(Fact::Marital, "married"), (Fact::Nationality, "mainland"), (Fact::LocalHousehold, "yes")])
    }

    fn paper<'a>(kind: &'a DocumentKind, holder: &'a str, state: PaperState) -> Paper<'a> {
        Paper { kind, holder, state, valid_until: None }
    }

    /// One line a row: rule, holder, status.
    #[track_caller]
    fn check(list: &Checklist<'_>, expected: &str) {
        let shown = list.lines().iter().map(|line| {
            let facts = line.status.facts().iter().map(|fact| format!(" {fact}")).collect::<String>();
            let holder = line.holder.as_deref().unwrap_or("-");
            format!("{} {holder} {}{facts}\n", line.rule, line.status.name())
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
        let search = list.lines().iter().find(|line| line.document == &DocumentKind::HOUSING_SEARCH).unwrap();
        assert_eq!(search.status, LineStatus::Expired(YESTERDAY));
        assert_eq!((search.original, search.copies), (Original::Unknown, None));
        assert_eq!(search.note, "Jinan registry search result");
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
            .map(|line| line.rule.as_str())
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
        let consents = list.lines().iter().filter(|line| line.document == &DocumentKind::CO_OWNER_CONSENT);
        let consents: Vec<(Option<&str>, &LineStatus)> =
            consents.map(|line| (line.holder.as_deref(), &line.status)).collect();
        assert_eq!(consents, [(Some("s2"), &LineStatus::Missing), (Some("s3"), &LineStatus::Accepted)]);
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
        assert_eq!(undecided[0].status, LineStatus::Undecided(vec![Fact::SellerHasCoOwner]));
        assert_eq!(undecided[0].holder, None);
        assert_eq!(list.facts_to_ask(), [Fact::SellerHasCoOwner]);
        let nothing = Checklist::new(product(&ProductId::PSBC_SECOND), &Facts::EMPTY, parties, &[], TODAY).unwrap();
        assert_eq!(
            nothing.facts_to_ask(),
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
            let line = list.lines().iter().find(|line| line.role == Role::Couple).unwrap();
            line.status.clone()
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
        let papers: Vec<Paper<'_>> =
            asked.iter().map(|row| paper(&row.rule.document, holder(row.rule.role), PaperState::Accepted)).collect();
        let list = |papers: &[Paper<'_>]| Checklist::new(product, &couple(), parties, papers, TODAY).unwrap();
        assert!(list(&papers).is_complete());
        for left_out in 0..papers.len() {
            let mut fewer = papers.clone();
            fewer.remove(left_out);
            assert_eq!(list(&fewer).open().count(), 1);
        }
    }
}
