//! What one row of a list asks for: a paper, or a closed tree of papers.

use crate::date::Date;
use crate::document::DocumentKind;
use crate::product::Original;
use crate::words::closed;
use core::fmt;
use std::borrow::Cow;

/// What a row asks for.
///
/// A closed tree, so that a list can be read, compared and checked as data.
///
/// ```
/// use anjieflow::product::{Pack, ProductId, RuleId};
///
/// let product = Pack::builtin().product(&ProductId::ICBC_HOUSING_NEW).unwrap();
/// let row = product.rule(&RuleId::new("icbc-housing-new/sales_contract_new/borrower")?).unwrap();
/// assert_eq!(row.asks.to_string(), "sales_contract_new or subscription_agreement");
/// assert_eq!(row.asks.papers().len(), 2);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// This paper.
    Paper(PaperAsked),
    /// Every one of these.
    AllOf(Cow<'static, [Asks]>),
    /// At least one of these: alternatives.
    AnyOf(Cow<'static, [Asks]>),
    /// So many of these (k of n).
    AtLeast {
        /// How many.
        count: u8,
        /// Of which.
        of: Cow<'static, [Asks]>,
    },
}

/// One paper of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAsked {
    /// What is handed in.
    pub document: DocumentKind,
    /// Shown or handed over.
    pub original: Original,
    /// How many copies; `None` when the page does not say.
    pub copies: Option<u8>,
    /// The row's own window; `None` leaves the usual validity of the kind.
    pub validity: Option<Validity>,
}

/// How long a row lets a paper be old.
///
/// It stands before the usual validity of the kind of paper. What is printed on the paper as its last day binds besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// So many calendar days; the first day does not count.
    pub days: u16,
    /// Counted from when.
    pub from: ValidFrom,
}

closed! {
    /// From which day a window is counted.
    pub enum ValidFrom ("day to count from") {
        /// The day of issue, as printed on the paper.
        Issued "issued" "出具日",
        /// The day it was handed in.
        Received "received" "收件日",
    }
}

impl Validity {
    /// The last good day of a paper; `None` when the day it counts from is not known.
    #[must_use]
    pub fn last_day(self, issued: Option<Date>, received: Option<Date>) -> Option<Date> {
        let first = match self.from {
            ValidFrom::Issued => issued,
            ValidFrom::Received => received,
        };
        first?.add_days(i32::from(self.days)).ok()
    }
}

impl Asks {
    /// A paper of which nothing else is said.
    #[must_use]
    pub const fn paper(document: DocumentKind) -> Asks {
        Asks::Paper(PaperAsked { document, original: Original::Unknown, copies: None, validity: None })
    }

    /// The first paper named; `None` when the tree names none, which no data that were checked do.
    #[must_use]
    pub fn first(&self) -> Option<&PaperAsked> {
        match self {
            Asks::Paper(paper) => Some(paper),
            Asks::AllOf(of) | Asks::AnyOf(of) | Asks::AtLeast { of, .. } => of.iter().find_map(Asks::first),
        }
    }

    /// Every paper named, in order.
    #[must_use]
    pub fn papers(&self) -> Vec<&PaperAsked> {
        let mut found = Vec::new();
        self.walk(&mut |paper| found.push(paper));
        found
    }

    /// Whether the tree names this kind of paper.
    #[must_use]
    pub fn names(&self, kind: &DocumentKind) -> bool {
        match self {
            Asks::Paper(paper) => paper.document == *kind,
            Asks::AllOf(of) | Asks::AnyOf(of) | Asks::AtLeast { of, .. } => of.iter().any(|part| part.names(kind)),
        }
    }

    fn walk<'a>(&'a self, found: &mut impl FnMut(&'a PaperAsked)) {
        match self {
            Asks::Paper(paper) => found(paper),
            Asks::AllOf(of) | Asks::AnyOf(of) | Asks::AtLeast { of, .. } => of.iter().for_each(|part| part.walk(found)),
        }
    }
}

impl fmt::Display for Asks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Asks::Paper(paper) => f.write_str(paper.document.as_str()),
            Asks::AllOf(of) => joined(f, of, " and "),
            Asks::AnyOf(of) => joined(f, of, " or "),
            Asks::AtLeast { count, of } => {
                write!(f, "{count} of ")?;
                joined(f, of, ", ")
            }
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Asks], gap: &str) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { gap })?;
        match part {
            Asks::Paper(_) => write!(f, "{part}")?,
            Asks::AllOf(_) | Asks::AnyOf(_) | Asks::AtLeast { .. } => write!(f, "({part})")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_reads_as_a_sentence() {
        let pair = Asks::AnyOf(Cow::Owned(vec![
            Asks::paper(DocumentKind::DOWN_PAYMENT_INVOICE),
            Asks::paper(DocumentKind::DOWN_PAYMENT_RECEIPT),
        ]));
        let slip = Asks::paper(DocumentKind::DOWN_PAYMENT_TRANSFER_SLIP);
        let all = Asks::AllOf(Cow::Owned(vec![pair.clone(), slip.clone()]));
        assert_eq!(all.to_string(), "(down_payment_invoice or down_payment_receipt) and down_payment_transfer_slip");
        let two = Asks::AtLeast { count: 2, of: Cow::Owned(vec![pair, slip]) };
        assert_eq!(two.to_string(), "2 of (down_payment_invoice or down_payment_receipt), down_payment_transfer_slip");
        assert_eq!(two.first().unwrap().document, DocumentKind::DOWN_PAYMENT_INVOICE);
        assert!(two.names(&DocumentKind::DOWN_PAYMENT_RECEIPT) && !two.names(&DocumentKind::ID_CARD));
    }

    #[test]
    fn a_window_counts_from_its_own_day() {
        let day = |day| Date::constant(2026, 3, day);
        let window = |from| Validity { days: 10, from }.last_day(Some(day(1)), Some(day(5)));
        assert_eq!(window(ValidFrom::Issued), Some(day(11)));
        assert_eq!(window(ValidFrom::Received), Some(day(15)));
        assert_eq!(Validity { days: 10, from: ValidFrom::Issued }.last_day(None, Some(day(5))), None);
    }
}
