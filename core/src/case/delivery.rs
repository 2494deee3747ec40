//! What a lender was handed, and when: kept with each step that hands something in, for the papers on file may change
//! later, and what is proved of that day must not.

use super::Actor;
use super::Stamp;
use super::file::File;
use crate::checklist::PaperState;
use crate::collect::CollectVec;
use crate::date::Date;
use crate::digest::{Digest, Digester};
use crate::document::Document;
use crate::loan::{self, LoanId};
use crate::words::closed;

closed! {
    /// Why something was handed in.
    pub enum DeliveryKind ("kind of delivery") {
        /// The file, for the first time.
        First "handed_in" "报卷",
        /// The file, after it came back or its approval lapsed.
        Again "resubmitted" "重新报卷",
        /// What the lender asked for besides.
        Supplement "supplement_answered" "补件",
    }
}

/// A lender was handed a file, or more of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// For which loan.
    pub loan: LoanId,
    /// Why.
    pub kind: DeliveryKind,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Actor,
    /// Which branch had the file then, where somebody had said so.
    pub branch: Option<String>,
    /// The papers on file then and not turned down, by the entry that put each there, and whether it was accepted by then.
    pub papers: Vec<(u32, bool)>,
    /// Over those papers as they were then: that of [`of_papers`].
    pub digest: Digest,
    /// The log entry that says so.
    pub entry: u32,
}

/// The digest over papers of one case, in whatever order they are given: what each paper is, not how far its check got.
///
/// Names and numbers of persons are not in it, so it stays the same when they are erased.
#[must_use]
pub fn of_papers<'d>(file: &File, papers: impl IntoIterator<Item = &'d Document>) -> Digest {
    let mut chosen: Vec<&Document> = Vec::new();
    for paper in papers {
        crate::order::insert(&mut chosen, paper, |paper| paper.entry);
    }
    chosen.dedup_by_key(|paper| paper.entry);
    let mut digester = Digester::default();
    for part in ["anjieflow papers 1\n", file.id.as_str(), "\n"] {
        digester.text(part);
    }
    chosen.into_iter().for_each(|paper| line(&mut digester, paper));
    digester.done()
}

/// One paper on a line of its own, a blank between two columns; what is not known is a hyphen. It is told straight to the
/// digest, because a step that hands in a file waits for it.
fn line(digester: &mut Digester, paper: &Document) {
    for text in [paper.id.as_str(), paper.kind.as_str(), paper.holder.as_str()] {
        digester.text(text);
        digester.byte(b' ');
    }
    for day in [paper.issued, paper.printed, Some(paper.received)] {
        known(digester, day, Digester::day);
        digester.byte(b' ');
    }
    digester.text(paper.form.map_or("-", |form| form.name()));
    digester.byte(b' ');
    known(digester, paper.copies, |digester, copies| digester.number(copies.into(), 1));
    digester.byte(b' ');
    known(digester, paper.pages, |digester, pages| digester.number(pages, 1));
    digester.byte(b'\n');
}

fn known<T>(digester: &mut Digester, value: Option<T>, tell: impl FnOnce(&mut Digester, T)) {
    match value {
        Some(value) => tell(digester, value),
        None => digester.byte(b'-'),
    }
}

impl File {
    /// Keeps what a step hands in; another step hands in nothing.
    pub(super) fn deliver(&mut self, loan: &LoanId, event: &loan::Event, stamp: &Stamp) {
        let Some(kind) = DeliveryKind::ALL.iter().copied().find(|kind| kind.name() == event.name()) else { return };
        let there = |it: &&Document| !it.is_rejected() && it.received <= stamp.occurred;
        let papers = self.documents.iter().filter(there).collect_vec();
        let digest = of_papers(self, papers.iter().copied());
        let by_then = |it: &Document| it.checked.is_some_and(|checked| checked <= stamp.occurred);
        let accepted = |it: &Document| it.state == PaperState::Accepted && by_then(it);
        let papers = papers.into_iter().map(|it| (it.entry, accepted(it))).collect_vec();
        let branch = self.loan(loan).and_then(|loan| loan.file().branch.clone());
        let (loan, on, by, entry) = (loan.clone(), stamp.occurred, stamp.by.clone(), stamp.number);
        self.deliveries.push(Delivery { loan, kind, on, by, branch, papers, digest, entry });
    }
}
