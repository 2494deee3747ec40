//! How one loan stands to limits: what holds for it, which one decides, and whether it is kept.

use crate::collect::CollectVec;
use core::cmp::Reverse;

use super::Verdict;
use super::measure::{Measured, Range, measured};
use crate::case::edition::{Basis, JudgedDays};
use crate::date::Date;
use crate::fact::Facts;
use crate::figure::Figures;
use crate::identity::Sex;
use crate::money::Rate;
use crate::product::{Limit, LimitKind, Place, Policy, RuleId, Truth};

/// One who borrows, as far as limits ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Borrower {
    /// The borrower, from whose age the term is counted; else a co-borrower.
    pub(crate) is_first: bool,
    /// Born when, and of which sex; `None` while nobody said so.
    pub(crate) born: Option<(Date, Sex)>,
}

/// A loan and its household, as far as limits ask.
pub(crate) struct Subject<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) figures: &'a Figures,
    pub(crate) place: Option<&'a Place>,
    pub(crate) district: Option<&'a str>,
    /// Price in fen; `None` while there is no home.
    pub(crate) price: Option<i64>,
    /// The smaller of price and appraisal in fen.
    pub(crate) base: Option<i64>,
    /// What the loans of the case lend together, in fen.
    pub(crate) lent: i64,
    pub(crate) amount: i64,
    pub(crate) term_months: u16,
    /// The rate of the lender's terms.
    pub(crate) granted: Option<Rate>,
    /// The spread over the loan prime rate in hundredths of a percent, where it is known without the lender's terms.
    pub(crate) spread: Option<i64>,
    pub(crate) borrowers: &'a [Borrower],
    pub(crate) days: JudgedDays,
}

/// A limit that may hold, and how the loan stands to it.
pub(crate) struct Judgment<'l> {
    pub(crate) limit: &'l Limit,
    /// Whose age it is about: a place in the list of borrowers.
    pub(crate) party: Option<usize>,
    pub(crate) verdict: Verdict,
    pub(crate) bound: Option<i64>,
    /// The strictest that the bound may be, whatever is not known of it; `None` where it may be anything.
    pub(crate) strictest: Option<i64>,
    pub(crate) actual: Option<i64>,
    pub(crate) ask: Vec<&'static str>,
    pub(crate) day: Date,
    pub(crate) basis: Basis,
    pub(crate) superseded_by: Option<&'l RuleId>,
    /// Whether the limit holds for this case.
    pub(crate) holds: Truth,
    /// What the verdict would be if it held.
    raw: Verdict,
    /// Of a place that this case may not be in at all: nobody said where it is.
    elsewhere: bool,
}

/// A loan under the rules.
pub(crate) struct Judge<'a, 'c> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) policy: &'c Policy,
}

impl<'a, 'c> Judge<'a, 'c> {
    pub(crate) fn new(subject: &'a Subject<'a>, policy: &'c Policy) -> Self {
        Self { subject, policy }
    }

    /// How the loan stands to public limits: one that may hold decides over another.
    pub(crate) fn public<'l>(&self, limits: impl Iterator<Item = &'l Limit>) -> Vec<Judgment<'l>> {
        let mut found = Vec::new();
        limits.for_each(|limit| self.candidates(limit, &mut found));
        settle(&mut found);
        found.retain(|it| !it.elsewhere);
        found
    }

    /// How it stands to what the lender prints: each for itself.
    pub(crate) fn printed<'l>(&self, limits: impl Iterator<Item = &'l Limit>) -> Vec<Judgment<'l>> {
        let mut found = Vec::new();
        limits.for_each(|limit| self.here(limit, Truth::Yes, &[], &mut found));
        found
    }

    fn candidates<'l>(&self, limit: &'l Limit, found: &mut Vec<Judgment<'l>>) {
        // The day first: of most limits it says no, and it is quick.
        if !limit.kind.is_judged() || !limit.origin.effective.covers(self.subject.days.of(limit.origin.decided_on).0) {
            return;
        }
        let (located, ask) = self.located(limit);
        match located.and(limit.when.holds(self.subject.facts)) {
            Truth::No => {}
            holds => self.here(limit, holds, ask, found),
        }
    }

    /// Whether the home lies where the limit holds, and what to ask before that is known.
    fn located(&self, limit: &Limit) -> (Truth, &'static [&'static str]) {
        let Some(place) = self.subject.place else {
            return if limit.is_local() { (Truth::Unknown, &["city"]) } else { (Truth::Yes, &[]) };
        };
        if place.province.is_none() && limit.place.province.is_some() && limit.place.city.is_none() {
            return (Truth::Unknown, &["province"]);
        }
        if !limit.place.covers(place) {
            return (Truth::No, &[]);
        }
        match (&limit.district, self.subject.district) {
            (None, _) => (Truth::Yes, &[]),
            (Some(_), None) => (Truth::Unknown, &["district"]),
            (Some(district), Some(own)) => (Truth::from(short(own).eq_ignore_ascii_case(short(district))), &[]),
        }
    }

    /// A judgment of the loan, or of each borrower, if the limit is in force on the day that decides.
    fn here<'l>(&self, limit: &'l Limit, holds: Truth, ask: &[&'static str], found: &mut Vec<Judgment<'l>>) {
        let (day, basis) = self.subject.days.of(limit.origin.decided_on);
        if limit.origin.effective.covers(day) {
            measured(self, limit, day, &mut |it| found.push(self.judgment(limit, holds, ask, it, (day, basis))));
        }
    }

    fn judgment<'l>(
        &self,
        limit: &'l Limit,
        holds: Truth,
        ask: &[&'static str],
        measured: Measured,
        (day, basis): (Date, Basis),
    ) -> Judgment<'l> {
        let raw = compared(limit.kind, measured.actual, measured.bound);
        let verdict = if holds == Truth::Yes || raw == Verdict::Kept { raw } else { Verdict::Unknown };
        let asked = match verdict {
            Verdict::Unknown => {
                let facts = limit.when.unknown(self.subject.facts);
                let measured = if raw == Verdict::Unknown { measured.ask } else { Vec::new() };
                once_each(ask.iter().copied().chain(facts.iter().map(|fact| fact.name())).chain(measured))
            }
            _ => Vec::new(),
        };
        Judgment {
            limit,
            party: measured.party,
            verdict,
            bound: measured.bound.known(),
            strictest: measured.bound.end(!limit.kind.is_minimum()),
            actual: measured.actual.known(),
            ask: asked,
            day,
            basis,
            superseded_by: None,
            holds,
            raw,
            elsewhere: self.subject.place.is_none() && limit.is_local(),
        }
    }
}

/// The name of a district, without 区.
fn short(district: &str) -> &str {
    district.strip_suffix('区').unwrap_or(district)
}

/// Without repetitions, in the order of first mention.
fn once_each(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut kept = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// As far as the known ends of both tell.
fn compared(kind: LimitKind, actual: Range, bound: Range) -> Verdict {
    let (small, large) = if kind.is_minimum() { (bound, actual) } else { (actual, bound) };
    match (small.high <= large.low, small.low > large.high) {
        (true, _) => Verdict::Kept,
        (_, true) => Verdict::Broken,
        _ => Verdict::Unknown,
    }
}

/// Finds which of the public limits of each kind decides, and tells the others so.
fn settle(candidates: &mut [Judgment<'_>]) {
    for at in 0..candidates.len() {
        let Some(it) = candidates.get(at) else { continue };
        let rivals = candidates.iter().filter(|other| is_rival(it, other));
        let settled = settled(it, rivals);
        if let Some(it) = candidates.get_mut(at) {
            settled.apply(it);
        }
    }
}

fn is_rival(it: &Judgment<'_>, other: &Judgment<'_>) -> bool {
    it.limit.kind == other.limit.kind && it.party == other.party && it.limit.id != other.limit.id
}

/// What its rivals make of a judgment.
enum Settled<'l> {
    Stands,
    Superseded(&'l RuleId),
    Depends(Vec<&'static str>),
}

impl<'l> Settled<'l> {
    fn apply(self, judgment: &mut Judgment<'l>) {
        match self {
            Settled::Stands => {}
            Settled::Superseded(by) => {
                judgment.verdict = Verdict::Superseded;
                judgment.superseded_by = Some(by);
                judgment.ask.clear();
            }
            Settled::Depends(ask) => {
                judgment.verdict = Verdict::Unknown;
                judgment.ask = ask;
            }
        }
    }
}

fn settled<'a, 'l: 'a>(it: &Judgment<'l>, rivals: impl Iterator<Item = &'a Judgment<'l>>) -> Settled<'l> {
    let mut over = rivals.filter(|rival| decides_over(rival, it)).collect_vec();
    over.sort_by_key(|rival| Reverse(rival.limit.depth()));
    if let Some(rival) = over.iter().find(|rival| rival.holds == Truth::Yes) {
        return Settled::Superseded(&rival.limit.id);
    }
    // A rule that may decide in its stead would say otherwise; one of this place is a finding of its own.
    let open = over.iter().find(|rival| (it.holds == Truth::Yes || rival.elsewhere) && it.is_turned_by(rival));
    match open {
        Some(rival) if !rival.ask.is_empty() => Settled::Depends(rival.ask.clone()),
        Some(rival) => Settled::Depends(rival.open_questions()),
        None => Settled::Stands,
    }
}

impl Judgment<'_> {
    fn is_turned_by(&self, rival: &Judgment<'_>) -> bool {
        self.verdict != Verdict::Unknown && rival.raw != self.raw
    }

    /// What must be known before it is known to hold. A limit that is kept anyway asks nothing for itself.
    fn open_questions(&self) -> Vec<&'static str> {
        match &self.limit.district {
            _ if self.elsewhere => vec!["city"],
            Some(_) => vec!["district"],
            None => self.limit.when.facts().iter().map(|fact| fact.name()).collect_vec(),
        }
    }
}

/// Whether the first decides where both hold: by place, and over a laxer place the country's floor.
fn decides_over(first: &Judgment<'_>, second: &Judgment<'_>) -> bool {
    let depths = (first.limit.depth(), second.limit.depth());
    let floor = first.limit.kind.is_national_floor();
    let lenders = |it: &Judgment<'_>| it.limit.place.institution.is_some();
    match depths {
        // A lender too may only be stricter than the state and the city.
        _ if floor && lenders(first) != lenders(second) => stricter(first, second),
        (0, 0) => stricter(first, second),
        (0, _) => floor && stricter(first, second),
        (_, 0) => !(floor && stricter(second, first)),
        (one, other) if one == other => stricter(first, second),
        (one, other) => one > other,
    }
}

fn stricter(first: &Judgment<'_>, second: &Judgment<'_>) -> bool {
    let (Some(one), Some(other)) = (first.bound, second.bound) else { return false };
    if first.limit.kind.is_minimum() { one > other } else { one < other }
}
