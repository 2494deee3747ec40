//! Every stage with every move, and one or two loans in every state.

use super::world;
use super::{Factor, Law, Proof, name};
use crate::application::Application;
use crate::case::{Case, Command, CommandKind, Context, FLOW, File, Reason, Stage, Suspension};
use crate::case::{ending, funding, intake, lending, registering, review};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::fact::{Fact, Facts};
use crate::loan::State;
use crate::money::Money;
use crate::product::{Pack, Product, ProductKind, PropertyKind, Requirements, Route};
use crate::proof::gates::ENDS;
use std::borrow::Cow;

pub(super) fn run(pack: &Pack, proof: &mut Proof) -> Result<(), Error> {
    let rules = open_rules(pack);
    let mut laws = Laws::new();
    let mut explored = 0_u64;
    for stage in Stage::ALL {
        for states in loans() {
            let file = file(&rules, &states)?;
            explored = explored.saturating_add(one(&rules, file, *stage, &mut laws)?);
        }
    }
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    proof.factors.push(Factor {
        name: name("stage, move, and one or two loans in every state", "阶段、操作与一笔或两笔贷款的状态"),
        because: name(
            "a gate is not told the stage (`gate::blockers` takes the file), and the waiting for loans looks at their states \
             alone (`gate::loans_in`)",
            "关口不知道所处阶段（`gate::blockers` 只看案卷）；主线等待贷款时只看贷款状态（`gate::loans_in`）",
        ),
        explored,
        stands_for: vec![(number(Stage::ALL.len()), 1), (number(loans().len()), 1)],
    });
    proof.laws.extend([laws.listed, laws.waits, laws.couples, laws.ends, laws.resumes]);
    Ok(())
}

struct Laws {
    listed: Law,
    waits: Law,
    couples: Law,
    ends: Law,
    resumes: Law,
}

impl Laws {
    fn new() -> Self {
        Self {
            listed: Law::new(
                "a stage takes just the moves that the flow lists, and each leads where it says",
                "各阶段只接受流程表所列操作，且去向一致",
            ),
            waits: Law::new(
                "the spine goes on exactly when every loan that lives is far enough",
                "所有存续贷款均到位时，主线当且仅当此时前进",
            ),
            couples: Law::new(
                "no lender pays while the other of a pair may still say no",
                "组合贷中另一笔尚未签约时，不得放款",
            ),
            ends: Law::new(
                "every case can always end: released, declined, withdrawn or rescinded",
                "任何案件总能了结：解押、拒贷、放弃或退房",
            ),
            resumes: Law::new("what stands still can go on", "暂停的案件可以恢复"),
        }
    }
}

/// The same products without lists, on routes without gates: what is left are the stages and the loans.
fn open_rules(pack: &Pack) -> Pack {
    let of = |kind: &ProductKind| pack.products.iter().find(|it| it.kind == *kind).cloned();
    let bare = |product: Product| Product { requirements: Requirements::Listed(Cow::Borrowed(&[])), ..product };
    let products = ProductKind::ALL.iter().filter_map(of).map(bare).collect_vec();
    let route = |route: &Route| Route { gates: Cow::Borrowed(&[]), ..route.clone() };
    Pack {
        routes: pack.routes.iter().filter(|it| it.is_ordinary()).map(route).collect(),
        products: Cow::Owned(products),
        ..pack.clone()
    }
}

/// No loan, one in every state, two in every state each.
fn loans() -> Vec<Vec<State>> {
    let pairs = |first: State| State::ALL.iter().map(move |second| vec![first, *second]);
    let some = |first: &State| std::iter::once(vec![*first]).chain(pairs(*first)).collect_vec();
    std::iter::once(Vec::new()).chain(State::ALL.iter().flat_map(some)).collect_vec()
}

/// The bank's loan, and beside it the fund's.
fn file(rules: &Pack, states: &[State]) -> Result<File, Error> {
    let bank = rules.products.first().ok_or_else(super::gates::no_product)?;
    let mut file = world::file(&bank.id)?;
    let home = bank.property_kinds.first().copied().unwrap_or(PropertyKind::Presale);
    file.facts = Facts::EMPTY.with(Fact::Property, home.value())?;
    let products = rules.products.iter().chain(std::iter::once(bank));
    file.loans =
        (1..).zip(products.zip(states)).map(|(number, (it, state))| world::loan(number, &it.id, *state)).collect();
    Ok(file)
}

fn one(rules: &Pack, file: File, stage: Stage, laws: &mut Laws) -> Result<u64, Error> {
    let context = world::context(rules);
    let states = file.loans.iter().map(crate::loan::Loan::state).collect_vec();
    let case = world::case(file.clone(), stage);
    let told = || format!("{stage} with {states:?}");
    let mut ends = ENDS.contains(&stage);
    let moves = moves(rules)?;
    for command in &moves {
        let granted = listed(&case, command, &context, &mut laws.listed);
        ends |= granted && ENDING.contains(&command.kind());
        if let (Some(wanted), true) = (far_enough(command.kind()), is_listed(stage, command.kind())) {
            let alive = states.iter().filter(|state| **state != State::Declined).collect_vec();
            let ready = (!alive.is_empty() || states.is_empty()) && alive.iter().all(|state| wanted.contains(state));
            laws.waits.ask(granted == ready, || format!("{} in {}", command.kind(), told()));
        }
    }
    // Nobody has a loan before a product is chosen.
    laws.ends.ask(ends || (stage == Stage::Enquiry && !states.is_empty()), told);
    if let (Some(State::Signed), Some(other), Stage::Funding) = (states.first(), states.get(1), stage) {
        let signed =
            matches!(other, State::Signed | State::PaidOut | State::Repaying | State::Settled | State::Declined);
        laws.couples.ask(super::gates::pays(&case, &context)? == signed, told);
    }
    laws.resumes.ask(ENDS.contains(&stage) || goes_on(file, stage, &context), told);
    Ok(u64::try_from(moves.len().saturating_add(2)).unwrap_or(u64::MAX))
}

/// Whether it is granted; and whether the flow agrees.
fn listed(case: &Case, command: &Command, context: &Context<'_>, law: &mut Law) -> bool {
    let (stage, kind) = (case.stage(), command.kind());
    let to = FLOW.iter().find(|line| line.from == stage && line.command == kind).map(|line| line.to);
    let (agrees, granted) = match case.clone().step(command, context) {
        Ok(moved) => (Some(moved.case.stage()) == to, true),
        Err(turned) => {
            let not_here = turned.refusal.reasons.iter().any(|reason| matches!(reason, Reason::NotHere { .. }));
            (not_here == to.is_none(), false)
        }
    };
    law.ask(agrees, || format!("{kind} in {stage}"));
    granted
}

fn is_listed(stage: Stage, command: CommandKind) -> bool {
    FLOW.iter().any(|line| line.from == stage && line.command == command)
}

fn goes_on(mut file: File, stage: Stage, context: &Context<'_>) -> bool {
    file.suspended = Some(Suspension { since: world::BEFORE, reason: String::new() });
    world::case(file, stage).decide(&ending::Resume {}.into(), context).is_ok()
}

/// The moves that lead to an end from wherever they are listed.
const ENDING: [CommandKind; 4] =
    [CommandKind::Withdraw, CommandKind::Rescind, CommandKind::CloseDeclined, CommandKind::ReleaseMortgage];

/// How far a loan must be before the spine goes on, written once more.
const fn far_enough(command: CommandKind) -> Option<&'static [State]> {
    Some(match command {
        CommandKind::ConfirmTerms => &[State::Accepted, State::Signed, State::PaidOut, State::Repaying, State::Settled],
        CommandKind::SendToRegistry | CommandKind::AwaitFunds => {
            &[State::Signed, State::PaidOut, State::Repaying, State::Settled]
        }
        CommandKind::BeginRepayment => &[State::Repaying, State::Settled],
        CommandKind::ConfirmSettlement => &[State::Settled],
        _ => return None,
    })
}

/// One command of each move.
fn moves(rules: &Pack) -> Result<Vec<Command>, Error> {
    let product = rules.products.first().ok_or_else(super::gates::no_product)?.id.clone();
    let application = Application { product, amount: Money::constant(90_000_000), term_months: 240 };
    let reason = || "a run".to_owned();
    let defect = review::Defect { document: None, what: reason() };
    Ok(vec![
        intake::ChooseProduct { loans: vec![application.clone()] }.into(),
        review::RequestReview {}.into(),
        review::ReturnWithDefects { defects: vec![defect] }.into(),
        review::PassReview {}.into(),
        review::Reopen { reason: reason() }.into(),
        lending::Submit {}.into(),
        lending::ChangeLender { loan: None, application, reason: reason() }.into(),
        lending::ConfirmTerms {}.into(),
        lending::ReopenApproval {}.into(),
        registering::SendToRegistry {}.into(),
        registering::AwaitFunds {}.into(),
        funding::BeginRepayment {}.into(),
        funding::ConfirmSettlement {}.into(),
        ending::ReleaseMortgage {}.into(),
        ending::CloseDeclined { reason: reason() }.into(),
        ending::Withdraw { reason: reason() }.into(),
        ending::Rescind { fault: ending::Fault::Nobody, reason: reason() }.into(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_is_run_once() {
        let mut kinds: Vec<CommandKind> = moves(Pack::builtin()).unwrap().iter().map(Command::kind).collect();
        kinds.sort_unstable();
        let all: Vec<CommandKind> = CommandKind::ALL.iter().copied().filter(|kind| kind.is_move()).collect();
        assert_eq!(kinds, all);
    }
}
