//! Where the dossier lies: it is shelved, lent out, returned (HANDBOOK 8.4).
//!
//! That it was filed is a milestone (`dossier_filed`); this is about the paper itself, at any time of the case. To move it is to
//! shelve it again. Who has lent it out takes it back before it is shelved elsewhere or its data are erased.

use super::file::File;
use super::{Actor, Context, Reason, Stamp, fitting, granted, past};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::machine::{Change, Stay};

/// The dossier was put somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shelving {
    /// Where: room, shelf, box.
    pub place: String,
    /// What there is to say, such as which originals lie apart.
    pub note: Option<String>,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Actor,
    /// The log entry that says so.
    pub entry: u32,
}

/// The dossier was lent to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lending {
    /// To whom.
    pub to: String,
    /// What for.
    pub reason: Option<String>,
    /// Since when.
    pub since: Date,
    /// The day by which it comes back.
    pub until: Date,
    /// When it came back; none while it is out.
    pub returned: Option<Date>,
    /// The log entry that lent it.
    pub entry: u32,
}

impl File {
    /// Where the dossier lies, or lay before it was lent out; none while nobody has shelved it.
    #[must_use]
    pub fn shelf(&self) -> Option<&Shelving> {
        self.shelvings.last()
    }

    /// Who has the dossier, while it is lent out.
    #[must_use]
    pub fn lent(&self) -> Option<&Lending> {
        self.lendings.last().filter(|it| it.returned.is_none())
    }

    pub(super) fn is_lent(&self) -> Option<Reason> {
        let lent = self.lent()?;
        Some(Reason::DossierLent { to: lent.to.clone(), since: lent.since, until: lent.until })
    }

    /// Nothing happened to the dossier before what happened to it last.
    fn shelf_disorder(&self, occurred: Date) -> Option<Reason> {
        let shelved = self.shelvings.iter().map(|it| it.on);
        let lent = self.lendings.iter().map(|it| it.returned.unwrap_or(it.since));
        let last = shelved.chain(lent).max().filter(|last| occurred < *last)?;
        Some(Reason::OutOfOrder { occurred, last })
    }
}

/// Put the dossier on a shelf, or on another (上架).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelve {
    /// Where: room, shelf, box.
    pub place: String,
    /// What there is to say, such as which originals lie apart.
    pub note: Option<String>,
}
/// The dossier lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shelved {
    /// What was asked.
    pub asked: Shelve,
}
impl Stay<File> for Shelve {
    type Event = Shelved;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<Shelved, Vec<Reason>> {
        let reasons = file.is_lent().into_iter().chain(file.shelf_disorder(context.occurred)).collect_vec();
        granted(reasons, || Shelved { asked: self.clone() })
    }
}
impl Change<File> for Shelved {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let Shelve { place, note } = self.asked.clone();
        let (on, by, entry) = (stamp.occurred, stamp.by.clone(), stamp.number);
        file.shelvings.push(Shelving { place, note, on, by, entry });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(file.is_lent())
    }
}

/// Lend the dossier to somebody (借阅).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LendDossier {
    /// To whom: a colleague, a department, an authority.
    pub to: String,
    /// The day by which it comes back.
    pub until: Date,
    /// What for.
    pub reason: Option<String>,
}
/// The dossier is lent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DossierLent {
    /// What was asked.
    pub asked: LendDossier,
}
impl LendDossier {
    fn reasons(file: &File) -> Vec<Reason> {
        let nowhere = file.shelf().is_none().then_some(Reason::DossierNotShelved {});
        nowhere.into_iter().chain(file.is_lent()).collect_vec()
    }
}
impl Stay<File> for LendDossier {
    type Event = DossierLent;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DossierLent, Vec<Reason>> {
        let mut reasons = Self::reasons(file);
        reasons.extend(past(Some(self.until), context.occurred));
        reasons.extend(file.shelf_disorder(context.occurred));
        granted(reasons, || DossierLent { asked: self.clone() })
    }
}
impl Change<File> for DossierLent {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let LendDossier { to, until, reason } = self.asked.clone();
        let (since, entry) = (stamp.occurred, stamp.number);
        file.lendings.push(Lending { to, reason, since, until, returned: None, entry });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(LendDossier::reasons(file))
    }
}

/// Take the dossier back to its shelf (归还).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnDossier {}
/// The dossier is back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DossierReturned {
    /// What was asked.
    pub asked: ReturnDossier,
}
fn not_lent(file: &File) -> Option<Reason> {
    file.lent().is_none().then_some(Reason::DossierNotLent {})
}
impl Stay<File> for ReturnDossier {
    type Event = DossierReturned;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DossierReturned, Vec<Reason>> {
        let reasons = not_lent(file).into_iter().chain(file.shelf_disorder(context.occurred)).collect_vec();
        granted(reasons, || DossierReturned { asked: self.clone() })
    }
}
impl Change<File> for DossierReturned {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        if let Some(lent) = file.lendings.last_mut() {
            lent.returned = Some(stamp.occurred);
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(not_lent(file))
    }
}
