//! What to do about arrears, by how long they last.

use crate::product::Role;

/// One rung: from so many days on, this is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rung {
    /// Calendar days since the missed due day; the day itself is 0.
    pub days: u16,
    /// Its stable name.
    pub name: &'static str,
    /// What is to be done, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Who does it.
    pub whom: &'static str,
    /// Whom it tells: it is done once one of these was told. Empty where telling is not all there is to it.
    pub tells: &'static [Role],
    /// Whether it is there only while the developer's interim guarantee stands.
    pub guaranteed: bool,
}

/// The rungs, lowest first.
///
/// That a missed due day counts as overdue after 17:00, that grace is a favour, and that a bank turns to the developer while the
/// interim guarantee stands are in the handbook of the trade (5.8, 1.11); the days are how banks usually go on, and no rule.
pub const LADDER: &[Rung] = &[
    Rung {
        days: 0,
        name: "remind",
        zh: "当日电话或短信提醒，核实是否忘存或扣款失败",
        en: "remind by telephone or message on the day; find out whether it was forgotten or the debit failed",
        whom: "clerk",
        tells: &[Role::Borrower, Role::CoBorrower],
        guaranteed: false,
    },
    Rung {
        days: 3,
        name: "call",
        zh: "电话催收，约定还款日并记录；说明罚息按日计收",
        en: "call, agree on a day and note it; say that penalty interest runs by the day",
        whom: "clerk",
        tells: &[],
        guaranteed: false,
    },
    Rung {
        days: 15,
        name: "tell_developer",
        zh: "告知开发商：阶段性担保期内银行可要求其代偿",
        en: "tell the developer: while its interim guarantee stands the bank may turn to it",
        whom: "clerk",
        tells: &[Role::Developer],
        guaranteed: true,
    },
    Rung {
        days: 30,
        name: "written_notice",
        zh: "寄发书面催收函，告知担保人；已报送征信",
        en: "send a written demand and tell the guarantor; the credit register has heard of it",
        whom: "clerk",
        tells: &[],
        guaranteed: false,
    },
    Rung {
        days: 60,
        name: "visit",
        zh: "上门面谈，了解还款能力，提出还款计划或变更方案",
        en: "visit, find out what can be paid, and propose a plan or a change of terms to the lender",
        whom: "clerk",
        tells: &[],
        guaranteed: false,
    },
    Rung {
        days: 90,
        name: "developer_pays",
        zh: "连续三期未还：银行通常从开发商保证金扣划或要求回购",
        en: "three instalments in a row: the bank usually debits the developer's deposit or asks it to buy back",
        whom: "developer",
        tells: &[],
        guaranteed: true,
    },
    Rung {
        days: 90,
        name: "acceleration",
        zh: "连续三期未还：银行可宣布贷款提前到期",
        en: "three instalments in a row: the lender may call the whole loan in",
        whom: "lender",
        tells: &[],
        guaranteed: false,
    },
    Rung {
        days: 180,
        name: "enforcement",
        zh: "银行可起诉并处置抵押物",
        en: "the lender may sue and have the home sold",
        whom: "lender",
        tells: &[],
        guaranteed: false,
    },
];

/// The highest rung that is reached after so many days; `None` before the due day.
///
/// ```
/// use anjieflow::aftercare::rung;
///
/// assert_eq!(rung(-1, false), None);
/// assert_eq!(rung(29, false).map(|it| it.name), Some("call"));
/// assert_eq!(rung(29, true).map(|it| it.name), Some("tell_developer"));
/// assert_eq!(rung(400, true).map(|it| it.name), Some("enforcement"));
/// ```
#[must_use]
pub fn rung(days: i32, guaranteed: bool) -> Option<&'static Rung> {
    LADDER.iter().rfind(|it| i32::from(it.days) <= days && (guaranteed || !it.guaranteed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_rises_and_every_rung_has_its_words() {
        assert!(LADDER.is_sorted_by_key(|it| it.days));
        for (index, it) in LADDER.iter().enumerate() {
            assert!(!it.zh.is_ascii() && it.en.is_ascii() && !it.en.is_empty());
            assert!(LADDER.iter().skip(index + 1).all(|other| other.name != it.name));
        }
    }

    #[test]
    fn without_a_guarantee_nobody_turns_to_the_developer() {
        for days in 0..400 {
            assert!(!rung(days, false).unwrap().guaranteed, "{days}");
            assert!(rung(days, true).unwrap().days >= rung(days, false).unwrap().days);
        }
    }
}
