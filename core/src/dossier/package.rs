//! What is handed to a lender with the application (报送材料): its own list in its own order, each paper with what is known of it.

use super::{Pages, papers_of};
use crate::case::delivery::of_papers;
use crate::case::{Case, Context, File};
use crate::checklist::{Line, LineStatus, NotPublished, PaperState};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::digest::Digest;
use crate::document::{Document, DocumentKind};
use crate::loan::{Loan, LoanId};
use crate::product::{GateStep, Original, PaperAsked, Product, Role, RuleId};

/// The package of one loan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Package<'c> {
    /// Of which loan.
    pub loan: LoanId,
    /// Whose list it follows.
    pub product: &'c Product,
    /// Each paper, in the order of the list, numbered from one by its place.
    pub rows: Vec<PackageRow<'c>>,
    /// The pages of the papers that are there.
    pub pages: Pages,
    /// Over the papers that are there: it changes when one of them does, and only then.
    pub digest: Digest,
}

/// One paper of a package, or its place that is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PackageRow<'c> {
    /// The rule that asks for it.
    pub rule: &'c RuleId,
    /// What is asked.
    pub kind: &'c DocumentKind,
    /// In which role it is handed in.
    pub role: Role,
    /// Whose: the id of a party, or the name of a role; none while nobody is registered, or it is undecided.
    pub holder: Option<&'c str>,
    /// Where the line stands.
    pub status: LineStatus,
    /// Whether the original is shown or handed over, as the list has it.
    pub original: Original,
    /// How many copies the list asks.
    pub copies: Option<u8>,
    /// The paper; none when it is not there.
    pub paper: Option<&'c Document>,
    /// The number of the row in which the paper stands already, where one paper serves two rows of the list: it is handed in,
    /// and counted, once.
    pub stands_in: Option<usize>,
}

impl PackageRow<'_> {
    /// Whether its place is empty.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        self.paper.is_none()
    }
}

impl Package<'_> {
    /// The places that are empty: what is missing, turned down, lapsed or comes later.
    pub fn blanks(&self) -> impl Iterator<Item = &PackageRow<'_>> {
        self.rows.iter().filter(|row| row.is_blank())
    }
}

/// The package of a loan on a day: what its lender asks with the application, in the lender's order.
///
/// Of alternatives those that are there are put in. A paper that was not looked at yet is put in too, with its status.
///
/// # Errors
/// [`NotPublished`] when the lender publishes no list, or the pack has no such product.
pub fn package<'c>(case: &'c Case, loan: &'c Loan, context: &Context<'c>) -> Result<Package<'c>, NotPublished> {
    let (file, id) = (case.file(), &loan.file().application.product);
    let product = context.pack.product(id).ok_or_else(|| NotPublished { product: id.clone() })?;
    let list = file.checklist_at(product, loan, Some(GateStep::Submit), context)?;
    let due = list.lines().iter().filter(|line| line.step().is_due_by(GateStep::Submit));
    let mut rows = due.flat_map(|line| rows(file, line, context)).collect_vec();
    refer(&mut rows);
    let papers = || rows.iter().filter(|row| row.stands_in.is_none()).filter_map(|row| row.paper);
    let (pages, digest) = (Pages::of(papers().map(|it| it.pages)), of_papers(file, papers()));
    Ok(Package { loan: loan.id().clone(), product, pages, digest, rows })
}

/// A paper that serves a second row stands in the first.
fn refer(rows: &mut [PackageRow<'_>]) {
    let mut stand: Vec<(u32, usize)> = Vec::new();
    for (number, row) in (1..).zip(rows) {
        let Some(paper) = row.paper else { continue };
        row.stands_in = stand.iter().find(|(entry, _)| *entry == paper.entry).map(|(_, first)| *first);
        if row.stands_in.is_none() {
            stand.push((paper.entry, number));
        }
    }
}

/// A line of one paper is a row. Of several, each that is there is; while the line is open, so is the one that it waits for.
fn rows<'c>(file: &'c File, line: &Line<'c>, context: &Context<'c>) -> Vec<PackageRow<'c>> {
    if line.parts.is_empty() {
        return vec![row(file, line, line.asked, line.status, context)];
    }
    let there = line.parts.iter().map(|part| row(file, line, part.asked, part.status, context));
    let mut rows = there.filter(|row| !row.is_blank()).collect_vec();
    if !rows.iter().any(|row| row.kind == line.document()) && line.is_open() {
        rows.push(row(file, line, line.asked, line.status, context));
    }
    rows
}

fn row<'c>(
    file: &'c File,
    line: &Line<'c>,
    asked: &'c PaperAsked,
    status: LineStatus,
    context: &Context<'c>,
) -> PackageRow<'c> {
    PackageRow {
        rule: line.rule(),
        kind: &asked.document,
        role: line.role(),
        holder: line.holder,
        status,
        original: asked.original,
        copies: asked.copies,
        paper: line.holder.and_then(|holder| found(file, asked, holder, status, context.occurred)),
        stands_in: None,
    }
}

/// The paper that the list found: of those that are as good as it says the last one, what was handed in under the very name
/// of the role before what the borrower may have brought for something else.
fn found<'c>(file: &'c File, asked: &PaperAsked, holder: &str, status: LineStatus, on: Date) -> Option<&'c Document> {
    let wanted = match status {
        LineStatus::Accepted => PaperState::Accepted,
        LineStatus::Received => PaperState::Received,
        _ => return None,
    };
    let is_good = |it: &&Document| {
        let paper = it.as_paper(on);
        paper.state == wanted && paper.last_day(asked.validity).is_none_or(|last| on <= last)
    };
    let papers = papers_of(file, &asked.document, holder, on).into_iter().filter(is_good).collect_vec();
    let own = papers.iter().rfind(|it| it.holder.as_str() == holder);
    own.or(papers.last()).copied()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TODAY, brought, case, checked, context, document};
    use super::*;
    use crate::product::Asks;

    fn of(case: &Case) -> (usize, Pages, Digest) {
        let context = context();
        let package = package(case, &case.file().loans[0], &context).unwrap();
        (package.blanks().count(), package.pages, package.digest)
    }

    #[test]
    fn a_paper_fills_its_place() {
        let (blank, pages, digest) = of(&case());
        let there = brought(case(), DocumentKind::ID_CARD, "b1", Some(2));
        let (less, counted, other) = of(&there);
        assert_eq!((less + 1, pages, counted), (blank, Pages::default(), Pages { counted: 2, uncounted: 0 }));
        assert_ne!(digest, other);
        assert_eq!(of(&checked(there.clone(), None)).2, other, "how far the check got is not in the digest");
        assert_eq!(of(&checked(there, Some("模糊"))), (blank, pages, digest), "what was turned down is not handed in");
    }

    #[test]
    fn a_paper_that_the_list_does_not_ask_changes_nothing() {
        assert_eq!(of(&brought(case(), DocumentKind::SETTLEMENT_PROOF, "b1", Some(9))), of(&case()));
    }

    #[test]
    fn a_paper_that_came_twice_is_handed_in_once() {
        let once = brought(case(), DocumentKind::ID_CARD, "b1", Some(2));
        let twice = brought(once.clone(), DocumentKind::ID_CARD, "b1", Some(3));
        assert_eq!(of(&twice).1, Pages { counted: 3, uncounted: 0 }, "the last one counts");
        assert_eq!(of(&twice).0, of(&once).0);
        assert_ne!(of(&twice).2, of(&once).2);
    }

    #[test]
    fn a_role_has_its_own_paper_before_the_borrowers() {
        let case = case();
        let mut file = case.file().clone();
        file.documents = vec![
            document(20, DocumentKind::HOUSEHOLD_REGISTER, "family", TODAY),
            document(21, DocumentKind::HOUSEHOLD_REGISTER, "b1", TODAY),
        ]
        .into();
        let Asks::Paper(asked) = Asks::paper(DocumentKind::HOUSEHOLD_REGISTER) else { panic!("one paper") };
        let entry = |holder, status| found(&file, &asked, holder, status, TODAY).map(|it| it.entry);
        assert_eq!(entry("family", LineStatus::Accepted), Some(20));
        assert_eq!(entry("b1", LineStatus::Accepted), Some(21));
        assert_eq!(entry("household", LineStatus::Accepted), Some(21), "the borrower stands for it");
        assert_eq!(entry("family", LineStatus::Missing), None);
    }

    #[test]
    fn a_paper_that_serves_two_rows_stands_in_the_first() {
        let case = brought(case(), DocumentKind::ID_CARD, "b1", Some(2));
        let context = context();
        let package = package(&case, &case.file().loans[0], &context).unwrap();
        let row = package.rows.iter().find(|row| !row.is_blank()).unwrap();
        let mut rows = vec![row.clone(), PackageRow { paper: None, ..row.clone() }, row.clone()];
        refer(&mut rows);
        assert_eq!(rows.iter().map(|row| row.stands_in).collect::<Vec<_>>(), [None, None, Some(1)]);
    }
}
