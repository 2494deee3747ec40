//! Two places that do not agree, and how that is told.

use crate::collect::CollectVec;
use std::borrow::Cow;

use super::check::Severity;
use super::field::Field;
use super::spelling::{Spelling, differs_only_in, first_difference};
use super::table::Check;
use super::value::Value;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::money::Money;
use crate::party::PartyId;
use crate::product::Role;

/// Two places that do not agree.
///
/// Values stand in it masked, so that it can be shown and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inconsistency {
    /// What was compared.
    pub check: Check,
    /// Where one value stands: what the other is compared with.
    pub one: Side,
    /// Where the other stands.
    pub other: Side,
    /// The known ways of spelling that make all the difference; empty when there is more to it.
    pub differs_only_in: Vec<Spelling>,
    /// From which character on two texts differ, counted from one: masked they may look alike.
    pub character: Option<usize>,
}

/// One side of an inconsistency.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Side {
    /// Where.
    pub place: Place,
    /// Which field.
    pub field: Field,
    /// What stands there, masked.
    pub shown: String,
    /// The same in Chinese: another text where it is a word.
    pub shown_zh: String,
    /// Whether that is a sum of several fields or papers, of which this is the first.
    pub is_sum: bool,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// On a paper; a sum of several is told at the first of them.
    #[non_exhaustive]
    Paper {
        /// Which of the papers that were handed over, from zero.
        index: usize,
        /// What paper it is.
        document: DocumentKind,
        /// Whose.
        holder: PartyId,
        /// Its English name, where the rules have one.
        en: Cow<'static, str>,
        /// Its Chinese name, where the rules have one.
        zh: Cow<'static, str>,
    },
    /// On no paper: this one is missing, neither handed over nor on file.
    #[non_exhaustive]
    Absent {
        /// What paper it would be.
        document: DocumentKind,
        /// Whose.
        holder: PartyId,
        /// Its English name, where the rules have one.
        en: Cow<'static, str>,
        /// Its Chinese name, where the rules have one.
        zh: Cow<'static, str>,
    },
    /// In the case itself.
    Case,
    /// What any such paper must have.
    Rule,
}

/// A value where it stands, before it is masked.
#[derive(Clone)]
pub(super) struct Seen {
    pub(super) place: Place,
    pub(super) field: Field,
    pub(super) value: Value,
    pub(super) is_sum: bool,
}

impl Seen {
    pub(super) const fn at(place: Place, field: Field, value: Value) -> Self {
        Self { place, field, value, is_sum: false }
    }

    pub(super) const fn in_case(field: Field, value: Value) -> Self {
        Self::at(Place::Case, field, value)
    }

    pub(super) const fn by_rule(field: Field, value: Value) -> Self {
        Self::at(Place::Rule, field, value)
    }

    /// The same place with another value, such as a part of it.
    pub(super) fn with(&self, value: Value) -> Self {
        Self::at(self.place.clone(), self.field, value)
    }

    /// The same place with the sum that it is the first part of.
    pub(super) fn summed(&self, sum: Value) -> Self {
        Self { is_sum: true, ..self.with(sum) }
    }

    /// The same place with what another field would say by it.
    pub(super) fn saying(&self, field: Field, value: Value) -> Self {
        Self { field, ..self.with(value) }
    }

    /// The kind of the paper on which it stands.
    pub(super) const fn document(&self) -> Option<&DocumentKind> {
        match &self.place {
            Place::Paper { document, .. } => Some(document),
            _ => None,
        }
    }

    /// Whether it stands on a paper of this kind.
    pub(super) fn is_on(&self, kind: &DocumentKind) -> bool {
        self.document() == Some(kind)
    }

    pub(super) const fn day(&self) -> Option<Date> {
        match self.value {
            Value::Day(day) => Some(day),
            _ => None,
        }
    }

    pub(super) const fn amount(&self) -> Option<Money> {
        match self.value {
            Value::Amount(amount) | Value::Means(amount) => Some(amount),
            _ => None,
        }
    }

    pub(super) const fn count(&self) -> Option<u32> {
        match self.value {
            Value::Count(count) => Some(count),
            _ => None,
        }
    }

    /// What the case calls one of these: a list by its own name, a payer or an agent by theirs.
    pub(super) const fn single(&self) -> Field {
        match self.value {
            Value::Name(_) => Field::Name,
            _ => self.field,
        }
    }

    fn side(&self) -> Side {
        let (shown, shown_zh) = (self.value.shown(), self.value.shown_zh());
        Side { place: self.place.clone(), field: self.field, shown, shown_zh, is_sum: self.is_sum }
    }
}

impl Inconsistency {
    pub(super) fn new(check: Check, one: &Seen, other: &Seen) -> Self {
        let texts = one.value.characters().zip(other.value.characters());
        let differs_only_in = texts.map(|(one, other)| differs_only_in(one, other)).unwrap_or_default();
        let character = texts.and_then(|(one, other)| first_difference(one, other));
        // What a rule asks is no text to be compared character by character, nor is a paper that is not there.
        let character = character.filter(|_| !matches!(one.place, Place::Rule | Place::Absent { .. }));
        Self { check, one: one.side(), other: other.side(), differs_only_in, character }
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.check.severity()
    }

    /// What is wrong, where, and what to do, in English.
    #[must_use]
    pub fn text(&self) -> String {
        let only = self.differs_only_in.iter().map(|way| way.name().replace('_', " ")).collect_vec();
        let hint = match (only.as_slice(), self.character) {
            ([], None) => String::new(),
            ([], Some(character)) => format!(" (from character {character} on)"),
            (only, _) => format!(" (only in {})", only.join(" and ")),
        };
        let Self { check, one, other, .. } = self;
        format!("{}: {}, {}{hint}; {}", check.en(), one.text(), other.text(), check.advice())
    }

    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let only = self.differs_only_in.iter().map(|way| way.zh()).collect_vec();
        let hint = match (only.as_slice(), self.character) {
            ([], None) => String::new(),
            ([], Some(character)) => format!("（自第{character}个字符起不同）"),
            (only, _) => format!("（仅{}不同）", only.join("、")),
        };
        let Self { check, one, other, .. } = self;
        format!("{}：{}，{}{hint}；{}", check.zh(), one.zh(), other.zh(), check.advice_zh())
    }
}

impl Side {
    fn text(&self) -> String {
        let (place, field) = (self.place.text(), self.field.en());
        match self.place {
            Place::Absent { .. } => format!("{place} is missing"),
            Place::Rule => format!("{place} asks for {field} {}", self.shown),
            _ if self.is_sum => format!("{place} has {field} and what belongs to it, {} in all", self.shown),
            _ => format!("{place} has {field} {}", self.shown),
        }
    }

    fn zh(&self) -> String {
        let (place, field) = (self.place.zh(), self.field.zh());
        match self.place {
            Place::Absent { .. } => format!("缺少{place}"),
            _ if self.is_sum => format!("{place}{field}等合计{}", self.shown_zh),
            _ => format!("{place}{field}为{}", self.shown_zh),
        }
    }
}

/// A role that hands in papers as one is called by its name in the trade; a party by its id, which names nobody.
fn holder_zh(holder: &PartyId) -> &str {
    Role::from_name(holder.as_str()).map_or(holder.as_str(), |role| role.zh())
}

impl Place {
    fn text(&self) -> String {
        match self {
            Place::Paper { en, holder, .. } | Place::Absent { en, holder, .. } => format!("{en} of {holder}"),
            Place::Case => "the case".to_owned(),
            Place::Rule => "the rule".to_owned(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Place::Paper { zh, holder, .. } | Place::Absent { zh, holder, .. } => {
                format!("{zh}（{}）", holder_zh(holder))
            }
            Place::Case => "业务登记".to_owned(),
            Place::Rule => "规则要求".to_owned(),
        }
    }
}
