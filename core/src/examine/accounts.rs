//! Whose account it is, and which: check 17.

use super::desk::{Desk, differing};
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::party::PartyId;

/// Accounts that money is paid into.
const RECEIVING: [DocumentKind; 2] = [DocumentKind::SELLER_ACCOUNT, DocumentKind::DEVELOPER_ACCOUNT];

/// Accounts of persons: a firm's number has no last digit to check.
const PERSONAL: [DocumentKind; 2] = [DocumentKind::REPAYMENT_ACCOUNT, DocumentKind::SELLER_ACCOUNT];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut found = desk.holders().into_iter().flat_map(|holder| of_holder(desk, holder)).collect_vec();
    found.extend(classes(desk));
    found.extend(doubtful(desk));
    found.extend(receiving(desk));
    found.extend(differing(Check::CardDiffers, desk.seen(Field::RefundCard)));
    found
}

/// Accounts that a contract or an agreement names for the money, and that are none the case or the account's own paper
/// has.
fn receiving(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let case = desk.file.accounts.iter().map(|account| Seen::in_case(Field::Card, Value::Card(account.number.clone())));
    let papers = desk.seen_where(Field::Card, |paper| RECEIVING.contains(&paper.document));
    let known = case.chain(papers).collect_vec();
    let Some(first) = known.first() else { return Vec::new() };
    let others = desk.seen(Field::ReceivingCard).into_iter();
    let others = others.filter(|seen| !known.iter().any(|known| known.value == seen.value));
    others.map(|seen| Inconsistency::new(Check::CardDiffers, first, &seen)).collect_vec()
}

fn of_holder(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let name = desk.party(holder).map(|party| Seen::in_case(Field::Name, Value::Name(party.name.clone())));
    let accounts = desk.seen_of(holder, Field::AccountHolder);
    let mut found = differing(Check::AccountHolderDiffers, name.into_iter().chain(accounts));
    found.extend(numbers(desk, holder));
    found
}

/// Numbers of receiving accounts that are none of those the case designates of this holder.
fn numbers(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let receiving = |paper: &Extract| paper.holder == *holder && RECEIVING.contains(&paper.document);
    let own = desk.file.accounts.iter().filter(|account| account.holder == *holder);
    let own = own.map(|account| Value::Card(account.number.clone())).collect_vec();
    let papers = desk.seen_where(Field::Card, receiving).into_iter().filter(|seen| !own.contains(&seen.value));
    let case = own.last().map(|number| Seen::in_case(Field::Card, number.clone()));
    differing(Check::CardDiffers, case.into_iter().chain(papers))
}

fn classes(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let first = Seen::by_rule(Field::AccountClass, Value::Count(1));
    let others = desk.seen_on(&DocumentKind::REPAYMENT_ACCOUNT, Field::AccountClass).into_iter();
    let others = others.filter(|seen| seen.value != first.value);
    others.map(|seen| Inconsistency::new(Check::AccountClassWrong, &first, &seen)).collect_vec()
}

fn doubtful(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let rule = Seen::by_rule(Field::Card, Value::Text("ISO/IEC 7812".to_owned()));
    let cards = desk.seen_where(Field::Card, |paper| PERSONAL.contains(&paper.document)).into_iter();
    let wrong = cards.filter(|seen| matches!(&seen.value, Value::Card(card) if !card.luhn_ok()));
    wrong.map(|seen| Inconsistency::new(Check::CardDoubtful, &rule, &seen)).collect_vec()
}
