//! How much is it a month?

use super::Answer;
use crate::error::Error;
use crate::money::Money;
use crate::repayment::{Debt, Method, Totals};

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

impl Monthly {
    pub(super) const fn of(totals: &Totals) -> Self {
        Self { monthly: totals.first_payment, last: totals.last_payment, interest: totals.interest }
    }
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
    use super::super::tests::debt;
    use super::*;

    #[test]
    fn a_month_is_what_published_tables_say() {
        // 630,000 at 4.9% in equal principal: 4322.50 at first, as published; the last by the bank's own rounding.
        let answer = monthly(&debt(630_000, 49_000, 360), Method::EqualPrincipal).unwrap();
        assert_eq!(answer.figures.monthly.to_string(), "4322.50");
        assert_eq!(answer.figures.interest.to_string(), "464336.40");
        assert!(answer.zh.contains("首月4322.50元，末月1757.15元"), "{}", answer.zh);
    }
}
