//! What a life event ended is asked for again: by the next gate on the way to the money, though it was an earlier one that
//! used it.
//!
//! A lender has the file when somebody divorces or changes the job. The papers, facts and milestones that ended were
//! asked for by gates that are passed; so the next gate asks for what they lack again.

use super::gate::{asked_by, lacking, unmet};
use super::{Context, File, MilestoneState, Reason};
use crate::checklist::{Checklist, Line, LineStatus};
use crate::collect::CollectVec;
use crate::loan::Loan;
use crate::product::{GateLine, GateStep, MilestoneKind, Readiness};

/// What ended and has not come again, for a loan that waits for its money.
pub(super) fn ended(file: &File, loan: &Loan, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    let milestones = fallen(file, loan, step, context);
    let mut reasons =
        milestones.into_iter().flat_map(|(asked, line)| unmet(file, loan, asked, line, context)).collect_vec();
    if let Some(list) = list(file, loan, step, context) {
        let lines = asked_by(file, &list, loan, step, context).filter(|line| is_touched(file, line));
        lines.for_each(|line| reasons.extend(lacking(line, Readiness::Accepted)));
    }
    reasons
}

fn asks_again(file: &File, loan: &Loan, step: GateStep) -> bool {
    use GateStep::{AwaitFunds, ConfirmTerms, PayOut, SendToRegistry};
    let on_the_way = matches!(step, ConfirmTerms | SendToRegistry | AwaitFunds | PayOut);
    on_the_way && !file.life.is_empty() && !loan.is_paid_out()
}

/// The lines of earlier gates whose milestone a life event ended.
pub(crate) fn fallen<'c>(
    file: &File,
    loan: &Loan,
    step: GateStep,
    context: &Context<'c>,
) -> Vec<(GateStep, &'c GateLine)> {
    // Asked first, for it seldom does, and a way is not found for nothing.
    let route = asks_again(file, loan, step).then(|| file.route(loan, context)).flatten();
    let earlier = route.into_iter().flat_map(|it| it.gates.iter()).filter(|gate| gate.step < step);
    let lines = earlier.flat_map(|gate| gate.lines.iter().map(|line| (gate.step, line)));
    lines.filter(|(_, line)| line.need.milestone().is_some_and(|kind| fell(file, kind))).collect_vec()
}

/// Whether something in somebody's life ended the milestone, and it was not reached again.
fn fell(file: &File, kind: MilestoneKind) -> bool {
    let lapsed = file.milestone(kind).is_some_and(|mark| mark.state == MilestoneState::Lapsed);
    lapsed && file.life.iter().any(|it| it.milestones.contains(&kind))
}

/// The list of the loan, where something may be asked for again.
pub(crate) fn list<'a>(file: &'a File, loan: &Loan, step: GateStep, context: &Context<'a>) -> Option<Checklist<'a>> {
    let asks = asks_again(file, loan, step);
    let product = asks.then(|| context.pack.product(&loan.file().application.product)).flatten()?;
    file.checklist_at(product, loan, Some(step), context).ok()
}

/// Whether a life event touched the line: its paper ended, or it came to be asked since.
pub(crate) fn is_touched(file: &File, line: &Line<'_>) -> bool {
    let since = || file.answered_since(|facts| line.row.applies(facts));
    let came = || since().is_some_and(|since| file.life.iter().any(|it| it.on <= since));
    matches!(line.status, LineStatus::Undecided(_)) || has_ended(file, line) || came()
}

/// Whether a paper of the line was ended by something that happened to its holder.
pub(super) fn has_ended(file: &File, line: &Line<'_>) -> bool {
    let parts = line.parts.iter().map(|part| part.asked);
    let kinds = parts.chain([line.asked]).map(|asked| &asked.document).collect_vec();
    let theirs = |holder: &str| line.holder.is_none_or(|own| own == holder);
    let papers = file.documents.iter().filter(|it| it.lapsed.is_some());
    papers.into_iter().any(|it| kinds.contains(&&it.kind) && theirs(it.holder.as_str()))
}
