//! What opens the next step: every smallest set of papers and acts that does, the cheapest first.
//!
//! The gates are asked what they lack, and what they lack is turned into acts: a tree of alternatives a row, a milestone with
//! its forerunners a line. Two rows that take the same paper share it. Nothing is changed, and nothing is proposed that a
//! gate would not ask for: leave and promises are another way, and not counted.

mod act;
mod needs;
mod sets;

pub use act::{Act, Effort};

use self::needs::Needs;
use self::sets::Sets;
use crate::case::{Case, Context, Reason};
use crate::collect::CollectVec;
use crate::order;
use crate::product::GateStep;
use crate::worklist;

/// How many sets are told at most; [`Ways::cut`] says when there are more.
pub const WAYS_MAX: usize = 64;

/// The ways to open the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The command that they open.
    pub command: &'static str,
    /// Its gate; `None` before a product is chosen, where the machine itself asks.
    pub step: Option<GateStep>,
    /// The smallest sets, by cost, then by name; one empty set when the step is open, none when it is barred.
    pub sets: Vec<Way>,
    /// Whether there are more than [`WAYS_MAX`]: then those that take the fewest acts are told.
    pub cut: bool,
    /// Whether a set opens the step for certain. Not while a fact is to be stated: its answer may ask for more.
    pub conclusive: bool,
    /// The paper to chase first: it stands in the most sets; of several the cheapest, then the one that takes longest.
    pub first: Option<Act>,
    /// What no paper or act would help against.
    pub barred: Vec<Reason>,
}

/// One smallest set of acts, in the order they can be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// What it costs: the sum of the points of its acts.
    pub cost: u32,
    /// What to do.
    pub acts: Vec<Act>,
}

/// The ways to open the next step of a case; `None` when it has ended.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, opening::{Act, ways}, product::Role};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// let ways = ways(&case, &context).unwrap();
/// assert_eq!((ways.command, ways.sets.len()), ("choose_product", 1));
/// assert_eq!(ways.sets[0].acts[0], Act::AddParty { role: Role::Borrower });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn ways(case: &Case, context: &Context<'_>) -> Option<Ways> {
    let (step, command) = worklist::way_on(case.stage())?;
    let needs = Needs::of(case, step, context);
    let mut sets = Sets::all(&needs.alternatives);
    if !needs.barred.is_empty() {
        sets.kept.clear();
    }
    let mut told: Vec<Way> = Vec::with_capacity(sets.kept.len());
    for acts in sets.kept {
        let cost = acts.iter().map(|act| act.effort(context.pack).points).sum();
        order::insert(&mut told, Way { cost, acts: acts.into_iter().collect_vec() }, Way::clone);
    }
    Some(Ways {
        command: if needs.pays { "pay_out" } else { command },
        step: if needs.pays { Some(GateStep::PayOut) } else { step },
        conclusive: !told.iter().flat_map(|way| &way.acts).any(Act::is_question),
        first: first(&told, context),
        sets: told,
        cut: sets.cut,
        barred: needs.barred,
    })
}

fn first(ways: &[Way], context: &Context<'_>) -> Option<Act> {
    let papers = ways.iter().flat_map(|way| &way.acts).filter(|act| matches!(act, Act::BringPaper { .. }));
    let key = |act: &&Act| {
        let sets = ways.iter().filter(|way| way.acts.contains(act)).count();
        let Effort { points, days } = act.effort(context.pack);
        (std::cmp::Reverse(sets), points, std::cmp::Reverse(days), (*act).clone())
    };
    papers.min_by_key(key).cloned()
}
