//! The index of a dossier (档案目录): what must be in it, what is, what lacks, and the entry that proves each.

use super::{Pages, paper_of};
use crate::case::shelf::{Lending, Shelving};
use crate::case::{Case, Context, File, Mark, News};
use crate::checklist::{Line, LineStatus};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentCategory, DocumentKind};
use crate::loan::{Loan, LoanId, State};
use crate::order;
use crate::product::{MilestoneKind, NewsKind, Pack, RequirementStep, RuleId};
use crate::retention;
use crate::words::closed;

closed! {
    /// The parts of a bank's dossier (HANDBOOK 8.4), and what the office keeps for itself.
    pub enum ArchivePart ("part of a dossier") {
        /// Papers of the persons and the purchase.
        Personal "personal" "个人资料",
        /// Application, interview, approval.
        Approval "approval" "审批资料",
        /// Contracts, registration, deeds.
        Legal "legal" "法律文件",
        /// After the loan: payout, settlement.
        PostLoan "post_loan" "贷后资料",
        /// What the office keeps of its own doing.
        Office "office" "本机构记录",
    }
}

closed! {
    /// Whether a paper is in the dossier.
    pub enum Filing ("state of filing") {
        /// It is.
        There "on_file" "在档",
        /// It is not.
        Lacking "lacking" "缺失",
        /// It is not, by leave or by promise.
        Owed "owed" "容缺待补",
        /// The step is on record; the rules know no kind of paper for it.
        Recorded "recorded" "仅有记录",
    }
}

/// The index of one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Archive<'c> {
    /// That it was filed, and under which number.
    pub filed: Option<&'c Mark>,
    /// Where it lies.
    pub place: Option<&'c Shelving>,
    /// Who has it.
    pub lent: Option<&'c Lending>,
    /// The last day it must be kept, by the law that keeps it longest; none while the relation lasts.
    pub keep_until: Option<Date>,
    /// The first day it may be destroyed; none while the relation lasts.
    pub destroy_from: Option<Date>,
    /// Each paper, by part, numbered from one by its place.
    pub rows: Vec<Kept<'c>>,
    /// The pages of the papers that are there.
    pub pages: Pages,
}

/// One line of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept<'c> {
    /// In which part.
    pub part: ArchivePart,
    /// What paper; none for a step without a kind of paper.
    pub kind: Option<&'c DocumentKind>,
    /// Whose.
    pub holder: Option<&'c str>,
    /// Of which loan, where it is one's.
    pub loan: Option<&'c LoanId>,
    /// Whether it is there.
    pub state: Filing,
    /// The paper.
    pub paper: Option<&'c Document>,
    /// The row of the lender's list that asks for it.
    pub rule: Option<&'c RuleId>,
    /// The step that makes it due: its name, its Chinese name, and the log entry that took it.
    pub step: Option<(&'static str, &'static str, u32)>,
}

impl Kept<'_> {
    /// The log entry that proves the line: that put the paper on file, or took the step.
    #[must_use]
    pub fn entry(&self) -> Option<u32> {
        self.paper.map(|it| it.entry).or(self.step.map(|(_, _, entry)| entry))
    }
}

impl Archive<'_> {
    /// Whether nothing lacks.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.lacking() == 0
    }

    /// How many papers lack, or are still owed.
    #[must_use]
    pub fn lacking(&self) -> usize {
        self.missing().count()
    }

    /// The lines of the papers that lack, or are still owed.
    pub fn missing(&self) -> impl Iterator<Item = &Kept<'_>> {
        self.rows.iter().filter(|row| matches!(row.state, Filing::Lacking | Filing::Owed))
    }
}

/// A step of a loan leaves a paper, any of these.
const OF_LOANS: &[(NewsKind, &[DocumentKind], ArchivePart)] = &[
    (NewsKind::OfferMade, &[], ArchivePart::Approval),
    (NewsKind::LoanSigned, &[DocumentKind::LOAN_CONTRACT], ArchivePart::Legal),
    (NewsKind::MoneyPaidOut, &[DocumentKind::LOAN_RECEIPT_IOU], ArchivePart::PostLoan),
    (NewsKind::LoanSettled, &[DocumentKind::SETTLEMENT_PROOF], ArchivePart::PostLoan),
];

/// So does a milestone.
const OF_MILESTONES: &[(MilestoneKind, &[DocumentKind], ArchivePart)] = &[
    (MilestoneKind::ContractFiled, &[DocumentKind::CONTRACT_FILING_PROOF], ArchivePart::Personal),
    (MilestoneKind::DownPaymentPaid, DOWN_PAYMENT, ArchivePart::Personal),
    (MilestoneKind::FundsSupervised, SUPERVISION, ArchivePart::Personal),
    (MilestoneKind::Interviewed, &[DocumentKind::INTERVIEW_RECORD], ArchivePart::Approval),
    (MilestoneKind::Appraised, &[DocumentKind::APPRAISAL_REPORT, DocumentKind::APPRAISAL_QUOTE], ArchivePart::Approval),
    (MilestoneKind::GuaranteeGiven, &[DocumentKind::DEVELOPER_GUARANTEE_LETTER], ArchivePart::Legal),
    (MilestoneKind::Insured, &[DocumentKind::INSURANCE_POLICY], ArchivePart::Legal),
    (MilestoneKind::Notarised, &[DocumentKind::NOTARIAL_DEED], ArchivePart::Legal),
    (MilestoneKind::AdvanceNotice, ADVANCE_NOTICE, ArchivePart::Legal),
    (MilestoneKind::MortgageRegistered, &[DocumentKind::MORTGAGE_CERT], ArchivePart::Legal),
    (MilestoneKind::MortgageCancelled, &[], ArchivePart::PostLoan),
];
const DOWN_PAYMENT: &[DocumentKind] =
    &[DocumentKind::DOWN_PAYMENT_RECEIPT, DocumentKind::DOWN_PAYMENT_INVOICE, DocumentKind::DOWN_PAYMENT_TRANSFER_SLIP];
const SUPERVISION: &[DocumentKind] =
    &[DocumentKind::FUND_SUPERVISION_AGREEMENT, DocumentKind::FUND_SUPERVISION_RECEIPT];
const ADVANCE_NOTICE: &[DocumentKind] = &[DocumentKind::ADVANCE_MORTGAGE_CERT, DocumentKind::ADVANCE_NOTICE_CERT];

/// The index of a case's dossier: what the lists of its loans ask by now, what its steps leave, and what is on file besides.
///
/// A paper that lapsed after it served is still in the dossier; one that was turned down is not.
#[must_use]
pub fn archive<'c>(case: &'c Case, context: &Context<'c>) -> Archive<'c> {
    let file = case.file();
    let mut rows: Vec<Kept<'c>> = Vec::new();
    for loan in standing(file) {
        listed(file, loan, context, &mut rows);
    }
    steps(file, context, &mut rows);
    besides(file, context, &mut rows);
    deliveries(file, context, &mut rows);
    let mut sorted = Vec::with_capacity(rows.len());
    rows.into_iter().for_each(|row| order::insert(&mut sorted, row, |row| row.part));
    let kept = retention::of_file(file);
    let filed = file.done_on(MilestoneKind::DossierFiled, context.occurred);
    Archive {
        filed,
        place: file.shelf(),
        lent: file.lent(),
        keep_until: retention::longest(file).map(|(_, until)| until),
        destroy_from: kept.earliest,
        pages: Pages::of(sorted.iter().filter_map(|row| Some(row.paper?.pages))),
        rows: sorted,
    }
}

/// The loans whose papers belong in: those that stand, or of a case that came to nothing the last one.
fn standing(file: &File) -> Vec<&Loan> {
    let live = file.live_loans().collect_vec();
    if live.is_empty() { file.loans.last().into_iter().collect_vec() } else { live }
}

fn listed<'c>(file: &'c File, loan: &'c Loan, context: &Context<'c>, rows: &mut Vec<Kept<'c>>) {
    let Some(product) = context.pack.product(&loan.file().application.product) else { return };
    let Ok(list) = file.checklist_at(product, loan, None, context) else { return };
    for line in list.lines().iter().filter(|line| is_due(line.step(), loan, file)) {
        for kind in kinds(line) {
            let row = of_line(file, line, kind, context);
            let same = |it: &Kept<'_>| it.kind == row.kind && it.holder == row.holder;
            let again = rows.iter().any(same) || row.paper.is_some_and(|paper| stands(rows, paper));
            if !again && (row.paper.is_some() || kind == line.document()) {
                rows.push(row);
            }
        }
    }
}

/// Every paper of the line, or of its alternatives.
fn kinds<'c>(line: &Line<'c>) -> Vec<&'c DocumentKind> {
    if line.parts.is_empty() {
        return vec![line.document()];
    }
    line.parts.iter().map(|part| &part.asked.document).collect_vec()
}

/// A paper is not missed before its step has come; without a loan that was handed in, nothing is.
fn is_due(step: RequirementStep, loan: &Loan, file: &File) -> bool {
    match step {
        RequirementStep::Apply | RequirementStep::Unknown => loan.file().handed_in.is_some(),
        RequirementStep::Sign | RequirementStep::Register => loan.reached(State::Signed).is_some(),
        RequirementStep::Disburse => loan.is_paid_out(),
        RequirementStep::File => file.milestone(MilestoneKind::DossierFiled).is_some(),
    }
}

fn of_line<'c>(file: &'c File, line: &Line<'c>, kind: &'c DocumentKind, context: &Context<'c>) -> Kept<'c> {
    let paper = line.holder.and_then(|holder| paper_of(file, kind, holder, context.occurred));
    let paper = paper.filter(|it| !it.is_rejected());
    let state = match (paper, line.status) {
        (Some(_), _) => Filing::There,
        (None, LineStatus::Waived(_) | LineStatus::Promised(_)) => Filing::Owed,
        (None, _) => Filing::Lacking,
    };
    let part = part(kind, context.pack);
    Kept { part, kind: Some(kind), holder: line.holder, loan: None, state, paper, rule: Some(line.rule()), step: None }
}

fn part(kind: &DocumentKind, pack: &Pack) -> ArchivePart {
    use DocumentCategory::{BankForm, Collateral, Registration};
    match pack.document(kind).map(|it| it.category) {
        _ if [DocumentKind::LOAN_RECEIPT_IOU, DocumentKind::SETTLEMENT_PROOF].contains(kind) => ArchivePart::PostLoan,
        Some(BankForm) => ArchivePart::Approval,
        Some(Collateral | Registration) => ArchivePart::Legal,
        _ => ArchivePart::Personal,
    }
}

fn steps<'c>(file: &'c File, context: &Context<'c>, rows: &mut Vec<Kept<'c>>) {
    for (kind, papers, part) in OF_MILESTONES {
        if let Some(mark) = file.done_on(*kind, context.occurred) {
            let step = Step { loan: None, since: None, told: (kind.name(), kind.zh(), mark.entry) };
            left_by(file, papers, *part, step, context, rows);
        }
    }
    for (kind, papers, part) in OF_LOANS {
        // Each loan leaves a paper of its own. The step that came last has the fewest to choose from, so it goes first.
        let before = rows.len();
        for step in of_loans(file, *kind, context).into_iter().rev() {
            left_by(file, papers, *part, step, context, rows);
        }
        rows.get_mut(before..).unwrap_or_default().reverse();
    }
}

/// The steps of a kind that the standing loans took, by day.
fn of_loans<'c>(file: &'c File, kind: NewsKind, context: &Context<'_>) -> Vec<Step<'c>> {
    let mut steps = Vec::new();
    for loan in standing(file) {
        let theirs = |it: &&News| it.kind == kind && it.loan.as_ref() == Some(loan.id());
        let heard = file.news.iter().filter(|it| it.on <= context.occurred).find(theirs);
        let step = |news: &News| (news.on, (kind.name(), kind.zh(), news.entry));
        if let Some((on, told)) = heard.map(step) {
            order::insert(&mut steps, Step { loan: Some(loan.id()), since: Some(on), told }, |step| step.since);
        }
    }
    steps
}

/// A step that leaves a paper.
struct Step<'c> {
    /// Of which loan.
    loan: Option<&'c LoanId>,
    /// A paper that came earlier is another one's, such as the settlement of an older loan.
    since: Option<Date>,
    /// Its name, its Chinese name, its entry.
    told: (&'static str, &'static str, u32),
}

/// What was handed in is on record; the bank has the papers, the office the digest.
fn deliveries<'c>(file: &'c File, context: &Context<'_>, rows: &mut Vec<Kept<'c>>) {
    for it in file.deliveries.iter().filter(|it| it.on <= context.occurred) {
        let (part, state, loan) = (ArchivePart::Office, Filing::Recorded, Some(&it.loan));
        let step = Some((it.kind.name(), it.kind.zh(), it.entry));
        rows.push(Kept { part, kind: None, holder: None, loan, state, paper: None, rule: None, step });
    }
}

/// The line of what a step leaves, unless a list has asked for the same and has its line.
fn left_by<'c>(
    file: &'c File,
    papers: &'static [DocumentKind],
    part: ArchivePart,
    step: Step<'c>,
    context: &Context<'_>,
    rows: &mut Vec<Kept<'c>>,
) {
    let since = |it: &Document| step.since.is_none_or(|day| day <= it.received);
    let kinds = |row: &Kept<'_>| row.kind.is_some_and(|kind| papers.contains(kind));
    let asked = |row: &&mut Kept<'c>| row.step.is_none() && kinds(row) && row.paper.is_none_or(since);
    if let Some(row) = rows.iter_mut().find(asked) {
        row.step = Some(step.told);
        return;
    }
    let free = |it: &&Document| papers.contains(&it.kind) && since(it) && !stands(rows, it);
    let paper = on_file(file, context).filter(free).last();
    let state = match (paper, papers) {
        (Some(_), _) => Filing::There,
        (None, []) => Filing::Recorded,
        (None, _) => Filing::Lacking,
    };
    let kind = paper.map(|it| &it.kind).or(papers.first());
    let holder = paper.map(|it| it.holder.as_str());
    let (loan, told) = (step.loan, Some(step.told));
    rows.push(Kept { part, kind, holder, loan, state, paper, rule: None, step: told });
}

/// The papers that came by the day and were not turned down.
fn on_file<'c>(file: &'c File, context: &Context<'_>) -> impl Iterator<Item = &'c Document> {
    let day = context.occurred;
    file.documents.iter().filter(move |it| !it.is_rejected() && it.received <= day)
}

/// Whether the paper has its line.
fn stands(rows: &[Kept<'_>], paper: &Document) -> bool {
    rows.iter().any(|row| row.paper.is_some_and(|it| it.entry == paper.entry))
}

/// What is on file though nobody asked, or is older than what counts.
fn besides<'c>(file: &'c File, context: &Context<'c>, rows: &mut Vec<Kept<'c>>) {
    for paper in on_file(file, context) {
        if stands(rows, paper) {
            continue;
        }
        let (part, holder) = (part(&paper.kind, context.pack), Some(paper.holder.as_str()));
        let (kind, state) = (Some(&paper.kind), Filing::There);
        rows.push(Kept { part, kind, holder, loan: None, state, paper: Some(paper), rule: None, step: None });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TODAY, case, context, document};
    use super::*;
    use crate::case::Milestone;
    use crate::case::MilestoneState::Done;

    fn day(day: u8) -> Date {
        Date::new(2026, 2, day).unwrap()
    }

    /// A file with a second loan, both signed on these days.
    fn signed(first: Date, second: Date) -> File {
        let mut file = case().file().clone();
        let mut other = file.loans[0].clone();
        other.file_mut().id = LoanId::numbered("L", 2);
        file.loans.push(other);
        for (number, on) in [(1, first), (2, second)] {
            let loan = Some(LoanId::numbered("L", number));
            file.news.push(News { kind: NewsKind::LoanSigned, loan, on, entry: 40 + number });
        }
        file
    }

    fn contracts(file: &File) -> Vec<(&str, Option<u32>, Filing)> {
        let mut rows = Vec::new();
        steps(file, &context(), &mut rows);
        rows.iter().map(|row| (row.loan.unwrap().as_str(), row.paper.map(|it| it.entry), row.state)).collect()
    }

    #[test]
    fn each_loan_leaves_a_contract_of_its_own() {
        let mut file = signed(day(3), day(10));
        assert_eq!(contracts(&file), [("L1", None, Filing::Lacking), ("L2", None, Filing::Lacking)]);
        file.documents = vec![document(50, DocumentKind::LOAN_CONTRACT, "b1", day(10))].into();
        assert_eq!(contracts(&file), [("L1", None, Filing::Lacking), ("L2", Some(50), Filing::There)]);
        file.documents.push(document(51, DocumentKind::LOAN_CONTRACT, "b1", day(4)));
        assert_eq!(contracts(&file), [("L1", Some(51), Filing::There), ("L2", Some(50), Filing::There)]);
        let mut turned = signed(day(10), day(3));
        turned.documents = file.documents;
        assert_eq!(contracts(&turned), [("L2", Some(51), Filing::There), ("L1", Some(50), Filing::There)]);
    }

    #[test]
    fn a_paper_that_came_before_the_step_is_another_ones() {
        let mut file = case().file().clone();
        let loan = Some(file.loans[0].id().clone());
        file.news.push(News { kind: NewsKind::LoanSettled, loan, on: day(20), entry: 60 });
        file.documents = vec![document(50, DocumentKind::SETTLEMENT_PROOF, "b1", day(4))].into();
        let of_list = Kept {
            part: ArchivePart::PostLoan,
            kind: Some(&DocumentKind::SETTLEMENT_PROOF),
            holder: Some("b1"),
            loan: None,
            state: Filing::There,
            paper: file.documents.first(),
            rule: None,
            step: None,
        };
        let mut rows = vec![of_list];
        steps(&file, &context(), &mut rows);
        assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [Filing::There, Filing::Lacking]);
        assert_eq!(rows[0].step, None);
    }

    #[test]
    fn a_step_that_leaves_no_paper_is_on_record() {
        let mut file = case().file().clone();
        let mark = Mark { state: Done, on: TODAY, reference: None, lapses: None, edition: None, entry: 70 };
        file.milestones.push(Milestone { kind: MilestoneKind::MortgageCancelled, marks: vec![mark] });
        let mut rows = Vec::new();
        steps(&file, &context(), &mut rows);
        assert_eq!((rows[0].state, rows[0].entry()), (Filing::Recorded, Some(70)));
    }

    #[test]
    fn what_comes_later_is_in_no_index_of_today() {
        let mut file = case().file().clone();
        let tomorrow = TODAY.add_days(1).unwrap();
        file.documents = vec![document(50, DocumentKind::ID_CARD, "b1", tomorrow)].into();
        let mut rows = Vec::new();
        besides(&file, &context(), &mut rows);
        assert_eq!(rows, []);
    }
}
