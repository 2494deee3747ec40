//! One struct a stage of the case, holding what is known there and nowhere else.

use crate::case::ending::Fault;
use crate::case::review::Defect;
use crate::date::Date;

/// The customer asks; no product is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enquiry {
    /// Since when.
    pub since: Date,
}

/// Papers come in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collecting {
    /// Since when.
    pub since: Date,
    /// What the clerk's last review found wrong; empty before the first.
    pub defects: Vec<Defect>,
}

/// The clerk checks the set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reviewing {
    /// Since when.
    pub since: Date,
}

/// Complete and consistent; ready for the lender.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prechecked {
    /// Since when.
    pub since: Date,
}

/// With the lenders.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applying {
    /// Since when.
    pub since: Date,
}

/// The terms are agreed; contracts are signed and sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signing {
    /// Since when.
    pub since: Date,
}

/// With the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registering {
    /// Since when.
    pub since: Date,
}

/// Waiting for the money.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Funding {
    /// Since when.
    pub since: Date,
}

/// The years of paying back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repaying {
    /// Since when.
    pub since: Date,
}

/// Paid back; the mortgage still stands in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settled {
    /// Since when.
    pub since: Date,
}

/// The mortgage is cancelled: the end everybody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Released {
    /// When.
    pub since: Date,
}

/// No lender lends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declined {
    /// When.
    pub since: Date,
    /// Why.
    pub reason: String,
}

/// The customer gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Withdrawn {
    /// When.
    pub since: Date,
    /// Why.
    pub reason: String,
}

/// The sale was undone, and the loan with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rescinded {
    /// When.
    pub since: Date,
    /// Whose fault it was: it decides the money (HANDBOOK 1.10).
    pub fault: Fault,
    /// Why.
    pub reason: String,
}
