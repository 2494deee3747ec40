//! What can be read off a paper: a closed list of fields.

use std::fmt;

use super::value::FieldKind;
use crate::error::Error;
use crate::words::unknown;

macro_rules! fields {
    ( $( $(#[$doc:meta])* $variant:ident $wire:literal $zh:literal $kind:ident; )+ ) => {
        /// A field of a paper.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $( $(#[$doc])* $variant, )+
        }

        impl Field {
            /// Every field, in the order of the table.
            pub const ALL: &'static [Field] = &[$( Field::$variant, )+];

            /// The stable name, as on the wire; a unit stands last.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Field::$variant => $wire, )+ }
            }

            /// What a Chinese clerk calls it.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( Field::$variant => $zh, )+ }
            }

            /// What it holds.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                match self { $( Field::$variant => FieldKind::$kind, )+ }
            }
        }
    };
}

fields! {
    /// The name of the paper's holder.
    Name "name" "姓名" Name;
    /// The number of the holder's identity paper, as printed.
    IdNumber "id_number" "证件号码" Number;
    /// The holder's birth date.
    BirthDate "birth_date" "出生日期" Born;
    /// The holder's sex: `male` or `female`.
    Sex "sex" "性别" Text;
    /// The holder's marital status, in the words of the fact `marital`.
    Marital "marital" "婚姻状况" Text;
    /// When the paper was issued.
    Issued "issued" "签发日期" Day;
    /// The last day it is good for, as printed.
    ValidUntil "valid_until" "有效期至" Day;
    /// When it was signed.
    SignedOn "signed_on" "签订日期" Day;
    /// When the contract was filed.
    FiledOn "filed_on" "备案日期" Day;
    /// Whether the seal that belongs on it is there, legible and of the right kind.
    Sealed "sealed" "盖章" Flag;
    /// Whether everybody has signed who must.
    Signed "signed" "签字" Flag;
    /// The number of the contract of sale.
    ContractNumber "contract_number" "合同编号" Text;
    /// The number under which it was filed.
    FilingNumber "filing_number" "备案编号" Text;
    /// Who buys.
    Buyers "buyers" "买受人" Names;
    /// Who will own.
    Owners "owners" "产权人" Names;
    /// Who mortgages.
    Mortgagors "mortgagors" "抵押人" Names;
    /// Who sells.
    Sellers "sellers" "出卖人" Names;
    /// Who owns the home before the sale.
    TitleHolders "title_holders" "原产权人" Names;
    /// Which co-owners consent to the sale.
    Consenting "consenting" "同意出售的共有人" Names;
    /// Where the home is.
    Address "address" "坐落" Address;
    /// Building and room.
    Room "room" "楼栋房号" Text;
    /// The number of the unit.
    UnitNumber "unit_number" "不动产单元号" Unit;
    /// The number of the title certificate of the home before the sale.
    TitleNumber "title_number" "不动产权证书号" Title;
    /// The floor area in hundredths of a square metre.
    Area "area" "建筑面积" Area;
    /// The number of the presale permit.
    PermitNumber "permit_number" "预售许可证号" Text;
    /// Buildings and rooms within the presale permit, written as `room` is.
    PermitRooms "permit_rooms" "预售范围" Texts;
    /// Whether a mortgage, a seizure or an objection stands on the home, other than the seller's mortgage that this sale
    /// pays off or takes along.
    Encumbered "encumbered" "抵押或查封" Flag;
    /// Whether the home is let.
    Leased "leased" "已出租" Flag;
    /// Whether the tenant waives the right to buy first.
    TenantWaives "tenant_waives" "承租人放弃优先购买权" Flag;
    /// The price of the home, without decoration.
    Price "price_fen" "房屋总价" Amount;
    /// What the appraisal says.
    Appraisal "appraisal_fen" "评估价" Amount;
    /// The whole down payment.
    DownPayment "down_payment_fen" "首付款" Amount;
    /// What the contract of sale says will be borrowed, all loans together.
    Loan "loan_fen" "贷款金额" Amount;
    /// Other sums that the contract counts into the price.
    OtherSums "other_sums_fen" "其他款项" Amount;
    /// What one receipt or one slip is over.
    Paid "paid_fen" "付款金额" Amount;
    /// When that was paid.
    PaidOn "paid_on" "付款日期" Day;
    /// Who paid it.
    Payer "payer" "付款人" Name;
    /// What is in supervision.
    Supervised "supervised_fen" "监管金额" Amount;
    /// Whom the holder works for: the employer on a certificate, the payer of wages, the withholding agent.
    Employer "employer" "工作单位" Name;
    /// The monthly income that is certified.
    IncomeCertified "income_certified_fen" "证明月收入" Means;
    /// The monthly income that statements or tax records support.
    IncomeSupported "income_supported_fen" "可佐证月收入" Means;
    /// When somebody allowed the query of the credit record.
    AuthorisedOn "authorised_on" "授权日期" Day;
    /// When the credit record was queried.
    QueriedOn "queried_on" "查询日期" Day;
    /// Whose account it is.
    AccountHolder "account_holder" "户名" Name;
    /// The number of the account or card.
    Card "card" "账号" Card;
    /// The class of the account: 1, 2 or 3.
    AccountClass "account_class" "账户类别" Count;
    /// What the lender grants.
    Granted "granted_fen" "批准金额" Amount;
    /// For how many months.
    GrantedMonths "granted_months" "批准期限" Count;
    /// At which yearly rate.
    GrantedRate "granted_rate_millionths" "批准利率" Rate;
    /// What was paid out, as the credit advice says.
    Credited "credited_fen" "到账金额" Amount;
    /// When.
    CreditedOn "credited_on" "到账日期" Day;
    /// On which account.
    CreditedCard "credited_card" "到账账号" Card;
    /// The holder's name in the letters of another country, as a passport and the notary have it beside the Chinese one.
    ForeignName "foreign_name" "外文姓名" Name;
    /// The holder's telephone number.
    Phone "phone" "联系电话" Number;
    /// The name of the holder's husband or wife.
    Spouse "spouse" "配偶姓名" Name;
    /// The children whom the paper names.
    Children "children" "子女" Names;
    /// The parents whom it names.
    Parents "parents" "父母" Names;
    /// Everybody of whom it says that they are kin.
    Relatives "relatives" "亲属" Names;
    /// Everybody whose homes were counted.
    Household "household" "查询家庭成员" Names;
    /// Where the holder belongs, in the words of the fact `nationality`.
    Nationality "nationality" "身份类别" Text;
    /// Whether the household is registered in the city of the purchase.
    LocalHousehold "local_household" "本地户籍" Flag;
    /// How many homes the household has.
    HomeCount "home_count" "家庭住房套数" Count;
    /// How the holder earns, in the words of the fact `employment`.
    Employment "employment" "就业类型" Text;
    /// What is bought, in the words of the fact `property`.
    PropertyKind "property_kind" "房产类型" Text;
    /// What kind of loan it is, in the words of the fact `loan_kind`.
    LoanKind "loan_kind" "贷款种类" Text;
    /// Whether the holder is a talent by the city's rules.
    Talent "talent" "人才" Flag;
    /// Whether the building is certified green.
    GreenBuilding "green_building" "绿色建筑" Flag;
    /// How many stars it has.
    GreenStars "green_stars" "绿色建筑星级" Count;
    /// Whether a minor will be on the title.
    MinorOnTitle "minor_on_title" "未成年人登记产权" Flag;
    /// Whether an agent signs for the borrower.
    SignedByAgent "signed_by_agent" "代理人代签" Flag;
    /// Whether the holder's provident fund is paid in another city.
    FundElsewhere "fund_elsewhere" "异地缴存公积金" Flag;
    /// Whether the seller is married.
    SellerMarried "seller_married" "卖方已婚" Flag;
    /// The account at the provident fund.
    FundAccount "fund_account" "公积金账号" Number;
    /// The credit code of the holder's firm, or of the firm that is the holder.
    FirmCode "firm_code" "统一社会信用代码" Number;
    /// The credit code of the firm that sells, as an invoice has it.
    SellerCode "seller_code" "销售方税号" Number;
    /// Operator, legal representative and shareholders of a firm.
    Principals "principals" "经营者、法定代表人、股东" Names;
    /// The holder's share in it.
    Share "share_millionths" "持股比例" Rate;
    /// Who represents the firm.
    Representative "representative" "法定代表人" Name;
    /// Whom a power of attorney appoints.
    Agent "agent" "受托人" Name;
    /// What that agent may do: words of [`Power`](super::Power).
    Powers "powers" "委托权限" Texts;
    /// Which agent signed for the holder.
    SignedBy "signed_by" "代签人" Name;
    /// Whether the paper was made outside the mainland.
    Abroad "abroad" "境外出具" Flag;
    /// Whether it was notarised or authenticated there.
    Authenticated "authenticated" "公证或认证" Flag;
    /// Since when the holder has worked or studied on the mainland.
    StaySince "stay_since" "境内工作学习起始日" Day;
    /// The monthly income that the holder declares: to the tax office, or on the application.
    IncomeDeclared "income_declared_fen" "申报月收入" Means;
    /// Whether the pay lines are labelled as wages.
    PayLabelled "pay_labelled" "工资摘要" Flag;
    /// Whether a large sum came in shortly before.
    LargeDeposit "large_deposit" "近期大额进账" Flag;
    /// How many months the paper covers.
    MonthsCovered "months_covered" "覆盖月数" Count;
    /// Whether months were paid in afterwards in one sum.
    BackPaid "back_paid" "一次性补缴" Flag;
    /// What is paid every month for debts that are open; on a certificate of settlement, for the debt that is settled.
    DebtMonthly "debt_monthly_fen" "债务月还款" Means;
    /// The debts on a credit report, as it calls them.
    Debts "debts" "未结清债务" Texts;
    /// The debt that was settled, as the credit report calls it.
    SettledDebt "settled_debt" "结清债务" Text;
    /// The overdue lines of a credit report, and those that are explained.
    OverdueLines "overdue_lines" "逾期记录" Texts;
    /// Whether an instalment of the last twelve months was overdue.
    OverdueLastYear "overdue_last_year" "近十二个月逾期" Flag;
    /// How often lenders asked for the credit record in the last three months.
    Queries "queries" "近三个月查询次数" Count;
    /// Whether the loan that the certificate is about is paid off.
    Settled "settled" "已结清" Flag;
    /// The amount that the customer asks for.
    Asked "asked_fen" "申请金额" Amount;
    /// For how many months.
    AskedMonths "asked_months" "申请期限" Count;
    /// Whether the interview was face to face.
    InPerson "in_person" "当面面谈" Flag;
    /// Whether a place is left blank.
    Blank "blank" "空白" Flag;
    /// Whether something was altered by hand.
    Altered "altered" "涂改" Flag;
    /// Whether the money was borrowed: a consumer loan, a business loan, a credit card.
    FromLoan "from_loan" "来源于贷款" Flag;
    /// Whether the decoration is in the price.
    DecorationIncluded "decoration_included" "含装修款" Flag;
    /// The value that tax was counted from.
    TaxBase "tax_base_fen" "计税价格" Amount;
    /// Whether the household may buy.
    Eligible "eligible" "具备购房资格" Flag;
    /// When that was examined.
    EligibleOn "eligible_on" "资格核验日期" Day;
    /// When money in supervision is let go.
    ReleaseCondition "release_condition" "监管支付条件" Text;
    /// The account that contract or agreement names for the money.
    ReceivingCard "receiving_card" "收款账号" Card;
    /// The account that money goes back to.
    RefundCard "refund_card" "退款账号" Card;
    /// Whose account that is.
    RefundHolder "refund_holder" "退款账户户名" Name;
    /// What pays off the seller's mortgage.
    Redemption "redemption_fen" "赎楼金额" Amount;
    /// What is still owed of the old loan.
    Outstanding "outstanding_fen" "原贷款余额" Amount;
    /// The number of the old loan.
    OldLoanNumber "old_loan_number" "原贷款合同号" Text;
    /// What the home is for, as printed.
    Use "use" "用途" Text;
    /// The last day of the land term.
    LandUntil "land_until" "土地使用期限止" Day;
    /// The year in which the building was completed.
    BuildingYear "building_year" "建成年份" Count;
    /// The first day of the loan.
    StartsOn "starts_on" "贷款起始日" Day;
    /// Its last day.
    MaturesOn "matures_on" "贷款到期日" Day;
    /// Who holds the mortgage.
    Mortgagee "mortgagee" "抵押权人" Name;
    /// Its rank.
    Rank "rank" "抵押顺位" Count;
    /// Whether both sides apply together.
    Joint "joint" "双方共同申请" Flag;
}

impl Field {
    /// The field of this name.
    ///
    /// # Errors
    /// `UnknownCode` when no field is called so.
    pub fn from_name(name: &str) -> Result<Field, Error> {
        let found = Self::ALL.iter().copied().find(|field| field.name() == name);
        found.ok_or_else(|| unknown("field of a paper", name, Self::ALL.iter().map(|field| field.name())))
    }

    /// The name in words, without its unit.
    pub(super) fn en(self) -> String {
        let name = self.name();
        let bare = ["_fen", "_millionths"].iter().find_map(|unit| name.strip_suffix(unit));
        bare.unwrap_or(name).replace('_', " ")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn every_field_is_found_by_its_name() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Ok(*field));
        }
        assert_eq!(Field::from_name("colour").unwrap_err().code(), ErrorCode::UnknownCode);
        assert_eq!(Field::GrantedRate.en(), "granted rate");
    }
}
