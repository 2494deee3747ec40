//! The papers on file, against the lists of the lenders.

use super::edition::Asked;
use super::{Context, File, Obligation};
use crate::checklist::{Checklist, Desk, Hands, Held, Holder, Line, NotPublished, Paper, same};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentKind};
use crate::loan::Loan;
use crate::order;
use crate::product::{Days, GateStep, Product, Role, Truth};

impl File {
    /// The checklist of one product, against the papers on file. Rows that a lender's days decide are judged as of this
    /// day.
    ///
    /// # Errors
    /// [`NotPublished`] when the lender publishes no list.
    pub fn checklist<'a>(&'a self, product: &'a Product, on: Date) -> Result<Checklist<'a>, NotPublished> {
        self.excusing(product, on, self.days_on(None, Asked::on(on)), |_| true)
    }

    /// The same for one loan, whose days decide which rows are in force.
    pub(super) fn checklist_of<'a>(
        &'a self,
        product: &'a Product,
        loan: &Loan,
        context: &Context<'_>,
    ) -> Result<Checklist<'a>, NotPublished> {
        self.excusing(product, context.occurred, self.days(Some(loan), context), |_| true)
    }

    /// The same for one loan, before a gate: only what opens that gate of that loan may come later.
    ///
    /// # Errors
    /// [`NotPublished`] when the lender publishes no list.
    pub fn checklist_at<'a>(
        &'a self,
        product: &'a Product,
        loan: &Loan,
        step: Option<GateStep>,
        context: &Context<'_>,
    ) -> Result<Checklist<'a>, NotPublished> {
        self.excusing(product, context.occurred, self.days(Some(loan), context), |it| it.serves(loan, step))
    }

    /// Whether every paper of one loan is accepted, without its list; see [`Desk::is_complete`].
    ///
    /// # Errors
    /// [`NotPublished`] when the lender publishes no list.
    pub fn is_complete_at(&self, product: &Product, loan: &Loan, context: &Context<'_>) -> Result<Truth, NotPublished> {
        self.is_complete_of(product, loan, None, context)
    }

    /// Whether every paper that a gate asks for is accepted; false where it depends, or something may come later.
    pub(super) fn has_papers_due(&self, product: &Product, loan: &Loan, step: GateStep, context: &Context<'_>) -> bool {
        let complete = self.is_complete_of(product, loan, Some(step), context);
        complete == Ok(Truth::Yes)
    }

    fn is_complete_of(
        &self,
        product: &Product,
        loan: &Loan,
        gate: Option<GateStep>,
        context: &Context<'_>,
    ) -> Result<Truth, NotPublished> {
        let days = self.days(Some(loan), context);
        OnFile::of(self, context.occurred).is_complete_of(product, &self.facts, &days, gate)
    }

    fn excusing<'a>(
        &'a self,
        product: &'a Product,
        on: Date,
        days: Days,
        serves: impl Fn(&Obligation) -> bool,
    ) -> Result<Checklist<'a>, NotPublished> {
        let (parties, papers) = (self.roles(), self.papers_on(on));
        let excuses = self.obligations.iter().filter(|it| it.is_in_force(on) && serves(it));
        let excuses = excuses.filter_map(Obligation::excuse).collect_vec();
        Desk { parties: &parties, papers: &papers, excuses: &excuses, today: on, days }.checklist(product, &self.facts)
    }

    fn roles(&self) -> Vec<(&str, Role)> {
        self.parties.iter().map(|party| (party.id.as_str(), party.role)).collect_vec()
    }

    /// What came after the day was not there for it; what came first may have been recorded last.
    fn papers_on(&self, on: Date) -> Vec<Paper<'_>> {
        let mut papers = Vec::with_capacity(self.documents.len());
        for document in self.documents.iter().filter(|document| document.received <= on) {
            order::insert(&mut papers, document.as_paper(on), |paper| paper.received);
        }
        papers
    }

    /// Of the papers that decide a line on a day, the one that came last.
    pub(super) fn newest_paper(&self, line: &Line<'_>, on: Date) -> Option<&Document> {
        OnFile::of(self, on).document(line.document(), Holder::named(line.holder?))
    }
}

impl Hands for File {
    fn of_role(&self, role: Role) -> impl Iterator<Item = &str> {
        self.parties.iter().filter(move |party| party.role == role).map(|party| party.id.as_str())
    }
}

/// What a case has on file, as of a day: nothing is laid out for one question.
struct OnFile<'f> {
    file: &'f File,
    on: Date,
    /// Whether the papers were recorded in the order they came in, as they mostly are.
    in_order: bool,
}

impl<'f> OnFile<'f> {
    fn of(file: &'f File, on: Date) -> Self {
        Self { file, on, in_order: file.documents.is_sorted_by_key(|it| it.received) }
    }

    #[inline]
    fn document(&self, kind: &DocumentKind, holder: Holder<'_>) -> Option<&'f Document> {
        let theirs = |it: &&Document| {
            same(it.kind.as_str(), kind.as_str())
                && it.received <= self.on
                && self.counts_for(it.holder.as_str(), holder)
        };
        let mut papers = self.file.documents.iter().rev().filter(theirs);
        let last = papers.next()?;
        let newest = match self.in_order {
            true => last,
            // What came first may have been recorded last; of a day that which was recorded last counts.
            false => papers.fold(last, |newest, it| if it.received > newest.received { it } else { newest }),
        };
        Some(newest)
    }
}

impl Hands for OnFile<'_> {
    fn of_role(&self, role: Role) -> impl Iterator<Item = &str> {
        self.file.of_role(role)
    }
}

impl Held for OnFile<'_> {
    #[inline]
    fn newest(&self, kind: &DocumentKind, holder: Holder<'_>) -> Option<Paper<'_>> {
        Some(self.document(kind, holder)?.as_paper(self.on))
    }

    fn today(&self) -> Date {
        self.on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Actor, CaseId, Stamp};
    use crate::checklist::PaperState;
    use crate::document::DocumentId;
    use crate::identity::Name;
    use crate::party::{Party, PartyId};
    use proptest::prelude::*;

    const OPENED: Date = Date::constant(2026, 3, 2);
    const HOLDERS: [&str; 3] = ["b1", "s1", "couple"];
    const KINDS: [DocumentKind; 2] = [DocumentKind::INCOME_CERT, DocumentKind::MARRIAGE_CERT];

    fn day(after: usize) -> Date {
        OPENED.add_days(after as i32).unwrap()
    }

    /// The case of a couple, with papers: what, whose, when it came, and since when it is found good.
    fn file(papers: &[(usize, usize, usize, usize)]) -> File {
        let by = Actor::new("wang").unwrap();
        let stamp = Stamp { number: 1, occurred: OPENED, recorded: OPENED, by, salt: None };
        let party = |id: &str, role| {
            let (id, name) = (PartyId::new(id).unwrap(), Name::parse("王伟").unwrap());
            Party { id, role, name, id_number: None, other_id: None, phone: None, entry: 1 }
        };
        let paper = |(number, (kind, holder, received, checked)): (usize, &(usize, usize, usize, usize))| Document {
            id: DocumentId::new("d1").unwrap(),
            kind: KINDS[*kind].clone(),
            holder: PartyId::new(HOLDERS[*holder]).unwrap(),
            // By which they are told apart.
            issued: Some(day(number)),
            good_until: None,
            printed: None,
            form: None,
            copies: None,
            pages: None,
            received: day(*received),
            state: PaperState::Accepted,
            checked: Some(day(*checked)),
            reason: None,
            entry: 1,
            lapsed: None,
        };
        let mut file = File::new(CaseId::new("C-1").unwrap(), &stamp);
        file.parties = vec![party("b1", Role::Borrower), party("s1", Role::Spouse)].into();
        file.documents = papers.iter().enumerate().map(paper).collect();
        file
    }

    proptest! {
        /// Recorded in any order, of one day or of several, and some of them after the day of the question.
        #[test]
        fn what_lies_on_file_is_what_would_be_laid_out(
            papers in prop::collection::vec((0_usize..2, 0_usize..3, 0_usize..4, 0_usize..6), 0..9),
            on in 0_usize..5,
        ) {
            let (file, on) = (file(&papers), day(on));
            let (parties, laid_out) = (file.roles(), file.papers_on(on));
            let desk = Desk { parties: &parties, papers: &laid_out, excuses: &[], today: on, days: Days::all(on) };
            let held = OnFile::of(&file, on);
            for kind in &KINDS {
                for holder in [Holder::Party("b1"), Holder::Party("s1"), Holder::Role(Role::Couple)] {
                    prop_assert_eq!(held.newest(kind, holder), desk.newest(kind, holder));
                }
            }
        }
    }
}
