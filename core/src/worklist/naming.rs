//! What a task is about, and whose move it is, in the words of a Chinese clerk.

use super::{Task, TaskKind};
use crate::case::{AppointmentKind, command_zh};
use crate::document::DocumentKind;
use crate::fact::Fact;
use crate::product::{Addressee, MilestoneKind, Pack, Purpose, Role};

impl Task {
    /// What it is about in Chinese: the paper, milestone, fact, role, step or purpose that [`about`](Self::about) names,
    /// before `·` the loan, the number of a meeting after it. `None` where only the case knows it: a loan, a query, a change,
    /// a deposit.
    #[must_use]
    pub fn about_zh(&self, pack: &Pack) -> Option<String> {
        use TaskKind as Kind;
        let about = self.about.as_str();
        match self.kind {
            Kind::CollectDocument | Kind::CheckDocument => paper(about, pack),
            Kind::KeepPromise | Kind::FillWaiver => milestone(about).or_else(|| paper(about, pack)),
            Kind::AskFact => Fact::from_name(about).ok().map(|it| it.zh().to_owned()),
            Kind::AddParty => Role::from_name(about).ok().map(|it| it.zh().to_owned()),
            Kind::ReachMilestone => milestone(about),
            Kind::AskConsent => Purpose::from_name(about).ok().map(|it| it.zh().to_owned()),
            Kind::TakeStep | Kind::Resume => command_zh(about).map(str::to_owned),
            Kind::MeetCondition => about.split_once(' ').map(|(loan, number)| format!("{loan} · 批复条件{number}")),
            Kind::AnswerSupplement => {
                let (loan, item) = about.split_once(' ')?;
                Some(format!("{loan} · {}", paper(item, pack)?))
            }
            Kind::Notify => notice_zh(about, pack),
            Kind::KeepAppointment => {
                let (kind, id) = about.split_once(' ')?;
                Some(format!("{} · {id}", AppointmentKind::from_name(kind).ok()?.zh()))
            }
            Kind::ReturnDossier => Some("卷宗".to_owned()),
            _ => None,
        }
    }

    /// Whose move it is in Chinese, where it is a role or an office. A party is called by what the case calls it.
    #[must_use]
    pub fn whom_zh(&self) -> Option<&'static str> {
        match self.whom.as_str() {
            "lender" => Some("贷款机构"),
            whom => Addressee::from_name(whom).ok().map(Addressee::zh),
        }
    }
}

/// What somebody is told, in Chinese: `offer L1` is `批复结果 L1`. `None` for a topic of which the pack says nothing.
#[must_use]
pub fn notice_zh(about: &str, pack: &Pack) -> Option<String> {
    let (topic, loan) = about.split_once(' ').unwrap_or((about, ""));
    let zh = match topic {
        "offer" => "批复结果",
        "refusal" => "拒贷及理由",
        "payout" => "已放款",
        "first_instalment" => "首期还款",
        // What else is told is called by what happened.
        other => pack.notices.iter().find(|it| it.topic.as_str() == other)?.after.zh(),
    };
    Some(format!("{zh} {loan}").trim_end().to_owned())
}

fn paper(kind: &str, pack: &Pack) -> Option<String> {
    let kind = DocumentKind::new(kind).ok()?;
    pack.document(&kind).map(|it| it.zh.to_string())
}

fn milestone(name: &str) -> Option<String> {
    MilestoneKind::from_name(name).ok().map(|it| it.zh().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Actor;
    use crate::date::Date;
    use crate::worklist::{Due, Score};

    fn told(kind: TaskKind, about: &str) -> Option<String> {
        let (clerk, since) = (Actor::new("wang").unwrap(), Date::constant(2026, 3, 2));
        let (rule, basis, why, late, still) = (None, None, None, None, None);
        let (due, score, whom) = (Due::Open, Score::default(), "developer".to_owned());
        let (unblocks, reason, meeting, about) = (None, None, None, about.to_owned());
        let task = Task {
            kind,
            about,
            clerk,
            whom,
            since,
            due,
            rule,
            basis,
            why,
            late,
            still,
            unblocks,
            score,
            reason,
            meeting,
        };
        assert_eq!(task.whom_zh(), Some("开发商"));
        task.about_zh(Pack::builtin())
    }

    #[test]
    fn what_a_pack_or_the_core_names_is_told_in_chinese() {
        for (kind, about, zh) in [
            (TaskKind::CollectDocument, "income_cert", "收入证明"),
            (TaskKind::FillWaiver, "contract_filed", "备案"),
            (TaskKind::AskFact, "marital", "婚姻状况"),
            (TaskKind::AskConsent, "credit_query", "征信查询"),
            (TaskKind::TakeStep, "submit", "报卷"),
            (TaskKind::TakeStep, "hand_in", "报卷"),
            (TaskKind::MeetCondition, "L1 2", "L1 · 批复条件2"),
            (TaskKind::AnswerSupplement, "L1 tax_cert", "L1 · 个人所得税完税证明/纳税记录"),
            (TaskKind::Notify, "offer L1", "批复结果 L1"),
            (TaskKind::KeepAppointment, "signing a3", "签约 · a3"),
        ] {
            assert_eq!(told(kind, about).as_deref(), Some(zh), "{kind} {about}");
        }
    }

    #[test]
    fn what_only_the_case_knows_is_not() {
        for (kind, about) in [
            (TaskKind::PostMoney, "L1"),
            (TaskKind::AnswerSupplement, "L1"),
            (TaskKind::AnswerQuery, "q7"),
            (TaskKind::CollectDocument, "paper_of_another_pack"),
        ] {
            assert_eq!(told(kind, about), None, "{kind} {about}");
        }
    }
}
