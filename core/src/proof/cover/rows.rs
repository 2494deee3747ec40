//! Every row of every list, for every answer to its own facts, with its papers wherever they may lie.

use super::world::{self, Leave, Lies};
use super::{Factor, Law, Proof, name};
use crate::case::{File, Owed, Reason, gate};
use crate::collect::CollectVec;
use crate::document::Document;
use crate::error::Error;
use crate::fact::{Fact, Facts, PropertyKind, Value};
use crate::party::PartyId;
use crate::product::{
    Asks, Condition, Gate, GateLine, GateStep, Need, Pack, Product, Readiness, Requirement, RequirementStep,
    Requirements, Role, Route, RouteId, RuleId, Truth,
};
use crate::proof::space::Space;
use std::borrow::Cow;

pub(super) fn run(pack: &Pack, proof: &mut Proof, step: &mut dyn FnMut() -> Result<(), Error>) -> Result<(), Error> {
    let mut laws = Laws::new();
    let (mut explored, mut longest) = (0_u64, 0_usize);
    for product in pack.products.iter() {
        let rows = product.requirements.listed().unwrap_or_default();
        longest = longest.max(rows.iter().map(|row| row.asks.papers().len()).sum());
        for row in rows {
            explored = explored.saturating_add(one_row(pack, product, row, &mut laws)?);
        }
        explored = explored.saturating_add(pairs(pack, product, rows, &mut laws.pairs)?);
        step()?;
    }
    let longest = u32::try_from(longest).unwrap_or(u32::MAX);
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    proof.factors.push(Factor {
        name: name("papers and leave for them, row by row of each list", "各清单逐条资料的状态及其容缺承诺"),
        because: name(
            "a list is judged row by row, each row alone for its own papers (`Desk::checklist`); pairs of rows of one list are \
             run too, those that share a paper among them",
            "清单逐条核查，各条只看自己的资料（`Desk::checklist`）；同一清单另逐对核查，包括共用资料的",
        ),
        explored,
        stands_for: vec![(number(PAPERS.len()), longest)],
    });
    proof.laws.extend([laws.applies, laws.blocks, laws.pairs]);
    Ok(())
}

struct Laws {
    applies: Law,
    blocks: Law,
    pairs: Law,
}

impl Laws {
    fn new() -> Self {
        Self {
            applies: Law::new(
                "what is said of a row while facts are not known holds however they turn out",
                "事实未明时对规则的判断，无论事实如何均成立",
            ),
            blocks: Law::new(
                "a row blocks exactly when it is asked, due, and its papers are not good enough",
                "规则适用、到期且资料不合格时，当且仅当此时不通",
            ),
            pairs: Law::new("of two rows, each blocks for its own papers", "两条规则同时缺件时，各因自己的资料而不通"),
        }
    }
}

/// What a condition says of somebody of whom everything is known: written once more, in two values.
fn is_so(condition: &Condition, facts: &Facts) -> bool {
    match condition {
        Condition::Always => true,
        Condition::In { fact, values } => facts.get(*fact).is_some_and(|value| values.contains(&value)),
        Condition::All(parts) => !parts.iter().any(|part| !is_so(part, facts)),
        Condition::Any(parts) => parts.iter().any(|part| is_so(part, facts)),
        Condition::Not(parts) => !parts.iter().any(|part| is_so(part, facts)),
    }
}

pub(super) fn is_asked(row: &Requirement, facts: &Facts) -> bool {
    is_so(&row.when, facts) && !row.unless.as_ref().is_some_and(|unless| is_so(unless, facts))
}

/// Whether papers that are good enough make the row good enough.
fn is_enough(asks: &Asks, good: &dyn Fn(usize) -> bool, next: &mut usize) -> bool {
    let (wanted, of) = match asks {
        Asks::Paper(_) => {
            let own = *next;
            *next = next.saturating_add(1);
            return good(own);
        }
        Asks::AllOf(of) => (of.len(), of),
        Asks::AnyOf(of) => (1, of),
        Asks::AtLeast { count, of } => (usize::from(*count), of),
    };
    let enough = of.iter().map(|part| is_enough(part, good, next)).collect_vec();
    enough.into_iter().filter(|enough| *enough).count() >= wanted
}

/// Where one paper of a row lies, and the leave for it.
type Paper = (Lies, Leave);

/// Every paper somewhere, and every leave for one that is nowhere. Leave beside a paper on file is asked of two: what it
/// excuses is told before where the paper lies (`Desk::status`).
const PAPERS: [Paper; 16] = [
    (Lies::Nowhere, Leave::None),
    (Lies::Received, Leave::None),
    (Lies::Accepted, Leave::None),
    (Lies::Rejected, Leave::None),
    (Lies::GoodToday, Leave::None),
    (Lies::Expired, Leave::None),
    (Lies::Nowhere, Leave::Waived),
    (Lies::Nowhere, Leave::Promised),
    (Lies::Nowhere, Leave::WaivedUntilToday),
    (Lies::Nowhere, Leave::WaiverLapsed),
    (Lies::Nowhere, Leave::PromiseLapsed),
    (Lies::Nowhere, Leave::WaiverWithdrawn),
    (Lies::Nowhere, Leave::WaivedElsewhere),
    (Lies::Nowhere, Leave::WaivedForAnother),
    (Lies::Rejected, Leave::Promised),
    (Lies::Expired, Leave::Waived),
];

fn is_good((lies, leave): Paper, readiness: Readiness) -> bool {
    let there = match lies {
        Lies::Accepted | Lies::GoodToday => true,
        Lies::Received => readiness == Readiness::Received,
        Lies::Nowhere | Lies::Rejected | Lies::Expired => false,
    };
    there || leave.opens()
}

/// A row by itself, with each gate asking for papers.
struct Lab<'r> {
    row: &'r Requirement,
    rules: Pack,
    readiness: Readiness,
    holder: PartyId,
}

/// How many papers of a row are run in all combinations; of the rest of a longer row each is where the last one is.
const TOGETHER: usize = 3;

fn one_row(pack: &Pack, product: &Product, row: &Requirement, laws: &mut Laws) -> Result<u64, Error> {
    let space = Space::of(product);
    let own = super::super::lists::applies(row);
    let answers = answers(&space.classes(&[&own]));
    let mut explored = 0_u64;
    for facts in &answers {
        let so = row.applies(facts);
        let known = answers.iter().filter(|world| agrees(facts, world) && is_whole(world, &own));
        let holds = known.into_iter().all(|world| so == Truth::Unknown || (so == Truth::Yes) == is_asked(row, world));
        laws.applies.ask(holds, || format!("{}: {facts:?}", row.id));
    }
    for readiness in Readiness::ALL {
        let lab = Lab::of(pack, product, row, *readiness)?;
        let placed = placements(row.asks.papers().len());
        for facts in &answers {
            // A row that is not asked of somebody is not asked whatever lies there.
            let placed =
                if row.applies(facts) == Truth::Yes { placed.as_slice() } else { placed.get(..1).unwrap_or_default() };
            for papers in placed {
                explored = explored.saturating_add(lab.ask(*facts, papers, &mut laws.blocks)?);
            }
        }
    }
    Ok(explored)
}

/// Each of the first papers wherever it may lie.
fn placements(count: usize) -> Vec<Vec<Paper>> {
    let free = count.min(TOGETHER);
    let grown = (0..free).fold(vec![Vec::new()], |placed: Vec<Vec<Paper>>, _| {
        placed
            .iter()
            .flat_map(|sofar| PAPERS.map(|paper| sofar.iter().copied().chain([paper]).collect_vec()))
            .collect_vec()
    });
    let padded = |papers: Vec<Paper>| {
        let last = papers.last().copied().unwrap_or((Lies::Nowhere, Leave::None));
        let more = count.saturating_sub(papers.len());
        papers.into_iter().chain(std::iter::repeat_n(last, more)).collect_vec()
    };
    grown.into_iter().map(padded).collect_vec()
}

/// Every answer to some facts, and every way to leave them open.
fn answers(facts: &[(Fact, Vec<Value>)]) -> Vec<Facts> {
    facts.iter().fold(vec![Facts::EMPTY], |worlds, (fact, values)| {
        let grown = |world: &Facts| {
            let with = values.iter().filter_map(|value| world.with(*fact, *value).ok());
            std::iter::once(*world).chain(with).collect_vec()
        };
        worlds.iter().flat_map(grown).collect_vec()
    })
}

fn agrees(partial: &Facts, world: &Facts) -> bool {
    partial.iter().all(|(fact, value)| world.get(fact) == Some(value))
}

fn is_whole(world: &Facts, about: &Condition) -> bool {
    about.facts().iter().all(|fact| world.get(*fact).is_some())
}

impl<'r> Lab<'r> {
    fn of(pack: &Pack, product: &Product, row: &'r Requirement, readiness: Readiness) -> Result<Self, Error> {
        let mut product = product.clone();
        product.requirements = Requirements::Listed(Cow::Owned(vec![row.clone()]));
        let mut rules = Pack { policy: crate::product::Policy::EMPTY, ..pack.clone() };
        rules.routes = PropertyKind::ALL.iter().map(|property| papers_only(&product, *property, readiness)).collect();
        rules.products = Cow::Owned(vec![product]);
        Ok(Self { row, rules, readiness, holder: world::hands(row.role)? })
    }

    fn file(&self, facts: Facts, papers: &[Paper]) -> Result<File, Error> {
        let product = self.rules.products.first().ok_or_else(super::gates::no_product)?;
        let mut file = world::file(&product.id)?;
        // A case knows its home before it has a loan.
        let home = product.property_kinds.first().copied().unwrap_or(PropertyKind::Presale);
        file.facts = if facts.property().is_some() { facts } else { facts.with(Fact::Property, home.value())? };
        for (number, (asked, (lies, leave))) in (1..).zip(self.row.asks.papers().into_iter().zip(papers)) {
            file.documents.extend(lies.paper(number, &asked.document, self.holder.clone()));
            let owed = Owed::Paper { kind: asked.document.clone(), holder: self.holder.clone() };
            file.obligations.extend(leave.of(owed, GateStep::ALL));
        }
        Ok(file)
    }

    /// Before each gate.
    fn ask(&self, facts: Facts, papers: &[Paper], law: &mut Law) -> Result<u64, Error> {
        let (file, context) = (self.file(facts, papers)?, world::context(&self.rules));
        let good = |index: usize| papers.get(index).is_some_and(|paper| is_good(*paper, self.readiness));
        let enough = is_enough(&self.row.asks, &good, &mut 0);
        let asked = self.row.applies(&file.facts);
        for step in GateStep::ALL {
            let due = is_due(self.row.step, *step);
            let blocked = due && (asked == Truth::Unknown || (asked == Truth::Yes && !enough));
            let reasons = gate::blockers(&file, *step, &context);
            law.ask(reasons.is_empty() != blocked, || format!("{}: {facts:?} {papers:?} before {step}", self.row.id));
        }
        Ok(u64::try_from(GateStep::ALL.len()).unwrap_or(u64::MAX))
    }
}

/// When a paper is due, written once more.
fn is_due(step: RequirementStep, gate: GateStep) -> bool {
    use GateStep::{
        AwaitFunds, BeginRepayment, ConfirmSettlement, ConfirmTerms, PassReview, PayOut, RequestReview, Submit,
    };
    match step {
        RequirementStep::Apply | RequirementStep::Unknown => true,
        RequirementStep::Sign | RequirementStep::Register => {
            !matches!(gate, RequestReview | PassReview | Submit | ConfirmTerms)
        }
        RequirementStep::Disburse => matches!(gate, PayOut | BeginRepayment | ConfirmSettlement | GateStep::Release),
        RequirementStep::File => !matches!(
            gate,
            RequestReview
                | PassReview
                | Submit
                | ConfirmTerms
                | GateStep::SendToRegistry
                | AwaitFunds
                | PayOut
                | BeginRepayment
                | ConfirmSettlement
        ),
    }
}

/// A route whose every gate asks for papers and for nothing else.
fn papers_only(product: &Product, property: PropertyKind, readiness: Readiness) -> Route {
    let (zh, en) = (Cow::Borrowed(""), Cow::Borrowed(""));
    let note = crate::product::Name { zh, en };
    let line = |step: &GateStep| GateLine {
        id: RuleId(Cow::Borrowed(step.name())),
        need: Need::Papers(readiness),
        note: note.clone(),
        source: None,
    };
    let gate = |step: &GateStep| Gate { step: *step, lines: Cow::Owned(vec![line(step)]) };
    Route {
        id: RouteId(Cow::Borrowed(property.name())),
        name: note.clone(),
        product_kind: product.kind,
        property,
        when: Condition::Always,
        gates: GateStep::ALL.iter().map(gate).collect(),
        sequences: Cow::Borrowed(&[]),
        source: Cow::Borrowed(""),
    }
}

/// Every paper of these rows, found good.
pub(super) fn hand_in(file: &mut File, rows: &[&Requirement]) -> Result<(), Error> {
    for row in rows {
        let holder = world::hands(row.role)?;
        for paper in row.asks.papers() {
            let number = u32::try_from(file.documents.len()).unwrap_or(u32::MAX);
            let there = file.documents.iter().any(|it| it.kind == paper.document && it.holder == holder);
            if !there {
                file.documents.extend(Lies::Accepted.paper(number, &paper.document, holder.clone()));
            }
        }
    }
    Ok(())
}

/// Two rows of one list that both apply: without the papers of both, exactly the rows block that are not enough without.
fn pairs(pack: &Pack, product: &Product, rows: &[Requirement], law: &mut Law) -> Result<u64, Error> {
    let mut rules = Pack { policy: crate::product::Policy::EMPTY, ..pack.clone() };
    rules.routes = PropertyKind::ALL.iter().map(|it| papers_only(product, *it, Readiness::Accepted)).collect();
    let (context, space) = (world::context(&rules), Space::of(product));
    let mut explored = 0_u64;
    for (index, one) in rows.iter().enumerate() {
        for other in rows.iter().skip(index) {
            let both =
                Condition::All(vec![super::super::lists::applies(one), super::super::lists::applies(other)].into());
            let Ok(Some(facts)) = space.smallest(&both) else { continue };
            let facts = super::facts::filled(product, rows, facts);
            let mut file = world::file(&product.id)?;
            file.facts = facts;
            let asked = rows.iter().filter(|row| is_asked(row, &facts)).collect_vec();
            hand_in(&mut file, &asked)?;
            let (first, second) = (world::hands(one.role)?, world::hands(other.role)?);
            let gone =
                |it: &Document, row: &Requirement, holder: &PartyId| it.holder == *holder && row.asks.names(&it.kind);
            file.documents.retain(|it| !gone(it, one, &first) && !gone(it, other, &second));
            let wanted = asked.iter().filter(|row| !is_there(row, &file)).map(|row| &row.id).collect_vec();
            let mut blocked = Vec::new();
            for reason in gate::blockers(&file, GateStep::Release, &context) {
                if let Reason::MissingDocument { rule, .. } = reason {
                    blocked.push(rule);
                }
            }
            law.ask(blocked.iter().eq(wanted.iter().copied()), || {
                format!("{} and {}: {blocked:?}, not {wanted:?}", one.id, other.id)
            });
            explored = explored.saturating_add(1);
        }
    }
    Ok(explored)
}

/// Whether what lies there is enough, of papers that are all good; the borrower hands in for the family.
fn is_there(row: &Requirement, file: &File) -> bool {
    let papers = row.asks.papers();
    let borrower = world::hands(Role::Borrower).ok();
    let stands = |holder: &PartyId| row.role.borrower_stands_for_it() && Some(holder) == borrower.as_ref();
    let own = world::hands(row.role).ok();
    let good = |index: usize| {
        let kind = papers.get(index).map(|paper| &paper.document);
        file.documents
            .iter()
            .any(|it| Some(&it.kind) == kind && (Some(&it.holder) == own.as_ref() || stands(&it.holder)))
    };
    is_enough(&row.asks, &good, &mut 0)
}
