//! What a case must hand in, what is still open, and what has lapsed.
//!
//! Computed from the product, the facts and the papers, never stored. Lines stand in the order of
//! the published list.

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
        let mut facts: Vec<Fact> = self.lines.iter().flat_map(|line| line.status.facts()).copied().collect();
        facts.sort_unstable();
        facts.dedup();
        facts
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
