//! Two loans for one home (组合贷款): their payments together, by due day.
//!
//! ```
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::{Debt, DueDays, Method};
//!
//! let days = DueDays::monthly("2026-04-20".parse()?, 20)?;
//! let loan = |yuan: i64, rate, months| {
//!     let debt = Debt::new(Money::from_yuan(yuan)?, Rate::constant(rate), months)?;
//!     debt.schedule(Method::EqualInstalment)?.dated(&days)
//! };
//! let (bank, fund) = (loan(800_000, 30_500, 360)?, loan(700_000, 26_000, 300)?);
//! let first = bank.combined(fund).next().unwrap();
//! assert_eq!(first.parts.map(|part| part.unwrap().row.payment.to_string()), ["3394.44", "3175.69"]);
//! assert_eq!(first.payment.to_string(), "6570.13");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use super::{Dated, DatedRow, money};
use crate::date::Date;
use crate::money::Money;

/// The payments of two loans still to come, one row a due day: an iterator that allocates nothing.
///
/// Each loan has its own rate, changes and early payments: say them before the two are combined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined<'s> {
    loans: [Dated<'s>; 2],
}

/// What is due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CombinedRow {
    /// The day by the contracts.
    pub due: Date,
    /// The payment of each loan that has one.
    pub parts: [Option<DatedRow>; 2],
    /// What is paid.
    pub payment: Money,
    /// How much of it pays back what was borrowed.
    pub principal: Money,
    /// How much of it is interest.
    pub interest: Money,
    /// What both loans owe afterwards.
    pub balance: Money,
}

impl<'s> Dated<'s> {
    /// The payments of both loans by due day.
    #[must_use]
    pub const fn combined(self, other: Dated<'s>) -> Combined<'s> {
        Combined { loans: [self, other] }
    }
}

impl Combined<'_> {
    /// The most that is due on one day: what a household must be able to pay.
    #[must_use]
    pub fn payment_max(&self) -> Money {
        self.clone().map(|row| row.payment).max().unwrap_or(Money::ZERO)
    }
}

impl Iterator for Combined<'_> {
    type Item = CombinedRow;

    fn next(&mut self) -> Option<CombinedRow> {
        let dues = self.loans.each_ref().map(|loan| (!loan.schedule().balance().is_zero()).then(|| loan.next_due()));
        let due = dues.into_iter().flatten().min()?;
        let parts = self.loans.each_mut().map(|loan| if loan.next_due() == due { loan.next() } else { None });
        let sum = |of: fn(&DatedRow) -> Money| total(parts.iter().flatten().map(of));
        Some(CombinedRow {
            due,
            parts,
            payment: sum(|part| part.row.payment),
            principal: sum(|part| part.row.principal),
            interest: sum(|part| part.row.interest),
            balance: total(self.loans.iter().map(|loan| loan.schedule().balance())),
        })
    }
}

/// A sum of two amounts, each far below [`Money::MAX`].
fn total(amounts: impl Iterator<Item = Money>) -> Money {
    money(amounts.map(|amount| amount.fen().unsigned_abs()).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Rate;
    use crate::repayment::{Debt, DueDays, Method};
    use proptest::prelude::*;

    fn dated<'d>(yuan: i64, months: u16, days: &'d DueDays<'d>) -> Dated<'d> {
        let debt = Debt::new(Money::from_yuan(yuan).unwrap(), Rate::constant(30_000), months).unwrap();
        debt.schedule(Method::EqualInstalment).unwrap().dated(days).unwrap()
    }

    #[test]
    fn days_that_differ_stand_apart() {
        let days = [("2026-04-10", 10), ("2026-04-20", 20)];
        let days = days.map(|(first, day)| DueDays::monthly(first.parse().unwrap(), day).unwrap());
        let combined = dated(500_000, 24, &days[0]).combined(dated(300_000, 12, &days[1]));
        let rows: Vec<CombinedRow> = combined.clone().collect();
        assert_eq!(rows.len(), 36);
        assert_eq!(
            [rows[0].due, rows[1].due, rows[2].due].map(|due| due.to_string()),
            ["2026-04-10", "2026-04-20", "2026-05-10"]
        );
        assert!(rows[0].parts[1].is_none() && rows[1].parts[0].is_none());
        assert!(rows[35].balance.is_zero());
        assert_eq!(combined.payment_max(), rows[1].payment);
    }

    proptest! {
        /// The combined rows are the rows of both, and nothing is lost.
        #[test]
        fn the_sums_are_those_of_both(
            one in 10_000_i64..2_000_000,
            other in 10_000_i64..2_000_000,
            months in (1_u16..=360, 1_u16..=360),
            day in 1_u8..=28,
        ) {
            let days = [day, 15].map(|day| DueDays::monthly(Date::new(2026, 5, day).unwrap(), day).unwrap());
            let (one, other) = (dated(one, months.0, &days[0]), dated(other, months.1, &days[1]));
            let interest: i64 = one.clone().combined(other.clone()).map(|row| row.interest.fen()).sum();
            prop_assert_eq!(interest, one.totals().interest.fen() + other.totals().interest.fen());
            let rows: Vec<CombinedRow> = one.combined(other).collect();
            prop_assert!(rows.windows(2).all(|pair| pair[0].due < pair[1].due && pair[0].balance > pair[1].balance));
            prop_assert!(rows.iter().all(|row| row.payment.fen() == row.principal.fen() + row.interest.fen()));
        }
    }
}
