//! Reading a case back from the text of its log.

use anjieflow::interchange::plain;
use anjieflow_benches::case_of;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn replay(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replay");
    for entries in [10, 100, 1000] {
        let (case, log) = case_of(entries).expect("facts can be stated");
        group.throughput(Throughput::Elements(entries as u64));
        group.bench_function(format!("{entries}_entries/anjieflow"), |bench| {
            bench.iter(|| assert_eq!(plain::replay(&log), Ok(case.clone())));
        });
        // What any reader of such a log has to pay first.
        group.bench_function(format!("{entries}_entries/serde_json_alone"), |bench| {
            bench.iter(|| {
                let lines = log.lines().map(serde_json::from_str::<serde_json::Value>);
                assert_eq!(lines.filter(Result::is_ok).count(), entries + 1);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, replay);
criterion_main!(benches);
