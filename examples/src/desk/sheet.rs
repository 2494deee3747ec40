//! Sheets to print and put into a file: the index of the dossier, what goes to the lender, the lender's form.
//!
//! Each is what the library answers, laid out on A4 in Chinese; people are masked unless it is asked otherwise.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::day::Picture;
use super::error::Error;
use super::office::Defaults;
use super::question::context;
use super::rules::rules;
use super::run::write_whole;
use super::words;

const STYLE: &str = include_str!("sheet.css");

/// Which sheet of which case.
#[derive(Args, Debug)]
pub struct Asked {
    /// The id of the case
    pub id: String,
    /// Which sheet
    #[arg(long, value_enum, default_value = "archive")]
    pub what: Sheet,
    /// Where it is written [default: target/desk/CASE-SHEET.html]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// With names and numbers in full; only what is asked for stands on the sheet
    #[arg(long)]
    pub reveal: bool,
}

/// A sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// 档案目录: what is in the dossier, and what lacks
    Archive,
    /// 报卷目录: what is handed to the lender, with its cover
    Package,
    /// 申请表: the lender's form as far as the case fills it
    Form,
}

impl Sheet {
    const fn name(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Package => "package",
            Self::Form => "form",
        }
    }

    const fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Archive => ("档案目录", "Index of the dossier"),
            Self::Package => ("报卷封面及目录", "Submission: cover and contents"),
            Self::Form => ("贷款申请表", "Loan application form"),
        }
    }
}

/// Writes the sheet, and says where.
///
/// # Errors
/// The case has no such loan, or the file cannot be written.
pub fn write(asked: &Asked, picture: &Picture, defaults: &Defaults, out: &mut impl Write) -> Result<(), Error> {
    let mut question = json!({"question": asked.what.name()});
    if asked.reveal && asked.what != Sheet::Archive {
        question = json!({"question": asked.what.name(), "reveal": true});
    }
    let told = ask(picture, &question, defaults)?;
    let text = page(asked.what, picture, &told, defaults).into_string();
    let file = asked
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("target/desk/{}-{}.html", picture.case.id(), asked.what.name())));
    write_whole(&file, &text, "sheet")?;
    Ok(writeln!(out, "{}", file.display())?)
}

fn ask(picture: &Picture, question: &Value, defaults: &Defaults) -> Result<Value, Error> {
    rules().ask(&picture.case, question, context(defaults)).map_err(|error| Error::of("sheet", error))
}

fn page(sheet: Sheet, picture: &Picture, told: &Value, defaults: &Defaults) -> Markup {
    let (zh, en) = sheet.titles();
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (picture.case.id()) " " (zh) }
                style { (PreEscaped(STYLE)) }
            }
            body { main {
                h1 { (zh) }
                p.en lang="en" { (en) }
                @match sheet {
                    Sheet::Archive => (archive(picture, told)),
                    Sheet::Package => (package(picture, told)),
                    Sheet::Form => (form(picture, told)),
                }
                footer { "制表 " (defaults.by) " · " (defaults.today) }
            } }
        }
    }
}

fn archive(picture: &Picture, told: &Value) -> Markup {
    let lacking = text(told, "/lacking");
    let verdict = if is(told, "/complete", "true") { "齐全".to_owned() } else { format!("缺 {lacking} 项") };
    html! {
        dl {
            dt { "业务编号" } dd { (picture.case.id()) }
            dt { "经办人" } dd { (picture.case.file().clerk) }
            dt { "归档日期" } dd { (text(told, "/filed/on")) }
            dt { "存放位置" } dd { (text(told, "/place")) }
            dt { "保管至" } dd { (text(told, "/keep_until")) }
            dt { "完整性" } dd.lacks[!is(told, "/complete", "true")] { (verdict) }
            dt { "页数" } dd.whole { (pages(told)) }
        }
        table {
            thead { tr { @for head in ["序号", "资料", "谁的", "形式", "页数", "收到日期", "状态", "记录"] { th scope="col" { (head) } } } }
            tbody {
                @for (row, part) in grouped(list(told, "/rows").collect(), "part") {
                    @if let Some(part) = part { tr.part { th colspan="8" scope="rowgroup" { (part) } } }
                    tr {
                        td.number { (text(row, "/number")) }
                        th scope="row" { (either(row, ["/zh", "/step/zh"])) }
                        td { (whose(row, "/holder", picture)) }
                        td { (text(row, "/paper/form_zh")) }
                        td.number { (text(row, "/paper/pages")) }
                        td { (text(row, "/paper/received")) }
                        td.lacks[is(row, "/state", "lacking")] { (text(row, "/state_zh")) }
                        td.number { (text(row, "/entry")) }
                    }
                }
            }
        }
    }
}

/// The rows, with the Chinese name of a group in front of its first.
fn grouped<'v>(rows: Vec<&'v Value>, group: &str) -> Vec<(&'v Value, Option<String>)> {
    let (code, zh) = (format!("/{group}"), format!("/{group}_zh"));
    let before: Vec<String> = std::iter::once(String::new()).chain(rows.iter().map(|row| text(row, &code))).collect();
    let begins = |row: &Value, before: &str| (!is(row, &code, before)).then(|| text(row, &zh));
    rows.into_iter().zip(before).map(|(row, before)| (row, begins(row, &before))).collect()
}

fn package(picture: &Picture, told: &Value) -> Markup {
    let cover = told.get("cover").unwrap_or(&Value::Null);
    let names: Vec<String> =
        list(cover, "/applicants").map(|it| format!("{} {}", text(it, "/role_zh"), text(it, "/name"))).collect();
    html! {
        dl {
            dt { "业务编号" } dd { (text(cover, "/case")) " / " (text(cover, "/loan")) }
            dt { "经办人" } dd { (text(cover, "/clerk")) }
            dt { "贷款机构" } dd { (text(cover, "/lender/institution_zh")) }
            dt { "经办网点" } dd { (text(cover, "/branch")) }
            dt { "产品" } dd { (text(cover, "/lender/product_zh")) }
            dt { "报卷日期" } dd { (text(cover, "/day")) }
            dt { "金额" } dd { (yuan(cover, "/amount_fen")) " 元" }
            dt { "期限" } dd { (text(cover, "/term_months")) " 个月" }
            dt { "申请人" } dd.whole { (names.join("；")) }
            dt { "份数页数" } dd.whole { "共 " (text(told, "/papers")) " 份，" (pages(told)) }
        }
        table {
            thead { tr { @for head in ["序号", "资料", "谁的", "原件", "份数", "页数", "签发日期", "备注"] { th scope="col" { (head) } } } }
            tbody { @for row in list(told, "/rows") { tr {
                td.number { (text(row, "/number")) }
                th scope="row" { (text(row, "/zh")) }
                td { (whose(row, "/holder", picture)) }
                td { (text(row, "/paper/form_zh")) }
                td.number { (text(row, "/paper/copies")) }
                td.number { (text(row, "/paper/pages")) }
                td { (text(row, "/paper/issued")) }
                td.lacks { @if text(row, "/paper/id").is_empty() { "缺" } }
            } } }
        }
        div.signs { div { "移交人：" span.blank {} } div { "接收人：" span.blank {} } div { "移交日期：" span.blank {} } div { "接收日期：" span.blank {} } }
        footer { "资料摘要（SHA-256）" (text(told, "/digest")) }
    }
}

fn form(picture: &Picture, told: &Value) -> Markup {
    html! {
        dl {
            dt { "业务编号" } dd { (picture.case.id()) " / " (text(told, "/loan")) }
            dt { "贷款机构" } dd { (text(told, "/lender/institution_zh")) }
            dt { "产品" } dd.whole { (text(told, "/lender/product_zh")) }
        }
        table {
            thead { tr { @for head in ["项目", "内容", "来源"] { th scope="col" { (head) } } } }
            tbody {
                @for (field, section) in grouped(list(told, "/fields").collect(), "section") {
                    @if let Some(section) = section { tr.part { th colspan="3" scope="rowgroup" { (section) } } }
                    tr {
                        th scope="row" { (text(field, "/zh")) }
                        td { (word(field)) }
                        td.from { (text(field, "/from_zh")) }
                    }
                }
            }
        }
        @if list(told, "/contradictions").next().is_some() {
            h2 { "须先核实" }
            ul { @for it in list(told, "/contradictions") { li { (text(it, "/zh")) } } }
        }
        div.signs { @for it in list(told, "/signatures") {
            div { (text(it, "/zh")) "（" (whose(it, "/party", picture)) "）签名：" span.blank {} }
        } }
    }
}

/// What stands in a field: the Chinese word of a word, a line to write on where it is blank.
fn word(field: &Value) -> Markup {
    let shown = either(field, ["/value_zh", "/value"]);
    html! { @if shown.is_empty() { span.blank {} } @else { (shown) } }
}

/// A party of the case by role and masked name, or a role.
fn whose(value: &Value, at: &str, picture: &Picture) -> String {
    let id = value.pointer(at).and_then(Value::as_str);
    id.map_or_else(String::new, |id| words::holder(id, picture.case.file()).zh)
}

fn list<'v>(value: &'v Value, at: &str) -> impl Iterator<Item = &'v Value> {
    value.pointer(at).and_then(Value::as_array).into_iter().flatten()
}

/// What stands there, as text; nothing for `null`.
fn text(value: &Value, at: &str) -> String {
    match value.pointer(at) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The first of two that is there.
fn either(value: &Value, places: [&str; 2]) -> String {
    places.iter().map(|at| text(value, at)).find(|text| !text.is_empty()).unwrap_or_default()
}

fn is(value: &Value, at: &str, what: &str) -> bool {
    text(value, at) == what
}

fn yuan(value: &Value, at: &str) -> String {
    let money = value.pointer(at).and_then(Value::as_i64).and_then(anjieflow::Money::from_fen);
    money.map_or_else(String::new, |money| money.to_string())
}

/// How many pages, and of how many papers nobody counted them.
fn pages(value: &Value) -> String {
    let (counted, open) = (text(value, "/pages/counted"), text(value, "/pages/uncounted"));
    match open.as_str() {
        "0" => format!("共 {counted} 页"),
        _ => format!("已计 {counted} 页，{open} 份未计页数"),
    }
}
