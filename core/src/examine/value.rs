//! What a field of a paper holds: shown masked, compared as it stands.

use crate::collect::CollectVec;
use std::fmt;

use super::field::Field;
use crate::date::Date;
use crate::error::{Error, ErrorCode, note};
use crate::fact::Fact;
use crate::identity::{BankCard, Name, ResidentId, TitleNumber, UnitNumber};
use crate::money::{Money, Rate};
use crate::party::OtherId;
use crate::property::Address;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// The name of a person or firm.
    Name,
    /// Several of them.
    Names,
    /// The number of an identity paper, as printed.
    Number,
    /// The number of an account.
    Card,
    /// The number of a unit.
    Unit,
    /// The number of a title certificate.
    Title,
    /// An address.
    Address,
    /// Text as printed.
    Text,
    /// Several of them.
    Texts,
    /// An amount.
    Amount,
    /// An amount that tells of a person's means: never shown.
    Means,
    /// A day.
    Day,
    /// A birth date: never shown.
    Born,
    /// A count.
    Count,
    /// An area, in hundredths of a square metre.
    Area,
    /// A yearly rate.
    Rate,
    /// Yes or no.
    Flag,
}

macro_rules! values {
    ( $( $(#[$doc:meta])* $variant:ident($type:ty), )+ ) => {
        /// What was read off a paper. `Debug` shows it masked.
        #[derive(Clone, PartialEq, Eq)]
        pub enum Value {
            $( $(#[$doc])* $variant($type), )+
        }

        impl Value {
            /// What sort of value it is.
            #[must_use]
            pub const fn kind(&self) -> FieldKind {
                match self { $( Value::$variant(_) => FieldKind::$variant, )+ }
            }
        }
    };
}

values! {
    /// The name of a person or firm.
    Name(Name),
    /// Several of them, in any order.
    Names(Vec<Name>),
    /// The number of an identity paper: not parsed, for a wrong one is what is looked for.
    Number(OtherId),
    /// The number of an account.
    Card(BankCard),
    /// The number of a unit.
    Unit(UnitNumber),
    /// The number of a title certificate.
    Title(TitleNumber),
    /// An address.
    Address(Address),
    /// Text as printed.
    Text(String),
    /// Several of them.
    Texts(Vec<String>),
    /// An amount.
    Amount(Money),
    /// An amount that tells of a person's means.
    Means(Money),
    /// A day.
    Day(Date),
    /// A birth date.
    Born(Date),
    /// A count.
    Count(u32),
    /// An area, in hundredths of a square metre.
    Area(u32),
    /// A yearly rate.
    Rate(Rate),
    /// Yes or no.
    Flag(bool),
}

/// A word of ours in Chinese: of a sex, of a marital status.
fn word_zh(word: &str) -> Option<&'static str> {
    let marital = Fact::Marital.words().iter().zip(Fact::Marital.words_zh()).map(|(word, zh)| (*word, *zh));
    [("male", "男"), ("female", "女")].into_iter().chain(marital).find(|(own, _)| *own == word).map(|(_, zh)| zh)
}

impl Value {
    /// The value with what is personal hidden.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Value::Name(name) => name.masked(),
            Value::Names(names) => joined(names.iter().map(Name::masked)),
            Value::Number(number) => shown_number(number),
            Value::Card(card) => card.masked(),
            Value::Unit(unit) => unit.to_string(),
            Value::Title(title) => title.to_string(),
            Value::Address(address) => address.to_string(),
            Value::Text(text) => note(text),
            Value::Texts(texts) => joined(texts.iter().map(|text| note(text))),
            Value::Means(_) | Value::Born(_) => "***".to_owned(),
            plain => plain.plain(),
        }
    }

    /// The same in Chinese, where it is a word of ours and not what stands on a paper.
    #[must_use]
    pub fn shown_zh(&self) -> String {
        match self {
            Value::Flag(true) => "是".to_owned(),
            Value::Flag(false) => "否".to_owned(),
            Value::Text(text) => word_zh(text).map_or_else(|| note(text), str::to_owned),
            other => other.shown(),
        }
    }

    /// What nobody is known by.
    fn plain(&self) -> String {
        match self {
            Value::Amount(amount) => amount.to_string(),
            Value::Day(day) => day.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Area(area) => format!("{}.{:02} m²", area / 100, area % 100),
            Value::Rate(rate) => rate.to_string(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            _ => String::new(),
        }
    }

    /// The characters that are compared one by one, where it is a single text.
    pub(super) fn characters(&self) -> Option<&str> {
        match self {
            Value::Name(name) => Some(name.reveal()),
            Value::Number(number) => Some(number.reveal()),
            Value::Card(card) => Some(card.reveal()),
            Value::Address(address) => Some(address.reveal()),
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl fmt::Debug for Value {
    /// Masked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

/// A number of the national form shows as that does; of any other its last two characters.
fn shown_number(number: &OtherId) -> String {
    match ResidentId::parse(number.reveal()) {
        Ok(id) => id.masked(),
        Err(_) => number.to_string(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect_vec().join(", ")
}

/// A field cannot hold this sort of value.
#[cold]
pub(super) fn misfit(field: Field, found: FieldKind) -> Error {
    let message = format!("{:?} is wanted, {found:?} was found", field.kind());
    Error::new(ErrorCode::WrongType, message).at(field.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_personal_is_hidden() {
        let shown = |value: Value| {
            assert_eq!(format!("{value:?}"), value.shown());
            value.shown()
        };
        let name = |text| Name::parse(text).unwrap();
        assert_eq!(shown(Value::Name(name("王小明"))), "王*明");
        assert_eq!(shown(Value::Names(vec![name("王小明"), name("李红")])), "王*明, 李*");
        assert_eq!(shown(Value::Number(OtherId::new("11010519491231002X").unwrap())), "110105********002X");
        assert_eq!(shown(Value::Number(OtherId::new("11010519491231002Y").unwrap())), "****************2Y");
        assert_eq!(shown(Value::Means(Money::from_yuan(20_000).unwrap())), "***");
        assert_eq!(shown(Value::Born(Date::constant(1990, 3, 7))), "***");
        assert_eq!(shown(Value::Text("见11010519491231002X".into())), "见*****************X");
        assert_eq!(shown(Value::Area(8_905)), "89.05 m²");
        assert_eq!(shown(Value::Rate(Rate::new(31_000).unwrap())), "3.1%");
    }
}
