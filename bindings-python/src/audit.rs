//! Logs sealed and audited; `audit.py` calls this, and the application's verifier of signatures.

use crate::error::raise_error;
use crate::value::{text, to_python, to_value};
use anjieflow::interchange::audit::Signature;
use anjieflow::interchange::plain::audit;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// A signature: its algorithm, key and bytes, and the bytes that were signed.
type Signed<'py> = (String, String, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// None of them is a public name: `audit.py` has those.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.setattr("_seal", wrap_pyfunction!(_seal, module)?)?;
    module.setattr("_to_sign", wrap_pyfunction!(_to_sign, module)?)?;
    module.setattr("_signed", wrap_pyfunction!(_signed, module)?)?;
    module.setattr("_signature", wrap_pyfunction!(_signature, module)?)?;
    module.setattr("_join", wrap_pyfunction!(_join, module)?)?;
    module.setattr("_split", wrap_pyfunction!(_split, module)?)?;
    module.setattr("_audit", wrap_pyfunction!(_audit, module)?)
}

/// The text of an argument that may be left out.
fn some_text(string: Option<&Bound<'_, PyString>>, name: &str) -> PyResult<Option<String>> {
    string.map(|string| text(string, name)).transpose()
}

/// Seal a log, on a day and by somebody.
#[pyfunction]
fn _seal(
    py: Python<'_>,
    log: &Bound<'_, PyString>,
    sealed: &Bound<'_, PyAny>,
    earlier: Option<&Bound<'_, PyString>>,
) -> PyResult<String> {
    let (log, earlier) = (text(log, "log")?, some_text(earlier, "earlier")?);
    let sealed = to_value(sealed, "sealed")?;
    audit::seal(&log, &sealed, earlier.as_deref()).map_err(|error| raise_error(py, &error))
}

/// The bytes to sign.
#[pyfunction]
fn _to_sign<'py>(
    py: Python<'py>,
    seal: &Bound<'_, PyString>,
    algorithm: &Bound<'_, PyString>,
    key: &Bound<'_, PyString>,
) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = audit::to_sign(&text(seal, "seal")?, &text(algorithm, "algorithm")?, &text(key, "key")?);
    Ok(PyBytes::new(py, &bytes.map_err(|error| raise_error(py, &error))?))
}

/// The same seal, signed.
#[pyfunction]
fn _signed(
    py: Python<'_>,
    seal: &Bound<'_, PyString>,
    algorithm: &Bound<'_, PyString>,
    key: &Bound<'_, PyString>,
    value: Vec<u8>,
) -> PyResult<String> {
    let signed = audit::signed(&text(seal, "seal")?, &text(algorithm, "algorithm")?, &text(key, "key")?, value);
    signed.map_err(|error| raise_error(py, &error))
}

/// How a seal is signed.
#[pyfunction]
fn _signature<'py>(py: Python<'py>, seal: &Bound<'_, PyString>) -> PyResult<Option<Signed<'py>>> {
    let signature = audit::signature(&text(seal, "seal")?).map_err(|error| raise_error(py, &error))?;
    Ok(signature.map(|(Signature { algorithm, key, value }, signed)| {
        (algorithm, key, PyBytes::new(py, &value), PyBytes::new(py, &signed))
    }))
}

/// A log and its seal as one text.
#[pyfunction]
fn _join(py: Python<'_>, log: &Bound<'_, PyString>, seal: &Bound<'_, PyString>) -> PyResult<String> {
    audit::join(&text(log, "log")?, &text(seal, "seal")?).map_err(|error| raise_error(py, &error))
}

/// The log and the seal of a joined text.
#[pyfunction]
fn _split(py: Python<'_>, joined: &Bound<'_, PyString>) -> PyResult<(String, String)> {
    let joined = text(joined, "joined")?;
    let (log, seal) = audit::split(&joined).map_err(|error| raise_error(py, &error))?;
    Ok((log.to_owned(), seal.to_owned()))
}

/// Compare a log with its seal. `fits` is what the application says of the signature.
#[pyfunction]
fn _audit<'py>(
    py: Python<'py>,
    log: &Bound<'py, PyString>,
    seal: Option<&Bound<'py, PyString>>,
    fits: Option<bool>,
) -> PyResult<Bound<'py, PyAny>> {
    let (log, seal) = (text(log, "log")?, some_text(seal, "seal")?);
    let verify = |_: &Signature, _: &[u8]| fits == Some(true);
    let told = audit::audit(&log, seal.as_deref(), fits.is_some().then_some(&verify));
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}
