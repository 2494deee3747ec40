//! Whose paper it is.

use crate::fact::Fact;
use crate::product::{Condition, Name};
use crate::words::closed;
use std::borrow::Cow;

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

/// A role, the facts with the words that leave room for it, and why nobody plays it otherwise, in Chinese and English.
type Played = (Role, &'static [(Fact, &'static [&'static str])], &'static str, &'static str);

/// A row that asks a role for a paper while nobody can play it asks for what nobody can hand in. One row a role: when
/// somebody may play it (each fact with the words that leave room for it, any of them), and why. Roles that are not
/// named here somebody always plays, or can be found for.
const PLAYED: &[Played] = &[
    (Role::Spouse, &[(Fact::Marital, &["married"])], "未婚、离异、丧偶者没有配偶", "who is not married has no spouse"),
    (Role::Couple, &[(Fact::Marital, &["married"])], "未婚、离异、丧偶者没有配偶", "who is not married is no couple"),
    (Role::CoBorrower, &[(Fact::HasCoBorrower, &["yes"])], "没有共同借款人", "nobody borrows besides"),
    (Role::CoOwner, &[(Fact::HasCoOwner, &["yes"])], "没有共有人", "nobody owns besides"),
    (
        Role::Seller,
        &[(Fact::Property, &["completed_new", "second_hand"])],
        "期房由开发商预售，已有产权住房不再买卖；现房清单所称卖方即开发商",
        "a home off the plan is the developer's, a home of one's own is not sold; of a completed home lists call the \
         developer seller",
    ),
    (
        Role::SellerCoOwner,
        &[(Fact::SellerHasCoOwner, &["yes"]), (Fact::SellerMarried, &["yes"])],
        "卖方单独所有且未婚",
        "the seller owns alone and is not married",
    ),
    (Role::Guarantor, &[(Fact::HasGuarantor, &["yes"])], "没有保证人", "nobody guarantees the loan"),
    (
        Role::Guardian,
        &[(Fact::MinorOnTitle, &["yes"]), (Fact::IncapableAdultOnTitle, &["yes"])],
        "产权人均有完全行为能力，没有监护人",
        "every owner acts for themselves",
    ),
    (Role::Agent, &[(Fact::SignedByAgent, &["yes"])], "借款人亲自签字，没有代理人", "the borrower signs in person"),
    (Role::Minor, &[(Fact::MinorOnTitle, &["yes"])], "产权人中没有未成年人", "no owner is a minor"),
    (
        Role::CollateralOwner,
        &[(Fact::Collateral, &["other_home", "pledge"]), (Fact::BoughtOutsideArea, &["yes"])],
        "仅以所购住房抵押，没有其他抵押物；异地购房的，中心另要求抵押物",
        "the home bought is the only security; who buys outside the area of a centre is asked for more",
    ),
    (
        Role::Developer,
        &[(Fact::Property, &["presale", "completed_new"])],
        "二手房和已有产权住房没有开发商",
        "a second-hand home and a home of one's own have no developer",
    ),
];

impl Role {
    /// When somebody may play it: whoever asks for a paper of it otherwise asks for what nobody can hand in.
    ///
    /// ```
    /// use anjieflow::product::Role;
    ///
    /// assert_eq!(Role::Guardian.played_when().to_string(), "minor_on_title is yes or incapable_adult_on_title is yes");
    /// assert_eq!(Role::Borrower.played_when().to_string(), "always");
    /// ```
    #[must_use]
    pub fn played_when(self) -> Condition {
        let row = PLAYED.iter().find(|(role, ..)| *role == self);
        row.map_or(Condition::Always, |(_, facts, ..)| {
            Condition::Any(facts.iter().map(|(fact, words)| Condition::among(*fact, words)).collect())
        })
    }

    /// Why nobody plays it otherwise; `None` where somebody always does.
    #[must_use]
    pub fn unplayed_because(self) -> Option<Name> {
        let (.., zh, en) = PLAYED.iter().find(|(role, ..)| *role == self)?;
        Some(Name { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_is_one_of_its_fact() {
        for (role, facts, ..) in PLAYED {
            for (fact, words) in *facts {
                for word in *words {
                    assert!(fact.value_of_word(word).is_ok(), "{role}: {fact} {word}");
                }
            }
            assert_eq!(PLAYED.iter().filter(|(other, ..)| other == role).count(), 1);
        }
    }
}
