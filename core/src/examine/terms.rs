//! What was granted, on every paper of a loan (check 19), and the money that came (check 20).

use super::desk::{Desk, differing};
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::application::Terms;
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::fact::Fact;
use crate::loan::Loan;
use crate::money::Money;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    desk.file.live_loans().flat_map(|loan| of_loan(desk, loan)).collect_vec()
}

fn of_loan(desk: &Desk<'_>, loan: &Loan) -> Vec<Inconsistency> {
    let mut found = Vec::new();
    for (check, field, granted) in [
        (Check::AmountDiffers, Field::Granted, amount as fn(&Terms) -> Value),
        (Check::TermDiffers, Field::GrantedMonths, |terms| Value::Count(terms.term_months.into())),
        (Check::RateDiffers, Field::GrantedRate, |terms| Value::Rate(terms.rate)),
    ] {
        let case = loan.file().terms.as_ref().map(|terms| Seen::in_case(field, granted(terms)));
        found.extend(differing(check, case.into_iter().chain(of(desk, loan, field))));
    }
    found.extend(asked(desk, loan));
    found.extend(term(desk, loan));
    found.extend(differing(Check::MortgageeDiffers, of(desk, loan, Field::Mortgagee)));
    found.extend(rank(desk, loan));
    found.extend(received(desk, loan));
    found.extend(differing(
        Check::CreditedElsewhere,
        account(desk, loan).into_iter().chain(of(desk, loan, Field::CreditedCard)),
    ));
    found
}

fn amount(terms: &Terms) -> Value {
    Value::Amount(terms.amount)
}

fn of(desk: &Desk<'_>, loan: &Loan, field: Field) -> Vec<Seen> {
    desk.seen_where(field, |paper| desk.is_of(paper, loan))
}

/// What the form asks for, beside what the case applied for.
fn asked(desk: &Desk<'_>, loan: &Loan) -> Vec<Inconsistency> {
    let application = &loan.file().application;
    let months = Value::Count(application.term_months.into());
    [(Field::Asked, Value::Amount(application.amount)), (Field::AskedMonths, months)]
        .into_iter()
        .flat_map(|(field, value)| {
            let case = Seen::in_case(field, value);
            differing(Check::ApplicationDiffers, [case].into_iter().chain(of(desk, loan, field)))
        })
        .collect_vec()
}

/// First and last day of the loan: the note says the day of the money, and the last day follows from the first.
fn term(desk: &Desk<'_>, loan: &Loan) -> Vec<Inconsistency> {
    let paid = loan.file().paid.map(|(_, on)| Seen::in_case(Field::CreditedOn, Value::Day(on)));
    let paid = paid.or_else(|| of(desk, loan, Field::CreditedOn).into_iter().next());
    // A contract may be written for a day that the money then misses.
    let starts = of(desk, loan, Field::StartsOn).into_iter().filter(|seen| seen.is_on(&DocumentKind::LOAN_RECEIPT_IOU));
    let mut found = differing(Check::StartDiffers, paid.into_iter().chain(starts));
    let granted = loan.file().terms.as_ref().map(|terms| u32::from(terms.term_months));
    let months = granted.or_else(|| of(desk, loan, Field::GrantedMonths).first()?.count());
    let papers = desk.papers.iter().enumerate().filter(|(_, paper)| desk.is_of(paper, loan));
    found.extend(papers.filter_map(|(index, paper)| matured(desk, index, paper, months?)));
    found
}

/// A last day that first day and term do not come to. Some papers count the last day, others the day after it: both are
/// right.
fn matured(desk: &Desk<'_>, index: usize, paper: &Extract, months: u32) -> Option<Inconsistency> {
    let (starts, matures) = (desk.at(index, paper, Field::StartsOn)?, desk.at(index, paper, Field::MaturesOn)?);
    let due = starts.day()?.add_months(i32::try_from(months).ok()?).ok()?;
    let right = [Some(due), due.prev().ok()].contains(&matures.day());
    let rule = Seen::by_rule(Field::MaturesOn, Value::Day(due));
    (!right).then(|| Inconsistency::new(Check::MaturityDiffers, &rule, &matures))
}

/// Another rank than the first, where no earlier mortgage is meant to stay.
fn rank(desk: &Desk<'_>, loan: &Loan) -> Vec<Inconsistency> {
    let word = |fact, word| desk.file.facts.word(fact) == Some(word);
    let behind = word(Fact::TransferMode, "second_rank_first") || word(Fact::ConversionMode, "direct");
    let rule = Seen::by_rule(Field::Rank, Value::Count(1));
    let others = of(desk, loan, Field::Rank).into_iter().filter(|seen| !behind && seen.value != rule.value);
    others.map(|seen| Inconsistency::new(Check::RankWrong, &rule, &seen)).collect_vec()
}

/// What came, all advices together, where it is not what was granted.
fn received(desk: &Desk<'_>, loan: &Loan) -> Option<Inconsistency> {
    let case = loan.file().terms.as_ref().map(|terms| Seen::in_case(Field::Granted, amount(terms)));
    let granted = case.or_else(|| of(desk, loan, Field::Granted).into_iter().next())?;
    let advices = of(desk, loan, Field::Credited);
    let amounts = advices.iter().filter_map(|seen| match seen.value {
        Value::Amount(amount) => Some(amount),
        _ => None,
    });
    let (first, sum) = (advices.first()?, Value::Amount(Money::sum(amounts).ok()?));
    let found = || Inconsistency::new(Check::MoneyDiffers, &granted, &first.summed(sum.clone()));
    (sum != granted.value).then(found)
}

/// Where the loan is to be paid: as the case designates, else as the developer's or the seller's paper says.
fn account(desk: &Desk<'_>, loan: &Loan) -> Option<Seen> {
    let case = desk.file.account(loan.id()).map(|account| Value::Card(account.number.clone()));
    let receiving = [DocumentKind::DEVELOPER_ACCOUNT, DocumentKind::SELLER_ACCOUNT];
    let paper = || desk.seen_where(Field::Card, |paper| receiving.contains(&paper.document)).into_iter().next();
    case.map(|number| Seen::in_case(Field::Card, number)).or_else(paper)
}
