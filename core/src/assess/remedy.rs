//! What would make a loan fit.

use super::{LoanTerms, Room, Thought, Trial};
use crate::collect::CollectVec;
use crate::fact::Fact;
use crate::figure::Figure;
use crate::finding::{Judged, Verdict};
use crate::money::Money;
use crate::words::closed;

/// A change after which no limit is broken: each was judged again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remedy {
    /// What changes.
    pub kind: RemedyKind,
    /// The loan then.
    pub amount: Money,
    /// The term then, in months.
    pub term_months: u16,
    /// How much more the buyer pays at once.
    pub more_down: Money,
    /// How much more must be earned in a month, by whoever borrows as well.
    pub more_income: Money,
    /// What the loan costs in a month then; `None` while its rate is not known.
    pub monthly: Option<Money>,
    /// How large the change is: the shares of loan, term and income that change, added, in millionths.
    pub size: u64,
}

closed! {
    /// What changes.
    pub enum RemedyKind ("remedy") {
        /// The buyer pays more at once.
        DownPayment "down_payment" "增加首付",
        /// The loan is paid back over a longer time.
        LongerTerm "longer_term" "延长期限",
        /// The loan is paid back over a shorter time: age or building allow no more.
        ShorterTerm "shorter_term" "缩短期限",
        /// Somebody borrows as well.
        CoBorrower "co_borrower" "增加共同借款人",
        /// Another term, and more paid at once.
        TermAndDownPayment "term_and_down_payment" "调整期限并增加首付",
        /// Another term, and somebody borrows as well.
        TermAndCoBorrower "term_and_co_borrower" "调整期限并增加共同借款人",
    }
}

impl Remedy {
    /// The change in English.
    #[must_use]
    pub fn text(&self) -> String {
        let term = format!("a term of {}", years_and_months(self.term_months));
        let down = format!("{} yuan more down payment, a loan of {}", self.more_down, self.amount);
        let earner = format!("a co-borrower who earns {} yuan a month at least", self.more_income);
        match self.kind {
            RemedyKind::DownPayment => down,
            RemedyKind::LongerTerm | RemedyKind::ShorterTerm => term,
            RemedyKind::CoBorrower => earner,
            RemedyKind::TermAndDownPayment => format!("{term}, and {down}"),
            RemedyKind::TermAndCoBorrower => format!("{term}, and {earner}"),
        }
    }

    /// The change in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let term = format!("期限改为{}个月", self.term_months);
        let down = format!("首付增加{}元，贷款{}元", self.more_down, self.amount);
        let earner = format!("增加月收入不低于{}元的共同借款人", self.more_income);
        match self.kind {
            RemedyKind::DownPayment => down,
            RemedyKind::LongerTerm | RemedyKind::ShorterTerm => term,
            RemedyKind::CoBorrower => earner,
            RemedyKind::TermAndDownPayment => format!("{term}，{down}"),
            RemedyKind::TermAndCoBorrower => format!("{term}，{earner}"),
        }
    }
}

impl<'c> Thought<'_, 'c> {
    /// What would make the loan fit, the smallest change first; of equals in the order of [`RemedyKind::ALL`].
    pub(super) fn remedies(&self, judged: &Judged<'_, '_>, room: &Room, asked: Trial) -> Vec<Remedy> {
        if !judged.deciding().any(|it| it.verdict == Verdict::Broken) {
            return Vec::new();
        }
        let mut found = RemedyKind::ALL.iter().filter_map(|kind| self.remedy(*kind, room, asked)).collect_vec();
        found.sort_by_key(|it| (it.size, it.kind));
        found
    }

    fn remedy(&self, kind: RemedyKind, room: &Room, asked: Trial) -> Option<Remedy> {
        let trial = match kind {
            RemedyKind::DownPayment => self.smaller(asked)?,
            RemedyKind::LongerTerm => self.longer(room, asked)?,
            RemedyKind::ShorterTerm => self.shorter(room, asked)?,
            RemedyKind::CoBorrower => self.earning(asked)?,
            RemedyKind::TermAndDownPayment => self.smaller(self.termed(room, asked)?)?,
            RemedyKind::TermAndCoBorrower => self.earning(self.termed(room, asked)?)?,
        };
        let terms = self.terms(trial).ok();
        let broken = self.judged(&trial, terms.as_ref()).deciding().any(|it| it.verdict == Verdict::Broken);
        (!broken && trial != asked).then(|| Remedy::of(kind, &asked, &trial, terms.as_ref()))
    }

    /// The largest loan at this term.
    fn smaller(&self, trial: Trial) -> Option<Trial> {
        let most = self.room_of(&trial).amount?.is;
        (Money::ZERO < most && most < trial.amount).then_some(Trial { amount: most, ..trial })
    }

    /// The shortest of the longer terms whose instalment fits.
    fn longer(&self, room: &Room, asked: Trial) -> Option<Trial> {
        let (longest, most) = (room.months.as_ref()?.is, room.instalment.as_ref()?.is);
        let longer = (asked.months.saturating_add(1)..=longest).map(|months| Trial { months, ..asked });
        let mut fitting = longer.filter(|trial| self.terms(*trial).is_ok_and(|terms| terms.monthly() <= most));
        fitting.next()
    }

    fn shorter(&self, room: &Room, asked: Trial) -> Option<Trial> {
        let longest = room.months.as_ref()?.is;
        (0 < longest && longest < asked.months).then_some(Trial { months: longest, ..asked })
    }

    /// The longest term, where it is another than was asked for.
    fn termed(&self, room: &Room, asked: Trial) -> Option<Trial> {
        let longest = room.months.as_ref()?.is;
        (longest > 0 && longest != asked.months).then_some(Trial { months: longest, ..asked })
    }

    /// Somebody borrows as well, who earns what is missing.
    fn earning(&self, trial: Trial) -> Option<Trial> {
        let facts = trial.facts.with_flag(Fact::HasCoBorrower, true).ok()?;
        let with = Trial { facts, ..trial };
        let Some(least) = self.room_of(&with).income else { return Some(with) };
        let income = trial.figures.get(Figure::MonthlyIncome)?.max(least.is.fen());
        let figures = trial.figures.with(Figure::MonthlyIncome, income).ok()?;
        Some(Trial { figures, ..with })
    }

    fn room_of(&self, trial: &Trial) -> Room {
        let terms: Option<LoanTerms<'c>> = self.terms(*trial).ok();
        self.room(&self.judged(trial, terms.as_ref()), trial)
    }
}

impl Remedy {
    fn of(kind: RemedyKind, asked: &Trial, then: &Trial, terms: Option<&LoanTerms<'_>>) -> Self {
        let income = |trial: &Trial| trial.figures.get(Figure::MonthlyIncome).unwrap_or_default();
        let difference = |more: i64, less: i64| Money::from_fen(more - less).unwrap_or_default();
        let more_down = difference(asked.amount.fen(), then.amount.fen());
        let more_income = difference(income(then), income(asked));
        let months = u64::from(asked.months.abs_diff(then.months)) * MILLION / u64::from(asked.months.max(1));
        let size = share(more_down, asked.amount.fen()) + months + share(more_income, income(asked));
        let monthly = terms.map(LoanTerms::monthly);
        Self { kind, amount: then.amount, term_months: then.months, more_down, more_income, monthly, size }
    }
}

fn years_and_months(months: u16) -> String {
    let of = |count: u16, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match (months / 12, months % 12) {
        (0, months) => of(months, "month"),
        (years, 0) => of(years, "year"),
        (years, months) => format!("{} {}", of(years, "year"), of(months, "month")),
    }
}

const MILLION: u64 = 1_000_000;

fn share(part: Money, of: i64) -> u64 {
    let part = u128::from(part.fen().unsigned_abs()) * u128::from(MILLION);
    u64::try_from(part / u128::from(of.unsigned_abs().max(1))).unwrap_or(u64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_no_part_of_nothing() {
        let said = [1, 11, 12, 13, 24, 336, 350].map(years_and_months);
        let wanted = ["1 month", "11 months", "1 year", "1 year 1 month", "2 years", "28 years", "29 years 2 months"];
        assert_eq!(said, wanted);
    }
}
