//! The texts that tell a notice, in Chinese and English, with blanks such as `{borrower}` that a case fills.

use crate::error::{Error, ErrorCode, shown};
use crate::product::{After, NewsKind, RuleId};
use crate::words::closed;
use std::borrow::Cow;

closed! {
    /// What a case fills in a text.
    pub enum Blank ("blank") {
        /// The borrowers' names.
        Borrower "borrower" "借款人",
        /// The name of whoever is told.
        Addressee "addressee" "收件人",
        /// The number of the case.
        Case "case" "业务编号",
        /// The home's address.
        Address "address" "房屋坐落",
        /// The price of the home.
        Price "price" "成交价",
        /// The lender of the loan.
        Lender "lender" "贷款机构",
        /// The lender's product.
        Product "product" "贷款产品",
        /// The loan's id in the case.
        Loan "loan" "贷款编号",
        /// What was granted, or else asked.
        Amount "amount" "贷款金额",
        /// By how much less was granted than was asked; nothing is 0.00.
        Reduced "reduced" "核减金额",
        /// What the approval is subject to; where it is subject to nothing, the word for none.
        Conditions "conditions" "批复条件",
        /// What happened to the parties and the lender has not confirmed.
        Changes "changes" "变更事项",
        /// The term in months.
        Term "term" "贷款期限",
        /// The yearly rate that was granted.
        Rate "rate" "年利率",
        /// The last day of the approval, or of the lender's question.
        Due "due" "截止日期",
        /// What was paid out.
        Paid "paid" "放款金额",
        /// When it was paid out.
        PaidOn "paid_on" "放款日期",
        /// The account that received it.
        Account "account" "收款账户",
        /// When the first instalment falls due.
        FirstDue "first_due" "首期还款日",
        /// How much it is.
        FirstInstalment "first_instalment" "首期还款额",
        /// The papers that are asked for.
        Papers "papers" "所需资料",
        /// What is overdue.
        Arrears "arrears" "逾期金额",
        /// Since when.
        ArrearsSince "arrears_since" "逾期起始日",
        /// How much is to be paid early.
        Prepayment "prepayment" "提前还款金额",
        /// When.
        PrepayOn "prepay_on" "提前还款日",
        /// The yearly rate that was set last.
        NewRate "new_rate" "重定价后年利率",
        /// From when on.
        NewRateFrom "new_rate_from" "重定价日",
        /// The instalment after it.
        NewInstalment "new_instalment" "重定价后还款额",
        /// Why, in the words of who said so.
        Reason "reason" "原因",
        /// The number on the slip, certificate or contract of the milestone.
        Reference "reference" "证号或受理号",
        /// The day it happened.
        Day "day" "发生日期",
        /// The clerk who writes.
        Clerk "clerk" "经办人",
        /// The day the letter is written.
        Today "today" "落款日期",
    }
}

impl Blank {
    /// Whether a case can fill it once this has happened. What no event rules out may still be unknown: then it stays a gap.
    #[must_use]
    pub fn is_known_after(self, after: After) -> bool {
        let After::Event(kind) = after else {
            // A milestone may be marked at any time of a loan; why it is so, and what one step alone says, it does not tell.
            return !SAID_BY.iter().any(|(blank, _)| *blank == self);
        };
        let said = SAID_BY.iter().find(|(blank, _)| *blank == self).map(|(_, events)| events.contains(&kind));
        let since = KNOWN_SINCE.iter().find(|(blanks, _)| blanks.contains(&self));
        let late = |first: NewsKind| place(kind).zip(place(first)).is_none_or(|(own, first)| own >= first);
        self != Self::Reference && said.unwrap_or(true) && since.is_none_or(|(_, first)| late(*first))
    }
}

/// What only these events say.
const SAID_BY: &[(Blank, &[NewsKind])] = &[
    (Blank::Due, &[NewsKind::SupplementWanted, NewsKind::OfferMade, NewsKind::OfferAccepted, NewsKind::Appealed]),
    (Blank::Changes, &[NewsKind::LifeEventRecorded]),
    (Blank::Papers, &[NewsKind::SupplementWanted, NewsKind::SupplementAnswered]),
    (Blank::Arrears, &[NewsKind::ArrearsRecorded]),
    (Blank::ArrearsSince, &[NewsKind::ArrearsRecorded]),
    (Blank::Prepayment, &[NewsKind::PrepaymentRequested]),
    (Blank::PrepayOn, &[NewsKind::PrepaymentRequested]),
    (
        Blank::Reason,
        &[
            NewsKind::ReturnedWithDefects,
            NewsKind::FileReturned,
            NewsKind::OfferTurnedDown,
            NewsKind::LoanRefused,
            NewsKind::CaseDeclined,
            NewsKind::CaseWithdrawn,
            NewsKind::SaleRescinded,
            NewsKind::CaseSuspended,
        ],
    ),
];

/// What is known from the first of these steps on.
const KNOWN_SINCE: &[(&[Blank], NewsKind)] = &[
    (&[Blank::Rate, Blank::Reduced, Blank::Conditions], NewsKind::OfferMade),
    (&[Blank::Paid, Blank::PaidOn], NewsKind::MoneyPaidOut),
    (&[Blank::FirstDue, Blank::FirstInstalment], NewsKind::MoneyPosted),
    (&[Blank::NewRate, Blank::NewRateFrom, Blank::NewInstalment], NewsKind::LoanRepriced),
];

/// The steps of a loan in the order they can come first; what can happen at any time has no place.
fn place(kind: NewsKind) -> Option<u8> {
    use NewsKind as On;
    Some(match kind {
        On::ProductChosen | On::ReturnedWithDefects | On::ReviewRequested | On::LenderChanged => 0,
        On::HandedIn | On::Resubmitted | On::SupplementWanted | On::SupplementAnswered | On::FileReturned => 1,
        On::LoanRefused | On::Reconsidered => 1,
        On::OfferMade | On::OfferAccepted | On::Appealed | On::OfferTurnedDown | On::ApprovalLapsed => 2,
        On::LoanSigned | On::SentToRegistry => 3,
        On::MoneyPaidOut => 4,
        On::MoneyPosted => 5,
        On::ArrearsRecorded | On::ArrearsCleared => 6,
        On::PrepaymentRecorded | On::PrepaymentRequested | On::PrepaymentCancelled => 6,
        On::LoanRepriced => 6,
        On::LoanSettled | On::MortgageReleased => 7,
        On::LifeEventRecorded | On::ChangeConfirmed | On::ConsentWithdrawn => return None,
        On::CaseDeclined | On::CaseWithdrawn | On::SaleRescinded | On::CaseSuspended | On::CaseResumed => return None,
    })
}

/// A text of the pack, in both languages, with blanks in braces: `{borrower}`, `{amount}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// A stable name, such as `letter/offer`, which rules name.
    pub id: RuleId,
    /// The text in Chinese.
    pub zh: Cow<'static, str>,
    /// The text in English.
    pub en: Cow<'static, str>,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// What the case fills.
    Blank(Blank),
}

impl Template {
    /// The blanks of the Chinese text, each once, in the order they come.
    ///
    /// # Errors
    /// As [`pieces`].
    pub fn blanks(&self) -> Result<Vec<Blank>, Error> {
        blanks(&self.zh)
    }

    /// Whether both texts can be filled, and ask for the same.
    ///
    /// # Errors
    /// As [`pieces`], and `Conflict` when a blank stands in one of the two languages only.
    pub fn check(&self) -> Result<(), Error> {
        let zh = blanks(&self.zh).map_err(|error| error.at("zh"))?;
        let en = blanks(&self.en).map_err(|error| error.at("en"))?;
        let alone = zh.iter().find(|it| !en.contains(it)).or_else(|| en.iter().find(|it| !zh.contains(it)));
        alone.map_or(Ok(()), |blank| Err(one_sided(*blank)))
    }
}

/// A text taken apart at its blanks.
///
/// # Errors
/// `UnknownCode` for a blank that no case fills, `Malformed` for a brace without its other, `Empty` for no text.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Error> {
    if text.trim().is_empty() {
        return Err(Error::new(ErrorCode::Empty, "the text is empty").help("say what is to be told"));
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(unclosed)?;
        closed_text(words)?;
        pieces.extend((!words.is_empty()).then_some(Piece::Words(words)));
        pieces.push(Piece::Blank(Blank::from_name(name)?));
        rest = after;
    }
    closed_text(rest)?;
    pieces.extend((!rest.is_empty()).then_some(Piece::Words(rest)));
    Ok(pieces)
}

fn blanks(text: &str) -> Result<Vec<Blank>, Error> {
    let mut found = Vec::new();
    for piece in pieces(text)? {
        match piece {
            Piece::Blank(blank) if !found.contains(&blank) => found.push(blank),
            _ => {}
        }
    }
    Ok(found)
}

fn closed_text(words: &str) -> Result<(), Error> {
    if words.contains('}') { Err(unclosed()) } else { Ok(()) }
}

#[cold]
fn unclosed() -> Error {
    Error::new(ErrorCode::Malformed, "a brace stands without its other").help("write a blank as `{borrower}`")
}

#[cold]
fn one_sided(blank: Blank) -> Error {
    let message = format!("the blank {} stands in one language only", shown(blank.name()));
    Error::new(ErrorCode::Conflict, message).help("let both texts say the same")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::MilestoneKind;

    fn template(zh: &'static str, en: &'static str) -> Template {
        Template { id: RuleId::new("letter/test").unwrap(), zh: zh.into(), en: en.into() }
    }

    #[test]
    fn a_text_is_taken_apart_at_its_blanks() {
        let found = pieces("贷款{amount}元，{due}前").unwrap();
        assert_eq!(
            found,
            [
                Piece::Words("贷款"),
                Piece::Blank(Blank::Amount),
                Piece::Words("元，"),
                Piece::Blank(Blank::Due),
                Piece::Words("前")
            ]
        );
    }

    #[test]
    fn what_no_case_fills_is_an_error() {
        for (text, code) in [
            ("{star_sign}", ErrorCode::UnknownCode),
            ("{amount", ErrorCode::Malformed),
            ("amount}", ErrorCode::Malformed),
            ("{amount} }", ErrorCode::Malformed),
            (" ", ErrorCode::Empty),
        ] {
            assert_eq!(pieces(text).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_yet_is_not_told() {
        let known = |blank: Blank, kind| blank.is_known_after(After::Event(kind));
        assert!(known(Blank::Paid, NewsKind::MoneyPaidOut) && known(Blank::Paid, NewsKind::ArrearsRecorded));
        assert!(!known(Blank::Paid, NewsKind::OfferMade) && !known(Blank::Rate, NewsKind::SupplementWanted));
        assert!(known(Blank::Reason, NewsKind::CaseSuspended) && !known(Blank::Reason, NewsKind::OfferMade));
        assert!(!known(Blank::Reference, NewsKind::LoanSettled));
        let done = After::Done(MilestoneKind::AdvanceNotice);
        assert!(Blank::Reference.is_known_after(done) && !Blank::Papers.is_known_after(done));
        for kind in NewsKind::ALL {
            assert!(known(Blank::Borrower, *kind) && known(Blank::Day, *kind), "{kind}");
        }
    }

    #[test]
    fn both_languages_ask_for_the_same() {
        assert!(template("{amount}元", "{amount} yuan").check().is_ok());
        let error = template("{amount}元", "some yuan").check().unwrap_err();
        assert_eq!(error.code(), ErrorCode::Conflict);
        assert_eq!(template("好", "{due").check().unwrap_err().place(), Some("en"));
    }
}
