//! Identity and family.

use super::super::coverage::{beside, companion, field, implied, one};
use super::Covered;
use super::*;

/// The number on a paper of its own form.
fn formed(kind: Kind, good: &str, bad: &str) -> Proof {
    one(Check::IdNumberInvalid, (kind, "g1"), Field::IdNumber, number(good), number(bad))
}

pub(super) fn rows() -> Vec<Covered> {
    [identity(), family_papers()].into_iter().flatten().collect()
}

fn identity() -> Vec<Covered> {
    use Field as F;
    let named = |kind: Kind| one(Check::NameDiffers, (kind, "b1"), F::Name, called("王小明"), called("王晓明"));
    let numbered = |kind: Kind| {
        one(Check::IdNumberDiffers, (kind, "b1"), F::IdNumber, number(BORROWER), number("11010519491231002x"))
    };
    let born = |day| Value::Born(Date::constant(1949, 12, day));
    let card = (Kind::ID_CARD, "b1");
    let since = |year| Value::Day(Date::constant(year, 4, 1));
    let signed = |kind: Kind, day| (kind, "b1", vec![(F::SignedBy, called("周代办")), (F::SignedOn, on(3, day))]);
    let power = |words: &[&str]| Value::Texts(words.iter().map(|word| (*word).to_owned()).collect());
    vec![
        (
            Kind::ID_CARD,
            "name, number (checksum), birth date, sex digit",
            vec![
                named(Kind::ID_CARD),
                one(Check::IdNumberInvalid, card.clone(), F::IdNumber, number(BORROWER), number("110105194912310021")),
                one(Check::BirthDateDiffers, card.clone(), F::BirthDate, born(31), born(30)),
                one(Check::SexDiffers, card, F::Sex, text("female"), text("male")),
            ],
        ),
        (
            Kind::ID_CARD,
            "equals contract, household register, marriage certificate, account name, invoice",
            vec![
                named(Kind::SALES_CONTRACT_NEW),
                numbered(Kind::SALES_CONTRACT_NEW),
                numbered(Kind::HOUSEHOLD_REGISTER),
                numbered(Kind::MARRIAGE_CERT),
                named(Kind::PURCHASE_INVOICE),
                one(
                    Check::AccountHolderDiffers,
                    (Kind::REPAYMENT_ACCOUNT, "b1"),
                    F::AccountHolder,
                    called("王小明"),
                    called("王晓明"),
                ),
            ],
        ),
        (
            Kind::TEMP_ID_CARD,
            "blocks disbursement until replaced",
            vec![companion(Check::TemporaryCard, (Kind::TEMP_ID_CARD, "b1"), (Kind::ID_CARD, "b1"))],
        ),
        (
            Kind::HOUSEHOLD_REGISTER,
            "marital status agrees with the marriage document",
            vec![one(
                Check::MaritalDiffers,
                (Kind::HOUSEHOLD_REGISTER, "b1"),
                F::Marital,
                text("married"),
                text("single"),
            )],
        ),
        (
            Kind::HOUSEHOLD_REGISTER,
            "kinship",
            vec![one(
                Check::SpouseDiffers,
                (Kind::HOUSEHOLD_REGISTER, "b1"),
                F::Spouse,
                called("李红"),
                called("李虹"),
            )],
        ),
        (
            Kind::HOUSEHOLD_REGISTER,
            "local or non-local",
            vec![stated(
                Kind::HOUSEHOLD_REGISTER,
                F::LocalHousehold,
                Value::Flag(true),
                Fact::LocalHousehold,
                "yes",
                "no",
            )],
        ),
        (
            Kind::MILITARY_ID,
            "used with or instead of the ID card",
            vec![
                named(Kind::MILITARY_ID),
                implied(Check::StatedOtherwise, (Kind::MILITARY_ID, "b1"), Fact::Nationality, "military", "mainland"),
            ],
        ),
        (
            Kind::HK_MACAU_PERMIT,
            "number form §6.5",
            vec![
                formed(Kind::HK_MACAU_PERMIT, "H12345678", "12345678"),
                implied(Check::StatedOtherwise, (Kind::HK_MACAU_PERMIT, "b1"), Fact::Nationality, "macau", "taiwan"),
            ],
        ),
        (
            Kind::HK_MACAU_PERMIT,
            "the HK/Macau identity card is asked for as well by some lenders",
            vec![Proof::Nothing("a lender's own list asks for it")],
        ),
        (
            Kind::TAIWAN_PERMIT,
            "household transcript proves marital status",
            vec![
                one(
                    Check::MaritalDiffers,
                    (Kind::HOUSEHOLD_REGISTER, "b1"),
                    F::Marital,
                    text("married"),
                    text("single"),
                ),
                formed(Kind::TAIWAN_PERMIT, "12345678", "H12345678"),
            ],
        ),
        (
            Kind::HMT_RESIDENCE_PERMIT,
            "18-digit number beginning 81/82/83",
            vec![formed(Kind::HMT_RESIDENCE_PERMIT, "810000199408230021", BORROWER)],
        ),
        (
            Kind::PASSPORT,
            "Chinese name as notarised is the name on every later paper",
            vec![
                named(Kind::NAME_NOTARIZATION),
                beside(
                    Check::NameDiffers,
                    (Kind::PASSPORT, "b1", vec![(F::ForeignName, called("WANG XIAOMING"))]),
                    (Kind::NAME_NOTARIZATION, "b1"),
                    F::ForeignName,
                    called("WANG XIAOMING"),
                    called("WANG XIAO MING"),
                ),
                formed(Kind::PASSPORT, "E12345678", "E1"),
            ],
        ),
        (
            Kind::FOREIGN_RESIDENCE_PERMIT,
            "one year's work or study on the mainland",
            vec![one(
                Check::StayTooShort,
                (Kind::FOREIGN_RESIDENCE_PERMIT, "b1"),
                F::StaySince,
                since(2024),
                since(2025),
            )],
        ),
        (
            Kind::FOREIGN_RESIDENCE_PERMIT,
            "Beijing asks for a work visa or permanent residence",
            vec![Proof::Nothing("a city's own list asks for it")],
        ),
        (
            Kind::FOREIGN_PR_ID,
            "15- or 18-character number",
            vec![formed(Kind::FOREIGN_PR_ID, "DEU110077010107", "DEU11007701010")],
        ),
        (
            Kind::NAME_NOTARIZATION,
            "name on contract, loan, title",
            vec![
                named(Kind::LOAN_CONTRACT),
                one(
                    Check::BuyerUnknown,
                    (Kind::TITLE_CERTIFICATE, "b1"),
                    F::Owners,
                    names(&["王小明"]),
                    names(&["WANG XIAOMING"]),
                ),
            ],
        ),
        (
            Kind::POA_NOTARIZED,
            "powers and term cover this act",
            vec![
                beside(
                    Check::PowersMissing,
                    signed(Kind::MORTGAGE_CONTRACT, 5),
                    (Kind::POA_NOTARIZED, "b1"),
                    F::Powers,
                    power(&["borrow", "mortgage"]),
                    power(&["borrow"]),
                ),
                beside(
                    Check::PowerLapsed,
                    signed(Kind::MORTGAGE_CONTRACT, 5),
                    (Kind::POA_NOTARIZED, "b1"),
                    F::ValidUntil,
                    on(3, 5),
                    on(3, 4),
                ),
                beside(
                    Check::PowerLapsed,
                    signed(Kind::LOAN_CONTRACT, 5),
                    (Kind::POA_NOTARIZED, "b1"),
                    F::Issued,
                    on(3, 5),
                    on(3, 6),
                ),
                beside(
                    Check::StrangerNamed,
                    signed(Kind::LOAN_CONTRACT, 5),
                    (Kind::POA_NOTARIZED, "b1"),
                    F::Agent,
                    called("周代办"),
                    called("周代"),
                ),
            ],
        ),
        (
            Kind::POA_NOTARIZED,
            "agent's ID attached",
            vec![companion(Check::CompanionMissing, (Kind::POA_NOTARIZED, "b1"), (Kind::AGENT_ID, "a1"))],
        ),
        (
            Kind::POA_NOTARIZED,
            "a principal outside the mainland needs notarisation or authentication",
            vec![field(
                Check::NotAuthenticated,
                Vec::new(),
                (Kind::POA_NOTARIZED, "b1"),
                vec![(F::Abroad, Value::Flag(true)), (F::Authenticated, Value::Flag(true))],
                vec![(F::Abroad, Value::Flag(true))],
            )],
        ),
    ]
}

/// A field of a paper of the borrower that one word of a fact fits and another does not.
pub(super) fn stated(kind: Kind, of: Field, value: Value, fact: Fact, good: &str, bad: &str) -> Proof {
    let papers = vec![(kind, "b1", vec![(of, value)])];
    let scene = |word| (Box::new(coverage::where_it_is(fact, word)), papers.clone());
    Proof::Fires(Check::StatedOtherwise, scene(good), scene(bad))
}

fn family_papers() -> Vec<Covered> {
    use Field as F;
    let not_named =
        |kind: Kind, of, good: &[&str], bad: &[&str]| one(Check::NotNamed, (kind, "b1"), of, names(good), names(bad));
    vec![
        (
            Kind::MARRIAGE_CERT,
            "names and ID numbers agree with both ID cards",
            vec![
                one(Check::NameDiffers, (Kind::MARRIAGE_CERT, "s1"), F::Name, called("李红"), called("李虹")),
                beside(
                    Check::IdNumberDiffers,
                    (Kind::ID_CARD, "s1", vec![(F::IdNumber, number("11010519491231002X"))]),
                    (Kind::MARRIAGE_CERT, "s1"),
                    F::IdNumber,
                    number("11010519491231002X"),
                    number("11010519491231002x"),
                ),
                one(Check::SpouseDiffers, (Kind::MARRIAGE_CERT, "b1"), F::Spouse, called("李红"), called("李虹")),
                implied(Check::MaritalDiffers, (Kind::MARRIAGE_CERT, "b1"), Fact::Marital, "married", "single"),
            ],
        ),
        (
            Kind::DIVORCE_CERT,
            "with agreement or judgment",
            vec![companion(Check::CompanionMissing, (Kind::DIVORCE_CERT, "b1"), (Kind::DIVORCE_AGREEMENT, "b1"))],
        ),
        (
            Kind::DIVORCE_AGREEMENT,
            "who owns which home, who owes which debt",
            vec![
                stated(Kind::DIVORCE_AGREEMENT, F::HomeCount, Value::Count(1), Fact::HouseholdHomeCount, "1", "0"),
                beside(
                    Check::DebtDiffers,
                    (Kind::CREDIT_REPORT, "c1", vec![(F::Signed, Value::Flag(true))]),
                    (Kind::CREDIT_REPORT, "b1"),
                    F::DebtMonthly,
                    income(3_000),
                    income(4_000),
                ),
            ],
        ),
        (
            Kind::SINGLE_DECLARATION,
            "Suzhou PF asks it of women from 20 and men from 22",
            vec![
                Proof::Nothing("the age stands in the note of that centre's own row"),
                implied(Check::MaritalDiffers, (Kind::SINGLE_DECLARATION, "b1"), Fact::Marital, "single", "married"),
            ],
        ),
        (
            Kind::BIRTH_CERT,
            "child and parents named",
            vec![
                not_named(Kind::BIRTH_CERT, F::Children, &["王小宝"], &["王大宝"]),
                not_named(Kind::BIRTH_CERT, F::Parents, &["王小明", "李红"], &["王大明"]),
            ],
        ),
        (
            Kind::GUARDIAN_NOTARIZATION,
            "needed when a minor is on the title",
            vec![
                not_named(Kind::GUARDIAN_NOTARIZATION, F::Children, &["王小宝"], &["王大宝"]),
                implied(Check::StatedOtherwise, (Kind::GUARDIAN_NOTARIZATION, "b1"), Fact::MinorOnTitle, "yes", "no"),
            ],
        ),
        (
            Kind::KINSHIP_PROOF,
            "parents or children as co-applicants",
            vec![
                not_named(Kind::KINSHIP_PROOF, F::Relatives, &["王小明", DOTTED], &["王小明", "孙七"]),
                not_named(Kind::KINSHIP_PROOF, F::Relatives, &["王小明", DOTTED], &[DOTTED]),
            ],
        ),
    ]
}
