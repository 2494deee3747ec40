//! What a loan has, and how much a limit is for its household: as far as both are known.

use super::judge::{Borrower, Judge};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::fact::Fact;
use crate::figure::Figure;
use crate::identity::Sex;
use crate::money::Money;
use crate::product::{Limit, LimitKind, LimitValue, Stacking, Truth, Uplift};
use crate::retirement::{Category, Month, statutory};

const MILLION: i128 = 1_000_000;
const MONTHS: i64 = 12;

/// A number between two ends: the same where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Range {
    const OPEN: Range = Range { low: i64::MIN, high: i64::MAX };

    const fn exactly(number: i64) -> Range {
        Range { low: number, high: number }
    }

    const fn at_least(number: i64) -> Range {
        Range { low: number, high: i64::MAX }
    }

    pub(super) fn known(self) -> Option<i64> {
        // The ends of the type stand for no end at all.
        (self.low == self.high && self != Range::exactly(i64::MIN) && self != Range::exactly(i64::MAX))
            .then_some(self.low)
    }

    /// One of its ends, where it has one there.
    pub(super) fn end(self, low: bool) -> Option<i64> {
        let end = if low { self.low } else { self.high };
        (end != i64::MIN && end != i64::MAX).then_some(end)
    }
}

/// How much there is, how much there may be, and what to ask before both are known.
pub(super) struct Measured {
    pub(super) party: Option<usize>,
    pub(super) actual: Range,
    pub(super) bound: Range,
    pub(super) ask: Vec<&'static str>,
}

/// The loan against a limit; an age is measured for each borrower it is about.
pub(super) fn measured(judge: &Judge<'_, '_>, limit: &Limit, day: Date, found: &mut impl FnMut(Measured)) {
    use LimitKind::{AgePlusTerm, MaxAge, MinAge, TermAfterRetirement};
    let everyone = match limit.kind {
        MinAge | MaxAge => true,
        // The term is counted from the age of the borrower; a co-borrower may be older.
        AgePlusTerm | TermAfterRetirement => false,
        _ => return found(judge.of_loan(limit, day)),
    };
    for (at, borrower) in judge.subject.borrowers.iter().enumerate().filter(|(_, it)| everyone || it.is_first) {
        found(judge.of_party(at, borrower, limit, day));
    }
}

impl Judge<'_, '_> {
    fn of_loan(&self, limit: &Limit, day: Date) -> Measured {
        let (bound, mut ask) = self.bound(limit);
        let actual = self.actual(limit.kind, day, &mut ask);
        Measured { party: None, actual, bound, ask }
    }

    /// How much the limit is for this household; nothing is asked where no number stands.
    fn bound(&self, limit: &Limit) -> (Range, Vec<&'static str>) {
        match &limit.value {
            LimitValue::Number(number) if limit.kind == LimitKind::FundByYears => self.by_years(*number),
            LimitValue::Number(number) => (Range::exactly(*number), Vec::new()),
            LimitValue::Raised { base, uplifts, stacking } => self.raised(*base, uplifts, *stacking),
            // The years of men and women are found with the party's own; see `aged`.
            LimitValue::BySex(years) => {
                let (male, female) = (i64::from(years.male) * MONTHS, i64::from(years.female) * MONTHS);
                (Range { low: male.min(female), high: male.max(female) }, vec!["id_number"])
            }
            LimitValue::OfBenchmark(_) => (Range::OPEN, vec!["benchmark_rate"]),
            // Whatever the loan has is enough.
            LimitValue::Lifted if limit.kind.is_minimum() => (Range::exactly(i64::MIN), Vec::new()),
            LimitValue::Lifted => (Range::exactly(i64::MAX), Vec::new()),
        }
    }

    fn by_years(&self, each: i64) -> (Range, Vec<&'static str>) {
        match self.subject.figures.get(Figure::ContributionYears) {
            Some(years) => (Range::exactly(each.saturating_mul(years)), Vec::new()),
            None => (Range::OPEN, vec![Figure::ContributionYears.name()]),
        }
    }

    /// From the uplifts that are known to hold, to those that may.
    fn raised(&self, base: Money, uplifts: &[Uplift], stacking: Stacking) -> (Range, Vec<&'static str>) {
        let with = |open: bool| {
            let counts = |uplift: &&Uplift| match uplift.when.holds(self.subject.facts) {
                Truth::Yes => true,
                Truth::Unknown => open,
                Truth::No => false,
            };
            let percents = uplifts.iter().filter(counts).map(|uplift| i64::from(uplift.percent));
            let percent = match stacking {
                Stacking::Added => percents.sum(),
                Stacking::Largest => percents.max().unwrap_or_default(),
            };
            // OK because a handful of percents of an amount stays far from the end of an i64.
            base.fen() / 100 * (100 + percent)
        };
        let mut ask: Vec<&'static str> = Vec::new();
        for fact in uplifts.iter().flat_map(|uplift| uplift.when.unknown_facts(self.subject.facts)) {
            if !ask.contains(&fact.name()) {
                ask.push(fact.name());
            }
        }
        (Range { low: with(false), high: with(true) }, ask)
    }

    fn actual(&self, kind: LimitKind, day: Date, ask: &mut Vec<&'static str>) -> Range {
        match kind {
            LimitKind::MinDownPayment | LimitKind::PremisesDownPayment => self.down_payment(ask),
            LimitKind::MaxLtv => self.loan_to_value(ask),
            LimitKind::HousingDebtToIncome => self.debt_to_income(&[], ask),
            LimitKind::TotalDebtToIncome => self.debt_to_income(&[Figure::OtherDebt], ask),
            LimitKind::MaxTerm => Range::exactly(self.subject.term_months.into()),
            LimitKind::MaxAmount | LimitKind::FundCeiling | LimitKind::FundByYears => {
                Range::exactly(self.subject.amount)
            }
            LimitKind::BuildingAge => self.building(day, 1, 0, ask),
            LimitKind::BuildingAgePlusTerm => self.building(day, MONTHS, self.subject.term_months.into(), ask),
            LimitKind::MinContribution => self.figure(Figure::ContributionMonths, ask),
            LimitKind::MaxHomes => self.homes(ask),
            LimitKind::RateFloor | LimitKind::RateQuote => self.spread(day, ask),
            LimitKind::MinAge | LimitKind::MaxAge | LimitKind::AgePlusTerm | LimitKind::TermAfterRetirement => {
                Range::OPEN
            }
        }
    }

    fn down_payment(&self, ask: &mut Vec<&'static str>) -> Range {
        let lent = i128::from(self.subject.lent);
        self.share(self.subject.price, |price| (price - lent) * MILLION, false, ask)
    }

    fn loan_to_value(&self, ask: &mut Vec<&'static str>) -> Range {
        self.share(self.subject.base, |_| i128::from(self.subject.lent) * MILLION, true, ask)
    }

    /// A share of the price or value; what is less than a millionth counts against the loan.
    fn share(&self, of: Option<i64>, part: impl Fn(i128) -> i128, up: bool, ask: &mut Vec<&'static str>) -> Range {
        match of.map(i128::from).filter(|of| *of > 0) {
            Some(of) => Range::exactly(divided(part(of), of, up)),
            None => {
                ask.push("property");
                Range::OPEN
            }
        }
    }

    /// Instalment, fee and other debts over the income. What is known of them alone may be too much already.
    fn debt_to_income(&self, others: &[Figure], ask: &mut Vec<&'static str>) -> Range {
        let parts = [Figure::MonthlyInstalment, Figure::PropertyFee].iter().chain(others);
        let known = parts.map(|it| (*it, self.subject.figures.get(*it))).collect_vec();
        let open = known.iter().filter(|(_, number)| number.is_none()).map(|(figure, _)| figure.name());
        let open = open.collect_vec();
        let paid: i128 = known.iter().filter_map(|(_, number)| number.map(i128::from)).sum();
        ask.extend(&open);
        match self.subject.figures.get(Figure::MonthlyIncome) {
            None => {
                ask.push(Figure::MonthlyIncome.name());
                Range::at_least(0)
            }
            // Nothing earned is too little for whatever is paid.
            Some(0) if paid > 0 => Range::at_least(i64::MAX),
            Some(income) => {
                let low = divided(paid * MILLION, i128::from(income.max(1)), true);
                if open.is_empty() { Range::exactly(low) } else { Range::at_least(low) }
            }
        }
    }

    fn figure(&self, figure: Figure, ask: &mut Vec<&'static str>) -> Range {
        match self.subject.figures.get(figure) {
            Some(number) => Range::exactly(number),
            None => {
                ask.push(figure.name());
                Range::OPEN
            }
        }
    }

    /// The age of the building in years, times so much, and so much more.
    fn building(&self, day: Date, times: i64, more: i64, ask: &mut Vec<&'static str>) -> Range {
        match self.figure(Figure::BuildingYear, ask).known() {
            Some(year) => Range::exactly((i64::from(day.year()) - year).max(0) * times + more),
            None => Range::at_least(more),
        }
    }

    fn homes(&self, ask: &mut Vec<&'static str>) -> Range {
        match self.subject.facts.number(Fact::HouseholdHomeCount) {
            Some(homes) => Range::exactly(homes.into()),
            None => {
                ask.push(Fact::HouseholdHomeCount.name());
                Range::OPEN
            }
        }
    }

    /// The granted rate over the loan prime rate of the day, in hundredths of a percent.
    fn spread(&self, day: Date, ask: &mut Vec<&'static str>) -> Range {
        if let Some(spread) = self.subject.spread {
            return Range::exactly(spread);
        }
        let Some(granted) = self.subject.granted else {
            ask.push("offer");
            return Range::OPEN;
        };
        match self.policy.lpr(day) {
            Ok(quote) if !quote.beyond => {
                let prime = i64::from(quote.for_term(self.subject.term_months).millionths());
                // Downwards: what is less than a basis point below the floor is below it.
                Range::exactly((i64::from(granted.millionths()) - prime).div_euclid(100))
            }
            _ => {
                ask.push("lpr");
                Range::OPEN
            }
        }
    }

    fn of_party(&self, at: usize, borrower: &Borrower, limit: &Limit, day: Date) -> Measured {
        let id = Some(at);
        let Some((birth, sex)) = borrower.born else {
            let (bound, _) = self.bound(limit);
            return Measured { party: id, actual: Range::OPEN, bound, ask: vec!["id_number"] };
        };
        if limit.kind == LimitKind::TermAfterRetirement {
            let (actual, ask) = self.after_retirement(birth, sex, day);
            return Measured { party: id, actual, bound: self.bound(limit).0, ask };
        }
        let years = i64::from(day.years_since(birth));
        let actual = match limit.kind {
            LimitKind::AgePlusTerm => years * MONTHS + i64::from(self.subject.term_months),
            _ => years,
        };
        let bound = match &limit.value {
            LimitValue::BySex(years) => {
                let years = if sex == Sex::Male { years.male } else { years.female };
                Range::exactly(i64::from(years) * MONTHS)
            }
            _ => self.bound(limit).0,
        };
        Measured { party: id, actual: Range::exactly(actual), bound, ask: Vec::new() }
    }

    /// How many months after the statutory retirement the term ends; of a woman it depends on what she was.
    fn after_retirement(&self, birth: Date, sex: Sex, day: Date) -> (Range, Vec<&'static str>) {
        let after = |category: Category| {
            let retired = statutory(category, Month::of(birth).ok()?).ok()?.month;
            let end = Month::of(day).ok()?.add_months(self.subject.term_months.into()).ok()?;
            Some(i64::from(retired.until(end)))
        };
        let woman = self.subject.facts.word(Fact::WomanRetirement).and_then(|word| Category::from_name(word).ok());
        let exactly = |category: Category| after(category).map_or(Range::OPEN, Range::exactly);
        match (sex, woman) {
            (Sex::Male, _) => (exactly(Category::Male), Vec::new()),
            (Sex::Female, Some(category)) => (exactly(category), Vec::new()),
            (Sex::Female, None) => {
                let (low, high) = (exactly(Category::Female55).low, exactly(Category::Female50).high);
                (Range { low, high }, vec![Fact::WomanRetirement.name()])
            }
        }
    }
}

/// Divided towards what is worse for the loan: `up` for what must not be too much.
fn divided(part: i128, of: i128, up: bool) -> i64 {
    let down = part.div_euclid(of);
    let rounded = if up && part.rem_euclid(of) != 0 { down + 1 } else { down };
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}
