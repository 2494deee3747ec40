//! Being behind (逾期): what an unpaid instalment costs by the day, what a late payment goes to, what is owed today.
//!
//! ```
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::arrears::{Arrears, PenaltyTerms};
//!
//! let mut arrears = Arrears::new(PenaltyTerms::USUAL, Rate::constant(42_000));
//! arrears.miss("2026-03-20".parse()?, Money::from_yuan(10_000)?, Money::from_yuan(3_000)?)?;
//!
//! let today = "2026-04-19".parse()?; // 30 days at 6.3%
//! let owed = arrears.owed(today)?;
//! assert_eq!((owed.penalty.to_string(), owed.compound.to_string()), ("52.50".into(), "15.75".into()));
//! assert_eq!(owed.total()?.to_string(), "13068.25");
//!
//! let paid = arrears.pay(today, Money::from_yuan(5_000)?)?;
//! let to = paid.applied;
//! assert_eq!((to.interest.to_string(), to.principal.to_string()), ("3000.00".into(), "1931.75".into()));
//! assert_eq!(arrears.owed(today)?.total()?.to_string(), "8068.25");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```
//!
//! The People's Bank (银发〔2003〕251号) adds 30% to 50% to the contract's rate for what is overdue, takes it by days, and
//! has unpaid interest bear the same rate.

use super::{Dated, DayBasis, out_of_range};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};
use crate::words::closed;

/// What a contract says of arrears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PenaltyTerms {
    markup: Rate,
    compound: bool,
    grace_days: u16,
    basis: DayBasis,
    order: Order,
}

closed! {
    /// What is owed beyond its day, by kind.
    ///
    /// Closed: the law knows no other.
    pub enum Part ("part of arrears") {
        /// What it cost the bank to recover the debt: fees, notices, lawyers.
        Costs "costs" "实现债权的费用",
        /// Interest on unpaid interest.
        Compound "compound" "复利",
        /// Interest on overdue principal at the penalty rate.
        Penalty "penalty" "罚息",
        /// Interest of the instalments.
        Interest "interest" "利息",
        /// Principal of the instalments.
        Principal "principal" "本金",
    }
}

/// To what a payment goes first.
///
/// ```
/// use anjieflow::repayment::arrears::{Across, Order, Part};
///
/// let parts = [Part::Costs, Part::Principal, Part::Interest, Part::Penalty, Part::Compound];
/// assert!(Order::new(parts, Across::PartFirst).is_ok());
/// assert!(Order::new([Part::Costs; 5], Across::PartFirst).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    // INVARIANT: each part once.
    parts: [Part; 5],
    across: Across,
}

/// Which comes first where several instalments are overdue.
///
/// Closed: the one or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Across {
    /// The oldest instalment is paid whole before the next (Civil Code art. 560: what was due first).
    OldestFirst,
    /// One kind is paid for all instalments, the oldest first, before the next kind.
    PartFirst,
}

/// An instalment that was not paid, or not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Overdue {
    due: Date,
    counted_to: Date,
    compound: Money,
    penalty: Money,
    interest: Money,
    principal: Money,
}

/// The arrears of one loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrears {
    terms: PenaltyTerms,
    contract: Rate,
    costs: Money,
    // INVARIANT: by due day, rising.
    overdue: Vec<Overdue>,
}

/// Sums by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Owed {
    /// Costs of recovery.
    pub costs: Money,
    /// Interest on unpaid interest.
    pub compound: Money,
    /// Interest on overdue principal.
    pub penalty: Money,
    /// Interest of overdue instalments.
    pub interest: Money,
    /// Principal of overdue instalments.
    pub principal: Money,
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Applied {
    /// What it went to.
    pub applied: Owed,
    /// What was more than owed.
    pub left: Money,
}

/// What settles a loan on a day (结清金额).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settlement {
    /// What is overdue.
    pub overdue: Owed,
    /// Principal that is not due yet.
    pub principal: Money,
    /// Its interest for the days since the last due day.
    pub interest: Money,
}

/// How often somebody was late: 连三累六 asks for three times in a row or six in all.
///
/// ```
/// use anjieflow::repayment::arrears::LateRecord;
///
/// let record = LateRecord::of([false, true, true, false, true, true, true]);
/// assert_eq!((record.in_a_row, record.in_all), (3, 5));
/// assert!(record.is_three_in_a_row() && !record.is_six_in_all());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LateRecord {
    /// The most in a row.
    pub in_a_row: u16,
    /// All together.
    pub in_all: u16,
}

/// Added to a contract's rate: at least and at most.
const MARKUP: (Rate, Rate) = (Rate::constant(300_000), Rate::constant(500_000));

impl PenaltyTerms {
    /// As nearly all contracts have it: half as much again, compound, no grace, days over 360, [`Order::USUAL`].
    pub const USUAL: PenaltyTerms = PenaltyTerms {
        markup: MARKUP.1,
        compound: true,
        grace_days: 0,
        basis: DayBasis::Actual360,
        order: Order::USUAL,
    };

    /// The same with another markup.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when it is not 30% to 50%.
    pub fn with_markup(self, markup: Rate) -> Result<Self, Error> {
        if markup < MARKUP.0 || markup > MARKUP.1 {
            return Err(out_of_range("markup", format!("want {} to {}, found {markup}", MARKUP.0, MARKUP.1)));
        }
        Ok(PenaltyTerms { markup, ..self })
    }

    /// The same with unpaid interest bearing no interest.
    #[must_use]
    pub const fn without_compound(self) -> Self {
        PenaltyTerms { compound: false, ..self }
    }

    /// The same with so many days after the due day in which a late payment costs nothing, a favour of the bank (宽限期).
    /// Who is later than that pays from the due day on: our reading, a contract may say otherwise.
    #[must_use]
    pub const fn with_grace(self, days: u16) -> Self {
        PenaltyTerms { grace_days: days, ..self }
    }

    /// The same with days counted otherwise.
    #[must_use]
    pub const fn with_basis(self, basis: DayBasis) -> Self {
        PenaltyTerms { basis, ..self }
    }

    /// The same with another order.
    #[must_use]
    pub const fn with_order(self, order: Order) -> Self {
        PenaltyTerms { order, ..self }
    }

    /// The penalty rate (罚息利率) beside a contract's rate, rounded half up to a millionth; never above 100%.
    #[must_use]
    pub fn rate(&self, contract: Rate) -> Rate {
        // OK because both are at most a million.
        let product = u64::from(contract.millionths()) * (1_000_000 + u64::from(self.markup.millionths()));
        let millionths = u32::try_from((product + 500_000) / 1_000_000).unwrap_or(u32::MAX);
        Rate::from_millionths(millionths).unwrap_or(Rate::MAX)
    }

    /// The last day on which the payment of a due day costs nothing more.
    fn last_day(&self, due: Date) -> Date {
        due.add_days(i32::from(self.grace_days)).unwrap_or(Date::MAX)
    }
}

impl Order {
    /// Costs, compound interest, penalty interest, interest, principal; the oldest instalment first.
    ///
    /// Civil Code art. 561 puts costs before interest before principal, art. 560 first what was due first. The order of
    /// the three sorts of interest is our choice, no source was found for one; a contract may have another.
    pub const USUAL: Order = Order {
        parts: [Part::Costs, Part::Compound, Part::Penalty, Part::Interest, Part::Principal],
        across: Across::OldestFirst,
    };

    /// As a contract has it.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::Duplicate`] when a part stands there twice, so that another is missing.
    pub fn new(parts: [Part; 5], across: Across) -> Result<Order, Error> {
        let mut sorted = parts;
        sorted.sort_unstable();
        if sorted.iter().zip(sorted.iter().skip(1)).any(|(one, next)| one == next) {
            return Err(Error::new(ErrorCode::Duplicate, "want each part once").at("parts"));
        }
        Ok(Order { parts, across })
    }

    /// Every part of so many instalments, in order. Costs belong to none and come with each.
    fn slots(self, instalments: usize) -> Vec<(Part, usize)> {
        let numbers = 0..instalments.max(1);
        match self.across {
            Across::OldestFirst => numbers.flat_map(|number| self.parts.map(|part| (part, number))).collect_vec(),
            Across::PartFirst => {
                self.parts.into_iter().flat_map(|part| numbers.clone().map(move |number| (part, number))).collect_vec()
            }
        }
    }
}

impl Arrears {
    /// None yet, of a loan at this rate.
    #[must_use]
    pub const fn new(terms: PenaltyTerms, contract: Rate) -> Self {
        Arrears { terms, contract, costs: Money::ZERO, overdue: Vec::new() }
    }

    /// An instalment was not paid, or not this part of it.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::BadSequence`] when it was due before one that is here.
    /// - `OutOfRange` when a sum is below zero.
    pub fn miss(&mut self, due: Date, principal: Money, interest: Money) -> Result<(), Error> {
        not_negative("principal", principal)?;
        not_negative("interest", interest)?;
        if let Some(last) = self.overdue.last().filter(|last| last.due >= due) {
            let message = format!("want a due day after {}, found {due}", last.due);
            return Err(Error::new(ErrorCode::BadSequence, message).at("due"));
        }
        let (compound, penalty) = (Money::ZERO, Money::ZERO);
        self.overdue.push(Overdue { due, counted_to: due, compound, penalty, interest, principal });
        Ok(())
    }

    /// Costs of recovery came up.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when they are below zero, or all together above [`Money::MAX`].
    pub fn add_costs(&mut self, costs: Money) -> Result<(), Error> {
        not_negative("costs", costs)?;
        self.costs = self.costs.checked_add(costs)?;
        Ok(())
    }

    /// What must be paid on a day to be current again.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::BadSequence`] when something was paid after that day already.
    /// - `OutOfRange` when a sum is above [`Money::MAX`].
    pub fn owed(&self, day: Date) -> Result<Owed, Error> {
        let costs = Owed { costs: self.costs, ..Owed::default() };
        self.overdue.iter().try_fold(costs, |owed, overdue| {
            let overdue = self.counted(*overdue, day)?;
            Ok(Owed {
                costs: owed.costs,
                compound: owed.compound.checked_add(overdue.compound)?,
                penalty: owed.penalty.checked_add(overdue.penalty)?,
                interest: owed.interest.checked_add(overdue.interest)?,
                principal: owed.principal.checked_add(overdue.principal)?,
            })
        })
    }

    /// Something is paid, and goes where the order says.
    ///
    /// # Errors
    ///
    /// As [`Arrears::owed`]; and when the amount is below zero. Nothing is changed then.
    pub fn pay(&mut self, day: Date, amount: Money) -> Result<Applied, Error> {
        not_negative("amount", amount)?;
        let counted: Result<Vec<Overdue>, Error> = self.overdue.iter().map(|it| self.counted(*it, day)).collect();
        self.overdue = counted?;
        let mut paid = Applied { applied: Owed::default(), left: amount };
        for (part, number) in self.terms.order.slots(self.overdue.len()) {
            if let Some(owed) = self.slot(part, number) {
                paid.give(part, owed)?;
            }
        }
        self.overdue.retain(|overdue| !overdue.is_paid());
        Ok(paid)
    }

    /// Days since the oldest due day that was missed (逾期天数); none when nothing is overdue.
    #[must_use]
    pub fn days_past_due(&self, day: Date) -> u32 {
        self.overdue.first().map_or(0, |oldest| DayBasis::Actual365.days_between(oldest.due, day))
    }

    /// How many instalments are overdue (逾期期数).
    #[must_use]
    pub fn instalments(&self) -> usize {
        self.overdue.len()
    }

    /// What settles a loan on a day: these arrears, and what is not due yet with its interest by days. The loan is the
    /// schedule as if all were paid, from the payout on.
    ///
    /// # Errors
    ///
    /// As [`Arrears::owed`]; and when the day is before the payout.
    pub fn settlement(&self, loan: &Dated<'_>, payout: Date, day: Date) -> Result<Settlement, Error> {
        if day < payout {
            return Err(out_of_range("day", format!("want {payout} or later, found {day}")));
        }
        let now = loan.clone().as_of(day);
        let (basis, principal) = (self.terms.basis, now.schedule().balance());
        let interest = basis.interest(principal, now.schedule().rate(), basis.days_between(now.last_due(payout)?, day));
        Ok(Settlement { overdue: self.owed(day)?, principal, interest })
    }

    /// The same instalment with what it costs up to a day: within the grace nothing, after it from the due day on.
    fn counted(&self, overdue: Overdue, day: Date) -> Result<Overdue, Error> {
        if day < overdue.counted_to && overdue.counted_to > overdue.due {
            let message = format!("paid up to {} already, want that day or later, found {day}", overdue.counted_to);
            return Err(Error::new(ErrorCode::BadSequence, message).at("day"));
        }
        if day <= self.terms.last_day(overdue.due) {
            return Ok(overdue);
        }
        let (basis, rate) = (self.terms.basis, self.terms.rate(self.contract));
        let days = basis.days_between(overdue.counted_to, day);
        let compound = if self.terms.compound { basis.interest(overdue.interest, rate, days) } else { Money::ZERO };
        let penalty = overdue.penalty.checked_add(basis.interest(overdue.principal, rate, days))?;
        Ok(Overdue { counted_to: day, penalty, compound: overdue.compound.checked_add(compound)?, ..overdue })
    }

    fn slot(&mut self, part: Part, number: usize) -> Option<&mut Money> {
        match part {
            Part::Costs => Some(&mut self.costs),
            Part::Compound => self.overdue.get_mut(number).map(|overdue| &mut overdue.compound),
            Part::Penalty => self.overdue.get_mut(number).map(|overdue| &mut overdue.penalty),
            Part::Interest => self.overdue.get_mut(number).map(|overdue| &mut overdue.interest),
            Part::Principal => self.overdue.get_mut(number).map(|overdue| &mut overdue.principal),
        }
    }
}

impl Overdue {
    fn is_paid(&self) -> bool {
        [self.compound, self.penalty, self.interest, self.principal].iter().all(|owed| owed.is_zero())
    }
}

impl Owed {
    /// All together.
    ///
    /// # Errors
    ///
    /// `OutOfRange` above [`Money::MAX`].
    pub fn total(&self) -> Result<Money, Error> {
        Money::sum([self.costs, self.compound, self.penalty, self.interest, self.principal])
    }

    /// How much of one kind.
    #[must_use]
    pub const fn of(&self, part: Part) -> Money {
        match part {
            Part::Costs => self.costs,
            Part::Compound => self.compound,
            Part::Penalty => self.penalty,
            Part::Interest => self.interest,
            Part::Principal => self.principal,
        }
    }

    fn part(&mut self, part: Part) -> &mut Money {
        match part {
            Part::Costs => &mut self.costs,
            Part::Compound => &mut self.compound,
            Part::Penalty => &mut self.penalty,
            Part::Interest => &mut self.interest,
            Part::Principal => &mut self.principal,
        }
    }
}

impl Applied {
    /// As much as is there, or as is owed.
    fn give(&mut self, part: Part, owed: &mut Money) -> Result<(), Error> {
        let given = self.left.min(*owed);
        let sum = self.applied.part(part);
        *sum = sum.checked_add(given)?;
        *owed = owed.checked_sub(given)?;
        self.left = self.left.checked_sub(given)?;
        Ok(())
    }
}

impl Settlement {
    /// All together.
    ///
    /// # Errors
    ///
    /// `OutOfRange` above [`Money::MAX`].
    pub fn total(&self) -> Result<Money, Error> {
        Money::sum([self.overdue.total()?, self.principal, self.interest])
    }
}

impl LateRecord {
    /// Of instalments in their order: whether each was late.
    pub fn of(late: impl IntoIterator<Item = bool>) -> LateRecord {
        let count = |(record, run): (LateRecord, u16), late: bool| {
            let run = if late { run.saturating_add(1) } else { 0 };
            let in_all = record.in_all.saturating_add(u16::from(late));
            (LateRecord { in_a_row: record.in_a_row.max(run), in_all }, run)
        };
        late.into_iter().fold((LateRecord::default(), 0), count).0
    }

    /// Of due days in their order, each with the day it was paid on: late is what was paid after the days of grace, or
    /// is not paid by then.
    #[must_use]
    pub fn of_payments(payments: &[(Date, Option<Date>)], grace_days: u16, today: Date) -> LateRecord {
        let terms = PenaltyTerms::USUAL.with_grace(grace_days);
        LateRecord::of(payments.iter().map(|(due, paid)| paid.unwrap_or(today) > terms.last_day(*due)))
    }

    /// 连三.
    #[must_use]
    pub const fn is_three_in_a_row(&self) -> bool {
        self.in_a_row >= 3
    }

    /// 累六.
    #[must_use]
    pub const fn is_six_in_all(&self) -> bool {
        self.in_all >= 6
    }
}

fn not_negative(place: &str, amount: Money) -> Result<(), Error> {
    match amount.is_negative() {
        true => Err(out_of_range(place, format!("want nothing below zero, found {amount}"))),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repayment::{Debt, DueDays, Method};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn yuan(yuan: i64) -> Money {
        Money::from_yuan(yuan).unwrap()
    }

    fn two_missed(terms: PenaltyTerms) -> Arrears {
        let mut arrears = Arrears::new(terms, Rate::constant(40_000));
        arrears.miss(date("2026-03-20"), yuan(1_000), yuan(2_000)).unwrap();
        arrears.miss(date("2026-04-20"), yuan(1_100), yuan(1_900)).unwrap();
        arrears
    }

    #[test]
    fn the_penalty_rate() {
        let rate = |millionths, markup| {
            let terms = PenaltyTerms::USUAL.with_markup(Rate::constant(markup)).unwrap();
            terms.rate(Rate::constant(millionths)).to_string()
        };
        assert_eq!((rate(30_750, 500_000), rate(30_500, 300_000)), ("4.6125%".into(), "3.965%".into()));
        let error = PenaltyTerms::USUAL.with_markup(Rate::constant(1_000_000)).unwrap_err();
        assert_eq!(error.to_string(), "markup: want 30% to 50%, found 100%");
    }

    #[test]
    fn grace_is_lost_as_a_whole() {
        let arrears = two_missed(PenaltyTerms::USUAL.with_grace(3));
        let penalty = |day| arrears.owed(date(day)).unwrap().penalty.to_string();
        assert_eq!(penalty("2026-03-23"), "0.00");
        assert_eq!(penalty("2026-03-24"), "0.67"); // 4 days of 1,000 at 6%
        assert_eq!(two_missed(PenaltyTerms::USUAL).owed(date("2026-03-21")).unwrap().penalty.to_string(), "0.17");
    }

    #[test]
    fn a_payment_goes_where_the_order_says() {
        let paid = |terms| {
            let mut arrears = two_missed(terms);
            arrears.add_costs(yuan(80)).unwrap();
            let it = arrears.pay(date("2026-04-20"), yuan(3_500)).unwrap().applied;
            (
                [it.costs, it.compound, it.penalty, it.interest, it.principal].map(|it| it.to_string()),
                arrears.instalments(),
            )
        };
        let text = |parts: [&str; 5]| parts.map(str::to_owned);
        let usual = paid(PenaltyTerms::USUAL);
        assert_eq!(usual, (text(["80.00", "10.33", "5.17", "2404.50", "1000.00"]), 1));
        let by_part = Order::new(Order::USUAL.parts, Across::PartFirst).unwrap();
        let by_part = paid(PenaltyTerms::USUAL.with_order(by_part));
        assert_eq!(by_part, (text(["80.00", "10.33", "5.17", "3404.50", "0.00"]), 2));
        assert_eq!(paid(PenaltyTerms::USUAL.without_compound()).0[1], "0.00");
    }

    #[test]
    fn what_is_more_than_owed_comes_back() {
        let mut arrears = two_missed(PenaltyTerms::USUAL);
        let today = date("2026-05-05");
        let owed = arrears.owed(today).unwrap();
        assert_eq!(arrears.days_past_due(today), 46);
        let paid = arrears.pay(today, yuan(10_000)).unwrap();
        assert_eq!((paid.applied, paid.left), (owed, yuan(10_000).checked_sub(owed.total().unwrap()).unwrap()));
        assert_eq!(
            (arrears.instalments(), arrears.days_past_due(today), arrears.owed(today)),
            (0, 0, Ok(Owed::default()))
        );
    }

    #[test]
    fn time_does_not_run_back() {
        let mut arrears = two_missed(PenaltyTerms::USUAL);
        arrears.pay(date("2026-04-30"), yuan(10)).unwrap();
        let error = arrears.owed(date("2026-04-29")).unwrap_err();
        assert_eq!(error.to_string(), "day: paid up to 2026-04-30 already, want that day or later, found 2026-04-29");
        assert_eq!(arrears.miss(date("2026-04-20"), yuan(1), yuan(1)).unwrap_err().code(), ErrorCode::BadSequence);
        assert!(arrears.pay(date("2026-05-01"), yuan(-1)).is_err());
    }

    #[test]
    fn what_settles_the_loan() {
        let days = DueDays::monthly(date("2026-02-20"), 20).unwrap();
        let debt = Debt::new(yuan(360_000), Rate::constant(40_000), 360).unwrap();
        let loan = debt.schedule(Method::EqualInstalment).unwrap().dated(&days).unwrap();
        let rows: Vec<_> = loan.clone().take(2).collect();
        let mut arrears = Arrears::new(PenaltyTerms::USUAL, debt.rate());
        arrears.miss(rows[1].due, rows[1].row.principal, rows[1].row.interest).unwrap();
        let settlement = arrears.settlement(&loan, date("2026-01-20"), date("2026-03-30")).unwrap();
        assert_eq!(settlement.principal, rows[1].row.balance);
        // Ten days: contract's interest on what is not due, the penalty on what is overdue.
        assert_eq!(settlement.interest, DayBasis::Actual360.interest(rows[1].row.balance, debt.rate(), 10));
        let penalty = DayBasis::Actual360.interest(rows[1].row.principal, Rate::constant(60_000), 10);
        assert_eq!(settlement.overdue.penalty, penalty);
        let all = settlement.principal.checked_add(settlement.overdue.principal).unwrap();
        assert_eq!(all, rows[0].row.balance);
        assert!(arrears.settlement(&loan, date("2026-01-20"), date("2026-01-19")).is_err());
    }

    #[test]
    fn three_in_a_row_and_six_in_all() {
        let late = |text: &str| LateRecord::of(text.chars().map(|it| it != 'N'));
        assert!(!late("NN12N1").is_three_in_a_row() && late("NN123N").is_three_in_a_row());
        assert!(!late("1N1N1N1N1").is_six_in_all() && late("1N1N1N1N1N1").is_six_in_all());
        let due = [("2026-01-20", Some("2026-01-23")), ("2026-02-20", Some("2026-02-24")), ("2026-03-20", None)];
        let due = due.map(|(due, paid)| (date(due), paid.map(date)));
        let record = LateRecord::of_payments(&due, 3, date("2026-03-23"));
        assert_eq!((record.in_a_row, record.in_all), (1, 1));
        assert_eq!(LateRecord::of_payments(&due, 3, date("2026-03-24")).in_a_row, 2);
    }

    proptest! {
        /// Nothing is lost: what was paid is applied or left, what was owed is applied or still owed.
        #[test]
        fn a_payment_is_all_accounted_for(
            fen in 0_i64..1_000_000,
            costs in 0_i64..10_000,
            days in 0_i32..400,
            part in proptest::bool::ANY,
        ) {
            let across = if part { Across::PartFirst } else { Across::OldestFirst };
            let order = Order::new(Order::USUAL.parts, across).unwrap();
            let mut arrears = two_missed(PenaltyTerms::USUAL.with_order(order));
            arrears.add_costs(Money::constant(costs)).unwrap();
            let day = date("2026-04-20").add_days(days).unwrap();
            let owed = arrears.owed(day).unwrap().total().unwrap();
            let paid = arrears.pay(day, Money::constant(fen)).unwrap();
            let applied = paid.applied.total().unwrap();
            prop_assert_eq!(applied.checked_add(paid.left).unwrap(), Money::constant(fen));
            prop_assert_eq!(applied.checked_add(arrears.owed(day).unwrap().total().unwrap()).unwrap(), owed);
            prop_assert!(paid.left.is_zero() || arrears.instalments() == 0);
        }
    }
}
