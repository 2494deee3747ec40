//! All 360 payments of a loan, each rounded to the fen: beside a library of financial formulas, in decimals and in floats.

use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{Debt, Method};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::{Decimal, dec};
use rust_finprim::RoundingMode;
use rust_finprim::amort_dep_tax::amort_schedule;
use rust_finprim::tvm::pmt;
use std::hint::black_box;

/// The interest of a million at 3.5% over thirty years, each month's rounded to the fen.
const INTEREST_FEN: i64 = 61_656_007;

fn ours(criterion: &mut Criterion) {
    criterion.bench_function("schedule/360 rows beside finprim/anjieflow", |bench| {
        bench.iter(|| {
            let debt = Debt::new(Money::constant(black_box(100_000_000)), Rate::constant(35_000), 360).expect("a debt");
            let rows = debt.schedule(Method::EqualInstalment).expect("a schedule");
            assert_eq!(rows.map(|row| black_box(row).interest.fen()).sum::<i64>(), INTEREST_FEN);
        });
    });
}

fn decimals(criterion: &mut Criterion) {
    criterion.bench_function("schedule/360 rows beside finprim/rust_finprim in decimals", |bench| {
        bench.iter(|| {
            let rate = dec!(0.035) / dec!(12);
            let instalment = pmt(rate, dec!(360), black_box(dec!(1_000_000)), None, None);
            let round = Some((2, RoundingMode::HalfAwayFromZero, dec!(0.01)));
            let rows = amort_schedule(rate, 360, dec!(1_000_000), instalment, round);
            let interest: Decimal = rows.iter().map(|row| row.interest_payment).sum();
            assert!((interest.abs() - dec!(616_560.07)).abs() < dec!(0.05), "{interest}");
        });
    });
}

fn floats(criterion: &mut Criterion) {
    criterion.bench_function("schedule/360 rows beside finprim/rust_finprim in floats", |bench| {
        bench.iter(|| {
            let rate = 0.035 / 12.0;
            let instalment = pmt(rate, 360.0, black_box(1_000_000.0), None, None);
            let rows = amort_schedule(rate, 360, 1_000_000.0, instalment, None);
            let interest: f64 = rows.iter().map(|row| row.interest_payment).sum();
            assert!((interest.abs() - 616_560.07).abs() < 1.0, "{interest}");
        });
    });
}

criterion_group!(benches, ours, decimals, floats);
criterion_main!(benches);
