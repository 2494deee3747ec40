//! `desk schedule`: every payment of a loan.

use std::io::Write;
use std::path::PathBuf;

use anjieflow::date::Date;
use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{
    Change, DayBasis, Debt, DueDays, FirstDue, FirstPeriod, MONTHS_MAX, Method, RATE_MAX, Row, Schedule, unrounded,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::args::{Lang, day};
use super::ask::Verdict;
use super::chart::{self, Curve};
use super::error::Error;
use super::report::aligned;
use super::run::write_page;
use super::words::Words;

/// A loan, and how it is paid back.
#[derive(Args, Clone, Debug)]
pub struct Loan {
    /// How much is borrowed, in yuan
    #[arg(long, value_name = "YUAN", value_parser = yuan, allow_hyphen_values = true)]
    principal: Money,
    /// The yearly rate, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent, allow_hyphen_values = true)]
    rate: Rate,
    /// The term, in months
    #[arg(long, value_parser = months, allow_hyphen_values = true)]
    months: u16,
    /// How it is paid back
    #[arg(long, value_enum, default_value = "equal-instalment")]
    method: Way,
    /// What is paid a month, in yuan, with `--method fixed-payment`
    #[arg(long, value_name = "YUAN", value_parser = yuan, required_if_eq("method", "fixed-payment"))]
    payment: Option<Money>,
}

/// Its payments, and how they are shown.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    #[command(flatten)]
    loan: Loan,
    /// From which period on the rate is another, such as 25:3.3; may be given several times
    #[arg(long, value_name = "PERIOD:PERCENT", value_parser = change)]
    rate_change: Vec<Change>,
    /// Where figures are rounded
    #[arg(long, value_enum, default_value = "every-period", conflicts_with_all = ["rate_change", "payout", "grace"])]
    convention: Rounded,
    #[command(flatten)]
    timing: Timing,
    /// Write the curves of the loan as a page
    #[arg(long, value_name = "FILE")]
    pub chart: Option<PathBuf>,
    /// On the page, beside it: the same loan paid back in another way
    #[arg(long, value_enum, value_name = "METHOD", requires = "chart")]
    beside: Option<Way>,
}

/// When it is paid back.
#[derive(Args, Clone, Debug)]
struct Timing {
    /// The day on which the loan is paid out; each payment is then told with its day, the first in the month after
    #[arg(long, value_name = "DAY", value_parser = day)]
    payout: Option<Date>,
    /// The day of the month on which payments are due [default: that of the payout]
    #[arg(long, value_name = "DAY", value_parser = clap::value_parser!(u8).range(1..=31), requires = "payout")]
    due_day: Option<u8>,
    /// How the interest of the first period is counted
    #[arg(long, value_enum, default_value = "whole", requires = "payout")]
    first_period: Start,
    /// How days are counted, with `--first-period by-days` and `months-and-days` [default: actual-360]
    #[arg(long, value_enum, requires = "first_period")]
    day_count: Option<Count>,
    /// So many months at the beginning only interest is paid
    #[arg(long, value_name = "MONTHS", default_value = "0")]
    grace: u16,
}

/// The first period, by the names of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Start {
    /// As a whole month, however many days it has
    Whole,
    /// By days
    ByDays,
    /// Whole months as months, the days before them by days
    MonthsAndDays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Count {
    /// Days over 360
    #[value(name = "actual-360")]
    Actual360,
    /// Days over 365
    #[value(name = "actual-365")]
    Actual365,
    /// Months of 30 days over 360
    #[value(name = "thirty-360")]
    Thirty360,
}

/// The methods, by the names of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Way {
    /// The same sum every month (等额本息)
    EqualInstalment,
    /// The same principal every month (等额本金)
    EqualPrincipal,
    /// Interest every month, the principal at the end (先息后本)
    InterestFirst,
    /// A sum of one's own choice until all is paid (自由还款)
    FixedPayment,
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
        return Ok(Plan { rows, due: Vec::new(), payment: debt.principal().checked_add(interest)?, interest });
    }
    let mut changes = asked.rate_change.clone();
    changes.sort_by_key(|change| change.period);
    asked.timing.check_changes(&changes)?;
    let schedule = asked.timing.of(&debt, asked.loan.schedule()?)?.repriced(&changes)?;
    let totals = schedule.totals();
    let (rows, due) = match asked.timing.days()? {
        None => (schedule.collect(), Vec::new()),
        Some(days) => schedule.dated(&days)?.map(|dated| (dated.row, dated.due)).unzip(),
    };
    Ok(Plan { rows, due, payment: totals.payment, interest: totals.interest })
}

impl Timing {
    /// The same schedule with its first period and its months of interest only.
    fn of<'c>(&self, debt: &Debt, schedule: Schedule<'c>) -> Result<Schedule<'c>, anjieflow::error::Error> {
        let schedule = schedule.grace(self.grace)?;
        match (self.payout, self.days()?, self.first_period()) {
            (Some(payout), Some(days), Some(first)) => schedule.first_interest(first.interest(debt, payout, &days)?),
            _ => Ok(schedule),
        }
    }

    /// Of a first period that is counted by days: at which rate the days before the change stood would be guessed.
    fn check_changes(&self, changes: &[Change]) -> Result<(), anjieflow::error::Error> {
        match changes.first() {
            Some(Change { period: 1, .. }) if self.first_period().is_some() => {
                let message = "the first period is counted by days at the rate that the loan begins with";
                Err(anjieflow::error::Error::new(anjieflow::error::ErrorCode::Conflict, message)
                    .at("--rate-change")
                    .help("change the rate from period 2 on, or give that rate as `--rate`"))
            }
            _ => Ok(()),
        }
    }

    fn days(&self) -> Result<Option<DueDays<'static>>, anjieflow::error::Error> {
        let days = |payout: Date| {
            DueDays::after_payout(payout, self.due_day.unwrap_or_else(|| payout.day()), FirstDue::NextMonth)
        };
        self.payout.map(days).transpose()
    }

    /// None where the first period is whole.
    fn first_period(&self) -> Option<FirstPeriod> {
        let basis = self.day_count.map_or(DayBasis::Actual360, Count::basis);
        match self.first_period {
            Start::Whole => None,
            Start::ByDays => Some(FirstPeriod::ByDays(basis)),
            Start::MonthsAndDays => Some(FirstPeriod::MonthsAndDays(basis)),
        }
    }
}

impl Count {
    const fn basis(self) -> DayBasis {
        match self {
            Self::Actual360 => DayBasis::Actual360,
            Self::Actual365 => DayBasis::Actual365,
            Self::Thirty360 => DayBasis::Thirty360,
        }
    }
}

impl Loan {
    fn debt(&self) -> Result<Debt, anjieflow::error::Error> {
        Debt::new(self.principal, self.rate, self.months)
    }

    /// Every payment.
    pub fn schedule(&self) -> Result<Schedule<'static>, anjieflow::error::Error> {
        self.debt()?.schedule(self.method())
    }

    fn method(&self) -> Method {
        match (self.method, self.payment) {
            (Way::EqualPrincipal, _) => Method::EqualPrincipal,
            (Way::InterestFirst, _) => Method::InterestFirst,
            (Way::FixedPayment, Some(payment)) => Method::FixedPayment(payment),
            (Way::EqualInstalment | Way::FixedPayment, _) => Method::EqualInstalment,
        }
    }
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
    json!({
        "rows": rows,
        "total_payment": plan.payment.to_string(),
        "total_interest": plan.interest.to_string(),
    })
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

pub(super) fn yuan(text: &str) -> Result<Money, String> {
    text.parse().map_err(|error: anjieflow::error::Error| error.to_string())
}

pub(super) fn percent(text: &str) -> Result<Rate, String> {
    let rate: Option<Rate> = format!("{}%", text.trim_end_matches('%')).parse().ok();
    rate.filter(|rate| *rate <= RATE_MAX)
        .ok_or_else(|| format!("want a yearly rate from 0 to {RATE_MAX} with at most four decimals, such as 3.5"))
}

fn months(text: &str) -> Result<u16, String> {
    let months = text.parse().ok().filter(|months| (1..=MONTHS_MAX).contains(months));
    months.ok_or_else(|| format!("want a term from 1 to {MONTHS_MAX} months, such as 360"))
}

fn change(text: &str) -> Result<Change, String> {
    let (period, rate) = text.split_once(':').ok_or("want a period and a rate, such as 25:3.3")?;
    let period = period.parse().ok().filter(|period| (1..=MONTHS_MAX).contains(period));
    let period = period.ok_or_else(|| format!("want a period from 1 to {MONTHS_MAX} before the colon"))?;
    Ok(Change { period, rate: percent(rate)?, interest: None })
}
