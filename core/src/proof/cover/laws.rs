//! The laws of the flow itself: a way to an end from everywhere, and none past the clerk's review.

use super::{Law, Proof};
use crate::case::{CommandKind, FLOW, Line, Stage};
use crate::collect::CollectVec;
use crate::product::GateStep;
use crate::proof::gates::stranded;

pub(super) fn run(proof: &mut Proof) {
    proof.laws.push(way_out(FLOW));
    proof.laws.push(reviewed(FLOW));
}

/// Whatever gates are shut, as long as a mortgage can be cancelled in the end.
pub(super) fn way_out(flow: &[Line]) -> Law {
    let mut law = Law::new(
        "from every stage a way leads to an end, whichever gates are shut before it",
        "无论哪些关口不通，每个阶段都有了结之路",
    );
    for chosen in 0_u32..1 << GateStep::ALL.len() {
        let shut = GateStep::ALL.iter().copied().filter(|step| chosen & (1 << (*step as u32)) != 0).collect_vec();
        if !shut.contains(&GateStep::Release) {
            let lost = stranded(flow, &shut);
            law.ask(lost.is_empty(), || format!("{lost:?} with {shut:?} shut"));
        }
    }
    law
}

/// A file that was opened anew has to be reviewed anew before a lender gets it.
pub(super) fn reviewed(flow: &[Line]) -> Law {
    let mut law = Law::new(
        "no step skips the clerk's review: no lender gets a set that was not passed since it was opened",
        "任何步骤不得绕过初审：重新收件后未再通过初审的资料不得报送",
    );
    let mut met = vec![(Stage::Enquiry, false)];
    let mut next = 0;
    while let Some((stage, passed)) = met.get(next).copied() {
        next = next.saturating_add(1);
        for line in flow.iter().filter(|line| line.from == stage) {
            let hands_in = matches!(line.command, CommandKind::Submit | CommandKind::StepLoan);
            law.ask(passed || !hands_in, || format!("{} in {stage}", line.command));
            let then = (line.to, after(line, passed));
            if !met.contains(&then) {
                met.push(then);
            }
        }
    }
    law
}

/// Whether the set counts as reviewed after a step: passing makes it so, collecting papers anew ends it.
fn after(line: &Line, passed: bool) -> bool {
    match (line.command, line.to) {
        (CommandKind::PassReview, _) => true,
        (_, Stage::Enquiry | Stage::Collecting) => false,
        _ => passed,
    }
}
