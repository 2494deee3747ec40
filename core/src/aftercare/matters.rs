//! What is open after the money, with its steps.

use super::ladder::LADDER;
use super::{Care, Matter, Step};
use crate::case::{Case, Context, File, News, Notice, Stage};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::{Loan, State};
use crate::party::PartyId;
use crate::product::{MilestoneKind, NewsKind, Role};

/// Everything that is open, loan by loan, in the order of [`Care`].
///
/// ```
/// use anjieflow::aftercare::matters;
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::date::Date;
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// assert_eq!(matters(&case, &context), []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn matters(case: &Case, context: &Context<'_>) -> Vec<Matter> {
    let file = case.file();
    let of_loan = |loan| {
        let of = Of { case, file, loan, context };
        [of.arrears(), of.prepayment(), of.repricing(), of.settlement(), of.release()]
    };
    file.loans.iter().flat_map(of_loan).flatten().collect_vec()
}

/// Who owes the loan.
const CUSTOMER: &[Role] = &[Role::Borrower, Role::CoBorrower];

struct Of<'a> {
    case: &'a Case,
    file: &'a File,
    loan: &'a Loan,
    context: &'a Context<'a>,
}

impl Of<'_> {
    fn matter(&self, kind: Care, since: Date, steps: Vec<Step>) -> Option<Matter> {
        Some(Matter { kind, loan: self.loan.id().clone(), since, steps })
    }

    /// The rungs of the ladder, those ahead too: who is behind should know what comes.
    fn arrears(&self) -> Option<Matter> {
        let (_, since) = self.loan.file().arrears?;
        let guaranteed = self.file.is_guaranteed(self.loan, self.context);
        let step = |it: &super::Rung| Step {
            name: it.name,
            zh: it.zh,
            en: it.en,
            whom: it.whom,
            from: since.add_days(i32::from(it.days)).ok(),
            done: self.told("arrears", NewsKind::ArrearsRecorded, it.tells),
        };
        let rungs = LADDER.iter().filter(|it| guaranteed || !it.guaranteed);
        self.matter(Care::Arrears, since, rungs.map(step).collect_vec())
    }

    fn prepayment(&self) -> Option<Matter> {
        let plan = self.loan.file().prepayment.as_ref()?;
        let steps = vec![
            step(
                "asked",
                "客户提出申请，确认金额、日期和减按方式",
                "the customer asks: how much, when, shorter term or smaller instalment",
                "clerk",
            )
            .done(Some(plan.asked)),
            step(
                "lender_told",
                "按合同提前告知银行，确认利息与费用",
                "tell the lender as the contract asks, and learn interest and fees",
                "clerk",
            )
            .from(plan.asked)
            .done(self.told("prepayment_request", NewsKind::PrepaymentRequested, &[Role::Bank])),
            step("money_there", "还款日17:00前存足", "the money is on the account by 17:00 of the day", "borrower")
                .from(plan.on),
            step(
                "recorded",
                "银行扣款后登记，取得新还款计划",
                "record it once the lender has debited, and fetch the new schedule",
                "clerk",
            )
            .from(plan.on),
        ];
        self.matter(Care::Prepayment, plan.asked, steps)
    }

    /// Until the customer knows.
    fn repricing(&self) -> Option<Matter> {
        let repricing = self.loan.file().repricings.last().filter(|_| self.loan.state() == State::Repaying)?;
        let since = self.news(NewsKind::LoanRepriced)?.on;
        if self.told("repricing", NewsKind::LoanRepriced, CUSTOMER).is_some() {
            return None;
        }
        let steps = vec![
            step(
                "checked",
                "按LPR与加点核对新利率和还款额",
                "check the new rate and instalment against LPR and spread",
                "clerk",
            )
            .from(since),
            step(
                "customer_told",
                "告知客户新利率、重定价月分段计息和新还款额",
                "tell the customer the rate, the split month and the new instalment",
                "clerk",
            )
            .from(since),
            step("in_force", "新利率生效", "the new rate is in force", "lender").from(repricing.from),
        ];
        self.matter(Care::Repricing, since, steps)
    }

    fn settlement(&self) -> Option<Matter> {
        let since = self.loan.reached(State::Settled).filter(|_| self.case.stage() == Stage::Repaying)?;
        let steps = vec![
            step("settled", "贷款结清", "the loan is paid back", "lender").done(Some(since)),
            step("proof", "领取结清证明", "fetch the proof of settlement", "borrower")
                .from(since)
                .done(self.paper("settlement_proof")),
            step("customer_told", "告知客户办理注销抵押", "tell the customer to have the mortgage cancelled", "clerk")
                .from(since)
                .done(self.told("settled", NewsKind::LoanSettled, CUSTOMER)),
            step("confirmed", "各笔贷款结清后确认结清", "confirm the settlement once every loan is paid back", "clerk")
                .from(since),
        ];
        self.matter(Care::Settlement, since, steps)
    }

    fn release(&self) -> Option<Matter> {
        let since = Some(self.case.since()).filter(|_| self.case.stage() == Stage::Settled)?;
        self.loan.reached(State::Settled)?;
        let steps = vec![
            step(
                "proof",
                "领取结清证明和他项权证明",
                "fetch the proof of settlement and the mortgage certificate",
                "borrower",
            )
            .from(since)
            .done(self.paper("settlement_proof")),
            step(
                "cancelled",
                "到登记机构注销抵押，不收费",
                "have the mortgage cancelled at the registry; it costs nothing",
                "registry",
            )
            .from(since)
            .done(self.reached(MilestoneKind::MortgageCancelled)),
            step("papers_back", "权证交还产权人", "hand the papers back to the owner", "clerk").from(since),
            step("closed", "登记解押，业务办结", "record the release: the case is closed", "clerk").from(since),
        ];
        self.matter(Care::Release, since, steps)
    }

    fn reached(&self, kind: MilestoneKind) -> Option<Date> {
        self.file.done_on(kind, self.context.occurred).map(|mark| mark.on)
    }

    /// When one of these was first told of what happened last, as the notices have it.
    fn told(&self, topic: &str, kind: NewsKind, roles: &[Role]) -> Option<Date> {
        let about = format!("{topic} {}", self.loan.id());
        let news = self.news(kind)?;
        let theirs = |notice: &&Notice| roles.iter().any(|role| is_of(self.file, &notice.whom, *role));
        self.file.told_of(&about, news.on, news.entry).find(theirs).map(|notice| notice.on)
    }

    fn news(&self, kind: NewsKind) -> Option<&News> {
        let own = |news: &&News| news.kind == kind && news.loan.as_ref() == Some(self.loan.id());
        self.file.news.iter().rfind(own)
    }

    fn paper(&self, kind: &str) -> Option<Date> {
        self.file.documents.iter().rfind(|paper| paper.kind.as_str() == kind).map(|paper| paper.received)
    }
}

/// A party of that role, or the role itself where it hears as one.
fn is_of(file: &File, whom: &PartyId, role: Role) -> bool {
    file.party(whom).map_or(whom.as_str() == role.name(), |party| party.role == role)
}

fn step(name: &'static str, zh: &'static str, en: &'static str, whom: &'static str) -> Step {
    Step { name, zh, en, whom, from: None, done: None }
}

impl Step {
    fn from(self, day: Date) -> Self {
        Self { from: Some(day), ..self }
    }

    fn done(self, day: Option<Date>) -> Self {
        Self { done: day, ..self }
    }
}
