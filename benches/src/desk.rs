//! A clerk's desk: a typical product, what its list asks of a couple, and the papers that answer it.

use anjieflow::checklist::{Desk, Paper, PaperState};
use anjieflow::date::Date;
use anjieflow::fact::{Fact, Facts};
use anjieflow::product::{Days, Pack, Product, ProductId, Requirement, Role, Truth};

/// A typical product: twenty-one rows, of which some fifteen apply to a couple.
///
/// # Panics
/// If the built-in rules lack it.
#[must_use]
pub fn product() -> &'static Product {
    Pack::builtin().product(&ProductId::PF_GUANGZHOU).expect("a built-in product")
}

/// Its rows.
#[must_use]
pub fn rows() -> &'static [Requirement] {
    product().requirements.listed().unwrap_or_default()
}

/// A couple buying a home that is being built; whatever else the list asks about is answered with no.
///
/// # Panics
/// If a fact has lost its word.
#[must_use]
pub fn facts() -> Facts {
    let known = [
        (Fact::Marital, "married"),
        (Fact::Nationality, "mainland"),
        (Fact::Property, "presale"),
        (Fact::IdCardState, "valid"),
    ];
    let stated = known.into_iter().try_fold(Facts::EMPTY, |facts, (fact, word)| facts.with_word(fact, word));
    let asked = rows().iter().flat_map(|row| row.when.facts());
    asked.fold(stated.expect("words of the facts"), |facts, fact| match facts.get(fact) {
        Some(_) => facts,
        None => facts.with_flag(fact, false).unwrap_or(facts),
    })
}

/// Everything that is asked for, accepted.
#[must_use]
pub fn papers(facts: &Facts) -> Vec<Paper<'static>> {
    let asked = rows().iter().filter(|row| row.applies(facts) == Truth::Yes);
    let papers = asked.filter_map(|row| {
        let holder = if row.role == Role::Spouse { "s1" } else { "b1" };
        Some(Paper {
            kind: &row.asks.first()?.document,
            holder,
            state: PaperState::Accepted,
            valid_until: None,
            printed: None,
            issued: None,
            received: None,
        })
    });
    papers.collect()
}

/// The couple with these papers.
#[must_use]
pub fn with<'p>(papers: &'p [Paper<'static>]) -> Desk<'p, 'static> {
    const PARTIES: [(&str, Role); 2] = [("b1", Role::Borrower), ("s1", Role::Spouse)];
    let today = Date::constant(2026, 11, 24);
    Desk { parties: &PARTIES, papers, excuses: &[], today, days: Days::all(today) }
}
