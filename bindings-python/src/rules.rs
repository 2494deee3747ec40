//! The rules that cases are judged under, and what can be asked of them without a case.

use crate::case::Case;
use crate::error::{raise, raise_error};
use crate::repay::answer;
use crate::value::{self, to_python, to_value};
use anjieflow::calendar::Calendar;
use anjieflow::error::Error;
use anjieflow::interchange::{pack, plain};
use anjieflow::product::Pack;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde_json::Value;
use std::sync::Arc;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Rules>()?;
    module.add_function(wrap_pyfunction!(products, module)?)?;
    module.add_function(wrap_pyfunction!(product_checklist, module)?)?;
    module.add_function(wrap_pyfunction!(explain, module)?)?;
    module.add_function(wrap_pyfunction!(lint, module)?)
}

/// What cases are judged under: one edition of products, lists, routes and limits. A case keeps to the rules it was
/// opened or replayed under.
#[pyclass(frozen, module = "anjieflow")]
#[derive(Clone)]
pub struct Rules(Arc<Pack>);

/// The next case, and the entry that the application keeps.
pub type Stepped<'py> = (Case, Bound<'py, PyAny>);

impl Rules {
    pub fn plain(&self) -> plain::Rules<'_> {
        plain::Rules { pack: &self.0, calendar: Calendar::builtin() }
    }

    fn keep(&self, case: anjieflow::case::Case) -> Case {
        Case::new(case, self.clone())
    }
}

#[pymethods]
impl Rules {
    /// The rules that come with the package.
    #[staticmethod]
    pub fn builtin() -> Self {
        Self(Arc::new(Pack::BUILTIN))
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
    fn pack(&self) -> String {
        pack::write(&self.0)
    }

    /// Open a case: the case in its first stage, and the first entry of its log.
    pub fn open<'py>(&self, py: Python<'py>, request: &Bound<'py, PyAny>) -> PyResult<Stepped<'py>> {
        let opened = self.plain().open(to_value(request, "request")?);
        let (case, entry) = opened.map_err(|problem| raise(py, &problem, self))?;
        Ok((self.keep(case), to_python(py, &entry)?))
    }

    /// The case that a log tells of: text, as `log` writes it.
    pub fn replay(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Case> {
        let replayed = plain::replay(&value::text(text, "text")?);
        replayed.map(|case| self.keep(case)).map_err(|error| raise_error(py, &error))
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    /// None before it was opened.
    pub fn replay_as_of(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        day: &Bound<'_, PyString>,
    ) -> PyResult<Option<Case>> {
        let replayed = plain::replay_as_of(&value::text(text, "text")?, &value::text(day, "day")?);
        Ok(replayed.map_err(|error| raise_error(py, &error))?.map(|case| self.keep(case)))
    }

    /// The case as known on a day: what had been recorded by then. None before it was opened.
    pub fn replay_known_on(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        day: &Bound<'_, PyString>,
    ) -> PyResult<Option<Case>> {
        let replayed = plain::replay_known_on(&value::text(text, "text")?, &value::text(day, "day")?);
        Ok(replayed.map_err(|error| raise_error(py, &error))?.map(|case| self.keep(case)))
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

    /// What other rules, or the rules of another day, mean for loans in columns, grouped by cause with one witness each.
    #[pyo3(signature = (columns, context, then, rules=None))]
    fn impact<'py>(
        &self,
        py: Python<'py>,
        columns: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
        then: &Bound<'py, PyAny>,
        rules: Option<PyRef<'py, Rules>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
        let other = rules.map_or_else(|| self.clone(), |rules| rules.clone());
        let found = self.plain().impact_of(&to_value(columns, "columns")?, context, other.plain(), then);
        to_python(py, &found.map_err(|error| raise_error(py, &error))?)
    }

    fn __repr__(&self) -> String {
        format!("<Rules {}>", self.edition())
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
    Rules::builtin().products(py, city, date)
}

/// The papers a product of the built-in edition asks for, given the facts of a household.
#[pyfunction]
fn product_checklist<'py>(
    py: Python<'py>,
    product: &Bound<'py, PyString>,
    facts: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    Rules::builtin().product_checklist(py, product, facts)
}

/// What a rule of the built-in edition says, in Chinese and English, since when, and where it was read.
#[pyfunction]
fn explain<'py>(py: Python<'py>, rule: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    Rules::builtin().explain(py, rule)
}

/// What is wrong with a pack and the layers laid over it, each fault with its smallest example; to `prove` runs the machine
/// on it too, where no fault keeps it from being loaded.
#[pyfunction]
#[pyo3(signature = (pack, layers=None, place=None, prove=false))]
fn lint<'py>(
    py: Python<'py>,
    pack: &Bound<'py, PyString>,
    layers: Option<Vec<Bound<'py, PyString>>>,
    place: Option<&Bound<'py, PyAny>>,
    prove: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let (text, layers) = (value::text(pack, "pack")?, texts(&layers.unwrap_or_default())?);
    let place = place.map(|place| to_value(place, "place")).transpose()?;
    let lint = || {
        let base = pack::read_unchecked([text.as_str()])?;
        let laid = pack::laid_unchecked(&base, &layers, place.as_ref())?;
        if prove { plain::prove(&laid, &mut |_, _| ()) } else { Ok(plain::lint(&laid)) }
    };
    // It may take seconds; other threads go on meanwhile.
    to_python(py, &py.detach(lint).map_err(|error| raise_error(py, &error))?)
}

fn texts(layers: &[Bound<'_, PyString>]) -> PyResult<Vec<String>> {
    let text = |(index, layer)| value::text(layer, &format!("layers[{index}]"));
    layers.iter().enumerate().map(text).collect()
}
