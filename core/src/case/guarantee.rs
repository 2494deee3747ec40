//! The developer's interim guarantee (阶段性担保): since when it stands, and what ended it. The only place that says so; the
//! ladder of arrears, the office's books and the notices ask here.
//!
//! It is given by the milestone `guarantee_given`; or with the payout of a loan whose route pays no money without it, where the
//! milestone was let come later. The developer answers for the whole of the loan until the formal mortgage is registered
//! (HANDBOOK 1.11, 7); an advance notice ends nothing. From then on nobody can be turned to, but the letter and the deposit stay
//! out until the bank releases them: `guarantee_released`.

use super::file::File;
use super::{Context, MilestoneState};
use crate::date::Date;
use crate::loan::{Loan, State};
use crate::product::{GateStep, MilestoneKind, Need};

/// A guarantee that was given and has not been released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InterimGuarantee {
    /// Since when it stands.
    pub since: Date,
    /// When the formal mortgage was registered, with which the developer answers no more; none while it does.
    pub ended: Option<Date>,
}

impl File {
    /// The guarantee of a loan on the day of the context; `None` when none was given, when it was released, and when there is
    /// nothing to answer for any more.
    #[must_use]
    pub fn interim_guarantee(&self, loan: &Loan, context: &Context<'_>) -> Option<InterimGuarantee> {
        let today = context.occurred;
        let done = |kind| self.done_on(kind, today).map(|mark| mark.on);
        let over =
            self.ended.is_some_and(|day| day <= today) || matches!(loan.state(), State::Declined | State::Settled);
        if over || done(MilestoneKind::GuaranteeReleased).is_some() {
            return None;
        }
        let (_, paid) = loan.file().paid.filter(|(_, on)| *on <= today).unzip();
        let without_mark = || paid.filter(|_| self.pays_only_guaranteed(loan, context));
        let since = done(MilestoneKind::GuaranteeGiven).or_else(without_mark)?;
        Some(InterimGuarantee { since, ended: done(MilestoneKind::MortgageRegistered) })
    }

    /// Whether the developer answers for the buyer on the day of the context.
    #[must_use]
    pub fn is_guaranteed(&self, loan: &Loan, context: &Context<'_>) -> bool {
        self.interim_guarantee(loan, context).is_some_and(|it| it.ended.is_none())
    }

    /// Whether the route of the loan pays no money without the guarantee, and it was not taken away since.
    fn pays_only_guaranteed(&self, loan: &Loan, context: &Context<'_>) -> bool {
        let given = MilestoneKind::GuaranteeGiven;
        let lapsed = self.milestone_on(given, context.occurred).is_some_and(|it| it.state == MilestoneState::Lapsed);
        let lines = self.route(loan, context).map(|route| route.gate(GateStep::PayOut));
        !lapsed && lines.is_some_and(|lines| lines.iter().any(|line| line.need == Need::Done(given)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::intake::{AddParty, ChooseProduct, DescribeProperty, StateFacts};
    use crate::case::{Actor, Case, CaseId, Command, Mark, Milestone, Salt};
    use crate::fact::{Fact, Facts};
    use crate::identity::Name;
    use crate::money::Money;
    use crate::party::PartyId;
    use crate::product::{ProductId, Role};
    use crate::property::Address;
    use MilestoneKind::{AdvanceNotice, GuaranteeGiven, GuaranteeReleased, MortgageRegistered};

    const FIRST: Date = Date::constant(2026, 3, 2);

    fn on(days: i32) -> Context<'static> {
        let day = FIRST.add_days(days).unwrap();
        Context::new(day, Actor::new("wang").unwrap()).salted(Salt::new([7; 16]))
    }

    /// A loan on a home of this kind, with these marks so many days later.
    fn file(property: &str, marks: &[(MilestoneKind, MilestoneState, i32)]) -> File {
        let (id, name) = (PartyId::new("b1").unwrap(), Name::parse("陈一诺").unwrap());
        let borrower = AddParty { id, role: Role::Borrower, name, id_number: None, other_id: None, phone: None };
        let facts = StateFacts { facts: Facts::EMPTY.with_word(Fact::Property, property).unwrap() };
        let (address, price) = (Address::new("试验路1号").unwrap(), Money::constant(150_000_000));
        let home = DescribeProperty { address, price, appraisal: None, site: None };
        let (product, amount) = (ProductId::CITIC_MORTGAGE, Money::constant(90_000_000));
        let loans = vec![crate::application::Application { product, amount, term_months: 360 }];
        let commands: [Command; 4] = [borrower.into(), facts.into(), home.into(), ChooseProduct { loans }.into()];
        let mut case = Case::open(CaseId::new("C-1").unwrap(), &on(0)).unwrap().case;
        for command in commands {
            case = case.step(&command, &on(0)).unwrap().case;
        }
        let mut file = case.file().clone();
        for (kind, state, days) in marks {
            let on = FIRST.add_days(*days).unwrap();
            let mark = Mark { state: *state, on, reference: None, lapses: None, edition: None, entry: 9 };
            match file.milestones.iter_mut().find(|it| it.kind == *kind) {
                Some(milestone) => milestone.marks.push(mark),
                None => file.milestones.push(Milestone { kind: *kind, marks: vec![mark] }),
            }
        }
        file
    }

    fn paid(mut file: File, days: i32) -> File {
        file.loans[0].file_mut().paid = Some((Money::constant(90_000_000), FIRST.add_days(days).unwrap()));
        file
    }

    fn stands(file: &File, days: i32) -> (Option<i32>, bool) {
        let since = file.interim_guarantee(&file.loans[0], &on(days)).map(|it| FIRST.days_until(it.since));
        (since, file.is_guaranteed(&file.loans[0], &on(days)))
    }

    use MilestoneState::{Done, Filed, Lapsed};

    #[test]
    fn it_stands_from_the_letter_to_the_formal_mortgage() {
        let marks = [(GuaranteeGiven, Done, 3), (AdvanceNotice, Done, 4), (MortgageRegistered, Filed, 5)];
        let mut file = file("presale", &marks);
        assert_eq!(stands(&file, 2), (None, false));
        assert_eq!(stands(&file, 3), (Some(3), true));
        assert_eq!(stands(&file, 9), (Some(3), true), "an advance notice ends nothing, nor does filing");
        let done = Mark {
            state: Done,
            on: FIRST.add_days(10).unwrap(),
            reference: None,
            lapses: None,
            edition: None,
            entry: 9,
        };
        file.milestones[2].marks.push(done);
        assert_eq!(stands(&file, 9), (Some(3), true));
        assert_eq!(stands(&file, 10), (Some(3), false), "the developer is free, its letter is still out");
    }

    #[test]
    fn what_is_released_stands_no_more() {
        let file = file("presale", &[(GuaranteeGiven, Done, 3), (GuaranteeReleased, Done, 7)]);
        assert_eq!((stands(&file, 6), stands(&file, 7)), ((Some(3), true), (None, false)));
    }

    #[test]
    fn money_on_leave_is_guaranteed_from_the_payout() {
        let without = file("presale", &[]);
        assert_eq!(stands(&without, 9), (None, false));
        let without = paid(without, 5);
        assert_eq!((stands(&without, 4), stands(&without, 5)), ((None, false), (Some(5), true)));
        let registered = paid(file("presale", &[(MortgageRegistered, Done, 8)]), 5);
        assert_eq!(stands(&registered, 8), (Some(5), false));
        let lapsed = paid(file("presale", &[(GuaranteeGiven, Done, 3), (GuaranteeGiven, Lapsed, 4)]), 5);
        assert_eq!(stands(&lapsed, 9), (None, false), "what fell away is not there by leave");
    }

    #[test]
    fn nobody_answers_for_a_second_hand_home_or_a_case_that_is_over() {
        assert_eq!(stands(&paid(file("second_hand", &[]), 5), 9), (None, false));
        let mut over = file("presale", &[(GuaranteeGiven, Done, 3)]);
        over.ended = Some(FIRST.add_days(6).unwrap());
        assert_eq!((stands(&over, 5), stands(&over, 6)), ((Some(3), true), (None, false)));
    }
}
