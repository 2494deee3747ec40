//! What papers say of the household and the purchase, beside what the case says: the facts.

use super::desk::Desk;
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind as Kind;
use crate::fact::{Fact, FactValue};
use crate::party::PartyId;
use crate::product::Role;

/// Fields that say what a fact says, in its words.
const SAME: [(Field, Fact); 15] = [
    (Field::Marital, Fact::Marital),
    (Field::Nationality, Fact::Nationality),
    (Field::LocalHousehold, Fact::LocalHousehold),
    (Field::HomeCount, Fact::HouseholdHomeCount),
    (Field::Employment, Fact::Employment),
    (Field::PropertyKind, Fact::Property),
    (Field::LoanKind, Fact::LoanKind),
    (Field::Talent, Fact::IsTalent),
    (Field::GreenBuilding, Fact::GreenBuilding),
    (Field::GreenStars, Fact::GreenBuildingStars),
    (Field::MinorOnTitle, Fact::MinorOnTitle),
    (Field::SignedByAgent, Fact::SignedByAgent),
    (Field::FundElsewhere, Fact::PfPaidElsewhere),
    (Field::SellerMarried, Fact::SellerMarried),
    (Field::Leased, Fact::SellerLeasedOut),
];

const UNMARRIED: &[&str] = &["single", "divorced", "widowed"];
const FOREIGN: &[&str] = &["foreign"];
const YES: &[&str] = &["yes"];

/// What a paper says by being there: the words of the fact that it leaves room for.
const IMPLIED: [(Kind, Field, &[&str]); 20] = [
    (Kind::MARRIAGE_CERT, Field::Marital, &["married"]),
    // Who was divorced or widowed may have married again.
    (Kind::DIVORCE_CERT, Field::Marital, &["divorced", "married"]),
    (Kind::SPOUSE_DEATH_CERT, Field::Marital, &["widowed", "married"]),
    (Kind::SINGLE_DECLARATION, Field::Marital, UNMARRIED),
    (Kind::SINGLE_CERTIFICATE, Field::Marital, UNMARRIED),
    (Kind::MILITARY_ID, Field::Nationality, &["military"]),
    (Kind::HK_MACAU_PERMIT, Field::Nationality, &["hong_kong", "macau"]),
    (Kind::TAIWAN_PERMIT, Field::Nationality, &["taiwan"]),
    (Kind::HMT_RESIDENCE_PERMIT, Field::Nationality, &["hong_kong", "macau", "taiwan"]),
    (Kind::FOREIGN_RESIDENCE_PERMIT, Field::Nationality, FOREIGN),
    (Kind::FOREIGN_PR_ID, Field::Nationality, FOREIGN),
    (Kind::PENSION_CERT, Field::Employment, &["retired"]),
    (Kind::TALENT_CERT, Field::Talent, YES),
    (Kind::GREEN_BUILDING_CERT, Field::GreenBuilding, YES),
    (Kind::GUARDIAN_NOTARIZATION, Field::MinorOnTitle, YES),
    (Kind::POA_NOTARIZED, Field::SignedByAgent, YES),
    (Kind::PF_CONTRIBUTION_PROOF, Field::FundElsewhere, YES),
    (Kind::OLD_LOAN_CONTRACT, Field::LoanKind, &["conversion"]),
    (Kind::SALES_CONTRACT_SECOND_HAND, Field::PropertyKind, &["second_hand", "titled_home"]),
    (Kind::INITIAL_TITLE, Field::PropertyKind, &["completed_new", "presale", "titled_home"]),
];

/// The fact that a field speaks of.
pub(crate) fn fact_of(field: Field) -> Option<Fact> {
    SAME.iter().find(|(own, _)| *own == field).map(|(_, fact)| *fact)
}

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let papers = desk.papers.iter().enumerate();
    papers.flat_map(|(index, paper)| [stated(desk, index, paper), implied(desk, index, paper)].concat()).collect_vec()
}

/// What stands on a paper. The marital status is compared paper by paper: see `person`.
fn stated(desk: &Desk<'_>, index: usize, paper: &Extract) -> Vec<Inconsistency> {
    let fields = SAME.iter().filter(|(field, _)| *field != Field::Marital && speaks_of_it(desk, &paper.holder, *field));
    let told = |(field, fact): &(Field, Fact)| {
        let (case, seen) = (in_case(desk, *field, *fact)?, desk.at(index, paper, *field)?);
        (case.value != seen.value).then(|| Inconsistency::new(Check::StatedOtherwise, &case, &seen))
    };
    fields.filter_map(told).collect_vec()
}

fn implied(desk: &Desk<'_>, index: usize, paper: &Extract) -> Vec<Inconsistency> {
    let rows = IMPLIED.iter().filter(|(kind, field, _)| {
        *kind == paper.document && speaks_of_it(desk, &paper.holder, *field) && !excused(desk, *field)
    });
    let told = |(_, field, words): &(Kind, Field, &[&str])| {
        let fact = fact_of(*field)?;
        let word = desk.file.facts.word(fact).filter(|word| !words.contains(word))?;
        let says = fact.value_of_word(words.first()?).ok()?;
        let paper = desk.whole(index, paper, *field, value(fact.show(says)?));
        let check = if fact == Fact::Marital { Check::MaritalDiffers } else { Check::StatedOtherwise };
        let case = Seen::in_case(*field, value(fact.show(fact.value_of_word(word).ok()?)?));
        Some(Inconsistency::new(check, &case, &paper))
    };
    rows.filter_map(told).collect_vec()
}

/// A guardian acts for an adult too.
fn excused(desk: &Desk<'_>, field: Field) -> bool {
    field == Field::MinorOnTitle && desk.file.facts.flag(Fact::IncapableAdultOnTitle) == Some(true)
}

/// Facts are the borrower's, or of the purchase; of the seller only what is called so.
fn speaks_of_it(desk: &Desk<'_>, holder: &PartyId, field: Field) -> bool {
    let of_seller = matches!(field, Field::SellerMarried | Field::Leased | Field::PropertyKind | Field::GreenBuilding);
    of_seller || desk.party(holder).is_none_or(|party| party.role == Role::Borrower)
}

fn in_case(desk: &Desk<'_>, field: Field, fact: Fact) -> Option<Seen> {
    let known = fact.show(desk.file.facts.get(fact)?)?;
    Some(Seen::in_case(field, value(known)))
}

fn value(known: FactValue) -> Value {
    match known {
        FactValue::Word(word) => Value::Text(word.to_owned()),
        FactValue::Number(number) => Value::Count(number.into()),
        FactValue::Flag(flag) => Value::Flag(flag),
    }
}
