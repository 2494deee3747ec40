//! What customers ask of a loan, as plain data: each answer is `{"figures", "en", "zh"}`.

use serde_json::{Value, json};

use super::loan::{Loan, loan};
use super::names::placed;
use super::prepay::{relief, terms};
use crate::assess::questions::{
    self, Answer, Compared, Early, Monthly, Moved, PaidEarly, ReliefCompared, WhenCompared,
};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::Rate;
use crate::repayment::{Debt, MONTHS_MAX};

/// How much is it a month? `{"principal_fen", "rate_millionths", "months", "method", "payment_fen"}` gives `{"figures":
/// {"monthly_fen", "last_fen", "interest_fen"}, "en", "zh"}`: the first payment, the last one, and all interest.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let told = plain::monthly(&json!({"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360}))?;
/// assert_eq!(told["figures"], json!({"monthly_fen": 449_045, "last_fen": 448_852, "interest_fen": 61_656_007}));
/// assert_eq!(told["zh"], "贷款1000000.00元，360个月，年利率3.5%，等额本息：每月4490.45元，利息共616560.07元");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input, or a debt beyond its bounds.
pub fn monthly(request: &Value) -> Result<Value, Error> {
    asked(request, |mut reader| {
        let (debt, method) = loan(&mut reader)?;
        reader.finish()?;
        Ok(answer(&questions::monthly(&debt, method)?, cost))
    })
}

/// What if the rate moves? A loan as for [`monthly`], with `basis_points`, less than nothing where it falls, and the `period`
/// from which on it does (1 when left out), gives `{"figures": {"rate_millionths", "before_fen", "after_fen",
/// "monthly_change_fen", "interest_change_fen"}, "en", "zh"}`: the payments are those of that period.
///
/// # Errors
/// Malformed input; a rate that would be below nothing or too high; a period beyond the term.
pub fn if_rate_moves(request: &Value) -> Result<Value, Error> {
    asked(request, |mut reader| {
        let (debt, method) = loan(&mut reader)?;
        let period = reader.number("period", "a period of the term", 1, i64::from(MONTHS_MAX))?.unwrap_or(1);
        let points = reader.number("basis_points", "a move in hundredths of a percent", -3_600, 3_600)?;
        reader.finish()?;
        let points = points.ok_or_else(|| missing("basis_points"))?;
        Ok(answer(&questions::if_rate_moves(&debt, method, period, points)?, move_of))
    })
}

/// Thirty years or twenty? `{"loans": [{"principal_fen", "rate_millionths", "months"}, {…}], "method", "payment_fen"}` gives
/// `{"figures": {"each": [{"monthly_fen", "last_fen", "interest_fen"}, {…}], "monthly_more_fen", "interest_saved_fen"},
/// "en", "zh"}`: how much more the second costs in a month, and how much less in interest; each may be less than nothing.
///
/// # Errors
/// Malformed input, or a debt beyond its bounds; another number of loans than two.
pub fn compare(request: &Value) -> Result<Value, Error> {
    asked(request, |mut reader| {
        let word: Option<String> = reader.field("method")?;
        let method = super::method(word.as_deref(), reader.field("payment_fen")?)?;
        let loans = reader.list("loans", debt)?.ok_or_else(|| missing("loans"))?;
        reader.finish()?;
        let [one, other] = pair(&loans, "loans")?;
        Ok(answer(&questions::compare(&one, &other, method)?, comparison))
    })
}

/// Prepay now or in two years? The request of [`prepay`](super::prepay) with two `days` in place of its `day`, and a
/// `sum_fen` that must be there, gives `{"figures": {"sum_fen", "each": [{"day", "interest_fen", "fee_fen", "saved_fen",
/// "payments_saved", "next_payment_fen"}, {…}], "saved_more_fen"}, "en", "zh"}`: what the first day saves more than the second,
/// less than nothing where it saves less.
///
/// `saved_fen` is interest that is never paid, less the fee. Nothing is counted for what the money would earn meanwhile.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let told = plain::prepay_now_or_later(&json!({
///     "principal_fen": 100_000_000, "rate_millionths": 42_000, "months": 360, "payout": "2024-01-20",
///     "sum_fen": 20_000_000, "days": ["2025-01-20", "2027-01-20"],
/// }))?;
/// assert_eq!(told["figures"]["saved_more_fen"], 3_714_669);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input; a day or a sum that the contract does not allow, with its bound, at `days[0]` or `days[1]`; a second day
/// that is not after the first.
pub fn prepay_now_or_later(request: &Value) -> Result<Value, Error> {
    asked(request, |mut reader| {
        let lent = Loan::read(&mut reader)?;
        let shares = reader.list("fee_by_year_millionths", Rate::read)?;
        let (terms, asked_on) = (terms(&mut reader, shares.as_deref())?, reader.field("asked_on")?);
        let (sum, relief) = (reader.field("sum_fen")?, relief(&mut reader)?);
        let days = reader.list("days", Date::read)?.ok_or_else(|| missing("days"))?;
        reader.finish()?;
        let (plan, days) = (lent.plan(None)?, pair(&days, "days")?);
        let (loan, payout) = plan.paid_out()?;
        let early = Early { loan: &loan, payout, terms: &terms, asked_on };
        Ok(answer(&questions::prepay_now_or_later(&early, sum, relief, days)?, times))
    })
}

/// Shorter term or smaller instalment? The request of [`prepay`](super::prepay) without its `relief`, and a `sum_fen` that must
/// be there, gives `{"figures": {"sum_fen", "payment_before_fen", "each": […], "saved_more_fen", "monthly_less_fen"}, "en",
/// "zh"}`; `each` is as in [`prepay_now_or_later`], the shorter term first.
///
/// # Errors
/// As [`prepay`](super::prepay).
pub fn shorter_or_smaller(request: &Value) -> Result<Value, Error> {
    asked(request, |mut reader| {
        let lent = Loan::read(&mut reader)?;
        let shares = reader.list("fee_by_year_millionths", Rate::read)?;
        let (terms, asked_on) = (terms(&mut reader, shares.as_deref())?, reader.field("asked_on")?);
        let (sum, day) = (reader.field("sum_fen")?, reader.field("day")?);
        reader.finish()?;
        let plan = lent.plan(None)?;
        let (loan, payout) = plan.paid_out()?;
        let early = Early { loan: &loan, payout, terms: &terms, asked_on };
        Ok(answer(&questions::shorter_or_smaller(&early, sum, day)?, reliefs))
    })
}

/// An answer to what is asked, or an error at its place on the wire.
fn asked(request: &Value, answer: impl FnOnce(Reader<'_>) -> Result<Value, Error>) -> Result<Value, Error> {
    answer(Reader::new(request)?).map_err(placed)
}

/// An answer, its figures told by this.
pub(in crate::interchange) fn answer<T>(answer: &Answer<T>, figures: impl Fn(&T) -> Value) -> Value {
    json!({"figures": figures(&answer.figures), "en": answer.en, "zh": answer.zh})
}

fn debt(value: &Value) -> Result<Debt, Error> {
    let mut reader = Reader::new(value)?;
    let debt = Debt::new(reader.field("principal_fen")?, reader.field("rate_millionths")?, reader.field("months")?)?;
    reader.finish()?;
    Ok(debt)
}

fn pair<T: Copy>(list: &[T], name: &str) -> Result<[T; 2], Error> {
    <[T; 2]>::try_from(list).map_err(|_| {
        Error::new(ErrorCode::BadLength, format!("two are compared, {} were found", list.len()))
            .at(name)
            .help("give two of them")
    })
}

fn cost(cost: &Monthly) -> Value {
    json!({"monthly_fen": cost.monthly.fen(), "last_fen": cost.last.fen(), "interest_fen": cost.interest.fen()})
}

fn move_of(moved: &Moved) -> Value {
    json!({
        "rate_millionths": moved.rate.millionths(),
        "before_fen": moved.before.fen(),
        "after_fen": moved.after.fen(),
        "monthly_change_fen": moved.monthly_change.fen(),
        "interest_change_fen": moved.interest_change.fen(),
    })
}

fn comparison(compared: &Compared) -> Value {
    json!({
        "each": compared.each.each_ref().map(cost),
        "monthly_more_fen": compared.monthly_more.fen(),
        "interest_saved_fen": compared.interest_saved.fen(),
    })
}

fn times(compared: &WhenCompared) -> Value {
    json!({
        "sum_fen": compared.sum.fen(),
        "each": compared.each.each_ref().map(early),
        "saved_more_fen": compared.saved_more.fen(),
    })
}

fn reliefs(compared: &ReliefCompared) -> Value {
    json!({
        "sum_fen": compared.sum.fen(),
        "payment_before_fen": compared.payment_before.fen(),
        "each": compared.each.each_ref().map(early),
        "saved_more_fen": compared.saved_more.fen(),
        "monthly_less_fen": compared.monthly_less.fen(),
    })
}

fn early(paid: &PaidEarly) -> Value {
    json!({
        "day": paid.day.write(),
        "interest_fen": paid.interest.fen(),
        "fee_fen": paid.fee.fen(),
        "saved_fen": paid.saved.fen(),
        "payments_saved": paid.payments_saved,
        "next_payment_fen": paid.next_payment.fen(),
    })
}
