//! The ledger (台账): one line per case, with the columns that offices keep.
//!
//! A case of several loans is one line: their sum, the longest of their terms, and a day only when all of them have come so
//! far. The down payment is the price less the loans, as every contract has it, and no receipt. Names and addresses are
//! masked unless asked for.

use super::csv;
use crate::case::{Actor, Case, CaseId, Context, File, Stage, gate};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::note;
use crate::loan::{Loan, State};
use crate::money::Money;
use crate::product::{MilestoneKind, Name, ProductKind, Role};
use crate::words::closed;

closed! {
    /// A column of the ledger, in the order of the table.
    pub enum Column ("column of the ledger") {
        /// The case.
        Case "case" "业务编号",
        /// Who looks after it.
        Clerk "clerk" "经办人",
        /// Where it is.
        Stage "stage" "阶段",
        /// The home.
        House "house" "房号",
        /// Who buys.
        Buyer "buyer" "买受人",
        /// The price, in yuan.
        Price "price" "总价",
        /// The price less the loans, in yuan.
        DownPayment "down_payment" "首付",
        /// The loans, in yuan.
        Loan "loan" "贷款金额",
        /// For how many years.
        Years "years" "年限",
        /// Who lends.
        Bank "bank" "贷款银行",
        /// The sale contract is signed.
        ContractSigned "contract_signed" "签约日期",
        /// The set is complete and checked.
        PapersComplete "papers_complete" "资料齐全日期",
        /// The file is with the lenders.
        Submitted "submitted" "送审日期",
        /// The lenders have approved.
        Approved "approved" "批复日期",
        /// The loan contracts are signed.
        LoanSigned "loan_signed" "借款合同签订日期",
        /// All is registered that the payout waits for.
        Registered "registered" "登记日期",
        /// The money was paid.
        PaidOut "paid_out" "放款日期",
        /// How much of it, in yuan.
        Paid "paid" "放款金额",
        /// It is in the books.
        Posted "posted" "入账日期",
        /// Why it is not paid.
        NotPaid "not_paid" "未放款原因",
    }
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The case.
    pub case: CaseId,
    /// Who looks after it.
    pub clerk: Actor,
    /// Where it is.
    pub stage: Stage,
    /// The home.
    pub house: Option<String>,
    /// Who buys.
    pub buyers: Vec<String>,
    /// The price.
    pub price: Option<Money>,
    /// The price less the loans; none for a loan that takes another's place.
    pub down_payment: Option<Money>,
    /// The loans together.
    pub loan: Option<Money>,
    /// The longest of their terms, in months.
    pub months: Option<u16>,
    /// Who lends, each once.
    pub banks: Vec<Name>,
    /// Each column that is a day.
    pub days: Vec<(Column, Date)>,
    /// What was paid of them.
    pub paid: Option<Money>,
    /// Why it is not all paid, in English and in Chinese.
    pub not_paid: Vec<(String, String)>,
}

/// The ledger of these cases, in their order.
#[must_use]
pub fn ledger(cases: &[&Case], reveal: bool, context: &Context<'_>) -> Vec<Line> {
    cases.iter().map(|case| line(case, reveal, context)).collect_vec()
}

/// The ledger as a table of text, the first row its headers, in Chinese or in English. Cells that a spreadsheet would take
/// for a formula are [guarded](csv::guarded).
#[must_use]
pub fn table(lines: &[Line], zh: bool) -> String {
    std::iter::once(head(zh)).chain(lines.iter().map(|line| row(line, zh))).collect()
}

/// The first row of the table.
pub(crate) fn head(zh: bool) -> String {
    written(|it| header(it, zh))
}

/// A later one.
pub(crate) fn row(line: &Line, zh: bool) -> String {
    written(|it| csv::guarded(&line.cell(it, zh)))
}

fn written(cell: impl Fn(Column) -> String) -> String {
    csv::write(&[Column::ALL.iter().map(|it| cell(*it)).collect::<Vec<String>>()])
}

fn header(column: Column, zh: bool) -> String {
    if zh { column.zh().to_owned() } else { column.name().replace('_', " ") }
}

impl Line {
    /// The day in a column.
    #[must_use]
    pub fn day(&self, column: Column) -> Option<Date> {
        self.days.iter().find(|(own, _)| *own == column).map(|(_, day)| *day)
    }

    /// What stands in a column: amounts in yuan, days as `YYYY-MM-DD`, nothing where nothing is known.
    #[must_use]
    pub fn cell(&self, column: Column, zh: bool) -> String {
        let money = |amount: Option<Money>| amount.map(|it| it.to_string()).unwrap_or_default();
        let comma = if zh { "、" } else { ", " };
        match column {
            Column::Case => self.case.to_string(),
            Column::Clerk => self.clerk.to_string(),
            Column::Stage => if zh { self.stage.zh() } else { self.stage.name() }.to_owned(),
            Column::House => self.house.clone().unwrap_or_default(),
            Column::Buyer => self.buyers.join(comma),
            Column::Price => money(self.price),
            Column::DownPayment => money(self.down_payment),
            Column::Loan => money(self.loan),
            Column::Years => self.months.map(years).unwrap_or_default(),
            Column::Bank => {
                let names = self.banks.iter().map(|it| if zh { &*it.zh } else { &*it.en }).collect_vec();
                names.join(comma)
            }
            Column::Paid => money(self.paid),
            Column::NotPaid => {
                let texts = self.not_paid.iter().map(|(en, own)| if zh { &**own } else { &**en }).collect_vec();
                texts.join(if zh { "；" } else { "; " })
            }
            day => self.day(day).map(|it| it.to_string()).unwrap_or_default(),
        }
    }
}

/// Whole years, or years and twelfths as `12+6/12`.
fn years(months: u16) -> String {
    match (months / 12, months % 12) {
        (years, 0) => years.to_string(),
        (years, rest) => format!("{years}+{rest}/12"),
    }
}

/// The line of a case.
pub(crate) fn line(case: &Case, reveal: bool, context: &Context<'_>) -> Line {
    let file = case.file();
    let loans = file.live_loans().collect_vec();
    let sum = |amounts: Vec<Money>| (!amounts.is_empty()).then(|| Money::sum(amounts).ok()).flatten();
    let loan = sum(loans.iter().map(|it| it.file().amount()).collect_vec());
    let price = file.property.as_ref().map(|home| home.price);
    Line {
        case: file.id.clone(),
        clerk: file.clerk.clone(),
        stage: case.stage(),
        house: file.property.as_ref().map(|home| shown(home.address.reveal(), &home.address.to_string(), reveal)),
        buyers: buyers(file, reveal),
        price,
        down_payment: price
            .zip(loan)
            .filter(|_| !converts(&loans, context))
            .and_then(|(all, lent)| all.checked_sub(lent).ok()),
        loan,
        months: loans.iter().map(|it| months(it)).max(),
        banks: banks(&loans, context),
        days: days(file, &loans),
        paid: sum(loans.iter().filter_map(|it| it.file().paid).map(|(amount, _)| amount).collect_vec()),
        not_paid: not_paid(case, &loans, context),
    }
}

fn shown(full: &str, masked: &str, reveal: bool) -> String {
    if reveal { full.to_owned() } else { masked.to_owned() }
}

fn buyers(file: &File, reveal: bool) -> Vec<String> {
    let buys = file.parties.iter().filter(|it| matches!(it.role, Role::Borrower | Role::CoBorrower));
    buys.map(|it| shown(it.name.reveal(), &it.name.masked(), reveal)).collect_vec()
}

/// Nobody pays down on a loan that only takes another's place.
fn converts(loans: &[&Loan], context: &Context<'_>) -> bool {
    let kind = |loan: &&Loan| context.pack.product(&loan.file().application.product).map(|it| it.kind);
    loans.iter().any(|loan| kind(loan) == Some(ProductKind::Conversion))
}

fn months(loan: &Loan) -> u16 {
    loan.file().terms.as_ref().map_or(loan.file().application.term_months, |it| it.term_months)
}

fn banks(loans: &[&Loan], context: &Context<'_>) -> Vec<Name> {
    let mut banks: Vec<Name> = Vec::new();
    for product in loans.iter().filter_map(|it| context.pack.product(&it.file().application.product)) {
        if !banks.contains(&product.institution) {
            banks.push(product.institution.clone());
        }
    }
    banks
}

fn days(file: &File, loans: &[&Loan]) -> Vec<(Column, Date)> {
    let done = |kind| file.done(kind).map(|mark| mark.on);
    let all = |of: &dyn Fn(&Loan) -> Option<Date>| -> Option<Date> {
        let days: Option<Vec<Date>> = loans.iter().map(|loan| of(loan)).collect();
        days?.into_iter().max()
    };
    let found = [
        (Column::ContractSigned, done(MilestoneKind::ContractSigned)),
        (Column::PapersComplete, file.reached(Stage::Prechecked)),
        (Column::Submitted, all(&|loan| loan.file().handed_in)),
        (Column::Approved, all(&|loan| loan.reached(State::Offered))),
        (Column::LoanSigned, all(&|loan| loan.reached(State::Signed))),
        (Column::Registered, file.reached(Stage::Funding)),
        (Column::PaidOut, all(&|loan| loan.file().paid.map(|(_, on)| on))),
        (Column::Posted, all(&|loan| loan.reached(State::Repaying))),
    ];
    found.into_iter().filter_map(|(column, day)| Some((column, day?))).collect_vec()
}

/// Why the money is not there: the case's end, its standstill, or what each loan waits for.
fn not_paid(case: &Case, loans: &[&Loan], context: &Context<'_>) -> Vec<(String, String)> {
    if !loans.is_empty() && loans.iter().all(|loan| loan.is_paid_out()) {
        return Vec::new();
    }
    if let Some(reason) = case.end_reason() {
        return vec![(note(reason), note(reason))];
    }
    let file = case.file();
    let still = file
        .suspended
        .iter()
        .map(|it| (format!("suspended: {}", note(&it.reason)), format!("暂停：{}", note(&it.reason))));
    let waits = loans.iter().filter(|loan| !loan.is_paid_out()).flat_map(|loan| waits(case, loan, context));
    let refused = file.loans.iter().filter_map(|loan| match loan {
        Loan::Declined(it) if loans.is_empty() && !it.stage().left => Some(it.stage().reason.as_str()),
        _ => None,
    });
    still
        .chain(waits)
        .chain(refused.map(|it| (format!("declined: {}", note(it)), format!("拒贷：{}", note(it)))))
        .collect_vec()
}

fn waits(case: &Case, loan: &Loan, context: &Context<'_>) -> Vec<(String, String)> {
    let (id, state) = (loan.id(), loan.state());
    if state != State::Signed || case.stage() != Stage::Funding {
        return vec![(format!("{id} {state}"), format!("{id}{}", state.zh()))];
    }
    let blockers = gate::payment_blockers(case.file(), loan, context);
    if blockers.is_empty() {
        return vec![(format!("{id}: the lender has not paid"), format!("{id}等待放款"))];
    }
    blockers.iter().map(|it| (it.to_string(), it.zh(context.pack))).collect_vec()
}
