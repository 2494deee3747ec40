//! The seller, the home, the developer.

use super::super::coverage::{beside, flag, implied, one};
use super::Covered;
use super::*;

pub(super) fn rows() -> Vec<Covered> {
    [sellers(), home_itself(), developers()].into_iter().flatten().collect()
}

fn sellers() -> Vec<Covered> {
    use Field as F;
    let sells = (Kind::SALES_CONTRACT_SECOND_HAND, "v1", vec![(F::Sellers, names(&["赵大年", "钱太太"]))]);
    let settled = |of, good, bad| {
        let old = (Kind::SELLER_OLD_MORTGAGE, "v1", vec![(F::OldLoanNumber, text("DK-1"))]);
        beside(Check::OldLoanDiffers, old, (Kind::SELLER_SETTLEMENT, "v1"), of, text(good), text(bad))
    };
    vec![
        (
            Kind::SELLER_ID,
            "equals title holder",
            vec![
                one(Check::NameDiffers, (Kind::SELLER_ID, "v1"), F::Name, called("赵大年"), called("赵大")),
                one(
                    Check::SellersDiffer,
                    (Kind::TITLE_CERTIFICATE, "v1"),
                    F::TitleHolders,
                    names(&["赵大年"]),
                    names(&["赵大"]),
                ),
            ],
        ),
        (
            Kind::SELLER_MARITAL_PROOF,
            "spouse's consent",
            vec![beside(
                Check::SpouseSilent,
                sells,
                (Kind::SELLER_MARITAL_PROOF, "v1"),
                F::Spouse,
                called("钱太太"),
                called("钱二"),
            )],
        ),
        (
            Kind::SELLER_ACCOUNT,
            "holder = seller",
            vec![one(
                Check::AccountHolderDiffers,
                (Kind::SELLER_ACCOUNT, "v1"),
                F::AccountHolder,
                called("赵大年"),
                called("赵大"),
            )],
        ),
        (
            Kind::SELLER_ACCOUNT,
            "some banks insist on an account with themselves",
            vec![Proof::Nothing("a lender's own list asks for it")],
        ),
        (
            Kind::SELLER_OLD_MORTGAGE,
            "redemption amount vs down payment",
            vec![beside(
                Check::RedemptionUncovered,
                (Kind::SALES_CONTRACT_SECOND_HAND, "b1", vec![(F::DownPayment, yuan(600_000))]),
                (Kind::SELLER_OLD_MORTGAGE, "v1"),
                F::Redemption,
                yuan(600_000),
                yuan(600_001),
            )],
        ),
        (
            Kind::SELLER_SETTLEMENT,
            "needed to cancel the old mortgage",
            vec![
                flag(Check::NotSettled, (Kind::SELLER_SETTLEMENT, "v1"), F::Settled, true),
                settled(F::OldLoanNumber, "DK-1", "DK-7"),
            ],
        ),
    ]
}

fn home_itself() -> Vec<Covered> {
    use Field as F;
    let contract = |of, value| (Kind::SALES_CONTRACT_SECOND_HAND, "b1", vec![(of, value)]);
    let same = |kind: Kind, check, of, good: Value, bad: Value| {
        beside(check, contract(of, good.clone()), (kind, "v1"), of, good, bad)
    };
    let area = |kind| same(kind, Check::AreaDiffers, F::Area, Value::Area(8_905), Value::Area(8_950));
    let usage = |kind| same(kind, Check::UseDiffers, F::Use, text("住宅"), text("商业"));
    let until = |year| Value::Day(Date::constant(year, 6, 30));
    let units = ["340121261006GB00014F00220045", "340121261006GB00014F00220046"].map(unit);
    let title = || Kind::TITLE_CERTIFICATE;
    let free = |kind: Kind| flag(Check::Encumbered, (kind, "v1"), F::Encumbered, false);
    vec![
        (
            Kind::TITLE_CERTIFICATE,
            "holder, co-owners, unit number, area, use, land term, existing mortgage or seizure",
            vec![
                one(Check::SellersDiffer, (title(), "v1"), F::TitleHolders, names(&["赵大年"]), names(&["钱二"])),
                beside(
                    Check::CoOwnerSilent,
                    (Kind::CO_OWNER_CONSENT, "v1", vec![(F::Consenting, names(&["赵大年"]))]),
                    (title(), "v1"),
                    F::TitleHolders,
                    names(&["赵大年"]),
                    names(&["赵大年", "钱二"]),
                ),
                same(title(), Check::UnitNumberDiffers, F::UnitNumber, units[0].clone(), units[1].clone()),
                area(title()),
                usage(title()),
                same(title(), Check::LandTermDiffers, F::LandUntil, until(2078), until(2077)),
                one(Check::LandTermShort, (title(), "v1"), F::LandUntil, until(2078), until(2055)),
                free(title()),
            ],
        ),
        (
            Kind::TITLE_SEARCH,
            "no seizure, no second mortgage, no objection registration",
            vec![free(Kind::TITLE_SEARCH)],
        ),
        (
            Kind::APPRAISAL_REPORT,
            "address, area, use",
            vec![
                one(Check::AddressDiffers, (Kind::APPRAISAL_REPORT, "b1"), F::Address, home(1), home(2)),
                area(Kind::APPRAISAL_REPORT),
                usage(Kind::APPRAISAL_REPORT),
            ],
        ),
    ]
}

fn developers() -> Vec<Covered> {
    use Field as F;
    let licence = (Kind::DEVELOPER_LICENSE, "developer", vec![(F::Representative, called("周老板"))]);
    vec![
        (
            Kind::INITIAL_TITLE,
            "completed homes and the conversion step",
            vec![implied(
                Check::StatedOtherwise,
                (Kind::INITIAL_TITLE, "developer"),
                Fact::Property,
                "completed_new",
                "second_hand",
            )],
        ),
        (
            // The text has a source only; the papers of one firm are compared all the same.
            Kind::DEVELOPER_LEGAL_REP_ID,
            "",
            vec![beside(
                Check::RepresentativeDiffers,
                licence,
                (Kind::DEVELOPER_LEGAL_REP_ID, "developer"),
                F::Representative,
                called("周老板"),
                called("吴老板"),
            )],
        ),
        (
            Kind::DEVELOPER_ACCOUNT,
            "loan is paid into it",
            vec![beside(
                Check::CreditedElsewhere,
                (Kind::LOAN_RECEIPT_IOU, "b1", vec![(F::CreditedCard, card("6222021001116245710"))]),
                (Kind::DEVELOPER_ACCOUNT, "developer"),
                F::Card,
                card("6222021001116245710"),
                card("6222021001116245702"),
            )],
        ),
        (
            Kind::GREEN_BUILDING_CERT,
            "raises the ceiling",
            vec![
                implied(
                    Check::StatedOtherwise,
                    (Kind::GREEN_BUILDING_CERT, "developer"),
                    Fact::GreenBuilding,
                    "yes",
                    "no",
                ),
                stars(),
            ],
        ),
    ]
}

fn stars() -> Proof {
    let papers = vec![(Kind::GREEN_BUILDING_CERT, "developer", vec![(Field::GreenStars, Value::Count(3))])];
    let scene = |stars| (Box::new(coverage::where_it_is(Fact::GreenBuildingStars, stars)), papers.clone());
    Proof::Fires(Check::StatedOtherwise, scene("3"), scene("2"))
}
