//! What holds for every schedule, and a slow model in exact fractions beside the fast one.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::error::ErrorCode;
use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{Change, Debt, Method, Row, unrounded};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use proptest::prelude::*;

/// The sensible domain: from 10,000 yuan, to 24% a year, to 360 months.
fn debts() -> impl Strategy<Value = Debt> {
    let principal = prop_oneof![1_000_000_i64..=1_000_000_000, 1_000_000_i64..=1_000_000_000_000];
    (principal, 0_u32..=240_000, 1_u16..=360)
        .prop_map(|(fen, rate, months)| Debt::new(Money::constant(fen), Rate::constant(rate), months).unwrap())
}

fn methods() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::EqualInstalment), Just(Method::EqualPrincipal), Just(Method::InterestFirst)]
}

fn rational(fen: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(fen))
}

/// To the nearest whole fen, a half up.
fn rounded(exact: &BigRational) -> i64 {
    (exact + BigRational::new(BigInt::one(), BigInt::from(2))).floor().to_integer().to_i64().unwrap()
}

/// The rate of a month.
fn monthly(rate: Rate) -> BigRational {
    BigRational::new(BigInt::from(rate.millionths()), BigInt::from(12_000_000))
}

fn level(principal: &BigRational, rate: Rate, months: u16) -> BigRational {
    let growth = num_traits::pow(BigRational::one() + monthly(rate), months.into());
    if rate == Rate::ZERO {
        return principal / rational(months.into());
    }
    principal * monthly(rate) * &growth / (growth - BigRational::one())
}

/// The rows of a schedule, each sum an exact fraction that is rounded where a bank rounds.
fn model(debt: &Debt, method: Method) -> Vec<[i64; 4]> {
    let (mut balance, months) = (debt.principal().fen(), debt.periods());
    let whole = rational(balance);
    let instalment = rounded(&level(&whole, debt.rate(), months));
    let part = rounded(&(whole / rational(months.into())));
    let mut rows = Vec::new();
    for month in 1..=months {
        let interest = rounded(&(rational(balance) * monthly(debt.rate())));
        let principal = match method {
            _ if month == months => balance,
            Method::EqualInstalment => (instalment - interest).min(balance),
            Method::EqualPrincipal => part.min(balance),
            _ => 0,
        };
        balance -= principal;
        rows.push([principal + interest, principal, interest, balance]);
        if balance == 0 {
            break;
        }
    }
    rows
}

fn fen(row: &Row) -> [i64; 4] {
    [row.payment, row.principal, row.interest, row.balance].map(Money::fen)
}

/// Without interest there is no fraction to take: each row is an equal part.
#[test]
fn what_bears_no_interest_is_shared_out() {
    let debt = Debt::new(Money::from_yuan(1_200).unwrap(), Rate::ZERO, 12).unwrap();
    for method in [Method::EqualInstalment, Method::EqualPrincipal] {
        let rows: Vec<_> = unrounded::rows(&debt, method).unwrap().map(|row| fen(&row)).collect();
        let wanted: Vec<_> = (1..=12).map(|paid| [10_000, 10_000, 0, 120_000 - paid * 10_000]).collect();
        assert_eq!(rows, wanted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_slow_model_has_the_same_rows(debt in debts(), method in methods()) {
        let found: Vec<_> = debt.schedule(method).unwrap().map(|row| fen(&row)).collect();
        prop_assert_eq!(found, model(&debt, method));
    }

    /// Unrounded figures, each against its fraction.
    #[test]
    fn the_slow_model_has_the_same_unrounded_figures(debt in debts(), month in 1_u16..=360) {
        prop_assume!(debt.rate().millionths() >= 100 && month <= debt.periods());
        let (whole, rate) = (rational(debt.principal().fen()), monthly(debt.rate()));
        let payment = level(&whole, debt.rate(), debt.periods());
        let growth = num_traits::pow(BigRational::one() + &rate, usize::from(month) - 1);
        let before = &whole * &growth - &payment * (growth - BigRational::one()) / &rate;
        let interest = &before * &rate;
        let balance = &before + &interest - &payment;
        let wanted = [&payment, &(&payment - &interest), &interest, &balance].map(rounded);
        let row = unrounded::rows(&debt, Method::EqualInstalment).unwrap().nth(usize::from(month) - 1).unwrap();
        prop_assert_eq!(fen(&row), wanted);
        let total = payment * rational(debt.periods().into()) - whole;
        prop_assert_eq!(unrounded::interest(&debt, Method::EqualInstalment).unwrap().fen(), rounded(&total));
    }
}

proptest! {
    #[test]
    fn the_principal_parts_are_the_debt_and_the_balance_ends_at_zero(debt in debts(), method in methods()) {
        let mut balance = debt.principal();
        let mut last = None;
        for row in debt.schedule(method).unwrap() {
            prop_assert!(row.interest >= Money::ZERO && row.principal >= Money::ZERO);
            prop_assert_eq!(row.payment, row.principal.checked_add(row.interest).unwrap());
            balance = balance.checked_sub(row.principal).unwrap();
            prop_assert_eq!(row.balance, balance);
            prop_assert!(balance >= Money::ZERO);
            last = Some(row);
        }
        prop_assert_eq!(balance, Money::ZERO);
        prop_assert!(last.unwrap().period <= debt.periods());
    }

    #[test]
    fn equal_instalments_differ_in_the_last_only(debt in debts()) {
        let payments: Vec<_> = debt.schedule(Method::EqualInstalment).unwrap().map(|row| row.payment).collect();
        let (_, level) = payments.split_last().unwrap();
        prop_assert!(level.iter().all(|payment| *payment == debt.instalment().unwrap()));
    }

    /// A rate that changes to itself changes nothing but the rounding of the instalment.
    #[test]
    fn what_is_left_is_a_debt_of_its_own(debt in debts(), month in 1_u16..360, rate in 0_u32..=240_000) {
        prop_assume!(month < debt.periods());
        let rate = Rate::constant(rate);
        let change = [Change { period: month + 1, rate, interest: None }];
        let schedule = debt.schedule(Method::EqualInstalment).unwrap().repriced(&change).unwrap();
        let before = debt.schedule(Method::EqualInstalment).unwrap().nth(usize::from(month) - 1);
        prop_assume!(before.is_some_and(|row| row.balance >= Money::constant(1_000_000)));
        let left = Debt::new(before.unwrap().balance, rate, debt.periods() - month).unwrap();
        let after = schedule.skip(usize::from(month)).map(|row| fen(&row));
        let own = left.schedule(Method::EqualInstalment).unwrap().map(|row| fen(&row));
        prop_assert!(after.eq(own));
    }

    /// Beyond the sensible domain: an answer that holds, or an error that says what is wrong.
    #[test]
    fn nothing_panics(fen in 0_i64..=1_000_000_000_001, rate in 0_u32..=400_000, months in 0_u16..=700, chosen in 0_i64..=1_000_000_000_000) {
        let Ok(debt) = Debt::new(Money::constant(fen), Rate::constant(rate), months) else { return Ok(()) };
        for method in [Method::EqualInstalment, Method::EqualPrincipal, Method::FixedPayment(Money::constant(chosen))] {
            match debt.schedule(method) {
                Ok(schedule) => prop_assert_eq!(schedule.last().unwrap().balance, Money::ZERO),
                Err(error) => prop_assert_eq!(error.code(), ErrorCode::OutOfRange),
            }
        }
    }
}

#[test]
fn every_bound_is_named() {
    let rate = Rate::constant(35_000);
    let told = |principal: i64, rate: Rate, months: u16| {
        Debt::new(Money::constant(principal), rate, months).unwrap_err().to_string()
    };
    assert_eq!(told(0, rate, 360), "principal: a principal is above 0 and at most 10000000000.00 yuan, found 0.00");
    assert_eq!(told(100, Rate::constant(360_001), 360), "rate: a rate is at most 36% a year, found 36.0001%");
    assert_eq!(told(100, rate, 0), "months: a term is 1 to 600 months, found 0");
    assert_eq!(told(100, rate, 601), "months: a term is 1 to 600 months, found 601");
    let eaten = Debt::new(Money::from_yuan(1_000_000).unwrap(), Rate::constant(360_000), 600).unwrap();
    let error = eaten.schedule(Method::EqualInstalment).unwrap_err();
    assert_eq!(
        error.to_string(),
        "months: the first payment would pay back 0 fen of the principal, want 10 at least; shorten the term"
    );
}

#[test]
fn without_interest_only_the_principal_is_paid() {
    let debt = Debt::new(Money::from_yuan(10_000).unwrap(), Rate::ZERO, 7).unwrap();
    let rows: Vec<_> = debt.schedule(Method::EqualInstalment).unwrap().collect();
    assert!(rows.iter().all(|row| row.interest.is_zero()));
    assert_eq!(
        rows.iter().map(|row| row.payment.fen()).collect::<Vec<_>>(),
        [142_857, 142_857, 142_857, 142_857, 142_857, 142_857, 142_858]
    );
}
