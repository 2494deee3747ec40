//! What comes of a task that nobody does.

use super::TaskKind;

impl TaskKind {
    /// What comes of it when nobody does it, in Chinese and in English.
    #[must_use]
    pub const fn consequence(self) -> (&'static str, &'static str) {
        match self {
            Self::ChaseArrears => (
                "罚息按日计收并报送征信；担保期内贷款机构可向开发商追偿",
                "penalty interest runs and the credit register hears of it; under an interim guarantee the developer pays",
            ),
            Self::AnswerSupplement => {
                ("逾期可能退件，重新报卷后重新计时", "the lender may send the file back, and its clock starts anew")
            }
            Self::PostMoney => {
                ("款项未入账，月末对账出现差异", "the month's reconciliation will not agree with the lender's list")
            }
            Self::AcceptOffer => ("批复到期失效，须重新报批", "the approval lapses and has to be asked for again"),
            Self::MeetCondition => {
                ("批复条件未落实，不予放款", "the lender does not pay before its conditions are met")
            }
            Self::SignLoan => ("批复到期前未签约即失效", "an approval that nobody signs in time lapses"),
            Self::Resubmit => ("案件停滞，已收资料陆续过期", "the file lies still while its papers go stale"),
            Self::AfterRefusal => (
                "逾期未付余款，卖方可解除合同并追究违约责任",
                "with no money by the day of the contract, the seller may rescind and claim",
            ),
            Self::CollectDocument => (
                "资料不齐不能报卷，逾期交件按合同计违约金",
                "an incomplete set is not handed in, and contracts charge for each late day",
            ),
            Self::CheckDocument => ("未审核的资料不能通过初审", "a paper that nobody has checked passes no review"),
            Self::AskFact => ("无法判断适用哪些要求，可能漏收资料", "it stays open which papers and limits apply"),
            Self::AddParty => ("缺少当事人，无从收取其资料", "nobody can be asked for the papers of that role"),
            Self::KeepPromise => ("承诺到期未补，停止放款", "a promise that is not kept stops the money"),
            Self::FillWaiver => ("容缺到期未补，后续环节关闭", "the gates that leave had opened shut again"),
            Self::ReachMilestone => ("下一环节不能办理", "the next step stays shut"),
            Self::AwaitAnswer => ("审批拖延，资料可能过期", "papers go stale while the lender is silent"),
            Self::AwaitPayment => {
                ("批复到期未放款须重新审批", "an approval that is not paid in time is asked for again")
            }
            Self::Notify => ("当事人不知情，可能误期", "somebody misses an instalment or a deadline of their own"),
            Self::TakeStep => ("条件已齐而案件停滞", "the case waits for nothing but this"),
            Self::AnswerQuery => {
                ("询问未答复，相关环节等待", "whoever asked waits, and with them what hangs on the answer")
            }
            Self::KeepAppointment => {
                ("失约须另行预约，签约和登记顺延", "a meeting that is missed is booked anew, and what it was for waits")
            }
            Self::Prepay => ("预约当日未扣款的，须重新预约", "a booking that is not carried out is made anew"),
            Self::AskConsent => (
                "未经同意不得对外提供个人信息，不能报卷或查询征信",
                "nothing goes out and no register is asked without it",
            ),
            Self::ConfirmChange => {
                ("放款机构未确认变更前不予放款", "no money before the lender has said what it makes of the change")
            }
            Self::RenewRateLock => (
                "利率不再锁定，不能签约放款，月供可能变化",
                "nobody signs or pays at a rate that is not held, and the instalment may change",
            ),
            Self::ReturnDeposit => ("保证金未退，款项被占用", "the money stays with whoever holds it"),
            Self::ReturnDossier => {
                ("档案在外，无法查阅、盘点或出具证明", "a dossier that is out cannot be looked at, counted or shown")
            }
            Self::EndCase => ("继续办理无法放款", "whatever is done besides, no money comes"),
            Self::Resume => (
                "暂停期间不能办理，法定和约定期限仍在计算",
                "nothing moves, while the deadlines of laws and contracts run on",
            ),
        }
    }
}
