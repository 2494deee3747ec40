//! Values of the core as Rust source: what makes a constant of each type, and how it is laid out.
//!
//! Each struct is taken apart whole, so a field that is new in the core does not compile here until it is named.

use anjieflow::date::Date;
use anjieflow::document::{DocumentCategory, DocumentInfo, DocumentKind};
use anjieflow::fact::{Fact, Value};
use anjieflow::money::{Money, Rate};
use anjieflow::product::{
    Addressee, After, Asks, Authority, Charge, City, Condition, Confidence, CostItem, Counted, DayKind, Deadline,
    DeadlineKind, DecidingDay, Edition, EditionId, Eligibility, FundRateRow, Gate, GateLine, GateStep, Happening,
    Length, Limit, LimitKind, LimitValue, LprRow, MilestoneKind, Moment, Name, Need, NewsKind, NoticeRule, Office,
    Origin, Original, PaperAsked, Pause, Payer, Period, Place, Policy, PolicyRule, Product, ProductId, ProductKind,
    PropertyKind, Purpose, RateRule, Readiness, RepaymentMethod, Requirement, RequirementStep, Requirements, Role,
    Route, RouteId, RuleId, Sequence, Signing, Source, SourceId, SourceKind, Stacking, Standing, Template, Topic,
    Uplift, ValidFrom, Validity, Waivable, WaivableId, YearsBySex,
};
use std::borrow::Cow;

/// An expression, before it is laid out.
pub enum Literal {
    /// Written as it is.
    Plain(String),
    /// `Name { field: value, … }`.
    Struct(&'static str, Vec<(&'static str, Literal)>),
    /// `name(value)`.
    Call(&'static str, Box<Literal>),
    /// `&[value, …]`.
    Slice(Vec<Literal>),
}

/// The widest line, where there is a choice.
const WIDTH: usize = 400;

impl Literal {
    /// The source text at this indentation, `taken` characters of the line being used already.
    pub fn source(&self, indent: usize, taken: usize) -> String {
        let flat = self.flat();
        if taken + flat.chars().count() <= WIDTH {
            return flat;
        }
        match self {
            Literal::Plain(text) => text.clone(),
            Literal::Call(name, inner) => format!("{name}({})", inner.source(indent, taken + name.len())),
            Literal::Slice(items) => block("&[", "]", indent, items.iter().map(|item| (String::new(), item))),
            Literal::Struct(name, fields) => {
                let fields = fields.iter().map(|(field, value)| (format!("{field}: "), value));
                block(&format!("{name} {{"), "}", indent, fields)
            }
        }
    }

    fn flat(&self) -> String {
        match self {
            Literal::Plain(text) => text.clone(),
            Literal::Call(name, inner) => format!("{name}({})", inner.flat()),
            Literal::Slice(items) => format!("&[{}]", joined(items.iter().map(Literal::flat))),
            Literal::Struct(name, fields) => {
                let fields = fields.iter().map(|(field, value)| format!("{field}: {}", value.flat()));
                format!("{name} {{ {} }}", joined(fields))
            }
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn block<'a>(open: &str, close: &str, indent: usize, items: impl Iterator<Item = (String, &'a Literal)>) -> String {
    let (deep, here) = (indent + 4, " ".repeat(indent));
    let line = |(label, value): (String, &Literal)| {
        format!("{}{label}{},\n", " ".repeat(deep), value.source(deep, deep + label.chars().count() + 1))
    };
    format!("{open}\n{}{here}{close}", items.map(line).collect::<String>())
}

/// What can be written as a constant.
pub trait Constant {
    /// Its expression.
    fn literal(&self) -> Literal;
}

macro_rules! structs {
    ($($name:ident { $($field:ident),+ $(,)? })+) => { $(
        impl Constant for $name {
            fn literal(&self) -> Literal {
                let $name { $($field),+ } = self;
                Literal::Struct(stringify!($name), vec![$((stringify!($field), $field.literal())),+])
            }
        }
    )+ };
}

structs! {
    Edition { id, published }
    Source { id, title, url, kind }
    Name { zh, en }
    Period { from, until }
    Place { province, city, institution, branch }
    Origin { source, published, effective, decided_on, confidence }
    DocumentInfo {
        kind, zh, en, category, supplied_by, form, default_validity_days, validity_note, checked_by, consistency_checks,
    }
    YearsBySex { male, female }
    Product {
        id, institution, name, kind, region, property_kinds, requirements, term_months_max, age_min, age_max,
        age_plus_term_max_years, building_age_max_years, building_age_plus_term_max_years, ltv_percent_max,
        down_payment_percent_min, ltv_note, housing_dti_percent_max, total_dti_percent_max, amount_max, rate_rule,
        rate_text, repayment_methods, eligibility, signs, published, confidence, sources,
    }
    Eligibility {
        months_contributed, flexible_months_contributed, flexible_months_total, account_normal, homes_max,
        months_after_filing_max, months_after_purchase_max, months_after_settlement_max, title_issued, not_combined,
        note,
    }
    PaperAsked { document, original, copies, validity }
    Validity { days, from }
    Requirement { id, asks, role, when, unless, step, note, origin }
    Route { id, name, product_kind, property, when, gates, sequences, source }
    Gate { step, lines }
    GateLine { id, need, note, source }
    Sequence { id, first, then, note, source }
    Deadline { id, from, until, length, rolls, stops, pauses, kind, product_kinds, product, when, note, source }
    NoticeRule { id, after, topic, whom, within, known_after, when, standing, template, note, source }
    Template { id, zh, en }
    Waivable { id, documents, milestones, granted_by, days_max, steps, note, source, effective, confidence }
    Policy { cities, lpr, fund_rates, limits, rules, charges }
    City { id, zh, province }
    LprRow { one_year, over_five_years, origin }
    FundRateRow {
        first_to_five_years, first_over_five_years, second_to_five_years_min, second_over_five_years_min,
        existing_loans_from, origin, note,
    }
    Limit { id, kind, place, district, product_kinds, when, value, origin, also, note }
    Uplift { when, percent }
    PolicyRule { id, text, days, counting, values, origin, also, note }
    Charge { id, item, place, when, counted, share, per_item, area_over_sqm, area_up_to_sqm, payer, origin, note }
}

macro_rules! members {
    ($($name:ident),+ $(,)?) => { $(
        impl Constant for $name {
            fn literal(&self) -> Literal {
                Literal::Plain(format!("{}::{self:?}", stringify!($name)))
            }
        }
    )+ };
}

members!(
    Authority,
    Confidence,
    CostItem,
    Counted,
    Pause,
    Standing,
    Payer,
    DayKind,
    DeadlineKind,
    DecidingDay,
    DocumentCategory,
    Fact,
    GateStep,
    Happening,
    LimitKind,
    MilestoneKind,
    NewsKind,
    Office,
    Original,
    ProductKind,
    PropertyKind,
    Purpose,
    RateRule,
    Readiness,
    RepaymentMethod,
    RequirementStep,
    Role,
    Signing,
    SourceKind,
    Stacking,
    ValidFrom,
);

macro_rules! identifiers {
    ($($name:ident),+ $(,)?) => { $(
        impl Constant for $name {
            fn literal(&self) -> Literal {
                Literal::Plain(format!("{}(Borrowed({:?}))", stringify!($name), self.as_str()))
            }
        }
    )+ };
}

identifiers!(EditionId, RouteId, RuleId, SourceId, Topic, WaivableId);

macro_rules! known {
    ($($name:ident),+ $(,)?) => { $(
        impl Constant for $name {
            fn literal(&self) -> Literal {
                Literal::Plain(format!("{}::{}", stringify!($name), super::pack::shouted(self.as_str())))
            }
        }
    )+ };
}

known!(DocumentKind, ProductId);

macro_rules! numbers {
    ($($name:ident),+ $(,)?) => { $(
        impl Constant for $name {
            fn literal(&self) -> Literal {
                Literal::Plain(self.to_string())
            }
        }
    )+ };
}

numbers!(bool, u8, u16, u32, i32, i64);

impl Constant for Date {
    fn literal(&self) -> Literal {
        Literal::Plain(format!("Date::constant({}, {}, {})", self.year(), self.month(), self.day()))
    }
}

impl Constant for Cow<'static, str> {
    fn literal(&self) -> Literal {
        Literal::Plain(format!("Borrowed({:?})", self.as_ref()))
    }
}

impl<T: Constant + Clone> Constant for Cow<'static, [T]> {
    fn literal(&self) -> Literal {
        Literal::Call("Borrowed", Box::new(self.as_ref().literal()))
    }
}

impl<T: Constant> Constant for [T] {
    fn literal(&self) -> Literal {
        Literal::Slice(self.iter().map(T::literal).collect())
    }
}

impl<T: Constant> Constant for Option<T> {
    fn literal(&self) -> Literal {
        match self {
            None => Literal::Plain("None".to_owned()),
            Some(value) => Literal::Call("Some", Box::new(value.literal())),
        }
    }
}

impl Constant for Requirements {
    fn literal(&self) -> Literal {
        match self.listed() {
            None => Literal::Plain("Requirements::NotPublished".to_owned()),
            Some(rows) => {
                Literal::Call("Requirements::Listed", Box::new(Literal::Call("Borrowed", Box::new(rows.literal()))))
            }
        }
    }
}

impl Constant for Money {
    fn literal(&self) -> Literal {
        Literal::Plain(format!("Money::constant({})", self.fen()))
    }
}

impl Constant for Rate {
    fn literal(&self) -> Literal {
        Literal::Plain(format!("Rate::constant({})", self.millionths()))
    }
}

impl<A: Constant, B: Constant> Constant for (A, B) {
    fn literal(&self) -> Literal {
        Literal::Plain(format!("({}, {})", self.0.literal().flat(), self.1.literal().flat()))
    }
}

impl Constant for Asks {
    fn literal(&self) -> Literal {
        match self {
            Asks::Paper(paper) => call("Asks::Paper", paper),
            Asks::AllOf(parts) => call("Asks::AllOf", parts),
            Asks::AnyOf(parts) => call("Asks::AnyOf", parts),
            Asks::AtLeast { count, of } => {
                Literal::Struct("Asks::AtLeast", vec![("count", count.literal()), ("of", of.literal())])
            }
        }
    }
}

impl Constant for Length {
    fn literal(&self) -> Literal {
        match self {
            Length::CalendarDays(count) => call("Length::CalendarDays", count),
            Length::WorkingDays(count) => call("Length::WorkingDays", count),
            Length::Months(count) => call("Length::Months", count),
            Length::Printed => Literal::Plain("Length::Printed".to_owned()),
        }
    }
}

impl Constant for Moment {
    fn literal(&self) -> Literal {
        match self {
            Moment::Filed(kind) => call("Moment::Filed", kind),
            Moment::Done(kind) => call("Moment::Done", kind),
            Moment::Event(event) => call("Moment::Event", event),
        }
    }
}

impl Constant for After {
    fn literal(&self) -> Literal {
        match self {
            After::Filed(kind) => call("After::Filed", kind),
            After::Returned(kind) => call("After::Returned", kind),
            After::Done(kind) => call("After::Done", kind),
            After::Lapsed(kind) => call("After::Lapsed", kind),
            After::Event(event) => call("After::Event", event),
        }
    }
}

impl Constant for Addressee {
    fn literal(&self) -> Literal {
        match self {
            Addressee::Role(role) => call("Addressee::Role", role),
            Addressee::Office(office) => call("Addressee::Office", office),
            Addressee::Receiver => Literal::Plain("Addressee::Receiver".to_owned()),
        }
    }
}

impl Constant for LimitValue {
    fn literal(&self) -> Literal {
        match self {
            LimitValue::Number(number) => call("LimitValue::Number", number),
            LimitValue::BySex(years) => call("LimitValue::BySex", years),
            LimitValue::OfBenchmark(rate) => call("LimitValue::OfBenchmark", rate),
            LimitValue::Lifted => Literal::Plain("LimitValue::Lifted".to_owned()),
            LimitValue::Raised { base, uplifts, stacking } => Literal::Struct(
                "LimitValue::Raised",
                vec![("base", base.literal()), ("uplifts", uplifts.literal()), ("stacking", stacking.literal())],
            ),
        }
    }
}

fn call(name: &'static str, value: &impl Constant) -> Literal {
    Literal::Call(name, Box::new(value.literal()))
}

impl Constant for Need {
    fn literal(&self) -> Literal {
        match self {
            Need::Filed(kind) => call("Need::Filed", kind),
            Need::Done(kind) => call("Need::Done", kind),
            Need::DoneIfOpened(kind) => call("Need::DoneIfOpened", kind),
            Need::Papers(readiness) => call("Need::Papers", readiness),
            Need::Consented(purpose) => call("Need::Consented", purpose),
        }
    }
}

impl Constant for Condition {
    fn literal(&self) -> Literal {
        match self {
            Condition::Always => Literal::Plain("Condition::Always".to_owned()),
            Condition::In { fact, values } => Literal::Plain(format!(
                "Condition::In {{ fact: {}, values: Borrowed(&[{}]) }}",
                fact.literal().flat(),
                joined(values.iter().map(|value| format!("Value({})", index(*fact, *value))))
            )),
            Condition::All(parts) => call("Condition::All", parts),
            Condition::Any(parts) => call("Condition::Any", parts),
            Condition::Not(parts) => call("Condition::Not", parts),
        }
    }
}

/// Where a value stands among the values of its fact.
fn index(fact: Fact, value: Value) -> usize {
    fact.values().take_while(|other| *other != value).count()
}
