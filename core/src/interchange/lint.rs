//! What is wrong with a pack, and how much of it was run, for those who look at it.

use crate::collect::CollectVec;
use serde_json::Value;
use std::ops::ControlFlow;

use super::value::Wire;
use super::view::object;
use crate::product::{Name, Pack};
use crate::proof::{Factor, Fault, Law, Level, Proof};

/// A pack that is not run.
pub(super) fn faults(pack: &Pack) -> Value {
    whole(pack, &pack.faults(), Value::Null)
}

/// A pack that is run where no fault keeps it from being loaded.
pub(super) fn proven(
    pack: &Pack,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Value, crate::error::Error> {
    let faults = pack.faults();
    let is_sound = faults.iter().all(|fault| fault.level != Level::Error);
    let coverage = if is_sound { coverage(&pack.prove(progress)?) } else { Value::Null };
    Ok(whole(pack, &faults, coverage))
}

fn whole(pack: &Pack, faults: &[Fault], coverage: Value) -> Value {
    object!({
        "edition": pack.edition.id.as_str(),
        "faults": faults.iter().map(fault).collect_vec(),
        "coverage": coverage,
    })
}

fn fault(it: &Fault) -> Value {
    object!({
        "kind": it.kind.name(),
        "level": it.level.name(),
        "rules": it.rules.clone(),
        "example": it.example.write(),
        "en": it.to_string(),
        "zh": it.zh().to_string(),
    })
}

fn coverage(proof: &Proof) -> Value {
    object!({
        "holds": proof.holds(),
        "explored": proof.explored(),
        "joint_digits": proof.digits(),
        "factors": proof.factors.iter().map(factor).collect_vec(),
        "laws": proof.laws.iter().map(law).collect_vec(),
    })
}

fn factor(it: &Factor) -> Value {
    let powers = it.stands_for.iter().map(|(base, times)| Value::from(vec![*base, u64::from(*times)]));
    object!({
        "name": words(&it.name),
        "because": words(&it.because),
        "explored": it.explored,
        "stands_for": powers.collect_vec(),
    })
}

fn law(it: &Law) -> Value {
    object!({ "name": words(&it.name), "asked": it.asked, "broken": it.broken.clone() })
}

fn words(name: &Name) -> Value {
    object!({ "zh": name.zh.as_ref(), "en": name.en.as_ref() })
}
