//! Civil days beside the peers everybody knows: read a day, go some months on, write it.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// Month ends, leap days and plain days, with the months to go on and the day that all must find.
const CASES: [(&str, i32, &str); 6] = [
    ("2024-01-31", 1, "2024-02-29"),
    ("2023-01-31", 1, "2023-02-28"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2026-11-24", 360, "2056-11-24"),
    ("2026-03-31", 6, "2026-09-30"),
    ("1999-12-31", 2, "2000-02-29"),
];

fn each(answer: impl Fn(&str, i32) -> String) {
    for (day, months, expected) in CASES {
        assert_eq!(answer(black_box(day), months), expected);
    }
}

fn date(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("date");
    group.bench_function("add_months/anjieflow", |bench| {
        bench.iter(|| {
            each(|day, months| {
                let day: anjieflow::Date = day.parse().expect("a day");
                day.add_months(months).expect("in range").to_string()
            });
        });
    });
    group.bench_function("add_months/chrono", |bench| {
        bench.iter(|| {
            each(|day, months| {
                let day: chrono::NaiveDate = day.parse().expect("a day");
                (day + chrono::Months::new(months.unsigned_abs())).to_string()
            });
        });
    });
    group.bench_function("add_months/jiff", |bench| {
        bench.iter(|| {
            each(|day, months| {
                let day: jiff::civil::Date = day.parse().expect("a day");
                day.checked_add(jiff::Span::new().months(months)).expect("in range").to_string()
            });
        });
    });
    group.finish();
}

criterion_group!(benches, date);
criterion_main!(benches);
