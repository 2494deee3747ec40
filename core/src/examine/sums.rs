//! Price, down payment, loans and receipts: checks 5 and 6, and the appraisal that check 7 counts from.

use super::desk::{Desk, differing};
use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::fact::PropertyKind;
use crate::money::Money;
use crate::product::ProductKind;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let property = desk.file.property.as_ref();
    let stated = |field, amount: Option<Money>| amount.map(|amount| Seen::in_case(field, Value::Amount(amount)));
    let price =
        stated(Field::Price, property.map(|home| home.price)).into_iter().chain(desk.seen(Field::Price)).collect_vec();
    let first = price.first().cloned();
    let appraisal = stated(Field::Appraisal, property.and_then(|home| home.appraisal));
    let appraisal = appraisal.into_iter().chain(desk.seen(Field::Appraisal));
    let down_payment = desk.seen(Field::DownPayment).into_iter().chain(desk.seen(Field::Supervised));
    let mut found = differing(Check::PriceDiffers, price);
    found.extend(differing(Check::AppraisalDiffers, appraisal));
    found.extend(differing(Check::DownPaymentDiffers, down_payment));
    found.extend(desk.papers.iter().enumerate().flat_map(|(index, paper)| uncovered(desk, index, paper)));
    found.extend(receipts(desk));
    found.extend(without_slip(desk));
    found.extend(taxed(desk, first));
    found
}

/// A contract whose parts do not make its price: with the loan that it names, and with those of the case.
fn uncovered(desk: &Desk<'_>, index: usize, paper: &Extract) -> Option<Inconsistency> {
    let (price, down) = (desk.at(index, paper, Field::Price)?, desk.at(index, paper, Field::DownPayment)?);
    let others = paper.get(Field::OtherSums).and_then(amount).unwrap_or(Money::ZERO);
    let loans = [paper.get(Field::Loan).and_then(amount), borrowed(desk)];
    let sums = loans.into_iter().flatten().filter_map(|loan| Money::sum([amount(&down.value)?, loan, others]).ok());
    let sum = sums.map(Value::Amount).find(|sum| *sum != price.value)?;
    Some(Inconsistency::new(Check::PriceNotCovered, &price, &down.summed(sum)))
}

/// What the loans of the case are together; nothing where one of them only takes another's place.
fn borrowed(desk: &Desk<'_>) -> Option<Money> {
    let mut loans = desk.file.live_loans().map(|loan| {
        let file = loan.file();
        let product = desk.context.pack.product(&file.application.product)?;
        (product.kind != ProductKind::Conversion)
            .then(|| file.terms.as_ref().map_or(file.application.amount, |terms| terms.amount))
    });
    let total = loans.try_fold(Money::ZERO, |sum, loan| sum.checked_add(loan?).ok())?;
    (!total.is_zero()).then_some(total)
}

fn receipts(desk: &Desk<'_>) -> Option<Inconsistency> {
    let down = desk.seen(Field::DownPayment).into_iter().next()?;
    let receipts = desk.seen_on(&DocumentKind::DOWN_PAYMENT_RECEIPT, Field::Paid);
    let first = receipts.first()?;
    let sum = Value::Amount(Money::sum(receipts.iter().filter_map(|seen| amount(&seen.value))).ok()?);
    let found = || Inconsistency::new(Check::ReceiptsDoNotAddUp, &down, &first.summed(sum.clone()));
    (sum != down.value).then(found)
}

/// One payment: its amount, and its day where that was read.
struct Payment {
    paid: Seen,
    on: Option<Seen>,
}

impl Payment {
    fn fits(&self, slip: &Payment) -> bool {
        let day = |payment: &Payment| payment.on.as_ref().map(|on| on.value.clone());
        let same_day = day(self).zip(day(slip)).is_none_or(|(one, other)| one == other);
        self.paid.value == slip.paid.value && same_day
    }

    /// What is told of a receipt and the slip beside it: the days, where the amounts are the same.
    fn told(&self, slip: Option<&Payment>) -> Inconsistency {
        let rule = || Seen::by_rule(Field::Paid, self.paid.value.clone());
        let days = slip.filter(|slip| slip.paid.value == self.paid.value).and_then(|slip| slip.on.as_ref());
        match (self.on.as_ref().zip(days), slip) {
            (Some((on, other)), _) => Inconsistency::new(Check::ReceiptWithoutSlip, on, other),
            (None, Some(slip)) => Inconsistency::new(Check::ReceiptWithoutSlip, &self.paid, &slip.paid),
            (None, None) => Inconsistency::new(Check::ReceiptWithoutSlip, &rule(), &self.paid),
        }
    }
}

/// Receipts that no slip fits; each slip counts once. Without any slip nothing is compared.
fn without_slip(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut slips = payments(desk, &DocumentKind::DOWN_PAYMENT_TRANSFER_SLIP);
    if slips.is_empty() {
        return Vec::new();
    }
    let mut left = Vec::new();
    for receipt in payments(desk, &DocumentKind::DOWN_PAYMENT_RECEIPT) {
        match slips.iter().position(|slip| receipt.fits(slip)) {
            Some(place) => drop(slips.remove(place)),
            None => left.push(receipt),
        }
    }
    let mut slips = slips.iter();
    left.iter().map(|receipt| receipt.told(slips.next())).collect_vec()
}

fn payments(desk: &Desk<'_>, document: &DocumentKind) -> Vec<Payment> {
    let papers = desk.papers.iter().enumerate().filter(|(_, paper)| paper.document == *document);
    let payment = |(index, paper): (usize, &Extract)| {
        let paid = desk.at(index, paper, Field::Paid)?;
        Some(Payment { paid, on: desk.at(index, paper, Field::PaidOn) })
    };
    papers.filter_map(payment).collect_vec()
}

/// The value that tax was counted from, of a home that its owner sells: a developer's price has the value-added tax in
/// it, which deed tax is not counted from.
fn taxed(desk: &Desk<'_>, price: Option<Seen>) -> Vec<Inconsistency> {
    let second_hand = desk.file.facts.property() == Some(PropertyKind::SecondHand);
    let price = price.filter(|_| second_hand);
    price
        .map(|price| differing(Check::TaxBaseDiffers, [price].into_iter().chain(desk.seen(Field::TaxBase))))
        .unwrap_or_default()
}

fn amount(value: &Value) -> Option<Money> {
    match value {
        Value::Amount(amount) => Some(*amount),
        _ => None,
    }
}
