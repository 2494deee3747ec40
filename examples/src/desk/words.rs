//! What things are called in the two languages. Names and numbers of people are masked.

use anjieflow::case::{self, Event, File, MilestoneState, Owed, command_zh};
use anjieflow::checklist::{Line, LineStatus};
use anjieflow::document::DocumentKind;
use anjieflow::fact::{Fact, Facts};
use anjieflow::forecast::{Lapse, LapseKind};
use anjieflow::loan::{self, Loan};
use anjieflow::log::Entry;
use anjieflow::money::Money;
use anjieflow::product::{Authority, MilestoneKind, Office, Product, ProductId, Purpose, Role};
use anjieflow::worklist::{Due, Task, TaskKind, notice_zh};
use serde_json::Value;

use super::args::Lang;
use super::rules;

/// The same in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Words {
    /// The same in both.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// What needs no translation.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// In one of them.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// One after the other.
    #[must_use]
    pub fn then(self, gap: &str, other: &Self) -> Self {
        match other.zh.is_empty() && other.en.is_empty() {
            true => self,
            false => Self { zh: self.zh + gap + &other.zh, en: self.en + gap + &other.en },
        }
    }
}

/// A stage of the case.
pub fn stage(stage: case::Stage) -> Words {
    Words::new(stage.zh(), capital(stage.name()))
}

/// A state of a loan.
pub fn state(state: loan::State) -> Words {
    Words::new(state.zh(), spaced(state.name()))
}

/// A kind of paper.
pub fn paper(kind: &DocumentKind) -> Words {
    match rules::pack().document(kind) {
        Some(info) => Words::new(info.zh.as_ref(), info.en.as_ref()),
        None => Words::same(kind.as_str()),
    }
}

/// A product, and whose it is.
pub fn product(id: &ProductId) -> Words {
    match rules::pack().product(id) {
        Some(Product { institution, name, .. }) => {
            Words::new(format!("{} {}", institution.zh, name.zh), format!("{}, {}", institution.en, name.en))
        }
        None => Words::same(id.as_str()),
    }
}

/// What a command is called.
pub fn command(name: &str) -> Words {
    Words::new(command_zh(name).unwrap_or(name), spaced(name))
}

/// What happened.
pub fn event(event: &Event) -> Words {
    let zh = match event {
        Event::Opened(_) => Some("受理咨询"),
        Event::LoanStepped(it) => loan::CommandKind::that_gives(it.event.name()).map(|kind| kind.zh()),
        other => case::CommandKind::that_gives(other.name()).map(|kind| kind.zh()),
    };
    let name = match event {
        Event::LoanStepped(stepped) => stepped.event.name(),
        other => other.name(),
    };
    Words::new(zh.unwrap_or(name), capital(name))
}

/// What an entry is about, without what is personal.
pub fn detail(entry: &Entry, file: &File) -> Words {
    match &entry.event {
        Event::PartyAdded(it) => holder(it.asked.id.as_str(), file),
        Event::ProductChosen(it) => {
            let products = it.asked.loans.iter().map(|loan| product(&loan.product));
            products.reduce(|all, next| all.then(" + ", &next)).unwrap_or_default()
        }
        Event::DocumentAdded(it) => paper(&it.asked.kind).then(" · ", &holder(it.asked.holder.as_str(), file)),
        Event::DocumentChecked(it) => {
            let checked = file.documents.iter().find(|paper| paper.id == it.asked.document);
            let name = checked.map(|checked| paper(&checked.kind)).unwrap_or_default();
            name.then(" · ", &it.asked.defect.as_ref().map(Words::same).unwrap_or_default())
        }
        Event::MilestoneMarked(it) => {
            let name = milestone(it.asked.milestone).then(" · ", &milestone_state(it.asked.state));
            name.then(" · ", &it.asked.reference.as_ref().map(Words::same).unwrap_or_default())
        }
        Event::Waived(it) => owed(&it.asked.what, file).then(" → ", &Words::same(it.asked.until.to_string())),
        Event::Promised(it) => owed(&it.asked.what, file).then(" → ", &Words::same(it.asked.until.to_string())),
        Event::WaiverWithdrawn(it) => Words::same(&it.asked.reason),
        Event::LoanStepped(it) => Words::same(it.loan.as_str()).then(" · ", &loan_detail(&it.event)),
        Event::Notified(it) => holder(it.asked.whom.as_str(), file).then(" · ", &topic(&it.asked.about)),
        Event::CaseSuspended(it) => Words::same(&it.asked.reason),
        Event::CaseWithdrawn(it) => Words::same(&it.asked.reason),
        Event::CaseDeclined(it) => Words::same(&it.asked.reason),
        Event::SaleRescinded(it) => Words::same(&it.asked.reason),
        Event::Reopened(it) => Words::same(&it.asked.reason),
        Event::LenderChanged(it) => product(&it.asked.application.product),
        Event::RecordCorrected(it) => Words::same(format!("#{} · {}", it.asked.entry, it.asked.reason)),
        _ => Words::default(),
    }
}

/// What may come later: a paper with its holder, or a milestone.
fn owed(what: &Owed, file: &File) -> Words {
    match what {
        Owed::Paper { kind, holder } => paper(kind).then(" · ", &self::holder(holder.as_str(), file)),
        Owed::Milestone(kind) => milestone(*kind),
    }
}

fn loan_detail(event: &loan::Event) -> Words {
    match event {
        loan::Event::SupplementWanted(it) => {
            let items = it.asked.items.iter().map(paper).reduce(|all, next| all.then(", ", &next));
            items.unwrap_or_default().then(" → ", &Words::same(it.asked.due.to_string()))
        }
        loan::Event::OfferMade(it) => {
            yuan(it.asked.terms.amount).then(" → ", &Words::same(it.asked.expires.to_string()))
        }
        loan::Event::LoanRefused(it) => Words::same(&it.asked.reason),
        loan::Event::FileReturned(it) => Words::same(&it.asked.reason),
        loan::Event::Reconsidered(it) => Words::same(&it.asked.grounds),
        loan::Event::LoanSigned(it) => Words::same(&it.in_force),
        loan::Event::MoneyPaidOut(it) => yuan(it.asked.amount),
        loan::Event::InstalmentRecorded(it) => yuan(it.asked.amount),
        loan::Event::ArrearsRecorded(it) => yuan(it.asked.amount),
        loan::Event::PrepaymentRecorded(it) => yuan(it.asked.amount),
        _ => Words::default(),
    }
}

/// An amount, in yuan: `1,250,000`, with the fen where there are some.
pub fn yuan(amount: Money) -> Words {
    let text = amount.to_string();
    let (whole, fen) = text.split_once('.').unwrap_or((&text, "00"));
    let fen = if fen == "00" { String::new() } else { format!(".{fen}") };
    let text = grouped(whole) + &fen;
    Words::new(format!("{text} 元"), format!("CNY {text}"))
}

fn grouped(whole: &str) -> String {
    let mut text = String::new();
    for (place, digit) in (0..whole.len()).rev().zip(whole.chars()) {
        text.push(digit);
        if place > 0 && place % 3 == 0 {
            text.push(',');
        }
    }
    text
}

/// A reason to say no, in its wire form: its message with names instead of codes, its code, and what would help.
pub fn reason(reason: &Value, file: Option<&File>) -> Words {
    let field = |name: &str| reason.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut told = Words::new(field("zh"), field("message"));
    for (name, value) in reason.get("details").and_then(Value::as_object).into_iter().flatten() {
        let Some(value) = value.as_str() else { continue };
        let called = named(name, value, file);
        told.zh = told.zh.replacen(value, &called.zh, 1);
        told.en = told.en.replacen(&format!("`{value}`"), &called.en, 1);
    }
    for rule in reason.get("rules").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        told.en = told.en.replacen(&format!("`{rule}`"), rule, 1);
    }
    let (code, advice) = (field("code"), field("advice"));
    Words::new(format!("{} [{code}]", told.zh), format!("{} [{code}] → {advice}", told.en))
}

/// What a detail of a reason is called.
fn named(name: &str, value: &str, file: Option<&File>) -> Words {
    match name {
        "document" | "item" | "kind" => paper_named(value),
        "what" => owable(value),
        "grantor" => {
            Authority::from_name(value).map_or_else(|_| Words::same(value), |it| Words::new(it.zh(), spaced(value)))
        }
        "holder" | "party" | "role" | "whom" => file.map_or_else(|| Words::same(value), |file| holder(value, file)),
        "milestone" | "first" => MilestoneKind::from_name(value).map_or_else(|_| Words::same(value), milestone),
        "fact" => fact(value),
        "command" => command(value),
        "purpose" => {
            Purpose::from_name(value).map_or_else(|_| Words::same(value), |it| Words::new(it.zh(), spaced(it.name())))
        }
        "product" | "recipient" => ProductId::new(value).map_or_else(|_| Words::same(value), |id| product(&id)),
        "property" => property(value),
        "stage" => {
            case::Stage::ALL.iter().find(|it| it.name() == value).map_or_else(|| Words::same(value), |it| stage(*it))
        }
        "state" | "wanted" => {
            loan::State::ALL.iter().find(|it| it.name() == value).map_or_else(|| Words::same(value), |it| state(*it))
        }
        _ => Words::same(value),
    }
}

fn property(word: &str) -> Words {
    let fact = Fact::Property;
    match fact.value_of_word(word) {
        Ok(value) => Words::new(fact.word_zh(value).unwrap_or(word), spaced(word)),
        Err(_) => Words::same(word),
    }
}

/// A milestone.
pub fn milestone(kind: MilestoneKind) -> Words {
    Words::new(kind.zh(), capital(kind.name()))
}

/// A milestone's state.
pub fn milestone_state(state: MilestoneState) -> Words {
    Words::new(state.zh(), state.name())
}

/// Who: a party by its role and masked name, or a role.
pub fn holder(id: &str, file: &File) -> Words {
    match (file.parties.iter().find(|party| party.id.as_str() == id), id) {
        (Some(party), _) => {
            let name = party.name.masked();
            Words::new(format!("{} {name}", party.role.zh()), format!("{} {name}", spaced(party.role.name())))
        }
        (None, "clerk") => Words::new("按揭员", "clerk"),
        (None, "lender") => Words::new("放款机构", "lender"),
        (None, id) => match Role::from_name(id) {
            Ok(role) => who_plays(role, file),
            Err(_) => office(id),
        },
    }
}

/// An office or department, or whatever it calls itself.
fn office(id: &str) -> Words {
    Office::from_name(id).map_or_else(|_| Words::same(id), |office| Words::new(office.zh(), spaced(office.name())))
}

/// A role, with the masked name of whoever plays it alone.
fn who_plays(role: Role, file: &File) -> Words {
    let mut parties = file.parties.iter().filter(|party| party.role == role);
    let name = match (parties.next(), parties.next()) {
        (Some(party), None) => format!(" {}", party.name.masked()),
        _ => String::new(),
    };
    Words::new(format!("{}{name}", role.zh()), format!("{}{name}", spaced(role.name())))
}

/// The borrower, for a heading.
pub fn borrower(file: &File) -> Words {
    let borrower = file.parties.iter().find(|party| party.role == Role::Borrower);
    borrower
        .map_or_else(|| Words::new("尚未登记客户", "nobody registered yet"), |party| Words::same(party.name.masked()))
}

/// A kind of task.
pub fn task(kind: TaskKind) -> Words {
    Words::new(kind.zh(), capital(kind.name()))
}

/// What a task is about.
pub fn about(task: &Task) -> Words {
    let zh = task.about_zh(rules::pack());
    let en = match task.kind {
        TaskKind::CollectDocument | TaskKind::CheckDocument => paper_named(&task.about).en,
        TaskKind::KeepPromise | TaskKind::FillWaiver => owable(&task.about).en,
        TaskKind::AnswerSupplement | TaskKind::MeetCondition => of_loan(&task.about),
        _ if zh.is_some() => spaced(&task.about),
        _ => bare(&task.about).en,
    };
    Words::new(zh.unwrap_or_else(|| bare(&task.about).zh), en)
}

/// `L1 bank_statement`, `L1 2`: what a lender wants for a loan.
fn of_loan(about: &str) -> String {
    match about.split_once(' ') {
        Some((loan, number)) if number.parse::<u32>().is_ok() => format!("{loan} · condition {number}"),
        Some((loan, kind)) => format!("{loan} · {}", paper_named(kind).en),
        None => bare(about).en,
    }
}

/// A loan, or a number of the case.
fn bare(about: &str) -> Words {
    match about.starts_with('L') {
        true => Words::new(format!("贷款 {about}"), format!("loan {about}")),
        false => Words::same(about),
    }
}

/// A kind of paper or a milestone, by its name.
fn owable(name: &str) -> Words {
    MilestoneKind::from_name(name).map_or_else(|_| paper_named(name), milestone)
}

fn paper_named(id: &str) -> Words {
    DocumentKind::new(id).map_or_else(|_| Words::same(id), |kind| paper(&kind))
}

fn fact(name: &str) -> Words {
    Fact::from_name(name).map_or_else(|_| Words::same(name), |fact| Words::new(fact.zh(), spaced(fact.name())))
}

/// What somebody is told: `offer L1`.
fn topic(about: &str) -> Words {
    Words::new(notice_zh(about, rules::pack()).unwrap_or_else(|| about.to_owned()), spaced(about))
}

/// What lapses before the step that needs it.
pub fn lapse(lapse: &Lapse) -> Words {
    let what = match lapse.kind {
        LapseKind::Offer => Words::new(format!("批复 {}", lapse.about), format!("approval {}", lapse.about)),
        LapseKind::RateLock => Words::new(format!("利率锁定 {}", lapse.about), format!("held rate {}", lapse.about)),
        _ => owable(&lapse.about),
    };
    let (last, step) = (lapse.last, lapse.step);
    what.then(
        ": ",
        &Words::new(
            format!("{last} 到期，早于{}", step.zh()),
            format!("lapses {last}, before {}", spaced(step.name())),
        ),
    )
}

/// By when.
pub fn due(due: &Due) -> Words {
    match due {
        Due::On(day) => Words::same(day.to_string()),
        Due::Unpublished(year) => {
            Words::new(format!("{year} 年节假日未公布"), format!("calendar of {year} not published"))
        }
        Due::Open => Words::same("—"),
    }
}

/// Where a line of the checklist stands.
pub fn status(status: &LineStatus) -> Words {
    match status {
        LineStatus::Missing => Words::new("未交", "missing"),
        LineStatus::Received => Words::new("已收待审", "unchecked"),
        LineStatus::Accepted => Words::new("已验", "accepted"),
        LineStatus::Rejected => Words::new("不合格", "turned down"),
        LineStatus::Expired(day) => Words::new(format!("{day} 过期"), format!("expired {day}")),
        LineStatus::Waived(day) => Words::new(format!("容缺至 {day}"), format!("waived until {day}")),
        LineStatus::Promised(day) => Words::new(format!("承诺 {day} 前补交"), format!("promised by {day}")),
        LineStatus::PartyMissing => Words::new("当事人未登记", "party not registered"),
        LineStatus::Undecided(facts) => {
            let facts = facts.iter().map(|it| Words::new(it.zh(), spaced(it.name())));
            let facts = facts.reduce(|all, next| all.then(", ", &next)).unwrap_or_default();
            Words::new("须先问清：", "ask first: ").then("", &facts)
        }
    }
}

/// Whose a line of the checklist is.
pub fn line_holder(line: &Line<'_>, file: &File) -> Words {
    match line.holder {
        Some(id) => holder(id, file),
        None => Words::new(line.role().zh(), spaced(line.role().name())),
    }
}

/// One fact and its value.
pub fn facts(facts: &Facts) -> Vec<Words> {
    let known = facts.iter().filter_map(|(fact, value)| {
        let (zh, en) = (fact.word_zh(value)?, fact.word(value)?);
        Some(Words::new(format!("{}：{zh}", fact.zh()), format!("{}: {}", spaced(fact.name()), spaced(en))))
    });
    known.collect()
}

/// A loan: what is asked or granted, and where it is.
pub fn loan(loan: &Loan) -> Words {
    let file = loan.file();
    Words::same(file.id.as_str())
        .then(" · ", &product(&file.application.product))
        .then(" · ", &yuan(file.amount()))
        .then(" · ", &state(loan.state()))
}

/// `contract_filed` as `contract filed`.
pub fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

fn capital(name: &str) -> String {
    let text = spaced(name);
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + characters.as_str(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_in_both_languages_has_both() {
        for kind in case::CommandKind::ALL {
            assert_ne!(command(kind.name()).zh, kind.name());
        }
        assert_eq!(command("offer"), Words::new("批复", "offer"));
        assert_eq!(stage(case::Stage::Enquiry).en, "Enquiry");
        assert_eq!(of_loan("L1 bank_statement"), "L1 · Bank statement");
    }

    #[test]
    fn an_amount_is_grouped() {
        let yuan = |fen| yuan(Money::new(fen).unwrap()).en;
        assert_eq!(yuan(125_000_000), "CNY 1,250,000");
        assert_eq!(yuan(480_233), "CNY 4,802.33");
        assert_eq!(yuan(100), "CNY 1");
    }

    #[test]
    fn a_reason_names_what_it_speaks_of() {
        let missing = serde_json::json!({
            "code": "missing_document", "message": "`id_card` of `s1` is missing, rule `x/id_card/spouse`",
            "zh": "缺少资料：s1 的 id_card（依据 x/id_card/spouse）", "advice": "ask for it",
            "details": {"document": "id_card", "holder": "s1", "rule": "x/id_card/spouse"},
        });
        let told = reason(&missing, None);
        assert_eq!(told.zh, "缺少资料：s1 的 居民身份证（依据 x/id_card/spouse） [missing_document]");
        assert!(told.en.starts_with("Resident identity card of s1 is missing, rule x/id_card/spouse ["), "{}", told.en);
        let unsaid = serde_json::json!({
            "code": "unknown_fact", "message": "the case does not say `marital`, rule `x/a` and 2 more", "zh": "",
            "advice": "ask", "rules": ["x/a", "x/b", "x/c"], "details": {"fact": "marital"},
        });
        let told = reason(&unsaid, None).en;
        assert!(told.ends_with(", rule x/a and 2 more [unknown_fact] → ask"), "{told}");
    }
}
