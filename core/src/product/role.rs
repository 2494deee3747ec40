//! Whose paper it is.

use crate::product::words::closed;

closed! {
    /// The part somebody, or some body, plays in a case: whose paper a requirement asks for.
    ///
    /// The twenty parties of the published lists.
    pub enum Role ("role") {
        /// Who borrows.
        Borrower "borrower" "借款人",
        /// The borrower's husband or wife.
        Spouse "spouse" "配偶",
        /// Husband and wife together: one paper for both.
        Couple "couple" "夫妻双方",
        /// Who borrows together with the borrower.
        CoBorrower "co_borrower" "共同借款人",
        /// Who will be on the title besides the borrower.
        CoOwner "co_owner" "共有人",
        /// Who sells a second-hand home.
        Seller "seller" "卖方",
        /// Who owns the home together with the seller.
        SellerCoOwner "seller_co_owner" "卖方共有人",
        /// Who answers for the debt with all they have.
        Guarantor "guarantor" "保证人",
        /// Who acts for a minor or an adult without full capacity.
        Guardian "guardian" "监护人",
        /// Who signs for another under a power of attorney.
        Agent "agent" "代理人",
        /// A local resident the bank may turn to.
        ContactPerson "contact_person" "联系人",
        /// An owner under eighteen.
        Minor "minor" "未成年人",
        /// The borrower's parents.
        Parents "parents" "父母",
        /// The borrower's family as the rules count it.
        Family "family" "家庭成员",
        /// The household as a whole.
        Household "household" "家庭",
        /// Every owner of the home bought.
        Owner "owner" "产权人",
        /// Who owns another home given as security.
        CollateralOwner "collateral_owner" "抵押物权利人",
        /// The developer.
        Developer "developer" "开发商",
        /// The lender.
        Bank "bank" "银行",
        /// The appraiser.
        AppraisalCompany "appraisal_company" "评估公司",
    }
}

impl Role {
    /// Whether one person plays it, who is registered as a party of the case and hands in papers of
    /// their own.
    ///
    /// The other roles are collective: one paper a case, handed in for the role itself.
    #[must_use]
    pub const fn is_person(self) -> bool {
        match self {
            Role::Borrower
            | Role::Spouse
            | Role::CoBorrower
            | Role::CoOwner
            | Role::Seller
            | Role::SellerCoOwner
            | Role::Guarantor
            | Role::Guardian
            | Role::Agent
            | Role::ContactPerson
            | Role::Minor
            | Role::CollateralOwner => true,
            Role::Couple
            | Role::Parents
            | Role::Family
            | Role::Household
            | Role::Owner
            | Role::Developer
            | Role::Bank
            | Role::AppraisalCompany => false,
        }
    }

    /// Whether the borrower may hand the paper in for this collective role.
    ///
    /// A couple's marriage certificate arrives in the borrower's folder as often as not.
    #[must_use]
    pub const fn borrower_stands_for_it(self) -> bool {
        matches!(self, Role::Couple | Role::Parents | Role::Family | Role::Household | Role::Owner)
    }
}
