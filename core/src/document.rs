//! Document kinds: the identifiers of the papers a case hands in, and what is known about each.

use crate::product::words::{closed, identifier};
use std::borrow::Cow;

identifier! {
    /// The kind of a paper, such as `income_cert`.
    ///
    /// An identifier, not an enum: a branch or a city may ask for a paper nobody has heard of.
    /// The kinds of the built-in catalogue are constants ([`DocumentKind::INCOME_CERT`]).
    pub struct DocumentKind ("a document kind", also "_")
}

/// What the catalogue says of one kind of document.
///
/// The texts are the catalogue's own, with the sources they name in square brackets. An empty
/// text means that the catalogue says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Which kind.
    pub kind: DocumentKind,
    /// Its Chinese name, as printed on it.
    pub zh: Cow<'static, str>,
    /// Its English name.
    pub en: Cow<'static, str>,
    /// What it is about.
    pub category: DocumentCategory,
    /// Who has it or issues it.
    pub supplied_by: Cow<'static, str>,
    /// Original, copy, stamped page, and so on.
    pub form: Cow<'static, str>,
    /// How many days it is usually good for. A default to start from, never a law.
    pub default_validity_days: Option<u16>,
    /// Where that clock comes from, or what must still be true of it.
    pub validity_note: Cow<'static, str>,
    /// Who looks at it.
    pub checked_by: Cow<'static, str>,
    /// What it must agree with.
    pub consistency_checks: Cow<'static, str>,
}

closed! {
    /// What a document is about: the sections of the catalogue.
    pub enum DocumentCategory ("document category") {
        /// Who somebody is.
        Identity "identity" "身份",
        /// Marriage, kinship, guardianship.
        Family "family" "家庭",
        /// What somebody earns or owns.
        Income "income" "收入",
        /// What somebody owes, and the consent to look it up.
        Credit "credit" "征信",
        /// The lender's own forms.
        BankForm "bank_form" "银行表格",
        /// The sale, and the money paid for it.
        Purchase "purchase" "购房",
        /// What the seller of a second-hand home brings.
        Seller "seller" "卖方",
        /// The home: searches, appraisals.
        Property "property" "房产",
        /// Taxes paid.
        Tax "tax" "税费",
        /// What the developer brings.
        Developer "developer" "开发商",
        /// The provident fund's own papers.
        ProvidentFund "provident_fund" "公积金",
        /// Loan, security, conversion.
        Collateral "collateral" "贷款与担保",
        /// What the registry issues or asks for.
        Registration "registration" "登记",
    }
}
