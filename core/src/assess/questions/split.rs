//! How much from the provident fund, and how much from a bank?

use super::Answer;
use crate::application::Application;
use crate::assess::{Assessment, Beside, Enquiry, Fit, assess, once_each};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};
use crate::product::{Pack, ProductId};

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

#[cfg(test)]
mod tests {
    use super::super::tests::debt;
    use super::*;
    use crate::assess::tests::{DAY, enquiry, yuan};
    use crate::fact::Fact;
    use crate::repayment::Method;

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
