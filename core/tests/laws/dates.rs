//! Days, times, amounts and rates: what is read prints as it was, and sums stay within what can be held.

use anjieflow::calendar::Calendar;
use anjieflow::case::TimeOfDay;
use anjieflow::date::Date;
use anjieflow::money::{Money, Rate, Rounding};

/// A line each: a day, a time, an amount or a rate. The bytes themselves are numbers to reckon with.
pub fn holds(data: &[u8]) {
    super::text(data).lines().for_each(read);
    let mut numbers = data.chunks_exact(8).map(|eight| i64::from_le_bytes(eight.try_into().unwrap()));
    while let (Some(one), Some(other)) = (numbers.next(), numbers.next()) {
        reckoned(one, other);
    }
}

fn read(text: &str) {
    if let Ok(day) = text.parse::<Date>() {
        assert_eq!(day.to_string(), text);
    }
    if let Ok(time) = text.parse::<TimeOfDay>() {
        assert_eq!(time.to_string().parse(), Ok(time));
    }
    if let Ok(amount) = text.parse::<Money>() {
        assert_eq!(amount.to_string().parse(), Ok(amount));
    }
    if let Ok(rate) = text.parse::<Rate>() {
        assert_eq!(rate.to_string().parse(), Ok(rate));
    }
}

fn reckoned(one: i64, other: i64) {
    let small = |number: i64| i32::try_from(number % (1 << 31)).unwrap_or_default();
    days(small(one), small(other));
    money(one, other);
}

fn days(number: i32, by: i32) {
    let Ok(day) = Date::from_day_number(number % 150_000) else { return };
    assert_eq!(day.to_string().parse(), Ok(day));
    assert_eq!(Date::new(day.year(), day.month(), day.day()), Ok(day));
    if let Ok(later) = day.add_days(by) {
        assert_eq!(day.days_until(later), by);
        assert_eq!((later > day, later < day), (by > 0, by < 0));
    }
    if let Ok(later) = day.add_months(by % 5000) {
        assert!(later.day() <= day.day() && (later >= day) == (by % 5000 >= 0));
    }
    let calendar = Calendar::builtin();
    let _ = (calendar.kind(day), calendar.add_calendar_days_rolled(day, by.unsigned_abs()));
    if let Ok(later) = calendar.add_working_days(day, by % 1000) {
        // No days later is the day itself.
        assert_eq!(later == day, by % 1000 == 0);
        assert!(later == day || calendar.is_working_day(later) == Ok(true));
    }
}

fn money(fen: i64, by: i64) {
    let Ok(amount) = Money::new(fen) else { return };
    assert_eq!(amount.to_string().parse(), Ok(amount));
    if let Ok(sum) = Money::new(by).and_then(|other| amount.checked_add(other)) {
        assert_eq!(sum.fen(), fen + by);
    }
    if by > 0 {
        for rounding in [Rounding::Down, Rounding::Up, Rounding::HalfUp] {
            assert!(amount.mul_ratio(1, by, rounding).is_ok_and(|part| part.fen().abs() <= fen.abs()));
        }
    }
}
