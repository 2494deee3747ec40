//! The rules that cases are judged under, and what can be asked of them without a case.

use crate::case::Case;
use crate::context::Context;
use crate::entry::{Entry, History};
use crate::error::{raise, raise_error, raise_log};
use crate::repay::answer;
use crate::value::{self, to_python, to_value};
use crate::watch::Watch;
use anjieflow::calendar::Calendar;
use anjieflow::case::CaseId;
use anjieflow::error::Error;
use anjieflow::interchange::{pack, plain, read_log};
use anjieflow::log::Log;
use anjieflow::product::Pack;
use miniz_oxide::inflate::decompress_to_vec;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Rules>()?;
    module.add_function(wrap_pyfunction!(products, module)?)?;
    module.add_function(wrap_pyfunction!(product_checklist, module)?)?;
    module.add_function(wrap_pyfunction!(explain, module)?)?;
    module.add_function(wrap_pyfunction!(lint, module)?)
}

/// What cases are judged under: one edition of products, lists, routes and limits. A case keeps to the rules it was
/// opened or replayed under.
///
/// Two are equal when they are the same edition and say the same.
#[pyclass(frozen, eq, module = "anjieflow")]
#[derive(Clone)]
pub struct Rules(Arc<Pack>);

/// The next case, and the entry that the application keeps.
pub type Stepped = (Case, Entry);

/// The built-in rules, as `build.rs` wrote them.
const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin.deflate"));

/// Read once, when they are first asked for, and one for all: cases under them are told to be under the same rules without a
/// look at the rows. The library's own tests check them whole, so that nobody has to wait for that here.
static BUILTIN: LazyLock<Result<Arc<Pack>, Error>> = LazyLock::new(|| {
    // What `build.rs` deflated inflates; if it did not, the empty text would be no pack.
    let text = decompress_to_vec(PACK).unwrap_or_default();
    pack::read_unchecked([&*String::from_utf8_lossy(&text)]).map(Arc::new)
});

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Rules {
    pub fn pack(&self) -> &Pack {
        &self.0
    }

    /// Those of an argument, or the built-in ones.
    pub fn or_builtin(py: Python<'_>, rules: Option<PyRef<'_, Self>>) -> PyResult<Self> {
        rules.map_or_else(|| Self::builtin(py), |rules| Ok(rules.clone()))
    }

    pub fn plain(&self) -> plain::Rules<'_> {
        plain::Rules { pack: &self.0, calendar: Calendar::builtin() }
    }

    /// The case of a log, or of what of it somebody knows by a day, and the entries that it came from.
    fn read<T>(&self, log: &Bound<'_, PyAny>, read: impl FnOnce(Log) -> Result<T, Error> + Send) -> PyResult<T>
    where
        T: Send,
    {
        let py = log.py();
        let text = match log.cast::<PyString>() {
            Ok(string) => value::text(string, "log")?,
            Err(_) => of_entries(log)?,
        };
        // A long log takes a while; other threads go on meanwhile.
        py.detach(|| read_log(&text).and_then(read)).map_err(|error| raise_log(py, &error))
    }

    fn case(&self, replayed: (anjieflow::case::Case, Option<History>)) -> Case {
        let (case, history) = replayed;
        Case::new(case, self.clone(), history)
    }
}

#[pymethods]
impl Rules {
    /// The rules that come with the package.
    #[staticmethod]
    pub fn builtin(py: Python<'_>) -> PyResult<Self> {
        // Its first reader waits for it; other threads go on meanwhile.
        let pack = py.detach(|| BUILTIN.as_ref());
        pack.map(|pack| Self(pack.clone())).map_err(|error| raise_error(py, error))
    }

    /// The rules of a pack, its JSON text, with layers laid over it that hold in a place; without one, in that of the
    /// narrowest layer.
    #[staticmethod]
    #[pyo3(signature = (pack, layers=None, place=None))]
    fn load(
        py: Python<'_>,
        pack: &Bound<'_, PyString>,
        layers: Option<Vec<Bound<'_, PyString>>>,
        place: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let base = pack::read(&value::text(pack, "pack")?).map_err(|error| raise_error(py, &error))?;
        Self(Arc::new(base)).at(py, layers.unwrap_or_default(), place)
    }

    /// These rules with layers laid over them that hold in a place; without one, in that of the narrowest layer.
    #[pyo3(signature = (layers, place=None))]
    fn at(&self, py: Python<'_>, layers: Vec<Bound<'_, PyString>>, place: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let place = place.map(|place| to_value(place, "place")).transpose()?;
        let laid = pack::laid(&self.0, &texts(&layers)?, place.as_ref());
        laid.map(|pack| Self(Arc::new(pack))).map_err(|error| raise_error(py, &error))
    }

    /// Which edition they are; with layers, the names of all.
    #[getter]
    fn edition(&self) -> &str {
        self.0.edition.id.as_str()
    }

    /// They as a pack: JSON text, as `load` reads it.
    #[pyo3(name = "pack")]
    fn pack_text(&self) -> String {
        pack::write(&self.0)
    }

    /// Open a case: the case in its first stage, and the first entry of its log.
    pub fn open(&self, case: &Bound<'_, PyString>, context: &Bound<'_, PyAny>) -> PyResult<Stepped> {
        let (py, context) = (case.py(), Context::of_argument(context, self)?);
        let id = CaseId::new(&value::text(case, "case")?).map_err(|error| raise_error(py, &error.at("case")))?;
        let opened = anjieflow::case::Case::open(id, &context.under(&self.0));
        let moved = opened.map_err(|refusal| raise(py, &refusal.into(), self))?;
        let entry = Entry::new(moved.entry());
        let history = History::default().then(entry.clone());
        Ok((Case::new(moved.case, self.clone(), Some(history)), entry))
    }

    /// The case that a log tells of: text, as `log` writes it, or the entries.
    pub fn replay(&self, log: &Bound<'_, PyAny>) -> PyResult<Case> {
        let replayed = self.read(log, |log| Ok((log.replay()?, Some(History::of(log.into_entries())))))?;
        Ok(self.case(replayed))
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    /// None before it was opened.
    pub fn replay_as_of(&self, log: &Bound<'_, PyAny>, day: &Bound<'_, PyAny>) -> PyResult<Option<Case>> {
        let on = crate::day::day(day, "day")?;
        let replayed = self.read(log, |log| log.as_of(on))?;
        Ok(replayed.map(|case| self.case((case, None))))
    }

    /// The case as known on a day: what had been recorded by then. None before it was opened.
    pub fn replay_known_on(&self, log: &Bound<'_, PyAny>, day: &Bound<'_, PyAny>) -> PyResult<Option<Case>> {
        let on = crate::day::day(day, "day")?;
        let replayed = self.read(log, |log| {
            let Some(case) = log.known_on(on)? else { return Ok(None) };
            let known = log.into_entries().into_iter().filter(|entry| entry.stamp.recorded <= on);
            Ok(Some((case, Some(History::of(known)))))
        })?;
        Ok(replayed.map(|replayed| self.case(replayed)))
    }

    /// The products, or those offered in a city; seen on a day, with the limits that hold then.
    #[pyo3(signature = (city=None, date=None))]
    fn products<'py>(
        &self,
        py: Python<'py>,
        city: Option<&Bound<'py, PyString>>,
        date: Option<&Bound<'py, PyString>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let city = city.map(|city| value::text(city, "city")).transpose()?;
        let date = date.map(|date| value::text(date, "date")).transpose()?;
        let products = self.plain().products(city.as_deref(), date.as_deref());
        to_python(py, &products.map_err(|error| raise_error(py, &error))?)
    }

    /// The papers a product asks for, given the facts of a household.
    fn product_checklist<'py>(
        &self,
        py: Python<'py>,
        product: &Bound<'py, PyString>,
        facts: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let papers = self.plain().product_checklist(&value::text(product, "product")?, to_value(facts, "facts")?);
        to_python(py, &papers.map_err(|error| raise_error(py, &error))?)
    }

    /// What an application would meet before there is a case: whether it fits, how large it may be, what would help.
    fn assess<'py>(&self, py: Python<'py>, enquiry: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        told(py, self.plain().assess(&to_value(enquiry, "enquiry")?))
    }

    /// Every product for one household and home, the best first.
    fn choose<'py>(&self, py: Python<'py>, enquiry: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        told(py, self.plain().choose(&to_value(enquiry, "enquiry")?))
    }

    /// What a published rate was, for the `floating` rate of `schedule`.
    #[pyo3(signature = (**asked))]
    fn published_rates<'py>(&self, py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
        answer(py, asked, |asked| self.plain().published_rates(asked))
    }

    /// Which split between a provident fund and a bank costs least.
    fn split<'py>(&self, py: Python<'py>, enquiry: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        told(py, self.plain().split(&to_value(enquiry, "enquiry")?))
    }

    /// What buying costs besides price and interest: taxes and fees of a day, and who pays each.
    fn costs<'py>(&self, py: Python<'py>, purchase: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        told(py, self.plain().costs(&to_value(purchase, "purchase")?))
    }

    /// What a rule says, in Chinese and English, under which edition, since when, and where it was read.
    fn explain<'py>(&self, py: Python<'py>, rule: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        told(py, self.plain().explain(&value::text(rule, "rule")?))
    }

    /// What other rules, or the rules of another day, mean for loans in columns, grouped by cause with one witness each. Of
    /// many loans it takes a while: `progress(done, of)` is called some times a second and at the end, and Ctrl-C ends it.
    #[pyo3(signature = (columns, context, then, rules=None, *, progress=None))]
    fn impact<'py>(
        &self,
        py: Python<'py>,
        columns: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
        then: &Bound<'py, PyAny>,
        rules: Option<PyRef<'py, Rules>>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
        let other = rules.map_or_else(|| self.clone(), |rules| rules.clone());
        let (columns, mut watch) = (to_value(columns, "columns")?, Watch::new(progress));
        let mut tell = |done, of| watch.tell(done, of);
        let (now, other) = (self.plain(), other.plain());
        // It may take a while; other threads go on meanwhile.
        let found = py.detach(|| now.impact_of_watched(&columns, context, other, then, &mut tell));
        watch.answer(py, found)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.edition().hash(&mut hasher);
        hasher.finish()
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    /// The built-in ones by their name, others whole.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let class = py.get_type::<Self>();
        if BUILTIN.as_ref().is_ok_and(|builtin| Arc::ptr_eq(&self.0, builtin)) {
            return Ok((class.getattr("builtin")?, PyTuple::empty(py)));
        }
        Ok((class.getattr("load")?, (self.pack_text(),).into_pyobject(py)?))
    }

    fn __repr__(&self) -> String {
        format!("<Rules {}>", self.edition())
    }
}

/// The text of a log that was handed in as its entries.
fn of_entries(entries: &Bound<'_, PyAny>) -> PyResult<String> {
    match to_value(entries, "log")? {
        Value::Array(list) => plain::log(list).map_err(|error| raise_error(entries.py(), &error)),
        _ => Err(PyTypeError::new_err("a log is its text, or a list of its entries")),
    }
}

/// An answer, or what was wrong with the question.
fn told(py: Python<'_>, told: Result<Value, Error>) -> PyResult<Bound<'_, PyAny>> {
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

/// The products of the built-in edition, or those offered in a city; seen on a day, with the limits that hold then.
#[pyfunction]
#[pyo3(signature = (city=None, date=None))]
fn products<'py>(
    py: Python<'py>,
    city: Option<&Bound<'py, PyString>>,
    date: Option<&Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    Rules::builtin(py)?.products(py, city, date)
}

/// The papers a product of the built-in edition asks for, given the facts of a household.
#[pyfunction]
fn product_checklist<'py>(
    py: Python<'py>,
    product: &Bound<'py, PyString>,
    facts: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    Rules::builtin(py)?.product_checklist(py, product, facts)
}

/// What a rule of the built-in edition says, in Chinese and English, since when, and where it was read.
#[pyfunction]
fn explain<'py>(py: Python<'py>, rule: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    Rules::builtin(py)?.explain(py, rule)
}

/// What is wrong with a pack and the layers laid over it, each fault with its smallest example; to `prove` runs the machine
/// on it too, where no fault keeps it from being loaded. That takes seconds: `progress(done, of)` is called after each part,
/// and Ctrl-C ends it.
#[pyfunction]
#[pyo3(signature = (pack, layers=None, place=None, prove=false, progress=None))]
fn lint<'py>(
    py: Python<'py>,
    pack: &Bound<'py, PyString>,
    layers: Option<Vec<Bound<'py, PyString>>>,
    place: Option<&Bound<'py, PyAny>>,
    prove: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (text, layers) = (value::text(pack, "pack")?, texts(&layers.unwrap_or_default())?);
    let place = place.map(|place| to_value(place, "place")).transpose()?;
    let mut watch = Watch::of_each(progress);
    let lint = || {
        let base = pack::read_unchecked([text.as_str()])?;
        let laid = pack::laid_unchecked(&base, &layers, place.as_ref())?;
        if prove { plain::prove(&laid, &mut |done, of| watch.tell(done, of)) } else { Ok(plain::lint(&laid)) }
    };
    // It may take seconds; other threads go on meanwhile.
    let found = py.detach(lint);
    watch.answer(py, found)
}

fn texts(layers: &[Bound<'_, PyString>]) -> PyResult<Vec<String>> {
    let text = |(index, layer)| value::text(layer, &format!("layers[{index}]"));
    layers.iter().enumerate().map(text).collect()
}
