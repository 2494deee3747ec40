//! What a loan would cost: the rate of the day, and its payments.

use super::{Thought, Trial};
use crate::date::Date;
use crate::fact::Fact;
use crate::money::{Money, Rate};
use crate::product::{Limit, LimitKind, LimitValue, Origin, ProductKind, RuleId, Truth};
use crate::repayment::{Debt, Method, Schedule, Totals};
use crate::words::closed;

/// What a loan would cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoanTerms<'c> {
    /// The rate, and where it comes from.
    pub rate: RateUsed<'c>,
    /// How it is paid back.
    pub method: Method,
    /// What is lent, at which rate, for how long.
    pub debt: Debt,
    /// The largest payment of a month: the first.
    monthly: Money,
}

/// A yearly rate, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateUsed<'c> {
    /// The rate of the loan.
    pub rate: Rate,
    /// The published rate it is counted from.
    pub published: Rate,
    /// What is added to it, in hundredths of a percent.
    pub spread: i64,
    /// How the rate of the loan follows from the published one.
    pub basis: RateBasis,
    /// Where the published one was read, and since when it holds.
    pub origin: &'c Origin,
    /// The market quote that gave the spread.
    pub quote: Option<&'c RuleId>,
    /// The day lies beyond the last publication that is known here: by then there was another, which may differ.
    pub beyond: bool,
}

closed! {
    /// How the rate of a loan follows from the published one.
    pub enum RateBasis ("basis of a rate") {
        /// The provident fund's, as published.
        Published "published" "按公布利率",
        /// The provident fund's for a second home: it is not lower.
        AtLeast "at_least" "不低于公布利率",
        /// The loan prime rate and the spread that the bank named.
        Named "named" "按银行报出的加点",
        /// The loan prime rate and what the market asks in the city.
        Quoted "quoted" "按市场报价加点",
        /// The loan prime rate alone: nobody has said the spread.
        Bare "bare" "加点未知，按贷款市场报价利率",
    }
}

impl LoanTerms<'_> {
    /// What is paid in the first month; later ones are not larger but for the last, by some fen.
    #[must_use]
    pub const fn monthly(&self) -> Money {
        self.monthly
    }

    /// The sums of all payments.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let none = Money::ZERO;
        let zero = Totals { payments: 0, first_payment: none, last_payment: none, payment: none, interest: none };
        self.schedule().map_or(zero, |schedule| schedule.totals())
    }

    /// Every payment, one after the other. It exists, for the first payment was computed from it.
    #[must_use]
    pub fn schedule(&self) -> Option<Schedule<'static>> {
        self.debt.schedule(self.method).ok()
    }
}

impl RateUsed<'_> {
    /// Since when the published rate holds.
    #[must_use]
    pub const fn since(&self) -> Option<Date> {
        self.origin.effective.from
    }

    /// The name of the rule, as a pack writes it: its series and the day it began, such as `lpr/2026-05-20`.
    #[must_use]
    pub fn rule(&self) -> String {
        let series = if matches!(self.basis, RateBasis::Published | RateBasis::AtLeast) { "fund-rate" } else { "lpr" };
        self.since().map_or(series.to_owned(), |since| format!("{series}/{since}"))
    }

    /// The rate in English.
    #[must_use]
    pub fn text(&self) -> String {
        let beyond = if self.beyond { "; a later publication is not known here" } else { "" };
        match self.basis {
            RateBasis::Published => format!("{} (provident fund)", self.rate),
            RateBasis::AtLeast => format!("at least {} (provident fund, second home)", self.rate),
            RateBasis::Bare => format!("{} (loan prime rate; the spread is not known{beyond})", self.rate),
            RateBasis::Named | RateBasis::Quoted => {
                format!("{} (loan prime rate {} {:+} basis points{beyond})", self.rate, self.published, self.spread)
            }
        }
    }

    /// The rate in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let beyond = if self.beyond { "；此后的报价本资料未收录" } else { "" };
        match self.basis {
            RateBasis::Published => format!("{}（公积金贷款利率）", self.rate),
            RateBasis::AtLeast => format!("不低于{}（公积金二套）", self.rate),
            RateBasis::Bare => format!("{}（贷款市场报价利率，加点未知{beyond}）", self.rate),
            RateBasis::Named | RateBasis::Quoted => {
                format!("{}（贷款市场报价利率{}{:+}个基点{beyond}）", self.rate, self.published, self.spread)
            }
        }
    }
}

impl<'c> Thought<'_, 'c> {
    /// What the loan would cost; else what to ask before that is known.
    pub(super) fn terms(&self, trial: Trial) -> Result<LoanTerms<'c>, Vec<&'static str>> {
        let rate = self.rate(&trial)?;
        self.priced(rate, trial.amount, trial.months).ok_or_else(|| vec!["amount"])
    }

    /// A loan at this rate; `None` where it is too small to be paid back in so many months.
    pub(super) fn priced(&self, rate: RateUsed<'c>, amount: Money, months: u16) -> Option<LoanTerms<'c>> {
        let debt = Debt::new(amount, rate.rate, months).ok()?;
        let method = self.enquiry.method;
        let monthly = monthly(&debt, method)?;
        Some(LoanTerms { rate, method, debt, monthly })
    }

    pub(super) fn rate(&self, trial: &Trial) -> Result<RateUsed<'c>, Vec<&'static str>> {
        match self.product.kind {
            ProductKind::Commercial => self.bank_rate(trial),
            ProductKind::ProvidentFund | ProductKind::Conversion => self.fund_rate(trial),
        }
    }

    fn bank_rate(&self, trial: &Trial) -> Result<RateUsed<'c>, Vec<&'static str>> {
        let quote = self.pack.policy.lpr(self.day).map_err(|_| vec!["lpr"])?;
        let published = quote.for_term(trial.months);
        let named = self.spread(trial);
        let (spread, quoted) = named.unwrap_or((0, None));
        let basis = match named {
            Some((_, None)) => RateBasis::Named,
            Some((_, Some(_))) => RateBasis::Quoted,
            None => RateBasis::Bare,
        };
        let rate = moved(published, spread).ok_or_else(|| vec!["spread"])?;
        let (origin, beyond) = (&quote.row.origin, quote.beyond);
        Ok(RateUsed { rate, published, spread, basis, origin, quote: quoted, beyond })
    }

    fn fund_rate(&self, trial: &Trial) -> Result<RateUsed<'c>, Vec<&'static str>> {
        let row = self.pack.policy.fund_rate(self.day).map_err(|_| vec!["fund_rate"])?;
        let homes =
            trial.facts.number(Fact::HouseholdHomeCount).ok_or_else(|| vec![Fact::HouseholdHomeCount.name()])?;
        let rate = row.of_home(trial.months, homes > 0).ok_or_else(|| vec!["fund_rate"])?;
        let basis = if homes > 0 { RateBasis::AtLeast } else { RateBasis::Published };
        Ok(RateUsed { rate, published: rate, spread: 0, basis, origin: &row.origin, quote: None, beyond: false })
    }

    /// The spread of a bank's loan: as the bank named it, else as the market asks in the city.
    pub(super) fn spread(&self, trial: &Trial) -> Option<(i64, Option<&'c RuleId>)> {
        if self.product.kind != ProductKind::Commercial {
            return None;
        }
        if let Some(named) = self.enquiry.spread {
            return Some((i64::from(named), None));
        }
        let quote = self.limits.iter().find(|limit| self.quotes(limit, trial))?;
        match quote.value {
            LimitValue::Number(spread) => Some((spread, Some(&quote.id))),
            _ => None,
        }
    }

    fn quotes(&self, limit: &Limit, trial: &Trial) -> bool {
        limit.kind == LimitKind::RateQuote
            && limit.district.is_none()
            && self.place.as_ref().is_some_and(|place| limit.place.covers(place))
            && limit.when.holds(&trial.facts) == Truth::Yes
    }
}

/// The largest payment of a month.
pub(super) fn monthly(debt: &Debt, method: Method) -> Option<Money> {
    match method {
        Method::EqualInstalment => debt.instalment().ok(),
        _ => debt.schedule(method).ok()?.next().map(|row| row.payment),
    }
}

/// A rate, so many hundredths of a percent higher.
pub(super) fn moved(rate: Rate, basis_points: i64) -> Option<Rate> {
    let millionths = i64::from(rate.millionths()).checked_add(basis_points.checked_mul(100)?)?;
    u32::try_from(millionths).ok().and_then(Rate::from_millionths)
}
