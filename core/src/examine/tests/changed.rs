//! Each of the twenty checks on papers that agree, with one thing changed.

use super::*;

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
            vec![Check::OwnersDiffer, Check::BuyerUnknown, Check::SpouseNotAdded],
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
