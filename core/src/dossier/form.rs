//! A lender's application form (申请表), filled from the case: each value with where it came from, what is blank and whom to
//! ask, what contradicts itself, who signs.

use crate::collect::CollectVec;
use std::fmt;

use super::blank::{Field, FieldOf, OF_CASE, OF_PERSONS, On, PERSONS, Section, Source};
use super::contradiction::{Contradiction, contradictions};
use super::sign::{Signature, signatures};
use crate::case::consent::missing_consents;
use crate::case::{Context, File, Mark};
use crate::error::note;
use crate::fact::{Fact, FactKind, PropertyKind};
use crate::figure::{Figure, FigureUnit};
use crate::identity::Sex;
use crate::loan::{Loan, LoanId};
use crate::money::Money;
use crate::party::Party;
use crate::product::{MilestoneKind, Product, ProductKind, Purpose, Role};

/// A form, filled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Form<'c> {
    /// For which loan.
    pub loan: LoanId,
    /// Whose form.
    pub product: &'c Product,
    /// Every field, in the order of the form.
    pub fields: Vec<Filled<'c>>,
    /// What does not agree.
    pub contradictions: Vec<Contradiction>,
    /// Who signs.
    pub signatures: Vec<Signature>,
}

/// One field, filled or blank.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filled<'c> {
    /// In which section.
    pub section: Section,
    /// The field.
    pub field: &'static Field,
    /// Whose, in a section of persons; none while nobody of the role is registered.
    pub party: Option<&'c Party>,
    /// The value, and where it came from; none is a blank.
    pub value: Option<(Text, Source)>,
    /// Whom to ask: the id of a party, a role, `lender`, `clerk`.
    pub whom: &'c str,
}

/// A value as it is written; `Debug` and [`masked`](Self::masked) hide what is personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    plain: String,
    masked: String,
    zh: Option<&'static str>,
}

impl Text {
    fn open(text: impl fmt::Display) -> Self {
        let plain = text.to_string();
        Self { masked: plain.clone(), plain, zh: None }
    }

    fn personal(plain: &str, masked: impl fmt::Display) -> Self {
        Self { plain: plain.to_owned(), masked: masked.to_string(), zh: None }
    }

    fn word(word: &'static str, zh: &'static str) -> Self {
        Self { zh: Some(zh), ..Self::open(word) }
    }

    /// As it may be shown.
    #[must_use]
    pub fn masked(&self) -> &str {
        &self.masked
    }

    /// The real text: an explicit call, so that a reader sees where it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.plain
    }

    /// The Chinese word, where the value is a word.
    #[must_use]
    pub const fn zh(&self) -> Option<&'static str> {
        self.zh
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.masked, f)
    }
}

/// The form of a loan's lender on a day; `None` when the pack has no such product.
#[must_use]
pub fn form<'c>(file: &'c File, loan: &'c Loan, context: &Context<'c>) -> Option<Form<'c>> {
    let product = context.pack.product(&loan.file().application.product)?;
    let desk = Desk { file, loan, product, context };
    let mut fields = Vec::new();
    for (section, role, fact) in PERSONS {
        desk.persons(*section, *role, *fact, &mut fields);
    }
    let of_case = OF_CASE.iter().filter(|field| desk.stands(field.on));
    fields.extend(of_case.filter_map(|field| desk.filled(field.section, field, None)));
    let mut sorted = Vec::with_capacity(fields.len());
    fields.into_iter().for_each(|field| crate::order::insert(&mut sorted, field, |it: &Filled<'_>| it.section));
    let contradictions = contradictions(&desk);
    Some(Form {
        loan: loan.id().clone(),
        product,
        fields: sorted,
        contradictions,
        signatures: signatures(file, product),
    })
}

pub(super) struct Desk<'a, 'c> {
    pub(super) file: &'c File,
    pub(super) loan: &'c Loan,
    pub(super) product: &'c Product,
    pub(super) context: &'a Context<'c>,
}

impl<'c> Desk<'_, 'c> {
    fn stands(&self, on: On) -> bool {
        match on {
            On::Every | On::WhereKnown => true,
            On::Fund => self.product.kind != ProductKind::Commercial,
            On::Conversion => self.product.kind == ProductKind::Conversion,
            On::SecondHand => self.file.facts.property() == Some(PropertyKind::SecondHand),
        }
    }

    /// The section of each person of a role; a blank one where somebody is known to be there, and nobody is registered.
    fn persons(&self, section: Section, role: Role, fact: Option<Fact>, fields: &mut Vec<Filled<'c>>) {
        let parties = self.file.parties.iter().filter(|party| party.role == role).collect_vec();
        let of = |party| OF_PERSONS.iter().filter_map(move |field| self.filled(section, field, party));
        if parties.is_empty() && self.expects(role, fact) {
            fields.extend(of(None));
        }
        fields.extend(parties.into_iter().flat_map(|party| of(Some(party))));
    }

    fn expects(&self, role: Role, fact: Option<Fact>) -> bool {
        let facts = &self.file.facts;
        match role {
            Role::Borrower => true,
            Role::Spouse => facts.word(Fact::Marital) == Some("married"),
            Role::Seller => facts.property() == Some(PropertyKind::SecondHand),
            _ => fact.is_some_and(|fact| facts.flag(fact) == Some(true)),
        }
    }

    fn filled(&self, section: Section, field: &'static Field, party: Option<&'c Party>) -> Option<Filled<'c>> {
        let value = match party {
            Some(party) => of_party(field.of, party).map(|text| (text, Source::Party)),
            None => self.value(field.of),
        };
        let whom = match (field.whom, party) {
            ("party", Some(party)) => party.id.as_str(),
            ("party", None) => section.name(),
            ("payee", _) => self.payee(),
            (whom, _) => whom,
        };
        let wanted = value.is_some() || field.on != On::WhereKnown;
        wanted.then_some(Filled { section, field, party, value, whom })
    }

    fn value(&self, of: FieldOf) -> Option<(Text, Source)> {
        let (file, loan) = (self.file, self.loan.file());
        let source = source(of)?;
        let text = match of {
            FieldOf::Fact(fact) => fact_text(file, fact)?,
            FieldOf::Figure(figure) => figure_text(file, figure)?,
            FieldOf::ProductName => Text::open(&self.product.name.zh),
            FieldOf::Amount => Text::open(loan.application.amount),
            FieldOf::Term => Text::open(loan.application.term_months),
            FieldOf::RateRule => match &loan.terms {
                Some(terms) => return Some((Text::open(terms.rate), Source::Loan)),
                None => self.rate_rule()?,
            },
            FieldOf::Method => match *self.product.repayment_methods {
                [only] => Text::word(only.name(), only.zh()),
                _ => return None,
            },
            FieldOf::ContractNumber => {
                let number = self.contract()?.reference.as_ref()?;
                Text::personal(number, note(number))
            }
            FieldOf::ContractDay => Text::open(self.contract()?.on),
            FieldOf::CreditAuthorised => self.authorised()?,
            FieldOf::AccountHolder => Text::open(&file.account(self.loan.id())?.holder),
            FieldOf::AccountNumber => {
                let number = &file.account(self.loan.id())?.number;
                Text::personal(number.reveal(), number.masked())
            }
            other => self.of_home(other)?,
        };
        Some((text, source))
    }

    /// How the rate is found before the lender has named one, in the words of a form; what the pack notes of it is for whoever
    /// keeps the pack.
    fn rate_rule(&self) -> Option<Text> {
        let known = !self.product.rate_text.is_empty();
        known.then(|| match self.product.kind {
            ProductKind::Commercial => Text::word("LPR of the matching term plus a spread", "同期限LPR加点"),
            _ => Text::word("provident-fund rate of the state", "国家规定的公积金贷款利率"),
        })
    }

    /// Who receives the money knows the account: who sells, or of a conversion the borrower.
    fn payee(&self) -> &'static str {
        match (self.product.kind, self.file.facts.property()) {
            (ProductKind::Conversion, _) | (_, None) => "borrower",
            (_, Some(PropertyKind::SecondHand)) => "seller",
            (_, Some(_)) => "developer",
        }
    }

    fn of_home(&self, of: FieldOf) -> Option<Text> {
        let home = self.file.property.as_ref()?;
        match of {
            FieldOf::Address => Some(Text::personal(home.address.reveal(), &home.address)),
            FieldOf::City => Some(Text::open(&home.site.as_ref()?.city)),
            FieldOf::Price => Some(Text::open(home.price)),
            FieldOf::Appraisal => home.appraisal.map(Text::open),
            FieldOf::DownPayment => {
                let lent = Money::sum(self.file.live_loans().map(|loan| loan.file().application.amount)).ok()?;
                home.price.checked_sub(lent).ok().filter(|rest| *rest >= Money::ZERO).map(Text::open)
            }
            _ => None,
        }
    }

    fn contract(&self) -> Option<&'c Mark> {
        self.file.done_on(MilestoneKind::ContractSigned, self.context.occurred)
    }

    /// Whoever is looked up in the credit register agreed to it, and has not taken it back.
    fn authorised(&self) -> Option<Text> {
        let lacking = missing_consents(self.file, self.loan, Purpose::CreditQuery, Some(&[]), self.context);
        lacking.is_empty().then(|| Text::word("yes", "是"))
    }
}

const fn source(of: FieldOf) -> Option<Source> {
    Some(match of {
        FieldOf::Fact(_) => Source::Fact,
        FieldOf::Figure(_) => Source::Figure,
        FieldOf::Address | FieldOf::City | FieldOf::Price | FieldOf::Appraisal => Source::Property,
        FieldOf::DownPayment => Source::Counted,
        FieldOf::ContractNumber | FieldOf::ContractDay | FieldOf::CreditAuthorised => Source::Milestone,
        FieldOf::ProductName | FieldOf::Method | FieldOf::RateRule => Source::Product,
        FieldOf::Amount | FieldOf::Term => Source::Loan,
        FieldOf::AccountHolder | FieldOf::AccountNumber => Source::Account,
        FieldOf::Name | FieldOf::IdNumber | FieldOf::BirthDate | FieldOf::Sex | FieldOf::Phone => return None,
    })
}

fn of_party(of: FieldOf, party: &Party) -> Option<Text> {
    let resident = party.id_number.as_ref();
    match of {
        FieldOf::Name => Some(Text::personal(party.name.reveal(), party.name.masked())),
        FieldOf::IdNumber => match (resident, &party.other_id) {
            (Some(number), _) => Some(Text::personal(number.reveal(), number.masked())),
            (None, other) => other.as_ref().map(|other| Text::personal(other.reveal(), other)),
        },
        FieldOf::BirthDate => resident.map(|it| Text::personal(&it.birth_date().to_string(), "****-**-**")),
        FieldOf::Sex => resident.map(|it| match it.sex() {
            Sex::Male => Text::word("male", "男"),
            Sex::Female => Text::word("female", "女"),
        }),
        FieldOf::Phone => party.phone.as_ref().map(|it| Text::personal(it.reveal(), it.masked())),
        _ => None,
    }
}

fn fact_text(file: &File, fact: Fact) -> Option<Text> {
    let value = file.facts.get(fact)?;
    match fact.kind() {
        FactKind::Number => Some(Text::open(fact.word(value)?)),
        _ => Some(Text::word(fact.word(value)?, fact.word_zh(value)?)),
    }
}

fn figure_text(file: &File, figure: Figure) -> Option<Text> {
    let number = file.figures.get(figure)?;
    let plain = match figure.unit() {
        FigureUnit::Fen => Money::from_fen(number)?.to_string(),
        FigureUnit::Count | FigureUnit::Year => number.to_string(),
    };
    Some(if figure.is_personal() { Text::personal(&plain, "***") } else { Text::open(plain) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{case, context, did, say};
    use super::*;
    use crate::case::consent::{GiveConsent, Manner, Recipient, WithdrawConsent};
    use crate::case::record::MarkMilestone;
    use crate::case::{Case, MilestoneState};

    fn with<T>(case: &Case, look: impl Fn(&Form<'_>) -> T) -> T {
        look(&form(case.file(), &case.file().loans[0], &context()).unwrap())
    }

    fn value(case: &Case, name: &str) -> Option<(String, String)> {
        with(case, |form| {
            let field = form.fields.iter().find(|it| it.field.name == name)?;
            field.value.as_ref().map(|(text, _)| (text.masked().to_owned(), text.reveal().to_owned()))
        })
    }

    #[test]
    fn what_is_personal_is_masked_until_it_is_asked_for() {
        let case = case();
        assert_eq!(value(&case, "name"), Some(("陈*诺".into(), "陈一诺".into())));
        assert_eq!(value(&case, "birth_date"), Some(("****-**-**".into(), "1990-03-07".into())));
        assert!(!with(&case, |form| format!("{:?}", form.fields)).contains("陈一诺"));
    }

    #[test]
    fn a_number_of_a_contract_that_names_a_person_is_masked() {
        let reference = Some("陈一诺710000199003070011号".to_owned());
        let (milestone, state) = (MilestoneKind::ContractSigned, MilestoneState::Done);
        let case = did(case(), MarkMilestone { milestone, state, reference, lapses: None });
        let (masked, plain) = value(&case, "contract_number").unwrap();
        assert!(!masked.contains("710000199003070011") && plain.contains("710000199003070011"), "{masked}");
    }

    #[test]
    fn who_is_expected_has_a_section_though_nobody_is_registered() {
        let spouses =
            |case: &Case| with(case, |form| form.fields.iter().filter(|it| it.section == Section::Spouse).count());
        let case = case();
        assert_eq!(spouses(&case), 0);
        let married = say(case, Fact::Marital, "married");
        // Name, number and telephone; a day of birth is never blank, for the number tells it.
        assert_eq!(spouses(&married), 3);
        let whom = with(&married, |form| {
            let blank = form.fields.iter().find(|it| it.section == Section::Spouse && it.value.is_none());
            blank.map(|it| it.whom.to_owned())
        });
        assert_eq!(whom.as_deref(), Some("spouse"));
    }

    #[test]
    fn a_consent_that_was_taken_back_is_none() {
        let loan = case().file().loans[0].file().application.product.clone();
        let give = |recipient| GiveConsent {
            party: crate::party::PartyId::new("b1").unwrap(),
            recipient,
            purpose: Purpose::CreditQuery,
            manner: Manner::Written,
            given_by: None,
            until: None,
        };
        let agency = Recipient::Body(crate::case::consent::Body::Agency);
        let elsewhere = did(case(), give(agency));
        assert_eq!(value(&elsewhere, "credit_authorised"), None, "the lender may not ask what the agency may");
        let case = did(elsewhere, give(Recipient::Lender(loan)));
        assert_eq!(value(&case, "credit_authorised").unwrap().1, "yes");
        let consent = case.file().consents[1].id.clone();
        let case = did(case, WithdrawConsent { consent });
        assert_eq!(value(&case, "credit_authorised"), None);
    }
}
