//! What lies on the desk, and what a list says to it.

use super::held::{Hands, Held, Holder, same};
use super::{Checklist, Demand, Line, LineStatus, NotPublished, Paper, Part, Required, listed};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::fact::Facts;
use crate::product::{Asks, Days, PaperAsked, Product, Requirement, Role, Truth};

/// What lies on the desk: who takes part, what they handed in, what may come later, and which day it is.
///
/// ```
/// use anjieflow::checklist::Desk;
/// use anjieflow::date::Date;
/// use anjieflow::fact::{Fact, Facts};
/// use anjieflow::product::{Pack, Days, ProductId, Role, Truth};
///
/// let product = Pack::builtin().product(&ProductId::PSBC_SECOND).unwrap();
/// let (parties, today) = ([("li", Role::Borrower)], Date::new(2026, 11, 24)?);
/// let desk = Desk { parties: &parties, papers: &[], excuses: &[], today, days: Days::all(today) };
/// assert_eq!(desk.is_complete(product, &Facts::EMPTY)?, Truth::No);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Desk<'d, 'a> {
    /// Who takes part, and in which role.
    pub parties: &'d [(&'a str, Role)],
    /// The papers on file, in the order they came in.
    pub papers: &'d [Paper<'a>],
    /// What may come later.
    pub excuses: &'d [Excuse<'a>],
    /// Which day it is.
    pub today: Date,
    /// As of which days the rows are judged: one that is not in force is not asked.
    pub days: Days,
}

/// A paper that may come later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excuse<'a> {
    /// Which kind of paper.
    pub kind: &'a DocumentKind,
    /// Whose: the id of a party, or the name of a collective role.
    pub holder: &'a str,
    /// The last day on which it may still be missing.
    pub until: Date,
    /// By whose word.
    pub by: ExcuseKind,
}

/// By whose word a paper may come later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExcuseKind {
    /// Leave was given (容缺受理).
    Waiver,
    /// It was promised (后补资料).
    Promise,
}

impl Hands for Desk<'_, '_> {
    fn of_role(&self, role: Role) -> impl Iterator<Item = &str> {
        self.parties.iter().filter(move |(_, is)| *is == role).map(|(party, _)| *party)
    }
}

impl Held for Desk<'_, '_> {
    #[inline]
    fn newest(&self, kind: &DocumentKind, holder: Holder<'_>) -> Option<Paper<'_>> {
        let theirs =
            |paper: &&Paper<'_>| same(paper.kind.as_str(), kind.as_str()) && self.counts_for(paper.holder, holder);
        self.papers.iter().rev().find(theirs).copied()
    }

    fn today(&self) -> Date {
        self.today
    }
}

impl<'a> Desk<'_, 'a> {
    /// The checklist of a case: every row that applies or may, against the papers on file.
    ///
    /// # Errors
    ///
    /// [`NotPublished`] when the lender publishes no list.
    pub fn checklist(&self, product: &'a Product, facts: &Facts) -> Result<Checklist<'a>, NotPublished> {
        let rows = listed(product)?;
        let mut lines = Vec::with_capacity(rows.len());
        let in_force = rows.iter().filter(|row| row.is_in_force(&self.days));
        for row in in_force.filter_map(|row| Required::of(row, facts)) {
            self.lines(row, &mut lines);
        }
        Ok(Checklist { lines })
    }

    /// What is not there yet, line by line as [`Desk::checklist`] has it: the paper that decides the line, whose it is,
    /// and where it stands. What is told borrows from the product alone.
    pub(crate) fn each_open<'p>(
        &self,
        product: &'p Product,
        facts: &Facts,
        mut open: impl FnMut(&'p PaperAsked, Role, LineStatus),
    ) -> Result<(), NotPublished> {
        let in_force = listed(product)?.iter().filter(|row| row.is_in_force(&self.days));
        for row in in_force.filter_map(|row| Required::of(row, facts)) {
            self.each_open_of(row, &mut open);
        }
        Ok(())
    }

    fn each_open_of<'p>(&self, row: Required<'p>, open: &mut impl FnMut(&'p PaperAsked, Role, LineStatus)) {
        let (rule, role) = (row.rule, row.rule.role);
        let mut of = |holder| match self.standing(&rule.asks, holder) {
            Some((_, LineStatus::Accepted)) | None => {}
            Some((asked, status)) => open(asked, role, status),
        };
        let theirs = || self.parties.iter().filter(|(_, is)| *is == role);
        match row.demand {
            Demand::Required if !role.is_person() => of(Holder::Role(role)),
            Demand::Required if theirs().next().is_some() => theirs().for_each(|(party, _)| of(Holder::Party(party))),
            Demand::Required => rule.asks.first().into_iter().for_each(|it| open(it, role, LineStatus::PartyMissing)),
            Demand::Undecided(facts) => {
                rule.asks.first().into_iter().for_each(|it| open(it, role, LineStatus::Undecided(facts)));
            }
        }
    }

    /// Whether every paper that is asked for is accepted, without a list of lines and without allocation.
    ///
    /// `Unknown` when nothing is known to be missing, but a fact that nobody has stated decides whether more is asked.
    /// What is waived or promised is not there yet.
    ///
    /// # Errors
    ///
    /// [`NotPublished`] when the lender publishes no list.
    pub fn is_complete(&self, product: &Product, facts: &Facts) -> Result<Truth, NotPublished> {
        self.is_complete_of(product, facts, &self.days, None)
    }

    fn lines(&self, row: Required<'a>, lines: &mut Vec<Line<'a>>) {
        let rule = row.rule;
        let Some(asked) = rule.asks.first() else { return };
        let bare = |status| Line { row: rule, asked, holder: None, status, parts: Vec::new(), there: None };
        match row.demand {
            Demand::Undecided(facts) => lines.push(bare(LineStatus::Undecided(facts))),
            Demand::Required if rule.role.is_person() => {
                let before = lines.len();
                let theirs = self.parties.iter().filter(|(_, role)| *role == rule.role);
                theirs.for_each(|(party, _)| lines.extend(self.line(rule, party, Holder::Party(party))));
                if lines.len() == before {
                    lines.push(bare(LineStatus::PartyMissing));
                }
            }
            Demand::Required => lines.extend(self.line(rule, rule.role.name(), Holder::Role(rule.role))),
        }
    }

    fn line(&self, row: &'a Requirement, holder: &'a str, whose: Holder<'_>) -> Option<Line<'a>> {
        let (asked, status) = self.standing(&row.asks, whose)?;
        let mut parts = Vec::new();
        let mut there = None;
        if !matches!(row.asks, Asks::Paper(_)) {
            let part = |asked| Part { asked, status: self.status(asked, whose) };
            parts.extend(row.asks.papers().into_iter().map(part));
            there = self.there(&row.asks, whose);
        }
        Some(Line { row, asked, holder: Some(holder), status, parts, there })
    }

    fn there(&self, asks: &Asks, whose: Holder<'_>) -> Option<(u8, u8)> {
        let Asks::AtLeast { count, of } = asks else { return None };
        let handed_in = |part: &&Asks| {
            let status = self.standing(part, whose).map(|(_, status)| status);
            matches!(status, Some(LineStatus::Accepted | LineStatus::Received))
        };
        // OK because a row names a handful of papers.
        Some((u8::try_from(of.iter().filter(handed_in).count()).unwrap_or(u8::MAX), *count))
    }

    /// Where a tree stands, and which paper decides it.
    fn standing<'p>(&self, asks: &'p Asks, holder: Holder<'_>) -> Option<(&'p PaperAsked, LineStatus)> {
        match asks {
            Asks::Paper(asked) => Some((asked, self.status(asked, holder))),
            Asks::AllOf(of) => self.kth(of, of.len(), holder),
            Asks::AnyOf(of) => self.kth(of, 1, holder),
            Asks::AtLeast { count, of } => self.kth(of, usize::from(*count), holder),
        }
    }

    /// The part that decides when so many are wanted: the best but so many less one; of equals the first named.
    fn kth<'p>(&self, of: &'p [Asks], count: usize, holder: Holder<'_>) -> Option<(&'p PaperAsked, LineStatus)> {
        let parts = of.iter().filter_map(|part| self.standing(part, holder)).collect_vec();
        let mut ranks = parts.iter().map(|(_, status)| status.rank()).collect_vec();
        ranks.sort_unstable();
        let wanted = *ranks.get(count.checked_sub(1)?)?;
        parts.into_iter().find(|(_, status)| status.rank() == wanted)
    }

    /// Where one paper stands; one that is not accepted may be excused.
    fn status(&self, asked: &PaperAsked, holder: Holder<'_>) -> LineStatus {
        match self.on_file(asked, holder) {
            LineStatus::Accepted => LineStatus::Accepted,
            lacking => self.excused(asked, holder).unwrap_or(lacking),
        }
    }

    /// The excuse that lasts longest; a waiver before a promise.
    fn excused(&self, asked: &PaperAsked, holder: Holder<'_>) -> Option<LineStatus> {
        let theirs = |it: &&Excuse<'_>| {
            *it.kind == asked.document && it.until >= self.today && self.counts_for(it.holder, holder)
        };
        let until = |by| self.excuses.iter().filter(theirs).filter(|it| it.by == by).map(|it| it.until).max();
        let waived = until(ExcuseKind::Waiver).map(LineStatus::Waived);
        waived.or_else(|| until(ExcuseKind::Promise).map(LineStatus::Promised))
    }
}
