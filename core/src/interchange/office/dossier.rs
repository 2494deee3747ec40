//! The lender's form, the package, what was handed in, the archive index and stock-taking, as plain data.

use crate::collect::CollectVec;
use serde_json::Value;

use super::each;
use super::examine;
use crate::case::delivery::Delivery;
use crate::case::shelf::{Lending, Shelving};
use crate::case::{Case, Context};
use crate::checklist::LineStatus;
use crate::document::{Document, DocumentKind};
use crate::dossier::{self, Archive, Contradiction, Filled, Handed, HandedPaper, Kept, PackageRow, Pages, Signature};
use crate::error::{Error, ErrorCode, note, shown};
use crate::interchange::value::Reader;
use crate::interchange::view::object;
use crate::loan::{Loan, LoanId};
use crate::party::{Party, PartyId};
use crate::product::{Pack, Product, Role};
use crate::watch::Parts;

/// The loan that is named, or the first of those that stand.
fn loan_of<'c>(case: &'c Case, asked: &mut Reader<'_>) -> Result<&'c Loan, Error> {
    let named: Option<LoanId> = asked.field("loan")?;
    let file = case.file();
    let found = match &named {
        Some(id) => file.loan(id),
        None => file.live_loans().next().or(file.loans.last()),
    };
    found.ok_or_else(|| no_loan(named.as_ref()))
}

#[cold]
fn no_loan(named: Option<&LoanId>) -> Error {
    let error = match named {
        Some(id) => Error::new(ErrorCode::UnknownCode, format!("the case has no loan {}", shown(id.as_str()))),
        None => Error::new(ErrorCode::UnknownCode, "the case has no loan yet"),
    };
    error.at("loan").help("choose a product first, then name a loan such as `L1`, or leave `loan` out")
}

#[cold]
fn not_published(product: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no list of papers is known for {}", shown(product)))
        .at("loan")
        .help("ask the lender for its list, and put it in a layer")
}

fn lender(product: &Product) -> Value {
    object!({
        "product": product.id.as_str(),
        "product_zh": product.name.zh.as_ref(),
        "product_en": product.name.en.as_ref(),
        "institution_zh": product.institution.zh.as_ref(),
        "institution_en": product.institution.en.as_ref(),
    })
}

/// The form of a loan's lender.
pub(super) fn form(case: &Case, asked: &mut Reader<'_>, context: &Context<'_>) -> Result<Value, Error> {
    let reveal = asked.field::<Option<bool>>("reveal")?.unwrap_or(false);
    let papers = asked.raw("papers");
    let loan = loan_of(case, asked)?;
    let product = loan.file().application.product.as_str();
    let form = dossier::form(case.file(), loan, context).ok_or_else(|| not_published(product))?;
    let examined = papers.map(|papers| examine::examine(case.file(), papers, context)).transpose()?;
    Ok(object!({
        "loan": form.loan.as_str(),
        "lender": lender(form.product),
        "fields": form.fields.iter().map(|it| filled(it, reveal)).collect_vec(),
        "blanks": form.fields.iter().filter(|it| it.value.is_none()).map(blank).collect_vec(),
        "contradictions": form.contradictions.iter().map(contradiction).collect_vec(),
        "papers": examined,
        "signatures": form.signatures.iter().map(signature).collect_vec(),
    }))
}

fn filled(it: &Filled<'_>, reveal: bool) -> Value {
    let value = it.value.as_ref().map(|(text, _)| if reveal { text.reveal() } else { text.masked() });
    let source = it.value.as_ref().map(|(_, source)| source);
    object!({
        "section": it.section.name(),
        "section_zh": it.section.zh(),
        "field": it.field.name,
        "zh": it.field.zh,
        "en": it.field.en,
        "party": it.party.map(|party| party.id.as_str()),
        "value": value,
        "value_zh": it.value.as_ref().and_then(|(text, _)| text.zh()),
        "from": source.map(|source| source.name()),
        "from_zh": source.map(|source| source.zh()),
    })
}

fn blank(it: &Filled<'_>) -> Value {
    object!({
        "section": it.section.name(),
        "field": it.field.name,
        "zh": it.field.zh,
        "en": it.field.en,
        "party": it.party.map(|party| party.id.as_str()),
        "whom": it.whom,
    })
}

fn contradiction(it: &Contradiction) -> Value {
    object!({"code": it.code, "en": it.en.as_str(), "zh": it.zh.as_str()})
}

fn signature(it: &Signature) -> Value {
    object!({
        "capacity": it.capacity.name(),
        "zh": it.capacity.zh(),
        "role": it.role.name(),
        "role_zh": it.role.zh(),
        "party": it.party.as_ref().map(PartyId::as_str),
    })
}

/// The package of a loan with its cover sheet.
pub(super) fn package(case: &Case, asked: &mut Reader<'_>, context: &Context<'_>) -> Result<Value, Error> {
    let reveal = asked.field::<Option<bool>>("reveal")?.unwrap_or(false);
    let loan = loan_of(case, asked)?;
    let product = loan.file().application.product.as_str();
    let package = dossier::package(case, loan, context).map_err(|_| not_published(product))?;
    let numbered = (1_u32..).zip(&package.rows);
    Ok(object!({
        "cover": cover(case, loan, (package.product, reveal), context),
        "rows": numbered.map(|(number, it)| package_row(number, it, context.pack)).collect_vec(),
        "papers": package.rows.iter().filter(|row| !row.is_blank() && row.stands_in.is_none()).count(),
        "blank": package.blanks().count(),
        "pages": pages(package.pages),
        "digest": package.digest.to_string(),
    }))
}

fn cover(case: &Case, loan: &Loan, (product, reveal): (&Product, bool), context: &Context<'_>) -> Value {
    let file = case.file();
    let applies = |party: &&Party| matches!(party.role, Role::Borrower | Role::Spouse | Role::CoBorrower);
    let name = |it: &Party| if reveal { it.name.reveal().to_owned() } else { it.name.masked() };
    let applicant = |it: &Party| {
        object!({
            "party": it.id.as_str(), "role": it.role.name(), "role_zh": it.role.zh(), "name": name(it),
        })
    };
    object!({
        "case": file.id.as_str(),
        "loan": loan.id().as_str(),
        "lender": lender(product),
        "branch": loan.file().branch.as_deref().map(note),
        "amount_fen": loan.file().application.amount.fen(),
        "term_months": loan.file().application.term_months,
        "applicants": file.parties.iter().filter(applies).map(applicant).collect_vec(),
        "day": context.occurred.to_string(),
        "clerk": file.clerk.as_str(),
    })
}

fn pages(it: Pages) -> Value {
    object!({"counted": it.counted, "uncounted": it.uncounted})
}

/// The names of a kind of paper.
fn named(kind: &DocumentKind, pack: &Pack) -> (Option<String>, Option<String>) {
    let info = pack.document(kind);
    (info.map(|it| it.zh.to_string()), info.map(|it| it.en.to_string()))
}

fn package_row(number: u32, it: &PackageRow<'_>, pack: &Pack) -> Value {
    let (zh, en) = named(it.kind, pack);
    object!({
        "number": number,
        "document": it.kind.as_str(),
        "zh": zh,
        "en": en,
        "role": it.role.name(),
        "holder": it.holder,
        "status": LineStatus::name(&it.status),
        "asked": object!({"original": it.original.name(), "copies": it.copies}),
        "paper": it.paper.map(paper),
        "stands_in": it.stands_in,
        "rule": it.rule.as_str(),
    })
}

fn paper(it: &Document) -> Value {
    object!({
        "id": it.id.as_str(),
        "form": it.form.map(|form| form.name()),
        "form_zh": it.form.map(|form| form.zh()),
        "copies": it.copies,
        "pages": it.pages,
        "issued": it.issued.map(|day| day.to_string()),
        "received": it.received.to_string(),
        "entry": it.entry,
    })
}

/// Every delivery to a lender.
pub(super) fn handed_in(case: &Case, context: &Context<'_>) -> Value {
    dossier::handed_in(case).iter().map(|it| handed(it, context.pack)).collect()
}

fn handed(it: &Handed<'_>, pack: &Pack) -> Value {
    let Delivery { loan, kind, on, by, digest, entry, .. } = it.delivery;
    let product = it.loan.and_then(|loan| pack.product(&loan.file().application.product));
    object!({
        "delivery": kind.name(),
        "zh": kind.zh(),
        "loan": loan.as_str(),
        "lender": product.map(lender),
        "branch": it.branch.map(note),
        "on": on.to_string(),
        "by": by.as_str(),
        "papers": it.papers.iter().map(|it| handed_paper(it, pack)).collect_vec(),
        "pages": pages(Pages::of(it.papers.iter().map(|it| it.paper.pages))),
        "digest": digest.to_string(),
        "entry": *entry,
    })
}

fn handed_paper(it: &HandedPaper<'_>, pack: &Pack) -> Value {
    let (zh, en) = named(&it.paper.kind, pack);
    object!({
        "document": it.paper.kind.as_str(),
        "zh": zh,
        "en": en,
        "holder": it.paper.holder.as_str(),
        "accepted": it.accepted,
        "new": it.is_new,
        "amended": it.amended,
        "paper": paper(it.paper),
    })
}

/// The index of the dossier.
pub(super) fn archive(case: &Case, context: &Context<'_>) -> Value {
    let index = dossier::archive(case, context);
    let numbered = (1_u32..).zip(&index.rows);
    object!({
        "case": case.file().id.as_str(),
        "filed": index.filed.map(|it| object!({
            "on": it.on.to_string(), "reference": it.reference.as_deref().map(note), "entry": it.entry,
        })),
        "place": index.place.map(place),
        "lent": index.lent.map(lent),
        "keep_until": index.keep_until.map(|day| day.to_string()),
        "destroy_from": index.destroy_from.map(|day| day.to_string()),
        "complete": index.is_complete(),
        "lacking": index.lacking(),
        "pages": pages(index.pages),
        "rows": numbered.map(|(number, it)| kept(number, it, context.pack)).collect_vec(),
    })
}

fn place(it: &Shelving) -> Value {
    object!({
        "place": note(&it.place),
        "note": it.note.as_deref().map(note),
        "on": it.on.to_string(),
        "by": it.by.as_str(),
        "entry": it.entry,
    })
}

fn lent(it: &Lending) -> Value {
    object!({
        "to": note(&it.to),
        "reason": it.reason.as_deref().map(note),
        "since": it.since.to_string(),
        "until": it.until.to_string(),
        "entry": it.entry,
    })
}

fn kept(number: u32, it: &Kept<'_>, pack: &Pack) -> Value {
    let (zh, en) = it.kind.map(|kind| named(kind, pack)).unwrap_or_default();
    object!({
        "number": number,
        "part": it.part.name(),
        "part_zh": it.part.zh(),
        "document": it.kind.map(DocumentKind::as_str),
        "zh": zh,
        "en": en,
        "holder": it.holder,
        "loan": it.loan.map(LoanId::as_str),
        "state": it.state.name(),
        "state_zh": it.state.zh(),
        "paper": it.paper.map(paper),
        "rule": it.rule.map(|rule| rule.as_str()),
        "step": it.step.map(|(name, zh, entry)| object!({"step": name, "zh": zh, "entry": entry})),
        "entry": it.entry(),
    })
}

/// What is on the shelf, and what is not.
pub(super) fn stock_taking(cases: &[&Case], context: &Context<'_>, parts: &mut Parts<'_, '_>) -> Result<Value, Error> {
    let (mut shelves, mut rows) = (Vec::new(), Vec::new());
    each(cases, parts, &mut |case| {
        for row in dossier::stock_taking(&[case], context) {
            shelves.push(row.shelf);
            rows.push(stock(&row, context.pack));
        }
    })?;
    let count = |shelf| shelves.iter().filter(|own| **own == shelf).count();
    Ok(object!({
        "day": context.today.to_string(),
        "dossiers": rows.len(),
        "on_shelf": count(dossier::Shelf::There),
        "lent": count(dossier::Shelf::Lent),
        "not_shelved": count(dossier::Shelf::Nowhere),
        "rows": rows,
    }))
}

fn stock(it: &dossier::StockRow<'_>, pack: &Pack) -> Value {
    let Archive { place: shelf, lent: out, destroy_from, .. } = &it.index;
    object!({
        "case": it.case.as_str(),
        "shelf": it.shelf.name(),
        "shelf_zh": it.shelf.zh(),
        "place": shelf.map(place),
        "lent": out.map(lent),
        "lacking": it.index.lacking(),
        "missing": it.index.missing().map(|row| missing(row, pack)).collect_vec(),
        "destroy_from": destroy_from.map(|day| day.to_string()),
        "found": it.found.iter().map(|it| object!({"found": it.name(), "zh": it.zh()})).collect_vec(),
    })
}

fn missing(it: &Kept<'_>, pack: &Pack) -> Value {
    let (zh, en) = it.kind.map(|kind| named(kind, pack)).unwrap_or_default();
    object!({
        "document": it.kind.map(DocumentKind::as_str),
        "zh": zh,
        "en": en,
        "holder": it.holder,
        "loan": it.loan.map(LoanId::as_str),
        "state": it.state.name(),
        "state_zh": it.state.zh(),
    })
}
