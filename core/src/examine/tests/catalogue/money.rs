//! Credit, the bank's own forms, the purchase and what is paid for it, loans and what secures them.

use super::super::coverage::{beside, field, flag, implied, one};
use super::Covered;
use super::persons::stated;
use super::*;
use crate::product::LimitKind;

const FORM: (Kind, &str) = (Kind::LOAN_APPLICATION_FORM, "b1");

pub(super) fn rows() -> Vec<Covered> {
    [credit(), forms(), purchase(), supervised(), loans()].into_iter().flatten().collect()
}

fn texts(texts: &[&str]) -> Value {
    Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn on_loan(of: Field, value: Value) -> Row {
    (Kind::LOAN_CONTRACT, "b1", vec![(of, value)])
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

fn purchase() -> Vec<Covered> {
    use Field as F;
    let contract = (Kind::SALES_CONTRACT_NEW, "b1");
    let with = |of, value| (Kind::SALES_CONTRACT_NEW, "b1", vec![(of, value)]);
    let unit_ = |good: bool| unit(if good { "340121261006GB00014F00220045" } else { "340121261006GB00014F00220046" });
    let parts = |loan| vec![(F::Price, yuan(1_500_000)), (F::DownPayment, yuan(600_000)), (F::Loan, yuan(loan))];
    let paid = |kind| (kind, "b1", vec![(F::Paid, yuan(600_000)), (F::PaidOn, on(3, 5))]);
    let slip = (Kind::DOWN_PAYMENT_TRANSFER_SLIP, "b1");
    let pays = |paper: (Kind, &'static str)| one(Check::PayerUnknown, paper, F::Payer, called(DOTTED), called("孙七"));
    vec![
        (
            Kind::SUBSCRIPTION_AGREEMENT,
            "Shenzhen PF accepts it before the contract for new off-plan homes",
            vec![
                Proof::Nothing("a centre's own list takes it; what it says is compared as on the contract"),
                one(Check::PriceDiffers, (Kind::SUBSCRIPTION_AGREEMENT, "b1"), F::Price, yuan(1_500_000), yuan(1)),
            ],
        ),
        (
            Kind::SALES_CONTRACT_NEW,
            "buyer names and IDs, unit, area, total price, down payment, loan amount, escrow account, contract number",
            vec![
                one(Check::BuyerUnknown, contract.clone(), F::Buyers, names(&["王小明"]), names(&["王晓明"])),
                one(
                    Check::IdNumberDiffers,
                    contract.clone(),
                    F::IdNumber,
                    number(BORROWER),
                    number("11010519491231002x"),
                ),
                beside(
                    Check::UnitNumberDiffers,
                    (Kind::TITLE_SEARCH, "developer", vec![(F::UnitNumber, unit_(true))]),
                    contract.clone(),
                    F::UnitNumber,
                    unit_(true),
                    unit_(false),
                ),
                beside(
                    Check::AreaDiffers,
                    (Kind::APPRAISAL_REPORT, "b1", vec![(F::Area, Value::Area(8_905))]),
                    contract.clone(),
                    F::Area,
                    Value::Area(8_905),
                    Value::Area(8_950),
                ),
                one(Check::PriceDiffers, contract.clone(), F::Price, yuan(1_500_000), yuan(1_400_000)),
                field(Check::PriceNotCovered, Vec::new(), contract.clone(), parts(900_000), parts(800_000)),
                beside(
                    Check::CardDiffers,
                    (Kind::DEVELOPER_ACCOUNT, "developer", vec![(F::Card, card("6222021001116245710"))]),
                    contract.clone(),
                    F::ReceivingCard,
                    card("6222021001116245710"),
                    card("6222021001116245702"),
                ),
                beside(
                    Check::ContractNumberDiffers,
                    (Kind::CONTRACT_FILING_PROOF, "b1", vec![(F::FilingNumber, text("YS-0117"))]),
                    contract,
                    F::ContractNumber,
                    text("YS-0117"),
                    text("YS-0171"),
                ),
            ],
        ),
        (
            Kind::CONTRACT_FILING_PROOF,
            "contract number = contract",
            vec![
                beside(
                    Check::ContractNumberDiffers,
                    with(F::ContractNumber, text("YS-0117")),
                    (Kind::CONTRACT_FILING_PROOF, "b1"),
                    F::FilingNumber,
                    text("YS-0117"),
                    text("YS-0171"),
                ),
                beside(
                    Check::FiledBeforeSigned,
                    with(F::SignedOn, on(3, 5)),
                    (Kind::CONTRACT_FILING_PROOF, "b1"),
                    F::FiledOn,
                    on(3, 6),
                    on(3, 4),
                ),
            ],
        ),
        (
            Kind::SALES_CONTRACT_SECOND_HAND,
            "price is the tax and loan base",
            vec![
                one(Check::PriceDiffers, (Kind::SALES_CONTRACT_SECOND_HAND, "b1"), F::Price, yuan(1_500_000), yuan(1)),
                second_hand(Check::TaxBaseDiffers, Kind::DEED_TAX_CERT, F::TaxBase, yuan(1_500_000), yuan(1_400_000)),
            ],
        ),
        (
            Kind::SALES_CONTRACT_SECOND_HAND,
            "decoration price is NOT part of it",
            vec![flag(
                Check::DecorationInPrice,
                (Kind::SALES_CONTRACT_SECOND_HAND, "b1"),
                F::DecorationIncluded,
                false,
            )],
        ),
        (
            Kind::DOWN_PAYMENT_RECEIPT,
            "payer is borrower or co-borrower",
            vec![pays((Kind::DOWN_PAYMENT_RECEIPT, "b1"))],
        ),
        (
            Kind::DOWN_PAYMENT_RECEIPT,
            "amount = price - loan",
            vec![field(
                Check::ReceiptsDoNotAddUp,
                vec![(Kind::SALES_CONTRACT_NEW, "b1", parts(900_000))],
                (Kind::DOWN_PAYMENT_RECEIPT, "b1"),
                vec![(F::Paid, yuan(600_000))],
                vec![(F::Paid, yuan(590_000))],
            )],
        ),
        (
            Kind::DOWN_PAYMENT_INVOICE,
            "buyer name, unit, tax code of developer",
            vec![
                one(
                    Check::NameDiffers,
                    (Kind::DOWN_PAYMENT_INVOICE, "b1"),
                    F::Name,
                    called("王小明"),
                    called("王晓明"),
                ),
                beside(
                    Check::RoomDiffers,
                    with(F::Room, text("2栋301")),
                    (Kind::DOWN_PAYMENT_INVOICE, "b1"),
                    F::Room,
                    text("2栋301"),
                    text("2栋302"),
                ),
                beside(
                    Check::FirmCodeDiffers,
                    (Kind::DEVELOPER_LICENSE, "developer", vec![(F::FirmCode, number("91350100M000100Y43"))]),
                    (Kind::DOWN_PAYMENT_INVOICE, "b1"),
                    F::SellerCode,
                    number("91350100M000100Y43"),
                    number("91350100M000100y43"),
                ),
            ],
        ),
        (
            Kind::DOWN_PAYMENT_TRANSFER_SLIP,
            "same amount and date as the receipt",
            [(590_000, 5), (600_000, 6)]
                .map(|(yuan_, day)| {
                    field(
                        Check::ReceiptWithoutSlip,
                        vec![paid(Kind::DOWN_PAYMENT_RECEIPT)],
                        slip.clone(),
                        vec![(F::Paid, yuan(600_000)), (F::PaidOn, on(3, 5))],
                        vec![(F::Paid, yuan(yuan_)), (F::PaidOn, on(3, day))],
                    )
                })
                .into(),
        ),
        (
            Kind::DOWN_PAYMENT_TRANSFER_SLIP,
            "from the borrower's own or a co-borrower's account",
            vec![pays(slip.clone())],
        ),
        (
            Kind::DOWN_PAYMENT_TRANSFER_SLIP,
            "source not a consumer loan",
            vec![flag(Check::DownPaymentBorrowed, slip, F::FromLoan, false)],
        ),
        (
            Kind::PURCHASE_ELIGIBILITY,
            "before the contract is signed online",
            vec![
                beside(
                    Check::EligibleTooLate,
                    with(F::SignedOn, on(3, 5)),
                    (Kind::PURCHASE_ELIGIBILITY, "b1"),
                    F::EligibleOn,
                    on(3, 5),
                    on(3, 6),
                ),
                flag(Check::NotEligible, (Kind::PURCHASE_ELIGIBILITY, "b1"), F::Eligible, true),
            ],
        ),
        (
            Kind::HOUSING_SEARCH,
            "first or second home",
            vec![stated(Kind::HOUSING_SEARCH, F::HomeCount, Value::Count(1), Fact::HouseholdHomeCount, "1", "0")],
        ),
        (
            Kind::HOUSING_SEARCH,
            "household = borrower, spouse, minor children",
            [&["王小明", "李红"], &["王小明", "王小宝"], &["李红", "王小宝"]]
                .map(|bad| {
                    let good = names(&["王小明", "李红", "王小宝"]);
                    one(Check::NotNamed, (Kind::HOUSING_SEARCH, "b1"), F::Household, good, names(bad))
                })
                .into(),
        ),
    ]
}

/// The same on a home that its owner sells.
fn second_hand(check: Check, kind: Kind, of: Field, good: Value, bad: Value) -> Proof {
    let scene = |value| {
        (Box::new(coverage::where_it_is(Fact::Property, "second_hand")), vec![(kind.clone(), "b1", vec![(of, value)])])
    };
    Proof::Fires(check, scene(good), scene(bad))
}

fn supervised() -> Vec<Covered> {
    use Field as F;
    let agreement = (Kind::FUND_SUPERVISION_AGREEMENT, "b1");
    let receipt = |of, value| (Kind::FUND_SUPERVISION_RECEIPT, "b1", vec![(of, value)]);
    let down = (Kind::SALES_CONTRACT_SECOND_HAND, "b1", vec![(F::DownPayment, yuan(600_000))]);
    let account = (Kind::SELLER_ACCOUNT, "v1", vec![(F::Card, card("6222021001116245710"))]);
    let (seller, other) = (card("6222021001116245710"), card("6222021001116245702"));
    let supervises = |kind: Kind| {
        beside(Check::DownPaymentDiffers, down.clone(), (kind, "b1"), F::Supervised, yuan(600_000), yuan(599_999))
    };
    let released = [text("过户完成"), text("抵押完成")];
    vec![
        (
            Kind::FUND_SUPERVISION_AGREEMENT,
            "amount, release condition, both accounts",
            vec![
                supervises(Kind::FUND_SUPERVISION_AGREEMENT),
                beside(
                    Check::ReleaseDiffers,
                    receipt(F::ReleaseCondition, released[0].clone()),
                    agreement.clone(),
                    F::ReleaseCondition,
                    released[0].clone(),
                    released[1].clone(),
                ),
                beside(Check::CardDiffers, account, agreement.clone(), F::ReceivingCard, seller.clone(), other.clone()),
                beside(
                    Check::CardDiffers,
                    receipt(F::RefundCard, other.clone()),
                    agreement.clone(),
                    F::RefundCard,
                    other,
                    seller,
                ),
                one(Check::AccountHolderDiffers, agreement, F::RefundHolder, called("王小明"), called("孙七")),
            ],
        ),
        (
            Kind::FUND_SUPERVISION_RECEIPT,
            "amount = down payment in contract",
            vec![supervises(Kind::FUND_SUPERVISION_RECEIPT)],
        ),
    ]
}

fn loans() -> Vec<Covered> {
    use Field as F;
    let day = |year, month, day| Value::Day(Date::constant(year, month, day));
    let contract = (Kind::LOAN_CONTRACT, "b1");
    let iou = (Kind::LOAN_RECEIPT_IOU, "b1");
    let rate = |millionths| Value::Rate(Rate::new(millionths).unwrap());
    let history = (Kind::REPAYMENT_HISTORY, "b1");
    let certificate = (Kind::MORTGAGE_CERT, "b1");
    let starts =
        |matures| vec![(F::StartsOn, on(3, 19)), (F::GrantedMonths, Value::Count(360)), (F::MaturesOn, matures)];
    vec![
        (
            Kind::PF_CONTRIBUTION_PROOF,
            "accounts elsewhere",
            vec![
                implied(
                    Check::StatedOtherwise,
                    (Kind::PF_CONTRIBUTION_PROOF, "b1"),
                    Fact::PfPaidElsewhere,
                    "yes",
                    "no",
                ),
                beside(
                    Check::FundAccountDiffers,
                    (Kind::PF_ACCOUNT_NO, "b1", vec![(F::FundAccount, number("0100234"))]),
                    (Kind::PF_CONTRIBUTION_PROOF, "b1"),
                    F::FundAccount,
                    number("0100234"),
                    number("0100243"),
                ),
            ],
        ),
        (
            Kind::REPAYMENT_HISTORY,
            "12 months, no overdue",
            vec![
                one(Check::MonthsMissing, history.clone(), F::MonthsCovered, Value::Count(12), Value::Count(11)),
                flag(Check::OverdueLastYear, history, F::OverdueLastYear, false),
            ],
        ),
        (
            Kind::LOAN_BALANCE_PROOF,
            "<= new loan, or borrower tops up",
            vec![
                one(
                    Check::BalanceAboveLoan,
                    (Kind::LOAN_BALANCE_PROOF, "b1"),
                    F::Outstanding,
                    yuan(900_000),
                    yuan(900_001),
                ),
                beside(
                    Check::OldLoanDiffers,
                    (Kind::OLD_LOAN_CONTRACT, "b1", vec![(F::OldLoanNumber, text("DK-1"))]),
                    (Kind::LOAN_BALANCE_PROOF, "b1"),
                    F::OldLoanNumber,
                    text("DK-1"),
                    text("DK-7"),
                ),
            ],
        ),
        (
            Kind::LOAN_CONTRACT,
            "no blanks, no alteration, names exactly as on the ID",
            vec![
                flag(Check::LeftBlank, contract.clone(), F::Blank, false),
                flag(Check::Altered, contract.clone(), F::Altered, false),
                one(Check::NameDiffers, (contract.0, "c1"), F::Name, called(DOTTED), called("阿卜杜拉•买买提")),
            ],
        ),
        (
            Kind::LOAN_RECEIPT_IOU,
            "start date, maturity, rate",
            vec![
                beside(
                    Check::StartDiffers,
                    on_loan(F::CreditedOn, on(3, 19)),
                    iou.clone(),
                    F::StartsOn,
                    on(3, 19),
                    on(3, 18),
                ),
                field(
                    Check::MaturityDiffers,
                    Vec::new(),
                    iou.clone(),
                    starts(day(2056, 3, 19)),
                    starts(day(2056, 3, 20)),
                ),
                field(
                    Check::MaturityDiffers,
                    Vec::new(),
                    iou.clone(),
                    starts(day(2056, 3, 18)),
                    starts(day(2055, 3, 19)),
                ),
                beside(
                    Check::RateDiffers,
                    on_loan(F::GrantedRate, rate(31_000)),
                    iou,
                    F::GrantedRate,
                    rate(31_000),
                    rate(31_500),
                ),
            ],
        ),
        (
            Kind::REGISTRATION_APPLICATION,
            "joint application for sale and mortgage",
            vec![flag(Check::NotJoint, (Kind::REGISTRATION_APPLICATION, "b1"), F::Joint, true)],
        ),
        (
            Kind::MORTGAGE_CERT,
            "mortgagee, amount, unit, rank",
            vec![
                beside(
                    Check::MortgageeDiffers,
                    on_loan(F::Mortgagee, called("中信银行济南分行")),
                    certificate.clone(),
                    F::Mortgagee,
                    called("中信银行济南分行"),
                    called("中国银行济南分行"),
                ),
                beside(
                    Check::AmountDiffers,
                    on_loan(F::Granted, yuan(900_000)),
                    certificate.clone(),
                    F::Granted,
                    yuan(900_000),
                    yuan(890_000),
                ),
                beside(
                    Check::UnitNumberDiffers,
                    on_loan(F::UnitNumber, unit("340121261006GB00014F00220045")),
                    certificate.clone(),
                    F::UnitNumber,
                    unit("340121261006GB00014F00220045"),
                    unit("340121261006GB00014F00220046"),
                ),
                one(Check::RankWrong, certificate, F::Rank, Value::Count(1), Value::Count(2)),
            ],
        ),
        (
            Kind::NOTARIAL_DEED,
            "some banks and foreign borrowers",
            vec![Proof::Nothing("lists ask for it; nothing is compared")],
        ),
        (
            Kind::APPRAISAL_REPORT,
            "loan base = min(contract price, appraisal)",
            vec![
                Proof::Limit(LimitKind::MaxLtv, twenty::borrowing(900_000, 120), twenty::borrowing(1_490_000, 120)),
                one(Check::AppraisalDiffers, (Kind::APPRAISAL_REPORT, "b1"), F::Appraisal, yuan(1_600_000), yuan(1)),
            ],
        ),
    ]
}
