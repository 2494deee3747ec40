//! Who somebody is: checks 1, 2 and 14, and the days that are on file of a paper (3, 16).

use super::desk::{Desk, differing};
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::numbers;
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentKind};
use crate::fact::Fact;
use crate::identity::{ResidentId, Sex, Uscc};
use crate::party::{OtherId, Party, PartyId};
use crate::product::Role;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut found = desk.holders().into_iter().flat_map(|holder| of_holder(desk, holder)).collect_vec();
    found.extend(desk.seen(Field::IdNumber).iter().filter(|seen| is_wrong(seen, desk)).map(invalid));
    found.extend(numbers::ill_formed(desk));
    found.extend(numbers::of_nationality(desk));
    found.extend(numbers::firms(desk));
    for (index, paper) in desk.papers.iter().enumerate() {
        found.extend(day_on_file(desk, index, paper, Field::ValidUntil, |document| document.printed));
        found.extend(day_on_file(desk, index, paper, Field::Issued, |document| document.issued));
    }
    found
}

fn of_holder(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let party = desk.party(holder);
    let name = party.map(|party| Seen::in_case(Field::Name, Value::Name(party.name.clone())));
    let papers =
        desk.seen_where(Field::IdNumber, |paper| paper.holder == *holder && !numbers::has_own(&paper.document));
    let numbers = party.and_then(number).into_iter().chain(papers).collect_vec();
    let phone = party.and_then(|party| OtherId::new(party.phone.as_ref()?.reveal()).ok());
    let phone = phone.map(|phone| Seen::in_case(Field::Phone, Value::Number(phone)));
    let inside = |field, read: fn(&ResidentId) -> Value| {
        numbers.iter().find_map(|seen| Some(seen.saying(field, read(&resident(seen)?))))
    };
    let compared =
        |check, first: Option<Seen>, field| differing(check, first.into_iter().chain(desk.seen_of(holder, field)));
    [
        compared(Check::NameDiffers, name, Field::Name),
        compared(
            Check::BirthDateDiffers,
            inside(Field::BirthDate, |id| Value::Born(id.birth_date())),
            Field::BirthDate,
        ),
        compared(Check::SexDiffers, inside(Field::Sex, sex), Field::Sex),
        compared(Check::MaritalDiffers, marital(desk, party), Field::Marital),
        compared(Check::PhoneDiffers, phone, Field::Phone),
        compared(Check::SpouseDiffers, spouse(desk, party), Field::Spouse),
        compared(Check::NameDiffers, None, Field::ForeignName),
        compared(Check::FundAccountDiffers, None, Field::FundAccount),
        compared(Check::OldLoanDiffers, None, Field::OldLoanNumber),
        differing(Check::IdNumberDiffers, numbers.clone()),
        numbers::own(desk, holder),
    ]
    .concat()
}

/// The name of the borrower's husband or wife, as the case has it.
fn spouse(desk: &Desk<'_>, party: Option<&Party>) -> Option<Seen> {
    party.filter(|party| party.role == Role::Borrower)?;
    let spouse = desk.file.parties.iter().find(|party| party.role == Role::Spouse)?;
    Some(Seen::in_case(Field::Name, Value::Name(spouse.name.clone())))
}

/// The number that the case has of a party: of a resident, or of another paper.
fn number(party: &Party) -> Option<Seen> {
    let resident = party.id_number.as_ref().and_then(|number| OtherId::new(number.reveal()).ok());
    Some(Seen::in_case(Field::IdNumber, Value::Number(resident.or_else(|| party.other_id.clone())?)))
}

fn resident(seen: &Seen) -> Option<ResidentId> {
    ResidentId::parse(seen.value.characters()?).ok()
}

fn sex(id: &ResidentId) -> Value {
    let word = match id.sex() {
        Sex::Male => "male",
        Sex::Female => "female",
    };
    Value::Text(word.to_owned())
}

/// The fact is the borrower's.
fn marital(desk: &Desk<'_>, party: Option<&Party>) -> Option<Seen> {
    let word = desk.file.facts.word(Fact::Marital)?;
    party.filter(|party| party.role == Role::Borrower)?;
    Some(Seen::in_case(Field::Marital, Value::Text(word.to_owned())))
}

/// A number on an identity card, or as long as one, that is neither a resident's nor a firm's.
fn is_wrong(seen: &Seen, desk: &Desk<'_>) -> bool {
    let number = seen.value.characters().unwrap_or_default();
    let on_card = seen.is_on(&DocumentKind::ID_CARD);
    let right = ResidentId::parse_on(number, desk.context.today).is_ok() || Uscc::parse(number).is_ok();
    // Of a paper with a number of its own the form is asked for there.
    let own = seen.document().is_some_and(numbers::has_own);
    (on_card || number.chars().count() == 18) && !right && !own
}

fn invalid(seen: &Seen) -> Inconsistency {
    let rule = Seen::by_rule(Field::IdNumber, Value::Text("GB 11643".to_owned()));
    Inconsistency::new(Check::IdNumberInvalid, &rule, seen)
}

/// What is on file of such papers of this holder, where none of them bears the day that was read.
fn day_on_file(
    desk: &Desk<'_>,
    index: usize,
    paper: &Extract,
    field: Field,
    day: fn(&Document) -> Option<Date>,
) -> Option<Inconsistency> {
    let seen = desk.at(index, paper, field)?;
    let same = |it: &&Document| it.kind == paper.document && it.holder == paper.holder && !it.is_rejected();
    let days = desk.file.documents.iter().filter(same).filter_map(day).map(Value::Day).collect_vec();
    let last = days.last().filter(|_| !days.contains(&seen.value))?.clone();
    let check = if field == Field::Issued { Check::IssueDayDiffers } else { Check::ValidityDiffers };
    Some(Inconsistency::new(check, &Seen::in_case(field, last), &seen))
}
