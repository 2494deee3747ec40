//! Whose move a milestone is: who brings it about, and so whom to ask about it.

use super::MilestoneKind;

impl MilestoneKind {
    /// Who brings it about: a role such as `borrower`, or `clerk`, `lender`, `registry`.
    ///
    /// ```
    /// use anjieflow::product::MilestoneKind;
    ///
    /// assert_eq!(MilestoneKind::ContractFiled.mover(), "developer");
    /// ```
    #[must_use]
    pub const fn mover(self) -> &'static str {
        use MilestoneKind as Of;
        match self {
            Of::ContractSigned | Of::DownPaymentPaid | Of::CreditAuthorised | Of::ShortfallPaid => "borrower",
            Of::InstalmentsDeposited | Of::Insured | Of::HandedOver => "borrower",
            Of::Interviewed | Of::CreditRechecked | Of::QuotaGranted | Of::GuaranteeReleased => "lender",
            Of::EarlySettlementAgreed | Of::OldLoanSettled => "lender",
            Of::ContractFiled | Of::GuaranteeGiven | Of::ToppedOut | Of::BuildingRegistered => "developer",
            Of::SellerPaidOff => "seller",
            Of::Appraised => "appraisal_company",
            Of::TitleTransferred | Of::AdvanceNotice | Of::MortgageRegistered | Of::SecondRankRegistered => "registry",
            Of::RankMovedUp | Of::MortgageChanged | Of::TitleIssued | Of::MortgageCancelled => "registry",
            Of::OldMortgageCancelled => "registry",
            Of::EligibilityChecked | Of::TitleSearched | Of::FundsSupervised | Of::MortgageeInformed => "clerk",
            Of::Notarised | Of::DossierFiled => "clerk",
        }
    }
}
