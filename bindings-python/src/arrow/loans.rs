//! Loans: what they cost, and every payment of them.

use super::cell::Wants;
use super::output::{Cell, Head, Kind, Rows};
use super::plan::{Given, Job, Known, Plan, Planning, Row};
use anjieflow::calendar::Calendar;
use anjieflow::error::Error;
use anjieflow::interchange::Payments;
use anjieflow::money::Money;
use arrow_schema::Schema;
use serde_json::Value;

/// The fields of a loan, as `schedule` takes them.
const LOAN: &Known = &[
    ("principal_fen", Wants::Whole),
    ("rate_millionths", Wants::Whole),
    ("months", Wants::Whole),
    ("fortnights", Wants::Whole),
    ("fortnight", Wants::Text),
    ("method", Wants::Text),
    ("payment_fen", Wants::Whole),
    ("convention", Wants::Text),
    ("rate_changes", Wants::Json),
    ("floating", Wants::Json),
    ("payout", Wants::Day),
    ("due_day", Wants::Whole),
    ("first_due", Wants::Text),
    ("first_period", Wants::Text),
    ("periods", Wants::Text),
    ("day_count", Wants::Text),
    ("odd_interest", Wants::Text),
    ("grace_months", Wants::Whole),
    ("pay_by", Wants::Text),
];

const PAYMENTS: &[Head] = &[
    Head::new("instalment_fen", Kind::Whole),
    Head::new("payments", Kind::Whole),
    Head::new("first_payment_fen", Kind::Whole),
    Head::new("last_payment_fen", Kind::Whole),
    Head::new("total_payment_fen", Kind::Whole),
    Head::new("total_interest_fen", Kind::Whole),
];

const SCHEDULES: &[Head] = &[
    Head::new("period", Kind::Whole),
    Head::new("due", Kind::Day),
    Head::new("pay_by", Kind::Day),
    Head::new("payment_fen", Kind::Whole),
    Head::new("principal_fen", Kind::Whole),
    Head::new("interest_fen", Kind::Whole),
    Head::new("balance_fen", Kind::Whole),
];

/// What each loan costs, beside all columns of the table.
pub fn payments(schema: &Schema, given: Given) -> Result<Plan, Error> {
    planned(schema, given.same)?.keep_all().plan(PAYMENTS, true, || Box::new(Costs))
}

/// Every payment of each loan.
pub fn schedules(schema: &Schema, given: Given) -> Result<Plan, Error> {
    let planning = planned(schema, given.same)?.keep(&given.keep, &["case", "loan"])?.only(LOAN)?;
    planning.plan(SCHEDULES, false, || Box::new(Schedules))
}

fn planned(schema: &Schema, same: Option<Value>) -> Result<Planning<'_>, Error> {
    let planning = Planning::new(schema, same, LOAN)?.need("principal_fen")?.need("rate_millionths")?;
    match planning.has("fortnights") {
        true => Ok(planning),
        false => planning.need("months"),
    }
}

fn read(row: Row<'_>) -> Result<Payments, Error> {
    Payments::read(&Value::Object(row.object()?))
}

fn fen(amount: Money) -> Cell<'static> {
    Cell::Whole(amount.fen())
}

struct Costs;

impl Job for Costs {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let loan = read(row)?;
        let totals = loan.totals(Calendar::builtin())?;
        rows.answer([
            loan.instalment()?.map_or(Cell::Nothing, fen),
            Cell::Whole(totals.payments.into()),
            fen(totals.first_payment),
            fen(totals.last_payment),
            fen(totals.payment),
            fen(totals.interest),
        ]);
        Ok(())
    }
}

struct Schedules;

impl Job for Schedules {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        read(row)?.each(Calendar::builtin(), &mut |payment| {
            rows.answer([
                Cell::Whole(payment.row.period.into()),
                payment.due.map_or(Cell::Nothing, Cell::Day),
                payment.pay_by.map_or(Cell::Nothing, Cell::Day),
                fen(payment.row.payment),
                fen(payment.row.principal),
                fen(payment.row.interest),
                fen(payment.row.balance),
            ]);
        })
    }
}
