//! Document kinds: the identifiers of the papers a case hands in, and what is known about each.

use crate::checklist::{Paper, PaperState};
use crate::date::Date;
use crate::id::id;
use crate::party::PartyId;
use crate::words::{closed, identifier};
use std::borrow::Cow;

identifier! {
    /// The kind of a paper, such as `income_cert`.
    ///
    /// An identifier, not an enum: a branch or a city may ask for a paper nobody has heard of.
    /// The kinds of the built-in pack are constants ([`DocumentKind::INCOME_CERT`]).
    pub struct DocumentKind ("a document kind", also "_")
}

/// What the pack says of one kind of document.
///
/// The texts are the pack's own, with the sources they name in square brackets. An empty
/// text means that the pack says nothing.
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
    /// What a document is about: the sections of the pack.
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

id! {
    /// A paper on file in one case: `d7` for what entry 7 of its log put there.
    DocumentId(String), "a document id"
}

/// A paper on file: what was handed in, when, and until when it is good.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// Its number in the case.
    pub id: DocumentId,
    /// What it is.
    pub kind: DocumentKind,
    /// Whose: a party, or a role that hands it in as one.
    pub holder: PartyId,
    /// When it was issued, as printed on it.
    pub issued: Option<Date>,
    /// The last day it is good for; none when it does not lapse or nobody knows.
    pub good_until: Option<Date>,
    /// The last day as printed on it.
    pub printed: Option<Date>,
    /// In which form it came; none when that was not looked at.
    pub form: Option<Form>,
    /// How many copies came; none when that was not looked at.
    pub copies: Option<u8>,
    /// How many pages it has; none when nobody counted.
    pub pages: Option<u32>,
    /// When it came.
    pub received: Date,
    /// How far it got.
    pub state: PaperState,
    /// When it was checked: since when it is found good, or last turned down; none before.
    pub checked: Option<Date>,
    /// What is wrong with it, when it was turned down.
    pub reason: Option<String>,
    /// The log entry that put it on file.
    pub entry: u32,
    /// Its last day, where something that happened to its holder ended it; an amendment does not revive it.
    pub lapsed: Option<Date>,
}

impl DocumentKind {
    /// What is filed last, after the loan: the lender's note of the payout, the proof of settlement, and the certificate of the
    /// mortgage that was cancelled. It may come to the office when the mortgage is released already.
    #[must_use]
    pub fn closes_a_dossier(&self) -> bool {
        [Self::LOAN_RECEIPT_IOU, Self::SETTLEMENT_PROOF, Self::MORTGAGE_CERT].contains(self)
    }
}

impl Document {
    /// As the checklist of a day looks at it: what was checked later had only come by then.
    #[inline]
    pub(crate) fn as_paper(&self, on: Date) -> Paper<'_> {
        let later = self.checked.is_some_and(|checked| checked > on);
        let state = if later { PaperState::Received } else { self.state };
        let earlier = |last: Option<Date>| self.lapsed.map_or(last, |day| Some(last.map_or(day, |last| last.min(day))));
        let (valid_until, printed) = (earlier(self.good_until), earlier(self.printed));
        let (issued, received) = (self.issued, Some(self.received));
        Paper { kind: &self.kind, holder: self.holder.as_str(), state, valid_until, printed, issued, received }
    }

    /// Whether it had been checked and found good by that day.
    pub(crate) fn is_accepted(&self, on: Date) -> bool {
        self.as_paper(on).state == PaperState::Accepted
    }

    /// Whether it was turned down.
    pub fn is_rejected(&self) -> bool {
        self.state == PaperState::Rejected
    }
}

closed! {
    /// In which form a paper came.
    pub enum Form ("form") {
        /// The original, handed over.
        Original "original" "原件",
        /// The original was shown, a copy kept.
        Inspected "inspected" "原件核对、留复印件",
        /// A copy only.
        Copy "copy" "复印件",
        /// An electronic paper that can be verified.
        Electronic "electronic" "电子件",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_day() -> impl Strategy<Value = Date> {
        (0_i32..60).prop_map(|day| Date::constant(2026, 3, 2).add_days(day).unwrap())
    }

    prop_compose! {
        fn any_document()(
            days in prop::collection::vec(prop::option::of(any_day()), 4),
            received in any_day(),
            state in prop::sample::select(PaperState::ALL),
        ) -> Document {
            let [good_until, printed, checked, lapsed] = days[..] else { unreachable!() };
            Document {
                id: DocumentId::new("d1").unwrap(),
                kind: DocumentKind::INCOME_CERT,
                holder: PartyId::new("b1").unwrap(),
                issued: None,
                good_until,
                printed,
                form: None,
                copies: None,
                pages: None,
                received,
                state,
                checked,
                reason: None,
                entry: 1,
                lapsed,
            }
        }
    }

    proptest! {
        #[test]
        fn a_paper_is_good_no_longer_than_what_ended_it(document in any_document(), on in any_day()) {
            let paper = document.as_paper(on);
            prop_assert_eq!(paper.valid_until, document.good_until.into_iter().chain(document.lapsed).min());
            prop_assert_eq!(paper.printed, document.printed.into_iter().chain(document.lapsed).min());
        }

        #[test]
        fn nobody_had_found_it_good_before_the_day_it_was_checked(document in any_document(), on in any_day()) {
            let known = document.checked.is_none_or(|checked| checked <= on);
            prop_assert_eq!(document.is_accepted(on), known && document.state == PaperState::Accepted);
            prop_assert!(known || document.as_paper(on).state == PaperState::Received);
        }
    }
}
