//! What the state and the cities publish, in a pack: series, limits, rules, charges.

use serde_json::{Map, Value, json};
use std::borrow::Cow;

use super::both;
use super::form::{Definitions, Form, exact, only, rows, words};
use crate::error::{Error, ErrorCode};
use crate::limits::NUMBERS;
use crate::money::{Money, Rate};
use crate::product::{
    Charge, City, CostItem, Counted, DayKind, FundRateRow, Limit, LimitKind, LimitValue, LprRow, Payer, Policy,
    PolicyRule, Stacking, Uplift, YearsBySex,
};

words! {
    LimitKind;
    Stacking;
    DayKind;
    CostItem;
    Counted;
    Payer;
}

rows! {
    City "A city, as rules name it." {
        id: "its name in rules, such as `Shanghai`",
        zh: "its name in Chinese, without 市",
        province: "its province, or itself",
    }
    LprRow "One publication of the loan prime rate." {
        one_year as "one_year_millionths": "one year",
        over_five_years as "over_five_years_millionths": "over five years",
        origin: "where it was read, and the day of publication",
    }
    FundRateRow "The rates of the provident fund from a day on." {
        first_to_five_years as "first_to_five_years_millionths": "first home, to five years",
        first_over_five_years as "first_over_five_years_millionths": "first home, over five years",
        second_to_five_years_min as "second_to_five_years_min_millionths": "second home, to five years, at least",
        second_over_five_years_min as "second_over_five_years_min_millionths": "second home, over five years, at least",
        existing_loans_from: "from when on it holds for loans that were there",
        origin: "where it was read, and from when it holds",
        note: "what the source adds",
    }
    PolicyRule "A rule in words; where it is a limit or a deadline, that section holds it as data too." {
        id: "its name, such as `answer_time_pf`",
        text: "what it says",
        days: "a number of days it gives",
        counting: "how those days are counted",
        values: "other numbers it gives",
        origin: "where it was read, and when it holds",
        also: "a second source that says the same",
        note: "what the source adds",
    }
    Charge "A tax or a fee." {
        id: "its name, such as `deed_tax_only_home`",
        item: "what it is for; left out where nobody who buys a home meets it",
        place: "where it holds; of several places the deepest counts",
        when: "for which household and home; left out for all",
        counted: "what it is counted from",
        share as "share_millionths": "the share of price or loan: one number, or two from and to",
        per_item as "per_item_fen": "the amount, where it is no share",
        area_over_sqm: "for homes over so many square metres",
        area_up_to_sqm: "for homes up to so many square metres",
        payer: "who pays, where the source says so",
        origin: "where it was read, and from when it holds",
        note: "what the source adds",
    }
    Limit "One limit: where, when and for whom it holds, and how much it is." {
        id: "a stable name, which findings cite",
        kind: "what it is about",
        place: "where it holds",
        district: "the part of the city it is for, by the name the city gives it",
        product_kinds: "for loans of these kinds",
        when: "for which household and home; left out for all",
        value: "how much, in the unit of its kind",
        origin: "where it comes from, when it holds, and which day decides",
        also: "a second source that says the same",
        note: "what the source adds",
    }
    Uplift "What some households get on top." {
        when: "who",
        percent: "how much, in percent of the base",
    }
    Policy "What the state and the cities publish." else Policy::EMPTY {
        cities: "the cities that the rules name",
        lpr: "the loan prime rate, by day of publication",
        fund_rates: "the rates of the provident fund, by day",
        limits: "minimum down payments, rate floors, ceilings and ratios",
        rules: "other rules in words",
        charges: "taxes and fees around a mortgage",
    }
}

impl Form for Rate {
    fn read(value: &Value) -> Result<Self, Error> {
        Rate::new(u32::read(value)?)
    }
    fn write(&self) -> Value {
        Value::from(self.millionths())
    }
    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "integer", "minimum": 0, "maximum": 1_000_000 })
    }
}

impl Form for Money {
    fn read(value: &Value) -> Result<Self, Error> {
        Money::new(i64::read(value)?)
    }
    fn write(&self) -> Value {
        Value::from(self.fen())
    }
    fn schema(definitions: &mut Definitions) -> Value {
        i64::schema(definitions)
    }
}

/// A share is one number, or two: from and to.
impl Form for (Rate, Rate) {
    fn read(value: &Value) -> Result<Self, Error> {
        let Value::Array(ends) = value else { return Rate::read(value).map(|rate| (rate, rate)) };
        match ends.as_slice() {
            [from, to] => Ok((Rate::read(from)?, Rate::read(to)?)),
            _ => Err(Error::new(ErrorCode::BadLength, "a range has two numbers").help("write [from, to]")),
        }
    }
    fn write(&self) -> Value {
        if self.0 == self.1 { self.0.write() } else { json!([self.0.write(), self.1.write()]) }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let rate = Rate::schema(definitions);
        json!({ "oneOf": [rate, { "type": "array", "items": rate, "minItems": 2, "maxItems": 2 }] })
    }
}

/// Numbers by name: `{"anchor_lpr_5y_millionths": 48000}`.
impl Form for Cow<'static, [(Cow<'static, str>, i64)]> {
    fn read(value: &Value) -> Result<Self, Error> {
        let map =
            value.as_object().ok_or_else(|| crate::interchange::value::wrong_type("an object of numbers", value))?;
        if map.len() > NUMBERS {
            return Err(Error::new(ErrorCode::BadLength, format!("the object has {} numbers", map.len()))
                .help(format!("at most {NUMBERS}")));
        }
        let one = |(name, number): (&String, &Value)| {
            let number = i64::read(number).map_err(|error| error.at(name.clone()))?;
            Ok((Cow::Owned(name.clone()), number))
        };
        map.iter().map(one).collect::<Result<Vec<_>, Error>>().map(Cow::Owned)
    }
    fn write(&self) -> Value {
        let map: Map<String, Value> =
            self.iter().map(|(name, number)| (name.to_string(), Value::from(*number))).collect();
        if map.is_empty() { Value::Null } else { Value::Object(map) }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "object", "additionalProperties": i64::schema(definitions) })
    }
    fn absent() -> Option<Self> {
        Some(Cow::Owned(Vec::new()))
    }
}

/// `200000`, `{"male": 65, "female": 60}`, `{"base_fen", "uplifts", "stacking"}`, `{"of_benchmark_millionths": 850000}`,
/// `"lifted"`.
impl Form for LimitValue {
    fn read(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Number(_) => i64::read(value).map(Self::Number),
            Value::String(word) if word == "lifted" => Ok(Self::Lifted),
            Value::Object(map) if map.contains_key("male") => YearsBySex::read(value).map(Self::BySex),
            Value::Object(map) if map.contains_key("base_fen") => Raised::read(value).map(Self::from),
            _ => {
                let (name, rate) = only(value, "the value of a limit").map_err(|error| error.help(VALUES))?;
                match name {
                    "of_benchmark_millionths" => Rate::read(rate).map(Self::OfBenchmark),
                    _ => Err(Error::new(ErrorCode::Malformed, "this is no value of a limit")),
                }
            }
        }
        .map_err(|error| if error.advice().is_some() { error } else { error.help(VALUES) })
    }
    fn write(&self) -> Value {
        match self {
            Self::Number(number) => Value::from(*number),
            Self::BySex(years) => years.write(),
            Self::Raised { base, uplifts, stacking } => {
                Raised { base: *base, uplifts: uplifts.clone(), stacking: *stacking }.write()
            }
            Self::OfBenchmark(rate) => json!({ "of_benchmark_millionths": rate.write() }),
            Self::Lifted => Value::from("lifted"),
        }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        let benchmark = exact(&[("of_benchmark_millionths", Rate::schema(definitions))]);
        json!({ "oneOf": [
            i64::schema(definitions), YearsBySex::schema(definitions), Raised::schema(definitions), benchmark,
            { "const": "lifted" },
        ] })
    }
}

const VALUES: &str = "write a number, {\"male\", \"female\"}, {\"base_fen\", \"uplifts\", \"stacking\"}, \
                      {\"of_benchmark_millionths\"} or \"lifted\"";

/// A base, and more for some households.
struct Raised {
    base: Money,
    uplifts: Cow<'static, [Uplift]>,
    stacking: Stacking,
}

rows! {
    Raised "So much, and more for some households." {
        base as "base_fen": "for every household",
        uplifts: "what some get on top",
        stacking: "how several of them go together",
    }
}

impl From<Raised> for LimitValue {
    fn from(Raised { base, uplifts, stacking }: Raised) -> Self {
        Self::Raised { base, uplifts, stacking }
    }
}

/// The series of two parts of a pack, one after the other.
pub(super) fn joined(whole: Policy, next: Policy) -> Policy {
    Policy {
        cities: both(whole.cities, next.cities),
        lpr: both(whole.lpr, next.lpr),
        fund_rates: both(whole.fund_rates, next.fund_rates),
        limits: both(whole.limits, next.limits),
        rules: both(whole.rules, next.rules),
        charges: both(whole.charges, next.charges),
    }
}
