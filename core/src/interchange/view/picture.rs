//! A case as a picture: masked, and computed anew each time.

use super::{allowed, object};
use crate::case::{Account, Case, Channel, Ground, Milestone, Notice, Obligation};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::Document;
use crate::error::note;
use crate::figure::Figures;
use crate::identity::{Mobile, ResidentId};
use crate::interchange::json::Value;
use crate::interchange::value::Wire;
use crate::loan::{self, Loan};
use crate::party::Party;
use crate::property::Property;

/// A case, masked.
pub(in crate::interchange) fn case(case: &Case) -> Value {
    let file = case.file();
    object!({
        "case": file.id.as_str(),
        "stage": case.stage().name(),
        "since": case.since().to_string(),
        "opened": file.opened.to_string(),
        "clerk": file.clerk.as_str(),
        "length": file.length,
        "suspended": file.suspended.as_ref().map(|it| object!({"since": it.since.to_string(), "reason": note(&it.reason)})),
        "ended": ended(case),
        "facts": file.facts.write(),
        "figures": figures(&file.figures),
        "parties": file.parties.iter().map(party).collect_vec(),
        "property": file.property.as_ref().map(property),
        "loans": file.loans.iter().map(loan).collect_vec(),
        "milestones": file.milestones.iter().filter_map(milestone).collect_vec(),
        "documents": file.documents.iter().map(document).collect_vec(),
        "obligations": file.obligations.iter().map(obligation).collect_vec(),
        "accounts": file.accounts.iter().map(account).collect_vec(),
        "notices": file.notices.iter().map(notice).collect_vec(),
        "corrections": file.corrections.iter().map(|(entry, by)| object!({"entry": *entry, "by": *by})).collect_vec(),
        "allowed": allowed(case),
    })
}

fn ended(case: &Case) -> Value {
    match case {
        Case::Declined(it) => object!({"reason": note(&it.stage().reason)}),
        Case::Withdrawn(it) => object!({"reason": note(&it.stage().reason)}),
        Case::Rescinded(it) => object!({"reason": note(&it.stage().reason), "fault": it.stage().fault.name()}),
        _ => Value::Null,
    }
}

fn party(party: &Party) -> Value {
    object!({
        "id": party.id.as_str(),
        "role": party.role.name(),
        "name": party.name.masked(),
        "id_number": party.id_number.as_ref().map(|number| number.masked()),
        "other_id": party.other_id.as_ref().map(ToString::to_string),
        "phone": party.phone.as_ref().map(|phone| phone.masked()),
    })
}

fn property(property: &Property) -> Value {
    object!({
        "address": property.address.to_string(),
        "price_fen": property.price.fen(),
        "appraisal_fen": property.appraisal.map(|appraisal| appraisal.fen()),
        "site": property.site.as_ref().map(|site| object!({
            "province": site.province.as_deref().map(note),
            "city": note(&site.city),
            "district": site.district.as_deref().map(note),
        })),
    })
}

/// What tells of a person's means is masked.
fn figures(figures: &Figures) -> Value {
    Value::Object(figures.masked().map(|(figure, shown)| (figure.name().to_owned(), Value::from(shown))).collect())
}

fn loan(loan: &Loan) -> Value {
    let file = loan.file();
    object!({
        "id": file.id.as_str(),
        "state": loan.state().name(),
        "product": file.application.product.as_str(),
        "amount_fen": file.application.amount.fen(),
        "term_months": file.application.term_months,
        "terms": file.terms.as_ref().map(Wire::write),
        "conditions": file.conditions.iter().map(condition).collect_vec(),
        "queries": file.queries.iter().map(query).collect_vec(),
        "expires": loan.expires().map(|day| day.to_string()),
        "rate_locked_until": loan.rate_locked_until().map(|day| day.to_string()),
        "branch": file.branch.as_deref().map(note),
        "handed_in": file.handed_in.map(|day| day.to_string()),
        "contract": file.contract.as_deref().map(reference),
        "paid_fen": file.paid.map(|(amount, _)| amount.fen()),
        "paid_on": file.paid.map(|(_, day)| day.to_string()),
        "first_due": file.first_instalment.map(|(day, _)| day.to_string()),
        "arrears_fen": file.arrears.map(|(amount, _)| amount.fen()),
        "prepayment": file.prepayment.as_ref().map(|it| object!({
            "amount_fen": it.amount.map(|amount| amount.fen()), "on": it.on.to_string(), "asked": it.asked.to_string(),
        })),
        "repricings": file.repricings.iter().map(|it| object!({
            "rate_millionths": it.rate.millionths(), "from": it.from.to_string(),
            "instalment_fen": it.instalment.map(|amount| amount.fen()),
        })).collect_vec(),
        "instalments_paid": file.instalments_paid,
        "prepaid": file.prepaid.iter().map(|(day, amount)| object!({"on": day.to_string(), "amount_fen": amount.fen()})).collect_vec(),
    })
}

fn condition(condition: &loan::Condition) -> Value {
    object!({"text": note(&condition.text), "met": condition.met.map(|day| day.to_string())})
}

fn query(query: &loan::Query) -> Value {
    object!({
        "items": query.items.write(),
        "asked": query.asked.to_string(),
        "due": query.due.to_string(),
        "answered": query.answered.map(|day| day.to_string()),
    })
}

fn milestone(milestone: &Milestone) -> Option<Value> {
    let mark = milestone.marks.last()?;
    Some(object!({
        "milestone": milestone.kind.name(),
        "state": mark.state.name(),
        "on": mark.on.to_string(),
        "reference": mark.reference.as_deref().map(reference),
        "lapses": mark.lapses.map(|day| day.to_string()),
    }))
}

/// The number of a slip or a contract is no secret; a clerk may have written the number of a person beside it.
fn reference(text: &str) -> String {
    let personal = |run: &str| ResidentId::parse(run).is_ok() || Mobile::parse(run).is_ok();
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !(c.is_ascii_digit() || matches!(c, 'X' | 'x'))).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        shown.push_str(before);
        match personal(run) {
            true => shown.extend(run.chars().map(|_| '*')),
            false => shown.push_str(run),
        }
        rest = after;
    }
    shown + rest
}

fn document(document: &Document) -> Value {
    object!({
        "id": document.id.as_str(),
        "kind": document.kind.as_str(),
        "holder": document.holder.as_str(),
        "state": document.state.name(),
        "received": document.received.to_string(),
        "issued": document.issued.map(|day| day.to_string()),
        "good_until": document.good_until.into_iter().chain(document.lapsed).min().map(|day| day.to_string()),
        "form": document.form.map(|form| form.name()),
        "copies": document.copies,
        "pages": document.pages,
        "reason": document.reason.as_deref().map(note),
    })
}

fn obligation(it: &Obligation) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let (kind, by, reason) = match &it.ground {
        Ground::Waiver { granted_by, reason } => ("waiver", granted_by.name(), Some(note(reason))),
        Ground::Promise { by } => ("promise", by.as_str(), None),
    };
    object!({
        "id": it.id.as_str(),
        "kind": kind,
        "what": it.what.write(),
        "by": by,
        "loan": it.loan.as_ref().map(|loan| loan.as_str().to_owned()),
        "made": it.made.to_string(),
        "until": it.until.to_string(),
        "steps": it.steps.write(),
        "reason": reason,
        "withdrawn": day(it.withdrawn),
        "kept": day(it.kept.map(|(day, _)| day)),
    })
}

fn account(account: &Account) -> Value {
    object!({
        "loan": account.loan.as_ref().map(|loan| loan.as_str().to_owned()),
        "holder": account.holder.as_str(),
        "number": account.number.masked(),
    })
}

fn notice(notice: &Notice) -> Value {
    object!({
        "whom": notice.whom.as_str(),
        "about": note(&notice.about),
        "on": notice.on.to_string(),
        "channel": notice.channel.map(Channel::name),
    })
}
