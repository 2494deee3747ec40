//! Is it complete, and what is missing and why: the two questions asked most, for one case.

use anjieflow::checklist::{Desk, Paper, PaperState};
use anjieflow::date::Date;
use anjieflow::fact::{Fact, Facts};
use anjieflow::product::{Days, Pack, Product, ProductId, Role, Truth};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// A typical product: twenty-one rows, of which some fifteen apply to a couple.
fn product() -> &'static Product {
    Pack::builtin().product(&ProductId::PF_GUANGZHOU).expect("a built-in product")
}

fn facts() -> Facts {
    let known = [
        (Fact::Marital, "married"),
        (Fact::Nationality, "mainland"),
        (Fact::Property, "presale"),
        (Fact::IdCardState, "valid"),
    ];
    let stated = known.into_iter().try_fold(Facts::EMPTY, |facts, (fact, word)| facts.with_word(fact, word));
    // Whatever else the list asks about is answered with no.
    let rows = product().requirements.listed().unwrap_or_default();
    let asked = rows.iter().flat_map(|row| row.when.facts());
    asked.fold(stated.expect("words of the facts"), |facts, fact| match facts.get(fact) {
        Some(_) => facts,
        None => facts.with_flag(fact, false).unwrap_or(facts),
    })
}

const PARTIES: [(&str, Role); 2] = [("b1", Role::Borrower), ("s1", Role::Spouse)];

/// Everything that is asked for, accepted; and fifteen papers at least.
fn papers(facts: &Facts) -> Vec<Paper<'static>> {
    let rows = product().requirements.listed().unwrap_or_default().iter();
    let asked = rows.filter(|row| row.applies(facts) == Truth::Yes);
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

fn checklist(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("checklist");
    let (product, facts) = (product(), facts());
    let papers = papers(&facts);
    let today = Date::constant(2026, 11, 24);
    let desk = Desk { parties: &PARTIES, papers: &papers, excuses: &[], today, days: Days::all(today) };
    let lacking = Desk { papers: &papers[1..], ..desk };
    println!("{} rows, {} papers", product.requirements.listed().map_or(0, <[_]>::len), papers.len());
    group.bench_function("is_complete/anjieflow", |bench| {
        bench.iter(|| assert_eq!(black_box(&desk).is_complete(product, black_box(&facts)), Ok(Truth::Yes)));
    });
    group.bench_function("is_not_complete/anjieflow", |bench| {
        bench.iter(|| assert_eq!(black_box(&lacking).is_complete(product, black_box(&facts)), Ok(Truth::No)));
    });
    group.bench_function("whole_list/anjieflow", |bench| {
        bench.iter(|| {
            let list = black_box(&lacking).checklist(product, black_box(&facts)).expect("a published list");
            assert_eq!((list.lines().len(), list.open().count()), (papers.len(), 1));
        });
    });
    group.finish();
}

criterion_group!(benches, checklist);
criterion_main!(benches);
