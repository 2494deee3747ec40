//! What is on file, and whether it is all that a list asks for: told without a list of lines, and without allocation.

use super::{LineStatus, NotPublished, Paper, listed};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::fact::Facts;
use crate::product::{Asks, Days, GateStep, PaperAsked, Product, Requirement, Role, Truth};

/// Whose papers count for a line.
#[derive(Clone, Copy)]
pub(crate) enum Holder<'a> {
    Party(&'a str),
    Role(Role),
}

impl<'a> Holder<'a> {
    /// By the id of a party, or the name of a role that hands in as one.
    pub(crate) fn named(name: &'a str) -> Self {
        let collective = Role::from_name(name).ok().filter(|role| !role.is_person());
        collective.map_or(Self::Party(name), Self::Role)
    }
}

/// Who takes part, and so in whose hands a paper is.
pub(crate) trait Hands {
    /// The parties of a role.
    fn of_role(&self, role: Role) -> impl Iterator<Item = &str>;

    /// Whether a paper of this holder counts: the party's own; for a collective role, the role's, or the borrower's
    /// where the borrower stands for it. What is in the role's name does not do for the borrower's own.
    fn counts_for(&self, holder: &str, whose: Holder<'_>) -> bool {
        match whose {
            Holder::Party(party) => same(holder, party),
            Holder::Role(role) => {
                let borrows = || self.of_role(Role::Borrower).any(|party| same(party, holder));
                same(holder, role.name()) || (role.borrower_stands_for_it() && borrows())
            }
        }
    }

    /// Whether two names stand for the same hands: the same, or the borrower and a role that the borrower stands for.
    fn same_hands(&self, one: &str, other: &str) -> bool {
        self.counts_for(one, Holder::named(other)) || self.counts_for(other, Holder::named(one))
    }
}

/// What there is: laid out on a [desk](super::Desk), or as a case has it.
pub(crate) trait Held: Hands {
    /// Of the papers of a kind that count for this holder, the one that came last.
    fn newest(&self, kind: &DocumentKind, holder: Holder<'_>) -> Option<Paper<'_>>;

    /// Which day it is.
    fn today(&self) -> Date;

    /// Where the newest paper of this kind from any of these holders stands.
    #[inline]
    fn on_file(&self, asked: &PaperAsked, holder: Holder<'_>) -> LineStatus {
        let newest = self.newest(&asked.document, holder);
        newest.map_or(LineStatus::Missing, |paper| paper.standing(asked.validity, self.today()))
    }

    /// Whether every paper is accepted, of the rows that are in force with these days, and of those due by a gate where it is asked
    /// for one.
    fn is_complete_of(
        &self,
        product: &Product,
        facts: &Facts,
        days: &Days,
        gate: Option<GateStep>,
    ) -> Result<Truth, NotPublished> {
        let mut complete = Truth::Yes;
        let asked = |row: &&Requirement| gate.is_none_or(|step| row.step.is_due_by(step)) && row.is_in_force(days);
        for row in listed(product)?.iter().filter(asked) {
            match row.applies(facts) {
                Truth::Yes if !self.is_there(row) => return Ok(Truth::No),
                Truth::Unknown => complete = Truth::Unknown,
                Truth::Yes | Truth::No => {}
            }
        }
        Ok(complete)
    }

    /// Whether a row that applies is fulfilled, by every party of its role.
    fn is_there(&self, row: &Requirement) -> bool {
        if !row.role.is_person() {
            return self.holds(&row.asks, Holder::Role(row.role));
        }
        let mut theirs = self.of_role(row.role).peekable();
        theirs.peek().is_some() && theirs.all(|party| self.holds(&row.asks, Holder::Party(party)))
    }

    #[inline]
    fn holds(&self, asks: &Asks, holder: Holder<'_>) -> bool {
        match asks {
            Asks::Paper(asked) => self.on_file(asked, holder) == LineStatus::Accepted,
            Asks::AllOf(_) | Asks::AnyOf(_) | Asks::AtLeast { .. } => self.tree_holds(asks, holder),
        }
    }

    fn tree_holds(&self, asks: &Asks, holder: Holder<'_>) -> bool {
        match asks {
            Asks::Paper(_) => self.holds(asks, holder),
            Asks::AllOf(of) => of.iter().all(|part| self.holds(part, holder)),
            Asks::AnyOf(of) => of.iter().any(|part| self.holds(part, holder)),
            Asks::AtLeast { count, of } => {
                of.iter().filter(|part| self.holds(part, holder)).count() >= usize::from(*count)
            }
        }
    }
}

/// Whether two names are the same. Names of one length mostly differ in their last letter too, which spares the long
/// comparison: a list looks at each paper once for every row.
#[inline]
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.as_bytes().last() == other.as_bytes().last() && one == other
}
