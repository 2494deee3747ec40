//! The home, its contract and its permit: checks 8, 9 and 10, and of 13 what papers say.

use super::desk::{Desk, differing};
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::figure::Figure;
use crate::loan::Loan;
use crate::product::MilestoneKind;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let address = desk.file.property.as_ref().map(|home| Value::Address(home.address.clone()));
    let address = address.map(|address| Seen::in_case(Field::Address, address));
    let mut found = differing(Check::AddressDiffers, address.into_iter().chain(desk.seen(Field::Address)));
    for (check, field) in [
        (Check::RoomDiffers, Field::Room),
        (Check::AreaDiffers, Field::Area),
        (Check::UnitNumberDiffers, Field::UnitNumber),
        (Check::TitleNumberDiffers, Field::TitleNumber),
        (Check::PermitNumberDiffers, Field::PermitNumber),
        (Check::UseDiffers, Field::Use),
        (Check::LandTermDiffers, Field::LandUntil),
        (Check::ReleaseDiffers, Field::ReleaseCondition),
    ] {
        found.extend(differing(check, desk.seen(field)));
    }
    found.extend(differing(Check::ContractNumberDiffers, contract_numbers(desk)));
    found.extend(outside(desk));
    found.extend(differing(Check::BuildingYearDiffers, built(desk)));
    found.extend(land(desk));
    found
}

/// The number of the contract wherever it stands: a contract is filed under its own number.
fn contract_numbers(desk: &Desk<'_>) -> Vec<Seen> {
    let signed = desk.file.done(MilestoneKind::ContractSigned);
    let signed = signed.and_then(|mark| mark.reference.clone());
    let case = signed.map(|number| Seen::in_case(Field::ContractNumber, Value::Text(number)));
    let papers = [desk.seen(Field::ContractNumber), desk.seen(Field::FilingNumber)].concat();
    case.into_iter().chain(papers).collect_vec()
}

/// The first room that is read, where no permit has it.
fn outside(desk: &Desk<'_>) -> Option<Inconsistency> {
    let (permits, room) = (desk.seen(Field::PermitRooms), desk.seen(Field::Room).into_iter().next()?);
    let has = |permit: &Seen| match (&permit.value, &room.value) {
        (Value::Texts(rooms), Value::Text(room)) => rooms.contains(room),
        _ => false,
    };
    let first = permits.first().filter(|_| !permits.iter().any(has))?;
    Some(Inconsistency::new(Check::UnitOutsidePermit, first, &room))
}

/// The year of building, wherever it stands.
fn built(desk: &Desk<'_>) -> Vec<Seen> {
    let figure = desk.file.figures.get(Figure::BuildingYear).and_then(|year| u32::try_from(year).ok());
    let case = figure.map(|year| Seen::in_case(Field::BuildingYear, Value::Count(year)));
    case.into_iter().chain(desk.seen(Field::BuildingYear)).collect_vec()
}

/// A land term that ends before the last of the loans: on the day that a paper names, else counted from today.
fn land(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let counted = || {
        let months = desk.file.live_loans().map(|loan| i32::from(term_months(loan))).max()?;
        Some(Seen::in_case(Field::MaturesOn, Value::Day(desk.context.today.add_months(months).ok()?)))
    };
    let printed = desk.seen(Field::MaturesOn).into_iter().max_by_key(Seen::day);
    let Some(last) = printed.or_else(counted) else { return Vec::new() };
    let early = desk.seen(Field::LandUntil).into_iter().filter(|until| until.day() < last.day());
    early.map(|until| Inconsistency::new(Check::LandTermShort, &last, &until)).collect_vec()
}

fn term_months(loan: &Loan) -> u16 {
    let file = loan.file();
    file.terms.as_ref().map_or(file.application.term_months, |terms| terms.term_months)
}
