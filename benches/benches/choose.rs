//! Which of all products fits a household: every limit, the payments, the papers and the deadlines of each.

use anjieflow::Application;
use anjieflow::assess::{Applicant, Choice, Enquiry, Fit, Objective, Wish, assess, choose};
use anjieflow::calendar::Calendar;
use anjieflow::date::Date;
use anjieflow::fact::{Fact, Facts};
use anjieflow::figure::{Figure, Figures};
use anjieflow::identity::Sex;
use anjieflow::money::Money;
use anjieflow::party::PartyId;
use anjieflow::product::{Pack, ProductId, Role};
use anjieflow::property::Site;
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

const DAY: Date = Date::constant(2026, 3, 2);

/// A first home in Wuhan, of which most is known.
fn enquiry() -> Result<Enquiry, anjieflow::Error> {
    let homes = Fact::HouseholdHomeCount;
    let facts = Facts::EMPTY.with(homes, homes.value_of_number(0)?)?.with_word(Fact::Property, "completed_new")?;
    let figures = Figures::EMPTY
        .with(Figure::MonthlyIncome, 2_000_000)?
        .with(Figure::PropertyFee, 30_000)?
        .with(Figure::OtherDebt, 0)?
        .with(Figure::ContributionMonths, 36)?;
    let born = Some((Date::constant(1990, 6, 1), Sex::Male));
    Ok(Enquiry {
        facts: facts.with_word(Fact::Marital, "single")?,
        figures,
        price: Some(Money::from_yuan(2_000_000)?),
        site: Some(Site { province: None, city: "Wuhan".to_owned(), district: None }),
        applicants: vec![Applicant { id: PartyId::new("b1")?, role: Role::Borrower, born }],
        spread: Some(-45),
        ..Enquiry::default()
    })
}

/// How many fit, how many cannot be said, and the best of all.
fn told<'c>(choices: &[Choice<'c>]) -> (usize, usize, &'c str) {
    let count = |fit| choices.iter().filter(|it| it.verdict == fit).count();
    (count(Fit::Fits), count(Fit::CannotSay), choices.first().map_or("", |it| it.product.id.as_str()))
}

fn choosing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("choose");
    let enquiry = enquiry().expect("facts and figures as the core has them");
    let amount = Money::from_yuan(600_000).expect("an amount");
    let wish = Wish { objective: Objective::Cheapest, area: Some(9_000), owners: Some(1), ..Wish::of(amount, 360) };
    let pack = Pack::builtin();
    let all = || choose(&enquiry, black_box(&wish), pack, DAY, &Calendar::PRC).expect("an amount and a term");
    let expected = told(&all());
    println!("{} products: {expected:?}", pack.products.len());
    assert_eq!(expected, (9, 2, "pf-wuhan-new"));
    group.bench_function("all_products/anjieflow", |bencher| {
        bencher.iter(|| assert_eq!(told(&all()), expected));
    });
    let asked = Application { product: ProductId::CCB_HOUSING, amount, term_months: 360 };
    group.bench_function("assess_one/anjieflow", |bencher| {
        bencher.iter(|| {
            let assessment = assess(&enquiry, black_box(&asked), pack, DAY).expect("a built-in product");
            assert_eq!(assessment.verdict, Fit::Fits);
        });
    });
    let poor = Enquiry { price: Some(Money::from_yuan(620_000).expect("an amount")), ..enquiry.clone() };
    group.bench_function("assess_one_with_remedies/anjieflow", |bencher| {
        bencher.iter(|| {
            let assessment = assess(&poor, black_box(&asked), pack, DAY).expect("a built-in product");
            assert_eq!((assessment.verdict, assessment.remedies.len()), (Fit::DoesNotFit, 1));
        });
    });
    group.finish();
}

criterion_group!(benches, choosing);
criterion_main!(benches);
