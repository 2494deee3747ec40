//! What customers ask, answered in figures and in words.
//!
//! Each function gives an [`Answer`]: the figures to compute on with, and a sentence in Chinese and in English made of them
//! alone. What is asked of a loan that is paid back early stands in [`repayment`](crate::repayment).
//!
//! ```
//! use anjieflow::assess::questions;
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::{Debt, Method};
//!
//! let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
//! let answer = questions::monthly(&debt, Method::EqualInstalment)?;
//! assert_eq!(answer.figures.monthly.to_string(), "4490.45");
//! assert_eq!(answer.zh, "贷款1000000.00元，360个月，年利率3.5%，等额本息：每月4490.45元，利息共616560.07元");
//!
//! let answer = questions::if_rate_moves(&debt, Method::EqualInstalment, 1, -25)?;
//! assert_eq!(answer.figures.monthly_change.to_string(), "-138.39");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use super::terms::moved;
use super::{Assessment, Beside, Enquiry, Fit, assess, once_each};
use crate::application::Application;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};
use crate::product::{Pack, ProductId};
use crate::repayment::{Change, Debt, Method, Schedule, Totals};

/// Figures, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// The figures.
    pub figures: T,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What a loan costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monthly {
    /// The payment of the first month; in equal principal it falls from there.
    pub monthly: Money,
    /// The last payment.
    pub last: Money,
    /// All interest.
    pub interest: Money,
}

/// How much is it a month?
///
/// # Errors
///
/// `OutOfRange` as [`Debt::schedule`].
pub fn monthly(debt: &Debt, method: Method) -> Result<Answer<Monthly>, Error> {
    let figures = Monthly::of(&debt.schedule(method)?.totals());
    let Monthly { monthly, last, interest } = figures;
    let (principal, months, rate, [en, zh]) = (debt.principal(), debt.periods(), debt.rate(), words(method));
    let [falls, falls_zh] = match method {
        Method::EqualPrincipal => [format!(" at first, {last} at last"), format!("首月{monthly}元，末月{last}元")],
        _ => [String::new(), format!("每月{monthly}元")],
    };
    Ok(Answer {
        figures,
        zh: format!("贷款{principal}元，{months}个月，年利率{rate}，{zh}：{falls_zh}，利息共{interest}元"),
        en: format!(
            "{principal} yuan over {months} months at {rate}, {en}: {monthly} yuan a month{falls}, {interest} yuan of \
             interest"
        ),
    })
}

/// What another rate does to a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The rate from then on.
    pub rate: Rate,
    /// The payment of that month as it would have been.
    pub before: Money,
    /// The payment of that month at the other rate.
    pub after: Money,
    /// What it changes in a month: less than nothing where it falls.
    pub monthly_change: Money,
    /// What it changes in all interest.
    pub interest_change: Money,
}

/// What if the loan prime rate moves by so many hundredths of a percent, from a month on? A loan of the loan prime rate keeps
/// its spread, so its own rate moves as much, on its next repricing day.
///
/// # Errors
///
/// `OutOfRange` when the rate would be below nothing or too high, or the month is not within the term.
pub fn if_rate_moves(debt: &Debt, method: Method, from: u16, basis_points: i16) -> Result<Answer<Moved>, Error> {
    let rate = moved(debt.rate(), i64::from(basis_points)).ok_or_else(|| no_rate(debt.rate(), basis_points))?;
    let changes = [Change { period: from, rate, interest: None }];
    let as_it_was = debt.schedule(method)?;
    let moved = as_it_was.clone().repriced(&changes)?;
    let figures = Moved::of(rate, from, &as_it_was, &moved)?;
    let (bp, fall) = (basis_points.unsigned_abs(), basis_points < 0);
    let Moved { before, after, interest_change, .. } = figures;
    let saved = -interest_change;
    Ok(Answer {
        figures,
        zh: format!(
            "{}{bp}个基点，利率变为{rate}：第{from}期月供由{before}元变为{after}元，利息共{}{}元",
            if fall { "下调" } else { "上调" },
            if fall { "少" } else { "多" },
            if fall { saved } else { interest_change },
        ),
        en: format!(
            "{bp} basis points {}, so {rate}: the payment of month {from} goes from {before} to {after} yuan, and \
             interest is {} yuan {}",
            if fall { "less" } else { "more" },
            if fall { saved } else { interest_change },
            if fall { "less" } else { "more" },
        ),
    })
}

/// Two ways to borrow the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What each costs.
    pub each: [Monthly; 2],
    /// How much more the second costs in a month; less than nothing where it costs less.
    pub monthly_more: Money,
    /// How much less interest the second costs; less than nothing where it costs more.
    pub interest_saved: Money,
}

/// Thirty years or twenty? Of any two debts: of two terms, of two rates.
///
/// # Errors
///
/// `OutOfRange` as [`Debt::schedule`].
pub fn compare(one: &Debt, other: &Debt, method: Method) -> Result<Answer<Compared>, Error> {
    let each = [Monthly::of(&one.schedule(method)?.totals()), Monthly::of(&other.schedule(method)?.totals())];
    let [first, second] = each;
    let monthly_more = second.monthly.checked_sub(first.monthly)?;
    let interest_saved = first.interest.checked_sub(second.interest)?;
    let (long, short) = (one.periods(), other.periods());
    Ok(Answer {
        figures: Compared { each, monthly_more, interest_saved },
        zh: format!(
            "{long}个月每月{}元，{short}个月每月{}元：后者每月多付{monthly_more}元，利息少付{interest_saved}元",
            first.monthly, second.monthly,
        ),
        en: format!(
            "{} yuan a month over {long} months, {} over {short}: the second costs {monthly_more} more a month and \
             {interest_saved} less interest",
            first.monthly, second.monthly,
        ),
    })
}

/// How a sum is best shared between the provident fund and a bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split<'c> {
    /// The fund's part; `None` where it lends nothing.
    pub fund: Option<Assessment<'c>>,
    /// The bank's part; `None` where the fund lends it all.
    pub bank: Option<Assessment<'c>>,
    /// What both cost in the first month.
    pub monthly: Money,
    /// All interest of both.
    pub interest: Money,
    /// How much interest that spares against the bank alone.
    pub saved: Money,
    /// Whether both fit.
    pub verdict: Fit,
    /// What to ask before that is known, or how much the fund lends.
    pub ask: Vec<&'static str>,
}

/// Who lends, how much, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The provident fund's product.
    pub fund: &'a ProductId,
    /// The bank's product.
    pub bank: &'a ProductId,
    /// How much in all.
    pub amount: Money,
    /// For how long, in months.
    pub term_months: u16,
}

/// Which split between provident fund and bank costs least? While the fund's rate is the lower one, the fund's part is as large
/// as its ceilings allow, for every yuan moved to it spares interest; else the bank lends it all.
///
/// What the enquiry says of another loan beside is replaced by the other part of the pair.
///
/// # Errors
///
/// As [`assess`]; and `OutOfRange` while a rate is not known, which says what to ask.
pub fn split<'c>(enquiry: &Enquiry, pair: &Pair<'_>, pack: &'c Pack, day: Date) -> Result<Answer<Split<'c>>, Error> {
    let of = |product: &ProductId, amount, beside| {
        let application = Application { product: product.clone(), amount, term_months: pair.term_months };
        assess(&Enquiry { beside, ..enquiry.clone() }, &application, pack, day)
    };
    let none = Beside::default();
    let (whole_fund, whole_bank) = (of(pair.fund, pair.amount, none)?, of(pair.bank, pair.amount, none)?);
    let cheaper = rate(&whole_fund)? < rate(&whole_bank)?;
    let most = whole_fund.room.amount.as_ref().map_or(pair.amount, |most| most.is.min(pair.amount));
    let fund = if cheaper { most } else { Money::ZERO };
    let rest = pair.amount.checked_sub(fund)?;
    let part = |product, amount, other: Option<&Assessment<'c>>| match amount {
        Money::ZERO => Ok(None),
        amount => of(product, amount, other.map_or(none, Beside::of)).map(Some),
    };
    let (alone_fund, alone_bank) = (part(pair.fund, fund, None)?, part(pair.bank, rest, None)?);
    let fund = part(pair.fund, fund, alone_bank.as_ref())?;
    let bank = part(pair.bank, rest, alone_fund.as_ref())?;
    let figures = Split::of(fund, bank, &whole_fund, &whole_bank)?;
    Ok(Answer { zh: figures.zh(), en: figures.text(), figures })
}

impl Beside {
    fn of(other: &Assessment<'_>) -> Self {
        let monthly = other.terms.as_ref().map_or(Money::ZERO, |terms| terms.monthly());
        Self { amount: other.application.amount, monthly }
    }
}

impl<'c> Split<'c> {
    fn of(
        fund: Option<Assessment<'c>>,
        bank: Option<Assessment<'c>>,
        whole_fund: &Assessment<'c>,
        whole_bank: &Assessment<'c>,
    ) -> Result<Self, Error> {
        let parts = || [&fund, &bank].into_iter().flatten();
        let monthly = Money::sum(parts().filter_map(|it| Some(it.terms.as_ref()?.monthly())))?;
        let interest = Money::sum(parts().map(interest))?;
        let saved = self::interest(whole_bank).checked_sub(interest)?;
        let verdict = parts().map(|it| it.verdict).max().unwrap_or(Fit::CannotSay);
        let asked = whole_fund.room.ask.iter().chain(parts().flat_map(|it| it.ask.iter()));
        let ask = once_each(asked.copied());
        Ok(Self { monthly, interest, saved, verdict, ask, fund, bank })
    }

    /// What each part lends.
    #[must_use]
    pub fn amounts(&self) -> [Money; 2] {
        [&self.fund, &self.bank].map(|part| part.as_ref().map_or(Money::ZERO, |it| it.application.amount))
    }

    fn text(&self) -> String {
        let [fund, bank] = self.amounts();
        let Self { monthly, interest, saved, verdict, .. } = self;
        let verdict = verdict.name().replace('_', " ");
        format!(
            "{fund} yuan from the provident fund and {bank} from the bank: {monthly} yuan in the first month, {interest} \
             of interest, {saved} less than from the bank alone; {verdict}"
        )
    }

    fn zh(&self) -> String {
        let [fund, bank] = self.amounts();
        let Self { monthly, interest, saved, verdict, .. } = self;
        let verdict = verdict.zh();
        format!(
            "公积金贷款{fund}元，商业贷款{bank}元：首月还{monthly}元，利息共{interest}元，比全部商业贷款少{saved}元；\
             {verdict}"
        )
    }
}

fn rate(assessment: &Assessment<'_>) -> Result<Rate, Error> {
    assessment.terms.as_ref().map(|terms| terms.rate.rate).ok_or_else(|| {
        Error::new(ErrorCode::OutOfRange, format!("the rate of `{}` is not known", assessment.application.product))
            .help(format!("state {}", assessment.ask.join(", ")))
    })
}

fn interest(assessment: &Assessment<'_>) -> Money {
    assessment.terms.as_ref().map_or(Money::ZERO, |terms| terms.totals().interest)
}

impl Monthly {
    const fn of(totals: &Totals) -> Self {
        Self { monthly: totals.first_payment, last: totals.last_payment, interest: totals.interest }
    }
}

impl Moved {
    fn of(rate: Rate, from: u16, as_it_was: &Schedule<'_>, moved: &Schedule<'_>) -> Result<Self, Error> {
        let payment = |schedule: &Schedule<'_>| {
            let row = schedule.clone().nth(usize::from(from).saturating_sub(1));
            row.map_or(Money::ZERO, |row| row.payment)
        };
        let (before, after) = (payment(as_it_was), payment(moved));
        let monthly_change = after.checked_sub(before)?;
        let interest_change = moved.totals().interest.checked_sub(as_it_was.totals().interest)?;
        Ok(Self { rate, before, after, monthly_change, interest_change })
    }
}

#[cold]
fn no_rate(rate: Rate, basis_points: i16) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("{rate} cannot move by {basis_points} basis points")).at("basis_points")
}

const fn words(method: Method) -> [&'static str; 2] {
    match method {
        Method::EqualInstalment => ["equal instalments", "等额本息"],
        Method::EqualPrincipal => ["equal principal", "等额本金"],
        Method::InterestFirst => ["interest first", "先息后本"],
        Method::FixedPayment(_) => ["a fixed payment", "自由还款"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DAY, enquiry, yuan};
    use super::*;
    use crate::fact::Fact;

    fn debt(amount: i64, millionths: u32, months: u16) -> Debt {
        Debt::new(yuan(amount), Rate::constant(millionths), months).unwrap()
    }

    #[test]
    fn a_month_is_what_published_tables_say() {
        // 630,000 at 4.9% in equal principal: 4322.50 at first, as published; the last by the bank's own rounding.
        let answer = monthly(&debt(630_000, 49_000, 360), Method::EqualPrincipal).unwrap();
        assert_eq!(answer.figures.monthly.to_string(), "4322.50");
        assert_eq!(answer.figures.interest.to_string(), "464336.40");
        assert!(answer.zh.contains("首月4322.50元，末月1757.15元"), "{}", answer.zh);
    }

    #[test]
    fn a_rate_moves_from_a_month_on() {
        // 1,150,000 from 2.85% to 2.6% in the fifteenth month.
        let answer = if_rate_moves(&debt(1_150_000, 28_500, 360), Method::EqualInstalment, 15, -25).unwrap();
        let Moved { rate, before, after, .. } = answer.figures;
        assert_eq!(
            (rate, before.to_string(), after.to_string()),
            (Rate::constant(26_000), "4755.91".into(), "4608.86".into())
        );
        assert_eq!(answer.figures.monthly_change.to_string(), "-147.05");
        assert!(answer.zh.starts_with("下调25个基点，利率变为2.6%"), "{}", answer.zh);
        let dearer = if_rate_moves(&debt(1_000_000, 35_000, 360), Method::EqualPrincipal, 1, 25).unwrap();
        assert!(dearer.figures.interest_change > Money::ZERO && dearer.en.contains("25 basis points more"));
        assert!(if_rate_moves(&debt(1_000_000, 2_000, 360), Method::EqualInstalment, 1, -25).is_err());
        assert!(if_rate_moves(&debt(1_000_000, 35_000, 360), Method::EqualInstalment, 361, -25).is_err());
    }

    #[test]
    fn twenty_years_cost_more_a_month_and_less_in_all() {
        let answer =
            compare(&debt(1_000_000, 31_000, 360), &debt(1_000_000, 31_000, 240), Method::EqualInstalment).unwrap();
        // Both instalments are published: 4270.16 and 5596.17.
        assert_eq!(answer.figures.each.map(|it| it.monthly.to_string()), ["4270.16", "5596.17"]);
        assert_eq!(answer.figures.monthly_more.to_string(), "1326.01");
        assert!(answer.figures.interest_saved > yuan(190_000));
    }

    fn pair(amount: i64) -> Pair<'static> {
        Pair { fund: &ProductId::PF_SHENZHEN, bank: &ProductId::CCB_HOUSING, amount: yuan(amount), term_months: 360 }
    }

    fn in_shenzhen() -> Enquiry {
        let facts = enquiry().facts.with_flag(Fact::HasCoBorrower, false).unwrap();
        let facts = facts.with_flag(Fact::SeveralChildren, false).unwrap();
        let site = Some(crate::property::Site { province: None, city: "Shenzhen".to_owned(), district: None });
        Enquiry { facts, site, ..enquiry() }
    }

    #[test]
    fn the_fund_lends_up_to_its_ceiling() {
        // 500,000 for one who borrows alone, and 40% more for a first home.
        let answer = split(&in_shenzhen(), &pair(1_000_000), Pack::builtin(), DAY).unwrap();
        assert_eq!(answer.figures.amounts(), [yuan(700_000), yuan(300_000)], "{}", answer.en);
        assert!(answer.figures.saved > Money::ZERO && answer.zh.starts_with("公积金贷款700000.00元"));
        let all = split(&in_shenzhen(), &pair(600_000), Pack::builtin(), DAY).unwrap();
        assert_eq!(all.figures.amounts(), [yuan(600_000), Money::ZERO]);
        assert!(all.figures.bank.is_none());
    }

    #[test]
    fn no_other_split_costs_less() {
        let best = split(&in_shenzhen(), &pair(1_000_000), Pack::builtin(), DAY).unwrap().figures;
        let interest = |millionths, amount: i64| match amount {
            0 => 0,
            amount => debt(amount, millionths, 360).schedule(Method::EqualInstalment).unwrap().totals().interest.fen(),
        };
        let other =
            (0..=700_000).step_by(50_000).map(|fund| interest(26_000, fund) + interest(30_500, 1_000_000 - fund));
        assert_eq!(Some(best.interest.fen()), other.min());
    }

    #[test]
    fn where_the_bank_is_cheaper_it_lends_all() {
        let cheap = Enquiry { spread: Some(-100), ..in_shenzhen() };
        let answer = split(&cheap, &pair(1_000_000), Pack::builtin(), DAY).unwrap();
        assert_eq!(answer.figures.amounts(), [Money::ZERO, yuan(1_000_000)]);
        assert_eq!(answer.figures.saved, Money::ZERO);
    }

    #[test]
    fn what_is_not_known_is_asked() {
        let facts = in_shenzhen().facts.without(Fact::HouseholdHomeCount);
        let error = split(&Enquiry { facts, ..in_shenzhen() }, &pair(1_000_000), Pack::builtin(), DAY).unwrap_err();
        assert!(error.advice().unwrap().contains("household_home_count"), "{error}");
        let facts = in_shenzhen().facts.without(Fact::SeveralChildren);
        let answer = split(&Enquiry { facts, ..in_shenzhen() }, &pair(1_000_000), Pack::builtin(), DAY).unwrap();
        // At least as much as for a family with one child.
        assert_eq!(answer.figures.amounts(), [yuan(700_000), yuan(300_000)]);
        assert!(answer.figures.ask.contains(&"several_children"), "{:?}", answer.figures.ask);
    }
}
