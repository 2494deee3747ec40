//! Limits on a loan: how much, how long, for whom; by place, day and household.

use crate::collect::CollectVec;
use core::fmt;
use std::borrow::Cow;

use super::{Condition, DecidingDay, Origin, Period, Place, Product, ProductKind, RuleId, SourceId, YearsBySex};
use crate::money::{Money, Rate};
use crate::words::closed;

closed! {
    /// What a limit is about. The name tells the unit of its number: see [`LimitKind::unit`].
    pub enum LimitKind ("kind of limit") {
        /// The share of the price that the buyer pays, at least.
        MinDownPayment "min_down_payment" "最低首付比例",
        /// The same for commercial and mixed-use premises; no home is judged by it.
        PremisesDownPayment "premises_down_payment" "商业用房最低首付比例",
        /// The share of the smaller of price and appraisal that is lent, at most.
        MaxLtv "max_ltv" "最高贷款成数",
        /// Instalment of this loan and property-management fee, over the monthly income (房产支出与收入比).
        HousingDebtToIncome "housing_debt_to_income" "房产支出与收入比上限",
        /// The same and every other debt, over the monthly income (所有债务与收入比).
        TotalDebtToIncome "total_debt_to_income" "所有债务与收入比上限",
        /// The youngest borrower.
        MinAge "min_age" "最低年龄",
        /// The oldest borrower.
        MaxAge "max_age" "最高年龄",
        /// The borrower's age in full years and the term together.
        AgePlusTerm "age_plus_term" "年龄与期限之和上限",
        /// How long after the statutory retirement the term may end.
        TermAfterRetirement "term_after_retirement" "退休后最长还款期",
        /// The longest term.
        MaxTerm "max_term" "最长期限",
        /// The largest loan.
        MaxAmount "max_amount" "最高贷款额",
        /// The oldest building.
        BuildingAge "building_age" "最高房龄",
        /// The age of the building and the term together.
        BuildingAgePlusTerm "building_age_plus_term" "房龄与期限之和上限",
        /// The largest loan of a provident-fund centre to a household.
        FundCeiling "fund_ceiling" "公积金最高贷款额度",
        /// The same, so much for each year that the fund was paid.
        FundByYears "fund_by_years" "按缴存年限计算的额度",
        /// For how many months on end the provident fund was paid, at least.
        MinContribution "min_contribution" "最短连续缴存月数",
        /// How many homes the household may already have.
        MaxHomes "max_homes" "最多已有住房套数",
        /// The spread over the loan prime rate, at least.
        RateFloor "rate_floor" "利率下限",
        /// What the market asks, which is no floor; no loan is judged by it.
        RateQuote "rate_quote" "市场报价",
    }
}

/// In what a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A share in millionths.
    Millionths,
    /// Full years.
    Years,
    /// Months.
    Months,
    /// Fen.
    Fen,
    /// Hundredths of a percent over the loan prime rate.
    BasisPoints,
    /// A count.
    Count,
}

impl Unit {
    /// Its name, as on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Millionths => "millionths",
            Self::Years => "years",
            Self::Months => "months",
            Self::Fen => "fen",
            Self::BasisPoints => "basis_points",
            Self::Count => "count",
        }
    }

    /// A number in this unit, for people: in English, or in Chinese.
    #[must_use]
    pub fn shown(self, number: i64, zh: bool) -> String {
        let (number, word) = match self {
            // Hundredths of a percent are enough for people.
            Self::Millionths => (hundredths(number.div_euclid(100)), "%"),
            Self::Years => (number.to_string(), if zh { "年" } else { " years" }),
            Self::Months => (number.to_string(), if zh { "个月" } else { " months" }),
            Self::Fen => (hundredths(number), if zh { "元" } else { " yuan" }),
            Self::BasisPoints => (number.to_string(), if zh { "个基点" } else { " basis points" }),
            Self::Count => (number.to_string(), ""),
        };
        number + word
    }
}

fn hundredths(number: i64) -> String {
    let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
    let sign = if number < 0 { "-" } else { "" };
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:02}") }
}

impl LimitKind {
    /// In what it counts.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::MinDownPayment | Self::PremisesDownPayment | Self::MaxLtv => Unit::Millionths,
            Self::HousingDebtToIncome | Self::TotalDebtToIncome => Unit::Millionths,
            Self::MinAge | Self::MaxAge | Self::BuildingAge => Unit::Years,
            Self::AgePlusTerm | Self::TermAfterRetirement | Self::MaxTerm => Unit::Months,
            Self::BuildingAgePlusTerm | Self::MinContribution => Unit::Months,
            Self::MaxAmount | Self::FundCeiling | Self::FundByYears => Unit::Fen,
            Self::RateFloor | Self::RateQuote => Unit::BasisPoints,
            Self::MaxHomes => Unit::Count,
        }
    }

    /// Whether a case must have at least so much; else at most.
    #[must_use]
    pub const fn is_minimum(self) -> bool {
        use LimitKind::{MinAge, MinContribution, MinDownPayment, PremisesDownPayment, RateFloor, RateQuote};
        matches!(self, MinDownPayment | PremisesDownPayment | MinAge | MinContribution | RateFloor | RateQuote)
    }

    /// Whether a place may only be stricter than the country: so the notices on down payments and rates have it. Of
    /// other kinds the rule of the deeper place decides.
    #[must_use]
    pub const fn is_national_floor(self) -> bool {
        matches!(self, Self::MinDownPayment | Self::RateFloor)
    }

    /// Whether the loan on a home is judged by it.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        !matches!(self, Self::PremisesDownPayment | Self::RateQuote)
    }
}

/// One limit: where, when and for whom it holds, and how much it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// A stable name, which findings cite.
    pub id: RuleId,
    /// What it is about.
    pub kind: LimitKind,
    /// Where it holds.
    pub place: Place,
    /// The part of the city it is for, by the name the city gives it.
    pub district: Option<Cow<'static, str>>,
    /// For loans of these kinds.
    pub product_kinds: Cow<'static, [ProductKind]>,
    /// For which household and home.
    pub when: Condition,
    /// How much.
    pub value: LimitValue,
    /// Where it comes from, when it holds, and which day decides.
    pub origin: Origin,
    /// A second source that says the same.
    pub also: Option<SourceId>,
    /// What the source adds; empty when nothing.
    pub note: Cow<'static, str>,
}

/// How much a limit is, in the [unit](LimitKind::unit) of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitValue {
    /// So much.
    Number(i64),
    /// So many years, for men and for women.
    BySex(YearsBySex),
    /// So much, and more for some households.
    Raised {
        /// For every household.
        base: Money,
        /// What some get on top, in percent of the base.
        uplifts: Cow<'static, [Uplift]>,
        /// How several of them go together.
        stacking: Stacking,
    },
    /// A multiple of the central bank's benchmark rate, as before the loan prime rate.
    OfBenchmark(Rate),
    /// There was a limit, and it was lifted.
    Lifted,
}

/// What some households get on top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uplift {
    /// Who.
    pub when: Condition,
    /// How much, in percent of the base.
    pub percent: u8,
}

closed! {
    /// How several uplifts go together. Cities differ.
    pub enum Stacking ("way of stacking") {
        /// They are added.
        Added "added" "叠加",
        /// Only the largest counts.
        Largest "largest" "取最高一项",
    }
}

impl Limit {
    /// Whether it is for loans of this product: of its kind, and of its lender where it names one.
    #[must_use]
    pub fn is_for(&self, product: &Product) -> bool {
        let own = self.place.institution.as_deref().is_none_or(|lender| lender == product.institution.en);
        self.product_kinds.contains(&product.kind) && own
    }

    /// Whether it holds in a part of the country only.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.place.province.is_some() || self.place.city.is_some() || self.district.is_some()
    }

    /// How narrow it is: a district narrows a city.
    #[must_use]
    pub fn depth(&self) -> u8 {
        self.place.depth() | if self.district.is_some() { 16 } else { 0 }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.kind, self.place)
    }
}

const PERCENT: i64 = 10_000;
const MONTHS: i64 = 12;

fn times(number: Option<impl Into<i64>>, by: i64) -> Option<LimitValue> {
    number.map(|number| LimitValue::Number(number.into().saturating_mul(by)))
}

impl Product {
    /// The limits that the lender's page prints, as printed: often older than the policy in force.
    ///
    /// ```
    /// use anjieflow::product::{Pack, LimitKind, LimitValue, ProductId};
    ///
    /// let product = Pack::builtin().product(&ProductId::PSBC_NEW).unwrap();
    /// let limits = product.limits();
    /// let down = limits.iter().find(|limit| limit.kind == LimitKind::MinDownPayment).unwrap();
    /// assert_eq!((down.id.as_str(), &down.value), ("psbc-new/min_down_payment", &LimitValue::Number(200_000)));
    /// ```
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let printed = self.printed_shares().into_iter().chain(self.printed_numbers());
        printed.filter_map(|(kind, value)| Some(self.printed(kind, value?))).collect_vec()
    }

    fn printed_shares(&self) -> [(LimitKind, Option<LimitValue>); 4] {
        [
            (LimitKind::MinDownPayment, times(self.down_payment_percent_min, PERCENT)),
            (LimitKind::MaxLtv, times(self.ltv_percent_max, PERCENT)),
            (LimitKind::HousingDebtToIncome, times(self.housing_dti_percent_max, PERCENT)),
            (LimitKind::TotalDebtToIncome, times(self.total_dti_percent_max, PERCENT)),
        ]
    }

    fn printed_numbers(&self) -> [(LimitKind, Option<LimitValue>); 9] {
        let years = |years: YearsBySex| match years.male == years.female {
            true => LimitValue::Number(i64::from(years.male).saturating_mul(MONTHS)),
            false => LimitValue::BySex(years),
        };
        [
            (LimitKind::MinAge, times(self.age_min, 1)),
            (LimitKind::MaxAge, times(self.age_max, 1)),
            (LimitKind::AgePlusTerm, self.age_plus_term_max_years.map(years)),
            (LimitKind::MaxTerm, times(self.term_months_max, 1)),
            (LimitKind::MaxAmount, times(self.amount_max.map(Money::fen), 1)),
            (LimitKind::BuildingAge, times(self.building_age_max_years, 1)),
            (LimitKind::BuildingAgePlusTerm, times(self.building_age_plus_term_max_years, MONTHS)),
            (LimitKind::MinContribution, times(self.eligibility.months_contributed, 1)),
            (LimitKind::MaxHomes, times(self.eligibility.homes_max, 1)),
        ]
    }

    /// The rule that a printed limit of this kind is.
    pub(crate) fn printed_rule(&self, kind: LimitKind) -> RuleId {
        RuleId(Cow::Owned(format!("{}/{kind}", self.id)))
    }

    fn printed(&self, kind: LimitKind, value: LimitValue) -> Limit {
        Limit {
            id: self.printed_rule(kind),
            kind,
            place: Place {
                city: self.region.clone(),
                institution: Some(self.institution.en.clone()),
                ..Place::COUNTRY
            },
            district: None,
            product_kinds: Cow::Owned(vec![self.kind]),
            when: Condition::Always,
            value,
            origin: Origin {
                source: self.sources.first().cloned(),
                published: None,
                effective: Period::ALWAYS,
                decided_on: DecidingDay::Acceptance,
                confidence: self.confidence,
            },
            also: None,
            note: Cow::Borrowed(""),
        }
    }
}
