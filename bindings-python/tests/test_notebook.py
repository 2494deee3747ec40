"""The notebook of the examples runs from top to bottom, and its plots are there."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples/python/portfolio.ipynb"


def test_the_notebook_runs_and_draws() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.get("outputs") for cell in notebook.cells), "it is kept without outputs"
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(notebook, timeout=120, resources=resources).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts = [output["data"]["text/plain"] for output in shown if "data" in output]
    assert sum("image/png" in output.get("data", {}) for output in shown) == 3
    assert any("out_of_range" in text and "paid at once" in text for text in texts)
    assert any("537260.03" in text and "466291.3" in text for text in texts)
