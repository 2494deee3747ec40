//! How large and how long a loan may be for a household, and what it must earn.

use super::terms::monthly;
use super::{Thought, Trial, once_each};
use crate::collect::CollectVec;
use crate::fact::Fact;
use crate::figure::Figure;
use crate::finding::{Judged, Judgment};
use crate::money::Money;
use crate::product::{LimitKind, LimitValue, RuleId, Truth, Uplift};
use crate::repayment::{Debt, Method, PRINCIPAL_MAX};

/// What the limits leave, each with the limit that decides. What no limit bounds is `None`.
///
/// Only limits that are known to hold are counted; one whose number is not known yet counts with the strictest that it may
/// be. While [`Room::ask`] is not empty, an answer may make the room smaller or larger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The largest loan at the term that was asked for, to the fen.
    pub amount: Option<Bounded<Money>>,
    /// The largest payment of a month, for this loan alone.
    pub instalment: Option<Bounded<Money>>,
    /// The longest term in months; nothing where none is short enough.
    pub months: Option<Bounded<u16>>,
    /// What must be earned in a month for the loan as it was asked for.
    pub income: Option<Bounded<Money>>,
    /// What to ask before all of it is known.
    pub ask: Vec<&'static str>,
}

/// A number, and the limit that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded<T> {
    /// How much.
    pub is: T,
    /// The limit.
    pub rule: RuleId,
}

const MILLION: i128 = 1_000_000;

impl Thought<'_, '_> {
    pub(super) fn room(&self, judged: &Judged<'_, '_>, trial: &Trial) -> Room {
        let known = || judged.deciding().filter(|it| it.holds == Truth::Yes && it.strictest.is_some());
        let instalment = least(known().map(|it| (self.instalment_of(it, trial), it)));
        let by_instalment = instalment
            .as_ref()
            .and_then(|most| Some(Bounded { is: self.amount_for(most.is, trial)?, rule: most.rule.clone() }));
        let amount = least(known().map(|it| (self.amount_of(it), it)));
        Room {
            amount: [amount, by_instalment].into_iter().flatten().min_by_key(|it| it.is),
            instalment,
            months: least(known().map(|it| (months_of(it, trial), it))),
            income: most(known().map(|it| (self.income_of(it, trial), it))),
            ask: once_each(judged.deciding().flat_map(|it| open(it, trial))),
        }
    }

    /// The largest loan by a limit on the amount or its share.
    fn amount_of(&self, it: &Judgment<'_>) -> Option<Money> {
        let bound = i128::from(it.strictest?);
        let (price, base) = (self.enquiry.price, self.enquiry.base());
        let share = |of: Option<Money>| of.map(|of| i128::from(of.fen()));
        let lent = match it.limit.kind {
            // (price − lent) × 1,000,000 ≥ share × price
            LimitKind::MinDownPayment => {
                let price = share(price)?;
                price - (bound.max(0) * price + MILLION - 1).div_euclid(MILLION)
            }
            LimitKind::MaxLtv => (bound * share(base)?).div_euclid(MILLION),
            LimitKind::MaxAmount | LimitKind::FundCeiling | LimitKind::FundByYears => {
                return positive(bound.max(0));
            }
            _ => return None,
        };
        positive((lent - i128::from(self.enquiry.beside.amount.fen())).max(0))
    }

    /// The largest payment of a month by a limit on debts over income.
    fn instalment_of(&self, it: &Judgment<'_>, trial: &Trial) -> Option<Money> {
        let spared = i128::from(trial.figures.get(Figure::MonthlyIncome)?) * i128::from(it.strictest?) / MILLION;
        positive((spared - self.paid_beside(it, trial)?).max(0))
    }

    /// What must be earned for the instalment as it is.
    fn income_of(&self, it: &Judgment<'_>, trial: &Trial) -> Option<Money> {
        let paid = i128::from(self.terms(*trial).ok()?.monthly().fen()) + self.paid_beside(it, trial)?;
        let share = i128::from(it.strictest?).max(1);
        positive((paid * MILLION + share - 1) / share)
    }

    /// What is paid in a month beside this loan, as far as the limit counts it and it is known; `None` for other limits.
    fn paid_beside(&self, it: &Judgment<'_>, trial: &Trial) -> Option<i128> {
        let figure = |figure| i128::from(trial.figures.get(figure).unwrap_or_default());
        let housing = figure(Figure::PropertyFee) + i128::from(self.enquiry.beside.monthly.fen());
        match it.limit.kind {
            LimitKind::HousingDebtToIncome => Some(housing),
            LimitKind::TotalDebtToIncome => Some(housing + figure(Figure::OtherDebt)),
            _ => None,
        }
    }

    /// The largest loan that costs no more in a month; `None` where the customer chose the payment, which says nothing of
    /// the loan.
    pub(super) fn amount_for(&self, most: Money, trial: &Trial) -> Option<Money> {
        if matches!(self.enquiry.method, Method::FixedPayment(_)) {
            return None;
        }
        let rate = self.rate(trial).ok()?.rate;
        let costs = |fen| {
            let debt = Money::from_fen(fen).and_then(|amount| Debt::new(amount, rate, trial.months).ok());
            debt.map(|debt| monthly(&debt, self.enquiry.method))
        };
        // Too small to be paid back in so many months is small enough.
        let fits = |fen| costs(fen).is_none_or(|monthly| monthly.is_none_or(|monthly| monthly <= most));
        let (mut low, mut high) = (0, PRINCIPAL_MAX.fen() + 1);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if fits(middle) && middle <= PRINCIPAL_MAX.fen() { low = middle } else { high = middle }
        }
        Money::from_fen(low)
    }
}

/// The longest term: what the limit leaves is the same for every month of it.
fn months_of(it: &Judgment<'_>, trial: &Trial) -> Option<u16> {
    use LimitKind::{AgePlusTerm, BuildingAgePlusTerm, MaxTerm, TermAfterRetirement};
    if !matches!(it.limit.kind, MaxTerm | AgePlusTerm | BuildingAgePlusTerm | TermAfterRetirement) {
        return None;
    }
    let longest = i64::from(trial.months).saturating_add(it.strictest?.saturating_sub(it.actual?));
    Some(u16::try_from(longest.max(0)).unwrap_or(u16::MAX))
}

/// What to ask before a limit is known to hold, and how much it is.
fn open(it: &Judgment<'_>, trial: &Trial) -> Vec<&'static str> {
    let when = it.limit.when.unknown(&trial.facts);
    let own = when.iter().map(|fact| fact.name()).filter(|_| it.holds == Truth::Unknown);
    let uplifts: &[Uplift] = match &it.limit.value {
        LimitValue::Raised { uplifts, .. } if it.bound.is_none() => uplifts,
        _ => &[],
    };
    let raised = uplifts.iter().flat_map(|uplift| uplift.when.unknown_facts(&trial.facts)).map(Fact::name);
    own.chain(raised).chain(it.ask.iter().copied()).collect_vec()
}

fn least<'a, 'l: 'a, T: Ord>(of: impl Iterator<Item = (Option<T>, &'a Judgment<'l>)>) -> Option<Bounded<T>> {
    of.filter_map(|(is, it)| Some(Bounded { is: is?, rule: it.limit.id.clone() }))
        .min_by(|one, other| one.is.cmp(&other.is))
}

fn most<'a, 'l: 'a, T: Ord>(of: impl Iterator<Item = (Option<T>, &'a Judgment<'l>)>) -> Option<Bounded<T>> {
    of.filter_map(|(is, it)| Some(Bounded { is: is?, rule: it.limit.id.clone() }))
        .max_by(|one, other| one.is.cmp(&other.is))
}

fn positive(fen: i128) -> Option<Money> {
    i64::try_from(fen).ok().and_then(Money::from_fen)
}
