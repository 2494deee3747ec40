//! What loading a large pack costs, and the proof of the built-in one.

use anjieflow::interchange::pack;
use anjieflow::product::{Catalogue, Product, ProductId, Requirements, RuleId};
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

fn large() -> Catalogue {
    let mut catalogue = Catalogue::BUILTIN;
    let own = catalogue.products.clone();
    let more = (1..4).flat_map(|number| own.iter().map(move |product| copy(product, number)));
    catalogue.products.to_mut().extend(more);
    assert!(catalogue.products.len() > 100);
    catalogue
}

fn load(criterion: &mut Criterion) {
    let text = pack::write(&large());
    criterion.bench_function("proof/load_100_products", |bencher| {
        bencher.iter(|| {
            let read = pack::read(black_box(&text)).expect("a sound pack");
            assert!(read.products.len() > 100);
        });
    });
    let catalogue = large();
    criterion.bench_function("proof/check_100_products", |bencher| {
        bencher.iter(|| assert_eq!(black_box(&catalogue).check(), Ok(())));
    });
}

fn prove(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("proof");
    group.sample_size(10).bench_function("prove_builtin", |bencher| {
        bencher.iter(|| {
            let proof = black_box(Catalogue::builtin()).prove(&mut |_, _| {}).expect("a run");
            assert!(proof.holds());
        });
    });
    group.finish();
}

criterion_group!(benches, load, prove);
criterion_main!(benches);
