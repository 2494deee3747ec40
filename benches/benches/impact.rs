//! What a new edition means for a million loans, held column-wise: how long it takes and how much memory beside them.
//!
//! Without criterion: a run takes a good part of a second, and its memory is counted. Where the machine says so (Linux),
//! the time that it worked is told beside the time that passed: others may work on it too.

use anjieflow::case::{Actor, Context};
use anjieflow::date::Date;
use anjieflow::fact::{Fact, Facts};
use anjieflow::figure::Figures;
use anjieflow::identity::Sex;
use anjieflow::impact::{Impact, NO_DAY, NO_RATE, Portfolio, impact};
use anjieflow::product::{Pack, ProductKind};
use anjieflow::property::Site;
use anjieflow_benches::counting::{Counting, most_taken_by};
use anjieflow_benches::is_quick;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const CITIES: [&str; 4] = ["Chengdu", "Shanghai", "Shenzhen", "Kunming"];
const CHENGDU: u32 = 0;

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// So many loans of the built-in products.
fn portfolio(count: usize) -> Portfolio {
    let (mut dice, mut all) = (Dice(11), Portfolio::default());
    all.products = Pack::builtin().products.iter().map(|product| product.id.clone()).collect();
    let site = |city: &str| Site { province: None, city: city.to_owned(), district: None };
    all.sites = CITIES.into_iter().map(site).collect();
    let signed = Date::constant(2024, 8, 1).day_number();
    for _ in 0..count {
        all.product.push(dice.roll(all.products.len() as u64) as u16);
        all.site.push(dice.roll(CITIES.len() as u64) as u32);
        all.facts.push(facts(&mut dice));
        all.figures.push(Figures::EMPTY);
        let (price, amount) = (100_000_000, 40_000_000 + 5_000_000 * dice.roll(10) as i64);
        all.price.push(price);
        all.base.push(price);
        all.lent.push(amount);
        all.amount.push(amount);
        all.term_months.push([60, 240, 360][dice.roll(3) as usize]);
        all.granted.push(NO_RATE);
        all.opened.push(signed - 30);
        all.contract.push(if dice.roll(2) == 0 { NO_DAY } else { signed });
        all.acceptance.push(if dice.roll(3) == 0 { signed + 20 } else { NO_DAY });
        all.payout.push(if dice.roll(5) == 0 { signed + 50 } else { NO_DAY });
        all.born.push(Date::constant(1985, 5, 1 + dice.roll(28) as u8).day_number());
        all.sex.push(if dice.roll(2) == 0 { Sex::Male } else { Sex::Female });
        all.is_first.push(true);
        all.borrowers_end.push(all.born.len() as u32);
    }
    all
}

fn facts(dice: &mut Dice) -> Facts {
    let homes = Fact::HouseholdHomeCount.value_of_number(dice.roll(3)).expect("a count");
    let stated = Facts::EMPTY.with(Fact::HouseholdHomeCount, homes).expect("a count of homes");
    let words = [(Fact::Property, ["presale", "second_hand"]), (Fact::Marital, ["single", "married"])];
    let stated =
        words.into_iter().try_fold(stated, |all, (fact, words)| all.with_word(fact, words[dice.roll(2) as usize]));
    let flag = dice.roll(2) == 0;
    stated.and_then(|all| all.with_flag(Fact::HasCoBorrower, flag)).expect("words of the facts")
}

/// One loan of the columns, as a count by hand asks for it.
struct Loan {
    kind: ProductKind,
    at: usize,
    second: bool,
}

fn count(all: &Portfolio, wanted: impl Fn(&Loan) -> bool) -> usize {
    let pack = Pack::builtin();
    let kinds: Vec<ProductKind> =
        all.products.iter().map(|id| pack.product(id).expect("a built-in product").kind).collect();
    let homes = |at: usize| all.facts[at].number(Fact::HouseholdHomeCount).is_some_and(|homes| homes > 0);
    let loans =
        (0..all.product.len()).map(|at| Loan { kind: kinds[usize::from(all.product[at])], at, second: homes(at) });
    loans.filter(wanted).count()
}

fn edition(year: i32, month: u8, day: u8) -> Context<'static> {
    Context::new(Date::constant(year, month, day), Actor::new("bench").expect("a name"))
}

/// For how long the cores worked for this program so far; `None` where the machine does not say.
fn worked() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let ticks = text.rsplit(')').next()?.split_whitespace().skip(11).take(2);
    // A tick is a hundredth of a second on every Linux of today.
    Some(Duration::from_millis(ticks.filter_map(|it| it.parse::<u64>().ok()).sum::<u64>() * 10))
}

/// Times it, counts its memory, and says how the groups came out.
fn timed(name: &str, all: &Portfolio, old: &Context<'_>, new: &Context<'_>, threads: usize) -> Impact {
    let (start, before_work) = (Instant::now(), worked());
    let (found, most) = most_taken_by(|| impact(&all.columns(), old, new, threads).expect("columns that fit"));
    let took = start.elapsed();
    let work = worked().zip(before_work).map_or_else(|| "?".to_owned(), |(now, before)| format!("{:?}", now - before));
    let each = most as f64 / all.product.len() as f64;
    println!("impact/{name}, {threads} threads/anjieflow: {} ns", took.as_nanos());
    println!(
        "{name}: {} loans, {threads} threads of {} cores: {took:?} ({work} of work), {each:.2} bytes a loan beside the input, {} touched, {} groups",
        all.product.len(),
        std::thread::available_parallelism().map_or(0, usize::from),
        found.touched,
        found.groups.len(),
    );
    assert!(each < 200.0, "{each} bytes a loan");
    found
}

fn loans(found: &Impact, rule: &str, verdicts: &str) -> usize {
    let cited = |it: &&anjieflow::impact::Group| it.cause.old.as_ref().is_some_and(|old| old.rule == rule);
    found.groups.iter().filter(cited).filter(|it| it.cause.en.contains(verdicts)).map(|it| it.loans).sum()
}

/// The second home of a household in Chengdu whose contract is not signed: 25% before, 15% after.
fn down_payments(all: &Portfolio, threads: usize) {
    let found = timed("down_payments_2024_09_29", all, &edition(2024, 9, 28), &edition(2024, 9, 29), threads);
    let second = |loan: &Loan| {
        loan.kind == ProductKind::Commercial
            && loan.second
            && all.site[loan.at] == CHENGDU
            && all.contract[loan.at] == NO_DAY
    };
    let share = |loan: &Loan| 100 - all.amount[loan.at] / 1_000_000;
    let rule = "down-payment/2024-05-17/second";
    let turned = count(all, |loan| second(loan) && (15..25).contains(&share(loan)));
    assert_eq!(loans(&found, rule, "broken → kept"), turned);
    assert_eq!(loans(&found, rule, "kept → kept"), count(all, |loan| second(loan) && share(loan) >= 25));
}

/// Everybody whose provident-fund loan is not paid out.
fn fund_rates(all: &Portfolio, threads: usize) {
    let found = timed("fund_rates_2025_05_08", all, &edition(2025, 5, 7), &edition(2025, 5, 8), threads);
    let unpaid = count(all, |loan| loan.kind != ProductKind::Commercial && all.payout[loan.at] == NO_DAY);
    assert_eq!(loans(&found, "fund-rate/2024-05-18", "provident-fund rate"), unpaid);
    let long_first = count(all, |loan| {
        let long = all.term_months[loan.at] > 60;
        loan.kind != ProductKind::Commercial && all.payout[loan.at] == NO_DAY && long && !loan.second
    });
    assert_eq!(loans(&found, "fund-rate/2024-05-18", "2.85% → 2.6%"), long_first);
}

/// Another pack: every list asks for one paper less, and one limit of the lenders differs.
fn other_lists(all: &Portfolio, threads: usize) {
    let mut other = Pack::BUILTIN;
    for product in other.products.to_mut() {
        product.age_max = product.age_max.map(|age| age - 5);
        if let anjieflow::product::Requirements::Listed(rows) = &mut product.requirements {
            rows.to_mut().remove(0);
        }
    }
    let day = edition(2024, 9, 28);
    let found = timed("a_paper_less_in_each_list", all, &day, &day.clone().under(&other), threads);
    assert!(found.groups.iter().all(|it| it.loans <= it.changes && it.loans > 0));
    let listed = Pack::builtin().products.iter().filter(|product| product.requirements.listed().is_some()).count();
    assert!(found.groups.len() >= listed, "{} groups", found.groups.len());
}

fn main() {
    // `cargo test` names no bench: it runs it once and untimed.
    let count = match std::env::args().any(|it| it == "--bench") {
        false => 10_000,
        true if is_quick() => 100_000,
        true => 1_000_000,
    };
    let all = portfolio(count);
    for threads in [1, 2] {
        down_payments(&all, threads);
        fund_rates(&all, threads);
        other_lists(&all, threads);
    }
}
