"""Tests of the flows. No test may meet the Prefect server, profile or settings of whoever runs it: settled before Prefect is imported."""

import os
import tempfile

import flows  # noqa: F401 - sets the environment that Prefect is imported with

os.environ |= {
    "PREFECT_HOME": tempfile.mkdtemp(prefix="rasid-tests-prefect-"),
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
}
os.environ.pop("PREFECT_API_URL", None)
