//! Steps that put something on record: papers, milestones, notices, corrections.

use super::consent::missing_consents;
use super::file::{Channel, File, Mark, Milestone, MilestoneState, Notice};
use super::intake::{AddParty, DescribeProperty, needs_salt};
use super::obligation::open_obligations;
use super::{Context, Reason, Stage, Stamp, by_entry, fitting, granted};
use crate::checklist::PaperState;
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentId, DocumentKind, Form};
use crate::machine::{Change, Stay};
use crate::party::PartyId;
use crate::product::{MilestoneKind, Need, Purpose, Sequence};

/// Put a paper on file (收件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddDocument {
    /// Which kind of paper.
    pub kind: DocumentKind,
    /// Whose: a party, or a role that hands it in as one, such as `couple`.
    pub holder: PartyId,
    /// When it was issued, as printed on it.
    pub issued: Option<Date>,
    /// The last day it is good for, as printed on it.
    pub valid_until: Option<Date>,
    /// In which form it came, where that was looked at.
    pub form: Option<Form>,
    /// How many copies came.
    pub copies: Option<u8>,
    /// How many pages it has, where somebody counted.
    pub pages: Option<u32>,
}
/// The paper is on file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentAdded {
    /// What was asked.
    pub asked: AddDocument,
    /// Its number in the case: `d7` for what entry 7 put on file.
    pub document: DocumentId,
    /// The last day it is good for: as printed, or counted from the day of issue by the kind's usual validity.
    pub good_until: Option<Date>,
}
impl Stay<File> for AddDocument {
    type Event = DocumentAdded;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DocumentAdded, Vec<Reason>> {
        let late = file.reached(Stage::Released).is_some() && !self.kind.closes_a_dossier();
        let late = late.then(|| Reason::NothingOwed { what: self.kind.to_string() });
        let reasons = late.into_iter().chain(self.reasons(file, context)).collect_vec();
        granted(reasons, || DocumentAdded {
            asked: self.clone(),
            document: DocumentId::numbered("d", file.next_entry()),
            good_until: self.good_until(context),
        })
    }
}
/// A paper, an account and a notice are somebody's whom the case knows.
pub(super) fn unknown_holder(file: &File, holder: &PartyId) -> Option<Reason> {
    (!file.knows_holder(holder)).then(|| Reason::UnknownParty { party: holder.to_string() })
}
/// Told and asked can be offices too.
pub(super) fn unknown_addressee(file: &File, whom: &PartyId) -> Option<Reason> {
    (!file.knows_addressee(whom)).then(|| Reason::UnknownParty { party: whom.to_string() })
}
impl Change<File> for DocumentAdded {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        file.documents.push(self.document(stamp));
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(unknown_holder(file, &self.asked.holder))?;
        by_entry("paper", self.document.as_str(), DocumentId::numbered("d", file.next_entry()).as_str())
    }
}
impl AddDocument {
    fn reasons(&self, file: &File, context: &Context<'_>) -> Vec<Reason> {
        let mut reasons = unknown_holder(file, &self.holder).into_iter().collect_vec();
        reasons.extend(self.issued.and_then(|issued| issued_late(issued, context)));
        if context.pack.document(&self.kind).is_none() {
            reasons.push(Reason::UnknownDocumentKind { kind: self.kind.to_string() });
        }
        reasons
    }

    /// As printed; or from the day of issue on, by the usual validity of the kind (HANDBOOK 3.1); or not at all.
    fn good_until(&self, context: &Context<'_>) -> Option<Date> {
        let counted = || {
            let days = context.pack.document(&self.kind)?.default_validity_days?;
            self.issued?.add_days(i32::from(days)).ok()
        };
        self.valid_until.or_else(counted)
    }
}
/// Nobody issues a paper after today, nor brings one before it was issued.
fn issued_late(issued: Date, context: &Context<'_>) -> Option<Reason> {
    let Context { today, occurred, .. } = *context;
    if issued > today {
        return Some(Reason::FutureDate { occurred: issued, today });
    }
    (issued > occurred).then_some(Reason::OutOfOrder { occurred, last: issued })
}
impl DocumentAdded {
    fn document(&self, stamp: &Stamp) -> Document {
        let AddDocument { kind, holder, issued, valid_until: printed, form, copies, pages } = self.asked.clone();
        Document {
            id: self.document.clone(),
            kind,
            holder,
            issued,
            good_until: self.good_until,
            printed,
            form,
            copies,
            pages,
            received: stamp.occurred,
            state: PaperState::Received,
            checked: None,
            reason: None,
            entry: stamp.number,
            lapsed: None,
        }
    }
}

/// Check a paper against the original (审核).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckDocument {
    /// Which paper.
    pub document: DocumentId,
    /// What is wrong with it; nothing when it is good.
    pub defect: Option<String>,
}
/// The paper is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentChecked {
    /// What was asked.
    pub asked: CheckDocument,
}
impl Stay<File> for CheckDocument {
    type Event = DocumentChecked;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DocumentChecked, Vec<Reason>> {
        match file.documents.iter().find(|document| document.id == self.document) {
            None => Err(vec![Reason::UnknownDocument { document: self.document.to_string() }]),
            Some(document) => granted(self.reasons(document, context), || DocumentChecked { asked: self.clone() }),
        }
    }
}
impl CheckDocument {
    /// A paper is not checked before it came, and one that has lapsed is not found good.
    fn reasons(&self, document: &Document, context: &Context<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if context.occurred < document.received {
            reasons.push(Reason::OutOfOrder { occurred: context.occurred, last: document.received });
        }
        let last = document.good_until.into_iter().chain(document.lapsed).min();
        let lapsed = last.filter(|last| *last < context.occurred && self.defect.is_none());
        if let Some(expired) = lapsed {
            let (document, holder) = (document.kind.to_string(), document.holder.to_string());
            reasons.push(Reason::DocumentExpired { document, holder, expired, rules: Vec::new() });
        }
        reasons
    }
}
impl Change<File> for DocumentChecked {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let checked = file.documents.iter_mut().find(|document| document.id == self.asked.document);
        if let Some(document) = checked {
            let was = document.state;
            document.state = if self.asked.defect.is_some() { PaperState::Rejected } else { PaperState::Accepted };
            document.reason = self.asked.defect.clone();
            // What is found good once more has been good since the first time.
            let since = document.checked.filter(|_| was == document.state && was == PaperState::Accepted);
            document.checked = Some(since.map_or(stamp.occurred, |first| first.min(stamp.occurred)));
            if document.state == PaperState::Accepted {
                let accepted = document.clone();
                file.keep_paper(&accepted, stamp.occurred);
            }
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        match file.documents.iter().any(|document| document.id == self.asked.document) {
            true => Ok(()),
            false => Err(format!("the case has no paper `{}`", self.asked.document)),
        }
    }
}

/// Mark where a milestone is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkMilestone {
    /// Which one.
    pub milestone: MilestoneKind,
    /// What it became.
    pub state: MilestoneState,
    /// The number of the slip, certificate or contract, or why it came back.
    pub reference: Option<String>,
    /// Its last good day, where it lapses.
    pub lapses: Option<Date>,
}
/// The milestone is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MilestoneMarked {
    /// What was asked.
    pub asked: MarkMilestone,
    /// The edition of the rules, where the day of this mark decides which rules hold: that of the sale contract.
    pub edition: Option<String>,
}
impl Stay<File> for MarkMilestone {
    type Event = MilestoneMarked;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<MilestoneMarked, Vec<Reason>> {
        let mut reasons = self.life(file);
        reasons.extend(file.early_mark(self.milestone, context.occurred));
        if self.state == MilestoneState::Done {
            reasons.extend(self.too_early(file, context));
            reasons.extend(self.unfilable(file, context));
            reasons.extend(self.unauthorised(file, context));
        }
        granted(reasons, || MilestoneMarked { asked: self.clone(), edition: self.edition(context) })
    }
}
impl MarkMilestone {
    /// The signing of the sale contract decides which rules hold, so its mark keeps their edition.
    fn edition(&self, context: &Context<'_>) -> Option<String> {
        let decides = self.milestone == MilestoneKind::ContractSigned && self.state == MilestoneState::Done;
        decides.then(|| context.edition())
    }

    fn life(&self, file: &File) -> Vec<Reason> {
        let before = file.milestone(self.milestone).map(|mark| mark.state);
        match self.state.may_follow(before) {
            true => Vec::new(),
            false => vec![no_life(self.milestone, before, self.state)],
        }
    }

    /// No dossier is filed while something is owed to it.
    fn unfilable(&self, file: &File, context: &Context<'_>) -> Vec<Reason> {
        match self.milestone {
            MilestoneKind::DossierFiled => open_obligations(file, context),
            _ => Vec::new(),
        }
    }

    /// The register is not asked about somebody who has not agreed to it.
    fn unauthorised(&self, file: &File, context: &Context<'_>) -> Vec<Reason> {
        if self.milestone != MilestoneKind::CreditRechecked {
            return Vec::new();
        }
        let of = |loan| {
            let lines = file
                .route(loan, context)
                .into_iter()
                .flat_map(|route| route.gates.iter().flat_map(|it| it.lines.iter()));
            let asks = lines.filter(|line| line.need == Need::Consented(Purpose::CreditQuery));
            let rules = asks.map(|line| line.id.clone()).collect_vec();
            missing_consents(file, loan, Purpose::CreditQuery, (!rules.is_empty()).then_some(&*rules), context)
        };
        file.live_loans().filter(|loan| !loan.is_paid_out()).flat_map(of).collect_vec()
    }

    /// What the route has come first: the mortgage after the title, the title after the tax.
    fn too_early(&self, file: &File, context: &Context<'_>) -> Vec<Reason> {
        let routes = file.live_loans().filter_map(|loan| file.route(loan, context));
        let sequences = routes.flat_map(|route| route.before(self.milestone));
        let mark = |sequence: &Sequence| file.milestone_on(sequence.first, context.occurred);
        let open = sequences.filter(|it| mark(it).is_none_or(|mark| !mark.is_good(context.occurred)));
        open.map(|sequence| Reason::MilestoneTooEarly {
            milestone: self.milestone.name().to_owned(),
            first: sequence.first.name().to_owned(),
            rule: sequence.id.clone(),
            why: sequence.note.en.to_string(),
            why_zh: sequence.note.zh.to_string(),
        })
        .collect_vec()
    }
}
/// A milestone's life keeps the order of its days, though each of them may be learnt late.
fn disorder(last: Date, occurred: Date) -> Option<Reason> {
    (occurred < last).then_some(Reason::OutOfOrder { occurred, last })
}

fn no_life(milestone: MilestoneKind, from: Option<MilestoneState>, to: MilestoneState) -> Reason {
    Reason::MilestoneLife {
        milestone: milestone.name().to_owned(),
        from: from.map_or("untouched", MilestoneState::name).to_owned(),
        to: to.name().to_owned(),
    }
}
impl Change<File> for MilestoneMarked {
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.life(file))
    }
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let MarkMilestone { milestone: kind, state, reference, lapses } = self.asked.clone();
        if state == MilestoneState::Done {
            file.keep_milestone(kind, stamp.occurred, stamp.number);
        }
        let edition = self.edition.clone();
        let mark = Mark { state, on: stamp.occurred, reference, lapses, edition, entry: stamp.number };
        match file.milestones.iter_mut().find(|milestone| milestone.kind == kind) {
            Some(milestone) => milestone.marks.push(mark),
            None => file.milestones.push(Milestone { kind, marks: vec![mark] }),
        }
    }
}

/// Somebody was told something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notify {
    /// Who: a party, a role such as `developer`, an office such as `finance`.
    pub whom: PartyId,
    /// About what: the topic of what is owed, with the loan behind it, such as `offer L1`; or in words of one's own.
    pub about: String,
    /// How.
    pub channel: Option<Channel>,
}
/// The notice is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notified {
    /// What was asked.
    pub asked: Notify,
}
impl Stay<File> for Notify {
    type Event = Notified;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<Notified, Vec<Reason>> {
        let reasons = unknown_addressee(file, &self.whom).into_iter().chain(self.untold(file, context));
        granted(reasons.collect_vec(), || Notified { asked: self.clone() })
    }
}
impl Notify {
    /// What looks like a topic and is none would pay no debt, and nobody would see why. A replay asks no pack, so only a
    /// decision does.
    fn untold(&self, file: &File, context: &Context<'_>) -> Option<Reason> {
        let words = self.about.split_whitespace().collect_vec();
        let (topic, loan) = match words.as_slice() {
            [topic] if topic.is_ascii() => (*topic, None),
            [topic, loan, ..] if names_loan(file, loan) => (*topic, Some(*loan)),
            [topic, loan] if context.pack.topic_of_a_loan(topic).is_some() => (*topic, Some(*loan)),
            _ => return None,
        };
        let unknown_topic = Some(Reason::UnknownTopic { about: self.about.clone() });
        let known = |loan: &str| file.loans.iter().any(|it| it.id().as_str() == loan);
        match (context.pack.topic_of_a_loan(topic), loan) {
            (Some(true), Some(loan)) if !known(loan) => Some(Reason::UnknownLoan { loan: loan.to_owned() }),
            (Some(true), Some(loan)) if self.about == format!("{topic} {loan}") => None,
            (Some(false), None) if self.about == topic => None,
            _ => unknown_topic,
        }
    }
}
/// A loan of the case, or what is written as one.
fn names_loan(file: &File, word: &str) -> bool {
    let numbered =
        word.strip_prefix(['L', 'l']).is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    numbered || file.loans.iter().any(|it| it.id().as_str() == word)
}
impl Change<File> for Notified {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let Notify { whom, about, channel } = self.asked.clone();
        file.notices.push(Notice { whom, about, on: stamp.occurred, channel, entry: stamp.number });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(unknown_addressee(file, &self.asked.whom))
    }
}

/// What an entry should have said. Only records can be corrected: a step that was granted stays granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A party.
    Party(AddParty),
    /// The home.
    Property(DescribeProperty),
    /// A paper.
    Document(AddDocument),
    /// A milestone's mark.
    Milestone(MarkMilestone),
}

impl Record {
    /// The name of the command that puts such a record on file.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Party(_) => "add_party",
            Self::Property(_) => "describe_property",
            Self::Document(_) => "add_document",
            Self::Milestone(_) => "mark_milestone",
        }
    }
}

/// Amend what was entered wrongly (更正). The log keeps both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correct {
    /// The entry that was wrong.
    pub entry: u32,
    /// What it should have said, whole.
    pub record: Record,
    /// Why.
    pub reason: String,
}
/// The record is amended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordCorrected {
    /// What was asked.
    pub asked: Correct,
    /// The last day the amended paper is good for.
    pub good_until: Option<Date>,
}
impl Stay<File> for Correct {
    type Event = RecordCorrected;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<RecordCorrected, Vec<Reason>> {
        let mut reasons = needs_salt("correct", context);
        reasons.extend(self.target(file));
        reasons.extend(self.record.reasons(file, context));
        if let Record::Milestone(mark) = &self.record {
            reasons.extend(self.mark_reasons(mark, file, context));
        }
        granted(reasons, || RecordCorrected { asked: self.clone(), good_until: self.record.good_until(context) })
    }
}
impl Correct {
    /// The entry must have put a record of the same subject on file.
    fn target(&self, file: &File) -> Option<Reason> {
        let (entry, subject) = (self.entry, self.record.subject());
        match file.recorded_by(entry) {
            None => Some(Reason::NotCorrectable { entry }),
            Some(expected) if expected != subject => Some(Reason::KindDiffers { entry, expected }),
            Some(_) => None,
        }
    }
}
impl Correct {
    /// A corrected mark still stands in a life that is possible, and reaches nothing that the route has come later.
    fn mark_reasons(&self, mark: &MarkMilestone, file: &File, context: &Context<'_>) -> Vec<Reason> {
        let mut reasons = file.life_with(self.entry, mark).into_iter().collect_vec();
        reasons.extend(file.early_correction(self, context.occurred));
        let unchanged = file.marked_as(self.entry) == Some((MilestoneState::Done, context.occurred));
        if mark.state == MilestoneState::Done && !unchanged {
            reasons.extend(mark.too_early(file, context));
            reasons.extend(mark.unfilable(file, context));
        }
        reasons
    }
}
impl Record {
    /// What the record is about; a correction says another thing of the same subject.
    fn subject(&self) -> String {
        match self {
            Self::Party(party) => format!("{} {}", self.name(), party.id),
            Self::Milestone(mark) => format!("{} {}", self.name(), mark.milestone),
            Self::Property(_) | Self::Document(_) => self.name().to_owned(),
        }
    }

    fn reasons(&self, file: &File, context: &Context<'_>) -> Vec<Reason> {
        match self {
            Self::Document(document) => document.reasons(file, context),
            Self::Party(_) | Self::Property(_) | Self::Milestone(_) => Vec::new(),
        }
    }

    fn good_until(&self, context: &Context<'_>) -> Option<Date> {
        match self {
            Self::Document(document) => document.good_until(context),
            Self::Party(_) | Self::Property(_) | Self::Milestone(_) => None,
        }
    }
}
impl Change<File> for RecordCorrected {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let entry = self.asked.entry;
        match &self.asked.record {
            Record::Party(party) => file.amend_party(entry, party),
            Record::Property(property) => file.amend_property(entry, property),
            Record::Document(document) => file.amend_document(entry, document, self.good_until),
            Record::Milestone(mark) => file.amend_mark(entry, mark, stamp.occurred),
        }
        file.corrections.push((entry, stamp.number));
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        let (entry, subject) = (self.asked.entry, self.asked.record.subject());
        if file.recorded_by(entry).as_ref() != Some(&subject) {
            return Err(format!("entry {entry} is no `{subject}`"));
        }
        match &self.asked.record {
            Record::Milestone(mark) => fitting(file.life_with(entry, mark)),
            Record::Document(document) => fitting(unknown_holder(file, &document.holder)),
            Record::Party(_) | Record::Property(_) => Ok(()),
        }
    }
}

impl File {
    /// What the entry put on record, where it can be corrected.
    fn recorded_by(&self, entry: u32) -> Option<String> {
        let party = || Some(format!("add_party {}", self.parties.iter().find(|it| it.entry == entry)?.id));
        let document = || self.documents.iter().find(|it| it.entry == entry).map(|_| "add_document".to_owned());
        let home = || self.property.as_ref().filter(|it| it.entry == entry).map(|_| "describe_property".to_owned());
        party().or_else(document).or_else(home).or_else(|| self.marked_by(entry))
    }

    fn marked_by(&self, entry: u32) -> Option<String> {
        let marked = |milestone: &&Milestone| milestone.marks.iter().any(|mark| mark.entry == entry);
        Some(format!("mark_milestone {}", self.milestones.iter().find(marked)?.kind))
    }

    fn marked_as(&self, entry: u32) -> Option<(MilestoneState, Date)> {
        let mut marks = self.milestones.iter().flat_map(|milestone| &milestone.marks);
        marks.find(|mark| mark.entry == entry).map(|mark| (mark.state, mark.on))
    }

    /// What would be wrong with a milestone's life if that entry's mark had been this one.
    fn life_with(&self, entry: u32, to: &MarkMilestone) -> Option<Reason> {
        let milestone = self.milestones.iter().find(|milestone| milestone.kind == to.milestone)?;
        let amended = |mark: &Mark| if mark.entry == entry { to.state } else { mark.state };
        let states = milestone.marks.iter().map(amended).collect_vec();
        let before = std::iter::once(None).chain(states.iter().copied().map(Some));
        let (from, to_state) = before.zip(&states).find(|(before, state)| !state.may_follow(*before))?;
        Some(no_life(to.milestone, from, *to_state))
    }

    /// A mark comes after the one before it.
    pub(crate) fn early_mark(&self, milestone: MilestoneKind, on: Date) -> Option<Reason> {
        disorder(self.milestone(milestone)?.on, on)
    }

    /// A mark that a correction moves to another day stays between its neighbours.
    pub(crate) fn early_correction(&self, to: &Correct, on: Date) -> Option<Reason> {
        let Record::Milestone(mark) = &to.record else { return None };
        let milestone = self.milestones.iter().find(|milestone| milestone.kind == mark.milestone)?;
        let days = || milestone.marks.iter().map(|mark| if mark.entry == to.entry { on } else { mark.on });
        days().zip(days().skip(1)).find_map(|(last, next)| disorder(last, next))
    }

    fn amend_party(&mut self, entry: u32, to: &AddParty) {
        if let Some(party) = self.parties.iter_mut().find(|party| party.entry == entry) {
            *party = to.party(entry);
        }
    }

    fn amend_property(&mut self, entry: u32, to: &DescribeProperty) {
        self.property = Some(to.property(entry));
    }

    /// An amended paper keeps its number and its day of receipt, and has to be checked again.
    fn amend_document(&mut self, entry: u32, to: &AddDocument, good_until: Option<Date>) {
        self.unkeep(entry);
        if let Some(document) = self.documents.iter_mut().find(|document| document.entry == entry) {
            let AddDocument { kind, holder, issued, valid_until: printed, form, copies, pages } = to.clone();
            let (id, received, lapsed) = (document.id.clone(), document.received, document.lapsed);
            let (state, checked, reason) = (PaperState::Received, None, None);
            *document = Document {
                id,
                kind,
                holder,
                issued,
                good_until,
                printed,
                form,
                copies,
                pages,
                received,
                state,
                checked,
                reason,
                entry,
                lapsed,
            };
        }
    }

    /// The day of the correction's own occurrence is the right day of the mark.
    fn amend_mark(&mut self, entry: u32, to: &MarkMilestone, on: Date) {
        self.unkeep(entry);
        if to.state == MilestoneState::Done {
            self.keep_milestone(to.milestone, on, entry);
        }
        let marks = self.milestones.iter_mut().filter(|milestone| milestone.kind == to.milestone);
        if let Some(mark) = marks.flat_map(|milestone| &mut milestone.marks).find(|mark| mark.entry == entry) {
            let MarkMilestone { state, reference, lapses, .. } = to.clone();
            let edition = mark.edition.take();
            *mark = Mark { state, on, reference, lapses, edition, entry };
        }
    }
}
