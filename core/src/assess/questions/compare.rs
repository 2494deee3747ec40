//! Thirty years or twenty?

use super::{Answer, Monthly, size};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::money::Money;
use crate::repayment::{Debt, Method};

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
    let figures = Compared { each, monthly_more, interest_saved };
    let [names, names_zh] = [differences(one, other, EN), differences(one, other, ZH)];
    Ok(Answer { zh: figures.zh(names_zh), en: figures.text(names), figures })
}

impl Compared {
    fn text(&self, [one, other]: [String; 2]) -> String {
        let ([first, second], more) = (self.each.map(|it| it.monthly), self.monthly_more);
        let interest = self.interest_saved;
        format!(
            "{first} yuan a month {one}, {second} {other}: the second costs {} {} a month and {} {} interest",
            size(more),
            if more < Money::ZERO { "less" } else { "more" },
            size(interest),
            if interest < Money::ZERO { "more" } else { "less" },
        )
    }

    fn zh(&self, [one, other]: [String; 2]) -> String {
        let ([first, second], more) = (self.each.map(|it| it.monthly), self.monthly_more);
        let interest = self.interest_saved;
        format!(
            "{one}每月{first}元，{other}每月{second}元：后者每月{}付{}元，利息{}付{}元",
            if more < Money::ZERO { "少" } else { "多" },
            size(more),
            if interest < Money::ZERO { "多" } else { "少" },
            size(interest),
        )
    }
}

/// How an amount, a rate and a term are told.
type Told = fn(&Debt) -> [String; 3];

const EN: Told = |debt| {
    let (principal, rate, months) = (debt.principal(), debt.rate(), debt.periods());
    [format!("for {principal} yuan"), format!("at {rate}"), format!("over {months} months")]
};

const ZH: Told = |debt| {
    let (principal, rate, months) = (debt.principal(), debt.rate(), debt.periods());
    [format!("贷款{principal}元"), format!("年利率{rate}"), format!("{months}个月")]
};

/// Both debts by what tells them apart; by all of it where nothing does.
fn differences(one: &Debt, other: &Debt, told: Told) -> [String; 2] {
    let same = [one.principal() == other.principal(), one.rate() == other.rate(), one.periods() == other.periods()];
    let shown = same.map(|it| !it || same == [true; 3]);
    let name = |debt: &Debt| {
        let parts = told(debt).into_iter().zip(shown).filter_map(|(part, shown)| shown.then_some(part));
        parts.collect_vec().join(" ")
    };
    [name(one), name(other)]
}

#[cfg(test)]
mod tests {
    use super::super::tests::debt;
    use super::*;
    use crate::assess::tests::yuan;

    #[test]
    fn twenty_years_cost_more_a_month_and_less_in_all() {
        let answer =
            compare(&debt(1_000_000, 31_000, 360), &debt(1_000_000, 31_000, 240), Method::EqualInstalment).unwrap();
        // Both instalments are published: 4270.16 and 5596.17.
        assert_eq!(answer.figures.each.map(|it| it.monthly.to_string()), ["4270.16", "5596.17"]);
        assert_eq!(answer.figures.monthly_more.to_string(), "1326.01");
        assert!(answer.figures.interest_saved > yuan(190_000));
        assert!(answer.en.starts_with(
            "4270.16 yuan a month over 360 months, 5596.17 over 240 months: the second costs 1326.01 more"
        ));
    }

    #[test]
    fn words_tell_what_differs_and_which_way() {
        let of = |one, other| compare(&one, &other, Method::EqualInstalment).unwrap();
        let lower = of(debt(1_000_000, 35_000, 360), debt(1_000_000, 31_000, 360));
        assert!(lower.figures.monthly_more < Money::ZERO);
        assert_eq!(
            lower.zh,
            "年利率3.5%每月4490.45元，年利率3.1%每月4270.16元：后者每月少付220.29元，利息少付79300.04元"
        );
        let longer = of(debt(1_000_000, 31_000, 240), debt(900_000, 31_000, 360));
        assert!(longer.en.starts_with("5596.17 yuan a month for 1000000.00 yuan over 240 months, "), "{}", longer.en);
        assert!(longer.en.contains(" less a month and ") && longer.en.ends_with(" more interest"), "{}", longer.en);
        let same = of(debt(900_000, 31_000, 360), debt(900_000, 31_000, 360));
        assert!(same.zh.starts_with("贷款900000.00元 年利率3.1% 360个月每月"), "{}", same.zh);
    }
}
