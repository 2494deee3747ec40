//! The table of the checks: number in the handbook's list (0 stands for none), severity, what is wrong, and what to do.

use super::check::{Severity, checks};

checks! {
    NameDiffers "name_differs" 1 Stop
        "the name differs" "look at the identity paper, and have the wrong paper written anew"
        "姓名不一致" "核对身份证件原件，错误的材料重新开具";
    IdNumberDiffers "id_number_differs" 2 Stop
        "the ID number differs" "look at the identity paper, and have the wrong paper written anew"
        "证件号码不一致" "核对身份证件原件，错误的材料重新开具";
    IdNumberInvalid "id_number_invalid" 2 Stop
        "the ID number cannot be right" "read the number again from the original"
        "身份证号码无效" "对照原件重新录入号码";
    BirthDateDiffers "birth_date_differs" 2 Stop
        "the birth date is not that of the ID number" "read both again from the original"
        "出生日期与身份证号码不符" "对照原件重新核对";
    SexDiffers "sex_differs" 2 Stop
        "the sex is not that of the ID number" "read both again from the original"
        "性别与身份证号码不符" "对照原件重新核对";
    ValidityDiffers "validity_differs" 3 Stop
        "the last day of validity is not the one on file" "look at the paper, and correct the record"
        "有效期与登记不一致" "核对材料原件，更正登记";
    Expired "expired" 3 Stop
        "the paper is past its last day" "have it renewed before anything is signed or registered"
        "材料已过有效期" "签约、登记前更换有效材料";
    OwnersDiffer "owners_differ" 4 Stop
        "buyers, owners and mortgagors are not the same persons" "agree who buys, and correct the contract or the forms"
        "买受人、产权人、抵押人不一致" "与客户确认购房人，更正合同或表格";
    BuyerUnknown "buyer_unknown" 4 Stop
        "a person is named whom the case does not know" "add the party to the case, or correct the name"
        "出现业务中未登记的人员" "补录当事人，或更正姓名";
    SpouseNotAdded "spouse_not_added" 4 Warn
        "the spouse of an owner neither mortgages nor consents" "ask for the spouse's signature or consent"
        "产权人配偶未签字或未同意抵押" "补交配偶签字或同意抵押承诺";
    PriceDiffers "price_differs" 5 Stop
        "the price differs" "take the price of the filed contract, and correct the other"
        "房屋总价不一致" "以备案合同为准，更正其他材料";
    PriceNotCovered "price_not_covered" 5 Stop
        "down payment, loan and other sums do not make the price" "recount, and amend the contract or the application"
        "首付款与贷款等合计不等于总价" "重新核算，变更合同或申请";
    DownPaymentDiffers "down_payment_differs" 6 Stop
        "the down payment differs" "take the amount of the contract, and have the other paper corrected"
        "首付款金额不一致" "以合同为准，更正其他材料";
    ReceiptsDoNotAddUp "receipts_do_not_add_up" 6 Stop
        "the receipts together are not the down payment" "ask for the receipt that is missing, or for the balance"
        "首付款收据合计与首付款不符" "补齐收据或余款";
    ReceiptWithoutSlip "receipt_without_slip" 6 Stop
        "no transfer slip has the amount and the day of the receipt" "ask for the slip of this payment"
        "收据无金额和日期相符的付款凭证" "补交该笔付款凭证";
    PayerUnknown "payer_unknown" 6 Stop
        "the payer is neither borrower nor co-borrower" "ask where the money comes from, and have it paid anew by a borrower"
        "付款人不是借款人或共同借款人" "核实资金来源，由借款人重新支付";
    AppraisalDiffers "appraisal_differs" 7 Stop
        "the appraisal differs" "take the latest report, and correct the case"
        "评估价不一致" "以最新评估报告为准，更正登记";
    AddressDiffers "address_differs" 8 Stop
        "the address differs" "compare with the title or the permit, and have the wrong paper corrected"
        "房屋坐落不一致" "与权属证书或许可证核对，更正错误材料";
    RoomDiffers "room_differs" 8 Stop
        "building or room differs" "compare with the title or the permit, and have the wrong paper corrected"
        "楼栋房号不一致" "与权属证书或许可证核对，更正错误材料";
    AreaDiffers "area_differs" 8 Stop
        "the area differs" "compare with the title or the survey, and have the wrong paper corrected"
        "建筑面积不一致" "与权属证书或测绘成果核对，更正错误材料";
    UnitNumberDiffers "unit_number_differs" 8 Stop
        "the unit number differs" "look the unit up at the registry"
        "不动产单元号不一致" "到登记机构查询核实";
    TitleNumberDiffers "title_number_differs" 8 Stop
        "the number of the title certificate differs" "look the title up at the registry"
        "不动产权证书号不一致" "到登记机构查询核实";
    UseDiffers "use_differs" 8 Stop
        "the use of the home differs" "look it up at the registry: home loans are for dwellings"
        "房屋用途不一致" "到登记机构查询核实，住房贷款限住宅";
    LandTermDiffers "land_term_differs" 8 Stop
        "the end of the land term differs" "look it up at the registry"
        "土地使用期限不一致" "到登记机构查询核实";
    ContractNumberDiffers "contract_number_differs" 9 Stop
        "contract number and filing number differ" "check the filing on the housing bureau's site"
        "合同编号与备案编号不一致" "在房管部门网站核验备案";
    PermitNumberDiffers "permit_number_differs" 10 Stop
        "the number of the presale permit differs" "ask the developer for the permit of this building"
        "预售许可证号不一致" "向开发商索取该楼栋的预售许可证";
    UnitOutsidePermit "unit_outside_permit" 10 Stop
        "the unit is not within the presale permit" "ask the developer for the permit of this building"
        "房屋不在预售许可范围内" "向开发商索取该楼栋的预售许可证";
    Encumbered "encumbered" 10 Stop
        "a mortgage, seizure or objection stands on the home" "have it cancelled, and search again"
        "房屋存在抵押、查封或异议" "办理注销后重新查册";
    EmployerDiffers "employer_differs" 11 Warn
        "the employer differs" "ask whom the customer works for, and who pays the wages"
        "工作单位不一致" "核实工作单位与工资代发单位";
    IncomeUnsupported "income_unsupported" 12 Warn
        "more income is certified than is supported" "ask for more statements, or count with what is supported"
        "证明收入高于流水或纳税佐证" "补充流水，或按可佐证收入计算";
    IncomeOverstated "income_overstated" 12 Warn
        "the case counts with more income than is certified" "correct the figure of the case"
        "登记收入高于收入证明合计" "更正登记的月收入";
    IncomeTooLow "income_too_low" 12 Warn
        "the certified income is less than twice the instalment" "add a borrower or a supported income, or lower the loan"
        "证明收入低于月供两倍" "增加共同借款人或佐证收入，或减少贷款";
    LandTermShort "land_term_short" 13 Stop
        "the land term ends before the loan" "shorten the term of the loan, or ask the lender"
        "土地使用期限早于贷款到期" "缩短贷款期限，或咨询贷款行";
    BuildingYearDiffers "building_year_differs" 13 Warn
        "the year of building differs" "compare with the title or the registry, and correct the other"
        "建成年份不一致" "与权属证书或登记簿核对后更正";
    MaritalDiffers "marital_differs" 14 Stop
        "the marital status differs" "ask for the proof of today's status, and have the register changed"
        "婚姻状况不一致" "补交最新婚姻证明，变更户口簿登记";
    QueriedBeforeAuthorised "queried_before_authorised" 15 Stop
        "the credit record was queried before it was authorised" "tell the auditor; no later signature mends it"
        "征信查询早于授权" "报告合规部门，不得事后补签";
    IssueDayDiffers "issue_day_differs" 16 Warn
        "the day of issue is not the one on file" "look at the paper, and correct the record"
        "签发日期与登记不一致" "核对材料原件，更正登记";
    AccountHolderDiffers "account_holder_differs" 17 Stop
        "the account belongs to somebody else" "ask for an account in the party's own name"
        "账户户名不符" "提供本人名下账户";
    AccountClassWrong "account_class_wrong" 17 Stop
        "the account is not of class I" "ask for a class I account, or have this one upgraded"
        "账户不是Ⅰ类户" "提供Ⅰ类账户或办理升级";
    CardDoubtful "card_doubtful" 17 Warn
        "the account number does not fit its last digit" "read the number again from the card"
        "账号校验位不符" "对照卡片重新核对账号";
    CardDiffers "card_differs" 17 Stop
        "the account number differs" "read both numbers again from the originals"
        "账号不一致" "对照原件重新核对账号";
    SellersDiffer "sellers_differ" 18 Stop
        "the seller does not own the home" "search the title, and have the owner sell"
        "出卖人不是产权人" "查册核实，由产权人出售";
    CoOwnerSilent "co_owner_silent" 18 Stop
        "a co-owner neither sells nor consents" "ask for the co-owner's signature or consent"
        "共有人未签字或未同意出售" "补交共有人签字或同意出售证明";
    TenantNotWaived "tenant_not_waived" 18 Stop
        "the home is let and the tenant has not waived" "ask for the tenant's waiver"
        "房屋已出租且承租人未放弃优先购买权" "补交承租人放弃优先购买权声明";
    SpouseSilent "spouse_silent" 18 Stop
        "the seller's spouse neither sells nor consents" "ask for the spouse's signature or consent"
        "出卖人配偶未签字或未同意出售" "补交配偶签字或同意出售证明";
    AmountDiffers "amount_differs" 19 Stop
        "the amount of the loan differs" "take the approval, and have the contract or form written anew"
        "贷款金额不一致" "以审批为准，重新出具合同或表格";
    TermDiffers "term_differs" 19 Stop
        "the term differs" "take the approval, and have the contract or form written anew"
        "贷款期限不一致" "以审批为准，重新出具合同或表格";
    RateDiffers "rate_differs" 19 Stop
        "the rate differs" "take the approval, and have the contract or form written anew"
        "贷款利率不一致" "以审批为准，重新出具合同或表格";
    StartDiffers "start_differs" 19 Stop
        "the first day of the loan differs" "take the day of the money, and have the other paper corrected"
        "贷款起始日不一致" "以放款日为准，更正其他材料";
    MaturityDiffers "maturity_differs" 19 Stop
        "the last day of the loan does not fit" "count it from first day and term, and have the paper corrected"
        "贷款到期日不符" "按起始日和期限核算，更正材料";
    MortgageeDiffers "mortgagee_differs" 19 Stop
        "the mortgagee differs" "take the lender of the loan contract, and have the certificate corrected"
        "抵押权人不一致" "以借款合同贷款人为准，更正登记";
    RankWrong "rank_wrong" 19 Stop
        "the mortgage is not of the first rank" "search the title, and have the earlier mortgage cancelled"
        "抵押顺位不是第一顺位" "查册核实，注销在先抵押";
    MoneyDiffers "money_differs" 20 Stop
        "the money received is not the loan" "ask the lender for the difference before anything is posted"
        "到账金额与贷款金额不符" "入账前向贷款行核实差额";
    CreditedElsewhere "credited_elsewhere" 20 Stop
        "the money is on another account" "ask the lender where it paid to"
        "到账账号不符" "向贷款行核实收款账户";
    NotSealed "not_sealed" 0 Stop
        "the seal is missing, illegible or of the wrong kind" "have the paper sealed"
        "印章缺失、不清或不符" "补盖印章";
    NotSigned "not_signed" 0 Stop
        "a signature is missing" "have the paper signed"
        "签字缺失" "补签";
    DayInFuture "day_in_future" 0 Stop
        "the day has not come yet" "read the day again, or have the paper written anew"
        "日期晚于今天" "重新核对日期，或重新开具";
    FiledBeforeSigned "filed_before_signed" 0 Stop
        "the contract was filed before it was signed" "read both days again; have the filing made anew if both are right"
        "备案早于签订" "重新核对日期，必要时重新备案";
    SigningDayDiffers "signing_day_differs" 0 Stop
        "the day of signing differs" "look at the contract: this day decides which rules hold"
        "签订日期不一致" "核对合同，该日期决定适用政策";
    ApplicationDiffers "application_differs" 0 Stop
        "the form asks for another amount or term than the case" "agree with the customer, and correct the form or the case"
        "申请金额或期限与登记不一致" "与客户确认，更正申请表或登记";
    PhoneDiffers "phone_differs" 0 Warn
        "the telephone number differs" "ask the customer, and correct the other"
        "联系电话不一致" "与客户核实后更正";
    SpouseDiffers "spouse_differs" 0 Stop
        "another spouse is named" "look at the marriage certificate, and have the wrong paper written anew"
        "配偶姓名不一致" "核对结婚证，错误的材料重新开具";
    StatedOtherwise "stated_otherwise" 0 Warn
        "the case says something else" "ask the customer, and correct the case or the paper"
        "与业务登记情况不符" "与客户核实，更正登记或材料";
    NotNamed "not_named" 0 Stop
        "somebody is not named who must be" "have the paper made out with everybody it is about"
        "材料未载明应列人员" "按应列人员重新开具";
    StrangerNamed "stranger_named" 0 Stop
        "somebody else is named" "ask who this is; add the party, or have the paper corrected"
        "材料载有其他人员" "核实身份，补录当事人或更正材料";
    NotPrincipal "not_principal" 0 Warn
        "the holder is neither operator, legal representative nor shareholder" "ask for the register of shareholders"
        "本人不是经营者、法定代表人或股东" "补交股权证明";
    ShareDiffers "share_differs" 0 Warn
        "the share in the firm differs" "ask for the latest articles"
        "持股比例不一致" "补交最新章程";
    RepresentativeDiffers "representative_differs" 0 Stop
        "the legal representative differs" "look the firm up, and ask for the papers of today's representative"
        "法定代表人不一致" "查询企业信息，补交现任法定代表人材料";
    FirmCodeInvalid "firm_code_invalid" 0 Stop
        "the credit code cannot be right" "read it again from the licence"
        "统一社会信用代码无效" "对照执照重新核对";
    FirmCodeDiffers "firm_code_differs" 0 Stop
        "the credit code differs" "compare with the licence, and have the wrong paper written anew"
        "统一社会信用代码不一致" "与执照核对，错误的材料重新开具";
    CompanionMissing "companion_missing" 0 Stop
        "a paper that belongs to it is missing" "ask for it"
        "缺少配套材料" "补交该材料";
    TemporaryCard "temporary_card" 0 Warn
        "only a temporary card is there" "ask for the new card: no money is paid out before"
        "仅有临时身份证" "补验正式身份证，此前不得放款";
    NoCashFlow "no_cash_flow" 0 Warn
        "assets are there, and no cash flow" "ask for statements: assets support an income and replace none"
        "仅有资产证明，没有现金流材料" "补充流水，资产不能替代收入";
    PowersMissing "powers_missing" 0 Stop
        "the power of attorney does not cover this act" "have the principal sign, or a power that names the act notarised"
        "委托权限不包含该事项" "由本人签署，或重新公证委托书";
    PowerLapsed "power_lapsed" 0 Stop
        "the agent signed outside the term of the power" "have the principal sign, or a new power notarised"
        "代理签署不在委托期限内" "由本人签署，或重新公证委托书";
    NotAuthenticated "not_authenticated" 0 Stop
        "a power from outside the mainland is not notarised or authenticated" "have it notarised or authenticated there"
        "境外委托书未经公证或认证" "在当地办理公证或认证";
    StayTooShort "stay_too_short" 0 Warn
        "the stay on the mainland is shorter than a year" "ask for proof of work or study before, or wait"
        "在境内工作、学习未满一年" "补充此前证明，或待满一年";
    PayNotLabelled "pay_not_labelled" 0 Warn
        "no pay line is labelled as wages" "ask the employer or the bank what the lines are"
        "流水无工资摘要" "向单位或银行核实款项性质";
    LargeDeposit "large_deposit" 0 Warn
        "a large sum came in just before" "ask where it comes from, and do not count it as income"
        "近期有大额进账" "核实来源，不计入收入";
    MonthsMissing "months_missing" 0 Warn
        "the paper covers too few months" "ask for the months before"
        "材料覆盖月数不足" "补充此前月份";
    BackPaid "back_paid" 0 Warn
        "months were paid in afterwards in one sum" "do not count them: a back payment is none"
        "存在一次性补缴" "补缴月份不予计算";
    DeclaredDiffers "declared_differs" 0 Warn
        "the income declared is not the income certified" "ask which is right, and count with the lower one"
        "申报收入与证明收入不一致" "核实后按较低者计算";
    DebtDiffers "debt_differs" 0 Stop
        "the case counts with other debts than the papers show" "correct the figure: what is open, without what is settled"
        "登记负债与材料不一致" "按未结清债务更正登记";
    SettlementUnknown "settlement_unknown" 0 Warn
        "the debt that was settled is not on the credit report" "ask for the report of today"
        "结清债务不在信用报告中" "重新查询信用报告";
    OverdueDiffers "overdue_differs" 0 Warn
        "the explanation does not match the lines of the report" "have each overdue line explained, and no other"
        "逾期说明与信用报告不符" "逐笔说明逾期记录";
    OverdueLastYear "overdue_last_year" 0 Stop
        "an instalment of the last twelve months was overdue" "ask the centre whether it still takes the loan"
        "近十二个月有逾期" "咨询公积金中心是否受理";
    ManyQueries "many_queries" 0 Warn
        "lenders asked for the record often of late" "ask what was applied for elsewhere"
        "近期征信查询次数较多" "核实其他贷款申请";
    NotSettled "not_settled" 0 Stop
        "the loan is not paid off" "have it paid off, and ask for the certificate anew"
        "贷款未结清" "结清后重新开具证明";
    NotInPerson "not_in_person" 0 Stop
        "the interview was not face to face" "have it held in person: a video does not do for a home loan"
        "未当面面谈" "重新当面面谈，住房贷款不得视频面签";
    LeftBlank "left_blank" 0 Stop
        "a place is left blank" "have it filled in or struck out before anybody signs"
        "存在空白处" "签署前填写或划去";
    Altered "altered" 0 Stop
        "something was altered by hand" "have it written anew"
        "存在涂改" "重新出具";
    DownPaymentBorrowed "down_payment_borrowed" 0 Stop
        "the down payment was borrowed" "have it paid anew from own money: lenders refuse a consumer loan"
        "首付款来源于贷款" "以自有资金重新支付，消费贷不得用于首付";
    DecorationInPrice "decoration_in_price" 0 Stop
        "the price has the decoration in it" "count from the price of the home alone"
        "总价包含装修款" "以房屋价款为计算基数";
    TaxBaseDiffers "tax_base_differs" 0 Warn
        "the tax was counted from another price" "ask the tax office which value it took"
        "计税价格与合同总价不一致" "向税务机关核实计税价格";
    NotEligible "not_eligible" 0 Stop
        "the household may not buy" "stop the purchase, or ask for a new examination"
        "购房资格核验未通过" "停止购房或重新核验";
    EligibleTooLate "eligible_too_late" 0 Stop
        "the contract was signed before the household might buy" "ask the housing bureau whether the contract stands"
        "购房资格核验晚于签约" "向房管部门核实合同效力";
    ReleaseDiffers "release_differs" 0 Stop
        "the condition of release differs" "take the agreement, and have the other paper corrected"
        "监管资金支付条件不一致" "以监管协议为准更正";
    RedemptionUncovered "redemption_uncovered" 0 Warn
        "the down payment does not pay off the seller's mortgage" "ask the seller who pays the rest"
        "首付款不足以结清卖方原贷款" "与卖方确认差额来源";
    BalanceAboveLoan "balance_above_loan" 0 Stop
        "more is owed of the old loan than the new one is" "have the borrower pay the difference first"
        "原贷款余额高于新贷款" "由借款人先行补足差额";
    OldLoanDiffers "old_loan_differs" 0 Stop
        "the number of the old loan differs" "ask the old lender which loan it is"
        "原贷款合同号不一致" "向原贷款行核实";
    FundAccountDiffers "fund_account_differs" 0 Stop
        "the provident-fund account differs" "ask the fund centre which account it is"
        "公积金账号不一致" "向公积金中心核实";
    NotJoint "not_joint" 0 Stop
        "not both sides apply for the registration" "have both sides sign the application"
        "登记申请非双方共同申请" "由双方共同签署申请书";
}
