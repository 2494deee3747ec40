//! What an agent signed, beside the power of attorney: what it covers, until when, and where it was made.

use super::desk::Desk;
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind as Kind;
use crate::words::closed;

closed! {
    /// What a power of attorney lets an agent do.
    pub enum Power ("power") {
        /// Buy: sign the contract of sale, pay and take over.
        Buy "buy" "购房签约",
        /// Sell.
        Sell "sell" "售房签约",
        /// Apply for a loan and sign its papers.
        Borrow "borrow" "申请贷款及签署借款合同",
        /// Mortgage the home.
        Mortgage "mortgage" "签署抵押合同",
        /// Apply for registrations.
        Register "register" "办理不动产登记",
        /// Allow the query of the credit record.
        Query "query" "授权查询征信",
        /// Take in money.
        Receive "receive" "收取款项",
    }
}

/// Which power a paper takes; who sells needs the power to sell.
const TAKES: [(Kind, Power); 13] = [
    (Kind::SUBSCRIPTION_AGREEMENT, Power::Buy),
    (Kind::SALES_CONTRACT_NEW, Power::Buy),
    (Kind::SALES_CONTRACT_SECOND_HAND, Power::Buy),
    (Kind::FUND_SUPERVISION_AGREEMENT, Power::Buy),
    (Kind::LOAN_APPLICATION_FORM, Power::Borrow),
    (Kind::PF_APPLICATION_FORM, Power::Borrow),
    (Kind::LOAN_CONTRACT, Power::Borrow),
    (Kind::LOAN_RECEIPT_IOU, Power::Borrow),
    (Kind::MORTGAGE_CONTRACT, Power::Mortgage),
    (Kind::MORTGAGOR_CONSENT, Power::Mortgage),
    (Kind::REGISTRATION_APPLICATION, Power::Register),
    (Kind::CREDIT_AUTHORIZATION, Power::Query),
    (Kind::SELLER_RECEIPT_DECLARATION, Power::Receive),
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let papers = desk.papers.iter().enumerate();
    papers.flat_map(|(index, paper)| [signed(desk, index, paper), made(desk, index, paper)].concat()).collect_vec()
}

/// A paper that an agent signed, beside the powers that its holder gave.
fn signed(desk: &Desk<'_>, index: usize, paper: &Extract) -> Vec<Inconsistency> {
    let Some(signed) = desk.at(index, paper, Field::SignedBy) else { return Vec::new() };
    let powers: Vec<(usize, &Extract)> = powers(desk, paper);
    if powers.is_empty() {
        let absent = desk.absent(Kind::POA_NOTARIZED, paper.holder.clone(), Field::SignedBy);
        return vec![Inconsistency::new(Check::CompanionMissing, &absent, &signed)];
    }
    let other = powers.iter().filter_map(|(at, power)| desk.at(*at, power, Field::Agent));
    let other = first_unless(other, |agent| agent.value == signed.value);
    let other = other.map(|agent| Inconsistency::new(Check::StrangerNamed, &agent, &signed));
    [other, uncovered(desk, paper, &powers, &signed), lapsed(desk, index, paper, &powers)]
        .into_iter()
        .flatten()
        .collect_vec()
}

/// The powers that the holder of a paper gave.
fn powers<'a>(desk: &Desk<'a>, paper: &Extract) -> Vec<(usize, &'a Extract)> {
    let powers = desk.papers.iter().enumerate();
    powers.filter(|(_, it)| it.document == Kind::POA_NOTARIZED && it.holder == paper.holder).collect_vec()
}

/// The first of them, where none will do.
fn first_unless(seen: impl Iterator<Item = Seen>, does: impl Fn(&Seen) -> bool) -> Option<Seen> {
    let seen = seen.collect_vec();
    if seen.iter().any(does) { None } else { seen.into_iter().next() }
}

fn uncovered(desk: &Desk<'_>, paper: &Extract, powers: &[(usize, &Extract)], signed: &Seen) -> Option<Inconsistency> {
    let (_, power) = TAKES.iter().find(|(kind, _)| *kind == paper.document)?;
    let sells = *power == Power::Buy && desk.sells(&paper.holder);
    let wanted = if sells { Power::Sell } else { *power };
    let has = |seen: &Seen| matches!(&seen.value, Value::Texts(words) if words.iter().any(|it| it == wanted.name()));
    let given = powers.iter().filter_map(|(at, power)| desk.at(*at, power, Field::Powers));
    Some(Inconsistency::new(Check::PowersMissing, &first_unless(given, has)?, signed))
}

/// The day of the act before or after the term that every power is given for.
fn lapsed(desk: &Desk<'_>, index: usize, paper: &Extract, powers: &[(usize, &Extract)]) -> Option<Inconsistency> {
    let on = desk.at(index, paper, Field::SignedOn)?;
    let outside = |(at, power): &(usize, &Extract)| {
        let (since, until) = (desk.at(*at, power, Field::Issued), desk.at(*at, power, Field::ValidUntil));
        since.filter(|since| since.day() > on.day()).or_else(|| until.filter(|until| until.day() < on.day()))
    };
    let outside: Vec<Seen> = powers.iter().map(outside).collect::<Option<_>>()?;
    Some(Inconsistency::new(Check::PowerLapsed, outside.first()?, &on))
}

/// A power made abroad, without notary or authentication.
fn made(desk: &Desk<'_>, index: usize, paper: &Extract) -> Vec<Inconsistency> {
    let yes = Value::Flag(true);
    let abroad = desk.at(index, paper, Field::Abroad).filter(|abroad| abroad.value == yes);
    let abroad =
        abroad.filter(|_| paper.document == Kind::POA_NOTARIZED && paper.get(Field::Authenticated) != Some(&yes));
    let rule = Seen::by_rule(Field::Authenticated, yes);
    abroad.map(|abroad| Inconsistency::new(Check::NotAuthenticated, &rule, &abroad)).into_iter().collect_vec()
}
