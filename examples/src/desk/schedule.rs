//! `desk schedule`: every payment of a loan.

use std::io::Write;
use std::path::PathBuf;

use anjieflow::date::Date;
use anjieflow::money::Money;
use anjieflow::repayment::repricing::Changes;
use anjieflow::repayment::{Change, MONTHS_MAX, Row, Schedule, unrounded};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::args::Lang;
use super::ask::Verdict;
use super::chart::{self, Curve};
use super::error::Error;
use super::floating::{self, Follows};
use super::loan::{Loan, Way, percent};
use super::report::aligned;
use super::run::write_page;
use super::timing::Timing;
use super::words::Words;

/// Its payments, and how they are shown.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    #[command(flatten)]
    loan: Loan,
    /// From which period on the rate is another, such as 25:3.3; may be given several times
    #[arg(long, value_name = "PERIOD:PERCENT", value_parser = change)]
    rate_change: Vec<Change>,
    /// Where figures are rounded
    #[arg(long, value_enum, default_value = "every-period", conflicts_with_all = ["rate_change", "lpr_spread", "payout", "grace"])]
    convention: Rounded,
    #[command(flatten)]
    timing: Timing,
    #[command(flatten)]
    follows: Follows,
    /// Write the curves of the loan as a page
    #[arg(long, value_name = "FILE")]
    pub chart: Option<PathBuf>,
    /// On the page, beside it: the same loan paid back in another way
    #[arg(long, value_enum, value_name = "METHOD", requires = "chart")]
    beside: Option<Way>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rounded {
    /// To the fen in every period: a bank's books
    EveryPeriod,
    /// Each figure by itself at the end: most websites
    Unrounded,
}

/// The payments, their days where the payout is told, and their sums.
struct Plan {
    rows: Vec<Row>,
    due: Vec<Date>,
    payment: Money,
    interest: Money,
    /// What became of a rate that follows another.
    changes: Option<Changes>,
}

/// Every payment, as a table by year with what of it is interest, or as JSON.
///
/// # Errors
/// The loan is beyond its bounds, or the output cannot be written.
pub fn schedule(asked: &Asked, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let plan = plan(asked).map_err(|error| Error::of("schedule", error))?;
    if let Some(page) = &asked.chart {
        write_page(page, &chart::page(&loan(asked), &curves(asked)?))?;
    }
    match json {
        true => writeln!(out, "{:#}", whole(&plan))?,
        false => told(&plan, lang, out)?,
    }
    Ok(Verdict::Yes)
}

fn loan(asked: &Asked) -> Words {
    let Loan { principal, rate, months, .. } = asked.loan;
    Words::new(
        format!("本金 {principal} 元，年利率 {rate}，{months} 个月"),
        format!("{principal} yuan at {rate} over {months} months"),
    )
}

/// The loan as it was asked for, and beside it as it might be.
fn curves(asked: &Asked) -> Result<Vec<Curve>, Error> {
    let ways = std::iter::once(asked.loan.method).chain(asked.beside);
    ways.map(|method| curve(&Asked { loan: Loan { method, ..asked.loan.clone() }, ..asked.clone() })).collect()
}

fn curve(asked: &Asked) -> Result<Curve, Error> {
    let plan = plan(asked).map_err(|error| Error::of("schedule", error))?;
    let method = asked.loan.method();
    let (zh, en) = (method.zh(), method.name().replace('_', " "));
    Ok(Curve { name: Words::new(zh, en), rows: plan.rows, interest: plan.interest })
}

fn plan(asked: &Asked) -> Result<Plan, anjieflow::error::Error> {
    let (debt, method) = (asked.loan.debt()?, asked.loan.method());
    if asked.convention == Rounded::Unrounded {
        let interest = unrounded::interest(&debt, method)?;
        let rows = unrounded::rows(&debt, method)?.collect();
        let payment = debt.principal().checked_add(interest)?;
        return Ok(Plan { rows, due: Vec::new(), payment, interest, changes: None });
    }
    let unchanged = asked.timing.of(&debt, asked.loan.schedule()?)?;
    let followed = followed(asked, &unchanged)?;
    let told = told_changes(asked)?;
    let schedule = unchanged.repriced(followed.as_ref().map_or(&told, |changes| &changes.list))?;
    let totals = schedule.totals();
    let (rows, due) = match asked.timing.days()? {
        None => (schedule.collect(), Vec::new()),
        Some(days) => schedule.dated(&days)?.map(|dated| (dated.row, dated.due)).unzip(),
    };
    Ok(Plan { rows, due, payment: totals.payment, interest: totals.interest, changes: followed })
}

/// The changes of the rate that were told.
fn told_changes(asked: &Asked) -> Result<Vec<Change>, anjieflow::error::Error> {
    let mut changes = asked.rate_change.clone();
    changes.sort_by_key(|change| change.period);
    asked.timing.check_changes(&changes).map(|()| changes)
}

/// Those of a rate that follows another.
fn followed(asked: &Asked, schedule: &Schedule<'static>) -> Result<Option<Changes>, anjieflow::error::Error> {
    let (Some(days), Some(payout)) = (asked.timing.days()?, asked.timing.payout) else { return Ok(None) };
    asked.follows.changes(&schedule.clone().dated(&days)?, payout, asked.loan.months)
}

fn whole(plan: &Plan) -> Value {
    let row = |row: &Row| {
        json!({
            "period": row.period,
            "payment": row.payment.to_string(),
            "principal": row.principal.to_string(),
            "interest": row.interest.to_string(),
            "balance": row.balance.to_string(),
        })
    };
    let mut rows: Vec<Value> = plan.rows.iter().map(row).collect();
    for (row, due) in rows.iter_mut().filter_map(Value::as_object_mut).zip(&plan.due) {
        row.insert("due".to_owned(), due.to_string().into());
    }
    let mut whole = json!({
        "rows": rows,
        "total_payment": plan.payment.to_string(),
        "total_interest": plan.interest.to_string(),
    });
    if let (Some(fields), Some(changes)) = (whole.as_object_mut(), &plan.changes) {
        fields.insert("changes".to_owned(), floating::whole(changes).into());
        fields.insert("not_known_from".to_owned(), changes.not_known_from.map(|day| day.to_string()).into());
    }
    whole
}

/// A line a year: what was paid, what of it was interest, what is still owed; the bar shows the year's payments, its
/// dark part is interest.
fn told(plan: &Plan, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let head = match lang {
        Lang::En => ["year", "first payment", "paid", "interest", "balance"],
        Lang::Zh => ["年", "首期月供", "已还", "利息", "余额"],
    };
    let heads = head.iter().zip([4, 14, 14, 14, 16]).map(|(head, wide)| aligned(head, wide));
    writeln!(out, "{}", heads.collect::<Vec<_>>().join(" "))?;
    let years: Vec<Year> = plan.rows.chunks(12).filter_map(Year::of).collect();
    let most = years.iter().map(|year| year.paid.fen()).max().unwrap_or(1);
    for (number, year) in (1..).zip(&years) {
        let [first, paid, interest, balance] = year.figures().map(|figure| figure.to_string());
        let bar = year.bar(most);
        writeln!(out, "{number:>4} {first:>14} {paid:>14} {interest:>14} {balance:>16}  {bar}")?;
    }
    let (total, of_it) = if lang == Lang::Zh { ("还款总额", "其中利息") } else { ("total", "of it interest") };
    writeln!(out, "{total} {}, {of_it} {}", plan.payment, plan.interest)?;
    for line in plan.changes.iter().flat_map(|changes| floating::lines(changes, lang)) {
        writeln!(out, "{line}")?;
    }
    match (plan.due.first(), plan.due.last(), lang) {
        (Some(first), Some(last), Lang::En) => writeln!(out, "due from {first} to {last}")?,
        (Some(first), Some(last), Lang::Zh) => writeln!(out, "还款日自 {first} 至 {last}")?,
        _ => (),
    }
    Ok(())
}

/// The payments of twelve months, or of what is left.
struct Year {
    first: Money,
    paid: Money,
    interest: Money,
    balance: Money,
}

/// How wide the bar of the dearest year is.
const WIDTH: i64 = 32;

impl Year {
    fn of(rows: &[Row]) -> Option<Self> {
        let (first, last) = (rows.first()?, rows.last()?);
        // Sums of a year of a schedule are far below the largest amount.
        let sum = |part: fn(&Row) -> Money| Money::sum(rows.iter().map(part)).ok();
        Some(Self {
            first: first.payment,
            paid: sum(|row| row.payment)?,
            interest: sum(|row| row.interest)?,
            balance: last.balance,
        })
    }

    fn figures(&self) -> [Money; 4] {
        [self.first, self.paid, self.interest, self.balance]
    }

    fn bar(&self, most: i64) -> String {
        let cells = |amount: Money| usize::try_from(amount.fen() * WIDTH / most).unwrap_or_default();
        let (interest, paid) = (cells(self.interest), cells(self.paid));
        "█".repeat(interest) + &"░".repeat(paid.saturating_sub(interest))
    }
}

fn change(text: &str) -> Result<Change, String> {
    let (period, rate) = text.split_once(':').ok_or("want a period and a rate, such as 25:3.3")?;
    let period = period.parse().ok().filter(|period| (1..=MONTHS_MAX).contains(period));
    let period = period.ok_or_else(|| format!("want a period from 1 to {MONTHS_MAX} before the colon"))?;
    Ok(Change { period, rate: percent(rate)?, interest: None })
}
