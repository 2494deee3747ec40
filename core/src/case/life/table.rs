//! What life does to a case, a row an event: which papers end, what has to be asked again, what the lender has to say anew.
//!
//! After HANDBOOK 1.10 (credit problem, approval expired), 2 (who signs for whom) and 3.1 to 3.3 (what a paper is compared
//! with, and until when it is good). The law where there is one: Civil Code art. 1064 and 1089 (debts of a couple), 1121
//! and 1161 (heirs), 19 to 24 (capacity); 居民身份证法 art. 11.

use crate::document::DocumentKind;
use crate::fact::Fact;
use crate::product::{MilestoneKind, Role};
use crate::words::closed;

closed! {
    /// What happens to somebody while the case runs.
    pub enum LifeEvent ("life event") {
        /// Married.
        Marriage "marriage" "结婚",
        /// Divorced.
        Divorce "divorce" "离婚",
        /// Died.
        Death "death" "死亡",
        /// Lost the job, or works for another employer or on another basis.
        JobChange "job_change" "失业或变更工作",
        /// Goes by another name.
        NameChange "name_change" "变更姓名",
        /// Has a new identity card with the same number.
        CardRenewed "card_renewed" "换领身份证",
        /// Has another identity number.
        NumberChange "number_change" "变更身份证号码",
        /// A child was born.
        Birth "birth" "子女出生",
        /// Can no longer act alone: a guardian does.
        Incapacity "incapacity" "丧失民事行为能力",
    }
}

closed! {
    /// What has to be said anew before money moves.
    pub enum Renewal ("renewal") {
        /// The lender confirms the approval as it stands, or gives another.
        Approval "approval" "重新确认批复",
        /// A signed contract is amended, or signed anew.
        Contract "contract" "变更已签合同",
    }
}

closed! {
    /// Whose papers an event ends.
    pub enum Whose ("whose papers") {
        /// The party's own.
        Own "own" "本人",
        /// Of husband and wife, each and together, where the party is one of them; else the party's own.
        Couple "couple" "夫妻",
    }
}

closed! {
    /// Of whom a fact speaks.
    pub enum About ("side") {
        /// The borrower alone.
        Borrower "borrower" "借款人",
        /// The spouse alone.
        Spouse "spouse" "配偶",
        /// Borrower or spouse.
        Buyers "buyers" "借款人及配偶",
        /// The seller.
        Seller "seller" "卖方",
    }
}

impl About {
    /// Whether the fact is asked again when something happens to a party of this role.
    #[must_use]
    pub const fn covers(self, role: Role) -> bool {
        match self {
            Self::Borrower => matches!(role, Role::Borrower),
            Self::Spouse => matches!(role, Role::Spouse),
            Self::Buyers => matches!(role, Role::Borrower | Role::Spouse),
            Self::Seller => matches!(role, Role::Seller),
        }
    }
}

/// One row: what an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effect {
    /// The event.
    pub event: LifeEvent,
    /// Which papers end, and whose.
    pub papers: &'static [(DocumentKind, Whose)],
    /// Which facts are no longer known, when it happens to whom.
    pub facts: &'static [(Fact, About)],
    /// Which milestones fall away.
    pub milestones: &'static [MilestoneKind],
    /// What the lender has to say anew, once it has the file and before it pays, where the party answers for the debt or sells.
    pub renewals: &'static [Renewal],
    /// Which papers bear what has changed, and must be amended or replaced where they exist.
    pub amend: &'static [DocumentKind],
    /// Whether the party's own consents end.
    pub ends_consents: bool,
    /// What to do, and why.
    pub advice: &'static str,
    /// The same in Chinese.
    pub advice_zh: &'static str,
    /// Where it is read: a section of the handbook, and the law.
    pub source: &'static str,
}

use About::{Borrower, Buyers, Seller, Spouse};
use Renewal::{Approval, Contract};
use Whose::{Couple, Own};

const NAMED: &[DocumentKind] = &[
    DocumentKind::SALES_CONTRACT_NEW,
    DocumentKind::SALES_CONTRACT_SECOND_HAND,
    DocumentKind::LOAN_APPLICATION_FORM,
    DocumentKind::LOAN_CONTRACT,
    DocumentKind::MORTGAGE_CONTRACT,
    DocumentKind::REPAYMENT_ACCOUNT,
    DocumentKind::PURCHASE_INVOICE,
    DocumentKind::TITLE_CERTIFICATE,
];

/// Every row, in the order of [`LifeEvent::ALL`].
pub const EFFECTS: &[Effect] = &[
    Effect {
        event: LifeEvent::Marriage,
        papers: &[
            (DocumentKind::HOUSEHOLD_REGISTER, Couple),
            (DocumentKind::SINGLE_DECLARATION, Own),
            (DocumentKind::SINGLE_CERTIFICATE, Own),
            (DocumentKind::DIVORCE_CERT, Own),
            (DocumentKind::SELLER_MARITAL_PROOF, Own),
            (DocumentKind::HOUSING_SEARCH, Couple),
            (DocumentKind::PURCHASE_ELIGIBILITY, Couple),
        ],
        facts: &[
            (Fact::Marital, Buyers),
            (Fact::RegisterShowsMarriage, Buyers),
            (Fact::SellerMarried, Seller),
            (Fact::HouseholdHomeCount, Buyers),
            (Fact::HomeLoanRecord, Buyers),
            (Fact::HomeLoanOutstanding, Buyers),
            (Fact::FirstPfLoanAndNoHome, Buyers),
        ],
        milestones: &[MilestoneKind::EligibilityChecked, MilestoneKind::Interviewed, MilestoneKind::CreditAuthorised],
        renewals: &[Approval],
        amend: &[DocumentKind::LOAN_APPLICATION_FORM],
        ends_consents: false,
        advice: "register the spouse, ask for the marriage certificate and the spouse's papers; the household's homes and loans \
                 are counted anew, and the lender meets the spouse",
        advice_zh: "登记配偶，补结婚证及配偶资料；家庭住房和贷款重新认定，配偶须面签",
        source: "HANDBOOK 2, 3.1, 3.5; Civil Code art. 1064",
    },
    Effect {
        event: LifeEvent::Divorce,
        papers: &[
            (DocumentKind::MARRIAGE_CERT, Couple),
            (DocumentKind::HOUSEHOLD_REGISTER, Couple),
            (DocumentKind::SELLER_MARITAL_PROOF, Own),
            (DocumentKind::CO_OWNER_CONSENT, Couple),
            (DocumentKind::HOUSING_SEARCH, Couple),
            (DocumentKind::PURCHASE_ELIGIBILITY, Couple),
            (DocumentKind::CREDIT_REPORT, Own),
        ],
        facts: &[
            (Fact::Marital, Buyers),
            (Fact::RegisterShowsMarriage, Buyers),
            (Fact::SellerMarried, Seller),
            (Fact::HouseholdHomeCount, Buyers),
            (Fact::HomeLoanRecord, Buyers),
            (Fact::HomeLoanOutstanding, Buyers),
            (Fact::FirstPfLoanAndNoHome, Buyers),
            (Fact::HasCoOwner, Buyers),
        ],
        milestones: &[MilestoneKind::EligibilityChecked, MilestoneKind::Interviewed],
        renewals: &[Approval, Contract],
        amend: &[
            DocumentKind::SALES_CONTRACT_NEW,
            DocumentKind::SALES_CONTRACT_SECOND_HAND,
            DocumentKind::LOAN_APPLICATION_FORM,
            DocumentKind::LOAN_CONTRACT,
        ],
        ends_consents: false,
        advice: "ask for the divorce certificate and the agreement on the home and the debt; a joint debt stays joint towards the \
                 lender until it agrees otherwise",
        advice_zh: "补离婚证及财产债务分割协议；共同债务未经银行同意仍为共同债务",
        source: "HANDBOOK 2, 3.1; Civil Code art. 1064, 1089",
    },
    Effect {
        event: LifeEvent::Death,
        papers: &[
            (DocumentKind::ID_CARD, Own),
            (DocumentKind::HOUSEHOLD_REGISTER, Couple),
            (DocumentKind::MARRIAGE_CERT, Couple),
            (DocumentKind::INCOME_CERT, Own),
            (DocumentKind::BANK_STATEMENT, Own),
            (DocumentKind::CREDIT_AUTHORIZATION, Own),
            (DocumentKind::CREDIT_REPORT, Own),
            (DocumentKind::POA_NOTARIZED, Own),
            (DocumentKind::CO_OWNER_CONSENT, Own),
            (DocumentKind::MORTGAGOR_CONSENT, Own),
            (DocumentKind::SELLER_ID, Own),
        ],
        facts: &[(Fact::Marital, Spouse), (Fact::RegisterShowsMarriage, Spouse)],
        milestones: &[
            MilestoneKind::Interviewed,
            MilestoneKind::CreditAuthorised,
            MilestoneKind::CreditRechecked,
            MilestoneKind::TitleSearched,
        ],
        renewals: &[Approval, Contract],
        amend: &[
            DocumentKind::SALES_CONTRACT_NEW,
            DocumentKind::SALES_CONTRACT_SECOND_HAND,
            DocumentKind::LOAN_CONTRACT,
        ],
        ends_consents: true,
        advice: "tell the lender and the other side; a power of attorney ends; before the payout no money moves for a borrower who \
                 died, after it the heirs owe the loan up to what they inherit, and an insurance may pay: look at the policy",
        advice_zh: "通知银行和交易对方；委托终止；放款前借款人死亡的不得放款，放款后由继承人在遗产范围内清偿，并核对保险",
        source: "HANDBOOK 1.10, 1.11, 2; Civil Code art. 173, 1121, 1161",
    },
    Effect {
        event: LifeEvent::JobChange,
        papers: &[
            (DocumentKind::INCOME_CERT, Own),
            (DocumentKind::WORK_CERT, Own),
            (DocumentKind::BANK_STATEMENT, Own),
            (DocumentKind::SOCIAL_SECURITY_RECORD, Own),
            (DocumentKind::TAX_CERT, Own),
            (DocumentKind::PF_CONTRIBUTION_PROOF, Own),
            (DocumentKind::BUSINESS_LICENSE, Own),
        ],
        facts: &[
            (Fact::Employment, Borrower),
            (Fact::IncomeBasis, Borrower),
            (Fact::CertifiedIncomeOver10000, Borrower),
            (Fact::PfPaidElsewhere, Borrower),
        ],
        milestones: &[],
        renewals: &[Approval],
        amend: &[DocumentKind::LOAN_APPLICATION_FORM],
        ends_consents: false,
        advice: "ask for fresh proof of income from the new employer; where there is none, a co-borrower, a guarantor or a smaller loan",
        advice_zh: "补新单位收入证明和流水；无收入的，增加共同借款人、保证人或降低贷款额",
        source: "HANDBOOK 1.10, 2, 3.1",
    },
    Effect {
        event: LifeEvent::NameChange,
        papers: &[
            (DocumentKind::ID_CARD, Own),
            (DocumentKind::HOUSEHOLD_REGISTER, Own),
            (DocumentKind::CREDIT_AUTHORIZATION, Own),
            (DocumentKind::SELLER_ID, Own),
        ],
        facts: &[(Fact::IdCardState, Borrower)],
        milestones: &[MilestoneKind::ContractFiled],
        renewals: &[Approval, Contract],
        amend: NAMED,
        ends_consents: false,
        advice: "correct the party's record; ask for the new card and the register that shows the former name; the filed contract \
                 and the account must bear the new name",
        advice_zh: "更正当事人姓名；补新身份证及载明曾用名的户口簿；网签备案、合同和账户须变更姓名",
        source: "HANDBOOK 3.1, 3.5; Resident Identity Card Law art. 11",
    },
    Effect {
        event: LifeEvent::CardRenewed,
        papers: &[(DocumentKind::ID_CARD, Own), (DocumentKind::TEMP_ID_CARD, Own), (DocumentKind::SELLER_ID, Own)],
        facts: &[(Fact::IdCardState, Borrower)],
        milestones: &[],
        renewals: &[],
        amend: &[],
        ends_consents: false,
        advice: "ask for a copy of both sides of the new card; the number is the same, so no contract changes",
        advice_zh: "补新身份证正反面复印件；号码未变，合同无须变更",
        source: "HANDBOOK 3.1, 3.3; Resident Identity Card Law art. 11",
    },
    Effect {
        event: LifeEvent::NumberChange,
        papers: &[
            (DocumentKind::ID_CARD, Own),
            (DocumentKind::HOUSEHOLD_REGISTER, Own),
            (DocumentKind::CREDIT_AUTHORIZATION, Own),
            (DocumentKind::CREDIT_REPORT, Own),
            (DocumentKind::HOUSING_SEARCH, Own),
            (DocumentKind::SELLER_ID, Own),
        ],
        facts: &[(Fact::IdCardState, Borrower)],
        milestones: &[MilestoneKind::ContractFiled, MilestoneKind::CreditAuthorised, MilestoneKind::CreditRechecked],
        renewals: &[Approval, Contract],
        amend: NAMED,
        ends_consents: false,
        advice: "correct the party's record; ask the police for a paper that both numbers are one person's; the registers are asked \
                 again under the new number",
        advice_zh: "更正当事人证件号；补公安机关出具的同一人证明；征信、查册按新号码重查",
        source: "HANDBOOK 3.1, 3.5, 6.1",
    },
    Effect {
        event: LifeEvent::Birth,
        papers: &[(DocumentKind::HOUSEHOLD_REGISTER, Couple)],
        facts: &[(Fact::SeveralChildren, Buyers)],
        milestones: &[],
        renewals: &[],
        amend: &[],
        ends_consents: false,
        advice: "ask for the birth certificate and the register with the child; several children may raise what a fund lends",
        advice_zh: "补出生证明及新户口簿；多子女家庭公积金额度可能上浮",
        source: "HANDBOOK 3.1, 4.9",
    },
    Effect {
        event: LifeEvent::Incapacity,
        papers: &[
            (DocumentKind::CREDIT_AUTHORIZATION, Own),
            (DocumentKind::POA_NOTARIZED, Own),
            (DocumentKind::INCOME_CERT, Own),
            (DocumentKind::CO_OWNER_CONSENT, Own),
            (DocumentKind::MORTGAGOR_CONSENT, Own),
        ],
        facts: &[(Fact::IncapableAdultOnTitle, Buyers)],
        milestones: &[MilestoneKind::Interviewed, MilestoneKind::CreditAuthorised],
        renewals: &[Approval, Contract],
        amend: &[DocumentKind::LOAN_CONTRACT],
        ends_consents: true,
        advice: "register the guardian and ask for the proof of guardianship; a guardian disposes of the ward's home only for the \
                 ward's benefit",
        advice_zh: "登记监护人，补监护证明；监护人除为被监护人利益外不得处分其财产",
        source: "HANDBOOK 2; Civil Code art. 24, 28, 35",
    },
];

impl LifeEvent {
    /// What it does.
    #[must_use]
    pub fn effect(self) -> Option<&'static Effect> {
        EFFECTS.iter().find(|row| row.event == self)
    }
}
