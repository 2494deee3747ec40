//! What is known about a case: a closed list of facts, the words each may take, and the values of
//! one case.
//!
//! Rules ask nothing else about a case ([`Condition`](crate::product::Condition)), so a list can
//! be analysed without running it. A fact nobody has stated is *not known*; it is never guessed.

use crate::error::{Error, ErrorCode};
use crate::words::{closed, unknown};
use core::fmt;

/// One line a fact: its doc, its variant, wire name, Chinese words, and what it may be.
macro_rules! facts {
    ( $( $(#[doc = $doc:literal])* $variant:ident $wire:literal $zh:literal: $kind:ident $([ $($word:literal $word_zh:literal),+ $(,)? ])?; )+ ) => {
        /// Something a rule may ask about a case.
        ///
        /// Closed on purpose: a rule set that asks an unknown fact is refused when it is read.
        /// The vocabulary is that of `condition_language` in the published product data.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fact {
            $( $(#[doc = $doc])* $variant, )+
        }

        impl Fact {
            /// Every fact, in the order of the table.
            pub const ALL: &'static [Fact] = &[$( Fact::$variant, )+];

            /// How many facts there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The stable snake_case name, as written in data files and on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Fact::$variant => $wire, )+ }
            }

            /// What a Chinese clerk calls it.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( Fact::$variant => $zh, )+ }
            }

            /// What it says, in English.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $( Fact::$variant => concat!($($doc),*).trim_ascii(), )+ }
            }

            /// Whether it is a word, a number, or yes and no.
            #[must_use]
            pub const fn kind(self) -> FactKind {
                match self { $( Fact::$variant => FactKind::$kind, )+ }
            }

            /// The words it may take, in order: a value is an index into them.
            ///
            /// A number has the digits `0` to `9`, a flag `no` and `yes`.
            #[must_use]
            pub const fn words(self) -> &'static [&'static str] {
                match self { $( Fact::$variant => words!($kind $([ $($word),+ ])?), )+ }
            }

            /// The same words in Chinese.
            #[must_use]
            pub const fn words_zh(self) -> &'static [&'static str] {
                match self { $( Fact::$variant => words_zh!($kind $([ $($word_zh),+ ])?), )+ }
            }
        }
    };
}

macro_rules! words {
    (Word [ $($word:literal),+ ]) => { &[$($word),+] };
    (Number) => { &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] };
    (Flag) => { &["no", "yes"] };
}

macro_rules! words_zh {
    (Word [ $($word:literal),+ ]) => { &[$($word),+] };
    (Number) => { &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] };
    (Flag) => { &["否", "是"] };
}

facts! {
    /// Marital status of the borrower. It decides who must sign and which proof is asked.
    Marital "marital" "婚姻状况": Word ["single" "未婚", "married" "已婚", "divorced" "离异", "widowed" "丧偶"];
    /// Where the borrower belongs, hence which identity paper is shown.
    Nationality "nationality" "身份类别": Word [
        "mainland" "内地居民", "military" "现役军人", "hong_kong" "香港居民", "macau" "澳门居民",
        "taiwan" "台湾居民", "foreign" "外籍人士",
    ];
    /// How the borrower earns.
    Employment "employment" "就业类型": Word [
        "salaried" "受薪", "self_employed" "个体工商户", "business_owner" "企业主",
        "freelancer" "自由职业", "retired" "退休",
    ];
    /// What is bought or mortgaged; see [`PropertyKind`].
    Property "property" "房产类型": Word [
        "presale" "期房", "completed_new" "现房", "second_hand" "二手房", "titled_home" "已有产权住房",
    ];
    /// What kind of loan is asked for.
    LoanKind "loan_kind" "贷款种类": Word [
        "commercial" "商业贷款", "provident_fund" "公积金贷款", "combined" "组合贷款", "conversion" "商转公",
    ];
    /// What secures the loan.
    Collateral "collateral" "担保物": Word ["purchased_home" "所购住房", "other_home" "其他住房", "pledge" "质物"];
    /// What proves the down payment.
    DownPaymentProof "down_payment_proof" "首付证明": Word ["invoice" "发票", "receipt" "收据", "deposit_at_bank" "银行存款"];
    /// To whom the down payment went.
    DownPaymentPaidTo "down_payment_paid_to" "首付收款方": Word [
        "developer" "开发商", "seller" "卖方", "supervision_account" "监管账户",
    ];
    /// The state of the borrower's identity card.
    IdCardState "id_card_state" "身份证状态": Word ["valid" "有效", "expired" "过期", "demagnetised" "消磁"];
    /// What the income is proved by.
    IncomeBasis "income_basis" "收入依据": Word ["certificate" "收入证明", "contribution_base" "缴存基数"];
    /// How a commercial loan is turned into a provident-fund loan (商转公).
    ConversionMode "conversion_mode" "商转公方式": Word ["repay_first" "先还后贷", "direct" "直转"];
    /// What becomes of the seller's mortgage when a second-hand home changes hands. Nothing is said of a home that has
    /// none; `paid_off_first` is the old way (赎楼), the others are the three models of a transfer with the mortgage in
    /// place (带押过户).
    TransferMode "transfer_mode" "卖方抵押处理方式": Word [
        "paid_off_first" "先赎楼", "new_and_old_together" "新旧抵押权组合", "second_rank_first" "新旧抵押权分段",
        "mortgage_changed" "抵押权变更",
    ];
    /// How many homes the household already has, 0 to 9.
    HouseholdHomeCount "household_home_count" "家庭住房套数": Number;
    /// Somebody borrows together with the borrower.
    HasCoBorrower "has_co_borrower" "有共同借款人": Flag;
    /// Somebody besides the borrower will be on the title.
    HasCoOwner "has_co_owner" "有共有人": Flag;
    /// A person guarantees the loan.
    HasGuarantor "has_guarantor" "有保证人": Flag;
    /// The household is registered in the city of the purchase.
    LocalHousehold "local_household" "本地户籍": Flag;
    /// A minor will be on the title.
    MinorOnTitle "minor_on_title" "未成年人登记产权": Flag;
    /// An adult without full legal capacity will be on the title.
    IncapableAdultOnTitle "incapable_adult_on_title" "无完全行为能力成年人登记产权": Flag;
    /// An agent signs for the borrower.
    SignedByAgent "signed_by_agent" "代理人代签": Flag;
    /// The seller owns the home together with somebody.
    SellerHasCoOwner "seller_has_co_owner" "卖方有共有人": Flag;
    /// The seller is married.
    SellerMarried "seller_married" "卖方已婚": Flag;
    /// The seller has let the home.
    SellerLeasedOut "seller_leased_out" "卖方已出租": Flag;
    /// The borrower's provident fund is paid in another city.
    PfPaidElsewhere "pf_paid_elsewhere" "异地缴存公积金": Flag;
    /// The co-borrower's provident fund is paid in another city.
    CoBorrowerPfElsewhere "co_borrower_pf_elsewhere" "共同借款人异地缴存公积金": Flag;
    /// First provident-fund loan, and no home in the family.
    FirstPfLoanAndNoHome "first_pf_loan_and_no_home" "首次公积金贷款且无房": Flag;
    /// The parents apply as well.
    ParentsAreCoApplicants "parents_are_co_applicants" "父母为共同申请人": Flag;
    /// The sale contract has been signed.
    ContractSigned "contract_signed" "已签购房合同": Flag;
    /// The certified monthly income is over CNY 10,000.
    CertifiedIncomeOver10000 "certified_income_over_10000" "证明月收入超过一万元": Flag;
    /// The home lies outside the area of the centre.
    BoughtOutsideArea "bought_outside_area" "异地购房": Flag;
    /// The borrower is a talent by the city's rules (人才).
    IsTalent "is_talent" "人才": Flag;
    /// The building is certified green (绿色建筑).
    GreenBuilding "green_building" "绿色建筑": Flag;
    /// The household register says what a paper on the marriage would say: that the spouse has died, or that both are
    /// married.
    RegisterShowsMarriage "register_shows_marriage" "户口簿已载明婚姻情况": Flag;
    /// How many stars the green building has, 0 to 9.
    GreenBuildingStars "green_building_stars" "绿色建筑星级": Number;
    /// At which age a woman retired before the ages moved; the reform of 2025 moves it on (渐进式延迟退休).
    WomanRetirement "woman_retirement" "女职工原退休年龄": Word ["female_50" "五十周岁", "female_55" "五十五周岁"];
    /// The family has several children (多子女家庭).
    SeveralChildren "several_children" "多子女家庭": Flag;
    /// The home is ordinary by the city's standard (普通住房).
    OrdinaryHome "ordinary_home" "普通住房": Flag;
    /// The city limits who may buy (限购).
    PurchaseLimitedCity "purchase_limited_city" "限购城市": Flag;
    /// The household once had a home loan, paid back or not.
    HomeLoanRecord "home_loan_record" "有住房贷款记录": Flag;
    /// The household still owes a home loan.
    HomeLoanOutstanding "home_loan_outstanding" "有未结清住房贷款": Flag;
    /// The borrower pays into a supplementary provident fund (补充公积金).
    SupplementaryFund "supplementary_fund" "缴存补充公积金": Flag;
}

/// What kind of answer a fact takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// One of a closed list of words.
    Word,
    /// A count, 0 to 9.
    Number,
    /// Yes or no; `true` and `false` on the wire.
    Flag,
}

/// One answer to one fact: an index into [`Fact::words`].
///
/// It means nothing without its fact, and is made only by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub(crate) u8);

/// An answer as it is read and written: what [`Value`] means for its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactValue {
    /// A word of the fact.
    Word(&'static str),
    /// A count.
    Number(u8),
    /// Yes or no.
    Flag(bool),
}

impl Fact {
    /// What stands in the place of one that is wrong, until that is said.
    #[cfg(feature = "wire")]
    pub(crate) const BLANK: Self = crate::words::first(Self::ALL);

    /// The fact of this name.
    ///
    /// # Errors
    ///
    /// `UnknownCode` when no fact is called so.
    pub fn from_name(name: &str) -> Result<Fact, Error> {
        Self::named(name).ok_or_else(|| unknown("fact", name, Self::ALL.iter().map(|fact| fact.name())))
    }

    /// The same for who has no use for an error.
    pub(crate) fn named(name: &str) -> Option<Fact> {
        Self::ALL.iter().copied().find(|fact| fact.name() == name)
    }

    /// The value a word stands for; the digits of a number and `no`/`yes` of a flag are words too.
    ///
    /// # Errors
    ///
    /// `UnknownCode` when the fact has no such word.
    pub fn value_of_word(self, word: &str) -> Result<Value, Error> {
        let found = self.values().zip(self.words()).find(|(_, known)| **known == word);
        found
            .map(|(value, _)| value)
            .ok_or_else(|| unknown("value", word, self.words().iter().copied()).at(self.name()))
    }

    /// The value of a count.
    ///
    /// # Errors
    ///
    /// - `WrongType` when the fact is not a number.
    /// - `OutOfRange` when the count is above 9.
    pub fn value_of_number(self, number: u64) -> Result<Value, Error> {
        if self.kind() != FactKind::Number {
            return Err(self.wrong_type("a number"));
        }
        let value = u8::try_from(number).ok().map(Value);
        value
            .filter(|value| self.admits(*value))
            .ok_or_else(|| Error::new(ErrorCode::OutOfRange, format!("{number} is more than 9")).at(self.name()))
    }

    /// The value of yes (`true`) or no.
    ///
    /// # Errors
    ///
    /// `WrongType` when the fact is not a flag.
    pub fn value_of_flag(self, flag: bool) -> Result<Value, Error> {
        match self.kind() {
            FactKind::Flag => Ok(Value(u8::from(flag))),
            FactKind::Word | FactKind::Number => Err(self.wrong_type("yes or no")),
        }
    }

    /// Every value the fact may take.
    pub fn values(self) -> impl Iterator<Item = Value> {
        (0..=u8::MAX).zip(self.words()).map(|(index, _)| Value(index))
    }

    /// Whether the fact may take this value.
    #[must_use]
    pub fn admits(self, value: Value) -> bool {
        usize::from(value.0) < self.words().len()
    }

    /// The word of a value; `None` when the value belongs to another fact.
    #[must_use]
    pub fn word(self, value: Value) -> Option<&'static str> {
        self.words().get(usize::from(value.0)).copied()
    }

    /// The Chinese word of a value; `None` when the value belongs to another fact.
    #[must_use]
    pub fn word_zh(self, value: Value) -> Option<&'static str> {
        self.words_zh().get(usize::from(value.0)).copied()
    }

    /// A value as it is read and written; `None` when the value belongs to another fact.
    #[must_use]
    pub fn show(self, value: Value) -> Option<FactValue> {
        let word = self.word(value)?;
        Some(match self.kind() {
            FactKind::Word => FactValue::Word(word),
            FactKind::Number => FactValue::Number(value.0),
            FactKind::Flag => FactValue::Flag(value.0 == 1),
        })
    }

    #[cold]
    fn wrong_type(self, found: &str) -> Error {
        let wanted = match self.kind() {
            FactKind::Word => "a word",
            FactKind::Number => "a number",
            FactKind::Flag => "yes or no",
        };
        Error::new(ErrorCode::WrongType, format!("wanted {wanted}, found {found}")).at(self.name())
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Some facts, without repetition and without order but that of the table.
///
/// ```
/// use anjieflow::fact::{Fact, FactSet};
///
/// let asked = FactSet::EMPTY.with(Fact::HasGuarantor).with(Fact::Marital);
/// assert_eq!(asked.iter().collect::<Vec<_>>(), [Fact::Marital, Fact::HasGuarantor]);
/// assert!(asked.contains(Fact::Marital) && !FactSet::EMPTY.contains(Fact::Marital));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct FactSet(u64);

// One bit a fact.
const _: () = assert!(Fact::COUNT <= 64);

impl FactSet {
    /// No fact.
    pub const EMPTY: FactSet = FactSet(0);

    /// With one more.
    #[must_use]
    pub const fn with(self, fact: Fact) -> FactSet {
        FactSet(self.0 | (1 << (fact as u8)))
    }

    /// The facts of both.
    #[must_use]
    pub const fn union(self, other: FactSet) -> FactSet {
        FactSet(self.0 | other.0)
    }

    /// Whether it is among them.
    #[must_use]
    pub const fn contains(self, fact: Fact) -> bool {
        self.0 & (1 << (fact as u8)) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The facts, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Fact> {
        Fact::ALL.iter().copied().filter(move |fact| self.contains(*fact))
    }
}

/// The facts of one case, as far as they are known.
///
/// ```
/// use anjieflow::fact::{Fact, Facts};
///
/// let facts = Facts::EMPTY
///     .with_word(Fact::Marital, "married")?
///     .with_flag(Fact::LocalHousehold, false)?;
/// assert_eq!(facts.word(Fact::Marital), Some("married"));
/// assert_eq!(facts.flag(Fact::LocalHousehold), Some(false));
/// assert_eq!(facts.flag(Fact::HasGuarantor), None, "nobody said so");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts([Option<Value>; Fact::COUNT]);

impl Facts {
    /// Nothing is known yet.
    pub const EMPTY: Facts = Facts([None; Fact::COUNT]);

    /// What is known of a fact.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Option<Value> {
        self.0.get(fact as usize).copied().flatten()
    }

    /// The same facts with one more stated, or stated anew.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the fact cannot take the value.
    pub fn with(mut self, fact: Fact, value: Value) -> Result<Facts, Error> {
        self.set(fact, value)?;
        Ok(self)
    }

    /// The same facts with one more stated by its word: `facts.with_word(Fact::Marital, "married")`.
    ///
    /// # Errors
    ///
    /// `UnknownCode` when the fact has no such word.
    pub fn with_word(self, fact: Fact, word: &str) -> Result<Facts, Error> {
        self.with(fact, fact.value_of_word(word)?)
    }

    /// The same facts with a yes or no stated.
    ///
    /// # Errors
    ///
    /// `WrongType` when the fact is not a flag.
    pub fn with_flag(self, fact: Fact, flag: bool) -> Result<Facts, Error> {
        self.with(fact, fact.value_of_flag(flag)?)
    }

    /// States a fact in place.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the fact cannot take the value; the facts are left as they were.
    pub fn set(&mut self, fact: Fact, value: Value) -> Result<(), Error> {
        match self.0.get_mut(fact as usize) {
            Some(slot) if fact.admits(value) => {
                *slot = Some(value);
                Ok(())
            }
            _ => Err(Error::new(ErrorCode::OutOfRange, format!("no value has the number {}", value.0)).at(fact.name())),
        }
    }

    /// The same facts without one: it is no longer known.
    #[must_use]
    pub fn without(mut self, fact: Fact) -> Facts {
        if let Some(slot) = self.0.get_mut(fact as usize) {
            *slot = None;
        }
        self
    }

    /// What is known, in the order of [`Fact::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Fact, Value)> {
        Fact::ALL.iter().zip(&self.0).filter_map(|(fact, value)| value.map(|value| (*fact, value)))
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// The word stated for a fact.
    #[must_use]
    pub fn word(&self, fact: Fact) -> Option<&'static str> {
        fact.word(self.get(fact)?)
    }

    /// The yes or no stated for a flag; `None` when not known, or when the fact is no flag.
    #[must_use]
    pub fn flag(&self, fact: Fact) -> Option<bool> {
        match fact.show(self.get(fact)?)? {
            FactValue::Flag(flag) => Some(flag),
            FactValue::Word(_) | FactValue::Number(_) => None,
        }
    }

    /// The count stated for a number; `None` when not known, or when the fact is no number.
    #[must_use]
    pub fn number(&self, fact: Fact) -> Option<u8> {
        match fact.show(self.get(fact)?)? {
            FactValue::Number(number) => Some(number),
            FactValue::Word(_) | FactValue::Flag(_) => None,
        }
    }

    /// The kind of property, when it is known.
    #[must_use]
    pub fn property(&self) -> Option<PropertyKind> {
        PropertyKind::from_name(self.word(Fact::Property)?).ok()
    }
}

impl Default for Facts {
    fn default() -> Facts {
        Facts::EMPTY
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.iter().map(|(fact, value)| (fact.name(), fact.word(value).unwrap_or("?")));
        f.debug_map().entries(known).finish()
    }
}

closed! {
    /// What is bought or mortgaged. The words of [`Fact::Property`].
    pub enum PropertyKind ("kind of property") {
        /// A home off the plan (期房): sold before the building is complete.
        Presale "presale" "期房",
        /// A completed home sold by its developer (现房).
        CompletedNew "completed_new" "现房",
        /// A home sold by its owner (二手房, 存量房).
        SecondHand "second_hand" "二手房",
        /// A home the borrower already holds the title of.
        TitledHome "titled_home" "已有产权住房",
    }
}

impl PropertyKind {
    /// This kind as a value of [`Fact::Property`].
    #[must_use]
    pub const fn value(self) -> Value {
        // OK because the words of `Fact::Property` stand in the order of this enum, as a test says.
        Value(self as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_fact_is_found_by_its_name() {
        for fact in Fact::ALL {
            assert_eq!(Fact::from_name(fact.name()), Ok(*fact));
            assert_eq!(Fact::ALL.iter().filter(|other| other.zh() == fact.zh()).count(), 1);
        }
        let error = Fact::from_name("maritul").unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownCode);
        assert!(error.to_string().contains("`maritul`"), "{error}");
    }

    #[test]
    fn every_value_survives_its_word_and_its_shown_form() {
        for fact in Fact::ALL {
            assert_eq!(fact.words().len(), fact.words_zh().len());
            assert_eq!(fact.values().count(), fact.words().len());
            for value in fact.values() {
                assert_eq!(fact.value_of_word(fact.word(value).unwrap()), Ok(value));
                let shown = match fact.show(value).unwrap() {
                    FactValue::Word(word) => fact.value_of_word(word),
                    FactValue::Number(number) => fact.value_of_number(number.into()),
                    FactValue::Flag(flag) => fact.value_of_flag(flag),
                };
                assert_eq!(shown, Ok(value));
            }
        }
    }

    #[test]
    fn a_value_of_another_fact_or_kind_is_refused() {
        let code = |result: Result<Value, Error>| result.unwrap_err().code();
        assert_eq!(code(Fact::Marital.value_of_word("yes")), ErrorCode::UnknownCode);
        assert_eq!(code(Fact::Marital.value_of_flag(true)), ErrorCode::WrongType);
        assert_eq!(code(Fact::Marital.value_of_number(1)), ErrorCode::WrongType);
        assert_eq!(code(Fact::HouseholdHomeCount.value_of_number(10)), ErrorCode::OutOfRange);
        assert_eq!(code(Fact::HouseholdHomeCount.value_of_number(u64::MAX)), ErrorCode::OutOfRange);

        let widowed = Fact::Marital.value_of_word("widowed").unwrap();
        let mut facts = Facts::EMPTY;
        assert_eq!(facts.set(Fact::IsTalent, widowed).unwrap_err().code(), ErrorCode::OutOfRange);
        assert_eq!(facts, Facts::EMPTY);
    }

    #[test]
    fn facts_say_what_was_stated_and_nothing_else() {
        let facts = Facts::EMPTY
            .with_word(Fact::Marital, "married")
            .and_then(|facts| facts.with_flag(Fact::LocalHousehold, false))
            .and_then(|facts| facts.with_word(Fact::Property, "second_hand"))
            .and_then(|facts| facts.with(Fact::HouseholdHomeCount, Fact::HouseholdHomeCount.value_of_number(2)?))
            .unwrap();
        assert_eq!(facts.word(Fact::Marital), Some("married"));
        assert_eq!(facts.flag(Fact::LocalHousehold), Some(false));
        assert_eq!(facts.flag(Fact::HasGuarantor), None);
        assert_eq!(facts.flag(Fact::Marital), None);
        assert_eq!(facts.number(Fact::HouseholdHomeCount), Some(2));
        assert_eq!(facts.property(), Some(PropertyKind::SecondHand));
        assert_eq!(facts.iter().count(), 4);
        assert_eq!(facts.without(Fact::Marital).get(Fact::Marital), None);
        assert_eq!(
            format!("{facts:?}"),
            r#"{"marital": "married", "property": "second_hand", "household_home_count": "2", "local_household": "no"}"#
        );
    }

    #[test]
    fn kinds_of_property_are_the_words_of_the_fact() {
        let names: Vec<&str> = PropertyKind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names, Fact::Property.words());
        for kind in PropertyKind::ALL {
            assert_eq!(Fact::Property.word(kind.value()), Some(kind.name()));
            assert_eq!(Fact::Property.word_zh(kind.value()), Some(kind.zh()));
        }
    }

    fn any_fact() -> impl Strategy<Value = Fact> {
        prop::sample::select(Fact::ALL)
    }

    proptest! {
        #[test]
        fn facts_are_a_map_of_what_they_may_take(stated in prop::collection::vec((any_fact(), 0_u8..14, any::<bool>()), 0..40)) {
            let (mut facts, mut model) = (Facts::EMPTY, BTreeMap::new());
            for (fact, number, taken_back) in stated {
                let value = Value(number);
                prop_assert_eq!(facts.set(fact, value).is_ok(), fact.admits(value));
                if fact.admits(value) {
                    model.insert(fact, value);
                }
                if taken_back {
                    facts = facts.without(fact);
                    model.remove(&fact);
                }
            }
            prop_assert_eq!(facts.iter().collect::<Vec<_>>(), model.into_iter().collect::<Vec<_>>());
            for (fact, value) in facts.iter() {
                let read = match fact.show(value).unwrap() {
                    FactValue::Word(word) => fact.value_of_word(word),
                    FactValue::Number(number) => fact.value_of_number(number.into()),
                    FactValue::Flag(flag) => fact.value_of_flag(flag),
                };
                prop_assert_eq!(read, Ok(value));
            }
        }

        #[test]
        fn a_set_of_facts_holds_each_once_in_order(one in prop::collection::vec(any_fact(), 0..30), other in prop::collection::vec(any_fact(), 0..30)) {
            let set = |facts: &[Fact]| facts.iter().fold(FactSet::EMPTY, |set, fact| set.with(*fact));
            let both = set(&one).union(set(&other));
            let mut model = [one, other].concat();
            model.sort_unstable();
            model.dedup();
            prop_assert_eq!(both.iter().collect::<Vec<_>>(), model.clone());
            prop_assert_eq!(both.is_empty(), model.is_empty());
        }
    }
}
