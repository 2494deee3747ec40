//! The laws, each with its sentence. What they say they say in words of their own, not by asking the library's gates.

mod leave;
mod money;
mod order;
mod record;

use crate::ways;
use crate::world::{Step, World};

/// What a law has to say in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not about this.
    NotAtStake,
    Holds,
    Broken,
}

impl Verdict {
    pub fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Broken }
    }
}

/// Where a law looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// At every move, granted or refused.
    Step(fn(&Step<'_>) -> Verdict),
    /// In every state.
    State(fn(&World) -> Verdict),
    /// From every state with all of the marks, one with any of the others can be reached, without moves whose names have these in them.
    Way { from: u32, to: u32, without: &'static [&'static str] },
}

/// A law.
pub struct Law {
    pub name: &'static str,
    pub says: &'static str,
    pub check: Check,
}

const fn step(name: &'static str, says: &'static str, holds: fn(&Step<'_>) -> Verdict) -> Law {
    Law { name, says, check: Check::Step(holds) }
}

const fn state(name: &'static str, says: &'static str, holds: fn(&World) -> Verdict) -> Law {
    Law { name, says, check: Check::State(holds) }
}

const fn way(name: &'static str, says: &'static str, from: u32, to: u32, without: &'static [&'static str]) -> Law {
    Law { name, says, check: Check::Way { from, to, without } }
}

/// All of them: first what never happens, then what stays possible.
pub const LAWS: &[Law] = &[
    step(
        "gate_of_payment",
        "No money leaves unless the mortgage is registered, and policy and paper are there or were let come later.",
        money::gate_of_payment,
    ),
    step(
        "designated_account",
        "Money goes to the account that was designated, and to no other.",
        money::designated_account,
    ),
    step("granted_amount", "What is paid is what was granted, to the fen.", money::granted_amount),
    step("within_price", "The loans of a case together pay no more than the home costs.", money::within_price),
    step(
        "approval_in_force",
        "Nothing is accepted, signed or paid on an approval whose last day has passed.",
        money::approval_in_force,
    ),
    state(
        "no_money_left_behind",
        "A case that ends without a loan has none that was paid out; nor is a loan left for another once it was.",
        money::no_money_left_behind,
    ),
    step(
        "repaying_after_posting",
        "A case begins to repay when every loan that is alive was paid out and posted.",
        order::repaying_after_posting,
    ),
    step(
        "spine_waits_for_both",
        "A combined case goes on as one: each step of the spine finds both loans as far as it asks, or one of them given up.",
        order::spine_waits_for_both,
    ),
    step(
        "other_contract_first",
        "No lender pays while the other lender of the pair has no contract.",
        order::other_contract_first,
    ),
    state(
        "a_pair_at_most",
        "No more than one loan of a bank and one of the fund are alive at a time.",
        order::a_pair_at_most,
    ),
    step("end_is_end", "A case that has ended does not move again, nor does any of its loans.", order::end_is_end),
    step(
        "standstill",
        "While a case stands still it does not move, and we take no step with a lender.",
        order::standstill,
    ),
    step("query_holds", "An open query holds back the step that it blocks.", order::query_holds),
    step(
        "frozen",
        "After erasure was asked for, with no contract running, nothing is done but to protect, to tell and to end.",
        order::frozen,
    ),
    step(
        "leave_in_force",
        "What is not there opens no gate, unless it may come later by a leave that has neither lapsed nor been taken back.",
        leave::leave_in_force,
    ),
    step(
        "nothing_owed_at_release",
        "The mortgage is not released while anything is owed.",
        leave::nothing_owed_at_release,
    ),
    state(
        "owed_is_told",
        "What is owed or asked and open stands on the worklist until the case has ended.",
        leave::owed_is_told,
    ),
    state(
        "erased_asks_nothing",
        "Once its data are erased, a case asks nobody for anything but to tell.",
        leave::erased_asks_nothing,
    ),
    step(
        "refusal_changes_nothing",
        "A refused step names a reason and leaves the case as it was.",
        record::refusal_changes_nothing,
    ),
    step(
        "listed_is_here",
        "What the case lists as allowed is exactly what is not refused as out of place.",
        record::listed_is_here,
    ),
    step(
        "numbered_without_gaps",
        "A granted step makes one entry, with the next number.",
        record::numbered_without_gaps,
    ),
    state("replay_is_the_case", "The log replays to the case.", record::replay_is_the_case),
    state(
        "erased_is_nowhere",
        "Personal data that were erased stand neither in the case nor in the log that forgot them, which replays to it.",
        record::erased_is_nowhere,
    ),
    way("way_out", "From every state an end can be reached.", ways::NOT_ENDED, ways::ENDED, &[]),
    way(
        "good_end",
        "From every state before the end the household can still have its loan, pay it back and be free of it.",
        ways::BEFORE_THE_END,
        ways::RELEASED,
        &[],
    ),
    way("standstill_ends", "A case that stands still can go on.", ways::STANDS_STILL, ways::GOES_ON, &[]),
    way(
        "query_closes",
        "An open query can be closed, also after the end, until the data are erased.",
        ways::QUERY_OPEN,
        ways::NO_QUERY_OPEN,
        &["erase"],
    ),
    way(
        "owed_is_kept",
        "What is owed can be kept, without ending the case for it.",
        ways::OWED,
        ways::NOTHING_OWED,
        &["withdraw", "rescind", "close_declined"],
    ),
    way(
        "refused_is_replaced",
        "After a refusal another lender can take the place of the one that refused, without asking that one again.",
        ways::REFUSED,
        ways::REPLACED,
        &["reconsider"],
    ),
];
