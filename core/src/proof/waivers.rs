//! What may come later: one limit for one thing at one time, and only what some gate asks for.

use super::fault::{Fault, FaultKind};
use crate::collect::CollectVec;
use crate::product::{Owable, Pack, Waivable};

/// The faults of the rows of what may be waived.
pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let rows = pack.waivers.iter().enumerate();
    rows.flat_map(|(index, row)| pack.waivers.iter().skip(index.saturating_add(1)).filter_map(|other| pair(row, other)))
        .collect_vec()
}

/// Two rows for the same thing at the same time: only the first would be asked.
fn pair(row: &Waivable, other: &Waivable) -> Option<Fault> {
    let document = row.documents.iter().find(|kind| other.documents.contains(kind)).cloned().map(Owable::Document);
    let milestone = row.milestones.iter().find(|kind| other.milestones.contains(kind)).copied().map(Owable::Milestone);
    let what = document.or(milestone).filter(|_| row.effective.overlaps(other.effective))?;
    let what = match what {
        Owable::Document(kind) => kind.to_string(),
        Owable::Milestone(kind) => kind.to_string(),
    };
    Some(Fault::new(FaultKind::Contradiction, [&row.id, &other.id]).says(
        format!(
            "the rows `{}` and `{}` both limit a waiver of {what}: only the first would be asked",
            row.id, other.id
        ),
        format!("`{}` 与 `{}` 均规定 {what} 的容缺限度：只会适用第一条", row.id, other.id),
    ))
}
