//! Since when a task is there: from the day on which what it asks for came to be asked, not from the stage's first.
//!
//! A gate asks from the day its stage began. What comes up meanwhile is asked from its own day: a fact that was stated or has to
//! be asked again, a party that came in, a paper that was turned down or lapsed, a change in somebody's life.

use super::Desk;
use crate::case::{Mark, MilestoneState, Reason, Stage};
use crate::date::Date;
use crate::document::Document;
use crate::product::{GateStep, MilestoneKind, RuleId};

impl Desk<'_> {
    /// Since when the gate of a step asks what it asks. The release is asked for in all the years of paying back.
    pub(super) fn gate_asks_since(&self, step: Option<GateStep>) -> Date {
        let repaying = || self.file.reached(Stage::Repaying).filter(|_| step == Some(GateStep::Release));
        repaying().unwrap_or_else(|| self.case.since())
    }

    /// Since when what a reason names is asked for, where the gate asks since `gate`.
    pub(super) fn asked_since(&self, reason: &Reason, gate: Date) -> Date {
        match reason {
            // The lender and the law do not wait for a stage.
            Reason::BorrowerDied { died, .. } => *died,
            Reason::ChangeUnconfirmed { change, .. } => self.change(change).unwrap_or(gate),
            _ => self.came_up(reason).map_or(gate, |day| day.max(gate)),
        }
    }

    /// The day of what made it asked for; `None` where nothing did but the stage.
    fn came_up(&self, reason: &Reason) -> Option<Date> {
        match reason {
            Reason::MissingDocument { holder, rule, .. } => {
                self.file.joined(holder).max(self.asked_by(std::slice::from_ref(rule)))
            }
            Reason::DocumentRejected { document, holder, .. } => self.paper(document, holder)?.checked,
            Reason::DocumentUnchecked { document, holder, .. } => Some(self.paper(document, holder)?.received),
            Reason::DocumentExpired { document, holder, expired, .. } => {
                let received = self.paper(document, holder).map(|paper| paper.received);
                expired.next().ok().max(received)
            }
            Reason::UnknownFact { rules, .. } | Reason::MissingParty { rules, .. } => self.asked_by(rules),
            Reason::MilestoneLapsed { milestone, lapsed, .. } => self.fell_away(milestone, *lapsed),
            Reason::ConsentMissing { party, .. } => self.file.joined(party),
            Reason::ConsentEnded { ended, .. } => Some(*ended),
            Reason::ConsentLapsed { lapsed, .. } => lapsed.next().ok(),
            _ => None,
        }
    }

    /// The paper of a kind and holder that came last.
    fn paper(&self, kind: &str, holder: &str) -> Option<&Document> {
        let theirs = |it: &&Document| it.kind.as_str() == kind && it.holder.as_str() == holder;
        self.file.documents.iter().filter(theirs).max_by_key(|it| (it.received, it.entry))
    }

    fn change(&self, id: &str) -> Option<Date> {
        self.file.life.iter().find(|it| it.id.as_str() == id).map(|it| it.on)
    }

    /// What was said to have fallen away did so that day; what names its last good day, on the next.
    fn fell_away(&self, milestone: &str, lapsed: Date) -> Option<Date> {
        let mark = self.file.milestone(MilestoneKind::from_name(milestone).ok()?);
        let said = |mark: &Mark| mark.state == MilestoneState::Lapsed;
        if mark.is_some_and(said) { Some(lapsed) } else { lapsed.next().ok() }
    }

    /// Since when the first of these rules has asked; `None` where one has from the first.
    fn asked_by(&self, rules: &[RuleId]) -> Option<Date> {
        rules.iter().map(|rule| self.answered_since(rule)).min().flatten()
    }

    /// Since when the facts have had a row of a list, or a route, apply as it does.
    fn answered_since(&self, rule: &RuleId) -> Option<Date> {
        let products =
            self.file.live_loans().filter_map(|loan| self.context.pack.product(&loan.file().application.product));
        let mut rows = products.flat_map(|product| product.requirements.listed().unwrap_or_default());
        if let Some(row) = rows.find(|row| row.id == *rule) {
            return self.file.answered_since(|facts| row.applies(facts));
        }
        let route = self.context.pack.routes.iter().find(|route| route.as_rule() == *rule)?;
        self.file.answered_since(|facts| route.when.holds(facts))
    }
}
