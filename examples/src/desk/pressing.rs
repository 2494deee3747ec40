//! How much a task presses, in words: how late it is, since when it waits, which step it opens, and why.

use anjieflow::date::{Date, Weekday};
use anjieflow::product::Name;
use anjieflow::worklist::Task;

use super::words::{Words, command, spaced};

/// How a task stands to its day, in working days where those are published; nothing where nobody sets a day.
pub fn lateness(task: &Task) -> Words {
    if task.still.is_some() {
        return Words::new("停止计时", "clock stopped");
    }
    let Some(late) = task.late else { return Words::default() };
    match (late.days, late.working_days) {
        (0, _) => Words::new("今天到期", "today"),
        (1.., Some(0)) => Words::new("已逾期", "late"),
        (1.., Some(days)) => Words::new(format!("逾期 {days} 工作日"), format!("{days} wd late")),
        (days @ 1.., None) => Words::new(format!("逾期 {days} 天"), format!("{days} d late")),
        (_, Some(0)) => Words::new("末个工作日", "last work day"),
        (_, Some(days)) => Words::new(format!("余 {} 工作日", -days), format!("{} wd left", -days)),
        (days, None) => Words::new(format!("余 {} 天", -days), format!("{} d left", -days)),
    }
}

/// Since when it waits, and since when its clock stands still.
pub fn since(task: &Task) -> Words {
    let (since, still) = (task.since, task.still);
    let still = still.map(|day| Words::new(format!("，{day} 起停止计时"), format!(", clock stopped on {day}")));
    Words::new(format!("自 {since}"), format!("since {since}")).then("", &still.unwrap_or_default())
}

/// The step that it opens; nothing where it stands in the way of none.
pub fn opens(task: &Task) -> Words {
    task.unblocks.map(command).unwrap_or_default()
}

/// Its score and what makes it: `170 = late 120 + statutory 30 + …`.
pub fn score(task: &Task) -> Words {
    let score = &task.score;
    let part = |(factor, points): &(anjieflow::worklist::Factor, i32)| {
        Words::new(format!("{} {points}", factor.zh()), format!("{} {points}", spaced(factor.name())))
    };
    let parts = score.parts.iter().map(part).reduce(|all, next| all.then(" + ", &next)).unwrap_or_default();
    Words::same(score.total.to_string()).then(" = ", &parts)
}

/// Who set its day, and what the deadline says; nothing where no rule does.
pub fn deadline(task: &Task) -> Words {
    let said = task.why.as_ref().map(|Name { zh, en }| Words::new(zh.as_ref(), en.as_ref())).unwrap_or_default();
    let basis = task.basis.map(|basis| Words::new(format!("{}期限：", basis.zh()), format!("{}: ", basis.name())));
    basis.unwrap_or_default().then("", &said)
}

/// What comes of it when nobody does it.
pub fn otherwise(task: &Task) -> Words {
    let (zh, en) = task.kind.consequence();
    Words::new(zh, en)
}

/// The day of the week.
pub fn weekday(day: Date) -> Words {
    let (zh, en) = match day.weekday() {
        Weekday::Monday => ("星期一", "Monday"),
        Weekday::Tuesday => ("星期二", "Tuesday"),
        Weekday::Wednesday => ("星期三", "Wednesday"),
        Weekday::Thursday => ("星期四", "Thursday"),
        Weekday::Friday => ("星期五", "Friday"),
        Weekday::Saturday => ("星期六", "Saturday"),
        Weekday::Sunday => ("星期日", "Sunday"),
    };
    Words::new(zh, en)
}

/// The weeks that a row of days touches, each from Monday; a day that is not in the row is none.
pub fn weeks<D>(days: &[D], of: impl Fn(&D) -> Date) -> Vec<[Option<&D>; 7]> {
    let mut weeks: Vec<[Option<&D>; 7]> = Vec::new();
    for day in days {
        let place = place_in_week(of(day));
        if weeks.is_empty() || place == 0 {
            weeks.push([None; 7]);
        }
        if let Some(slot) = weeks.last_mut().and_then(|week| week.get_mut(place)) {
            *slot = Some(day);
        }
    }
    weeks
}

fn place_in_week(day: Date) -> usize {
    match day.weekday() {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weeks_begin_on_monday() {
        let days: Vec<Date> = (0..28).map(|later| Date::constant(2026, 3, 20).add_days(later).unwrap()).collect();
        let weeks = weeks(&days, |day| *day);
        assert_eq!(weeks.len(), 5);
        assert_eq!(weeks[0].iter().flatten().count(), 3, "a Friday begins the row");
        assert_eq!(weeks[4].iter().flatten().count(), 4);
        assert_eq!(weeks.iter().flatten().flatten().count(), 28);
    }
}
