//! Who must sign a lender's form, and as what.

use crate::case::File;
use crate::fact::{Fact, PropertyKind};
use crate::party::PartyId;
use crate::product::{Product, ProductKind, Role};
use crate::words::closed;

closed! {
    /// As what somebody signs.
    pub enum Capacity ("capacity of a signature") {
        /// Who borrows.
        Applicant "applicant" "借款申请人",
        /// Who repays together with the borrower.
        CoApplicant "co_applicant" "共同借款人",
        /// The borrower's husband or wife, who knows and agrees.
        ConsentingSpouse "consenting_spouse" "配偶知悉同意",
        /// Who owns the home too, and mortgages it.
        Mortgagor "mortgagor" "抵押人",
        /// Who answers for the debt.
        Guarantor "guarantor" "保证人",
        /// Who signs for a minor or an adult without full capacity.
        Guardian "guardian" "监护人（法定代理人）",
        /// Who signs under a power of attorney.
        Agent "agent" "委托代理人",
        /// The developer, who answers for the debt until the mortgage is registered.
        InterimGuarantor "interim_guarantor" "阶段性保证人",
    }
}

/// A signature that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// As what.
    pub capacity: Capacity,
    /// In which role.
    pub role: Role,
    /// Who; none while nobody of the role is registered.
    pub party: Option<PartyId>,
}

/// Who signs as what, whether or not anybody of the role is registered yet: when the fact says so.
const ASKED: &[(Role, Capacity, Option<Fact>)] = &[
    (Role::Borrower, Capacity::Applicant, None),
    (Role::CoBorrower, Capacity::CoApplicant, Some(Fact::HasCoBorrower)),
    (Role::CoOwner, Capacity::Mortgagor, Some(Fact::HasCoOwner)),
    (Role::CollateralOwner, Capacity::Mortgagor, None),
    (Role::Guarantor, Capacity::Guarantor, Some(Fact::HasGuarantor)),
    (Role::Guardian, Capacity::Guardian, Some(Fact::MinorOnTitle)),
    (Role::Agent, Capacity::Agent, Some(Fact::SignedByAgent)),
];

/// Every signature that the form of a product asks for.
pub(super) fn signatures(file: &File, product: &Product) -> Vec<Signature> {
    let mut asked = Vec::new();
    for (role, capacity, fact) in ASKED {
        let wanted = *role == Role::Borrower || fact.is_some_and(|fact| file.facts.flag(fact) == Some(true));
        of_role(file, *role, *capacity, wanted, &mut asked);
    }
    let married = file.facts.word(Fact::Marital) == Some("married");
    of_role(file, Role::Spouse, Capacity::ConsentingSpouse, married, &mut asked);
    let sold_by_developer = matches!(file.facts.property(), Some(PropertyKind::Presale | PropertyKind::CompletedNew));
    if sold_by_developer && product.kind != ProductKind::Conversion {
        asked.push(Signature { capacity: Capacity::InterimGuarantor, role: Role::Developer, party: None });
    }
    asked
}

fn of_role(file: &File, role: Role, capacity: Capacity, wanted: bool, asked: &mut Vec<Signature>) {
    let theirs = file.parties.iter().filter(|party| party.role == role);
    let before = asked.len();
    asked.extend(theirs.map(|party| Signature { capacity, role, party: Some(party.id.clone()) }));
    if wanted && asked.len() == before {
        asked.push(Signature { capacity, role, party: None });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{case, did, party, say};
    use super::*;
    use crate::case::Case;
    use crate::product::{Pack, ProductId};

    fn signs(case: &Case) -> Vec<(&'static str, Option<String>)> {
        let product = Pack::builtin().product(&ProductId::CITIC_JINAN_NEW).unwrap();
        let signatures = signatures(case.file(), product);
        signatures.into_iter().map(|it| (it.capacity.name(), it.party.map(|party| party.to_string()))).collect()
    }

    #[test]
    fn who_borrows_signs_and_the_developer_answers_for_it() {
        assert_eq!(signs(&case()), [("applicant", Some("b1".into())), ("interim_guarantor", None)]);
        let second_hand = say(case(), Fact::Property, "second_hand");
        assert_eq!(signs(&second_hand), [("applicant", Some("b1".into()))]);
    }

    #[test]
    fn who_is_known_to_be_there_has_a_line_before_they_are_registered() {
        let case = say(say(case(), Fact::Marital, "married"), Fact::SignedByAgent, "yes");
        assert!(signs(&case).contains(&("consenting_spouse", None)) && signs(&case).contains(&("agent", None)));
        let case = did(case, party("s1", Role::Spouse, None));
        assert!(signs(&case).contains(&("consenting_spouse", Some("s1".into()))));
        assert!(!signs(&case).contains(&("consenting_spouse", None)));
    }

    #[test]
    fn everybody_of_a_role_signs() {
        let case = did(did(case(), party("o1", Role::CoOwner, None)), party("o2", Role::CoOwner, None));
        let owners: Vec<Option<String>> =
            signs(&case).into_iter().filter(|it| it.0 == "mortgagor").map(|it| it.1).collect();
        assert_eq!(owners, [Some("o1".into()), Some("o2".into())]);
    }
}
