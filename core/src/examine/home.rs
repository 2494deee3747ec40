//! The home, its contract and its permit: checks 8, 9 and 10.

use super::check::Check;
use super::desk::{Desk, differing};
use super::field::{Field, Value};
use super::inconsistency::{Inconsistency, Seen};
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
    ] {
        found.extend(differing(check, desk.seen(field)));
    }
    found.extend(differing(Check::ContractNumberDiffers, contract_numbers(desk)));
    found.extend(outside(desk));
    found.extend(encumbered(desk));
    found
}

/// The number of the contract wherever it stands: a contract is filed under its own number.
fn contract_numbers(desk: &Desk<'_>) -> Vec<Seen> {
    let signed = desk.file.done(MilestoneKind::ContractSigned);
    let signed = signed.and_then(|mark| mark.reference.clone());
    let case = signed.map(|number| Seen::in_case(Field::ContractNumber, Value::Text(number)));
    let papers = [desk.seen(Field::ContractNumber), desk.seen(Field::FilingNumber)].concat();
    case.into_iter().chain(papers).collect()
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

fn encumbered(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let rule = Seen::by_rule(Field::Encumbered, Value::Flag(false));
    let searches = desk.seen(Field::Encumbered).into_iter().filter(|seen| seen.value == Value::Flag(true));
    searches.map(|search| Inconsistency::new(Check::Encumbered, &rule, &search)).collect()
}
