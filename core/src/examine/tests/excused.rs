//! What looks wrong and is not: nothing is found.

use super::coverage::{family, where_it_is};
use super::*;

fn found(case: &Case, papers: Vec<Row>) -> Vec<Check> {
    checks(&examine(case.file(), &extracts(papers), &context()))
}

#[test]
fn a_second_rank_and_a_mortgage_that_goes_along_are_meant() {
    let rank = vec![(Kind::MORTGAGE_CERT, "b1", vec![(Field::Rank, Value::Count(2))])];
    assert_eq!(found(&family(), rank.clone()), [Check::RankWrong]);
    for (fact, word) in [(Fact::TransferMode, "second_rank_first"), (Fact::ConversionMode, "direct")] {
        assert_eq!(found(&where_it_is(fact, word), rank.clone()), []);
    }
    let down = (Kind::SALES_CONTRACT_NEW, "b1", vec![(Field::DownPayment, yuan(600_000))]);
    let old = vec![down, (Kind::SELLER_OLD_MORTGAGE, "v1", vec![(Field::Redemption, yuan(700_000))])];
    assert_eq!(found(&where_it_is(Fact::TransferMode, "paid_off_first"), old.clone()), [Check::RedemptionUncovered]);
    assert_eq!(found(&where_it_is(Fact::TransferMode, "new_and_old_together"), old), []);
}

#[test]
fn a_year_to_the_day_is_a_year() {
    let since = |day| vec![(Kind::FOREIGN_RESIDENCE_PERMIT, "b1", vec![(Field::StaySince, Value::Day(day))])];
    assert_eq!(found(&family(), since(Date::constant(2025, 3, 20))), []);
    assert_eq!(found(&family(), since(Date::constant(2025, 3, 21))), [Check::StayTooShort]);
}

#[test]
fn who_was_divorced_may_have_married_again() {
    let papers = |kind| vec![(kind, "b1", vec![(Field::Name, called("王小明"))])];
    let mut both = papers(Kind::DIVORCE_CERT);
    both.extend(papers(Kind::DIVORCE_AGREEMENT));
    assert_eq!(found(&family(), both.clone()), []);
    assert_eq!(found(&where_it_is(Fact::Marital, "single"), both), [Check::MaritalDiffers]);
    // The papers of a co-borrower say nothing of the borrower.
    assert_eq!(found(&family(), vec![(Kind::SINGLE_DECLARATION, "c1", vec![(Field::Signed, Value::Flag(true))])]), []);
}

#[test]
fn a_guardian_may_act_for_an_adult() {
    let papers = vec![(Kind::GUARDIAN_NOTARIZATION, "b1", vec![(Field::Children, names(&["王小宝"]))])];
    let case = where_it_is(Fact::MinorOnTitle, "no");
    assert_eq!(found(&case, papers.clone()), [Check::StatedOtherwise]);
    let facts = Facts::EMPTY.with_flag(Fact::IncapableAdultOnTitle, true).unwrap();
    assert_eq!(found(&step(case, StateFacts { facts }), papers), []);
}

#[test]
fn a_permit_has_a_number_of_its_own_beside_the_residence_permit() {
    let read = |kind, text| (kind, "g1", vec![(Field::IdNumber, number(text))]);
    let both = vec![read(Kind::HK_MACAU_PERMIT, "H12345678"), read(Kind::HMT_RESIDENCE_PERMIT, "810000199408230021")];
    assert_eq!(found(&family(), both), []);
    let two = vec![read(Kind::HK_MACAU_PERMIT, "H12345678"), read(Kind::HK_MACAU_PERMIT, "H12345679")];
    assert_eq!(found(&family(), two), [Check::IdNumberDiffers]);
    // The case has the permit's number: the passport beside it is another paper, another permit is not.
    let mut other = party("h1", Role::CoOwner, "陈港生", None);
    other.other_id = Some(OtherId::new("H12345678").unwrap());
    let case = step(family(), other);
    let read = |kind, text| vec![(kind, "h1", vec![(Field::IdNumber, number(text))])];
    assert_eq!(found(&case, read(Kind::HK_MACAU_PERMIT, "H12345678")), []);
    assert_eq!(found(&case, read(Kind::HK_MACAU_PERMIT, "H12345679")), [Check::IdNumberDiffers]);
    assert_eq!(found(&case, read(Kind::HMT_RESIDENCE_PERMIT, "810000199408230021")), []);
}

#[test]
fn a_companion_on_file_need_not_be_handed_over_again() {
    let card = vec![(Kind::TEMP_ID_CARD, "b1", vec![(Field::Name, called("王小明"))])];
    assert_eq!(found(&family(), card.clone()), [Check::TemporaryCard]);
    assert_eq!(found(&step(family(), filed(Kind::ID_CARD, "b1")), card.clone()), []);
    assert_eq!(found(&step(family(), filed(Kind::ID_CARD, "c1")), card.clone()), [Check::TemporaryCard]);
    let told = examine(family().file(), &extracts(card), &context()).remove(0);
    let text = "only a temporary card is there: Resident identity card of b1 is missing, Temporary identity card of b1 has \
                name 王*明; ask for the new card: no money is paid out before";
    assert_eq!(told.text(), text);
    let zh = "仅有临时身份证：缺少居民身份证（b1），临时居民身份证（b1）姓名为王*明；补验正式身份证，此前不得放款";
    assert_eq!((told.zh().as_str(), told.character), (zh, None));
}

#[test]
fn debts_are_added_up_once_everybody_is_read() {
    let report = |holder, yuan| (Kind::CREDIT_REPORT, holder, vec![(Field::DebtMonthly, income(yuan))]);
    assert_eq!(found(&family(), vec![report("b1", 1_000)]), []);
    assert_eq!(found(&family(), vec![report("b1", 1_000), report("c1", 2_000)]), []);
    assert_eq!(found(&family(), vec![report("b1", 1_000), report("c1", 2_001)]), [Check::DebtDiffers]);
    // A guarantor's debts are the guarantor's.
    assert_eq!(found(&family(), vec![report("b1", 1_000), report("c1", 2_000), report("g1", 900)]), []);
}

#[test]
fn a_seller_signs_by_the_power_to_sell() {
    let signed = (Kind::SALES_CONTRACT_SECOND_HAND, "v1", vec![(Field::SignedBy, called("周代办"))]);
    let power = |word: &str| {
        let powers = Value::Texts(vec![word.to_owned()]);
        let agent = (Kind::AGENT_ID, "a1", vec![(Field::Name, called("周代办"))]);
        vec![signed.clone(), agent, (Kind::POA_NOTARIZED, "v1", vec![(Field::Powers, powers)])]
    };
    assert_eq!(found(&family(), power("sell")), [Check::StatedOtherwise]);
    let case = where_it_is(Fact::Property, "second_hand");
    assert_eq!(found(&case, power("sell")), []);
    assert_eq!(found(&case, power("buy")), [Check::PowersMissing]);
    assert_eq!(found(&case, vec![signed]), [Check::CompanionMissing]);
}

#[test]
fn a_contract_may_be_written_for_another_day_than_the_money_comes() {
    let days = |kind, start, matures: (i32, u8, u8)| {
        let matures = Value::Day(Date::constant(matures.0, matures.1, matures.2));
        (kind, "b1", vec![(Field::StartsOn, on(3, start)), (Field::MaturesOn, matures)])
    };
    let credited = (Kind::DOWN_PAYMENT_RECEIPT, "b1", vec![(Field::CreditedOn, on(3, 19))]);
    let term = (Kind::MORTGAGE_CONTRACT, "b1", vec![(Field::GrantedMonths, Value::Count(360))]);
    let note = days(Kind::LOAN_RECEIPT_IOU, 19, (2056, 3, 19));
    let papers = |contract| vec![credited.clone(), term.clone(), contract, note.clone()];
    assert_eq!(found(&family(), papers(days(Kind::LOAN_CONTRACT, 15, (2056, 3, 14)))), []);
    assert_eq!(found(&family(), papers(days(Kind::LOAN_CONTRACT, 15, (2056, 3, 13)))), [Check::MaturityDiffers]);
}
