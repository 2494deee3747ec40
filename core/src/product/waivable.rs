//! What may be taken later than its gate asks for it (容缺受理), from whom the leave comes, and within which limit.

use crate::date::Date;
use crate::document::{DocumentCategory, DocumentInfo, DocumentKind};
use crate::product::{Confidence, GateStep, MilestoneKind, Name, Pack, Period, RuleId, SourceId};
use crate::words::{closed, identifier};
use std::borrow::Cow;

identifier! {
    /// A row of what may be waived, such as `income-proof`.
    pub struct WaivableId ("a waiver row", also "-_")
}

closed! {
    /// Who gives leave to go on without something.
    pub enum Authority ("authority") {
        /// The lender of the loan: the bank, or the provident-fund centre.
        Lender "lender" "放款机构",
        /// The registry of real estate.
        Registry "registry" "不动产登记机构",
        /// The housing bureau, with which contracts are filed.
        HousingBureau "housing_bureau" "住建（房管）部门",
        /// The tax authority.
        TaxAuthority "tax_authority" "税务机关",
    }
}

/// One limit: these papers and milestones may be waived or promised, by these, for so long, at these steps.
///
/// What no row names cannot be waived. What the law asks in so many words no row can name: see
/// [`MilestoneKind::is_waivable`] and [`DocumentInfo::is_waivable`].
///
/// ```
/// use anjieflow::document::DocumentKind;
/// use anjieflow::product::{Authority, Pack, Owable};
///
/// let pack = Pack::builtin();
/// let row = pack.waivable(&Owable::Document(DocumentKind::INCOME_CERT), None).unwrap();
/// assert_eq!(&*row.granted_by, [Authority::Lender]);
/// assert!(pack.waivable(&Owable::Document(DocumentKind::ID_CARD), None).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waivable {
    /// Its identifier.
    pub id: WaivableId,
    /// Which papers.
    pub documents: Cow<'static, [DocumentKind]>,
    /// Which milestones.
    pub milestones: Cow<'static, [MilestoneKind]>,
    /// Who may give leave.
    pub granted_by: Cow<'static, [Authority]>,
    /// For how many calendar days at most, from the first leave given for the same thing.
    pub days_max: u16,
    /// Which gates it opens.
    pub steps: Cow<'static, [GateStep]>,
    /// Why, in words for the person at the desk.
    pub note: Name,
    /// Where it was read; `None` is general knowledge of the trade.
    pub source: Option<SourceId>,
    /// From when to when it holds.
    pub effective: Period,
    /// How far we trust it.
    pub confidence: Confidence,
}

impl Waivable {
    /// Its name among the rules, which refusals cite.
    pub(crate) fn as_rule(&self) -> RuleId {
        RuleId(self.id.0.clone())
    }
}

/// What can be owed to a case: a kind of paper, or a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Owable {
    /// A kind of paper.
    Document(DocumentKind),
    /// A milestone.
    Milestone(MilestoneKind),
}

impl Pack {
    /// The limit within which something may be waived or promised; `None` when it may not be.
    ///
    /// With a day, only rows in force on it.
    #[must_use]
    pub fn waivable(&self, what: &Owable, on: Option<Date>) -> Option<&Waivable> {
        let named = |row: &&Waivable| match what {
            Owable::Document(kind) => row.documents.contains(kind),
            Owable::Milestone(kind) => row.milestones.contains(kind),
        };
        let in_force = |row: &&Waivable| on.is_none_or(|day| row.effective.covers(day));
        self.may_be_waived(what).then(|| self.waivers.iter().find(|row| named(row) && in_force(row))).flatten()
    }

    /// Whether the law leaves room for a waiver at all.
    fn may_be_waived(&self, what: &Owable) -> bool {
        match what {
            Owable::Document(kind) => self.document(kind).is_some_and(DocumentInfo::is_waivable),
            Owable::Milestone(kind) => kind.is_waivable(),
        }
    }
}

impl DocumentInfo {
    /// Whether a row may let it be waived: never who somebody is, never the written consent to ask the credit register
    /// (征信业管理条例 art. 18), never what the registry issues.
    #[must_use]
    pub fn is_waivable(&self) -> bool {
        let by_law = matches!(self.category, DocumentCategory::Identity | DocumentCategory::Registration);
        !by_law && self.kind != DocumentKind::CREDIT_AUTHORIZATION
    }
}

impl MilestoneKind {
    /// Whether a row may let it be waived: never the consent to ask the credit register (征信业管理条例 art. 18), never a
    /// registration (Civil Code art. 402), never the last storey (银发〔2003〕121号), never the filing of the dossier.
    #[must_use]
    pub const fn is_waivable(self) -> bool {
        !matches!(
            self,
            MilestoneKind::CreditAuthorised
                | MilestoneKind::TitleTransferred
                | MilestoneKind::AdvanceNotice
                | MilestoneKind::MortgageRegistered
                | MilestoneKind::ToppedOut
                | MilestoneKind::BuildingRegistered
                | MilestoneKind::TitleIssued
                | MilestoneKind::DossierFiled
                | MilestoneKind::MortgageCancelled
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_reaches_what_the_law_asks() {
        let mut pack = Pack::BUILTIN;
        let row = pack.waivers.to_mut().first_mut().unwrap();
        row.documents.to_mut().extend([DocumentKind::ID_CARD, DocumentKind::CREDIT_AUTHORIZATION]);
        row.milestones.to_mut().extend(MilestoneKind::ALL);
        assert!(pack.waivable(&Owable::Document(DocumentKind::ID_CARD), None).is_none());
        assert!(pack.waivable(&Owable::Document(DocumentKind::CREDIT_AUTHORIZATION), None).is_none());
        assert!(pack.waivable(&Owable::Document(DocumentKind::MORTGAGE_CERT), None).is_none());
        for kind in MilestoneKind::ALL {
            let found = pack.waivable(&Owable::Milestone(*kind), None);
            assert_eq!(found.is_some(), kind.is_waivable(), "{kind}");
        }
    }

    #[test]
    fn a_row_holds_in_its_own_time() {
        let mut pack = Pack::BUILTIN;
        let (before, from) = (Date::constant(2026, 12, 31), Date::constant(2027, 1, 1));
        pack.waivers.to_mut().iter_mut().for_each(|row| row.effective.from = Some(from));
        let what = Owable::Document(DocumentKind::INCOME_CERT);
        assert!(pack.waivable(&what, Some(before)).is_none());
        assert!(pack.waivable(&what, Some(from)).is_some());
    }
}
