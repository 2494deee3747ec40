//! What the stories tell of each lender, counted a second time and more simply.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use anjieflow::calendar::Calendar;
use anjieflow::case::{Actor, Case, Context};
use anjieflow::date::Date;
use anjieflow::loan::state::Decliner;
use anjieflow::loan::{Loan, State};
use anjieflow::product::Pack;
use anjieflow::relations::records;
use serde_json::Value;

mod story;
use story::{Player, stories};

fn told() -> Vec<Case> {
    stories().iter().flat_map(|path| Player::play(path).cases()).collect()
}

fn context() -> Context<'static> {
    Context::new(Date::constant(2026, 11, 27), Actor::new("reader").unwrap())
}

/// Half of them, and nine of ten, are at most so much: found by counting, not by rank.
fn is_rank(found: u16, of: &[u16], tenths: usize) -> bool {
    let up_to = of.iter().filter(|it| **it <= found).count();
    let below = of.iter().filter(|it| **it < found).count();
    up_to * 10 >= of.len() * tenths && below * 10 < of.len() * tenths && of.contains(&found)
}

#[test]
fn every_file_is_counted_once_and_with_its_lender() {
    let cases = told();
    let refs: Vec<&Case> = cases.iter().collect();
    let context = context();
    let records = records(&refs, &context);
    let mut files: BTreeMap<String, Vec<&Loan>> = BTreeMap::new();
    for loan in cases.iter().flat_map(|case| &case.file().loans).filter(|loan| loan.file().handed_in.is_some()) {
        let product = Pack::builtin().product(&loan.file().application.product).unwrap();
        files.entry(product.institution.en.to_string()).or_default().push(loan);
    }
    let whole: Vec<_> = records.iter().filter(|it| it.branch.is_none()).collect();
    assert_eq!(whole.len(), files.len());
    for record in whole {
        let own = &files[record.institution.en.as_ref()];
        assert_eq!(record.files, own.len());
        assert_eq!(record.supplements, own.iter().map(|it| it.file().queries.len()).sum::<usize>());
        let no = |it: &&&Loan| matches!(it, Loan::Declined(it) if it.stage().by == Decliner::Lender);
        let refused = own.iter().filter(no).count();
        assert_eq!(record.refused + record.revoked, refused, "{}", record.institution.en);
        assert_eq!(record.refusals.iter().map(|(_, count)| count).sum::<usize>(), refused);
        let paid: Vec<u16> = own.iter().filter_map(|loan| from_filing_to_money(loan)).collect();
        assert_eq!(record.whole.files, paid.len());
        if let Some(spread) = record.whole.spread {
            assert!(is_rank(spread.median, &paid, 5) && is_rank(spread.ninetieth, &paid, 9), "{spread:?} of {paid:?}");
        }
        let left =
            |state| own.iter().filter(|it| it.history().iter().rev().skip(1).any(|(at, _)| *at == state)).count();
        for state in State::ALL {
            let waited = record.waits.iter().find(|(of, _)| of == state).map_or(0, |(_, it)| it.files + it.uncounted);
            assert_eq!(waited, left(*state), "{state}");
        }
    }
}

fn from_filing_to_money(loan: &Loan) -> Option<u16> {
    let (file, calendar) = (loan.file(), Calendar::builtin());
    let days = calendar.working_days_between(file.handed_in?, file.paid.as_ref()?.1).ok()?;
    u16::try_from(days).ok()
}

#[test]
fn the_branches_of_a_lender_are_part_of_it() {
    let cases = told();
    let refs: Vec<&Case> = cases.iter().collect();
    let context = context();
    let records = records(&refs, &context);
    let of_branches = records.iter().filter(|it| it.branch.is_some()).count();
    assert!(of_branches >= 2, "a story names branches");
    for branch in records.iter().filter(|it| it.branch.is_some()) {
        let whole = records.iter().find(|it| it.institution == branch.institution && it.branch.is_none()).unwrap();
        assert!(branch.files <= whole.files && branch.approved <= whole.approved);
        assert!(branch.approval_millionths().is_none_or(|share| share <= 1_000_000));
    }
}

#[test]
fn the_days_a_lender_waits_for_papers_are_not_its_own() {
    let mut player = story::played("73");
    let asked = serde_json::json!({"question": "lenders"});
    let rules = anjieflow::interchange::plain::Rules::builtin();
    let told: Value =
        player.office.ask(rules, &asked, serde_json::json!({"today": "2026-06-30", "by": "wang"})).unwrap();
    let branch = told.as_array().unwrap().iter().find(|it| it["branch"] == "历下支行").unwrap();
    // Handed in on Monday, asked for more on Wednesday, answered by the customer on the Monday after, approved that Wednesday.
    assert_eq!(branch["answer"]["median_working_days"], 4);
    let waits: Vec<(&str, u64)> = branch["states"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["state"].as_str().unwrap(), it["wait"]["median_working_days"].as_u64().unwrap()))
        .collect();
    assert_eq!(waits[..2], [("under_review", 4), ("supplement_asked", 3)]);
}
