//! The papers side by side: how the checks find what to compare.

use crate::collect::CollectVec;
use std::borrow::Cow;

use super::extract::Extract;
use super::field::Field;
use super::inconsistency::{Inconsistency, Place, Seen};
use super::spelling::differs_only_in;
use super::table::Check;
use super::value::Value;
use crate::case::{Context, File};
use crate::document::DocumentKind;
use crate::identity::Name;
use crate::loan::Loan;
use crate::party::{Party, PartyId};
use crate::product::Role;

/// What the checks look at.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) file: &'a File,
    pub(super) papers: &'a [Extract],
    pub(super) context: &'a Context<'a>,
}

impl<'a> Desk<'a> {
    /// This field on every paper that has it.
    pub(super) fn seen(&self, field: Field) -> Vec<Seen> {
        self.seen_where(field, |_| true)
    }

    /// The same on papers of this holder.
    pub(super) fn seen_of(&self, holder: &PartyId, field: Field) -> Vec<Seen> {
        self.seen_where(field, |paper| paper.holder == *holder)
    }

    /// The same on papers of this kind.
    pub(super) fn seen_on(&self, document: &DocumentKind, field: Field) -> Vec<Seen> {
        self.seen_where(field, |paper| paper.document == *document)
    }

    pub(super) fn seen_where(&self, field: Field, wanted: impl Fn(&Extract) -> bool) -> Vec<Seen> {
        let papers = self.papers.iter().enumerate().filter(|(_, paper)| wanted(paper));
        papers.filter_map(|(index, paper)| self.at(index, paper, field)).collect_vec()
    }

    pub(super) fn at(&self, index: usize, paper: &Extract, field: Field) -> Option<Seen> {
        let value = paper.get(field)?.clone();
        Some(Seen::at(self.place(index, paper), field, value))
    }

    /// The paper as such, with what it says by being there.
    pub(super) fn whole(&self, index: usize, paper: &Extract, field: Field, value: Value) -> Seen {
        Seen::at(self.place(index, paper), field, value)
    }

    /// A paper that is not there.
    pub(super) fn absent(&self, document: DocumentKind, holder: PartyId, field: Field) -> Seen {
        let (en, zh) = self.called(&document);
        Seen::at(Place::Absent { document, holder, en, zh }, field, Value::Texts(Vec::new()))
    }

    fn place(&self, index: usize, paper: &Extract) -> Place {
        let (document, holder) = (paper.document.clone(), paper.holder.clone());
        let (en, zh) = self.called(&document);
        Place::Paper { index, document, holder, en, zh }
    }

    fn called(&self, document: &DocumentKind) -> (Cow<'static, str>, Cow<'static, str>) {
        match self.context.pack.document(document) {
            Some(info) => (info.en.clone(), info.zh.clone()),
            None => (Cow::Owned(document.to_string()), Cow::Owned(document.to_string())),
        }
    }

    /// Whose papers there are, each once, in the order they first come.
    pub(super) fn holders(&self) -> Vec<&'a PartyId> {
        let mut holders: Vec<&PartyId> = Vec::new();
        for paper in self.papers {
            if !holders.contains(&&paper.holder) {
                holders.push(&paper.holder);
            }
        }
        holders
    }

    pub(super) fn party(&self, holder: &PartyId) -> Option<&'a Party> {
        self.file.party(holder)
    }

    /// Whether this party sells.
    pub(super) fn sells(&self, holder: &PartyId) -> bool {
        self.party(holder).is_some_and(|party| [Role::Seller, Role::SellerCoOwner].contains(&party.role))
    }

    /// The names of the parties with one of these roles.
    pub(super) fn names_of(&self, roles: &[Role]) -> Vec<Name> {
        self.file
            .parties
            .iter()
            .filter(|party| roles.contains(&party.role))
            .map(|party| party.name.clone())
            .collect_vec()
    }

    /// The loan that a paper is about: the one it names, or the only one.
    pub(super) fn is_of(&self, paper: &Extract, loan: &Loan) -> bool {
        match &paper.loan {
            Some(id) => id == loan.id(),
            None => self.file.live_loans().count() == 1,
        }
    }
}

/// Whatever is not as the first is.
pub(super) fn differing(check: Check, seen: impl IntoIterator<Item = Seen>) -> Vec<Inconsistency> {
    let mut seen = seen.into_iter();
    let Some(first) = seen.next() else { return Vec::new() };
    let others = seen.filter(|other| other.value != first.value);
    others.map(|other| Inconsistency::new(check, &first, &other)).collect_vec()
}

/// The names in a list, or the one name; none in any other value.
pub(super) fn names(value: &Value) -> &[Name] {
    match value {
        Value::Names(names) => names,
        Value::Name(name) => std::slice::from_ref(name),
        _ => &[],
    }
}

/// Whether every name of the first list is in the second.
pub(super) fn within(names: &[Name], others: &[Name]) -> bool {
    names.iter().all(|name| others.contains(name))
}

/// The one of these names that a name differs from only in spelling, or all of them.
pub(super) fn nearest(names: &[Name], name: &Name) -> Value {
    let like = |it: &&Name| !differs_only_in(it.reveal(), name.reveal()).is_empty();
    match (names.iter().find(like), names) {
        (Some(one), _) | (None, [one]) => Value::Name(one.clone()),
        (None, all) => Value::Names(all.to_vec()),
    }
}
