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
