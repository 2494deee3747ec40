//! The series of the pack drive the payments of a loan.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::date::Date;
use anjieflow::money::{Money, Rate};
use anjieflow::product::Pack;
use anjieflow::repayment::repricing::{ChangePeriod, Changes, Floating, ResetRule, Series, Spread};
use anjieflow::repayment::{DayBasis, Debt, DueDays, Method};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A loan of a million over thirty years, due on the 20th.
fn changes(floating: &Floating<'_>, millionths: u32, payout: &str) -> (Changes, DueDays<'static>) {
    let debt = Debt::new(Money::from_yuan(1_000_000).unwrap(), Rate::constant(millionths), 360).unwrap();
    let days = DueDays::monthly(day(payout).add_months(1).unwrap(), 20).unwrap();
    let schedule = debt.schedule(Method::EqualInstalment).unwrap();
    (floating.changes(&schedule.dated(&days).unwrap(), day(payout)).unwrap(), days)
}

fn told(changes: &Changes, days: &DueDays<'_>) -> Vec<String> {
    changes.list.iter().map(|change| format!("{} {}", days.day(change.period).unwrap(), change.rate)).collect()
}

/// A contract of 5.39% was converted to 59 basis points above, cut to the floor in 2023 and with the batch of 2024.
#[test]
fn a_loan_of_2019_until_the_last_publication() {
    let rows = Pack::builtin().policy.lpr.iter();
    let rows: Vec<_> = rows.map(|row| (row.origin.published.unwrap(), row.over_five_years)).collect();
    let spread = Spread::converted(Rate::constant(53_900));
    let floor = spread.cut_of_2023(Spread::basis_points(-20));
    let spread_changes = [(day("2023-09-25"), floor), (day("2024-10-25"), floor.batch_of_2024(None))];
    let period = ChangePeriod::Split(DayBasis::Actual360);
    let series = Series::monthly(&rows).unwrap();
    let floating = Floating { series, rule: ResetRule::NEW_YEAR, spread, spread_changes: &spread_changes, period };
    let (changes, days) = changes(&floating, 53_900, "2019-09-20");
    let expected = [
        "2021-01-20 5.24%",
        "2023-01-20 4.89%",
        "2023-10-20 4.1%",
        "2024-01-20 4%",
        "2024-11-20 3.9%",
        "2025-01-20 3.3%",
        "2026-01-20 3.2%",
    ];
    assert_eq!(told(&changes, &days), expected);
    assert!(changes.list.iter().all(|change| change.interest.is_some()));
    assert_eq!(changes.not_known_from, Some(day("2027-01-01")));
}

/// A new rate of the provident fund is that of existing loans from the next 1 January, as the pack says too.
#[test]
fn a_loan_of_the_provident_fund() {
    let policy = &Pack::builtin().policy;
    let rows: Vec<_> =
        policy.fund_rates.iter().map(|row| (row.origin.effective.from.unwrap(), row.first_over_five_years)).collect();
    let floating = Floating::fund(&rows, day("2026-06-30"), ChangePeriod::Whole).unwrap();
    let (changes, days) = changes(&floating, 32_500, "2020-03-20");
    assert_eq!(told(&changes, &days), ["2023-01-20 3.1%", "2025-01-20 2.85%", "2026-01-20 2.6%"]);
    assert_eq!(changes.not_known_from, Some(day("2027-01-01")));
    let existing: Vec<_> = policy.fund_rates.iter().filter_map(|row| row.existing_loans_from).collect();
    assert_eq!(existing, ["2023-01-01", "2025-01-01", "2026-01-01"].map(day));
}
