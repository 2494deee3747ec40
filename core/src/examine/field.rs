//! What can be read off a paper: a closed list of fields, and the values they hold.

use std::fmt;

use crate::date::Date;
use crate::error::{Error, ErrorCode, note};
use crate::identity::{BankCard, Name, ResidentId, TitleNumber, UnitNumber};
use crate::money::{Money, Rate};
use crate::party::OtherId;
use crate::property::Address;
use crate::words::unknown;

macro_rules! fields {
    ( $( $(#[$doc:meta])* $variant:ident $wire:literal $zh:literal $kind:ident; )+ ) => {
        /// A field of a paper.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $( $(#[$doc])* $variant, )+
        }

        impl Field {
            /// Every field, in the order of the table.
            pub const ALL: &'static [Field] = &[$( Field::$variant, )+];

            /// The stable name, as on the wire; a unit stands last.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Field::$variant => $wire, )+ }
            }

            /// What a Chinese clerk calls it.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( Field::$variant => $zh, )+ }
            }

            /// What it holds.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                match self { $( Field::$variant => FieldKind::$kind, )+ }
            }
        }
    };
}

fields! {
    /// The name of the paper's holder.
    Name "name" "姓名" Name;
    /// The number of the holder's identity paper, as printed.
    IdNumber "id_number" "证件号码" Number;
    /// The holder's birth date.
    BirthDate "birth_date" "出生日期" Born;
    /// The holder's sex: `male` or `female`.
    Sex "sex" "性别" Text;
    /// The holder's marital status, in the words of the fact `marital`.
    Marital "marital" "婚姻状况" Text;
    /// When the paper was issued.
    Issued "issued" "签发日期" Day;
    /// The last day it is good for, as printed.
    ValidUntil "valid_until" "有效期至" Day;
    /// When it was signed.
    SignedOn "signed_on" "签订日期" Day;
    /// When the contract was filed.
    FiledOn "filed_on" "备案日期" Day;
    /// Whether the seal that belongs on it is there, legible and of the right kind.
    Sealed "sealed" "盖章" Flag;
    /// Whether everybody has signed who must.
    Signed "signed" "签字" Flag;
    /// The number of the contract of sale.
    ContractNumber "contract_number" "合同编号" Text;
    /// The number under which it was filed.
    FilingNumber "filing_number" "备案编号" Text;
    /// Who buys.
    Buyers "buyers" "买受人" Names;
    /// Who will own.
    Owners "owners" "产权人" Names;
    /// Who mortgages.
    Mortgagors "mortgagors" "抵押人" Names;
    /// Who sells.
    Sellers "sellers" "出卖人" Names;
    /// Who owns the home before the sale.
    TitleHolders "title_holders" "原产权人" Names;
    /// Which co-owners consent to the sale.
    Consenting "consenting" "同意出售的共有人" Names;
    /// Where the home is.
    Address "address" "坐落" Address;
    /// Building and room.
    Room "room" "楼栋房号" Text;
    /// The number of the unit.
    UnitNumber "unit_number" "不动产单元号" Unit;
    /// The number of the title certificate of the home before the sale.
    TitleNumber "title_number" "不动产权证书号" Title;
    /// The floor area in hundredths of a square metre.
    Area "area" "建筑面积" Area;
    /// The number of the presale permit.
    PermitNumber "permit_number" "预售许可证号" Text;
    /// Buildings and rooms within the presale permit, written as `room` is.
    PermitRooms "permit_rooms" "预售范围" Texts;
    /// Whether a mortgage, a seizure or an objection stands on the home, other than the seller's mortgage that this sale
    /// pays off or takes along.
    Encumbered "encumbered" "抵押或查封" Flag;
    /// Whether the home is let.
    Leased "leased" "已出租" Flag;
    /// Whether the tenant waives the right to buy first.
    TenantWaives "tenant_waives" "承租人放弃优先购买权" Flag;
    /// The price of the home, without decoration.
    Price "price_fen" "房屋总价" Amount;
    /// What the appraisal says.
    Appraisal "appraisal_fen" "评估价" Amount;
    /// The whole down payment.
    DownPayment "down_payment_fen" "首付款" Amount;
    /// What the contract of sale says will be borrowed, all loans together.
    Loan "loan_fen" "贷款金额" Amount;
    /// Other sums that the contract counts into the price.
    OtherSums "other_sums_fen" "其他款项" Amount;
    /// What one receipt or one slip is over.
    Paid "paid_fen" "付款金额" Amount;
    /// When that was paid.
    PaidOn "paid_on" "付款日期" Day;
    /// Who paid it.
    Payer "payer" "付款人" Name;
    /// What is in supervision.
    Supervised "supervised_fen" "监管金额" Amount;
    /// Whom the holder works for: the employer on a certificate, the payer of wages, the withholding agent.
    Employer "employer" "工作单位" Name;
    /// The monthly income that is certified.
    IncomeCertified "income_certified_fen" "证明月收入" Means;
    /// The monthly income that statements or tax records support.
    IncomeSupported "income_supported_fen" "可佐证月收入" Means;
    /// When somebody allowed the query of the credit record.
    AuthorisedOn "authorised_on" "授权日期" Day;
    /// When the credit record was queried.
    QueriedOn "queried_on" "查询日期" Day;
    /// Whose account it is.
    AccountHolder "account_holder" "户名" Name;
    /// The number of the account or card.
    Card "card" "账号" Card;
    /// The class of the account: 1, 2 or 3.
    AccountClass "account_class" "账户类别" Count;
    /// What the lender grants.
    Granted "granted_fen" "批准金额" Amount;
    /// For how many months.
    GrantedMonths "granted_months" "批准期限" Count;
    /// At which yearly rate.
    GrantedRate "granted_rate_millionths" "批准利率" Rate;
    /// What was paid out, as the credit advice says.
    Credited "credited_fen" "到账金额" Amount;
    /// When.
    CreditedOn "credited_on" "到账日期" Day;
    /// On which account.
    CreditedCard "credited_card" "到账账号" Card;
}

impl Field {
    /// The field of this name.
    ///
    /// # Errors
    /// `UnknownCode` when no field is called so.
    pub fn from_name(name: &str) -> Result<Field, Error> {
        let found = Self::ALL.iter().copied().find(|field| field.name() == name);
        found.ok_or_else(|| unknown("field of a paper", name, Self::ALL.iter().map(|field| field.name())))
    }

    /// The name in words, without its unit.
    pub(super) fn en(self) -> String {
        let name = self.name();
        let bare = ["_fen", "_millionths"].iter().find_map(|unit| name.strip_suffix(unit));
        bare.unwrap_or(name).replace('_', " ")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

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

    /// What nobody is known by.
    fn plain(&self) -> String {
        match self {
            Value::Amount(amount) => amount.to_string(),
            Value::Day(day) => day.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Area(area) => format!("{}.{:02} m²", area / 100, area % 100),
            Value::Rate(rate) => rate.to_string(),
            Value::Flag(flag) => flag.to_string(),
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
    parts.collect::<Vec<_>>().join(", ")
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

    #[test]
    fn every_field_is_found_by_its_name() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Ok(*field));
        }
        assert_eq!(Field::from_name("colour").unwrap_err().code(), ErrorCode::UnknownCode);
        assert_eq!(Field::GrantedRate.en(), "granted rate");
    }
}
