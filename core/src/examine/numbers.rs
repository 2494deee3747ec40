//! Numbers that a paper has of its own, beside or instead of the resident's (HANDBOOK 6.5), and a firm's credit code.

use super::desk::{Desk, differing};
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind as Kind;
use crate::fact::Fact;
use crate::identity::{ForeignerCard, IdKind, Passport, Permit, PermitKind, ResidentId, Uscc};
use crate::party::{OtherId, PartyId};
use crate::product::Role;

/// A paper, how its number is written, and whether a text is one.
type Form = (Kind, &'static str, fn(&str) -> bool);

/// Papers with a number of their own.
const OWN: [Form; 6] = [
    (Kind::HK_MACAU_PERMIT, "H/M + 8, 10", |text| permit(text).is_some_and(|kind| kind != PermitKind::Taiwan)),
    (Kind::TAIWAN_PERMIT, "8, 10", |text| permit(text) == Some(PermitKind::Taiwan)),
    (Kind::HMT_RESIDENCE_PERMIT, "81/82/83, GB 11643", is_residence_permit),
    (Kind::FOREIGN_PR_ID, "AAA + 12; 9, GB 11643", |text| ForeignerCard::parse(text).is_ok()),
    (Kind::PASSPORT, "A-Z, 0-9: 5-20", |text| Passport::parse(text).is_ok()),
    (Kind::MILITARY_ID, "", |_| true),
];

fn permit(text: &str) -> Option<PermitKind> {
    Permit::parse(text).ok().map(|permit| permit.kind())
}

fn is_residence_permit(text: &str) -> bool {
    let kind = ResidentId::parse(text).ok().map(|id| id.kind());
    kind.is_some_and(|kind| matches!(kind, IdKind::HongKongPermit | IdKind::MacaoPermit | IdKind::TaiwanPermit))
}

/// Whether the number on such a paper is not the resident's.
pub(super) fn has_own(document: &Kind) -> bool {
    OWN.iter().any(|(kind, ..)| kind == document)
}

/// Numbers of such papers in another form than theirs, and credit codes that are none.
pub(super) fn ill_formed(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let of_kind = |(kind, form, fits): &Form| {
        not_fitting(Check::IdNumberInvalid, form, desk.seen_on(kind, Field::IdNumber), *fits)
    };
    let codes = [desk.seen(Field::FirmCode), desk.seen(Field::SellerCode)].concat();
    let mut found = OWN.iter().flat_map(of_kind).collect_vec();
    found.extend(not_fitting(Check::FirmCodeInvalid, "GB 32100", codes, |text| Uscc::parse(text).is_ok()));
    found
}

fn not_fitting(check: Check, form: &str, seen: Vec<Seen>, fits: fn(&str) -> bool) -> Vec<Inconsistency> {
    let wrong = seen.into_iter().filter(|seen| !seen.value.characters().is_some_and(fits));
    wrong
        .map(|seen| Inconsistency::new(check, &Seen::by_rule(seen.field, Value::Text(form.to_owned())), &seen))
        .collect_vec()
}

/// The number of such a paper beside others of its kind, and beside the other number that the case has of the holder,
/// where that is of this form.
pub(super) fn own(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let known = desk.party(holder).and_then(|party| party.other_id.clone());
    let of_kind = |(kind, _, fits): &Form| {
        let case = known.clone().filter(|number| fits(number.reveal())).map(Value::Number);
        let case = case.map(|number| Seen::in_case(Field::IdNumber, number));
        let of = |paper: &Extract| paper.holder == *holder && paper.document == *kind;
        let all = case.into_iter().chain(desk.seen_where(Field::IdNumber, of));
        differing(Check::IdNumberDiffers, all.map(|seen| lifelong(&seen).unwrap_or(seen)))
    };
    OWN.iter().flat_map(of_kind).collect_vec()
}

/// Of a permit what its holder keeps for life: the count of renewals behind it differs from one to the next.
fn lifelong(seen: &Seen) -> Option<Seen> {
    let permit = Permit::parse(seen.value.characters()?).ok()?;
    Some(seen.with(Value::Number(OtherId::new(permit.lifelong()).ok()?)))
}

/// Who is said to be of Hong Kong, Macau or Taiwan and has a number in the case that is none of theirs.
pub(super) fn of_nationality(desk: &Desk<'_>) -> Option<Inconsistency> {
    let forms = match desk.file.facts.word(Fact::Nationality)? {
        "hong_kong" | "macau" => [&OWN[0], &OWN[2]],
        "taiwan" => [&OWN[1], &OWN[2]],
        _ => return None,
    };
    let borrower = desk.file.parties.iter().find(|party| party.role == Role::Borrower)?;
    let number = borrower.other_id.clone()?;
    let fits = forms.iter().any(|(_, _, fits)| fits(number.reveal()));
    let form = forms.map(|(_, form, _)| *form).join("; ");
    let rule = Seen::by_rule(Field::IdNumber, Value::Text(form));
    (!fits).then(|| {
        Inconsistency::new(Check::IdNumberInvalid, &rule, &Seen::in_case(Field::IdNumber, Value::Number(number)))
    })
}

/// What papers say of a firm: its code, who represents it, and the holder's share.
pub(super) fn firms(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let of_holder = |holder: &PartyId| {
        let of = |check, field| differing(check, desk.seen_of(holder, field));
        [
            of(Check::FirmCodeDiffers, Field::FirmCode),
            of(Check::ShareDiffers, Field::Share),
            of(Check::RepresentativeDiffers, Field::Representative),
        ]
        .concat()
    };
    let mut found = desk.holders().into_iter().flat_map(of_holder).collect_vec();
    found.extend(differing(Check::FirmCodeDiffers, sellers(desk)));
    found
}

/// The code of the firm that sells: on its licence, and on the invoices.
fn sellers(desk: &Desk<'_>) -> Vec<Seen> {
    let licence = desk.seen_on(&Kind::DEVELOPER_LICENSE, Field::FirmCode).into_iter().next();
    licence.into_iter().chain(desk.seen(Field::SellerCode)).collect_vec()
}
