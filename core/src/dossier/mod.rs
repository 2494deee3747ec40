//! What leaves the desk as paper, and what stays on the shelf: the lender's form, the package that is handed in, what was
//! handed in, the index of the dossier, stock-taking over all of them.
//!
//! Everything is computed from case, rules and day. Two things the case keeps, for they cannot be computed: which papers a lender was
//! handed on a day ([`delivery`](crate::case::delivery)), and where the dossier lies ([`shelf`](crate::case::shelf)).
//!
//! ```
//! use anjieflow::case::{Actor, Case, CaseId, Context};
//! use anjieflow::date::Date;
//!
//! let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
//! let case = Case::open(CaseId::new("C-1")?, &context)?.case;
//! let index = anjieflow::dossier::archive(&case, &context);
//! assert!(index.place.is_none() && index.is_complete());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod blank;
mod contradiction;
mod form;
mod handed_in;
mod package;
mod sign;
mod stock;
#[cfg(test)]
mod tests;

pub use archive::{Archive, ArchivePart, Filing, Kept, archive};
pub use blank::{Field, FieldOf, Section, Source};
pub use contradiction::Contradiction;
pub use form::{Filled, Form, Text, form};
pub use handed_in::{Handed, HandedPaper, handed_in};
pub use package::{Package, PackageRow, package};
pub use sign::{Capacity, Signature};
pub use stock::{Shelf, Stock, StockRow, stock_taking};

use crate::case::File;
use crate::checklist::Hands;
use crate::date::Date;
use crate::document::{Document, DocumentKind};
use crate::order;

/// How many pages there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pages {
    /// So many were counted, of one copy each.
    pub counted: u32,
    /// Of so many papers nobody counted them.
    pub uncounted: u32,
}

impl Pages {
    /// Of these papers, each with its pages where somebody counted.
    pub(crate) fn of(papers: impl IntoIterator<Item = Option<u32>>) -> Self {
        papers.into_iter().fold(Self::default(), |sum, pages| match pages {
            Some(pages) => Self { counted: sum.counted.saturating_add(pages), ..sum },
            None => Self { uncounted: sum.uncounted.saturating_add(1), ..sum },
        })
    }
}

/// The paper that a list looks at: of this kind and in these hands the one that came last by a day.
fn paper_of<'f>(file: &'f File, kind: &DocumentKind, holder: &str, on: Date) -> Option<&'f Document> {
    papers_of(file, kind, holder, on).pop()
}

/// The papers of this kind in these hands, in the order they came by a day.
fn papers_of<'f>(file: &'f File, kind: &DocumentKind, holder: &str, on: Date) -> Vec<&'f Document> {
    let theirs = |it: &&Document| it.kind == *kind && it.received <= on && hands(file, holder, it.holder.as_str());
    let mut papers = Vec::new();
    for paper in file.documents.iter().filter(theirs) {
        order::insert(&mut papers, paper, |paper| paper.received);
    }
    papers
}

/// A person's papers are that person's own; the borrower may hold those of a role that hands in as one.
fn hands(file: &File, holder: &str, of: &str) -> bool {
    let person = file.parties.iter().any(|party| party.id.as_str() == holder);
    if person { holder == of } else { file.same_hands(holder, of) }
}
