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
    }
    group.finish();
}

criterion_group!(benches, replay);
criterion_main!(benches);
