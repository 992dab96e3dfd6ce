"""Wiring: when rasid's pipeline runs, on Prefect. Thin on purpose; what is done lives in ``rasid``."""

import os

# Read by Prefect when it is imported, so they are set before that. Nothing leaves the machine (decision 9),
# the domain's log lines reach the run's page, and a first temporary server gets the time it can need.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "rasid,flows")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
os.environ.setdefault("PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW", "ignore")
# Threads of a fleet each get a heap of their own from glibc, and it is never given back: two are enough (with eight visits at once 424 MB were measured, with four 397).
os.environ.setdefault("MALLOC_ARENA_MAX", "2")
