//! Gates that never open, and what they do to a case: milestones that wait for each other, stages without a way out.

use super::fault::{Fault, FaultKind};
use crate::case::{CommandKind, FLOW, Line, Stage};
use crate::collect::CollectVec;
use crate::product::{GateStep, MilestoneKind, Pack, ProductKind, PropertyKind, Route, Sequence};

/// The faults of the gates.
pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let mut faults = pack.routes.iter().flat_map(of_route).collect_vec();
    faults.extend(pairs(pack).filter_map(|(one, other)| of_pair(one, other)));
    faults
}

fn of_route(route: &Route) -> Vec<Fault> {
    let Some(circle) = circle(&route.sequences.iter().collect_vec()) else { return Vec::new() };
    let (shut, way) = (shut(route, &circle), names(&circle));
    let mut faults = shut.iter().map(|(line, step)| never_opens(route, line, *step, &way)).collect_vec();
    if faults.is_empty() {
        faults.push(waits(&[route], &way));
    }
    let shut = shut.into_iter().map(|(_, step)| step).collect_vec();
    faults.extend(stranded(FLOW, &shut).into_iter().map(|stage| no_end(route, stage, &shut)));
    faults
}

/// The two loans of a combined case go for one home, and a milestone is one for both.
fn pairs(pack: &Pack) -> impl Iterator<Item = (&Route, &Route)> {
    PropertyKind::ALL.iter().flat_map(move |property| {
        let others = move || pack.routes_of(ProductKind::ProvidentFund, *property);
        pack.routes_of(ProductKind::Commercial, *property).flat_map(move |one| others().map(move |other| (one, other)))
    })
}

fn of_pair(one: &Route, other: &Route) -> Option<Fault> {
    let own = |route: &Route| circle(&route.sequences.iter().collect_vec()).is_some();
    if own(one) || own(other) {
        return None;
    }
    let together = one.sequences.iter().chain(other.sequences.iter()).collect_vec();
    circle(&together).map(|circle| waits(&[one, other], &names(&circle)))
}

type Way = (String, String);

fn names(circle: &[MilestoneKind]) -> Way {
    let closed = circle.iter().chain(circle.first()).copied().collect_vec();
    let en = closed.iter().map(|kind| kind.name()).collect_vec();
    let zh = closed.iter().map(|kind| kind.zh()).collect_vec();
    (en.join(" → "), zh.join(" → "))
}

fn waits(routes: &[&Route], way: &Way) -> Fault {
    Fault::new(FaultKind::GateShut, routes.iter().map(|route| &route.id)).says(
        format!("milestones wait for each other and none can be done: {}", way.0),
        format!("节点互相等待，均无法完成：{}", way.1),
    )
}

fn never_opens(route: &Route, line: &str, step: GateStep, way: &Way) -> Fault {
    Fault::new(FaultKind::GateShut, [route.id.as_str(), line]).says(
        format!("the gate before {step} of `{}` never opens, for milestones wait for each other: {}", route.id, way.0),
        format!("流程 `{}` 的{}关口永远不通，因节点互相等待：{}", route.id, step.zh(), way.1),
    )
}

fn no_end(route: &Route, stage: Stage, shut: &[GateStep]) -> Fault {
    let (en, zh): (Vec<&str>, Vec<&str>) = shut.iter().map(|step| (step.name(), step.zh())).unzip();
    Fault::new(FaultKind::Stranded, [&route.id]).says(
        format!("a case on `{}` is stranded in {stage}: nothing leads to an end with {} shut", route.id, en.join(", ")),
        format!("走流程 `{}` 的案件会滞留在{}：{}不通时无法了结", route.id, stage.zh(), zh.join("、")),
    )
}

/// The shortest circle of milestones of which each waits for the one before it.
fn circle(sequences: &[&Sequence]) -> Option<Vec<MilestoneKind>> {
    let circles = MilestoneKind::ALL.iter().filter_map(|start| back_to(*start, sequences));
    circles.min_by_key(Vec::len)
}

/// The shortest way from a milestone back to itself.
fn back_to(start: MilestoneKind, sequences: &[&Sequence]) -> Option<Vec<MilestoneKind>> {
    let mut ways = vec![vec![start]];
    let mut seen = Vec::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last().copied();
            for next in sequences.iter().filter(|it| Some(it.first) == last).map(|it| it.then) {
                if next == start {
                    return Some(way);
                }
                if !seen.contains(&next) {
                    seen.push(next);
                    longer.push(way.iter().copied().chain([next]).collect_vec());
                }
            }
        }
        ways = longer;
    }
    None
}

/// The gate lines that ask for a milestone of the circle, or for one that comes after it.
fn shut<'r>(route: &'r Route, circle: &[MilestoneKind]) -> Vec<(&'r str, GateStep)> {
    let mut never = circle.to_vec();
    while let Some(next) = route.sequences.iter().find(|it| never.contains(&it.first) && !never.contains(&it.then)) {
        never.push(next.then);
    }
    let lines = route.gates.iter().flat_map(|gate| gate.lines.iter().map(move |line| (line, gate.step)));
    let asks = lines.filter(|(line, _)| asks_done(line.need).is_some_and(|kind| never.contains(&kind)));
    asks.map(|(line, step)| (line.id.as_str(), step)).collect_vec()
}

/// What a gate waits for whatever happens: what is only filed can be, and what is not opened is not asked.
fn asks_done(need: crate::product::Need) -> Option<MilestoneKind> {
    match need {
        crate::product::Need::Done(kind) => Some(kind),
        _ => None,
    }
}

/// The step of the case that a gate stands before. The payout is a step of a loan; without it no repayment begins.
pub(super) const fn gate_of(command: CommandKind) -> &'static [GateStep] {
    match command {
        CommandKind::RequestReview => &[GateStep::RequestReview],
        CommandKind::PassReview => &[GateStep::PassReview],
        CommandKind::Submit => &[GateStep::Submit],
        CommandKind::ConfirmTerms => &[GateStep::ConfirmTerms],
        CommandKind::SendToRegistry => &[GateStep::SendToRegistry],
        CommandKind::AwaitFunds => &[GateStep::AwaitFunds],
        CommandKind::BeginRepayment => &[GateStep::PayOut, GateStep::BeginRepayment],
        CommandKind::ConfirmSettlement => &[GateStep::ConfirmSettlement],
        CommandKind::ReleaseMortgage => &[GateStep::Release],
        _ => &[],
    }
}

/// The stages that a case can come to and from which no end can be reached, with these gates shut.
pub(super) fn stranded(flow: &[Line], shut: &[GateStep]) -> Vec<Stage> {
    let is_open = |line: &&Line| !gate_of(line.command).iter().any(|step| shut.contains(step));
    let open = flow.iter().filter(|line| line.command.is_move()).filter(is_open).collect_vec();
    let mut reached = vec![Stage::Enquiry];
    while let Some(line) = open.iter().find(|line| reached.contains(&line.from) && !reached.contains(&line.to)) {
        reached.push(line.to);
    }
    let is_end = |stage: &&Stage| ENDS.contains(stage);
    let mut ending = Stage::ALL.iter().filter(is_end).copied().collect_vec();
    while let Some(line) = open.iter().find(|line| ending.contains(&line.to) && !ending.contains(&line.from)) {
        ending.push(line.from);
    }
    reached.into_iter().filter(|stage| !ending.contains(stage)).collect_vec()
}

/// How a case may end. Named, not computed from the flow: a stage that has lost its ways out is no end.
pub(super) const ENDS: [Stage; 4] = [Stage::Released, Stage::Declined, Stage::Withdrawn, Stage::Rescinded];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gate_stands_before_a_step_of_the_case() {
        let mut gates: Vec<GateStep> = CommandKind::ALL.iter().flat_map(|kind| gate_of(*kind)).copied().collect();
        gates.sort_unstable();
        assert_eq!(gates, GateStep::ALL);
    }
}
