//! `desk prepay`: what an early payment costs and saves.

use std::io::Write;
use std::path::PathBuf;

use anjieflow::date::Date;
use anjieflow::money::{Money, Rate};
use anjieflow::repayment::prepay::{Fee, Prepaid, PrepayTerms, Prepayment, Relief};
use anjieflow::repayment::{Dated, DueDays, FirstDue, Totals};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::args::{Lang, day};
use super::ask::Verdict;
use super::chart::{self, Curve};
use super::error::Error;
use super::loan::{Loan, percent, yuan};
use super::run::write_page;
use super::words::Words;

/// An early payment, and what the contract says of it.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    #[command(flatten)]
    loan: Loan,
    /// The day on which the loan was paid out
    #[arg(long, value_name = "DAY", value_parser = day)]
    payout: Date,
    /// The day of the month on which instalments are due [default: that of the payout]
    #[arg(long, value_name = "DAY", value_parser = clap::value_parser!(u8).range(1..=31))]
    due_day: Option<u8>,
    /// The day of the early payment; an instalment of that day is paid first
    #[arg(long, value_name = "DAY", value_parser = day)]
    day: Date,
    /// How much of the principal, in yuan [default: all that is owed]
    #[arg(long, value_name = "YUAN", value_parser = yuan, allow_hyphen_values = true)]
    sum: Option<Money>,
    /// What becomes of the payments that are left
    #[arg(long, value_enum, default_value = "shorter-term")]
    relief: Ease,
    /// How many payments are left, with `--relief payments-left`
    #[arg(long, value_name = "COUNT", required_if_eq("relief", "payments-left"))]
    payments_left: Option<u16>,
    /// The fee: so many months' interest on the sum
    #[arg(long, value_name = "MONTHS", conflicts_with = "fee_by_year")]
    fee_months: Option<u8>,
    /// The fee falls away so many months after the payout
    #[arg(long, value_name = "MONTHS", requires = "fee_months")]
    fee_within: Option<u16>,
    /// The fee: a share of the sum by year of the loan, such as 2,1
    #[arg(long, value_name = "PERCENT,…", value_delimiter = ',', value_parser = percent)]
    fee_by_year: Vec<Rate>,
    /// The least part that the lender takes, in yuan
    #[arg(long, value_name = "YUAN", value_parser = yuan)]
    least: Option<Money>,
    /// So many months after the payout it is possible at all
    #[arg(long, value_name = "MONTHS", default_value = "0")]
    wait: u16,
    /// So many days before, the lender wants to be asked
    #[arg(long, value_name = "DAYS", requires = "asked_on")]
    notice: Option<u16>,
    /// The day on which it was asked
    #[arg(long, value_name = "DAY", value_parser = day)]
    asked_on: Option<Date>,
    /// Write the curves of the payments left, without it and with it, as a page
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ease {
    /// The term ends earlier, the instalment stays (期限减按)
    ShorterTerm,
    /// The term ends earlier, the instalment is computed anew for whole months
    ShorterTermLevelled,
    /// The term stays, the instalment is computed anew (金额减按)
    SmallerInstalment,
    /// So many payments are left
    PaymentsLeft,
}

/// What is paid on the day, what is paid afterwards, and what that saves.
///
/// # Errors
/// The loan or the payment is beyond its bounds, or the output cannot be written.
pub fn prepay(asked: &Asked, json: bool, lang: Lang, out: &mut impl Write) -> Result<Verdict, Error> {
    let of = |error| Error::of("prepay", error);
    let days = DueDays::after_payout(asked.payout, asked.due_day.unwrap_or(asked.payout.day()), FirstDue::NextMonth);
    let days = days.map_err(of)?;
    let loan = asked.loan.schedule().and_then(|schedule| schedule.dated(&days)).map_err(of)?;
    let payment = Prepayment { day: asked.day, sum: asked.sum, relief: relief(asked), asked_on: asked.asked_on };
    let quote = terms(asked).quote(&loan, asked.payout, &payment).map_err(of)?;
    if let Some(page) = &asked.chart {
        write_page(page, &chart::page(&title(asked, &quote), &curves(&loan.as_of(asked.day), &quote)))?;
    }
    match json {
        true => writeln!(out, "{:#}", whole(&quote).map_err(of)?)?,
        false => told(&quote, lang, out)?,
    }
    Ok(Verdict::Yes)
}

fn title(asked: &Asked, quote: &Prepaid<'_>) -> Words {
    let (sum, day) = (quote.sum, asked.day);
    Words::new(format!("{day} 提前还款 {sum} 元"), format!("{sum} yuan paid early on {day}"))
}

/// What is left to pay, without the early payment and with it.
fn curves(now: &Dated<'_>, quote: &Prepaid<'_>) -> [Curve; 2] {
    let curve = |name, loan: &Dated<'_>| Curve {
        name,
        rows: loan.clone().map(|dated| dated.row).collect(),
        interest: loan.totals().interest,
    };
    [curve(Words::new("不提前还款", "without it"), now), curve(Words::new("提前还款后", "with it"), &quote.rest)]
}

fn relief(asked: &Asked) -> Relief {
    match (asked.relief, asked.payments_left) {
        (Ease::PaymentsLeft, Some(left)) => Relief::PeriodsLeft(left),
        (Ease::ShorterTermLevelled, _) => Relief::ShorterTermLevelled,
        (Ease::SmallerInstalment, _) => Relief::SmallerInstalment,
        (Ease::ShorterTerm | Ease::PaymentsLeft, _) => Relief::ShorterTerm,
    }
}

fn terms(asked: &Asked) -> PrepayTerms<'_> {
    let fee = match (asked.fee_months, asked.fee_by_year.as_slice()) {
        (Some(months), _) => Fee::MonthsOfInterest { months, within_months: asked.fee_within },
        (None, []) => Fee::Free,
        (None, shares) => Fee::ByYear(shares),
    };
    let sum_min = asked.least.unwrap_or(PrepayTerms::FREE.sum_min);
    PrepayTerms { fee, sum_min, wait_months: asked.wait, notice_days: asked.notice.unwrap_or(0), ..PrepayTerms::FREE }
}

fn whole(quote: &Prepaid<'_>) -> Result<Value, anjieflow::error::Error> {
    let totals = |totals: &Totals| {
        json!({
            "payments": totals.payments,
            "first_payment": totals.first_payment.to_string(),
            "last_payment": totals.last_payment.to_string(),
            "total_payment": totals.payment.to_string(),
            "total_interest": totals.interest.to_string(),
        })
    };
    Ok(json!({
        "sum": quote.sum.to_string(),
        "interest": quote.interest.to_string(),
        "fee": quote.fee.to_string(),
        "to_pay": quote.to_pay()?.to_string(),
        "interest_saved": quote.interest_saved()?.to_string(),
        "payments_saved": quote.payments_saved(),
        "before": totals(&quote.before),
        "after": totals(&quote.after),
        "next_due": quote.rest.clone().next().map(|next| next.due.to_string()),
    }))
}

fn told(quote: &Prepaid<'_>, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
    let of = |error| Error::of("prepay", error);
    let (to_pay, saved) = (quote.to_pay().map_err(of)?, quote.interest_saved().map_err(of)?);
    let Prepaid { sum, interest, fee, before, after, .. } = quote;
    let (fewer, left) = (quote.payments_saved(), after.payments);
    match lang {
        Lang::En => {
            writeln!(out, "to pay on the day   {to_pay}: principal {sum}, interest {interest}, fee {fee}")?;
            writeln!(out, "instalment          {} before, {} after", before.first_payment, after.first_payment)?;
            writeln!(out, "payments left       {left}, {fewer} fewer")?;
            writeln!(out, "interest saved      {saved}")?;
        }
        Lang::Zh => {
            writeln!(out, "当日应付  {to_pay}：本金 {sum}，利息 {interest}，违约金 {fee}")?;
            writeln!(out, "月供      原 {}，现 {}", before.first_payment, after.first_payment)?;
            writeln!(out, "剩余期数  {left}，减少 {fewer}")?;
            writeln!(out, "节省利息  {saved}")?;
        }
    }
    Ok(())
}
