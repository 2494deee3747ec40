//! Which limits a loan keeps, which it breaks, and what is not known yet.
//!
//! A finding is computed from case, rules and day when it is asked, and blocks nothing by itself.
//!
//! Of several public limits of one kind that hold, one decides. The rule of the deeper place does; but where a place
//! may only be stricter than the country ([`is_national_floor`](crate::product::LimitKind::is_national_floor)), the
//! country's decides over a laxer one, and so does the city's over a lender's.
//! What the lender's own page prints stands beside them as a finding of its own: it is often older than the policy.
//!
//! [`LimitKind::is_national_floor`]: crate::product::LimitKind::is_national_floor

mod judge;
mod measure;

use crate::collect::CollectVec;
use std::borrow::Cow;

use crate::case::edition::{Basis, JudgedDays};
use crate::case::{Context, File};
use crate::date::Date;
use crate::loan::{Loan, LoanId};
use crate::party::{Party, PartyId};
use crate::product::{EditionId, Limit, Place, Policy, Product, ProductKind, Role, RuleId};
use crate::property::Site;
use crate::words::closed;
pub(crate) use judge::{Borrower, Judge, Judgment, Subject};

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
    /// Whether that day may still move.
    pub basis: Basis,
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
/// Each limit is judged as of the day that decides it ([`File::judged`]). Empty for a product that the pack does
/// not have.
#[must_use]
pub fn findings<'c>(file: &File, loan: &Loan, context: &Context<'c>) -> Vec<Finding<'c>> {
    let Some(product) = context.pack.product(&loan.file().application.product) else { return Vec::new() };
    let policy = &context.pack.policy;
    let household = Household::of(file, loan, Some(product), context);
    let subject = household.subject(file, loan);
    let (judge, printed) = (Judge::new(&subject, policy), product.limits());
    let limits = policy.limits.iter().filter(|limit| limit.is_for(product));
    Judged::of(&judge, limits, &printed).findings(loan.id(), |at| household.party(at), &context.pack.edition.id)
}

/// How one loan, of a case or only thought of, stands to every limit that may hold for it.
pub(crate) struct Judged<'c, 'p> {
    /// To public limits.
    pub(crate) public: Vec<Judgment<'c>>,
    /// To those that the lender prints.
    pub(crate) printed: Vec<Judgment<'p>>,
}

impl<'c, 'p> Judged<'c, 'p> {
    pub(crate) fn of(judge: &Judge<'_, '_>, public: impl Iterator<Item = &'c Limit>, printed: &'p [Limit]) -> Self {
        Self { public: judge.public(public), printed: judge.printed(printed.iter()) }
    }

    /// Those of both that no other limit supersedes.
    pub(crate) fn deciding<'s>(&'s self) -> impl Iterator<Item = &'s Judgment<'s>> {
        let all = self.public.iter().map(|it| -> &'s Judgment<'s> { it });
        all.chain(self.printed.iter().map(|it| -> &'s Judgment<'s> { it }))
            .filter(|it| it.verdict != Verdict::Superseded)
    }

    /// Only those that stand so.
    pub(crate) fn only(mut self, verdict: Verdict) -> Self {
        self.public.retain(|it| it.verdict == verdict);
        self.printed.retain(|it| it.verdict == verdict);
        self
    }

    /// As findings: public ones first.
    pub(crate) fn findings<'f>(
        self,
        loan: &LoanId,
        party: impl Fn(usize) -> Option<&'f PartyId>,
        edition: &'c EditionId,
    ) -> Vec<Finding<'c>> {
        let whose = |it: &Judgment<'_>| it.party.and_then(&party).cloned();
        let public = self.public.into_iter().map(|it| {
            let (limit, party) = (Cow::Borrowed(it.limit), whose(&it));
            told(it, limit, loan, party, edition)
        });
        let printed = self.printed.into_iter().map(|it| {
            let (limit, party) = (Cow::Owned(it.limit.clone()), whose(&it));
            Finding { printed: true, ..told(it, limit, loan, party, edition) }
        });
        public.chain(printed).collect_vec()
    }
}

/// Where the rules are looked up. A provident-fund centre lends by the rules of its own city.
pub(crate) fn place(site: Option<&Site>, product: &Product, policy: &Policy) -> Option<Place> {
    let centre = product.region.as_deref().filter(|_| product.kind != ProductKind::Commercial);
    match (centre, site) {
        (Some(city), _) => Some(policy.place(None, city)),
        (None, Some(site)) => Some(policy.place(site.province.as_deref(), &site.city)),
        (None, None) => None,
    }
}

fn site(file: &File) -> Option<&Site> {
    file.property.as_ref()?.site.as_ref()
}

/// What limits ask of a case and one of its loans.
pub(crate) struct Household<'f> {
    parties: Vec<&'f PartyId>,
    borrowers: Vec<Borrower>,
    place: Option<Place>,
    days: JudgedDays,
}

impl<'f> Household<'f> {
    pub(crate) fn of(file: &'f File, loan: &Loan, product: Option<&Product>, context: &Context<'_>) -> Self {
        let days = file.judged_days(Some(loan), context.occurred, context.as_of);
        Self { place: product.and_then(|it| place(site(file), it, &context.pack.policy)), ..Self::on(file, days) }
    }

    /// All that is known of it, whatever the rules: as of the day of the last entry.
    pub(crate) fn known(file: &'f File, loan: &Loan) -> Self {
        Self::on(file, file.judged_days(Some(loan), file.recorded(), None))
    }

    fn on(file: &'f File, days: JudgedDays) -> Self {
        let borrow = |party: &&Party| matches!(party.role, Role::Borrower | Role::CoBorrower);
        let parties = || file.parties.iter().filter(borrow);
        Self {
            parties: parties().map(|party| &party.id).collect_vec(),
            borrowers: parties().map(Borrower::of).collect_vec(),
            place: None,
            days,
        }
    }

    /// Who the borrower at this place of the list is.
    pub(crate) fn party(&self, at: usize) -> Option<&'f PartyId> {
        self.parties.get(at).copied()
    }

    pub(crate) fn subject<'a>(&'a self, file: &'a File, loan: &'a Loan) -> Subject<'a> {
        let (property, terms) = (file.property.as_ref(), loan.file().terms.as_ref());
        Subject {
            facts: &file.facts,
            figures: &file.figures,
            place: self.place.as_ref(),
            district: site(file).and_then(|site| site.district.as_deref()),
            price: property.map(|it| it.price.fen()),
            base: property.map(|it| it.loan_base().fen()),
            lent: file.live_loans().fold(0, |sum: i64, loan| sum.saturating_add(loan.file().amount().fen())),
            amount: loan.file().amount().fen(),
            term_months: terms.map_or(loan.file().application.term_months, |terms| terms.term_months),
            granted: terms.map(|terms| terms.rate),
            spread: None,
            borrowers: &self.borrowers,
            days: self.days,
        }
    }
}

fn told<'c>(
    it: Judgment<'_>,
    limit: Cow<'c, Limit>,
    loan: &LoanId,
    party: Option<PartyId>,
    edition: &'c EditionId,
) -> Finding<'c> {
    Finding {
        limit,
        loan: loan.clone(),
        party,
        verdict: it.verdict,
        bound: it.bound,
        actual: it.actual,
        ask: it.ask,
        day: it.day,
        basis: it.basis,
        superseded_by: it.superseded_by.cloned(),
        edition,
        printed: false,
    }
}

impl Borrower {
    fn of(party: &Party) -> Self {
        let born = party.id_number.as_ref().map(|number| (number.birth_date(), number.sex()));
        Self { is_first: party.role == Role::Borrower, born }
    }
}
