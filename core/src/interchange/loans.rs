//! Loans in columns on the wire: for each thing that rules ask a list, as long as there are loans.
//!
//! The table of columns stands here once; from it come reading, the types of other languages, and what `desk` reads
//! from a table with a header. Facts and figures are columns by their own names.

use crate::collect::CollectVec;
use serde_json::{Map, Value};

use super::json::{Json, Sink};
use super::plain::unknown_product;
use super::schema::Column;
use super::value::{Type, Wire, fact_value, figure_value, missing, wrong_type};
use crate::case::CaseId;
use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::fact::{Fact, FactKind, Facts};
use crate::figure::{Figure, Figures};
use crate::finding::Borrower;
use crate::identity::Sex;
use crate::impact::{NO_AMOUNT, NO_DAY, NO_RATE, Portfolio};
use crate::loan::LoanId;
use crate::money::{Money, Rate};
use crate::product::{Pack, ProductId};
use crate::property::Site;
use crate::watch::Parts;
use crate::words::unknown;

/// Makes a row and the table of its columns: doc line, field, name on the wire, type.
macro_rules! columns {
    ($($(#[doc = $about:literal])+ $field:ident $name:literal: $type:ty,)+) => {
        /// One loan, as far as its columns say.
        #[derive(Default)]
        struct Row {
            $($(#[doc = $about])+ $field: Option<$type>,)+
            facts: Facts,
            figures: Figures,
        }

        /// How each column is put into a row.
        const OWN: &[(&str, Put)] = &[
            $(($name, |row, value| put(&mut row.$field, value)),)+
        ];

        /// The columns that are no facts and no figures.
        fn own() -> Vec<Column> {
            vec![$(Column {
                name: $name,
                kind: <$type as Wire>::TYPE,
                is_required: REQUIRED.contains(&$name),
                about: concat!($($about),+).trim_ascii(),
            }),+]
        }
    };
}

columns! {
    /// What the application calls the case; of one without a name, the number of its row.
    case "case": CaseId,
    /// Which loan of the case; of one without a name, its number within the case.
    loan "loan": LoanId,
    /// The product that the loan is of.
    product "product": ProductId,
    /// What this loan lends.
    amount "amount_fen": Money,
    /// Its term.
    term_months "term_months": u16,
    /// The granted rate; none while the lender has made no terms.
    granted "rate_millionths": Rate,
    /// The contract price.
    price "price_fen": Money,
    /// What the appraisal says.
    appraisal "appraisal_fen": Money,
    /// What the loans of the case lend together, where not all of them are here.
    lent "lent_fen": Money,
    /// The province of the home, for a city that the rules do not name.
    province "province": String,
    /// The city of the home.
    city "city": String,
    /// The part of the city.
    district "district": String,
    /// When the case was opened.
    opened "opened": Date,
    /// When the sale contract was signed; none until then.
    contract "contract": Date,
    /// When the lender took the file; none until then.
    acceptance "acceptance": Date,
    /// When the money was paid; none until then.
    payout "payout": Date,
    /// When the borrower was born, from whose age the term is counted.
    born "born": Date,
    /// The sex of the borrower.
    sex "sex": Sex,
    /// When the co-borrowers were born.
    co_born "co_born": Vec<Date>,
    /// Their sex, in the same order.
    co_sex "co_sex": Vec<Sex>,
}

/// What no loan can be compared without.
const REQUIRED: [&str; 3] = ["product", "amount_fen", "term_months"];

/// Reads a value into its place: once for each type, for a column each takes bytes in the browser.
#[inline(never)]
fn put<T: Wire>(place: &mut Option<T>, value: &Value) -> Result<(), Error> {
    *place = Some(T::read(value)?);
    Ok(())
}

type Put = fn(&mut Row, &Value) -> Result<(), Error>;

/// Every column, those of facts and figures last.
pub(super) fn columns() -> Vec<Column> {
    let asked = |name, kind| Column { name, kind, is_required: false, about: "" };
    let fact = |it: &Fact| match it.kind() {
        FactKind::Word => asked(it.name(), Type::Word(it.words())),
        FactKind::Number => asked(it.name(), Type::Count),
        FactKind::Flag => asked(it.name(), Type::Flag),
    };
    let figures = Figure::ALL.iter().map(|it| asked(it.name(), Type::Count));
    own().into_iter().chain(Fact::ALL.iter().map(fact)).chain(figures).collect_vec()
}

/// A column by its place in a table.
#[derive(Clone, Copy)]
struct Head {
    name: &'static str,
    put: Asked,
}

#[derive(Clone, Copy)]
enum Asked {
    Own(Put),
    Fact(Fact),
    Figure(Figure),
}

impl Head {
    fn of(name: &str) -> Result<Self, Error> {
        let own = OWN.iter().find(|(known, _)| *known == name).map(|(name, put)| Self { name, put: Asked::Own(*put) });
        let fact = || Fact::ALL.iter().find(|it| it.name() == name);
        let figure = || Figure::ALL.iter().find(|it| it.name() == name);
        own.or_else(|| fact().map(|it| Self { name: it.name(), put: Asked::Fact(*it) }))
            .or_else(|| figure().map(|it| Self { name: it.name(), put: Asked::Figure(*it) }))
            .ok_or_else(|| unknown_column(name))
    }

    fn read(self, row: &mut Row, value: &Value) -> Result<(), Error> {
        let read = match self.put {
            Asked::Own(put) => return put(row, value),
            Asked::Fact(fact) => fact_value(fact, value).and_then(|value| row.facts.set(fact, value)),
            Asked::Figure(figure) => figure_value(row.figures, figure, value).map(|figures| row.figures = figures),
        };
        // They name themselves, and here the column does.
        read.map_err(Error::nowhere)
    }
}

#[cold]
fn unknown_column(name: &str) -> Error {
    let known = OWN.iter().map(|(name, _)| *name).collect_vec();
    Error::new(ErrorCode::UnknownField, format!("no column is called {}", shown(name)))
        .help(format!("known here: {}, and every fact and figure by its name", known.join(", ")))
}

/// What is wrong with one cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// The column.
    pub column: &'static str,
    /// What is wrong, and what to do.
    pub error: Error,
}

/// Reads loans row by row, under a header of columns, into a [`Portfolio`].
///
/// A row that does not hold is refused with all that is wrong with it, and the others are kept. What a column may hold is
/// told by [`schema::columns`](super::schema::columns).
///
/// ```
/// use anjieflow::interchange::LoanReader;
/// use anjieflow::product::Pack;
/// use serde_json::json;
///
/// let mut loans = LoanReader::new(["product", "amount_fen", "term_months"], &[Pack::builtin()])?;
/// assert!(loans.push(&[json!("citic-mortgage"), json!(80_000_000), json!(240)]).is_ok());
/// let wrong = loans.push(&[json!("citic-mortgage"), json!(-1), json!("long")]).unwrap_err();
/// assert_eq!(wrong.iter().map(|it| it.column).collect::<Vec<_>>(), ["amount_fen", "term_months"]);
/// assert_eq!(loans.finish().columns().len(), 1);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Debug)]
pub struct LoanReader<'p> {
    heads: Vec<Head>,
    packs: Vec<&'p Pack>,
    rows: u32,
    portfolio: Portfolio,
    /// Where each case stands in the list of them. It is the map of JSON, for another kind takes bytes in the browser.
    places: Map<String, Value>,
    cases: Vec<Together>,
}

/// The loans of one case so far, and what they lend.
#[derive(Debug, Default)]
struct Together {
    loans: Vec<LoanId>,
    lent: i64,
}

impl std::fmt::Debug for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl<'p> LoanReader<'p> {
    /// Begins with the names of the columns. Each product must be of one of the packs.
    ///
    /// # Errors
    /// A name that no column has, one that stands twice, or no `product`, `amount_fen` or `term_months`.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>, packs: &[&'p Pack]) -> Result<Self, Error> {
        let mut heads: Vec<Head> = Vec::new();
        for name in names {
            let head = Head::of(name)?;
            if heads.iter().any(|it| it.name == head.name) {
                let message = format!("the column `{}` stands twice", head.name);
                return Err(Error::new(ErrorCode::Malformed, message).help("keep one of the two"));
            }
            heads.push(head);
        }
        if let Some(name) = REQUIRED.iter().find(|name| heads.iter().all(|it| it.name != **name)) {
            return Err(Error::new(ErrorCode::MissingField, format!("the column `{name}` is missing"))
                .help("give a value of it for each loan"));
        }
        let (portfolio, places) = (Portfolio::default(), Map::new());
        Ok(Self { heads, packs: packs.to_vec(), rows: 0, portfolio, places, cases: Vec::new() })
    }

    /// Adds one loan: a value for each column, in their order; `null` where nothing is known.
    ///
    /// # Errors
    /// Every cell that does not hold; then nothing of the row is kept.
    pub fn push<'v>(&mut self, cells: impl IntoIterator<Item = &'v Value>) -> Result<(), Vec<BadCell>> {
        self.rows = self.rows.saturating_add(1);
        let (mut row, mut bad) = (Row::default(), Vec::new());
        for (head, value) in self.heads.iter().zip(cells).filter(|(_, value)| !value.is_null()) {
            if let Err(error) = head.read(&mut row, value) {
                bad.push(BadCell { column: head.name, error });
            }
        }
        for fault in self.faults(&row) {
            // What could not be read is not missing besides.
            if bad.iter().all(|it| it.column != fault.column) {
                bad.push(fault);
            }
        }
        if !bad.is_empty() {
            return Err(bad);
        }
        self.add(row);
        Ok(())
    }

    /// What the cells of a row say of one another.
    fn faults(&self, row: &Row) -> Vec<BadCell> {
        let absent = [
            ("product", row.product.is_none()),
            ("amount_fen", row.amount.is_none()),
            ("term_months", row.term_months.is_none()),
            ("city", row.city.is_none() && (row.province.is_some() || row.district.is_some())),
            ("sex", row.sex.is_none() && row.born.is_some()),
            ("co_sex", row.co_sex.is_none() && row.co_born.is_some()),
            ("co_born", row.co_born.is_none() && row.co_sex.is_some()),
        ];
        let mut found: Vec<BadCell> = Vec::new();
        for (column, is_absent) in absent {
            if is_absent {
                found.push(BadCell { column, error: missing(column) });
            }
        }
        found.extend(self.unknown_product(row));
        found.extend(unequal(row));
        found.extend(self.twice(row));
        found
    }

    fn unknown_product(&self, row: &Row) -> Option<BadCell> {
        let id = row.product.as_ref().filter(|id| self.packs.iter().all(|pack| pack.product(id).is_none()))?;
        Some(BadCell { column: "product", error: unknown_product(id.as_str()) })
    }

    /// A loan that was read before.
    fn twice(&self, row: &Row) -> Option<BadCell> {
        let (case, loan) = (row.case.as_ref()?, row.loan.as_ref()?);
        self.together(case).filter(|known| known.loans.contains(loan)).map(|_| {
            let error = Error::new(ErrorCode::Malformed, format!("loan `{loan}` of case `{case}` stands here twice"));
            BadCell { column: "loan", error: error.help("keep one of the two") }
        })
    }

    fn together(&self, case: &CaseId) -> Option<&Together> {
        let place = self.places.get(case.as_str())?.as_u64()?;
        self.cases.get(usize::try_from(place).ok()?)
    }

    /// The number of the next loan of a case.
    fn next(&self, case: &CaseId) -> u32 {
        let count = self.together(case).map_or(0, |it| it.loans.len());
        u32::try_from(count).map_or(u32::MAX, |count| count.saturating_add(1))
    }

    fn join(&mut self, case: &CaseId, loan: LoanId, amount: Money) {
        let next = Value::from(self.cases.len());
        let place = self.places.entry(case.as_str()).or_insert(next).as_u64().and_then(|it| usize::try_from(it).ok());
        if place == Some(self.cases.len()) {
            self.cases.push(Together::default());
        }
        if let Some(together) = place.and_then(|at| self.cases.get_mut(at)) {
            together.lent = together.lent.saturating_add(amount.fen());
            together.loans.push(loan);
        }
    }

    /// A row without a fault.
    fn add(&mut self, row: Row) {
        let (Some(product), Some(amount), Some(term_months)) = (row.product, row.amount, row.term_months) else {
            // OK because their absence is a fault.
            return;
        };
        let case = row.case.unwrap_or_else(|| CaseId::numbered("row-", self.rows));
        let loan = row.loan.unwrap_or_else(|| LoanId::numbered("L", self.next(&case)));
        self.join(&case, loan.clone(), amount);

        let into = &mut self.portfolio;
        into.loans.push((case, loan));
        into.push_product(&product);
        into.push_site(row.city.map(|city| Site { province: row.province, city, district: row.district }).as_ref());
        into.facts.push(row.facts);
        into.figures.push(row.figures);
        into.price.push(row.price.map_or(NO_AMOUNT, Money::fen));
        into.base.push(row.price.map_or(NO_AMOUNT, |price| row.appraisal.map_or(price, |it| it.min(price)).fen()));
        into.lent.push(row.lent.map_or(NO_AMOUNT, Money::fen));
        into.amount.push(amount.fen());
        into.term_months.push(term_months);
        into.granted.push(row.granted.map_or(NO_RATE, Rate::millionths));
        into.opened.push(number(row.opened));
        into.contract.push(number(row.contract));
        into.acceptance.push(number(row.acceptance));
        into.payout.push(number(row.payout));
        let mut borrowers = vec![Borrower { is_first: true, born: row.born.zip(row.sex) }];
        let (born, sex) = (row.co_born.unwrap_or_default(), row.co_sex.unwrap_or_default());
        for person in born.into_iter().zip(sex) {
            borrowers.push(Borrower { is_first: false, born: Some(person) });
        }
        into.push_borrowers(&borrowers);
    }

    /// The loans that were read. What a case lends together is the sum of its loans, where no column says it.
    pub fn finish(mut self) -> Portfolio {
        let mut loans = std::mem::take(&mut self.portfolio);
        for (lent, (case, _)) in loans.lent.iter_mut().zip(&loans.loans) {
            if *lent == NO_AMOUNT {
                *lent = self.together(case).map_or(NO_AMOUNT, |together| together.lent);
            }
        }
        loans
    }
}

/// Co-borrowers of whom one is said and the other is not.
fn unequal(row: &Row) -> Option<BadCell> {
    let (born, sex) = (row.co_born.as_ref()?.len(), row.co_sex.as_ref()?.len());
    (born != sex).then(|| {
        let error = Error::new(ErrorCode::BadLength, format!("{sex} values stand beside {born} in `co_born`"));
        BadCell { column: "co_sex", error: error.help("give both for each co-borrower, in one order") }
    })
}

fn number(day: Option<Date>) -> i32 {
    day.map_or(NO_DAY, Date::day_number)
}

/// Reads an object of columns, a part of the work a row. As many parts come after it, when the rows are compared.
pub(super) fn read(columns: &Value, packs: &[&Pack], parts: &mut Parts<'_, '_>) -> Result<Portfolio, Error> {
    let map = columns.as_object().ok_or_else(|| wrong_type("an object of columns", columns))?;
    let (mut names, mut lists) = (Vec::new(), Vec::new());
    for (name, list) in map.iter().filter(|(_, list)| !list.is_null()) {
        let list = list.as_array().ok_or_else(|| wrong_type("a list", list).at(name))?;
        let rows = lists.first().map_or(list.len(), |first: &&Vec<Value>| first.len());
        if list.len() != rows {
            let message = format!("the column has {} values where {rows} are wanted", list.len());
            return Err(Error::new(ErrorCode::BadLength, message)
                .at(name)
                .help("give every column a value for each loan"));
        }
        names.push(name.as_str());
        lists.push(list);
    }
    let mut loans = LoanReader::new(names, packs)?;
    let rows = lists.first().map_or(0, |list| list.len());
    parts.expect(rows.saturating_mul(2));
    for row in 0..rows {
        let cells = lists.iter().filter_map(|list| list.get(row));
        if let Some(bad) = loans.push(cells).err().and_then(|bad| bad.into_iter().next()) {
            return Err(bad.error.at(format!("[{row}]")).at(bad.column));
        }
        parts.step(1)?;
    }
    Ok(loans.finish())
}

impl Wire for Sex {
    const TYPE: Type = Type::Word(&["male", "female"]);
    fn read<'v>(value: impl Json<'v>) -> Result<Self, Error> {
        match value.as_str() {
            Some("male") => Ok(Self::Male),
            Some("female") => Ok(Self::Female),
            Some(word) => Err(unknown("sex", word, ["male", "female"].into_iter())),
            None => Err(wrong_type("`male` or `female`", value)),
        }
    }
    fn write_to(&self, out: &mut dyn Sink) {
        out.text(if *self == Self::Male { "male" } else { "female" });
    }
    fn blank() -> Self {
        Self::Male
    }
}
