//! One thing that somebody can do to open a step: who is asked, and what it takes.

use crate::case::MilestoneState;
use crate::document::{DocumentCategory, DocumentKind};
use crate::fact::Fact;
use crate::loan::{LoanId, State};
use crate::product::{MilestoneKind, Pack, Role};

/// Something to do. The order of the table is an order in which a set can be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Go on with a suspended case.
    Resume,
    /// Register a party.
    AddParty {
        /// In which role.
        role: Role,
    },
    /// Describe the home.
    DescribeProperty,
    /// Ask for a fact and state it.
    StateFact {
        /// Which one.
        fact: Fact,
    },
    /// Ask a person to agree that data go out, or that the credit register is asked.
    GiveConsent {
        /// Whose data they are.
        party: String,
        /// Who has to agree: the party, or for a child its guardian.
        given_by: String,
        /// To whom the data go.
        recipient: String,
        /// What for.
        purpose: String,
    },
    /// Get the answer that a step waits for.
    AnswerQuery {
        /// Which query.
        query: String,
        /// Who owes the answer.
        whom: String,
    },
    /// Have the lender say what it makes of a change in somebody's life.
    ConfirmChange {
        /// Which change.
        change: String,
        /// Of which loan.
        loan: String,
        /// What it has to renew.
        renewal: String,
    },
    /// Bring a paper, or bring it anew.
    BringPaper {
        /// Which kind.
        document: DocumentKind,
        /// Whose: a party, or the name of a role.
        holder: String,
    },
    /// Check a paper and find it good.
    CheckPaper {
        /// Which kind.
        document: DocumentKind,
        /// Whose.
        holder: String,
    },
    /// Mark a milestone.
    Mark {
        /// How many milestones have to come before it.
        after: u8,
        /// Which one.
        milestone: MilestoneKind,
        /// What it becomes.
        state: MilestoneState,
    },
    /// Meet a condition of the approval.
    MeetCondition {
        /// Of which loan.
        loan: LoanId,
        /// Which one, counted from 1.
        number: u32,
    },
    /// Bring a loan so far.
    BringLoan {
        /// Which one.
        loan: LoanId,
        /// How far.
        wanted: State,
    },
}

/// What an act takes: points to compare by, and the days that it usually needs. Experience, no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// From 1, a word on the telephone, to 20, a lender's decision.
    pub points: u32,
    /// Days that pass until it is there.
    pub days: u32,
}

impl Act {
    /// The stable name of its kind.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Resume => "resume",
            Self::AddParty { .. } => "add_party",
            Self::DescribeProperty => "describe_property",
            Self::StateFact { .. } => "state_fact",
            Self::GiveConsent { .. } => "give_consent",
            Self::AnswerQuery { .. } => "answer_query",
            Self::ConfirmChange { .. } => "confirm_change",
            Self::BringPaper { .. } => "bring_paper",
            Self::CheckPaper { .. } => "check_paper",
            Self::Mark { .. } => "mark_milestone",
            Self::MeetCondition { .. } => "meet_condition",
            Self::BringLoan { .. } => "bring_loan",
        }
    }

    /// The word a Chinese clerk uses.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Resume => "恢复办理",
            Self::AddParty { .. } => "登记当事人",
            Self::DescribeProperty => "登记房产",
            Self::StateFact { .. } => "核实情况",
            Self::GiveConsent { .. } => "取得同意授权",
            Self::AnswerQuery { .. } => "答复询问",
            Self::ConfirmChange { .. } => "变更确认",
            Self::BringPaper { .. } => "收取资料",
            Self::CheckPaper { .. } => "审核资料",
            Self::Mark { .. } => "办理节点",
            Self::MeetCondition { .. } => "落实批复条件",
            Self::BringLoan { .. } => "推进贷款",
        }
    }

    /// Whom to ask: a party, a role, `clerk`, `lender` or `registry`.
    #[must_use]
    pub fn whom(&self) -> &str {
        match self {
            Self::Resume | Self::AddParty { .. } | Self::CheckPaper { .. } => "clerk",
            Self::DescribeProperty | Self::StateFact { .. } | Self::MeetCondition { .. } => "borrower",
            Self::BringPaper { holder, .. } => holder,
            Self::GiveConsent { given_by, .. } => given_by,
            Self::AnswerQuery { whom, .. } => whom,
            Self::Mark { milestone, .. } => milestone.mover(),
            Self::BringLoan { .. } | Self::ConfirmChange { .. } => "lender",
        }
    }

    /// Whether its outcome decides what else is asked.
    pub(super) const fn is_question(&self) -> bool {
        matches!(self, Self::StateFact { .. })
    }

    /// What it takes:
    ///
    /// | act | points | days |
    /// |---|---|---|
    /// | resume, describe the home, state a fact, check a paper | 1 | 0, of a fact 1 |
    /// | register a party, ask for a consent | 2 | 1 |
    /// | get an answer | 3 | 2 |
    /// | meet a condition of an approval | 4 | 5 |
    /// | bring a paper | by its category, 1 to 6 | 1 to 7 |
    /// | mark what the office or the customer does | 3 | 2 |
    /// | mark what a lender, a firm or a registry does, have a change confirmed | 8 | 5 |
    /// | bring a loan further | 20 | 10 |
    ///
    /// Papers: what people have at home (certificates of marriage, divorce and birth, household registers, contracts, receipts),
    /// identity and forms of the bank 1 point and a day; what a notary or a unit says of somebody 4 and five; purchase, credit and provident fund 2 points and two days; income 3
    /// and three; tax 4 and three; family and seller 4 and five; developer 5 and seven; property 5 and five; registration 6
    /// and five; collateral 6 and seven. A paper that the pack does not know counts as the dearest.
    #[must_use]
    pub fn effort(&self, pack: &Pack) -> Effort {
        let (points, days) = match self {
            Self::Resume | Self::DescribeProperty | Self::CheckPaper { .. } => (1, 0),
            Self::StateFact { .. } => (1, 1),
            Self::AddParty { .. } | Self::GiveConsent { .. } => (2, 1),
            Self::AnswerQuery { .. } => (3, 2),
            Self::MeetCondition { .. } => (4, 5),
            Self::BringPaper { document, .. } => match () {
                () if AT_HOME.contains(document) => (1, 1),
                () if NOTARISED.contains(document) => (4, 5),
                () => paper(pack.document(document).map(|it| it.category)),
            },
            Self::Mark { milestone, .. } if matches!(milestone.mover(), "clerk" | "borrower") => (3, 2),
            Self::Mark { .. } | Self::ConfirmChange { .. } => (8, 5),
            Self::BringLoan { .. } => (20, 10),
        };
        Effort { points, days }
    }
}

/// What people have in a drawer, or sign on the spot, whatever it is about.
const AT_HOME: &[DocumentKind] = &[
    DocumentKind::MARRIAGE_CERT,
    DocumentKind::DIVORCE_CERT,
    DocumentKind::DIVORCE_AGREEMENT,
    DocumentKind::SPOUSE_DEATH_CERT,
    DocumentKind::BIRTH_CERT,
    DocumentKind::SINGLE_DECLARATION,
    DocumentKind::SALES_CONTRACT_NEW,
    DocumentKind::SALES_CONTRACT_SECOND_HAND,
    DocumentKind::DOWN_PAYMENT_RECEIPT,
    DocumentKind::DOWN_PAYMENT_INVOICE,
    DocumentKind::SELLER_ID,
    DocumentKind::SELLER_HOUSEHOLD_REGISTER,
    DocumentKind::SELLER_MARITAL_PROOF,
    DocumentKind::TITLE_CERTIFICATE,
];

/// What says who somebody is, and comes from a notary or a unit.
const NOTARISED: &[DocumentKind] =
    &[DocumentKind::NAME_NOTARIZATION, DocumentKind::POA_NOTARIZED, DocumentKind::UNIT_STATION_PROOF];

const fn paper(category: Option<DocumentCategory>) -> (u32, u32) {
    use DocumentCategory as Of;
    match category {
        Some(Of::Identity | Of::BankForm) => (1, 1),
        Some(Of::Purchase | Of::Credit | Of::ProvidentFund) => (2, 2),
        Some(Of::Income) => (3, 3),
        Some(Of::Tax) => (4, 3),
        Some(Of::Family | Of::Seller) => (4, 5),
        Some(Of::Property) => (5, 5),
        Some(Of::Developer) => (5, 7),
        Some(Of::Registration) => (6, 5),
        Some(Of::Collateral) | None => (6, 7),
    }
}
