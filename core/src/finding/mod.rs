//! Which limits a loan keeps, which it breaks, and what is not known yet.
//!
//! A finding is computed from case, rules and day when it is asked, and blocks nothing by itself.
//!
//! Of several public limits of one kind that hold, one decides. The rule of the deeper place does; but where a place
//! may only be stricter than the country ([`LimitKind::is_national_floor`]), the country's decides over a laxer one, and
//! so does the city's over a lender's.
//! What the lender's own page prints stands beside them as a finding of its own: it is often older than the policy.

mod measure;

use core::cmp::Reverse;
use std::borrow::Cow;

use crate::case::{Context, File, MilestoneState};
use crate::date::Date;
use crate::loan::{Loan, LoanId};
use crate::party::PartyId;
use crate::product::words::closed;
use crate::product::{DecidingDay, EditionId, Limit, LimitKind, MilestoneKind, Place, Product, ProductKind, RuleId};
use crate::product::{Policy, Truth};
use measure::{Measured, Range, measured};

/// One limit, and how a loan stands to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding<'c> {
    /// The limit: its id, kind, place, period and source.
    pub limit: Cow<'c, Limit>,
    /// Which loan.
    pub loan: LoanId,
    /// Whose age it is about.
    pub party: Option<PartyId>,
    /// How the loan stands to it.
    pub verdict: Verdict,
    /// How much it is for this household, in the unit of its kind; `None` while that is not known, or where there is
    /// no number.
    pub bound: Option<i64>,
    /// How much this loan has, in the same unit; `None` while that is not known.
    pub actual: Option<i64>,
    /// Which facts and figures to ask, by name, before an unknown verdict is known.
    pub ask: Vec<&'static str>,
    /// The day that was looked up.
    pub day: Date,
    /// The deciding day is not fixed yet: today stands in for it.
    pub provisional: bool,
    /// The limit that decides in its stead.
    pub superseded_by: Option<RuleId>,
    /// The edition of the rules.
    pub edition: &'c EditionId,
    /// Read on the lender's page, not in a public rule.
    pub printed: bool,
}

closed! {
    /// How a loan stands to a limit.
    pub enum Verdict ("verdict") {
        /// Within it.
        Kept "kept" "符合",
        /// Outside it.
        Broken "broken" "不符合",
        /// It depends on what nobody has said.
        Unknown "unknown" "待定",
        /// Another limit of the kind decides.
        Superseded "superseded" "由其他规定决定",
    }
}

impl Finding<'_> {
    /// The finding in English.
    #[must_use]
    pub fn text(&self) -> String {
        self.told(&self.limit.kind.name().replace('_', " "), self.verdict.name(), false)
    }

    /// The finding in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        self.told(self.limit.kind.zh(), self.verdict.zh(), true)
    }

    fn told(&self, kind: &str, verdict: &str, zh: bool) -> String {
        let unit = self.limit.kind.unit();
        let shown = |number: Option<i64>| number.map_or("?".to_owned(), |number| unit.shown(number, zh));
        let (bound, actual) = (shown(self.bound), shown(self.actual));
        match zh {
            true => format!("{kind}：规定{bound}，实际{actual}，{verdict}"),
            false => format!("{kind}: limit {bound}, actual {actual}: {verdict}"),
        }
    }
}

/// How a loan of a case stands to every limit that may hold for it: public ones first, then what the lender prints.
///
/// Empty for a product that the catalogue does not have.
#[must_use]
pub fn findings<'c>(file: &File, loan: &Loan, context: &Context<'c>) -> Vec<Finding<'c>> {
    let Some(product) = context.catalogue.product(&loan.file().application.product) else { return Vec::new() };
    let policy = &context.catalogue.policy;
    let judge = Judge { file, loan, product, policy, context, place: place(file, product, policy) };
    let public = policy.limits.iter().filter(|limit| limit.product_kinds.contains(&product.kind));
    let mut candidates: Vec<Candidate<'c>> = public.flat_map(|limit| judge.candidates(Cow::Borrowed(limit))).collect();
    settle(&mut candidates);
    let public = candidates.into_iter().filter(|it| !it.elsewhere).map(|it| it.finding);
    public.chain(judge.printed()).collect()
}

/// Where the rules are looked up. A provident-fund centre lends by the rules of its own city.
fn place(file: &File, product: &Product, policy: &Policy) -> Option<Place> {
    let centre = product.region.as_deref().filter(|_| product.kind != ProductKind::Commercial);
    let site = file.property.as_ref().and_then(|property| property.site.as_ref());
    match (centre, site) {
        (Some(city), _) => Some(policy.place(None, city)),
        (None, Some(site)) => Some(policy.place(site.province.as_deref(), &site.city)),
        (None, None) => None,
    }
}

/// A case and one of its loans, on a day, under the rules.
struct Judge<'a, 'c> {
    file: &'a File,
    loan: &'a Loan,
    product: &'c Product,
    policy: &'c Policy,
    context: &'a Context<'c>,
    place: Option<Place>,
}

/// A finding before it is known which one decides.
struct Candidate<'c> {
    finding: Finding<'c>,
    /// Whether the limit holds for this case.
    holds: Truth,
    /// What the verdict would be if it held.
    raw: Verdict,
    /// Of a place that this case may not be in at all: nobody said where it is.
    elsewhere: bool,
}

impl<'c> Judge<'_, 'c> {
    fn printed(&self) -> Vec<Finding<'c>> {
        let limits = self.product.limits().into_iter();
        let found = limits.flat_map(|limit| self.here(Cow::Owned(limit), Truth::Yes, Vec::new()));
        found.map(|it| Finding { printed: true, ..it.finding }).collect()
    }

    fn candidates(&self, limit: Cow<'c, Limit>) -> Vec<Candidate<'c>> {
        let (located, ask) = self.located(&limit);
        match located.and(limit.when.holds(&self.file.facts)) {
            Truth::No => Vec::new(),
            _ if !limit.kind.is_judged() => Vec::new(),
            holds => self.here(limit, holds, ask),
        }
    }

    /// Whether the home lies where the limit holds, and what to ask before that is known.
    fn located(&self, limit: &Limit) -> (Truth, Vec<&'static str>) {
        if limit.place.institution.as_deref().is_some_and(|lender| lender != self.product.institution.en) {
            return (Truth::No, Vec::new());
        }
        // Whose it is has been asked, and the rules of a branch are laid for it alone.
        let site = Place { institution: None, branch: None, ..limit.place.clone() };
        let Some(place) = &self.place else {
            let everywhere = site == Place::COUNTRY && limit.district.is_none();
            return if everywhere { (Truth::Yes, Vec::new()) } else { (Truth::Unknown, vec!["city"]) };
        };
        if place.province.is_none() && limit.place.province.is_some() && limit.place.city.is_none() {
            return (Truth::Unknown, vec!["province"]);
        }
        if !site.contains(place) {
            return (Truth::No, Vec::new());
        }
        match &limit.district {
            None => (Truth::Yes, Vec::new()),
            Some(district) => self.district().map_or((Truth::Unknown, vec!["district"]), |own| {
                (Truth::from(short(own).eq_ignore_ascii_case(short(district))), Vec::new())
            }),
        }
    }

    fn district(&self) -> Option<&str> {
        self.file.property.as_ref()?.site.as_ref()?.district.as_deref()
    }

    /// A candidate for the loan, or for each borrower, if the limit is in force on the day that decides.
    fn here(&self, limit: Cow<'c, Limit>, holds: Truth, ask: Vec<&'static str>) -> Vec<Candidate<'c>> {
        let (day, provisional) = self.deciding(limit.origin.decided_on);
        if !limit.origin.effective.covers(day) {
            return Vec::new();
        }
        let measures = measured(self, &limit, day).into_iter();
        measures.map(|it| self.candidate(limit.clone(), holds, ask.clone(), it, (day, provisional))).collect()
    }

    fn candidate(
        &self,
        limit: Cow<'c, Limit>,
        holds: Truth,
        mut ask: Vec<&'static str>,
        measured: Measured,
        (day, provisional): (Date, bool),
    ) -> Candidate<'c> {
        let raw = compared(limit.kind, measured.actual, measured.bound);
        let verdict = if holds == Truth::Yes || raw == Verdict::Kept { raw } else { Verdict::Unknown };
        if verdict == Verdict::Unknown {
            ask.extend(limit.when.unknown_facts(&self.file.facts).iter().map(|fact| fact.name()));
            ask.extend(if raw == Verdict::Unknown { measured.ask } else { Vec::new() });
            ask = once_each(&ask);
        } else {
            ask.clear();
        }
        let local = limit.place.province.is_some() || limit.place.city.is_some() || limit.district.is_some();
        let elsewhere = self.place.is_none() && local;
        let finding = Finding {
            limit,
            loan: self.loan.id().clone(),
            party: measured.party,
            verdict,
            bound: measured.bound.known(),
            actual: measured.actual.known(),
            ask,
            day,
            provisional,
            superseded_by: None,
            edition: &self.context.catalogue.edition.id,
            printed: false,
        };
        Candidate { finding, holds, raw, elsewhere }
    }

    /// The day that decides, and whether today stands in for it.
    fn deciding(&self, day: DecidingDay) -> (Date, bool) {
        let fixed = match day {
            DecidingDay::Opening => Some(self.file.opened),
            DecidingDay::Contract => self.signed(),
            DecidingDay::Acceptance => self.loan.file().handed_in,
            DecidingDay::Payout => self.loan.file().paid.map(|(_, day)| day),
        };
        (fixed.unwrap_or(self.context.occurred), fixed.is_none())
    }

    fn signed(&self) -> Option<Date> {
        let mark = self.file.milestone(MilestoneKind::ContractSigned)?;
        (mark.state == MilestoneState::Done).then_some(mark.on)
    }
}

/// The name of a district, without 区.
fn short(district: &str) -> &str {
    district.strip_suffix('区').unwrap_or(district)
}

/// Without repetitions, in the order of first mention.
fn once_each(names: &[&'static str]) -> Vec<&'static str> {
    let mut kept = Vec::new();
    for name in names {
        if !kept.contains(name) {
            kept.push(*name);
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
fn settle(candidates: &mut [Candidate<'_>]) {
    for at in 0..candidates.len() {
        let Some(it) = candidates.get(at) else { continue };
        let rivals = candidates.iter().filter(|other| is_rival(it, other));
        let settled = settled(it, rivals);
        if let Some(it) = candidates.get_mut(at) {
            settled.apply(&mut it.finding);
        }
    }
}

fn is_rival(it: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let (own, others) = (&it.finding, &other.finding);
    own.limit.kind == others.limit.kind && own.party == others.party && own.limit.id != others.limit.id
}

/// What its rivals make of a finding.
enum Settled {
    Stands,
    Superseded(RuleId),
    Depends(Vec<&'static str>),
}

impl Settled {
    fn apply(self, finding: &mut Finding<'_>) {
        match self {
            Settled::Stands => {}
            Settled::Superseded(by) => {
                finding.verdict = Verdict::Superseded;
                finding.superseded_by = Some(by);
                finding.ask.clear();
            }
            Settled::Depends(ask) => {
                finding.verdict = Verdict::Unknown;
                finding.ask = ask;
            }
        }
    }
}

fn settled<'a, 'c: 'a>(it: &Candidate<'c>, rivals: impl Iterator<Item = &'a Candidate<'c>>) -> Settled {
    let mut over: Vec<&Candidate<'_>> = rivals.filter(|rival| decides_over(rival, it)).collect();
    over.sort_by_key(|rival| Reverse(rival.finding.limit.depth()));
    if let Some(rival) = over.iter().find(|rival| rival.holds == Truth::Yes) {
        return Settled::Superseded(rival.finding.limit.id.clone());
    }
    // A rule that may decide in its stead would say otherwise; one of this place is a finding of its own.
    let open = over.iter().find(|rival| (it.holds == Truth::Yes || rival.elsewhere) && it.is_turned_by(rival));
    match open {
        Some(rival) if !rival.finding.ask.is_empty() => Settled::Depends(rival.finding.ask.clone()),
        Some(rival) => Settled::Depends(rival.open_questions()),
        None => Settled::Stands,
    }
}

impl Candidate<'_> {
    fn is_turned_by(&self, rival: &Candidate<'_>) -> bool {
        self.finding.verdict != Verdict::Unknown && rival.raw != self.raw
    }

    /// What must be known before it is known to hold. A limit that is kept anyway asks nothing for itself.
    fn open_questions(&self) -> Vec<&'static str> {
        match &self.finding.limit.district {
            _ if self.elsewhere => vec!["city"],
            Some(_) => vec!["district"],
            None => self.finding.limit.when.facts().iter().map(|fact| fact.name()).collect(),
        }
    }
}

/// Whether the first decides where both hold: by place, and over a laxer place the country's floor.
fn decides_over(first: &Candidate<'_>, second: &Candidate<'_>) -> bool {
    let depths = (first.finding.limit.depth(), second.finding.limit.depth());
    let floor = first.finding.limit.kind.is_national_floor();
    let is_lenders = |it: &Candidate<'_>| it.finding.limit.place.institution.is_some();
    match depths {
        // A lender too may only be stricter than the state and the city.
        _ if floor && is_lenders(first) != is_lenders(second) => stricter(first, second),
        (0, 0) => stricter(first, second),
        (0, _) => floor && stricter(first, second),
        (_, 0) => !(floor && stricter(second, first)),
        (one, other) if one == other => stricter(first, second),
        (one, other) => one > other,
    }
}

fn stricter(first: &Candidate<'_>, second: &Candidate<'_>) -> bool {
    let (Some(one), Some(other)) = (first.finding.bound, second.finding.bound) else { return false };
    if first.finding.limit.kind.is_minimum() { one > other } else { one < other }
}
