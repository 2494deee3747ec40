//! The table of the case: stages, steps, which leads where; nothing else. Read this first.

use super::appointment::*;
use super::assignment::*;
use super::consent::*;
use super::deposit::{DepositRecorded, DepositReturned, RecordDeposit, ReturnDeposit};
use super::edition::*;
use super::ending::*;
use super::erasure::*;
use super::file::File;
use super::funding::*;
use super::intake::*;
use super::lending::*;
use super::life::{ChangeConfirmed, ConfirmChange, LifeEventRecorded, RecordLifeEvent};
use super::obligation::*;
use super::query::*;
use super::record::*;
use super::registering::*;
use super::review::*;
use super::shelf::{DossierLent, DossierReturned, LendDossier, ReturnDossier, Shelve, Shelved};
use super::stage;
use super::{Context, Opened, Reason, Refusal, Stamp};
use crate::loan;
use crate::machine::{Change, Effect, In, Ledger, Listed, Move, Moved, Named, Sealed, Stay, Turned, flow, judged};

flow! {
    machine Case, Stage, stage, File;
    opens {
        /// The case was opened.
        Opened "opened",
    }
    stages {
        /// The customer asks; no product is chosen (HANDBOOK states 1, 2).
        Enquiry "enquiry" "咨询受理",
        /// Papers come in (state 5).
        Collecting "collecting" "收集资料",
        /// The clerk checks the set.
        Reviewing "reviewing" "初审",
        /// Complete and consistent (state 6).
        Prechecked "prechecked" "初审通过",
        /// With the lenders (states 8 to 12).
        Applying "applying" "银行审批",
        /// Contracts are signed and sealed (state 13).
        Signing "signing" "签约",
        /// With the registry (state 15).
        Registering "registering" "抵押登记",
        /// Waiting for the money (state 18).
        Funding "funding" "待放款",
        /// The years of paying back (state 21).
        Repaying "repaying" "还款中",
        /// Paid back (state 24).
        Settled "settled" "已结清",
        /// The mortgage is cancelled (state 25).
        Released "released" "已解押",
        /// No lender lends (state X1).
        Declined "declined" "未获批",
        /// The customer gave up (state X2).
        Withdrawn "withdrawn" "客户放弃",
        /// The sale was undone (state X3).
        Rescinded "rescinded" "退房解约",
    }
    moves {
        /// Choose the lender's product: one, or a pair of a bank and a provident-fund centre.
        ChooseProduct "choose_product" "选定产品" / ProductChosen "product_chosen": Enquiry => Collecting,
        /// Ask for the clerk's own review.
        RequestReview "request_review" "提交初审" / ReviewRequested "review_requested": Collecting => Reviewing,
        /// Give the set back to the customer with its defects.
        ReturnWithDefects "return_with_defects" "退回补正" / ReturnedWithDefects "returned_with_defects": Reviewing => Collecting,
        /// Find the set complete and consistent.
        PassReview "pass_review" "初审通过" / ReviewPassed "review_passed": Reviewing => Prechecked,
        /// Open the set again: something changed after the review.
        Reopen "reopen" "重新收件" / Reopened "reopened": Prechecked => Collecting,
        /// Hand the file to the lenders.
        Submit "submit" "报卷" / Submitted "submitted": Prechecked => Applying,
        /// Leave a lender for another; the papers stay.
        ChangeLender "change_lender" "更换银行" / LenderChanged "lender_changed": Prechecked | Applying | Signing => Collecting,
        /// Every lender's terms are agreed.
        ConfirmTerms "confirm_terms" "确认批复" / TermsConfirmed "terms_confirmed": Applying => Signing,
        /// An approval fell away: back to the lenders.
        ReopenApproval "reopen_approval" "重新报批" / ApprovalReopened "approval_reopened": Signing | Registering | Funding => Applying,
        /// Take the signed contracts to the registry.
        SendToRegistry "send_to_registry" "送交登记" / SentToRegistry "sent_to_registry": Signing => Registering,
        /// All is registered that the route asks for: wait for the money.
        AwaitFunds "await_funds" "等待放款" / FundsAwaited "funds_awaited": Registering => Funding,
        /// Every loan is paid out and posted.
        BeginRepayment "begin_repayment" "进入还款" / RepaymentBegun "repayment_begun": Funding => Repaying,
        /// Every loan is paid back.
        ConfirmSettlement "confirm_settlement" "确认结清" / SettlementConfirmed "settlement_confirmed": Repaying => Settled,
        /// The mortgage is cancelled in the register.
        ReleaseMortgage "release_mortgage" "解押" / MortgageReleased "mortgage_released": Settled => Released,
        /// End a case that no lender takes, or whose buyer may not buy.
        CloseDeclined "close_declined" "拒贷结案" / CaseDeclined "case_declined": Enquiry | Applying => Declined,
        /// The customer gives up.
        Withdraw "withdraw" "客户放弃" / CaseWithdrawn "case_withdrawn": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding => Withdrawn,
        /// The sale is undone, and the loan with it.
        Rescind "rescind" "退房解约" / SaleRescinded "sale_rescinded": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying => Rescinded,
    }
    stays {
        /// Register a party.
        AddParty "add_party" "登记当事人" / PartyAdded "party_added": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// State facts of the household and the purchase.
        StateFacts "state_facts" "登记事实" / FactsStated "facts_stated": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// State numbers that limits ask for, such as the income.
        StateFigures "state_figures" "登记数据" / FiguresStated "figures_stated": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// Describe the home.
        DescribeProperty "describe_property" "登记房产" / PropertyDescribed "property_described": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// Put a paper on file.
        AddDocument "add_document" "收件" / DocumentAdded "document_added": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released,
        /// Check a paper against the original.
        CheckDocument "check_document" "审核资料" / DocumentChecked "document_checked": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Mark a milestone: opened, filed, returned, done, lapsed.
        MarkMilestone "mark_milestone" "登记节点" / MilestoneMarked "milestone_marked": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Let something come later, by leave of who may give it.
        Waive "waive" "容缺受理" / Waived "waived": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding,
        /// Promise to bring something later.
        Promise "promise" "承诺后补" / Promised "promised": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding,
        /// Take leave back that was given.
        WithdrawWaiver "withdraw_waiver" "撤销容缺" / WaiverWithdrawn "waiver_withdrawn": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding,
        /// Designate the account that receives the money.
        DesignateAccount "designate_account" "指定收款账户" / AccountDesignated "account_designated": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding,
        /// Take a step of one loan.
        StepLoan "step_loan" "贷款步骤" / LoanStepped "loan_stepped": Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// Tell somebody.
        Notify "notify" "通知" / Notified "notified": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Stop the case's own clocks.
        Suspend "suspend" "暂停" / CaseSuspended "case_suspended": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Go on.
        Resume "resume" "恢复" / CaseResumed "case_resumed": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Name the clerk who looks after the case.
        Assign "assign" "指派经办人" / Assigned "assigned": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Judge the rules of one deciding day as of another day.
        Repin "repin" "指定政策适用日" / Repinned "repinned": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// Amend what was entered wrongly, keeping both.
        Correct "correct" "更正" / RecordCorrected "record_corrected": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Ask somebody something, and wait for the answer.
        RaiseQuery "raise_query" "提出询问" / QueryRaised "query_raised": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Answer a query.
        AnswerQuery "answer_query" "答复询问" / QueryAnswered "query_answered": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Ask again.
        ReopenQuery "reopen_query" "重提询问" / QueryReopened "query_reopened": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Settle a query: nothing more is wanted.
        SettleQuery "settle_query" "了结询问" / QuerySettled "query_settled": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Make an appointment.
        MakeAppointment "make_appointment" "预约" / AppointmentMade "appointment_made": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Move an appointment to another day.
        MoveAppointment "move_appointment" "改期" / AppointmentMoved "appointment_moved": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Call an appointment off.
        CancelAppointment "cancel_appointment" "取消预约" / AppointmentCancelled "appointment_cancelled": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Say what came of an appointment.
        KeepAppointment "keep_appointment" "履约登记" / AppointmentKept "appointment_kept": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Record that somebody agreed to who gets which data for what.
        GiveConsent "give_consent" "登记同意授权" / ConsentGiven "consent_given": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Take a consent back.
        WithdrawConsent "withdraw_consent" "撤回同意" / ConsentWithdrawn "consent_withdrawn": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Record that something happened to somebody: divorce, death, another job, another name.
        RecordLifeEvent "record_life_event" "登记情况变更" / LifeEventRecorded "life_event_recorded": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Record that somebody laid a deposit down.
        RecordDeposit "record_deposit" "登记保证金" / DepositRecorded "deposit_recorded": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled,
        /// Record that a deposit came back, whole or in part.
        ReturnDeposit "return_deposit" "退还保证金" / DepositReturned "deposit_returned": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Record what the lender said to it, or that the contract was amended.
        ConfirmChange "confirm_change" "变更确认" / ChangeConfirmed "change_confirmed": Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying,
        /// Put the dossier on a shelf.
        Shelve "shelve" "上架" / Shelved "shelved": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Lend the dossier to somebody.
        LendDossier "lend_dossier" "借出档案" / DossierLent "dossier_lent": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Take the dossier back.
        ReturnDossier "return_dossier" "归还档案" / DossierReturned "dossier_returned": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Record that somebody asks for the erasure of their data.
        RequestErasure "request_erasure" "请求删除个人信息" / ErasureRequested "erasure_requested": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Take that request back.
        WithdrawErasure "withdraw_erasure" "撤回删除请求" / ErasureWithdrawn "erasure_withdrawn": Enquiry | Collecting | Reviewing | Prechecked | Applying | Signing | Registering | Funding | Repaying | Settled | Released | Declined | Withdrawn | Rescinded,
        /// Erase the personal data, once no law keeps them.
        Erase "erase" "删除个人信息" / DataErased "data_erased": Released | Declined | Withdrawn | Rescinded,
    }
}

/// The name in the trade of a command, of a case or of a loan: `hand_in` is `报卷`. `None` for a name of neither.
#[must_use]
pub fn command_zh(name: &str) -> Option<&'static str> {
    let of_case = CommandKind::named(name).map(CommandKind::zh);
    of_case.or_else(|| loan::CommandKind::named(name).map(loan::CommandKind::zh))
}
