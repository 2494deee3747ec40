//! What may come later, and what is owed for it: waivers (容缺受理) and promises (后补资料).
//!
//! Either opens the gates it names until its last day, stands on the worklist, and shuts them again when it lapses. It is
//! kept when the paper is accepted or the milestone is done; until then the dossier is not filed and the mortgage not
//! released.

use super::file::File;
use super::record::unknown_holder;
use super::{Context, Reason, Stamp, by_entry, fitting, granted};
use crate::checklist::{Excuse, ExcuseKind, Hands, Holder, Line};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentKind};
use crate::id::id;
use crate::loan::{Loan, LoanId};
use crate::machine::{Change, Stay};
use crate::party::PartyId;
use crate::product::{Authority, GateLine, GateStep, MilestoneKind, Owable, Route, RuleId, Waivable, Way};

id! {
    /// A waiver or a promise in one case: `o12` for what entry 12 of its log opened.
    ObligationId(String), "an obligation id"
}

/// What is owed to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// A paper.
    Paper {
        /// Which kind.
        kind: DocumentKind,
        /// Whose: a party, or a role that hands it in as one.
        holder: PartyId,
    },
    /// A milestone.
    Milestone(MilestoneKind),
}

/// A waiver or a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Obligation {
    /// Its number in the case.
    pub id: ObligationId,
    /// What may come later.
    pub what: Owed,
    /// On whose word.
    pub ground: Ground,
    /// For which loan; `None` for every loan of the case.
    pub loan: Option<LoanId>,
    /// Since when.
    pub made: Date,
    /// The last day on which it may still be missing.
    pub until: Date,
    /// Which gates it opens.
    pub steps: Vec<GateStep>,
    /// When the leave was taken back.
    pub withdrawn: Option<Date>,
    /// When it was kept, which is not before it was made, and which entry put on file what kept it.
    pub kept: Option<(Date, u32)>,
}

/// On whose word something may come later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Somebody who may gave leave.
    Waiver {
        /// Who.
        granted_by: Authority,
        /// Why.
        reason: String,
    },
    /// Somebody promised it.
    Promise {
        /// Who.
        by: PartyId,
    },
}

impl Owed {
    /// The kind of paper or the milestone, without whose it is.
    #[must_use]
    pub fn owable(&self) -> Owable {
        match self {
            Self::Paper { kind, .. } => Owable::Document(kind.clone()),
            Self::Milestone(kind) => Owable::Milestone(*kind),
        }
    }

    /// Its stable name: the kind of paper, or the milestone.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Paper { kind, .. } => kind.as_str(),
            Self::Milestone(kind) => kind.name(),
        }
    }

    /// Whether a line of a checklist asks for it.
    pub(super) fn is_asked_by(&self, line: &Line<'_>, file: &File) -> bool {
        match self {
            Self::Paper { kind, holder } => {
                line.asks().names(kind)
                    && line.holder.is_none_or(|asked| file.counts_for(holder.as_str(), Holder::named(asked)))
            }
            Self::Milestone(_) => false,
        }
    }
}

impl Obligation {
    /// As it is when it begins: neither withdrawn nor kept.
    fn made(
        id: ObligationId,
        what: Owed,
        ground: Ground,
        (loan, until): (Option<LoanId>, Date),
        steps: &[GateStep],
        stamp: &Stamp,
    ) -> Self {
        let (made, steps) = (stamp.occurred, steps.to_vec());
        Self { id, what, ground, loan, made, until, steps, withdrawn: None, kept: None }
    }

    /// Whether it opens gates on this day.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        let withdrawn = self.withdrawn.is_some_and(|day| day <= on);
        self.is_open(on) && on <= self.until && !withdrawn
    }

    /// Whether it is still owed on this day, lapsed or not.
    #[must_use]
    pub fn is_open(&self, on: Date) -> bool {
        self.made <= on && self.kept.is_none_or(|(day, _)| on < day)
    }

    /// Whether its last day has passed and it is still owed.
    #[must_use]
    pub fn has_lapsed(&self, on: Date) -> bool {
        self.is_open(on) && self.until < on && self.withdrawn.is_none()
    }

    /// Whether it is about this gate of this loan.
    pub(super) fn serves(&self, loan: &Loan, step: Option<GateStep>) -> bool {
        let here = step.is_none_or(|step| self.steps.contains(&step));
        here && self.loan.as_ref().is_none_or(|own| own == loan.id())
    }

    pub(super) fn excuse(&self) -> Option<Excuse<'_>> {
        let Owed::Paper { kind, holder } = &self.what else { return None };
        let by = match self.ground {
            Ground::Waiver { .. } => ExcuseKind::Waiver,
            Ground::Promise { .. } => ExcuseKind::Promise,
        };
        Some(Excuse { kind, holder: holder.as_str(), until: self.until, by })
    }

    /// What to say when its last day has passed, and who asks for it.
    pub(crate) fn lapse(&self, rules: Vec<RuleId>) -> Reason {
        let what = self.what.name().to_owned();
        match &self.ground {
            Ground::Waiver { .. } => Reason::WaiverLapsed { what, lapsed: self.until, rules },
            Ground::Promise { by } => Reason::PromiseOverdue { what, whom: by.to_string(), due: self.until, rules },
        }
    }
}

/// Let something come later, by leave of who may give it (容缺受理).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waive {
    /// What may come later.
    pub what: Owed,
    /// Who gives leave.
    pub granted_by: Authority,
    /// For which loan; for every loan of the case when left out.
    pub loan: Option<LoanId>,
    /// The last day on which it may still be missing.
    pub until: Date,
    /// Why.
    pub reason: String,
}
/// It may come later.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waived {
    /// What was asked.
    pub asked: Waive,
    /// The number of the waiver.
    pub obligation: ObligationId,
    /// Which gates it opens, by the rules of its day.
    pub steps: Vec<GateStep>,
}
impl Stay<File> for Waive {
    type Event = Waived;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<Waived, Vec<Reason>> {
        let limit = limit(&self.what, context);
        let mut reasons = self.unknown(file);
        reasons.extend(self.many(file));
        reasons.extend(judged(file, &self.what, self.until, limit, context));
        reasons.extend(limit.and_then(|limit| self.not_theirs(limit)));
        let (obligation, steps) = opened(file, limit);
        granted(reasons, || Waived { asked: self.clone(), obligation, steps })
    }
}
impl Waive {
    fn unknown(&self, file: &File) -> Vec<Reason> {
        unknown_owner(file, &self.what).into_iter().chain(unknown_loan(file, self.loan.as_ref())).collect_vec()
    }

    /// A lender gives leave for its own loan.
    fn many(&self, file: &File) -> Option<Reason> {
        let loans = u32::try_from(file.live_loans().count()).unwrap_or(u32::MAX);
        let unnamed = self.loan.is_none() && self.granted_by == Authority::Lender;
        (unnamed && loans > 1).then_some(Reason::LoanNeeded { loans })
    }

    fn not_theirs(&self, limit: &Waivable) -> Option<Reason> {
        (!limit.granted_by.contains(&self.granted_by)).then(|| Reason::WrongGrantor {
            what: self.what.name().to_owned(),
            grantor: self.granted_by.name().to_owned(),
            rule: limit.as_rule(),
        })
    }
}
impl Change<File> for Waived {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let Waive { what, granted_by, loan, until, reason } = self.asked.clone();
        let ground = Ground::Waiver { granted_by, reason };
        let id = self.obligation.clone();
        file.open_obligation(Obligation::made(id, what, ground, (loan, until), &self.steps, stamp));
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))?;
        numbered(file, &self.obligation)
    }
}

/// Promise to bring something later (后补资料).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What will come.
    pub what: Owed,
    /// Who promises: a party, or a role such as `developer`.
    pub by: PartyId,
    /// For which loan; for every loan of the case when left out.
    pub loan: Option<LoanId>,
    /// By when.
    pub until: Date,
}
/// It is promised.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Promised {
    /// What was asked.
    pub asked: Promise,
    /// The number of the promise.
    pub obligation: ObligationId,
    /// Which gates it opens, by the rules of its day.
    pub steps: Vec<GateStep>,
}
impl Stay<File> for Promise {
    type Event = Promised;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<Promised, Vec<Reason>> {
        let limit = limit(&self.what, context);
        let mut reasons = self.unknown(file);
        reasons.extend(judged(file, &self.what, self.until, limit, context));
        let (obligation, steps) = opened(file, limit);
        granted(reasons, || Promised { asked: self.clone(), obligation, steps })
    }
}
impl Promise {
    fn unknown(&self, file: &File) -> Vec<Reason> {
        let whose = unknown_owner(file, &self.what).into_iter().chain(unknown_holder(file, &self.by));
        whose.chain(unknown_loan(file, self.loan.as_ref())).collect_vec()
    }
}
impl Change<File> for Promised {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let Promise { what, by, loan, until } = self.asked.clone();
        let (id, ground) = (self.obligation.clone(), Ground::Promise { by });
        file.open_obligation(Obligation::made(id, what, ground, (loan, until), &self.steps, stamp));
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))?;
        numbered(file, &self.obligation)
    }
}

/// Take leave back that was given (撤销容缺): the gates ask again. What was let go before is owed all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawWaiver {
    /// Which waiver.
    pub obligation: ObligationId,
    /// Why.
    pub reason: String,
}
/// The leave is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaiverWithdrawn {
    /// What was asked.
    pub asked: WithdrawWaiver,
}
impl Stay<File> for WithdrawWaiver {
    type Event = WaiverWithdrawn;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<WaiverWithdrawn, Vec<Reason>> {
        let made = file.waiver(&self.obligation).map(|waiver| waiver.made);
        let early = made.filter(|made| context.occurred < *made);
        let early = early.map(|last| Reason::OutOfOrder { occurred: context.occurred, last });
        granted(self.unknown(file).into_iter().chain(early).collect_vec(), || WaiverWithdrawn { asked: self.clone() })
    }
}
impl WithdrawWaiver {
    fn unknown(&self, file: &File) -> Option<Reason> {
        let standing = file.waiver(&self.obligation).is_some_and(|it| it.withdrawn.is_none() && it.kept.is_none());
        (!standing).then(|| Reason::UnknownObligation { obligation: self.obligation.to_string() })
    }
}
impl Change<File> for WaiverWithdrawn {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let waiver = file.obligations.iter_mut().find(|it| it.id == self.asked.obligation);
        if let Some(waiver) = waiver {
            waiver.withdrawn = Some(stamp.occurred);
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))
    }
}

fn unknown_owner(file: &File, what: &Owed) -> Option<Reason> {
    match what {
        Owed::Paper { holder, .. } => unknown_holder(file, holder),
        Owed::Milestone(_) => None,
    }
}

pub(super) fn unknown_loan(file: &File, loan: Option<&LoanId>) -> Option<Reason> {
    let unknown = loan.filter(|loan| file.loan(loan).is_none())?;
    Some(Reason::UnknownLoan { loan: unknown.to_string() })
}

fn numbered(file: &File, id: &ObligationId) -> Result<(), String> {
    by_entry("obligation", id.as_str(), ObligationId::numbered("o", file.next_entry()).as_str())
}

fn opened(file: &File, limit: Option<&Waivable>) -> (ObligationId, Vec<GateStep>) {
    let steps = limit.map(|limit| limit.steps.to_vec()).unwrap_or_default();
    (ObligationId::numbered("o", file.next_entry()), steps)
}

fn limit<'c>(what: &Owed, context: &Context<'c>) -> Option<&'c Waivable> {
    context.pack.waivable(&what.owable(), Some(context.occurred))
}

/// What is wrong with letting something come later: it may not, it is not owed, or not for so long.
fn judged(file: &File, what: &Owed, until: Date, limit: Option<&Waivable>, context: &Context<'_>) -> Vec<Reason> {
    let name = || what.name().to_owned();
    let mut reasons = Vec::new();
    let last = limit.and_then(|it| {
        Some((it.as_rule(), file.first_leave(what, context.occurred).add_days(i32::from(it.days_max)).ok()?))
    });
    match last {
        None => reasons.push(Reason::NotWaivable { what: name() }),
        Some((rule, limit)) if until > limit => {
            reasons.push(Reason::WaiverOverLimit { what: name(), until, limit, rule });
        }
        Some(_) => {}
    }
    if until <= context.occurred {
        reasons.push(Reason::DueInPast { due: until, occurred: context.occurred });
    }
    if !file.lacks(what, limit.map_or(GateStep::ALL, |limit| &limit.steps), context) {
        reasons.push(Reason::NothingOwed { what: name() });
    }
    reasons
}

/// The lines of these gates that ask for a milestone.
fn lines_asking<'r>(
    route: &'r Route,
    kind: MilestoneKind,
    steps: &'r [GateStep],
) -> impl Iterator<Item = &'r GateLine> {
    let lines = steps.iter().flat_map(|step| route.gate(*step));
    lines.filter(move |line| line.need.milestone() == Some(kind))
}

/// What keeps the dossier from being filed: whatever is owed, lapsed or not.
pub(crate) fn open_obligations(file: &File, context: &Context<'_>) -> Vec<Reason> {
    let open = |it: &Obligation| {
        let (what, rules) = (it.what.name().to_owned(), file.asking(it, context));
        Reason::ObligationOpen { what, until: it.until, rules }
    };
    file.owed(context).map(open).collect_vec()
}

impl File {
    /// What is owed on the day of the context: not kept, and still asked for.
    pub fn owed<'a>(&'a self, context: &'a Context<'_>) -> impl Iterator<Item = &'a Obligation> {
        self.obligations.iter().filter(|it| it.is_open(context.occurred) && self.is_asked(it, context))
    }

    fn waiver(&self, id: &ObligationId) -> Option<&Obligation> {
        self.obligations.iter().find(|it| it.id == *id && matches!(it.ground, Ground::Waiver { .. }))
    }

    /// Whether what is about to be waived is asked for, and not there.
    fn lacks(&self, what: &Owed, steps: &[GateStep], context: &Context<'_>) -> bool {
        match what {
            Owed::Milestone(kind) => {
                !self.is_done(*kind, context.occurred) && self.any_gate_asks(*kind, steps, context)
            }
            Owed::Paper { .. } => self.any_line(context, |line| line.is_open() && line.holder.is_some(), what),
        }
    }

    fn is_done(&self, kind: MilestoneKind, on: Date) -> bool {
        self.milestone_on(kind, on).is_some_and(|mark| mark.is_good(on))
    }

    /// Whether some list or gate of the case still asks for it; one that is not known may.
    fn is_asked(&self, it: &Obligation, context: &Context<'_>) -> bool {
        match it.what {
            Owed::Milestone(kind) => self.any_gate_asks(kind, &it.steps, context),
            Owed::Paper { .. } => self.any_line(context, |_| true, &it.what),
        }
    }

    fn any_gate_asks(&self, kind: MilestoneKind, steps: &[GateStep], context: &Context<'_>) -> bool {
        self.live_loans().any(|loan| match self.way(loan, context) {
            Way::Route(route) => lines_asking(route, kind, steps).next().is_some(),
            Way::Unknown(_) | Way::None => true,
        })
    }

    /// The rules that ask for what is owed: rows of the lists, lines of the gates that it opens.
    pub(crate) fn asking(&self, it: &Obligation, context: &Context<'_>) -> Vec<RuleId> {
        let loans = self.live_loans().filter(|loan| it.serves(loan, None));
        match it.what {
            Owed::Milestone(kind) => {
                loans.flat_map(|loan| self.lines_asking(loan, kind, &it.steps, context)).collect_vec()
            }
            Owed::Paper { .. } => loans.flat_map(|loan| self.rows_asking(loan, &it.what, context)).collect_vec(),
        }
    }

    fn lines_asking(&self, loan: &Loan, kind: MilestoneKind, steps: &[GateStep], context: &Context<'_>) -> Vec<RuleId> {
        let route = self.route(loan, context).into_iter();
        route.flat_map(|route| lines_asking(route, kind, steps)).map(|line| line.id.clone()).collect_vec()
    }

    fn rows_asking(&self, loan: &Loan, what: &Owed, context: &Context<'_>) -> Vec<RuleId> {
        let product = context.pack.product(&loan.file().application.product);
        let Some(Ok(list)) = product.map(|product| self.checklist_of(product, loan, context)) else {
            return Vec::new();
        };
        list.lines().iter().filter(|line| what.is_asked_by(line, self)).map(|line| line.rule().clone()).collect_vec()
    }

    fn any_line(&self, context: &Context<'_>, wanted: impl Fn(&Line<'_>) -> bool, what: &Owed) -> bool {
        self.live_loans().any(|loan| {
            let product = context.pack.product(&loan.file().application.product);
            match product.map(|product| self.checklist_of(product, loan, context)) {
                Some(Ok(list)) => list.lines().iter().any(|line| wanted(line) && what.is_asked_by(line, self)),
                Some(Err(_)) | None => true,
            }
        })
    }

    /// The day from which the limit counts: leave upon leave is one leave.
    fn first_leave(&self, what: &Owed, on: Date) -> Date {
        let open = self.obligations.iter().filter(|it| self.is_one_thing(&it.what, what) && it.kept.is_none());
        open.map(|it| it.made).min().map_or(on, |first| first.min(on))
    }

    /// Whether two names mean one thing that is owed: the borrower's paper is that of a role the borrower stands for.
    fn is_one_thing(&self, one: &Owed, other: &Owed) -> bool {
        match (one, other) {
            (Owed::Paper { kind, holder }, Owed::Paper { kind: same, holder: theirs }) => {
                kind == same && self.same_hands(holder.as_str(), theirs.as_str())
            }
            _ => one == other,
        }
    }

    fn open_obligation(&mut self, obligation: Obligation) {
        self.obligations.push(obligation);
    }

    /// A paper was accepted: what was owed is kept, though late.
    pub(super) fn keep_paper(&mut self, document: &Document, on: Date) {
        let kept: Vec<usize> = self.owed_at(|file, what| match what {
            Owed::Paper { kind, holder } => {
                *kind == document.kind && file.same_hands(document.holder.as_str(), holder.as_str())
            }
            Owed::Milestone(_) => false,
        });
        self.keep(&kept, on, document.entry);
    }

    /// The same for a milestone that is done.
    pub(super) fn keep_milestone(&mut self, done: MilestoneKind, on: Date, entry: u32) {
        let kept = self.owed_at(|_, what| *what == Owed::Milestone(done));
        self.keep(&kept, on, entry);
    }

    fn owed_at(&self, is_it: impl Fn(&Self, &Owed) -> bool) -> Vec<usize> {
        let owed = self.obligations.iter().enumerate().filter(|(_, it)| it.kept.is_none() && is_it(self, &it.what));
        owed.map(|(index, _)| index).collect_vec()
    }

    fn keep(&mut self, which: &[usize], on: Date, entry: u32) {
        let kept = self.obligations.iter_mut().enumerate().filter(|(index, _)| which.contains(index));
        kept.for_each(|(_, it)| it.kept = Some((on.max(it.made), entry)));
    }

    /// The record that kept it said another thing: it is owed again.
    pub(super) fn unkeep(&mut self, entry: u32) {
        let kept = self.obligations.iter_mut().filter(|it| it.kept.is_some_and(|(_, by)| by == entry));
        kept.for_each(|it| it.kept = None);
    }

    /// A lender that is left gives leave no more; nor was a promise made to the next one.
    pub(super) fn end_leave(&mut self, left: &LoanId, stamp: &Stamp) {
        let theirs = |it: &&mut Obligation| it.loan.as_ref().is_none_or(|loan| loan == left) && it.withdrawn.is_none();
        self.obligations.iter_mut().filter(theirs).for_each(|it| it.withdrawn = Some(stamp.occurred.max(it.made)));
    }
}
