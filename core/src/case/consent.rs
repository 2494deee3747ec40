//! Who agreed that which data go to whom, and for what; what is not agreed to does not go out.
//!
//! Handing personal data to another processor needs the separate consent of each person whose data they are (个人信息保护法
//! art. 23, 29), a query of the credit register the written consent of who is looked up (征信业管理条例 art. 18, 20).
//! HANDBOOK 8.1.
//!
//! The built-in routes ask for both before a file goes out ([`Need::Consented`](crate::product::Need::Consented)); a layer may
//! drop their rows, for an office that keeps its consents in another system. Even then a case that keeps consents keeps
//! them whole: as soon as one for a purpose is on record, everybody's for that purpose is asked, of every lender, and one that
//! was withdrawn shuts the gate under any rules. A signed authorisation that was checked ([`DocumentKind::CREDIT_AUTHORIZATION`])
//! is the written consent to look its holder up.
//!
//! A withdrawal undoes nothing that was done before it (art. 15). After the payout the lender's basis is its contract
//! (art. 13), which a withdrawal does not end: it only shuts what would be handed out anew.

use super::file::File;
use super::{Context, MilestoneState, Reason, Stamp, by_entry, fitting, granted, past};
use crate::checklist::PaperState;
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentKind};
use crate::error::Error;
use crate::id::id;
use crate::identity::Uscc;
use crate::loan::Loan;
use crate::machine::{Change, Named, Stay};
use crate::party::{Party, PartyId};
use crate::product::{MilestoneKind, ProductId, Purpose, Role, RuleId};
use crate::words::closed;

id! {
    /// A consent in one case: `c7` for what entry 7 of its log put on record.
    ConsentId(String), "a consent id"
}

closed! {
    /// Who gets data without being a lender of the case.
    pub enum Body ("recipient") {
        /// The agency that brokered the sale.
        Agency "agency" "中介机构",
        /// The developer.
        Developer "developer" "开发商",
        /// The registry of real estate.
        Registry "registry" "不动产登记机构",
        /// The provident-fund centre, where it does not lend.
        FundCentre "fund_centre" "公积金中心",
        /// The appraiser.
        Appraiser "appraiser" "评估公司",
        /// The notary.
        Notary "notary" "公证处",
        /// The insurer.
        Insurer "insurer" "保险公司",
        /// The tax office.
        TaxOffice "tax_office" "税务机关",
    }
}

closed! {
    /// How a consent was given.
    pub enum Manner ("manner of consent") {
        /// Signed on paper.
        Written "written" "书面",
        /// Signed electronically: as good as written (电子签名法 art. 14).
        Electronic "electronic" "电子",
    }
}

/// Who gets the data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// A lender, named by one of its products.
    Lender(ProductId),
    /// Somebody else.
    Body(Body),
}

impl Recipient {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = Self::Lender(ProductId::BLANK);

    /// Reads a body's name, or else the id of a product.
    ///
    /// # Errors
    /// Neither.
    pub fn new(text: &str) -> Result<Self, Error> {
        match Body::ALL.iter().find(|body| body.name() == text) {
            Some(body) => Ok(Self::Body(*body)),
            None => ProductId::new(text).map(Self::Lender),
        }
    }

    /// Its stable name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Lender(product) => product.as_str(),
            Self::Body(body) => body.name(),
        }
    }
}

/// A consent on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consent {
    /// Its number in the case.
    pub id: ConsentId,
    /// Whose data.
    pub party: PartyId,
    /// Who gets them.
    pub recipient: Recipient,
    /// For what.
    pub purpose: Purpose,
    /// How it was given.
    pub manner: Manner,
    /// Who gave it in the person's stead; none when the person did.
    pub given_by: Option<PartyId>,
    /// When it was given.
    pub given: Date,
    /// Its last day; none when it names none.
    pub until: Option<Date>,
    /// When it was withdrawn, or ended with the person's death or capacity.
    pub ended: Option<Date>,
}

impl Consent {
    /// One that a person gave in writing to a lender, for the proof of a pack.
    pub(crate) fn given(party: &PartyId, lender: &ProductId, purpose: Purpose, on: Date) -> Self {
        let recipient = Recipient::Lender(lender.clone());
        let (id, party, manner) = (ConsentId::numbered("c", 2), party.clone(), Manner::Written);
        Self { id, party, recipient, purpose, manner, given_by: None, given: on, until: None, ended: None }
    }

    /// Whether it stands on a day.
    #[must_use]
    pub fn stands(&self, on: Date) -> bool {
        let over = self.ended.is_some_and(|day| day <= on) || self.until.is_some_and(|last| last < on);
        self.given <= on && !over
    }
}

/// Record that somebody agreed (同意授权).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveConsent {
    /// Whose data.
    pub party: PartyId,
    /// Who gets them.
    pub recipient: Recipient,
    /// For what.
    pub purpose: Purpose,
    /// How it was given.
    pub manner: Manner,
    /// Who gave it in the person's stead: a guardian, or who holds a power of attorney.
    pub given_by: Option<PartyId>,
    /// Its last day, where it names one.
    pub until: Option<Date>,
}
/// The consent is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentGiven {
    /// What was asked.
    pub asked: GiveConsent,
    /// Its number in the case.
    pub consent: ConsentId,
}
impl Stay<File> for GiveConsent {
    type Event = ConsentGiven;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<ConsentGiven, Vec<Reason>> {
        let mut reasons = self.strangers(file);
        if let Recipient::Lender(product) = &self.recipient {
            let known = context.pack.product(product).is_some();
            reasons.extend((!known).then(|| Reason::UnknownRecipient { recipient: product.to_string() }));
        }
        reasons.extend(past(self.until, context.occurred));
        reasons.extend(file.party(&self.party).and_then(|party| self.too_young(party, context.occurred)));
        granted(reasons, || ConsentGiven { asked: self.clone(), consent: ConsentId::numbered("c", file.next_entry()) })
    }
}
impl GiveConsent {
    /// Only parties of the case agree, or agree for another.
    fn strangers(&self, file: &File) -> Vec<Reason> {
        let named = std::iter::once(&self.party).chain(&self.given_by);
        let unknown = named.filter(|id| file.party(id).is_none());
        unknown.map(|id| Reason::UnknownParty { party: id.to_string() }).collect_vec()
    }

    /// For who is under fourteen a parent or guardian agrees (个人信息保护法 art. 31).
    fn too_young(&self, party: &Party, on: Date) -> Option<Reason> {
        let age = child(party, on).filter(|_| self.given_by.as_ref().is_none_or(|by| *by == self.party))?;
        Some(Reason::GuardianNeeded { party: self.party.to_string(), age })
    }
}
/// The age of who is too young to agree for themselves.
fn child(party: &Party, on: Date) -> Option<u32> {
    let born = party.id_number.as_ref()?.birth_date();
    Some(u32::try_from(on.years_since(born)).unwrap_or(0)).filter(|age| *age < 14)
}

/// Who agrees for a party: it does; for a child its guardian, or else a borrower. `None` when nobody is there who could.
pub(crate) fn agrees_for<'f>(file: &'f File, party: &'f Party, on: Date) -> Option<&'f PartyId> {
    if child(party, on).is_none() {
        return Some(&party.id);
    }
    let plays = |role: Role| file.parties.iter().find(move |it| it.role == role && it.id != party.id).map(|it| &it.id);
    plays(Role::Guardian).or_else(|| plays(Role::Borrower))
}

impl Change<File> for ConsentGiven {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let GiveConsent { party, recipient, purpose, manner, given_by, until } = self.asked.clone();
        let (id, given) = (self.consent.clone(), stamp.occurred);
        file.consents.push(Consent { id, party, recipient, purpose, manner, given_by, given, until, ended: None });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.strangers(file))?;
        by_entry("consent", self.consent.as_str(), ConsentId::numbered("c", file.next_entry()).as_str())
    }
}

/// Take a consent back (撤回同意): as easy as giving it, in every stage (个人信息保护法 art. 15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawConsent {
    /// Which one.
    pub consent: ConsentId,
}
/// The consent is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentWithdrawn {
    /// What was asked.
    pub asked: WithdrawConsent,
}
impl WithdrawConsent {
    fn unknown(&self, file: &File) -> Option<Reason> {
        let standing = file.consents.iter().any(|it| it.id == self.consent && it.ended.is_none());
        (!standing).then(|| Reason::UnknownConsent { consent: self.consent.to_string() })
    }
}
impl Stay<File> for WithdrawConsent {
    type Event = ConsentWithdrawn;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<ConsentWithdrawn, Vec<Reason>> {
        let mut reasons = self.unknown(file).into_iter().collect_vec();
        let given = file.consents.iter().find(|it| it.id == self.consent).map(|it| it.given);
        if let Some(last) = given.filter(|given| context.occurred < *given) {
            reasons.push(Reason::OutOfOrder { occurred: context.occurred, last });
        }
        granted(reasons, || ConsentWithdrawn { asked: self.clone() })
    }
}
impl Change<File> for ConsentWithdrawn {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        if let Some(consent) = file.consents.iter_mut().find(|it| it.id == self.asked.consent) {
            consent.ended = Some(stamp.occurred);
        }
        let out = file.loans.iter().filter(|it| it.file().handed_in.is_some()).map(|it| it.id().clone()).collect_vec();
        out.iter().for_each(|loan| file.hear(Self::NEWS, Some(loan), stamp));
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))
    }
}

/// Whether a party's own data are used: every person's in a file that is handed over; of who answers for the debt, where
/// the register is asked.
fn concerns(purpose: Purpose, party: &Party) -> bool {
    let firm = party.other_id.as_ref().is_some_and(|number| Uscc::parse(number.reveal()).is_ok());
    let debtor = matches!(party.role, Role::Borrower | Role::Spouse | Role::CoBorrower | Role::Guarantor);
    party.role.is_person() && !firm && (purpose != Purpose::CreditQuery || debtor)
}

/// Where one person's consent stands.
enum Standing {
    Given,
    Ended(Date),
    Lapsed(Date),
    Never,
}

/// What is not agreed to for this loan's lender, by those who are alive. `asked` are the rules that ask outright; without
/// any, only a case that keeps consents for this purpose asks.
pub fn missing_consents(
    file: &File,
    loan: &Loan,
    purpose: Purpose,
    asked: Option<&[RuleId]>,
    context: &Context<'_>,
) -> Vec<Reason> {
    let begun = file.consents.iter().any(|it| it.purpose == purpose && it.given <= context.occurred);
    if asked.is_none() && !begun {
        return Vec::new();
    }
    let theirs =
        file.parties.iter().filter(|it| concerns(purpose, it) && file.died(&it.id, context.occurred).is_none());
    theirs.filter_map(|party| lacking(file, party, loan, purpose, asked.unwrap_or_default(), context)).collect_vec()
}

fn lacking(
    file: &File,
    party: &Party,
    loan: &Loan,
    purpose: Purpose,
    rules: &[RuleId],
    context: &Context<'_>,
) -> Option<Reason> {
    let standing = standing(file, party, loan, purpose, context);
    if matches!(standing, Standing::Given) {
        return None;
    }
    let rules = rules.to_vec();
    let recipient = loan.file().application.product.to_string();
    let (party, purpose) = (party.id.to_string(), purpose.name().to_owned());
    match standing {
        Standing::Given => None,
        Standing::Never => Some(Reason::ConsentMissing { party, recipient, purpose, rules }),
        Standing::Ended(ended) => Some(Reason::ConsentEnded { party, recipient, purpose, ended, rules }),
        Standing::Lapsed(lapsed) => Some(Reason::ConsentLapsed { party, recipient, purpose, lapsed, rules }),
    }
}

fn standing(file: &File, party: &Party, loan: &Loan, purpose: Purpose, context: &Context<'_>) -> Standing {
    let (product, on) = (&loan.file().application.product, context.occurred);
    let theirs =
        |it: &&Consent| it.party == party.id && it.purpose == purpose && reaches(&it.recipient, product, context);
    let known = || file.consents.iter().filter(|it| it.given <= on).filter(theirs);
    if known().any(|it| it.stands(on)) {
        return Standing::Given;
    }
    let ended = known().filter_map(|it| it.ended.filter(|day| *day <= on)).max();
    if purpose == Purpose::CreditQuery && signed(file, party, ended, on) {
        return Standing::Given;
    }
    let lapsed = known().filter_map(|it| it.until).max();
    ended.map(Standing::Ended).or(lapsed.map(Standing::Lapsed)).unwrap_or(Standing::Never)
}

/// The lender whose product it is, by whatever product it was named.
fn reaches(recipient: &Recipient, product: &ProductId, context: &Context<'_>) -> bool {
    let Recipient::Lender(named) = recipient else { return false };
    let lender = |id: &ProductId| Some(context.pack.product(id)?.institution.en.as_ref());
    named == product || lender(named).is_some_and(|own| lender(product) == Some(own))
}

/// Whether a consent to the lender of this loan ended on that day, and none has been given in its place.
pub(crate) fn consent_ended(file: &File, loan: &Loan, on: Date, context: &Context<'_>) -> bool {
    let product = &loan.file().application.product;
    let theirs = || file.consents.iter().filter(|it| reaches(&it.recipient, product, context));
    let again = |ended: &Consent| {
        let same = |it: &&Consent| it.party == ended.party && it.purpose == ended.purpose;
        theirs().filter(same).any(|it| it.stands(context.occurred))
    };
    theirs().any(|it| it.ended == Some(on) && !again(it))
}

/// The party's own signed authorisation, that had been found good by then, or the milestone that the lender holds them all;
/// neither revives what was withdrawn after it.
fn signed(file: &File, party: &Party, ended: Option<Date>, on: Date) -> bool {
    let later = |day: Date| day <= on && ended.is_none_or(|ended| ended < day);
    let good = |it: &Document| {
        let paper = it.as_paper(on);
        paper.state == PaperState::Accepted && paper.valid_until.is_none_or(|last| on <= last) && later(it.received)
    };
    let own = |it: &&Document| it.kind == DocumentKind::CREDIT_AUTHORIZATION && it.holder == party.id;
    let mark = file.milestone_on(MilestoneKind::CreditAuthorised, on);
    file.documents.iter().filter(own).any(good)
        || mark.is_some_and(|mark| mark.state == MilestoneState::Done && later(mark.on))
}
