//! Steps towards the lender: handing in, answering its queries, signing early.

use super::state::{Declined, Decliner, Lapsed, Preparing, Returned, SupplementAsked, UnderReview};
use super::{EarlySignature, LoanFile, LoanIn, Query};
use crate::case::{Context, Reason, Stamp};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::machine::{Change, Effect, Move, Stay};

/// Hand the file to the lender (报卷).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {}
/// The file is with the lender.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandedIn {
    /// What was asked.
    pub asked: HandIn,
    /// The edition of the rules it was handed in under.
    pub edition: String,
}
impl Move<LoanFile, Preparing> for HandIn {
    type Event = HandedIn;
    fn decide(&self, _: &LoanIn<Preparing>, context: &Context<'_>) -> Result<HandedIn, Vec<Reason>> {
        Ok(HandedIn { asked: self.clone(), edition: context.edition() })
    }
}
impl Effect<LoanFile, Preparing> for HandedIn {
    type To = UnderReview;
    fn apply(&self, mut from: LoanIn<Preparing>, stamp: &Stamp) -> LoanIn<UnderReview> {
        from.file.handed_in = Some(stamp.occurred);
        from.file.accepted_under = Some(self.edition.clone());
        from.into_stage(UnderReview { since: stamp.occurred })
    }
}

/// Hand it in again after a return or a lapse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resubmit {}
/// The file is with the lender again; the clock starts anew.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resubmitted {
    /// What was asked.
    pub asked: Resubmit,
    /// The edition of the rules it was handed in under.
    pub edition: String,
}
macro_rules! resubmit_from {
    ($($state:ident),+) => { $(
        impl Move<LoanFile, $state> for Resubmit {
            type Event = Resubmitted;
            fn decide(&self, _: &LoanIn<$state>, context: &Context<'_>) -> Result<Resubmitted, Vec<Reason>> {
                Ok(Resubmitted { asked: self.clone(), edition: context.edition() })
            }
        }
        impl Effect<LoanFile, $state> for Resubmitted {
            type To = UnderReview;
            fn apply(&self, mut from: LoanIn<$state>, stamp: &Stamp) -> LoanIn<UnderReview> {
                from.file.forget_terms();
                from.file.handed_in = Some(stamp.occurred);
                from.file.accepted_under = Some(self.edition.clone());
                from.into_stage(UnderReview { since: stamp.occurred })
            }
        }
    )+ };
}
resubmit_from!(Returned, Lapsed);

/// The lender asks for more papers (补件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskSupplement {
    /// Which kinds of paper.
    pub items: Vec<DocumentKind>,
    /// The lender's last day for them.
    pub due: Date,
}
/// The lender waits for more papers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupplementWanted {
    /// What was asked.
    pub asked: AskSupplement,
}
impl Move<LoanFile, UnderReview> for AskSupplement {
    type Event = SupplementWanted;
    fn decide(&self, _: &LoanIn<UnderReview>, context: &Context<'_>) -> Result<SupplementWanted, Vec<Reason>> {
        let mut reasons = after(self.due, context);
        for kind in &self.items {
            if context.pack.document(kind).is_none() {
                reasons.push(Reason::UnknownDocumentKind { kind: kind.to_string() });
            }
        }
        if reasons.is_empty() { Ok(SupplementWanted { asked: self.clone() }) } else { Err(reasons) }
    }
}
impl Effect<LoanFile, UnderReview> for SupplementWanted {
    type To = SupplementAsked;
    fn apply(&self, mut from: LoanIn<UnderReview>, stamp: &Stamp) -> LoanIn<SupplementAsked> {
        let AskSupplement { items, due } = self.asked.clone();
        from.file.queries.push(Query { items, asked: stamp.occurred, due, answered: None });
        from.into_stage(SupplementAsked { since: stamp.occurred, due })
    }
}

/// Answer the lender's query. The case checks that the papers are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSupplement {}
/// The query is answered; the day of the first submission stays (HANDBOOK 1.10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupplementAnswered {
    /// What was asked.
    pub asked: AnswerSupplement,
}
impl Move<LoanFile, SupplementAsked> for AnswerSupplement {
    type Event = SupplementAnswered;
    fn decide(&self, _: &LoanIn<SupplementAsked>, _: &Context<'_>) -> Result<SupplementAnswered, Vec<Reason>> {
        Ok(SupplementAnswered { asked: self.clone() })
    }
}
impl Effect<LoanFile, SupplementAsked> for SupplementAnswered {
    type To = UnderReview;
    fn apply(&self, mut from: LoanIn<SupplementAsked>, stamp: &Stamp) -> LoanIn<UnderReview> {
        if let Some(query) = from.file.queries.last_mut() {
            query.answered = Some(stamp.occurred);
        }
        from.into_stage(UnderReview { since: stamp.occurred })
    }
}

/// Ask the lender to think again after a refusal (复议).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconsider {
    /// What is new.
    pub grounds: String,
}
/// The lender looks at it again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reconsidered {
    /// What was asked.
    pub asked: Reconsider,
}
impl Move<LoanFile, Declined> for Reconsider {
    type Event = Reconsidered;
    fn decide(&self, at: &LoanIn<Declined>, _: &Context<'_>) -> Result<Reconsidered, Vec<Reason>> {
        match not_reconsiderable(at) {
            None => Ok(Reconsidered { asked: self.clone() }),
            Some(reason) => Err(vec![reason]),
        }
    }
}
/// Only a lender's own no can be looked at again, and only while no other lender stands in its place.
fn not_reconsiderable(at: &LoanIn<Declined>) -> Option<Reason> {
    let standing = at.stage.by == Decliner::Lender && !at.stage.left;
    (!standing).then(|| Reason::NotReconsiderable { loan: at.file.id.to_string() })
}
impl Effect<LoanFile, Declined> for Reconsidered {
    type To = UnderReview;
    fn fits(&self, from: &LoanIn<Declined>) -> Result<(), String> {
        crate::case::fitting(not_reconsiderable(from))
    }
    fn apply(&self, mut from: LoanIn<Declined>, stamp: &Stamp) -> LoanIn<UnderReview> {
        from.file.forget_terms();
        from.into_stage(UnderReview { since: stamp.occurred })
    }
}

/// Sign the loan contract before the lender's answer (HANDBOOK 0.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignEarly {
    /// The contract's number.
    pub contract: String,
}
/// Signed, and waiting for the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedEarly {
    /// What was asked.
    pub asked: SignEarly,
}
impl Stay<LoanFile> for SignEarly {
    type Event = SignedEarly;
    fn decide(&self, file: &LoanFile, context: &Context<'_>) -> Result<SignedEarly, Vec<Reason>> {
        use crate::product::Signing;
        let product = context.pack.product(&file.application.product);
        match product.filter(|product| product.signs == Signing::AfterApproval) {
            Some(product) => Err(vec![Reason::EarlySigning { loan: file.id.to_string(), rule: product.as_rule() }]),
            // A source that does not say is no ground to refuse.
            None => Ok(SignedEarly { asked: self.clone() }),
        }
    }
}
impl Change<LoanFile> for SignedEarly {
    fn apply(&self, file: &mut LoanFile, stamp: &Stamp) {
        file.signed_early = Some(EarlySignature { on: stamp.occurred, contract: self.asked.contract.clone() });
    }
}

/// A day in the future of what happened.
pub(super) fn after(due: Date, context: &Context<'_>) -> Vec<Reason> {
    match due > context.occurred {
        true => Vec::new(),
        false => vec![Reason::DueInPast { due, occurred: context.occurred }],
    }
}

/// Say which branch of the lender has the file (经办网点).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameBranch {
    /// As the office calls it.
    pub branch: String,
}
/// The branch is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BranchNamed {
    /// What was asked.
    pub asked: NameBranch,
}
impl Stay<LoanFile> for NameBranch {
    type Event = BranchNamed;
    fn decide(&self, _: &LoanFile, _: &Context<'_>) -> Result<BranchNamed, Vec<Reason>> {
        Ok(BranchNamed { asked: self.clone() })
    }
}
impl Change<LoanFile> for BranchNamed {
    fn apply(&self, file: &mut LoanFile, _: &Stamp) {
        file.branch = Some(self.asked.branch.clone());
    }
}
