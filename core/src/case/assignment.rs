//! Who looks after the case: the clerk who opened it, until somebody else is named.

use super::file::File;
use super::{Actor, Context, Reason, Stamp};
use crate::machine::{Change, Stay};

/// Name the clerk who looks after the case (指派经办人).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assign {
    /// Who: the account name under which that clerk takes steps.
    pub clerk: Actor,
    /// Why, where it is worth saying: leave, illness, too much on one desk.
    pub reason: Option<String>,
}
/// The clerk is named.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assigned {
    /// What was asked.
    pub asked: Assign,
}
impl Stay<File> for Assign {
    type Event = Assigned;
    fn decide(&self, _: &File, _: &Context<'_>) -> Result<Assigned, Vec<Reason>> {
        Ok(Assigned { asked: self.clone() })
    }
}
impl Change<File> for Assigned {
    fn apply(&self, file: &mut File, _: &Stamp) {
        file.clerk = self.asked.clerk.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::Assign;
    use crate::case::{Actor, Case, CaseId, Context};
    use crate::date::Date;

    #[test]
    fn a_case_is_its_openers_until_another_clerk_is_named() {
        let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
        let case = Case::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
        assert_eq!(case.file().clerk.as_str(), "wang");
        let assign = Assign { clerk: Actor::new("li").unwrap(), reason: None };
        let case = case.step(&assign.into(), &context).unwrap().case;
        assert_eq!(case.file().clerk.as_str(), "li");
    }
}
