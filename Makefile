# Everything a person needs: `make demo` and `make test`. Both set up what they need on a fresh machine.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false
# Tests start hundreds of children: where the environment forbids to keep what Python compiles, each of them compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test soak lint bench docs sentences stack lock digests clean

demo: $(READY)
	$(BIN)/rasid demo

test: $(READY) lint
	-$(BIN)/python -m tests.bench.slope
	$(BIN)/pytest -n 2 -m "not soak and not bench"

soak: $(READY)
	$(BIN)/pytest -m soak

bench: $(READY)
	$(BIN)/pytest -m bench -s tests/bench/*.py

# The production stack on this machine, without Docker (docs/production.md). Ctrl-C ends all of it.
stack: $(READY)
	$(BIN)/python -m flows.stack.local

# The generated pages of docs/; tests/test_docs.py says when they are not current.
docs: $(READY)
	$(BIN)/python -m rasid.cli.reference

# Every sentence people read, in one file for a proofreader (docs/sentences.md, not committed).
sentences: $(READY)
	$(BIN)/python -m rasid.wording.sentences

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Hashes for every file, no index named, so that a lock is worth the same on every machine: one with everything, and one of what production runs.
lock:
	uv pip compile pyproject.toml --extra dev --extra dask --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" -o requirements.lock
	uv pip compile pyproject.toml --constraint requirements.lock --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" -o flows/stack/requirements.lock

# The base images by digest, for flows/stack/.env: what is built and run is then what was tried. Needs Docker and a registry.
digests:
	@for image in python:3.12-slim postgres:17-alpine; do \
	  docker buildx imagetools inspect $$image --format '{{.Manifest.Digest}}' | sed "s|^|$${image%%:*}:$${image##*:}@|"; \
	done | sed 's/^python/RASID_PYTHON_IMAGE=python/; s/^postgres/RASID_POSTGRES_IMAGE=postgres/'

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "rasid needs Python 3.11 or newer; this is %s. Try: make $(MAKECMDGOALS) PYTHON=python3.12" % sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) .rasid dist
