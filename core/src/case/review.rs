//! Steps of the clerk's own review: ask for it, return the set, pass it, open it again.

use super::file::File;
use super::gate::blockers;
use super::stage::{Collecting, Prechecked, Reviewing};
use super::{CaseIn, Context, Reason, Stamp, granted};
use crate::collect::CollectVec;
use crate::document::DocumentId;
use crate::machine::{Effect, Move};
use crate::product::GateStep;

/// Ask for the review: every paper that is asked for is on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestReview {}
/// The set lies with the reviewer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReviewRequested {
    /// What was asked.
    pub asked: RequestReview,
}
impl Move<File, Collecting> for RequestReview {
    type Event = ReviewRequested;
    fn decide(&self, at: &CaseIn<Collecting>, context: &Context<'_>) -> Result<ReviewRequested, Vec<Reason>> {
        granted(blockers(&at.file, GateStep::RequestReview, context), || ReviewRequested { asked: self.clone() })
    }
}
impl Effect<File, Collecting> for ReviewRequested {
    type To = Reviewing;
    fn apply(&self, from: CaseIn<Collecting>, stamp: &Stamp) -> CaseIn<Reviewing> {
        from.into_stage(Reviewing { since: stamp.occurred })
    }
}

/// One thing that the review found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// In which paper, where it is about one.
    pub document: Option<DocumentId>,
    /// What is wrong.
    pub what: String,
}

/// Give the set back with its defects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnWithDefects {
    /// What is wrong; at least one.
    pub defects: Vec<Defect>,
}
/// The set is back with the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReturnedWithDefects {
    /// What was asked.
    pub asked: ReturnWithDefects,
}
impl Move<File, Reviewing> for ReturnWithDefects {
    type Event = ReturnedWithDefects;
    fn decide(&self, at: &CaseIn<Reviewing>, _: &Context<'_>) -> Result<ReturnedWithDefects, Vec<Reason>> {
        let named = self.defects.iter().filter_map(|defect| defect.document.as_ref());
        let on_file = |id: &DocumentId| at.file.documents.iter().any(|document| document.id == *id);
        let mut reasons = named
            .filter(|id| !on_file(id))
            .map(|id| Reason::UnknownDocument { document: id.to_string() })
            .collect_vec();
        if self.defects.is_empty() {
            reasons.push(Reason::DefectsNeeded { command: "return_with_defects".to_owned() });
        }
        granted(reasons, || ReturnedWithDefects { asked: self.clone() })
    }
}
impl Effect<File, Reviewing> for ReturnedWithDefects {
    type To = Collecting;
    fn apply(&self, from: CaseIn<Reviewing>, stamp: &Stamp) -> CaseIn<Collecting> {
        from.into_stage(Collecting { since: stamp.occurred, defects: self.asked.defects.clone() })
    }
}

/// Find the set complete and consistent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassReview {}
/// The set is ready for the lender.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReviewPassed {
    /// What was asked.
    pub asked: PassReview,
}
impl Move<File, Reviewing> for PassReview {
    type Event = ReviewPassed;
    fn decide(&self, at: &CaseIn<Reviewing>, context: &Context<'_>) -> Result<ReviewPassed, Vec<Reason>> {
        granted(blockers(&at.file, GateStep::PassReview, context), || ReviewPassed { asked: self.clone() })
    }
}
impl Effect<File, Reviewing> for ReviewPassed {
    type To = Prechecked;
    fn apply(&self, from: CaseIn<Reviewing>, stamp: &Stamp) -> CaseIn<Prechecked> {
        from.into_stage(Prechecked { since: stamp.occurred })
    }
}

/// Open the set again: something changed after the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopen {
    /// What changed.
    pub reason: String,
}
/// The set is open again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reopened {
    /// What was asked.
    pub asked: Reopen,
}
impl Move<File, Prechecked> for Reopen {
    type Event = Reopened;
    fn decide(&self, _: &CaseIn<Prechecked>, _: &Context<'_>) -> Result<Reopened, Vec<Reason>> {
        Ok(Reopened { asked: self.clone() })
    }
}
impl Effect<File, Prechecked> for Reopened {
    type To = Collecting;
    fn apply(&self, from: CaseIn<Prechecked>, stamp: &Stamp) -> CaseIn<Collecting> {
        from.into_stage(Collecting { since: stamp.occurred, defects: Vec::new() })
    }
}
