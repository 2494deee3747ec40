//! The text of a notice, filled from the case. What is not known stays blank and is listed; what is personal is masked
//! unless the caller asks for it.

use crate::case::{Case, Context, File, LifeRecord};
use crate::collect::CollectVec;
use crate::error::{Error, ErrorCode};
use crate::identity::Name;
use crate::loan::{Loan, LoanFile};
use crate::money::Money;
use crate::party::PartyId;
use crate::product::{Addressee, Blank, Piece, Role, pieces};
use crate::worklist::OwedNotice;

/// What stands where nothing is known.
const GAP: &str = "____";

/// What stands for what was erased, in full: a masked word would look like a name.
const fn erased(zh: bool) -> &'static str {
    if zh { "已删除" } else { "erased" }
}

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Letter {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// What the text asks for and the case does not say, each once, in the order of the Chinese text.
    pub blanks: Vec<Blank>,
}

/// The letter that tells an owed notice. With `reveal`, names, address and account stand in full.
///
/// # Errors
/// `UnknownCode` when the pack of the context has not the rule's text, or a text has a blank that no case fills; as
/// [`pieces`] otherwise.
pub fn letter(case: &Case, notice: &OwedNotice<'_>, reveal: bool, context: &Context<'_>) -> Result<Letter, Error> {
    let template = context.pack.template(&notice.rule.template).ok_or_else(|| no_text(notice))?;
    let file = case.file();
    let loan = notice.loan.as_ref().and_then(|id| file.loan(id)).or_else(|| only(file));
    let filler = Filler { case, file, loan, notice, reveal, context };
    let at = |error: Error| error.at(format!("templates[{}]", template.id));
    let mut blanks = Vec::new();
    for blank in template.blanks().map_err(at)? {
        blanks.extend(filler.value(blank, false).is_none().then_some(blank));
    }
    let zh = filler.filled(&template.zh, true).map_err(at)?;
    let en = filler.filled(&template.en, false).map_err(at)?;
    Ok(Letter { zh, en, blanks })
}

#[cold]
fn no_text(notice: &OwedNotice<'_>) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no template is called `{}`", notice.rule.template))
        .help("add it to the section `templates`")
}

/// What is told of the case is told of its loan, where it has but one.
fn only(file: &File) -> Option<&Loan> {
    match &*file.loans {
        [loan] => Some(loan),
        _ => None,
    }
}

struct Filler<'a> {
    case: &'a Case,
    file: &'a File,
    loan: Option<&'a Loan>,
    notice: &'a OwedNotice<'a>,
    reveal: bool,
    context: &'a Context<'a>,
}

impl Filler<'_> {
    fn filled(&self, text: &str, zh: bool) -> Result<String, Error> {
        let piece = |piece: Piece<'_>| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Blank(blank) => self.value(blank, zh).unwrap_or_else(|| GAP.to_owned()),
        };
        Ok(pieces(text)?.into_iter().map(piece).collect())
    }

    fn value(&self, blank: Blank, zh: bool) -> Option<String> {
        match blank {
            Blank::Borrower => self.borrowers(zh),
            Blank::Addressee => Some(self.addressee(zh)),
            Blank::Case => Some(self.file.id.to_string()),
            Blank::Address | Blank::Price => self.of_home(blank, zh),
            Blank::Reason => self.reason(),
            Blank::Reference => self.reference(),
            Blank::Day => Some(self.notice.since.to_string()),
            Blank::Clerk => Some(self.context.by.to_string()),
            Blank::Today => Some(self.context.today.to_string()),
            Blank::Lender | Blank::Product => self.of_product(blank, zh),
            Blank::Account => self.account(zh),
            _ => self.of_loan(blank, zh),
        }
    }

    fn named(&self, name: &Name, zh: bool) -> String {
        match (self.file.erased, self.reveal) {
            (Some(_), _) => erased(zh).to_owned(),
            (None, true) => name.reveal().to_owned(),
            (None, false) => name.masked(),
        }
    }

    fn borrowers(&self, zh: bool) -> Option<String> {
        let borrowers = self.file.parties.iter().filter(|party| party.role == Role::Borrower);
        let names = borrowers.map(|party| self.named(&party.name, zh)).collect_vec();
        (!names.is_empty()).then(|| names.join(if zh { "、" } else { ", " }))
    }

    fn addressee(&self, zh: bool) -> String {
        let party = PartyId::new(&self.notice.whom).ok().and_then(|id| self.file.party(&id));
        party.map_or_else(|| name_of(&self.notice.whom, zh), |party| self.named(&party.name, zh))
    }

    fn of_home(&self, blank: Blank, zh: bool) -> Option<String> {
        let home = self.file.property.as_ref()?;
        Some(match blank {
            Blank::Price => home.price.to_string(),
            _ if self.file.erased.is_some() => erased(zh).to_owned(),
            _ if self.reveal => home.address.reveal().to_owned(),
            _ => home.address.to_string(),
        })
    }

    fn of_product(&self, blank: Blank, zh: bool) -> Option<String> {
        let product = self.context.pack.product(&self.loan?.file().application.product)?;
        let name: &crate::product::Name = if blank == Blank::Lender { &product.institution } else { &product.name };
        Some(if zh { name.zh.to_string() } else { name.en.to_string() })
    }

    fn account(&self, zh: bool) -> Option<String> {
        let account = self.file.account(self.loan?.id())?;
        if self.file.erased.is_some() {
            return Some(erased(zh).to_owned());
        }
        Some(if self.reveal { account.number.reveal().to_owned() } else { account.number.masked() })
    }

    fn of_loan(&self, blank: Blank, zh: bool) -> Option<String> {
        let (loan, of) = (self.loan?, self.loan?.file());
        match blank {
            Blank::Loan => Some(loan.id().to_string()),
            Blank::Amount => Some(of.amount().to_string()),
            Blank::Reduced => {
                let granted = of.terms.as_ref()?.amount;
                let less = of.application.amount.checked_sub(granted).ok().filter(|less| *less > Money::ZERO);
                Some(less.unwrap_or(Money::ZERO).to_string())
            }
            Blank::Conditions => of.terms.as_ref().map(|_| conditions(of, zh)),
            Blank::Changes => self.changes(loan, zh),
            Blank::Term => Some(of.terms.as_ref().map_or(of.application.term_months, |it| it.term_months).to_string()),
            Blank::Rate => of.terms.as_ref().map(|it| it.rate.to_string()),
            Blank::Due => due(loan),
            Blank::Paid => of.paid.map(|(amount, _)| amount.to_string()),
            Blank::PaidOn => of.paid.map(|(_, on)| on.to_string()),
            Blank::FirstDue => of.first_instalment.map(|(on, _)| on.to_string()),
            Blank::FirstInstalment => of.first_instalment.map(|(_, amount)| amount.to_string()),
            Blank::Papers => self.papers(of, zh),
            Blank::Arrears => of.arrears.map(|(amount, _)| amount.to_string()),
            Blank::Prepayment => of.prepayment.as_ref().map(|it| match (it.amount, zh) {
                (Some(amount), true) => format!("{amount}元"),
                (Some(amount), false) => format!("{amount} yuan"),
                (None, true) => "全部剩余本金".to_owned(),
                (None, false) => "all that is left".to_owned(),
            }),
            Blank::PrepayOn => of.prepayment.as_ref().map(|it| it.on.to_string()),
            Blank::NewRate => of.repricings.last().map(|it| it.rate.to_string()),
            Blank::NewRateFrom => of.repricings.last().map(|it| it.from.to_string()),
            Blank::NewInstalment => of.repricings.last().and_then(|it| it.instalment).map(|amount| amount.to_string()),
            Blank::ArrearsSince => of.arrears.map(|(_, since)| since.to_string()),
            _ => None,
        }
    }

    /// What happened to whom, in the order it did, as far as the lender of the loan has not confirmed it.
    fn changes(&self, loan: &Loan, zh: bool) -> Option<String> {
        let open = |it: &&LifeRecord| it.renewals.iter().any(|(id, _, done)| id == loan.id() && done.is_none());
        let told = |it: &LifeRecord| {
            let role = self.file.party(&it.party).map_or(Role::Borrower, |party| party.role);
            match zh {
                true => format!("{}{}", role.zh(), it.event.zh()),
                false => format!("{} of the {}", spaced(it.event.name()), spaced(role.name())),
            }
        };
        let told = self.file.life.iter().filter(open).map(told).collect_vec();
        (!told.is_empty()).then(|| told.join(if zh { "、" } else { ", " }))
    }

    fn papers(&self, of: &LoanFile, zh: bool) -> Option<String> {
        let items = &of.queries.last()?.items;
        let name = |kind: &crate::document::DocumentKind| match self.context.pack.document(kind) {
            Some(paper) if zh => paper.zh.to_string(),
            Some(paper) => paper.en.to_string(),
            None => kind.to_string(),
        };
        let names = items.iter().map(name).collect_vec();
        (!names.is_empty()).then(|| names.join(if zh { "、" } else { ", " }))
    }

    /// Why: of the loan it is about, or of the case.
    fn reason(&self) -> Option<String> {
        let of_loan = self.notice.loan.as_ref().and(self.loan).and_then(|loan| match loan {
            Loan::Returned(it) => Some(it.stage().reason.clone()),
            Loan::Declined(it) => Some(it.stage().reason.clone()),
            _ => None,
        });
        of_loan
            .or_else(|| match self.case {
                Case::Collecting(it) => {
                    let defects = it.stage().defects.iter().map(|it| it.what.as_str()).collect_vec();
                    (!defects.is_empty()).then(|| defects.join("；"))
                }
                case => {
                    case.end_reason().or(self.file.suspended.as_ref().map(|it| it.reason.as_str())).map(str::to_owned)
                }
            })
            .map(|reason| crate::error::note(&reason))
    }

    fn reference(&self) -> Option<String> {
        let mark = self.file.milestone(self.notice.rule.after.milestone()?)?;
        mark.reference.as_ref().filter(|_| mark.entry == self.notice.entry).map(|text| crate::error::note(text))
    }
}

fn name_of(whom: &str, zh: bool) -> String {
    let known = Addressee::from_name(whom).ok().filter(|_| zh);
    known.map_or_else(|| spaced(whom), |it| it.zh().to_owned())
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// What the approval is subject to, in the lender's words, without what looks like somebody's number.
fn conditions(of: &LoanFile, zh: bool) -> String {
    let texts = of.conditions.iter().map(|it| crate::error::note(&it.text)).collect_vec();
    match (texts.is_empty(), zh) {
        (true, true) => "无".to_owned(),
        (true, false) => "none".to_owned(),
        (false, true) => texts.join("；"),
        (false, false) => texts.join("; "),
    }
}

/// The last day of the approval, or of the lender's question.
fn due(loan: &Loan) -> Option<String> {
    let day = match loan {
        Loan::SupplementAsked(it) => Some(it.stage().due),
        other => other.expires(),
    };
    day.map(|day| day.to_string())
}
