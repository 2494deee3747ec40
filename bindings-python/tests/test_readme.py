"""The sample of the README runs."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
SAMPLES = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample(sample: str) -> None:
    exec(compile(sample, str(README), "exec"), {"__name__": "readme"})
