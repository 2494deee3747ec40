//! How the values that a reason carries are told: in messages of both languages, and as data.

use super::consent::Body;
use super::life::{LifeEvent, Renewal};
use super::{MilestoneState, Stage, TurnKind, command_zh};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::error::note;
use crate::fact::{Fact, PropertyKind};
use crate::loan;
use crate::money::Money;
use crate::product::{Addressee, Authority, MilestoneKind, Pack, ProductId, Purpose, RuleId};

/// One value that a reason carries, for a caller that wants more than the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A name, an id, a code.
    Text(String),
    /// A day.
    Day(Date),
    /// An amount.
    Amount(Money),
    /// A count.
    Count(u32),
}

/// A value where it stands in a reason.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field<'r> {
    Text(&'r str),
    Day(Date),
    Amount(Money),
    Count(u32),
    Rule(&'r RuleId),
    Rules(&'r [RuleId]),
}

impl<'r> From<&'r String> for Field<'r> {
    fn from(text: &'r String) -> Self {
        Self::Text(text)
    }
}
impl From<&Date> for Field<'_> {
    fn from(day: &Date) -> Self {
        Self::Day(*day)
    }
}
impl From<&Money> for Field<'_> {
    fn from(amount: &Money) -> Self {
        Self::Amount(*amount)
    }
}
impl From<&u32> for Field<'_> {
    fn from(count: &u32) -> Self {
        Self::Count(*count)
    }
}
impl<'r> From<&'r RuleId> for Field<'r> {
    fn from(rule: &'r RuleId) -> Self {
        Self::Rule(rule)
    }
}
impl<'r> From<&'r Vec<RuleId>> for Field<'r> {
    fn from(rules: &'r Vec<RuleId>) -> Self {
        Self::Rules(rules)
    }
}

impl<'r> Field<'r> {
    /// In a message: as it is, but for the number of a person that strayed into a name or an id.
    pub(super) fn told(self) -> String {
        match self {
            Self::Text(text) => note(text),
            Self::Day(day) => day.to_string(),
            Self::Amount(amount) => amount.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Rule(rule) => rule.to_string(),
            // The end of a message: a fact may be asked by every row of a list, so the first is named and the others counted.
            Self::Rules([]) => String::new(),
            Self::Rules([only]) => format!(", rule `{only}`"),
            Self::Rules([first, others @ ..]) => format!(", rule `{first}` and {} more", others.len()),
        }
    }

    /// In Chinese, by the name of the field.
    pub(super) fn zh(self, name: &str, pack: &Pack) -> String {
        match self {
            Self::Text(code) => named(name, code, pack).unwrap_or_else(|| self.told()),
            _ => self.told(),
        }
    }

    /// Apart from the message; a list of rules stands beside it, see [`Reason::rules`](super::Reason::rules).
    pub(super) fn detail(self) -> Option<Detail> {
        Some(match self {
            Self::Text(text) => Detail::Text(note(text)),
            Self::Day(day) => Detail::Day(day),
            Self::Amount(amount) => Detail::Amount(amount),
            Self::Count(count) => Detail::Count(count),
            Self::Rule(rule) => Detail::Text(rule.to_string()),
            Self::Rules(_) => return None,
        })
    }

    /// The rules it is.
    pub(super) fn cited(self) -> &'r [RuleId] {
        match self {
            Self::Rule(rule) => std::slice::from_ref(rule),
            Self::Rules(rules) => rules,
            _ => &[],
        }
    }
}

/// A template with what stands in its braces filled in.
pub(super) fn filled(template: &str, tell: &dyn Fn(&str) -> String) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(it, rest)| Some((it, rest.split_once('}')?)))
    {
        text.push_str(before);
        text.push_str(&tell(name));
        rest = after;
    }
    text + rest
}

/// The trade's name for a code; none for what an office named itself, such as a party or a loan.
fn named(field: &str, code: &str, pack: &Pack) -> Option<String> {
    match field {
        "expected" => record(code),
        "document" | "item" => paper(code, pack),
        "what" => paper(code, pack).or_else(|| word("milestone", code).map(str::to_owned)),
        "product" => product(code, pack),
        "recipient" => word(field, code).map(str::to_owned).or_else(|| lender(code, pack)),
        _ => word(field, code).map(str::to_owned),
    }
}

/// What a correction must be about: the command, and where one is named its subject.
fn record(expected: &str) -> Option<String> {
    let (name, subject) = expected.split_once(' ').unwrap_or((expected, ""));
    let subject = word("milestone", subject).unwrap_or(subject);
    let gap = if subject.is_empty() { "" } else { "：" };
    Some(format!("{}{gap}{subject}", command_zh(name)?))
}

fn word(field: &str, code: &str) -> Option<&'static str> {
    match field {
        "milestone" | "first" => MilestoneKind::named(code).map(MilestoneKind::zh),
        "grantor" => Authority::named(code).map(Authority::zh),
        "holder" | "role" | "whom" => Addressee::named(code).map(Addressee::zh),
        "fact" => Fact::named(code).map(Fact::zh),
        "property" => PropertyKind::named(code).map(PropertyKind::zh),
        "command" => command_zh(code),
        "stage" => Stage::ALL.iter().find(|it| it.name() == code).map(|it| it.zh()),
        "state" | "wanted" => loan::State::ALL.iter().find(|it| it.name() == code).map(|it| it.zh()),
        "purpose" => Purpose::named(code).map(Purpose::zh),
        "recipient" => Body::named(code).map(Body::zh),
        "life_event" => LifeEvent::named(code).map(LifeEvent::zh),
        "renewal" => Renewal::named(code).map(Renewal::zh),
        "from" if code == "untouched" => Some("未开始"),
        "from" | "to" => {
            let mark = MilestoneState::ALL.iter().find(|it| it.name() == code).map(|it| it.zh());
            mark.or_else(|| TurnKind::ALL.iter().find(|it| it.name() == code).map(|it| it.zh()))
        }
        _ => None,
    }
}

fn paper(code: &str, pack: &Pack) -> Option<String> {
    let kind = DocumentKind::new(code).ok()?;
    pack.document(&kind).map(|it| it.zh.to_string())
}

fn product(code: &str, pack: &Pack) -> Option<String> {
    let id = ProductId::new(code).ok()?;
    pack.product(&id).map(|it| it.name.zh.to_string())
}

fn lender(code: &str, pack: &Pack) -> Option<String> {
    let id = ProductId::new(code).ok()?;
    pack.product(&id).map(|it| it.institution.zh.to_string())
}
