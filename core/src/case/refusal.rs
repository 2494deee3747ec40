//! Every reason to say no: a stable code, a message, what would help.

use crate::collect::CollectVec;
use std::fmt;

use super::told::{Field, filled};
use crate::date::Date;
use crate::fact::Fact;
use crate::money::Money;
use crate::order;
use crate::product::{Pack, Product, RuleId};

pub use super::told::Detail;

/// A command was understood and the answer is no.
///
/// It lists every reason at once, in the order of [`Reason`]'s table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The command that was refused.
    pub command: &'static str,
    /// Where the case is.
    pub stage: &'static str,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
}

impl Refusal {
    /// Orders the reasons by the table and says each once.
    pub(crate) fn new(command: &'static str, stage: &'static str, reasons: Vec<Reason>) -> Self {
        let mut kept: Vec<Reason> = Vec::with_capacity(reasons.len());
        for reason in each_once(reasons) {
            order::insert(&mut kept, reason, Reason::rank);
        }
        Self { command, stage, reasons: kept }
    }

    /// The codes of the reasons, in order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.reasons.iter().map(Reason::code)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` refused in stage `{}`: ", self.command, self.stage)?;
        for (index, reason) in self.reasons.iter().enumerate() {
            let gap = if index == 0 { "" } else { "; " };
            write!(f, "{gap}{reason}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

/// Each reason once: what several rules ask in the same words is one reason, which cites them all.
pub(crate) fn each_once(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut kept: Vec<Reason> = Vec::with_capacity(reasons.len());
    for reason in reasons {
        if !kept.iter_mut().any(|other| other.takes_in(&reason)) {
            kept.push(reason);
        }
    }
    kept
}

/// A reason's words, as they stand in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReasonWords {
    /// The stable code.
    pub code: &'static str,
    /// The message, with the fields in braces.
    pub message: &'static str,
    /// What would help.
    pub advice: &'static str,
    /// The message in Chinese.
    pub zh: &'static str,
    /// What would help, in Chinese.
    pub advice_zh: &'static str,
}

macro_rules! reasons {
    ($(
        $(#[$doc:meta])*
        $name:ident { $($field:ident: $type:ty),* } $code:literal, $message:literal, $advice:literal, $zh:literal, $advice_zh:literal;
    )+) => {
        /// One reason to say no.
        ///
        /// Closed on purpose: a caller may want to handle every one. The order here is the order in a [`Refusal`].
        ///
        /// A reason that a row of the pack stands behind cites it: [`Reason::rules`], explained by [`Pack::explain`].
        /// `rule` is the one row that asks. `rules` are all that ask the same, in the order of the lists and gates: a fact
        /// that five rows wait for is one reason. What the flow, the log and the record themselves ask cites none: a
        /// step that is not listed, a day out of order, what is not there or was done already, what a lender wrote. So
        /// does what the pack lacks: an unknown product, no route, no leave.
        #[derive(Clone, Debug, Eq)]
        pub enum Reason {
            $($(#[$doc])* $name {
                $(#[allow(missing_docs, reason = "the message names each field")] $field: $type,)*
            },)+
        }

        impl Reason {
            /// Every code, in the order of precedence.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)+ }
            }

            /// Every reason with its words, in the order of precedence: what stands in braces is filled in.
            pub const TABLE: &'static [ReasonWords] = &[$(ReasonWords {
                code: $code, message: $message, advice: $advice, zh: $zh, advice_zh: $advice_zh,
            }),+];

            /// Message, advice, and both in Chinese: a line each. One text a reason takes a fifth of the pointers.
            const WORDS: &'static [&'static str] =
                &[$(concat!($message, "\n", $advice, "\n", $zh, "\n", $advice_zh)),+];

            /// Its place in the order of precedence.
            fn rank(&self) -> usize {
                match self { $(Self::$name { .. } => Rank::$name as usize,)+ }
            }

            /// The values behind the message, by name and in order.
            fn fields(&self) -> Vec<(&'static str, Field<'_>)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.into())),*],)+ }
            }
        }

        /// The reasons, without what they carry.
        enum Rank { $($name),+ }

        // The compiler looks whether every brace of a message names a field.
        const _: fn() = || {
            $({
                $(#[allow(unused_variables, reason = "a message may leave a field out")] let $field = "";)*
                let _ = (format_args!($message), format_args!($zh));
            })+
        };
    };
}

reasons! {
    /// The flow does not list the command for this stage.
    NotHere { command: String, stage: String } "not_here",
        "`{command}` is not a step out of stage `{stage}`", "ask `allowed` for the steps of this stage",
        "阶段“{stage}”没有“{command}”这一步", "查看 allowed 列出的当前可办步骤";
    /// Everything that moves waits while the case is suspended.
    Suspended { since: Date } "suspended",
        "the case is suspended since {since}", "resume it first",
        "业务自{since}起暂停", "先恢复办理";
    /// It is said to have happened while the case stood still.
    StoodStill { since: Date, until: Date } "stood_still",
        "the case stood still from {since} to {until}", "give the right day: before it stopped, or after it went on",
        "业务在{since}至{until}期间暂停，该期间不能办理", "填写暂停之前或恢复之后的正确日期";
    /// It is said to have happened after today.
    FutureDate { occurred: Date, today: Date } "future_date",
        "it is said to have happened on {occurred}, after today, {today}", "give the day it happened, or record it then",
        "发生日期{occurred}晚于今天{today}", "填写实际发生的日期，或到时再登记";
    /// Recorded before an earlier entry was.
    RecordedBack { today: Date, last: Date } "recorded_back",
        "today is given as {today}, but the last entry was recorded on {last}", "check the date of the machine that records",
        "记录日期{today}早于上一条的{last}", "检查登记所用机器的日期";
    /// A step of the flow cannot have happened before the one it follows.
    OutOfOrder { occurred: Date, last: Date } "out_of_order",
        "it is said to have happened on {occurred}, before the step it follows, {last}", "give the right day, or correct the earlier entry",
        "发生日期{occurred}早于前一步的{last}", "填写正确日期，或更正前一条记录";
    /// The log of the case could not be read again.
    LogFull { entries: u32 } "log_full",
        "the case has {entries} entries, and no log of more is read", "no case has so many: look at what takes these steps",
        "本业务已有{entries}条记录，达到日志上限", "正常业务不会有这么多记录，检查是什么程序在反复登记";
    /// An entry with personal fields needs a salt.
    SaltMissing { command: String } "salt_missing",
        "`{command}` holds personal fields and the context has no salt", "give 16 fresh random bytes as the salt",
        "“{command}”含个人信息，缺少随机盐值", "提供16字节的新随机盐值";

    /// No party of that id, and no role that hands in papers as one.
    UnknownParty { party: String } "unknown_party",
        "the case has no party `{party}`", "add the party first, or name one that the case has",
        "本业务没有当事人“{party}”", "先登记该当事人，或指明已登记的当事人";
    /// The id is taken.
    DuplicateParty { party: String } "duplicate_party",
        "the case has a party `{party}` already", "choose another id, or correct the earlier entry",
        "当事人编号“{party}”已被占用", "换一个编号，或更正原记录";
    /// Nobody in the case has the role. Without a rule: every case has a borrower.
    MissingParty { role: String, rules: Vec<RuleId> } "missing_party",
        "no party of the case is the `{role}`{rules}", "add that party",
        "尚未登记当事人：{role}", "登记该当事人";
    /// A minor may own a home but not borrow.
    UnderAge { party: String, age: u32, minimum: u32, rules: Vec<RuleId> } "under_age",
        "party `{party}` is {age} years old, the product asks for {minimum}{rules}", "name another borrower; a minor may own but not borrow",
        "“{party}”年龄{age}岁，低于产品要求的{minimum}岁", "换一位借款人；未成年人可以是产权人，不能借款";
    /// The answer depends on something nobody has said.
    UnknownFact { fact: String, rules: Vec<RuleId> } "unknown_fact",
        "the case does not say `{fact}`{rules}", "ask, and state the fact",
        "事实未说明：{fact}", "询问客户并登记";
    /// The home is not described.
    MissingProperty { command: String } "missing_property",
        "`{command}` needs the home's price and address", "describe the property first",
        "尚未登记房产的地址与价格", "先登记房产";

    /// The pack has no such product.
    UnknownProduct { product: String } "unknown_product",
        "the pack has no product `{product}`", "ask for the list of products",
        "产品目录中没有“{product}”", "查询产品目录";
    /// The lender has published no list of papers for it.
    NotPublished { product: String, rule: RuleId } "not_published",
        "no list of papers is published for `{product}`", "ask the lender for its list and load it as a pack",
        "“{product}”未公布资料清单", "向该机构索取资料清单，作为规则包载入";
    /// The product is not for this kind of home.
    PropertyMismatch { product: String, property: String, rule: RuleId } "property_mismatch",
        "`{product}` is not for a `{property}` home", "choose a product for this kind of home",
        "“{product}”不适用于{property}", "选择适用于这类房产的产品";
    /// No route says in which order this kind of loan goes for this kind of home.
    NoRoute { product: String, property: String } "no_route",
        "no route is known for `{product}` and a `{property}` home", "load a pack that has one",
        "没有“{product}”办理{property}的路径", "载入含有该路径的规则包";
    /// Longer than the product allows.
    TermOverLimit { product: String, asked: u32, maximum: u32, rule: RuleId } "term_over_limit",
        "{asked} months asked, `{product}` allows {maximum}, rule `{rule}`", "ask for a shorter term",
        "申请期限{asked}个月，超过“{product}”上限{maximum}个月", "缩短申请期限";
    /// Nothing, or less.
    AmountNotPositive { amount: Money } "amount_not_positive",
        "an amount of {amount} yuan is not above zero", "give the amount that is asked or granted",
        "金额{amount}元须大于零", "填写申请或批准的金额";
    /// More than the home costs.
    AmountOverPrice { amount: Money, price: Money } "amount_over_price",
        "{amount} yuan of loan for a home of {price} yuan", "ask for less, or correct the price",
        "贷款金额{amount}元超过房价{price}元", "减少贷款金额，或更正房价";
    /// A case has one loan, or two of different lenders' kinds.
    LoansMismatch { count: u32 } "loans_mismatch",
        "{count} loans asked, but a case has one, or one of a bank and one of a provident-fund centre", "ask for one loan, or for a combined pair",
        "一笔业务只能有一笔贷款，或商业与公积金各一笔（现为{count}笔）", "申请一笔贷款，或商业与公积金组合";

    /// A paper is not on file.
    MissingDocument { document: String, holder: String, rule: RuleId } "missing_document",
        "`{document}` of `{holder}` is missing, rule `{rule}`", "ask for it and put it on file",
        "缺少资料：{holder}的{document}", "向客户收取并登记";
    /// A paper is on file and nobody has checked it.
    DocumentUnchecked { document: String, holder: String, rule: RuleId } "document_unchecked",
        "`{document}` of `{holder}` has not been checked, rule `{rule}`", "check it against the original",
        "资料未审核：{holder}的{document}", "与原件核对";
    /// A paper was turned down.
    DocumentRejected { document: String, holder: String, rule: RuleId } "document_rejected",
        "`{document}` of `{holder}` was turned down, rule `{rule}`", "get a better one",
        "资料不合格：{holder}的{document}", "重新收取合格的资料";
    /// A paper has lapsed. Without a rule: one that has lapsed is not found good, whoever asks for it.
    DocumentExpired { document: String, holder: String, expired: Date, rules: Vec<RuleId> } "document_expired",
        "`{document}` of `{holder}` was good until {expired}{rules}", "get a fresh one",
        "资料已过期：{holder}的{document}，有效期至{expired}", "重新开具";
    /// No paper of that number.
    UnknownDocument { document: String } "unknown_document",
        "the case has no paper `{document}`", "name a paper that is on file",
        "没有编号为“{document}”的资料", "指明已登记的资料";
    /// The pack does not know this kind of paper.
    UnknownDocumentKind { kind: String } "unknown_document_kind",
        "the pack has no kind of paper `{kind}`", "use a kind of the pack",
        "目录中没有资料种类“{kind}”", "使用规则包中的资料种类";
    /// Returned to the customer without saying what is wrong.
    DefectsNeeded { command: String } "defects_needed",
        "`{command}` names no defect", "say what is wrong with which paper",
        "退回时必须写明缺陷", "写明哪份资料有什么问题";

    /// A milestone that the route asks for has not been reached.
    MilestoneOpen { milestone: String, rule: RuleId, why: String, why_zh: String } "milestone_open",
        "`{milestone}` is not done: {why}, rule `{rule}`", "get it done and mark it",
        "节点未完成：{milestone}（{why_zh}）", "办理完成后登记节点";
    /// A milestone was reached and has lapsed.
    MilestoneLapsed { milestone: String, lapsed: Date, rule: RuleId } "milestone_lapsed",
        "`{milestone}` lapsed on {lapsed}, rule `{rule}`", "have it done again and mark it",
        "节点已于{lapsed}失效：{milestone}", "重新办理并登记";
    /// A milestone does not go from one state to the other.
    MilestoneLife { milestone: String, from: String, to: String } "milestone_life",
        "`{milestone}` does not go from `{from}` to `{to}`", "mark the state in between, or correct the earlier entry",
        "节点“{milestone}”不能从“{from}”变为“{to}”", "登记中间状态，或更正原记录";

    /// On this route something else comes first.
    MilestoneTooEarly { milestone: String, first: String, rule: RuleId, why: String, why_zh: String } "milestone_too_early",
        "`{milestone}` comes after `{first}`: {why}, rule `{rule}`", "get the first one done and mark it",
        "须先办“{first}”，再办“{milestone}”（{why_zh}）", "先办好前一节点并登记";

    /// No rule lets it come later.
    NotWaivable { what: String } "not_waivable",
        "no rule lets `{what}` come later", "get it now: who somebody is, the consent to ask the credit register and a registration are never waived",
        "不可容缺：{what}", "立即补齐：身份、征信授权和登记不得容缺";
    /// Not who may give leave.
    WrongGrantor { what: String, grantor: String, rule: RuleId } "wrong_grantor",
        "`{grantor}` cannot give leave to bring `{what}` later, rule `{rule}`", "ask who may",
        "{grantor}无权准予容缺：{what}", "请有权机构准予";
    /// Later than the limit.
    WaiverOverLimit { what: String, until: Date, limit: Date, rule: RuleId } "waiver_over_limit",
        "`{what}` may come until {limit}, not until {until}, rule `{rule}`", "give a day within the limit, counted from the first leave",
        "容缺期限{until}超过上限{limit}：{what}", "填写自首次容缺起算、未超过上限的日期";
    /// It is there, or nobody asks for it.
    NothingOwed { what: String } "nothing_owed",
        "`{what}` is there already, or nobody asks for it", "look at the checklist",
        "{what}已具备或无须提供，无须容缺", "查看资料清单";
    /// Leave was given until a day that has passed.
    WaiverLapsed { what: String, lapsed: Date, rules: Vec<RuleId> } "waiver_lapsed",
        "the leave to bring `{what}` later lapsed on {lapsed}{rules}", "get it, or ask for leave anew within the limit",
        "容缺期限已于{lapsed}届满：{what}", "补齐，或在上限内重新申请容缺";
    /// It was promised for a day that has passed.
    PromiseOverdue { what: String, whom: String, due: Date, rules: Vec<RuleId> } "promise_overdue",
        "`{whom}` promised `{what}` by {due}{rules}", "get it, or stop",
        "{whom}承诺于{due}前补交，逾期未交：{what}", "催收补交，否则停办";
    /// Something is owed to the dossier.
    ObligationOpen { what: String, until: Date, rules: Vec<RuleId> } "obligation_open",
        "`{what}` was to come by {until} and has not{rules}", "get it first: no dossier is filed while something is owed to it",
        "尚有应补未补：{what}（期限{until}）", "先补齐：尚有应补未补时不得归档";
    /// No standing waiver of that number.
    UnknownObligation { obligation: String } "unknown_obligation",
        "the case has no standing waiver `{obligation}`", "name a waiver that is neither kept nor withdrawn",
        "没有编号为“{obligation}”的有效容缺", "指明未补齐且未撤销的容缺";

    /// No loan of that id.
    UnknownLoan { loan: String } "unknown_loan",
        "the case has no loan `{loan}`", "name one of the case's loans",
        "没有编号为“{loan}”的贷款", "指明本业务的一笔贷款";
    /// Several loans, and none is named.
    LoanNeeded { loans: u32 } "loan_needed",
        "the case has {loans} open loans and the command names none", "name the loan",
        "本业务有{loans}笔贷款，须指明哪一笔", "指明是哪一笔贷款";
    /// The loan's flow does not list the command for its state.
    LoanNotHere { loan: String, command: String, state: String } "loan_not_here",
        "`{command}` is not a step of loan `{loan}` in state `{state}`", "see where the loan is",
        "贷款{loan}处于“{state}”，没有“{command}”这一步", "查看该贷款所处状态";
    /// The spine waits for the loan.
    LoanNotReady { loan: String, state: String, wanted: String } "loan_not_ready",
        "loan `{loan}` is `{state}`, this step waits until it is `{wanted}`", "take the loan there first",
        "贷款{loan}处于“{state}”，须先到“{wanted}”", "先把贷款办到该状态";
    /// A loan is still alive, so the case is not declined.
    LoanAlive { loan: String, state: String } "loan_alive",
        "loan `{loan}` is `{state}`: not every lender has said no", "wait for the lender, or withdraw",
        "贷款{loan}尚在“{state}”，并非全部被拒", "等待放款机构答复，或由客户放弃";
    /// No loan needs a new approval.
    NothingToReopen { command: String } "nothing_to_reopen",
        "no lender's approval of the case has fallen away, so `{command}` has no cause", "record first what came of the approval: a lapse, a refusal, the customer's own no",
        "各笔贷款批复均有效，无须重新报批", "先登记批复的结果：过期、拒贷或客户放弃";
    /// Money has moved.
    AlreadyPaidOut { loan: String } "already_paid_out",
        "loan `{loan}` has been paid out", "rescind the sale, or settle the loan",
        "贷款{loan}已放款", "办理退房解约，或结清贷款";
    /// A day that should lie ahead does not.
    DueInPast { due: Date, occurred: Date } "due_in_past",
        "the day {due} is not after {occurred}", "give a later day",
        "期限{due}不晚于{occurred}", "填写更晚的日期";
    /// The offer has lapsed.
    OfferExpired { expired: Date } "offer_expired",
        "the approval was good until {expired}", "record the lapse and apply again",
        "批复有效期已于{expired}届满", "登记批复过期，重新报批";
    /// The lender holds the rate no longer.
    RateLockEnded { loan: String, ended: Date } "rate_lock_ended",
        "the lender held the rate of loan `{loan}` until {ended}", "ask the lender to hold it again and record that with `lock_rate`, or record another approval",
        "贷款{loan}的利率锁定期已于{ended}届满", "请贷款机构重新锁定利率并登记，或重新报批";
    /// It has not lapsed yet.
    NotExpired { expires: Date } "not_expired",
        "the approval is good until {expires}", "wait, or turn it down",
        "批复有效期至{expires}，尚未到期", "等待到期，或由客户放弃";
    /// The lender asked for a paper that has not come since.
    SupplementOpen { item: String } "supplement_open",
        "`{item}` was asked for and has not come since", "put it on file first",
        "补件未到：{item}", "先收到并登记补件";
    /// What the lender asked for has come, and nobody has checked it.
    SupplementUnchecked { item: String } "supplement_unchecked",
        "`{item}` was asked for, has come, and has not been checked", "check it against the original and find it good first",
        "补件未审核：{item}", "先与原件核对并登记审核合格";
    /// A condition of the approval is not met.
    ConditionOpen { number: u32, condition: String } "condition_open",
        "condition {number} of the approval is not met: {condition}", "meet it and record it",
        "批复条件{number}未落实：{condition}", "落实后登记";
    /// No condition of that number.
    UnknownCondition { number: u32 } "unknown_condition",
        "the approval has no condition {number}", "count from 1 as in the approval",
        "批复没有第{number}项条件", "按批复从1起数";
    /// Not signed before the approval, or on other terms than granted.
    ResignNeeded { loan: String } "resign_needed",
        "loan `{loan}` has no contract on the terms that are granted", "have it signed on them: give the contract's number",
        "贷款{loan}没有与批复一致的合同，须签订并填写合同号", "按批复重新签订，并填写合同编号";
    /// The lender signs after approval.
    EarlySigning { loan: String, rule: RuleId } "early_signing",
        "the lender of loan `{loan}` is known to sign after approval, rule `{rule}`", "wait for the approval",
        "贷款{loan}的放款机构在批复后才签约", "等待批复";
    /// The customer said no or went elsewhere, so the lender has nothing to look at.
    NotReconsiderable { loan: String } "not_reconsiderable",
        "loan `{loan}` was given up by the customer, there is nothing for the lender to reconsider", "choose a lender anew",
        "贷款{loan}由客户放弃，不能复议", "重新选择放款机构";
    /// No account is designated.
    NoAccount { loan: String } "no_account",
        "no account is designated to receive loan `{loan}`", "designate the account of the contract",
        "贷款{loan}尚无指定收款账户", "指定合同约定的收款账户";
    /// Not the designated account.
    WrongAccount { loan: String } "wrong_account",
        "the money of loan `{loan}` may go to the designated account only", "pay into the designated account, or designate another by contract",
        "贷款{loan}只能划入指定账户", "划入指定账户，或按合同另行指定";
    /// Not the granted amount.
    AmountMismatch { paid: Money, granted: Money } "amount_mismatch",
        "{paid} yuan paid, {granted} yuan granted", "ask the lender, then correct",
        "放款{paid}元与批复{granted}元不符", "向放款机构核实后更正";
    /// More than was lent.
    AmountOverLoan { amount: Money, loan: Money } "amount_over_loan",
        "{amount} yuan is more than the loan of {loan} yuan", "check the figure",
        "金额{amount}元超过贷款{loan}元", "核对金额";
    /// No arrears are on record.
    NothingOverdue { loan: String } "nothing_overdue",
        "loan `{loan}` has no arrears on record", "record the arrears first",
        "贷款{loan}没有逾期记录", "先登记逾期";

    /// The case is not suspended.
    NotSuspended { command: String } "not_suspended",
        "the case is not suspended, so `{command}` has no cause", "go on",
        "业务未暂停，无须恢复", "继续办理";
    /// No entry of that number holds a record that can be corrected.
    NotCorrectable { entry: u32 } "not_correctable",
        "entry {entry} is not a record that can be corrected", "name the entry that put the record on file",
        "第{entry}条不是可更正的记录", "指明登记该项记录的那一条";
    /// The correction says another kind of thing.
    KindDiffers { entry: u32, expected: String } "kind_differs",
        "entry {entry} is a `{expected}`, the correction must be one too", "correct it with the same kind of record",
        "第{entry}条所记为“{expected}”，更正须针对同一记录", "用同一种记录更正";

    /// The step waits for an answer.
    QueryOpen { query: String, whom: String, about: String } "query_open",
        "`{whom}` has not answered query `{query}`: {about}", "get the answer and record it, or settle the query",
        "询问{query}尚未答复：{whom}，{about}", "取得答复并登记，或了结询问";
    /// No query of that number.
    UnknownQuery { query: String } "unknown_query",
        "the case has no query `{query}`", "name one by its number, such as `q7`",
        "没有编号为“{query}”的询问", "按编号指明，如 q7";
    /// A query does not go from one state to the other.
    QueryLife { query: String, from: String, to: String } "query_life",
        "query `{query}` is `{from}`, it does not become `{to}`", "see where the query stands",
        "询问{query}处于“{from}”，不能变为“{to}”", "先查看该询问的状态";
    /// A notice names a topic that no rule of the pack has, or one without the loan it is about.
    UnknownTopic { about: String } "unknown_topic",
        "a notice about `{about}` tells nothing that is owed: it names no topic of the pack, or not as it is written", "take `about` from the notices that are owed: the topic, and the loan where it is about one, such as `offer L1`; tell anything else in words of your own",
        "“{about}”不是应告知事项：事由不在规则包中，或写法不对", "按应告知事项填写事由，涉及贷款的后接贷款编号，如 offer L1；其他事项用自己的话写";
    /// No deposit of that number.
    UnknownDeposit { deposit: String } "unknown_deposit",
        "the case has no deposit `{deposit}`", "name one by its number, such as `e7`",
        "没有编号为“{deposit}”的保证金", "按编号指明，如 e7";
    /// More than is still out.
    DepositOverReturned { deposit: String, amount: Money, out: Money } "deposit_over_returned",
        "{amount} yuan came back of deposit `{deposit}`, of which {out} yuan are out", "check the figure and the deposit: interest on it is not part of it",
        "退还{amount}元超过保证金{deposit}尚未退还的{out}元", "核对金额及所属保证金；利息不计入保证金";
    /// No appointment of that number.
    UnknownAppointment { appointment: String } "unknown_appointment",
        "the case has no appointment `{appointment}`", "name one by its number, such as `a7`",
        "没有编号为“{appointment}”的预约", "按编号指明，如 a7";
    /// It was kept or called off.
    AppointmentOver { appointment: String } "appointment_over",
        "appointment `{appointment}` is over", "make another one",
        "预约{appointment}已结束", "另行预约";
    /// Nobody said where the dossier lies.
    DossierNotShelved {} "dossier_not_shelved",
        "nobody has said where the dossier lies, so it cannot be lent", "shelve it first",
        "档案尚未上架，不能借出", "先登记上架位置";
    /// Somebody has the dossier.
    DossierLent { to: String, since: Date, until: Date } "dossier_lent",
        "the dossier has been with `{to}` since {since}, until {until}", "get it back, and record the return",
        "档案已于{since}借给“{to}”，应于{until}归还", "收回档案并登记归还";
    /// The dossier is not out.
    DossierNotLent {} "dossier_not_lent",
        "the dossier is not lent out", "go on; to move it, shelve it again",
        "档案未借出，无须归还", "继续办理；移动位置请重新上架";
    /// Nobody has recorded that the person agrees. Without a rule: the case keeps consents, and this one is not among them.
    ConsentMissing { party: String, recipient: String, purpose: String, rules: Vec<RuleId> } "consent_missing",
        "`{party}` has not agreed to `{purpose}` with the lender of `{recipient}`{rules}", "ask for the separate consent and record it; a checked credit authorisation is the consent to a query",
        "“{party}”尚未同意向“{recipient}”提供信息用于{purpose}", "取得其单独同意并登记；已审核的征信授权书即视为查询同意";
    /// The consent was withdrawn, or ended with the person.
    ConsentEnded { party: String, recipient: String, purpose: String, ended: Date, rules: Vec<RuleId> } "consent_ended",
        "the consent of `{party}` to `{purpose}` with the lender of `{recipient}` ended on {ended}{rules}", "hand nothing out: ask for it anew, or end the case",
        "“{party}”对“{recipient}”{purpose}的同意已于{ended}终止", "停止对外提供：重新征得同意，或结束本业务";
    /// The consent named a last day, which has passed.
    ConsentLapsed { party: String, recipient: String, purpose: String, lapsed: Date, rules: Vec<RuleId> } "consent_lapsed",
        "the consent of `{party}` to `{purpose}` with the lender of `{recipient}` was good until {lapsed}{rules}", "ask for a fresh one",
        "“{party}”对“{recipient}”{purpose}的同意已于{lapsed}到期", "重新取得同意";
    /// No such recipient.
    UnknownRecipient { recipient: String } "unknown_recipient",
        "`{recipient}` is neither a body that gets data nor a product of the pack", "name the body, or one of the lender's products",
        "“{recipient}”不是已知的信息接收方", "填写接收方，或该贷款机构的一个产品";
    /// No consent of that number that stands.
    UnknownConsent { consent: String } "unknown_consent",
        "the case has no standing consent `{consent}`", "name a consent that was neither withdrawn nor ended",
        "没有编号为“{consent}”的有效同意", "填写未撤回、未终止的同意编号";
    /// Under fourteen, a parent or guardian agrees.
    GuardianNeeded { party: String, age: u32 } "guardian_needed",
        "`{party}` is {age} years old: a parent or guardian agrees for who is under 14", "say in `given_by` who agreed",
        "“{party}”年龄{age}岁，不满十四周岁须由监护人同意", "在 given_by 中写明由谁同意";
    /// Nothing more happens to who died.
    PartyDied { party: String, died: Date } "party_died",
        "`{party}` died on {died}", "check the party's id; heirs are parties of their own",
        "“{party}”已于{died}死亡", "核对当事人编号；继承人另行登记";
    /// The borrower died before the money was paid.
    BorrowerDied { party: String, died: Date, loan: String } "borrower_died",
        "the borrower `{party}` died on {died}: loan `{loan}` is not paid out", "tell the lender, and end the case; who inherits the purchase applies anew",
        "借款人“{party}”已于{died}死亡，贷款{loan}不得放款", "告知银行并结束本业务；继承购房的另行申请";
    /// Something happened to somebody, and the lender has not said anything to it.
    ChangeUnconfirmed { change: String, life_event: String, party: String, loan: String, renewal: String } "change_unconfirmed",
        "the lender of loan `{loan}` has not renewed the `{renewal}` since `{life_event}` of `{party}`, `{change}`", "tell the lender, and record its answer with `confirm_change`",
        "“{party}”{life_event}（{change}）后，贷款{loan}尚未{renewal}", "告知银行，并用“变更确认”登记其答复";
    /// Nothing of that kind is open.
    NothingToConfirm { change: String, loan: String, renewal: String } "nothing_to_confirm",
        "no `{renewal}` of loan `{loan}` is open for change `{change}`", "name the change, the loan and what its event asked for",
        "变更“{change}”对贷款{loan}没有待办的“{renewal}”", "按该变更事件填写变更、贷款和事项";
    /// Erasure was asked for, and a law still keeps the data: nothing but storage and protection.
    DataFrozen { asked: Date, law: String, law_zh: String, until: Date } "data_frozen",
        "erasure was asked for on {asked} and the {law} keeps the data until {until}: nothing but storage and protection is allowed", "leave the case as it is until then; tell who asks why, or have the request taken back",
        "{asked}已请求删除，{law_zh}要求保存至{until}：除存储和安全保护外停止处理", "届满前保持原状；告知请求人原因，或由其撤回请求";
    /// Erasure was asked for, and the case has not ended.
    ErasureAsked { asked: Date } "erasure_asked",
        "erasure was asked for on {asked}: nothing more is processed", "end the case, or have the request taken back",
        "{asked}已请求删除个人信息，停止继续处理", "结束本业务，或由其撤回请求";
    /// Erasure was asked for before.
    ErasureStands { asked: Date } "erasure_stands",
        "erasure was asked for already, on {asked}", "see in the retention when the data may go",
        "已于{asked}请求删除", "在保存期限中查看何时可删除";
    /// Nobody asked for erasure.
    NoErasureAsked { command: String } "no_erasure_asked",
        "nobody asked for erasure, so `{command}` has no cause", "go on",
        "没有删除请求，无须撤回", "继续办理";
    /// A law keeps the data.
    RetentionRuns { law: String, law_zh: String, until: Date } "retention_runs",
        "the {law} keeps the data until {until}", "erase them after that day",
        "{law_zh}要求保存至{until}，届满前不得删除", "届满之后再删除";
    /// The personal data are gone.
    DataErased { erased: Date } "data_erased",
        "the personal data were erased on {erased}", "open a new case for a new purchase",
        "个人信息已于{erased}删除", "新的购房另立业务";
    /// Nobody asked to pay early.
    NoPrepaymentAsked { loan: String } "no_prepayment_asked",
        "no prepayment of loan `{loan}` was asked for", "ask for it first, or record what was paid",
        "贷款{loan}没有待办的提前还款申请", "先登记申请，或直接登记提前还款";
}

impl Reason {
    fn words(&self, line: usize) -> &'static str {
        // OK because every reason has its four lines.
        Self::WORDS.get(self.rank()).and_then(|words| words.split('\n').nth(line)).unwrap_or_default()
    }

    fn told(&self, line: usize, tell: &dyn Fn(&str, Field<'_>) -> String) -> String {
        let fields = self.fields();
        let told = |name: &str| fields.iter().find(|(it, _)| *it == name).map(|(_, field)| tell(name, *field));
        filled(self.words(line), &|name| told(name).unwrap_or_default())
    }

    /// What would help.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        self.words(1)
    }

    /// The message in Chinese, with the trade's own names for milestones, roles, stages and facts; papers and
    /// products go by their names in the pack.
    #[must_use]
    pub fn zh(&self, pack: &Pack) -> String {
        self.told(2, &|name, field| field.zh(name, pack))
    }

    /// What would help, in Chinese.
    #[must_use]
    pub fn advice_zh(&self) -> &'static str {
        self.words(3)
    }

    /// The values behind the message, by name.
    #[must_use]
    pub fn details(&self) -> Vec<(&'static str, Detail)> {
        self.fields().into_iter().filter_map(|(name, field)| Some((name, field.detail()?))).collect_vec()
    }

    /// The rules of the pack that ask for it, in the order they were met; none when the machine itself does.
    ///
    /// ```
    /// use anjieflow::case::Reason;
    /// use anjieflow::product::{Pack, RuleId};
    ///
    /// let rule = RuleId::new("psbc-new/max_term")?;
    /// let reason = Reason::TermOverLimit { product: "psbc-new".into(), asked: 361, maximum: 360, rule };
    /// let told = Pack::builtin().explain(&reason.rules()[0]).unwrap();
    /// assert!(told.en.starts_with("max term: at most 360 months"));
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    #[must_use]
    pub fn rules(&self) -> Vec<RuleId> {
        self.fields().into_iter().flat_map(|(_, field)| field.cited()).cloned().collect_vec()
    }

    pub(crate) fn not_here(command: &str, stage: &str) -> Self {
        Self::NotHere { command: command.to_owned(), stage: stage.to_owned() }
    }

    pub(crate) fn unknown_fact(fact: Fact, rules: Vec<RuleId>) -> Self {
        Self::UnknownFact { fact: fact.name().to_owned(), rules }
    }

    pub(crate) fn not_published(product: &Product) -> Self {
        Self::NotPublished { product: product.id.to_string(), rule: product.as_rule() }
    }

    /// Where further rules are added that ask the same.
    fn open_list(&mut self) -> Option<&mut Vec<RuleId>> {
        match self {
            Self::MissingParty { rules, .. }
            | Self::UnderAge { rules, .. }
            | Self::UnknownFact { rules, .. }
            | Self::DocumentExpired { rules, .. }
            | Self::WaiverLapsed { rules, .. }
            | Self::PromiseOverdue { rules, .. }
            | Self::ConsentMissing { rules, .. }
            | Self::ConsentEnded { rules, .. }
            | Self::ConsentLapsed { rules, .. }
            | Self::ObligationOpen { rules, .. } => Some(rules),
            _ => None,
        }
    }

    /// Whether the other says nothing but what this one says; the rules it cites are added then.
    pub(crate) fn takes_in(&mut self, other: &Reason) -> bool {
        if self == other {
            return true;
        }
        let alike = self.code() == other.code() && self.open_list().is_some() && self.details() == other.details();
        if let Some(rules) = self.open_list().filter(|_| alike) {
            let new = other.rules().into_iter().filter(|rule| !rules.contains(rule)).collect_vec();
            rules.extend(new);
        }
        alike
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(0, &|_, field| field.told()))
    }
}

impl PartialEq for Reason {
    fn eq(&self, other: &Self) -> bool {
        self.rank() == other.rank() && self.fields() == other.fields()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::Authority;

    #[test]
    fn codes_are_different() {
        let mut codes = Reason::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Reason::CODES.len());
    }

    fn cited(id: &str) -> RuleId {
        RuleId::new(id).unwrap()
    }

    #[test]
    fn a_chinese_message_names_things_as_the_trade_does() {
        let zh = |reason: Reason| reason.zh(Pack::builtin());
        let (document, holder, rule) = ("bank_statement".into(), "spouse".into(), cited("x/y"));
        assert_eq!(zh(Reason::MissingDocument { document, holder, rule }), "缺少资料：配偶的银行流水");
        let (milestone, why, why_zh) = ("contract_filed".into(), "no filing, no loan".into(), "未备案不能贷款".into());
        let open = Reason::MilestoneOpen { milestone, rule: cited("x/y"), why, why_zh };
        assert_eq!(open.to_string(), "`contract_filed` is not done: no filing, no loan, rule `x/y`");
        assert_eq!(zh(open), "节点未完成：备案（未备案不能贷款）");
        assert_eq!(zh(Reason::not_here("submit", "enquiry")), "阶段“咨询受理”没有“报卷”这一步");
        let (loan, state, wanted) = ("L1".into(), "offered".into(), "accepted".into());
        assert_eq!(zh(Reason::LoanNotReady { loan, state, wanted }), "贷款L1处于“已批复”，须先到“客户已接受”");
    }

    #[test]
    fn what_a_correction_must_be_about_is_named_too() {
        let pack = Pack::builtin();
        let zh = |expected: &str| Reason::KindDiffers { entry: 4, expected: expected.into() }.zh(pack);
        assert_eq!(zh("add_document"), "第4条所记为“收件”，更正须针对同一记录");
        assert_eq!(zh("add_party b1"), "第4条所记为“登记当事人：b1”，更正须针对同一记录");
        assert_eq!(zh("mark_milestone contract_signed"), "第4条所记为“登记节点：网签”，更正须针对同一记录");
    }

    #[test]
    fn who_cannot_give_leave_is_named() {
        let reason =
            Reason::WrongGrantor { what: "income_cert".into(), grantor: "registry".into(), rule: cited("x/a") };
        assert_eq!(reason.zh(Pack::builtin()), format!("{}无权准予容缺：收入证明", Authority::Registry.zh()));
    }

    #[test]
    fn no_reason_repeats_the_number_of_a_person() {
        let document = "11010519491231002X".to_owned();
        let reason = Reason::UnknownDocument { document };
        let details = format!("{:?}", reason.details());
        for told in [reason.to_string(), reason.zh(Pack::builtin()), details] {
            assert!(!told.contains("19491231"), "{told}");
        }
    }

    #[test]
    fn what_several_rules_ask_in_the_same_words_is_one_reason() {
        let asks = |fact, id: &str| Reason::unknown_fact(fact, vec![cited(id)]);
        let asked = [
            asks(Fact::Marital, "x/b"),
            asks(Fact::HasGuarantor, "x/c"),
            asks(Fact::Marital, "x/a"),
            asks(Fact::Marital, "x/b"),
        ];
        let refusal = Refusal::new("submit", "prechecked", asked.to_vec());
        let rules: Vec<Vec<RuleId>> = refusal.reasons.iter().map(Reason::rules).collect();
        assert_eq!(rules, [vec![cited("x/b"), cited("x/a")], vec![cited("x/c")]]);
        let told: Vec<String> = refusal.reasons.iter().map(Reason::to_string).collect();
        assert_eq!(told[0], "the case does not say `marital`, rule `x/b` and 1 more");
        assert_eq!(told[1], "the case does not say `has_guarantor`, rule `x/c`");
        // The message names the first rule; the values behind it are those of the reason alone.
        assert_eq!(refusal.reasons[0].details(), [("fact", Detail::Text("marital".to_owned()))]);
    }

    #[test]
    fn a_paper_that_two_rows_ask_for_is_missing_twice() {
        let missing = |id: &str| {
            let (document, holder, rule) = ("id_card".into(), "b1".into(), cited(id));
            Reason::MissingDocument { document, holder, rule }
        };
        let refusal = Refusal::new("submit", "prechecked", vec![missing("x/a"), missing("x/b"), missing("x/a")]);
        assert_eq!(refusal.reasons, [missing("x/a"), missing("x/b")]);
    }

    #[test]
    fn what_the_machine_asks_cites_no_rule() {
        assert_eq!(Reason::not_here("submit", "enquiry").rules(), []);
        assert_eq!(Reason::NoAccount { loan: "L1".into() }.rules(), []);
    }

    #[test]
    fn a_refusal_orders_its_reasons_and_says_each_once() {
        let later = Reason::NoAccount { loan: "L1".into() };
        let first = Reason::not_here("submit", "enquiry");
        let refusal = Refusal::new("submit", "enquiry", vec![later.clone(), first.clone(), later.clone()]);
        assert_eq!(refusal.reasons, [first, later]);
        assert_eq!(
            refusal.to_string(),
            "`submit` refused in stage `enquiry`: `submit` is not a step out of stage `enquiry`; no account is designated to receive loan `L1`"
        );
    }
}
