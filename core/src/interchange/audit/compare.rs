//! A log beside what was sealed.

use super::chain::Sums;
use super::finding::{Finding, FindingKind};
use super::line::Line;
use super::matching::Matching;
use super::order::disorder;
use crate::collect::CollectVec;
use crate::order;

/// What came of it.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) findings: Vec<Finding>,
    /// How many entries follow those that were sealed.
    pub(super) later: u32,
    /// The sealed entries whose personal data were erased, by their numbers.
    pub(super) erased: Vec<u32>,
}

/// The two sides, and which is which.
struct Sides<'s> {
    case: &'s str,
    sealed: &'s [Sums],
    lines: &'s [Line],
    matching: Matching,
    /// The last line that says that the personal data were erased.
    erasure: Option<usize>,
}

/// `whole` says that nothing may follow what was sealed.
pub(super) fn compare(case: &str, sealed: &[Sums], lines: &[Line], whole: bool) -> Compared {
    let matching = Matching::of(sealed, lines);
    let erasure = lines.iter().rposition(|line| line.erases);
    let sides = Sides { case, sealed, lines, matching, erasure };
    let mut told = Compared::default();
    sides.missing(&mut told);
    sides.each(&mut told);
    sides.out_of_order(&mut told);
    sides.strangers(whole, &mut told);
    told
}

impl Compared {
    /// By the order of entries, then of kinds.
    fn find(&mut self, finding: Finding) {
        order::insert(&mut self.findings, finding, |it| (it.entry, it.kind));
    }
}

/// Counted from 1.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1)
}

impl Sides<'_> {
    /// What is not there; the end is told as one.
    fn missing(&self, told: &mut Compared) {
        let of_entry = &self.matching.of_entry;
        let end = of_entry.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let within = of_entry.iter().take(end).enumerate().filter(|(_, line)| line.is_none());
        for (entry, _) in within {
            told.find(Finding::of(FindingKind::Removed, Some(number(entry)), None));
        }
        if let Some(last) = of_entry.len().checked_sub(1).filter(|last| *last >= end) {
            told.find(Finding::with(FindingKind::Cut, number(end) - 1, number(last)));
        }
    }

    /// Each that is there, by itself.
    fn each(&self, told: &mut Compared) {
        for (entry, (sealed, at)) in self.sealed.iter().zip(&self.matching.of_entry).enumerate() {
            let Some((at, line)) = at.and_then(|at| Some((at, self.lines.get(at)?))) else { continue };
            match self.judge(entry, sealed, at, line) {
                Ok(false) => {}
                Ok(true) => told.erased.push(number(entry)),
                Err(kind) => {
                    let elsewhere = (entry != at).then(|| number(at));
                    told.find(Finding::of(kind, Some(number(entry)), elsewhere));
                }
            }
        }
    }

    /// Whether its personal data are gone as they should be, or what is wrong with it.
    fn judge(&self, entry: usize, sealed: &Sums, at: usize, line: &Line) -> Result<bool, FindingKind> {
        let found = line.sums.filter(|found| found.open == sealed.open).ok_or_else(|| self.other(line))?;
        let erased = match (sealed.personal, found.personal) {
            (None, None) => false,
            (Some(sealed), Some(found)) if sealed.whole == found.whole => false,
            (Some(sealed), found) if found.is_none_or(|found| found.whole == sealed.erased) => true,
            _ => return Err(FindingKind::PersonalChanged),
        };
        if erased && self.erasure.is_none_or(|erasure| erasure <= at) {
            return Err(FindingKind::PersonalMissing);
        }
        // Where others were taken out or put in before it, it may bear the number of its new place.
        let (sealed_as, stands_at) = (line.number == Some(number(entry)), line.number == Some(number(at)));
        match (sealed_as, stands_at) {
            (false, false) => Err(FindingKind::Renumbered),
            // Where nothing is left in place of the personal object, the check may be still that of before.
            (true, _) if !line.fits && (!erased || found.personal.is_some()) => Err(FindingKind::Damaged),
            _ => Ok(erased),
        }
    }

    /// What stands in the place of another.
    fn other(&self, line: &Line) -> FindingKind {
        match line.case.is_none() || line.is_of(self.case) {
            true => FindingKind::Changed,
            false => FindingKind::Foreign,
        }
    }

    fn out_of_order(&self, told: &mut Compared) {
        let found = self.matching.of_line.iter().copied().flatten().collect_vec();
        let disorder = disorder(&found);
        for (one, other) in disorder.swapped {
            told.find(Finding::with(FindingKind::Swapped, number(one), number(other)));
        }
        for entry in disorder.moved {
            let at = self.matching.of_entry.get(entry).copied().flatten();
            told.find(Finding::of(FindingKind::Moved, Some(number(entry)), at.map(number)));
        }
    }

    /// What was never sealed: later entries, where there may be some, and what was put in.
    fn strangers(&self, whole: bool, told: &mut Compared) {
        let of_line = &self.matching.of_line;
        let end = of_line.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let mut after = 0;
        for (at, (line, entry)) in self.lines.iter().zip(of_line).enumerate() {
            match entry {
                Some(entry) => after = number(*entry),
                None if !whole && at >= end && line.is_of(self.case) => told.later += 1,
                None => {
                    let kind = match self.other(line) {
                        FindingKind::Foreign => FindingKind::InsertedForeign,
                        _ => FindingKind::Inserted,
                    };
                    told.find(Finding::of(kind, Some(after), Some(number(at))));
                }
            }
        }
    }
}
