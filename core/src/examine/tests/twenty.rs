//! The twenty checks of HANDBOOK 3.5, each proven by an example that fires and one that does not.

use super::coverage::{Proof, beside, borrowing, field, instalment, one};
use super::*;
use crate::product::LimitKind;

const CONTRACT: (Kind, &str) = (Kind::SALES_CONTRACT_NEW, "b1");

/// Every row: its number, the check in words, and how it is proven.
pub(super) fn rows() -> Vec<(u8, &'static str, Vec<Proof>)> {
    use Field as F;
    let contract = |fields: Vec<(F, Value)>| (Kind::SALES_CONTRACT_NEW, "b1", fields);
    let receipt = |kind, yuan_, day| (kind, "b1", vec![(F::Paid, yuan(yuan_)), (F::PaidOn, on(3, day))]);
    let (slip, paid) = (Kind::DOWN_PAYMENT_TRANSFER_SLIP, Kind::DOWN_PAYMENT_RECEIPT);
    let owns = |yes: bool| names(if yes { &["王小明", DOTTED] } else { &["王小明"] });
    let name_on = |kind: Kind| one(Check::NameDiffers, (kind, "b1"), F::Name, called("王小明"), called("王晓明"));
    let rate = |millionths| Value::Rate(Rate::new(millionths).unwrap());
    let granted = |kind: Kind| {
        [
            (Check::AmountDiffers, F::Granted, yuan(900_000), yuan(890_000)),
            (Check::TermDiffers, F::GrantedMonths, Value::Count(360), Value::Count(300)),
            (Check::RateDiffers, F::GrantedRate, rate(31_000), rate(31_001)),
            (Check::AddressDiffers, F::Address, home(1), home(2)),
        ]
        .map(|(check, of, good, bad)| {
            beside(check, (Kind::LOAN_CONTRACT, "b1", vec![(of, good.clone())]), (kind.clone(), "b1"), of, good, bad)
        })
    };
    let unit_of = |kind: Kind, field_, check, good: Value, bad: Value| {
        beside(check, contract(vec![(field_, good.clone())]), (kind, "developer"), field_, good, bad)
    };
    vec![
        (
            1,
            "name identical, character by character",
            [
                Kind::ID_CARD,
                Kind::SALES_CONTRACT_NEW,
                Kind::HOUSEHOLD_REGISTER,
                Kind::MARRIAGE_CERT,
                Kind::DOWN_PAYMENT_RECEIPT,
                Kind::DOWN_PAYMENT_INVOICE,
                Kind::REPAYMENT_ACCOUNT,
                Kind::TITLE_CERTIFICATE,
            ]
            .map(name_on)
            .into(),
        ),
        (
            2,
            "ID number identical and valid; birth date and sex digit agree",
            vec![
                one(Check::IdNumberDiffers, CONTRACT, F::IdNumber, number(BORROWER), number("11010519491231002x")),
                one(Check::IdNumberInvalid, CONTRACT, F::IdNumber, number(BORROWER), number("110105194912310021")),
                one(
                    Check::BirthDateDiffers,
                    (Kind::HOUSEHOLD_REGISTER, "b1"),
                    F::BirthDate,
                    Value::Born(Date::constant(1949, 12, 31)),
                    Value::Born(Date::constant(1949, 12, 30)),
                ),
                one(Check::SexDiffers, (Kind::HOUSEHOLD_REGISTER, "b1"), F::Sex, text("female"), text("male")),
            ],
        ),
        (
            3,
            "ID in date today; at signing and registration: `forecast`",
            vec![one(Check::Expired, (Kind::ID_CARD, "b1"), F::ValidUntil, on(3, 20), on(3, 19))],
        ),
        (
            4,
            "buyers = future owners = mortgagors; spouses added",
            vec![
                beside(
                    Check::OwnersDiffer,
                    contract(vec![(F::Buyers, owns(true))]),
                    (Kind::REGISTRATION_APPLICATION, "b1"),
                    F::Owners,
                    owns(true),
                    owns(false),
                ),
                one(
                    Check::SpouseNotAdded,
                    (Kind::MORTGAGE_CONTRACT, "b1"),
                    F::Mortgagors,
                    names(&["王小明", "李红"]),
                    names(&["王小明"]),
                ),
                one(Check::BuyerUnknown, CONTRACT, F::Buyers, owns(true), names(&["王小明", "孙七"])),
            ],
        ),
        (
            5,
            "price = down payment + loans + other stated sums",
            vec![field(
                Check::PriceNotCovered,
                Vec::new(),
                CONTRACT,
                vec![(F::Price, yuan(1_500_000)), (F::DownPayment, yuan(600_000)), (F::Loan, yuan(900_000))],
                vec![(F::Price, yuan(1_500_000)), (F::DownPayment, yuan(600_000)), (F::Loan, yuan(800_000))],
            )],
        ),
        (
            6,
            "receipts = down payment; a slip each of the same amount and day; paid by a borrower",
            vec![
                beside(
                    Check::ReceiptsDoNotAddUp,
                    contract(vec![(F::DownPayment, yuan(600_000))]),
                    (paid.clone(), "b1"),
                    F::Paid,
                    yuan(600_000),
                    yuan(500_000),
                ),
                field(
                    Check::ReceiptWithoutSlip,
                    vec![receipt(slip, 600_000, 5)],
                    (paid.clone(), "b1"),
                    vec![(F::Paid, yuan(600_000)), (F::PaidOn, on(3, 5))],
                    vec![(F::Paid, yuan(600_000)), (F::PaidOn, on(3, 6))],
                ),
                one(Check::PayerUnknown, (paid, "b1"), F::Payer, called("王小明"), called("孙七")),
            ],
        ),
        (
            7,
            "loan ≤ LTV × min(price, appraisal): a finding; the figures are those of the papers",
            vec![
                Proof::Limit(LimitKind::MaxLtv, borrowing(900_000, 120), borrowing(1_490_000, 120)),
                one(Check::PriceDiffers, CONTRACT, F::Price, yuan(1_500_000), yuan(1_500_001)),
                one(
                    Check::AppraisalDiffers,
                    (Kind::APPRAISAL_REPORT, "b1"),
                    F::Appraisal,
                    yuan(1_600_000),
                    yuan(1_400_000),
                ),
            ],
        ),
        (
            8,
            "unit address, building and room, area, unit number",
            vec![
                unit_of(Kind::PRESALE_PERMIT, F::Address, Check::AddressDiffers, home(1), home(2)),
                unit_of(Kind::APPRAISAL_REPORT, F::Room, Check::RoomDiffers, text("2栋301"), text("2栋302")),
                unit_of(Kind::TITLE_CERTIFICATE, F::Area, Check::AreaDiffers, Value::Area(8_905), Value::Area(8_950)),
                unit_of(
                    Kind::REGISTRATION_APPLICATION,
                    F::UnitNumber,
                    Check::UnitNumberDiffers,
                    unit("340121261006GB00014F00220045"),
                    unit("340121261006GB00014F00220046"),
                ),
            ],
        ),
        (
            9,
            "contract number = filing number",
            vec![beside(
                Check::ContractNumberDiffers,
                contract(vec![(F::ContractNumber, text("YS-0117"))]),
                (Kind::CONTRACT_FILING_PROOF, "b1"),
                F::FilingNumber,
                text("YS-0117"),
                text("YS-0171"),
            )],
        ),
        (
            10,
            "unit inside the presale permit and free of other mortgages",
            vec![
                beside(
                    Check::UnitOutsidePermit,
                    contract(vec![(F::Room, text("2栋301"))]),
                    (Kind::PRESALE_PERMIT, "developer"),
                    F::PermitRooms,
                    Value::Texts(vec!["2栋301".into()]),
                    Value::Texts(vec!["3栋301".into()]),
                ),
                one(
                    Check::Encumbered,
                    (Kind::TITLE_SEARCH, "developer"),
                    F::Encumbered,
                    Value::Flag(false),
                    Value::Flag(true),
                ),
            ],
        ),
        (
            11,
            "employer = payer = tax record",
            [Kind::BANK_STATEMENT, Kind::TAX_CERT]
                .map(|kind| {
                    let certificate = (Kind::INCOME_CERT, "b1", vec![(F::Employer, called("济南试验公司"))]);
                    let (good, bad) = (called("济南试验公司"), called("济南别家公司"));
                    beside(Check::EmployerDiffers, certificate, (kind, "b1"), F::Employer, good, bad)
                })
                .into(),
        ),
        (
            12,
            "certified ≤ supported; ≥ 2 × instalment; DTI: a finding",
            vec![
                beside(
                    Check::IncomeUnsupported,
                    (Kind::INCOME_CERT, "b1", vec![(F::IncomeCertified, income(20_000))]),
                    (Kind::TAX_CERT, "b1"),
                    F::IncomeSupported,
                    income(20_000),
                    income(19_999),
                ),
                beside(
                    Check::IncomeTooLow,
                    (Kind::INCOME_CERT, "c1", vec![(F::IncomeCertified, income(1_000))]),
                    (Kind::INCOME_CERT, "b1"),
                    F::IncomeCertified,
                    income(9_000),
                    income(8_999),
                ),
                Proof::Limit(LimitKind::HousingDebtToIncome, instalment(10_000), instalment(29_000)),
            ],
        ),
        (
            13,
            "age + term, building age + term: findings; land term",
            vec![
                Proof::Limit(LimitKind::AgePlusTerm, borrowing(900_000, 120), borrowing(900_000, 360)),
                one(
                    Check::LandTermShort,
                    (Kind::TITLE_CERTIFICATE, "v1"),
                    F::LandUntil,
                    Value::Day(Date::constant(2056, 3, 20)),
                    Value::Day(Date::constant(2056, 3, 19)),
                ),
                one(
                    Check::BuildingYearDiffers,
                    (Kind::TITLE_CERTIFICATE, "v1"),
                    F::BuildingYear,
                    Value::Count(2010),
                    Value::Count(2001),
                ),
            ],
        ),
        (
            14,
            "marital status on register = declared = proof",
            [Kind::HOUSEHOLD_REGISTER, Kind::LOAN_APPLICATION_FORM]
                .map(|kind| one(Check::MaritalDiffers, (kind, "b1"), F::Marital, text("married"), text("single")))
                .into(),
        ),
        (
            15,
            "authorised on or before the day of the query",
            vec![beside(
                Check::QueriedBeforeAuthorised,
                (Kind::CREDIT_AUTHORIZATION, "b1", vec![(F::AuthorisedOn, on(3, 2))]),
                (Kind::CREDIT_REPORT, "b1"),
                F::QueriedOn,
                on(3, 2),
                on(3, 1),
            )],
        ),
        (
            16,
            "fresh on the day it will be used: `forecast`; here, past its day",
            vec![one(Check::Expired, (Kind::INCOME_CERT, "b1"), F::ValidUntil, on(5, 1), on(3, 1))],
        ),
        (
            17,
            "account holder; class I; Luhn",
            vec![
                one(
                    Check::AccountHolderDiffers,
                    (Kind::SELLER_ACCOUNT, "v1"),
                    F::AccountHolder,
                    called("赵大年"),
                    called("钱二"),
                ),
                one(
                    Check::AccountClassWrong,
                    (Kind::REPAYMENT_ACCOUNT, "b1"),
                    F::AccountClass,
                    Value::Count(1),
                    Value::Count(2),
                ),
                one(
                    Check::CardDoubtful,
                    (Kind::REPAYMENT_ACCOUNT, "b1"),
                    F::Card,
                    card("6222021001116245702"),
                    card("6222021001116245703"),
                ),
            ],
        ),
        (
            18,
            "seller = title holders; all co-owners consent; no lease, or a waiver",
            vec![
                one(
                    Check::SellersDiffer,
                    (Kind::TITLE_CERTIFICATE, "v1"),
                    F::TitleHolders,
                    names(&["赵大年"]),
                    names(&["钱二"]),
                ),
                beside(
                    Check::CoOwnerSilent,
                    (Kind::TITLE_CERTIFICATE, "v1", vec![(F::TitleHolders, names(&["赵大年", "钱二"]))]),
                    (Kind::CO_OWNER_CONSENT, "v1"),
                    F::Consenting,
                    names(&["赵大年", "钱二"]),
                    names(&["赵大年"]),
                ),
                beside(
                    Check::TenantNotWaived,
                    (Kind::TITLE_SEARCH, "v1", vec![(F::Leased, Value::Flag(true))]),
                    (Kind::LEASE_WAIVER, "v1"),
                    F::TenantWaives,
                    Value::Flag(true),
                    Value::Flag(false),
                ),
            ],
        ),
        (
            19,
            "approval = loan contract = mortgage contract = registration form: amount, term, rate, unit; names: 1 and 4",
            [Kind::MORTGAGE_CONTRACT, Kind::REGISTRATION_APPLICATION, Kind::MORTGAGE_CERT]
                .into_iter()
                .flat_map(granted)
                .collect(),
        ),
        (
            20,
            "money received = loan, on the escrow account of the project",
            vec![
                beside(
                    Check::MoneyDiffers,
                    (Kind::LOAN_CONTRACT, "b1", vec![(F::Granted, yuan(900_000))]),
                    (Kind::LOAN_RECEIPT_IOU, "b1"),
                    F::Credited,
                    yuan(900_000),
                    yuan(899_999),
                ),
                beside(
                    Check::CreditedElsewhere,
                    (Kind::DEVELOPER_ACCOUNT, "developer", vec![(F::Card, card("6222021001116245710"))]),
                    (Kind::LOAN_RECEIPT_IOU, "b1"),
                    F::CreditedCard,
                    card("6222021001116245710"),
                    card("6222021001116245702"),
                ),
            ],
        ),
    ]
}

#[test]
fn each_of_the_twenty_is_proven() {
    let rows = rows();
    assert_eq!(rows.iter().map(|(number, ..)| *number).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    for (number, what, proofs) in rows {
        assert!(!proofs.is_empty());
        proofs.iter().for_each(|proof| proof.holds(&format!("{number}, {what}")));
    }
}
