//! Steps of the first days: who asks, what is known of them, which home, which lender's product.

use super::file::File;
use super::stage::{Collecting, Enquiry};
use super::{CaseIn, Context, Reason, Stamp, fitting, granted};
use crate::application::Application;
use crate::collect::CollectVec;
use crate::fact::{Fact, Facts};
use crate::figure::Figures;
use crate::identity::{Mobile, Name, ResidentId};
use crate::loan::{LoanFile, LoanId, LoanIn, state::Preparing};
use crate::machine::{Change, Effect, In, Move, Stay};
use crate::money::Money;
use crate::party::{OtherId, Party, PartyId};
use crate::product::{LimitKind, Pack, Product, ProductKind, Role, Way};
use crate::property::{Address, Property, Site};

/// Register a party (登记当事人).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddParty {
    /// Its id in this case, such as `b1`.
    pub id: PartyId,
    /// What it is in the case.
    pub role: Role,
    /// Its name, character by character as on the identity paper.
    pub name: Name,
    /// The resident identity number, where it has one.
    pub id_number: Option<ResidentId>,
    /// The number of another identity paper.
    pub other_id: Option<OtherId>,
    /// A mainland mobile number.
    pub phone: Option<Mobile>,
}
/// The party is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartyAdded {
    /// What was asked.
    pub asked: AddParty,
}
impl Stay<File> for AddParty {
    type Event = PartyAdded;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<PartyAdded, Vec<Reason>> {
        let mut reasons = needs_salt("add_party", context);
        reasons.extend(self.taken(file));
        granted(reasons, || PartyAdded { asked: self.clone() })
    }
}
impl Change<File> for PartyAdded {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        file.parties.push(self.asked.party(stamp.number));
        file.welcome(&self.asked.id, stamp);
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.taken(file))
    }
}
impl AddParty {
    fn taken(&self, file: &File) -> Option<Reason> {
        file.party(&self.id).map(|party| Reason::DuplicateParty { party: party.id.to_string() })
    }

    pub(super) fn party(&self, entry: u32) -> Party {
        let Self { id, role, name, id_number, other_id, phone } = self.clone();
        Party { id, role, name, id_number, other_id, phone, entry }
    }
}

/// State facts of the household and the purchase; what is stated later replaces what was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateFacts {
    /// The facts; those that are not named stay as they are.
    pub facts: Facts,
}
/// The facts are stated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactsStated {
    /// What was asked.
    pub asked: StateFacts,
}
impl Stay<File> for StateFacts {
    type Event = FactsStated;
    fn decide(&self, _: &File, _: &Context<'_>) -> Result<FactsStated, Vec<Reason>> {
        Ok(FactsStated { asked: self.clone() })
    }
}
impl Change<File> for FactsStated {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        for (fact, value) in self.asked.facts.iter() {
            file.learn(fact, Some(value), stamp);
        }
    }
}

/// State numbers that limits ask for, such as the income; what is stated later replaces what was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateFigures {
    /// The figures; those that are not named stay as they are.
    pub figures: Figures,
}
/// The figures are stated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FiguresStated {
    /// What was asked.
    pub asked: StateFigures,
}
impl Stay<File> for StateFigures {
    type Event = FiguresStated;
    fn decide(&self, _: &File, context: &Context<'_>) -> Result<FiguresStated, Vec<Reason>> {
        granted(needs_salt("state_figures", context), || FiguresStated { asked: self.clone() })
    }
}
impl Change<File> for FiguresStated {
    fn apply(&self, file: &mut File, _: &Stamp) {
        file.figures = self.asked.figures.over(&file.figures);
    }
}

/// Describe the home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeProperty {
    /// Where it is.
    pub address: Address,
    /// The contract price, without the price of decoration.
    pub price: Money,
    /// What the appraisal says, where there is one.
    pub appraisal: Option<Money>,
    /// In which city it is: rules differ by city. Not told from the address.
    pub site: Option<Site>,
}
/// The home is described.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PropertyDescribed {
    /// What was asked.
    pub asked: DescribeProperty,
}
impl Stay<File> for DescribeProperty {
    type Event = PropertyDescribed;
    fn decide(&self, _: &File, context: &Context<'_>) -> Result<PropertyDescribed, Vec<Reason>> {
        granted(needs_salt("describe_property", context), || PropertyDescribed { asked: self.clone() })
    }
}
impl Change<File> for PropertyDescribed {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        file.property = Some(self.asked.property(stamp.number));
    }
}
impl DescribeProperty {
    pub(super) fn property(&self, entry: u32) -> Property {
        let Self { address, price, appraisal, site } = self.clone();
        Property { address, price, appraisal, site, entry }
    }
}

/// Choose the lender's product: one, or a pair of a bank and a provident-fund centre (组合贷).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChooseProduct {
    /// What is asked of each lender.
    pub loans: Vec<Application>,
}
/// The product is chosen; each loan has its id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProductChosen {
    /// What was asked.
    pub asked: ChooseProduct,
    /// The edition of the rules it was judged by.
    pub edition: String,
}
impl Move<File, Enquiry> for ChooseProduct {
    type Event = ProductChosen;
    fn decide(&self, at: &CaseIn<Enquiry>, context: &Context<'_>) -> Result<ProductChosen, Vec<Reason>> {
        let mut reasons = household(&at.file);
        let loans = self.loans.iter().collect_vec();
        loans.iter().for_each(|application| reasons.extend(fitness(&at.file, application, context)));
        reasons.extend(over_price_together(&at.file, &loans, &loans));
        reasons.extend(pairing(&loans, context.pack));
        granted(reasons, || ProductChosen { asked: self.clone(), edition: context.edition() })
    }
}
impl Effect<File, Enquiry> for ProductChosen {
    type To = Collecting;
    fn apply(&self, mut from: CaseIn<Enquiry>, stamp: &Stamp) -> CaseIn<Collecting> {
        for application in &self.asked.loans {
            add_loan(&mut from.file, application, stamp);
        }
        from.into_stage(Collecting { since: stamp.occurred, defects: Vec::new() })
    }
    fn fits(&self, from: &CaseIn<Enquiry>) -> Result<(), String> {
        let count = u32::try_from(self.asked.loans.len()).unwrap_or(u32::MAX);
        fitting(household(&from.file))?;
        fitting((!(1..=2).contains(&count)).then_some(Reason::LoansMismatch { count }))
    }
}

/// A new loan, numbered in the order of application.
pub(super) fn add_loan(file: &mut File, application: &Application, stamp: &Stamp) {
    // OK because a case has a handful of loans; the count cannot leave `u32`.
    let number = u32::try_from(file.loans.len()).unwrap_or(u32::MAX).saturating_add(1);
    let id = LoanId::numbered("L", number);
    let loan: LoanIn<Preparing> = In::new(LoanFile::new(id, application.clone(), stamp.occurred), Preparing);
    file.loans.push(loan.into());
}

/// Somebody must borrow.
pub(super) fn household(file: &File) -> Vec<Reason> {
    let borrows = file.parties.iter().any(|party| party.role == Role::Borrower);
    if borrows {
        Vec::new()
    } else {
        vec![Reason::MissingParty { role: Role::Borrower.name().to_owned(), rules: Vec::new() }]
    }
}

/// Whether an application can be made at all: the product, the home, the term, the amount, the borrowers' age.
pub(crate) fn fitness(file: &File, application: &Application, context: &Context<'_>) -> Vec<Reason> {
    match context.pack.product(&application.product) {
        None => vec![Reason::UnknownProduct { product: application.product.to_string() }],
        Some(product) => {
            let mut reasons = home(file, product, context.pack);
            reasons.extend(size(file, application, product));
            reasons.extend(age(file, product, context));
            reasons
        }
    }
}

fn home(file: &File, product: &Product, pack: &Pack) -> Vec<Reason> {
    let id = product.id.to_string();
    let mut reasons = Vec::new();
    if product.requirements.listed().is_none() {
        reasons.push(Reason::not_published(product));
    }
    match file.facts.property() {
        None => reasons.push(Reason::unknown_fact(Fact::Property, vec![product.as_rule()])),
        Some(kind) if !product.property_kinds.contains(&kind) => {
            reasons.push(Reason::PropertyMismatch {
                product: id,
                property: kind.name().to_owned(),
                rule: product.as_rule(),
            });
        }
        Some(kind) if pack.route(product.kind, &file.facts) == Way::None => {
            reasons.push(Reason::NoRoute { product: id, property: kind.name().to_owned() });
        }
        Some(_) => {}
    }
    reasons
}

fn size(file: &File, application: &Application, product: &Product) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(maximum) = product.term_months_max.filter(|maximum| application.term_months > *maximum) {
        let (asked, maximum) = (application.term_months.into(), maximum.into());
        let rule = product.printed_rule(LimitKind::MaxTerm);
        reasons.push(Reason::TermOverLimit { product: product.id.to_string(), asked, maximum, rule });
    }
    reasons.extend(not_positive(application.amount));
    match &file.property {
        None => reasons.push(Reason::MissingProperty { command: "choose_product".to_owned() }),
        Some(property) if application.amount > property.price => {
            reasons.push(Reason::AmountOverPrice { amount: application.amount, price: property.price });
        }
        Some(_) => {}
    }
    reasons
}

/// The loans together are no more than the home costs. Nothing is told where one of those that [`fitness`] judges
/// besides is more by itself: it says so.
pub(super) fn over_price_together(file: &File, loans: &[&Application], judged: &[&Application]) -> Option<Reason> {
    let price = file.property.as_ref()?.price;
    // A sum that no amount can hold is above any price.
    let amount = Money::sum(loans.iter().map(|loan| loan.amount)).unwrap_or(Money::MAX);
    let told = judged.iter().any(|loan| loan.amount > price);
    (!told && amount > price).then_some(Reason::AmountOverPrice { amount, price })
}

/// An amount that somebody asks or grants is above zero.
pub(crate) fn not_positive(amount: Money) -> Option<Reason> {
    (amount <= Money::ZERO).then_some(Reason::AmountNotPositive { amount })
}

fn age(file: &File, product: &Product, context: &Context<'_>) -> Vec<Reason> {
    let Some(minimum) = product.age_min else { return Vec::new() };
    let borrowers = file.parties.iter().filter(|party| matches!(party.role, Role::Borrower | Role::CoBorrower));
    let aged = borrowers.filter_map(|party| Some((party, years(party, context)?)));
    let young = aged.filter(|(_, age)| *age < u32::from(minimum));
    let rules = vec![product.printed_rule(LimitKind::MinAge)];
    let reason = |(party, age): (&Party, u32)| Reason::UnderAge {
        party: party.id.to_string(),
        age,
        minimum: minimum.into(),
        rules: rules.clone(),
    };
    young.map(reason).collect_vec()
}

fn years(party: &Party, context: &Context<'_>) -> Option<u32> {
    let birth = party.id_number.as_ref()?.birth_date();
    u32::try_from(context.occurred.years_since(birth)).ok()
}

/// One loan, or one of a bank beside one of a provident-fund centre.
pub(super) fn pairing(loans: &[&Application], pack: &Pack) -> Vec<Reason> {
    let kinds = loans.iter().filter_map(|loan| Some(pack.product(&loan.product)?.kind)).collect_vec();
    let count = u32::try_from(loans.len()).unwrap_or(u32::MAX);
    let mismatch = || vec![Reason::LoansMismatch { count }];
    let of_banks = |kinds: &[ProductKind]| kinds.iter().filter(|kind| **kind == ProductKind::Commercial).count();
    match (loans.len(), kinds.as_slice()) {
        (2, kinds @ [_, _]) if of_banks(kinds) != 1 => mismatch(),
        (1 | 2, _) => Vec::new(),
        _ => mismatch(),
    }
}

/// An entry with personal fields needs a salt beside them.
pub(super) fn needs_salt(command: &str, context: &Context<'_>) -> Vec<Reason> {
    match context.salt {
        Some(_) => Vec::new(),
        None => vec![Reason::SaltMissing { command: command.to_owned() }],
    }
}
