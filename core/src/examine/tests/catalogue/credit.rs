//! Credit, and the bank's own forms.

use super::super::coverage::{beside, field, flag, one};
use super::Covered;
use super::persons::stated;
use super::*;

const FORM: (Kind, &str) = (Kind::LOAN_APPLICATION_FORM, "b1");

pub(super) fn rows() -> Vec<Covered> {
    [credit(), forms()].into_iter().flatten().collect()
}

fn texts(texts: &[&str]) -> Value {
    Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn credit() -> Vec<Covered> {
    use Field as F;
    let report = |of, value| (Kind::CREDIT_REPORT, "b1", vec![(of, value)]);
    let everybody = (Kind::CREDIT_REPORT, "c1", vec![(F::Signed, Value::Flag(true))]);
    let owes = |yuan| (Kind::CREDIT_REPORT, "b1", vec![(F::DebtMonthly, income(yuan))]);
    let lines = ["2024-05 信用卡 1期", "2024-06 信用卡 2期"];
    vec![
        (
            Kind::CREDIT_AUTHORIZATION,
            "signed BEFORE the query",
            vec![
                beside(
                    Check::QueriedBeforeAuthorised,
                    report(F::QueriedOn, on(3, 2)),
                    (Kind::CREDIT_AUTHORIZATION, "b1"),
                    F::AuthorisedOn,
                    on(3, 2),
                    on(3, 3),
                ),
                flag(Check::NotSigned, (Kind::CREDIT_AUTHORIZATION, "b1"), F::Signed, true),
            ],
        ),
        (
            Kind::CREDIT_AUTHORIZATION,
            "date order is audited",
            vec![one(Check::DayInFuture, (Kind::CREDIT_AUTHORIZATION, "b1"), F::AuthorisedOn, on(3, 20), on(3, 21))],
        ),
        (
            Kind::CREDIT_REPORT,
            "name, ID, existing loans (for DTI), overdue history, number of queries",
            vec![
                one(Check::NameDiffers, (Kind::CREDIT_REPORT, "b1"), F::Name, called("王小明"), called("王晓明")),
                one(
                    Check::IdNumberDiffers,
                    (Kind::CREDIT_REPORT, "b1"),
                    F::IdNumber,
                    number(BORROWER),
                    number("11010519491231002x"),
                ),
                beside(
                    Check::DebtDiffers,
                    everybody.clone(),
                    (Kind::CREDIT_REPORT, "b1"),
                    F::DebtMonthly,
                    income(3_000),
                    income(4_000),
                ),
                field(
                    Check::OverdueDiffers,
                    Vec::new(),
                    (Kind::CREDIT_REPORT, "b1"),
                    vec![(F::OverdueLines, texts(&[]))],
                    vec![(F::OverdueLines, texts(&lines))],
                ),
                one(Check::ManyQueries, (Kind::CREDIT_REPORT, "b1"), F::Queries, Value::Count(6), Value::Count(7)),
            ],
        ),
        (
            Kind::OVERDUE_EXPLANATION,
            "matches the report lines",
            [&["2024-05 信用卡 1期"][..], &["2024-05 信用卡 1期", "2024-06 信用卡 2期", "2024-07 房贷"]]
                .map(|bad| {
                    beside(
                        Check::OverdueDiffers,
                        report(F::OverdueLines, texts(&lines)),
                        (Kind::OVERDUE_EXPLANATION, "b1"),
                        F::OverdueLines,
                        texts(&lines),
                        texts(bad),
                    )
                })
                .into(),
        ),
        (
            Kind::SETTLEMENT_PROOF,
            "removes a debt from DTI",
            vec![
                field(
                    Check::DebtDiffers,
                    vec![everybody, owes(4_000)],
                    (Kind::SETTLEMENT_PROOF, "b1"),
                    vec![(F::DebtMonthly, income(1_000))],
                    vec![(F::DebtMonthly, income(900))],
                ),
                beside(
                    Check::SettlementUnknown,
                    report(F::Debts, texts(&["车贷", "信用卡"])),
                    (Kind::SETTLEMENT_PROOF, "b1"),
                    F::SettledDebt,
                    text("车贷"),
                    text("消费贷"),
                ),
                flag(Check::NotSettled, (Kind::SETTLEMENT_PROOF, "b1"), F::Settled, true),
            ],
        ),
    ]
}

/// Every field of the form that another paper or the case has too.
fn whole_form() -> Vec<Proof> {
    use Field as F;
    let mut proofs: Vec<Proof> = [
        (Check::NameDiffers, F::Name, called("王小明"), called("王晓明")),
        (Check::IdNumberDiffers, F::IdNumber, number(BORROWER), number("11010519491231002x")),
        (
            Check::BirthDateDiffers,
            F::BirthDate,
            Value::Born(Date::constant(1949, 12, 31)),
            Value::Born(Date::constant(1949, 12, 30)),
        ),
        (Check::SexDiffers, F::Sex, text("female"), text("male")),
        (Check::MaritalDiffers, F::Marital, text("married"), text("single")),
        (Check::SpouseDiffers, F::Spouse, called("李红"), called("李虹")),
        (Check::PriceDiffers, F::Price, yuan(1_500_000), yuan(1_400_000)),
        (Check::AppraisalDiffers, F::Appraisal, yuan(1_600_000), yuan(1_400_000)),
        (Check::AddressDiffers, F::Address, home(1), home(2)),
        (Check::ApplicationDiffers, F::Asked, yuan(900_000), yuan(910_000)),
        (Check::ApplicationDiffers, F::AskedMonths, Value::Count(360), Value::Count(300)),
        (Check::BuildingYearDiffers, F::BuildingYear, Value::Count(2010), Value::Count(2011)),
        (Check::BuyerUnknown, F::Buyers, names(&["王小明"]), names(&["王大明"])),
        (Check::AccountHolderDiffers, F::AccountHolder, called("王小明"), called("李红")),
    ]
    .into_iter()
    .map(|(check, of, good, bad)| one(check, FORM, of, good, bad))
    .collect();
    proofs.extend(
        [
            (Check::EmployerDiffers, Kind::INCOME_CERT, F::Employer, called("济南试验公司"), called("济南别家公司")),
            (Check::RoomDiffers, Kind::SALES_CONTRACT_NEW, F::Room, text("2栋301"), text("2栋302")),
            (Check::AreaDiffers, Kind::SALES_CONTRACT_NEW, F::Area, Value::Area(8_905), Value::Area(8_950)),
            (Check::UseDiffers, Kind::SALES_CONTRACT_NEW, F::Use, text("住宅"), text("商业")),
            (
                Check::ContractNumberDiffers,
                Kind::SALES_CONTRACT_NEW,
                F::ContractNumber,
                text("YS-0117"),
                text("YS-0171"),
            ),
            (Check::DownPaymentDiffers, Kind::SALES_CONTRACT_NEW, F::DownPayment, yuan(600_000), yuan(590_000)),
            (Check::FundAccountDiffers, Kind::PF_ACCOUNT_NO, F::FundAccount, number("0100234"), number("0100243")),
        ]
        .map(|(check, other, of, good, bad)| {
            beside(check, (other, "b1", vec![(of, good.clone())]), FORM, of, good, bad)
        }),
    );
    proofs.push(beside(
        Check::DeclaredDiffers,
        (Kind::INCOME_CERT, "b1", vec![(F::IncomeCertified, income(20_000))]),
        FORM,
        F::IncomeDeclared,
        income(20_000),
        income(21_000),
    ));
    let facts = [
        (F::Nationality, text("mainland"), Fact::Nationality, "mainland", "foreign"),
        (F::LocalHousehold, Value::Flag(false), Fact::LocalHousehold, "no", "yes"),
        (F::HomeCount, Value::Count(0), Fact::HouseholdHomeCount, "0", "1"),
        (F::Employment, text("salaried"), Fact::Employment, "salaried", "retired"),
        (F::PropertyKind, text("presale"), Fact::Property, "presale", "second_hand"),
        (F::LoanKind, text("commercial"), Fact::LoanKind, "commercial", "combined"),
    ];
    proofs.extend(facts.map(|(of, value, fact, good, bad)| stated(FORM.0, of, value, fact, good, bad)));
    proofs
}

fn forms() -> Vec<Covered> {
    use Field as F;
    let account = (Kind::REPAYMENT_ACCOUNT, "b1");
    vec![
        (Kind::LOAN_APPLICATION_FORM, "every field equals the evidence", whole_form()),
        (
            Kind::INTERVIEW_RECORD,
            "home loans need a face-to-face interview, not video",
            vec![flag(Check::NotInPerson, (Kind::INTERVIEW_RECORD, "b1"), F::InPerson, true)],
        ),
        (
            Kind::REPAYMENT_ACCOUNT,
            "account holder = borrower",
            vec![
                one(Check::AccountHolderDiffers, account.clone(), F::AccountHolder, called("王小明"), called("李红")),
                one(Check::AccountClassWrong, account.clone(), F::AccountClass, Value::Count(1), Value::Count(3)),
            ],
        ),
        (
            Kind::REPAYMENT_ACCOUNT,
            "Luhn",
            vec![one(Check::CardDoubtful, account, F::Card, card("6222021001116245702"), card("6222021001116245703"))],
        ),
    ]
}
