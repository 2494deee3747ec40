//! Every line of every gate, with its milestone wherever it may stand, and whatever leave was given for it; and the money.

use super::world::{self, Leave, Reached};
use super::{Factor, Law, Proof, name};
use crate::case::{Case, Context, File, Owed, Reason, Stage, gate};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::fact::{Fact, Facts};
use crate::product::{GateStep, MilestoneKind, Need, Pack, Product, Requirements, Route, RuleId};
use crate::proof::space::Space;
use std::borrow::Cow;

/// The gates that are asked again when the money moves.
pub(super) const MONEY: [GateStep; 4] =
    [GateStep::ConfirmTerms, GateStep::SendToRegistry, GateStep::AwaitFunds, GateStep::PayOut];

/// Whether the lender would pay.
pub(super) type Pays = dyn Fn(&Case, &Context<'_>) -> Result<bool, Error>;

/// As the machine decides it.
pub(super) fn pays(case: &Case, context: &Context<'_>) -> Result<bool, Error> {
    Ok(case.decide(&world::payout(1)?, context).is_ok())
}

pub(super) fn run(pack: &Pack, proof: &mut Proof, step: &mut dyn FnMut() -> Result<(), Error>) -> Result<(), Error> {
    let mut laws = Laws::new();
    let (mut explored, mut lines) = (0_u64, 0);
    for route in pack.routes.iter() {
        if let Some(lab) = Lab::of(pack, route) {
            explored = explored.saturating_add(lab.run(&mut laws, &pays)?);
            lines += 1;
        }
        step()?;
    }
    let milestones = u32::try_from(MilestoneKind::ALL.len()).unwrap_or(u32::MAX);
    let states = u64::try_from(Reached::ALL.len()).unwrap_or(u64::MAX);
    let leave = u64::try_from(Leave::ALL.len()).unwrap_or(u64::MAX);
    proof.factors.push(Factor {
        name: name("milestones and leave for them, at each gate of each route", "各流程各环节的节点状态及其容缺承诺"),
        because: name(
            "a gate is asked line by line, and a line looks at its own milestone and the leave for it (`gate::unmet`); \
             pairs of milestones are run too",
            "关口逐行核查，每行只看自己的节点及其容缺（`gate::unmet`）；另逐对核查",
        ),
        explored,
        stands_for: vec![(lines, 1), (states, milestones), (leave, milestones)],
    });
    proof.laws.extend([laws.blocks, laws.pairs, laws.money]);
    Ok(())
}

struct Laws {
    blocks: Law,
    pairs: Law,
    money: Law,
}

impl Laws {
    fn new() -> Self {
        Self {
            blocks: Law::new(
                "a line of a gate blocks exactly when its milestone is not there and no leave is in force, and names itself",
                "节点未达成且无有效容缺时，关口当且仅当此时不通，并指明所依规则",
            ),
            pairs: Law::new(
                "two milestones block together what each blocks alone",
                "两个节点同时未达成时，所阻即各自所阻之和",
            ),
            money: Law::new("no disbursement with an open gate", "任一关口未通过，不得放款"),
        }
    }
}

/// A route by itself: one product without papers, and facts that lead there.
struct Lab<'r> {
    route: &'r Route,
    rules: Pack,
    facts: Facts,
}

impl<'r> Lab<'r> {
    fn of(pack: &Pack, route: &'r Route) -> Option<Self> {
        let mut product: Product = pack.products.iter().find(|it| it.kind == route.product_kind)?.clone();
        product.requirements = Requirements::Listed(Cow::Borrowed(&[]));
        let mut rules = pack.clone();
        rules.products = Cow::Owned(vec![product]);
        let found = Space::going(route.product_kind, route.property).smallest(&route.when).ok().flatten()?;
        let facts = found.with(Fact::Property, route.property.value()).ok()?;
        Some(Self { route, rules, facts })
    }

    /// Everything as it should be.
    fn perfect(&self) -> Result<File, Error> {
        let product = self.rules.products.first().map(|it| it.id.clone());
        let mut file = world::file(&product.ok_or_else(no_product)?)?;
        file.facts = self.facts;
        world::agree(&mut file, &self.rules);
        self.route.milestones().into_iter().for_each(|kind| world::put(&mut file, kind, Reached::Done));
        Ok(file)
    }

    fn run(&self, laws: &mut Laws, pays: &Pays) -> Result<u64, Error> {
        let perfect = self.perfect()?;
        let mut explored = 0_u64;
        for kind in self.route.milestones() {
            for reached in Reached::ALL {
                for leave in Leave::ALL {
                    explored = explored.saturating_add(self.one(&perfect, (kind, reached, leave), laws, pays)?);
                }
            }
        }
        Ok(explored.saturating_add(self.pairs(&perfect, &mut laws.pairs)))
    }

    /// One milestone somewhere, with some leave, before each gate; and whether the lender pays from any stage.
    fn one(
        &self,
        perfect: &File,
        (kind, reached, leave): (MilestoneKind, Reached, Leave),
        laws: &mut Laws,
        pays: &Pays,
    ) -> Result<u64, Error> {
        let context = world::context(&self.rules);
        let mut file = perfect.clone();
        world::put(&mut file, kind, reached);
        file.obligations.extend(leave.of(Owed::Milestone(kind), GateStep::ALL));
        let told = || format!("{}: {kind} {reached:?}, {leave:?}", self.route.id);
        for step in GateStep::ALL {
            let blocked = self.blocks(*step, kind, reached) && !leave.opens();
            let reasons = blockers(&file, *step, &context);
            let own = reasons.iter().all(|reason| self.is_about(*step, kind, reason));
            laws.blocks.ask(own && reasons.is_empty() != blocked, || format!("{} before {step}", told()));
        }
        let blocked = MONEY.iter().any(|step| self.blocks(*step, kind, reached)) && !leave.opens();
        // Where no step of a loan is listed, no lender pays; the flow says so, and is run by itself.
        let stages = if leave == Leave::None { PAYING } else { &[Stage::Funding] };
        for stage in stages {
            let paid = pays(&world::case(file.clone(), *stage), &context)?;
            laws.money.ask(paid != blocked, || format!("{} in {stage}", told()));
        }
        Ok(u64::try_from(GateStep::ALL.len().saturating_add(stages.len())).unwrap_or(u64::MAX))
    }

    /// What a gate must say of a milestone, written once more: from the line and from where the milestone stands.
    fn blocks(&self, step: GateStep, kind: MilestoneKind, reached: Reached) -> bool {
        use Reached::{Done, DoneUntilToday, Filed, Untouched};
        self.route.gate(step).iter().filter(|line| line.need.milestone() == Some(kind)).any(|line| !match line.need {
            Need::Papers(_) | Need::Consented(_) => true,
            Need::Filed(_) => matches!(reached, Filed | Done | DoneUntilToday),
            Need::Done(_) => matches!(reached, Done | DoneUntilToday),
            Need::DoneIfOpened(_) => matches!(reached, Untouched | Done | DoneUntilToday),
        })
    }

    fn is_about(&self, step: GateStep, kind: MilestoneKind, reason: &Reason) -> bool {
        let own = |rule: &RuleId| {
            let mut lines = self.route.gate(step).iter().filter(|line| line.need.milestone() == Some(kind));
            lines.any(|line| line.id == *rule)
        };
        match reason {
            Reason::MilestoneOpen { rule, .. } | Reason::MilestoneLapsed { rule, .. } => own(rule),
            Reason::WaiverLapsed { what, .. } | Reason::PromiseOverdue { what, .. } => what == kind.name(),
            _ => false,
        }
    }

    fn pairs(&self, perfect: &File, law: &mut Law) -> u64 {
        let context = world::context(&self.rules);
        let kinds = self.route.milestones();
        let without = |gone: &[MilestoneKind]| {
            let mut file = perfect.clone();
            gone.iter().for_each(|kind| world::put(&mut file, *kind, Reached::Returned));
            file
        };
        let alone = kinds.iter().map(|kind| (*kind, without(&[*kind]))).collect_vec();
        let mut explored = 0_u64;
        for (index, (one, first)) in alone.iter().enumerate() {
            for (other, second) in alone.iter().skip(index.saturating_add(1)) {
                let both = without(&[*one, *other]);
                for step in GateStep::ALL {
                    let count = |file: &File| blockers(file, *step, &context).len();
                    let sum = count(first).saturating_add(count(second));
                    law.ask(count(&both) == sum, || format!("{}: {one} and {other} before {step}", self.route.id));
                    explored = explored.saturating_add(1);
                }
            }
        }
        explored
    }
}

/// The stages in which the flow lists steps of a loan.
const PAYING: &[Stage] =
    &[Stage::Prechecked, Stage::Applying, Stage::Signing, Stage::Registering, Stage::Funding, Stage::Repaying];

fn blockers(file: &File, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    gate::blockers(file, step, context)
}

#[cold]
pub(super) fn no_product() -> Error {
    Error::new(crate::error::ErrorCode::Empty, "there is no product to run")
}

/// The laws of the money broken by a lender that pays so, on one route.
#[cfg(test)]
pub(super) fn broken_by(pack: &Pack, route: &Route, pays: &Pays) -> Vec<String> {
    let mut laws = Laws::new();
    Lab::of(pack, route).unwrap().run(&mut laws, pays).unwrap();
    laws.money.broken
}
