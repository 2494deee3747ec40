//! The purchase, what is paid for it, and what lies in supervision.

use super::super::coverage::{beside, field, flag, one};
use super::Covered;
use super::persons::stated;
use super::*;

pub(super) fn rows() -> Vec<Covered> {
    [purchase(), supervised()].into_iter().flatten().collect()
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
