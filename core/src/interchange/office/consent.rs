//! Who agreed to what, how long the data are kept, and what a change in somebody's life would do, as plain data.

use crate::collect::CollectVec;
use serde_json::Value;

use crate::case::consent::{Consent, missing_consents};
use crate::case::erasure::WHILE_FROZEN;
use crate::case::life::{Consequences, LifeEvent, consequences};
use crate::case::{Context, File};
use crate::date::Date;
use crate::document::DocumentId;
use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::Reader;
use crate::interchange::view::{object, reason};
use crate::party::PartyId;
use crate::product::{MilestoneKind, Purpose};
use crate::retention::{self, Kept};

fn told_day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// Every consent on record, and what lacks before each lender gets the file or asks the register.
pub(super) fn consents(file: &File, context: &Context<'_>) -> Value {
    let unpaid = || file.live_loans().filter(|loan| !loan.is_paid_out());
    let lacks = |purpose| unpaid().flat_map(move |loan| missing_consents(file, loan, purpose, Some(&[]), context));
    let missing = [Purpose::LoanApplication, Purpose::CreditQuery].into_iter().flat_map(lacks);
    object!({
        "consents": file.consents.iter().map(|it| consent(it, context.occurred)).collect_vec(),
        "missing": missing.map(|it| reason(&it, context.pack)).collect_vec(),
    })
}

fn consent(it: &Consent, on: Date) -> Value {
    object!({
        "consent": it.id.as_str(),
        "party": it.party.as_str(),
        "recipient": it.recipient.as_str(),
        "purpose": it.purpose.name(),
        "zh": it.purpose.zh(),
        "manner": it.manner.name(),
        "given_by": it.given_by.as_ref().map(PartyId::as_str),
        "given": it.given.to_string(),
        "until": told_day(it.until),
        "ended": told_day(it.ended),
        "stands": it.stands(on),
    })
}

/// How long each class of data is kept, and whether the case is frozen.
pub(super) fn retention(file: &File) -> Value {
    let it = retention::of_file(file);
    object!({
        "ended": told_day(it.ended),
        "earliest": told_day(it.earliest),
        "asked": told_day(it.asked),
        "frozen": it.frozen,
        "erased": told_day(it.erased),
        "while_frozen": WHILE_FROZEN.to_vec(),
        "classes": it.classes.iter().map(kept).collect_vec(),
    })
}

fn kept(it: &Kept) -> Value {
    object!({
        "class": it.by.class.name(),
        "zh": it.by.class.zh(),
        "years": it.by.years,
        "law": it.by.law,
        "name": it.by.name,
        "name_zh": it.by.zh,
        "until": told_day(it.until),
        "earliest": told_day(it.earliest),
    })
}

/// What would follow if something happened to a party today; nothing is recorded.
pub(super) fn of_life(file: &File, asked: &mut Reader<'_>, context: &Context<'_>) -> Result<Value, Error> {
    let (party, event): (PartyId, LifeEvent) = (asked.field("party")?, asked.field("life_event")?);
    match consequences(file, event, &party, context.occurred) {
        Some(it) => Ok(told(&it, event, file)),
        None => Err(Error::new(ErrorCode::UnknownCode, format!("the case has no party {}", shown(party.as_str())))
            .at("party")
            .help("name one of the case's own")),
    }
}

fn told(it: &Consequences, event: LifeEvent, file: &File) -> Value {
    let named = |ids: &[DocumentId]| -> Vec<Value> {
        let papers = file.documents.iter().filter(|paper| ids.contains(&paper.id));
        let paper = |it: &crate::document::Document| object!({"document": it.id.as_str(), "kind": it.kind.as_str(), "holder": it.holder.as_str()});
        papers.map(paper).collect_vec()
    };
    let renewals = it
        .renewals
        .iter()
        .map(|(loan, renewal)| object!({"loan": loan.as_str(), "renewal": renewal.name(), "zh": renewal.zh()}));
    object!({
        "life_event": event.name(),
        "zh": event.zh(),
        "papers": named(&it.papers),
        "facts": it.facts.iter().map(|fact| fact.name()).collect_vec(),
        "milestones": it.milestones.iter().copied().map(MilestoneKind::name).collect_vec(),
        "consents": it.consents.iter().map(|id| id.as_str()).collect_vec(),
        "renewals": renewals.collect_vec(),
        "stopped": it.stopped.iter().map(|id| id.as_str()).collect_vec(),
        "amend": named(&it.amend),
        "advice": it.effect.advice,
        "advice_zh": it.effect.advice_zh,
        "source": it.effect.source,
    })
}
