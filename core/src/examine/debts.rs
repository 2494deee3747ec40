//! What is owed: the credit report beside explanation, settlement and the case, and the loans that this one replaces.

use super::desk::Desk;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind as Kind;
use crate::fact::Fact;
use crate::figure::Figure;
use crate::loan::Loan;
use crate::money::Money;
use crate::party::{Party, PartyId};
use crate::product::Role;

/// Lenders take fright at more in three months: a custom, no law (general knowledge).
const QUERIES_MAX: u32 = 6;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut found = desk.holders().into_iter().flat_map(|holder| of_holder(desk, holder)).collect_vec();
    found.extend(monthly(desk));
    found.extend(queries(desk));
    found.extend(balance(desk));
    found.extend(redemption(desk));
    found
}

fn of_holder(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let of = |kind: Kind, field| desk.seen_where(field, |paper| paper.holder == *holder && paper.document == kind);
    let (lines, explained) =
        (of(Kind::CREDIT_REPORT, Field::OverdueLines), of(Kind::OVERDUE_EXPLANATION, Field::OverdueLines));
    let (debts, settled) = (of(Kind::CREDIT_REPORT, Field::Debts), of(Kind::SETTLEMENT_PROOF, Field::SettledDebt));
    [
        outside(Check::OverdueDiffers, &lines, &explained),
        outside(Check::OverdueDiffers, &explained, &lines),
        outside(Check::SettlementUnknown, &debts, &settled),
        unexplained(desk, holder, &lines),
    ]
    .concat()
}

/// What stands in the second lists and in none of the first; nothing without a first.
fn outside(check: Check, lists: &[Seen], others: &[Seen]) -> Vec<Inconsistency> {
    let Some(first) = lists.first() else { return Vec::new() };
    let known = |text: &String| lists.iter().any(|list| texts(&list.value).contains(text));
    let strange = |other: &Seen| {
        let strange = texts(&other.value).iter().filter(|text| !known(text)).cloned().collect_vec();
        (!strange.is_empty()).then(|| Inconsistency::new(check, first, &other.with(Value::Texts(strange))))
    };
    others.iter().filter_map(strange).collect_vec()
}

/// Overdue lines, and no explanation at all.
fn unexplained(desk: &Desk<'_>, holder: &PartyId, lines: &[Seen]) -> Vec<Inconsistency> {
    let overdue = lines.iter().filter(|seen| !texts(&seen.value).is_empty());
    let open = overdue.filter(|_| !desk.has(&Kind::OVERDUE_EXPLANATION, Some(holder)));
    let absent = || desk.absent(Kind::OVERDUE_EXPLANATION, holder.clone(), Field::OverdueLines);
    open.map(|seen| Inconsistency::new(Check::OverdueDiffers, &absent(), seen)).collect_vec()
}

/// What the borrowers' reports say is paid every month, without what was settled since, beside the figure of the case.
fn monthly(desk: &Desk<'_>) -> Option<Inconsistency> {
    let figure = Money::new(desk.file.figures.get(Figure::OtherDebt)?).ok()?;
    let borrows = |party: &&Party| [Role::Borrower, Role::CoBorrower].contains(&party.role);
    let borrowers = desk.file.parties.iter().filter(borrows).map(|party| &party.id).collect_vec();
    let reported =
        |holder: &PartyId| desk.papers.iter().any(|it| it.document == Kind::CREDIT_REPORT && it.holder == *holder);
    // Without everybody's report the sum says nothing.
    let borrowers = Some(borrowers).filter(|them| them.iter().all(|holder| reported(holder)))?;
    let on =
        |kind: Kind| desk.seen_where(Field::DebtMonthly, |it| it.document == kind && borrowers.contains(&&it.holder));
    let (open, settled) = (on(Kind::CREDIT_REPORT), on(Kind::SETTLEMENT_PROOF));
    let sum = |seen: &[Seen]| Money::sum(seen.iter().filter_map(Seen::amount)).ok();
    let (first, left) = (open.first()?, sum(&open)?.checked_sub(sum(&settled)?).ok()?);
    let case = Seen::in_case(Field::DebtMonthly, Value::Means(figure));
    (figure != left).then(|| Inconsistency::new(Check::DebtDiffers, &first.summed(Value::Means(left)), &case))
}

fn queries(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let rule = Seen::by_rule(Field::Queries, Value::Count(QUERIES_MAX));
    let many = desk.seen(Field::Queries).into_iter().filter(|seen| seen.count() > Some(QUERIES_MAX));
    many.map(|seen| Inconsistency::new(Check::ManyQueries, &rule, &seen)).collect_vec()
}

/// A certificate of balance above the loan that is to take the old one's place.
fn balance(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let of_loan = |loan: &Loan| -> Vec<Inconsistency> {
        let file = loan.file();
        let amount = file.terms.as_ref().map_or(file.application.amount, |terms| terms.amount);
        let field = if file.terms.is_some() { Field::Granted } else { Field::Asked };
        let case = Seen::in_case(field, Value::Amount(amount));
        let owed = desk.seen_where(Field::Outstanding, |paper| desk.is_of(paper, loan)).into_iter();
        let above = owed.filter(|seen| seen.is_on(&Kind::LOAN_BALANCE_PROOF) && seen.amount() > Some(amount));
        above.map(|seen| Inconsistency::new(Check::BalanceAboveLoan, &case, &seen)).collect_vec()
    };
    desk.file.live_loans().flat_map(of_loan).collect_vec()
}

/// What pays off the seller's mortgage, above the down payment that it is to be paid from.
fn redemption(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let goes_along = desk.file.facts.word(Fact::TransferMode).is_some_and(|mode| mode != "paid_off_first");
    let Some(down) = desk.seen(Field::DownPayment).into_iter().next().filter(|_| !goes_along) else {
        return Vec::new();
    };
    let above = desk.seen(Field::Redemption).into_iter().filter(|seen| seen.amount() > down.amount());
    above.map(|seen| Inconsistency::new(Check::RedemptionUncovered, &down, &seen)).collect_vec()
}

/// The texts of a list, or the one text.
fn texts(value: &Value) -> &[String] {
    match value {
        Value::Texts(texts) => texts,
        Value::Text(text) => std::slice::from_ref(text),
        _ => &[],
    }
}
