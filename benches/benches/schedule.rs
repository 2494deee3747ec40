//! What a month costs, and all 360 payments: beside a peer in decimals and a plain loop that checks nothing.

use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{Change, Debt, Instalments, Method};
use anjieflow_benches::counting::{Counting, calls_of};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy, dec};
use std::hint::black_box;

/// A million at 3.5% over thirty years, every period rounded to the fen.
const PRINCIPAL: i64 = 100_000_000;
const MILLIONTHS: u32 = 35_000;
const MONTHS: u16 = 360;
const INSTALMENT: i64 = 449_045;
const INTEREST: i64 = 61_656_007;
const LAST: i64 = 448_852;

/// How many loans are random.
const MANY: usize = 100_000;

fn debt(principal: i64, millionths: u32, months: u16) -> Debt {
    Debt::new(Money::constant(principal), Rate::constant(millionths), months).expect("within bounds")
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Schedules are iterators that take nothing: neither to be made nor to be told.
fn takes_nothing(debt: &Debt) {
    let changes = [Change { period: 121, rate: Rate::constant(31_000), interest: None }];
    for method in [Method::EqualInstalment, Method::EqualPrincipal, Method::InterestFirst] {
        let all = || {
            let schedule = debt.schedule(method).expect("a schedule").repriced(&changes).expect("within the term");
            schedule.map(|row| row.principal.fen()).sum::<i64>()
        };
        assert_eq!(calls_of(all), (PRINCIPAL, 0), "{method:?}");
    }
}

fn schedule(criterion: &mut Criterion) {
    takes_nothing(&debt(PRINCIPAL, MILLIONTHS, MONTHS));
    let mut group = criterion.benchmark_group("schedule");
    group.bench_function("360_rows/anjieflow", |bench| {
        bench.iter(|| {
            let debt = debt(black_box(PRINCIPAL), MILLIONTHS, MONTHS);
            let rows = debt.schedule(Method::EqualInstalment).expect("a schedule");
            let (interest, last) =
                rows.fold((0, 0), |(sum, _), row| (sum + black_box(row).interest.fen(), row.payment.fen()));
            assert_eq!((interest, last), (INTEREST, LAST));
        });
    });
    group.bench_function("360_rows/rust_decimal", |bench| bench.iter(|| decimal_loop(black_box(dec!(1000000)))));
    group.bench_function("360_rows/plain_loop", |bench| bench.iter(|| plain_loop(black_box(PRINCIPAL))));
    group.finish();
}

/// The level instalment in decimals of 28 digits.
fn decimal_instalment(principal: Decimal) -> Decimal {
    let rate = dec!(0.035) / dec!(12);
    let growth = (Decimal::ONE + rate).powi(i64::from(MONTHS));
    fen(principal * rate * growth / (growth - Decimal::ONE))
}

fn fen(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The same schedule as one would write it with decimals.
fn decimal_loop(principal: Decimal) {
    let (rate, instalment) = (dec!(0.035) / dec!(12), decimal_instalment(principal));
    let (mut balance, mut sum, mut payment) = (principal, Decimal::ZERO, instalment);
    for month in 1..=MONTHS {
        let interest = fen(balance * rate);
        let part = if month == MONTHS { balance } else { instalment - interest };
        balance -= part;
        sum += black_box(interest);
        payment = interest + part;
    }
    assert_eq!((sum, payment, balance), (dec!(616560.07), dec!(4488.52), Decimal::ZERO));
}

/// The least that any exact schedule does: a product and a division a row. The instalment is handed in.
fn plain_loop(principal: i64) {
    let (mut balance, mut sum, mut payment) = (principal, 0, INSTALMENT);
    for month in 1..=MONTHS {
        let interest = (balance * i64::from(MILLIONTHS) * 2 + 12_000_000) / 24_000_000;
        let part = if month == MONTHS { balance } else { INSTALMENT - interest };
        balance -= part;
        sum += black_box(interest);
        payment = interest + part;
    }
    assert_eq!((sum, payment, balance), (INTEREST, LAST, 0));
}

fn instalment(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("instalment");
    group.bench_function("one/anjieflow", |bench| {
        let debt = debt(PRINCIPAL, MILLIONTHS, MONTHS);
        bench.iter(|| assert_eq!(black_box(debt).instalment().map(Money::fen), Ok(INSTALMENT)));
    });
    group.bench_function("one/rust_decimal", |bench| {
        bench.iter(|| assert_eq!(decimal_instalment(black_box(dec!(1000000))), dec!(4490.45)));
    });
    // Each of another principal, rate and term; the sum is that of the exact model's tests in miniature.
    group.bench_function("thousand_random/anjieflow", |bench| {
        let debts: Vec<_> =
            (0..1000).map(|at| debt(10_000_000 + at * 97_531, 20_000 + at as u32 * 37, 60 + at as u16 % 300)).collect();
        let wanted: i64 = debts.iter().map(|debt| debt.instalment().expect("within bounds").fen()).sum();
        bench.iter(|| {
            let sum: i64 = black_box(&debts).iter().filter_map(|debt| Some(debt.instalment().ok()?.fen())).sum();
            assert_eq!(sum, wanted);
        });
    });
    // So many that the processor cannot learn them by heart, each of another rate and term; and all of one.
    let loans = random_loans();
    group.bench_function("many_random/anjieflow", |bench| bench.iter(|| many(black_box(&loans))));
    let alike: Vec<_> = loans.iter().map(|(principal, ..)| (*principal, MILLIONTHS, MONTHS)).collect();
    group.bench_function("many_alike/anjieflow", |bench| bench.iter(|| many(black_box(&alike))));
    assert_eq!(many(&loans), loans.iter().map(|loan| alone(*loan)).sum::<i64>());
    assert_eq!(many(&alike), alike.iter().map(|loan| alone(*loan)).sum::<i64>());
    group.finish();
}

type Loan = (i64, u32, u16);

fn many(loans: &[Loan]) -> i64 {
    let mut instalments = Instalments::default();
    let mut paid = |&(principal, millionths, months): &Loan| {
        let instalment = instalments.of(Money::constant(principal), Rate::constant(millionths), months);
        instalment.expect("within bounds").fen()
    };
    loans.iter().map(&mut paid).sum()
}

fn alone((principal, millionths, months): Loan) -> i64 {
    debt(principal, millionths, months).instalment().expect("within bounds").fen()
}

/// As the bench in Python has them: from ten thousand yuan to ten million, to 24%, to thirty years.
fn random_loans() -> Vec<Loan> {
    let mut state = 20_261_124_u64;
    let mut random = |from: u64, to: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + (state >> 33) % (to - from)
    };
    let mut loan = || {
        let (principal, millionths) = (random(1_000_000, 1_000_000_000), random(1, 240_001));
        (principal as i64, millionths as u32, random(1, 361) as u16)
    };
    (0..MANY).map(|_| loan()).collect()
}

criterion_group!(benches, schedule, instalment);
criterion_main!(benches);
