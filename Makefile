# make demo       code the example pages, keep them in a store, and show a dispute
# make test       lint, types and tests
# make benchmark  all figures of the gold sets at hand, kept in benchmarks/
# make docs       write the generated pages and the outputs shown in the documentation
# make screenshots  the pictures of the documentation (needs Chromium)
# make lock       choose dependency versions anew

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
PROCESSES ?= 2
READY := .venv/installed

.PHONY: demo test lint browser benchmark floors docs screenshots scale-check lock clean

demo: $(READY)
	$(BIN)/whowhom code examples/pages
	$(BIN)/whowhom add examples/pages examples/shoal.jsonl --store demo.duckdb
	$(BIN)/whowhom disputes --between China Philippines --type ASSAULT --store demo.duckdb
	@echo "Look at it in a browser:  $(BIN)/whowhom serve --store demo.duckdb"

test: lint browser
	$(BIN)/pytest -n $(PROCESSES) --dist loadfile

# The tests of the page need a browser; on Debian and Ubuntu it is installed where that is allowed.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	  { echo "the tests of the page need Chromium: apt-get install chromium" >&2; exit 1; }

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/mypy

benchmark: $(READY)
	$(BIN)/python -m whowhom.evaluation.benchmark

floors: $(READY)
	$(BIN)/python -m whowhom.evaluation.floors

docs: $(READY)
	$(BIN)/python tools/docs.py

screenshots: $(READY)
	$(BIN)/python tools/screenshots.py

# One archive coded in every way there is, Ray among them: make scale-check ARCHIVE=pages.warc.gz
scale-check: $(READY)
	$(BIN)/python -m whowhom.evaluation.scale_check $(ARCHIVE) --ray

lock:
	$(BIN)/pip install --quiet uv
	printf 'hatchling\neditables\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements.lock pyproject.toml -

# pip older than 24 cannot resolve these packages, so the one that comes with Python is replaced first.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "whowhom needs Python 3.11 or newer: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "whowhom needs Python 3.11 or newer; $(PYTHON) is older. Name another one: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "$(PYTHON) cannot make virtual environments: apt-get install python3-venv" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=24"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
