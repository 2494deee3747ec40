"""The samples of the front pages run, and so does the example."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "README.zh-CN.md", "bindings-python/README.md"]


def samples() -> list[tuple[str, str]]:
    texts = [(page, (ROOT / page).read_text(encoding="utf-8")) for page in PAGES]
    fence = re.compile(r"```python\n(.*?)```", re.DOTALL)
    return [(page, sample) for page, text in texts for sample in fence.findall(text)]


@pytest.mark.parametrize(("page", "sample"), samples())
def test_sample(page: str, sample: str) -> None:
    exec(compile(sample, page, "exec"), {"__name__": "readme"})


def test_every_page_has_a_sample() -> None:
    assert {page for page, _ in samples()} == set(PAGES)


def test_example(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples/python/first_case.py"), run_name="__main__")
    assert "request_review refused: 10 reasons" in capsys.readouterr().out
