//! Who must be told what after which step, as data: after what, about which topic, whom, by when, in which words.

use crate::error::Error;
use crate::product::{Condition, MilestoneKind, Name, Pack, Role, RuleId, SourceId};
use crate::words::{closed, identifier};
use std::borrow::Cow;
use std::fmt;

identifier! {
    /// What a notice is about, such as `offer`: with the loan behind it, it is what a recorded notice names.
    pub struct Topic ("a topic", also "_")
}

/// One rule: after this, these people hear of it.
///
/// ```
/// use anjieflow::product::{After, NewsKind, Pack};
///
/// let payout = After::Event(NewsKind::MoneyPaidOut);
/// let rule = Pack::builtin().notices.iter().find(|it| it.after == payout).unwrap();
/// assert_eq!(rule.topic.as_str(), "payout");
/// assert!(Pack::builtin().template(&rule.template).is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRule {
    /// A stable name, such as `notice/offer/borrower`, which tasks cite.
    pub id: RuleId,
    /// After what.
    pub after: After,
    /// About what: one topic follows one event.
    pub topic: Topic,
    /// Who hears of it.
    pub whom: Cow<'static, [Addressee]>,
    /// By which deadline of the pack, counted from the event.
    pub within: RuleId,
    /// What shows that everybody knows: who accepts an offer need not be told of it any more.
    pub known_after: Cow<'static, [After]>,
    /// For which cases.
    pub when: Condition,
    /// What must stand on the day besides; none when nothing must.
    pub standing: Option<Standing>,
    /// Which text tells it.
    pub template: RuleId,
    /// Why, in words for the person at the desk.
    pub note: Name,
    /// Where it was read; `None` is general knowledge of the trade.
    pub source: Option<SourceId>,
}

closed! {
    /// What stands between the parties for a while, and makes somebody concerned.
    pub enum Standing ("condition of a notice") {
        /// The developer answers for the buyer of the loan: see [`guarantee`](crate::case::guarantee).
        Guaranteed "guaranteed" "阶段性担保存续",
        /// The day of the first instalment has not passed: afterwards nobody can put the money there in time.
        FirstInstalmentAhead "first_instalment_ahead" "首期还款日未过",
        /// The lender has the file, and the consent that was withdrawn was to it.
        ConsentWasTheirs "consent_was_theirs" "撤回的同意系向该机构作出",
    }
}

/// What a notice follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum After {
    /// The milestone is filed with whoever decides it.
    Filed(MilestoneKind),
    /// The milestone was sent back.
    Returned(MilestoneKind),
    /// The milestone is done.
    Done(MilestoneKind),
    /// The milestone has fallen away.
    Lapsed(MilestoneKind),
    /// Something happens to the case or to one of its loans.
    Event(NewsKind),
}

closed! {
    /// What happens to a case or a loan that somebody may have to hear of: the names of the events themselves.
    pub enum NewsKind ("event of a notice") {
        /// The product is chosen.
        ProductChosen "product_chosen" "选定产品",
        /// The set goes back to the customer.
        ReturnedWithDefects "returned_with_defects" "退回补正",
        /// The set is with the reviewer again.
        ReviewRequested "review_requested" "提交初审",
        /// The lender is left for another.
        LenderChanged "lender_changed" "更换银行",
        /// The file is with the lender.
        HandedIn "handed_in" "报卷",
        /// The file is with the lender again.
        Resubmitted "resubmitted" "重新报卷",
        /// The lender asks for more.
        SupplementWanted "supplement_wanted" "要求补件",
        /// The lender has what it asked for.
        SupplementAnswered "supplement_answered" "补件",
        /// The lender sends the file back.
        FileReturned "file_returned" "退件",
        /// The lender approves.
        OfferMade "offer_made" "批复",
        /// The customer accepts.
        OfferAccepted "offer_accepted" "接受批复",
        /// The customer asks for better terms.
        Appealed "appealed" "申请调整批复",
        /// The customer turns the terms down.
        OfferTurnedDown "offer_turned_down" "放弃贷款",
        /// The lender says no.
        LoanRefused "loan_refused" "拒贷",
        /// The lender thinks again.
        Reconsidered "reconsidered" "复议",
        /// The approval lapses.
        ApprovalLapsed "approval_lapsed" "批复过期",
        /// The loan contract is in force.
        LoanSigned "loan_signed" "签约",
        /// The contracts go to the registry.
        SentToRegistry "sent_to_registry" "送登记",
        /// Something happened to a party, and the lender has to say anew what it said.
        LifeEventRecorded "life_event_recorded" "当事人情况变更",
        /// The lender has said it.
        ChangeConfirmed "change_confirmed" "变更确认",
        /// A consent is withdrawn after the file went out.
        ConsentWithdrawn "consent_withdrawn" "撤回同意",
        /// The lender pays.
        MoneyPaidOut "money_paid_out" "放款",
        /// The money is in the books.
        MoneyPosted "money_posted" "入账",
        /// The customer is behind.
        ArrearsRecorded "arrears_recorded" "登记逾期",
        /// The arrears are paid.
        ArrearsCleared "arrears_cleared" "逾期结清",
        /// Something is paid before it is due.
        PrepaymentRecorded "prepayment_recorded" "提前还款",
        /// Somebody wants to pay before it is due.
        PrepaymentRequested "prepayment_requested" "申请提前还款",
        /// That is taken back.
        PrepaymentCancelled "prepayment_cancelled" "取消提前还款",
        /// The rate is set anew.
        LoanRepriced "loan_repriced" "登记重定价",
        /// The loan is paid back.
        LoanSettled "loan_settled" "结清",
        /// The mortgage is cancelled.
        MortgageReleased "mortgage_released" "解押",
        /// No lender lends.
        CaseDeclined "case_declined" "拒贷结案",
        /// The customer gives up.
        CaseWithdrawn "case_withdrawn" "客户放弃",
        /// The sale is undone.
        SaleRescinded "sale_rescinded" "退房解约",
        /// The case stands still.
        CaseSuspended "case_suspended" "暂停",
        /// It goes on.
        CaseResumed "case_resumed" "恢复",
    }
}

impl NewsKind {
    /// As what an event of this name is told of, if anybody may have to hear of it. At compile time, where the name is known
    /// then.
    pub(crate) const fn of_event(name: &str) -> Option<Self> {
        let mut at = Self::ALL;
        while let [kind, rest @ ..] = at {
            if same(kind.name(), name) {
                return Some(*kind);
            }
            at = rest;
        }
        None
    }

    /// Whether it happens to one loan, so that a notice of it names the loan.
    #[must_use]
    pub const fn is_of_a_loan(self) -> bool {
        !matches!(
            self,
            Self::ProductChosen
                | Self::ReturnedWithDefects
                | Self::ReviewRequested
                | Self::LenderChanged
                | Self::SentToRegistry
                | Self::MortgageReleased
                | Self::CaseDeclined
                | Self::CaseWithdrawn
                | Self::SaleRescinded
                | Self::CaseSuspended
                | Self::CaseResumed
        )
    }
}

/// `==`, which is not yet a `const fn`.
const fn same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([a, one_left @ ..], [b, other_left @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_left, other_left);
    }
    one.is_empty() && other.is_empty()
}

impl Pack {
    /// Whether a notice of this topic names a loan; `None` when no rule has the topic.
    pub(crate) fn topic_of_a_loan(&self, topic: &str) -> Option<bool> {
        let rule = self.notices.iter().find(|rule| rule.topic.as_str() == topic)?;
        Some(matches!(rule.after, After::Event(kind) if kind.is_of_a_loan()))
    }
}

closed! {
    /// A firm or office that takes part and hands in no paper, or a department of our own.
    pub enum Office ("office") {
        /// The agency between buyer and seller.
        Agency "agency" "中介",
        /// The registry of real estate.
        Registry "registry" "不动产登记中心",
        /// The provident-fund centre.
        FundCentre "fund_centre" "公积金中心",
        /// The tax office.
        TaxOffice "tax_office" "税务机关",
        /// The notary.
        Notary "notary" "公证处",
        /// Who supervises the money of the sale.
        Supervisor "supervisor" "资金监管机构",
        /// Our own finance department.
        Finance "finance" "财务部门",
        /// Our own archive.
        Archive "archive" "档案室",
        /// The developer's sales team.
        Sales "sales" "置业顾问",
        /// The clerk of the case.
        Clerk "clerk" "经办人",
    }
}

/// Who hears of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Addressee {
    /// Every party of this role; a collective role, such as the developer, hears as one.
    Role(Role),
    /// An office or department.
    Office(Office),
    /// Whose account receives the money of the loan.
    Receiver,
}

impl Addressee {
    /// Every one there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let roles = Role::ALL.iter().copied().map(Self::Role);
        roles.chain(Office::ALL.iter().copied().map(Self::Office)).chain([Self::Receiver])
    }

    /// The stable name: that of the role or the office, or `receiver`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Role(role) => role.name(),
            Self::Office(office) => office.name(),
            Self::Receiver => "receiver",
        }
    }

    /// The name in the trade.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Role(role) => role.zh(),
            Self::Office(office) => office.zh(),
            Self::Receiver => "收款方",
        }
    }

    /// The addressee of this name.
    ///
    /// # Errors
    /// `UnknownCode` when nobody is called so.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        Self::named(name).ok_or_else(|| crate::words::unknown("addressee", name, Self::all().map(Self::name)))
    }

    /// The same for who has no use for an error.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::all().find(|it| it.name() == name)
    }
}

impl After {
    /// The milestone it is about; none of an event.
    #[must_use]
    pub const fn milestone(self) -> Option<MilestoneKind> {
        match self {
            Self::Filed(kind) | Self::Returned(kind) | Self::Done(kind) | Self::Lapsed(kind) => Some(kind),
            Self::Event(_) => None,
        }
    }

    /// What happened, in the words of the trade.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Filed(kind) | Self::Returned(kind) | Self::Done(kind) | Self::Lapsed(kind) => kind.zh(),
            Self::Event(kind) => kind.zh(),
        }
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filed(kind) => write!(f, "`{kind}` is filed"),
            Self::Returned(kind) => write!(f, "`{kind}` was sent back"),
            Self::Done(kind) => write!(f, "`{kind}` is done"),
            Self::Lapsed(kind) => write!(f, "`{kind}` has lapsed"),
            Self::Event(kind) => write!(f, "`{kind}`"),
        }
    }
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn names_of_addressees_are_different_and_read_back() {
        let mut names: Vec<&str> = Addressee::all().map(Addressee::name).collect();
        assert!(names.iter().all(|name| Addressee::from_name(name).unwrap().name() == *name));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Addressee::all().count());
        assert_eq!(Addressee::from_name("butler").unwrap_err().code(), ErrorCode::UnknownCode);
    }

    #[test]
    fn what_happens_to_a_loan_is_a_step_of_it() {
        let of_loans = [NewsKind::LifeEventRecorded, NewsKind::ChangeConfirmed, NewsKind::ConsentWithdrawn];
        assert!(of_loans.iter().all(|kind| kind.is_of_a_loan()));
        let steps = || crate::loan::CommandKind::ALL.iter().map(|it| it.event_name());
        for kind in NewsKind::ALL.iter().filter(|kind| !of_loans.contains(kind)) {
            assert_eq!(steps().any(|name| name == kind.name()), kind.is_of_a_loan(), "{kind}");
        }
        assert_eq!(Pack::builtin().topic_of_a_loan("offer"), Some(true));
        assert_eq!(Pack::builtin().topic_of_a_loan("building"), Some(false));
        assert_eq!(Pack::builtin().topic_of_a_loan("ofer"), None);
    }

    #[test]
    fn every_text_of_the_pack_is_told_by_a_rule() {
        let pack = Pack::builtin();
        for template in pack.templates.iter() {
            assert!(pack.notices.iter().any(|rule| rule.template == template.id), "{}", template.id);
        }
        assert!(pack.notices.len() > 10);
    }

    #[test]
    fn a_rule_without_its_text_or_its_deadline_is_no_rule() {
        let mut pack = Pack::BUILTIN;
        pack.templates.to_mut().retain(|it| it.id.as_str() != "letter/offer");
        let error = pack.verify().unwrap_err();
        let place = "notices[notice/offer/borrower].template";
        assert_eq!((error.code(), error.place()), (ErrorCode::UnknownCode, Some(place)));
        let mut pack = Pack::BUILTIN;
        pack.deadlines.to_mut().retain(|it| it.id.as_str() != "deadline/finance_advice");
        assert_eq!(pack.verify().unwrap_err().place(), Some("notices[notice/payout/finance].within"));
    }

    #[test]
    fn a_text_asks_for_what_its_event_can_say() {
        let mut pack = Pack::BUILTIN;
        if let Some(row) = pack.templates.to_mut().iter_mut().find(|it| it.id.as_str() == "letter/arrears") {
            (row.zh, row.en) = ("{addressee}：{papers}".into(), "{addressee}: {papers}".into());
        }
        let error = pack.verify().unwrap_err();
        assert_eq!(
            (error.code(), error.place()),
            (ErrorCode::Conflict, Some("notices[notice/arrears/borrower].template"))
        );
        let said = "the text `letter/arrears` has the blank `papers`, which no case fills after `arrears_recorded`";
        assert_eq!(error.message(), said);
    }

    #[test]
    fn one_topic_tells_of_one_event() {
        let mut pack = Pack::BUILTIN;
        if let Some(row) = pack.notices.to_mut().iter_mut().find(|it| it.topic.as_str() == "lapse") {
            row.topic = Topic::new("offer").unwrap();
        }
        assert_eq!(pack.verify().unwrap_err().code(), ErrorCode::Conflict);
    }
}
