//! The order of things as data: what a route's gates ask before each step may be taken.
//!
//! Off-plan, the sequence is contract, loan, advance notice, money, and years later title and mortgage;
//! second-hand, approval, transfer, mortgage, money. The stages of a case are the same for all; the
//! gates differ, and they are rows, not code.

use crate::collect::CollectVec;
use crate::fact::{Fact, Facts, PropertyKind};
use crate::product::{Condition, Name, ProductKind, RuleId, SourceId, Truth};
use crate::words::{closed, identifier};
use std::borrow::Cow;

closed! {
    /// Something that must happen on the way, outside the lender's decision.
    ///
    /// Closed: a case may reach only what the flow knows how to record. Whether a milestone is
    /// asked at all, and before which step, is the route's business.
    pub enum MilestoneKind ("milestone") {
        /// The household may buy here (限购); whether it may borrow is another question.
        EligibilityChecked "eligibility_checked" "购房资格核验",
        /// The sale contract is signed online and has its number.
        ContractSigned "contract_signed" "网签",
        /// The sale contract is filed with the housing bureau, within 30 days of its signing
        /// (城市商品房预售管理办法 art. 10).
        ContractFiled "contract_filed" "备案",
        /// The down payment is paid, to the right account.
        DownPaymentPaid "down_payment_paid" "首付",
        /// The lender has met all borrowers, spouses and owners in person (个人贷款管理办法, 2024).
        Interviewed "interviewed" "面签",
        /// The borrower has agreed in writing that the credit register is asked (征信业管理条例
        /// art. 18).
        CreditAuthorised "credit_authorised" "征信授权",
        /// The register has been searched for seizures, mortgages and owners.
        TitleSearched "title_searched" "查册",
        /// The appraiser has reported.
        Appraised "appraised" "评估",
        /// The buyer's money lies in a supervised account.
        FundsSupervised "funds_supervised" "资金监管",
        /// The seller's own loan is paid off and its mortgage cancelled.
        SellerPaidOff "seller_paid_off" "赎楼",
        /// The lender of the old loan agrees to be paid before its time: the borrower's own old loan in a conversion,
        /// the seller's in a transfer with the mortgage in place.
        EarlySettlementAgreed "early_settlement_agreed" "同意提前结清",
        /// Months of the old loan's instalments lie ready at its bank, so that it does not fall behind meanwhile.
        InstalmentsDeposited "instalments_deposited" "预存月供",
        /// The mortgagee of the old mortgage knows of the sale (Civil Code art. 406).
        MortgageeInformed "mortgagee_informed" "通知抵押权人",
        /// What the new loan does not cover of the old one is paid by the borrower.
        ShortfallPaid "shortfall_paid" "补足差额",
        /// The old loan is settled, and its lender says so.
        OldLoanSettled "old_loan_settled" "旧贷结清",
        /// The old mortgage has left the register.
        OldMortgageCancelled "old_mortgage_cancelled" "旧抵押注销",
        /// The title stands in the buyer's name.
        TitleTransferred "title_transferred" "过户",
        /// The home is insured.
        Insured "insured" "保险",
        /// Powers, names or contracts are notarised.
        Notarised "notarised" "公证",
        /// The developer's interim guarantee is in force.
        GuaranteeGiven "guarantee_given" "阶段性担保",
        /// The advance notices of purchase and of mortgage are registered. They protect a right to
        /// come, and lapse 90 days after the final registration became possible (Civil Code art. 221).
        AdvanceNotice "advance_notice" "预告登记/预抵押",
        /// The mortgage is registered; only now does it exist (Civil Code art. 402).
        MortgageRegistered "mortgage_registered" "抵押登记",
        /// The mortgage is registered behind the old one (Civil Code art. 414: paid in the order of registration).
        SecondRankRegistered "second_rank_registered" "顺位抵押登记",
        /// The old mortgage is gone, and this one stands first.
        RankMovedUp "rank_moved_up" "顺位升为第一",
        /// The same bank's mortgage is changed to the buyer's debt, and lives on.
        MortgageChanged "mortgage_changed" "抵押权变更登记",
        /// The building has reached its last storey: since 2003 lenders may not pay before
        /// (银发〔2003〕121号, 银发〔2007〕359号).
        ToppedOut "topped_out" "主体封顶",
        /// The lender has looked at the credit register again before paying.
        CreditRechecked "credit_rechecked" "放款前二次征信",
        /// The lender has quota, or the fund has money, for this payout.
        QuotaGranted "quota_granted" "额度/排队",
        /// The building has its first registration.
        BuildingRegistered "building_registered" "首次登记/大产证",
        /// The home is handed over to the buyer: from then on its seller owes the title.
        HandedOver "handed_over" "交房",
        /// The buyer's title certificate is issued.
        TitleIssued "title_issued" "办证",
        /// The file is indexed and handed over.
        DossierFiled "dossier_filed" "归档",
        /// The interim guarantee is released, and the deposit is back.
        GuaranteeReleased "guarantee_released" "担保解除",
        /// The mortgage is cancelled after settlement.
        MortgageCancelled "mortgage_cancelled" "注销抵押",
    }
}

impl MilestoneKind {
    /// Whether it is reached with one lender and means nothing to another: its interview, the authorisation given to
    /// it, its credit check, its quota, the guarantee given to it, the notice and the mortgage registered for it, in
    /// whatever rank.
    ///
    /// What the lender of an old loan agreed to or was paid stays, whoever lends next.
    #[must_use]
    pub const fn is_lender_bound(self) -> bool {
        matches!(
            self,
            MilestoneKind::Interviewed
                | MilestoneKind::CreditAuthorised
                | MilestoneKind::GuaranteeGiven
                | MilestoneKind::AdvanceNotice
                | MilestoneKind::MortgageRegistered
                | MilestoneKind::SecondRankRegistered
                | MilestoneKind::RankMovedUp
                | MilestoneKind::MortgageChanged
                | MilestoneKind::CreditRechecked
                | MilestoneKind::QuotaGranted
        )
    }
}

closed! {
    /// A step of the case that has a gate, in the order a case meets them.
    pub enum GateStep ("gate") {
        /// Ask for the pre-check.
        RequestReview "request_review" "提请初审",
        /// Pass the pre-check.
        PassReview "pass_review" "初审通过",
        /// Hand the file to the lender.
        Submit "submit" "报卷",
        /// Agree to the terms granted.
        ConfirmTerms "confirm_terms" "确认批复",
        /// Send the signed contracts to the registry.
        SendToRegistry "send_to_registry" "送件登记",
        /// Join the queue for the money.
        AwaitFunds "await_funds" "待放款",
        /// The lender pays.
        PayOut "pay_out" "放款",
        /// The loan begins to be repaid.
        BeginRepayment "begin_repayment" "开始还款",
        /// The loan is paid back in full.
        ConfirmSettlement "confirm_settlement" "结清",
        /// The home is free.
        Release "release" "解押",
    }
}

closed! {
    /// How far the papers due by then must be.
    pub enum Readiness ("state of papers") {
        /// Handed in.
        Received "received" "已收",
        /// Looked at, and found good.
        Accepted "accepted" "已验",
    }
}

closed! {
    /// What the data are used for; each purpose is agreed to by itself.
    pub enum Purpose ("purpose") {
        /// The file goes to a lender.
        LoanApplication "loan_application" "报送贷款申请",
        /// The credit register is asked; the consent must be written.
        CreditQuery "credit_query" "征信查询",
        /// The home is valued.
        Appraisal "appraisal" "房产评估",
        /// Title and mortgage are registered.
        Registration "registration" "不动产登记",
        /// The sale is signed online and filed.
        SaleFiling "sale_filing" "网签备案",
        /// The loan is looked after until it is paid back.
        AfterCare "after_care" "贷后管理",
    }
}

identifier! {
    /// A route of the pack, such as `commercial/second_hand` or `conversion/titled_home/direct`.
    pub struct RouteId ("a route", also "-_/")
}

/// The way one kind of product goes for one kind of property, when the facts are such.
///
/// ```
/// use anjieflow::fact::{Fact, Facts};
/// use anjieflow::product::{Pack, GateStep, MilestoneKind, Need, ProductKind};
///
/// let facts = Facts::EMPTY.with_word(Fact::Property, "presale")?;
/// let way = Pack::builtin().route(ProductKind::Commercial, &facts);
/// let route = way.found().unwrap();
/// let line = &route.gate(GateStep::AwaitFunds)[0];
/// assert_eq!(line.need, Need::Done(MilestoneKind::AdvanceNotice));
/// assert_eq!(line.id.as_str(), "commercial/presale/await_funds/advance_notice");
/// assert!(route.gate(GateStep::ConfirmSettlement).is_empty());
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its identifier.
    pub id: RouteId,
    /// What it is called.
    pub name: Name,
    /// The kind of product that goes this way.
    pub product_kind: ProductKind,
    /// The kind of property.
    pub property: PropertyKind,
    /// When a case goes this way. Without a condition it is the way of every case that no other route claims.
    pub when: Condition,
    /// What each step asks; a step without a gate asks nothing.
    pub gates: Cow<'static, [Gate]>,
    /// Which milestone can only follow which other.
    pub sequences: Cow<'static, [Sequence]>,
    /// Where the trade describes it.
    pub source: Cow<'static, str>,
}

impl Route {
    /// Its name among the rules: refusals cite it while a fact decides between ways.
    pub(crate) fn as_rule(&self) -> RuleId {
        RuleId(self.id.0.clone())
    }

    pub(crate) fn is_ordinary(&self) -> bool {
        self.when == Condition::Always
    }

    /// What must be true before a step may be taken, in the order it is reported.
    #[must_use]
    pub fn gate(&self, step: GateStep) -> &[GateLine] {
        self.gates.iter().find(|gate| gate.step == step).map_or(&[], |gate| &gate.lines)
    }

    /// What must be done before a milestone can be, on this route.
    pub fn before(&self, milestone: MilestoneKind) -> impl Iterator<Item = &Sequence> {
        self.sequences.iter().filter(move |sequence| sequence.then == milestone)
    }

    /// Every milestone this route mentions, once, in the order of [`MilestoneKind::ALL`].
    #[must_use]
    pub fn milestones(&self) -> Vec<MilestoneKind> {
        let lines = self.gates.iter().flat_map(|gate| gate.lines.iter());
        let asked = lines.filter_map(|line| line.need.milestone()).collect_vec();
        let ordered = |kind: &MilestoneKind| {
            self.sequences.iter().any(|sequence| sequence.first == *kind || sequence.then == *kind)
        };
        let mentioned = |kind: &MilestoneKind| asked.contains(kind) || ordered(kind);
        MilestoneKind::ALL.iter().copied().filter(mentioned).collect_vec()
    }
}

/// Which route a loan goes.
///
/// ```
/// use anjieflow::fact::{Fact, Facts};
/// use anjieflow::product::{Pack, ProductKind, Way};
///
/// let home = Facts::EMPTY.with_word(Fact::Property, "titled_home")?;
/// let way = Pack::builtin().route(ProductKind::Conversion, &home);
/// assert_eq!(way, Way::Unknown(vec![Fact::ConversionMode]));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way<'c> {
    /// This one.
    Route(&'c Route),
    /// It cannot be said before these facts are known.
    Unknown(Vec<Fact>),
    /// None is known.
    None,
}

impl<'c> Way<'c> {
    /// The route, where it is known.
    #[must_use]
    pub fn found(&self) -> Option<&'c Route> {
        match self {
            Way::Route(route) => Some(route),
            Way::Unknown(_) | Way::None => None,
        }
    }

    /// Which of the routes the facts choose.
    ///
    /// A route whose condition holds goes before one without a condition: special ways are for cases that say they
    /// are special, and a case that says nothing goes the ordinary way. Where there is no ordinary way, it is asked.
    pub(super) fn among(routes: impl Iterator<Item = &'c Route> + Clone, facts: &Facts) -> Way<'c> {
        let (mut ordinary, mut special) = (routes.clone().filter(|it| it.is_ordinary()), routes.clone());
        match special.find(|it| !it.is_ordinary() && it.when.holds(facts) == Truth::Yes).or_else(|| ordinary.next()) {
            Some(route) => Way::Route(route),
            None => Way::open(routes.flat_map(|it| it.when.unknown_facts(facts)).collect_vec()),
        }
    }

    fn open(mut facts: Vec<Fact>) -> Way<'c> {
        facts.sort_unstable();
        facts.dedup();
        if facts.is_empty() { Way::None } else { Way::Unknown(facts) }
    }
}

/// Everything one step asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Before which step.
    pub step: GateStep,
    /// What must be true.
    pub lines: Cow<'static, [GateLine]>,
}

/// One line of a gate: what is asked, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateLine {
    /// A stable name for the line, which refusals and answers cite.
    pub id: RuleId,
    /// What must be true.
    pub need: Need,
    /// Why, in words for the person at the desk.
    pub note: Name,
    /// Where the reason comes from; `None` is general knowledge of the trade.
    pub source: Option<SourceId>,
}

/// What must be true before a step. Closed: the case must know how to judge each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// The milestone is filed with whoever decides it, or further.
    Filed(MilestoneKind),
    /// The milestone is done.
    Done(MilestoneKind),
    /// If the milestone was opened at all, it is done: what only some cases meet (a quota queue, a
    /// notary, the seller's old loan).
    DoneIfOpened(MilestoneKind),
    /// Every paper due at or before the step is this far.
    Papers(Readiness),
    /// Everybody whose data are used has agreed that the lender gets them for this.
    Consented(Purpose),
}

impl Need {
    /// The milestone it is about, if any.
    #[must_use]
    pub const fn milestone(self) -> Option<MilestoneKind> {
        match self {
            Need::Filed(kind) | Need::Done(kind) | Need::DoneIfOpened(kind) => Some(kind),
            Need::Papers(_) | Need::Consented(_) => None,
        }
    }

    /// The stable name of the kind, as written in the data: `filed`, `done`, `done_if_opened`, `papers`,
    /// `consented`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Need::Filed(_) => "filed",
            Need::Done(_) => "done",
            Need::DoneIfOpened(_) => "done_if_opened",
            Need::Papers(_) => "papers",
            Need::Consented(_) => "consented",
        }
    }
}

/// One milestone can be done only after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// A stable name for it, which refusals cite.
    pub id: RuleId,
    /// What must be done first.
    pub first: MilestoneKind,
    /// What may be done then.
    pub then: MilestoneKind,
    /// Why.
    pub note: Name,
    /// Where the reason comes from; `None` is general knowledge of the trade.
    pub source: Option<SourceId>,
}
