//! Who waits for whose answer, and who meets when.

use super::clock::Limit;
use super::{Desk, Task, TaskKind};
use crate::case::{Appointment, Query};

impl Desk<'_> {
    /// The answers that are owed, each by whoever owes it.
    pub(super) fn queries(&self) -> Vec<Task> {
        self.file.queries.iter().filter(|query| query.is_open()).map(|query| self.query(query)).collect()
    }

    fn query(&self, query: &Query) -> Task {
        let limit = query.due.map_or(Limit::OPEN, Limit::on);
        let since = query.since().unwrap_or(self.file.opened);
        let reason = query.blocks.is_some().then(|| query.open());
        Task { reason, ..self.due(TaskKind::AnswerQuery, query.id.as_str(), query.to.as_str(), since, limit) }
    }

    /// What lies ahead, or of which nobody has said what came of it.
    pub(super) fn appointments(&self) -> Vec<Task> {
        self.file.appointments.iter().filter(|it| it.is_open()).map(|it| self.appointment(it)).collect()
    }

    fn appointment(&self, it: &Appointment) -> Task {
        let about = format!("{} {}", it.kind, it.id);
        self.due(TaskKind::KeepAppointment, &about, "clerk", it.made, Limit::on(it.day))
    }
}
