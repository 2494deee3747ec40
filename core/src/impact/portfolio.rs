//! Columns that own their numbers, filled from cases.

use super::columns::{Columns, NO_AMOUNT, NO_DAY, NO_RATE, NO_SITE};
use crate::case::edition::Basis;
use crate::case::{Case, CaseId, File};
use crate::date::Date;
use crate::fact::Facts;
use crate::figure::Figures;
use crate::finding::{Borrower, Household};
use crate::identity::Sex;
use crate::loan::{Loan, LoanId};
use crate::product::ProductId;
use crate::property::Site;

/// Loans, column-wise, as [`Columns`] has them, and whose they are.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the columns are told at `Columns`")]
pub struct Portfolio {
    /// Which loan of which case each row is.
    pub loans: Vec<(CaseId, LoanId)>,
    pub products: Vec<ProductId>,
    pub sites: Vec<Site>,
    pub product: Vec<u16>,
    pub site: Vec<u32>,
    pub facts: Vec<Facts>,
    pub figures: Vec<Figures>,
    pub price: Vec<i64>,
    pub base: Vec<i64>,
    pub lent: Vec<i64>,
    pub amount: Vec<i64>,
    pub term_months: Vec<u16>,
    pub granted: Vec<u32>,
    pub opened: Vec<i32>,
    pub contract: Vec<i32>,
    pub acceptance: Vec<i32>,
    pub payout: Vec<i32>,
    pub borrowers_end: Vec<u32>,
    pub born: Vec<i32>,
    pub sex: Vec<Sex>,
    pub is_first: Vec<bool>,
}

impl Portfolio {
    /// The loans of these cases that are alive, in order.
    #[must_use]
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let mut portfolio = Self::default();
        cases.into_iter().for_each(|case| portfolio.add(case));
        portfolio
    }

    /// The loans of one more case.
    pub(crate) fn add(&mut self, case: &Case) {
        let file = case.file();
        file.live_loans().for_each(|loan| self.push(file, loan));
    }

    /// The columns, to borrow from.
    #[must_use]
    pub fn columns(&self) -> Columns<'_> {
        Columns {
            products: &self.products,
            sites: &self.sites,
            product: &self.product,
            site: &self.site,
            facts: &self.facts,
            figures: &self.figures,
            price: &self.price,
            base: &self.base,
            lent: &self.lent,
            amount: &self.amount,
            term_months: &self.term_months,
            granted: &self.granted,
            opened: &self.opened,
            contract: &self.contract,
            acceptance: &self.acceptance,
            payout: &self.payout,
            borrowers_end: &self.borrowers_end,
            born: &self.born,
            sex: &self.sex,
            is_first: &self.is_first,
        }
    }

    fn push(&mut self, file: &File, loan: &Loan) {
        let household = Household::known(file, loan);
        let subject = household.subject(file, loan);
        self.loans.push((file.id.clone(), loan.id().clone()));
        self.push_product(&loan.file().application.product);
        self.push_site(file.property.as_ref().and_then(|property| property.site.as_ref()));
        self.facts.push(*subject.facts);
        self.figures.push(*subject.figures);
        self.price.push(subject.price.unwrap_or(NO_AMOUNT));
        self.base.push(subject.base.unwrap_or(NO_AMOUNT));
        self.lent.push(subject.lent);
        self.amount.push(subject.amount);
        self.term_months.push(subject.term_months);
        self.granted.push(subject.granted.map_or(NO_RATE, |rate| rate.millionths()));
        let [opened, contract, acceptance, payout] = subject.days.0.map(fixed);
        self.opened.push(opened);
        self.contract.push(contract);
        self.acceptance.push(acceptance);
        self.payout.push(payout);
        self.push_borrowers(subject.borrowers);
    }

    pub(crate) fn push_product(&mut self, product: &ProductId) {
        let product = place_of(&mut self.products, product);
        self.product.push(u16::try_from(product).unwrap_or(u16::MAX));
    }

    pub(crate) fn push_site(&mut self, site: Option<&Site>) {
        let site = site.map(|site| place_of(&mut self.sites, site));
        self.site.push(site.and_then(|site| u32::try_from(site).ok()).unwrap_or(NO_SITE));
    }

    pub(crate) fn push_borrowers(&mut self, borrowers: &[Borrower]) {
        for borrower in borrowers {
            self.born.push(borrower.born.map_or(NO_DAY, |(born, _)| born.day_number()));
            self.sex.push(borrower.born.map_or(Sex::Male, |(_, sex)| sex));
            self.is_first.push(borrower.is_first);
        }
        self.borrowers_end.push(u32::try_from(self.born.len()).unwrap_or(u32::MAX));
    }
}

fn fixed((day, basis): (Date, Basis)) -> i32 {
    if basis == Basis::Provisional { NO_DAY } else { day.day_number() }
}

/// Where an item stands in a list of different ones; put behind the others where it does not.
fn place_of<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) -> usize {
    list.iter().position(|other| other == item).unwrap_or_else(|| {
        list.push(item.clone());
        list.len() - 1
    })
}
