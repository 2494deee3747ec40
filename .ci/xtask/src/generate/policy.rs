//! Turns `core/data/policy.json` into `core/src/product/policy_rows.rs`.
//!
//! Whatever a row names must exist: an unknown field, fact, word or source is an error that names the row.

use super::products::{camel, line, member, optional, parse, slice, text, unique, version};
use anjieflow::fact::{Fact, Value as FactValue};
use anjieflow::product::{Confidence, DayKind, DecidingDay, LimitKind, ProductKind, SourceKind, Stacking};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The text of `core/src/product/policy_rows.rs`.
///
/// # Errors
///
/// What is wrong with the data, and in which row.
pub fn policy(json: &str) -> Result<String, String> {
    let file: File = parse(json, "policy.json")?;
    version(file.schema_version, "policy.json")?;
    unique("limit", file.limits.iter().map(|row| row.id.as_str()))?;
    unique("rule", file.rules.iter().map(|row| row.id.as_str()))?;
    let mut out = String::from(HEADER);
    list(&mut out, "CITIES", "City", &file.cities, |row| {
        Ok(format!("City {{ id: {}, zh: {}, province: {} }}", text(&row.id), text(&row.zh), text(&row.province)))
    })?;
    list(&mut out, "LPR", "LprRow", &file.lpr, |row| file.lpr(row))?;
    list(&mut out, "FUND_RATES", "FundRateRow", &file.provident_fund_rates, |row| file.fund_rate(row))?;
    list(&mut out, "LIMITS", "Limit", &file.limits, |row| file.limit(row))?;
    list(&mut out, "RULES", "PolicyRule", &file.rules, |row| file.rule(row))?;
    list(&mut out, "CHARGES", "Charge", &file.charges, |row| file.charge(row))?;
    let sources: Vec<(&String, &Source)> = file.sources.iter().collect();
    list(&mut out, "SOURCES", "Source", &sources, |(id, row)| {
        let kind = named(SourceKind::ALL.iter().map(|it| it.name()), &row.kind, "kind of source", id)?;
        Ok(format!(
            "Source {{ id: SourceId(Borrowed({id:?})), title: {}, url: {}, kind: SourceKind::{kind} }}",
            text(&row.title),
            text(&row.url)
        ))
    })?;
    Ok(out)
}

fn list<T>(
    out: &mut String,
    name: &str,
    of: &str,
    rows: &[T],
    written: impl Fn(&T) -> Result<String, String>,
) -> Result<(), String> {
    line(out, 0, &format!("\nstatic {name}: &[{of}] = &["));
    for row in rows {
        line(out, 1, &(written(row)? + ","));
    }
    line(out, 0, "];");
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema_version: u32,
    #[serde(rename = "compiled_on")]
    _compiled_on: String,
    #[serde(rename = "notes")]
    _notes: BTreeMap<String, String>,
    cities: Vec<City>,
    lpr: Vec<Lpr>,
    provident_fund_rates: Vec<FundRate>,
    limits: Vec<Limit>,
    rules: Vec<Rule>,
    charges: Vec<Charge>,
    sources: BTreeMap<String, Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct City {
    id: String,
    zh: String,
    province: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lpr {
    published: String,
    one_year_millionths: u32,
    over_five_years_millionths: u32,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundRate {
    effective_from: String,
    first_to_five_years_millionths: u32,
    first_over_five_years_millionths: u32,
    second_to_five_years_min_millionths: Option<u32>,
    second_over_five_years_min_millionths: Option<u32>,
    existing_loans_from: Option<String>,
    source: String,
    confidence: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    id: String,
    kind: String,
    province: Option<String>,
    city: Option<String>,
    district: Option<String>,
    product_kinds: Vec<String>,
    when: Value,
    value: Amount,
    effective_from: Option<String>,
    effective_until: Option<String>,
    decided_on: String,
    source: Option<String>,
    also_source: Option<String>,
    confidence: String,
    #[serde(default)]
    note: String,
}

/// One of these forms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    percent: Option<i64>,
    spread_bp: Option<i64>,
    years: Option<Years>,
    years_after_retirement: Option<i64>,
    percent_of_benchmark: Option<u32>,
    lifted: Option<bool>,
    yuan: Option<i64>,
    #[serde(default)]
    uplifts: Vec<Uplift>,
    stacking: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    male: u8,
    female: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Uplift {
    when: Value,
    percent: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    text: String,
    effective_from: Option<String>,
    effective_until: Option<String>,
    days: Option<u16>,
    counting: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, i64>,
    source: Option<String>,
    also_source: Option<String>,
    confidence: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Charge {
    id: String,
    min_millionths: Option<u32>,
    max_millionths: Option<u32>,
    yuan_per_item: Option<i64>,
    area_over_sqm: Option<u16>,
    area_up_to_sqm: Option<u16>,
    payer: Option<String>,
    effective_from: Option<String>,
    source: Option<String>,
    confidence: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
    url: String,
    kind: String,
}

/// What every row says of itself.
struct Origin<'a> {
    source: Option<&'a str>,
    published: Option<&'a str>,
    from: Option<&'a str>,
    until: Option<&'a str>,
    decided_on: &'a str,
    confidence: &'a str,
}

impl File {
    fn lpr(&self, row: &Lpr) -> Result<String, String> {
        let origin = Origin {
            source: Some(&row.source),
            published: Some(&row.published),
            from: Some(&row.published),
            until: None,
            decided_on: "contract",
            confidence: "medium",
        };
        Ok(format!(
            "LprRow {{ one_year: {}, over_five_years: {}, origin: {} }}",
            rate(row.one_year_millionths),
            rate(row.over_five_years_millionths),
            self.origin(&origin, &row.published)?
        ))
    }

    fn fund_rate(&self, row: &FundRate) -> Result<String, String> {
        let from = row.effective_from.as_str();
        let origin = Origin {
            source: Some(&row.source),
            published: None,
            from: Some(from),
            until: None,
            decided_on: "payout",
            confidence: &row.confidence,
        };
        Ok(format!(
            "FundRateRow {{ first_to_five_years: {}, first_over_five_years: {}, second_to_five_years_min: {}, \
             second_over_five_years_min: {}, existing_loans_from: {}, origin: {}, note: {} }}",
            rate(row.first_to_five_years_millionths),
            rate(row.first_over_five_years_millionths),
            optional(row.second_to_five_years_min_millionths.map(rate)),
            optional(row.second_over_five_years_min_millionths.map(rate)),
            day(row.existing_loans_from.as_deref(), from)?,
            self.origin(&origin, from)?,
            text(&row.note)
        ))
    }

    fn limit(&self, row: &Limit) -> Result<String, String> {
        let place = format!("limit `{}`", row.id);
        let kind = named(LimitKind::ALL.iter().map(|it| it.name()), &row.kind, "kind of limit", &place)?;
        let kinds = ProductKind::ALL.iter().map(|it| it.name());
        let products: Vec<String> = row
            .product_kinds
            .iter()
            .map(|it| Ok(format!("ProductKind::{}", named(kinds.clone(), it, "kind of product", &place)?)))
            .collect::<Result<_, String>>()?;
        let origin = Origin {
            source: row.source.as_deref(),
            published: None,
            from: row.effective_from.as_deref(),
            until: row.effective_until.as_deref(),
            decided_on: &row.decided_on,
            confidence: &row.confidence,
        };
        Ok(format!(
            "Limit {{ id: RuleId(Borrowed({:?})), kind: LimitKind::{kind}, place: {}, district: {}, product_kinds: {}, \
             when: {}, value: {}, origin: {}, also: {}, note: {} }}",
            row.id,
            self.place(row, &place)?,
            optional(row.district.as_deref().map(text)),
            slice(&products),
            condition(&row.when, &place)?,
            amount(&row.value, &place)?,
            self.origin(&origin, &place)?,
            self.source(row.also_source.as_deref(), &place)?,
            text(&row.note)
        ))
    }

    /// A city stands with its province, as the table of cities has it.
    fn place(&self, row: &Limit, place: &str) -> Result<String, String> {
        let province = match (&row.province, &row.city) {
            (province, None) => province.as_deref(),
            (None, Some(city)) => {
                let city = self.cities.iter().find(|it| it.id == *city);
                Some(city.ok_or_else(|| format!("{place}: the city is not in the table of cities"))?.province.as_str())
            }
            (Some(_), Some(_)) => return Err(format!("{place}: a city and a province")),
        };
        Ok(match (province, &row.city) {
            (None, _) => "Place::COUNTRY".to_owned(),
            (province, city) => format!(
                "Place {{ province: {}, city: {}, ..Place::COUNTRY }}",
                optional(province.map(text)),
                optional(city.as_deref().map(text))
            ),
        })
    }

    fn rule(&self, row: &Rule) -> Result<String, String> {
        let place = format!("rule `{}`", row.id);
        let kinds = DayKind::ALL.iter().map(|it| it.name());
        let counting = row.counting.as_deref().map(|it| named(kinds, it, "kind of day", &place)).transpose()?;
        let values: Vec<String> = row.values.iter().map(|(name, value)| format!("({}, {value})", text(name))).collect();
        let origin = Origin {
            source: row.source.as_deref(),
            published: None,
            from: row.effective_from.as_deref(),
            until: row.effective_until.as_deref(),
            decided_on: "opening",
            confidence: &row.confidence,
        };
        Ok(format!(
            "PolicyRule {{ id: {}, text: {}, days: {:?}, counting: {}, values: {}, origin: {}, also: {}, note: {} }}",
            text(&row.id),
            text(&row.text),
            row.days,
            optional(counting.map(|it| format!("DayKind::{it}"))),
            slice(&values),
            self.origin(&origin, &place)?,
            self.source(row.also_source.as_deref(), &place)?,
            text(&row.note)
        ))
    }

    fn charge(&self, row: &Charge) -> Result<String, String> {
        let place = format!("charge `{}`", row.id);
        let share = match (row.min_millionths, row.max_millionths) {
            (Some(min), Some(max)) => Some(format!("({}, {})", rate(min), rate(max))),
            (None, None) => None,
            _ => return Err(format!("{place}: one end of a share")),
        };
        let origin = Origin {
            source: row.source.as_deref(),
            published: None,
            from: row.effective_from.as_deref(),
            until: None,
            decided_on: "contract",
            confidence: &row.confidence,
        };
        Ok(format!(
            "Charge {{ id: {}, share: {}, per_item: {}, area_over_sqm: {:?}, area_up_to_sqm: {:?}, payer: {}, origin: {}, \
             note: {} }}",
            text(&row.id),
            optional(share),
            optional(row.yuan_per_item.map(yuan)),
            row.area_over_sqm,
            row.area_up_to_sqm,
            optional(row.payer.as_deref().map(text)),
            self.origin(&origin, &place)?,
            text(&row.note)
        ))
    }

    fn origin(&self, origin: &Origin<'_>, place: &str) -> Result<String, String> {
        let days = DecidingDay::ALL.iter().map(|it| it.name());
        let levels = Confidence::ALL.iter().map(|it| it.name());
        Ok(format!(
            "Origin {{ source: {}, published: {}, effective: Period {{ from: {}, until: {} }}, decided_on: DecidingDay::{}, \
             confidence: Confidence::{} }}",
            self.source(origin.source, place)?,
            day(origin.published, place)?,
            day(origin.from, place)?,
            day(origin.until, place)?,
            named(days, origin.decided_on, "deciding day", place)?,
            named(levels, origin.confidence, "confidence", place)?
        ))
    }

    fn source(&self, id: Option<&str>, place: &str) -> Result<String, String> {
        match id {
            Some(id) if !self.sources.contains_key(id) => Err(format!("{place}: no source is called `{id}`")),
            id => Ok(optional(id.map(|id| format!("SourceId(Borrowed({id:?}))")))),
        }
    }
}

fn amount(value: &Amount, place: &str) -> Result<String, String> {
    let number = |number: i64| format!("LimitValue::Number({number})");
    let forms = [
        value.percent.map(|it| number(it * 10_000)),
        value.spread_bp.map(number),
        value.years.as_ref().map(|Years { male, female }| {
            format!("LimitValue::BySex(YearsBySex {{ male: {male}, female: {female} }})")
        }),
        value.years_after_retirement.map(|it| number(it * 12)),
        value.percent_of_benchmark.map(|it| format!("LimitValue::OfBenchmark({})", rate(it * 10_000))),
        value.lifted.map(|_| "LimitValue::Lifted".to_owned()),
        value.yuan.map(|it| raised(it, value, place)).transpose()?,
    ];
    match forms.into_iter().flatten().collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(format!("{place}: a value has one form")),
    }
}

/// Without uplifts and a way to stack them it is an amount for each year, or a plain ceiling.
fn raised(amount: i64, value: &Amount, place: &str) -> Result<String, String> {
    let ways = Stacking::ALL.iter().map(|it| it.name());
    let stacking = match (&value.stacking, value.uplifts.is_empty()) {
        (None, true) => return Ok(format!("LimitValue::Number({})", amount * 100)),
        (Some(way), false) => named(ways, way, "way of stacking", place)?,
        _ => return Err(format!("{place}: uplifts and a way to stack them go together")),
    };
    let uplifts: Vec<String> = value
        .uplifts
        .iter()
        .map(|it| Ok(format!("Uplift {{ when: {}, percent: {} }}", condition(&it.when, place)?, it.percent)))
        .collect::<Result<_, String>>()?;
    Ok(format!(
        "LimitValue::Raised {{ base: {}, uplifts: {}, stacking: Stacking::{stacking} }}",
        yuan(amount),
        slice(&uplifts)
    ))
}

/// The same forms as in `products.json`.
fn condition(when: &Value, place: &str) -> Result<String, String> {
    let no_condition = || format!("{place}: `{when}` is no condition");
    let form: &Map<String, Value> = match when {
        Value::Bool(true) => return Ok("Condition::Always".to_owned()),
        other => other.as_object().ok_or_else(no_condition)?,
    };
    if let (Some(Value::String(fact)), Some(Value::Array(values))) = (form.get("fact"), form.get("in")) {
        return fact_in(fact, values, place);
    }
    match form.get("all") {
        Some(Value::Array(parts)) if form.len() == 1 && !parts.is_empty() => {
            let parts: Vec<String> = parts.iter().map(|part| condition(part, place)).collect::<Result<_, _>>()?;
            Ok(format!("Condition::All({})", slice(&parts)))
        }
        _ => Err(no_condition()),
    }
}

fn fact_in(fact: &str, values: &[Value], place: &str) -> Result<String, String> {
    let told = |error: anjieflow::Error| format!("{place}: {error}");
    let fact = Fact::from_name(fact).map_err(told)?;
    let index = |value: FactValue| fact.values().position(|it| it == value).unwrap_or_default();
    let values: Vec<String> = values
        .iter()
        .map(|value| {
            let value = match value {
                Value::Bool(flag) => fact.value_of_flag(*flag),
                Value::String(word) => fact.value_of_word(word),
                other => fact.value_of_number(other.as_u64().unwrap_or(u64::MAX)),
            };
            value.map(|value| format!("Value({})", index(value))).map_err(told)
        })
        .collect::<Result<_, _>>()?;
    Ok(format!("Condition::In {{ fact: Fact::{}, values: {} }}", camel(fact.name()), slice(&values)))
}

/// The variant of a closed set of the core.
fn named<'a>(set: impl Iterator<Item = &'a str>, found: &str, what: &str, place: &str) -> Result<String, String> {
    member(&set.collect::<Vec<_>>(), found, what, place)
}

fn rate(millionths: u32) -> String {
    format!("Rate::constant({millionths})")
}

fn yuan(yuan: i64) -> String {
    format!("Money::constant({})", yuan * 100)
}

fn day(day: Option<&str>, place: &str) -> Result<String, String> {
    let Some(day) = day else { return Ok("None".to_owned()) };
    let day: anjieflow::Date = day.parse().map_err(|error| format!("{place}: {error}"))?;
    Ok(format!("Some(Date::constant({}, {}, {}))", day.year(), day.month(), day.day()))
}

const HEADER: &str = "\
//! What the state and the cities publish, compiled into the library.
//!
//! Generated by `cargo xtask generate` from `core/data/policy.json`; do not edit.

use super::{
    Charge, City, Condition, Confidence, DayKind, DecidingDay, FundRateRow, Limit, LimitKind, LimitValue, LprRow, Origin,
    Period, Place, Policy, PolicyRule, ProductKind, RuleId, Source, SourceId, SourceKind, Stacking, Uplift, YearsBySex,
};
use crate::date::Date;
use crate::fact::{Fact, Value};
use crate::money::{Money, Rate};
use std::borrow::Cow::Borrowed;

pub(super) const POLICY: Policy = Policy {
    cities: Borrowed(CITIES),
    lpr: Borrowed(LPR),
    fund_rates: Borrowed(FUND_RATES),
    limits: Borrowed(LIMITS),
    rules: Borrowed(RULES),
    charges: Borrowed(CHARGES),
    sources: Borrowed(SOURCES),
};
";

#[cfg(test)]
mod tests {
    use super::policy;

    const POLICY: &str = include_str!("../../../../core/data/policy.json");

    #[test]
    fn the_committed_file_is_fresh() {
        let fresh = policy(POLICY).unwrap() == include_str!("../../../../core/src/product/policy_rows.rs");
        assert!(fresh, "core/src/product/policy_rows.rs is out of date: run `cargo xtask generate`");
    }

    #[track_caller]
    fn refused(from: &str, to: &str, expected: &str) {
        assert!(POLICY.contains(from), "`{from}` is nowhere in the data");
        let error = policy(&POLICY.replacen(from, to, 1)).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn what_nobody_knows_is_refused_by_its_row() {
        let first = "limit `down-payment/2014-09-30/first`: ";
        let said = |what: &str| format!("{first}{what}");
        refused("\"kind\": \"min_down_payment\"", "\"kind\": \"luck\"", &said("no kind of limit is called `luck`"));
        refused("\"fact\": \"ordinary_home\"", "\"fact\": \"mood\"", &said("no fact is called `mood`"));
        refused("\"percent\": 30", "\"percent\": 30, \"yuan\": 5", &said("a value has one form"));
        refused("\"source\": \"dp-2014\"", "\"source\": \"dp-20\"", &said("no source is called `dp-20`"));
        refused("\"2014-09-30\", \"effective_until\"", "\"2014-09-31\", \"effective_until\"", &said("no day 31"));
        refused("\"decided_on\": \"contract\"", "\"decided_on\": \"moon\"", &said("no deciding day is called `moon`"));
        refused("\"city\": \"Shanghai\"", "\"city\": \"Atlantis\"", "limit `down-payment/shanghai/2016-11-29/first`: ");
        refused(
            "\"stacking\": \"largest\"",
            "\"stacking\": null",
            "limit `fund-ceiling/guangzhou/individual`: uplifts",
        );
    }

    #[test]
    fn a_row_that_stands_there_twice_is_refused() {
        refused(
            "down-payment/2016-02-02/first",
            "down-payment/2014-09-30/first",
            "limit `down-payment/2014-09-30/first`",
        );
    }
}
