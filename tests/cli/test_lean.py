"""A command that reads one page loads pandas without pyarrow, and takes nothing away from what comes after it."""

from __future__ import annotations

import subprocess
import sys

AFTERWARDS = """
import sys
from rasid.cli.lean import start_lean
start_lean()
assert "pandas" in sys.modules
assert not [name for name in sys.modules if name.startswith("pyarrow")]
import pandas
assert pandas.Series(["نص"], dtype="str").str.len().tolist() == [2]
import pyarrow
print(pyarrow.array([1]).type)
"""


def test_pandas_comes_without_pyarrow_and_pyarrow_can_still_be_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", AFTERWARDS], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "int64", done.stderr


def test_where_pandas_is_loaded_already_nothing_is_done() -> None:
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "import pandas, pyarrow, sys\nfrom rasid.cli.lean import start_lean\nstart_lean()\nprint(sys.modules['pyarrow'] is pyarrow)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.strip() == "True", ended.stderr
