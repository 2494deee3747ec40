//! The published series: whole, and against a second table.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::date::Date;
use anjieflow::error::ErrorCode;
use anjieflow::money::Rate;
use anjieflow::product::{Limit, LimitKind, LimitValue, Pack, Policy, ProductId};

fn policy() -> &'static Policy {
    &Pack::builtin().policy
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
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
    assert_eq!(beyond.row.origin.published, Some(day("2026-08-20")));
    assert_eq!((beyond.for_term(60).to_string(), beyond.for_term(61).to_string()), ("3%".into(), "3.5%".into()));
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

#[test]
fn a_rule_of_the_state_is_found_by_its_name() {
    for rule in policy().rules.iter() {
        assert_eq!(policy().rule(rule.id.as_ref()).map(|it| &it.id), Some(&rule.id));
    }
    assert!(policy().rule("rule/of_thumb").is_none());
}

/// What a page prints are limits of the product's own.
#[test]
fn products_print_their_limits() {
    let printed = |id: &ProductId| Pack::builtin().product(id).unwrap().limits();
    let of = |limits: &[Limit], kind| limits.iter().find(|limit| limit.kind == kind).map(|limit| limit.value.clone());
    let postal = printed(&ProductId::PSBC_NEW);
    let number = |number| Some(LimitValue::Number(number));
    assert_eq!(of(&postal, LimitKind::MinDownPayment), number(200_000));
    assert_eq!(of(&postal, LimitKind::MaxLtv), number(800_000));
    assert_eq!(of(&postal, LimitKind::MaxAge), number(60));
    assert_eq!(of(&postal, LimitKind::AgePlusTerm), number(65 * 12));
    assert_eq!(of(&postal, LimitKind::MaxAmount), number(2_000_000_000));
    assert_eq!(of(&postal, LimitKind::HousingDebtToIncome), None, "the page does not say");
    let icbc = printed(&ProductId::ICBC_HOUSING_NEW);
    assert_eq!(of(&icbc, LimitKind::HousingDebtToIncome), number(500_000));
    assert_eq!(of(&icbc, LimitKind::TotalDebtToIncome), number(550_000));
    let merchants = printed(&ProductId::CMB_HOUSING);
    assert_eq!(of(&merchants, LimitKind::BuildingAge), number(30));
    assert_eq!(of(&merchants, LimitKind::BuildingAgePlusTerm), number(40 * 12));
    let beijing = printed(&ProductId::PF_BEIJING);
    assert_eq!(of(&beijing, LimitKind::MinContribution), number(6));
    assert_eq!(of(&beijing, LimitKind::MaxHomes), number(1));
    let years = of(&beijing, LimitKind::AgePlusTerm).unwrap();
    assert!(matches!(years, LimitValue::BySex(years) if (years.male, years.female) == (68, 63)));
}

/// As many rows as the trade's own compilation has, and a day here and there.
#[test]
fn the_series_are_whole() {
    let policy = policy();
    let sizes =
        [policy.lpr.len(), policy.fund_rates.len(), policy.limits.len(), policy.rules.len(), policy.charges.len()];
    assert_eq!(sizes, [85, 30, 90, 18, 12]);
    for row in policy.fund_rates.iter() {
        assert_eq!(policy.fund_rate(row.origin.effective.from.unwrap()), Ok(row));
    }
    assert!(policy.fund_rate(day("1999-09-20")).is_err());
    assert_eq!(policy.fund_rate(day("2025-05-07")).unwrap().first_over_five_years.to_string(), "2.85%");
    assert_eq!(policy.charges_on(day("2024-11-30")).filter(|it| it.id.starts_with("deed_tax_only")).count(), 0);
    assert_eq!(policy.charges_on(day("2024-12-01")).filter(|it| it.id.starts_with("deed_tax_only")).count(), 2);
}

#[test]
fn the_loan_prime_rate_is_as_a_second_table_has_it() {
    let rows = include_str!("data/lpr/lpr.csv").lines().skip(1).map(|row| row.split(',').collect());
    let table: Vec<Vec<&str>> = rows.collect();
    assert_eq!(table.len(), policy().lpr.len());
    for (built, row) in policy().lpr.iter().zip(&table) {
        let rate = |text: &str| format!("{text}%").parse::<Rate>().unwrap();
        assert_eq!(built.origin.published, Some(day(row[0])));
        assert_eq!(built.origin.published, built.origin.effective.from);
        assert_eq!((built.one_year, built.over_five_years), (rate(row[1]), rate(row[2])), "{}", row[0]);
    }
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
