"""Who has not installed Spark is told what to install."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("absent", ["pyspark", "pyarrow"])
def test_the_extra_is_named_where_a_package_is_not_installed(absent: str) -> None:
    code = f"import sys; sys.modules[{absent!r}] = None; import anjieflow; import anjieflow.spark"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.returncode == 1
    assert "needs PySpark 4 and pyarrow: pip install 'anjieflow[spark]'" in told.stderr
