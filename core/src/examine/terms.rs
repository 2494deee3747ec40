//! What was granted, on every paper of a loan (check 19), and the money that came (check 20).

use super::check::Check;
use super::desk::{Desk, differing};
use super::field::{Field, Value};
use super::inconsistency::{Inconsistency, Seen};
use crate::application::Terms;
use crate::document::DocumentKind;
use crate::loan::Loan;
use crate::money::Money;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    desk.file.live_loans().flat_map(|loan| of_loan(desk, loan)).collect()
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
    let found = || Inconsistency::new(Check::MoneyDiffers, &granted, &first.with(sum.clone()));
    (sum != granted.value).then(found)
}

/// Where the loan is to be paid: as the case designates, else as the developer's or the seller's paper says.
fn account(desk: &Desk<'_>, loan: &Loan) -> Option<Seen> {
    let case = desk.file.account(loan.id()).map(|account| Value::Card(account.number.clone()));
    let receiving = [DocumentKind::DEVELOPER_ACCOUNT, DocumentKind::SELLER_ACCOUNT];
    let paper = || desk.seen_where(Field::Card, |paper| receiving.contains(&paper.document)).into_iter().next();
    case.map(|number| Seen::in_case(Field::Card, number)).or_else(paper)
}
