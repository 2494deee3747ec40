//! What opens the next step, over the cases of the stories at every point of their lives: a set that is told opens it,
//! and nothing in it is to spare.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::case::intake::AddParty;
use anjieflow::case::record::{AddDocument, CheckDocument, MarkMilestone};
use anjieflow::case::{Actor, Case, Command, Context, MilestoneState, Reason, Salt, gate};
use anjieflow::checklist::PaperState;
use anjieflow::document::DocumentKind;
use anjieflow::identity::Name;
use anjieflow::interchange::plain;
use anjieflow::interchange::read_command;
use anjieflow::log::Log;
use anjieflow::opening::{Act, Ways, ways};
use anjieflow::party::PartyId;
use anjieflow::product::{GateStep, MilestoneKind, Pack};
use proptest::prelude::*;
use serde_json::json;

mod story;
use story::{LOGS, begun};

fn at(story: usize, length: usize) -> (Case, Context<'static>) {
    let log = begun(story, length);
    let on = log.entries().last().unwrap().stamp.recorded;
    (log.replay().unwrap(), Context::new(on, Actor::new("wang").unwrap()).salted(Salt::new([7; 16])))
}

/// The gate is shut, or may be: what is left to acts, without the loans' own steps.
fn shut(case: &Case, ways: &Ways, context: &Context<'_>) -> bool {
    let (file, step) = (case.file(), ways.step.unwrap());
    let own = |reason: &Reason| !matches!(reason, Reason::LoanNotReady { .. });
    if file.suspended.is_some() {
        return true;
    }
    if step == GateStep::PayOut {
        let unpaid = file.live_loans().filter(|loan| !loan.is_paid_out());
        return unpaid.flat_map(|loan| gate::payment_blockers(file, loan, context)).any(|reason| own(&reason));
    }
    gate::blockers(file, step, context).iter().any(own)
}

fn command(act: &Act, case: &Case, context: &Context<'_>) -> Option<Command> {
    Some(match act {
        Act::Resume => anjieflow::case::ending::Resume {}.into(),
        Act::AddParty { role } => {
            let name = Name::parse("测试").unwrap();
            let id = PartyId::new(role.name()).unwrap();
            AddParty { id, role: *role, name, id_number: None, other_id: None, phone: None }.into()
        }
        Act::BringPaper { document, holder } => AddDocument {
            kind: document.clone(),
            holder: PartyId::new(holder).unwrap(),
            issued: Some(context.today),
            valid_until: None,
            form: None,
            copies: None,
            pages: None,
        }
        .into(),
        Act::CheckPaper { document, holder } => {
            let borrows =
                |id: &str| case.file().parties.iter().any(|it| it.id.as_str() == id && it.role.name() == "borrower");
            // What was turned down could be looked at anew; the set asks for a new one instead.
            let theirs = |it: &&anjieflow::document::Document| {
                it.kind == *document
                    && it.state != PaperState::Rejected
                    && (it.holder.as_str() == holder || borrows(it.holder.as_str()))
            };
            let document = case.file().documents.iter().rev().find(theirs)?.id.clone();
            CheckDocument { document, defect: None }.into()
        }
        Act::Mark { milestone, state, .. } => {
            MarkMilestone { milestone: *milestone, state: *state, reference: None, lapses: None }.into()
        }
        Act::GiveConsent { party, given_by, recipient, purpose } => told(json!({
            "command": "give_consent", "party": party, "recipient": recipient, "purpose": purpose, "manner": "written",
            "given_by": given_by,
        })),
        Act::AnswerQuery { query, .. } => told(json!({"command": "answer_query", "query": query, "text": "已核实"})),
        Act::ConfirmChange { change, loan, renewal } => told(json!({
            "command": "confirm_change", "change": change, "loan": loan, "renewal": renewal,
        })),
        Act::DescribeProperty | Act::StateFact { .. } => return None,
        Act::MeetCondition { .. } | Act::BringLoan { .. } => return None,
    })
}

fn told(command: serde_json::Value) -> Command {
    read_command(&command).unwrap()
}

/// The case after the acts, as far as they could be done; and whether each could.
fn done<'a>(case: &Case, acts: impl Iterator<Item = &'a Act>, context: &Context<'_>) -> (Case, Vec<String>) {
    let (mut case, mut refused) = (case.clone(), Vec::new());
    for act in acts {
        let Some(command) = command(act, &case, context) else { continue };
        case = match case.step(&command, context) {
            Ok(moved) => moved.case,
            Err(turned) => {
                refused.push(format!("{act:?}: {}", turned.refusal));
                turned.case
            }
        };
    }
    (case, refused)
}

/// Acts that a gate asks for; a loan's own steps are not.
fn papers_and_marks(acts: &[Act]) -> Vec<&Act> {
    acts.iter().filter(|act| !matches!(act, Act::MeetCondition { .. } | Act::BringLoan { .. })).collect()
}

fn law(story: usize, length: usize) {
    let (case, context) = at(story, length);
    let before = case.clone();
    let Some(ways) = ways(&case, &context) else { return assert!(case.stage().is_end()) };
    let _ = plain::allowed(&case);
    assert_eq!(case, before, "nothing that is asked changes a case");
    assert!(ways.sets.is_sorted());
    if ways.step.is_none() || !ways.conclusive || !ways.barred.is_empty() {
        return;
    }
    let bare = ways.sets.iter().all(|way| papers_and_marks(&way.acts).is_empty());
    assert_eq!(bare, !shut(&case, &ways, &context), "{ways:?}");
    for way in ways.sets.iter().take(4) {
        let acts = papers_and_marks(&way.acts);
        let (after, refused) = done(&case, acts.iter().copied(), &context);
        assert!(refused.is_empty(), "{refused:?}");
        assert!(
            !shut(&after, &ways, &context),
            "{way:?} does not open {:?}",
            gate::blockers(after.file(), ways.step.unwrap(), &context)
        );
        for left in &acts {
            let (after, _) = done(&case, acts.iter().copied().filter(|act| act != left), &context);
            assert!(shut(&after, &ways, &context), "{left:?} is to spare in {way:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_set_opens_the_step_and_has_nothing_to_spare(story in 0_usize..100, length in 0_usize..100) {
        law(story, length);
    }
}

/// Of every story at the day the papers come in, there is something to chase, and it is a paper.
#[test]
fn there_is_a_paper_to_chase_first() {
    let (mut papers, mut conclusive) = (0, 0);
    for story in 0..LOGS.len() {
        for length in 5..10 {
            let (case, context) = at(story, length);
            let Some(ways) = ways(&case, &context) else { continue };
            papers += usize::from(matches!(ways.first, Some(Act::BringPaper { .. })));
            conclusive += usize::from(ways.conclusive && !ways.sets.is_empty());
        }
    }
    assert!(papers > 20 && conclusive > 20, "{papers}, {conclusive}");
}

/// The lender of story 01 sets a condition: it is an act of its own, before the contract.
#[test]
fn a_condition_is_met_before_the_contract_is_signed() {
    let met = LOGS.iter().find_map(|log| {
        let at = log.entries().iter().position(|entry| format!("{:?}", entry.event).contains("ConditionMet"))?;
        Some(Log::from_entries(log.entries()[..at].iter().cloned()).unwrap())
    });
    let log = met.expect("a story whose lender sets a condition");
    let (case, on) = (log.replay().unwrap(), log.entries().last().unwrap().stamp.recorded);
    let context = Context::new(on, Actor::new("wang").unwrap());
    let ways = ways(&case, &context).unwrap();
    let acts = &ways.sets[0].acts;
    let condition = acts.iter().position(|act| matches!(act, Act::MeetCondition { number: 1, .. }));
    let contract = acts.iter().position(|act| matches!(act, Act::BringLoan { .. }));
    assert!(condition.is_some() && condition < contract, "{acts:?}");
}

#[test]
fn what_people_have_at_home_is_cheaper_than_what_an_office_issues() {
    let effort = |kind: DocumentKind| {
        Act::BringPaper { document: kind, holder: "couple".to_owned() }.effort(Pack::builtin()).points
    };
    assert!(effort(DocumentKind::MARRIAGE_CERT) < effort(DocumentKind::BANK_STATEMENT));
    assert!(effort(DocumentKind::MARRIAGE_CERT) < effort(DocumentKind::SINGLE_CERTIFICATE));
    assert!(effort(DocumentKind::ID_CARD) < effort(DocumentKind::POA_NOTARIZED));
}

#[test]
fn what_the_clerk_does_is_cheaper_than_what_an_office_does() {
    let effort =
        |milestone| Act::Mark { after: 0, milestone, state: MilestoneState::Done }.effort(Pack::builtin()).points;
    assert!(effort(MilestoneKind::TitleSearched) < effort(MilestoneKind::TitleIssued));
}
