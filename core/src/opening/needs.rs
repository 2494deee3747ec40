//! What a gate lacks, as acts: a need a line, with its alternatives.

use super::act::Act;
use super::sets::Sets;
use crate::case::consent::agrees_for;
use crate::case::{Case, Context, File, MilestoneState, Owed, Reason, Stage, again, gate};
use crate::checklist::{Line, LineStatus};
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::fact::Fact;
use crate::loan::{Loan, State};
use crate::product::{Asks, GateLine, GateStep, MilestoneKind, Need, PaperAsked, Readiness, Role, Way};

/// What the next step needs.
pub(super) struct Needs<'a> {
    file: &'a File,
    context: &'a Context<'a>,
    pub(super) alternatives: Vec<Sets>,
    pub(super) barred: Vec<Reason>,
    /// Whether the step is the lender's: it pays before the spine goes on.
    pub(super) pays: bool,
}

impl<'a> Needs<'a> {
    pub(super) fn of(case: &'a Case, step: Option<GateStep>, context: &'a Context<'a>) -> Self {
        let file = case.file();
        let unpaid = || file.live_loans().any(|loan| !loan.is_paid_out());
        let pays = case.stage() == Stage::Funding && unpaid();
        let mut needs = Needs { file, context, alternatives: Vec::new(), barred: Vec::new(), pays };
        if file.suspended.is_some() {
            needs.must([Act::Resume]);
        }
        match step {
            None => needs.opening(),
            Some(step) => needs.step(case.stage(), step),
        }
        needs
    }

    fn must(&mut self, acts: impl IntoIterator<Item = Act>) {
        self.alternatives.push(Sets::just(acts));
    }

    /// What the machine asks before a product can be chosen.
    fn opening(&mut self) {
        if !self.file.parties.iter().any(|party| party.role == Role::Borrower) {
            self.must([Act::AddParty { role: Role::Borrower }]);
        }
        if self.file.property.is_none() {
            self.must([Act::DescribeProperty]);
        }
        if self.file.facts.property().is_none() {
            self.must([Act::StateFact { fact: Fact::Property }]);
        }
    }

    fn step(&mut self, stage: Stage, step: GateStep) {
        let (file, pays) = (self.file, self.pays);
        let on_the_way = [GateStep::ConfirmTerms, GateStep::SendToRegistry, GateStep::AwaitFunds, GateStep::PayOut];
        for loan in file.live_loans().filter(|loan| !(pays && loan.is_paid_out())) {
            match pays {
                true => on_the_way.into_iter().for_each(|step| self.gate(loan, step)),
                false => self.gate(loan, step),
            }
        }
        let wanted = match stage {
            Stage::Applying => gate::AGREED,
            Stage::Signing | Stage::Registering | Stage::Funding if self.pays || stage != Stage::Funding => {
                gate::SIGNED
            }
            Stage::Funding => gate::POSTED,
            Stage::Repaying => gate::SETTLED,
            _ => return,
        };
        self.loans(wanted);
    }

    fn loans(&mut self, wanted: &[State]) {
        let Some(first) = wanted.first() else { return };
        let behind = self.file.live_loans().filter(|loan| !wanted.contains(&loan.state()));
        for loan in behind {
            // No contract is signed before the conditions of the approval are met.
            if *first == State::Signed && matches!(loan.state(), State::Offered | State::Accepted) {
                self.conditions(loan);
            }
            self.must([Act::BringLoan { loan: loan.id().clone(), wanted: *first }]);
        }
    }

    fn conditions(&mut self, loan: &Loan) {
        let open = (1..).zip(&loan.file().conditions).filter(|(_, condition)| condition.met.is_none());
        let acts = open.map(|(number, _)| Act::MeetCondition { loan: loan.id().clone(), number }).collect_vec();
        if !acts.is_empty() {
            self.must(acts);
        }
    }

    fn gate(&mut self, loan: &Loan, step: GateStep) {
        match self.file.way(loan, self.context) {
            Way::Route(route) => route.gate(step).iter().for_each(|line| self.line(loan, step, line)),
            Way::Unknown(facts) => self.ask(facts),
            Way::None => self.barred.extend(gate::loan_blockers(self.file, loan, step, self.context)),
        }
        self.again(loan, step);
        for reason in gate::beside_the_route(self.file, loan, step, self.context) {
            self.reason(reason);
        }
    }

    /// What a life event ended, and earlier gates had asked for.
    fn again(&mut self, loan: &Loan, step: GateStep) {
        let (file, context) = (self.file, self.context);
        for (asked, line) in again::fallen(file, loan, step, context) {
            self.line(loan, asked, line);
        }
        let Some(list) = again::list(file, loan, step, context) else { return };
        let lines = gate::asked_by(file, &list, loan, step, context);
        for line in lines.filter(|line| again::is_touched(file, line)) {
            if !gate::lacking(line, Readiness::Accepted).is_empty() {
                self.row(line, Readiness::Accepted);
            }
        }
    }

    /// What is asked beside the rows of a route: a consent, an answer, a lender's word.
    fn reason(&mut self, reason: Reason) {
        match reason {
            Reason::ConsentMissing { party, recipient, purpose, .. }
            | Reason::ConsentEnded { party, recipient, purpose, .. }
            | Reason::ConsentLapsed { party, recipient, purpose, .. } => {
                let given_by = self.agrees_for(&party).unwrap_or_else(|| party.clone());
                self.must([Act::GiveConsent { party, given_by, recipient, purpose }]);
            }
            Reason::QueryOpen { query, whom, .. } => self.must([Act::AnswerQuery { query, whom }]),
            Reason::ChangeUnconfirmed { change, loan, renewal, .. } => {
                self.must([Act::ConfirmChange { change, loan, renewal }]);
            }
            other => self.barred.push(other),
        }
    }

    fn agrees_for(&self, party: &str) -> Option<String> {
        let party = self.file.parties.iter().find(|it| it.id.as_str() == party)?;
        agrees_for(self.file, party, self.context.occurred).map(ToString::to_string)
    }

    fn ask(&mut self, facts: impl IntoIterator<Item = Fact>) {
        self.alternatives.extend(facts.into_iter().map(|fact| Sets::just([Act::StateFact { fact }])));
    }

    fn line(&mut self, loan: &Loan, step: GateStep, line: &GateLine) {
        let reasons = gate::unmet(self.file, loan, step, line, self.context);
        match line.need {
            _ if reasons.is_empty() => {}
            Need::Papers(readiness) => self.papers(loan, step, readiness, reasons),
            Need::Consented(_) => reasons.into_iter().for_each(|reason| self.reason(reason)),
            Need::Filed(kind) => self.must(self.marks(kind, MilestoneState::Filed)),
            Need::Done(kind) | Need::DoneIfOpened(kind) => {
                self.must(self.marks(kind, MilestoneState::Done));
                if kind == MilestoneKind::DossierFiled {
                    self.owed();
                }
            }
        }
    }

    /// No dossier is filed while something is owed to it.
    fn owed(&mut self) {
        let file = self.file;
        for owed in file.owed(self.context).map(|it| &it.what) {
            match owed {
                Owed::Milestone(kind) => self.must(self.marks(*kind, MilestoneState::Done)),
                Owed::Paper { kind, holder } => {
                    let (document, holder) = (kind.clone(), holder.to_string());
                    let check = Act::CheckPaper { document: document.clone(), holder: holder.clone() };
                    self.must([Act::BringPaper { document, holder }, check]);
                }
            }
        }
    }

    /// The marks that a milestone needs: what fell away by itself is marked so first, and what has to come before it is
    /// done first.
    fn marks(&self, kind: MilestoneKind, state: MilestoneState) -> Vec<Act> {
        let mut acts = Vec::new();
        self.reach(kind, state, &mut acts);
        acts
    }

    /// How many marks come before the last of these.
    fn reach(&self, kind: MilestoneKind, state: MilestoneState, acts: &mut Vec<Act>) -> u8 {
        let known = acts.iter().find_map(|act| match act {
            Act::Mark { after, milestone, .. } if *milestone == kind => Some(*after),
            _ => None,
        });
        if let Some(after) = known {
            return after;
        }
        // Stands in for itself, so that a circle of a pack ends; the machine refuses such a pack when it loads.
        acts.push(Act::Mark { after: 0, milestone: kind, state });
        let place = acts.len().saturating_sub(1);
        let mut after = 0;
        if state == MilestoneState::Done {
            for first in self.forerunners(kind) {
                after = self.reach(first, MilestoneState::Done, acts).saturating_add(1).max(after);
            }
        }
        if self.file.done(kind).is_some() {
            acts.push(Act::Mark { after, milestone: kind, state: MilestoneState::Lapsed });
            after = after.saturating_add(1);
        }
        if let Some(Act::Mark { after: own, .. }) = acts.get_mut(place) {
            *own = after;
        }
        after
    }

    /// What is not done yet and has to be before a milestone.
    fn forerunners(&self, kind: MilestoneKind) -> Vec<MilestoneKind> {
        let routes = self.file.live_loans().filter_map(|loan| self.file.route(loan, self.context));
        let before = routes.flat_map(|route| route.before(kind)).map(|sequence| sequence.first);
        before.filter(|first| self.file.done_on(*first, self.context.occurred).is_none()).collect_vec()
    }

    fn papers(&mut self, loan: &Loan, step: GateStep, readiness: Readiness, reasons: Vec<Reason>) {
        let file = self.file;
        let product = self.context.pack.product(&loan.file().application.product);
        let list = product.map(|product| file.checklist_at(product, loan, Some(step), self.context));
        let Some(Ok(list)) = list else { return self.barred.extend(reasons) };
        for line in gate::asked_by(file, &list, loan, step, self.context) {
            if !gate::lacking(line, readiness).is_empty() {
                self.row(line, readiness);
            }
        }
    }

    fn row(&mut self, line: &Line<'_>, readiness: Readiness) {
        let holder = line.holder.unwrap_or_else(|| line.role().name());
        let row = Row { line, holder, readiness };
        match &line.status {
            LineStatus::Undecided(facts) => self.ask(facts.iter()),
            LineStatus::PartyMissing => {
                self.must([Act::AddParty { role: line.role() }]);
                self.alternatives.push(row.of(line.asks()));
            }
            _ => self.alternatives.push(row.of(line.asks())),
        }
    }
}

/// A row of a list, for one party.
struct Row<'l> {
    line: &'l Line<'l>,
    holder: &'l str,
    readiness: Readiness,
}

impl Row<'_> {
    fn of(&self, asks: &Asks) -> Sets {
        let parts = |of: &[Asks]| of.iter().map(|part| self.of(part)).collect::<Vec<Sets>>();
        match asks {
            Asks::Paper(asked) => self.paper(asked),
            Asks::AllOf(of) => Sets::all(&parts(of)),
            Asks::AnyOf(of) => Sets::any(parts(of)),
            Asks::AtLeast { count, of } => Sets::at_least(usize::from(*count), &parts(of)),
        }
    }

    fn paper(&self, asked: &PaperAsked) -> Sets {
        let (bring, check) = (self.bring(&asked.document), self.check(&asked.document));
        match (self.status(asked), self.readiness) {
            (LineStatus::Accepted | LineStatus::Waived(_) | LineStatus::Promised(_), _) => Sets::nothing(),
            (LineStatus::Received, Readiness::Received) => Sets::nothing(),
            (LineStatus::Received, Readiness::Accepted) => Sets::just([check]),
            (_, Readiness::Received) => Sets::just([bring]),
            (_, Readiness::Accepted) => Sets::just([bring, check]),
        }
    }

    fn status(&self, asked: &PaperAsked) -> LineStatus {
        let part = self.line.parts.iter().find(|part| part.asked == asked);
        part.map_or(self.line.status, |part| part.status)
    }

    fn bring(&self, document: &DocumentKind) -> Act {
        Act::BringPaper { document: document.clone(), holder: self.holder.to_owned() }
    }

    fn check(&self, document: &DocumentKind) -> Act {
        Act::CheckPaper { document: document.clone(), holder: self.holder.to_owned() }
    }
}
