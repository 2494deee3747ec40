//! Who waits for whose answer, and who meets when.

use super::clock::Limit;
use super::{Desk, Meeting, Task, TaskKind, way_on};
use crate::case::{Appointment, Query};
use crate::collect::CollectVec;
use crate::product::{GateStep, Office};

impl Desk<'_> {
    /// The answers that are owed, each by whoever owes it.
    pub(super) fn queries(&self) -> Vec<Task> {
        self.file.queries.iter().filter(|query| query.is_open()).map(|query| self.query(query)).collect_vec()
    }

    fn query(&self, query: &Query) -> Task {
        let since = query.since().unwrap_or(self.file.opened);
        let limit = match query.due {
            Some(due) if is_our_own(query) => self.own_day(due, since),
            Some(due) => Limit::on(due),
            None => Limit::OPEN,
        };
        let blocks = query.blocks.filter(|step| self.is_ahead(*step));
        let reason = query.blocks.is_some().then(|| query.open());
        let task = self.due(TaskKind::AnswerQuery, query.id.as_str(), query.to.as_str(), since, limit);
        Task { reason, ..task }.toward(blocks.map(opens))
    }

    /// Whether a step is still to come.
    fn is_ahead(&self, step: GateStep) -> bool {
        way_on(self.case.stage()).is_some_and(|(next, _)| next.is_none_or(|next| next <= step))
    }

    /// What lies ahead, or of which nobody has said what came of it.
    pub(super) fn appointments(&self) -> Vec<Task> {
        self.file.appointments.iter().filter(|it| it.is_open()).map(|it| self.appointment(it)).collect_vec()
    }

    fn appointment(&self, it: &Appointment) -> Task {
        let about = format!("{} {}", it.kind, it.id);
        let task = self.due(TaskKind::KeepAppointment, &about, "clerk", it.made, Limit::on(it.day));
        Task { meeting: Some(Meeting { time: it.time, place: it.place.clone() }), ..task }
    }
}

/// Whether the office itself asked, and so set the day.
fn is_our_own(query: &Query) -> bool {
    let ours = [Office::Clerk, Office::Finance, Office::Archive];
    ours.iter().any(|office| office.name() == query.from.as_str())
}

/// The command behind a gate.
const fn opens(step: GateStep) -> &'static str {
    match step {
        GateStep::Release => "release_mortgage",
        other => other.name(),
    }
}
