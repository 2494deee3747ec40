//! The checks: one table with name, number in the handbook's list, severity, and what to do.

use std::fmt;

use crate::error::Error;
use crate::words::{closed, unknown};

closed! {
    /// How grave an inconsistency is.
    pub enum Severity ("severity") {
        /// The paper cannot be handed in like this.
        Stop "stop" "不得提交",
        /// Somebody must look and may let it pass.
        Warn "warn" "需核实",
    }
}

macro_rules! checks {
    ( $( $(#[$doc:meta])* $variant:ident $wire:literal $number:tt $severity:ident
         $en:literal $advice:literal $zh:literal $advice_zh:literal; )+ ) => {
        /// What was compared and does not agree.
        ///
        /// Open: later versions may add a check, so a `match` needs a last arm.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $( $(#[$doc])* $variant, )+
        }

        impl Check {
            /// Every check, in the order of the table.
            pub const ALL: &'static [Check] = &[$( Check::$variant, )+];

            /// The stable name, as on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Check::$variant => $wire, )+ }
            }

            /// Its number in the list of twenty checks (HANDBOOK 3.5); `None` for what only the catalogue of papers asks.
            #[must_use]
            pub const fn number(self) -> Option<u8> {
                let number: u8 = match self { $( Check::$variant => $number, )+ };
                if number == 0 { None } else { Some(number) }
            }

            /// How grave it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $( Check::$variant => Severity::$severity, )+ }
            }

            /// What is wrong, in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $( Check::$variant => $en, )+ }
            }

            /// What is wrong, in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( Check::$variant => $zh, )+ }
            }

            /// What to do, in English.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $( Check::$variant => $advice, )+ }
            }

            /// What to do, in Chinese.
            #[must_use]
            pub const fn advice_zh(self) -> &'static str {
                match self { $( Check::$variant => $advice_zh, )+ }
            }
        }
    };
}

// A number of 0 stands for none.
checks! {
    /// The holder's name is written in two ways.
    NameDiffers "name_differs" 1 Stop
        "the name differs" "look at the identity paper, and have the wrong paper written anew"
        "姓名不一致" "核对身份证件原件，错误的材料重新开具";
    /// The number of the holder's identity paper differs.
    IdNumberDiffers "id_number_differs" 2 Stop
        "the ID number differs" "look at the identity paper, and have the wrong paper written anew"
        "证件号码不一致" "核对身份证件原件，错误的材料重新开具";
    /// The number can be none of a resident.
    IdNumberInvalid "id_number_invalid" 2 Stop
        "the ID number cannot be right" "read the number again from the original"
        "身份证号码无效" "对照原件重新录入号码";
    /// The birth date is not the one inside the number.
    BirthDateDiffers "birth_date_differs" 2 Stop
        "the birth date is not that of the ID number" "read both again from the original"
        "出生日期与身份证号码不符" "对照原件重新核对";
    /// The sex is not the one inside the number.
    SexDiffers "sex_differs" 2 Stop
        "the sex is not that of the ID number" "read both again from the original"
        "性别与身份证号码不符" "对照原件重新核对";
    /// The last day printed on a paper is not the one on file.
    ValidityDiffers "validity_differs" 3 Stop
        "the last day of validity is not the one on file" "look at the paper, and correct the record"
        "有效期与登记不一致" "核对材料原件，更正登记";
    /// Buyers, future owners and mortgagors are not the same persons.
    OwnersDiffer "owners_differ" 4 Stop
        "buyers, owners and mortgagors are not the same persons" "agree who buys, and correct the contract or the forms"
        "买受人、产权人、抵押人不一致" "与客户确认购房人，更正合同或表格";
    /// Somebody buys, owns or mortgages whom the case does not know.
    BuyerUnknown "buyer_unknown" 4 Stop
        "a person is named whom the case does not know" "add the party to the case, or correct the name"
        "出现业务中未登记的人员" "补录当事人，或更正姓名";
    /// The price differs.
    PriceDiffers "price_differs" 5 Stop
        "the price differs" "take the price of the filed contract, and correct the other"
        "房屋总价不一致" "以备案合同为准，更正其他材料";
    /// The price is not down payment, loans and other sums together.
    PriceNotCovered "price_not_covered" 5 Stop
        "down payment, loan and other sums do not make the price" "recount, and amend the contract or the application"
        "首付款与贷款等合计不等于总价" "重新核算，变更合同或申请";
    /// The down payment differs.
    DownPaymentDiffers "down_payment_differs" 6 Stop
        "the down payment differs" "take the amount of the contract, and have the other paper corrected"
        "首付款金额不一致" "以合同为准，更正其他材料";
    /// The receipts together are not the down payment.
    ReceiptsDoNotAddUp "receipts_do_not_add_up" 6 Stop
        "the receipts together are not the down payment" "ask for the receipt that is missing, or for the balance"
        "首付款收据合计与首付款不符" "补齐收据或余款";
    /// No transfer slip has the amount and the day of a receipt.
    ReceiptWithoutSlip "receipt_without_slip" 6 Stop
        "no transfer slip has the amount and the day of the receipt" "ask for the slip of this payment"
        "收据无金额和日期相符的付款凭证" "补交该笔付款凭证";
    /// Somebody else paid than those who borrow.
    PayerUnknown "payer_unknown" 6 Stop
        "the payer is neither borrower nor co-borrower" "ask where the money comes from, and have it paid anew by a borrower"
        "付款人不是借款人或共同借款人" "核实资金来源，由借款人重新支付";
    /// The appraisal differs.
    AppraisalDiffers "appraisal_differs" 7 Stop
        "the appraisal differs" "take the latest report, and correct the case"
        "评估价不一致" "以最新评估报告为准，更正登记";
    /// The address differs.
    AddressDiffers "address_differs" 8 Stop
        "the address differs" "compare with the title or the permit, and have the wrong paper corrected"
        "房屋坐落不一致" "与权属证书或许可证核对，更正错误材料";
    /// Building or room differs.
    RoomDiffers "room_differs" 8 Stop
        "building or room differs" "compare with the title or the permit, and have the wrong paper corrected"
        "楼栋房号不一致" "与权属证书或许可证核对，更正错误材料";
    /// The area differs.
    AreaDiffers "area_differs" 8 Stop
        "the area differs" "compare with the title or the survey, and have the wrong paper corrected"
        "建筑面积不一致" "与权属证书或测绘成果核对，更正错误材料";
    /// The unit number differs.
    UnitNumberDiffers "unit_number_differs" 8 Stop
        "the unit number differs" "look the unit up at the registry"
        "不动产单元号不一致" "到登记机构查询核实";
    /// The number of the title certificate differs.
    TitleNumberDiffers "title_number_differs" 8 Stop
        "the number of the title certificate differs" "look the title up at the registry"
        "不动产权证书号不一致" "到登记机构查询核实";
    /// The contract is filed under another number.
    ContractNumberDiffers "contract_number_differs" 9 Stop
        "contract number and filing number differ" "check the filing on the housing bureau's site"
        "合同编号与备案编号不一致" "在房管部门网站核验备案";
    /// The number of the presale permit differs.
    PermitNumberDiffers "permit_number_differs" 10 Stop
        "the number of the presale permit differs" "ask the developer for the permit of this building"
        "预售许可证号不一致" "向开发商索取该楼栋的预售许可证";
    /// The unit is not within the permit.
    UnitOutsidePermit "unit_outside_permit" 10 Stop
        "the unit is not within the presale permit" "ask the developer for the permit of this building"
        "房屋不在预售许可范围内" "向开发商索取该楼栋的预售许可证";
    /// Another right stands on the home.
    Encumbered "encumbered" 10 Stop
        "a mortgage, seizure or objection stands on the home" "have it cancelled, and search again"
        "房屋存在抵押、查封或异议" "办理注销后重新查册";
    /// The employer differs.
    EmployerDiffers "employer_differs" 11 Warn
        "the employer differs" "ask whom the customer works for, and who pays the wages"
        "工作单位不一致" "核实工作单位与工资代发单位";
    /// More is certified than statements and tax records support.
    IncomeUnsupported "income_unsupported" 12 Warn
        "more income is certified than is supported" "ask for more statements, or count with what is supported"
        "证明收入高于流水或纳税佐证" "补充流水，或按可佐证收入计算";
    /// The case counts with more income than the papers certify.
    IncomeOverstated "income_overstated" 12 Warn
        "the case counts with more income than is certified" "correct the figure of the case"
        "登记收入高于收入证明合计" "更正登记的月收入";
    /// The marital status differs.
    MaritalDiffers "marital_differs" 14 Stop
        "the marital status differs" "ask for the proof of today's status, and have the register changed"
        "婚姻状况不一致" "补交最新婚姻证明，变更户口簿登记";
    /// The credit record was queried before that was allowed.
    QueriedBeforeAuthorised "queried_before_authorised" 15 Stop
        "the credit record was queried before it was authorised" "tell the auditor; no later signature mends it"
        "征信查询早于授权" "报告合规部门，不得事后补签";
    /// The issue day of a paper is not the one on file.
    IssueDayDiffers "issue_day_differs" 16 Warn
        "the day of issue is not the one on file" "look at the paper, and correct the record"
        "签发日期与登记不一致" "核对材料原件，更正登记";
    /// The account is somebody else's.
    AccountHolderDiffers "account_holder_differs" 17 Stop
        "the account belongs to somebody else" "ask for an account in the party's own name"
        "账户户名不符" "提供本人名下账户";
    /// The account is not of class I.
    AccountClassWrong "account_class_wrong" 17 Stop
        "the account is not of class I" "ask for a class I account, or have this one upgraded"
        "账户不是Ⅰ类户" "提供Ⅰ类账户或办理升级";
    /// The last digit of the number does not fit.
    CardDoubtful "card_doubtful" 17 Warn
        "the account number does not fit its last digit" "read the number again from the card"
        "账号校验位不符" "对照卡片重新核对账号";
    /// The account number differs.
    CardDiffers "card_differs" 17 Stop
        "the account number differs" "read both numbers again from the originals"
        "账号不一致" "对照原件重新核对账号";
    /// The sellers are not the owners.
    SellersDiffer "sellers_differ" 18 Stop
        "the seller does not own the home" "search the title, and have the owner sell"
        "出卖人不是产权人" "查册核实，由产权人出售";
    /// An owner neither sells nor consents.
    CoOwnerSilent "co_owner_silent" 18 Stop
        "a co-owner neither sells nor consents" "ask for the co-owner's signature or consent"
        "共有人未签字或未同意出售" "补交共有人签字或同意出售证明";
    /// The home is let, and the tenant has not waived.
    TenantNotWaived "tenant_not_waived" 18 Stop
        "the home is let and the tenant has not waived" "ask for the tenant's waiver"
        "房屋已出租且承租人未放弃优先购买权" "补交承租人放弃优先购买权声明";
    /// The amount of the loan differs.
    AmountDiffers "amount_differs" 19 Stop
        "the amount of the loan differs" "take the approval, and have the contract or form written anew"
        "贷款金额不一致" "以审批为准，重新出具合同或表格";
    /// The term differs.
    TermDiffers "term_differs" 19 Stop
        "the term differs" "take the approval, and have the contract or form written anew"
        "贷款期限不一致" "以审批为准，重新出具合同或表格";
    /// The rate differs.
    RateDiffers "rate_differs" 19 Stop
        "the rate differs" "take the approval, and have the contract or form written anew"
        "贷款利率不一致" "以审批为准，重新出具合同或表格";
    /// Another amount came than the loan.
    MoneyDiffers "money_differs" 20 Stop
        "the money received is not the loan" "ask the lender for the difference before anything is posted"
        "到账金额与贷款金额不符" "入账前向贷款行核实差额";
    /// The money came on another account.
    CreditedElsewhere "credited_elsewhere" 20 Stop
        "the money is on another account" "ask the lender where it paid to"
        "到账账号不符" "向贷款行核实收款账户";
    /// A seal is missing, illegible or of the wrong kind.
    NotSealed "not_sealed" 0 Stop
        "the seal is missing, illegible or of the wrong kind" "have the paper sealed"
        "印章缺失、不清或不符" "补盖印章";
    /// A signature is missing.
    NotSigned "not_signed" 0 Stop
        "a signature is missing" "have the paper signed"
        "签字缺失" "补签";
    /// A paper bears a day that has not come.
    DayInFuture "day_in_future" 0 Stop
        "the day has not come yet" "read the day again, or have the paper written anew"
        "日期晚于今天" "重新核对日期，或重新开具";
    /// The contract was filed before it was signed.
    FiledBeforeSigned "filed_before_signed" 0 Stop
        "the contract was filed before it was signed" "read both days again; have the filing made anew if both are right"
        "备案早于签订" "重新核对日期，必要时重新备案";
    /// The contract bears another day of signing than the case.
    SigningDayDiffers "signing_day_differs" 0 Stop
        "the day of signing differs" "look at the contract: this day decides which rules hold"
        "签订日期不一致" "核对合同，该日期决定适用政策";
}

impl Check {
    /// The check of this name.
    ///
    /// # Errors
    /// `UnknownCode` when no check is called so.
    pub fn from_name(name: &str) -> Result<Check, Error> {
        let found = Self::ALL.iter().copied().find(|check| check.name() == name);
        found.ok_or_else(|| unknown("check", name, Self::ALL.iter().map(|check| check.name())))
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
