//! Papers that agree with one another and with a case: what every test of this folder changes one thing of.

mod against_the_case;
mod catalogue;
mod changed;
mod coverage;
mod excused;
mod laws;
mod told;
mod twenty;

use super::{Check, Extract, Field, Inconsistency, Value, examine};
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

/// The home of the case, or its neighbour.
fn home(house: u8) -> Value {
    Value::Address(Address::new(&format!("济南市历下区试验路{house}号")).unwrap())
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
