//! Consents, life events and erasure: the laws that hold for every case that the stories tell.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::case::consent::{GiveConsent, Manner, Recipient, WithdrawConsent};
use anjieflow::case::life::{EFFECTS, LifeEvent, RecordLifeEvent, consequences};
use anjieflow::case::{Actor, Case, Context, Event, Reason, Salt, gate};
use anjieflow::interchange::{pack, plain, read_log, write_log};
use anjieflow::log::Log;
use anjieflow::product::{GateStep, Need, Pack, Purpose, RuleId};
use proptest::prelude::*;
use serde_json::json;

mod story;
use story::{LOGS, begun};

/// A case in the middle of a story.
fn inside(story: usize, length: usize) -> (Log, Case) {
    let log = begun(story, length);
    let case = log.replay().unwrap();
    (log, case)
}

fn context(log: &Log) -> Context<'static> {
    let today = log.entries().last().unwrap().stamp.recorded;
    Context::new(today, Actor::new("prover").unwrap()).salted(Salt::new([9; 16]))
}

fn agreed(case: &Case, party: usize, purpose: Purpose) -> Option<GiveConsent> {
    let (file, loan) = (case.file(), case.file().loans.last()?);
    let party = file.parties.get(party % file.parties.len().max(1))?.id.clone();
    let recipient = Recipient::Lender(loan.file().application.product.clone());
    Some(GiveConsent {
        party: party.clone(),
        recipient,
        purpose,
        manner: Manner::Written,
        given_by: Some(party),
        until: None,
    })
}

#[test]
fn every_event_of_life_has_its_row() {
    let rows: Vec<LifeEvent> = EFFECTS.iter().map(|row| row.event).collect();
    assert_eq!(rows, LifeEvent::ALL);
    let known = |kind| Pack::builtin().document(kind).is_some();
    for row in EFFECTS {
        assert!(row.papers.iter().all(|(kind, _)| known(kind)) && row.amend.iter().all(known), "{}", row.event);
        assert!(row.source.starts_with("HANDBOOK ") && !row.advice.is_empty() && !row.advice_zh.is_empty());
    }
}

#[test]
fn a_log_that_forgot_replays_to_the_same_case() {
    let erased = LOGS.iter().filter(|log| log.entries().iter().any(|it| matches!(it.event, Event::DataErased(_))));
    let mut met = 0;
    for log in erased {
        let (case, forgot) = (log.replay().unwrap(), log.forget().unwrap());
        assert_eq!(forgot.replay().unwrap(), case);
        let text = write_log(&forgot);
        assert_eq!(read_log(&text).unwrap(), forgot);
        for told in ["陈一诺", "710000199003070011", "13800000001", "6222021001116245702", "试验路", "1234500"] {
            assert!(write_log(log).contains(told) && !text.contains(told), "{told}");
        }
        assert_eq!(plain::forget(&write_log(log)).unwrap(), text);
        assert_eq!(forgot.forget().unwrap(), forgot, "there is nothing left to forget");
        met += 1;
    }
    assert_eq!(met, 1);
    let kept = LOGS.iter().find(|log| !log.entries().iter().any(|it| matches!(it.event, Event::DataErased(_))));
    assert!(kept.unwrap().forget().unwrap_err().to_string().contains("does not say"));
}

/// The rules of an office that keeps its consents elsewhere: a layer drops the rows that ask for them.
fn lax() -> Pack {
    let lines = Pack::builtin().routes.iter().flat_map(|route| route.gate(GateStep::Submit));
    let consents = lines.filter(|line| matches!(line.need, Need::Consented(_)));
    let drops: Vec<&str> = consents.map(|line| line.id.as_str()).collect();
    assert_eq!(drops.len(), 2 * Pack::builtin().routes.len());
    let layer = json!({
        "pack": 1, "edition": {"id": "elsewhere", "published": "2026-11-27"}, "place": {}, "drops": drops,
    });
    pack::laid(Pack::builtin(), &[layer.to_string()], None).unwrap()
}

/// What is not agreed to before the file goes out, as (code, rules).
fn unagreed(case: &Case, context: &Context<'_>) -> Vec<(&'static str, usize)> {
    let blockers = gate::blockers(case.file(), GateStep::Submit, context);
    let consents = blockers.iter().filter(|it| it.code().starts_with("consent_"));
    consents.map(|it| (it.code(), it.rules().len())).collect()
}

/// The case of a log as it was before the first event of a kind, and that moment.
fn before(log: &Log, is: impl Fn(&Event) -> bool) -> Option<(Case, Context<'static>)> {
    let at = log.entries().iter().position(|it| is(&it.event))?;
    let begun = Log::from_entries(log.entries()[..at].iter().cloned()).unwrap();
    let stamp = &log.entries()[at].stamp;
    Some((begun.replay().unwrap(), Context { occurred: stamp.occurred, today: stamp.recorded, ..context(log) }))
}

#[test]
fn no_file_goes_out_once_one_of_its_consents_is_taken_back() {
    let mut taken_back = 0;
    for log in LOGS.iter() {
        let Some((case, context)) = before(log, |it| matches!(it, Event::Submitted(_))) else { continue };
        assert_eq!(unagreed(&case, &context), []);
        let to_lenders = case.file().consents.iter().filter(|it| matches!(it.recipient, Recipient::Lender(_)));
        let standing = to_lenders.filter(|it| it.stands(context.occurred));
        for consent in standing.map(|it| it.id.clone()).collect::<Vec<_>>() {
            let taken = case.clone().step(&WithdrawConsent { consent }.into(), &context).unwrap();
            assert_eq!(unagreed(&taken.case, &context), [("consent_ended", 1)]);
            taken_back += 1;
        }
    }
    assert!(taken_back > 100, "{taken_back}");
}

#[test]
fn a_pack_may_leave_the_consents_to_another_system() {
    let (rules, mut asked) = (lax(), 0);
    for log in LOGS.iter() {
        let Some((case, context)) = before(log, |it| matches!(it, Event::ConsentGiven(_))) else { continue };
        let under = context.clone().under(&rules);
        assert!(unagreed(&case, &context).iter().all(|it| *it == ("consent_missing", 1)));
        assert_eq!(unagreed(&case, &under), []);
        // A case that keeps one consent keeps them all.
        let begun =
            case.clone().step(&agreed(&case, 0, Purpose::LoanApplication).unwrap().into(), &context).unwrap().case;
        let others = begun.file().parties.iter().filter(|it| it.id_number.is_some()).count() - 1;
        assert!(others == 0 || !unagreed(&begun, &under).is_empty(), "{}", case.id());
        asked += 1;
    }
    assert!(asked > 40, "{asked}");
    let text = pack::write(&Pack::BUILTIN);
    let odd = text.replace("{\"consented\":\"loan_application\"}", "{\"consented\":\"gossip\"}");
    assert_ne!(odd, text);
    assert!(pack::read(&odd).unwrap_err().to_string().contains("gossip"));
    let row = RuleId::new("commercial/presale/submit/loan_application_consented").unwrap();
    let explained = Pack::builtin().explain(&row).unwrap();
    assert!(explained.en.contains("agreed to loan_application") && explained.zh.contains("报送贷款申请"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// What was given and taken back leaves no gate more open than before.
    #[test]
    fn a_consent_taken_back_opens_nothing(story in 0_usize..100, length in 0_usize..100, party in 0_usize..4, query: bool) {
        let (log, case) = inside(story, length);
        let context = context(&log);
        let purpose = if query { Purpose::CreditQuery } else { Purpose::LoanApplication };
        let Some(give) = agreed(&case, party, purpose) else { return Ok(()) };
        let Ok(given) = case.clone().step(&give.into(), &context) else { return Ok(()) };
        let consent = given.case.file().consents.last().unwrap().id.clone();
        let Ok(taken) = given.case.step(&WithdrawConsent { consent }.into(), &context) else { return Ok(()) };
        for step in GateStep::ALL {
            let after = gate::blockers(taken.case.file(), *step, &context);
            for reason in gate::blockers(case.file(), *step, &context) {
                let named = |it: &Reason| it.code() == reason.code() || it.code() == "consent_ended";
                prop_assert!(after.iter().any(named), "{step}: {reason}");
            }
        }
    }

    /// What is told beforehand is what happens; a replay finds the same, under whatever rules; and nothing opens.
    #[test]
    fn life_does_what_it_said(story in 0_usize..100, length in 0_usize..100, party in 0_usize..4, event in 0_usize..9) {
        let (mut log, case) = inside(story, length);
        let context = context(&log);
        let event = LifeEvent::ALL[event];
        let parties = &case.file().parties;
        let Some(id) = parties.get(party % parties.len().max(1)).map(|it| it.id.clone()) else { return Ok(()) };
        let told = consequences(case.file(), event, &id, context.occurred).unwrap();
        let command = RecordLifeEvent { party: id, life_event: event }.into();
        let Ok(moved) = case.clone().step(&command, &context) else { return Ok(()) };
        let Event::LifeEventRecorded(kept) = &moved.event else { panic!("another event") };
        prop_assert_eq!((&kept.papers, &kept.facts, &kept.milestones), (&told.papers, &told.facts, &told.milestones));
        log.append(moved.entry()).unwrap();
        prop_assert_eq!(log.replay().unwrap(), moved.case.clone());
        let text = write_log(&log);
        prop_assert_eq!(read_log(&text).unwrap(), log);
        let money = |case: &Case| case.file().live_loans().map(|loan| gate::payment_blockers(case.file(), loan, &context).len()).collect::<Vec<_>>();
        let opened = money(&case).into_iter().zip(money(&moved.case)).any(|(before, after)| before > 0 && after == 0);
        prop_assert!(!opened);
    }
}
