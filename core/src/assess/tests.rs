use proptest::prelude::*;

use super::*;
use crate::product::ProductId;

pub(super) fn yuan(yuan: i64) -> Money {
    Money::from_yuan(yuan).unwrap()
}

pub(super) const DAY: Date = Date::constant(2026, 3, 2);

fn earning(income: i64) -> Figures {
    let figures = Figures::EMPTY.with(Figure::MonthlyIncome, income * 100).unwrap();
    figures.with(Figure::PropertyFee, 30_000).unwrap().with(Figure::OtherDebt, 0).unwrap()
}

fn facts(homes: u64) -> Facts {
    let fact = Fact::HouseholdHomeCount;
    let facts = Facts::EMPTY.with(fact, fact.value_of_number(homes).unwrap()).unwrap();
    facts.with_word(Fact::Property, "completed_new").unwrap()
}

fn site(city: &str) -> Option<Site> {
    Some(Site { province: None, city: city.to_owned(), district: None })
}

fn born(role: Role, year: i32) -> Applicant {
    let born = Some((Date::constant(year, 6, 1), Sex::Male));
    Applicant { id: PartyId::new("b1").unwrap(), role, born }
}

/// A couple's first home in Wuhan, of which everything is known.
pub(super) fn enquiry() -> Enquiry {
    Enquiry {
        facts: facts(0),
        figures: earning(20_000),
        price: Some(yuan(2_000_000)),
        site: site("Wuhan"),
        applicants: vec![born(Role::Borrower, 1990)],
        spread: Some(-45),
        ..Enquiry::default()
    }
}

fn asked(product: ProductId, amount: i64, term_months: u16) -> Application {
    Application { product, amount: yuan(amount), term_months }
}

#[track_caller]
fn of<'c>(enquiry: &Enquiry, application: &Application) -> Assessment<'c> {
    assess(enquiry, application, Pack::builtin(), DAY).unwrap()
}

fn broken(assessment: &Assessment<'_>) -> Vec<String> {
    let broken = assessment.findings.iter().filter(|it| it.verdict == Verdict::Broken);
    broken.map(|it| it.limit.id.to_string()).collect()
}

#[test]
fn what_fits_fits_and_says_what_it_costs() {
    let assessment = of(&enquiry(), &asked(ProductId::CCB_HOUSING, 1_000_000, 360));
    assert_eq!((assessment.verdict, assessment.ask.as_slice()), (Fit::Fits, [].as_slice()), "{assessment:#?}");
    let terms = assessment.terms.unwrap();
    // 3.5% of May 2025, less 45 basis points.
    assert_eq!(
        (terms.rate.rate, terms.rate.basis, terms.rate.beyond),
        (Rate::constant(30_500), RateBasis::Named, false)
    );
    assert_eq!(terms.monthly().to_string(), "4243.05");
    assert_eq!(assessment.remedies, []);
    let earned = assessment.room.income.unwrap();
    // 50% pays the instalment and 300 for the property: (4243.05 + 300) × 2.
    assert_eq!((earned.is.to_string(), earned.rule.as_str()), ("9086.10".to_owned(), "dti/housing"));
}

#[test]
fn a_rate_of_a_later_day_says_that_it_may_have_moved() {
    let late = Date::constant(2026, 11, 24);
    let asked = asked(ProductId::CCB_HOUSING, 1_000_000, 360);
    let rate = assess(&enquiry(), &asked, Pack::builtin(), late).unwrap().terms.unwrap().rate;
    assert!(rate.beyond && rate.zh().contains("未收录"), "{}", rate.text());
    let early = Date::constant(2010, 1, 4);
    let assessment = assess(&enquiry(), &asked, Pack::builtin(), early).unwrap();
    assert_eq!(assessment.terms, None);
    assert!(assessment.ask.contains(&"lpr"));
}

#[test]
fn the_market_quotes_in_shanghai() {
    let there = Enquiry { site: site("上海市"), spread: None, ..enquiry() };
    let asked = asked(ProductId::CCB_HOUSING, 1_000_000, 360);
    let day = Date::constant(2026, 4, 1);
    let rate = assess(&there, &asked, Pack::builtin(), day).unwrap().terms.unwrap().rate;
    assert_eq!((rate.basis, rate.rate), (RateBasis::Quoted, Rate::constant(30_500)));
    assert_eq!(rate.quote.unwrap().as_str(), "rate-quote/shanghai/2026-03-20/first");
    // Without a quote the loan prime rate stands alone, and says so.
    let rate = of(&there, &asked).terms.unwrap().rate;
    assert_eq!(
        (rate.basis, rate.rate.to_string(), rate.rule()),
        (RateBasis::Bare, "3.5%".into(), "lpr/2026-02-24".into())
    );
}

#[test]
fn the_fund_lends_at_its_own_rate() {
    let wanted = asked(ProductId::PF_WUHAN_NEW, 600_000, 360);
    let terms = of(&enquiry(), &wanted).terms.unwrap();
    assert_eq!((terms.rate.rate.to_string(), terms.rate.rule()), ("2.6%".into(), "fund-rate/2025-05-08".into()));
    let second = of(&Enquiry { facts: facts(1), ..enquiry() }, &wanted).terms.unwrap();
    assert_eq!((second.rate.rate.to_string(), second.rate.basis), ("3.075%".into(), RateBasis::AtLeast));
    let unknown = of(&Enquiry { facts: Facts::EMPTY, ..enquiry() }, &wanted);
    assert!(unknown.terms.is_none() && unknown.ask.contains(&"household_home_count"));
}

#[test]
fn what_does_not_fit_says_by_how_much_and_what_would() {
    let poor = Enquiry { figures: earning(10_000), ..enquiry() };
    let assessment = of(&poor, &asked(ProductId::CCB_HOUSING, 1_200_000, 240));
    assert_eq!(
        (assessment.verdict, broken(&assessment)),
        (Fit::DoesNotFit, vec!["dti/housing".to_owned(), "dti/total".to_owned()])
    );
    // 4,700 a month are left of half the income.
    assert_eq!(assessment.room.instalment.as_ref().unwrap().is, yuan(4_700));
    let kinds: Vec<RemedyKind> = assessment.remedies.iter().map(|it| it.kind).collect();
    assert!(kinds.contains(&RemedyKind::DownPayment) && kinds.contains(&RemedyKind::CoBorrower), "{kinds:?}");
    assert!(assessment.remedies.is_sorted_by_key(|it| it.size));
    let down = assessment.remedies.iter().find(|it| it.kind == RemedyKind::DownPayment).unwrap();
    assert_eq!(down.amount, assessment.room.amount.unwrap().is);
    assert!(down.monthly.unwrap() <= yuan(4_700));
}

#[test]
fn a_longer_term_is_the_shortest_that_does() {
    let poor = Enquiry { figures: earning(10_000), ..enquiry() };
    let wanted = asked(ProductId::CCB_HOUSING, 1_000_000, 240);
    let longer = of(&poor, &wanted).remedies.into_iter().find(|it| it.kind == RemedyKind::LongerTerm).unwrap();
    let fits = |months| broken(&of(&poor, &Application { term_months: months, ..wanted.clone() })).is_empty();
    assert!(fits(longer.term_months) && !fits(longer.term_months - 1), "{}", longer.text());
}

#[test]
fn age_shortens_the_term() {
    let old = Enquiry { applicants: vec![born(Role::Borrower, 1975)], ..enquiry() };
    let assessment = of(&old, &asked(ProductId::CCB_HOUSING, 800_000, 360));
    // 50 years of age and 15 more make 65.
    assert_eq!(assessment.room.months.as_ref().unwrap().is, 180, "{:#?}", assessment.room);
    let shorter = assessment.remedies.iter().find(|it| it.kind == RemedyKind::ShorterTerm).unwrap();
    assert_eq!((shorter.term_months, shorter.zh()), (180, "期限改为180个月".to_owned()));
}

#[test]
fn a_product_of_another_city_or_home_is_not_for_it() {
    let wanted = asked(ProductId::CITIC_JINAN_NEW, 800_000, 360);
    let assessment = of(&enquiry(), &wanted);
    assert_eq!((assessment.verdict, assessment.bars.as_slice()), (Fit::DoesNotFit, [Bar::OtherCity].as_slice()));
    let unknown = of(&Enquiry { site: None, ..enquiry() }, &wanted);
    assert!(unknown.bars.is_empty() && unknown.ask.contains(&"city"));
    let second = asked(ProductId::PSBC_SECOND, 800_000, 360);
    assert_eq!(of(&enquiry(), &second).bars, [Bar::OtherHome]);
}

#[test]
fn what_is_not_known_is_asked() {
    let assessment = of(&Enquiry::default(), &asked(ProductId::CCB_HOUSING, 800_000, 360));
    assert_eq!(assessment.verdict, Fit::CannotSay);
    for name in ["property", "monthly_income_fen"] {
        assert!(assessment.ask.contains(&name), "{name} of {:?}", assessment.ask);
    }
    assert_eq!(assessment.room.amount, None);
}

#[test]
fn a_payment_that_was_chosen_bounds_no_loan() {
    let chosen = Enquiry { method: Method::FixedPayment(yuan(5_000)), ..enquiry() };
    let room = of(&chosen, &asked(ProductId::CCB_HOUSING, 800_000, 360)).room;
    // 70% of the price, as the lender's page has it, whatever is earned.
    let most = room.amount.unwrap();
    assert_eq!((most.is, most.rule.as_str()), (yuan(1_400_000), "ccb-housing/min_down_payment"));
}

#[test]
fn what_cannot_be_assessed_is_an_error() {
    let unknown = asked(ProductId::new("no-such").unwrap(), 800_000, 360);
    assert_eq!(assess(&enquiry(), &unknown, Pack::builtin(), DAY).unwrap_err().place(), Some("product"));
    let long = asked(ProductId::CCB_HOUSING, 800_000, 601);
    assert_eq!(assess(&enquiry(), &long, Pack::builtin(), DAY).unwrap_err().place(), Some("months"));
}

#[test]
fn a_day_of_birth_is_not_shown() {
    assert!(!format!("{:?}", enquiry()).contains("1990"));
}

fn product() -> impl Strategy<Value = &'static Product> {
    prop::sample::select(Pack::builtin().products.iter().collect::<Vec<_>>())
}

/// Whether a limit on the amount or the instalment stands so.
fn any(assessment: &Assessment<'_>, verdict: Verdict) -> bool {
    use crate::product::LimitKind::{
        FundByYears, FundCeiling, HousingDebtToIncome, MaxAmount, MaxLtv, MinDownPayment, TotalDebtToIncome,
    };
    let kinds = [MinDownPayment, MaxLtv, HousingDebtToIncome, TotalDebtToIncome, MaxAmount, FundCeiling, FundByYears];
    assessment.findings.iter().any(|it| it.verdict == verdict && kinds.contains(&it.limit.kind))
}

proptest! {
    /// The largest loan breaks nothing, and a fen more does, or may.
    #[test]
    fn the_largest_loan_is_the_largest(
        product in product(),
        price in 300_000_i64..9_000_000,
        appraised in 80_i64..130,
        income in 3_000_i64..90_000,
        months in 12_u16..=360,
        homes in 0_u64..3,
        city in prop::sample::select(vec!["Shanghai", "Beijing", "Shenzhen", "Wuhan", "Jinan"]),
        linear: bool,
        beside in 0_i64..2,
    ) {
        let enquiry = Enquiry {
            facts: facts(homes).with_flag(Fact::HasCoBorrower, false).unwrap(),
            figures: earning(income),
            price: Some(yuan(price)),
            appraisal: Some(yuan(price / 100 * appraised)),
            site: site(city),
            method: if linear { Method::EqualPrincipal } else { Method::EqualInstalment },
            beside: Beside { amount: yuan(beside * 100_000), monthly: yuan(beside * 500) },
            ..enquiry()
        };
        let of = |amount: Money| {
            let application = Application { product: product.id.clone(), amount, term_months: months };
            assess(&enquiry, &application, Pack::builtin(), DAY).unwrap()
        };
        let Some(largest) = of(yuan(100_000)).room.amount else { return Ok(()) };
        let more = Money::from_fen(largest.is.fen() + 1).unwrap();
        if largest.is > yuan(1_000) {
            prop_assert!(!any(&of(largest.is), Verdict::Broken), "{largest:?}");
        }
        if more > yuan(1_000) && more < crate::repayment::PRINCIPAL_MAX {
            // Where another limit may hold instead, it is asked.
            let more = of(more);
            prop_assert!(any(&more, Verdict::Broken) || any(&more, Verdict::Unknown), "{largest:?}");
        }
    }

    /// Whatever is proposed was judged by the same code, and what is proposed breaks nothing.
    #[test]
    fn a_remedy_helps(
        product in product(),
        price in 300_000_i64..5_000_000,
        share in 20_i64..100,
        income in 3_000_i64..40_000,
        months in 60_u16..=480,
        year in 1955_i32..2004,
    ) {
        let enquiry = Enquiry {
            figures: earning(income),
            price: Some(yuan(price)),
            applicants: vec![born(Role::Borrower, year)],
            ..enquiry()
        };
        let amount = yuan(price / 100 * share);
        let application = Application { product: product.id.clone(), amount, term_months: months };
        let assessment = assess(&enquiry, &application, Pack::builtin(), DAY).unwrap();
        prop_assert!(assessment.remedies.is_sorted_by_key(|it| it.size));
        for remedy in &assessment.remedies {
            let earned = earning(0).with(Figure::MonthlyIncome, income * 100 + remedy.more_income.fen()).unwrap();
            let mut changed = Enquiry { figures: earned, ..enquiry.clone() };
            if matches!(remedy.kind, RemedyKind::CoBorrower | RemedyKind::TermAndCoBorrower) {
                changed.facts = changed.facts.with_flag(Fact::HasCoBorrower, true).unwrap();
            }
            let then = Application { amount: remedy.amount, term_months: remedy.term_months, ..application.clone() };
            prop_assert_eq!(remedy.amount.fen() + remedy.more_down.fen(), amount.fen());
            let after = assess(&changed, &then, Pack::builtin(), DAY).unwrap();
            prop_assert!(broken(&after).is_empty(), "{remedy:?}");
            prop_assert_eq!(after.terms.map(|it| it.monthly()), remedy.monthly);
        }
    }
}
