//! Loans, what secures them, and what they replace.

use super::super::coverage::{beside, field, flag, implied, one};
use super::Covered;
use super::*;
use crate::product::LimitKind;

fn on_loan(of: Field, value: Value) -> Row {
    (Kind::LOAN_CONTRACT, "b1", vec![(of, value)])
}

pub(super) fn rows() -> Vec<Covered> {
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
                Proof::Limit(LimitKind::MaxLtv, coverage::borrowing(900_000, 120), coverage::borrowing(1_490_000, 120)),
                one(Check::AppraisalDiffers, (Kind::APPRAISAL_REPORT, "b1"), F::Appraisal, yuan(1_600_000), yuan(1)),
            ],
        ),
    ]
}
