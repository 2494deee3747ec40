//! The payments of a loan as numbers: for those who make columns of many loans, where rows of JSON would cost most of the
//! time.

use serde_json::Value;

use super::names::placed;
use super::schedule::Asked;
use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::Error;
use crate::interchange::value::Wire;
use crate::money::Money;
use crate::repayment::{PayBy, Row, Totals, unrounded};

/// A loan as [`schedule_by`](crate::interchange::plain::schedule_by) reads it, whose payments are told one by one.
///
/// ```
/// use anjieflow::calendar::Calendar;
/// use anjieflow::interchange::Payments;
/// use serde_json::json;
///
/// let loan = Payments::read(&json!({"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360}))?;
/// let totals = loan.totals(Calendar::builtin())?;
/// assert_eq!((totals.first_payment.fen(), totals.interest.fen()), (449_045, 61_656_007));
/// let mut last = None;
/// loan.each(Calendar::builtin(), &mut |payment| last = Some(payment))?;
/// assert_eq!(last.map(|it| (it.row.period, it.row.payment.fen(), it.due)), Some((360, 448_852, None)));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
pub struct Payments(Asked);

/// One payment, with its day where the loan has its payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payment {
    /// The amounts.
    pub row: Row,
    /// The day it is due.
    pub due: Option<Date>,
    /// The day to pay by, where days are put off; nothing from where working days are not published.
    pub pay_by: Option<Date>,
}

impl Payments {
    /// Reads a loan.
    ///
    /// # Errors
    /// Malformed input.
    pub fn read(request: &Value) -> Result<Self, Error> {
        Asked::read(request, true).map(Self).map_err(placed)
    }

    /// What is paid in every period, where that is one sum: the level instalment, or the payment that was chosen. Only the last
    /// payment is another, and where the first period is not a whole one, the first may be.
    ///
    /// # Errors
    /// As [`totals`](Self::totals).
    pub fn instalment(&self) -> Result<Option<Money>, Error> {
        self.0.loan.level().map_err(placed)
    }

    /// The sums of all payments.
    ///
    /// # Errors
    /// A debt, a change, a payment or a day beyond its bounds; no payout where days are to be put off.
    pub fn totals(&self, calendar: &Calendar) -> Result<Totals, Error> {
        self.summed(calendar).map_err(placed)
    }

    /// Tells every payment; when there is an error, none.
    ///
    /// # Errors
    /// As [`totals`](Self::totals).
    pub fn each(&self, calendar: &Calendar, told: &mut dyn FnMut(Payment)) -> Result<(), Error> {
        self.listed(calendar, told).map_err(placed)
    }

    fn calendar<'c>(&self, calendar: &'c Calendar) -> Option<&'c Calendar> {
        self.0.put_off.then_some(calendar)
    }

    fn summed(&self, calendar: &Calendar) -> Result<Totals, Error> {
        if self.0.is_unrounded {
            let totals = Totals::of(self.0.loan.unrounded()?);
            // Each figure is rounded by itself: those of the rows do not add up to this one.
            let interest = unrounded::interest(&self.0.loan.debt, self.0.loan.method)?;
            return Ok(Totals { interest, payment: self.0.loan.debt.principal().checked_add(interest)?, ..totals });
        }
        let plan = self.0.loan.plan(self.calendar(calendar))?;
        match plan.dated()? {
            Some(dated) => Ok(dated.totals()),
            None => Ok(plan.schedule()?.totals()),
        }
    }

    fn listed(&self, calendar: &Calendar, told: &mut dyn FnMut(Payment)) -> Result<(), Error> {
        let undated = |row| Payment { row, due: None, pay_by: None };
        if self.0.is_unrounded {
            self.0.loan.unrounded()?.for_each(|row| told(undated(row)));
            return Ok(());
        }
        let plan = self.0.loan.plan(self.calendar(calendar))?;
        match plan.dated()? {
            None => plan.schedule()?.for_each(|row| told(undated(row))),
            Some(dated) => dated.for_each(|it| {
                let pay_by = if self.0.put_off { by(it.pay_by) } else { None };
                told(Payment { row: it.row, due: Some(it.due), pay_by });
            }),
        }
        Ok(())
    }
}

/// The day that is known.
pub(super) fn by(day: PayBy) -> Option<Date> {
    match day {
        PayBy::Day(day) => Some(day),
        PayBy::NotBefore(_) => None,
    }
}

impl std::fmt::Debug for Payments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payments")
            .field("debt", &self.0.loan.debt)
            .field("method", &self.0.loan.method)
            .finish_non_exhaustive()
    }
}

/// The day as the wire has it.
pub(super) fn written(day: PayBy) -> Value {
    by(day).write()
}
