//! Taxes and fees: what each is for, where and for whom it holds, what it is counted from, and who pays.

use std::borrow::Cow;

use super::{Condition, Origin, Place};
use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};
use crate::words::closed;

closed! {
    /// What a cost is for.
    pub enum CostItem ("item of cost") {
        /// The tax on getting the title.
        DeedTax "deed_tax" "契税",
        /// Stamp duty on the sale contract.
        SaleStampTax "sale_stamp_tax" "买卖合同印花税",
        /// Stamp duty on the loan contract.
        LoanStampTax "loan_stamp_tax" "借款合同印花税",
        /// Entering the title in the register.
        TitleRegistration "title_registration" "不动产登记费",
        /// Certificates after the first.
        ExtraCertificate "extra_certificate" "增发证书工本费",
        /// Entering the mortgage in the register.
        MortgageRegistration "mortgage_registration" "抵押登记费",
        /// The advance notices of a home off the plan.
        AdvanceNotice "advance_notice" "预告登记费",
        /// The appraiser.
        Appraisal "appraisal" "评估费",
        /// Whoever guarantees the loan.
        Guarantee "guarantee" "担保费",
    }
}

closed! {
    /// Who pays a cost.
    pub enum Payer ("payer") {
        /// Who buys and borrows.
        Buyer "buyer" "买方",
        /// Who lends: the mortgagee.
        Lender "lender" "贷款机构",
        /// No source says.
        Unknown "unknown" "来源未载明",
    }
}

closed! {
    /// What a charge is counted from.
    pub enum Counted ("way of counting") {
        /// A share of the price.
        Price "price" "按房价",
        /// A share of what the loans lend together.
        Loan "loan" "按贷款额",
        /// An amount, once.
        Once "once" "按件",
        /// An amount for each owner after the first.
        ExtraOwner "extra_owner" "按增加的权利人",
    }
}

/// A tax or a fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Its name, such as `deed_tax_only_home`.
    pub id: Cow<'static, str>,
    /// What it is for; `None` where nobody who buys a home meets it.
    pub item: Option<CostItem>,
    /// Where it holds. Where charges of several places hold, the one of the deepest is paid.
    pub place: Place,
    /// For which household and home.
    pub when: Condition,
    /// What it is counted from.
    pub counted: Counted,
    /// The share of price or loan, from and to; the same twice where it is one.
    pub share: Option<(Rate, Rate)>,
    /// An amount for each item.
    pub per_item: Option<Money>,
    /// For homes over so many square metres.
    pub area_over_sqm: Option<u16>,
    /// For homes up to so many square metres.
    pub area_up_to_sqm: Option<u16>,
    /// Who pays, where the source says so.
    pub payer: Option<Payer>,
    /// Where it was read, and from when it holds.
    pub origin: Origin,
    /// What the source adds; empty when nothing.
    pub note: Cow<'static, str>,
}

impl Counted {
    /// Whether it is a share of something; else an amount.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(self, Self::Price | Self::Loan)
    }
}

impl Charge {
    /// That it says how much it is in the way it is counted, and in no other.
    pub(super) fn check(&self) -> Result<(), Error> {
        if (self.share.is_some(), self.per_item.is_some()) == (self.counted.is_share(), !self.counted.is_share()) {
            return Ok(());
        }
        let advice = "give a share of `price` and `loan`, and an amount `once` or for each `extra_owner`";
        Err(Error::new(ErrorCode::Conflict, "how much it is does not go with what it is counted from").help(advice))
    }
}
