//! Income, and the firms that it comes from.

use super::super::coverage::{beside, companion, flag, implied, one};
use super::Covered;
use super::*;
use crate::product::LimitKind;

pub(super) fn rows() -> Vec<Covered> {
    [earning(), firms()].into_iter().flatten().collect()
}

fn earning() -> Vec<Covered> {
    use Field as F;
    let certificate = (Kind::INCOME_CERT, "b1", vec![(F::Employer, called("济南试验公司"))]);
    let pays = |kind: Kind| {
        let (good, bad) = (called("济南试验公司"), called("济南别家公司"));
        beside(Check::EmployerDiffers, certificate.clone(), (kind, "b1"), F::Employer, good, bad)
    };
    let months = |kind: Kind, months| {
        one(Check::MonthsMissing, (kind, "b1"), F::MonthsCovered, Value::Count(months), Value::Count(months - 1))
    };
    vec![
        (
            Kind::INCOME_CERT,
            "employer name = statement payer = tax record",
            vec![pays(Kind::BANK_STATEMENT), pays(Kind::TAX_CERT)],
        ),
        (
            Kind::INCOME_CERT,
            "monthly income >= 2 x instalment",
            vec![beside(
                Check::IncomeTooLow,
                (Kind::INCOME_CERT, "c1", vec![(F::IncomeCertified, income(1_000))]),
                (Kind::INCOME_CERT, "b1"),
                F::IncomeCertified,
                income(9_000),
                income(8_999),
            )],
        ),
        (
            Kind::INCOME_CERT,
            "seal legible and of the right kind",
            vec![flag(Check::NotSealed, (Kind::INCOME_CERT, "b1"), F::Sealed, true)],
        ),
        (
            Kind::BANK_STATEMENT,
            "pay lines labelled salary",
            vec![
                flag(Check::PayNotLabelled, (Kind::BANK_STATEMENT, "b1"), F::PayLabelled, true),
                months(Kind::BANK_STATEMENT, 6),
            ],
        ),
        (
            Kind::BANK_STATEMENT,
            "no just-in-time large deposits",
            vec![flag(Check::LargeDeposit, (Kind::BANK_STATEMENT, "b1"), F::LargeDeposit, false)],
        ),
        (Kind::BANK_STATEMENT, "payer = employer", vec![pays(Kind::BANK_STATEMENT)]),
        (
            Kind::TAX_CERT,
            "income declared = income certified",
            vec![
                beside(
                    Check::DeclaredDiffers,
                    (Kind::INCOME_CERT, "b1", vec![(F::IncomeCertified, income(20_000))]),
                    (Kind::TAX_CERT, "b1"),
                    F::IncomeDeclared,
                    income(20_000),
                    income(20_001),
                ),
                months(Kind::TAX_CERT, 12),
            ],
        ),
        (
            Kind::SOCIAL_SECURITY_RECORD,
            "purchase eligibility of non-locals",
            vec![
                months(Kind::SOCIAL_SECURITY_RECORD, 12),
                flag(Check::BackPaid, (Kind::SOCIAL_SECURITY_RECORD, "b1"), F::BackPaid, false),
            ],
        ),
        (
            Kind::PENSION_CERT,
            "age + term limit",
            vec![
                Proof::Limit(
                    LimitKind::AgePlusTerm,
                    coverage::borrowing(900_000, 120),
                    coverage::borrowing(900_000, 360),
                ),
                implied(Check::StatedOtherwise, (Kind::PENSION_CERT, "b1"), Fact::Employment, "retired", "salaried"),
            ],
        ),
        (
            Kind::ASSET_PROOF,
            "supports but does not replace cash flow",
            vec![companion(Check::NoCashFlow, (Kind::ASSET_PROOF, "b1"), (Kind::BANK_STATEMENT, "b1"))],
        ),
        (Kind::EDUCATION_CERT, "some PF and bank files", vec![Proof::Nothing("lists ask for it; nothing is compared")]),
        (
            Kind::TALENT_CERT,
            "raises the PF ceiling in many cities",
            vec![implied(Check::StatedOtherwise, (Kind::TALENT_CERT, "b1"), Fact::IsTalent, "yes", "no")],
        ),
    ]
}

fn firms() -> Vec<Covered> {
    use Field as F;
    let licence = (Kind::BUSINESS_LICENSE, "b1");
    vec![
        (
            Kind::BUSINESS_LICENSE,
            "USCC checksum",
            vec![
                one(
                    Check::FirmCodeInvalid,
                    licence.clone(),
                    F::FirmCode,
                    number("91350100M000100Y43"),
                    number("91350100M000100Y44"),
                ),
                beside(
                    Check::FirmCodeDiffers,
                    (Kind::BUSINESS_LICENSE, "b1", vec![(F::FirmCode, number("91350100M000100Y43"))]),
                    (Kind::CORPORATE_STATEMENT, "b1"),
                    F::FirmCode,
                    number("91350100M000100Y43"),
                    number("91350100M000100y43"),
                ),
            ],
        ),
        (
            Kind::BUSINESS_LICENSE,
            "borrower is operator, legal representative or shareholder",
            vec![one(Check::NotPrincipal, licence, F::Principals, names(&["王小明", "孙七"]), names(&["孙七"]))],
        ),
        (
            Kind::ARTICLES_OF_ASSOCIATION,
            "borrower's share",
            vec![beside(
                Check::ShareDiffers,
                (Kind::BUSINESS_LICENSE, "b1", vec![(F::Share, Value::Rate(Rate::new(300_000).unwrap()))]),
                (Kind::ARTICLES_OF_ASSOCIATION, "b1"),
                F::Share,
                Value::Rate(Rate::new(300_000).unwrap()),
                Value::Rate(Rate::new(200_000).unwrap()),
            )],
        ),
    ]
}
