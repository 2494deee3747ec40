//! Papers that say nothing without another: neither handed over nor on file, it is told as missing.

use super::desk::Desk;
use super::extract::Extract;
use super::inconsistency::Inconsistency;
use super::table::Check;
use crate::collect::CollectVec;
use crate::document::DocumentKind as Kind;
use crate::party::PartyId;

/// A paper, those of which one must come with it, and whether that is the same holder's.
type Row = (Check, Kind, &'static [Kind], bool);

const BESIDE: [Row; 4] = [
    (Check::CompanionMissing, Kind::DIVORCE_CERT, &[Kind::DIVORCE_AGREEMENT], true),
    (Check::CompanionMissing, Kind::POA_NOTARIZED, &[Kind::AGENT_ID], false),
    (Check::TemporaryCard, Kind::TEMP_ID_CARD, &[Kind::ID_CARD], true),
    (
        Check::NoCashFlow,
        Kind::ASSET_PROOF,
        &[Kind::BANK_STATEMENT, Kind::CORPORATE_STATEMENT, Kind::TAX_CERT, Kind::PENSION_CERT, Kind::INCOME_CERT],
        true,
    ),
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let papers = desk.papers.iter().enumerate();
    papers.flat_map(|(index, paper)| BESIDE.iter().filter_map(move |row| alone(desk, index, paper, row))).collect_vec()
}

fn alone(desk: &Desk<'_>, index: usize, paper: &Extract, (check, kind, beside, own): &Row) -> Option<Inconsistency> {
    let holder = own.then_some(&paper.holder);
    let missing = *kind == paper.document && !beside.iter().any(|kind| desk.has(kind, holder));
    let (first, (field, value)) = (beside.first().filter(|_| missing)?, paper.first()?);
    let absent = desk.absent(first.clone(), paper.holder.clone(), *field);
    Some(Inconsistency::new(*check, &absent, &desk.whole(index, paper, *field, value.clone())))
}

impl Desk<'_> {
    /// Whether such a paper was handed over or is on file: anybody's, or this holder's.
    pub(super) fn has(&self, kind: &Kind, holder: Option<&PartyId>) -> bool {
        let right = |document: &Kind, of: &PartyId| document == kind && holder.is_none_or(|holder| holder == of);
        let filed = self.file.documents.iter().filter(|paper| !paper.is_rejected());
        self.papers.iter().any(|paper| right(&paper.document, &paper.holder))
            || filed.into_iter().any(|paper| right(&paper.kind, &paper.holder))
    }
}
