"""Fitting the body's weights: pages with their truth, copies of them made harder, the fit itself (see ``python -m tests.bench.fit --help``)."""
