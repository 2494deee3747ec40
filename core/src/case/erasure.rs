//! Somebody asks that the data be erased: recorded at once, frozen where a law still keeps them, erased in the end.
//!
//! While a loan contract runs the request waits: the data are necessary for the contract (个人信息保护法 art. 13). Before
//! there is one, and after the case has ended, nothing but storage and protection is allowed any more (art. 47): the steps
//! of [`WHILE_FROZEN`] stay, all others are refused with the law and its last day. See [`retention`].
//!
//! Erasing drops what stands in the personal objects of the entries. The event wipes the case, and
//! [`Log::forget`](crate::log::Log::forget) takes the same out of the log, which replays to the same case.

use super::file::File;
use super::record::Record;
use super::{Context, Event, Reason, Stamp, fitting, granted};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::figure::Figures;
use crate::identity::{BankCard, Name};
use crate::loan;
use crate::machine::{Change, Stay};
use crate::party::PartyId;
use crate::property::Address;
use crate::retention;

/// Somebody asked for erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Erasure {
    /// Who.
    pub by: PartyId,
    /// When.
    pub asked: Date,
}

/// What may still be done while data are frozen: protect, correct, tell, and bring to an end.
pub const WHILE_FROZEN: &[&str] = &[
    "notify",
    "suspend",
    "resume",
    "correct",
    "withdraw_consent",
    "withdraw_erasure",
    "erase",
    "withdraw",
    "rescind",
    "close_declined",
    "request_erasure",
    "return_deposit",
    "shelve",
    "return_dossier",
];

impl File {
    /// Whether nothing but storage and protection is allowed: erasure was asked, and no loan contract runs.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        let runs = self.ended.is_none() && self.loans.iter().any(|loan| loan.has_contract());
        self.erasure.is_some() && !runs
    }

    /// What a frozen or erased case says to a command.
    pub(super) fn frozen(&self, command: &str) -> Option<Reason> {
        if let Some(erased) = self.erased.filter(|_| command != "notify") {
            return Some(Reason::DataErased { erased });
        }
        let asked = self.erasure.as_ref().filter(|_| self.is_frozen() && !WHILE_FROZEN.contains(&command))?.asked;
        Some(match retention::longest(self) {
            Some((row, until)) => {
                Reason::DataFrozen { asked, law: row.name.to_owned(), law_zh: row.zh.to_owned(), until }
            }
            None => Reason::ErasureAsked { asked },
        })
    }
}

/// Record that somebody asks for the erasure of their data (请求删除个人信息).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestErasure {
    /// Who asks; for who died, a relative who is a party (个人信息保护法 art. 49).
    pub by: PartyId,
}
/// The request is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErasureRequested {
    /// What was asked.
    pub asked: RequestErasure,
    /// The last day a law keeps the data, as far as it was known; none while the relation lasts.
    pub kept_until: Option<Date>,
}
impl RequestErasure {
    fn reasons(&self, file: &File) -> Vec<Reason> {
        let unknown = file.party(&self.by).is_none().then(|| Reason::UnknownParty { party: self.by.to_string() });
        let twice = file.erasure.as_ref().map(|it| Reason::ErasureStands { asked: it.asked });
        unknown.into_iter().chain(twice).collect_vec()
    }
}
impl Stay<File> for RequestErasure {
    type Event = ErasureRequested;
    fn decide(&self, file: &File, _: &Context<'_>) -> Result<ErasureRequested, Vec<Reason>> {
        let kept_until = retention::longest(file).map(|(_, until)| until);
        granted(self.reasons(file), || ErasureRequested { asked: self.clone(), kept_until })
    }
}
impl Change<File> for ErasureRequested {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        file.erasure = Some(Erasure { by: self.asked.by.clone(), asked: stamp.occurred });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.reasons(file))
    }
}

/// Take the request back (撤回删除请求).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawErasure {}
/// The request is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErasureWithdrawn {
    /// What was asked.
    pub asked: WithdrawErasure,
}
fn none_asked(file: &File, command: &str) -> Option<Reason> {
    file.erasure.is_none().then(|| Reason::NoErasureAsked { command: command.to_owned() })
}
impl Stay<File> for WithdrawErasure {
    type Event = ErasureWithdrawn;
    fn decide(&self, file: &File, _: &Context<'_>) -> Result<ErasureWithdrawn, Vec<Reason>> {
        granted(none_asked(file, "withdraw_erasure").into_iter().collect_vec(), || ErasureWithdrawn {
            asked: self.clone(),
        })
    }
}
impl Change<File> for ErasureWithdrawn {
    fn apply(&self, file: &mut File, _: &Stamp) {
        file.erasure = None;
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(none_asked(file, "withdraw_erasure"))
    }
}

/// Erase the personal data of a case that has ended, asked or not, once no law keeps them (删除个人信息).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erase {}
/// The personal data are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataErased {
    /// What was asked.
    pub asked: Erase,
}
impl Stay<File> for Erase {
    type Event = DataErased;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DataErased, Vec<Reason>> {
        let kept = retention::longest(file).filter(|(_, until)| context.occurred <= *until);
        let reason = |(row, until): (&retention::Keeps, Date)| Reason::RetentionRuns {
            law: row.name.to_owned(),
            law_zh: row.zh.to_owned(),
            until,
        };
        granted(kept.map(reason).into_iter().chain(file.is_lent()).collect_vec(), || DataErased { asked: self.clone() })
    }
}
impl Change<File> for DataErased {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        file.erased = Some(stamp.occurred);
        file.wipe();
    }
}

/// What stands in the place of what was erased; no name, address or card is written so.
struct Blank {
    name: Name,
    address: Address,
    card: BankCard,
}

impl Blank {
    fn new() -> Option<Self> {
        let (name, address) = (Name::parse("已删除").ok()?, Address::new("已删除").ok()?);
        Some(Self { name, address, card: BankCard::parse("0000000000000000").ok()? })
    }
}

impl File {
    fn wipe(&mut self) {
        // OK because each of the three texts is one that its type takes; a test holds this.
        let Some(blank) = Blank::new() else { return };
        for party in &mut self.parties {
            party.name = blank.name.clone();
            (party.id_number, party.other_id, party.phone) = (None, None, None);
        }
        if let Some(property) = &mut self.property {
            property.address = blank.address.clone();
        }
        self.accounts.iter_mut().for_each(|account| account.number = blank.card.clone());
        self.loans.iter_mut().for_each(|loan| loan.file_mut().paid_into = None);
        self.figures = Figures::EMPTY;
    }
}

impl Event {
    /// The same event without what stands in its personal object.
    pub(crate) fn without_personal(mut self) -> Self {
        let Some(blank) = Blank::new() else { return self };
        match &mut self {
            Self::PartyAdded(it) => blank.party(&mut it.asked),
            Self::PropertyDescribed(it) => it.asked.address = blank.address,
            Self::AccountDesignated(it) => it.asked.number = blank.card,
            Self::FiguresStated(it) => it.asked.figures = Figures::EMPTY,
            Self::RecordCorrected(it) => match &mut it.asked.record {
                Record::Party(party) => blank.party(party),
                Record::Property(property) => property.address = blank.address,
                Record::Document(_) | Record::Milestone(_) => {}
            },
            Self::LoanStepped(it) => {
                if let loan::Event::MoneyPaidOut(paid) = &mut it.event {
                    paid.asked.account = blank.card;
                }
            }
            _ => {}
        }
        self
    }
}

impl Blank {
    fn party(&self, party: &mut super::intake::AddParty) {
        party.name = self.name.clone();
        (party.id_number, party.other_id, party.phone) = (None, None, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_the_erased_can_be_written() {
        assert!(Blank::new().is_some());
    }

    #[test]
    fn what_may_be_done_while_frozen_is_a_command() {
        for name in WHILE_FROZEN {
            assert!(super::super::CommandKind::ALL.iter().any(|kind| kind.name() == *name), "{name}");
        }
    }
}
