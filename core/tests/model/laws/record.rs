//! The record: what a refusal leaves behind, what is listed, numbers, replay, what was erased.

use anjieflow::interchange::{plain, write_log};

use super::Verdict;
use crate::world::{PERSONAL, Step, World};

pub fn refusal_changes_nothing(step: &Step<'_>) -> Verdict {
    match step.refusal {
        None => Verdict::NotAtStake,
        Some(refusal) => Verdict::of(!refusal.reasons.is_empty() && step.after.case == step.before.case),
    }
}

pub fn listed_is_here(step: &Step<'_>) -> Verdict {
    let Some(command) = step.command else { return Verdict::NotAtStake };
    let listed = step.before.case.allowed().any(|kind| kind == command.kind());
    let out_of_place = step.refusal.is_some_and(|it| it.reasons.iter().any(|reason| reason.code() == "not_here"));
    Verdict::of(listed != out_of_place)
}

pub fn numbered_without_gaps(step: &Step<'_>) -> Verdict {
    if step.granted().is_none() {
        return Verdict::NotAtStake;
    }
    let (before, after) = (step.before.case.length(), step.after.case.length());
    Verdict::of(after == before + 1 && step.after.trail.last().stamp.number == after)
}

pub fn replay_is_the_case(world: &World) -> Verdict {
    let replayed = world.log().and_then(|log| log.replay());
    Verdict::of(replayed.is_ok_and(|case| case == world.case))
}

pub fn erased_is_nowhere(world: &World) -> Verdict {
    if world.case.file().erased.is_none() {
        return Verdict::NotAtStake;
    }
    let Ok(forgotten) = world.log().and_then(|log| log.forget()) else { return Verdict::Broken };
    let same = forgotten.replay().is_ok_and(|case| case == world.case);
    let written = [write_log(&forgotten), plain::view(&world.case).to_string()];
    let mut texts = written.into_iter().chain(in_clear(world));
    Verdict::of(same && texts.all(|text| PERSONAL.iter().all(|it| !text.contains(it))))
}

/// What a file has of people, as it is and not masked.
fn in_clear(world: &World) -> Vec<String> {
    let file = world.case.file();
    let mut texts = Vec::new();
    for party in file.parties.iter() {
        texts.push(party.name.reveal().to_owned());
        texts.extend(party.id_number.iter().map(|it| it.reveal().to_owned()));
        texts.extend(party.phone.iter().map(|it| it.reveal().to_owned()));
    }
    texts.extend(file.property.iter().map(|it| it.address.reveal().to_owned()));
    texts.extend(file.accounts.iter().map(|it| it.number.reveal().to_owned()));
    texts.extend(file.loans.iter().filter_map(|it| Some(it.file().paid_into.as_ref()?.reveal().to_owned())));
    texts
}
