//! Papers beside what the case itself says: days, milestones, accounts, loans.

use super::*;
use crate::application::Terms;
use crate::case::funding::DesignateAccount;

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
