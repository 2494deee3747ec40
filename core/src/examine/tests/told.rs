//! How an inconsistency is told: spelling, masks, order, names and advice.

use super::*;
use crate::examine::{Severity, Spelling};

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
    let done = |number| Check::ALL.iter().any(|check| check.number() == Some(number));
    assert!((1..=20).all(done));
}

#[test]
fn a_field_holds_its_own_kind_of_value_once() {
    let paper = Extract::new(Kind::ID_CARD, PartyId::new("b1").unwrap());
    let error = paper.clone().with(Field::Name, text("王小明")).unwrap_err();
    assert_eq!((error.code(), error.place()), (ErrorCode::WrongType, Some("name")));
    let twice = paper.with(Field::Sex, text("male")).unwrap().with(Field::Sex, text("female")).unwrap_err();
    assert_eq!((twice.code(), twice.place()), (ErrorCode::Duplicate, Some("sex")));
}

#[test]
fn words_and_sums_are_told_as_such() {
    let found = changed(&Kind::HOUSEHOLD_REGISTER, Field::Sex, text("male"));
    let told: Vec<(Field, &str, &str)> =
        [&found[0].one, &found[0].other].map(|side| (side.field, &*side.shown, &*side.shown_zh)).to_vec();
    assert_eq!(told, [(Field::Sex, "female", "女"), (Field::Sex, "male", "男")]);
    let found = changed(&Kind::INCOME_CERT, Field::Sealed, Value::Flag(false));
    assert!(found[0].zh().contains("规则要求盖章为是") && found[0].zh().contains("盖章为否"), "{}", found[0].zh());
    assert!(found[0].text().contains("the rule asks for sealed yes"), "{}", found[0].text());
    let found = changed(&Kind::SALES_CONTRACT_NEW, Field::DownPayment, yuan(500_000));
    let sum = found.iter().find(|it| it.check == Check::PriceNotCovered).unwrap();
    assert!(sum.other.is_sum && sum.zh().contains("首付款等合计1400000.00"), "{}", sum.zh());
}

#[test]
fn a_renewed_permit_is_the_same_persons() {
    let permit = |text: &str| (Kind::HK_MACAU_PERMIT, "b1", vec![(Field::IdNumber, number(text))]);
    let checks = |texts: [&str; 2]| of(texts.map(permit).to_vec()).iter().map(|it| it.check).collect::<Vec<_>>();
    assert_eq!(checks(["H1234567801", "H12345678"]), []);
    assert_eq!(checks(["H1234567801", "H1234567901"]), [Check::IdNumberDiffers]);
}

#[test]
fn a_number_of_the_case_is_of_the_borrowers_nationality() {
    let found = |stated: &str, held: &str| {
        let facts = Facts::EMPTY.with_word(Fact::Nationality, stated).unwrap();
        let case = Case::open(CaseId::new("C-2").unwrap(), &context()).unwrap().case;
        let other_id = Some(OtherId::new(held).unwrap());
        let case = step(case, AddParty { other_id, ..party("b1", Role::Borrower, "王小明", None) });
        let case = step(case, StateFacts { facts });
        examine(case.file(), &[], &context()).iter().map(|it| it.check).collect::<Vec<_>>()
    };
    assert_eq!(found("hong_kong", "H12345678"), []);
    assert_eq!(found("hong_kong", "H1234567"), [Check::IdNumberInvalid]);
    assert_eq!(found("taiwan", "12345678"), []);
    assert_eq!(found("taiwan", "H12345678"), [Check::IdNumberInvalid]);
    assert_eq!(found("foreign", "H1234567"), []);
}
