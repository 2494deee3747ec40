//! What is handed to a lender with the application (报送材料): its own list in its own order, each paper with what is known of it.

use super::{Pages, paper_of};
use crate::case::delivery::of_papers;
use crate::case::{Case, Context, File};
use crate::checklist::{Line, LineStatus, NotPublished};
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
    let rows: Vec<PackageRow<'c>> = due.flat_map(|line| rows(file, line, context)).collect();
    let papers = || rows.iter().filter_map(|row| row.paper);
    let (pages, digest) = (Pages::of(papers().map(|it| it.pages)), of_papers(file, papers()));
    Ok(Package { loan: loan.id().clone(), product, pages, digest, rows })
}

/// A line of one paper is a row. Of several, each that is there is; while the line is open, so is the one that it waits for.
fn rows<'c>(file: &'c File, line: &Line<'c>, context: &Context<'c>) -> Vec<PackageRow<'c>> {
    if line.parts.is_empty() {
        return vec![row(file, line, line.asked, line.status, context)];
    }
    let there = line.parts.iter().map(|part| row(file, line, part.asked, part.status, context));
    let mut rows: Vec<PackageRow<'c>> = there.filter(|row| !row.is_blank()).collect();
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
    let there = matches!(status, LineStatus::Accepted | LineStatus::Received);
    let found = || paper_of(file, &asked.document, line.holder?, context.occurred);
    PackageRow {
        rule: line.rule(),
        kind: &asked.document,
        role: line.role(),
        holder: line.holder,
        status,
        original: asked.original,
        copies: asked.copies,
        paper: if there { found() } else { None },
    }
}
