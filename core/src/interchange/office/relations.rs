//! Lenders, the office's list of where they lend, and contacts, as plain data.

use crate::collect::CollectVec;
use serde_json::Value;

use crate::case::{Case, Context};
use crate::date::Date;
use crate::error::{Error, ErrorCode, note, shown};
use crate::interchange::value::{Reader, missing};
use crate::interchange::view::{self, object};
use crate::limits::ROWS;
use crate::loan::State;
use crate::relations::{self, Contact, Due, Record, Wait};
use crate::watch::Parts;

/// How each lender, and each of its branches, has dealt with the office's files.
pub(super) fn lenders(cases: &[&Case], context: &Context<'_>, parts: &mut Parts<'_, '_>) -> Result<Value, Error> {
    let records = relations::records_watched(cases, context, parts)?;
    Ok(records.iter().map(record).collect())
}

fn record(it: &Record<'_>) -> Value {
    let refusals = it.refusals.iter().map(|(reason, count)| object!({"reason": note(reason), "files": *count}));
    object!({
        "institution": view::name(it.institution),
        "branch": it.branch.map(note),
        "files": it.files,
        "approved": it.approved,
        "refused": it.refused,
        "revoked": it.revoked,
        "approval_millionths": it.approval_millionths(),
        "supplements": it.supplements,
        "refusals": refusals.collect_vec(),
        "answer": wait(&it.answer),
        "whole": wait(&it.whole),
        "states": it.waits.iter().map(|(state, it)| of_state(*state, it)).collect_vec(),
    })
}

fn of_state(state: State, it: &Wait) -> Value {
    object!({"state": state.name(), "zh": state.zh(), "wait": wait(it)})
}

fn wait(it: &Wait) -> Value {
    object!({
        "median_working_days": it.spread.map(|spread| spread.median),
        "ninetieth_working_days": it.spread.map(|spread| spread.ninetieth),
        "files": it.files,
        "uncounted": it.uncounted,
    })
}

/// Whom to call on, and when.
pub(super) fn contacts(asked: &mut Reader<'_>, today: Date, parts: &mut Parts<'_, '_>) -> Result<Value, Error> {
    // No case is looked at.
    parts.expect(0);
    let contacts = asked.list_of("contacts", ROWS, contact)?.ok_or_else(|| missing("contacts"))?;
    let every = asked.number("every_days", "a number of days", 1, 3_650)?.unwrap_or(EVERY_DAYS);
    let due = relations::next_contacts(&contacts, every);
    Ok(due.iter().map(|it| told(it, today, &contacts)).collect())
}

/// A month: nobody should go unheard of for longer, where no day was agreed.
const EVERY_DAYS: u16 = 30;

fn contact(value: &Value) -> Result<Contact, Error> {
    let mut reader = Reader::new(value)?;
    let contact = Contact {
        whom: filled(&mut reader, "whom")?,
        on: reader.field("on")?,
        about: filled(&mut reader, "about")?,
        next: reader.field("next")?,
    };
    reader.finish()?;
    match contact.next.filter(|next| *next < contact.on) {
        None => Ok(contact),
        Some(next) => Err(Error::new(ErrorCode::OutOfRange, format!("{next} is before the contact on {}", contact.on))
            .at("next")
            .help("give a later day, or none")),
    }
}

fn filled(reader: &mut Reader<'_>, name: &'static str) -> Result<String, Error> {
    let text: String = reader.field(name)?;
    match text.trim().is_empty() {
        false => Ok(text),
        true => Err(Error::new(ErrorCode::Empty, format!("{} says nothing", shown(&text)))
            .at(name)
            .help("write some words")),
    }
}

fn told(it: &Due<'_>, today: Date, contacts: &[Contact]) -> Value {
    let history = relations::history(contacts, it.whom);
    object!({
        "whom": note(it.whom),
        "on": it.on.map(|day| day.to_string()),
        "is_due": it.on.is_some_and(|day| day <= today),
        "agreed": it.last.next.is_some(),
        "contacts": history.iter().map(|it| object!({"on": it.on.to_string(), "about": note(&it.about)})).collect_vec(),
    })
}
