//! The published series against the file they were compiled from, and against a second table.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::date::Date;
use anjieflow::error::ErrorCode;
use anjieflow::fact::FactValue;
use anjieflow::money::Rate;
use anjieflow::product::{
    Catalogue, Condition, LimitKind, LimitValue, Origin, Policy, Product, ProductId, SourceId, Unit,
};
use serde_json::{Value, json};

fn file() -> Value {
    serde_json::from_str(include_str!("../data/policy.json")).unwrap()
}

fn policy() -> &'static Policy {
    &Catalogue::builtin().policy
}

fn rows<'v>(file: &'v Value, name: &str) -> &'v [Value] {
    file[name].as_array().unwrap()
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

fn shown(day: Option<Date>) -> Value {
    day.map_or(Value::Null, |day| Value::from(day.to_string()))
}

fn source(source: Option<&SourceId>) -> Value {
    source.map_or(Value::Null, |source| Value::from(source.as_str()))
}

/// What a row says of its origin.
#[track_caller]
fn is_from(origin: &Origin, row: &Value) {
    assert_eq!(shown(origin.effective.from), row["effective_from"]);
    assert_eq!(shown(origin.effective.until), row["effective_until"]);
    assert_eq!(source(origin.source.as_ref()), row["source"]);
    assert_eq!(origin.confidence.name(), row["confidence"]);
}

#[test]
fn the_loan_prime_rate_is_as_published_and_as_a_second_table_has_it() {
    let file = file();
    let table: Vec<Vec<&str>> =
        include_str!("data/lpr/lpr.csv").lines().skip(1).map(|row| row.split(',').collect()).collect();
    assert_eq!((policy().lpr.len(), rows(&file, "lpr").len(), table.len()), (85, 85, 85));
    for ((built, row), second) in policy().lpr.iter().zip(rows(&file, "lpr")).zip(&table) {
        assert_eq!(shown(built.origin.published), row["published"]);
        assert_eq!(built.origin.published, built.origin.effective.from);
        assert_eq!(built.one_year.millionths(), row["one_year_millionths"]);
        assert_eq!(built.over_five_years.millionths(), row["over_five_years_millionths"]);
        assert_eq!(source(built.origin.source.as_ref()), row["source"]);
        let rate = |text: &str| format!("{text}%").parse::<Rate>().unwrap();
        assert_eq!(row["published"], second[0]);
        assert_eq!((built.one_year, built.over_five_years), (rate(second[1]), rate(second[2])), "{}", second[0]);
    }
}

#[test]
fn a_day_before_or_beyond_the_publications_says_so() {
    assert_eq!(policy().lpr(day("2019-08-19")).unwrap_err().code(), ErrorCode::OutOfRange);
    let quote = |text: &str| policy().lpr(day(text)).unwrap();
    assert_eq!(quote("2019-08-20").row.over_five_years.to_string(), "4.85%");
    assert_eq!(quote("2024-02-19").row.over_five_years.to_string(), "4.2%");
    assert_eq!(quote("2024-02-20").row.over_five_years.to_string(), "3.95%");
    assert!(!quote("2020-01-31").beyond, "a publication of the past has another after it");
    assert!(!quote("2026-09-19").beyond);
    let beyond = quote("2026-09-20");
    assert!(beyond.beyond);
    assert_eq!(shown(beyond.row.origin.published), "2026-08-20");
    assert_eq!((beyond.for_term(60).to_string(), beyond.for_term(61).to_string()), ("3%".into(), "3.5%".into()));
}

#[test]
fn the_rates_of_the_fund_are_as_published() {
    let file = file();
    assert_eq!((policy().fund_rates.len(), rows(&file, "provident_fund_rates").len()), (30, 30));
    for (built, row) in policy().fund_rates.iter().zip(rows(&file, "provident_fund_rates")) {
        is_from(&built.origin, row);
        assert_eq!(built.first_to_five_years.millionths(), row["first_to_five_years_millionths"]);
        assert_eq!(built.first_over_five_years.millionths(), row["first_over_five_years_millionths"]);
        let rate = |rate: Option<Rate>| rate.map_or(Value::Null, |rate| Value::from(rate.millionths()));
        assert_eq!(rate(built.second_to_five_years_min), row["second_to_five_years_min_millionths"]);
        assert_eq!(rate(built.second_over_five_years_min), row["second_over_five_years_min_millionths"]);
        assert_eq!(shown(built.existing_loans_from), row["existing_loans_from"]);
        assert_eq!(built.note, row["note"].as_str().unwrap_or_default());
        assert_eq!(policy().fund_rate(built.origin.effective.from.unwrap()), Ok(built));
    }
    assert!(policy().fund_rate(day("1999-09-20")).is_err());
    assert_eq!(policy().fund_rate(day("2025-05-07")).unwrap().first_over_five_years.to_string(), "2.85%");
}

#[test]
fn limits_are_as_published_row_for_row() {
    let file = file();
    assert_eq!(policy().limits.len(), rows(&file, "limits").len());
    for (built, row) in policy().limits.iter().zip(rows(&file, "limits")) {
        assert_eq!(built.id.as_str(), row["id"]);
        assert_eq!(built.kind.name(), row["kind"]);
        is_from(&built.origin, row);
        assert_eq!(built.origin.decided_on.name(), row["decided_on"]);
        assert_eq!(built.place.city.as_deref(), row["city"].as_str());
        let province = match row["city"].as_str() {
            Some(city) => Some(policy().city(city).unwrap().province.as_ref()),
            None => row["province"].as_str(),
        };
        assert_eq!(built.place.province.as_deref(), province);
        assert_eq!(built.district.as_deref(), row["district"].as_str());
        let kinds: Vec<&str> = built.product_kinds.iter().map(|kind| kind.name()).collect();
        assert_eq!(Value::from(kinds), row["product_kinds"]);
        assert_eq!(condition(&built.when), row["when"]);
        assert_eq!(value(built.kind, &built.value), row["value"], "{}", built.id);
        assert_eq!(source(built.also.as_ref()), row["also_source"]);
        assert_eq!(built.note, row["note"].as_str().unwrap_or_default());
    }
}

/// A condition in the words of the file, written anew.
fn condition(condition: &Condition) -> Value {
    match condition {
        Condition::Always => json!(true),
        Condition::In { fact, values } => {
            let values = values.iter().map(|value| match fact.show(*value).unwrap() {
                FactValue::Word(word) => Value::from(word),
                FactValue::Number(number) => Value::from(number),
                FactValue::Flag(flag) => Value::from(flag),
            });
            json!({"fact": fact.name(), "in": values.collect::<Vec<_>>()})
        }
        Condition::All(parts) => json!({"all": parts.iter().map(self::condition).collect::<Vec<_>>()}),
        other => panic!("the file has no such form: {other}"),
    }
}

fn value(kind: LimitKind, value: &LimitValue) -> Value {
    match (value, kind.unit()) {
        (LimitValue::Number(number), Unit::Millionths) => json!({"percent": number / 10_000}),
        (LimitValue::Number(number), Unit::Months) => json!({"years_after_retirement": number / 12}),
        (LimitValue::Number(number), Unit::Fen) => json!({"yuan": number / 100}),
        (LimitValue::Number(number), Unit::BasisPoints) => json!({"spread_bp": number}),
        (LimitValue::BySex(years), _) => json!({"years": {"male": years.male, "female": years.female}}),
        (LimitValue::OfBenchmark(rate), _) => json!({"percent_of_benchmark": rate.millionths() / 10_000}),
        (LimitValue::Lifted, _) => json!({"lifted": true}),
        (LimitValue::Raised { base, uplifts, stacking }, _) => {
            let uplift = |it: &anjieflow::product::Uplift| json!({"when": condition(&it.when), "percent": it.percent});
            let uplifts: Vec<Value> = uplifts.iter().map(uplift).collect();
            json!({"yuan": base.fen() / 100, "uplifts": uplifts, "stacking": stacking.name()})
        }
        (LimitValue::Number(number), unit) => panic!("{number} {}", unit.name()),
    }
}

#[test]
fn rules_and_charges_are_as_published() {
    let file = file();
    assert_eq!((policy().rules.len(), rows(&file, "rules").len()), (18, 18));
    for (built, row) in policy().rules.iter().zip(rows(&file, "rules")) {
        is_from(&built.origin, row);
        assert_eq!(built.text, row["text"].as_str().unwrap());
        assert_eq!(built.days.map_or(Value::Null, Value::from), row["days"]);
        assert_eq!(built.counting.map_or(Value::Null, |kind| Value::from(kind.name())), row["counting"]);
        let values: serde_json::Map<String, Value> =
            built.values.iter().map(|(name, value)| (name.to_string(), Value::from(*value))).collect();
        assert_eq!(Value::Object(values), row.get("values").cloned().unwrap_or_else(|| json!({})));
        assert_eq!(source(built.also.as_ref()), row["also_source"]);
        assert_eq!(built.note, row["note"].as_str().unwrap_or_default());
        assert_eq!(policy().rule(row["id"].as_str().unwrap()), Some(built));
    }
    assert_eq!((policy().charges.len(), rows(&file, "charges").len()), (12, 12));
    for (built, row) in policy().charges.iter().zip(rows(&file, "charges")) {
        assert_eq!(built.id, row["id"].as_str().unwrap());
        is_from(&built.origin, row);
        assert_eq!(built.share.map_or(Value::Null, |(min, _)| Value::from(min.millionths())), row["min_millionths"]);
        assert_eq!(built.share.map_or(Value::Null, |(_, max)| Value::from(max.millionths())), row["max_millionths"]);
        assert_eq!(built.per_item.map_or(Value::Null, |yuan| Value::from(yuan.fen() / 100)), row["yuan_per_item"]);
        assert_eq!(built.area_over_sqm.map_or(Value::Null, Value::from), row["area_over_sqm"]);
        assert_eq!(built.area_up_to_sqm.map_or(Value::Null, Value::from), row["area_up_to_sqm"]);
        assert_eq!(built.payer.as_deref(), row["payer"].as_str());
        assert_eq!(built.note, row["note"].as_str().unwrap_or_default());
    }
    assert_eq!(policy().charges_on(day("2024-11-30")).filter(|it| it.id.starts_with("deed_tax_only")).count(), 0);
    assert_eq!(policy().charges_on(day("2024-12-01")).filter(|it| it.id.starts_with("deed_tax_only")).count(), 2);
}

#[test]
fn every_source_named_is_there_and_none_is_idle() {
    let policy = policy();
    let limits = policy.limits.iter().flat_map(|it| [it.origin.source.as_ref(), it.also.as_ref()]);
    let rules = policy.rules.iter().flat_map(|it| [it.origin.source.as_ref(), it.also.as_ref()]);
    let others = policy.lpr.iter().map(|it| it.origin.source.as_ref());
    let others = others.chain(policy.fund_rates.iter().map(|it| it.origin.source.as_ref()));
    let others = others.chain(policy.charges.iter().map(|it| it.origin.source.as_ref()));
    let named: std::collections::BTreeSet<&SourceId> = limits.chain(rules).chain(others).flatten().collect();
    let there: std::collections::BTreeSet<&SourceId> = policy.sources.iter().map(|it| &it.id).collect();
    assert_eq!(named, there);
    assert!(named.iter().all(|id| Catalogue::builtin().source(id).is_some()));
    let file = file();
    assert_eq!(policy.sources.len(), file["sources"].as_object().unwrap().len());
}

#[test]
fn a_city_is_known_by_both_names_and_brings_its_province() {
    for name in ["Shenzhen", "shenzhen", "深圳", "深圳市"] {
        let place = policy().place(None, name);
        assert_eq!((place.city.as_deref(), place.province.as_deref()), (Some("Shenzhen"), Some("Guangdong")), "{name}");
    }
    let other = policy().place(Some("Yunnan"), "Qujing");
    assert_eq!((other.city.as_deref(), other.province.as_deref()), (Some("Qujing"), Some("Yunnan")));
    assert_eq!(policy().place(None, "Qujing").province, None, "nobody said so");
}

/// What a page prints, against the rows of the file.
#[test]
fn products_print_their_limits() {
    let file: Value = serde_json::from_str(include_str!("../data/products.json")).unwrap();
    let found = |product: &Product, kind: LimitKind| {
        let limits = product.limits();
        let limit = limits.iter().find(|limit| limit.kind == kind)?;
        assert_eq!(limit.id.as_str(), format!("{}/{kind}", product.id));
        match limit.value {
            LimitValue::Number(number) => Some(number),
            _ => None,
        }
    };
    for (product, row) in Catalogue::builtin().products.iter().zip(rows(&file, "products")) {
        let times = |value: &Value, by: i64| value.as_i64().map(|number| number * by);
        for (kind, expected) in [
            (LimitKind::MinDownPayment, times(&row["min_down_payment_percent"], 10_000)),
            (LimitKind::MaxLtv, times(&row["max_ltv_percent"], 10_000)),
            (LimitKind::HousingDebtToIncome, times(&row["dti"]["housing_max_percent"], 10_000)),
            (LimitKind::TotalDebtToIncome, times(&row["dti"]["total_max_percent"], 10_000)),
            (LimitKind::MinAge, times(&row["age"]["min"], 1)),
            (LimitKind::MaxAge, times(&row["age"]["max"], 1)),
            (LimitKind::MaxTerm, times(&row["term"]["max_months"], 1)),
            (LimitKind::AgePlusTerm, times(&row["term"]["age_plus_term_max_years"], 12)),
            (LimitKind::BuildingAge, times(&row["term"]["building_age_max_years"], 1)),
            (LimitKind::BuildingAgePlusTerm, times(&row["term"]["building_age_plus_term_max_years"], 12)),
            (LimitKind::MaxAmount, times(&row["extras"]["max_amount_yuan"], 100)),
            (LimitKind::MinContribution, times(&row["eligibility"]["months_contributed"], 1)),
            (LimitKind::MaxHomes, times(&row["eligibility"]["max_homes"], 1)),
        ] {
            assert_eq!(found(product, kind), expected, "{} {kind}", product.id);
        }
        assert_eq!(product.ltv_note, row["ltv_note"].as_str().unwrap_or_default());
        assert_eq!(product.rate_rule.name(), row["rate_rule"]["kind"]);
        assert_eq!(product.rate_text, row["rate_rule"]["text"].as_str().unwrap());
        let methods: Vec<&str> = product.repayment_methods.iter().map(|method| method.name()).collect();
        assert_eq!(Value::from(methods), row["repayment_methods"]);
        let eligibility = &product.eligibility;
        assert_eq!(eligibility.account_normal, row["eligibility"]["account_state"] == "normal");
        assert_eq!(eligibility.title_issued, row["eligibility"]["title_issued"] == true);
        assert_eq!(eligibility.not_combined, row["eligibility"]["no_combined_loan"] == true);
        let months = |months: Option<u8>| months.map_or(Value::Null, Value::from);
        assert_eq!(months(eligibility.months_after_filing_max), row["eligibility"]["apply_within_months_of_filing"]);
        assert_eq!(months(eligibility.months_after_purchase_max), row["eligibility"]["purchase_within_months"]);
        let settled = &row["eligibility"]["apply_within_months_of_settlement"];
        assert_eq!(months(eligibility.months_after_settlement_max), *settled);
        let flexible = &row["eligibility"]["flexible_workers"];
        assert_eq!(months(eligibility.flexible_months_contributed), flexible["months_contributed"]);
        assert_eq!(months(eligibility.flexible_months_total), flexible["months_total"]);
        assert_eq!(eligibility.note, row["eligibility"]["note"].as_str().unwrap_or_default());
    }
    let beijing = Catalogue::builtin().product(&ProductId::PF_BEIJING).unwrap().limits();
    let years = beijing.iter().find(|limit| limit.kind == LimitKind::AgePlusTerm).unwrap();
    assert!(matches!(years.value, LimitValue::BySex(years) if (years.male, years.female) == (68, 63)));
}

/// No two public limits of one place and household hold on the same day, but where one says so itself.
#[test]
fn no_limit_of_a_place_overlaps_another_of_the_same_condition() {
    let limits = &policy().limits;
    for (at, one) in limits.iter().enumerate() {
        for other in limits.iter().skip(at + 1) {
            let same = one.kind == other.kind && one.place == other.place && one.district == other.district;
            let same = same && one.when == other.when && one.product_kinds == other.product_kinds;
            let overlap = one.origin.effective.overlaps(other.origin.effective);
            assert!(!(same && overlap), "{} and {}", one.id, other.id);
        }
    }
}
