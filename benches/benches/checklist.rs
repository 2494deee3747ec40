//! Is it complete, and what is missing and why: the two questions asked most, for one case.

use anjieflow::product::Truth;
use anjieflow_benches::desk;
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn checklist(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("checklist");
    let (product, facts) = (desk::product(), desk::facts());
    let papers = desk::papers(&facts);
    let (complete, lacking) = (desk::with(&papers), desk::with(&papers[1..]));
    println!("{} rows, {} papers", product.requirements.listed().map_or(0, <[_]>::len), papers.len());
    group.bench_function("is_complete/anjieflow", |bench| {
        bench.iter(|| assert_eq!(black_box(&complete).is_complete(product, black_box(&facts)), Ok(Truth::Yes)));
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
