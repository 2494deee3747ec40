//! Laws of the office's books: tables read back what they were, and a list made from the cases agrees with them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use anjieflow::books::list::{self, PaymentKind, Row};
use anjieflow::books::reconcile::{DifferenceKind, Ours, Reconciliation, Scope, payments, reconcile};
use anjieflow::books::week::{Week, progress};
use anjieflow::books::{csv, ledger};
use anjieflow::case::{Actor, Case, Context};
use anjieflow::product::Pack;
use anjieflow::{Date, Money};
use proptest::prelude::*;

mod story;

fn office() -> Vec<Case> {
    story::played("90_").cases()
}

fn scope() -> Scope {
    let kinds = vec![PaymentKind::Payout, PaymentKind::Instalment];
    Scope { from: Date::constant(2026, 1, 1), to: Date::constant(2026, 12, 31), kinds, window: 5, lender: None }
}

fn ours<'c>(cases: &'c [Case], scope: &Scope) -> Vec<Ours<'c>> {
    payments(&cases.iter().collect::<Vec<_>>(), scope, Pack::builtin())
}

fn against<'c>(cases: &'c [Case], rows: &[Row]) -> Reconciliation<'c> {
    let scope = scope();
    let told = list::read(&list::write(rows), None).unwrap();
    assert_eq!((told.rows.len(), told.unreadable), (rows.len(), Vec::new()));
    let list = list::List { rows: told.rows, unreadable: Vec::new() };
    let it = reconcile(ours(cases, &scope), &list, &scope).unwrap();
    assert!(it.adds_up());
    it
}

fn rows(cases: &[Case]) -> Vec<Row> {
    let rows: Vec<Row> = ours(cases, &scope()).iter().filter_map(Ours::as_row).collect();
    assert_eq!(rows.len(), 4);
    rows
}

fn kinds(it: &Reconciliation<'_>) -> Vec<DifferenceKind> {
    it.differences.iter().map(|it| it.kind).collect()
}

#[test]
fn a_list_made_from_the_cases_agrees_with_them() {
    let cases = office();
    let mut rows = rows(&cases);
    for _ in 0..rows.len() {
        rows.rotate_left(1);
        let it = against(&cases, &rows);
        assert_eq!((it.agreed, kinds(&it), it.ours), (4, vec![], it.theirs));
    }
}

#[test]
fn a_list_may_call_a_payment_by_its_case() {
    let cases = office();
    for it in ours(&cases, &scope()) {
        assert!(it.references().contains(&it.case.to_string()), "{:?} names {}", it.references(), it.case);
    }
}

#[test]
fn a_week_is_told_of_all_and_of_each_clerk() {
    let cases = office();
    let week = Week::of(Date::constant(2026, 4, 1)).unwrap();
    let told = progress(&cases.iter().collect::<Vec<_>>(), week, 0).unwrap();
    let of: Vec<_> = told.iter().map(|it| (it.clerk.map(Actor::as_str), it.paid_out, it.paid.fen())).collect();
    assert_eq!(of.first(), Some(&(None, 3, 270_000_000)));
    assert_eq!(of.iter().skip(1).map(|(_, paid_out, _)| paid_out).sum::<usize>(), 3);
}

/// The ledger as a table has what its lines say, a cell for each column.
#[test]
fn the_ledger_is_a_table() {
    let cases = office();
    let context = Context::new(Date::constant(2026, 5, 6), Actor::new("wang").unwrap());
    let lines = ledger::ledger(&cases.iter().collect::<Vec<_>>(), false, &context);
    let of = |zh| {
        let table = csv::read(&ledger::table(&lines, zh)).unwrap();
        assert_eq!(table.len(), 1 + lines.len());
        [0, 1].map(|place| table[place].cells.join(" | "))
    };
    let days = "2026-03-06 | 2026-03-06 | 2026-03-09 | 2026-03-18 | 2026-03-20 | 2026-03-27 | 2026-03-30";
    let [head, row] = of(true);
    assert!(head.starts_with("业务编号 | 经办人 | 阶段 | 房号 | 买受人 | 总价 | 首付"), "{head}");
    let sums = "1600000.00 | 600000.00 | 1000000.00 | 30";
    let wanted =
        format!("C-2026-0092 | wang | 还款中 | 济南市历下区试验路*** | 周*安 | {sums} | 中信银行（济南） | {days}");
    assert_eq!(row, wanted + " | 1000000.00 | 2026-04-03 | ");
    let [head, row] = of(false);
    assert!(head.starts_with("case | clerk | stage | house | buyer | price | down payment"), "{head}");
    assert!(row.starts_with("C-2026-0092 | wang | repaying | "), "{row}");
}

#[test]
fn one_changed_row_is_that_difference_and_no_other() {
    let cases = office();
    let all = rows(&cases);
    for place in 0..all.len() {
        let changed = |change: &dyn Fn(&mut Vec<Row>)| {
            let mut rows = all.clone();
            change(&mut rows);
            kinds(&against(&cases, &rows))
        };
        assert_eq!(changed(&|rows| rows[place].amount = Money::constant(1)), [DifferenceKind::AmountDiffers]);
        assert_eq!(
            changed(&|rows| rows[place].day = rows[place].day.add_days(3).unwrap()),
            [DifferenceKind::DayDiffers]
        );
        assert_eq!(changed(&|rows| rows[place].reference = "?".to_owned()), [DifferenceKind::ReferenceUnknown]);
        assert_eq!(changed(&|rows| drop(rows.remove(place))), [DifferenceKind::MissingWithThem]);
        assert_eq!(changed(&|rows| rows.push(rows[place].clone())), [DifferenceKind::Twice]);
        let stranger = Row { reference: "C-9".to_owned(), amount: Money::constant(7), ..all[place].clone() };
        assert_eq!(changed(&|rows| rows.push(stranger.clone())), [DifferenceKind::MissingWithUs]);
    }
}

proptest! {
    #[test]
    fn a_table_reads_back_what_was_written(rows in prop::collection::vec(prop::collection::vec("[a-c,\"\r\n 款\u{feff}=']{0,6}", 1..5), 0..6)) {
        let read: Vec<Vec<String>> = csv::read(&csv::write(&rows)).unwrap().into_iter().map(|it| it.cells).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn any_text_is_a_table_or_an_error(text in "[ab,\"\r\n]{0,40}") {
        let _ = csv::read(&text);
    }

    #[test]
    fn whatever_the_list_the_sums_meet(amounts in prop::collection::vec((1_i64..3, 0_i32..8, 0_usize..4), 0..8)) {
        let cases = office_once();
        let all = rows(cases);
        let row = |(fen, days, place): (i64, i32, usize)| Row {
            amount: if fen == 1 { all[place].amount } else { Money::new(fen).unwrap() },
            day: all[place].day.add_days(days).unwrap(),
            ..all[place].clone()
        };
        let list: Vec<Row> = amounts.into_iter().map(row).collect();
        prop_assert!(against(cases, &list).adds_up());
    }
}

fn office_once() -> &'static [Case] {
    static OFFICE: std::sync::OnceLock<Vec<Case>> = std::sync::OnceLock::new();
    OFFICE.get_or_init(office)
}
