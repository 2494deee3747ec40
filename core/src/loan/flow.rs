//! The table of the loan: states, steps, which leads where; nothing else. Read this first.

use super::aftercare::*;
use super::answering::*;
use super::asking::*;
use super::paying::*;
use super::rate_lock::*;
use super::repaying::*;
use super::{LoanFile, state};
use crate::case::{Context, Reason, Refusal, Stamp};
use crate::machine::{Change, Effect, In, Ledger, Listed, Move, Moved, Named, Sealed, Stay, Turned, flow, judged};

flow! {
    machine Loan, State, state, LoanFile;
    opens {}
    stages {
        /// Papers are being made ready.
        Preparing "preparing" "准备申请",
        /// On the lender's desk (HANDBOOK state 8, 9).
        UnderReview "under_review" "审批中",
        /// The lender asked for more (state 10).
        SupplementAsked "supplement_asked" "待补件",
        /// The lender sent the file back.
        Returned "returned" "退件",
        /// Approved, with conditions or changed terms; waiting for the customer (state 11, 12).
        Offered "offered" "已批复",
        /// The customer accepted.
        Accepted "accepted" "客户已接受",
        /// The loan contract is in force (state 13).
        Signed "signed" "已签约",
        /// The lender paid (state 19).
        PaidOut "paid_out" "已放款",
        /// Posted and being paid back (state 20, 21).
        Repaying "repaying" "还款中",
        /// Paid back (state 24).
        Settled "settled" "已结清",
        /// Refused or turned down (state X1).
        Declined "declined" "已拒贷/放弃",
        /// The approval lapsed (state X4).
        Lapsed "lapsed" "批复过期",
    }
    moves {
        /// Hand the file to the lender.
        HandIn "hand_in" "报卷" / HandedIn "handed_in": Preparing => UnderReview,
        /// Hand it in again after a return or a lapse: a new clock.
        Resubmit "resubmit" "重新报卷" / Resubmitted "resubmitted": Returned | Lapsed => UnderReview,
        /// The lender asks for more papers.
        AskSupplement "ask_supplement" "要求补件" / SupplementWanted "supplement_wanted": UnderReview => SupplementAsked,
        /// Answer the lender's query.
        AnswerSupplement "answer_supplement" "补件" / SupplementAnswered "supplement_answered": SupplementAsked => UnderReview,
        /// The lender sends the file back.
        ReturnFile "return_file" "退件" / FileReturned "file_returned": UnderReview | SupplementAsked => Returned,
        /// The lender approves: as asked, with conditions, or with changed terms.
        Offer "offer" "批复" / OfferMade "offer_made": UnderReview => Offered,
        /// The customer accepts the terms.
        AcceptOffer "accept_offer" "接受批复" / OfferAccepted "offer_accepted": Offered => Accepted,
        /// The customer asks for better terms.
        Appeal "appeal" "申请调整批复" / Appealed "appealed": Offered => UnderReview,
        /// The customer turns the terms down, or gives the application up.
        TurnDown "turn_down" "放弃贷款" / OfferTurnedDown "offer_turned_down": Preparing | UnderReview | SupplementAsked | Returned | Offered | Accepted | Lapsed => Declined,
        /// The lender refuses, even after approval when its re-check finds cause.
        Refuse "refuse" "拒贷" / LoanRefused "loan_refused": UnderReview | SupplementAsked | Accepted | Signed => Declined,
        /// Ask the lender to think again.
        Reconsider "reconsider" "复议" / Reconsidered "reconsidered": Declined => UnderReview,
        /// The approval lapses unused.
        Lapse "lapse" "批复过期" / ApprovalLapsed "approval_lapsed": Offered | Accepted | Signed => Lapsed,
        /// The loan contract is signed and sealed.
        SignLoan "sign_loan" "签约" / LoanSigned "loan_signed": Accepted => Signed,
        /// The lender pays.
        PayOut "pay_out" "放款" / MoneyPaidOut "money_paid_out": Signed => PaidOut,
        /// The money is on the right account and in the books.
        Post "post" "入账" / MoneyPosted "money_posted": PaidOut => Repaying,
        /// The loan is paid back.
        Settle "settle" "结清" / LoanSettled "loan_settled": Repaying => Settled,
    }
    stays {
        /// Say which branch of the lender has the file.
        NameBranch "name_branch" "登记经办网点" / BranchNamed "branch_named": Preparing | UnderReview | SupplementAsked | Returned | Offered | Accepted | Lapsed | Signed | PaidOut | Repaying,
        /// Sign before the lender's answer, as some lenders have it.
        SignEarly "sign_early" "预签合同" / SignedEarly "signed_early": Preparing | UnderReview | SupplementAsked,
        /// A condition of the approval is met.
        MeetCondition "meet_condition" "落实批复条件" / ConditionMet "condition_met": Offered | Accepted,
        /// The lender holds the rate until a day.
        LockRate "lock_rate" "登记利率锁定" / RateLocked "rate_locked": Offered | Accepted | Signed,
        /// An instalment came as due.
        RecordInstalment "record_instalment" "登记还款" / InstalmentRecorded "instalment_recorded": Repaying,
        /// The customer is behind.
        RecordArrears "record_arrears" "登记逾期" / ArrearsRecorded "arrears_recorded": Repaying,
        /// The arrears are paid.
        ClearArrears "clear_arrears" "逾期结清" / ArrearsCleared "arrears_cleared": Repaying,
        /// The customer pays before it is due.
        RecordPrepayment "record_prepayment" "登记提前还款" / PrepaymentRecorded "prepayment_recorded": Repaying,
        /// Ask the lender to take money before it is due.
        RequestPrepayment "request_prepayment" "申请提前还款" / PrepaymentRequested "prepayment_requested": Repaying,
        /// Take that back.
        CancelPrepayment "cancel_prepayment" "取消提前还款" / PrepaymentCancelled "prepayment_cancelled": Repaying,
        /// Record that the lender has set the rate anew.
        Reprice "reprice" "登记重定价" / LoanRepriced "loan_repriced": Repaying,
    }
}
