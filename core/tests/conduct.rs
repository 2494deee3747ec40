//! Consents, life events and erasure: the laws that hold for every case that the stories tell.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use std::borrow::Cow;

use anjieflow::case::consent::{GiveConsent, Manner, Recipient, WithdrawConsent};
use anjieflow::case::life::{EFFECTS, LifeEvent, RecordLifeEvent, consequences};
use anjieflow::case::{Actor, Case, Context, Event, Reason, Salt, gate};
use anjieflow::interchange::{pack, plain, read_log, write_log};
use anjieflow::log::Log;
use anjieflow::product::{GateLine, GateStep, Name, Need, Pack, Purpose, RuleId};
use proptest::prelude::*;

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

/// A pack whose routes ask for consent outright before the file goes out.
fn strict() -> Pack {
    let mut pack = Pack::BUILTIN;
    for route in pack.routes.to_mut() {
        let id = route.id.to_string();
        for gate in route.gates.to_mut().iter_mut().filter(|gate| gate.step == GateStep::Submit) {
            let note = Name { zh: Cow::Borrowed("须单独同意"), en: Cow::Borrowed("separate consent") };
            gate.lines.to_mut().push(GateLine {
                id: RuleId::new(&format!("{id}/submit/consented")).unwrap(),
                need: Need::Consented(Purpose::LoanApplication),
                note,
                source: None,
            });
        }
    }
    pack
}

#[test]
fn a_pack_may_ask_for_consent_outright() {
    let rules = strict();
    let mut asked = 0;
    for log in LOGS.iter() {
        let entries = log.entries();
        let Some(submitted) = entries.iter().position(|it| matches!(it.event, Event::Submitted(_))) else { continue };
        let (log, mut case) = inside_of(&entries[..submitted]);
        let context = Context {
            occurred: entries[submitted].stamp.occurred,
            today: entries[submitted].stamp.recorded,
            ..context(&log)
        };
        let under = context.clone().under(&rules);
        if !case.file().consents.is_empty() {
            continue;
        }
        let missing = gate::blockers(case.file(), GateStep::Submit, &under);
        assert!(
            !missing.is_empty()
                && missing.iter().all(|it| matches!(it, Reason::ConsentMissing { rules, .. } if rules.len() == 1))
        );
        for loan in 0..case.file().loans.len() {
            let product = case.file().loans[loan].file().application.product.clone();
            for party in case.file().parties.clone() {
                let id = Some(party.id.clone());
                let recipient = Recipient::Lender(product.clone());
                let give = GiveConsent {
                    party: party.id,
                    recipient,
                    purpose: Purpose::LoanApplication,
                    manner: Manner::Written,
                    given_by: id,
                    until: None,
                };
                case = case.step(&give.into(), &context).map_or_else(|turned| turned.case, |moved| moved.case);
            }
        }
        assert_eq!(gate::blockers(case.file(), GateStep::Submit, &under), []);
        asked += 1;
    }
    assert!(asked > 30, "{asked}");
    // As data it is written and read like any other need, and what is unknown of it is named.
    let text = pack::write(&rules);
    assert_eq!(pack::read(&text).unwrap().routes, rules.routes);
    let odd = text.replace("{\"consented\":\"loan_application\"}", "{\"consented\":\"gossip\"}");
    assert_ne!(odd, text);
    assert!(pack::read(&odd).unwrap_err().to_string().contains("gossip"));
    let explained = rules.explain(&RuleId::new("commercial/presale/submit/consented").unwrap()).unwrap();
    assert!(explained.en.contains("agreed to loan_application") && explained.zh.contains("报送贷款申请"));
    assert_eq!(rules.faults().len(), Pack::builtin().faults().len());
}

fn inside_of(entries: &[anjieflow::log::Entry]) -> (Log, Case) {
    let log = Log::from_entries(entries.iter().cloned()).unwrap();
    let case = log.replay().unwrap();
    (log, case)
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
