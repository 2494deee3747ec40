//! One struct a state of a loan, holding what is known there and nowhere else.

use crate::date::Date;

/// Papers are being made ready; nothing is with the lender.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preparing;

/// On the lender's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnderReview {
    /// Since when.
    pub since: Date,
}

/// The lender asked for more (补件).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupplementAsked {
    /// When it asked.
    pub since: Date,
    /// Until when.
    pub due: Date,
}

/// The lender sent the file back (退件).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Returned {
    /// When.
    pub since: Date,
    /// Why.
    pub reason: String,
}

/// Approved as asked, with conditions, or as a counter-offer; waiting for the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offered {
    /// When.
    pub since: Date,
    /// The last day it is good for.
    pub expires: Date,
    /// Whether it differs from what was asked (降额批复).
    pub counter: bool,
}

/// The customer accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// When.
    pub since: Date,
    /// The last day the approval is good for.
    pub expires: Date,
}

/// The loan contract is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signed {
    /// When.
    pub since: Date,
    /// The last day the approval is good for.
    pub expires: Date,
}

/// The lender paid; the money is not yet in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaidOut {
    /// When.
    pub since: Date,
}

/// The money is on the right account, and the customer pays back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repaying {
    /// When the money was posted.
    pub since: Date,
}

/// Paid back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settled {
    /// When.
    pub since: Date,
}

/// Refused by the lender, or turned down by the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declined {
    /// When.
    pub since: Date,
    /// Who said no.
    pub by: Decliner,
    /// Why.
    pub reason: String,
    /// Whether the customer has gone to another lender since: another loan stands in its place.
    pub left: bool,
}

/// The approval lapsed before it was used (批复过期).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lapsed {
    /// When.
    pub since: Date,
}

/// Who ended an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decliner {
    /// The lender refused (拒贷).
    Lender,
    /// The customer turned the offer down, or went to another lender.
    Customer,
}

impl Decliner {
    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lender => "lender",
            Self::Customer => "customer",
        }
    }
}
