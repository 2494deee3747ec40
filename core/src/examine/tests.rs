//! Each check on papers that agree, and on the same with one thing changed.

use proptest::prelude::*;

use super::{Check, Extract, Field, FieldKind, Inconsistency, Severity, Spelling, Value, examine};
use crate::application::Terms;
use crate::case::funding::DesignateAccount;
use crate::case::intake::{AddParty, ChooseProduct, DescribeProperty, StateFacts, StateFigures};
use crate::case::record::{AddDocument, MarkMilestone};
use crate::case::{Actor, Case, CaseId, Command, Context, MilestoneState, Salt};
use crate::document::DocumentKind as Kind;
use crate::error::ErrorCode;
use crate::fact::{Fact, Facts};
use crate::figure::{Figure, Figures};
use crate::identity::{BankCard, Name, ResidentId, TitleNumber, UnitNumber};
use crate::party::{OtherId, PartyId};
use crate::product::{MilestoneKind, ProductId, Role};
use crate::property::Address;
use crate::{Application, Date, Money, Rate};

const BORROWER: &str = "11010519491231002X";
const DOTTED: &str = "阿卜杜拉·买买提";

fn context() -> Context<'static> {
    Context::new(Date::constant(2026, 3, 20), Actor::new("wang").unwrap()).salted(Salt::new([7; 16]))
}

fn step(case: Case, command: impl Into<Command>) -> Case {
    case.step(&command.into(), &context()).map_err(|turned| turned.refusal).unwrap().case
}

fn party(id: &str, role: Role, called: &str, number: Option<&str>) -> AddParty {
    let id_number = number.map(|number| ResidentId::parse(number).unwrap());
    AddParty { id: PartyId::new(id).unwrap(), role, name: name(called), id_number, other_id: None, phone: None }
}

/// A married borrower, a co-borrower, and a seller; a home of 1.5 million with a loan of 0.9.
fn case() -> Case {
    let case = Case::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
    let case = step(case, party("b1", Role::Borrower, "王小明", Some(BORROWER)));
    let case = step(case, party("s1", Role::Spouse, "李红", None));
    let case = step(case, party("c1", Role::CoBorrower, DOTTED, None));
    let case = step(case, party("v1", Role::Seller, "赵大年", None));
    let facts = Facts::EMPTY.with_word(Fact::Marital, "married").unwrap().with_word(Fact::Property, "presale").unwrap();
    let case = step(case, StateFacts { facts });
    let figures = Figures::EMPTY.with(Figure::MonthlyIncome, 3_000_000).unwrap();
    let case = step(case, StateFigures { figures });
    let home = DescribeProperty {
        address: Address::new("济南市历下区试验路1号").unwrap(),
        price: Money::from_yuan(1_500_000).unwrap(),
        appraisal: Some(Money::from_yuan(1_600_000).unwrap()),
        site: None,
    };
    let case = step(case, home);
    let amount = Money::from_yuan(900_000).unwrap();
    let asked = Application { product: ProductId::CITIC_JINAN_NEW, amount, term_months: 360 };
    step(case, ChooseProduct { loans: vec![asked] })
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn called(text: &str) -> Value {
    Value::Name(name(text))
}

fn names(texts: &[&str]) -> Value {
    Value::Names(texts.iter().map(|text| name(text)).collect())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(text: &str) -> Value {
    Value::Number(OtherId::new(text).unwrap())
}

fn yuan(yuan: i64) -> Value {
    Value::Amount(Money::from_yuan(yuan).unwrap())
}

fn income(yuan: i64) -> Value {
    Value::Means(Money::from_yuan(yuan).unwrap())
}

fn card(text: &str) -> Value {
    Value::Card(BankCard::parse(text).unwrap())
}

fn on(month: u8, day: u8) -> Value {
    Value::Day(Date::constant(2026, month, day))
}

fn unit(text: &str) -> Value {
    Value::Unit(UnitNumber::parse(text).unwrap())
}

fn title(text: &str) -> Value {
    Value::Title(TitleNumber::parse(text).unwrap())
}

type Row = (Kind, &'static str, Vec<(Field, Value)>);

/// Papers of one purchase that agree with one another and with the case.
fn agreeing() -> Vec<Row> {
    use Field as F;
    vec![
        (
            Kind::ID_CARD,
            "b1",
            vec![
                (F::Name, called("王小明")),
                (F::IdNumber, number(BORROWER)),
                (F::BirthDate, Value::Born(Date::constant(1949, 12, 31))),
                (F::Sex, text("female")),
            ],
        ),
        (
            Kind::HOUSEHOLD_REGISTER,
            "b1",
            vec![(F::Name, called("王小明")), (F::IdNumber, number(BORROWER)), (F::Marital, text("married"))],
        ),
        (Kind::ID_CARD, "c1", vec![(F::Name, called(DOTTED))]),
        (
            Kind::INCOME_CERT,
            "b1",
            vec![
                (F::Employer, called("济南试验公司")),
                (F::IncomeCertified, income(20_000)),
                (F::Issued, on(3, 1)),
                (F::Sealed, Value::Flag(true)),
            ],
        ),
        (Kind::INCOME_CERT, "c1", vec![(F::IncomeCertified, income(10_000))]),
        (Kind::BANK_STATEMENT, "b1", vec![(F::Employer, called("济南试验公司")), (F::IncomeSupported, income(20_000))]),
        (Kind::CREDIT_AUTHORIZATION, "b1", vec![(F::AuthorisedOn, on(3, 2)), (F::Signed, Value::Flag(true))]),
        (Kind::CREDIT_REPORT, "b1", vec![(F::QueriedOn, on(3, 2))]),
        (
            Kind::SALES_CONTRACT_NEW,
            "b1",
            vec![
                (F::ContractNumber, text("YS-0117")),
                (F::SignedOn, on(3, 5)),
                (F::Buyers, names(&["王小明", DOTTED])),
                (F::Sellers, names(&["赵大年"])),
                (F::Address, Value::Address(Address::new("济南市历下区试验路1号").unwrap())),
                (F::Room, text("2栋301")),
                (F::UnitNumber, unit("340121261006GB00014F00220045")),
                (F::TitleNumber, title("鲁(2023)济南市不动产权第0012345号")),
                (F::PermitNumber, text("济预许2025012号")),
                (F::Area, Value::Area(8_905)),
                (F::Price, yuan(1_500_000)),
                (F::DownPayment, yuan(600_000)),
                (F::Loan, yuan(900_000)),
            ],
        ),
        (
            Kind::CONTRACT_FILING_PROOF,
            "b1",
            vec![(F::FilingNumber, text("YS-0117")), (F::FiledOn, on(3, 6)), (F::Price, yuan(1_500_000))],
        ),
        (
            Kind::PRESALE_PERMIT,
            "developer",
            vec![
                (F::PermitNumber, text("济预许2025012号")),
                (F::PermitRooms, Value::Texts(vec!["2栋301".into(), "2栋302".into()])),
            ],
        ),
        (
            Kind::TITLE_SEARCH,
            "v1",
            vec![
                (F::Encumbered, Value::Flag(false)),
                (F::TitleHolders, names(&["赵大年"])),
                (F::UnitNumber, unit("340121261006GB00014F00220045")),
                (F::TitleNumber, title("鲁(2023)济南市不动产权第0012345号")),
                (F::Room, text("2栋301")),
                (F::Area, Value::Area(8_905)),
                (F::Leased, Value::Flag(true)),
            ],
        ),
        (Kind::LEASE_WAIVER, "v1", vec![(F::TenantWaives, Value::Flag(true))]),
        (Kind::APPRAISAL_REPORT, "b1", vec![(F::Appraisal, yuan(1_600_000)), (F::Area, Value::Area(8_905))]),
        (
            Kind::DOWN_PAYMENT_RECEIPT,
            "b1",
            vec![(F::Paid, yuan(400_000)), (F::PaidOn, on(3, 5)), (F::Payer, called("王小明"))],
        ),
        (
            Kind::DOWN_PAYMENT_RECEIPT,
            "b1",
            vec![(F::Paid, yuan(200_000)), (F::PaidOn, on(3, 6)), (F::Payer, called(DOTTED))],
        ),
        (Kind::DOWN_PAYMENT_TRANSFER_SLIP, "b1", vec![(F::Paid, yuan(200_000)), (F::PaidOn, on(3, 6))]),
        (Kind::DOWN_PAYMENT_TRANSFER_SLIP, "b1", vec![(F::Paid, yuan(400_000)), (F::PaidOn, on(3, 5))]),
        (Kind::FUND_SUPERVISION_RECEIPT, "b1", vec![(F::Supervised, yuan(600_000))]),
        (
            Kind::REPAYMENT_ACCOUNT,
            "b1",
            vec![
                (F::AccountHolder, called("王小明")),
                (F::Card, card("6222021001116245702")),
                (F::AccountClass, Value::Count(1)),
            ],
        ),
        (Kind::DEVELOPER_ACCOUNT, "developer", vec![(F::Card, card("6222021001116245710"))]),
        (Kind::SELLER_ACCOUNT, "v1", vec![(F::AccountHolder, called("赵大年"))]),
        (
            Kind::LOAN_CONTRACT,
            "b1",
            vec![
                (F::Granted, yuan(900_000)),
                (F::GrantedMonths, Value::Count(360)),
                (F::GrantedRate, Value::Rate(Rate::new(31_000).unwrap())),
            ],
        ),
        (
            Kind::MORTGAGE_CONTRACT,
            "b1",
            vec![
                (F::Mortgagors, names(&["王小明", DOTTED, "李红"])),
                (F::Granted, yuan(900_000)),
                (F::GrantedMonths, Value::Count(360)),
                (F::GrantedRate, Value::Rate(Rate::new(31_000).unwrap())),
            ],
        ),
        (Kind::REGISTRATION_APPLICATION, "b1", vec![(F::Owners, names(&[DOTTED, "王小明"]))]),
        (
            Kind::LOAN_RECEIPT_IOU,
            "b1",
            vec![
                (F::Credited, yuan(900_000)),
                (F::CreditedCard, card("6222021001116245710")),
                (F::CreditedOn, on(3, 19)),
            ],
        ),
    ]
}

fn extracts(rows: Vec<Row>) -> Vec<Extract> {
    let extract = |(kind, holder, fields): Row| {
        let paper = Extract::new(kind, PartyId::new(holder).unwrap());
        fields.into_iter().try_fold(paper, |paper, (field, value)| paper.with(field, value)).unwrap()
    };
    rows.into_iter().map(extract).collect()
}

fn of(rows: Vec<Row>) -> Vec<Inconsistency> {
    examine(case().file(), &extracts(rows), &context())
}

/// The agreeing papers with one field of the last paper of a kind changed.
fn changed(kind: &Kind, field: Field, value: Value) -> Vec<Inconsistency> {
    let mut rows = agreeing();
    let (_, _, fields) = rows.iter_mut().rfind(|(own, ..)| own == kind).unwrap();
    fields.retain(|(own, _)| *own != field);
    fields.push((field, value));
    of(rows)
}

fn checks(found: &[Inconsistency]) -> Vec<Check> {
    let mut checks: Vec<Check> = found.iter().map(|it| it.check).collect();
    checks.sort();
    checks.dedup();
    checks
}

#[test]
fn papers_that_agree_give_nothing() {
    assert_eq!(of(agreeing()), []);
    assert_eq!(of(Vec::new()), []);
}

#[test]
fn each_check_finds_what_it_is_for() {
    use Field as F;
    let no = Value::Flag(false);
    let born = Value::Born(Date::constant(1949, 12, 30));
    let address = Value::Address(Address::new("济南市历下区试验路2号").unwrap());
    for (kind, field, value, wanted) in [
        (Kind::HOUSEHOLD_REGISTER, F::Name, called("王晓明"), vec![Check::NameDiffers]),
        (Kind::HOUSEHOLD_REGISTER, F::IdNumber, number("11010519491231002x"), vec![Check::IdNumberDiffers]),
        (
            Kind::HOUSEHOLD_REGISTER,
            F::IdNumber,
            number("110105194912310021"),
            vec![Check::IdNumberDiffers, Check::IdNumberInvalid],
        ),
        (Kind::ID_CARD, F::IdNumber, number("1101051949123100"), vec![Check::IdNumberInvalid]),
        (Kind::HOUSEHOLD_REGISTER, F::BirthDate, born, vec![Check::BirthDateDiffers]),
        (Kind::HOUSEHOLD_REGISTER, F::Sex, text("male"), vec![Check::SexDiffers]),
        (Kind::REGISTRATION_APPLICATION, F::Owners, names(&["王小明"]), vec![Check::OwnersDiffer]),
        (Kind::MORTGAGE_CONTRACT, F::Mortgagors, names(&["王小明", "李红"]), vec![Check::OwnersDiffer]),
        (
            Kind::MORTGAGE_CONTRACT,
            F::Mortgagors,
            names(&["王小明", DOTTED, "孙七"]),
            vec![Check::OwnersDiffer, Check::BuyerUnknown],
        ),
        (Kind::CONTRACT_FILING_PROOF, F::Price, yuan(1_500_001), vec![Check::PriceDiffers]),
        (Kind::SALES_CONTRACT_NEW, F::Loan, yuan(800_000), vec![Check::PriceNotCovered]),
        (Kind::SALES_CONTRACT_NEW, F::OtherSums, yuan(1), vec![Check::PriceNotCovered]),
        (Kind::FUND_SUPERVISION_RECEIPT, F::Supervised, yuan(599_999), vec![Check::DownPaymentDiffers]),
        (
            Kind::DOWN_PAYMENT_RECEIPT,
            F::Paid,
            yuan(100_000),
            vec![Check::ReceiptsDoNotAddUp, Check::ReceiptWithoutSlip],
        ),
        (Kind::DOWN_PAYMENT_RECEIPT, F::PaidOn, on(3, 7), vec![Check::ReceiptWithoutSlip]),
        (Kind::DOWN_PAYMENT_TRANSFER_SLIP, F::Paid, yuan(1), vec![Check::ReceiptWithoutSlip]),
        (Kind::DOWN_PAYMENT_RECEIPT, F::Payer, called("李红"), vec![Check::PayerUnknown]),
        (Kind::APPRAISAL_REPORT, F::Appraisal, yuan(1_400_000), vec![Check::AppraisalDiffers]),
        (Kind::APPRAISAL_REPORT, F::Address, address, vec![Check::AddressDiffers]),
        (Kind::TITLE_SEARCH, F::Room, text("2栋302"), vec![Check::RoomDiffers]),
        (Kind::APPRAISAL_REPORT, F::Area, Value::Area(8_950), vec![Check::AreaDiffers]),
        (Kind::TITLE_SEARCH, F::UnitNumber, unit("340121261006GB00014F00220046"), vec![Check::UnitNumberDiffers]),
        (
            Kind::TITLE_SEARCH,
            F::TitleNumber,
            title("鲁(2023)济南市不动产权第0012346号"),
            vec![Check::TitleNumberDiffers],
        ),
        (Kind::CONTRACT_FILING_PROOF, F::FilingNumber, text("YS-0171"), vec![Check::ContractNumberDiffers]),
        (Kind::PRESALE_PERMIT, F::PermitNumber, text("济预许2025013号"), vec![Check::PermitNumberDiffers]),
        (Kind::PRESALE_PERMIT, F::PermitRooms, Value::Texts(vec!["3栋301".into()]), vec![Check::UnitOutsidePermit]),
        (Kind::TITLE_SEARCH, F::Encumbered, Value::Flag(true), vec![Check::Encumbered]),
        (Kind::BANK_STATEMENT, F::Employer, called("济南别家公司"), vec![Check::EmployerDiffers]),
        (Kind::BANK_STATEMENT, F::IncomeSupported, income(19_999), vec![Check::IncomeUnsupported]),
        (Kind::INCOME_CERT, F::IncomeCertified, income(9_999), vec![Check::IncomeOverstated]),
        (Kind::HOUSEHOLD_REGISTER, F::Marital, text("single"), vec![Check::MaritalDiffers]),
        (Kind::CREDIT_REPORT, F::QueriedOn, on(3, 1), vec![Check::QueriedBeforeAuthorised]),
        (Kind::REPAYMENT_ACCOUNT, F::AccountHolder, called("李红"), vec![Check::AccountHolderDiffers]),
        (Kind::REPAYMENT_ACCOUNT, F::AccountClass, Value::Count(2), vec![Check::AccountClassWrong]),
        (Kind::REPAYMENT_ACCOUNT, F::Card, card("6222021001116245703"), vec![Check::CardDoubtful]),
        (
            Kind::TITLE_SEARCH,
            F::TitleHolders,
            names(&["赵大年", "钱二"]),
            vec![Check::SellersDiffer, Check::CoOwnerSilent],
        ),
        (Kind::SALES_CONTRACT_NEW, F::Sellers, names(&["赵大"]), vec![Check::SellersDiffer, Check::CoOwnerSilent]),
        (Kind::LEASE_WAIVER, F::TenantWaives, no.clone(), vec![Check::TenantNotWaived]),
        (Kind::MORTGAGE_CONTRACT, F::Granted, yuan(900_001), vec![Check::AmountDiffers]),
        (Kind::MORTGAGE_CONTRACT, F::GrantedMonths, Value::Count(300), vec![Check::TermDiffers]),
        (Kind::MORTGAGE_CONTRACT, F::GrantedRate, Value::Rate(Rate::new(31_001).unwrap()), vec![Check::RateDiffers]),
        (Kind::LOAN_RECEIPT_IOU, F::Credited, yuan(899_999), vec![Check::MoneyDiffers]),
        (Kind::LOAN_RECEIPT_IOU, F::CreditedCard, card("6222021001116245711"), vec![Check::CreditedElsewhere]),
        (Kind::INCOME_CERT, F::Sealed, no.clone(), vec![Check::NotSealed]),
        (Kind::CREDIT_AUTHORIZATION, F::Signed, no, vec![Check::NotSigned]),
        (Kind::INCOME_CERT, F::Issued, on(3, 21), vec![Check::DayInFuture]),
        (Kind::CONTRACT_FILING_PROOF, F::FiledOn, on(3, 4), vec![Check::FiledBeforeSigned]),
    ] {
        let found = changed(&kind, field, value.clone());
        assert_eq!(checks(&found), wanted, "{kind} {field} {value:?}: {found:#?}");
    }
}

fn paper(kind: Kind, holder: &str, field: Field, value: Value) -> Extract {
    Extract::new(kind, PartyId::new(holder).unwrap()).with(field, value).unwrap()
}

fn filed(kind: Kind, holder: &str) -> AddDocument {
    let (issued, valid_until) = (Some(Date::constant(2026, 3, 1)), Some(Date::constant(2026, 5, 1)));
    AddDocument {
        kind,
        holder: PartyId::new(holder).unwrap(),
        issued,
        valid_until,
        form: None,
        copies: None,
        pages: None,
    }
}

#[test]
fn days_are_those_on_file() {
    let case = step(case(), filed(Kind::INCOME_CERT, "b1"));
    let found =
        |field, value| checks(&examine(case.file(), &[paper(Kind::INCOME_CERT, "b1", field, value)], &context()));
    assert_eq!(found(Field::Issued, on(3, 1)), []);
    assert_eq!(found(Field::Issued, on(3, 2)), [Check::IssueDayDiffers]);
    assert_eq!(found(Field::ValidUntil, on(5, 1)), []);
    assert_eq!(found(Field::ValidUntil, on(5, 2)), [Check::ValidityDiffers]);
    // A second paper of the kind came since: either may be the one that was read.
    let case =
        step(case.clone(), AddDocument { issued: Some(Date::constant(2026, 3, 2)), ..filed(Kind::INCOME_CERT, "b1") });
    let first = paper(Kind::INCOME_CERT, "b1", Field::Issued, on(3, 1));
    assert_eq!(examine(case.file(), &[first], &context()), []);
}

#[test]
fn contract_and_authorisation_are_those_of_the_milestones() {
    let mark = |milestone| MarkMilestone {
        milestone,
        state: MilestoneState::Done,
        reference: Some("YS-0117".into()),
        lapses: None,
    };
    let case = step(step(case(), mark(MilestoneKind::ContractSigned)), mark(MilestoneKind::CreditAuthorised));
    let found = |kind, field, value| checks(&examine(case.file(), &[paper(kind, "b1", field, value)], &context()));
    let contract = || Kind::SALES_CONTRACT_NEW;
    assert_eq!(found(contract(), Field::ContractNumber, text("YS-0117")), []);
    assert_eq!(found(contract(), Field::ContractNumber, text("YS-0111")), [Check::ContractNumberDiffers]);
    assert_eq!(found(contract(), Field::SignedOn, on(3, 20)), []);
    assert_eq!(found(contract(), Field::SignedOn, on(3, 19)), [Check::SigningDayDiffers]);
    assert_eq!(found(Kind::CREDIT_REPORT, Field::QueriedOn, on(3, 20)), []);
    assert_eq!(found(Kind::CREDIT_REPORT, Field::QueriedOn, on(3, 19)), [Check::QueriedBeforeAuthorised]);
}

#[test]
fn money_goes_where_the_case_says() {
    let number = BankCard::parse("6222021001116245702").unwrap();
    let case = step(case(), DesignateAccount { loan: None, holder: PartyId::new("v1").unwrap(), number });
    let found =
        |kind, field, number| checks(&examine(case.file(), &[paper(kind, "v1", field, card(number))], &context()));
    assert_eq!(found(Kind::SELLER_ACCOUNT, Field::Card, "6222 0210 0111 6245 702"), []);
    assert_eq!(found(Kind::SELLER_ACCOUNT, Field::Card, "6222021001116245710"), [Check::CardDiffers]);
    assert_eq!(found(Kind::LOAN_RECEIPT_IOU, Field::CreditedCard, "6222021001116245702"), []);
    assert_eq!(found(Kind::LOAN_RECEIPT_IOU, Field::CreditedCard, "6222021001116245710"), [Check::CreditedElsewhere]);
}

#[test]
fn the_price_is_covered_by_the_loans_of_the_case_too() {
    let contract = |down| {
        let paper = paper(Kind::SALES_CONTRACT_NEW, "b1", Field::Price, yuan(1_500_000));
        paper.with(Field::DownPayment, yuan(down)).unwrap()
    };
    let found = |down| examine(case().file(), &[contract(down)], &context());
    assert_eq!(found(600_000), []);
    let short = found(500_000);
    assert_eq!(checks(&short), [Check::PriceNotCovered]);
    assert_eq!((short[0].one.shown.as_str(), short[0].other.shown.as_str()), ("1500000.00", "1400000.00"));
}

#[test]
fn papers_of_two_loans_are_not_compared_with_each_other() {
    let asked = |product, yuan| Application { product, amount: Money::from_yuan(yuan).unwrap(), term_months: 360 };
    let case = Case::open(CaseId::new("C-2").unwrap(), &context()).unwrap().case;
    let case = step(case, party("b1", Role::Borrower, "王小明", None));
    let facts = Facts::EMPTY.with_word(Fact::Marital, "single").unwrap().with_word(Fact::Property, "presale").unwrap();
    let case = step(case, StateFacts { facts });
    let home = DescribeProperty {
        address: Address::new("广州市天河区试验路1号").unwrap(),
        price: Money::from_yuan(2_000_000).unwrap(),
        appraisal: None,
        site: None,
    };
    let loans =
        vec![asked(ProductId::new("pf-guangzhou").unwrap(), 600_000), asked(ProductId::CITIC_JINAN_NEW, 300_000)];
    let case = step(step(case, home), ChooseProduct { loans });
    let loan = |place: usize| case.file().loans[place].id().clone();
    let contract = |yuan_| paper(Kind::LOAN_CONTRACT, "b1", Field::Granted, yuan(yuan_));
    let found = |papers: [Extract; 2]| checks(&examine(case.file(), &papers, &context()));
    assert_eq!(found([contract(600_000).of_loan(loan(0)), contract(300_000).of_loan(loan(1))]), []);
    assert_eq!(found([contract(600_000).of_loan(loan(0)), contract(300_000).of_loan(loan(0))]), [Check::AmountDiffers]);
    assert_eq!(found([contract(600_000), contract(300_000)]), [], "nobody said of which loan");
}

#[test]
fn terms_are_those_that_were_granted() {
    let mut case = case();
    let (amount, rate) = (Money::from_yuan(900_000).unwrap(), Rate::new(31_000).unwrap());
    let loan = case.file_mut().loans.first_mut().unwrap();
    loan.file_mut().terms = Some(Terms { amount, term_months: 360, rate });
    let found =
        |field, value| checks(&examine(case.file(), &[paper(Kind::LOAN_CONTRACT, "b1", field, value)], &context()));
    let rate = |millionths| Value::Rate(Rate::new(millionths).unwrap());
    assert_eq!(found(Field::Granted, yuan(900_000)), []);
    assert_eq!(found(Field::Granted, yuan(890_000)), [Check::AmountDiffers]);
    assert_eq!(found(Field::GrantedMonths, Value::Count(360)), []);
    assert_eq!(found(Field::GrantedMonths, Value::Count(359)), [Check::TermDiffers]);
    assert_eq!(found(Field::GrantedRate, rate(31_000)), []);
    assert_eq!(found(Field::GrantedRate, rate(30_999)), [Check::RateDiffers]);
    assert_eq!(found(Field::Credited, yuan(900_000)), []);
    assert_eq!(found(Field::Credited, yuan(899_000)), [Check::MoneyDiffers]);
    // Two advices are one payment in two parts.
    let part = |yuan_| paper(Kind::LOAN_RECEIPT_IOU, "b1", Field::Credited, yuan(yuan_));
    assert_eq!(examine(case.file(), &[part(400_000), part(500_000)], &context()), []);
}

#[test]
fn a_difference_of_spelling_is_told_and_still_found() {
    let found = changed(&Kind::DOWN_PAYMENT_RECEIPT, Field::Payer, called("阿卜杜拉•买买提"));
    assert_eq!((found.len(), found[0].check, found[0].severity()), (1, Check::PayerUnknown, Severity::Stop));
    assert_eq!(found[0].differs_only_in, [Spelling::MiddleDot]);
    assert_eq!(found[0].character, Some(5));
    let text = "the payer is neither borrower nor co-borrower: the case has name 阿******提, Down-payment receipt of b1 has payer \
                阿******提 (only in middle dot); ask where the money comes from, and have it paid anew by a borrower";
    assert_eq!(found[0].text(), text);
    let zh = "付款人不是借款人或共同借款人：业务登记姓名为阿******提，首付款收据（b1）付款人为阿******提（仅间隔号不同）；\
              核实资金来源，由借款人重新支付";
    assert_eq!(found[0].zh(), zh);
}

#[test]
fn nothing_personal_is_shown() {
    let found = [
        changed(&Kind::HOUSEHOLD_REGISTER, Field::Name, called("王晓明")),
        changed(&Kind::HOUSEHOLD_REGISTER, Field::IdNumber, number("110105194912310021")),
        changed(&Kind::HOUSEHOLD_REGISTER, Field::BirthDate, Value::Born(Date::constant(1949, 12, 30))),
        changed(&Kind::BANK_STATEMENT, Field::IncomeSupported, income(19_999)),
        changed(&Kind::REPAYMENT_ACCOUNT, Field::Card, card("6222021001116245703")),
        changed(
            &Kind::APPRAISAL_REPORT,
            Field::Address,
            Value::Address(Address::new("济南市历下区试验路2号").unwrap()),
        ),
    ];
    let told: String = found.iter().flatten().map(|it| format!("{it:?}{}{}", it.text(), it.zh())).collect();
    for secret in ["小明", "晓明", "19491231", "1949-12", "19999", "20000", "622202100111", "试验路1", "试验路2"]
    {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

#[test]
fn the_gravest_come_first() {
    let mut rows = agreeing();
    rows.push((
        Kind::WORK_CERT,
        "b1",
        vec![(Field::Employer, called("别家公司")), (Field::Signed, Value::Flag(false))],
    ));
    let severities: Vec<Severity> = of(rows).iter().map(Inconsistency::severity).collect();
    assert_eq!(severities, [Severity::Stop, Severity::Warn]);
}

#[test]
fn every_check_has_a_name_a_number_and_advice() {
    for check in Check::ALL {
        assert_eq!(Check::from_name(check.name()), Ok(*check));
        assert!(check.number().is_none_or(|number| (1..=20).contains(&number)));
        assert!(!check.advice().is_empty() && check.zh().chars().all(|c| !c.is_ascii_lowercase()), "{check}");
    }
    // What is not here is done by findings alone (13).
    let done: Vec<u8> =
        (1..=20).filter(|number| Check::ALL.iter().any(|check| check.number() == Some(*number))).collect();
    assert_eq!((1..=20).filter(|number| !done.contains(number)).collect::<Vec<_>>(), [13]);
}

#[test]
fn a_field_holds_its_own_kind_of_value_once() {
    let paper = Extract::new(Kind::ID_CARD, PartyId::new("b1").unwrap());
    let error = paper.clone().with(Field::Name, text("王小明")).unwrap_err();
    assert_eq!((error.code(), error.place()), (ErrorCode::WrongType, Some("name")));
    let twice = paper.with(Field::Sex, text("male")).unwrap().with(Field::Sex, text("female")).unwrap_err();
    assert_eq!((twice.code(), twice.place()), (ErrorCode::Duplicate, Some("sex")));
}

/// Fields of which every paper of one holder must say the same, character by character.
const COPIED: [Field; 8] = [
    Field::Name,
    Field::IdNumber,
    Field::ContractNumber,
    Field::Address,
    Field::Room,
    Field::PermitNumber,
    Field::Employer,
    Field::AccountHolder,
];

fn value_of(field: Field, copied: &str) -> Value {
    match field.kind() {
        FieldKind::Name => called(copied),
        FieldKind::Number => number(copied),
        FieldKind::Address => Value::Address(Address::new(copied).unwrap()),
        _ => text(copied),
    }
}

proptest! {
    /// In whatever order papers that agree are handed over, nothing is found.
    #[test]
    fn the_order_of_papers_does_not_matter(rows in Just(agreeing()).prop_shuffle()) {
        prop_assert_eq!(of(rows), []);
    }

    /// The same text on any number of papers is no difference; one other character on one of them is, and its place is told.
    #[test]
    fn one_changed_character_is_always_found(
        field in prop::sample::select(&COPIED[..]),
        copied in "[\\p{Han}A-Za-z0-9·•（）(]{1,17}",
        papers in 2..6_usize,
        changed: prop::sample::Index,
        place: prop::sample::Index,
        other in "[\\p{Han}A-Za-z0-9·•（）(]",
    ) {
        let case = Case::open(CaseId::new("C-1").unwrap(), &context()).unwrap().case;
        let paper = |copied: &str| paper(Kind::WORK_CERT, "b1", field, value_of(field, copied));
        let mut same = vec![paper(&copied); papers];
        prop_assert_eq!(examine(case.file(), &same, &context()), []);

        let place = place.index(copied.chars().count());
        let one: String = copied.chars().zip(0..).map(|(c, at)| if at == place { other.clone() } else { c.to_string() }).collect();
        prop_assume!(one != copied);
        same[changed.index(papers)] = paper(&one);
        let found = examine(case.file(), &same, &context());
        prop_assert!(!found.is_empty());
        prop_assert!(found.iter().all(|it| it.character == Some(place + 1) && it.one.field == field), "{:?}", found);
    }
}
