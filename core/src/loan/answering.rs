//! Steps of the lender's answer: return, offer, refusal, and what the customer says to it.

use super::asking::after;
use super::state::{
    Accepted, Declined, Decliner, Lapsed, Offered, Preparing, Returned, Signed, SupplementAsked, UnderReview,
};
use super::{Condition, LoanFile, LoanIn};
use crate::application::Terms;
use crate::case::{Context, Reason, Stamp};
use crate::date::Date;
use crate::machine::{Change, Effect, Move, Stay};

/// The lender sends the file back (退件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnFile {
    /// What the lender says is wrong.
    pub reason: String,
}
/// The file came back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileReturned {
    /// What was asked.
    pub asked: ReturnFile,
}
macro_rules! return_from {
    ($($state:ident),+) => { $(
        impl Move<LoanFile, $state> for ReturnFile {
            type Event = FileReturned;
            fn decide(&self, _: &LoanIn<$state>, _: &Context<'_>) -> Result<FileReturned, Vec<Reason>> {
                Ok(FileReturned { asked: self.clone() })
            }
        }
        impl Effect<LoanFile, $state> for FileReturned {
            type To = Returned;
            fn apply(&self, from: LoanIn<$state>, stamp: &Stamp) -> LoanIn<Returned> {
                from.into_stage(Returned { since: stamp.occurred, reason: self.asked.reason.clone() })
            }
        }
    )+ };
}
return_from!(UnderReview, SupplementAsked);

/// The lender approves: as asked, with conditions, or with changed terms (降额).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it grants.
    pub terms: Terms,
    /// What must be true before it pays; numbered from 1.
    pub conditions: Vec<String>,
    /// The last day the approval is good for.
    pub expires: Date,
}
/// The approval is here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferMade {
    /// What was asked.
    pub asked: Offer,
    /// Whether it differs from what was asked: a counter-offer.
    pub counter: bool,
}
impl Move<LoanFile, UnderReview> for Offer {
    type Event = OfferMade;
    fn decide(&self, at: &LoanIn<UnderReview>, context: &Context<'_>) -> Result<OfferMade, Vec<Reason>> {
        let mut reasons = after(self.expires, context);
        reasons.extend(crate::case::intake::not_positive(self.terms.amount));
        let counter = self.terms.differs_from(&at.file.application);
        if reasons.is_empty() { Ok(OfferMade { asked: self.clone(), counter }) } else { Err(reasons) }
    }
}
impl Effect<LoanFile, UnderReview> for OfferMade {
    type To = Offered;
    fn apply(&self, mut from: LoanIn<UnderReview>, stamp: &Stamp) -> LoanIn<Offered> {
        let Offer { terms, conditions, expires } = self.asked.clone();
        from.file.terms = Some(terms);
        // What was held belonged to the approval before.
        from.file.rate_locked_until = None;
        from.file.conditions = conditions.into_iter().map(|text| Condition { text, met: None }).collect();
        from.into_stage(Offered { since: stamp.occurred, expires, counter: self.counter })
    }
}

/// The customer accepts the terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptOffer {}
/// The terms are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferAccepted {
    /// What was asked.
    pub asked: AcceptOffer,
}
impl Move<LoanFile, Offered> for AcceptOffer {
    type Event = OfferAccepted;
    fn decide(&self, at: &LoanIn<Offered>, context: &Context<'_>) -> Result<OfferAccepted, Vec<Reason>> {
        let reasons = in_force(at.stage.expires, context);
        if reasons.is_empty() { Ok(OfferAccepted { asked: self.clone() }) } else { Err(reasons) }
    }
}
impl Effect<LoanFile, Offered> for OfferAccepted {
    type To = Accepted;
    fn apply(&self, from: LoanIn<Offered>, stamp: &Stamp) -> LoanIn<Accepted> {
        let expires = from.stage.expires;
        from.into_stage(Accepted { since: stamp.occurred, expires })
    }
}

/// The customer asks for better terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// What is new: a co-borrower, a longer term, a second appraisal.
    pub grounds: String,
}
/// The lender looks at its terms again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Appealed {
    /// What was asked.
    pub asked: Appeal,
}
impl Move<LoanFile, Offered> for Appeal {
    type Event = Appealed;
    fn decide(&self, _: &LoanIn<Offered>, _: &Context<'_>) -> Result<Appealed, Vec<Reason>> {
        Ok(Appealed { asked: self.clone() })
    }
}
impl Effect<LoanFile, Offered> for Appealed {
    type To = UnderReview;
    fn apply(&self, from: LoanIn<Offered>, stamp: &Stamp) -> LoanIn<UnderReview> {
        from.into_stage(UnderReview { since: stamp.occurred })
    }
}

/// The customer turns the terms down, or gives the application up before there are any: one loan of a pair that came
/// back or lapsed need not keep the other waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnDown {
    /// Why.
    pub reason: String,
}
/// The customer said no.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferTurnedDown {
    /// What was asked.
    pub asked: TurnDown,
}
/// The lender refuses (拒贷).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refuse {
    /// The lender's reason; it must tell the applicant.
    pub reason: String,
}
/// The lender said no.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanRefused {
    /// What was asked.
    pub asked: Refuse,
}
macro_rules! declined_from {
    ($command:ident / $event:ident by $decliner:ident: $($state:ident),+) => { $(
        impl Move<LoanFile, $state> for $command {
            type Event = $event;
            fn decide(&self, _: &LoanIn<$state>, _: &Context<'_>) -> Result<$event, Vec<Reason>> {
                Ok($event { asked: self.clone() })
            }
        }
        impl Effect<LoanFile, $state> for $event {
            type To = Declined;
            fn apply(&self, from: LoanIn<$state>, stamp: &Stamp) -> LoanIn<Declined> {
                let reason = self.asked.reason.clone();
                from.into_stage(Declined { since: stamp.occurred, by: Decliner::$decliner, reason, left: false })
            }
        }
    )+ };
}
declined_from!(TurnDown / OfferTurnedDown by Customer: Preparing, UnderReview, SupplementAsked, Returned, Offered, Accepted, Lapsed);
declined_from!(Refuse / LoanRefused by Lender: UnderReview, SupplementAsked, Accepted, Signed);

/// The approval lapses unused (批复过期).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {}
/// The approval has lapsed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApprovalLapsed {
    /// What was asked.
    pub asked: Lapse,
}
macro_rules! lapse_from {
    ($($state:ident),+) => { $(
        impl Move<LoanFile, $state> for Lapse {
            type Event = ApprovalLapsed;
            fn decide(&self, at: &LoanIn<$state>, context: &Context<'_>) -> Result<ApprovalLapsed, Vec<Reason>> {
                let expires = at.stage.expires;
                match context.occurred > expires {
                    true => Ok(ApprovalLapsed { asked: self.clone() }),
                    false => Err(vec![Reason::NotExpired { expires }]),
                }
            }
        }
        impl Effect<LoanFile, $state> for ApprovalLapsed {
            type To = Lapsed;
            fn apply(&self, mut from: LoanIn<$state>, stamp: &Stamp) -> LoanIn<Lapsed> {
                from.file.forget_terms();
                from.into_stage(Lapsed { since: stamp.occurred })
            }
        }
    )+ };
}
lapse_from!(Offered, Accepted, Signed);

/// A condition of the approval is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetCondition {
    /// Its number in the approval, from 1.
    pub number: u32,
}
/// The condition is met.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConditionMet {
    /// What was asked.
    pub asked: MeetCondition,
}
impl MeetCondition {
    fn index(&self) -> Option<usize> {
        usize::try_from(self.number).ok()?.checked_sub(1)
    }
}
impl Stay<LoanFile> for MeetCondition {
    type Event = ConditionMet;
    fn decide(&self, file: &LoanFile, _: &Context<'_>) -> Result<ConditionMet, Vec<Reason>> {
        match self.index().and_then(|index| file.conditions.get(index)) {
            Some(_) => Ok(ConditionMet { asked: self.clone() }),
            None => Err(vec![Reason::UnknownCondition { number: self.number }]),
        }
    }
}
impl Change<LoanFile> for ConditionMet {
    fn apply(&self, file: &mut LoanFile, stamp: &Stamp) {
        if let Some(condition) = self.asked.index().and_then(|index| file.conditions.get_mut(index)) {
            condition.met = Some(stamp.occurred);
        }
    }
    fn fits(&self, file: &LoanFile) -> Result<(), String> {
        match self.asked.index().and_then(|index| file.conditions.get(index)) {
            Some(_) => Ok(()),
            None => Err(format!("the approval has no condition {}", self.asked.number)),
        }
    }
}

/// Nothing on the last day and before; a reason afterwards.
pub(super) fn in_force(expires: Date, context: &Context<'_>) -> Vec<Reason> {
    match context.occurred > expires {
        true => vec![Reason::OfferExpired { expired: expires }],
        false => Vec::new(),
    }
}
