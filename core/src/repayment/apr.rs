//! What a loan costs in a year with everything that is charged for it (贷款年化利率).
//!
//! People's Bank Announcement 2021 No. 3 counts every cost that is charged for a loan, its fees among them, against the
//! principal that the customer really has the use of, period for period. Its rate is the compound one, found as the
//! internal rate of return; a lender that states the simple one has to say that it is simple. Both are given here.

use super::{Dated, DayBasis, Period, Schedule, out_of_range};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::money::{Money, Rate, Rounding};

/// What a lender charges beside the interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fees {
    /// At the payout, whether it is kept back or paid in.
    pub at_payout: Money,
    /// With every payment.
    pub each_period: Money,
}

/// What a schedule costs, its fees included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Apr {
    /// The yearly rate with compound interest, which the announcement means where nothing else is said.
    pub compound: Rate,
    /// The yearly rate with simple interest: to be stated as simple (单利).
    pub simple: Rate,
    /// What the customer has the use of at first: the principal without the fees of the payout.
    pub received: Money,
    /// All interest.
    pub interest: Money,
    /// All fees.
    pub fees: Money,
    /// Interest and fees together.
    pub cost: Money,
}

impl Fees {
    /// No fees.
    pub const NONE: Fees = Fees { at_payout: Money::ZERO, each_period: Money::ZERO };
}

impl Schedule<'_> {
    /// The yearly rate of all payments still to come and these fees, each rounded half up to the millionth.
    ///
    /// A year has twelve months or twenty-six fortnights; fortnights of 14 days add up to a simple rate by the days of
    /// their year.
    ///
    /// ```
    /// use anjieflow::money::{Money, Rate};
    /// use anjieflow::repayment::{Debt, Fees, Method};
    ///
    /// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
    /// let schedule = debt.schedule(Method::EqualInstalment)?;
    /// let bare = schedule.apr(Fees::NONE)?;
    /// assert_eq!((bare.simple.to_string(), bare.compound.to_string()), ("3.5%".into(), "3.5567%".into()));
    ///
    /// let fees = Fees { at_payout: Money::from_yuan(8_000)?, ..Fees::NONE };
    /// let dearer = schedule.apr(fees)?;
    /// assert_eq!((dearer.simple.to_string(), dearer.cost.to_string()), ("3.5647%".into(), "624560.07".into()));
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `OutOfRange` when a fee is negative, the fees of the payout leave nothing to use, or the rate is above 100%.
    pub fn apr(&self, fees: Fees) -> Result<Apr, Error> {
        Apr::of(self, self.clone().map(|row| fen(row.payment)).collect_vec(), self.totals().interest, fees)
    }
}

impl Dated<'_> {
    /// As [`Schedule::apr`]; where interest is by days, of the payments that follow from it. Every period counts as one.
    ///
    /// # Errors
    ///
    /// As [`Schedule::apr`].
    pub fn apr(&self, fees: Fees) -> Result<Apr, Error> {
        let payments = self.clone().map(|dated| fen(dated.row.payment)).collect_vec();
        Apr::of(self.schedule(), payments, self.totals().interest, fees)
    }
}

impl Apr {
    fn of(schedule: &Schedule<'_>, mut payments: Vec<u64>, interest: Money, fees: Fees) -> Result<Apr, Error> {
        let received = received(schedule.balance(), fees)?;
        let count = i64::try_from(payments.len()).unwrap_or(i64::MAX);
        payments.iter_mut().for_each(|payment| *payment += fen(fees.each_period));
        let found = Yield::of(fen(received), &payments, Year::of(schedule.period())).ok_or_else(too_dear)?;
        let fees = fees.at_payout.checked_add(fees.each_period.mul_ratio(count, 1, Rounding::HalfUp)?)?;
        let cost = interest.checked_add(fees)?;
        Ok(Apr { compound: found.compound, simple: found.simple, received, interest, fees, cost })
    }
}

fn received(principal: Money, fees: Fees) -> Result<Money, Error> {
    if fees.at_payout.is_negative() || fees.each_period.is_negative() {
        return Err(out_of_range("fees", "a fee is nothing or more".to_owned()));
    }
    match principal.checked_sub(fees.at_payout)? {
        received if received > Money::ZERO => Ok(received),
        _ => Err(out_of_range("fees", format!("the fees leave nothing of {principal} yuan to use"))),
    }
}

#[cold]
fn too_dear() -> Error {
    out_of_range("fees", "the yearly rate is above 100%".to_owned())
}

fn fen(amount: Money) -> u64 {
    amount.fen().unsigned_abs()
}

/// How periods make up a year.
#[derive(Clone, Copy)]
struct Year {
    /// What a rate of one period is multiplied by: `num / den`.
    num: u128,
    den: u128,
    /// How many times interest is added to the principal.
    periods: u32,
}

impl Year {
    fn of(period: Period) -> Self {
        match period {
            Period::Month => Self { num: 12, den: 1, periods: 12 },
            Period::FortnightOfYear => Self { num: 26, den: 1, periods: 26 },
            Period::Days { days, basis } => Self::of_days(days, basis),
        }
    }

    fn of_days(days: u16, basis: DayBasis) -> Self {
        let days = u32::from(days.max(1));
        Self { num: u128::from(basis.days()), den: u128::from(days), periods: 365 / days }
    }
}

/// The yearly rates that make payments worth what was received.
struct Yield {
    simple: Rate,
    compound: Rate,
}

const MILLION: u128 = 1_000_000;

/// One, where a discount is a share of 2⁶⁴.
const ONE: u128 = 1 << 64;

/// How narrow the search makes the discount: 2⁻⁵⁴, far below what a millionth of a year's rate moves it.
const NARROW: u64 = 1 << 10;

impl Yield {
    /// `None` above 100% a year.
    fn of(received: u64, payments: &[u64], year: Year) -> Option<Self> {
        let discount = discount(received, payments, year)?;
        Some(Self { simple: simple(discount, year)?, compound: compound(discount, year)? })
    }
}

/// What a fen of the next period is worth today, times 2⁶⁴: the payments are worth more the nearer it is to one.
fn discount(received: u64, payments: &[u64], year: Year) -> Option<u64> {
    // At 100% a year; below that the rate would be higher still.
    let least = u64::try_from(ONE * year.num / (year.num + year.den)).ok()?;
    let wanted = u128::from(received) << 64;
    if worth(payments, least) > wanted {
        return None;
    }
    let (mut low, mut high) = (least, u64::MAX);
    while high - low > NARROW {
        let middle = low + (high - low) / 2;
        if worth(payments, middle) < wanted { low = middle } else { high = middle }
    }
    Some(high)
}

/// What the payments are worth today, in fen times 2⁶⁴. Each discount is too small by less than 2⁻⁵³, so the sum of
/// 1300 payments of an amount is right to far less than a fen.
fn worth(payments: &[u64], discount: u64) -> u128 {
    let (mut factor, mut worth) = (u128::from(discount), 0);
    for payment in payments {
        // OK because all payments together stay below 2⁵⁵ fen.
        worth += u128::from(*payment) * factor;
        factor = (factor * u128::from(discount)) >> 64;
    }
    worth
}

fn simple(discount: u64, year: Year) -> Option<Rate> {
    let gap = ONE - u128::from(discount);
    // OK because a gap is below 2⁶⁴, and the rest is below 2³⁰.
    rounded(gap * year.num * MILLION, u128::from(discount) * year.den)
}

/// (1+i)ⁿ − 1 = (1 − vⁿ) ÷ vⁿ.
fn compound(discount: u64, year: Year) -> Option<Rate> {
    let power = (1..year.periods).fold(u128::from(discount), |power, _| (power * u128::from(discount)) >> 64);
    rounded((ONE - power) * MILLION, power)
}

fn rounded(num: u128, den: u128) -> Option<Rate> {
    let millionths = (2 * num + den) / (2 * den);
    u32::try_from(millionths).ok().and_then(Rate::from_millionths)
}

#[cfg(test)]
mod tests {
    use super::super::{Debt, Method};
    use super::*;
    use proptest::prelude::*;

    const MONTHS: Year = Year { num: 12, den: 1, periods: 12 };

    fn debt(yuan: i64, millionths: u32, months: u16) -> Debt {
        Debt::new(Money::from_yuan(yuan).unwrap(), Rate::constant(millionths), months).unwrap()
    }

    #[track_caller]
    fn is(found: &Yield, simple: u32, compound: u32) {
        assert_eq!((found.simple.millionths(), found.compound.millionths()), (simple, compound));
    }

    #[test]
    fn the_example_of_the_announcement() {
        // 100,000 yuan less 1,000 for the service, twelve times 8,833.30: 12.80% simple, 13.58% by the method of the
        // internal rate of return.
        let found = Yield::of(9_900_000, &[883_330; 12], MONTHS).unwrap();
        assert_eq!(((found.simple.millionths() + 50) / 100, (found.compound.millionths() + 50) / 100), (1280, 1358));
    }

    #[test]
    fn by_hand() {
        // One payment after a month: 101 for 100 is 1% a month; 1.01¹² = 1.126825…
        is(&Yield::of(10_000, &[10_100], MONTHS).unwrap(), 120_000, 126_825);
        // 121 for 100 after two months: 10% a month is 120% a year.
        assert!(Yield::of(10_000, &[0, 12_100], MONTHS).is_none());
        // Two payments of 51 for 100: x = 1 + i solves 100x² − 51x − 51 = 0, so x = (51 + √23001) ÷ 200 = 1.0133040…
        is(&Yield::of(10_000, &[5_100, 5_100], MONTHS).unwrap(), 159_648, 171_864);
    }

    #[test]
    fn nothing_charged_is_no_rate() {
        is(&Yield::of(300, &[100, 100, 100], MONTHS).unwrap(), 0, 0);
        let apr = debt(120_000, 0, 12).schedule(Method::EqualInstalment).unwrap().apr(Fees::NONE).unwrap();
        assert_eq!((apr.simple, apr.compound, apr.cost), (Rate::ZERO, Rate::ZERO, Money::ZERO));
    }

    #[test]
    fn a_fee_of_each_period_counts_in_each() {
        let schedule = debt(12_000, 60_000, 12).schedule(Method::EqualInstalment).unwrap();
        let fees = Fees { at_payout: Money::constant(5_000), each_period: Money::constant(100) };
        let apr = schedule.apr(fees).unwrap();
        assert_eq!((apr.interest.fen(), apr.fees.fen(), apr.cost.fen()), (39_358, 6_200, 45_558));
        assert_eq!(apr.received.fen(), 1_195_000);
        // By decimals of fifty digits.
        assert_eq!((apr.simple.millionths(), apr.compound.millionths()), (69_644, 71_910));
    }

    #[test]
    fn fees_that_take_everything_are_refused() {
        let schedule = debt(12_000, 60_000, 12).schedule(Method::EqualInstalment).unwrap();
        for fen in [-1, 1_200_000, 1_100_000] {
            let error = schedule.apr(Fees { at_payout: Money::constant(fen), ..Fees::NONE }).unwrap_err();
            assert_eq!(error.place(), Some("fees"), "{fen}");
        }
    }

    #[test]
    fn a_fortnight_has_its_own_year() {
        let of = |period| {
            let debt = Debt::fortnightly(Money::constant(50_000_000), Rate::constant(61_200), 645, period).unwrap();
            debt.schedule(Method::EqualInstalment).unwrap().apr(Fees::NONE).unwrap()
        };
        assert_eq!(of(Period::FortnightOfYear).simple.millionths(), 61_200);
        assert_eq!(of(Period::Days { days: 14, basis: DayBasis::Actual360 }).simple.millionths(), 61_200);
    }

    proptest! {
        /// Without fees, twelve times the monthly rate is the rate of the contract: what the fen of each payment
        /// moves is less than a millionth.
        #[test]
        fn without_fees_it_is_the_rate_of_the_contract(
            yuan in 100_000_i64..5_000_000,
            millionths in 1_000_u32..=100_000,
            months in 12_u16..=360,
            linear: bool,
        ) {
            let method = if linear { Method::EqualPrincipal } else { Method::EqualInstalment };
            let apr = debt(yuan, millionths, months).schedule(method).unwrap().apr(Fees::NONE).unwrap();
            prop_assert!(apr.simple.millionths().abs_diff(millionths) <= 1, "{apr:?}");
            prop_assert!(apr.compound >= apr.simple);
        }

        /// A fee makes it dearer, a larger fee dearer still.
        #[test]
        fn a_fee_makes_it_dearer(yuan in 100_000_i64..5_000_000, fee in 100_i64..1_000, months in 12_u16..=360) {
            let schedule = debt(yuan, 35_000, months).schedule(Method::EqualInstalment).unwrap();
            let with = |fee| schedule.apr(Fees { at_payout: Money::from_yuan(fee).unwrap(), ..Fees::NONE }).unwrap();
            let (small, large) = (with(fee), with(10 * fee));
            prop_assert!(small.simple.millionths() + 1 >= 35_000 && small.simple <= large.simple);
            prop_assert_eq!(small.cost.fen() - small.interest.fen(), fee * 100);
        }
    }
}
