//! What the steps of a route ask, before and after.

use super::ChangeKind;
use crate::product::{GateLine, GateStep, Route};

/// Every line of a gate that is asked in one edition only, or otherwise.
pub(super) fn changes<'c>(
    old: Option<&'c Route>,
    new: Option<&'c Route>,
    emit: &mut dyn FnMut(ChangeKind, GateStep, Option<&'c GateLine>, Option<&'c GateLine>),
) {
    for step in GateStep::ALL {
        let lines = |route: Option<&'c Route>| route.map_or(&[] as &[GateLine], |route| route.gate(*step));
        let (before, after) = (lines(old), lines(new));
        let find = |lines: &'c [GateLine], line: &GateLine| lines.iter().find(|other| other.id == line.id);
        for line in before {
            match find(after, line) {
                None => emit(ChangeKind::GateDropped, *step, Some(line), None),
                Some(now) if now.need != line.need => emit(ChangeKind::GateChanged, *step, Some(line), Some(now)),
                Some(_) => {}
            }
        }
        for line in after.iter().filter(|line| find(before, line).is_none()) {
            emit(ChangeKind::GateAdded, *step, None, Some(line));
        }
    }
}
