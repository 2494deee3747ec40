//! What is told of a case, wherever it went: laws of what is computed and stored nowhere.

use std::collections::BTreeSet;

use anjieflow::aftercare::matters;
use anjieflow::case::{Case, Context};
use anjieflow::coordination::{ConcernKind, busy, concerns, history, to_bring};
use anjieflow::date::Date;
use anjieflow::difference::{LoanChange, difference};
use anjieflow::impact::impact_of;
use anjieflow::interchange::Occasion;
use anjieflow::interchange::plain::Rules;
use anjieflow::party::PartyId;
use anjieflow::product::{Addressee, GateStep, Pack, RuleId};
use anjieflow::relations::records;
use anjieflow::retention;

/// All of them.
pub fn hold(case: &Case, context: &Context<'static>) {
    the_same_rules_change_nothing(case, context);
    a_change_is_the_same_from_both_sides(case, context);
    what_lapses_does_so_before_its_step(case, context);
    what_is_open_after_the_money_is_of_a_loan(case, context);
    what_was_said_is_told_in_order(case);
    a_clerk_at_two_places_is_a_concern(case, context);
    what_is_brought_is_on_the_list(case, context);
    every_row_is_explained(case, context);
    what_is_kept_longest_decides(case);
    no_file_is_counted_twice(case, context);
}

fn the_same_rules_change_nothing(case: &Case, context: &Context<'static>) {
    let found = difference(case, context, context);
    assert_eq!((found.changes, found.steps), (vec![], vec![]));
}

/// Between two days from which other rules were in force.
fn a_change_is_the_same_from_both_sides(case: &Case, context: &Context<'static>) {
    let (old, new) =
        (context.clone().as_of(Date::constant(2024, 9, 1)), context.clone().as_of(Date::constant(2026, 3, 2)));
    let (there, back) = (difference(case, &old, &new), difference(case, &new, &old));
    let told = |it: &LoanChange, bounds| (it.loan.to_string(), it.party.as_ref().map(ToString::to_string), bounds);
    let forward: BTreeSet<_> = there.changes.iter().map(|it| told(it, (it.bound_before, it.bound_after))).collect();
    let mirrored: BTreeSet<_> = back.changes.iter().map(|it| told(it, (it.bound_after, it.bound_before))).collect();
    assert_eq!(forward, mirrored);
    assert_eq!(there.steps.len(), back.steps.len());
    for (one, other) in there.steps.iter().zip(&back.steps) {
        assert_eq!((one.step, &one.before, &one.after), (other.step, &other.after, &other.before));
        assert_ne!(one.before.is_empty(), one.after.is_empty());
    }
    let counted = impact_of(std::slice::from_ref(case), &old, &new).unwrap();
    let touched: BTreeSet<&str> = there.changes.iter().map(|it| it.loan.as_str()).collect();
    assert_eq!((counted.loans, counted.touched), (case.file().live_loans().count(), touched.len()));
    assert_eq!(counted.groups.iter().map(|it| it.changes).sum::<usize>(), there.changes.len());
}

fn what_lapses_does_so_before_its_step(case: &Case, context: &Context<'static>) {
    let in_days = |days| context.occurred.add_days(days).unwrap_or(Date::MAX);
    let plan: Vec<_> = GateStep::ALL.iter().zip((0..).step_by(40)).map(|(step, days)| (*step, in_days(days))).collect();
    let lapses = case.forecast(&plan, context);
    for (index, it) in lapses.iter().enumerate() {
        assert!(it.last < it.on && plan.contains(&(it.step, it.on)), "{it:?}");
        let same = |other: &&_| -> bool {
            let other: &anjieflow::forecast::Lapse = other;
            (other.kind, &other.about, &other.whom, other.last) == (it.kind, &it.about, &it.whom, it.last)
        };
        assert_eq!(lapses.iter().skip(index + 1).find(same), None);
    }
}

fn what_is_open_after_the_money_is_of_a_loan(case: &Case, context: &Context<'static>) {
    let found = matters(case, context);
    for (index, it) in found.iter().enumerate() {
        assert!(case.file().loan(&it.loan).is_some() && !it.steps.is_empty(), "{it:?}");
        assert!(found.iter().skip(index + 1).all(|other| (other.kind, &other.loan) != (it.kind, &it.loan)));
        let names: BTreeSet<&str> = it.steps.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), it.steps.len(), "{it:?}");
    }
}

fn what_was_said_is_told_in_order(case: &Case) {
    let file = case.file();
    let offices = Addressee::all().map(|it| PartyId::new(it.name()).unwrap());
    let everybody: BTreeSet<PartyId> = offices.chain(file.parties.iter().map(|it| it.id.clone())).collect();
    let mut told = 0;
    for whom in everybody {
        let contacts = history(case, &whom);
        assert!(contacts.is_sorted_by_key(|it| (it.on, it.entry.unwrap_or(u32::MAX))), "{contacts:?}");
        assert!(contacts.iter().filter_map(|it| it.entry).all(|entry| entry <= case.length()));
        told += contacts.iter().filter(|it| it.kind.name() == "told").count();
    }
    assert_eq!(told, file.notices.len());
}

/// Two appointments at one time are a concern of each, and the clerk's pair.
fn a_clerk_at_two_places_is_a_concern(case: &Case, context: &Context<'static>) {
    let file = case.file();
    for (_, it) in busy_pairs(case) {
        let appointment = file.appointments.iter().find(|own| own.id.as_str() == it).unwrap();
        let clash = |it: &anjieflow::coordination::Concern| it.kind == ConcernKind::Clash;
        assert!(concerns(case, appointment, context).iter().any(clash), "{it}");
    }
}

fn busy_pairs(case: &Case) -> Vec<(String, String)> {
    let clerks: BTreeSet<&str> = case.file().appointments.iter().map(|it| it.clerk.as_str()).collect();
    let pairs = clerks.into_iter().flat_map(|clerk| busy(&[case], clerk));
    pairs
        .flat_map(|[(_, one), (_, other)]| [(one, other), (other, one)])
        .map(|(one, other)| (one.to_string(), other.to_string()))
        .collect()
}

fn what_is_brought_is_on_the_list(case: &Case, context: &Context<'static>) {
    for appointment in &case.file().appointments {
        for it in to_bring(case, appointment, context) {
            assert!(context.pack.explain(&it.rule).is_some(), "{it:?}");
        }
    }
}

fn every_row_is_explained(case: &Case, context: &Context<'static>) {
    let list = Rules::builtin().checklist(case, Occasion::from(context.clone()).to_value()).unwrap();
    for line in list.as_array().unwrap() {
        let rule = RuleId::new(line["rule"].as_str().unwrap()).unwrap();
        let told = Pack::builtin().explain(&rule).unwrap();
        assert!(told.rule == rule && !told.en.is_empty() && !told.zh.is_empty(), "{rule}");
    }
}

fn what_is_kept_longest_decides(case: &Case) {
    let kept = retention::of(case);
    let earliest: Vec<_> = kept.classes.iter().map(|it| it.earliest).collect();
    assert_eq!(kept.classes.len(), retention::DataClass::ALL.len());
    match kept.ended {
        None => assert!(kept.earliest.is_none() && earliest.iter().all(Option::is_none)),
        Some(ended) => {
            assert_eq!(kept.earliest, earliest.iter().flatten().max().copied());
            assert!(earliest.iter().all(|day| day.is_some_and(|day| day >= ended)));
        }
    }
    assert!(kept.erased.is_none() || kept.ended.is_some());
}

fn no_file_is_counted_twice(case: &Case, context: &Context<'static>) {
    let all = records(&[case], context);
    let twice = records(&[case, case], context);
    assert_eq!(all.len(), twice.len());
    for (one, two) in all.iter().zip(&twice) {
        assert_eq!((one.files * 2, one.approved * 2, one.refused * 2), (two.files, two.approved, two.refused));
        assert!(one.approved + one.refused <= one.files && one.revoked <= one.approved, "{one:?}");
        assert!(one.approval_millionths().is_none_or(|it| it <= 1_000_000));
        let waits = one.waits.iter().map(|(_, wait)| wait).chain([&one.answer, &one.whole]);
        assert!(waits.filter_map(|it| it.spread).all(|it| it.median <= it.ninetieth));
    }
    let handed_in = case.file().loans.iter().filter(|loan| loan.file().handed_in.is_some()).count();
    let files: usize = all.iter().filter(|it| it.branch.is_none()).map(|it| it.files).sum();
    assert!(files <= handed_in, "{files} files of {handed_in} loans");
}
