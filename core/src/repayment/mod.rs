//! Paying back: how much in each period, how much of it is interest, and what is still owed.
//!
//! ```
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::{Debt, Method};
//!
//! let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
//! let schedule = debt.schedule(Method::EqualInstalment)?;
//! let first = schedule.clone().next().unwrap();
//! assert_eq!((first.payment.to_string(), first.interest.to_string()), ("4490.45".into(), "2916.67".into()));
//!
//! let totals = schedule.totals();
//! assert_eq!(totals.interest.to_string(), "616560.07");
//! assert_eq!(totals.last_payment.to_string(), "4488.52");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```
//!
//! This module leans on money, dates and the calendar alone and can be used by itself, as a calculator. Amounts are
//! whole fen throughout: interest is rounded half up in every period and the last payment closes the loan, as a bank's books do
//! it. What websites print instead is in [`unrounded`].
//!
//! | what happens | where |
//! |---|---|
//! | payments have days, and the first period is not a whole one | [`DueDays`], [`FirstPeriod`], [`Schedule::dated`] |
//! | only interest is paid at first | [`Schedule::grace`] |
//! | the rate changes | [`Schedule::repriced`], [`repricing`] |
//! | something is paid early | [`Schedule::prepaid`], [`prepay`] |
//! | something is not paid | [`arrears`] |
//! | payments come every two weeks | [`fortnightly`] |
//! | it has fees, and costs more in a year than its rate | [`Apr`] |
//! | a home has two loans | [`Dated::combined`] |

pub mod arrears;
pub mod figure;
pub mod fortnightly;
pub mod free;
pub mod prepay;
pub mod repricing;
pub mod unrounded;

mod annuity;
mod apr;
mod combined;
mod dated;
mod many;
mod natural;
mod period;
mod schedule;

pub use apr::{Apr, Fees};
pub use combined::{Combined, CombinedRow};
pub use dated::{Dated, DatedRow, DueDays, FirstDue, FirstPeriod, PayBy};
pub use many::{Instalments, Level};
pub use period::{DayBasis, Period, RATE_MAX};
pub use schedule::{Change, OddInterest, Row, Schedule, Totals};

use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};
use annuity::Annuity;
use period::PeriodRate;

/// The largest principal that is computed with: ten billion yuan.
pub const PRINCIPAL_MAX: Money = Money::constant(1_000_000_000_000);

/// The longest term in months: fifty years.
pub const MONTHS_MAX: u16 = 600;

/// The least that the first payment must pay back. Below it, rounding to the fen would decide what the loan costs.
const FIRST_PRINCIPAL_MIN: u64 = 10;

/// The longest term in fortnights.
pub const FORTNIGHTS_MAX: u16 = MONTHS_MAX / 12 * 26;

/// What is owed, at which rate, and in how many periods it is paid back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Debt {
    principal: Money,
    rate: Rate,
    periods: u16,
    period: Period,
}

/// How a debt is paid back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// The same sum in every period (等额本息).
    EqualInstalment,
    /// The same principal in every period, and the interest on what is left (等额本金).
    EqualPrincipal,
    /// Interest in every period, the principal with the last (先息后本).
    InterestFirst,
    /// A sum that the customer chose, until everything is paid or the term ends (自由还款); the last payment is what is
    /// left, which is much where the sum was small.
    FixedPayment(Money),
}

impl Method {
    /// The stable snake_case name, as written on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::EqualInstalment => "equal_instalment",
            Method::EqualPrincipal => "equal_principal",
            Method::InterestFirst => "interest_first",
            Method::FixedPayment(_) => "fixed_payment",
        }
    }

    /// The word a Chinese clerk uses.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Method::EqualInstalment => "等额本息",
            Method::EqualPrincipal => "等额本金",
            Method::InterestFirst => "先息后本",
            Method::FixedPayment(_) => "自由还款",
        }
    }
}

impl Debt {
    /// A debt that is paid back monthly.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when the principal is not above zero or above [`PRINCIPAL_MAX`], the rate above
    /// [`RATE_MAX`], or the term is not from 1 to [`MONTHS_MAX`] months.
    pub fn new(principal: Money, rate: Rate, months: u16) -> Result<Debt, Error> {
        within(principal, rate)?;
        if !(1..=MONTHS_MAX).contains(&months) {
            return Err(out_of_range("months", format!("a term is 1 to {MONTHS_MAX} months, found {months}")));
        }
        Ok(Debt { principal, rate, periods: months, period: Period::Month })
    }

    /// A debt that is paid back every two weeks (双周供), counted as `period` says.
    ///
    /// # Errors
    ///
    /// As [`Debt::new`], with 1 to 1300 periods; and when `period` is neither [`Period::FortnightOfYear`] nor 14 days.
    pub fn fortnightly(principal: Money, rate: Rate, fortnights: u16, period: Period) -> Result<Debt, Error> {
        within(principal, rate)?;
        if !matches!(period, Period::FortnightOfYear | Period::Days { days: 14, .. }) {
            return Err(out_of_range("period", format!("want a twenty-sixth of a year or 14 days, found {period:?}")));
        }
        if !(1..=FORTNIGHTS_MAX).contains(&fortnights) {
            let message = format!("a term is 1 to {FORTNIGHTS_MAX} fortnights, found {fortnights}");
            return Err(out_of_range("fortnights", message));
        }
        Ok(Debt { principal, rate, periods: fortnights, period })
    }

    /// What is owed.
    #[must_use]
    pub const fn principal(&self) -> Money {
        self.principal
    }

    /// The yearly rate.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// In how many periods it is paid back.
    #[must_use]
    pub const fn periods(&self) -> u16 {
        self.periods
    }

    /// How long a period is.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The level instalment of equal instalments, rounded half up to the fen (月供).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when so little of the principal is paid back at first that rounding would decide what
    /// the loan costs.
    pub fn instalment(&self) -> Result<Money, Error> {
        let annuity = self.annuity();
        let instalment = annuity.instalment(self.fen());
        let first = annuity.first_principal(instalment);
        if first < FIRST_PRINCIPAL_MIN {
            let message = format!("the first payment would pay back {first} fen of the principal, want 10 at least");
            return Err(out_of_range("months", message).help("shorten the term"));
        }
        Ok(money(instalment))
    }

    /// Every payment, one after the other.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when the first payment would pay back less than ten fen of the principal.
    pub fn schedule(&self, method: Method) -> Result<Schedule<'static>, Error> {
        Schedule::new(*self, method)
    }

    fn annuity(&self) -> Annuity {
        Annuity::new(self.period_rate(), self.periods)
    }

    fn period_rate(&self) -> PeriodRate {
        PeriodRate::new(self.rate, self.period)
    }

    fn fen(&self) -> u64 {
        self.principal.fen().unsigned_abs()
    }
}

fn within(principal: Money, rate: Rate) -> Result<(), Error> {
    if principal <= Money::ZERO || principal > PRINCIPAL_MAX {
        let message = format!("a principal is above 0 and at most {PRINCIPAL_MAX} yuan, found {principal}");
        return Err(out_of_range("principal", message));
    }
    if rate > RATE_MAX {
        return Err(out_of_range("rate", format!("a rate is at most {RATE_MAX} a year, found {rate}")));
    }
    Ok(())
}

fn out_of_range(place: &str, message: String) -> Error {
    Error::new(ErrorCode::OutOfRange, message).at(place)
}

/// An amount that was computed. What a principal within its limits costs stays far below [`Money::MAX`].
#[inline]
fn money(fen: u64) -> Money {
    i64::try_from(fen).ok().and_then(Money::from_fen).unwrap_or(Money::MAX)
}
