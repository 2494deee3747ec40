//! Prepay now or in two years, and for a shorter term or a smaller instalment?

use super::{Answer, size};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::Money;
use crate::repayment::Dated;
use crate::repayment::prepay::{Prepaid, PrepayTerms, Prepayment, Relief};

/// A loan that may be paid back early.
#[derive(Clone, Copy, Debug)]
pub struct Early<'a> {
    /// Its payments by day, from the first one on.
    pub loan: &'a Dated<'a>,
    /// When it was paid out.
    pub payout: Date,
    /// What the contract says of paying early.
    pub terms: &'a PrepayTerms<'a>,
    /// When it was asked for, where notice must be given.
    pub asked_on: Option<Date>,
}

/// What one early payment costs, and what it saves against none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidEarly {
    /// The day.
    pub day: Date,
    /// Interest on the sum for the days since the last due day.
    pub interest: Money,
    /// What the contract takes for it.
    pub fee: Money,
    /// How much less interest is paid over the whole term, less the fee; less than nothing where the fee eats it up.
    pub saved: Money,
    /// How many payments fewer there are.
    pub payments_saved: u16,
    /// The payment after it; nothing where nothing is owed any more.
    pub next_payment: Money,
}

/// The same sum paid early on one day or on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhenCompared {
    /// How much of the principal.
    pub sum: Money,
    /// What it costs and saves on each day.
    pub each: [PaidEarly; 2],
    /// How much more the first day saves; less than nothing where it saves less.
    pub saved_more: Money,
}

/// The same sum paid early for a shorter term or for a smaller instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReliefCompared {
    /// How much of the principal.
    pub sum: Money,
    /// The payment that would have come next.
    pub payment_before: Money,
    /// What it costs and saves each way: the shorter term first.
    pub each: [PaidEarly; 2],
    /// How much more the shorter term saves.
    pub saved_more: Money,
    /// How much less the smaller instalment costs in the next payment.
    pub monthly_less: Money,
}

/// Prepay now or in two years? Of any two days: the same sum, with the same relief, when every instalment due by its day is
/// paid.
///
/// Nothing is counted for what the money would earn meanwhile: who waits must earn what the first day saves more.
///
/// ```
/// use anjieflow::assess::questions::{self, Early};
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::prepay::{PrepayTerms, Relief};
/// use anjieflow::repayment::{Debt, DueDays, Method};
///
/// let days = DueDays::monthly("2024-02-20".parse()?, 20)?;
/// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(42_000), 360)?;
/// let loan = debt.schedule(Method::EqualInstalment)?.dated(&days)?;
/// let early = Early { loan: &loan, payout: "2024-01-20".parse()?, terms: &PrepayTerms::FREE, asked_on: None };
///
/// let sum = Money::from_yuan(200_000)?;
/// let days = ["2025-01-20".parse()?, "2027-01-20".parse()?];
/// let answer = questions::prepay_now_or_later(&early, sum, Relief::ShorterTerm, days)?;
/// assert_eq!(answer.figures.each.map(|it| it.payments_saved), [112, 105]);
/// assert_eq!(answer.figures.saved_more.to_string(), "37146.69");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
///
/// `OutOfRange` when the second day is not after the first; and as [`PrepayTerms::quote`], at `days[0]` or `days[1]`.
pub fn prepay_now_or_later(
    early: &Early<'_>,
    sum: Money,
    relief: Relief,
    days: [Date; 2],
) -> Result<Answer<WhenCompared>, Error> {
    let [now, later] = days;
    if later <= now {
        return Err(not_after(now, later));
    }
    let paid = |index: usize, day| early.paid(day, sum, relief).map_err(|error| error.at(format!("days[{index}]")));
    let figures = WhenCompared::of(sum, [paid(0, now)?, paid(1, later)?])?;
    Ok(Answer { zh: figures.zh(), en: figures.text(), figures })
}

/// Shorter term or smaller instalment? Of one early payment, when every instalment due by its day is paid.
///
/// # Errors
///
/// As [`PrepayTerms::quote`].
pub fn shorter_or_smaller(early: &Early<'_>, sum: Money, day: Date) -> Result<Answer<ReliefCompared>, Error> {
    let paid = |relief| early.paid(day, sum, relief);
    let before = early.loan.clone().as_of(day).next().map_or(Money::ZERO, |next| next.row.payment);
    let each = [paid(Relief::ShorterTerm)?, paid(Relief::SmallerInstalment)?];
    let figures = ReliefCompared::of(sum, before, each)?;
    Ok(Answer { zh: figures.zh(), en: figures.text(), figures })
}

impl Early<'_> {
    fn paid(&self, day: Date, sum: Money, relief: Relief) -> Result<PaidEarly, Error> {
        let asked = Prepayment { asked_on: self.asked_on, ..Prepayment::part(day, sum, relief) };
        PaidEarly::of(day, &self.terms.quote(self.loan, self.payout, &asked)?)
    }
}

impl PaidEarly {
    fn of(day: Date, quote: &Prepaid<'_>) -> Result<Self, Error> {
        let saved = quote.interest_saved()?.checked_sub(quote.fee)?;
        let (interest, fee, next_payment) = (quote.interest, quote.fee, quote.after.first_payment);
        Ok(Self { day, interest, fee, saved, payments_saved: quote.payments_saved(), next_payment })
    }

    fn text(&self) -> String {
        let Self { day, interest, fee, saved, .. } = self;
        let saved = match *saved < Money::ZERO {
            true => format!("loses {}", size(*saved)),
            false => format!("saves {saved}"),
        };
        let fewer = self.fewer().map(|fewer| format!(", has {fewer} payments fewer")).unwrap_or_default();
        let rest = match self.next_payment {
            Money::ZERO => ", and nothing is owed".to_owned(),
            next => format!(", and {next} is the next payment"),
        };
        format!("on {day} it costs a fee of {fee} and {interest} of interest for the days, {saved}{fewer}{rest}")
    }

    fn zh(&self) -> String {
        let Self { day, interest, fee, saved, .. } = self;
        let saved = match *saved < Money::ZERO {
            true => format!("反而多付{}元", size(*saved)),
            false => format!("共省{saved}元"),
        };
        let fewer = self.fewer().map(|fewer| format!("，少还{fewer}期")).unwrap_or_default();
        let rest = match self.next_payment {
            Money::ZERO => "，全部还清".to_owned(),
            next => format!("，下期月供{next}元"),
        };
        format!("{day}还，违约金{fee}元，按日利息{interest}元，{saved}{fewer}{rest}")
    }

    /// How many payments fewer, where there are.
    const fn fewer(&self) -> Option<u16> {
        if self.payments_saved == 0 { None } else { Some(self.payments_saved) }
    }
}

impl WhenCompared {
    fn of(sum: Money, each: [PaidEarly; 2]) -> Result<Self, Error> {
        let [now, later] = each;
        Ok(Self { sum, each, saved_more: now.saved.checked_sub(later.saved)? })
    }

    fn text(&self) -> String {
        let Self { sum, each: [now, later], saved_more } = self;
        let which = if *saved_more < Money::ZERO { "the later day" } else { "the earlier day" };
        format!("{sum} yuan paid early: {}; {}; {which} is better by {}", now.text(), later.text(), size(*saved_more))
    }

    fn zh(&self) -> String {
        let Self { sum, each: [now, later], saved_more } = self;
        let which = if *saved_more < Money::ZERO { "晚还" } else { "早还" };
        format!("提前还款{sum}元：{}；{}；{which}多省{}元", now.zh(), later.zh(), size(*saved_more))
    }
}

impl ReliefCompared {
    fn of(sum: Money, payment_before: Money, each: [PaidEarly; 2]) -> Result<Self, Error> {
        let [shorter, smaller] = each;
        let saved_more = shorter.saved.checked_sub(smaller.saved)?;
        let monthly_less = payment_before.checked_sub(smaller.next_payment)?;
        Ok(Self { sum, payment_before, each, saved_more, monthly_less })
    }

    fn text(&self) -> String {
        let Self { sum, payment_before, each: [shorter, smaller], saved_more, monthly_less } = self;
        let (day, fee, less) = (shorter.day, shorter.fee, shorter.payments_saved);
        format!(
            "{sum} yuan paid early on {day} with {fee} of fee: a shorter term saves {} and has {less} payments fewer; a \
             smaller instalment saves {} and costs {} instead of {payment_before} a month, {monthly_less} less; the \
             shorter term saves {saved_more} more",
            shorter.saved, smaller.saved, smaller.next_payment,
        )
    }

    fn zh(&self) -> String {
        let Self { sum, payment_before, each: [shorter, smaller], saved_more, monthly_less } = self;
        let (day, fee, less) = (shorter.day, shorter.fee, shorter.payments_saved);
        format!(
            "{day}提前还款{sum}元，违约金{fee}元：缩短期限共省{}元，少还{less}期；减少月供共省{}元，月供由{payment_before}元\
             变为{}元，每月少{monthly_less}元；缩短期限多省{saved_more}元",
            shorter.saved, smaller.saved, smaller.next_payment,
        )
    }
}

#[cold]
fn not_after(now: Date, later: Date) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("want a day after {now}, found {later}"))
        .at("days[1]")
        .help("give the earlier day first")
}

#[cfg(test)]
mod tests {
    use super::super::tests::debt;
    use super::*;
    use crate::assess::tests::yuan;
    use crate::money::Rate;
    use crate::repayment::prepay::Fee;
    use crate::repayment::{DueDays, Method};

    const PAYOUT: Date = Date::constant(2024, 1, 20);

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Of a million at 4.2% over thirty years.
    fn asked<T>(method: Method, terms: PrepayTerms<'_>, ask: impl FnOnce(&Early<'_>) -> T) -> T {
        let days = DueDays::monthly(date("2024-02-20"), 20).unwrap();
        let loan = debt(1_000_000, 42_000, 360).schedule(method).unwrap().dated(&days).unwrap();
        ask(&Early { loan: &loan, payout: PAYOUT, terms: &terms, asked_on: None })
    }

    fn when(terms: PrepayTerms<'_>, relief: Relief, days: [&str; 2]) -> Result<Answer<WhenCompared>, Error> {
        let ask = |early: &Early<'_>| prepay_now_or_later(early, yuan(200_000), relief, days.map(date));
        asked(Method::EqualInstalment, terms, ask)
    }

    /// All interest that is ever paid, row by row, less that of the loan left alone.
    #[test]
    fn what_is_saved_is_interest_never_paid() {
        let interest = |schedule: crate::repayment::Schedule<'_>| Money::sum(schedule.map(|row| row.interest)).unwrap();
        for relief in [Relief::ShorterTerm, Relief::SmallerInstalment] {
            let answer = when(PrepayTerms::FREE, relief, ["2025-01-20", "2027-01-20"]).unwrap().figures;
            let alone = debt(1_000_000, 42_000, 360).schedule(Method::EqualInstalment).unwrap();
            for (paid, after) in answer.each.iter().zip([12, 36]) {
                let mut schedule = alone.clone();
                let before = Money::sum(schedule.by_ref().take(after).map(|row| row.interest)).unwrap();
                let rest = interest(schedule.prepaid(yuan(200_000), relief).unwrap());
                let all = before.checked_add(rest).unwrap();
                assert_eq!(paid.saved, interest(alone.clone()).checked_sub(all).unwrap());
            }
            assert!(answer.saved_more > yuan(10_000), "{answer:?}");
        }
    }

    #[test]
    fn a_fee_may_make_it_worth_waiting() {
        let shares = [Rate::constant(30_000)];
        let terms = PrepayTerms { fee: Fee::ByYear(&shares), ..PrepayTerms::FREE };
        let answer = when(terms, Relief::ShorterTerm, ["2024-12-20", "2025-01-20"]).unwrap();
        let [now, later] = answer.figures.each;
        assert_eq!((now.fee, later.fee), (yuan(6_000), Money::ZERO));
        assert!(answer.figures.saved_more < Money::ZERO);
        let more = (-answer.figures.saved_more).to_string();
        assert!(answer.zh.ends_with(&format!("晚还多省{more}元")), "{}", answer.zh);
        assert!(answer.en.ends_with(&format!("the later day is better by {more}")), "{}", answer.en);
    }

    #[test]
    fn a_fee_may_eat_up_what_is_saved() {
        let days = DueDays::monthly(date("2024-02-20"), 20).unwrap();
        let loan = debt(1_000_000, 42_000, 24).schedule(Method::EqualInstalment).unwrap().dated(&days).unwrap();
        let terms = PrepayTerms { fee: Fee::MonthsOfInterest { months: 36, within_months: None }, ..PrepayTerms::FREE };
        let early = Early { loan: &loan, payout: PAYOUT, terms: &terms, asked_on: None };
        let days = ["2024-02-20", "2024-03-20"].map(date);
        let answer = prepay_now_or_later(&early, yuan(100_000), Relief::ShorterTerm, days).unwrap();
        let lost = (-answer.figures.each[0].saved).to_string();
        assert!(answer.en.contains(&format!("loses {lost}, has ")), "{}", answer.en);
        assert!(answer.zh.contains(&format!("反而多付{lost}元，少还")), "{}", answer.zh);
    }

    #[test]
    fn days_between_due_days_cost_interest() {
        let answer = when(PrepayTerms::FREE, Relief::SmallerInstalment, ["2025-01-30", "2026-01-20"]).unwrap();
        // Ten days of 200,000 at 4.2% over 360.
        assert_eq!(answer.figures.each.map(|it| it.interest.to_string()), ["233.33", "0.00"]);
        assert_eq!(answer.figures.each.map(|it| it.payments_saved), [0, 0]);
        assert!(
            answer.zh.starts_with("提前还款200000.00元：2025-01-30还，违约金0.00元，按日利息233.33元"),
            "{}",
            answer.zh
        );
    }

    #[test]
    fn each_refusal_names_its_day() {
        let said = |terms, days| when(terms, Relief::ShorterTerm, days).unwrap_err().to_string();
        let strict = PrepayTerms { wait_months: 12, ..PrepayTerms::FREE };
        assert_eq!(
            said(PrepayTerms::FREE, ["2027-01-20", "2025-01-20"]),
            "days[1]: want a day after 2027-01-20, found 2025-01-20; give the earlier day first"
        );
        assert!(said(strict, ["2024-05-20", "2027-01-20"]).starts_with("days[0].day: want 2025-01-20 or later"));
        let late = said(PrepayTerms::FREE, ["2025-01-20", "2053-01-20"]);
        assert!(late.starts_with("days[1].sum: want 0.01 to "), "{late}");
    }

    #[test]
    fn a_shorter_term_saves_more_and_a_smaller_instalment_costs_less_a_month() {
        for method in [Method::EqualInstalment, Method::EqualPrincipal] {
            let ask = |early: &Early<'_>| shorter_or_smaller(early, yuan(200_000), date("2025-01-20")).unwrap();
            let answer = asked(method, PrepayTerms::FREE, ask);
            let ReliefCompared { each: [shorter, smaller], saved_more, monthly_less, payment_before, .. } =
                answer.figures;
            assert!(saved_more > Money::ZERO && monthly_less > Money::ZERO, "{answer:?}");
            assert_eq!((smaller.payments_saved, shorter.payments_saved > 50), (0, true));
            assert_eq!(payment_before.checked_sub(smaller.next_payment).unwrap(), monthly_less);
            assert!(answer.en.contains(&format!("{} instead of {payment_before} a month", smaller.next_payment)));
            assert!(answer.zh.ends_with(&format!("缩短期限多省{saved_more}元")), "{}", answer.zh);
        }
    }

    #[test]
    fn all_that_is_owed_leaves_no_payment() {
        let owed = asked(Method::EqualInstalment, PrepayTerms::FREE, |early| {
            early.loan.clone().as_of(date("2025-01-20")).schedule().balance()
        });
        let ask = |early: &Early<'_>| shorter_or_smaller(early, owed, date("2025-01-20")).unwrap().figures;
        let [shorter, smaller] = asked(Method::EqualInstalment, PrepayTerms::FREE, ask).each;
        assert_eq!((shorter.next_payment, shorter.payments_saved), (Money::ZERO, 348));
        assert_eq!(shorter, smaller);
        let ask = |early: &Early<'_>| {
            prepay_now_or_later(early, owed, Relief::ShorterTerm, [date("2025-01-20"), date("2025-01-21")])
        };
        assert!(asked(Method::EqualInstalment, PrepayTerms::FREE, ask).unwrap().zh.contains("，全部还清；"));
    }
}
