//! What loading a large pack costs, and the proof of the built-in one.

use anjieflow::interchange::pack;
use anjieflow::product::{Pack, Product, ProductId, Requirements, RuleId};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// The same product and the same list under other names.
fn copy(product: &Product, number: usize) -> Product {
    let mut copy = product.clone();
    copy.id = ProductId::new(&format!("{}-{number}", product.id)).expect("an identifier");
    if let Requirements::Listed(rows) = &mut copy.requirements {
        for row in rows.to_mut() {
            row.id = RuleId::new(&format!("{}-{number}", row.id)).expect("an identifier");
        }
    }
    copy
}

fn large() -> Pack {
    let mut pack = Pack::BUILTIN;
    let own = pack.products.clone();
    let more = (1..4).flat_map(|number| own.iter().map(move |product| copy(product, number)));
    pack.products.to_mut().extend(more);
    assert!(pack.products.len() > 100);
    pack
}

fn load(criterion: &mut Criterion) {
    let text = pack::write(&large());
    criterion.bench_function("proof/load_100_products/anjieflow", |bencher| {
        bencher.iter(|| {
            let read = pack::read(black_box(&text)).expect("a sound pack");
            assert!(read.products.len() > 100);
        });
    });
    let pack = large();
    criterion.bench_function("proof/check_100_products/anjieflow", |bencher| {
        bencher.iter(|| assert_eq!(black_box(&pack).check(), Ok(())));
    });
}

fn prove(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("proof");
    group.sample_size(10).bench_function("prove_builtin/anjieflow", |bencher| {
        bencher.iter(|| {
            let proof =
                black_box(Pack::builtin()).prove(&mut |_, _| std::ops::ControlFlow::Continue(())).expect("a run");
            assert!(proof.holds());
        });
    });
    group.finish();
}

criterion_group!(benches, load, prove);
criterion_main!(benches);
