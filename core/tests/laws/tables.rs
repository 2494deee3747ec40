//! A table that is read is written and read back the same; a list of a bank is read, or it is said what is wrong.

use anjieflow::books::{csv, list};

pub fn holds(data: &[u8]) {
    let text = super::text(data);
    for separator in [',', ';', '\t'] {
        let Ok(records) = csv::read_between(separator, text) else { continue };
        let cells: Vec<Vec<String>> = records.into_iter().map(|record| record.cells).collect();
        let again = csv::read(&csv::write(&cells)).unwrap();
        assert_eq!(again.into_iter().map(|record| record.cells).collect::<Vec<_>>(), cells);
    }
    for kind in [None, Some(list::PaymentKind::ALL[0])] {
        if let Ok(read) = list::read(text, kind) {
            let written = list::read(&list::write(&read.rows), None).unwrap();
            assert_eq!((written.rows.len(), written.unreadable.len()), (read.rows.len(), 0));
        }
    }
}
