//! What does not agree on a lender's form: what the machine would refuse, what breaks a limit, what was stated beside what is
//! registered.

use super::form::Desk;
use crate::case::Reason;
use crate::case::intake::fitness;
use crate::collect::CollectVec;
use crate::fact::Fact;
use crate::finding::{Verdict, findings};
use crate::party::Party;
use crate::product::Role;

/// Two things of the case that cannot both be so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contradiction {
    /// A stable code: of a refusal, of a kind of limit, or of this form's own.
    pub code: &'static str,
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

/// What the machine itself would refuse, what breaks a limit, and what was stated beside what is registered.
pub(super) fn contradictions(desk: &Desk<'_, '_>) -> Vec<Contradiction> {
    let context = desk.context;
    let refused = fitness(desk.file, &desk.loan.file().application, context).into_iter().filter(|reason| {
        matches!(
            reason,
            Reason::AmountOverPrice { .. }
                | Reason::TermOverLimit { .. }
                | Reason::PropertyMismatch { .. }
                | Reason::UnderAge { .. }
        )
    });
    let refused = refused.map(|it| Contradiction { code: it.code(), en: it.to_string(), zh: it.zh(context.pack) });
    let broken = findings(desk.file, desk.loan, context).into_iter().filter(|it| it.verdict == Verdict::Broken);
    let broken = broken.map(|it| Contradiction { code: it.limit.kind.name(), en: it.text(), zh: it.zh() });
    refused.chain(broken).chain(desk.stated_otherwise()).collect_vec()
}

/// A flag that says nobody, beside a party of the role.
const FLAGS: &[(Fact, Role)] = &[
    (Fact::HasCoBorrower, Role::CoBorrower),
    (Fact::HasCoOwner, Role::CoOwner),
    (Fact::HasGuarantor, Role::Guarantor),
    (Fact::MinorOnTitle, Role::Minor),
    (Fact::SignedByAgent, Role::Agent),
];

impl Desk<'_, '_> {
    fn stated_otherwise(&self) -> Vec<Contradiction> {
        let denied = FLAGS.iter().filter(|(fact, _)| self.file.facts.flag(*fact) == Some(false));
        let denied = denied.filter_map(|(fact, role)| self.beside(*fact, "no", "否", *role));
        denied.chain(self.spouse()).chain(self.loan_kind()).chain(self.same_number()).collect_vec()
    }

    fn beside(&self, fact: Fact, word: &str, word_zh: &str, role: Role) -> Option<Contradiction> {
        let party = self.file.parties.iter().find(|party| party.role == role)?;
        let (name, fact_zh, role_zh, id) = (fact.name(), fact.zh(), role.zh(), &party.id);
        let en = format!("`{name}` is stated as `{word}`, and `{id}` is registered as {role}");
        let zh = format!("“{fact_zh}”为“{word_zh}”，却登记了{role_zh}“{id}”");
        Some(Contradiction { code: "stated_otherwise", en, zh })
    }

    fn spouse(&self) -> Option<Contradiction> {
        let value = self.file.facts.get(Fact::Marital)?;
        let (word, zh) = (Fact::Marital.word(value)?, Fact::Marital.word_zh(value)?);
        if word == "married" { None } else { self.beside(Fact::Marital, word, zh, Role::Spouse) }
    }

    fn loan_kind(&self) -> Option<Contradiction> {
        let value = self.file.facts.get(Fact::LoanKind)?;
        let (word, word_zh) = (Fact::LoanKind.word(value)?, Fact::LoanKind.word_zh(value)?);
        let (kind, combined) = (self.product.kind, word == "combined");
        (!combined && word != kind.name()).then(|| Contradiction {
            code: "other_loan_kind",
            en: format!("`loan_kind` is stated as `{word}`, the product is `{kind}`"),
            zh: format!("贷款种类为“{word_zh}”，所选产品却是{}", kind.zh()),
        })
    }

    /// One number on two persons; a husband or wife may borrow and own besides.
    fn same_number(&self) -> Option<Contradiction> {
        let parties = &self.file.parties;
        let twin = |party: &&Party| {
            let other = |it: &&Party| it.id != party.id && it.id_number == party.id_number && !is_one(party, it);
            party.id_number.is_some().then(|| parties.iter().find(other)).flatten()
        };
        let (one, other) = parties.iter().find_map(|party| Some((party, twin(&party)?)))?;
        Some(Contradiction {
            code: "same_id_number",
            en: format!("`{}` and `{}` have the same identity number", one.id, other.id),
            zh: format!("“{}”与“{}”的证件号码相同", one.id, other.id),
        })
    }
}

/// Whether one person may stand there twice: of the same name, each time as something that a husband or wife can be.
fn is_one(party: &Party, other: &Party) -> bool {
    let both = |role: Role| matches!(role, Role::Spouse | Role::CoBorrower | Role::CoOwner);
    party.name == other.name && party.role != other.role && both(party.role) && both(other.role)
}

#[cfg(test)]
mod tests {
    use super::super::form;
    use super::super::tests::{case, context, did, party, say};
    use super::*;
    use crate::case::Case;

    fn contradictions(case: &Case) -> Vec<&'static str> {
        let context = context();
        let form = form(case.file(), &case.file().loans[0], &context).unwrap();
        form.contradictions.iter().map(|it| it.code).collect()
    }

    #[test]
    fn a_spouse_who_borrows_too_is_one_person() {
        let married = say(say(case(), Fact::Marital, "married"), Fact::HasCoBorrower, "yes");
        let number = Some("710000199105120024");
        let case = did(did(married, party("s1", Role::Spouse, number)), party("c1", Role::CoBorrower, number));
        assert_eq!(contradictions(&case), [""; 0]);
        let case = did(case, party("g1", Role::Guarantor, number));
        assert_eq!(contradictions(&case), ["same_id_number"], "nobody guarantees what they owe");
    }

    #[test]
    fn what_is_stated_otherwise_is_told() {
        let denied = say(case(), Fact::HasCoOwner, "no");
        let case = did(did(denied, party("o1", Role::CoOwner, None)), party("s1", Role::Spouse, None));
        assert_eq!(contradictions(&case), ["stated_otherwise", "stated_otherwise"]);
        assert_eq!(contradictions(&say(case, Fact::LoanKind, "provident_fund")).last(), Some(&"other_loan_kind"));
    }
}
