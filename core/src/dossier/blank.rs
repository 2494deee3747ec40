//! The blank form (申请表): its sections and fields as data. Read this to see what a lender's form asks.

use crate::fact::Fact;
use crate::figure::Figure;
use crate::product::Role;
use crate::words::closed;

closed! {
    /// A section of a form.
    pub enum Section ("section of a form") {
        /// Who borrows.
        Borrower "borrower" "借款人",
        /// The borrower's husband or wife.
        Spouse "spouse" "配偶",
        /// Who borrows together with the borrower.
        CoBorrower "co_borrower" "共同借款人",
        /// Who will be on the title too.
        CoOwner "co_owner" "共有人",
        /// Who answers for the debt.
        Guarantor "guarantor" "保证人",
        /// Whom the lender may turn to.
        Contact "contact" "联系人",
        /// Who sells a second-hand home.
        Seller "seller" "卖方",
        /// The home.
        Home "home" "所购房屋",
        /// The sale.
        Purchase "purchase" "购房交易",
        /// What is asked of the lender.
        Loan "loan" "申请贷款",
        /// Income and debts.
        Means "means" "收入与负债",
        /// The provident fund.
        Fund "fund" "公积金缴存",
        /// Where the money goes.
        Account "account" "收款账户",
        /// What the applicants declare.
        Declarations "declarations" "声明与授权",
    }
}

closed! {
    /// Where a value of a form comes from.
    pub enum Source ("source of a value") {
        /// A party.
        Party "party" "当事人",
        /// A fact of the case.
        Fact "fact" "业务事实",
        /// A figure of the case.
        Figure "figure" "业务数据",
        /// The home.
        Property "property" "房产",
        /// The loan.
        Loan "loan" "贷款",
        /// The lender's product.
        Product "product" "产品",
        /// A milestone.
        Milestone "milestone" "节点",
        /// The designated account.
        Account "account" "账户",
        /// Counted from the price and the loans.
        Counted "counted" "计算得出",
    }
}

/// What a field asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldOf {
    /// The name of a party.
    Name,
    /// The number of the identity paper.
    IdNumber,
    /// The day of birth, from the resident identity number.
    BirthDate,
    /// The sex, from the resident identity number.
    Sex,
    /// The telephone number.
    Phone,
    /// A fact.
    Fact(Fact),
    /// A figure.
    Figure(Figure),
    /// The address of the home.
    Address,
    /// The city of the home.
    City,
    /// The contract price.
    Price,
    /// What the appraisal says.
    Appraisal,
    /// The price without the loans.
    DownPayment,
    /// The number of the sale contract.
    ContractNumber,
    /// The day of the sale contract.
    ContractDay,
    /// What the lender calls the product.
    ProductName,
    /// How much is asked.
    Amount,
    /// For how many months.
    Term,
    /// How it is paid back.
    Method,
    /// How the rate is found.
    RateRule,
    /// Whose account receives the money.
    AccountHolder,
    /// Its number.
    AccountNumber,
    /// That the credit register may be asked.
    CreditAuthorised,
}

/// On which forms a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// On every one.
    Every,
    /// On a provident-fund centre's.
    Fund,
    /// On that of a conversion.
    Conversion,
    /// When the home is second-hand.
    SecondHand,
    /// Where the product asks for an appraisal or there is one: only filled, never blank.
    WhereKnown,
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// In which section.
    pub section: Section,
    /// A stable name.
    pub name: &'static str,
    /// What the form calls it.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// What it asks.
    pub of: FieldOf,
    /// Who knows when the case does not: a role, `party`, `lender`, `clerk`, or `payee` for whoever receives the money.
    pub whom: &'static str,
    pub(super) on: On,
}

macro_rules! fields {
    ($($section:ident $name:literal $zh:literal $en:literal $of:expr, $whom:literal, $on:ident;)+) => {
        &[$(Field { section: Section::$section, name: $name, zh: $zh, en: $en, of: $of, whom: $whom, on: On::$on }),+]
    };
}

/// The sections of persons: who fills them, and which fact says that there is somebody.
pub(super) const PERSONS: &[(Section, Role, Option<Fact>)] = &[
    (Section::Borrower, Role::Borrower, None),
    (Section::Spouse, Role::Spouse, None),
    (Section::CoBorrower, Role::CoBorrower, Some(Fact::HasCoBorrower)),
    (Section::CoOwner, Role::CoOwner, Some(Fact::HasCoOwner)),
    (Section::Guarantor, Role::Guarantor, Some(Fact::HasGuarantor)),
    (Section::Contact, Role::ContactPerson, None),
    (Section::Seller, Role::Seller, None),
];

/// What is asked of each person; the section is that of the person.
pub(super) const OF_PERSONS: &[Field] = fields! {
    Borrower "name" "姓名" "Name" FieldOf::Name, "party", Every;
    Borrower "id_number" "证件号码" "Number of the identity paper" FieldOf::IdNumber, "party", Every;
    Borrower "birth_date" "出生日期" "Date of birth" FieldOf::BirthDate, "party", WhereKnown;
    Borrower "sex" "性别" "Sex" FieldOf::Sex, "party", WhereKnown;
    Borrower "phone" "手机号码" "Mobile number" FieldOf::Phone, "party", Every;
};

/// What is asked of the household, the home and the loan.
pub(super) const OF_CASE: &[Field] = fields! {
    Borrower "marital" "婚姻状况" "Marital status" FieldOf::Fact(Fact::Marital), "borrower", Every;
    Borrower "nationality" "身份类别" "Where the borrower belongs" FieldOf::Fact(Fact::Nationality), "borrower", Every;
    Borrower "local_household" "本地户籍" "Registered in the city" FieldOf::Fact(Fact::LocalHousehold), "borrower", Every;
    Home "property" "房产类型" "Kind of home" FieldOf::Fact(Fact::Property), "borrower", Every;
    Home "address" "坐落" "Address" FieldOf::Address, "borrower", Every;
    Home "city" "所在城市" "City" FieldOf::City, "clerk", Every;
    Home "building_year" "建成年份" "Year of the building" FieldOf::Figure(Figure::BuildingYear), "seller", SecondHand;
    Home "appraisal" "评估价" "Appraised value" FieldOf::Appraisal, "appraisal_company", SecondHand;
    Home "homes" "家庭住房套数" "Homes of the household" FieldOf::Fact(Fact::HouseholdHomeCount), "borrower", Every;
    Purchase "price" "成交价" "Contract price" FieldOf::Price, "borrower", Every;
    Purchase "down_payment" "首付款" "Down payment" FieldOf::DownPayment, "borrower", Every;
    Purchase "contract_number" "购房合同编号" "Number of the sale contract" FieldOf::ContractNumber, "borrower", Every;
    Purchase "contract_day" "签约日期" "Day of the sale contract" FieldOf::ContractDay, "borrower", Every;
    Purchase "transfer_mode" "卖方抵押处理方式" "What becomes of the seller's mortgage" FieldOf::Fact(Fact::TransferMode), "seller", WhereKnown;
    Loan "product" "贷款品种" "Product" FieldOf::ProductName, "lender", Every;
    Loan "amount" "申请金额" "Amount" FieldOf::Amount, "borrower", Every;
    Loan "term_months" "申请期限（月）" "Term in months" FieldOf::Term, "borrower", Every;
    Loan "method" "还款方式" "Method of repayment" FieldOf::Method, "borrower", Every;
    Loan "rate" "利率" "Rate" FieldOf::RateRule, "lender", WhereKnown;
    Loan "conversion_mode" "商转公方式" "Way of the conversion" FieldOf::Fact(Fact::ConversionMode), "borrower", Conversion;
    Means "employment" "就业类型" "Employment" FieldOf::Fact(Fact::Employment), "borrower", Every;
    Means "monthly_income" "月收入" "Monthly income" FieldOf::Figure(Figure::MonthlyIncome), "borrower", Every;
    Means "other_debt" "其他债务月还款" "Other debts a month" FieldOf::Figure(Figure::OtherDebt), "borrower", Every;
    Means "property_fee" "月物业管理费" "Management fee a month" FieldOf::Figure(Figure::PropertyFee), "borrower", Every;
    Fund "contribution_months" "连续缴存月数" "Months paid on end" FieldOf::Figure(Figure::ContributionMonths), "borrower", Fund;
    Fund "pf_paid_elsewhere" "异地缴存" "Paid in another city" FieldOf::Fact(Fact::PfPaidElsewhere), "borrower", Fund;
    Fund "first_pf_loan" "首次公积金贷款且无房" "First fund loan and no home" FieldOf::Fact(Fact::FirstPfLoanAndNoHome), "borrower", Fund;
    Account "account_holder" "收款人" "Who receives the money" FieldOf::AccountHolder, "payee", Every;
    Account "account_number" "收款账号" "Account number" FieldOf::AccountNumber, "payee", Every;
    Declarations "credit_authorised" "征信查询授权" "Leave to ask the credit register" FieldOf::CreditAuthorised, "borrower", Every;
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_by_one_name() {
        let mut names: Vec<(Section, &str)> =
            OF_CASE.iter().chain(OF_PERSONS).map(|it| (it.section, it.name)).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(OF_CASE.iter().chain(OF_PERSONS).all(|it| !it.zh.is_ascii() && it.en.is_ascii()));
    }

    #[test]
    fn a_section_of_a_person_asks_what_a_person_knows() {
        let of_person = |of: FieldOf| {
            use FieldOf::{BirthDate, IdNumber, Name, Phone, Sex};
            matches!(of, Name | IdNumber | BirthDate | Sex | Phone)
        };
        assert!(OF_PERSONS.iter().all(|it| of_person(it.of) && it.whom == "party"));
        assert!(OF_CASE.iter().all(|it| !of_person(it.of) && it.whom != "party"));
        let roles: Vec<&str> = PERSONS.iter().map(|(section, _, _)| section.name()).collect();
        assert_eq!(roles, ["borrower", "spouse", "co_borrower", "co_owner", "guarantor", "contact", "seller"]);
    }

    #[test]
    fn whom_to_ask_is_somebody() {
        let known = |whom: &str| {
            ["lender", "clerk", "payee"].contains(&whom) || Role::ALL.iter().any(|role| role.name() == whom)
        };
        assert!(OF_CASE.iter().all(|it| known(it.whom)));
    }
}
