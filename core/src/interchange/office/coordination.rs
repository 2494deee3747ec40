//! Notices with their letters, what was said to whom, and appointments, as plain data.

use crate::collect::CollectVec;
use serde_json::Value;

use crate::case::{Appointment, Case, Context, End, Query, Turn};
use crate::checklist::LineStatus;
use crate::coordination::{self, Bring, Concern, Contact};
use crate::error::{Error, ErrorCode, note, shown};
use crate::interchange::value::{Reader, missing};
use crate::interchange::view::{object, reason};
use crate::party::PartyId;
use crate::product::{Addressee, Blank, Pack};
use crate::worklist::{Due, OwedNotice, owed_notices};

/// Who must be told what, with the letter that tells it.
pub(super) fn notices(case: &Case, asked: &mut Reader<'_>, context: &Context<'_>) -> Result<Value, Error> {
    let reveal = asked.field::<Option<bool>>("reveal")?.unwrap_or(false);
    owed_notices(case, context).iter().map(|owed| notice(case, owed, reveal, context)).collect()
}

fn notice(case: &Case, owed: &OwedNotice<'_>, reveal: bool, context: &Context<'_>) -> Result<Value, Error> {
    let letter = coordination::letter(case, owed, reveal, context)?;
    let blank = |blank: &Blank| object!({"blank": blank.name(), "zh": blank.zh()});
    Ok(object!({
        "rule": owed.rule.id.as_str(),
        "about": owed.about.as_str(),
        "topic": owed.rule.topic.as_str(),
        "loan": owed.loan.as_ref().map(|loan| loan.as_str()),
        "whom": owed.whom.as_str(),
        "whom_zh": zh(&owed.whom),
        "since": owed.since.to_string(),
        "entry": owed.entry,
        "due": owed.due.day().map(|day| day.to_string()),
        "due_unpublished_year": match owed.due { Due::Unpublished(year) => Some(year), _ => None },
        "deadline": owed.rule.within.as_str(),
        "letter": object!({"zh": letter.zh, "en": letter.en}),
        "blanks": letter.blanks.iter().map(blank).collect_vec(),
    }))
}

fn zh(whom: &str) -> Option<&'static str> {
    Addressee::from_name(whom).ok().map(Addressee::zh)
}

/// Every query, with what was said.
pub(super) fn queries(case: &Case) -> Value {
    case.file().queries.iter().map(query).collect()
}

fn query(it: &Query) -> Value {
    object!({
        "query": it.id.as_str(),
        "from": it.from.as_str(),
        "to": it.to.as_str(),
        "about": note(&it.about),
        "loan": it.loan.as_ref().map(|loan| loan.as_str()),
        "blocks": it.blocks.map(|step| step.name()),
        "due": it.due.map(|day| day.to_string()),
        "state": it.state().name(),
        "state_zh": it.state().zh(),
        "open": it.is_open(),
        "turns": it.turns.iter().map(turn).collect_vec(),
    })
}

fn turn(it: &Turn) -> Value {
    object!({
        "turn": it.kind.name(), "zh": it.kind.zh(), "on": it.on.to_string(), "text": note(&it.text), "entry": it.entry,
    })
}

/// What was asked, answered and told.
pub(super) fn history(case: &Case, asked: &mut Reader<'_>) -> Result<Value, Error> {
    let party: PartyId = asked.field("party")?;
    if !case.file().knows_addressee(&party) {
        let error = Error::new(ErrorCode::UnknownCode, format!("the case has no party {}", shown(party.as_str())));
        return Err(error.at("party").help("name a party of the case, a role such as `bank`, or an office"));
    }
    Ok(coordination::history(case, &party).iter().map(contact).collect())
}

fn contact(it: &Contact) -> Value {
    object!({
        "on": it.on.to_string(),
        "contact": it.kind.name(),
        "zh": it.kind.zh(),
        "from": it.from.as_deref(),
        "to": it.to.as_deref(),
        "about": note(&it.about),
        "text": it.text.as_deref().map(note),
        "entry": it.entry,
    })
}

/// Every appointment; what to bring and what speaks against it, of those that lie ahead.
pub(super) fn appointments(case: &Case, context: &Context<'_>) -> Value {
    case.file().appointments.iter().map(|it| appointment(case, it, context)).collect()
}

fn appointment(case: &Case, it: &Appointment, context: &Context<'_>) -> Value {
    let bring = if it.is_open() { coordination::to_bring(case, it, context) } else { Vec::new() };
    let concerns = if it.is_open() { coordination::concerns(case, it, context) } else { Vec::new() };
    object!({
        "appointment": it.id.as_str(),
        "kind": it.kind.name(),
        "zh": it.kind.zh(),
        "day": it.day.to_string(),
        "time": it.time.map(|time| time.to_string()),
        "place": it.place.as_deref().map(note),
        "loan": it.loan.as_ref().map(|loan| loan.as_str()),
        "attends": it.attends.iter().map(|whom| whom.as_str()).collect_vec(),
        "clerk": it.clerk.as_str(),
        "state": state(it),
        "bring": bring.iter().map(|it| brought(it, context.pack)).collect_vec(),
        "concerns": concerns.iter().map(|it| concern(it, context.pack)).collect_vec(),
    })
}

fn state(it: &Appointment) -> &'static str {
    match &it.end {
        None => "planned",
        Some((End::Kept(outcome), _)) => outcome.name(),
        Some((End::Cancelled(_), _)) => "cancelled",
    }
}

fn brought(it: &Bring, pack: &Pack) -> Value {
    let paper = pack.document(&it.document);
    object!({
        "whom": it.whom.as_str(),
        "document": it.document.as_str(),
        "zh": paper.map(|it| it.zh.as_ref()),
        "en": paper.map(|it| it.en.as_ref()),
        "original": it.original.name(),
        "copies": it.copies,
        "status": LineStatus::name(&it.status),
        "rule": it.rule.as_str(),
    })
}

fn concern(it: &Concern, pack: &Pack) -> Value {
    object!({
        "concern": it.kind.name(),
        "zh": it.kind.zh(),
        "about": it.about.as_str(),
        "reason": it.reason.as_ref().map(|it| reason(it, pack)),
    })
}

/// Where a clerk is to be at two places at one time.
pub(super) fn busy(cases: &[&Case], asked: &mut Reader<'_>) -> Result<Value, Error> {
    let clerk: String = asked.field::<Option<String>>("clerk")?.ok_or_else(|| missing("clerk"))?;
    let pair = |pair: [(&crate::case::CaseId, &crate::case::AppointmentId); 2]| {
        let both = pair.map(|(case, it)| object!({"case": case.as_str(), "appointment": it.as_str()}));
        Value::from(both.to_vec())
    };
    Ok(coordination::busy(cases, &clerk).into_iter().map(pair).collect())
}

#[cfg(test)]
mod tests {
    use crate::interchange::plain::Rules;
    use serde_json::{Value, json};

    fn context() -> Value {
        json!({"today": "2026-03-02", "by": "wang"})
    }

    #[test]
    fn what_a_letter_cannot_say_stays_blank_and_is_listed() {
        let rules = Rules::builtin();
        let (mut case, _) = rules.open(json!({"case": "C-1", "context": context()})).unwrap();
        for command in [
            json!({"command": "state_facts", "facts": {"property": "presale"}}),
            json!({"command": "withdraw", "reason": "moved, call 13800000001"}),
        ] {
            case = rules.step(&case, command, context()).unwrap().0;
        }
        let told = rules.ask(&case, &json!({"question": "notices"}), context()).unwrap();
        assert_eq!((&told[0]["whom"], &told[0]["whom_zh"]), (&json!("developer"), &json!("开发商")));
        let blanks: Vec<&Value> = told[0]["blanks"].as_array().unwrap().iter().map(|it| &it["blank"]).collect();
        assert_eq!(blanks, ["borrower", "address"]);
        assert_eq!(told[0]["letter"]["zh"], "开发商：____于2026-03-02放弃办理____的贷款。经办人wang，2026-03-02。");
    }

    #[test]
    fn nobody_has_a_history_whom_the_case_does_not_know() {
        let (case, _) = Rules::builtin().open(json!({"case": "C-1", "context": context()})).unwrap();
        let asked =
            |party: &str| Rules::builtin().ask(&case, &json!({"question": "history", "party": party}), context());
        assert_eq!(asked("finance").unwrap(), json!([]));
        assert_eq!(asked("b9").unwrap_err().place(), Some("question.party"));
    }
}
