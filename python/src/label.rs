//! Labels as members of the enum that `package/unpitch/_label.py` declares.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use unpitch::{Label, UnknownLabel};

use crate::error::wrong_type;

type Members = [Py<PyAny>; Label::COUNT];

/// The members in the order of [`Label::ALL`], looked up once.
fn members(py: Python<'_>) -> PyResult<&Members> {
    static MEMBERS: PyOnceLock<Members> = PyOnceLock::new();
    MEMBERS.get_or_try_init(py, || {
        let class = py.import("unpitch._label")?.getattr("Label")?;
        let member = |label: Label| class.call1((label.name(),)).map(Bound::unbind);
        let [a, b, c, d] = Label::ALL.map(member);
        Ok([a?, b?, c?, d?])
    })
}

/// The member for a label.
pub fn member(py: Python<'_>, label: Label) -> PyResult<Py<PyAny>> {
    Ok(members(py)?[label.index()].clone_ref(py))
}

/// A dict of one value a label, in the order of [`Label::ALL`].
pub fn dict<'py, T: IntoPyObject<'py>>(
    py: Python<'py>,
    values: [T; Label::COUNT],
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (member, value) in members(py)?.iter().zip(values) {
        dict.set_item(member, value)?;
    }
    Ok(dict)
}

/// The label that is meant: a member of the enum, which is a `str`, or a name.
pub fn read(label: &Bound<'_, PyAny>) -> PyResult<Label> {
    let name: String = label
        .extract()
        .map_err(|_| wrong_type("label", label, "a Label or the name of one"))?;
    name.parse()
        .map_err(|unknown: UnknownLabel| PyValueError::new_err(unknown.to_string()))
}
