//! What somebody holds and owes back: deposits that were laid down, the dossier that was lent.

use super::clock::Limit;
use super::{Desk, Task, TaskKind};
use crate::case::Deposit;
use crate::case::shelf::Lending;
use crate::collect::CollectVec;

impl Desk<'_> {
    /// What is owed back, wherever the case stands.
    pub(super) fn owed_back(&self) -> Vec<Task> {
        let mut tasks = self.file.deposits.iter().filter_map(|it| self.deposit(it)).collect_vec();
        tasks.extend(self.file.lent().map(|it| self.lent(it)));
        tasks
    }

    /// A deposit of which some is out, once its milestone is done, or where it has a day.
    fn deposit(&self, it: &Deposit) -> Option<Task> {
        let owed = it.after.and_then(|kind| self.done(kind)).map(|done| done.max(it.on));
        let since = owed.or_else(|| it.due.map(|_| it.on)).filter(|_| !it.out().is_zero())?;
        let limit = it.due.map_or(Limit::OPEN, Limit::on);
        Some(self.due(TaskKind::ReturnDeposit, it.id.as_str(), it.with.as_str(), since, limit))
    }

    fn lent(&self, it: &Lending) -> Task {
        self.due(TaskKind::ReturnDossier, "dossier", &it.to, it.since, Limit::on(it.until))
    }
}
