//! The office's books as plain data: the ledger, the week, postings, the month's end, guarantees, deposits, arrears.

use crate::collect::CollectVec;
use serde_json::Value;

use super::each;
use crate::books::guarantee::{self, DepositLine, DepositState, Guarantee, GuaranteedArrears};
use crate::books::ledger::{self, Column, Line};
use crate::books::list::{self, List, PaymentKind, Row};
use crate::books::posting::{self, Posting};
use crate::books::reconcile::{self, Difference, Ours, Reconciliation, Scope};
use crate::books::week::{self, Moved, Progress, Stuck, Week};
use crate::case::{Actor, Case, Context, Stage};
use crate::date::Date;
use crate::error::{Error, ErrorCode, note};
use crate::interchange::value::{Reader, items, known_lender, missing, wrong_type};
use crate::interchange::view::{self, object};
use crate::limits::ROWS;
use crate::money::Money;
use crate::order;
use crate::watch::Parts;
use crate::worklist::Due;

fn fen(amount: Option<Money>) -> Option<i64> {
    amount.map(Money::fen)
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn flag(asked: &mut Reader<'_>, name: &'static str) -> Result<bool, Error> {
    Ok(asked.field::<Option<bool>>(name)?.unwrap_or(false))
}

/// A line for each case.
pub(super) fn ledger(
    cases: &[&Case],
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let reveal = flag(asked, "reveal")?;
    let clerk: Option<Actor> = asked.field("clerk")?;
    let (mut rows, mut csv_zh, mut csv_en) = (Vec::new(), ledger::head(true), ledger::head(false));
    each(cases, parts, &mut |case| {
        if clerk.as_ref().is_none_or(|it| case.file().clerk == *it) {
            let own = ledger::line(case, reveal, context);
            csv_zh.push_str(&ledger::row(&own, true));
            csv_en.push_str(&ledger::row(&own, false));
            rows.push(line(&own));
        }
    })?;
    Ok(object!({
        "columns": Column::ALL.iter().map(|it| object!({"column": it.name(), "zh": it.zh()})).collect_vec(),
        "rows": rows,
        "csv_zh": csv_zh,
        "csv_en": csv_en,
    }))
}

fn line(it: &Line) -> Value {
    let on = |column| day(it.day(column));
    object!({
        "case": it.case.as_str(),
        "clerk": it.clerk.as_str(),
        "stage": it.stage.name(),
        "stage_zh": it.stage.zh(),
        "house": it.house.clone(),
        "buyers": it.buyers.clone(),
        "price_fen": fen(it.price),
        "down_payment_fen": fen(it.down_payment),
        "loan_fen": fen(it.loan),
        "term_months": it.months,
        "banks": it.banks.iter().map(view::name).collect_vec(),
        "contract_signed": on(Column::ContractSigned),
        "papers_complete": on(Column::PapersComplete),
        "submitted": on(Column::Submitted),
        "approved": on(Column::Approved),
        "loan_signed": on(Column::LoanSigned),
        "registered": on(Column::Registered),
        "paid_out": on(Column::PaidOut),
        "paid_fen": fen(it.paid),
        "posted": on(Column::Posted),
        "not_paid": it.not_paid.iter().map(|(en, zh)| object!({"en": &**en, "zh": &**zh})).collect_vec(),
    })
}

/// What a week brought.
pub(super) fn week(
    cases: &[&Case],
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let week = match asked.field::<Option<Date>>("day")? {
        Some(day) => Week::of(day)?,
        None => Week::before(context.occurred)?,
    };
    let stuck = asked.number("stuck", "a number of cases", 0, 1_000)?.unwrap_or(STUCK);
    let progress = week::progress_watched(cases, week, stuck, parts)?;
    Ok(object!({
        "monday": week.monday.to_string(),
        "sunday": week.sunday.to_string(),
        "rows": progress.iter().map(of_clerk).collect_vec(),
    }))
}

/// As many as fit a table on a wall.
const STUCK: usize = 5;

fn of_clerk(it: &Progress<'_>) -> Value {
    object!({
        "clerk": it.clerk.map(Actor::as_str),
        "opened": it.opened,
        "submitted": it.submitted,
        "approved": it.approved,
        "refused": it.refused,
        "signed": it.signed,
        "registered": it.registered,
        "paid_out": it.paid_out,
        "paid_fen": it.paid.fen(),
        "standing": it.standing.iter().map(standing).collect_vec(),
        "moved": it.moved.iter().map(moved).collect_vec(),
        "stuck": it.stuck.iter().map(stuck).collect_vec(),
    })
}

fn standing((stage, cases): &(Stage, usize)) -> Value {
    object!({"stage": stage.name(), "zh": stage.zh(), "cases": *cases})
}

fn moved(it: &Moved<'_>) -> Value {
    object!({
        "from": it.from.map(Stage::name),
        "from_zh": it.from.map(Stage::zh),
        "to": it.to.name(),
        "to_zh": it.to.zh(),
        "cases": it.cases.iter().map(|case| case.as_str()).collect_vec(),
    })
}

fn stuck(it: &Stuck<'_>) -> Value {
    object!({
        "case": it.case.as_str(),
        "stage": it.stage.name(),
        "zh": it.stage.zh(),
        "since": it.since.to_string(),
        "days": it.days,
    })
}

/// Payouts that are not in the books, or not rightly; all of them with `all`.
pub(super) fn postings(
    cases: &[&Case],
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let (all, reveal) = (flag(asked, "all")?, flag(asked, "reveal")?);
    let mut rows = Vec::new();
    each(cases, parts, &mut |case| {
        let own = posting::postings(&[case], context);
        rows.extend(own.iter().filter(|it| all || !it.is_clean()).map(|it| posted(it, reveal)));
    })?;
    Ok(Value::from(rows))
}

fn posted(it: &Posting<'_>, reveal: bool) -> Value {
    object!({
        "case": it.case.id().as_str(),
        "loan": it.loan.id().as_str(),
        "house": house(it.case, reveal),
        "amount_fen": it.paid.fen(),
        "granted_fen": it.granted.fen(),
        "paid_on": it.on.to_string(),
        "posted_on": day(it.posted),
        "due": day(it.due.day()),
        "due_unpublished_year": unpublished(&it.due),
        "rule": it.rule.as_ref().map(|rule| rule.as_str()),
        "state": it.state.name(),
        "zh": it.state.zh(),
        "late_days": it.late_days,
        "faults": it.faults.iter().map(|it| object!({"fault": it.name(), "zh": it.zh()})).collect_vec(),
    })
}

fn house(case: &Case, reveal: bool) -> Option<String> {
    let address = case.file().property.as_ref().map(|it| &it.address)?;
    Some(if reveal { address.reveal().to_owned() } else { address.to_string() })
}

fn unpublished(due: &Due) -> Option<i32> {
    match due {
        Due::Unpublished(year) => Some(*year),
        _ => None,
    }
}

/// Our payments against a list.
pub(super) fn reconcile(
    cases: &[&Case],
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let kind = asked.field::<Option<String>>("kind")?.map(|name| PaymentKind::from_name(&name)).transpose();
    let kind = kind.map_err(|error| error.at("kind"))?;
    let scope = scope(asked, kind)?;
    scope
        .lender
        .as_ref()
        .map_or(Ok(()), |name| known_lender(name, context.pack))
        .map_err(|error| error.at("lender"))?;
    let list = theirs(asked, kind)?;
    // Each row is looked for several times, among all payments.
    parts.expect(cases.len().saturating_add(reconcile::looks(&list)));
    let mut ours = Vec::new();
    each(cases, parts, &mut |case| ours.extend(reconcile::payments(&[case], &scope, context.pack)))?;
    let found = reconcile::reconcile_watched(ours, &list, &scope, parts)?;
    Ok(reconciled(&found, &list))
}

fn scope(asked: &mut Reader<'_>, kind: Option<PaymentKind>) -> Result<Scope, Error> {
    let (from, to): (Date, Date) = (asked.field("from")?, asked.field("to")?);
    if to < from {
        let error = Error::new(ErrorCode::OutOfRange, format!("{to} is before {from}")).at("to");
        return Err(error.help("give the last day of the month, or of what the list is for"));
    }
    let read = |value: &Value| match value.as_str() {
        Some(name) => PaymentKind::from_name(name),
        None => Err(wrong_type("a kind of payment as text", value)),
    };
    let kinds = asked.list("kinds", read)?;
    let kinds = kinds.unwrap_or_else(|| kind.map_or_else(|| PaymentKind::ALL.to_vec(), |kind| vec![kind]));
    let window = asked.number("window_days", "a number of days", 0, 31)?.unwrap_or(WINDOW);
    Ok(Scope { from, to, kinds, window, lender: asked.field("lender")? })
}

/// A transfer takes a day or two, and a long weekend lies between.
const WINDOW: i32 = 5;

fn theirs(asked: &mut Reader<'_>, kind: Option<PaymentKind>) -> Result<List, Error> {
    match (asked.raw("csv"), asked.raw("rows")) {
        (Some(text), None) => {
            let text = text.as_str().ok_or_else(|| wrong_type("a table as text", text).at("csv"))?;
            list::read(text, kind).map_err(|error| error.at("csv"))
        }
        (None, Some(rows)) => {
            let rows = items(rows, ROWS).map_err(|error| error.at("rows"))?;
            let read = |(place, value)| row(value, place, kind).map_err(|error: Error| error.at(format!("[{place}]")));
            let rows: Result<Vec<Row>, Error> = rows.enumerate().map(read).collect();
            Ok(List { rows: rows.map_err(|error| error.at("rows"))?, unreadable: Vec::new() })
        }
        (None, None) => Err(missing("csv")),
        (Some(_), Some(_)) => Err(Error::new(ErrorCode::Malformed, "two lists were given")
            .at("rows")
            .help("give the list as `csv`, or as `rows`")),
    }
}

fn row(value: &Value, place: usize, kind: Option<PaymentKind>) -> Result<Row, Error> {
    let mut reader = Reader::new(value)?;
    let named = reader.field::<Option<String>>("kind")?.map(|name| PaymentKind::from_name(&name)).transpose();
    let named = named.map_err(|error| error.at("kind"))?;
    let row = Row {
        line: place.saturating_add(1),
        day: reader.field("day")?,
        amount: reader.field("amount_fen")?,
        reference: reader.field::<Option<String>>("reference")?.unwrap_or_default(),
        kind: named.or(kind).ok_or_else(|| missing("kind"))?,
    };
    reader.finish().map(|()| row)
}

fn reconciled(it: &Reconciliation<'_>, list: &List) -> Value {
    let unreadable = list.unreadable.iter().map(|it| {
        object!({
            "line": it.line, "column": it.column, "code": it.error.code().code(), "message": it.error.message(),
            "zh": it.error.code().zh(), "help": it.error.advice(),
        })
    });
    object!({
        "agreed": it.agreed,
        "differences": it.differences.iter().map(difference).collect_vec(),
        "unreadable": unreadable.collect_vec(),
        "set_aside": it.set_aside.clone(),
        "ours_fen": it.ours.fen(),
        "differences_fen": it.by.fen(),
        "theirs_fen": it.theirs.fen(),
        "adds_up": it.adds_up(),
        "agrees": it.differences.is_empty() && list.unreadable.is_empty(),
    })
}

fn difference(it: &Difference<'_>) -> Value {
    object!({
        "difference": it.kind.name(),
        "zh": it.kind.zh(),
        "line": it.theirs.as_ref().map(|row| row.line),
        "theirs": it.theirs.as_ref().map(their_row),
        "ours": it.ours.iter().map(our_payment).collect_vec(),
        "by_fen": it.by.fen(),
        "by_days": it.days,
    })
}

fn their_row(it: &Row) -> Value {
    object!({
        "day": it.day.to_string(), "amount_fen": it.amount.fen(), "reference": note(&it.reference), "kind": it.kind.name(),
    })
}

fn our_payment(it: &Ours<'_>) -> Value {
    object!({
        "case": it.case.as_str(),
        "loan": it.loan.map(|loan| loan.as_str()),
        "kind": it.kind.name(),
        "zh": it.kind.zh(),
        "day": it.day.to_string(),
        "amount_fen": fen(it.amount),
    })
}

/// The guarantees that stand.
pub(super) fn guarantees(cases: &[&Case], context: &Context<'_>, parts: &mut Parts<'_, '_>) -> Result<Value, Error> {
    let mut rows = Vec::new();
    each(cases, parts, &mut |case| rows.extend(guarantee::guarantees(&[case], context).iter().map(guaranteed)))?;
    Ok(Value::from(rows))
}

fn guaranteed(it: &Guarantee<'_>) -> Value {
    object!({
        "case": it.case.id().as_str(),
        "loan": it.loan.id().as_str(),
        "since": it.since.to_string(),
        "amount_fen": it.amount.fen(),
        "paid_on": day(it.paid),
        "replaceable_by": it.replaceable.map(|(kind, _)| kind.name()),
        "replaceable_since": day(it.replaceable.map(|(_, on)| on)),
        "next": it.next.name(),
        "next_zh": it.next.zh(),
        "due": day(it.due.day()),
        "due_unpublished_year": unpublished(&it.due),
        "rule": it.rule.as_ref().map(|rule| rule.as_str()),
        "overdue_days": it.overdue_days,
    })
}

/// The deposits that are out; all of them with `all`.
pub(super) fn deposits(
    cases: &[&Case],
    asked: &mut Reader<'_>,
    context: &Context<'_>,
    parts: &mut Parts<'_, '_>,
) -> Result<Value, Error> {
    let all = flag(asked, "all")?;
    let shown = |it: &&DepositLine<'_>| all || it.state != DepositState::Returned;
    let (mut out, mut rows) = (Vec::new(), Vec::new());
    each(cases, parts, &mut |case| {
        let own = guarantee::deposits(&[case], context);
        out.extend(own.iter().map(|it| it.out));
        rows.extend(own.iter().filter(shown).map(deposit));
    })?;
    Ok(object!({"out_fen": Money::sum(out)?.fen(), "rows": rows}))
}

fn deposit(it: &DepositLine<'_>) -> Value {
    let own = it.deposit;
    let returned = own.returns.iter().map(|it| {
        object!({"on": it.on.to_string(), "amount_fen": it.amount.fen(), "reference": it.reference.as_deref().map(note)})
    });
    object!({
        "case": it.case.id().as_str(),
        "deposit": own.id.as_str(),
        "payer": own.payer.as_str(),
        "with": own.with.as_str(),
        "purpose": note(&own.purpose),
        "loan": own.loan.as_ref().map(|loan| loan.as_str()),
        "reference": own.reference.as_deref().map(note),
        "since": own.on.to_string(),
        "amount_fen": own.amount.fen(),
        "out_fen": it.out.fen(),
        "due": day(own.due),
        "after": own.after.map(|kind| kind.name()),
        "back_since": day(it.back_since),
        "overdue_days": it.overdue_days,
        "state": it.state.name(),
        "zh": it.state.zh(),
        "returns": returned.collect_vec(),
    })
}

/// Who is behind while the developer answers for them.
pub(super) fn arrears(cases: &[&Case], context: &Context<'_>, parts: &mut Parts<'_, '_>) -> Result<Value, Error> {
    let mut rows = Vec::new();
    each(cases, parts, &mut |case| {
        for row in guarantee::arrears(&[case], context) {
            order::insert(&mut rows, row, |row: &GuaranteedArrears<'_>| row.since);
        }
    })?;
    Ok(rows.iter().map(behind).collect())
}

fn behind(it: &GuaranteedArrears<'_>) -> Value {
    object!({
        "case": it.guarantee.case.id().as_str(),
        "loan": it.guarantee.loan.id().as_str(),
        "since": it.since.to_string(),
        "days": it.days,
        "overdue_fen": it.overdue.fen(),
        "exposure_fen": it.exposure.fen(),
        "guaranteed_since": it.guarantee.since.to_string(),
        "untold": it.untold.clone(),
        "step": it.step.name(),
        "step_zh": it.step.zh(),
    })
}
